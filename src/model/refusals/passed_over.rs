//! Parts of a log that are passed over without a fault: counted, with the place of the first.

use std::collections::BTreeMap;

/// Reason for which a part of a log is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassedOver {
    /// A cell of a table with a column for each site, or for each moment, that holds nothing: the
    /// site was not probed.
    EmptyCell,
    /// Fields behind the last one of the header, where the log's entry says that rows have them.
    ExtraFields,
    /// A line of signs alone, without a letter or a digit, that has not the fields of the header.
    RuleLine,
}

impl PassedOver {
    /// Says in words what was passed over so many times.
    pub(crate) fn words(self, count: u64) -> String {
        match self {
            PassedOver::EmptyCell => {
                format!("{}: no probe", crate::model::plural(count, "empty cell"))
            }
            PassedOver::ExtraFields => {
                let rows = crate::model::counted(count, "row has", "rows have");
                format!("{rows} fields behind those of the header")
            }
            PassedOver::RuleLine => {
                crate::model::counted(count, "line of signs alone", "lines of signs alone")
            }
        }
    }
}

/// Place among the logs to which a count belongs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PassedKey {
    /// Index of the source.
    pub source: usize,
    /// File as shown to readers.
    pub file: String,
    /// Reason.
    pub what: PassedOver,
}

/// Count of what was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PassedCount {
    /// How many times.
    pub count: u64,
    /// Line or row of the first.
    pub first_line: u64,
}

/// Counts of what was passed over, by file and reason; may be empty.
///
/// ```
/// use corroborate::model::{PassedKey, PassedOver, PassedOverCounts};
///
/// let mut passed = PassedOverCounts::default();
/// let key = PassedKey { source: 0, file: "a.csv".to_owned(), what: PassedOver::EmptyCell };
/// passed.add(key.clone(), 3);
/// passed.add(key, 7);
/// assert_eq!(passed.of_source(0), ["a.csv: 2 empty cells: no probe; the first in line 3"]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassedOverCounts(BTreeMap<PassedKey, PassedCount>);

impl PassedOverCounts {
    /// Counts one more, in a line or row.
    pub fn add(&mut self, key: PassedKey, line: u64) {
        let first = PassedCount { count: 0, first_line: line };
        let known = self.0.entry(key).or_insert(first);
        known.count += 1;
        known.first_line = known.first_line.min(line);
    }

    /// Adds the counts of a part that begins with the line `first_line`; lines in the part count
    /// from 0.
    pub fn add_part(&mut self, part: &PassedOverCounts, first_line: u64) {
        for (key, other) in &part.0 {
            let line = first_line + other.first_line;
            let known =
                self.0.entry(key.clone()).or_insert(PassedCount { count: 0, first_line: line });
            known.count += other.count;
            known.first_line = known.first_line.min(line);
        }
    }

    /// Says in words what was passed over in the files of a source, a sentence each, by file.
    pub fn of_source(&self, source: usize) -> Vec<String> {
        let own = self.0.iter().filter(|(key, _)| key.source == source);
        let sentence = |(key, passed): (&PassedKey, &PassedCount)| {
            let words = key.what.words(passed.count);
            format!("{}: {words}; the first in line {}", key.file, passed.first_line)
        };
        own.map(sentence).collect()
    }
}
