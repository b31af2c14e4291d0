//! Takes the rows of a part of a file, one by one: each is a sample, a refusal, or outside what was
//! asked for.

use crate::clock::rfc3339;
use crate::logs::derived_cells::DerivedCells;
use crate::logs::dialect::ExtraFields;
use crate::logs::fields::cells::{Cells, Fault};
use crate::logs::fields::csv_fields::Fields;
use crate::logs::header::ColumnUse;
use crate::logs::names::worker_interner::WorkerInterner;
use crate::logs::outcomes::classify::{Classified, FieldFault, Outcome, UNREADABLE};
use crate::logs::rows::batch::{Batch, BatchLine, Filter, PackedRow, RowNames};
use crate::logs::rows::row_reader::{RowKey, RowReader};
use crate::model::{PassedOver, RefusalKind, RefusedPart, RowShape, Status};

/// Row that has not the fields of the header, or that cannot be split to its end.
pub(in crate::logs) struct Ragged<'f> {
    pub(in crate::logs) fields: Fields<'f>,
    /// Number of the fields from the first on that are whole and in their places.
    pub(in crate::logs) trusted: usize,
    pub(in crate::logs) fault: Fault,
}

/// End of a line as its file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::logs) enum LineEnd {
    /// A line feed.
    Fed,
    /// The end of the file: the last field may be cut.
    Open,
}

/// Row with more or fewer fields than the header.
pub(in crate::logs) struct UnevenRow<'f> {
    pub(in crate::logs) fields: Fields<'f>,
    pub(in crate::logs) end: LineEnd,
}

/// First cells of a row; all others are empty.
#[derive(Debug, Clone, Copy)]
struct FirstCells<'f> {
    fields: Fields<'f>,
    count: usize,
}

impl<'f> Cells<'f> for FirstCells<'f> {
    fn text(&self, column: usize) -> &'f str {
        if column < self.count { self.fields.text(column) } else { "" }
    }
}

/// Meaning of a row with more or fewer fields than the header, by its first cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RaggedRow {
    /// First cells say where it stands, and this column how its probe went.
    Decided(usize),
    /// The cell that decides cannot be read: cells stand in the wrong columns.
    Shifted,
    /// Something that is needed is not among them.
    Missing,
}

/// Turns rows into samples, and counts those that are refused.
#[derive(Debug)]
pub(in crate::logs) struct RowTaker<'a> {
    pub(in crate::logs) filter: Filter<'a>,
    pub(in crate::logs) reader: RowReader,
    pub(in crate::logs) names: WorkerInterner,
    /// Shape of the row that is taken.
    pub(in crate::logs) shape: RowShape,
}

