//! `sites-01`, `sites-02` and on: a small panel for each site that was down, where there are more
//! than the timeline shows.

use super::chart::{Chart, ChartError, Placement};
use super::frame::{Frame, WIDE, fitted};
use super::layout::{ChartSpec, draw_chart};
use super::panels::{self, Panel};
use super::site_rows::{self, SiteOrder};
use super::{site_bar, time_axis, words};
use crate::clock::{Span, Zone, length, length_up};
use crate::model::safe_text::safe_text;
use crate::model::{Report, SiteReport};
use crate::report::wording::{grouped, plural};
use std::collections::BTreeMap;

/// Most pages of panels. Sites past them are easier to find in a table.
const MAX_PAGES: usize = 50;

/// Pages of panels, one panel for each site that was down.
pub(super) struct SmallMultiples<'a> {
    report: &'a Report,
    /// Time that each panel shows.
    window: Span,
    /// Sites that went down, the longest down first, then the others.
    sites: Vec<&'a SiteReport>,
    /// Time in which each site may have been down, by id of the site.
    failures: BTreeMap<&'a str, Vec<Span>>,
    /// Most panels on a page.
    on_page: usize,
}

impl<'a> SmallMultiples<'a> {
    /// Lays out the pages; `None` where the timeline has room for every site that was down.
    pub(super) fn of(report: &'a Report) -> Option<SmallMultiples<'a>> {
        let window = report.window?;
        if !site_rows::too_many_down(report) {
            return None;
        }
        let mut sites = SiteOrder::by_downtime(report).chosen(report).sites;
        sites.retain(|site| words::has_failed(site));
        let failures = site_bar::failures(report);
        let on_page = panels::most_panels(Frame::of(report, WIDE));
        Some(SmallMultiples { report, window, sites, failures, on_page })
    }

    /// Returns the number of pages.
    pub(super) fn pages(&self) -> usize {
        self.sites.len().div_ceil(self.on_page).min(MAX_PAGES)
    }

    /// Draws a page, by its number from 0.
    pub(super) fn chart(&self, page: usize) -> Result<Chart, ChartError> {
        fitted(self.report, WIDE, |fit| self.chart_in(fit.frame, page))
    }

    /// Draws a page in a frame.
    fn chart_in(&self, frame: Frame, page: usize) -> Result<Chart, ChartError> {
        let zone = self.report.zone;
        let panels: Vec<Panel<'_>> = self.panels_of(page).collect();
        let title = self.title(&panels);
        let spec = ChartSpec {
            frame,
            name: &format!("sites-{:02}", page + 1),
            origin_words: false,
            has_site_rows: true,
            subtitle: self.subtitle(frame),
            description: self.description(&panels, &title),
            title,
            legend: site_bar::legend(self.report, panels::bar_width(frame)),
            height: panels::height(frame, panels.len(), zone),
            stretch: 0,
        };
        let chart = draw_chart(self.report, spec, |canvas, body| {
            panels::draw(canvas, (frame, body), self.window, zone, &panels)
        })?;
        Ok(Chart { placement: Placement::Linked, ..chart })
    }

    /// Lists the panels of a page; pages count from 0.
    fn panels_of(&self, page: usize) -> impl Iterator<Item = Panel<'_>> {
        let sites = self.sites.iter().zip(1..).skip(page * self.on_page).take(self.on_page);
        sites.map(|(site, place)| {
            let failures = self.failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
            Panel { place, site, failures }
        })
    }

