//! Which sites get a row, in which order, and the ground of the rows.

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::font::{HEAD, LABEL};
use super::{palette, words};
use crate::model::{Report, SiteReport};
use crate::report::words::{grouped, plural};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Most sites on one chart: a higher one fits neither a printed page nor two screens.
const MOST: usize = 60;
/// Width of the words on the right.
pub(super) const ENDS: i32 = 216;
/// Least and most width of the names on the left.
const NAMES: [i32; 2] = [200, 400];

/// Width of a column of names: as wide as the widest of them, within reason.
pub(super) fn widest<'a>(names: impl Iterator<Item = &'a str>) -> i32 {
    names.map(|name| LABEL.width(name) + 14).max().unwrap_or(0).clamp(NAMES[0], NAMES[1])
}

/// The sites with an outage or a blip.
pub(super) fn down(report: &Report) -> impl Iterator<Item = &SiteReport> {
    report.sites.iter().filter(|site| site.outages + site.blips > 0)
}

/// Whether there are more of these than a chart of rows has room for.
pub(super) fn down_past_room(report: &Report) -> bool {
    down(report).nth(MOST).is_some()
}

/// One row of the chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Row<'a> {
    /// The head of a group.
    Head(&'static str),
    /// A site.
    Site(&'a SiteReport),
}

/// The rows of a chart, and how many sites have none.
pub(super) struct Rows<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) left_out: usize,
    /// Of these, with an outage.
    pub(super) left_out_affected: usize,
    /// Where the sites without a row are shown.
    elsewhere: &'static str,
    /// Width of the names on the left: as wide as they need, within reason.
    pub(super) names: i32,
}

impl<'a> Rows<'a> {
    /// Every site. Where there are too many: first those with an outage that began inside the
    /// record, then those with any other outage, each the longest first. Sites that a claim names
    /// stand first.
    pub(super) fn of(report: &'a Report) -> Rows<'a> {
        let mut sites: Vec<&SiteReport> = report.sites.iter().collect();
        let began: BTreeSet<&str> = report
            .outages
            .iter()
            .filter(|outage| outage.onset.after.is_some())
            .map(|outage| outage.site.as_str())
            .collect();
        let rank = |site: &SiteReport| {
            Reverse((
                began.contains(site.site.id.as_str()),
                site.outages > 0,
                site.downtime.least_us,
                site.blips,
            ))
        };
        sites.sort_by_key(|site| (rank(site), &site.site.id));
        let out = sites.split_off(sites.len().min(MOST));
        sites.sort_by_key(|site| (&site.site.group, &site.site.id));
        let (claimed, others): (Vec<&SiteReport>, Vec<&SiteReport>) =
            sites.into_iter().partition(|site| site.claimed);
        let heads = !claimed.is_empty() && !others.is_empty();
        let mut rows = Vec::new();
        for (head, sites) in [
            ("Named by a claim of an attack or outage", claimed),
            ("Named by no such claim", others),
        ] {
            if heads {
                rows.push(Row::Head(head));
            }
            rows.extend(sites.into_iter().map(Row::Site));
        }
        let names = widest(rows.iter().map(|row| match row {
            Row::Head(_) => "",
            Row::Site(site) => words::shown(&site.site),
        }));
        let elsewhere = if down_past_room(report) {
            "tables/sites.csv, and the charts from charts/sites-01.svg on"
        } else {
            "tables/sites.csv"
        };
        Rows {
            rows,
            left_out: out.len(),
            left_out_affected: out.iter().filter(|site| site.outages > 0).count(),
            elsewhere,
            names,
        }
    }

    /// What is said of the sites without a row; nothing where every site has one.
    pub(super) fn rest(&self) -> String {
        let sites = self.rows.iter().filter(|row| matches!(row, Row::Site(_))).count();
        let shown = format!(" Shown are the {sites} that were down for longest");
        match (self.left_out, self.left_out_affected) {
            (0, _) => String::new(),
            (out, 0) => format!(
                "{shown}; {} without an outage: see {}.",
                plural(out, "more site"),
                self.elsewhere
            ),
            (out, down) => format!(
                "{shown}; {}, {} with an outage: see {}.",
                plural(out, "more site"),
                grouped(down),
                self.elsewhere
            ),
        }
    }

    /// Height of all rows, each `step` pixels high.
    pub(super) fn height(&self, step: i32) -> i32 {
        step * i32::try_from(self.rows.len()).unwrap_or(0)
    }

    /// The rows with their frames, from the top of `plot`.
    pub(super) fn placed(&self, plot: Frame, step: i32) -> impl Iterator<Item = (Row<'a>, Frame)> {
        self.rows
            .iter()
            .zip(0..)
            .map(move |(row, n)| (*row, plot.band(plot.top + n * step, plot.top + (n + 1) * step)))
    }

    /// The names, the words at the right ends, and a pale ground under every other row.
    pub(super) fn ground(
        &self,
        canvas: &Canvas<'_>,
        (plot, step): (Frame, i32),
        end: fn(&SiteReport) -> String,
    ) -> Drawn {
        let (left, right) = (plot.left - self.names, plot.right + 12);
        for (n, (row, frame)) in self.placed(plot, step).enumerate() {
            let middle = (frame.top + frame.bottom) / 2;
            match row {
                Row::Head(head) => {
                    canvas.words(head, (left, middle + 2), (HEAD, palette::BLACK, Side::Right))?
                }
                Row::Site(site) => {
                    if n % 2 == 1 {
                        canvas.filled(
                            Frame { left, right: plot.right + ENDS, ..frame },
                            palette::PALE,
                        )?;
                    }
                    let name = LABEL.fitted(words::shown(&site.site), self.names - 10);
                    canvas.words(&name, (left, middle), (LABEL, palette::BLACK, Side::Right))?;
                    let face = if site.outages > 0 {
                        (LABEL, palette::BLACK)
                    } else {
                        (LABEL, palette::GREY)
                    };
                    canvas.words(
                        &LABEL.fitted(&end(site), ENDS - 14),
                        (right, middle),
                        (face.0, face.1, Side::Right),
                    )?;
                }
            }
        }
        Ok(())
    }
}
