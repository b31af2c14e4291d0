//! `timeline`: a row for each site; down for certain and possibly, not observed, announced work, and what was said of it.

use super::axis::{ROOM, TimeAxis, room_above};
use super::canvas::{Canvas, Drawn, Frame, Side};
use super::frame::{Key, Sheet, framed};
use super::letters::LABEL;
use super::rows::{ENDS, Row, Rows};
use super::{Chart, ChartError, ink, marks, words};
use crate::clock::{Intervals, Span};
use crate::model::{Report, SiteReport};
use crate::report::words::plural;
use std::collections::BTreeMap;

/// Height of a row.
const STEP: i32 = 28;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let rows = Rows::of(report);
    let title = words::affected(report);
    let shows = format!("Each site over time, {}.{}", words::window(report), rows.rest());
    let alt = alt(report, &title);
    let height = rows.height(STEP) + ROOM + room_above(report.zone);
    let sheet = Sheet { name: "timeline", title, shows, alt, keys: keys(report), height };
    framed(report, sheet, |canvas, body| {
        let plot = Frame {
            left: body.left + rows.names,
            top: body.top + room_above(report.zone),
            right: body.right - ENDS,
            bottom: body.bottom - ROOM,
        };
        rows.ground(canvas, (plot, STEP), words::downtime)?;
        let Some(window) = report.window else {
            return canvas.words(
                "Neither a window nor a probe says which time is meant.",
                (plot.left, plot.top + STEP / 2),
                (LABEL, ink::GREY, Side::Right),
            );
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        let failures = failures(report);
        axis.draw(canvas)?;
        rows.placed(plot, STEP).try_for_each(|(row, frame)| match row {
            Row::Head(_) => Ok(()),
            Row::Site(site) => {
                state(canvas, &axis, (site, failures.get(site.site.id.as_str())), frame)?;
                marks::on_row(canvas, &axis, (report, site), frame)
            }
        })
    })
}

/// When each site may have been down, by its id.
fn failures(report: &Report) -> BTreeMap<&str, Vec<Span>> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for outage in report.outages.iter().chain(&report.blips) {
        spans.entry(&outage.site).or_default().push(outage.possible);
    }
    spans
}

/// What the probes say of a site: the upper part of its row.
fn state(canvas: &Canvas<'_>, axis: &TimeAxis, (site, failures): (&SiteReport, Option<&Vec<Span>>), row: Frame) -> Drawn {
    let bar = row.band(row.top + 5, row.top + 16);
    let thin = bar.band(bar.top + 3, bar.bottom - 3);
    let possible: Intervals = failures.into_iter().flatten().copied().collect();
    let unknown = Intervals::of([axis.window]).without(&site.up.or(&site.down).or(&site.partial).or(&possible.and(&site.observed)));
    // Hatching a pixel wide cannot be told from dots.
    for part in axis.parts(bar, &unknown).into_iter().filter(|part| part.right > part.left + 1) {
        canvas.hatched(part)?;
    }
    for part in axis.parts(bar, &site.up) {
        let middle = (bar.top + bar.bottom) / 2;
        canvas.filled(part.band(middle, middle + 1), ink::UP)?;
    }
    for part in axis.parts(thin, &site.partial) {
        canvas.filled(part, ink::WHITE)?;
        canvas.outlined(part, ink::PARTIAL)?;
    }
    for part in axis.parts(thin, &possible) {
        canvas.filled(part, ink::POSSIBLE)?;
    }
    for part in axis.parts(bar, &site.down) {
        canvas.filled(part, ink::DOWN)?;
    }
    for part in axis.parts(row.band(row.top + 1, row.top + 3), &site.maintenance) {
        canvas.filled(part, ink::WORK)?;
    }
    Ok(())
}

fn keys(report: &Report) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    let mut add = |when: bool, sign: fn(&Canvas<'_>, Frame) -> Drawn, meaning: &'static str| {
        if when {
            keys.push(Key { sign, meaning });
        }
    };
    let measured = report.totals.measured > 0;
    let any = |set: fn(&SiteReport) -> &Intervals| report.sites.iter().any(|site| !set(site).is_empty());
    add(any(|site| &site.down), |c, f| c.filled(f.band(f.top + 2, f.bottom - 1), ink::DOWN), "down for certain");
    add(any(|site| &site.down), |c, f| c.filled(f.band(f.top + 5, f.bottom - 4), ink::POSSIBLE), "possibly down");
    add(
        any(|site| &site.partial),
        |c, f| c.outlined(f.band(f.top + 5, f.bottom - 4), ink::PARTIAL),
        "from some vantages only, or challenged",
    );
    add(measured, |c, f| c.filled(f.band(f.top + 6, f.top + 7), ink::UP), "up for certain");
    add(report.window.is_some(), |c, f| c.hatched(f.band(f.top + 2, f.bottom - 1)), "not known");
    add(any(|site| &site.maintenance), |c, f| c.filled(f.band(f.top + 6, f.top + 8), ink::WORK), "announced work");
    keys.extend(marks::keys(report));
    keys
}

fn alt(report: &Report, title: &str) -> String {
    let mut text = format!("Timeline of {}, {}. {title}.", plural(report.sites.len(), "site"), words::window(report));
    for site in report.sites.iter().filter(|site| site.outages > 0).take(MOST_TOLD) {
        text.push_str(&format!(" {}: {}, down {}.", words::shown(&site.site), plural(site.outages, "outage"), words::downtime(site)));
    }
    let more = report.totals.affected.saturating_sub(MOST_TOLD);
    if more > 0 {
        text.push_str(&format!(" And {} more.", plural(more, "site")));
    }
    text
}

/// Most sites told in the description.
const MOST_TOLD: usize = 60;
