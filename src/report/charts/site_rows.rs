//! The rows of charts of sites: which sites get a row, in which order, and the text of the rows.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{HEAD, LABEL};
use super::frame::{ChartFit, Frame};
use super::language::{Label, RowOrder, SiteRowsShown, words as language};
use super::leads::Leads;
use super::row_grid::{RowGrid, RowLabel, bar_columns};
use super::{palette, words};
use crate::model::{Report, SiteChange, SiteReport};
use std::cmp::Reverse;

/// Most sites on one chart: a higher chart fits neither a printed page nor two screens.
pub(super) const MOST_SITES: usize = 60;
/// Width of the column of text on the right.
pub(super) const END_WIDTH: i32 = 256;
/// Least and greatest width of the column of names on the left.
const LEAST_NAME_WIDTH: i32 = 200;
const MOST_NAME_WIDTH: i32 = 400;

/// Returns the width of a column of names: that of the widest name, between two limits.
pub(super) fn name_width(names: impl Iterator<Item = impl AsRef<str>>) -> i32 {
    let widest = names.map(|name| LABEL.room(name.as_ref()) + 4).max().unwrap_or(0);
    widest.clamp(LEAST_NAME_WIDTH, MOST_NAME_WIDTH)
}

/// Sites in the order of a chart: what it shows, what its title says and where it is cut all follow
/// from this one list.
pub(super) struct SiteOrder<'a> {
    /// All sites, in order.
    pub(super) sites: Vec<&'a SiteReport>,
    /// The order in words, such as `by id`.
    pub(super) order: RowOrder,
}

impl<'a> SiteOrder<'a> {
    /// Returns the sites that went down first, the longest down first; then those whose start is
    /// not on the record, then the rest.
    pub(super) fn by_downtime(report: &'a Report) -> SiteOrder<'a> {
        let weight = |site: &SiteReport| {
            let most_us = site.downtime.most_us.unwrap_or(i64::MAX);
            (site.downtime.least_us, most_us, site.blips)
        };
        let mut sites: Vec<&SiteReport> = report.sites.iter().collect();
        sites.sort_by_key(|site| (site.change, Reverse(weight(site)), &site.site.id));
        let any_down = down(report).next().is_some();
        let order = if any_down { RowOrder::LongestDown } else { RowOrder::Id };
        SiteOrder { sites, order }
    }

    /// Returns the sites that have a row where some are chosen, in the same order.
    pub(super) fn chosen(mut self, report: &Report) -> SiteOrder<'a> {
        self.sites.retain(|site| report.chart.draws_site(&site.site.id));
        self
    }

    /// Returns the sites that went down first, the least available first; then those whose start is
    /// not on the record, then the rest.
    pub(super) fn by_availability(report: &'a Report) -> SiteOrder<'a> {
        let share = |share: Option<f64>| share.unwrap_or(f64::INFINITY);
        // Sites that were down without a start on the record are of one kind, up later or never.
        let kind = |change: SiteChange| match change {
            SiteChange::WentDown => 0,
            SiteChange::DownAtStart | SiteChange::NeverUp => 1,
            SiteChange::NoOutage => 2,
            SiteChange::NotMeasured => 3,
        };
        let mut sites: Vec<&SiteReport> = report.sites.iter().collect();
        sites.sort_by(|a, b| {
            let most = share(a.up_share_max).total_cmp(&share(b.up_share_max));
            let least = share(a.up_share_min).total_cmp(&share(b.up_share_min));
            let kinds = kind(a.change).cmp(&kind(b.change));
            kinds.then(most).then(least).then(a.site.id.cmp(&b.site.id))
        });
        let is_measured = report.totals.measured > 0;
        let order = if is_measured { RowOrder::LeastAvailable } else { RowOrder::Id };
        SiteOrder { sites, order }
    }
}

/// Returns sites with an outage or a blip, in the report's order.
fn down(report: &Report) -> impl Iterator<Item = &SiteReport> {
    report.sites.iter().filter(|site| site.has_failed())
}

/// Says whether more sites were down than a chart of rows has room for.
pub(super) fn too_many_down(report: &Report) -> bool {
    let mut drawn = down(report).filter(|site| report.chart.draws_site(&site.site.id));
    drawn.nth(MOST_SITES).is_some()
}

/// Height of a line of a head, and of the white around its lines.
const HEAD_LINE: i32 = 19;
const AROUND_HEAD: i32 = 10;

/// Line of a chart: a site, or a heading above sites.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ChartRow<'a> {
    /// The head of a group, in lines.
    Head(Vec<String>),
    Site(&'a SiteReport),
}

/// The rows of a chart, and how many sites have none.
pub(super) struct SiteRows<'a> {
    /// Rows from top to bottom.
    pub(super) rows: Vec<ChartRow<'a>>,
    frame: Frame,
    grid: RowGrid,
    labels: Vec<RowLabel>,
    /// Width of the column of names.
    name_width: i32,
    /// The order in words.
    order: RowOrder,
    /// Number of all sites.
    all: usize,
    /// Sites without a row.
    left_out: Vec<&'a SiteReport>,
    /// Whether there are panels of single sites.
    has_panels: bool,
}

