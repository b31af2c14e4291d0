//! Forms in which a table of claims writes its moments and days.

use crate::clock::{StampFormat, Zone, parse_range};
use crate::init::columns::partly_read::is_stamp;
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::stamps::shapes;
use crate::init::words::worded_dates::commonest_pattern;
use crate::model::open_end::is_open_end;
use std::collections::BTreeSet;

/// Forms of a day or a moment that are tried after our own.
const FORMATS: [&str; 14] = [
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "unix_s",
    "unix_ms",
];

/// Lists the formats that read all cells of some columns, joined, none for our own way of writing;
/// `None` where nothing reads them. A cell for an end that has not come says nothing.
pub(in crate::init) fn formats(sampled: &Sampled, columns: &[usize]) -> Option<Vec<String>> {
    let cells = joined(sampled, columns);
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    if cells.is_empty() {
        return None;
    }
    if cells.iter().all(|cell| parse_range(cell, Some(Zone::UTC)).is_ok()) {
        return Some(Vec::new());
    }
    let reads = |word: &str| {
        let format = stamps::format_of(word);
        let reads_one =
            |format: &StampFormat, cell: &str| format.read(cell, Some(Zone::UTC)).is_ok();
        format.is_some_and(|format| cells.iter().all(|cell| reads_one(&format, cell)))
    };
    let known = FORMATS.into_iter().filter(|word| reads(word)).map(str::to_owned);
    let mut formats: Vec<String> = known.collect();
    if formats.is_empty() {
        formats.extend(commonest_pattern(cells.iter().copied()).filter(|word| reads(word)));
    }
    if formats.is_empty() {
        let shapes = shapes::patterns(cells.iter().copied());
        formats.extend(shapes.into_iter().filter(|word| reads(word)));
    }
    (!formats.is_empty()).then_some(formats)
}

/// Lists the format that reads at least half of the cells of some columns, joined, and whose others
/// no format reads; none for our own way of writing. `None` where there is no such format, or
/// several. A row with a broken date is refused by itself, and says nothing of the others.
pub(in crate::init) fn formats_of_half(
    sampled: &Sampled,
    columns: &[usize],
) -> Option<Vec<String>> {
    let cells = joined(sampled, columns);
    let reads_half = |reads: &dyn Fn(&str) -> bool| {
        let (read, unread): (Vec<&str>, Vec<&str>) =
            cells.iter().map(String::as_str).partition(|cell| reads(cell));
        let is_half = !read.is_empty() && read.len() >= unread.len();
        is_half && !unread.iter().any(|cell| is_stamp(cell))
    };
    if reads_half(&|cell| parse_range(cell, Some(Zone::UTC)).is_ok()) {
        return Some(Vec::new());
    }
    let shapes = shapes::patterns(cells.iter().map(String::as_str)).into_iter();
    let worded = commonest_pattern(cells.iter().map(String::as_str));
    let reads = |word: &String| {
        let format = stamps::format_of(word);
        format.is_some_and(|format| reads_half(&|cell| format.read(cell, Some(Zone::UTC)).is_ok()))
    };
    let known = FORMATS.into_iter().map(str::to_owned).chain(worded).chain(shapes);
    let all: BTreeSet<String> = known.filter(reads).collect();
    (all.len() == 1).then(|| all.into_iter().collect())
}

/// Lists the cells of some columns, those of a row with a blank between them; rows are left out
/// where one is empty, or says that an end has not come.
pub(in crate::init) fn joined(sampled: &Sampled, columns: &[usize]) -> Vec<String> {
    let cells = |row: &Vec<String>| {
        let cells: Vec<&str> =
            columns.iter().filter_map(|at| row.get(*at)).map(String::as_str).collect();
        let is_given = !cells.iter().any(|cell| is_open_end(cell));
        is_given.then(|| cells.join(" "))
    };
    sampled.rows.iter().filter_map(cells).collect()
}
