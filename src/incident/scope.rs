//! Time that a run is about, and the rows that it takes.

use crate::clock::Span;

/// Times that a run is about.
pub(super) struct Scope {
    /// Window of the incident; `None` where its logs and claims say what it is.
    pub(super) window: Option<Span>,
    /// Only rows of this time are taken; all where there is none.
    pub(super) rows: Option<Span>,
}
