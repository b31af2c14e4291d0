//! Marks of claims: each with the interval that a claim speaks of, or in which it was published.

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::claim_mark::{ClaimMark, GivenTime};
use super::language::Label;
use super::layout::LegendEntry;
use super::palette;
use super::time_axis::TimeAxis;
use crate::clock::{Range, Span};
use crate::model::charts::ColourRole;
use crate::model::{Claim, SiteReport};
use std::collections::BTreeSet;

/// Width of a mark, in pixels.
pub(super) const MARK_WIDTH: i32 = 8;
/// Height of the row of a site with its lanes of claims, and of a lane more for denials.
const ROW_HEIGHT: i32 = 28;
const LANE_HEIGHT: i32 = 5;

/// Columns of pixels of an interval, and which of its ends are inside the window.
#[derive(Debug, Clone, Copy)]
struct BarColumns {
    /// First column of pixels, inside.
    left: i32,
    /// First column behind it, outside.
    right: i32,
    from_is_shown: bool,
    until_is_shown: bool,
}

/// Draws a sample of a mark, as a function of a canvas and a place.
macro_rules! sample_of {
    ($mark:ident, $given:ident) => {
        |canvas, sample| ClaimMark::$mark.draw_sample(GivenTime::$given, canvas, sample)
    };
}

impl ClaimMark {
    /// Returns the colour of the mark.
    fn colour(self) -> ColourRole {
        match self {
            ClaimMark::Down | ClaimMark::NotDown | ClaimMark::Listed | ClaimMark::Announced => {
                palette::BLACK
            }
            ClaimMark::Back | ClaimMark::Reachable => palette::BACK,
            ClaimMark::Work => palette::WORK,
            ClaimMark::NoneIsSo | ClaimMark::Cause => palette::GREY,
        }
    }

    /// Draws the mark alone, about 7 pixels wide.
    fn draw(self, canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
        let (left, top, right, bottom) = (x - 4, y - 4, x + 4, y + 4);
        match self {
            ClaimMark::Down => {
                let corners = [(left, y - 3), (right, y - 3), (x, bottom)];
                canvas.fill_polygon(&corners, self.colour())
            }
            ClaimMark::NotDown | ClaimMark::NoneIsSo => {
                canvas.line(&[(x - 3, y - 3), (x + 3, y + 3)], self.colour())?;
                canvas.line(&[(x - 3, y + 3), (x + 3, y - 3)], self.colour())
            }
            ClaimMark::Listed | ClaimMark::Announced => {
                let around = [(left, y - 3), (right, y - 3), (x, bottom), (left, y - 3)];
                canvas.line(&around, self.colour())
            }
            ClaimMark::Back => {
                let corners = [(left, y + 3), (right, y + 3), (x, top)];
                canvas.fill_polygon(&corners, self.colour())
            }
            ClaimMark::Reachable => canvas.ring((x, y), 3, self.colour()),
            ClaimMark::Work => {
                let square = PixelRect { left: x - 3, top: y - 3, right: x + 3, bottom: y + 3 };
                canvas.fill_rect(square, self.colour())
            }
            ClaimMark::Cause => {
                let corners = [(left, y), (x, top), (right, y), (x, bottom)];
                canvas.fill_polygon(&corners, self.colour())
            }
        }
    }

    /// Draws an interval at row of pixels `y`: as a bar, which has a bar across each end; an end
    /// that is open, or outside the window, is cut open and has none. An interval no wider than a
    /// mark is the mark alone. Nothing is drawn of an interval outside the window.
    pub(super) fn draw_interval(
        self,
        time: ClaimedTime,
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        y: i32,
    ) -> DrawResult {
        let (ClaimedTime { given, range }, window) = (time, axis.window);
        let [from, until] = range.ends_in(window);
        let inside = Span::seen(from, until).and_then(|span| span.intersection(window));
        if inside.is_none() {
            return Ok(());
        }
        let (left, right) = (axis.x(from), axis.x(until));
        let bar = BarColumns {
            left,
            right: right.max(left + 1),
            from_is_shown: range.earliest.is_some_and(|at| window.contains(at)),
            until_is_shown: range
                .latest
                .is_some_and(|at| at >= window.from() && at <= window.until()),
        };
        if bar.from_is_shown && bar.until_is_shown && right - left <= MARK_WIDTH {
            return self.draw(canvas, ((left + right) / 2, y));
        }
        self.draw_bar(given, canvas, bar, y)
    }

