//! Rows of one site that are probes of several of its parts, such as its pages, or of several ways
//! to it: an outage of one of them would be lost among the answers of the others.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::init::series::Together;
use crate::model::suggest::listed;
use std::collections::BTreeSet;

/// Values of a column that tells parts of a site apart, at most.
const MOST_PARTS: usize = 40;
/// Names of parts that are shown.
const SHOWN: usize = 6;

/// Rows that stand beside others of their site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    /// Number of rows at the moment of another.
    AtOneMoment(usize),
    /// Rows between others.
    Between(Together),
}

/// Column that tells parts of a site apart.
pub(super) struct PartColumn {
    /// Index of the column.
    pub(super) column: usize,
    beside: Beside,
}

impl PartColumn {
    /// Finds the `unused` column by which rows of a site differ that stand together.
    pub(super) fn find(
        sampled: &Sampled,
        found: &FoundColumns,
        unused: &[usize],
    ) -> Option<PartColumn> {
        let series = found.rows(sampled)?;
        let site = (!found.site.is_empty()).then_some(&found.site)?;
        let is_of_parts = |at: &usize| {
            let values: BTreeSet<&str> = sampled.column(*at).collect();
            (2..=MOST_PARTS).contains(&values.len())
        };
        let mut parts = unused.iter().copied().filter(is_of_parts);
        if let Some(twice) = series.often_twice(site) {
            let column = parts.find(|at| series.tells_apart(site, *at))?;
            return Some(PartColumn { column, beside: Beside::AtOneMoment(twice) });
        }
        parts.find_map(|column| {
            let beside = Beside::Between(series.together(site, column)?);
            Some(PartColumn { column, beside })
        })
    }

    /// Says what stands together, and what is lost by it; `name` is that of the column.
    pub(super) fn sentence(&self, sampled: &Sampled, name: &str) -> String {
        let values = sampled.column(self.column).filter(|value| !value.is_empty());
        let values: BTreeSet<&str> = values.collect();
        let by = format!("`{name}` ({})", listed(values.into_iter().take(SHOWN)));
        let all = sampled.rows.len();
        let lost = "an outage of one of them comes apart, as the others answer in between";
        match self.beside {
            Beside::AtOneMoment(count) => format!(
                "{count} of {all} rows stand at the moment of another row of the same site, and \
                 differ by {by}: of such rows the best counts, and an outage of one of them is lost"
            ),
            Beside::Between(Together::InOneRun(count)) => format!(
                "{count} of {all} rows follow another row of the same site at once, and differ by \
                 {by}: {lost}"
            ),
            Beside::Between(Together::Spread(count)) => format!(
                "{count} of {all} rows follow another row of the same site from which they differ \
                 by {by}, each of which has a pace of its own: {lost}"
            ),
        }
    }
}
