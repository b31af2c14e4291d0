//! `affected` and `affected-phone`: the sites that were down, by start, below what was said of
//! them. What was said stands once, over all rows. The second form has each label above its bar.

use super::affected_rows::{Form, HEAD_HEIGHT, LabelledRows};
use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError, Placement};
use super::claim_mark::{ClaimMark, GivenTime};
use super::claim_marks::{ClaimedTime, time_of};
use super::font::{Anchor, HEAD, SMALL};
use super::frame::{ChartFit, PAGE};
use super::language::{AffectedSites, ChartWords, English, Label, NotDrawn, words as language};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::row_grid::{OVERHANG, bar_columns};
use super::site_bar::{self, BAR_HEIGHT};
use super::site_rows::{MAX_SITES, name_width};
use super::time_axis::{TimeAxis, height_above};
use super::words::{name_of_site, site_name};
use super::{palette, words};
use crate::clock::{Instant, MINUTE, Span};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Outage, Report, Role, SiteReport};
use crate::report::anchors::{of_claim, of_site};
use std::collections::{BTreeMap, BTreeSet};

/// Most sites with a row where none was down.
const MAX_UP: usize = 12;
/// Most claimants with a row.
const MAX_CLAIMANTS: usize = 12;
/// Most links to outages and claims: a page with more of them is slow.
const MAX_LINKS: usize = 400;
/// Least width of an area that can be pointed at, in pixels.
const LEAST_LINK: i32 = 10;

/// Claims of one claimant, as a row.
#[derive(Clone)]
struct Said<'a> {
    name: &'a str,
    role: Role,
    claims: Vec<&'a Claim>,
}

