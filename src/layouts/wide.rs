//! `wide`: a table with a column for each site and a row for each moment, or a column for each
//! moment and a row for each site. Every other cell is one probe; an empty one is none.

use crate::clock::Stamp;
use crate::files::FileHead;
use crate::layouts::csv_stream::{self, StreamedRow, TableHeader, stamp};
use crate::layouts::measured_cell::MeasuredCell;
use crate::logs::{
    Archived, ArchivedProbe, CellMeaning, LayoutSpec, ReadStop, Sink, SiteHeadings, Timestamp,
    seconds_as_milliseconds,
};
use crate::model::suggest::listed;
use crate::model::{PassedOver, RefusalKind};

/// Layout `wide`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    by_line: true,
    csv_keys: &[
        "columns",
        "separator",
        "header",
        "header_row",
        "time_format",
        "results",
        "up_when",
        "extra_fields",
        "cells",
        "sites",
        "except",
    ],
    ..LayoutSpec::new("wide", recognise, read)
};

/// Word in `up_when` for each cell of the table.
const CELL: &str = "cell";

/// Recognises nothing: whether headings are sites is for the entry to say.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Columns of a table, and what their headings say.
#[derive(Debug)]
struct WideTable {
    /// Columns of the moment, or of the site.
    key: Vec<usize>,
    vantage: Option<usize>,
    cells: WideCells,
}

/// Columns of the probes.
#[derive(Debug)]
enum WideCells {
    Sites(Vec<SiteColumn>),
    Moments(Vec<MomentColumn>),
}

/// Column whose heading is a site.
#[derive(Debug)]
struct SiteColumn {
    column: usize,
    site: String,
}

/// Column whose heading is a moment.
#[derive(Debug)]
struct MomentColumn {
    column: usize,
    moment: Stamp,
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    check(archived)?;
    csv_stream::rows(
        archived,
        sink,
        |header| WideTable::of(archived, header),
        |sink, table, row| {
            if row.found() > row.expected && !row.is_too_long(archived) {
                sink.pass_over(row.line, PassedOver::ExtraFields)?;
            }
            match &table.cells {
                WideCells::Sites(sites) => of_moment(archived, sink, table, sites, row),
                WideCells::Moments(moments) => of_site(archived, sink, table, moments, row),
            }
        },
    )
}

/// Checks that the entry says what a cell is.
fn check(archived: &Archived<'_>) -> Result<(), ReadStop> {
    let settings = archived.settings;
    let broken = |why: String| Err(archived.broken(None, why));
    let kinds = listed(CellMeaning::ALL.iter().map(|(word, _)| *word));
    match (&settings.dialect.up_when, settings.shape.cells) {
        (Some(rule), _) if rule.column != CELL => broken(format!(
            "`up_when` is about `{}`; in a wide table it is about each cell, such as \
             \"{CELL} < 100\"",
            rule.column
        )),
        (None, None) => broken(format!(
            "nothing says what the cells are; write `cells`, one of {kinds}, or a rule such as \
             up_when = \"{CELL} is present\""
        )),
        (None, Some(CellMeaning::LatencyMs | CellMeaning::LatencyS)) => broken(format!(
            "answer times alone do not say whether a site was up; write a rule, such as \
             up_when = \"{CELL} is present\""
        )),
        _ => Ok(()),
    }
}

impl WideTable {
    /// Finds the columns by a header.
    fn of(archived: &Archived<'_>, header: &TableHeader) -> Result<WideTable, ReadStop> {
        let moments = header.columns(archived, "timestamp")?;
        let sites = header.columns(archived, "site")?;
        let vantage = header.column(archived, "vantage")?;
        let taken: Vec<usize> = moments.iter().chain(&sites).copied().chain(vantage).collect();
        let except = &archived.settings.shape.except;
        let others: Vec<(usize, &str)> = header
            .names
            .iter()
            .enumerate()
            .filter(|(at, name)| !taken.contains(at) && !except.contains(name))
            .map(|(at, name)| (at, name.as_str()))
            .collect();
        match (moments.is_empty(), sites.is_empty()) {
            (false, true) => {
                let cells = WideCells::Sites(site_headings(archived, &others)?);
                Ok(WideTable { key: moments, vantage, cells })
            }
            (true, false) => {
                let cells = WideCells::Moments(moment_headings(archived, &others)?);
                Ok(WideTable { key: sites, vantage, cells })
            }
            (true, true) => Err(archived.broken(
                Some(1),
                format!(
                    "no column of moments or of sites; name one: columns = {{ timestamp = \"…\" }} \
                     where the others are sites, columns = {{ site = \"…\" }} where they are \
                     moments; found {}",
                    listed(header.names.iter().map(String::as_str))
                ),
            )),
            (false, false) => Err(archived.broken(
                Some(1),
                "a column of moments and one of sites; a table with both has a row for each probe: \
                 leave `layout` out",
            )),
        }
    }
}

