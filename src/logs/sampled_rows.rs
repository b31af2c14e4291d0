//! Results of some rows of a table, read as a log of our own layout by the reader of all logs:
//! for a proposal that is tested before anyone trusts it.

use crate::clock::Zone;
use crate::files::ReadError;
use crate::logs::derived_cells::DerivedCells;
use crate::logs::fields::cells::{Cells, Fault};
use crate::logs::header::Header;
use crate::logs::layout::ReadSettings;
use crate::logs::rows::row_reader::RowReader;
use crate::model::suggest::short;
use crate::model::{RefusedPart, Rules, Status};

/// Counts of rows by what they would be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SampledRows {
    pub(crate) up: u64,
    pub(crate) down: u64,
    /// Degraded or challenged.
    pub(crate) between: u64,
    /// Probes with an unknown result, as the row says.
    pub(crate) unknown: u64,
    /// Probes with an unknown result, as their outcome cannot be read.
    pub(crate) unreadable: u64,
    /// Rows whose moment or site cannot be read.
    pub(crate) refused: u64,
    /// First fault, with its column; `None` where there is none.
    pub(crate) first_fault: Option<String>,
}

impl SampledRows {
    /// Reads rows of a table with these names of columns, by the default rules.
    ///
    /// # Errors
    /// Where a column is missing or stands twice.
    pub(crate) fn read(
        names: Vec<String>,
        rows: &[Vec<String>],
        settings: &ReadSettings,
    ) -> Result<SampledRows, ReadError> {
        let header = Header::find("the table", names, settings)?;
        let mut sampler = RowSampler::new(header.clone(), settings.zone);
        let mut derived = DerivedCells::default();
        for row in rows {
            let cells = TextCells(row);
            if settings.dialect.is_plain() {
                sampler.add(&cells);
                continue;
            }
            match derived.derive(&header, settings, &cells) {
                Err(Fault { column, kind }) => sampler.refuse(column, &kind.to_string()),
                Ok(_) => sampler.add(&derived.in_place(&header, cells)),
            }
        }
        Ok(sampler.counts)
    }

    /// Counts all rows.
    pub(crate) fn all(&self) -> u64 {
        self.known() + self.unknown + self.unreadable + self.refused
    }

    /// Counts the rows whose result is known.
    pub(crate) fn known(&self) -> u64 {
        self.up + self.down + self.between
    }
}

/// Counter of rows by what they would be.
#[derive(Debug)]
pub(crate) struct RowSampler {
    header: Header,
    reader: RowReader,
    pub(crate) counts: SampledRows,
}

impl RowSampler {
    /// Begins without a row.
    fn new(header: Header, zone: Option<Zone>) -> RowSampler {
        let mut reader = RowReader::new(&Rules::default());
        reader.set_zone(zone);
        RowSampler { header, reader, counts: SampledRows::default() }
    }

    /// Makes a counter of the rows that a layout of others hands on.
    pub(crate) fn of_archive(settings: &ReadSettings) -> RowSampler {
        RowSampler::new(Header::of_archive(settings), settings.zone)
    }

    /// Counts a row.
    pub(crate) fn add<'f>(&mut self, cells: &impl Cells<'f>) {
        // Where the coarsest stamp stands is not asked of a sample.
        if let Err(Fault { column, kind }) = self.reader.place(&self.header, 0, cells) {
            return self.refuse(column, &kind.to_string());
        }
        let classified = self.reader.outcome(&self.header, cells);
        let status = classified.outcome.status;
        let is_unreadable = classified.outcome_fault.is_some();
        if let Some(fault) = classified.outcome_fault {
            self.note(self.header.column_of(fault.field), &fault.kind.to_string());
        }
        let counts = &mut self.counts;
        match status {
            Status::Up => counts.up += 1,
            Status::Down => counts.down += 1,
            Status::Degraded | Status::Challenged => counts.between += 1,
            Status::Unknown if is_unreadable => counts.unreadable += 1,
            Status::Unknown => counts.unknown += 1,
        }
    }

    /// Counts a row that cannot be used, or whose outcome alone cannot be read.
    pub(crate) fn add_faulty(&mut self, part: RefusedPart, column: &str, why: &str) {
        match part {
            RefusedPart::Row => self.counts.refused += 1,
            _ => self.counts.unreadable += 1,
        }
        self.counts.first_fault.get_or_insert_with(|| format!("`{column}`: {why}"));
    }

    /// Counts a row that would be refused, with the reason for the first.
    fn refuse(&mut self, column: usize, why: &str) {
        self.counts.refused += 1;
        self.note(column, why);
    }

    /// Keeps the first reason, with the name of its column.
    fn note(&mut self, column: usize, why: &str) {
        let name = self.header.names.get(column).map_or("", String::as_str);
        self.counts.first_fault.get_or_insert_with(|| format!("`{}`: {why}", short(name)));
    }
}

/// Cells of a row that is in memory.
#[derive(Debug, Clone, Copy)]
struct TextCells<'r>(&'r [String]);

impl<'r> Cells<'r> for TextCells<'r> {
    fn text(&self, column: usize) -> &'r str {
        self.0.get(column).map_or("", |cell| cell.trim())
    }
}
