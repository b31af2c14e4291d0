//! `affected`: the sites that were down, by start, below what was said of them. What was said
//! stands once, over all rows, with its words.

mod bands;
mod rows;
mod said;
mod time;

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError, Placement};
use super::claim_mark::ClaimMark;
use super::claim_marks::{self, ClaimedTime, time_of};
use super::frame::ChartFit;
use super::language::{AffectedSites, ChartWords, English, Label, NotDrawn, words as language};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::leads::Leads;
use super::row_grid::{OVERHANG, RowLabel, bar_columns};
use super::site_bar::{self, BAR_HEIGHT};
use super::site_rows::{MOST_SITES, name_width};
use super::time_axis::{TimeAxis, height_above};
use super::words;
use super::words::{name_of_site, site_name};
use crate::clock::Span;
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Outage, Report, SiteReport};
use crate::report::anchors::{of_claim, of_site};
use crate::report::headline::of_sites;
use bands::Bands;
use rows::{LabelledPlace, LabelledRows, end_width};
use said::{
    MOST_STATEMENTS, StatementRow, columns, draw_numbers, is_drawn, left_out, quote, shared_out,
    statements,
};
use std::collections::{BTreeMap, BTreeSet};
use time::{focus, unseen};

/// Most sites with a row where none was down.
const MOST_UP: usize = 12;
/// Most links to outages and claims: a page with more of them is slow.
const MOST_LINKS: usize = 400;
/// Least width of an area that can be pointed at, in pixels.
const LEAST_LINK: i32 = 10;

/// Statements or sites with a row each, and the labels of these.
struct RowsUnderHead<'p, 'a> {
    rows: LabelledRows,
    content: PartContent<'p, 'a>,
}

/// Content of rows.
enum PartContent<'p, 'a> {
    Said(&'p [StatementRow<'a>]),
    Seen(&'p [&'a SiteReport]),
}

/// Sites that were down, and what was said.
#[derive(Clone)]
pub(super) struct Affected<'a> {
    report: &'a Report,
    /// Frame, and most rows of sites.
    fit: ChartFit,
    /// Time that the chart shows: the window, or the part of it in which something was.
    window: Span,
    /// Dated statements, those of the first claimants of the scorecard first.
    statements: Vec<StatementRow<'a>>,
    /// Statements that have a row, by time.
    said: Vec<StatementRow<'a>>,
    /// Claimants whose sites stand first.
    leads: Option<Leads<'a>>,
    /// Sites that were down, by start; where none was, those that claims name. Those of the leading
    /// claimants stand first.
    sites: Vec<&'a SiteReport>,
    /// Outages and blips of each site, by its id.
    outages: BTreeMap<&'a str, Vec<&'a Outage>>,
}

impl<'a> Affected<'a> {
    /// Collects the rows; `None` where nothing was down and nothing was said.
    pub(super) fn of(report: &'a Report) -> Option<Affected<'a>> {
        let window = report.window?;
        let mut outages: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
        for outage in report.outages.iter().chain(&report.blips) {
            outages.entry(&outage.site).or_default().push(outage);
        }
        let first_down = |site: &SiteReport| {
            let own = outages.get(site.site.id.as_str());
            own.and_then(|own| own.iter().map(|outage| outage.first_down()).min())
        };
        let mut sites: Vec<&SiteReport> =
            report.sites.iter().filter(|site| site.has_failed()).collect();
        sites.sort_by_key(|site| (first_down(site), &site.site.id));
        let statements = statements(report);
        let any_down = !sites.is_empty();
        if report.chart.sites.is_some() {
            // Who chooses a site wants to see it, though it was up.
            let up = report.sites.iter().filter(|site| site.measured && !site.has_failed());
            sites.extend(up);
            sites.retain(|site| report.chart.draws_site(&site.site.id));
        } else if !any_down && !statements.is_empty() {
            // What was said of them is held against something, too.
            let named = report.sites.iter().filter(|site| site.claimed && site.measured);
            // Many rows that are alike say no more than their number does.
            sites.extend(named.clone().take(MOST_UP).filter(|_| named.clone().count() <= MOST_UP));
        }
        if sites.is_empty() && statements.is_empty() {
            return None;
        }
        let leads = Leads::of(report);
        sites.sort_by_key(|site| leads.as_ref().is_some_and(|leads| !leads.spoke_of(site)));
        let window = if any_down { focus(window, report, &sites) } else { window };
        let fit = ChartFit::default();
        Some(Affected { report, fit, window, statements, said: Vec::new(), leads, sites, outages })
    }

    /// Returns the sites that have a row.
    fn drawn(&self) -> &[&'a SiteReport] {
        &self.sites[..self.sites.len().min(MOST_SITES.min(self.fit.rows))]
    }

    /// Draws the chart.
    pub(super) fn chart(&self, fit: ChartFit) -> Result<Chart, ChartError> {
        let mut part = Affected { fit, ..self.clone() };
        // What was said has a third of the rows at most, and few on a phone, where each is high.
        let dated = self.statements.iter().filter(|one| one.is_drawn(self.window)).cloned();
        let most = if fit.frame.is_narrow() { MOST_STATEMENTS / 2 } else { MOST_STATEMENTS };
        part.said = shared_out(dated.collect(), most.min(fit.rows / 3).max(1));
        part.sites = part.in_proportion(MOST_SITES.min(fit.rows));
        part.chart_of_rows()
    }

    /// Returns the sites, those first that have one of so many rows: of the sites that were named
    /// and of the others as many as their share is, and one at least.
    fn in_proportion(&self, rows: usize) -> Vec<&'a SiteReport> {
        let all = self.sites.len();
        let is_named =
            |site: &SiteReport| self.leads.as_ref().is_some_and(|one| one.spoke_of(site));
        let (named, others) = self.sites.split_at(self.sites.partition_point(|one| is_named(one)));
        if all <= rows || rows < 2 || named.is_empty() || others.is_empty() {
            return self.sites.clone();
        }
        let of_named = (rows * named.len() / all).clamp(1, rows - 1);
        let (named, named_left_out) = named.split_at(of_named);
        let (others, others_left_out) = others.split_at(rows - of_named);
        [named, others, named_left_out, others_left_out].concat()
    }

