//! Rows of `affected` with what was said: one for each statement, numbered by its time, with its
//! words beside its mark. A line goes from the mark of a moment through all rows below it.

use super::rows::LabelledRows;
use crate::clock::{DAY, Instant, MINUTE, Range, Span, Zone};
use crate::model::charts::ColourRole;
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Report, Role};
use crate::report::charts::canvas::{Canvas, DrawResult, Point};
use crate::report::charts::claim_mark::{ClaimMark, GivenTime};
use crate::report::charts::claim_marks::{ClaimedTime, MARK_WIDTH, time_of};
use crate::report::charts::font::{Anchor, LABEL, SMALL};
use crate::report::charts::language::{ChartWords, StatementCounts, words};
use crate::report::charts::palette;
use crate::report::charts::time_axis::TimeAxis;
use std::collections::{BTreeMap, BTreeSet};

/// Most statements with a row.
pub(super) const MOST_STATEMENTS: usize = 12;
/// White between a mark and the words beside it, in pixels.
const BESIDE_MARK: i32 = 10;

/// Statement of one claimant on one time, in one claim or in several that are drawn alike.
#[derive(Clone)]
pub(super) struct StatementRow<'a> {
    /// The one of the claims that stands for all: with a phrase of the statement, and of the most
    /// sites and groups.
    pub(super) claim: &'a Claim,
    pub(super) time: ClaimedTime,
    /// Number of the claims.
    pub(super) claims: usize,
}

impl StatementRow<'_> {
    /// Names the claimant, with the role.
    pub(super) fn name(&self) -> String {
        format!("{} ({})", safe_text(&self.claim.claimant), words().role(self.claim.role))
    }

    /// Returns what was said, in the words of the statement or else by its kind.
    pub(super) fn said(&self, words: &dyn ChartWords) -> String {
        quote(words, self.claim).unwrap_or_else(|| words.claim_kind(self.claim))
    }

    /// Writes its time on the clocks of a zone, with the day where the time drawn is of several.
    pub(super) fn clock(&self, words: &dyn ChartWords, zone: Zone, drawn: Span) -> String {
        let day = |at: Instant| zone.format(at, "%j %Y");
        let is_of_day = day(drawn.from()) == day(drawn.last());
        let Range { earliest, latest } = self.time.range;
        let moment = |at: Instant, has_day: bool| match has_day {
            true => words.date(zone, at, "%-d %b %H:%M"),
            false => words.date(zone, at, "%H:%M"),
        };
        let is_new_day = earliest.zip(latest).is_none_or(|(from, by)| day(from) != day(by));
        let from = earliest.map(|at| moment(at, !is_of_day));
        let until = latest.map(|at| moment(at, !is_of_day && is_new_day));
        let is_short = earliest.zip(latest).is_some_and(|(from, by)| by.since(from) <= MINUTE);
        let is_day = earliest.zip(latest).is_some_and(|(from, by)| {
            zone.format(from, "%H:%M") == "00:00" && (by.since(from) - DAY).abs() <= MINUTE
        });
        match (from, until) {
            (Some(from), _) if is_short => from,
            (Some(_), _) if is_day => {
                earliest.map(|at| words.date(zone, at, "%-d %b")).unwrap_or_default()
            }
            (from, until) => words.time_range(from.as_deref(), until.as_deref()),
        }
    }

    /// Says whether a part of its time lies in the time drawn.
    pub(super) fn is_drawn(&self, window: Span) -> bool {
        is_drawn(window, &self.time)
    }

    /// Says whether its mark is that of a moment.
    fn is_moment(&self, axis: &TimeAxis) -> bool {
        is_moment(axis, self.time)
    }

    /// Draws a line from its mark, at row of pixels `top`, through all rows below, where it is of a
    /// moment.
    pub(super) fn draw_line(&self, canvas: &Canvas<'_>, axis: &TimeAxis, top: i32) -> DrawResult {
        if !self.is_moment(axis) {
            return Ok(());
        }
        let x = self.middle(axis);
        canvas.line(&[(x, top), (x, axis.plot.bottom)], self.colour())
    }

    /// Returns the column of the middle of its mark.
    pub(super) fn middle(&self, axis: &TimeAxis) -> i32 {
        let [left, right] = columns(axis, self.time);
        i32::midpoint(left, right)
    }

    /// Returns the colour of its line: one that is seen as well as text.
    fn colour(&self) -> ColourRole {
        match ClaimMark::of(self.claim) {
            ClaimMark::Down | ClaimMark::NotDown | ClaimMark::Listed | ClaimMark::Announced => {
                palette::BLACK
            }
            ClaimMark::Back | ClaimMark::Reachable => palette::BACK,
            ClaimMark::Work | ClaimMark::NoneIsSo | ClaimMark::Cause => palette::GREY,
        }
    }

    /// Writes its words on a ground of their own: where they fit, behind its mark, before it or
    /// within it, else cut on the side with more room. They are whole in the title of its group.
    pub(super) fn draw_words(&self, canvas: &Canvas<'_>, axis: &TimeAxis, y: i32) -> DrawResult {
        let [left, right] = columns(axis, self.time);
        let before = left - axis.plot.left - 2 * BESIDE_MARK;
        let behind = axis.plot.right - right - 2 * BESIDE_MARK;
        let most = behind.max(before).max(right - left - 2 * BESIDE_MARK);
        let text = LABEL.fitted(&self.said(words()), most);
        let room = LABEL.room(&text);
        let (x, anchor) = if room <= behind {
            (right + BESIDE_MARK, Anchor::Start)
        } else if room <= before {
            (left - BESIDE_MARK, Anchor::End)
        } else {
            (i32::midpoint(left, right), Anchor::Middle)
        };
        let from = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - room / 2,
            Anchor::End => x - room,
        };
        let ground = axis.plot.band(y - 9, y + 9);
        let ground = ground.part((from - 2).max(ground.left), (from + room + 2).min(ground.right));
        canvas.fill_rect(ground, palette::WHITE)?;
        canvas.text(&text, (x, y + 1), LABEL.anchor(anchor))
    }
}

