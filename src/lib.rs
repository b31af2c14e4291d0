//! `corroborate` holds claims of an outage against archived probe logs.
//!
//! The rooms, and what each may call on, are in `docs/architecture.md`; what the numbers mean is in
//! `docs/method.md`.

pub mod analysis;
mod claims;
pub mod cli;
pub mod clock;
pub mod files;
pub mod fold;
pub mod incident;
pub mod init;
mod layouts;
pub mod logs;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod report;
mod runs;
pub mod simulate;
