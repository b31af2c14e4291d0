//! `sites-01`, `sites-02` and on: a small panel for each site that was down, where there are more
//! than the timeline shows.

use super::chart::{Chart, ChartError, Placement};
use super::layout::{ChartSpec, draw_chart};
use super::panels::{self, MAX_PANELS, Panel};
use super::{site_bar, site_rows, time_axis, words};
use crate::clock::{Span, Zone, length, length_up};
use crate::model::{Report, SiteReport};
use crate::report::words::{grouped, plural};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most pages of panels. Sites past them are easier to find in a table.
const MAX_PAGES: usize = 50;

/// Pages of panels, one panel for each site that was down.
pub(super) struct SmallMultiples<'a> {
    report: &'a Report,
    window: Span,
    /// Sites, the longest down first.
    sites: Vec<&'a SiteReport>,
    /// Time in which each site may have been down, by id of the site.
    failures: BTreeMap<&'a str, Vec<Span>>,
}

impl<'a> SmallMultiples<'a> {
    /// `None` where the timeline has room for every site that was down.
    pub(super) fn of(report: &'a Report) -> Option<SmallMultiples<'a>> {
        let window = report.window?;
        if !site_rows::too_many_down(report) {
            return None;
        }
        let weight = |site: &SiteReport| {
            let most = site.downtime.most_us.unwrap_or(i64::MAX);
            (site.outages > 0, site.downtime.least_us, most, site.blips)
        };
        let mut sites: Vec<&SiteReport> = site_rows::down(report).collect();
        sites.sort_by_key(|site| (Reverse(weight(site)), &site.site.id));
        Some(SmallMultiples { report, window, sites, failures: site_bar::failures(report) })
    }

    /// Number of pages.
    pub(super) fn pages(&self) -> usize {
        self.sites.len().div_ceil(MAX_PANELS).min(MAX_PAGES)
    }

    /// Draws a page, by its number from 0.
    pub(super) fn chart(&self, page: usize) -> Result<Chart, ChartError> {
        let zone = self.report.zone;
        let panels: Vec<Panel<'_>> = self.panels_of(page).collect();
        let title = self.title(&panels);
        let spec = ChartSpec {
            name: &format!("sites-{:02}", page + 1),
            subtitle: self.subtitle(),
            description: self.description(&panels, &title),
            title,
            legend: site_bar::legend(self.report, panels::bar_width()),
            height: panels::height(panels.len(), zone),
        };
        let chart = draw_chart(self.report, spec, |canvas, body| {
            panels::draw(canvas, body, self.window, zone, &panels)
        })?;
        Ok(Chart { placement: Placement::Linked, ..chart })
    }

    fn panels_of(&self, page: usize) -> impl Iterator<Item = Panel<'_>> {
        let sites = self.sites.iter().zip(1..).skip(page * MAX_PANELS).take(MAX_PANELS);
        sites.map(|(site, place)| {
            let failures = self.failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
            Panel { place, site, failures }
        })
    }

    /// Title of a page: which sites these are, and the least and most that any of them was down.
    fn title(&self, panels: &[Panel<'_>]) -> String {
        let first = panels.first().map_or(0, |panel| panel.place);
        let last = panels.last().map_or(0, |panel| panel.place);
        let which = if first < last {
            format!("Sites {} to {}", grouped(first), grouped(last))
        } else {
            format!("Site {}", grouped(first))
        };
        format!("{which} of {} by downtime: {}", grouped(self.sites.len()), finding(panels))
    }

    fn subtitle(&self) -> String {
        let zone = self.report.zone;
        let zones = if zone == Zone::UTC {
            "Times are UTC.".to_owned()
        } else {
            let name = time_axis::zone_name(zone, self.window);
            format!("Times above the panels are those of {name}, below them UTC.")
        };
        format!(
            "Sites with an outage or a blip over time, the longest down first, {}. {zones} A pixel \
             is {}: a shorter outage is still drawn a pixel wide, a shorter time not observed is \
             left out.{}",
            words::window(self.report),
            length_up(panels::pixel_us(self.window)),
            self.rest(),
        )
    }

    /// Sentence about the sites past the last page; empty where there are none.
    fn rest(&self) -> String {
        match self.sites.len().saturating_sub(MAX_PAGES * MAX_PANELS) {
            0 => String::new(),
            rest => {
                format!(" And {} without a panel: see tables/sites.csv.", plural(rest, "more site"))
            }
        }
    }

    fn description(&self, panels: &[Panel<'_>], title: &str) -> String {
        let window = words::window(self.report);
        let sites = plural(panels.len(), "site");
        let mut text = format!("Panels of {sites} over time, {window}. {title}.");
        for Panel { place, site, .. } in panels {
            let id = site.site.id.as_str();
            let name = words::shown(&site.site);
            let id = if id == name { String::new() } else { format!(" ({id})") };
            let down = match site.outages {
                0 => words::downtime(site),
                outages => format!("{}, down {}", plural(outages, "outage"), words::downtime(site)),
            };
            text.push_str(&format!(" {}. {name}{id}: {down}.", grouped(*place)));
        }
        text.push_str(&self.rest());
        text
    }

    /// Sentence on the page that links to these charts.
    pub(super) fn linked_sentence(&self) -> String {
        let rest = self.rest();
        let which = if rest.is_empty() {
            let sites = grouped(self.sites.len());
            format!("Each of the {sites} sites with an outage or a blip has a panel")
        } else {
            let sites = grouped(MAX_PAGES * MAX_PANELS);
            format!("The {sites} sites that were down for longest have a panel each")
        };
        let charts = plural(self.pages(), "more chart");
        format!(
            "{which} on {charts}, the longest down first. They are files beside this one, in \
             charts/; each .txt names its sites.{rest}"
        )
    }
}

/// Finding that holds for all sites of a page.
fn finding(panels: &[Panel<'_>]) -> String {
    let sites = panels.iter().map(|panel| panel.site);
    let affected: Vec<&SiteReport> = sites.filter(|site| site.outages > 0).collect();
    let Some(least) = affected.iter().map(|site| site.downtime.least_us).min() else {
        return "blips alone, no outage".to_owned();
    };
    let least = length(least);
    let most = affected.iter().filter_map(|site| site.downtime.most_us).max().unwrap_or(0);
    let most = length_up(most);
    let open = affected.iter().filter(|site| site.downtime.most_us.is_none()).count();
    let blips = panels.len() - affected.len();
    let down = if affected.len() > 1 { "each down" } else { "down" };
    let count = grouped(affected.len());
    match (blips, open) {
        (0, 0) => format!("{down} for at least {least} and at most {most}"),
        (0, open) => {
            format!("{down} for at least {least}, {} with an outage not seen to end", grouped(open))
        }
        (blips, 0) => {
            format!("{count} down for at most {most}, {} with blips alone", grouped(blips))
        }
        (blips, _) => {
            format!("{count} down for at least {least}, {} with blips alone", grouped(blips))
        }
    }
}
