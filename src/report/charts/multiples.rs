//! `sites-01`, `sites-02` and on: a small panel for each site that was down, where there are more
//! than the timeline shows.

use super::frame::{Sheet, framed};
use super::panels::{self, Panel};
use super::{Chart, ChartError, Shown, axis, rows, state, words};
use crate::clock::{Span, Zone, length, length_up};
use crate::model::{Report, SiteReport};
use crate::report::words::{grouped, plural};
use std::collections::BTreeMap;

/// Most pages; who looks for a site past them is served better by a table.
const MOST_PAGES: usize = 50;

/// The sites that have a panel, the longest down first.
pub(super) struct Multiples<'a> {
    report: &'a Report,
    window: Span,
    sites: Vec<&'a SiteReport>,
    failures: BTreeMap<&'a str, Vec<Span>>,
}

impl<'a> Multiples<'a> {
    /// `None` where the timeline has room for every site that was down.
    pub(super) fn of(report: &'a Report) -> Option<Multiples<'a>> {
        let window = report.window?;
        if !rows::down_past_room(report) {
            return None;
        }
        let mut sites: Vec<&SiteReport> = rows::down(report).collect();
        let rank = |site: &SiteReport| {
            let most = site.downtime.most_us.unwrap_or(i64::MAX);
            (site.outages > 0, site.downtime.least_us, most, site.blips)
        };
        sites.sort_by(|a, b| rank(b).cmp(&rank(a)).then_with(|| a.site.id.cmp(&b.site.id)));
        Some(Multiples { report, window, sites, failures: state::failures(report) })
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.sites.len().div_ceil(panels::MOST).min(MOST_PAGES)
    }

    /// A page, by its number from 0.
    pub(super) fn chart(&self, page: usize) -> Result<Chart, ChartError> {
        let zone = self.report.zone;
        let panels: Vec<Panel<'_>> = self.on(page).collect();
        let name = format!("sites-{:02}", page + 1);
        let (title, shows) = (self.title(&panels), self.shows());
        let alt = self.alt(&panels, &title);
        let height = panels::height(panels.len(), zone);
        let sheet = Sheet {
            name: &name,
            title,
            shows,
            alt,
            keys: state::keys(self.report, panels::full_width()),
            height,
        };
        let chart = framed(self.report, sheet, |canvas, body| {
            panels::draw(canvas, body, (self.window, zone), &panels)
        })?;
        Ok(Chart { shown: Shown::Apart, ..chart })
    }

    fn on(&self, page: usize) -> impl Iterator<Item = Panel<'_>> {
        let sites = self.sites.iter().zip(1..).skip(page * panels::MOST).take(panels::MOST);
        sites.map(|(site, location)| {
            let failures = self.failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
            Panel { location, site, failures }
        })
    }

    /// Which sites these are, and the least and most that any of them was down.
    fn title(&self, panels: &[Panel<'_>]) -> String {
        let ends = panels
            .first()
            .zip(panels.last())
            .map_or((0, 0), |(first, last)| (first.location, last.location));
        let which = if ends.0 < ends.1 {
            format!("Sites {} to {}", grouped(ends.0), grouped(ends.1))
        } else {
            format!("Site {}", grouped(ends.0))
        };
        format!("{which} of {} by downtime: {}", grouped(self.sites.len()), finding(panels))
    }

    fn shows(&self) -> String {
        let (zone, window) = (self.report.zone, self.window);
        let zones = if zone == Zone::UTC {
            "Times are UTC.".to_owned()
        } else {
            format!(
                "Times above the panels are those of {}, below them UTC.",
                axis::named(zone, window)
            )
        };
        format!(
            "Sites with an outage or a blip over time, the longest down first, {}. {zones} A pixel is {}: a shorter outage is still drawn a \
             pixel wide, a shorter time not known is left out.{}",
            words::window(self.report),
            length_up(panels::pixel(window)),
            self.rest(),
        )
    }

    /// What is said of sites past the last page.
    fn rest(&self) -> String {
        match self.sites.len().saturating_sub(MOST_PAGES * panels::MOST) {
            0 => String::new(),
            rest => {
                format!(" And {} without a panel: see tables/sites.csv.", plural(rest, "more site"))
            }
        }
    }

    fn alt(&self, panels: &[Panel<'_>], title: &str) -> String {
        let window = words::window(self.report);
        let mut text =
            format!("Panels of {} over time, {window}. {title}.", plural(panels.len(), "site"));
        for Panel { location, site, .. } in panels {
            let (id, name) = (site.site.id.as_str(), words::shown(&site.site));
            let id = if id == name { String::new() } else { format!(" ({id})") };
            let down = match site.outages {
                0 => words::downtime(site),
                outages => format!("{}, down {}", plural(outages, "outage"), words::downtime(site)),
            };
            text.push_str(&format!(" {}. {name}{id}: {down}.", grouped(*location)));
        }
        text.push_str(&self.rest());
        text
    }
}

/// What the page says of these charts, which it does not show; nothing where there are none.
pub(super) fn told(report: &Report) -> String {
    let Some(multiples) = Multiples::of(report) else { return String::new() };
    let each = match multiples.rest().as_str() {
        "" => format!(
            "Each of the {} sites with an outage or a blip has a panel",
            grouped(multiples.sites.len())
        ),
        _ => format!(
            "The {} sites that were down for longest have a panel each",
            grouped(MOST_PAGES * panels::MOST)
        ),
    };
    let charts = plural(multiples.pages(), "more chart");
    format!(
        "{each} on {charts}, the longest down first. They are files beside this one, in charts/; \
         each .txt names its sites.{}",
        multiples.rest()
    )
}

/// What holds for all sites of a page.
fn finding(panels: &[Panel<'_>]) -> String {
    let with: Vec<&SiteReport> =
        panels.iter().map(|panel| panel.site).filter(|site| site.outages > 0).collect();
    let Some(least) = with.iter().map(|site| site.downtime.least_us).min() else {
        return "blips alone, no outage".to_owned();
    };
    let open = with.iter().filter(|site| site.downtime.most_us.is_none()).count();
    let most = with.iter().filter_map(|site| site.downtime.most_us).max().unwrap_or(0);
    let each = if with.len() > 1 { "each down" } else { "down" };
    match (panels.len() - with.len(), open) {
        (0, 0) => format!("{each} for at least {} and at most {}", length(least), length_up(most)),
        (0, open) => format!(
            "{each} for at least {}, {} with an outage not seen to end",
            length(least),
            grouped(open)
        ),
        (blips, 0) => format!(
            "{} down for at most {}, {} with blips alone",
            grouped(with.len()),
            length_up(most),
            grouped(blips)
        ),
        (blips, _) => format!(
            "{} down for at least {}, {} with blips alone",
            grouped(with.len()),
            length(least),
            grouped(blips)
        ),
    }
}
