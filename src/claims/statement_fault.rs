//! A field of others' statements that cannot be read, and why.

use crate::model::RefusalKind;

/// Field that cannot be read, as the archive or the entry calls it, and why.
#[derive(Debug)]
pub(super) struct StatementFault {
    pub(super) field: &'static str,
    pub(super) kind: RefusalKind,
}

impl StatementFault {
    /// Makes a fault of a field.
    pub(super) fn of(field: &'static str, kind: RefusalKind) -> StatementFault {
        StatementFault { field, kind }
    }
}
