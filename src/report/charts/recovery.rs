//! `recovery`: the share of the sites that went down and are back, against the time since the first
//! start of each one that is on the record (M22).

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{Anchor, SMALL};
use super::frame::ChartFit;
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::{palette, words};
use crate::clock::{length, length_range};
use crate::model::recoveries::{CurvePoint, SetRecovery};
use crate::model::{Report, SiteChange};
use crate::report::wording::{grouped, was};

/// Height of the plot, and in a narrow frame.
const PLOT_HEIGHT: i32 = 340;
const LOW_HEIGHT: i32 = 220;
/// Width of the scale of shares.
const SHARES_WIDTH: i32 = 60;

/// Says whether enough sites went down for a curve, and one of them came back.
pub(super) fn has_content(report: &Report) -> bool {
    of_all(report).is_some()
}

/// Returns the recovery of all sites, where the chart shows it.
pub(super) fn of_all(report: &Report) -> Option<&SetRecovery> {
    report.recoveries.first().filter(|all| all.seen_back > 0 && !all.curve.is_empty())
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let all = of_all(report);
    let curve = all.map_or(&[][..], |all| &all.curve);
    let (went_down, seen_back) = all.map_or((0, 0), |all| (all.sites.len(), all.seen_back));
    let title = title(report);
    let subtitle = format!(
        "Of the {} sites that went down, the share that was back up for {} or more, by time since \
         the first start of an outage that is on the record.{}{}{}",
        grouped(went_down),
        length(report.rules.stable_for_us),
        open_words(seen_back < went_down),
        if falls_again(report) { FIRST_EPISODE } else { "" },
        words::not_counted(report)
    );
    let spec = ChartSpec {
        frame: fit.frame,
        name: "recovery",
        origin_words: false,
        has_site_rows: false,
        subtitle,
        description: description(curve, &title),
        title,
        legend: legend(),
        height: if fit.frame.is_narrow() { LOW_HEIGHT } else { PLOT_HEIGHT } + SCALE_HEIGHT,
        stretch: PLOT_HEIGHT,
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = PixelRect {
            left: body.left + SHARES_WIDTH,
            top: body.top + 10,
            right: body.right - 20,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        let longest = curve.last().map_or(0, |last| last.since_us);
        // On a logarithmic scale the steps of a curve would mean nothing.
        let most_us = longest.saturating_add(longest / 8);
        let axis = DurationAxis { most_us, scale: Scale::Linear, plot };
        axis.draw(canvas, "time since the site went down")?;
        draw_shares(canvas, plot, &[0, 25, 50, 75, 100])?;
        draw_band(canvas, &axis, curve)
    })
}

/// Returns the row of pixels of a share.
pub(super) fn share_y(plot: PixelRect, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a height in pixels")]
    let up = (share * f64::from(plot.bottom - plot.top)).round() as i32;
    plot.bottom - up
}

/// Draws the scale of shares with its grid, a line for each of some percentages.
pub(super) fn draw_shares(canvas: &Canvas<'_>, plot: PixelRect, percents: &[i32]) -> DrawResult {
    for percent in percents {
        let y = share_y(plot, f64::from(*percent) / 100.0);
        canvas.line(&[(plot.left, y), (plot.right, y)], palette::FAINT)?;
        let label = format!("{percent} %");
        canvas.text(&label, (plot.left - 8, y), SMALL.anchor(Anchor::End))?;
    }
    Ok(())
}

/// Draws the band between the two curves, and both its edges.
pub(super) fn draw_band(
    canvas: &Canvas<'_>,
    axis: &DurationAxis,
    curve: &[CurvePoint],
) -> DrawResult {
    let least = stairs(axis, curve, |point| point.least);
    let most = stairs(axis, curve, |point| point.most);
    let around: Vec<Point> = most.iter().chain(least.iter().rev()).copied().collect();
    canvas.fill_polygon(&around, palette::PALE_BACK)?;
    canvas.thick_line(&least, palette::BACK)?;
    canvas.dashed_line(&most, palette::BACK)
}

