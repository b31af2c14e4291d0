//! What follows for one site? Its states, outages, recovery and sums.

mod cause_counts;
mod edge_rows;
pub(super) mod outages;
mod quorum;
pub(super) mod recovery;
pub(super) mod site_analysis;
pub(super) mod site_facts;
pub(super) mod target_index;
