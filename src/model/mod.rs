//! Things: data, their words, and what several rooms must read alike: the length of a silence, the
//! spelling of names, SHA-256. What follows from the data is worked out in `analysis`.
//!
//! Each group of types is a folder, whose `mod.rs` lists them. All are named from here, as in
//! `model::Claim`.
//!
//! | Group | Its question |
//! |---|---|
//! | `requests` | What is asked? |
//! | `incidents` | What is examined, and by which rules? |
//! | `probes` | What was probed? |
//! | `refusals` | What could not be used? |
//! | `outages` | What does the record show of sites? |
//! | `verdicts` | What does it say of claims? |
//! | `reports` | What is shown? |

pub(crate) mod address;
pub(crate) mod name_spelling;
pub(crate) mod pace_figure;
pub(crate) mod safe_text;
pub(crate) mod sha256;
pub(crate) mod suggest;

mod counting;
mod incidents;
mod outages;
mod probes;
mod refusals;
mod reports;
mod requests;
mod verdicts;

pub(crate) use counting::{counted, grouped, part_of, plural, was};
pub use incidents::*;
pub use outages::*;
pub use probes::*;
pub use refusals::*;
pub use reports::*;
pub use requests::*;
pub use safe_text::printable;
pub use verdicts::*;
