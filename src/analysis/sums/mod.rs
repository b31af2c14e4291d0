//! What do all sites come to, over time and together?

pub(super) mod covered_time;
pub(super) mod events;
pub(super) mod lags;
pub(super) mod possibly_down;
pub(super) mod recoveries;
pub(super) mod recovery_curve;
mod sorted_ends;
pub(super) mod totals;
pub(super) mod windowed_availability;
