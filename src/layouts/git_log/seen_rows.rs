//! Rows that earlier versions of a log had, in bounded memory.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// Rows of a half that are held, at most: some 70 MiB for both halves.
const MOST_OF_HALF: usize = 1 << 20;

/// Rows that were seen, by fingerprints of 128 bits. The rows met longest ago are forgotten where
/// there are too many: such a row counts again where a later version has it.
#[derive(Debug)]
pub(super) struct SeenRows {
    /// Most rows of each of the two halves.
    most_of_half: usize,
    /// Rows met last; the others are in `older`, which is dropped where this one is full.
    newer: HashSet<u128>,
    /// Rows met before those; empty until `newer` was full once.
    older: HashSet<u128>,
    /// Number of times that the version which is read has each row.
    in_version: HashMap<u128, u64>,
}

impl SeenRows {
    /// Begins without a row.
    pub(super) fn new() -> SeenRows {
        SeenRows::holding(MOST_OF_HALF)
    }

    /// Begins without a row, and holds twice so many at most.
    fn holding(most_of_half: usize) -> SeenRows {
        SeenRows {
            most_of_half,
            newer: HashSet::new(),
            older: HashSet::new(),
            in_version: HashMap::new(),
        }
    }

    /// Forgets how often rows stood in the version before.
    pub(super) fn begin_version(&mut self) {
        self.in_version.clear();
    }

    /// Says whether no version before had a row, given by its parts, as often as this one has it
    /// up to here.
    pub(super) fn is_new(&mut self, parts: &[&str]) -> bool {
        let times = self.in_version.entry(fingerprint(&(parts, 0))).or_default();
        *times += 1;
        let row = fingerprint(&(parts, *times));
        if self.newer.contains(&row) {
            return false;
        }
        let was_older = self.older.remove(&row);
        if self.newer.len() >= self.most_of_half {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(row);
        !was_older
    }
}

/// Makes a fingerprint of 128 bits, of two hashes with different beginnings.
fn fingerprint(value: &impl Hash) -> u128 {
    let half = |first: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(first);
        value.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    (half(0) << u64::BITS) | half(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says of each row of a version whether it is new.
    fn new_rows(seen: &mut SeenRows, version: &[&str]) -> Vec<bool> {
        seen.begin_version();
        version.iter().map(|row| seen.is_new(&[row])).collect()
    }

    #[test]
    fn a_row_is_new_as_often_as_the_version_that_has_it_most_often() {
        let mut seen = SeenRows::new();
        assert_eq!(new_rows(&mut seen, &["a", "b"]), [true, true]);
        assert_eq!(new_rows(&mut seen, &["b", "c", "b"]), [false, true, true]);
        assert_eq!(new_rows(&mut seen, &["a", "b", "b", "b"]), [false, false, false, true]);
        assert!(seen.is_new(&["a", "b"]) && seen.is_new(&["ab"]), "parts are kept apart");
    }

    #[test]
    fn rows_met_longest_ago_are_forgotten_beyond_the_limit() {
        let mut seen = SeenRows::holding(2);
        assert_eq!(new_rows(&mut seen, &["a", "b"]), [true, true]);
        // The version before is held whole.
        assert_eq!(new_rows(&mut seen, &["b", "c"]), [false, true]);
        assert_eq!(new_rows(&mut seen, &["c", "d"]), [false, true]);
        assert_eq!(new_rows(&mut seen, &["d", "e"]), [false, true]);
        assert_eq!(new_rows(&mut seen, &["a"]), [true], "forgotten");
        assert!(seen.newer.len() <= 2 && seen.older.len() <= 2);
    }
}
