//! `claims`: a row for each claim; when it was published, which time it speaks of, and what the
//! probes say of it.

use super::axis::{ROOM, TimeAxis, room_above};
use super::canvas::{Canvas, Drawn, Frame, Side};
use super::claim_marks::Said;
use super::font::{LABEL, SMALL};
use super::frame::{Key, Sheet, framed};
use super::rows::widest;
use super::{Chart, ChartError, palette};
use crate::clock::Range;
use crate::model::{Claim, Report, ResultGroup};
use crate::report::words::{by_judgement, grouped, in_group, plural, verdicts_by_claim};

/// Most claims on the chart: a higher one fits neither a printed page nor two screens.
const MOST: usize = 60;
/// Height of a row with one or two lines of verdicts, and of each line more.
const STEP: i32 = 30;
const LINE: i32 = 14;
/// Width of the verdicts on the right.
const ENDS: i32 = 300;

/// A claim with what stands beside it.
struct Beside<'a> {
    claim: &'a Claim,
    who: String,
    verdicts: Vec<String>,
}

impl<'a> Beside<'a> {
    fn of(claim: &'a Claim, verdicts: &str) -> Beside<'a> {
        let who = format!("{} ({})", claim.claimant, claim.role.as_str());
        Beside { claim, who, verdicts: SMALL.lines(verdicts, ENDS - 16) }
    }

    fn height(&self) -> i32 {
        STEP + LINE * (i32::try_from(self.verdicts.len()).unwrap_or(0) - 2).max(0)
    }
}

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let told: Vec<(&Claim, String)> = verdicts(report);
    let mut claims: Vec<Beside<'_>> =
        told.iter().map(|(claim, verdicts)| Beside::of(claim, verdicts)).collect();
    claims.sort_by_key(|beside| {
        beside.claim.published.or(beside.claim.asserted).map(|range| (range.latest, range.earliest))
    });
    let more = report.claims.len() - claims.len();
    let rest = if more > 0 {
        format!(" {}: see tables/claims.csv.", plural(more, "more claim"))
    } else {
        String::new()
    };
    let title = title(report);
    let shows = format!(
        "What was said, when, and of which time; beside it the verdicts, a count of sites for \
         each.{rest}"
    );
    let alt = alt(&told, &title);
    let height = if claims.is_empty() {
        40
    } else {
        claims.iter().map(Beside::height).sum::<i32>() + ROOM + room_above(report.zone)
    };
    let names = widest(claims.iter().map(|beside| beside.who.as_str()));
    framed(
        report,
        Sheet { name: "claims", title, shows, alt, keys: keys(report), height },
        |canvas, body| {
            if claims.is_empty() {
                return canvas.words(
                    "There are no claims.",
                    (body.left, body.top + 16),
                    (LABEL, palette::GREY, Side::Right),
                );
            }
            let plot = Frame {
                left: body.left + names,
                top: body.top + room_above(report.zone),
                right: body.right - ENDS,
                bottom: body.bottom - ROOM,
            };
            let rows = ground(canvas, &claims, (body, plot))?;
            let axis = report.window.map(|window| TimeAxis { window, zone: report.zone, plot });
            if let Some(axis) = &axis {
                axis.draw(canvas)?;
            }
            claims.iter().zip(rows).try_for_each(|(beside, row)| {
                words(canvas, beside, (body.left, row))?;
                axis.as_ref().map_or(Ok(()), |axis| times(canvas, axis, beside.claim, row))
            })
        },
    )
}