impl RowTaker<'_> {
    /// Takes the fields of a line, as its dialect says. Returns whether they are a sample.
    pub(in crate::logs) fn take_fields<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        derived: &'f mut DerivedCells,
        fields: impl Cells<'f>,
    ) -> bool {
        if line.open_file.settings.dialect.is_plain() {
            self.take(line, &fields)
        } else {
            self.take_derived(line, derived, fields)
        }
    }

    /// Takes a row some of whose cells must be derived. Returns whether it is a sample.
    pub(in crate::logs) fn take_derived<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        derived: &'f mut DerivedCells,
        cells: impl Cells<'f>,
    ) -> bool {
        let header = &line.open_file.header;
        match derived.derive(header, line.open_file.settings, &cells) {
            Ok(unreadable) => {
                self.reader.note_resolution(u64::from(line.number), derived.resolution_us());
                let cells = derived.in_place(header, cells);
                match unreadable {
                    Some(fault) => self.take_with_bad_cell(line, fault, &cells),
                    None => self.take(line, &cells),
                }
            }
            Err(fault) => {
                self.refuse(line, fault, &cells);
                false
            }
        }
    }

    /// Takes a row with more or fewer fields than the header. It is read as far as a separator in a
    /// cell, or a field that was left out, cannot have shifted the cells that say where it stands
    /// and how the probe went.
    #[cold]
    pub(in crate::logs) fn take_uneven<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        derived: &'f mut DerivedCells,
        UnevenRow { fields, end }: UnevenRow<'f>,
    ) {
        let header = &line.open_file.header;
        let (expected, found) = (header.names.len(), fields.count());
        if end == LineEnd::Fed && (header.named_width()..expected).contains(&found) {
            self.take_fields(line, derived, FirstCells { fields, count: found });
            return;
        }
        let fault = || {
            let kind = RefusalKind::FieldCount { expected, found };
            Fault::new(found.min(expected) - 1, kind)
        };
        let are_behind = line.open_file.settings.dialect.extra_fields == ExtraFields::Behind;
        let is_longer = found > expected;
        let firm = match (is_longer, end) {
            (true, _) if are_behind => expected,
            (true, _) => header.firm_columns(),
            (false, LineEnd::Fed) => found,
            (false, LineEnd::Open) => found - 1,
        };
        // An error begins where it should, whatever stands in it.
        let count = if header.error == Some(firm) && is_longer { firm + 1 } else { firm };
        let cells = FirstCells { fields, count };
        let standing = self.standing(line, derived, &cells, firm);
        let may_shift_names =
            |column| is_longer && !are_behind && header.name_columns().any(|name| name > column);
        match standing {
            RaggedRow::Decided(column) if !may_shift_names(column) => {
                let is_certain = is_longer && are_behind || header.site.is_empty();
                self.shape = if is_certain { RowShape::Whole } else { RowShape::Ragged };
                let is_taken = self.take_fields(line, derived, cells);
                self.shape = RowShape::Whole;
                if is_taken && is_longer && are_behind {
                    line.pass_over(PassedOver::ExtraFields);
                } else if is_taken {
                    line.refuse_part(RefusedPart::Cell, fault());
                }
            }
            RaggedRow::Shifted => {
                if header.site.is_empty() {
                    self.count_unplaced(line.batch, &header.fixed_site, RowShape::Whole);
                }
                line.refuse(fault());
            }
            RaggedRow::Decided(_) | RaggedRow::Missing => {
                let ragged = Ragged { fields, trusted: firm, fault: fault() };
                self.take_ragged(line, derived, ragged);
            }
        }
    }

    /// Says whether the first `firm` cells of a row tell where it stands and how its probe went.
    fn standing<'f>(
        &mut self,
        line: &BatchLine<'_>,
        derived: &mut DerivedCells,
        cells: &FirstCells<'f>,
        firm: usize,
    ) -> RaggedRow {
        let header = &line.open_file.header;
        if !header.place_columns().all(|column| column < firm) {
            return RaggedRow::Missing;
        }
        let derives = derived.derive(header, line.open_file.settings, cells).map(drop);
        let can_be_placed = match line.open_file.settings.dialect.is_plain() {
            true => self.reader.place(header, line.number, cells).is_ok(),
            false => derives.is_ok() && self.reader.site_alone(header, cells).is_some(),
        };
        if !can_be_placed {
            return RaggedRow::Missing;
        }
        // What an entry says of nothing at all holds where a row ends before its outcome, too.
        let ends_early = cells.fields.count() == firm && firm < header.names.len();
        let is_said_of_nothing = ends_early && header.result_words.contains_key("");
        for column in header.deciding_columns() {
            if column >= firm {
                return match is_said_of_nothing {
                    true => RaggedRow::Decided(column),
                    false => RaggedRow::Missing,
                };
            }
            if cells.text(column).is_empty() && header.up_when.is_none() {
                continue;
            }
            let fault = self.reader.outcome(header, cells).outcome_fault;
            let is_shifted = fault.is_some_and(|fault| fault.part == RefusedPart::Outcome);
            return if is_shifted { RaggedRow::Shifted } else { RaggedRow::Decided(column) };
        }
        RaggedRow::Missing
    }

    /// Takes a row that is not as its header says. Where its moment, its site and its vantage stand
    /// in their places it is an unknown probe, as an error with a comma in it is still one; else it
    /// is refused.
    #[cold]
    pub(in crate::logs) fn take_ragged<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        derived: &'f mut DerivedCells,
        ragged: Ragged<'f>,
    ) {
        let Ragged { fields, trusted, fault } = ragged;
        let header = &line.open_file.header;
        if !header.place_columns().all(|column| column < trusted) {
            // Every row of a log without a column for the site is of one site.
            if header.site.is_empty() {
                self.count_unplaced(line.batch, &header.fixed_site, RowShape::Whole);
            }
            return line.refuse(fault);
        }
        let shape = if header.site.is_empty() { RowShape::Whole } else { RowShape::Ragged };
        let is_plain = line.open_file.settings.dialect.is_plain();
        let place = if is_plain {
            self.reader.place(header, line.number, &fields)
        } else {
            let derives = derived.derive(header, line.open_file.settings, &fields).map(drop);
            let cells = derived.in_place(header, fields);
            derives.and_then(|()| self.reader.place(header, line.number, &cells))
        };
        match place {
            Ok(place) => {
                if self.takes(&place) {
                    self.push_unknown(line, fault, shape, &place);
                } else {
                    self.leave_out(line, &place);
                }
            }
            Err(why) => {
                self.count_if_unplaced(line, why.column, shape, &fields);
                line.refuse(fault);
            }
        }
    }

    /// Sets a row aside. One that names its site, and whose time cannot be read, is counted there.
    pub(in crate::logs) fn refuse<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) {
        self.count_if_unplaced(line, fault.column, RowShape::Whole, cells);
        line.refuse(fault);
    }

    /// Counts a row at its site where the column at fault is a part of its time, and it names the
    /// site.
    fn count_if_unplaced<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        column: usize,
        shape: RowShape,
        cells: &impl Cells<'f>,
    ) {
        let header = &line.open_file.header;
        if header.column_use(column) == ColumnUse::Moment
            && let Some(site) = self.reader.site_alone(header, cells)
        {
            self.count_unplaced(line.batch, &site, shape);
        }
    }

    /// Counts a refused row of this shape, whose time cannot be read, at its site.
    pub(in crate::logs) fn count_unplaced(&self, batch: &mut Batch, site: &str, shape: RowShape) {
        if self.filter.takes_site(site) {
            batch.refusals.add_unplaced(site, 1, shape);
        }
    }

    /// Takes one row: a sample, a refusal, or a row outside what was asked for. Returns whether it
    /// is a sample.
    pub(in crate::logs) fn take<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        cells: &impl Cells<'f>,
    ) -> bool {
        let header = &line.open_file.header;
        let Some(place) = self.place(line, cells) else { return false };
        let Classified { outcome, outcome_fault, latency_fault } =
            self.reader.outcome(header, cells);
        for FieldFault { field, part, kind } in outcome_fault.into_iter().chain(latency_fault) {
            let fault = Fault::new(header.column_of(field), kind);
            line.refuse_part(part, fault);
        }
        self.push(line, self.shape, &place, &outcome);
        true
    }

    /// Takes one row, as [`RowTaker::take`] does, beside a cell that cannot be read and that no
    /// verdict needs. Returns whether it is a sample.
    pub(in crate::logs) fn take_with_bad_cell<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) -> bool {
        let is_taken = self.take(line, cells);
        if is_taken {
            line.refuse_part(RefusedPart::Cell, fault);
        }
        is_taken
    }

    /// Takes a row whose outcome cannot be read: it stands in its series as an unknown probe.
    pub(in crate::logs) fn take_unreadable<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        cells: &impl Cells<'f>,
    ) {
        let Some(place) = self.place(line, cells) else { return };
        self.push_unknown(line, fault, RowShape::Whole, &place);
    }

    /// Adds an unknown probe to a batch, and lists why its outcome cannot be read.
    fn push_unknown(
        &mut self,
        line: &mut BatchLine<'_>,
        fault: Fault,
        shape: RowShape,
        place: &RowKey<'_>,
    ) {
        let outcome = Outcome { status: Status::Unknown, cause: UNREADABLE, latency_us: None };
        line.refuse_part(RefusedPart::Outcome, fault);
        self.push(line, shape, place, &outcome);
    }

    /// Says whether a row at this place of a series was asked for.
    fn takes(&self, place: &RowKey<'_>) -> bool {
        let site = place.site.unwrap_or(&self.reader.site);
        self.filter.takes_site(site) && self.filter.takes_moment(place.at)
    }

    /// Reads where a row stands; `None` where it is refused or outside what was asked for.
    fn place<'f>(
        &mut self,
        line: &mut BatchLine<'_>,
        cells: &impl Cells<'f>,
    ) -> Option<RowKey<'f>> {
        let place = match self.reader.place(&line.open_file.header, line.number, cells) {
            Ok(place) => place,
            Err(fault) => {
                self.refuse(line, fault, cells);
                return None;
            }
        };
        if self.takes(&place) {
            return Some(place);
        }
        // Its site stays known: a claim may name it.
        self.names.note_outside(place.site.unwrap_or(&self.reader.site));
        self.leave_out(line, &place);
        None
    }

    /// Counts a row outside what was asked for.
    fn leave_out(&self, line: &mut BatchLine<'_>, place: &RowKey<'_>) {
        line.batch.outside += 1;
        line.list_unused(|| {
            let site = place.site.unwrap_or(&self.reader.site);
            format!("{site} at {}: not used: outside the window", rfc3339(place.at))
        });
    }

    /// Adds a sample to a batch.
    fn push(
        &mut self,
        line: &mut BatchLine<'_>,
        shape: RowShape,
        place: &RowKey<'_>,
        outcome: &Outcome<'_>,
    ) {
        let site = place.site.unwrap_or(&self.reader.site);
        let vantage =
            if place.vantage.is_empty() { line.open_file.default_vantage() } else { place.vantage };
        let source = line.open_file.file.source;
        let names = RowNames {
            series: match shape {
                RowShape::Whole => self.names.series(source, site, vantage),
                RowShape::Ragged => self.names.ragged_series(source, site, vantage),
            },
            cause: self.names.cause(outcome.cause),
        };
        line.batch.rows.push(PackedRow::new(
            line.number,
            place.at,
            names,
            outcome.status,
            outcome.latency_us,
        ));
    }
}
