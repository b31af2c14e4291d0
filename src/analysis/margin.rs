//! Margins by which the moment of a probe can lie from its stamp (M2, M4).

use super::series::SeriesView;

/// Lengths by which the moment of a probe can differ from its stamp, in microseconds. Every edge of
/// a bracket is moved outward by one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Margin {
    /// Longest time by which a probe can have been before its stamp: the clock error.
    pub(super) earlier_us: i64,
    /// Longest time by which a probe can have been after its stamp: the clock error, and what the
    /// stamp leaves open.
    pub(super) later_us: i64,
}

impl Margin {
    /// Finds the margin of a site: the largest clock error and the coarsest stamps of its series.
    pub(super) fn of(series: &[SeriesView<'_>]) -> Margin {
        let error_us = series.iter().map(|one| one.clock_error_us).max().unwrap_or_default();
        let resolution_us = series.iter().map(|one| one.resolution_us).max().unwrap_or_default();
        // The moment at which the next stamp begins is no longer meant.
        let open_us = (resolution_us - 1).max(0);
        Margin { earlier_us: error_us, later_us: error_us.saturating_add(open_us) }
    }

    /// Returns the time by which a stretch between two stamps can be shorter than it looks.
    pub(super) fn lost_us(self) -> i64 {
        self.earlier_us.saturating_add(self.later_us)
    }
}
