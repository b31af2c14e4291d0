//! States of a site over time, as the parts of a bar: on the timeline, and in the
//! panels of single sites.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::language::Label;
use super::layout::LegendEntry;
use super::palette;
use super::time_axis::{ColumnShares, TimeAxis};
use crate::clock::{IntervalSet, Span};
use crate::model::{Report, SiteReport};
use crate::report::wording::work_origin;
use std::collections::BTreeMap;

/// Height of a bar, in pixels.
pub(super) const BAR_HEIGHT: i32 = 11;

/// Parts of bars, in the order in which they are drawn over one another.
#[derive(Default)]
pub(super) struct BarParts {
    /// Not observed.
    pub(super) unknown: Vec<PixelRect>,
    /// Confirmed up.
    pub(super) up: Vec<PixelRect>,
    /// Down from some vantages only, or challenged.
    pub(super) partial: Vec<PixelRect>,
    /// Possibly down.
    pub(super) possible: ColumnShares,
    /// Confirmed down.
    pub(super) down: ColumnShares,
    /// Announced work.
    pub(super) work: Vec<PixelRect>,
}

impl BarParts {
    /// Adds the bar of a site, drawn into `bar`. `failures` is when the site may have been down,
    /// sorted or not.
    pub(super) fn add(
        &mut self,
        axis: &TimeAxis,
        site: &SiteReport,
        failures: &[Span],
        bar: PixelRect,
    ) {
        let thin = bar.shrunk(3, 3);
        let middle = bar.middle();
        let line = bar.band(middle, middle + 1);
        let above = bar.band(bar.top - 2, bar.top);
        let possible: IntervalSet = failures.iter().copied().collect();
        let unknown = axis.parts(bar, &unknown_time(axis.window, site, &possible));
        // Hatching a pixel wide looks like dots.
        self.unknown.extend(unknown.into_iter().filter(|part| part.width() > 1));
        self.up.extend(axis.parts(line, &site.up));
        self.partial.extend(axis.parts(thin, &site.partial));
        self.possible.extend(axis.shares(thin, thin.band(thin.top, middle), &possible));
        self.down.extend(axis.shares(bar, bar.band(bar.top, middle), &site.down));
        self.work.extend(axis.parts(above, &site.maintenance));
    }
}

/// Draws what the probes say of a site as a bar.
pub(super) fn draw_bar(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    site: &SiteReport,
    failures: &[Span],
    bar: PixelRect,
) -> DrawResult {
    let mut parts = BarParts::default();
    parts.add(axis, site, failures, bar);
    for part in parts.unknown {
        canvas.hatch_rect(part)?;
    }
    for part in parts.up {
        canvas.fill_rect(part, palette::UP)?;
    }
    for part in parts.partial {
        canvas.fill_rect(part, palette::WHITE)?;
        canvas.outline_rect(part, palette::PARTIAL)?;
    }
    let layers = [
        (parts.possible.below_half, palette::POSSIBLE),
        (parts.possible.half_or_more, palette::POSSIBLE),
        (parts.down.below_half, palette::DOWN),
        (parts.down.half_or_more, palette::DOWN),
        (parts.work, palette::WORK),
    ];
    for (parts, colour) in layers {
        for part in parts {
            canvas.fill_rect(part, colour)?;
        }
    }
    Ok(())
}

/// Returns the time of the window in which the probes show no state.
fn unknown_time(window: Span, site: &SiteReport, possible: &IntervalSet) -> IntervalSet {
    let seen_failing = possible.intersection(&site.observed);
    let known = site.up.union(&site.down).union(&site.partial).union(&seen_failing);
    IntervalSet::of([window]).difference(&known)
}

/// Returns the time in which each site may have been down, by id of the site: the spans of its
/// outages, then those of its blips.
pub(super) fn failures(report: &Report) -> BTreeMap<&str, Vec<Span>> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for outage in report.outages.iter().chain(&report.blips) {
        spans.entry(&outage.site).or_default().push(outage.possible);
    }
    spans
}

