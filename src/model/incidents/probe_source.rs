//! Sources of probes.

/// Way in which a source writes its rows (M7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// A row for each probe.
    Poll,
    /// A row for each change; probes were this many microseconds apart.
    OnChange {
        /// Microseconds between probes.
        interval_us: i64,
    },
}

/// Resolution of the stamps of a source (M2).
///
/// ```
/// use corroborate::clock::{HOUR, MINUTE};
/// use corroborate::model::StampResolution;
///
/// let mut found = StampResolution::default();
/// found.find(MINUTE);
/// assert_eq!(found.us, MINUTE);
///
/// // What the incident says holds, whatever the stamps look like.
/// let mut declared = StampResolution { us: MINUTE, is_declared: true };
/// declared.find(HOUR);
/// assert_eq!(declared.us, MINUTE);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StampResolution {
    /// Length of the time from its moment on that each stamp leaves open, in microseconds; 0 where
    /// stamps tell the second.
    pub us: i64,
    /// Whether the incident declares it; else it is found from the form of the stamps.
    pub is_declared: bool,
}

impl StampResolution {
    /// Takes note of a stamp that leaves this many microseconds open: the coarsest counts, unless
    /// the incident declares the resolution.
    pub fn find(&mut self, us: i64) {
        if !self.is_declared {
            self.us = self.us.max(us);
        }
    }
}

/// One `[[probes]]` entry, as far as later rooms need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeSource {
    /// Name for readers.
    pub name: String,
    /// Way in which it writes its rows.
    pub cadence: Cadence,
    /// Largest error of its clock, in microseconds (M4).
    pub clock_error_us: i64,
    /// Resolution of its stamps (M2); before its rows are read, as declared.
    pub resolution: StampResolution,
    /// Longest interval that is no silence, in microseconds (M7); from the pace where `None`.
    pub silence_us: Option<i64>,
    /// Declared time between its probes, in microseconds (M7): stands for the pace of a series
    /// whose own two probes cannot tell it.
    pub pace_us: Option<i64>,
    /// Whether the probes were simulated.
    pub simulated: bool,
    /// Whether its rows are periods of a state: an unknown state is then no probe, but a time of
    /// which the list says nothing.
    pub lists_periods: bool,
    /// Whether its probes come from places that take turns (M7): they are one series, and not one
    /// place.
    pub takes_turns: bool,
}

impl ProbeSource {
    /// Makes a source of which only its name and its cadence are declared.
    pub fn new(name: impl Into<String>, cadence: Cadence) -> ProbeSource {
        ProbeSource {
            name: name.into(),
            cadence,
            clock_error_us: 0,
            resolution: StampResolution::default(),
            silence_us: None,
            pace_us: None,
            simulated: false,
            lists_periods: false,
            takes_turns: false,
        }
    }
}