/// The rows, one under the other, with a pale ground under every other.
fn ground(
    canvas: &Canvas<'_>,
    claims: &[Beside<'_>],
    (body, plot): (Frame, Frame),
) -> Result<Vec<Frame>, ChartError> {
    let mut rows = Vec::with_capacity(claims.len());
    let mut top = plot.top;
    for (n, beside) in claims.iter().enumerate() {
        let row = plot.band(top, top + beside.height());
        if n % 2 == 1 {
            canvas.filled(Frame { left: body.left, right: body.right, ..row }, palette::PALE)?;
        }
        top = row.bottom;
        rows.push(row);
    }
    Ok(rows)
}

/// The words on both sides.
fn words(canvas: &Canvas<'_>, beside: &Beside<'_>, (left, row): (i32, Frame)) -> Drawn {
    let room = row.left - left - 12;
    canvas.words(
        &LABEL.fitted(&beside.who, room),
        (left, row.top + 9),
        (LABEL, palette::BLACK, Side::Right),
    )?;
    let what = format!("{}: {}", beside.claim.kind.as_str(), beside.claim.id);
    canvas.words(
        &SMALL.fitted(&what, room),
        (left, row.top + 22),
        (SMALL, palette::GREY, Side::Right),
    )?;
    let first = if beside.verdicts.len() > 1 { row.top + 9 } else { row.top + STEP / 2 };
    (0..).zip(&beside.verdicts).try_for_each(|(n, line)| {
        canvas.words(line, (row.right + 12, first + n * LINE), (SMALL, palette::BLACK, Side::Right))
    })
}

/// Above, the time it speaks of; below, when it was published.
fn times(canvas: &Canvas<'_>, axis: &TimeAxis, claim: &Claim, row: Frame) -> Drawn {
    if let Some(part) = claim.asserted.and_then(|range| spoken(axis, row, range)) {
        canvas.filled(part, palette::ASSERTED)?;
        canvas.outlined(part, palette::GREY)?;
    }
    match claim.published {
        Some(range) => Said::by(claim.kind).interval(canvas, axis, (range, row.top + 21)),
        None => canvas.words(
            "publication not recorded",
            (row.left + 8, row.top + 21),
            (SMALL, palette::GREY, Side::Right),
        ),
    }
}

fn spoken(axis: &TimeAxis, row: Frame, range: Range) -> Option<Frame> {
    let (from, until) =
        (range.earliest.unwrap_or(axis.window.from()), range.latest.unwrap_or(axis.window.until()));
    let inside = from <= axis.window.until() && until >= axis.window.from();
    inside.then(|| row.band(row.top + 5, row.top + 12).part(axis.x(from), axis.x(until)))
}

/// The claims on the chart, each with its verdicts and their counts, the weightiest first: `7
/// supported, 3 insufficient`.
fn verdicts(report: &Report) -> Vec<(&Claim, String)> {
    let by_claim = verdicts_by_claim(report);
    let of = |claim: &Claim| {
        let counted =
            by_judgement(by_claim.get(claim.id.as_str()).map_or(&[], Vec::as_slice)).into_iter();
        let words: Vec<String> = counted
            .map(|(judgement, count)| format!("{count} {}", judgement.as_str().replace('_', " ")))
            .collect();
        if words.is_empty() { "names no known site".to_owned() } else { words.join(", ") }
    };
    report.claims.iter().take(MOST).map(|claim| (claim, of(claim))).collect()
}

fn keys(report: &Report) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    if report.claims.iter().any(|claim| claim.asserted.is_some()) {
        let sign: fn(&Canvas<'_>, Frame) -> Drawn = |c, f| {
            let bar = f.band(f.top + 3, f.bottom - 3);
            c.filled(bar, palette::ASSERTED)?;
            c.outlined(bar, palette::GREY)
        };
        keys.push(Key { sign, meaning: "the time it speaks of" });
    }
    keys.extend(super::claim_marks::published_keys(&report.claims));
    keys
}

fn title(report: &Report) -> String {
    let claims = plural(report.claims.len(), "claim");
    match (report.claims.len(), report.totals.measured) {
        (0, _) => "No claims to hold against the probes".to_owned(),
        (_, 0) => format!("{claims}, and no probe to hold them against"),
        _ => format!("{claims}, {}", results(report)),
    }
}

/// Counts the assertions of a report by group of results.
fn results(report: &Report) -> String {
    let of = |group| grouped(in_group(report, group));
    let unclaimed = in_group(report, ResultGroup::NobodyClaimed);
    let verdicts: usize = report.totals.verdicts.iter().map(|(_, count)| count).sum();
    format!(
        "{} with each site counted: timing fits {}, fits in part {}, at another time {}, does not \
         fit {}, undecided {}",
        grouped(verdicts - unclaimed),
        of(ResultGroup::Fits),
        of(ResultGroup::FitsInPart),
        of(ResultGroup::OtherTime),
        of(ResultGroup::DoesNotFit),
        of(ResultGroup::Undecided)
    )
}

fn alt(told: &[(&Claim, String)], title: &str) -> String {
    let mut text = format!("{title}.");
    for (claim, verdicts) in told {
        let published = if claim.published_text.is_empty() {
            "at a time not recorded".to_owned()
        } else {
            claim.published_text.clone()
        };
        let asserted = if claim.asserted_text.is_empty() {
            String::new()
        } else {
            format!(", of {}", claim.asserted_text)
        };
        text.push_str(&format!(
            " {}, {} ({}), published {published}{asserted}: {verdicts}.",
            claim.id,
            claim.claimant,
            claim.kind.as_str(),
        ));
    }
    text
}
