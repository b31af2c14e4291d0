//! Limits of the size of a sheet.

/// Limits of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most rows, the header included.
    pub rows: u32,
    /// A longer table is not held: its rows go to a temporary file at once, and its texts stand in
    /// their cells.
    pub held: u32,
}

impl Default for Limits {
    /// Returns the limits of a workbook: a sheet ends at row 1,048,576. Rows that are not held also
    /// take less time.
    fn default() -> Limits {
        Limits { rows: 1_048_576, held: 1_000 }
    }
}
