//! `timeline`: a row for each site; down for certain and possibly, not observed, announced work,
//! and what was said of it.

use super::axis::{ROOM, TimeAxis, room_above};
use super::canvas::{Canvas, Drawn, Frame, Side};
use super::font::LABEL;
use super::frame::{Key, MARGIN, Sheet, WIDTH, framed};
use super::rows::{ENDS, Row, Rows};
use super::state::{self, BAR, State};
use super::{Chart, ChartError, claim_marks, palette, words};
use crate::clock::Span;
use crate::model::{Report, SiteReport};
use crate::report::words::plural;

/// Height of a row.
const STEP: i32 = 28;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let rows = Rows::of(report);
    let title = words::affected(report);
    let shows = format!("Each site over time, {}.{}", words::window(report), rows.rest());
    let alt = alt(report, &title);
    let height = rows.height(STEP) + ROOM + room_above(report.zone);
    let sheet = Sheet {
        name: "timeline",
        title,
        shows,
        alt,
        keys: keys(report, WIDTH - 2 * MARGIN - rows.names - ENDS),
        height,
    };
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
                (LABEL, palette::GREY, Side::Right),
            );
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        let failures = state::failures(report);
        axis.draw(canvas)?;
        rows.placed(plot, STEP).try_for_each(|(row, frame)| match row {
            Row::Head(_) => Ok(()),
            Row::Site(site) => {
                let failures = failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
                state(canvas, &axis, (site, failures), frame)?;
                claim_marks::on_row(canvas, &axis, (report, site), frame)
            }
        })
    })
}

/// What the probes say of a site: the upper part of its row.
fn state(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    (site, failures): (&SiteReport, &[Span]),
    row: Frame,
) -> Drawn {
    let mut state = State::default();
    state.add(axis, (site, failures), row.band(row.top + 5, row.top + 5 + BAR));
    state.unknown.iter().try_for_each(|part| canvas.hatched(*part))?;
    state.up.iter().try_for_each(|part| canvas.filled(*part, palette::UP))?;
    for part in state.partial {
        canvas.filled(part, palette::WHITE)?;
        canvas.outlined(part, palette::PARTIAL)?;
    }
    let (possible, down) = (state.possible, state.down);
    let layers = [
        (possible.some, palette::POSSIBLE),
        (possible.most, palette::POSSIBLE),
        (down.some, palette::DOWN),
        (down.most, palette::DOWN),
    ];
    for (parts, colour) in layers.into_iter().chain([(state.work, palette::WORK)]) {
        parts.iter().try_for_each(|part| canvas.filled(*part, colour))?;
    }
    Ok(())
}

fn keys(report: &Report, width: i32) -> Vec<Key> {
    let mut keys = state::keys(report, width);
    keys.extend(claim_marks::keys(report));
    keys
}

fn alt(report: &Report, title: &str) -> String {
    let mut text = format!(
        "Timeline of {}, {}. {title}.",
        plural(report.sites.len(), "site"),
        words::window(report)
    );
    for site in report.sites.iter().filter(|site| site.outages > 0).take(MOST_TOLD) {
        text.push_str(&format!(
            " {}: {}, down {}.",
            words::shown(&site.site),
            plural(site.outages, "outage"),
            words::downtime(site)
        ));
    }
    let more = report.totals.affected.saturating_sub(MOST_TOLD);
    if more > 0 {
        text.push_str(&format!(" And {} more.", plural(more, "site")));
    }
    text
}

/// Most sites told in the description.
const MOST_TOLD: usize = 60;
