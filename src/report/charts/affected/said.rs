//! Rows of `affected` with what was said: one for each claimant, with a mark for each claim.

use crate::clock::{Instant, Span};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Report, Role};
use crate::report::charts::claim_mark::{ClaimMark, GivenTime};
use crate::report::charts::claim_marks::{ClaimedTime, time_of};
use crate::report::charts::language::words;
use crate::report::charts::time_axis::TimeAxis;
use std::collections::{BTreeMap, BTreeSet};

/// Most claimants with a row.
const MOST_CLAIMANTS: usize = 12;
/// Most lanes of a row, and pixels from one to the next.
const MOST_LANES: usize = 3;
const LANE_HEIGHT: i32 = 7;
/// Pixels by which a mark may be wider than its time, on either side.
const MARK_ROOM: i32 = 6;

/// Claims of one claimant, as a row.
#[derive(Clone)]
pub(super) struct Said<'a> {
    pub(super) name: &'a str,
    pub(super) role: Role,
    pub(super) claims: Vec<&'a Claim>,
}

/// Claim with its time and its place in a row.
pub(super) struct PlacedClaim<'a> {
    pub(super) claim: &'a Claim,
    pub(super) time: ClaimedTime,
    /// Pixels below the middle of the row.
    pub(super) below: i32,
}

impl<'a> Said<'a> {
    /// Names the claimant, with the role.
    pub(super) fn name(&self) -> String {
        format!("{} ({})", safe_text(self.name), words().role(self.role))
    }

    /// Places the claims of which a part lies in the time drawn, so that none is hidden by another
    /// as far as lanes allow. Claims that would be drawn alike are placed once.
    pub(super) fn placed(&self, axis: &TimeAxis) -> Vec<PlacedClaim<'a>> {
        let mut known: BTreeSet<(ClaimMark, GivenTime, i32, i32)> = BTreeSet::new();
        let mut marks: Vec<([i32; 2], &'a Claim, ClaimedTime)> = Vec::new();
        for claim in &self.claims {
            let Some(time) = time_of(claim).filter(|time| is_drawn(axis.window, time)) else {
                continue;
            };
            let [left, right] = columns(axis, time);
            if known.insert((ClaimMark::of(claim), time.given, left, right)) {
                marks.push(([left - MARK_ROOM, right + MARK_ROOM], claim, time));
            }
        }
        marks.sort_by_key(|([left, right], claim, _)| (*left, *right, &claim.id));
        let mut ends: Vec<i32> = Vec::new();
        let mut lanes: Vec<usize> = Vec::new();
        for ([left, right], ..) in &marks {
            let free = ends.iter().position(|end| end <= left);
            let lane = match free {
                Some(lane) => lane,
                None if ends.len() < MOST_LANES => {
                    ends.push(i32::MIN);
                    ends.len() - 1
                }
                None => ends.iter().zip(0..).min().map_or(0, |(_, lane)| lane),
            };
            ends[lane] = ends[lane].max(*right);
            lanes.push(lane);
        }
        let pixels = |lanes: usize| i32::try_from(lanes).unwrap_or(0) * LANE_HEIGHT;
        let above = pixels(ends.len().saturating_sub(1)) / 2;
        let below = lanes.into_iter().map(|lane| pixels(lane) - above);
        let placed = marks.into_iter().zip(below);
        placed.map(|((_, claim, time), below)| PlacedClaim { claim, time, below }).collect()
    }
}

/// Returns the columns of the time of a claim, inside the time drawn.
pub(super) fn columns(axis: &TimeAxis, time: ClaimedTime) -> [i32; 2] {
    let from = time.range.earliest.unwrap_or(axis.window.from());
    let until = time.range.latest.unwrap_or(axis.window.until());
    [axis.x(from), axis.x(until)]
}

/// Says whether a part of the time of a claim lies in the time drawn.
pub(super) fn is_drawn(window: Span, time: &ClaimedTime) -> bool {
    let [from, until]: [Instant; 2] =
        [time.range.earliest.unwrap_or(window.from()), time.range.latest.unwrap_or(window.until())];
    Span::seen(from, until).is_some_and(|span| span.intersection(window).is_some())
}

/// Collects the claimants with a dated claim, those of the scorecard first. One name in two roles
/// is two claimants (M26).
pub(super) fn said(report: &Report) -> Vec<Said<'_>> {
    let mut dated: BTreeMap<(&str, Role), Vec<&Claim>> = BTreeMap::new();
    for claim in report.claims.iter().filter(|claim| time_of(claim).is_some()) {
        dated.entry(claimant_of(claim)).or_default().push(claim);
    }
    let scored = report.claimants.iter().map(|claimant| (claimant.name.as_str(), claimant.role));
    let claimants = scored.chain(report.claims.iter().map(claimant_of));
    let rows = claimants
        .filter_map(|(name, role)| Some(Said { name, role, claims: dated.remove(&(name, role))? }));
    shared_out(rows.collect(), MOST_CLAIMANTS)
}

/// Returns rows of so many claimants at most, in their order: where there are more, one of each
/// role before a second of any, so that no side is left out.
pub(super) fn shared_out(rows: Vec<Said<'_>>, most: usize) -> Vec<Said<'_>> {
    let mut of_role: BTreeMap<Role, usize> = BTreeMap::new();
    let mut ranked: Vec<(usize, usize)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let before = of_role.entry(row.role).or_default();
        ranked.push((*before, number));
        *before += 1;
    }
    ranked.sort_unstable();
    ranked.truncate(most);
    let kept: BTreeSet<usize> = ranked.into_iter().map(|(_, number)| number).collect();
    let numbered = rows.into_iter().enumerate();
    numbered.filter(|(number, _)| kept.contains(number)).map(|(_, row)| row).collect()
}

/// Returns who makes a claim, in which role.
pub(super) fn claimant_of(claim: &Claim) -> (&str, Role) {
    (&claim.claimant, claim.role)
}
