//! What the probes say of a site over time, as parts of a bar: the same on the timeline and in the
//! panels of single sites.

use super::axis::{Shares, TimeAxis};
use super::canvas::{Canvas, Drawn, Frame};
use super::frame::Key;
use super::palette;
use crate::clock::{IntervalSet, Span};
use crate::model::{Report, SiteReport};
use std::collections::BTreeMap;

/// Height of a bar, in pixels.
pub(super) const BAR: i32 = 11;

/// The parts of bars, in the order in which they are drawn over one another.
#[derive(Default)]
pub(super) struct State {
    /// Not known.
    pub(super) unknown: Vec<Frame>,
    /// Up for certain.
    pub(super) up: Vec<Frame>,
    /// From some vantages only, or challenged.
    pub(super) partial: Vec<Frame>,
    /// Possibly down.
    pub(super) possible: Shares,
    /// Down for certain.
    pub(super) down: Shares,
    /// Announced work.
    pub(super) work: Vec<Frame>,
}

impl State {
    /// Adds the bar of a site; `failures` is when it may have been down.
    pub(super) fn add(
        &mut self,
        axis: &TimeAxis,
        (site, failures): (&SiteReport, &[Span]),
        bar: Frame,
    ) {
        let thin = bar.band(bar.top + 3, bar.bottom - 3);
        let middle = (bar.top + bar.bottom) / 2;
        let possible: IntervalSet = failures.iter().copied().collect();
        let unknown = IntervalSet::of([axis.window]).difference(
            &site
                .up
                .union(&site.down)
                .union(&site.partial)
                .union(&possible.intersection(&site.observed)),
        );
        // Hatching a pixel wide cannot be told from dots.
        self.unknown.extend(
            axis.parts(bar, &unknown).into_iter().filter(|part| part.right > part.left + 1),
        );
        self.up.extend(axis.parts(bar.band(middle, middle + 1), &site.up));
        self.partial.extend(axis.parts(thin, &site.partial));
        self.possible.extend(axis.shares([thin, thin.band(thin.top, middle)], &possible));
        self.down.extend(axis.shares([bar, bar.band(bar.top, middle)], &site.down));
        self.work.extend(axis.parts(bar.band(bar.top - 4, bar.top - 2), &site.maintenance));
    }
}

/// When each site may have been down, by its id.
pub(super) fn failures(report: &Report) -> BTreeMap<&str, Vec<Span>> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for outage in report.outages.iter().chain(&report.blips) {
        spans.entry(&outage.site).or_default().push(outage.possible);
    }
    spans
}

/// The signs of the states that occur, where time is so many pixels wide.
pub(super) fn keys(report: &Report, width: i32) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut add = |when: bool, sign: fn(&Canvas<'_>, Frame) -> Drawn, meaning: &'static str| {
        if when {
            keys.push(Key { sign, meaning });
        }
    };
    let measured = report.totals.measured > 0;
    let any = |set: fn(&SiteReport) -> &IntervalSet| {
        report.sites.iter().any(|site| !set(site).is_empty())
    };
    add(
        any(|site| &site.down),
        |c, f| c.filled(f.band(f.top + 2, f.bottom - 1), palette::DOWN),
        "down for certain",
    );
    add(
        any(|site| &site.down),
        |c, f| c.filled(f.band(f.top + 5, f.bottom - 4), palette::POSSIBLE),
        "possibly down",
    );
    add(
        brief(report, width),
        |c, f| ticks(f).into_iter().try_for_each(|tick| c.filled(tick, palette::DOWN)),
        "half as high: for less than half of the time drawn",
    );
    add(
        any(|site| &site.partial),
        |c, f| c.outlined(f.band(f.top + 5, f.bottom - 4), palette::PARTIAL),
        "from some vantages only, or challenged",
    );
    add(measured, |c, f| c.filled(f.band(f.top + 6, f.top + 7), palette::UP), "up for certain");
    add(report.window.is_some(), |c, f| c.hatched(f.band(f.top + 2, f.bottom - 1)), "not known");
    add(
        any(|site| &site.maintenance),
        |c, f| c.filled(f.band(f.top + 6, f.top + 8), palette::WORK),
        "announced work",
    );
    keys
}

/// Whether some columns of some site were down for less than half of their time.
fn brief(report: &Report, width: i32) -> bool {
    let band = Frame { left: 0, top: 0, right: width, bottom: 0 };
    let Some(axis) = report.window.map(|window| TimeAxis { window, zone: report.zone, plot: band })
    else {
        return false;
    };
    report.sites.iter().any(|site| !axis.shares([band, band], &site.down).some.is_empty())
}

/// The sign of outages that are shorter than they are drawn.
fn ticks(frame: Frame) -> [Frame; 3] {
    let (top, middle) = (frame.top + 2, (frame.top + frame.bottom) / 2);
    [5, 12, 19]
        .map(|right| frame.band(top, middle).part(frame.left + right, frame.left + right + 1))
}
