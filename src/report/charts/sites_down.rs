//! `sites-down`: how many sites were down at once, confirmed and possibly, and how many were not
//! observed.

use super::canvas::{Canvas, DrawResult, Paint, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::font::{Anchor, LABEL, SMALL};
use super::frame::ChartFit;
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::time_axis::{TimeAxis, height_above};
use super::unstarted::Unstarted;
use super::{palette, words};
use crate::clock::{Instant, short_utc, short_utc_up};
use crate::model::{Claim, DownCount, Quantifier, Report, Role};
use crate::report::wording::{by_count, counted, grouped, plural, was};

/// Heights of the plot of sites that were down, of the plot of sites not observed, and of the space
/// between them.
const DOWN_HEIGHT: i32 = 300;
const UNOBSERVED_HEIGHT: i32 = 60;
const BETWEEN: i32 = 26;
/// Width of the scale of counts, with its name.
const COUNTS_WIDTH: i32 = 190;
/// Width of that scale, and height of the upper plot, in a narrow frame.
const NARROW_COUNTS_WIDTH: i32 = 44;
const LOW_HEIGHT: i32 = 180;
/// Least pixels between two lines of the grid.
const GRID_GAP: i32 = 40;
/// Numbers of sites between two lines of the grid: the first that gives few enough.
const GRID_STEPS: [usize; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000];

/// Says whether a site was down at some time, or may have been, or was not observed.
pub(super) fn has_content(report: &Report) -> bool {
    let measured = report.totals.measured;
    let says_something =
        |count: &DownCount| count.possible + count.without_onset > 0 || count.observed < measured;
    measured > 0 && report.down_counts.iter().any(says_something)
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let title = peak_sentence(report);
    let window = words::window(report);
    let is_narrow = fit.frame.is_narrow();
    let (counts_width, head, down_height) = match is_narrow {
        true => (NARROW_COUNTS_WIDTH, BETWEEN, LOW_HEIGHT),
        false => (COUNTS_WIDTH, 0, DOWN_HEIGHT),
    };
    let plots = head + down_height + BETWEEN + UNOBSERVED_HEIGHT;
    let spec = ChartSpec {
        frame: fit.frame,
        name: "sites-down",
        origin_words: false,
        has_site_rows: false,
        subtitle: format!(
            "Sites down at once, {window}.{}{}{}",
            words::clocks(report, fit.frame),
            words::not_counted(report),
            first_claim_text(report)
        ),
        description: format!(
            "Sites down over time, {window}. {title}.{}{}",
            words::not_counted(report),
            first_claim_text(report)
        ),
        title,
        legend: legend(report),
        height: plots + SCALE_HEIGHT + height_above(report.zone),
        stretch: DOWN_HEIGHT,
    };
    draw_chart(report, spec, |canvas, body| {
        let Some(window) = report.window else { return Ok(()) };
        let plot = PixelRect {
            left: body.left + counts_width,
            top: body.top + head + height_above(report.zone),
            right: body.right - 20,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        draw_first_claim(canvas, &axis, report)?;
        axis.draw(canvas)?;
        let name = |row: i32| is_narrow.then_some((body.left, row));
        draw_down(canvas, axis, report, name(body.top + BETWEEN / 2 - 4))?;
        let between = axis.plot.bottom - UNOBSERVED_HEIGHT - BETWEEN / 2;
        draw_unobserved(canvas, axis, report, name(between))
    })
}

/// Draws the upper plot: sites that were down. Its name stands at a place, or else at its left.
fn draw_down(
    canvas: &Canvas<'_>,
    axis: TimeAxis,
    report: &Report,
    name: Option<Point>,
) -> DrawResult {
    let plot = axis.plot.shrunk(0, UNOBSERVED_HEIGHT + BETWEEN);
    let most = report.down_counts.iter().map(|count| count.possible).max().unwrap_or(0);
    let scale = CountScale { axis, plot, most: most.max(4) };
    scale.draw_grid(canvas, "sites down", name)?;
    let possible = steps(&report.down_counts, |count| count.possible);
    scale.draw_area(canvas, &possible, palette::POSSIBLE.into())?;
    let certain = steps(&report.down_counts, |count| count.certain);
    scale.draw_area(canvas, &certain, palette::DOWN.into())
}

/// Draws the lower plot: measured sites that nobody observed. Its name stands as that of the upper.
fn draw_unobserved(
    canvas: &Canvas<'_>,
    axis: TimeAxis,
    report: &Report,
    name: Option<Point>,
) -> DrawResult {
    let plot = axis.plot.band(axis.plot.bottom - UNOBSERVED_HEIGHT, axis.plot.bottom);
    let measured = report.totals.measured;
    let scale = CountScale { axis, plot, most: measured.max(1) };
    scale.draw_grid(canvas, "not observed", name)?;
    let mut unobserved =
        steps(&report.down_counts, |count| measured.saturating_sub(count.observed));
    let from = axis.window.from();
    if unobserved.first().is_none_or(|first| from < first.from) {
        // Before the first count nobody observed any site.
        unobserved.insert(0, CountStep { from, count: measured });
    }
    scale.draw_area(canvas, &unobserved, Paint::Hatch)
}

/// A count that holds from a moment on, until the next one.
struct CountStep {
    from: Instant,
    count: usize,
}

/// Returns one of the counts of a report over time; may be empty.
fn steps(counts: &[DownCount], value: impl Fn(&DownCount) -> usize) -> Vec<CountStep> {
    counts.iter().map(|count| CountStep { from: count.from, count: value(count) }).collect()
}

/// A scale of counts, upwards, over time.
struct CountScale {
    axis: TimeAxis,
    plot: PixelRect,
    /// The count at the top.
    most: usize,
}

impl CountScale {
    /// Returns the row of pixels of a count.
    fn y(&self, count: usize) -> i32 {
        let height = i64::from(self.plot.bottom - self.plot.top);
        let count = i64::try_from(count).unwrap_or(0);
        let most = i64::try_from(self.most).unwrap_or(1).max(1);
        self.plot.bottom - i32::try_from(count * height / most).unwrap_or(0)
    }

    /// Draws the lines of the grid with their counts, and the name of the scale at a place, or else
    /// at its left.
    fn draw_grid(&self, canvas: &Canvas<'_>, name: &str, at: Option<Point>) -> DrawResult {
        let (left, right) = (self.plot.left, self.plot.right);
        for count in (0..=self.most).step_by(self.grid_step()) {
            let y = self.y(count);
            canvas.line(&[(left, y), (right, y)], palette::FAINT)?;
            canvas.text(&grouped(count), (left - 8, y), SMALL.anchor(Anchor::End))?;
        }
        canvas.text(name, at.unwrap_or((left - COUNTS_WIDTH, self.plot.middle())), LABEL)
    }

    /// Returns the least step of the grid whose lines have room.
    fn grid_step(&self) -> usize {
        let height = self.plot.bottom - self.plot.top;
        let lines = usize::try_from(height / GRID_GAP).unwrap_or(1).max(1);
        let has_room = |step: &usize| self.most / step <= lines && *step <= self.most;
        GRID_STEPS.into_iter().find(has_room).unwrap_or(self.most)
    }

    /// Fills the area under counts over time.
    fn draw_area(&self, canvas: &Canvas<'_>, steps: &[CountStep], paint: Paint) -> DrawResult {
        for CountColumn { rect, count } in self.columns(steps) {
            canvas.fill_rect(rect.band(self.y(count), rect.bottom), paint)?;
        }
        Ok(())
    }

    /// Returns the columns of pixels with their counts, from left to right, without those of which
    /// the count is zero.
    fn columns(&self, steps: &[CountStep]) -> Vec<CountColumn> {
        let ends = steps.iter().skip(1).map(|step| step.from).chain([self.axis.window.until()]);
        let mut columns: Vec<CountColumn> = Vec::new();
        for (CountStep { from, count }, until) in steps.iter().zip(ends) {
            if *count == 0 {
                continue;
            }
            let part = self.plot.part(self.axis.x(*from), self.axis.x(until));
            match columns.last_mut() {
                // A moment shorter than a pixel is still drawn, at its full height.
                Some(before) if before.rect.left == part.left => {
                    before.rect.right = before.rect.right.max(part.right);
                    before.count = before.count.max(*count);
                }
                Some(before) if before.rect.right >= part.left && before.count == *count => {
                    before.rect.right = before.rect.right.max(part.right);
                }
                _ => columns.push(CountColumn { rect: part, count: *count }),
            }
        }
        columns
    }
}

/// Columns of pixels in which one count holds.
struct CountColumn {
    rect: PixelRect,
    count: usize,
}

/// Draws the time in which the first claim was published, as a band behind the plots.
fn draw_first_claim(canvas: &Canvas<'_>, axis: &TimeAxis, report: &Report) -> DrawResult {
    let Some(first) = shown_first_claim(report) else { return Ok(()) };
    let from = first.from.unwrap_or(axis.window.from());
    let band = axis.plot.part(axis.x(from), axis.x(first.until));
    canvas.fill_rect(band, palette::PALE_CLAIM)?;
    if first.from.is_some_and(|from| axis.window.contains(from)) {
        canvas.line(&[(band.left, band.top), (band.left, band.bottom)], palette::BLACK)?;
    }
    Ok(())
}

/// Publication of the first dated claim of an attack or outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct FirstClaim {
    /// No claim was published before this moment; `None` where that is not known.
    from: Option<Instant>,
    /// A claim had certainly been published by this moment.
    until: Instant,
    kind: FirstClaimKind,
}

/// Kind of the first claim of an attack or outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FirstClaimKind {
    /// Claim that sites are down or under attack.
    Statement,
    /// List of targets, as no claim of the other kind has a date.
    TargetList,
    /// Announcement or warning of others than attackers, likewise.
    Announcement,
}

