//! The corridor: it calls the rooms, one line for each stage.

mod examine;

pub use examine::{Step, examine, report_of};
