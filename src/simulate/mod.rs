//! What would probes of a known truth have written? From a scenario to probe logs, with the truth
//! beside them.
//!
//! The room makes inputs for the others and reads none of theirs. `docs/data.md` explains the
//! scenario file.

mod error;
mod expand;
mod faults;
mod output;
mod read_scenario;
mod reader;
mod rng;
mod run;
mod scenario;
mod scenario_toml;
mod series;
mod sites;
mod truth;
mod vantages;
mod written;

pub use error::{Problem, ScenarioError, SimulateError, WriteFault};
pub use read_scenario::scenario;
pub use run::run;
pub use scenario::Scenario;
pub use written::{Summary, WrittenFile};
