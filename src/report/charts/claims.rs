//! `claims`: a row for each claim; when it was published, which time it speaks of, and what the
//! probes say of it.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::claim_mark::{ClaimMark, GivenTime};
use super::claim_marks::{self, ClaimedTime};
use super::font::{LABEL, SMALL};
use super::frame::{ChartFit, Frame};
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::row_grid::{OVERHANG, bar_columns};
use super::site_rows::name_width;
use super::time_axis::{TimeAxis, height_above};
use super::{palette, words};
use crate::clock::{Range, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Report, Verdict};
use crate::report::anchors::of_claim;
use crate::report::verdicts::verdicts_by_claim;
use crate::report::wording::When;

/// Most claims on the chart: a higher chart fits neither a printed page nor two screens.
const MOST_CLAIMS: usize = 60;
/// Height of a row with one or two lines of verdicts, and of each line more.
const ROW_HEIGHT: i32 = 30;
const LINE_HEIGHT: i32 = 14;
/// Most pixels by which a row is higher in a frame of fixed height.
const MOST_SPARE: i32 = ROW_HEIGHT / 2;
/// Least width of the bar of a time: a minute of days is no wider than a pixel.
const LEAST_BAR: i32 = 3;
/// Width of the verdicts on the right.
const END_WIDTH: i32 = 300;

/// A row: a claim with its text.
struct ClaimRow<'a> {
    claim: &'a Claim,
    /// Claimant and role.
    heading: String,
    /// Kind of the claim, in words.
    kind: String,
    verdicts: &'a [&'a Verdict],
    /// Id and kind of the claim, in lines that have room.
    kind_lines: Vec<String>,
    /// The verdicts, in lines that have room.
    lines: Vec<String>,
    /// Whether all text stands above the bar.
    is_narrow: bool,
}

