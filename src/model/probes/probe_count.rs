//! Numbers of probes, known as a range.

/// Number of probes in a time. A run keeps its first and its last moment and how far apart its
/// probes are at least and at most, so that where a time cuts a run the number may be a range.
///
/// ```
/// use corroborate::model::ProbeCount;
///
/// let count = ProbeCount { least: 2, most: 4, about: 3 };
/// let more = count + ProbeCount::exactly(1);
/// assert_eq!((more.least, more.most, more.about), (3, 5, 4));
/// assert!(!count.is_exact());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProbeCount {
    /// Fewest that there can be.
    pub least: u64,
    /// Most that there can be.
    pub most: u64,
    /// Number that there would be if the probes were evenly spaced: for sentences alone.
    pub about: u64,
}

impl ProbeCount {
    /// Builds a number that is known.
    pub fn exactly(count: u64) -> ProbeCount {
        ProbeCount { least: count, most: count, about: count }
    }

    /// Says whether the number is known.
    pub fn is_exact(self) -> bool {
        self.least == self.most
    }
}

impl std::ops::Add for ProbeCount {
    type Output = ProbeCount;

    fn add(self, other: ProbeCount) -> ProbeCount {
        ProbeCount {
            least: self.least.saturating_add(other.least),
            most: self.most.saturating_add(other.most),
            about: self.about.saturating_add(other.about),
        }
    }
}

impl std::iter::Sum for ProbeCount {
    fn sum<I: Iterator<Item = ProbeCount>>(counts: I) -> ProbeCount {
        counts.fold(ProbeCount::default(), std::ops::Add::add)
    }
}
