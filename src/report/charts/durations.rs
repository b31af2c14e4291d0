//! `durations`: a row for each outage; how long it lasted, at least and at most.

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::duration_axis::LengthAxis;
use super::font::LABEL;
use super::frame::{Key, Sheet, framed};
use super::rows::widest;
use super::{Chart, ChartError, palette, words};
use crate::clock::{MINUTE, Zone};
use crate::model::{DurationRange, Outage, Report};
use crate::report::words::plural;
use std::cmp::Reverse;

/// Most outages on the chart: a higher one fits neither a printed page nor two screens.
const MOST: usize = 60;
/// Height of a row, and of the scale below.
const STEP: i32 = 22;
const ROOM: i32 = 46;
/// Width of ids and onsets beside the names, and of the words on the right.
const IDS: i32 = 140;
const ENDS: i32 = 236;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let mut outages: Vec<&Outage> = report.outages.iter().collect();
    outages.sort_by_key(|outage| (Reverse(outage.duration.least_us), &outage.id));
    let title = title(report, outages.first().copied());
    let more = outages.len().saturating_sub(MOST);
    if more > 0 {
        // Where there is no room for all, those come first whose beginning was seen.
        outages.sort_by_key(|outage| {
            (outage.onset.after.is_none(), Reverse(outage.duration.least_us), &outage.id)
        });
        outages.truncate(MOST);
    }
    let rest = if more > 0 {
        format!(" {}: see tables/outages.csv.", plural(more, "more outage"))
    } else {
        String::new()
    };
    let names = widest(outages.iter().map(|outage| words::name(report, &outage.site))) + IDS;
    let shows = format!(
        "{}, the longest first, {}.{rest}",
        plural(report.outages.len(), "outage"),
        words::window(report)
    );
    let alt = alt(report, &outages, &title);
    let height = STEP * i32::try_from(outages.len().max(1)).unwrap_or(1) + ROOM + 4;
    framed(
        report,
        Sheet { name: "durations", title, shows, alt, keys: keys(&outages), height },
        |canvas, body| {
            let plot = Frame {
                left: body.left + names,
                top: body.top + 4,
                right: body.right - ENDS,
                bottom: body.bottom - ROOM,
            };
            if outages.is_empty() {
                return canvas.words(
                    "There is no outage to show.",
                    (body.left, plot.top + STEP / 2),
                    (LABEL, palette::GREY, Side::Right),
                );
            }
            let longest =
                |outage: &&Outage| outage.duration.most_us.unwrap_or(outage.duration.least_us);
            let axis =
                LengthAxis { most_us: outages.iter().map(longest).max().unwrap_or(MINUTE), plot };
            for (n, outage) in (0..).zip(&outages).filter(|(n, _)| n % 2 == 1) {
                let _ = outage;
                canvas.filled(
                    Frame {
                        left: body.left,
                        top: plot.top + n * STEP,
                        right: body.right,
                        bottom: plot.top + (n + 1) * STEP,
                    },
                    palette::PALE,
                )?;
            }
            axis.draw(canvas, "how long the site was down (scale: logarithm of 1 + minutes)")?;
            (0..).zip(&outages).try_for_each(|(n, outage)| {
                row(canvas, &axis, (report, outage), (body.left, plot.top + n * STEP + STEP / 2))
            })
        },
    )
}

fn row(
    canvas: &Canvas<'_>,
    axis: &LengthAxis,
    (report, outage): (&Report, &Outage),
    (left, y): (i32, i32),
) -> Drawn {
    let began = Zone::UTC.format(outage.first_down(), "%-d %b %H:%M");
    let (name, id) = (words::name(report, &outage.site), format!("  {}, {began}", outage.id));
    let room = axis.plot.left - left - LABEL.width(&id) - 12;
    canvas.words(&LABEL.fitted(name, room), (left, y), (LABEL, palette::BLACK, Side::Right))?;
    canvas.words(&id, (axis.plot.left - 10, y), (LABEL, palette::GREY, Side::Left))?;
    let shown = words::down_for(outage.duration);
    canvas.words(
        &LABEL.fitted(&shown, ENDS - 28),
        (axis.plot.right + 26, y),
        (LABEL, palette::BLACK, Side::Right),
    )?;
    let (from, to) =
        (axis.x(outage.duration.least_us), outage.duration.most_us.map(|most| axis.x(most)));
    let bar = axis.plot.part(from, to.unwrap_or(axis.plot.right)).band(y - 2, y + 2);
    canvas.filled(
        Frame {
            left: axis.plot.left,
            right: from.max(axis.plot.left + 1),
            ..bar.band(y - 5, y + 5)
        },
        palette::DOWN,
    )?;
    canvas.filled(bar, palette::POSSIBLE)?;
    match to {
        Some(to) => canvas.stroke(&[(to, y - 5), (to, y + 5)], palette::BLACK, 2),
        None => arrow(canvas, (axis.plot.right, y)),
    }
}

/// An end that is not known.
fn arrow(canvas: &Canvas<'_>, (x, y): (i32, i32)) -> Drawn {
    canvas.polygon(&[(x, y - 6), (x + 10, y), (x, y + 6)], palette::POSSIBLE)
}

fn keys(outages: &[&Outage]) -> Vec<Key> {
    let mut keys = vec![
        Key {
            sign: |c, f| c.filled(f.band(f.top + 2, f.bottom - 2), palette::DOWN),
            meaning: "at least so long",
        },
        Key { sign: at_most, meaning: "at most so long" },
    ];
    if outages.iter().any(|outage| outage.duration.most_us.is_none()) {
        keys.push(Key {
            sign: |c, f| arrow(c, ((f.left + f.right) / 2, (f.top + f.bottom) / 2)),
            meaning: "an end is off the record: how long is not known",
        });
    }
    if outages.is_empty() { Vec::new() } else { keys }
}

fn at_most(canvas: &Canvas<'_>, frame: Frame) -> Drawn {
    let y = (frame.top + frame.bottom) / 2;
    canvas.filled(frame.band(y - 2, y + 2), palette::POSSIBLE)?;
    canvas.stroke(&[(frame.right, y - 5), (frame.right, y + 5)], palette::BLACK, 2)
}

fn title(report: &Report, longest: Option<&Outage>) -> String {
    match longest {
        Some(outage) => format!(
            "The longest outage: {}, {}",
            words::name(report, &outage.site),
            words::down_for(outage.duration)
        ),
        None if report.totals.measured == 0 => {
            "No site was measured, so no outage can be timed".to_owned()
        }
        None => format!("No outage of {}", plural(report.totals.measured, "measured site")),
    }
}

fn alt(report: &Report, outages: &[&Outage], title: &str) -> String {
    let mut text = format!("How long each outage lasted, as ranges. {title}.");
    for outage in outages {
        let DurationRange { least_us, most_us } = outage.duration;
        let long = words::down_for(DurationRange { least_us, most_us });
        text.push_str(&format!(" {} {}: {long}.", outage.id, words::name(report, &outage.site)));
    }
    text
}