/// Writes the number of each statement of a moment beside its line, in the head over sites, where
/// there is room for it between the head, which begins at a point, and the next line.
pub(super) fn draw_numbers(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    said: &[StatementRow<'_>],
    (rows, (left, top)): (&LabelledRows, Point),
) -> DrawResult {
    let (head_end, y) = (rows.head_end(left), rows.head_middle(top));
    let of_moments = || said.iter().filter(|one| one.is_moment(axis));
    for (number, one) in (1..).zip(said).filter(|(_, one)| one.is_moment(axis)) {
        let (text, line) = (words().number(number), one.middle(axis));
        let x = line + 4;
        let behind = x + SMALL.room(&text);
        let is_free = of_moments().all(|one| !(line + 1..behind).contains(&one.middle(axis)));
        if x >= head_end && is_free {
            canvas.text(&text, (x, y), SMALL)?;
        }
    }
    Ok(())
}

/// Returns the phrase of a claim in quotation marks, in one line; `None` where it has none.
pub(super) fn quote(words: &dyn ChartWords, claim: &Claim) -> Option<String> {
    let quote = safe_text(&claim.quote);
    let quote = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    (!quote.is_empty()).then(|| words.quoted(&quote))
}

/// Says whether the time of a claim is drawn as a mark alone, or is a minute: a moment to readers.
pub(super) fn is_moment(axis: &TimeAxis, time: ClaimedTime) -> bool {
    let [left, right] = columns(axis, time);
    let inside = |at: Option<Instant>| {
        at.is_some_and(|at| at >= axis.window.from() && at <= axis.window.until())
    };
    let Range { earliest, latest } = time.range;
    let is_minute = earliest.zip(latest).is_some_and(|(from, by)| by.since(from) <= MINUTE);
    inside(earliest) && inside(latest) && (is_minute || right - left <= MARK_WIDTH)
}

/// Returns the columns of the time of a claim, inside the time drawn.
pub(super) fn columns(axis: &TimeAxis, time: ClaimedTime) -> [i32; 2] {
    time.range.ends_in(axis.window).map(|at| axis.x(at))
}

/// Says whether a part of the time of a claim lies in the time drawn.
pub(super) fn is_drawn(window: Span, time: &ClaimedTime) -> bool {
    let [from, until] = time.range.ends_in(window);
    Span::seen(from, until).is_some_and(|span| span.intersection(window).is_some())
}

/// Collects the dated statements, those of the first claimants of the scorecard first. One name in
/// two roles is two claimants (M26).
pub(super) fn statements(report: &Report) -> Vec<StatementRow<'_>> {
    type Alike = (ClaimMark, GivenTime, Option<Instant>, Option<Instant>);
    let mut dated: BTreeMap<(&str, Role), Vec<&Claim>> = BTreeMap::new();
    for claim in report.claims.iter().filter(|claim| time_of(claim).is_some()) {
        dated.entry((&claim.claimant, claim.role)).or_default().push(claim);
    }
    let scored = report.claimants.iter().map(|claimant| (claimant.name.as_str(), claimant.role));
    let others = report.claims.iter().map(|claim| (claim.claimant.as_str(), claim.role));
    let mut statements = Vec::new();
    for claimant in scored.chain(others) {
        let mut known: BTreeMap<Alike, usize> = BTreeMap::new();
        for claim in dated.remove(&claimant).into_iter().flatten() {
            let Some(time) = time_of(claim) else { continue };
            let Range { earliest, latest } = time.range;
            let alike = (ClaimMark::of(claim), time.given, earliest, latest);
            let at = *known.entry(alike).or_insert_with(|| {
                statements.push(StatementRow { claim, time, claims: 0 });
                statements.len() - 1
            });
            let statement = &mut statements[at];
            statement.claims += 1;
            let rank = |claim: &Claim| (!claim.quote.is_empty(), claim.targets.len());
            if rank(claim) > rank(statement.claim) {
                statement.claim = claim;
            }
        }
    }
    statements
}

