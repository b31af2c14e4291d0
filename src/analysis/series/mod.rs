//! Which runs, probes and states has one series?

pub(super) mod known_probes;
pub(super) mod known_run;
pub(super) mod margin;
pub(super) mod series_view;
pub(super) mod stretch;
pub(super) mod window;
