//! Sites and announced work on them.

use crate::clock::Span;
use std::sync::Arc;

/// A site that was probed or spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Id, as in the probe logs.
    pub id: String,
    /// Name for readers; the id where none is given.
    pub name: String,
    /// Address, where known.
    pub url: Option<String>,
    /// Group of sites that it belongs to; a state, for example.
    pub group: Option<String>,
    /// Operator, where known.
    pub operator: Option<String>,
    /// Cells of the other columns of `sites.csv` that are not empty, each with the name of its
    /// column, in the order of the columns; may be empty.
    pub further: Vec<(Arc<str>, String)>,
}

/// Bytes of a site's names that are usual: the estimate of memory has room for them.
const USUAL_BYTES: usize = 200;

impl Site {
    /// Counts the bytes of its names and other cells beyond what is usual.
    pub(crate) fn long_bytes(&self) -> usize {
        let kept = [&self.url, &self.group, &self.operator].into_iter().flatten();
        let cells = kept.chain(self.further.iter().map(|(_, cell)| cell)).map(String::len);
        let all = self.id.len() + self.name.len() + cells.sum::<usize>();
        all.saturating_sub(USUAL_BYTES)
    }

    /// Gives the cell of one of the other columns of `sites.csv`; `None` where it is empty.
    pub(crate) fn further(&self, column: &str) -> Option<&str> {
        let cell = self.further.iter().find(|(name, _)| &**name == column);
        cell.map(|(_, cell)| cell.as_str())
    }
}

/// A time at which work on sites was announced (M16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maintenance {
    /// The sites' ids.
    pub sites: Vec<String>,
    /// Time of the work.
    pub span: Span,
    /// Whether the incident says that nobody announced it: it was made up to go with simulated
    /// probes.
    pub simulated: bool,
    /// Note on the work; may be empty.
    pub note: String,
}
