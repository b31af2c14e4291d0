//! The corridor: one file for each command, one line for each stage.

mod changed_findings;
mod check;
mod convert;
mod copied_inputs;
mod error;
mod examine;
mod explain;
mod fold;
mod init;
mod outcome;
mod output_target;
mod progress;
mod proposed_request;
mod report;
mod report_folder;
mod run;
mod simulate;
mod started;
mod timings;
mod verify;

pub use error::Error;
pub use examine::{ExamineStep, ReadingPass, examine, report_of, report_with_variations_of};
pub use explain::explanations_of;
pub use outcome::Printout;
use output_target::OutputTarget;
pub use run::run;