/// Sites that were down, and what was said.
#[derive(Clone)]
pub(super) struct Affected<'a> {
    report: &'a Report,
    /// Frame, and most rows of sites.
    fit: ChartFit,
    /// Time that the chart shows: the window, or the part of it in which something was.
    window: Span,
    /// Claimants with a dated claim, in the order of the scorecard.
    said: Vec<Said<'a>>,
    /// Sites that were down, by start; where none was, those that claims name.
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
        let said = said(report);
        let any_down = !sites.is_empty();
        if report.chart.sites.is_some() {
            // Who chooses a site wants to see it, though it was up.
            let up = report.sites.iter().filter(|site| site.measured && !site.has_failed());
            sites.extend(up);
            sites.retain(|site| report.chart.draws_site(&site.site.id));
        } else if !any_down && !said.is_empty() {
            // What was said of them is held against something, too.
            let named = report.sites.iter().filter(|site| site.claimed && site.measured);
            sites.extend(named.take(MAX_UP));
        }
        if sites.is_empty() && said.is_empty() {
            return None;
        }
        let focus = if any_down { focus(window, report, &said) } else { window };
        let fit = ChartFit::whole(PAGE);
        Some(Affected { report, fit, window: focus, said, sites, outages })
    }

    /// Returns the sites that have a row.
    fn drawn(&self) -> &[&'a SiteReport] {
        &self.sites[..self.sites.len().min(MAX_SITES.min(self.fit.rows))]
    }

    /// Draws a form of the chart.
    pub(super) fn chart(&self, form: Form) -> Result<Chart, ChartError> {
        form.fitted(self.report, |fit| {
            let mut part = Affected { fit, ..self.clone() };
            // What was said has a third of the rows at most.
            part.said.truncate((fit.rows / 3).max(1));
            part.chart_of_rows(form)
        })
    }

    /// Draws a form of the chart with the rows that there are.
    fn chart_of_rows(&self, form: Form) -> Result<Chart, ChartError> {
        let report = self.report;
        let rows = self.said_rows().height() + self.seen_rows().height();
        let title = language().affected_title(report);
        let spec = ChartSpec {
            frame: self.fit.frame,
            name: form.name(),
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

    /// Returns the rows of what was said.
    fn said_rows(&self) -> LabelledRows {
        let claims = |said: &Said<'_>| language().claims(said.claims.len());
        LabelledRows::of(
            self.fit.frame,
            self.said.iter().map(|said| [said_name(said), claims(said)]).collect(),
        )
    }

    /// Returns the rows of what was seen.
    fn seen_rows(&self) -> LabelledRows {
        let end = |site: &SiteReport| words::downtime_and_unknown(site);
        let sites = self.drawn().iter();
        LabelledRows::of(
            self.fit.frame,
            sites.map(|site| [site_name(&site.site), end(site)]).collect(),
        )
    }

    /// Returns the width of the words behind the bars.
    fn end_width(&self) -> i32 {
        self.said_rows().end_width().max(self.seen_rows().end_width())
    }

    /// Returns where bars are drawn in the body.
    fn plot(&self, body: PixelRect) -> PixelRect {
        let names = self.drawn().iter().map(|site| site_name(&site.site));
        let claimants = self.said.iter().map(|said| said_name(said));
        let texts = [name_width(names.chain(claimants)), self.end_width()];
        let rows = body.shrunk(height_above(self.report.zone), SCALE_HEIGHT);
        bar_columns(self.fit.frame, rows, texts)
    }

    /// Draws the rows, from top to bottom: what was said, and what was seen.
    fn draw(&self, canvas: &Canvas<'_>, body: PixelRect) -> DrawResult {
        let plot = self.plot(body);
        let axis = TimeAxis { window: self.window, zone: self.report.zone, plot };
        let (said, seen) = (self.said_rows(), self.seen_rows());
        let spare = plot.bottom - plot.top - said.height() - seen.height();
        let extra = spare / (said.count() + seen.count()).max(1);
        let (said, seen) = (said.stretched(extra), seen.stretched(extra));
        let area = plot.shrunk(said.height(), 0);
        self.draw_bands(canvas, &axis, area)?;
        axis.draw(canvas)?;
        let mut links = MAX_LINKS;
        let mut places = said.places(body, plot.top);
        said.draw(canvas, plot, &places, language().label(Label::WhatWasSaid))?;
        for (number, (said, place)) in (1..).zip(self.said.iter().zip(&places)) {
            canvas.group(&format!("said-{number}"), &said_name(said), || {
                for claim in &said.claims {
                    let Some(time) = time_of(claim) else { continue };
                    ClaimMark::of(claim).draw_interval(time, canvas, &axis, place.middle())?;
                    if links > 0 {
                        self.link_claim(canvas, &axis, claim, place.middle());
                        links -= 1;
                    }
                }
                Ok(())
            })?;
        }
        places = seen.places(body, area.top);
        seen.draw(canvas, plot, &places, language().label(Label::WhatWasSeen))?;
        let failures = site_bar::failures(self.report);
        for (site, place) in self.drawn().iter().zip(&places) {
            let id = site.site.id.as_str();
            let top = place.middle() - BAR_HEIGHT / 2 + 1;
            let bar = plot.band(top, top + BAR_HEIGHT);
            let failures = failures.get(id).map_or(&[][..], Vec::as_slice);
            canvas.group(&of_site(id), &site_name(&site.site), || {
                site_bar::draw_bar(canvas, &axis, site, failures, bar)?;
                for outage in self.outages.get(id).into_iter().flatten() {
                    if links > 0 {
                        self.link_outage(canvas, &axis, outage, bar);
                        links -= 1;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Draws when the first claimant said that sites were down, or in which time, once over all
    /// rows; the words on the first such time above the others.
    fn draw_bands(&self, canvas: &Canvas<'_>, axis: &TimeAxis, area: PixelRect) -> DrawResult {
        let mut first = None;
        for ClaimedTime { range, given } in self.bands() {
            let from = range.earliest.unwrap_or(self.window.from()).max(self.window.from());
            let until = range.latest.unwrap_or(self.window.until()).min(self.window.until());
            if from < until {
                let band = area.part(axis.x(from), axis.x(until));
                canvas.fill_rect(band, palette::PALE_CLAIM)?;
                first = first.or(Some((band, given)));
            }
        }
        match first {
            Some((band, given)) => self.draw_band_words(canvas, band, given, axis.plot),
            None => Ok(()),
        }
    }

    /// Tells what the bands stand for: a claim that gives its time may be years younger than that.
    fn bands_label(&self) -> Option<Label> {
        let given: BTreeSet<GivenTime> = self.bands().iter().map(|band| band.given).collect();
        let [published, asserted] =
            [GivenTime::Published, GivenTime::Asserted].map(|one| given.contains(&one));
        match (published, asserted) {
            (false, false) => None,
            (true, false) => Some(Label::BandPublished),
            (false, true) => Some(Label::BandAsserted),
            (true, true) => Some(Label::BandOfEither),
        }
    }

    /// Says over a band who said so.
    fn draw_band_words(
        &self,
        canvas: &Canvas<'_>,
        band: PixelRect,
        given: GivenTime,
        plot: PixelRect,
    ) -> DrawResult {
        let Some(first) = self.report.claimants.first() else { return Ok(()) };
        let text = language().band(given, &safe_text(&first.name));
        let text = SMALL.fitted(&text, plot.width() / 2);
        // To the side of the band that has more room, below the head of the rows.
        let style = SMALL.colour(palette::GREY);
        let middle = band.top + HEAD_HEIGHT - 10;
        let is_left = band.left - plot.left > plot.right - band.right;
        // The head stands over the names, in a phone over the bars.
        let head = HEAD.room(language().label(Label::WhatWasSeen));
        let right_of = band.right.max(plot.left + head) + 5;
        if is_left && band.left - plot.left > head + SMALL.room(&text) + 8 {
            canvas.text(&text, (band.left - 5, middle), style.anchor(Anchor::End))
        } else if plot.right - right_of > SMALL.room(&text) {
            canvas.text(&text, (right_of, middle), style)
        } else {
            Ok(())
        }
    }

    /// Lists the times of the claims of the first claimant that sites were down, each once, as far
    /// as they lie in the time drawn.
    fn bands(&self) -> Vec<ClaimedTime> {
        let Some(first) = self.report.claimants.first() else { return Vec::new() };
        if self.drawn().is_empty() {
            return Vec::new();
        }
        let own = self.report.claims.iter().filter(|claim| claim.claimant == first.name);
        let mut known: BTreeSet<(Option<Instant>, Option<Instant>)> = BTreeSet::new();
        own.filter(|claim| claim.says_down())
            .filter_map(time_of)
            .filter(|time| self.is_drawn(time))
            .filter(|time| known.insert((time.range.earliest, time.range.latest)))
            .collect()
    }

    /// Says whether a part of the time of a claim lies in the time drawn.
    fn is_drawn(&self, time: &ClaimedTime) -> bool {
        let from = time.range.earliest.unwrap_or(self.window.from());
        let until = time.range.latest.unwrap_or(self.window.until());
        Span::seen(from, until).is_some_and(|span| span.intersection(self.window).is_some())
    }

    /// Lays a link over the mark of a claim.
    fn link_claim(&self, canvas: &Canvas<'_>, axis: &TimeAxis, claim: &Claim, middle: i32) {
        let Some(time) = time_of(claim).filter(|time| self.is_drawn(time)) else { return };
        let ClaimedTime { given, range } = time;
        let from = range.earliest.unwrap_or(self.window.from());
        let until = range.latest.unwrap_or(self.window.until());
        let title = format!(
            "{}: {}, {}",
            safe_text(&claim.claimant),
            language().claim_kind(claim),
            language().claim_time(self.report.zone, given, range)
        );
        let rect = PixelRect { top: middle - 8, bottom: middle + 8, ..axis.plot };
        canvas.link(&of_claim(&claim.id), &title, widened(rect, axis.x(from), axis.x(until)));
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
        let beside = if self.fit.frame.is_narrow() { 2 * OVERHANG } else { self.end_width() + 240 };
        let names = self.fit.frame.room() - beside;
        let mut legend = match self.drawn().is_empty() {
            true => Vec::new(),
            false => site_bar::legend(self.report, names),
        };
        legend.extend(super::claim_marks::short_legend(
            self.said.iter().flat_map(|said| said.claims.iter().copied()),
        ));
        legend.extend(self.bands_label().map(|label| LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::PALE_CLAIM),
            label,
        }));
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
        text.push_str(&words.unknown_sentence(self.report));
        text
    }

    /// Counts what has no row.
    fn not_drawn(&self) -> NotDrawn {
        let mut counts = NotDrawn::default();
        let drawn: BTreeSet<&str> = self.drawn().iter().map(|site| &*site.site.id).collect();
        let sites = self.report.sites.iter();
        for site in sites.filter(|site| !drawn.contains(site.site.id.as_str())) {
            let count = match (site.has_failed(), site.measured, site.possibly_down, site.claimed) {
                (true, ..) => &mut counts.down,
                (false, false, ..) => &mut counts.unmeasured,
                (false, true, Some(_), _) => &mut counts.possibly,
                (false, true, None, true) => &mut counts.named,
                (false, true, None, false) => &mut counts.unnamed,
            };
            *count += 1;
        }
        let claimants: BTreeSet<&str> =
            self.report.claims.iter().map(|claim| claim.claimant.as_str()).collect();
        counts.claimants = claimants.len().saturating_sub(self.said.len());
        let claims = self.said.iter().flat_map(|said| &said.claims);
        let outside = claims.filter_map(|claim| time_of(claim));
        counts.outside = outside.filter(|time| !self.is_drawn(time)).count();
        counts
    }

    /// Describes the chart in words, for those who do not see it.
    fn description(&self) -> String {
        let mut text = format!("{}.", English.affected_title(self.report));
        for site in self.drawn() {
            let outages = words::with_unknown(site, words::outages(site));
            text.push_str(&format!(" {}: {outages}.", site_name(&site.site)));
        }
        for Said { name, role, claims } in &self.said {
            let claims = English.claims(claims.len());
            text.push_str(&format!(" {} ({}): {claims}.", safe_text(name), English.role(*role)));
        }
        text.push_str(&English.not_drawn(&self.not_drawn()));
        text
    }
}

/// Names a claimant, with the role.
fn said_name(said: &Said<'_>) -> String {
    format!("{} ({})", safe_text(said.name), language().role(said.role))
}

/// Collects the claimants with a dated claim, those of the scorecard first.
fn said(report: &Report) -> Vec<Said<'_>> {
    let mut names: Vec<&str> = Vec::new();
    let scored = report.claimants.iter().map(|claimant| claimant.name.as_str());
    for name in scored.chain(report.claims.iter().map(|claim| claim.claimant.as_str())) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let rows = names.into_iter().filter_map(|name| {
        let own = report.claims.iter().filter(|claim| claim.claimant == name);
        let claims: Vec<&Claim> = own.filter(|claim| time_of(claim).is_some()).collect();
        let role = claims.first()?.role;
        Some(Said { name, role, claims })
    });
    rows.take(MAX_CLAIMANTS).collect()
}

/// Returns the part of the window in which something was seen or said, with a little before and
/// behind; the window itself where that is most of it.
fn focus(window: Span, report: &Report, said: &[Said<'_>]) -> Span {
    let outages = report.outages.iter().chain(&report.blips).map(|outage| outage.possible);
    let claims = said.iter().flat_map(|said| &said.claims);
    let times =
        claims.filter_map(|claim| time_of(claim)).filter_map(|ClaimedTime { range, .. }| {
            let from = range.earliest.unwrap_or(window.from());
            Span::seen(from, range.latest.unwrap_or(window.last()).max(from))
        });
    let spans: Vec<Span> =
        outages.chain(times).filter_map(|span| span.intersection(window)).collect();
    let from = spans.iter().map(|span| span.from()).min();
    let until = spans.iter().map(|span| span.until()).max();
    let (Some(from), Some(until)) = (from, until) else { return window };
    let around = (until.since(from) / 20).max(10 * MINUTE);
    let whole = Span::new(from.plus(-around), until.plus(around));
    let part = whole.and_then(|span| span.intersection(window)).unwrap_or(window);
    if part.length() / 2 < window.length() / 4 { part } else { window }
}

/// Returns the columns of a link, wide enough to be pointed at.
fn widened(row: PixelRect, left: i32, right: i32) -> PixelRect {
    let missing = (LEAST_LINK - (right - left)).max(0);
    let left = (left - missing / 2).max(row.left);
    row.part(left, (right + missing - missing / 2).min(row.right).max(left + 1))
}
