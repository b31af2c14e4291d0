//! Marks of claims: each with the interval that a claim speaks of, or in which it was published.

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::layout::LegendEntry;
use super::palette;
use super::time_axis::TimeAxis;
use crate::clock::{Range, Span};
use crate::model::{Claim, ClaimKind, Quantifier, SiteReport};
use plotters::style::RGBColor;
use std::collections::BTreeSet;

/// Width of a mark, in pixels.
const MARK_WIDTH: i32 = 8;

/// Ends of an interval that are inside the window.
#[derive(Debug, Clone, Copy)]
struct ShownEnds {
    from_is_shown: bool,
    until_is_shown: bool,
}

/// Meaning of the mark of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ClaimMark {
    /// Down, or attacked.
    Down,
    /// Not down, nor attacked.
    NotDown,
    /// Listed as a target, or threatened: nobody says that it went down.
    Listed,
    /// Back.
    Back,
    /// Reachable.
    Reachable,
    /// Work under way.
    Work,
    /// Neither back, nor reachable, nor worked on.
    NoneIsSo,
    /// Words that no probe can check, such as a cause: only their publication has a place in time.
    Cause,
}

impl ClaimMark {
    /// Returns the mark of a claim.
    pub(super) fn of(claim: &Claim) -> ClaimMark {
        let is_denial = claim.quantifier == Quantifier::None;
        match claim.kind {
            ClaimKind::Cause | ClaimKind::Unstated => ClaimMark::Cause,
            ClaimKind::Attack | ClaimKind::Outage if is_denial => ClaimMark::NotDown,
            ClaimKind::Attack | ClaimKind::Outage if claim.intent => ClaimMark::Listed,
            ClaimKind::Attack | ClaimKind::Outage => ClaimMark::Down,
            _ if is_denial => ClaimMark::NoneIsSo,
            ClaimKind::Restored => ClaimMark::Back,
            ClaimKind::Reachable => ClaimMark::Reachable,
            ClaimKind::Maintenance => ClaimMark::Work,
        }
    }

    /// Returns the colour of the mark.
    fn colour(self) -> RGBColor {
        match self {
            ClaimMark::Down | ClaimMark::NotDown | ClaimMark::Listed => palette::BLACK,
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
            ClaimMark::Listed => {
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
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        range: Range,
        y: i32,
    ) -> DrawResult {
        let window = axis.window;
        let from = range.earliest.unwrap_or(window.from());
        let until = range.latest.unwrap_or(window.until());
        let inside = Span::seen(from, until).and_then(|span| span.intersection(window));
        if inside.is_none() {
            return Ok(());
        }
        let (left, right) = (axis.x(from), axis.x(until));
        let ends = ShownEnds {
            from_is_shown: range.earliest.is_some_and(|at| window.contains(at)),
            until_is_shown: range
                .latest
                .is_some_and(|at| at >= window.from() && at <= window.until()),
        };
        if ends.from_is_shown && ends.until_is_shown && right - left <= MARK_WIDTH {
            return self.draw(canvas, ((left + right) / 2, y));
        }
        self.draw_bar(canvas, [left, right.max(left + 1)], y, ends)
    }

    /// Draws a bar, filled or hollow, between two columns.
    fn draw_bar(
        self,
        canvas: &Canvas<'_>,
        [left, right]: [i32; 2],
        y: i32,
        ends: ShownEnds,
    ) -> DrawResult {
        let bar = PixelRect { left, top: y - 1, right, bottom: y + 2 };
        if self.is_denial() {
            canvas.dashed_line(&[(left, y), (right, y)], self.colour())?;
        } else if self.is_hollow() {
            canvas.line(&[(left, y - 2), (right, y - 2)], self.colour())?;
            canvas.line(&[(left, y + 2), (right, y + 2)], self.colour())?;
        } else {
            canvas.fill_rect(bar, self.colour())?;
        }
        if ends.from_is_shown {
            self.draw_end(canvas, (left, y))?;
        }
        if ends.until_is_shown {
            self.draw_end(canvas, (right, y))?;
        }
        Ok(())
    }

    /// Says whether the bar of an interval is two lines, so that shape and not colour alone tells
    /// it from others.
    fn is_hollow(self) -> bool {
        matches!(self, ClaimMark::Listed | ClaimMark::Reachable | ClaimMark::Cause)
    }

    /// Says whether the bar of an interval is a broken line, as the claim says that something was
    /// not so.
    fn is_denial(self) -> bool {
        matches!(self, ClaimMark::NotDown | ClaimMark::NoneIsSo)
    }

    /// Draws the bar across an end of an interval.
    fn draw_end(self, canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
        canvas.line(&[(x, y - 4), (x, y + 4)], self.colour())
    }

    /// Draws a sample for a legend: an interval, and a mark.
    fn draw_sample(self, canvas: &Canvas<'_>, sample: PixelRect) -> DrawResult {
        let (left, right, middle) = (sample.left, sample.right, sample.middle());
        let ends = ShownEnds { from_is_shown: true, until_is_shown: true };
        self.draw_bar(canvas, [left, right - 11], middle, ends)?;
        self.draw(canvas, (right - 4, middle))
    }

    /// Returns the entry of a legend.
    fn legend_entry(self, label: &'static str) -> LegendEntry {
        let draw: fn(&Canvas<'_>, PixelRect) -> DrawResult = match self {
            ClaimMark::Down => |canvas, sample| ClaimMark::Down.draw_sample(canvas, sample),
            ClaimMark::NotDown => |canvas, sample| ClaimMark::NotDown.draw_sample(canvas, sample),
            ClaimMark::Listed => |canvas, sample| ClaimMark::Listed.draw_sample(canvas, sample),
            ClaimMark::NoneIsSo => |canvas, sample| ClaimMark::NoneIsSo.draw_sample(canvas, sample),
            ClaimMark::Back => |canvas, sample| ClaimMark::Back.draw_sample(canvas, sample),
            ClaimMark::Reachable => {
                |canvas, sample| ClaimMark::Reachable.draw_sample(canvas, sample)
            }
            ClaimMark::Work => |canvas, sample| ClaimMark::Work.draw_sample(canvas, sample),
            ClaimMark::Cause => |canvas, sample| ClaimMark::Cause.draw_sample(canvas, sample),
        };
        LegendEntry { draw, label }
    }

    /// Returns the label of a mark that stands for the time that a claim speaks of.
    fn label(self) -> &'static str {
        match self {
            ClaimMark::Down => "said to be down in this time",
            ClaimMark::NotDown => "said not to be down in this time",
            ClaimMark::Listed => "listed as a target, published in this time",
            ClaimMark::Back => "said to be back up",
            ClaimMark::Reachable => "said to be reachable",
            ClaimMark::Work => "said to be worked on",
            ClaimMark::NoneIsSo => "said not to be back, reachable or worked on",
            ClaimMark::Cause => "no probe can check it",
        }
    }

    /// Returns the label of a mark that stands for the publication of a claim.
    fn published_label(self) -> &'static str {
        match self {
            ClaimMark::Down => "published in this time: down",
            ClaimMark::NotDown => "published: not down",
            ClaimMark::Listed => "published: a list of targets or a threat",
            ClaimMark::Back => "published: back up",
            ClaimMark::Reachable => "published: reachable",
            ClaimMark::Work => "published: work",
            ClaimMark::NoneIsSo => "published: not back, reachable or worked on",
            ClaimMark::Cause => "published: no probe can check it",
        }
    }
}