/// Bars and texts that the rows of a chart of sites hold.
pub(super) struct RowContent<'c> {
    /// The sites of which these claimants spoke stand first, each group in the order.
    pub(super) leads: Option<&'c Leads<'c>>,
    /// Height of a bar, with what stands around it.
    pub(super) bar: i32,
    /// Returns the text at the end of a row.
    pub(super) end: fn(&SiteReport) -> String,
}

impl<'a> SiteRows<'a> {
    /// Makes rows of the first sites of an order, as many as have room.
    pub(super) fn of(
        report: &Report,
        order: SiteOrder<'a>,
        fit: ChartFit,
        content: &RowContent<'_>,
    ) -> SiteRows<'a> {
        let SiteOrder { mut sites, order } = order;
        let all = sites.len();
        let left_out = sites.split_off(sites.len().min(MOST_SITES.min(fit.rows)));
        let rows = match content.leads {
            Some(leads) => grouped_by_claimant(sites, leads, fit.frame),
            None => sites.into_iter().map(ChartRow::Site).collect(),
        };
        let label = |row: &ChartRow<'_>| match row {
            ChartRow::Head(_) => [String::new(), String::new()],
            ChartRow::Site(site) => [words::site_name(&site.site), (content.end)(site)],
        };
        let labels: Vec<RowLabel> = rows.iter().map(label).collect();
        let name_width = name_width(labels.iter().map(|[name, _]| name));
        let mut grid = RowGrid::new(fit.frame, content.bar, &labels);
        for (number, row) in rows.iter().enumerate() {
            if let ChartRow::Head(lines) = row {
                let lines = i32::try_from(lines.len()).unwrap_or(1);
                grid.set_head(number, lines * HEAD_LINE + AROUND_HEAD);
            }
        }
        SiteRows {
            rows,
            frame: fit.frame,
            grid,
            labels,
            name_width,
            order,
            all,
            left_out,
            has_panels: too_many_down(report),
        }
    }

    /// Returns the sites that have a row, from top to bottom.
    pub(super) fn sites(&self) -> impl Iterator<Item = &'a SiteReport> {
        self.rows.iter().filter_map(|row| match row {
            ChartRow::Head(_) => None,
            ChartRow::Site(site) => Some(*site),
        })
    }

    /// Returns the sites of the order, those that have no row behind the others.
    pub(super) fn drawn_and_left_out(&self) -> impl Iterator<Item = &'a SiteReport> {
        self.sites().chain(self.left_out.iter().copied())
    }

    /// Returns the order of the rows, and how many there are not.
    pub(super) fn shown(&self) -> SiteRowsShown {
        let went_down = self.left_out.iter().filter(|site| site.change.went_down());
        SiteRowsShown {
            order: self.order,
            has_heads: self.has_heads(),
            shown: self.sites().count(),
            all: self.all,
            went_down: went_down.count(),
            has_panels: self.has_panels,
        }
    }

    /// Says whether the rows stand under heads.
    fn has_heads(&self) -> bool {
        self.rows.iter().any(|row| matches!(row, ChartRow::Head(_)))
    }

    /// Returns the least height of all rows.
    pub(super) fn height(&self) -> i32 {
        self.grid.height()
    }

    /// Returns the columns of a body in which bars are drawn.
    pub(super) fn columns(&self, body: PixelRect) -> PixelRect {
        bar_columns(self.frame, body, [self.name_width, END_WIDTH])
    }

    /// Returns the width of the bars.
    pub(super) fn bar_width(&self) -> i32 {
        let body = PixelRect { left: 0, top: 0, right: self.frame.room(), bottom: 0 };
        self.columns(body).width()
    }

    /// Returns the rows with the places of their bars, from the top of `plot` down.
    pub(super) fn placed(
        &self,
        plot: PixelRect,
    ) -> impl Iterator<Item = (&ChartRow<'a>, PixelRect)> {
        let places = self.grid.places(plot).into_iter().map(|place| place.bar);
        self.rows.iter().zip(places)
    }

    /// Draws a pale ground under every other row, where labels stand above the bars.
    pub(super) fn draw_grounds(
        &self,
        canvas: &Canvas<'_>,
        body: PixelRect,
        plot: PixelRect,
    ) -> DrawResult {
        let rows = self.rows.iter().zip(self.grid.places(plot)).skip(1).step_by(2);
        for (_, place) in rows.filter(|(row, _)| matches!(row, ChartRow::Site(_))) {
            place.draw_ground(canvas, body)?;
        }
        Ok(())
    }

    /// Draws the labels of the rows; where they stand beside the bars, with a pale ground under
    /// every other one.
    pub(super) fn draw_texts(
        &self,
        canvas: &Canvas<'_>,
        body: PixelRect,
        plot: PixelRect,
    ) -> DrawResult {
        let rows = self.rows.iter().zip(&self.labels).zip(self.grid.places(plot));
        for (number, ((row, label), place)) in rows.enumerate() {
            canvas.end_row(place.whole.bottom);
            let middle = place.whole.middle();
            let site = match row {
                ChartRow::Head(lines) => {
                    draw_head(canvas, lines, body.band(place.whole.top, place.whole.bottom))?;
                    continue;
                }
                ChartRow::Site(site) => site,
            };
            if number % 2 == 1 && self.grid.lines() == 0 {
                place.draw_ground(canvas, body)?;
            }
            let colour = if site.outages > 0 { palette::BLACK } else { palette::GREY };
            if self.grid.lines() > 0 {
                place.draw_label(canvas, body, label, colour)?;
                continue;
            }
            let [name, end] = label;
            let name = LABEL.fitted(name, self.name_width - 10);
            canvas.text(&name, (body.left, middle), LABEL)?;
            let end = LABEL.fitted(end, END_WIDTH - 14);
            canvas.text(&end, (plot.right + 12, middle), LABEL.colour(colour))?;
        }
        Ok(())
    }
}

