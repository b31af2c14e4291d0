//! `sites-01`, `sites-02` and on: a small panel for each site that was down, where there are more
//! than the timeline shows.

use super::chart::{Chart, ChartError, Placement};
use super::frame::{Frame, WIDE, fitted};
use super::language::{ChartWords, English, words};
use super::layout::{ChartSpec, draw_chart};
use super::panels::{self, Panel};
use super::site_rows::{self, SiteOrder};
use super::{site_bar, time_axis, words};
use crate::clock::{Span, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{Report, SiteReport};
use crate::report::wording::{grouped, plural};
use std::collections::BTreeMap;

/// Most pages of panels. Sites past them are easier to find in a table.
const MOST_PAGES: usize = 50;

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

/// Returns the name of the files of a page, by its number from 0.
pub(super) fn page_name(page: usize) -> String {
    format!("sites-{:02}", page + 1)
}

impl<'a> SmallMultiples<'a> {
    /// Lays out the pages; `None` where the timeline has room for every site that was down.
    pub(super) fn of(report: &'a Report) -> Option<SmallMultiples<'a>> {
        let window = report.window?;
        if !site_rows::too_many_down(report) {
            return None;
        }
        let mut sites = SiteOrder::by_downtime(report).chosen(report).sites;
        sites.retain(|site| site.has_failed());
        let failures = site_bar::failures(report);
        let most = panels::most_panels(Frame::of(report, WIDE));
        // No page holds a few that the one before had no room for.
        let pages = sites.len().div_ceil(most).clamp(1, MOST_PAGES);
        let on_page = sites.len().div_ceil(pages).min(most);
        Some(SmallMultiples { report, window, sites, failures, on_page })
    }

    /// Returns the number of pages.
    pub(super) fn pages(&self) -> usize {
        self.sites.len().div_ceil(self.on_page).min(MOST_PAGES)
    }

    /// Draws a page, by its number from 0.
    pub(super) fn chart(&self, page: usize) -> Result<Chart, ChartError> {
        fitted(self.report, WIDE, |fit| self.chart_in(fit.frame, page))
    }

    /// Draws a page in a frame.
    fn chart_in(&self, frame: Frame, page: usize) -> Result<Chart, ChartError> {
        let zone = self.report.zone;
        let panels: Vec<Panel<'_>> = self.panels_of(page).collect();
        let places: Vec<(usize, &SiteReport)> =
            panels.iter().map(|panel| (panel.place, panel.site)).collect();
        let drawn: Vec<&SiteReport> = panels.iter().map(|panel| panel.site).collect();
        let title =
            |words: &dyn ChartWords| words.panels_title(self.report, &places, self.sites.len());
        let spec = ChartSpec {
            frame,
            name: &page_name(page),
            origin_words: false,
            has_site_rows: true,
            subtitle: self.subtitle(frame),
            description: self.description(&panels, &title(&English)),
            title: title(words()),
            legend: site_bar::legend(self.report, &drawn, panels::bar_width(frame)),
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

    /// Returns the lines below the title.
    fn subtitle(&self, frame: Frame) -> String {
        let zone = self.report.zone;
        let name = match zone == Zone::UTC {
            true => String::new(),
            false => time_axis::zone_name(zone, self.window),
        };
        let pixel_us = panels::pixel_us(frame, self.window);
        let rest = words().without_panel(self.without_panel());
        words().panels_subtitle(self.report, &name, pixel_us, &rest)
    }

    /// Counts the sites that have no panel.
    fn without_panel(&self) -> usize {
        self.sites.len().saturating_sub(MOST_PAGES * self.on_page)
    }

    /// Describes the chart in words, for those who do not see it.
    fn description(&self, panels: &[Panel<'_>], title: &str) -> String {
        let window = English.window(self.report);
        let sites = plural(panels.len(), "site");
        let mut text = format!("Panels of {sites} over time, {window}. {title}.");
        for Panel { place, site, .. } in panels {
            let name = words::site_name(&site.site);
            let id = safe_text(&site.site.id);
            let id = if id == name { String::new() } else { format!(" ({id})") };
            let down = words::outages(site);
            text.push_str(&format!(" {}. {name}{id}: {down}.", grouped(*place)));
        }
        text.push_str(&English.without_panel(self.without_panel()));
        text
    }

    /// Returns the sentence on the page that links to these charts.
    pub(super) fn linked_sentence(&self) -> String {
        let rest = English.without_panel(self.without_panel());
        let which = if rest.is_empty() {
            let sites = grouped(self.sites.len());
            format!("Each of the {sites} sites with an outage or a blip has a panel")
        } else {
            let sites = grouped(MOST_PAGES * self.on_page);
            format!("The {sites} sites that were down for longest have a panel each")
        };
        let charts = plural(self.pages(), "more chart");
        format!(
            "{which} on {charts}: sites that went down come before the others, the longest down at \
             the top. They are files beside this one, in charts/; each .txt names its sites.{rest}"
        )
    }
}