    /// Draws the chart with the rows that there are.
    fn chart_of_rows(&self) -> Result<Chart, ChartError> {
        let report = self.report;
        let rows = self.parts().iter().map(|part| part.rows.height()).sum();
        let title = language().affected_title(report);
        let spec = ChartSpec {
            frame: self.fit.frame,
            name: "affected",
            origin_words: false,
            has_site_rows: true,
            subtitle: self.subtitle(),
            description: self.description(),
            title,
            legend: self.legend(),
            height: rows + SCALE_HEIGHT + height_above(report.zone),
            stretch: rows,
        };
        let chart = draw_chart(report, spec, |canvas, body| self.draw(canvas, body))?;
        Ok(Chart { placement: Placement::Lead, ..chart })
    }

    /// Returns the labels of the rows: of statements, then of sites. In a narrow frame what was
    /// said stands above its mark.
    fn labels(&self) -> [Vec<RowLabel>; 2] {
        let of_said = |(number, said): (usize, &StatementRow<'_>)| {
            let clock = said.clock(language(), self.report.zone, self.window);
            let end = match self.fit.frame.is_narrow() {
                true => format!("{clock}: {}", said.said(language())),
                false => clock,
            };
            [format!("{number}\u{a0}\u{a0}{}", said.name()), end]
        };
        let of_seen =
            |site: &&SiteReport| [site_name(&site.site), words::downtime_and_unknown(site)];
        [(1..).zip(&self.said).map(of_said).collect(), self.drawn().iter().map(of_seen).collect()]
    }

    /// Returns what is drawn under rows of sites.
    fn bands(&self) -> Bands<'_, 'a> {
        Bands { report: self.report, leads: self.leads.as_ref(), window: self.window }
    }

    /// Returns the rows under their heads: what was said, the sites of the leading claimants, and
    /// the other sites. Parts without a row are left out.
    fn parts(&self) -> Vec<RowsUnderHead<'_, 'a>> {
        let [said, seen] = self.labels();
        let rows = |head: &str, labels: &[RowLabel], alike: &[RowLabel]| {
            LabelledRows::of(self.fit.frame, head, labels.to_vec(), alike)
        };
        let sites = self.drawn();
        let mut parts = vec![RowsUnderHead {
            rows: rows(language().label(Label::WhatWasSaid), &said, &said).two_lines(),
            content: PartContent::Said(&self.said),
        }];
        let of_sites = match &self.leads {
            None => vec![(language().label(Label::WhatWasSeen).to_owned(), 0..sites.len())],
            Some(leads) => {
                let named = sites.partition_point(|site| leads.spoke_of(site));
                let others = language().label(Label::OtherSites).to_owned();
                vec![(language().head_of(leads), 0..named), (others, named..sites.len())]
            }
        };
        for (head, range) in of_sites {
            let labels = rows(&head, &seen[range.clone()], &seen);
            parts.push(RowsUnderHead { rows: labels, content: PartContent::Seen(&sites[range]) });
        }
        parts.retain(|part| part.rows.count() > 0);
        parts
    }

