//! `recovery-sets`: small panels with the recovery curve of the sites that each claimant named, and
//! of each group, beside that of all sites (M22).

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{HEAD, LABEL};
use super::frame::{ChartFit, Frame};
use super::language::{ChartWords, English, Label, SetsShown, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::palette;
use super::recovery::{across, draw_band, draw_shares, legend, stairs};
use super::recovery_of_all::of_all;
use crate::model::Report;
use crate::model::recoveries::SetRecovery;
use crate::report::headline::sets_with_curve;
use crate::report::wording::capitalised;

/// Most panels: more are too small to compare, and the table has all.
const MOST_PANELS: usize = 12;
/// Most panels beside each other, and least width of one.
const COLUMNS: i32 = 3;
const LEAST_WIDTH: i32 = 250;
/// White between two of them.
const BETWEEN: i32 = 28;
const PLOT_HEIGHT: i32 = 130;
/// Height of a line above a plot, and of the white around these lines.
const HEAD_LINE: i32 = 19;
const AROUND_HEAD: i32 = 8;
/// Width of the scale of shares.
const SHARES_WIDTH: i32 = 52;
/// White right of a plot, for half of the last label.
const RIGHT: i32 = 24;

/// Sets with the same sites, and their curve.
struct SetPanel<'r> {
    /// One or more sets; a claimant may have named the sites of a group and no other.
    sets: Vec<&'r SetRecovery>,
}

impl<'r> SetPanel<'r> {
    /// Returns the recovery of the sites.
    fn recovery(&self) -> &'r SetRecovery {
        self.sets[0]
    }

    /// Returns the height of the lines above the plot, in a panel of a width.
    fn head_height(&self, width: i32) -> i32 {
        let name = HEAD.lines(&self.name(words()), width).len();
        let back = LABEL.lines(&words().seen_back(self.recovery()), width).len();
        AROUND_HEAD + HEAD_LINE * i32::try_from(name + back).unwrap_or(0)
    }

    /// Names the sets.
    fn name(&self, words: &dyn ChartWords) -> String {
        let names = self.sets.iter().map(|one| words.set_name(&one.set));
        names.collect::<Vec<_>>().join(words.and())
    }
}

/// Returns the sets with a curve of which one site came back, those with most sites first.
fn panels(report: &Report) -> Vec<SetPanel<'_>> {
    let mut panels: Vec<SetPanel<'_>> = Vec::new();
    if of_all(report).is_none() {
        return panels;
    }
    for set in sets_with_curve(report).into_iter().filter(|set| set.seen_back > 0) {
        match panels.iter_mut().find(|panel| panel.recovery().sites == set.sites) {
            Some(panel) => panel.sets.push(set),
            None => panels.push(SetPanel { sets: vec![set] }),
        }
    }
    panels
}

/// Says whether a set of sites has a curve of its own.
pub(super) fn has_content(report: &Report) -> bool {
    !panels(report).is_empty()
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let mut panels = panels(report);
    let count = panels.len();
    panels.truncate(MOST_PANELS.min(fit.rows));
    let sets: Vec<&SetRecovery> = panels.iter().map(SetPanel::recovery).collect();
    let shown = SetsShown {
        shown: panels.len(),
        all: count,
        is_open: sets.iter().any(|set| set.range.most_us.is_none()),
    };
    let columns = columns(fit.frame);
    let width = (fit.frame.room() - (columns - 1) * BETWEEN) / columns;
    let head = panels.iter().map(|panel| panel.head_height(width)).max().unwrap_or(0);
    let rows = (i32::try_from(panels.len()).unwrap_or(0) + columns - 1) / columns;
    let spec = ChartSpec {
        frame: fit.frame,
        name: "recovery-sets",
        origin_words: false,
        has_site_rows: false,
        subtitle: words().recovery_sets_subtitle(report, &shown),
        description: description(&panels, &English.recovery_sets_title(&sets)),
        title: words().recovery_sets_title(&sets),
        legend: legend_of_panels(),
        height: rows * (head + PLOT_HEIGHT + SCALE_HEIGHT),
        stretch: 0,
    };
    let longest = panels.iter().filter_map(|panel| panel.recovery().curve.last());
    let longest = longest.chain(of_all(report).and_then(|all| all.curve.last()));
    let longest = longest.map(|last| last.since_us).max().unwrap_or(0);
    draw_chart(report, spec, |canvas, body| {
        for (number, panel) in (0..).zip(&panels) {
            let left = body.left + (number % columns) * (width + BETWEEN);
            let top = body.top + number / columns * (head + PLOT_HEIGHT + SCALE_HEIGHT);
            let area =
                PixelRect { left, top, right: left + width, bottom: top + head + PLOT_HEIGHT };
            canvas.group(&format!("set-{}", number + 1), &panel.name(words()), || {
                draw_panel(canvas, report, panel, area, longest.saturating_add(longest / 8))
            })?;
        }
        Ok(())
    })
}

/// Returns the number of panels beside each other.
fn columns(frame: Frame) -> i32 {
    ((frame.room() + BETWEEN) / (LEAST_WIDTH + BETWEEN)).clamp(1, COLUMNS)
}

/// Draws a panel: name, half of the sites, and the curve over the bounds of that of all sites.
fn draw_panel(
    canvas: &Canvas<'_>,
    report: &Report,
    panel: &SetPanel<'_>,
    area: PixelRect,
    most_us: i64,
) -> DrawResult {
    let mut middle = area.top + 12;
    for line in HEAD.lines(&panel.name(words()), area.width()) {
        canvas.text(&line, (area.left, middle), HEAD)?;
        middle += HEAD_LINE;
    }
    for line in LABEL.lines(&words().seen_back(panel.recovery()), area.width()) {
        canvas.text(&line, (area.left, middle), LABEL.colour(palette::GREY))?;
        middle += HEAD_LINE;
    }
    let plot = PixelRect {
        left: area.left + SHARES_WIDTH,
        top: area.bottom - PLOT_HEIGHT,
        right: area.right - RIGHT,
        bottom: area.bottom,
    };
    let axis = DurationAxis { most_us, scale: Scale::Linear, plot };
    axis.draw(canvas, None)?;
    draw_shares(canvas, plot, &[0, 50, 100])?;
    draw_band(canvas, &axis, &panel.recovery().curve)?;
    let curve = of_all(report).map_or(&[][..], |all| &all.curve);
    canvas.line(&stairs(&axis, curve, |point| point.least), palette::GREY)?;
    canvas.line(&stairs(&axis, curve, |point| point.most), palette::GREY)
}

/// Returns the entries of the legend: those of the curve, and that of all sites.
fn legend_of_panels() -> Vec<LegendEntry> {
    let mut entries = legend();
    entries.push(LegendEntry {
        draw: |canvas, sample| canvas.line(&across(sample), palette::GREY),
        label: Label::OfAllSites,
    });
    entries
}

/// Describes the chart in words, for those who do not see it.
fn description(panels: &[SetPanel<'_>], title: &str) -> String {
    let mut text = format!("{title}.");
    for panel in panels {
        text.push_str(&format!(
            " {}: {}.",
            capitalised(&panel.name(&English)),
            English.seen_back(panel.recovery())
        ));
    }
    text
}
