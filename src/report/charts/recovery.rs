//! `recovery`: the share of the sites that went down and are back, against the time since the first
//! start of each one that is on the record (M22).

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{Anchor, SMALL};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, WIDE, draw_chart};
use super::{palette, words};
use crate::clock::{length, length_range};
use crate::model::{CurvePoint, Report, SiteChange, SiteReport};
use crate::report::wording::{grouped, was};

const PLOT_HEIGHT: i32 = 340;
/// Width of the scale of shares.
const SHARES_WIDTH: i32 = 60;

/// Least sites that went down of which a curve says more than a list does.
const LEAST_SITES: usize = 3;

/// Says whether enough sites went down, and one of them came back.
pub(super) fn has_content(report: &Report) -> bool {
    report.totals.changes.went_down >= LEAST_SITES && !report.recovery.is_empty()
}

/// Draws the chart.
pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let curve = &report.recovery;
    let went_down = report.totals.changes.went_down;
    let title = title(report);
    let subtitle = format!(
        "Of the {} sites that went down, the share that was back up for {} or more, by time since \
         the first start of an outage that is on the record.{}{}{}",
        grouped(went_down),
        length(report.rules.stable_for_us),
        if seen_back(report) < went_down { CENSORED } else { "" },
        if falls_again(report) { FIRST_EPISODE } else { "" },
        words::not_counted(report)
    );
    let spec = ChartSpec {
        frame: WIDE,
        name: "recovery",
        origin_words: false,
        subtitle,
        description: description(curve, &title),
        title,
        legend: legend(),
        height: PLOT_HEIGHT + SCALE_HEIGHT,
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
        draw_shares(canvas, plot)?;
        draw_band(canvas, &axis, curve)
    })
}

/// Returns the row of pixels of a share.
fn share_y(plot: PixelRect, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a height in pixels")]
    let up = (share * f64::from(plot.bottom - plot.top)).round() as i32;
    plot.bottom - up
}

/// Draws the scale of shares with its grid.
fn draw_shares(canvas: &Canvas<'_>, plot: PixelRect) -> DrawResult {
    for percent in [0, 25, 50, 75, 100] {
        let y = share_y(plot, f64::from(percent) / 100.0);
        canvas.line(&[(plot.left, y), (plot.right, y)], palette::FAINT)?;
        let label = format!("{percent} %");
        canvas.text(&label, (plot.left - 8, y), SMALL.anchor(Anchor::End))?;
    }
    Ok(())
}

/// Draws the band between the two curves, and both its edges.
fn draw_band(canvas: &Canvas<'_>, axis: &DurationAxis, curve: &[CurvePoint]) -> DrawResult {
    let least = stairs(axis, curve, |point| point.least);
    let most = stairs(axis, curve, |point| point.most);
    let around: Vec<Point> = most.iter().chain(least.iter().rev()).copied().collect();
    canvas.fill_polygon(&around, palette::PALE_BACK)?;
    canvas.thick_line(&least, palette::BACK)?;
    canvas.dashed_line(&most, palette::BACK)
}

/// Corners of a curve that rises in steps, from the left edge to the right edge of the plot.
fn stairs(axis: &DurationAxis, curve: &[CurvePoint], share: fn(&CurvePoint) -> f64) -> Vec<Point> {
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
fn legend() -> Vec<LegendEntry> {
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
fn across(sample: PixelRect) -> [Point; 2] {
    [(sample.left, sample.middle()), (sample.right, sample.middle())]
}

/// Words where a site was not seen to come back.
const CENSORED: &str = " A site that was not seen back may have been at any time since it was last \
                        confirmed down: the dashed line counts it from then on, the other never.";
/// Words where a site went down again after it had been back to stay.
const FIRST_EPISODE: &str =
    " Of a site that went down again later, the first episode of outages counts.";

/// Counts the sites that went down and were seen to come back from their first episode of outages.
fn seen_back(report: &Report) -> usize {
    let is_back = |site: &&SiteReport| {
        let own = || report.outages.iter().filter(|outage| outage.site == site.site.id);
        let first = own().find(|outage| outage.has_onset());
        let last = first.and_then(|first| own().rfind(|one| one.episode == first.episode));
        last.is_some_and(|outage| outage.recovery.by.is_some())
    };
    let went_down = report.sites.iter().filter(|site| site.change == SiteChange::WentDown);
    went_down.filter(is_back).count()
}

/// Says whether a site that went down did so in more than one episode (M13).
fn falls_again(report: &Report) -> bool {
    let mut sites = report.sites.iter();
    sites.any(|site| site.change == SiteChange::WentDown && site.episodes > 1)
}

/// Returns title: when half were back, at the earliest and at the latest that the band allows.
fn title(report: &Report) -> String {
    let early = reaches(&report.recovery, |point| point.most >= 0.5);
    let late = reaches(&report.recovery, |point| point.least >= 0.5);
    let went_down = report.totals.changes.went_down;
    let half =
        format!("At least half of the {} sites that went down were back", grouped(went_down));
    let few = "None of the sites that went down was seen to come back";
    let (of_which, started) = match falls_again(report) {
        true => (" from their first episodes of outages", "after those started"),
        false => ("", "after their outages started"),
    };
    let seen = seen_back(report);
    if seen < went_down && seen > 0 {
        let counted = format!(
            "{} of the {} sites that went down {} seen back",
            grouped(seen),
            grouped(went_down),
            was(seen)
        );
        return match (early, late) {
            (Some(early), Some(late)) => format!(
                "{counted}{of_which}, half of all {} {started}",
                length_range(early, Some(late))
            ),
            _ => format!("{counted}{of_which}"),
        };
    }
    match (early, late) {
        (Some(early), Some(late)) => {
            format!("{half}{of_which} {} {started}", length_range(early, Some(late)))
        }
        _ => format!("{few}{of_which}"),
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