    /// Returns where bars are drawn in the body.
    fn plot(&self, body: PixelRect) -> PixelRect {
        let labels = self.labels().concat();
        let names = labels.iter().map(|[name, _]| name);
        let texts = [name_width(names), end_width(&labels)];
        let rows = body.shrunk(height_above(self.report.zone), SCALE_HEIGHT);
        bar_columns(self.fit.frame, rows, texts)
    }

    /// Draws the rows, from top to bottom: what was said, and what was seen.
    fn draw(&self, canvas: &Canvas<'_>, body: PixelRect) -> DrawResult {
        let plot = self.plot(body);
        let axis = TimeAxis { window: self.window, zone: self.report.zone, plot };
        let mut parts = self.parts();
        let height: i32 = parts.iter().map(|part| part.rows.height()).sum();
        let count: i32 = parts.iter().map(|part| part.rows.count()).sum();
        let extra = (plot.bottom - plot.top - height) / count.max(1);
        let mut top = plot.top;
        let mut placed = Vec::with_capacity(parts.len());
        for part in parts.drain(..) {
            let rows = part.rows.stretched(extra);
            let (from, places) = (top, rows.places(body, top));
            top += rows.height();
            placed.push((rows, part.content, places, from));
        }
        for (_, content, places, _) in &placed {
            if let PartContent::Seen(sites) = content {
                self.bands().draw(canvas, &axis, sites, places)?;
            }
        }
        axis.draw(canvas)?;
        for (_, content, places, _) in &placed {
            if let PartContent::Said(said) = content {
                for (one, place) in said.iter().zip(places) {
                    one.draw_line(canvas, &axis, place.bar.middle())?;
                }
            }
        }
        let mut links = MOST_LINKS;
        for (rows, content, places, from) in &placed {
            rows.draw(canvas, plot, (places, *from))?;
            places.iter().for_each(|place| canvas.end_row(place.whole.bottom));
            match content {
                PartContent::Said(said) => {
                    self.draw_said(canvas, &axis, (said, places), &mut links)?
                }
                PartContent::Seen(sites) => {
                    draw_numbers(canvas, &axis, &self.said, (rows, (body.left, *from)))?;
                    self.draw_seen(canvas, &axis, (sites, places), &mut links)?;
                }
            }
        }
        Ok(())
    }

