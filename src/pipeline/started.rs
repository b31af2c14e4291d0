//! The first steps of each command that reads an incident: its request is completed, and opened.

use super::Error;
use super::progress::Stages;
use super::proposed_request::{ProposedRequest, propose};
use crate::cli::RunOptions;
use crate::incident::{self, OpenIncident};
use crate::model::Request;

/// Run whose incident is open, and nothing of its probe logs read.
pub(super) struct Started {
    /// Stages of the run; the first, which opens files, is not ended yet.
    pub(super) stages: Stages,
    /// Request that was opened, and what was assumed for it.
    pub(super) proposed: ProposedRequest,
    pub(super) opened: OpenIncident,
}

/// Begins a run: proposes how files are read that were named one by one, and opens the incident.
///
/// # Errors
/// [`Error`] where the input cannot be read, leaves a question, or does not fit into the memory.
pub(super) fn start(request: &Request, options: RunOptions) -> Result<Started, Error> {
    let stages = Stages::begin(options);
    let mut proposed = propose(request)?;
    let opened = incident::open(&proposed.request, options.memory)?;
    proposed.zone_note = opened.incident.zone.sign_note();
    opened.held()?.check(options.memory)?;
    Ok(Started { stages, proposed, opened })
}