/// Finds when the first claim of an attack or outage was published: from the earliest moment at
/// which any of them can have been to the first by which one certainly was. Lists of targets count
/// only where no other claim has a date.
fn first_claim(claims: &[Claim]) -> Option<FirstClaim> {
    let first = |intent: bool| {
        let dated = claims.iter().filter(|claim| says_down(claim) && claim.intent == intent);
        let by_attackers = dated
            .clone()
            .filter(|claim| claim.published.is_some())
            .all(|claim| claim.role == Role::Attacker);
        let kind = match (intent, by_attackers) {
            (false, _) => FirstClaimKind::Statement,
            (true, true) => FirstClaimKind::TargetList,
            (true, false) => FirstClaimKind::Announcement,
        };
        let dated: Vec<_> = dated.filter_map(|claim| claim.published).collect();
        let until = dated.iter().filter_map(|range| range.latest).min()?;
        let from: Option<Vec<Instant>> = dated.iter().map(|range| range.earliest).collect();
        let from = from.and_then(|all| all.into_iter().min());
        Some(FirstClaim { from, until, kind })
    };
    first(false).or_else(|| first(true))
}

/// Says whether a claim is of an attack or outage, and no denial.
fn says_down(claim: &Claim) -> bool {
    claim.is_of_outage() && claim.quantifier != Quantifier::None
}