    /// Draws a bar between two columns: filled or hollow, and thin where it stands for a
    /// publication.
    fn draw_bar(
        self,
        given: GivenTime,
        canvas: &Canvas<'_>,
        columns: BarColumns,
        y: i32,
    ) -> DrawResult {
        let BarColumns { left, right, .. } = columns;
        let bar = PixelRect { left, top: y - 1, right, bottom: y + 2 };
        let half = if given == GivenTime::Asserted { 2 } else { 1 };
        if self.is_denial() {
            canvas.dashed_line(&[(left, y), (right, y)], self.colour())?;
        } else if self.is_hollow() {
            canvas.line(&[(left, y - half), (right, y - half)], self.colour())?;
            canvas.line(&[(left, y + half), (right, y + half)], self.colour())?;
        } else if given == GivenTime::Asserted {
            canvas.fill_rect(bar, self.colour())?;
        } else {
            canvas.line(&[(left, y), (right, y)], self.colour())?;
        }
        if columns.from_is_shown {
            self.draw_end(given, canvas, (left, y))?;
        }
        if columns.until_is_shown {
            self.draw_end(given, canvas, (right, y))?;
        }
        Ok(())
    }

    /// Draws the bar across an end of an interval; of a publication its lower half alone.
    fn draw_end(self, given: GivenTime, canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
        let top = if given == GivenTime::Asserted { y - 4 } else { y };
        canvas.line(&[(x, top), (x, y + 4)], self.colour())
    }

    /// Draws a sample for a legend: an interval, and a mark.
    fn draw_sample(self, given: GivenTime, canvas: &Canvas<'_>, sample: PixelRect) -> DrawResult {
        let (left, right, middle) = (sample.left, sample.right, sample.middle());
        let bar = BarColumns { left, right: right - 11, from_is_shown: true, until_is_shown: true };
        self.draw_bar(given, canvas, bar, middle)?;
        self.draw(canvas, (right - 4, middle))
    }

    /// Returns the entry of a legend.
    fn legend_entry(self, given: GivenTime, label: Label) -> LegendEntry {
        let draw: fn(&Canvas<'_>, PixelRect) -> DrawResult = match given {
            GivenTime::Asserted => match self {
                ClaimMark::Down => sample_of!(Down, Asserted),
                ClaimMark::NotDown => sample_of!(NotDown, Asserted),
                ClaimMark::Listed => sample_of!(Listed, Asserted),
                ClaimMark::Announced => sample_of!(Announced, Asserted),
                ClaimMark::Back => sample_of!(Back, Asserted),
                ClaimMark::Reachable => sample_of!(Reachable, Asserted),
                ClaimMark::Work => sample_of!(Work, Asserted),
                ClaimMark::NoneIsSo => sample_of!(NoneIsSo, Asserted),
                ClaimMark::Cause => sample_of!(Cause, Asserted),
            },
            GivenTime::Published => match self {
                ClaimMark::Down => sample_of!(Down, Published),
                ClaimMark::NotDown => sample_of!(NotDown, Published),
                ClaimMark::Listed => sample_of!(Listed, Published),
                ClaimMark::Announced => sample_of!(Announced, Published),
                ClaimMark::Back => sample_of!(Back, Published),
                ClaimMark::Reachable => sample_of!(Reachable, Published),
                ClaimMark::Work => sample_of!(Work, Published),
                ClaimMark::NoneIsSo => sample_of!(NoneIsSo, Published),
                ClaimMark::Cause => sample_of!(Cause, Published),
            },
        };
        LegendEntry { draw, label }
    }
}

/// Returns the height of the row of a site in pixels: with a lane for denials, where any claim is
/// one.
pub(super) fn row_height(claims: &[Claim]) -> i32 {
    match has_denials(claims) {
        true => ROW_HEIGHT + LANE_HEIGHT,
        false => ROW_HEIGHT,
    }
}

/// Says whether any claim with a time denies something.
fn has_denials(claims: &[Claim]) -> bool {
    claims.iter().any(|claim| ClaimMark::of(claim).is_denial() && time_of(claim).is_some())
}

