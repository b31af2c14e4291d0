//! `corroborate` holds claims of an outage against archived probe logs.
//!
//! The rooms, and what each may call on, are in `docs/design.md`; what the numbers mean is in
//! `docs/method.md`.

pub mod analysis;
pub mod cli;
pub mod clock;
pub mod fold;
pub mod model;
pub mod pipeline;
pub mod report;
pub mod simulate;
pub mod source;
