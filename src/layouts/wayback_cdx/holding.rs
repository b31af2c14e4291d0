//! Captures of a page that may show a holding page: another page, seen for a short time only,
//! between captures of a page that lasted.

use crate::clock::{DAY, Instant};
use std::collections::HashMap;

/// Time in microseconds for which a holding page is seen at most: it stands for hours or a few
/// days. What is seen for longer is a new page.
const SHORT_US: i64 = 3 * DAY;
/// Captures in a row that make a page one that lasts: of a page that is another one each time
/// nothing can be said.
const IN_A_ROW: usize = 2;
/// Factor by which the pages around it are seen more often than a holding page, at least: two pages
/// that take turns differ from it by that.
const AS_OFTEN: usize = 2;

/// A capture that came with the page, or with another one in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeenCapture {
    /// Time of the capture, to the second.
    pub(super) at: Instant,
    /// The number of its digest: what is the same page has the same.
    pub(super) page: u32,
    /// Index of the capture.
    pub(super) capture: usize,
}

/// Captures in a row of one page.
#[derive(Debug, Clone, Copy)]
struct CaptureRun {
    /// Number of the page's digest.
    page: u32,
    /// Time of its first capture.
    from: Instant,
    /// Time of its last capture.
    until: Instant,
    /// Number of captures; at least 1.
    captures: usize,
}

/// All captures of one page.
#[derive(Debug, Clone, Copy)]
struct AllCaptures {
    /// Time of the first.
    from: Instant,
    /// Time of the last.
    until: Instant,
    /// Number of captures; at least 1.
    captures: usize,
    /// The longest run of it.
    longest_us: i64,
}

/// Capture that may show a holding page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PossibleHolding {
    /// Number of the capture.
    pub(super) capture: usize,
    /// First moment of its run.
    pub(super) from: Instant,
    /// Last moment of its run.
    pub(super) until: Instant,
}

/// Returns the captures of one address that may show a holding page. The captures given may come in
/// any order.
pub(super) fn possible(mut seen: Vec<SeenCapture>) -> Vec<PossibleHolding> {
    seen.sort();
    let runs = runs(&seen);
    let pages = sums_by_page(&runs);
    let mut possible = Vec::new();
    let mut first = 0;
    for (at, run) in runs.iter().enumerate() {
        let captures = &seen[first..first + run.captures];
        first += run.captures;
        let before = at.checked_sub(1).map(|before| runs[before]);
        if let (Some(before), Some(after)) = (before, runs.get(at + 1))
            && is_possible(run, &before, after, &pages)
        {
            possible.extend(captures.iter().map(|seen| PossibleHolding {
                capture: seen.capture,
                from: run.from,
                until: run.until,
            }));
        }
    }
    possible
}

/// Joins captures of one page that follow each other in `seen`.
fn runs(seen: &[SeenCapture]) -> Vec<CaptureRun> {
    let mut runs: Vec<CaptureRun> = Vec::new();
    for one in seen {
        match runs.last_mut().filter(|run| run.page == one.page) {
            Some(run) => (run.until, run.captures) = (one.at, run.captures + 1),
            None => {
                runs.push(CaptureRun { page: one.page, from: one.at, until: one.at, captures: 1 })
            }
        }
    }
    runs
}

/// Sums up the captures of each page.
fn sums_by_page(runs: &[CaptureRun]) -> HashMap<u32, AllCaptures> {
    let mut pages: HashMap<u32, AllCaptures> = HashMap::new();
    for run in runs {
        let page = pages.entry(run.page).or_insert(AllCaptures {
            from: run.from,
            until: run.until,
            captures: 0,
            longest_us: 0,
        });
        page.until = run.until;
        page.captures += run.captures;
        page.longest_us = page.longest_us.max(run.until.since(run.from));
    }
    pages
}

/// Says whether a run may be of a holding page, by the runs on both sides of it.
fn is_possible(
    run: &CaptureRun,
    before: &CaptureRun,
    after: &CaptureRun,
    pages: &HashMap<u32, AllCaptures>,
) -> bool {
    let (Some(page), Some(one), Some(other)) =
        (pages.get(&run.page), pages.get(&before.page), pages.get(&after.page))
    else {
        return false;
    };
    let returns = before.page == after.page;
    let lasts = before.captures >= IN_A_ROW && (returns || after.captures >= IN_A_ROW);
    let longer = |around: &AllCaptures| around.until.since(around.from) > run.until.since(run.from);
    let often = |around: &AllCaptures| around.captures >= AS_OFTEN * page.captures;
    lasts
        && page.longest_us <= SHORT_US
        && [one, other].into_iter().all(|around| longer(around) && often(around))
}