    /// Draws the marks of what was said, and the words beside them where there is room.
    fn draw_said(
        &self,
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        (said, places): (&[StatementRow<'_>], &[LabelledPlace]),
        links: &mut usize,
    ) -> DrawResult {
        for (number, (one, place)) in (1..).zip(said.iter().zip(places)) {
            let title = format!("{}: {}", one.name(), one.said(language()));
            canvas.group(&format!("said-{number}"), &title, || {
                let middle = place.bar.middle();
                ClaimMark::of(one.claim).draw_interval(one.time, canvas, axis, middle)?;
                if !self.fit.frame.is_narrow() {
                    one.draw_words(canvas, axis, middle)?;
                }
                if *links > 0 {
                    self.link_claim(canvas, axis, one.claim, middle);
                    *links -= 1;
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Draws the bars of sites.
    fn draw_seen(
        &self,
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        (sites, places): (&[&SiteReport], &[LabelledPlace]),
        links: &mut usize,
    ) -> DrawResult {
        let failures = site_bar::failures(self.report);
        for (site, place) in sites.iter().zip(places) {
            let id = site.site.id.as_str();
            let top = place.bar.middle() - BAR_HEIGHT / 2 + 1;
            let bar = axis.plot.band(top, top + BAR_HEIGHT);
            let failures = failures.get(id).map_or(&[][..], Vec::as_slice);
            canvas.group(&of_site(id), &site_name(&site.site), || {
                site_bar::draw_bar(canvas, axis, site, failures, bar)?;
                for outage in self.outages.get(id).into_iter().flatten() {
                    if *links > 0 {
                        self.link_outage(canvas, axis, outage, bar);
                        *links -= 1;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Lays a link over the mark of a claim.
    fn link_claim(&self, canvas: &Canvas<'_>, axis: &TimeAxis, claim: &Claim, middle: i32) {
        let Some(time) = time_of(claim).filter(|time| is_drawn(self.window, time)) else { return };
        let ClaimedTime { given, range } = time;
        let [left, right] = columns(axis, time);
        let title = format!(
            "{}: {}, {}{}",
            safe_text(&claim.claimant),
            language().claim_kind(claim),
            language().claim_time(self.report.zone, given, range),
            quote(language(), claim).map(|words| format!(": {words}")).unwrap_or_default()
        );
        let rect = PixelRect { top: middle - 5, bottom: middle + 5, ..axis.plot };
        canvas.link(&of_claim(&claim.id), &title, widened(rect, left, right));
    }

    /// Lays a link over the bar of an outage, with its brackets in both zones.
    fn link_outage(&self, canvas: &Canvas<'_>, axis: &TimeAxis, outage: &Outage, bar: PixelRect) {
        let Some(inside) = outage.possible.intersection(self.window) else { return };
        let title = format!(
            "{}, {}: {}",
            outage.id,
            name_of_site(self.report, &outage.site),
            language().outage_brackets(self.report.zone, outage)
        );
        let rect = PixelRect { top: bar.top - 4, bottom: bar.bottom + 4, ..bar };
        let area = widened(rect, axis.x(inside.from()), axis.x(inside.until()));
        canvas.link(&outage.id, &title, area);
    }

    /// Returns the entries of the legend.
    fn legend(&self) -> Vec<LegendEntry> {
        let beside = if self.fit.frame.is_narrow() {
            2 * OVERHANG
        } else {
            end_width(&self.labels().concat()) + 240
        };
        let names = self.fit.frame.room() - beside;
        let mut legend = match self.drawn().is_empty() {
            true => Vec::new(),
            false => site_bar::legend(self.report, self.drawn(), names),
        };
        legend.extend(claim_marks::short_legend(self.said.iter().map(|said| said.claim)));
        legend.extend(self.bands().legend(self.drawn(), names));
        legend
    }

    /// Returns the lines under the title: order, time, and what is not drawn.
    fn subtitle(&self) -> String {
        let words = language();
        let sites = match self.drawn().is_empty() {
            true => AffectedSites::None,
            false if self.report.chart.sites.is_some() => AffectedSites::Chosen,
            false if self.outages.is_empty() => AffectedSites::Named,
            false => AffectedSites::Down,
        };
        let mut text = words.affected_subtitle(self.report, sites);
        if Some(self.window) != self.report.window {
            text.push_str(&words.part_drawn(self.window));
        }
        text.push_str(&super::words::clocks(self.report, self.fit.frame));
        text.push_str(&words.not_drawn(&self.not_drawn()));
        let (times, all) = unseen(self.report);
        text.push_str(&words.unseen(&times, all));
        text.push_str(&words.unknown_sentence(self.report));
        text
    }

    /// Counts what has no row.
    fn not_drawn(&self) -> NotDrawn {
        let mut counts = NotDrawn::default();
        let drawn: BTreeSet<&str> = self.drawn().iter().map(|site| &*site.site.id).collect();
        let sites = self.report.sites.iter();
        for site in sites.filter(|site| !drawn.contains(site.site.id.as_str())) {
            let count = match (site.possibly_down, site.claimed) {
                _ if site.has_failed() => &mut counts.down,
                _ if !site.measured => &mut counts.unmeasured,
                (Some(_), _) => &mut counts.possibly,
                _ if site.failed_in_part => &mut counts.in_part,
                (None, true) => &mut counts.named,
                (None, false) => &mut counts.unnamed,
            };
            *count += 1;
            counts.unmeasured_named += usize::from(!site.measured && site.claimed);
        }
        counts.statements = left_out(&self.statements, &self.said, self.window);
        let outside = self.statements.iter().filter(|one| !one.is_drawn(self.window));
        counts.outside = outside.map(|one| one.claims).sum();
        counts
    }

    /// Describes the chart in words, for those who do not see it.
    fn description(&self) -> String {
        let (title, whole) = (English.affected_title(self.report), of_sites(self.report));
        // What was possible, and what has no start, is in the words of the page.
        let mut text = match (whole.starts_with(&title), whole.contains(';')) {
            (true, _) => format!("{whole}."),
            (false, true) => format!("{title}. {whole}."),
            (false, false) => format!("{title}."),
        };
        for site in self.drawn() {
            let outages = words::with_unknown(site, words::outages(site));
            text.push_str(&format!(" {}: {outages}.", site_name(&site.site)));
        }
        for (number, one) in (1..).zip(&self.said) {
            let name = safe_text(&one.claim.claimant);
            let role = English.role(one.claim.role);
            let time = English.claim_time(self.report.zone, one.time.given, one.time.range);
            let said = one.said(&English);
            text.push_str(&format!(" {number}. {name} ({role}), {time}: {said}."));
        }
        text.push_str(&English.not_drawn(&self.not_drawn()));
        text
    }
}

/// Returns the columns of a link, wide enough to be pointed at.
fn widened(row: PixelRect, left: i32, right: i32) -> PixelRect {
    let missing = (LEAST_LINK - (right - left)).max(0);
    let left = (left - missing / 2).max(row.left);
    row.part(left, (right + missing - missing / 2).min(row.right).max(left + 1))
}
