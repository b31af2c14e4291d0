//! Columns of an export, and the cells of its rows.

use crate::model::RefusalKind;
use csv::StringRecord;

/// Names under which a monitor exports one thing.
#[derive(Debug, Clone, Copy)]
pub(super) struct ExportColumn {
    /// Names that it may have, in small letters; readers see the first.
    pub(super) names: &'static [&'static str],
    /// Whether it must be there.
    pub(super) needed: bool,
}

/// Column of an export that names the site, under any heading that people give it. Without it all
/// rows would be of one site, that of the file.
pub(super) const SITE: ExportColumn = ExportColumn {
    names: &[
        "site",
        "check",
        "checkname",
        "check_name",
        "test",
        "name",
        "website_name",
        "websitename",
        "website",
        "monitor",
        "monitor name",
        "monitor_name",
        "monitor friendly name",
        "service",
        "component",
        "target",
        "url",
        "host",
        "hostname",
        "domain",
    ],
    needed: false,
};

/// Column of ours that cannot be filled, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnFault {
    pub(super) column: &'static str,
    pub(super) kind: RefusalKind,
}

impl ColumnFault {
    /// Makes the fault of a column.
    pub(super) fn new(column: &'static str, kind: RefusalKind) -> ColumnFault {
        ColumnFault { column, kind }
    }
}

/// Cells of a row in the order of the columns, empty where there is none; or why there is no row.
pub(super) type ExportRow = Result<StringRecord, RefusalKind>;
