//! Time that a run is about, and the rows that it takes.

use crate::clock::Span;
use crate::model::WindowEnds;

/// Times that a run is about.
pub(super) struct Scope {
    /// Window of the incident; `None` where its logs and claims say what it is.
    pub(super) window: Option<Span>,
    /// End of the window that is asked for where the other is left to the logs.
    pub(super) ends: WindowEnds,
    /// Only rows of this time are taken; all where there is none.
    pub(super) rows: Option<Span>,
}