/// Draws the claims that name a site, in the lower part of its row: down above, all else below.
/// Claims that would be drawn alike are drawn once.
pub(super) fn draw_on_row(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    claims: &[Claim],
    site: &SiteReport,
    row: PixelRect,
) -> DrawResult {
    let mut drawn: BTreeSet<(ClaimMark, Option<i64>, Option<i64>)> = BTreeSet::new();
    for claim in claims {
        let names_site = claim.targets.iter().any(|target| target.names(&site.site));
        let mark = ClaimMark::of(claim);
        if !names_site || mark == ClaimMark::Cause {
            continue;
        }
        let Some(range) = time_of(claim) else { continue };
        let ends = (range.earliest.map(|at| at.0), range.latest.map(|at| at.0));
        if drawn.insert((mark, ends.0, ends.1)) {
            let y = if mark == ClaimMark::Down { row.top + 19 } else { row.top + 24 };
            mark.draw_interval(canvas, axis, range, y)?;
        }
    }
    Ok(())
}

/// Returns the time that a claim speaks of, or else that of its publication; of a list of targets
/// that of its publication, as it says of no time that a site was down.
fn time_of(claim: &Claim) -> Option<Range> {
    match ClaimMark::of(claim) {
        ClaimMark::Listed => claim.published,
        _ => claim.asserted.or(claim.published),
    }
}

/// Returns the legend of the marks on rows of sites.
pub(super) fn legend(claims: &[Claim]) -> Vec<LegendEntry> {
    let timed = claims.iter().filter(|claim| time_of(claim).is_some());
    let mut used: BTreeSet<ClaimMark> = timed.map(ClaimMark::of).collect();
    used.remove(&ClaimMark::Cause);
    used.into_iter().map(|mark| mark.legend_entry(mark.label())).collect()
}

/// Returns the legend of the marks on rows of claims.
pub(super) fn published_legend(claims: &[Claim]) -> Vec<LegendEntry> {
    let published = claims.iter().filter(|claim| claim.published.is_some());
    let used: BTreeSet<ClaimMark> = published.map(ClaimMark::of).collect();
    used.into_iter().map(|mark| mark.legend_entry(mark.published_label())).collect()
}