/// Returns the legend of the states that occur at the sites drawn, where bars are `width` pixels
/// wide.
pub(super) fn legend(report: &Report, sites: &[&SiteReport], width: i32) -> Vec<LegendEntry> {
    let any = |set: fn(&SiteReport) -> &IntervalSet| sites.iter().any(|site| !set(site).is_empty());
    let any_down = any(|site| &site.down);
    let entries = [
        (any_down, DOWN),
        (sites.iter().any(|site| site.has_failed()), POSSIBLE),
        (any_below_half(report, sites, width), BELOW_HALF),
        (any(|site| &site.partial), PARTIAL),
        (sites.iter().any(|site| site.measured), UP),
        (any_unknown(report, sites, width), UNKNOWN),
        (any(|site| &site.maintenance), LegendEntry { label: work(report), ..WORK }),
    ];
    let shown = entries.into_iter().filter(|(occurs, _)| *occurs);
    shown.map(|(_, entry)| entry).collect()
}

/// Returns the label of announced work, some or all of which may be simulated.
fn work(report: &Report) -> Label {
    match work_origin(report) {
        (true, false) => Label::SimulatedWork,
        (true, true) => Label::PartlySimulatedWork,
        (false, _) => Label::Work,
    }
}

const DOWN: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 1), palette::DOWN),
    label: Label::ConfirmedDown,
};
const POSSIBLE: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.fill_rect(sample.shrunk(5, 4), palette::POSSIBLE),
    label: Label::PossiblyDown,
};
const BELOW_HALF: LegendEntry = LegendEntry { draw: short_marks, label: Label::LowMark };
const PARTIAL: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.outline_rect(sample.shrunk(5, 4), palette::PARTIAL),
    label: Label::Partial,
};
const UP: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.fill_rect(sample.shrunk(6, 7), palette::UP),
    label: Label::ConfirmedUp,
};
const UNKNOWN: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.hatch_rect(sample.shrunk(2, 1)),
    label: Label::NotObserved,
};
const WORK: LegendEntry = LegendEntry {
    draw: |canvas, sample| canvas.fill_rect(sample.shrunk(6, 6), palette::WORK),
    label: Label::Work,
};

/// Says whether the bar of some site, `width` pixels wide, is hatched in some place.
fn any_unknown(report: &Report, sites: &[&SiteReport], width: i32) -> bool {
    let (failures, bar) = (failures(report), bar_of(width));
    let Some(axis) = axis_of(report, bar) else { return false };
    sites.iter().any(|site| {
        let failures = failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
        let mut parts = BarParts::default();
        parts.add(&axis, site, failures, bar);
        !parts.unknown.is_empty()
    })
}

/// Says whether some column of some site was down for less than half of its time.
fn any_below_half(report: &Report, sites: &[&SiteReport], width: i32) -> bool {
    let bar = bar_of(width);
    let Some(axis) = axis_of(report, bar) else { return false };
    sites.iter().any(|site| !axis.shares(bar, bar, &site.down).below_half.is_empty())
}

/// Returns a bar of this width, to find out what is drawn.
fn bar_of(width: i32) -> PixelRect {
    PixelRect { left: 0, top: 0, right: width, bottom: 0 }
}

/// Returns the axis of time along a bar; `None` where the report has no window.
fn axis_of(report: &Report, bar: PixelRect) -> Option<TimeAxis> {
    report.window.map(|window| TimeAxis { window, zone: report.zone, plot: bar })
}

/// Draws the sample of outages that are shorter than they are drawn.
fn short_marks(canvas: &Canvas<'_>, sample: PixelRect) -> DrawResult {
    let upper_half = sample.band(sample.top + 2, sample.middle());
    for across in [5, 12, 19] {
        let left = sample.left + across;
        canvas.fill_rect(upper_half.part(left, left + 1), palette::DOWN)?;
    }
    Ok(())
}
