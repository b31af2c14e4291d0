//! Claims on the timeline: each with the interval that it speaks of, or in which it was published.

use super::axis::TimeAxis;
use super::canvas::{Canvas, Drawn, Frame, Ink};
use super::frame::Key;
use super::palette;
use crate::clock::{Range, Span};
use crate::model::{Claim, ClaimKind, Report, SiteReport};
use std::collections::BTreeSet;

/// What a claim says of the site, as far as a mark tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    /// Down, or attacked.
    Down,
    /// Back.
    Back,
    /// Reachable.
    Reachable,
    /// Work under way.
    Work,
    /// Why: only when it was published has a place in time.
    Cause,
}

impl Said {
    /// The mark of a kind of claim.
    pub(super) fn by(kind: ClaimKind) -> Said {
        match kind {
            ClaimKind::Attack | ClaimKind::Outage => Said::Down,
            ClaimKind::Restored => Said::Back,
            ClaimKind::Reachable => Said::Reachable,
            ClaimKind::Maintenance => Said::Work,
            ClaimKind::Cause => Said::Cause,
        }
    }

    fn colour(self) -> Ink {
        match self {
            Said::Down => palette::BLACK,
            Said::Back | Said::Reachable => palette::BACK,
            Said::Work => palette::WORK,
            Said::Cause => palette::GREY,
        }
    }

    /// The mark alone, about 7 pixels wide.
    pub(super) fn mark(self, canvas: &Canvas<'_>, (x, y): (i32, i32)) -> Drawn {
        match self {
            Said::Down => {
                canvas.polygon(&[(x - 4, y - 3), (x + 4, y - 3), (x, y + 4)], self.colour())
            }
            Said::Back => {
                canvas.polygon(&[(x - 4, y + 3), (x + 4, y + 3), (x, y - 4)], self.colour())
            }
            Said::Reachable => canvas.ring((x, y), 3, self.colour()),
            Said::Work => canvas.filled(
                Frame { left: x - 3, top: y - 3, right: x + 3, bottom: y + 3 },
                self.colour(),
            ),
            Said::Cause => {
                canvas.polygon(&[(x - 4, y), (x, y - 4), (x + 4, y), (x, y + 4)], self.colour())
            }
        }
    }

    /// The interval with the mark in its middle; an end that is open, or outside the window, has no
    /// bar across.
    pub(super) fn interval(
        self,
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        (range, y): (Range, i32),
    ) -> Drawn {
        let early = range.earliest.filter(|at| axis.window.contains(*at));
        let late =
            range.latest.filter(|at| *at >= axis.window.from() && *at <= axis.window.until());
        let (from, until) = (
            range.earliest.unwrap_or(axis.window.from()),
            range.latest.unwrap_or(axis.window.until()),
        );
        if Span::seen(from, until).is_none_or(|span| span.intersection(axis.window).is_none()) {
            return Ok(());
        }
        let (left, right) = (axis.x(from), axis.x(until));
        canvas.line(&[(left, y), (right, y)], self.colour())?;
        for end in [early.map(|_| left), late.map(|_| right)].into_iter().flatten() {
            canvas.line(&[(end, y - 3), (end, y + 3)], self.colour())?;
        }
        self.mark(canvas, ((left + right) / 2, y))
    }
}

/// The claims that name a site, in the lower part of its row: down above, back below.
pub(super) fn on_row(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    (report, site): (&Report, &SiteReport),
    row: Frame,
) -> Drawn {
    let mut done: BTreeSet<(Said, Option<i64>, Option<i64>)> = BTreeSet::new();
    for claim in report
        .claims
        .iter()
        .filter(|claim| claim.targets.iter().any(|target| target.names(&site.site)))
    {
        let (said, Some(range)) = (Said::by(claim.kind), spoken_of(claim)) else { continue };
        if said == Said::Cause {
            continue;
        }
        if done.insert((said, range.earliest.map(|at| at.0), range.latest.map(|at| at.0))) {
            let y = row.top + if said == Said::Down { 19 } else { 24 };
            said.interval(canvas, axis, (range, y))?;
        }
    }
    Ok(())
}

/// The time that a claim speaks of, or else that of its publication.
fn spoken_of(claim: &Claim) -> Option<Range> {
    claim.asserted.or(claim.published)
}

/// The marks on rows of sites, for the legend.
pub(super) fn keys(report: &Report) -> Vec<Key> {
    let timed = report.claims.iter().filter(|claim| spoken_of(claim).is_some());
    let used: BTreeSet<Said> =
        timed.map(|claim| Said::by(claim.kind)).filter(|said| *said != Said::Cause).collect();
    used.into_iter().map(|said| Key { sign: sign(said), meaning: meaning(said) }).collect()
}

/// The marks on rows of claims.
pub(super) fn published_keys(claims: &[Claim]) -> Vec<Key> {
    let used: BTreeSet<Said> = claims
        .iter()
        .filter(|claim| claim.published.is_some())
        .map(|claim| Said::by(claim.kind))
        .collect();
    used.into_iter()
        .map(|said| Key { sign: sign(said), meaning: published_meaning(said) })
        .collect()
}

fn sign(said: Said) -> fn(&Canvas<'_>, Frame) -> Drawn {
    match said {
        Said::Down => |c, f| sample(c, f, Said::Down),
        Said::Back => |c, f| sample(c, f, Said::Back),
        Said::Reachable => |c, f| sample(c, f, Said::Reachable),
        Said::Work => |c, f| sample(c, f, Said::Work),
        Said::Cause => |c, f| sample(c, f, Said::Cause),
    }
}

fn meaning(said: Said) -> &'static str {
    match said {
        Said::Down => "said to be down, in this time",
        Said::Back => "said to be back",
        Said::Reachable => "said to be reachable",
        Said::Work => "said to be worked on",
        Said::Cause => "said why",
    }
}

fn published_meaning(said: Said) -> &'static str {
    match said {
        Said::Down => "published, in this time: down",
        Said::Back => "published: back",
        Said::Reachable => "published: reachable",
        Said::Work => "published: work",
        Said::Cause => "published: why",
    }
}

fn sample(canvas: &Canvas<'_>, frame: Frame, said: Said) -> Drawn {
    let y = (frame.top + frame.bottom) / 2;
    canvas.line(&[(frame.left, y), (frame.right, y)], said.colour())?;
    for end in [frame.left, frame.right] {
        canvas.line(&[(end, y - 3), (end, y + 3)], said.colour())?;
    }
    said.mark(canvas, ((frame.left + frame.right) / 2, y))
}