/// Returns so many statements at most, by time: where there are more, one of each kind before a
/// second of any, then one of each role with it, so that no side is left out. What no probe can
/// check comes last.
pub(super) fn shared_out(all: Vec<StatementRow<'_>>, most: usize) -> Vec<StatementRow<'_>> {
    let mut of_mark: BTreeMap<ClaimMark, usize> = BTreeMap::new();
    let mut of_side: BTreeMap<(ClaimMark, Role), usize> = BTreeMap::new();
    let mut ranked: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (number, statement) in all.iter().enumerate() {
        let mark = ClaimMark::of(statement.claim);
        let before = of_mark.entry(mark).or_default();
        let before_of_side = of_side.entry((mark, statement.claim.role)).or_default();
        ranked.push((mark == ClaimMark::Cause, (*before).min(1), *before_of_side, number));
        *before += 1;
        *before_of_side += 1;
    }
    ranked.sort_unstable();
    ranked.truncate(most);
    let kept: BTreeSet<usize> = ranked.into_iter().map(|(.., number)| number).collect();
    let numbered = all.into_iter().enumerate();
    let kept = numbered.filter(|(number, _)| kept.contains(number)).map(|(_, one)| one);
    let mut kept: Vec<StatementRow<'_>> = kept.collect();
    kept.sort_by_key(|one| (one.time.range.earliest, one.time.range.latest));
    kept
}

/// Counts the claims of the statements of a time drawn that have no row.
pub(super) fn left_out(
    all: &[StatementRow<'_>],
    kept: &[StatementRow<'_>],
    window: Span,
) -> StatementCounts {
    let kept: BTreeSet<&str> = kept.iter().map(|one| one.claim.id.as_str()).collect();
    let mut counts = StatementCounts::default();
    let is_left_out = |one: &&StatementRow<'_>| !kept.contains(one.claim.id.as_str());
    for statement in all.iter().filter(|one| one.is_drawn(window)).filter(is_left_out) {
        counts.all += 1;
        match ClaimMark::of(statement.claim) {
            ClaimMark::Down => counts.down += 1,
            ClaimMark::Back | ClaimMark::Reachable => counts.back += 1,
            _ => (),
        }
    }
    counts
}
