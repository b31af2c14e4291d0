//! Room for what is found: counts of what a run holds already, and the memory for all of it.

use crate::model::{HeldCounts, Memory, OverMemory};

/// Room for the outages that are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct HeldRoom {
    /// Counts of what is held already.
    pub counts: HeldCounts,
    /// Memory for these and for what is found.
    pub memory: Memory,
}

impl HeldRoom {
    /// Makes sure that so many outages, blips and failures in part fit besides.
    pub(super) fn check_failures(&self, failures: usize) -> Result<(), OverMemory> {
        HeldCounts { failures, ..self.counts }.check(self.memory)
    }
}
