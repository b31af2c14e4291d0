//! The faults of one row of a small table, in one refusal.

use crate::model::{Refusal, RefusalKind};

/// Faults of a row, as they are found. A row with several is one refusal that tells them all.
#[derive(Debug, Default)]
pub(crate) struct RowFaults(Vec<Refusal>);

impl RowFaults {
    /// Gives what was read of a cell, or notes why it cannot be read.
    pub(crate) fn take<T>(&mut self, read: Result<T, Box<Refusal>>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => {
                self.0.push(*fault);
                None
            }
        }
    }

    /// Gives the row where it has no fault: `read` is then there, as each cell that could not be
    /// read is a fault.
    ///
    /// # Errors
    /// All faults as one refusal: that of the first column, whose words go on with the others in
    /// the order of their columns.
    pub(crate) fn finish<T>(self, read: Option<T>) -> Result<T, Box<Refusal>> {
        let mut faults = self.0;
        faults.sort_by_key(|fault| fault.column);
        let mut faults = faults.into_iter();
        let Some(mut first) = faults.next() else {
            return Ok(read.expect("a row without a fault was read"));
        };
        let others: String = faults
            .map(|fault| format!("; column {}: {}: {}", fault.column, fault.name, fault.kind))
            .collect();
        if !others.is_empty() {
            let (word, text) = (first.kind.as_str(), format!("{}{others}", first.kind));
            first.kind = RefusalKind::InWords { word, text };
        }
        Err(Box::new(first))
    }
}