/// Says whether a claim of an attack or outage only says what is to be done.
fn is_to_come(claim: &Claim) -> bool {
    says_down(claim) && claim.intent
}

/// Returns the publication of the first claim where a part of it lies in the window.
fn shown_first_claim(report: &Report) -> Option<FirstClaim> {
    let window = report.window?;
    first_claim(&report.claims).filter(|first| {
        first.until >= window.from() && first.from.is_none_or(|from| from <= window.until())
    })
}

/// Returns the entries of the legend.
fn legend(report: &Report) -> Vec<LegendEntry> {
    let mut legend = vec![
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::DOWN),
            label: "confirmed down",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::POSSIBLE),
            label: "possibly down",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.hatch_rect(sample),
            label: "measured sites not observed at that time",
        },
    ];
    if let Some(first) = shown_first_claim(report) {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                canvas.fill_rect(sample, palette::PALE_CLAIM)?;
                let edge = [(sample.left, sample.top), (sample.left, sample.bottom)];
                canvas.line(&edge, palette::BLACK)
            },
            label: match first.kind {
                FirstClaimKind::TargetList => {
                    "first dated list of targets published at some time in this band"
                }
                FirstClaimKind::Announcement => {
                    "first dated announcement published at some time in this band"
                }
                FirstClaimKind::Statement => {
                    "first dated claim published at some time in this band"
                }
            },
        });
    }
    legend
}

/// Returns the first of the highest counts; `None` where no site was down.
pub(in crate::report) fn peak(report: &Report) -> Option<&DownCount> {
    let from_the_end = report.down_counts.iter().rev();
    let highest = from_the_end.max_by_key(|count| (count.certain, count.possible));
    highest.filter(|count| count.possible > 0)
}