    /// Returns the title of a page: which sites these are, and the least and most that any of them
    /// was down.
    fn title(&self, panels: &[Panel<'_>]) -> String {
        let first = panels.first().map_or(0, |panel| panel.place);
        let last = panels.last().map_or(0, |panel| panel.place);
        let which = if first < last {
            format!("Sites {} to {}", grouped(first), grouped(last))
        } else {
            format!("Site {}", grouped(first))
        };
        let all = grouped(self.sites.len());
        let all = match self.report.chart.sites {
            Some(_) => format!("the {all} that were chosen,"),
            None => all,
        };
        format!("{which} of {all} by downtime: {}", finding(panels))
    }

    /// Returns the line below the title.
    fn subtitle(&self, frame: Frame) -> String {
        let zone = self.report.zone;
        let zones = if zone == Zone::UTC {
            "Times are UTC.".to_owned()
        } else {
            let name = time_axis::zone_name(zone, self.window);
            format!("Times above the panels are those of {name}, below them UTC.")
        };
        format!(
            "Sites with an outage or a blip over time, {}. Sites that went down come before the \
             others, the longest down at the top. {zones} A pixel is {}: a shorter outage is still \
             drawn a pixel wide, a shorter time not observed is left out.{}",
            words::window(self.report),
            length_up(panels::pixel_us(frame, self.window)),
            self.rest(),
        )
    }

    /// Returns the sentence about the sites past the last page; empty where there are none.
    fn rest(&self) -> String {
        match self.sites.len().saturating_sub(MAX_PAGES * self.on_page) {
            0 => String::new(),
            rest => {
                format!(" And {} without a panel: see tables/sites.csv.", plural(rest, "more site"))
            }
        }
    }

    /// Describes the chart in words, for those who do not see it.
    fn description(&self, panels: &[Panel<'_>], title: &str) -> String {
        let window = words::window(self.report);
        let sites = plural(panels.len(), "site");
        let mut text = format!("Panels of {sites} over time, {window}. {title}.");
        for Panel { place, site, .. } in panels {
            let name = words::site_name(&site.site);
            let id = safe_text(&site.site.id);
            let id = if id == name { String::new() } else { format!(" ({id})") };
            let down = words::outages(site);
            text.push_str(&format!(" {}. {name}{id}: {down}.", grouped(*place)));
        }
        text.push_str(&self.rest());
        text
    }

    /// Returns the sentence on the page that links to these charts.
    pub(super) fn linked_sentence(&self) -> String {
        let rest = self.rest();
        let which = if rest.is_empty() {
            let sites = grouped(self.sites.len());
            format!("Each of the {sites} sites with an outage or a blip has a panel")
        } else {
            let sites = grouped(MAX_PAGES * self.on_page);
            format!("The {sites} sites that were down for longest have a panel each")
        };
        let charts = plural(self.pages(), "more chart");
        format!(
            "{which} on {charts}: sites that went down come before the others, the longest down at \
             the top. They are files beside this one, in charts/; each .txt names its sites.{rest}"
        )
    }
}

/// Returns the finding that holds for all sites of a page.
fn finding(panels: &[Panel<'_>]) -> String {
    let sites = || panels.iter().map(|panel| panel.site);
    let went_down: Vec<&SiteReport> = sites().filter(|site| site.change.went_down()).collect();
    let blips = sites().filter(|site| site.outages == 0).count();
    let unseen = panels.len() - went_down.len() - blips;
    let least = went_down.iter().map(|site| site.downtime.least_us).min();
    let least = length(least.unwrap_or(0));
    if went_down.len() == panels.len() {
        let down = if went_down.len() > 1 { "each down" } else { "down" };
        let open = went_down.iter().filter(|site| site.downtime.most_us.is_none()).count();
        let most = went_down.iter().filter_map(|site| site.downtime.most_us).max().unwrap_or(0);
        return match open {
            0 => format!("{down} for at least {least} and at most {}", length_up(most)),
            open => format!(
                "{down} for at least {least}, {} with an outage whose start or end was not seen",
                grouped(open)
            ),
        };
    }
    if blips == panels.len() {
        return "blips alone, no outage".to_owned();
    }
    let mut parts = Vec::new();
    if !went_down.is_empty() {
        parts.push(format!("{} down for at least {least}", grouped(went_down.len())));
    }
    if unseen > 0 {
        parts.push(format!("{} with no start on the record", grouped(unseen)));
    }
    if blips > 0 {
        parts.push(format!("{} with blips alone", grouped(blips)));
    }
    parts.join(", ")
}