/// Finds the headings that are sites.
fn site_headings(
    archived: &Archived<'_>,
    others: &[(usize, &str)],
) -> Result<Vec<SiteColumn>, ReadStop> {
    let all = || listed(others.iter().map(|(_, name)| *name));
    let named = match &archived.settings.shape.sites {
        Some(SiteHeadings::Others) => None,
        Some(SiteHeadings::Named(named)) => Some(named),
        None => {
            let why = format!(
                "nothing says which headings are sites; write them into `sites`, or \"*\" for all \
                 but those of `except`; found {}",
                all()
            );
            return Err(archived.broken(Some(1), why));
        }
    };
    let is_site = |name: &str| named.is_none_or(|named| named.iter().any(|site| site == name));
    let odd: Vec<&str> = others
        .iter()
        .map(|(_, name)| *name)
        .filter(|name| name.is_empty() || !is_site(name))
        .collect();
    if !odd.is_empty() {
        let why = format!(
            "neither in `sites` nor in `except`: the headings {}; write each into one of them",
            listed(odd)
        );
        return Err(archived.broken(Some(1), why));
    }
    let missing = named.into_iter().flatten();
    let missing: Vec<&str> = missing
        .map(String::as_str)
        .filter(|site| !others.iter().any(|(_, name)| name == site))
        .collect();
    if !missing.is_empty() {
        let why =
            format!("`sites` names {}, which no heading is; found {}", listed(missing), all());
        return Err(archived.broken(Some(1), why));
    }
    let column = |(at, name): &(usize, &str)| SiteColumn { column: *at, site: (*name).to_owned() };
    Ok(others.iter().map(column).collect())
}

/// Reads the headings that are moments.
fn moment_headings(
    archived: &Archived<'_>,
    others: &[(usize, &str)],
) -> Result<Vec<MomentColumn>, ReadStop> {
    if archived.settings.shape.sites.is_some() {
        let why = "`sites` is for a table whose headings are sites; here a column names them";
        return Err(archived.broken(Some(1), why));
    }
    let mut moments = Vec::with_capacity(others.len());
    for (at, name) in others {
        let moment = stamp(archived, name).map_err(|why| {
            let why = format!(
                "the heading `{name}` is no moment ({why}); write it into `except` if it is \
                 another column"
            );
            archived.broken(Some(1), why)
        })?;
        moments.push(MomentColumn { column: *at, moment });
    }
    Ok(moments)
}

/// Hands on a row of one moment, with a cell for each site.
fn of_moment(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    table: &WideTable,
    sites: &[SiteColumn],
    row: StreamedRow<'_>,
) -> Result<(), ReadStop> {
    let at = match stamp(archived, &row.joined(&table.key)) {
        Ok(at) => at,
        Err(kind) => {
            let sites: Vec<&str> = sites.iter().map(|one| one.site.as_str()).collect();
            return sink.unplaced_at(row.line, &sites, kind);
        }
    };
    sink.resolution(row.line, at.resolution_us);
    let vantage = table.vantage.map_or("", |column| row.text(column));
    for SiteColumn { column, site } in sites {
        let probe = ArchivedProbe { site, vantage, ..ArchivedProbe::at(Timestamp::Moment(at.at)) };
        emit(archived, sink, row, *column, probe)?;
    }
    Ok(())
}

/// Hands on a row of one site, with a cell for each moment.
fn of_site(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    table: &WideTable,
    moments: &[MomentColumn],
    row: StreamedRow<'_>,
) -> Result<(), ReadStop> {
    let site = row.joined(&table.key);
    if table.key.iter().any(|column| row.text(*column).is_empty()) {
        return sink.refuse(row.line, "site", RefusalKind::Empty);
    }
    let vantage = table.vantage.map_or("", |column| row.text(column));
    for MomentColumn { column, moment } in moments {
        sink.resolution(row.line, moment.resolution_us);
        let at = Timestamp::Moment(moment.at);
        let probe = ArchivedProbe { site: &site, vantage, ..ArchivedProbe::at(at) };
        emit(archived, sink, row, *column, probe)?;
    }
    Ok(())
}

/// Hands on the cell of one probe; `row` has its moment, its site and its vantage. A row with
/// too many fields holds a separator in a cell, which shifts an unknown part of the others.
fn emit(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    row: StreamedRow<'_>,
    column: usize,
    probe: ArchivedProbe<'_>,
) -> Result<(), ReadStop> {
    if row.is_too_long(archived) {
        let kind = RefusalKind::FieldCount { expected: row.expected, found: row.found() };
        return sink.unreadable(row.line, &probe, "result", kind);
    }
    let cell = row.text(column);
    let settings = archived.settings;
    // An empty cell is no probe, unless the entry says what one means.
    if cell.is_empty() && !settings.result_words.contains_key("") {
        return sink.pass_over(row.line, PassedOver::EmptyCell);
    }
    let Some(rule) = &settings.dialect.up_when else {
        let probe = match settings.shape.cells {
            Some(CellMeaning::StatusCode) => ArchivedProbe { status_code: cell, ..probe },
            Some(CellMeaning::Error) => ArchivedProbe { error: cell, ..probe },
            _ => ArchivedProbe { result: cell, ..probe },
        };
        return sink.probe(row.line, &probe);
    };
    let decimals = settings.dialect.decimals();
    let latency_ms = match settings.shape.cells {
        Some(CellMeaning::LatencyMs) => Ok(cell.to_owned()),
        Some(CellMeaning::LatencyS) => seconds_as_milliseconds(cell, decimals),
        _ => Ok(String::new()),
    };
    let measured = MeasuredCell { rule, cell, words: &settings.result_words, decimals };
    measured.emit(sink, row.line, &probe, latency_ms)
}