/// Says how many sites were down at once at most, and when: the title of the chart.
pub(in crate::report) fn peak_sentence(report: &Report) -> String {
    let totals = &report.totals;
    let measured = plural(totals.measured, "measured site");
    let Some(peak) = peak(report) else {
        return match totals.measured {
            1 => "The measured site was not seen to go down".to_owned(),
            _ => format!("None of {measured} was seen to go down"),
        };
    };
    let from = short_utc_up(peak.from);
    let at_once = by_count(peak.possible, "", " at once");
    let was = was(peak.possible);
    let down = if peak.certain == peak.possible {
        grouped(peak.certain)
    } else {
        format!("{} to {}", grouped(peak.certain), grouped(peak.possible))
    };
    let unstarted = Unstarted::of(report, peak);
    if unstarted.is_empty() {
        return format!("At the peak {down} of {measured} {was} down{at_once}, from {from}");
    }
    let went_down = totals.changes.went_down;
    let (of_those, at_once) = match went_down {
        1 => ("the 1 site that was".to_owned(), ""),
        count => (format!("the {} sites that were", grouped(count)), " at once"),
    };
    let again = unstarted.of_same_sites(went_down);
    let highest = report.down_counts.iter().map(|count| count.possible).max();
    let is_highest = highest == Some(peak.certain);
    if is_highest && peak.certain == 1 && went_down > 1 {
        let besides = unstarted.at_any_time();
        return format!("No two of {of_those} seen to go down were down at once{again}{besides}");
    }
    let besides = unstarted.beside_peak();
    if is_highest && peak.certain == 1 {
        let subject = "The 1 site that was seen to go down";
        return format!("{subject} was down at {from}{again}{besides}");
    }
    let lead = if is_highest { "At most" } else { "At the peak" };
    format!(
        "{lead} {down} of {of_those} seen to go down {was} down{at_once}, from \
         {from}{again}{besides}"
    )
}

/// Returns the sentences about the first claim, and about claims without a date; may be empty.
fn first_claim_text(report: &Report) -> String {
    let mut text = String::new();
    if let Some(first) = shown_first_claim(report) {
        let which = match first.kind {
            FirstClaimKind::Statement if report.claims.iter().any(is_to_come) => {
                "claim of an attack or outage (what is only announced is none)"
            }
            FirstClaimKind::Statement => "claim of an attack or outage",
            FirstClaimKind::TargetList => "list of targets",
            FirstClaimKind::Announcement => "announcement of an attack or outage",
        };
        let until = short_utc_up(first.until);
        let time = match first.from {
            Some(from) => format!(
                "between {from} and {until}. None of those that are dated can be earlier, and one \
                 certainly stood by then",
                from = short_utc(from)
            ),
            None => format!("by {until}"),
        };
        text.push_str(&format!(" The first dated {which} was published {time}."));
    }
    let said = report.claims.iter().filter(|one| says_down(one) && !one.intent);
    let undated = said.filter(|one| one.published.is_none());
    let undated = undated.count();
    if undated > 0 {
        let claims =
            counted(undated, "claim of an attack or outage", "claims of an attack or outage");
        let have = by_count(undated, "has", "have");
        text.push_str(&format!(" {claims} {have} no date of publication."));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{MINUTE, Range};

    /// A claim of an attack, published between two minutes.
    fn claim(from: Option<i64>, until: Option<i64>) -> Claim {
        let minute = |n: i64| Instant(n * MINUTE);
        Claim {
            published: Some(Range { earliest: from.map(minute), latest: until.map(minute) }),
            ..Claim::example()
        }
    }

    use FirstClaimKind::{Statement, TargetList};

    /// Returns the first claim, with moments in minutes.
    fn first(claims: &[Claim]) -> Option<(Option<i64>, i64, FirstClaimKind)> {
        first_claim(claims)
            .map(|first| (first.from.map(|at| at.0 / MINUTE), first.until.0 / MINUTE, first.kind))
    }

    #[test]
    fn the_first_claim_is_the_earliest_that_any_can_be() {
        // A claim of the whole day may be before one of a minute.
        let claims = [claim(Some(60), Some(61)), claim(Some(0), Some(1_440))];
        assert_eq!(first(&claims), Some((Some(0), 61, Statement)));
        assert_eq!(
            first(&[claim(None, Some(9)), claim(Some(3), Some(4))]),
            Some((None, 4, Statement))
        );
        assert_eq!(first(&[claim(Some(3), None)]), None);
    }

    #[test]
    fn lists_of_targets_and_denials_come_first_only_where_there_is_no_claim() {
        let list = Claim { intent: true, ..claim(Some(0), Some(1)) };
        let denial = Claim { quantifier: Quantifier::None, ..claim(Some(0), Some(1)) };
        let real = claim(Some(5), Some(6));
        assert_eq!(first(&[list.clone(), denial.clone(), real]), Some((Some(5), 6, Statement)));
        assert_eq!(first(&[list.clone(), denial.clone()]), Some((Some(0), 1, TargetList)));
        // Only an attacker lists targets.
        let warning = Claim { role: Role::Government, ..list };
        assert_eq!(first(&[warning]), Some((Some(0), 1, FirstClaimKind::Announcement)));
        assert_eq!(first(&[denial]), None);
    }
}