/// Draws the lines of a head at the bottom of its row, on a ground of their own.
fn draw_head(canvas: &Canvas<'_>, lines: &[String], row: PixelRect) -> DrawResult {
    canvas.fill_rect(row, palette::WHITE)?;
    let height = i32::try_from(lines.len()).unwrap_or(1) * HEAD_LINE;
    let mut middle = row.bottom - AROUND_HEAD / 2 - height + HEAD_LINE / 2 + 2;
    for line in lines {
        canvas.text(line, (row.left, middle), HEAD)?;
        middle += HEAD_LINE;
    }
    Ok(())
}

/// Returns the sites as rows, those first of which the leading claimants spoke. Groups have heads
/// where there are two.
fn grouped_by_claimant<'a>(
    sites: Vec<&'a SiteReport>,
    leads: &Leads<'_>,
    frame: Frame,
) -> Vec<ChartRow<'a>> {
    let (named, others): (Vec<&SiteReport>, Vec<&SiteReport>) =
        sites.into_iter().partition(|site| leads.spoke_of(site));
    let two_groups = !named.is_empty() && !others.is_empty();
    let groups = [
        (language().head_of(leads), named),
        (language().label(Label::OtherSites).to_owned(), others),
    ];
    let mut rows = Vec::new();
    for (head, sites) in groups {
        if two_groups {
            rows.push(ChartRow::Head(HEAD.lines(&head, frame.room())));
        }
        rows.extend(sites.into_iter().map(ChartRow::Site));
    }
    rows
}
