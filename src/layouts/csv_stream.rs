//! A table in CSV of any dialect, read as a stream: its header, and each line of it cut into cells.

use crate::clock::{Stamp, Zone, a_day_later};
use crate::logs::{Archived, Cells, ExtraFields, Fields, ReadStop, Sink, Splitter};
use crate::model::RefusalKind;
use crate::model::suggest::{listed, nearest, short};

/// Column names of a table.
#[derive(Debug)]
pub(super) struct TableHeader {
    /// Names in the order of the columns, none of them twice.
    pub(super) names: Vec<String>,
}

impl TableHeader {
    /// Makes a header of names.
    ///
    /// # Errors
    /// Where one stands twice.
    pub(super) fn new(
        archived: &Archived<'_>,
        names: Vec<String>,
    ) -> Result<TableHeader, ReadStop> {
        let is_twice = |(at, name): &(usize, &String)| names[..*at].contains(*name);
        match names.iter().enumerate().find(is_twice) {
            Some((_, twice)) => Err(archived.twice(twice)),
            None => Ok(TableHeader { names }),
        }
    }

    /// Finds the columns that hold what one of ours does: those that `columns` names, else the one
    /// with our own name; empty where there is none.
    ///
    /// # Errors
    /// Where `columns` names one that is not there.
    pub(super) fn columns(
        &self,
        archived: &Archived<'_>,
        ours: &str,
    ) -> Result<Vec<usize>, ReadStop> {
        let position = |wanted: &str| self.names.iter().position(|name| name == wanted);
        let Some(mapped) = archived.settings.columns.get(ours) else {
            return Ok(position(ours).into_iter().collect());
        };
        let missing = |name: &String| {
            let near = nearest(name, self.names.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let listed_names = listed(self.names.iter().map(String::as_str));
            let why = format!(
                "there is no column `{}` (named for `{ours}` in `columns`); found \
                 {listed_names}{hint}",
                short(name)
            );
            archived.broken(Some(1), why)
        };
        mapped.all().iter().map(|name| position(name).ok_or_else(|| missing(name))).collect()
    }

    /// Finds the only column that holds what one of ours does, as [`TableHeader::columns`] does.
    ///
    /// # Errors
    /// Also where `columns` names several.
    pub(super) fn column(
        &self,
        archived: &Archived<'_>,
        ours: &str,
    ) -> Result<Option<usize>, ReadStop> {
        let columns = self.columns(archived, ours)?;
        match columns[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(archived.broken(Some(1), format!("`columns` names several for `{ours}`"))),
        }
    }
}

/// Row of a table: its cells, as far as they stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct StreamedRow<'r> {
    /// Line, from 1.
    pub(super) line: u64,
    pub(super) fields: Fields<'r>,
    /// Number of the fields of the header.
    pub(super) expected: usize,
}

impl<'r> StreamedRow<'r> {
    /// Gives the text of a cell without the blanks around it; empty where there is none.
    pub(super) fn text(&self, column: usize) -> &'r str {
        self.fields.text(column)
    }

    /// Counts the fields.
    pub(super) fn found(&self) -> usize {
        self.fields.count()
    }

    /// Joins cells with a blank between them.
    pub(super) fn joined(&self, columns: &[usize]) -> String {
        columns.iter().map(|column| self.text(*column)).collect::<Vec<_>>().join(" ")
    }

    /// Says whether the row has more fields than the header, and its entry does not say that it
    /// may.
    pub(super) fn is_too_long(&self, archived: &Archived<'_>) -> bool {
        let are_behind = archived.settings.dialect.extra_fields == ExtraFields::Behind;
        self.found() > self.expected && !are_behind
    }
}

/// Reads a table line by line. `begin` gets the header and makes what `each` needs to read a row.
///
/// # Errors
/// Where the file cannot be read, or as `begin` and `each` say.
pub(super) fn rows<H>(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    begin: impl Fn(&TableHeader) -> Result<H, ReadStop>,
    mut each: impl FnMut(&mut dyn Sink, &H, StreamedRow<'_>) -> Result<(), ReadStop>,
) -> Result<(), ReadStop> {
    let dialect = &archived.settings.dialect;
    let mut splitter = Splitter::new(dialect.separator);
    let mut plan: Option<(H, usize)> = None;
    if let Some(names) = &dialect.header {
        let header = TableHeader::new(archived, names.clone())?;
        plan = Some((begin(&header)?, names.len()));
    }
    archived.lines(sink, |sink, line, text| {
        let is_above_header = plan.is_none() && line < dialect.header_row as u64;
        if text.trim().is_empty() || is_above_header {
            return Ok(());
        }
        let fields = match splitter.split(text.as_bytes()) {
            Ok(fields) => fields,
            Err(why) if plan.is_none() => {
                let why = format!("the header cannot be read: {why}");
                return Err(archived.broken(Some(line), why));
            }
            Err(why) => return sink.refuse(line, "timestamp", why),
        };
        match &plan {
            Some((plan, expected)) => {
                each(sink, plan, StreamedRow { line, fields, expected: *expected })
            }
            None => {
                let names = (0..fields.count()).map(|at| fields.text(at).to_owned()).collect();
                let header = TableHeader::new(archived, names)?;
                plan = Some((begin(&header)?, header.names.len()));
                Ok(())
            }
        }
    })?;
    match plan {
        Some(_) => Ok(()),
        None => {
            Err(archived.broken(None, "the file is empty; its first line must name the columns"))
        }
    }
}

/// Reads the end of a time whose day is that of its start, as the entry says that stamps are
/// written: an end whose clock is earlier than that of the start is one of the next day.
///
/// # Errors
/// Where one of them cannot be read.
pub(super) fn end_on_day_of(
    archived: &Archived<'_>,
    start: &str,
    end: &str,
) -> Result<Stamp, RefusalKind> {
    let settings = archived.settings;
    let wall = |text: &str| settings.dialect.read_stamp(text.trim(), Some(Zone::UTC));
    match (wall(start), wall(end)) {
        (Ok(from), Ok(until)) if until.at < from.at => {
            a_day_later(until, settings.zone).map_err(RefusalKind::from)
        }
        _ => stamp(archived, end),
    }
}

/// Reads a stamp as the entry says that stamps are written.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn stamp(archived: &Archived<'_>, text: &str) -> Result<Stamp, RefusalKind> {
    let settings = archived.settings;
    settings.dialect.read_stamp(text.trim(), settings.zone).map_err(RefusalKind::from)
}