impl<'a> ClaimRow<'a> {
    /// Collects what the row of a claim shows.
    fn of(claim: &'a Claim, given: &'a [&'a Verdict], frame: Frame) -> ClaimRow<'a> {
        let heading = format!("{} ({})", safe_text(&claim.claimant), words().role(claim.role));
        let verdicts = verdict_words(words(), claim, given);
        let is_narrow = frame.is_narrow();
        let room = if is_narrow { frame.room() } else { END_WIDTH - 16 };
        let lines = SMALL.lines(&verdicts, room);
        ClaimRow {
            claim,
            heading,
            kind: words().claim_kind(claim),
            verdicts: given,
            kind_lines: Vec::new(),
            lines,
            is_narrow,
        }
    }

    /// Returns the height in pixels.
    fn height(&self) -> i32 {
        let count = |lines: &[String]| i32::try_from(lines.len()).unwrap_or(0);
        let (kind, verdicts) = (count(&self.kind_lines) - 1, count(&self.lines));
        if self.is_narrow {
            return ROW_HEIGHT + ROW_HEIGHT + LINE_HEIGHT * (kind + verdicts);
        }
        ROW_HEIGHT + LINE_HEIGHT * kind.max(verdicts - 2).max(0)
    }

    /// Breaks the id and the kind of the claim into lines no wider than `room`.
    fn break_kind(&mut self, room: i32) {
        let id_and_kind = format!("{}: {}", safe_text(&self.claim.id), self.kind);
        self.kind_lines = SMALL.lines(&id_and_kind, room);
    }

    /// Returns the part of a row in which its times are drawn.
    fn times(&self, row: PixelRect) -> PixelRect {
        if self.is_narrow { row.band(row.bottom - ROW_HEIGHT, row.bottom) } else { row }
    }

    /// Draws the text on both sides of the plot, or above it; `row` has the columns of the plot.
    fn draw_texts(&self, canvas: &Canvas<'_>, left: i32, row: PixelRect) -> DrawResult {
        let room = if self.is_narrow { row.right - left } else { row.left - left - 12 };
        canvas.text(&LABEL.fitted(&self.heading, room), (left, row.top + 9), LABEL)?;
        let mut middle = row.top + 22;
        for line in &self.kind_lines {
            canvas.text(line, (left, middle), SMALL.colour(palette::GREY))?;
            middle += LINE_HEIGHT;
        }
        let (x, mut middle) = match self.lines.len() {
            _ if self.is_narrow => (left, middle),
            0 | 1 => (row.right + 12, row.top + ROW_HEIGHT / 2),
            _ => (row.right + 12, row.top + 9),
        };
        for line in &self.lines {
            canvas.text(line, (x, middle), SMALL)?;
            middle += LINE_HEIGHT;
        }
        Ok(())
    }

    /// Draws the time that the claim speaks of, and below it when it was published.
    fn draw_times(&self, canvas: &Canvas<'_>, axis: &TimeAxis, row: PixelRect) -> DrawResult {
        let grey = SMALL.colour(palette::GREY);
        if let Some(range) = self.claim.asserted {
            match range_bar(axis, row, range) {
                Some(bar) if ClaimMark::of(self.claim).is_denial() => draw_denied(canvas, bar)?,
                Some(bar) => draw_asserted(canvas, bar)?,
                None => {
                    let [before, after] = [Label::SpeaksOfBefore, Label::SpeaksOfAfter];
                    let text = words().label(if is_before(axis, range) { before } else { after });
                    canvas.text(text, (row.left + 8, row.top + 9), grey)?;
                }
            }
        }
        let below = row.top + 21;
        let Some(range) = self.claim.published else {
            return canvas.text(
                words().label(Label::PublicationNotRecorded),
                (row.left + 8, below),
                grey,
            );
        };
        if is_inside(axis, range) {
            let mark = ClaimMark::of(self.claim);
            let time = ClaimedTime { given: GivenTime::Published, range };
            return mark.draw_interval(time, canvas, axis, below);
        }
        let [before, after] = [Label::PublishedBefore, Label::PublishedAfter];
        let text = words().label(if is_before(axis, range) { before } else { after });
        canvas.text(text, (row.left + 8, below), grey)
    }
}

/// Says whether there is a claim to show.
pub(super) fn has_content(report: &Report) -> bool {
    !report.claims.is_empty()
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let by_claim = verdicts_by_claim(report);
    let first = by_time(report).into_iter().take(MOST_CLAIMS.min(fit.rows));
    let mut rows: Vec<ClaimRow<'_>> = first
        .map(|claim| {
            let verdicts = by_claim.get(claim.id.as_str()).map_or(&[][..], Vec::as_slice);
            ClaimRow::of(claim, verdicts, fit.frame)
        })
        .collect();
    let names_width = name_width(rows.iter().flat_map(|row| [&row.heading, &row.kind]));
    let room = match fit.frame.is_narrow() {
        true => fit.frame.room() - OVERHANG,
        false => names_width - 12,
    };
    rows.iter_mut().for_each(|row| row.break_kind(room));
    let description = description(&rows, &English.whole_claims_title(report));
    let subtitle = format!(
        "{}{}",
        words().claims_subtitle(report, rows.len(), fit.frame.is_narrow()),
        words::clocks(report, fit.frame)
    );
    let spec = ChartSpec {
        frame: fit.frame,
        name: "claims",
        origin_words: true,
        has_site_rows: false,
        subtitle,
        description,
        title: words().claims_title(report),
        legend: legend(report),
        height: height(&rows, report),
        stretch: i32::try_from(rows.len()).unwrap_or(0) * MOST_SPARE,
    };
    draw_chart(report, spec, |canvas, body| {
        let within = body.shrunk(height_above(report.zone), SCALE_HEIGHT);
        let plot = bar_columns(fit.frame, within, [names_width, END_WIDTH]);
        let places = places(&rows, plot);
        draw_grounds(canvas, &places, body)?;
        let axis = report.window.map(|window| TimeAxis { window, zone: report.zone, plot });
        if let Some(axis) = &axis {
            axis.draw(canvas)?;
        }
        for (number, (row, place)) in rows.iter().zip(places).enumerate() {
            if row.is_narrow {
                // No line of the grid goes through the text.
                let ground = if number % 2 == 1 { palette::PALE } else { palette::WHITE };
                canvas.fill_rect(body.band(place.top, row.times(place).top), ground)?;
            }
            canvas.end_row(place.bottom);
            canvas.group(&of_claim(&row.claim.id), &row.heading, || {
                row.draw_texts(canvas, body.left, place)?;
                let times = row.times(place);
                axis.as_ref().map_or(Ok(()), |axis| row.draw_times(canvas, axis, times))
            })?;
        }
        Ok(())
    })
}

/// Returns the height of the body.
fn height(rows: &[ClaimRow<'_>], report: &Report) -> i32 {
    let rows: i32 = rows.iter().map(ClaimRow::height).sum();
    rows + SCALE_HEIGHT + height_above(report.zone)
}

/// Returns the places of the rows, one under the other, from the top of `plot` down. Where it is
/// higher than they must be, each has a part of the rest.
fn places(rows: &[ClaimRow<'_>], plot: PixelRect) -> Vec<PixelRect> {
    let least: i32 = rows.iter().map(ClaimRow::height).sum();
    let count = i32::try_from(rows.len()).unwrap_or(0).max(1);
    let spare = ((plot.bottom - plot.top - least) / count).clamp(0, MOST_SPARE);
    let mut top = plot.top;
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        let bottom = top + row.height() + spare;
        places.push(plot.band(top, bottom));
        top = bottom;
    }
    places
}

/// Draws a pale ground under every other row, as wide as `body`.
fn draw_grounds(canvas: &Canvas<'_>, places: &[PixelRect], body: PixelRect) -> DrawResult {
    for place in places.iter().skip(1).step_by(2) {
        canvas.fill_rect(body.band(place.top, place.bottom), palette::PALE)?;
    }
    Ok(())
}

/// Returns the claims in the order of the chart: by the time of their publication, or of what they
/// speak of where that is not recorded.
fn by_time(report: &Report) -> Vec<&Claim> {
    let mut claims: Vec<&Claim> = report.claims.iter().collect();
    claims.sort_by_key(|claim| {
        let time = claim.published.or(claim.asserted);
        (time.map(|range| (range.latest, range.earliest)), &claim.id)
    });
    claims
}

/// Says whether a part of a range lies in the window.
fn is_inside(axis: &TimeAxis, range: Range) -> bool {
    let window = axis.window;
    let [from, until] = range.ends_in(window);
    from <= window.until() && until >= window.from()
}

/// Says whether a range outside the window lies before it.
fn is_before(axis: &TimeAxis, range: Range) -> bool {
    range.latest.is_some_and(|until| until < axis.window.from())
}

/// Counts the verdicts on a claim, or says why it has none.
fn verdict_words(words: &dyn ChartWords, claim: &Claim, verdicts: &[&Verdict]) -> String {
    match words.verdict_counts(claim, verdicts) {
        counts if !counts.is_empty() => counts,
        _ if claim.sites_left_out > 0 => words.label(Label::SitesLeftOut).to_owned(),
        _ => words.label(Label::NoKnownSite).to_owned(),
    }
}

/// Bar of the time that a claim speaks of.
#[derive(Debug, Clone, Copy)]
struct AssertedBar {
    rect: PixelRect,
    /// Whether its left and its right end are ends of that time. Others are cut open.
    has_left: bool,
    has_right: bool,
}

/// Returns the bar of the time that a claim speaks of; `None` where it lies outside the window.
fn range_bar(axis: &TimeAxis, row: PixelRect, range: Range) -> Option<AssertedBar> {
    let window = axis.window;
    let [from, until] = range.ends_in(window);
    is_inside(axis, range).then(|| AssertedBar {
        rect: row
            .band(row.top + 5, row.top + 12)
            .part(axis.x(from), axis.x(until).max(axis.x(from) + LEAST_BAR)),
        has_left: range.earliest.is_some_and(|at| at >= window.from()),
        has_right: range.latest.is_some_and(|at| at <= window.until()),
    })
}

/// Draws the bar of the time that a claim speaks of, open at an end that was cut.
fn draw_asserted(canvas: &Canvas<'_>, bar: AssertedBar) -> DrawResult {
    canvas.fill_rect(bar.rect, palette::ASSERTED)?;
    draw_outline(canvas, bar)
}

/// Draws the bar of the time of which a claim denies something: hollow, with a broken line in it.
fn draw_denied(canvas: &Canvas<'_>, bar: AssertedBar) -> DrawResult {
    let (left, right, middle) = (bar.rect.left, bar.rect.right, bar.rect.middle());
    canvas.dashed_line(&[(left, middle), (right, middle)], palette::BLACK)?;
    draw_outline(canvas, bar)
}

/// Draws the outline of the bar of a time, open at an end that was cut.
fn draw_outline(canvas: &Canvas<'_>, bar: AssertedBar) -> DrawResult {
    let PixelRect { left, top, right, bottom } = bar.rect;
    canvas.line(&[(left, top), (right, top)], palette::GREY)?;
    canvas.line(&[(left, bottom), (right, bottom)], palette::GREY)?;
    if bar.has_left {
        canvas.line(&[(left, top), (left, bottom)], palette::GREY)?;
    }
    if bar.has_right {
        canvas.line(&[(right, top), (right, bottom)], palette::GREY)?;
    }
    Ok(())
}

/// Returns the entries of the legend.
fn legend(report: &Report) -> Vec<LegendEntry> {
    let mut legend = Vec::new();
    let mut asserted = report.claims.iter().filter(|claim| claim.asserted.is_some());
    let is_denial = |claim: &Claim| ClaimMark::of(claim).is_denial();
    if asserted.clone().any(|claim| !is_denial(claim)) {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                let rect = sample.shrunk(3, 3);
                draw_asserted(canvas, AssertedBar { rect, has_left: true, has_right: true })
            },
            label: Label::TimeSpokenOf,
        });
    }
    if asserted.any(is_denial) {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                let rect = sample.shrunk(3, 3);
                draw_denied(canvas, AssertedBar { rect, has_left: true, has_right: true })
            },
            label: Label::TimeDenied,
        });
    }
    legend.extend(claim_marks::published_legend(&report.claims));
    legend
}

/// Describes the chart in words, for those who do not see it.
fn description(rows: &[ClaimRow<'_>], title: &str) -> String {
    let mut text = format!("{title}.");
    for ClaimRow { claim, verdicts, .. } in rows {
        let kind = English.claim_kind(claim);
        let verdicts = verdict_words(&English, claim, verdicts);
        let (id, claimant) = (safe_text(&claim.id), safe_text(&claim.claimant));
        // A time as its source writes it has mostly no zone.
        let utc = |range| When::of_range(Zone::UTC, range).utc;
        let published = claim.published.map_or_else(|| "at a time not recorded".to_owned(), utc);
        let asserted =
            claim.asserted.map_or_else(String::new, |range| format!(", of {}", utc(range)));
        text.push_str(&format!(
            " {id}, {claimant} ({kind}), published {published}{asserted}: {verdicts}."
        ));
    }
    text
}
