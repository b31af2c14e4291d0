//! The rows of charts of sites: which sites get a row, in which order, and the text of the rows.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{HEAD, LABEL};
use super::{palette, words};
use crate::model::{Report, SiteReport};
use crate::report::words::{grouped, plural};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Most sites on one chart: a higher chart fits neither a printed page nor two screens.
const MAX_SITES: usize = 60;
/// Width of the column of text on the right.
pub(super) const END_WIDTH: i32 = 216;
/// Least and greatest width of the column of names on the left.
const MIN_NAME_WIDTH: i32 = 200;
const MAX_NAME_WIDTH: i32 = 400;

/// Width of a column of names: that of the widest name, between two limits.
pub(super) fn name_width<'a>(names: impl Iterator<Item = &'a str>) -> i32 {
    let widest = names.map(|name| LABEL.width(name) + 14).max().unwrap_or(0);
    widest.clamp(MIN_NAME_WIDTH, MAX_NAME_WIDTH)
}

/// Sites with an outage or a blip, in the report's order.
pub(super) fn down(report: &Report) -> impl Iterator<Item = &SiteReport> {
    report.sites.iter().filter(|site| site.outages + site.blips > 0)
}

/// Whether more sites were down than a chart of rows has room for.
pub(super) fn too_many_down(report: &Report) -> bool {
    down(report).nth(MAX_SITES).is_some()
}

/// A row of a chart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Row<'a> {
    /// The head of a group.
    Head(&'static str),
    /// A site.
    Site(&'a SiteReport),
}

/// The rows of a chart, and how many sites have none.
pub(super) struct SiteRows<'a> {
    /// Rows from top to bottom.
    pub(super) rows: Vec<Row<'a>>,
    /// Width of the column of names.
    pub(super) name_width: i32,
    /// Number of sites without a row.
    left_out: usize,
    /// How many of these had an outage.
    left_out_affected: usize,
    /// Where the sites without a row are shown.
    elsewhere: &'static str,
}

impl<'a> SiteRows<'a> {
    /// Chooses and orders the sites. Where there is no room for all, the order of choice is: sites
    /// with an outage whose start was seen, sites with any other outage, the rest; each the longest
    /// down first. Sites that a claim names stand first.
    pub(super) fn of(report: &'a Report) -> SiteRows<'a> {
        let mut sites = by_weight(report);
        let left_out = sites.split_off(sites.len().min(MAX_SITES));
        sites.sort_by_key(|site| (&site.site.group, &site.site.id));
        let rows = grouped_by_claim(sites);
        let names = rows.iter().map(|row| match row {
            Row::Head(_) => "",
            Row::Site(site) => words::shown(&site.site),
        });
        let name_width = name_width(names);
        let elsewhere = if too_many_down(report) {
            "tables/sites.csv, and the charts from charts/sites-01.svg on"
        } else {
            "tables/sites.csv"
        };
        SiteRows {
            rows,
            name_width,
            left_out: left_out.len(),
            left_out_affected: left_out.iter().filter(|site| site.outages > 0).count(),
            elsewhere,
        }
    }

    /// Sentence about the sites without a row; empty where every site has one.
    pub(super) fn rest(&self) -> String {
        if self.left_out == 0 {
            return String::new();
        }
        let sites = self.rows.iter().filter(|row| matches!(row, Row::Site(_))).count();
        let more = plural(self.left_out, "more site");
        let outages = match self.left_out_affected {
            0 => " without an outage".to_owned(),
            affected => format!(", {} with an outage", grouped(affected)),
        };
        let elsewhere = self.elsewhere;
        format!(
            " Shown are the {sites} that were down for longest; {more}{outages}: see {elsewhere}."
        )
    }

    /// Height of all rows, each `row_height` pixels high.
    pub(super) fn height(&self, row_height: i32) -> i32 {
        row_height * i32::try_from(self.rows.len()).unwrap_or(0)
    }

    /// The rows with their places, from the top of `plot` down.
    pub(super) fn placed(
        &self,
        plot: PixelRect,
        row_height: i32,
    ) -> impl Iterator<Item = (Row<'a>, PixelRect)> {
        self.rows.iter().zip(0..).map(move |(row, number)| {
            let top = plot.top + number * row_height;
            (*row, plot.band(top, top + row_height))
        })
    }

    /// Draws the names, the text at the right ends that `end` gives, and a pale ground under every
    /// other row.
    pub(super) fn draw_texts(
        &self,
        canvas: &Canvas<'_>,
        plot: PixelRect,
        row_height: i32,
        end: fn(&SiteReport) -> String,
    ) -> DrawResult {
        let left = plot.left - self.name_width;
        for (number, (row, rect)) in self.placed(plot, row_height).enumerate() {
            let middle = rect.middle();
            let site = match row {
                Row::Head(head) => {
                    canvas.text(head, (left, middle + 2), HEAD)?;
                    continue;
                }
                Row::Site(site) => site,
            };
            if number % 2 == 1 {
                let ground = PixelRect { left, right: plot.right + END_WIDTH, ..rect };
                canvas.fill_rect(ground, palette::PALE)?;
            }
            let name = LABEL.fitted(words::shown(&site.site), self.name_width - 10);
            canvas.text(&name, (left, middle), LABEL)?;
            let colour = if site.outages > 0 { palette::BLACK } else { palette::GREY };
            let end = LABEL.fitted(&end(site), END_WIDTH - 14);
            canvas.text(&end, (plot.right + 12, middle), LABEL.colour(colour))?;
        }
        Ok(())
    }
}

/// All sites, those first that a chart should rather show.
fn by_weight(report: &Report) -> Vec<&SiteReport> {
    let start_seen = report.outages.iter().filter(|outage| outage.onset.after.is_some());
    let start_seen: BTreeSet<&str> = start_seen.map(|outage| outage.site.as_str()).collect();
    let weight = |site: &SiteReport| {
        let seen = start_seen.contains(site.site.id.as_str());
        (seen, site.outages > 0, site.downtime.least_us, site.blips)
    };
    let mut sites: Vec<&SiteReport> = report.sites.iter().collect();
    sites.sort_by_key(|site| (Reverse(weight(site)), &site.site.id));
    sites
}

/// The sites as rows, those that a claim names first. Groups have heads where there are two.
fn grouped_by_claim(sites: Vec<&SiteReport>) -> Vec<Row<'_>> {
    let (claimed, others): (Vec<&SiteReport>, Vec<&SiteReport>) =
        sites.into_iter().partition(|site| site.claimed);
    let two_groups = !claimed.is_empty() && !others.is_empty();
    let groups =
        [("Named by a claim of an attack or outage", claimed), ("Named by no such claim", others)];
    let mut rows = Vec::new();
    for (head, sites) in groups {
        if two_groups {
            rows.push(Row::Head(head));
        }
        rows.extend(sites.into_iter().map(Row::Site));
    }
    rows
}
