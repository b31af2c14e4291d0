//! The result tables, one file for each. A new one is a new file and one line in [`all`].

mod accounts;
mod availability;
mod blips;
mod chance;
mod change_counts;
mod claimants;
mod claims;
mod common_mode;
mod control_groups;
mod downtime_by_time;
mod events;
mod inputs;
mod lags;
mod list;
mod outages;
mod pace_changes;
mod partial;
mod recovery;
mod refusals;
mod sensitivity;
mod set_aside;
mod site_shares;
mod sites;
mod sites_down;
mod sources;
mod summaries;
mod summed_rows;
mod timeline;
mod totals;
mod unreadable_parts;
mod verdicts;
mod windowed_availability;

pub(in crate::report) use inputs::rows as inputs;
pub(in crate::report) use list::sums;
pub use list::{all, only_check, only_json};
pub(in crate::report) use totals::rows as totals;