/// Draws the claims that name a site, in the lower part of its row: down above, all else below it,
/// and what is denied in a lane of its own at the bottom. Claims that would be drawn alike are
/// drawn once.
pub(super) fn draw_on_row(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    claims: &[Claim],
    site: &SiteReport,
    row: PixelRect,
) -> DrawResult {
    let mut drawn: BTreeSet<(ClaimMark, GivenTime, Option<i64>, Option<i64>)> = BTreeSet::new();
    for claim in claims {
        let names_site = claim.targets.iter().any(|target| target.names(&site.site));
        let mark = ClaimMark::of(claim);
        if !names_site || mark == ClaimMark::Cause {
            continue;
        }
        let Some(time) = time_of(claim) else { continue };
        let ClaimedTime { given, range } = time;
        let ends = (range.earliest.map(|at| at.0), range.latest.map(|at| at.0));
        if drawn.insert((mark, given, ends.0, ends.1)) {
            let lane = match mark {
                ClaimMark::Down => 0,
                _ if mark.is_denial() => 2,
                _ => 1,
            };
            mark.draw_interval(time, canvas, axis, row.top + 19 + lane * LANE_HEIGHT)?;
        }
    }
    Ok(())
}

/// Time of a claim, as a row shows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimedTime {
    pub(super) given: GivenTime,
    pub(super) range: Range,
}

/// Returns the time that a claim speaks of, or else that of its publication; of a list of targets
/// that of its publication, as it says of no time that a site was down.
pub(super) fn time_of(claim: &Claim) -> Option<ClaimedTime> {
    let asserted = claim
        .asserted
        .filter(|_| !matches!(ClaimMark::of(claim), ClaimMark::Listed | ClaimMark::Announced));
    let asserted = asserted.map(|range| ClaimedTime { given: GivenTime::Asserted, range });
    let published =
        || claim.published.map(|range| ClaimedTime { given: GivenTime::Published, range });
    asserted.or_else(published)
}

/// Returns the legend of the marks on rows of sites.
pub(super) fn legend(claims: &[Claim]) -> Vec<LegendEntry> {
    let timed =
        claims.iter().filter_map(|claim| Some((ClaimMark::of(claim), time_of(claim)?.given)));
    let used: BTreeSet<(ClaimMark, GivenTime)> = timed.collect();
    let shown = used.into_iter().filter(|(mark, _)| *mark != ClaimMark::Cause);
    shown.map(|(mark, given)| mark.legend_entry(given, Label::OnSite(mark, given))).collect()
}

/// Returns the legend of the marks of claims in a few words, whether they stand for the time spoken
/// of or for that of the publication.
pub(super) fn short_legend<'c>(claims: impl Iterator<Item = &'c Claim>) -> Vec<LegendEntry> {
    let timed = claims.filter_map(|claim| Some((ClaimMark::of(claim), time_of(claim)?.given)));
    let used: BTreeSet<(ClaimMark, GivenTime)> = timed.collect();
    used.into_iter()
        .map(|(mark, given)| mark.legend_entry(given, Label::OfClaimant(mark, given)))
        .collect()
}

/// Returns the legend of the marks on rows of claims.
pub(super) fn published_legend(claims: &[Claim]) -> Vec<LegendEntry> {
    let published = claims.iter().filter(|claim| claim.published.is_some());
    let used: BTreeSet<ClaimMark> = published.map(ClaimMark::of).collect();
    let published = GivenTime::Published;
    used.into_iter().map(|mark| mark.legend_entry(published, Label::Published(mark))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;
    use crate::model::Quantifier;
    use crate::report::charts::language::{ChartWords, English};

    fn labels(claims: &[Claim]) -> Vec<&'static str> {
        legend(claims).iter().map(|entry| English.label(entry.label)).collect()
    }

    /// A post of the morning says nothing of a time at which a site was down.
    #[test]
    fn a_publication_is_not_the_time_at_which_a_site_was_said_to_be_down() {
        let range = Some(Range { earliest: Some(Instant(0)), latest: Some(Instant(1)) });
        let published = Claim { published: range, ..Claim::example() };
        let asserted = Claim { asserted: range, ..published.clone() };
        assert_eq!(
            labels(&[published.clone(), asserted.clone()]),
            ["said to be down in this time", "said to be down, published in this time"]
        );
        let listed = Claim { intent: true, ..asserted };
        assert_eq!(labels(&[listed]), ["listed as a target, published in this time"]);
        let denied = Claim { quantifier: Quantifier::None, ..published.clone() };
        assert_eq!(row_height(&[published]), ROW_HEIGHT);
        assert_eq!(row_height(&[denied]), ROW_HEIGHT + LANE_HEIGHT);
    }
}
