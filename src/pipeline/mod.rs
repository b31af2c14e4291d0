//! The corridor: it calls the rooms, one line for each stage.

mod convert;
mod error;
mod examine;
mod fold;
mod init;
mod progress;
mod run;
mod timings;
mod write;

pub use error::Error;
pub use examine::{Step, examine, report_of};
pub use progress::Bar;
pub use run::{Outcome, run};
