//! `recovery-sets`: small panels with the recovery curve of the sites that each claimant named, and
//! of each group, beside that of all sites (M22).

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{HEAD, LABEL};
use super::frame::{ChartFit, Frame};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::recovery::{
    FIRST_EPISODE, across, draw_band, draw_shares, falls_again, legend, of_all, open_words, stairs,
};
use super::{palette, words};
use crate::clock::length_range;
use crate::model::Report;
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::report::headline::sets_with_curve;
use crate::report::wording::{
    capitalised, counted, grouped, in_clause, recovery_words, set_name, time_back,
};
use std::cmp::Reverse;

/// Most panels: more are too small to compare, and the table has all.
const MOST_PANELS: usize = 12;
/// Most panels beside each other, and least width of one.
const COLUMNS: i32 = 3;
const LEAST_WIDTH: i32 = 250;
/// White between two of them.
const BETWEEN: i32 = 28;
const PLOT_HEIGHT: i32 = 130;
/// Height of the two lines above a plot.
const HEAD_HEIGHT: i32 = 46;
/// Width of the scale of shares.
const SHARES_WIDTH: i32 = 52;
/// White right of a plot, for half of the last label.
const RIGHT: i32 = 24;

/// Sets with the same sites, and their curve.
struct SetPanel<'r> {
    /// One or more sets; a claimant may have named the sites of a group and no other.
    sets: Vec<&'r SetRecovery>,
}

impl SetPanel<'_> {
    /// Returns the recovery of the sites.
    fn recovery(&self) -> &SetRecovery {
        self.sets[0]
    }

    /// Names the sets.
    fn name(&self) -> String {
        let name = |one: &&SetRecovery| set_name(&one.set, in_clause);
        self.sets.iter().map(name).collect::<Vec<_>>().join(" and ")
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
    let title = title(&panels);
    let shown = match count > panels.len() {
        true => format!(" Shown are the {} of {} with most sites.", panels.len(), grouped(count)),
        false => String::new(),
    };
    let is_open = panels.iter().any(|panel| panel.recovery().range.most_us.is_none());
    let subtitle = format!(
        "The share that was back, by time since the first start of an outage that is on the \
         record. A panel for each claimant and group of which {LEAST_SITES_OF_A_CURVE} sites or \
         more went down and one came back; the others are in \
         tables/recovery_times.csv.{shown}{}{}{}",
        open_words(is_open),
        if falls_again(report) { FIRST_EPISODE } else { "" },
        words::not_counted(report)
    );
    let columns = columns(fit.frame);
    let rows = (i32::try_from(panels.len()).unwrap_or(0) + columns - 1) / columns;
    let spec = ChartSpec {
        frame: fit.frame,
        name: "recovery-sets",
        origin_words: false,
        has_site_rows: false,
        subtitle,
        description: description(&panels, &title),
        title,
        legend: legend_of_panels(),
        height: rows * (HEAD_HEIGHT + PLOT_HEIGHT + SCALE_HEIGHT),
        stretch: 0,
    };
    let longest = panels.iter().filter_map(|panel| panel.recovery().curve.last());
    let longest = longest.chain(of_all(report).and_then(|all| all.curve.last()));
    let longest = longest.map(|last| last.since_us).max().unwrap_or(0);
    draw_chart(report, spec, |canvas, body| {
        let width = (body.width() - (columns - 1) * BETWEEN) / columns;
        for (number, panel) in (0..).zip(&panels) {
            let left = body.left + (number % columns) * (width + BETWEEN);
            let top = body.top + number / columns * (HEAD_HEIGHT + PLOT_HEIGHT + SCALE_HEIGHT);
            let area = PixelRect {
                left,
                top,
                right: left + width,
                bottom: top + HEAD_HEIGHT + PLOT_HEIGHT,
            };
            canvas.group(&format!("set-{}", number + 1), &panel.name(), || {
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
    let name = HEAD.fitted(&panel.name(), area.width());
    canvas.text(&name, (area.left, area.top + 12), HEAD)?;
    let half = LABEL.fitted(&half_words(panel.recovery()), area.width());
    canvas.text(&half, (area.left, area.top + 31), LABEL.colour(palette::GREY))?;
    let plot = PixelRect {
        left: area.left + SHARES_WIDTH,
        top: area.top + HEAD_HEIGHT,
        right: area.right - RIGHT,
        bottom: area.bottom,
    };
    let axis = DurationAxis { most_us, scale: Scale::Linear, plot };
    axis.draw(canvas, "")?;
    draw_shares(canvas, plot, &[0, 50, 100])?;
    draw_band(canvas, &axis, &panel.recovery().curve)?;
    let curve = of_all(report).map_or(&[][..], |all| &all.curve);
    canvas.line(&stairs(&axis, curve, |point| point.least), palette::GREY)?;
    canvas.line(&stairs(&axis, curve, |point| point.most), palette::GREY)
}

/// Tells how many of the sites were seen back, and after what time half of them were.
fn half_words(one: &SetRecovery) -> String {
    let seen = format!("{} of {} seen back", grouped(one.seen_back), grouped(one.sites.len()));
    match one.median.most_us {
        Some(most) => {
            format!("{seen}, half after {}", length_range(one.median.least_us, Some(most)))
        }
        None => seen,
    }
}

/// Returns the entries of the legend: those of the curve, and that of all sites.
fn legend_of_panels() -> Vec<LegendEntry> {
    let mut entries = legend();
    entries.push(LegendEntry {
        draw: |canvas, sample| canvas.line(&across(sample), palette::GREY),
        label: "both, of all sites that went down",
    });
    entries
}

/// Returns title: of which sites half were back certainly sooner than of others, or that of none.
fn title(panels: &[SetPanel<'_>]) -> String {
    let named = |one: &SetRecovery| {
        let count = grouped(one.sites.len());
        match one.set.name() {
            Some(name) if matches!(one.set, SiteSet::Group(_)) => {
                format!("{count} of the group {}", in_clause(name))
            }
            Some(name) => format!("{count} that {} named", in_clause(name)),
            None => count,
        }
    };
    let all = || panels.iter().map(SetPanel::recovery);
    if let [only] = panels {
        return capitalised(&recovery_words(only.recovery()));
    }
    let quick = all().filter_map(|one| Some((one.median.most_us?, one)));
    let quick = quick.min_by_key(|(most, one)| (*most, Reverse(one.sites.len())));
    let slow = all().max_by_key(|one| (one.median.least_us, one.sites.len()));
    match (quick, slow) {
        (Some((most, quick)), Some(slow)) if most < slow.median.least_us => {
            let time = length_range(quick.median.least_us, Some(most));
            let later = time_back(slow.median);
            format!(
                "Of the sites that went down, half of the {} were back after {time}, half of the \
                 {} after {later}",
                named(quick),
                named(slow)
            )
        }
        _ => format!(
            "Of none of {} is it certain that half were back sooner than of another",
            counted(panels.len(), "set of sites", "sets of sites")
        ),
    }
}

/// Describes the chart in words, for those who do not see it.
fn description(panels: &[SetPanel<'_>], title: &str) -> String {
    let mut text = format!("{title}.");
    for panel in panels {
        text.push_str(&format!(
            " {}: {}.",
            capitalised(&panel.name()),
            half_words(panel.recovery())
        ));
    }
    text
}
