//! The coarsest stamp of a log, and where it stands (M2).

/// Coarsest stamp so far; the first of several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CoarsestStamp {
    /// Resolution in microseconds; 0 where all stamps tell their second.
    pub(crate) resolution_us: i64,
    /// Line of the stamp; of no meaning where the resolution is 0.
    pub(crate) line: u64,
}

impl CoarsestStamp {
    /// Takes note of a later stamp.
    pub(crate) fn note(&mut self, later: CoarsestStamp) {
        if later.resolution_us > self.resolution_us {
            *self = later;
        }
    }

    /// Returns the same stamp where this many more lines are before it.
    pub(crate) fn after(self, lines: u64) -> CoarsestStamp {
        CoarsestStamp { line: self.line + lines, ..self }
    }
}

/// Coarsest stamp of a source, with the index of its file among those of the archive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct CoarsestOfSource {
    pub(crate) stamp: CoarsestStamp,
    /// Index of its file, from 0.
    pub(crate) file: usize,
}

#[cfg(test)]
mod tests {
    use super::CoarsestStamp;

    #[test]
    fn the_first_of_the_coarsest_stays() {
        let mut coarsest = CoarsestStamp::default();
        for (resolution_us, line) in [(0, 1), (60, 2), (60, 3), (3_600, 4), (60, 5), (3_600, 6)] {
            coarsest.note(CoarsestStamp { resolution_us, line });
        }
        assert_eq!(coarsest.after(10), CoarsestStamp { resolution_us: 3_600, line: 14 });
    }
}
