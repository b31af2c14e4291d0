//! Sites and announced work on them.

use crate::clock::Span;
use std::collections::BTreeMap;

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
    /// Cells of the other columns of `sites.csv` that are not empty, by column; may be empty.
    pub further: BTreeMap<String, String>,
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