/// Corners of a curve that rises in steps, from the left edge to the right edge of the plot.
pub(super) fn stairs(
    axis: &DurationAxis,
    curve: &[CurvePoint],
    share: fn(&CurvePoint) -> f64,
) -> Vec<Point> {
    let mut y = axis.plot.bottom;
    let mut corners = vec![(axis.plot.left, y)];
    for point in curve {
        let x = axis.x(point.since_us);
        corners.push((x, y));
        y = share_y(axis.plot, share(point));
        corners.push((x, y));
    }
    corners.push((axis.plot.right, y));
    corners
}

/// Returns the entries of the legend.
pub(super) fn legend() -> Vec<LegendEntry> {
    vec![
        LegendEntry {
            draw: |canvas, sample| canvas.dashed_line(&across(sample), palette::BACK),
            label: "by the shortest times that the probes allow",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::PALE_BACK),
            label: "what the probes leave open",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.thick_line(&across(sample), palette::BACK),
            label: "by the longest times that the probes allow",
        },
    ]
}

/// Returns a level line through the middle of a sample.
pub(super) fn across(sample: PixelRect) -> [Point; 2] {
    [(sample.left, sample.middle()), (sample.right, sample.middle())]
}

/// Words where a site was not seen to come back.
const CENSORED: &str = " A site that was not seen back may have been at any time since it was last \
                        confirmed down: the dashed line counts it from then on, the other never.";

/// Returns the sentence on sites that were not seen to come back; empty where all were.
pub(super) fn open_words(is_open: bool) -> &'static str {
    if is_open { CENSORED } else { "" }
}

/// Words where a site went down again after it had been back to stay.
pub(super) const FIRST_EPISODE: &str =
    " Of a site that went down again later, the first episode of outages counts.";

/// Says whether a site that went down did so in more than one episode (M13).
pub(super) fn falls_again(report: &Report) -> bool {
    let mut sites = report.sites.iter();
    sites.any(|site| site.change == SiteChange::WentDown && site.episodes > 1)
}

/// Returns title: when half were back, at the earliest and at the latest that the band allows.
fn title(report: &Report) -> String {
    let Some(all) = of_all(report) else { return String::new() };
    let (seen, went_down) = (all.seen_back, all.sites.len());
    let half = all.median.most_us.map(|most| length_range(all.median.least_us, Some(most)));
    let (of_which, started) = match falls_again(report) {
        true => (" from their first episodes of outages", "after those started"),
        false => ("", "after their outages started"),
    };
    let sites = format!("{} sites that went down", grouped(went_down));
    let counted = format!("{} of the {sites} {} seen back{of_which}", grouped(seen), was(seen));
    match half {
        Some(time) if seen == went_down => {
            format!("At least half of the {sites} were back{of_which} {time} {started}")
        }
        Some(time) => format!("{counted}, half of all {time} {started}"),
        None => counted,
    }
}

/// Describes the chart in words, for those who do not see it: when each share was back that the
/// sites seen back reach. Of few sites one time can reach several shares: the greatest stands.
fn description(curve: &[CurvePoint], title: &str) -> String {
    let mut reached: Vec<(u32, String)> = Vec::new();
    for percent in [25, 50, 75, 100] {
        // A hair of slack for shares that are not exact in binary.
        let share = f64::from(percent) / 100.0 - 1e-9;
        let early = reaches(curve, |point| point.most >= share);
        let late = reaches(curve, |point| point.least >= share);
        let Some((early, late)) = early.zip(late) else { continue };
        let time = length_range(early, Some(late));
        match reached.last_mut() {
            Some((before, same)) if *same == time => *before = percent,
            _ => reached.push((percent, time)),
        }
    }
    let mut text = format!("{title}.");
    for (percent, time) in reached {
        text.push_str(&format!(" {percent} % back after {time}."));
    }
    text
}

/// Returns the time of the first point with a property, in microseconds since the start.
fn reaches(curve: &[CurvePoint], property: impl Fn(&CurvePoint) -> bool) -> Option<i64> {
    curve.iter().find(|point| property(point)).map(|point| point.since_us)
}
