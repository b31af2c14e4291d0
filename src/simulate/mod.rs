//! What would probes have seen, had this been the truth? From a scenario to probe logs, and the
//! truth beside them.
//!
//! The room makes inputs for the others and reads none of theirs. `docs/data.md` explains the
//! scenario file.

mod draw;
mod error;
mod file;
mod generate;
mod output;
mod probes;
mod run;
mod scenario;
mod series;
mod settings;
mod sites;
mod troubles;
mod truth;

pub use error::{Problem, ScenarioError, SimulateError};
pub use run::{Summary, Written, run};
pub use scenario::{Scenario, scenario};
