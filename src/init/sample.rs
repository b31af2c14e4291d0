//! The first rows of a CSV or Parquet file: separator, header, cells.

mod row_kinds;

use crate::files::FileHead;
use crate::files::json::{JsonPath, JsonTable, is_time};
use crate::init::sample::row_kinds::{LongerRow, RowKinds};
use crate::init::words::cell_kinds::{is_moment, is_only_a_result};
use crate::init::words::known_words::Heading;
use crate::init::words::worded_dates::pattern;
use crate::logs::FirstRows;
use crate::logs::{Cells, Splitter};
use crate::model::{grouped, plural, was};
use std::cmp::{Ordering, Reverse};

/// Keys of JSON for the name of the thing around them, in small letters.
const NAMES: [&str; 4] = ["name", "summary", "title", "label"];

/// Least percentage of the cells of a column that must fit for `most_fit`.
const FITTING_PERCENT: usize = 90;

/// Rows that are read, at most.
pub(super) const ROWS: usize = 1_000;
/// Lines that may stand above the header, at most.
const TITLES: usize = 20;
/// Bytes that may stand between fields.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows with as many fields as most.
#[derive(Debug, Clone)]
pub(super) struct Sampled {
    pub(super) separator: u8,
    /// Names of the fields, where the first line has them.
    pub(super) header: Option<Vec<String>>,
    /// Number of the line that names the columns, from 1; 1 where none does.
    pub(super) header_row: usize,
    /// Cells of each row, in the order of the lines; may be empty.
    pub(super) rows: Vec<Vec<String>>,
    /// Rows with more fields, in the order of the lines; not among `rows`.
    pub(super) longer: Vec<LongerRow>,
    /// Indices of the rows that had more fields, sorted.
    pub(super) joined: Vec<usize>,
    /// Number of `rows` that had fewer fields, and got empty ones behind them.
    shorter: usize,
    /// Number of lines in which a quotation mark is opened and not closed.
    unclosed_marks: usize,
    /// Number of lines that were read, the header among them.
    lines: usize,
    /// Number of these that stand further on and hold something new; they are the last ones.
    later_lines: usize,
    /// Number of `rows` from such lines; they are the last ones.
    later_rows: usize,
    /// Number of fields of each row.
    fields: usize,
    /// Description of a Parquet file or of JSON; `None` for a CSV file.
    schema: Option<String>,
    /// Last names in the paths of the fields of JSON, by which they are known; `None` where the
    /// header has the names.
    leaves: Option<Vec<String>>,
    /// Indices of the fields of JSON that stand once for all rows of a list, around it.
    around: Vec<usize>,
}

impl Sampled {
    /// Takes the first rows of a file, cut at the separator that fits them best, and those further
    /// on that hold something new.
    pub(super) fn of(head: &FileHead<'_>) -> Sampled {
        let numbered = (1..).zip(head.lines());
        let numbered: Vec<(usize, &str)> =
            numbered.filter(|(_, line)| !line.trim().is_empty()).take(ROWS).collect();
        let (numbers, mut lines): (Vec<usize>, Vec<&str>) = numbered.into_iter().unzip();
        if let Some(first) = lines.first_mut() {
            *first = first.trim_start_matches('\u{feff}');
        }
        let declared = lines.first().and_then(|first| declared_separator(first));
        let LineCut { separator, fields } = match declared {
            Some(separator) => LineCut::with(separator, &lines[1..]),
            None => LineCut::of(&lines),
        };
        let mut splitter = Splitter::new(separator);
        let mut cut: Vec<Vec<String>> =
            lines.iter().filter_map(|line| cells(line, &mut splitter)).collect();
        let mut unclosed_marks = lines.len() - cut.len();
        let above = if cut.len() == lines.len() { lines_above_header(&cut, fields) } else { 0 };
        cut.drain(..above);
        let header_row = if above == 0 { 1 } else { numbers[above] };
        let lines = lines.len() - above;
        let (fields, first) = match header_of_other_width(&cut, fields) {
            Some(header) => {
                cut.remove(0);
                (header.len(), Some(header))
            }
            None => (fields, None),
        };
        // A failure may leave cells out behind it.
        let mut whole = cut.iter().filter(|row| row.len() == fields && !is_header(row));
        let mut kinds = RowKinds { fields, example: whole.next().cloned(), ..RowKinds::default() };
        cut.into_iter().for_each(|cells| kinds.add(cells));
        let (first_rows, later) = (kinds.rows.len(), head.later.len());
        kinds.is_later = true;
        for line in &head.later {
            let row = cells(line, &mut splitter);
            unclosed_marks += usize::from(row.is_none());
            // Headings that stand there again are no row.
            row.into_iter().filter(|row| !is_header(row)).for_each(|row| kinds.add(row));
        }
        let later_rows = kinds.rows.len() - first_rows;
        let RowKinds { mut rows, mut longer, shorter, .. } = kinds;
        let is_among = first.is_none() && rows.first().is_some_and(|row| is_header(row));
        let header = first.or_else(|| is_among.then(|| rows.remove(0)));
        for row in longer.iter_mut().filter(|_| is_among) {
            row.rows_before = row.rows_before.saturating_sub(1);
        }
        Sampled {
            separator,
            header,
            header_row,
            rows,
            longer,
            joined: Vec::new(),
            shorter,
            unclosed_marks,
            lines: lines + later,
            later_lines: later,
            later_rows,
            fields,
            schema: None,
            leaves: None,
            around: Vec::new(),
        }
    }

    /// Puts the longer rows among the others, without their further fields.
    pub(super) fn with_longer(&self) -> Sampled {
        let mut all = Sampled { rows: Vec::new(), longer: Vec::new(), ..self.clone() };
        let mut longer = self.longer.iter().peekable();
        for at in 0..=self.rows.len() {
            while let Some(row) = longer.next_if(|row| row.rows_before == at) {
                all.joined.push(all.rows.len());
                all.rows.push(row.cells[..self.fields].to_vec());
            }
            all.rows.extend(self.rows.get(at).cloned());
        }
        all.later_rows += self.longer.iter().filter(|row| row.is_later).count();
        all
    }

    /// Takes the first rows of a Parquet file.
    pub(super) fn of_parquet(sample: &FirstRows) -> Sampled {
        let header: Vec<String> = sample.columns.iter().map(|column| column.name.clone()).collect();
        let types = sample
            .columns
            .iter()
            .map(|column| format!("`{}` ({})", column.name, column.kind))
            .collect::<Vec<_>>()
            .join(", ");
        let rows = plural(sample.all, "row");
        let schema = Some(format!(
            "a Parquet file of {rows}, of which the first {} {} read, with {types}",
            grouped(sample.rows.len()),
            was(sample.rows.len())
        ));
        let (lines, fields) = (sample.rows.len(), header.len());
        Sampled {
            separator: b',',
            header: Some(header),
            header_row: 1,
            rows: sample.rows.clone(),
            longer: Vec::new(),
            joined: Vec::new(),
            shorter: 0,
            unclosed_marks: 0,
            lines,
            later_lines: 0,
            later_rows: 0,
            fields,
            schema,
            leaves: None,
            around: Vec::new(),
        }
    }

    /// Takes the rows of a table with a header.
    pub(super) fn of_rows(separator: u8, header: Vec<String>, rows: Vec<Vec<String>>) -> Sampled {
        let (lines, fields) = (rows.len() + 1, header.len());
        let (schema, leaves) = (None, None);
        Sampled {
            separator,
            header: Some(header),
            header_row: 1,
            rows,
            longer: Vec::new(),
            joined: Vec::new(),
            shorter: 0,
            unclosed_marks: 0,
            lines,
            later_lines: 0,
            later_rows: 0,
            fields,
            schema,
            leaves,
            around: Vec::new(),
        }
    }

    /// Takes the first rows of JSON. Fields within the most lists come first.
    pub(super) fn of_json(table: &JsonTable) -> Sampled {
        let mut order: Vec<usize> = (0..table.columns.len()).collect();
        order.sort_by_key(|at| Reverse(table.columns[*at].depth()));
        let paths: Vec<&JsonPath> = order.iter().map(|at| &table.columns[*at]).collect();
        let is_of_times =
            |at: usize| table.rows.iter().all(|row| row[at].is_empty() || is_time(&row[at]));
        // Objects are named by what they are of, or by their moment.
        let leaf = |at: &usize| {
            let path = &table.columns[*at];
            let name = match path.is_name() {
                true if is_of_times(*at) => "timestamp",
                true if is_of_vantages(path) => "vantage",
                true => "site",
                false if path.is_any_value() => "status",
                false if NAMES.contains(&path.leaf()) && Heading::Site.is_named(path.around()) => {
                    path.around()
                }
                false => path.leaf(),
            };
            name.to_owned()
        };
        let row = |row: &Vec<String>| order.iter().map(|at| row[*at].trim().to_owned()).collect();
        let rows: Vec<Vec<String>> = table.rows.iter().map(row).collect();
        let schema = format!("JSON; {} of it {} read", plural(rows.len(), "row"), was(rows.len()));
        Sampled {
            separator: b',',
            header: Some(paths.iter().map(ToString::to_string).collect()),
            header_row: 1,
            lines: rows.len(),
            rows,
            longer: Vec::new(),
            joined: Vec::new(),
            shorter: 0,
            unclosed_marks: 0,
            later_lines: table.later,
            later_rows: table.later,
            fields: paths.len(),
            schema: Some(schema),
            leaves: Some(order.iter().map(leaf).collect()),
            around: (0..paths.len())
                .filter(|at| !paths[*at].is_name() && paths[*at].depth() < table.depth())
                .collect(),
        }
    }

    /// Puts rows behind the others that stand further on and hold something new.
    pub(super) fn with_later_rows(mut self, rows: Vec<Vec<String>>) -> Sampled {
        self.lines += rows.len();
        self.later_lines += rows.len();
        self.later_rows += rows.len();
        self.rows.extend(rows);
        self
    }

    /// Gives the names by which columns are known; `None` where nothing names them.
    pub(super) fn names(&self) -> Option<&[String]> {
        self.leaves.as_deref().or(self.header.as_deref())
    }

    /// Says whether a field of JSON stands once for all rows of a list.
    pub(super) fn is_around(&self, at: usize) -> bool {
        self.around.contains(&at)
    }

    /// Counts the rows that stand further on and hold something new. They are the last ones; others
    /// that were not read stand between them.
    pub(super) fn later_rows(&self) -> usize {
        self.later_rows
    }

    /// Says whether a row is one of the first, which follow one another.
    pub(super) fn is_among_first(&self, row: usize) -> bool {
        row + self.later_rows < self.rows.len()
    }

    /// Says whether there is a header, and no row.
    pub(super) fn is_without_rows(&self) -> bool {
        self.header.is_some() && self.rows.is_empty() && self.longer.is_empty()
    }

    /// Says whether each row has more fields than the header.
    pub(super) fn has_longer_rows_alone(&self) -> bool {
        self.rows.is_empty() && !self.longer.is_empty()
    }

    /// Says whether the lines make a table: several columns, in most lines.
    pub(super) fn is_table(&self) -> bool {
        let fit = self.rows.len() + usize::from(self.header.is_some());
        self.fields > 1 && !self.rows.is_empty() && fit * 100 >= self.lines * FITTING_PERCENT
    }

    /// Says whether the rows are those of JSON.
    pub(super) fn is_json(&self) -> bool {
        self.leaves.is_some()
    }

    /// Says what was seen, in sentences.
    pub(super) fn seen(&self) -> Vec<String> {
        if let Some(schema) = &self.schema {
            return vec![schema.clone()];
        }
        let apart = self.joined.len() + self.shorter;
        let fit = self.rows.len() - apart + usize::from(self.header.is_some());
        let header = match self.header_row {
            _ if self.header.is_none() => "no line names the columns".to_owned(),
            1 => "the first line names the columns".to_owned(),
            number => format!("line {number} names the columns"),
        };
        let fields = plural(self.fields, "field");
        let lines = match self.lines - self.later_lines {
            1 => "the only line has".to_owned(),
            lines if self.header_row > 1 => {
                format!("{fit} of the {lines} lines from there{} have", self.and_later())
            }
            lines => format!("{fit} of the first {lines} lines{} have", self.and_later()),
        };
        vec![format!("{lines} {fields}; {header}")]
    }

    /// Says how many lines further on were read besides; empty where none was.
    fn and_later(&self) -> String {
        match self.later_lines {
            0 => String::new(),
            lines => format!(" and {lines} further on that hold something new"),
        }
    }

    /// Counts the lines that have another number of fields than most.
    pub(super) fn ragged(&self) -> usize {
        self.lines.saturating_sub(self.rows.len() + usize::from(self.header.is_some()))
    }

    /// Counts the lines in which a quotation mark is opened and not closed.
    pub(super) fn unclosed_marks(&self) -> usize {
        self.unclosed_marks
    }

    /// Counts the rows with more fields where all from the first of them on have as many; `None`
    /// where others stand behind it, or there are none.
    pub(super) fn longer_to_the_end(&self) -> Option<usize> {
        let first = self.longer.first()?;
        let are_alike = self.longer.iter().all(|row| row.cells.len() == first.cells.len());
        (are_alike && first.rows_before == self.rows.len() && !self.rows.is_empty())
            .then_some(self.longer.len())
    }

    /// Reads a number, whose decimals may stand behind a comma where that separates no cells.
    pub(super) fn number(&self, cell: &str) -> Option<f64> {
        let is_separator = self.separator == b',';
        let text = if is_separator { cell.to_owned() } else { cell.replacen(',', ".", 1) };
        text.trim().parse().ok()
    }

    /// Returns the cells of a column.
    pub(super) fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str)
    }

    /// Says whether at least nine in ten cells of a column that hold something fit, and some do.
    pub(super) fn most_fit(&self, at: usize, fit: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.column(at).filter(|cell| !cell.trim().is_empty()).collect();
        let count = filled.iter().filter(|cell| fit(cell.trim())).count();
        count > 0 && count * 100 >= filled.len() * FITTING_PERCENT
    }

    /// Returns the number of columns.
    pub(super) fn width(&self) -> usize {
        self.fields
    }
}

/// Says whether a key is that of a vantage: the key around it is a word for several.
fn is_of_vantages(path: &JsonPath) -> bool {
    let one = path.object_of_names().and_then(|key| key.strip_suffix('s'));
    one.is_some_and(|one| Heading::Vantage.is_named(one))
}

/// Separator by which most lines have the same number of fields, and that number.
struct LineCut {
    separator: u8,
    fields: usize,
}

impl LineCut {
    /// Finds the separator of some lines; a comma where none divides them.
    fn of(lines: &[&str]) -> LineCut {
        let all = SEPARATORS.map(|separator| (separator, fields_with(lines, separator)));
        let best = all.iter().rev().max_by_key(|(_, fit)| *fit);
        let (separator, fields) =
            best.map_or((b',', 1), |(separator, fit)| (*separator, fit.fields));
        LineCut { separator, fields }
    }

    fn with(separator: u8, lines: &[&str]) -> LineCut {
        LineCut { separator, fields: fields_with(lines, separator).fields }
    }
}

/// Number of fields that most lines have by a separator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct SeparatorFit {
    /// Number of lines with so many fields; 0 where these are one.
    lines: usize,
    fields: usize,
}

/// Counts the fields that most lines have by a separator.
fn fields_with(lines: &[&str], separator: u8) -> SeparatorFit {
    let mut splitter = Splitter::new(separator);
    let counted = |line: &&str| splitter.split(line.as_bytes()).ok().map(|fields| fields.count());
    let mut counts: Vec<usize> = lines.iter().filter_map(counted).collect();
    counts.sort_unstable();
    let most = counts.chunk_by(|a, b| a == b).max_by_key(|alike| (alike.len(), alike[0]));
    most.map_or(SeparatorFit { lines: 0, fields: 1 }, |alike| SeparatorFit {
        lines: if alike[0] > 1 { alike.len() } else { 0 },
        fields: alike[0],
    })
}

/// Returns the separator that a first line such as `sep=;` declares, as workbook programs write it;
/// `None` where it is another line.
fn declared_separator(first: &str) -> Option<u8> {
    let sign = first.trim_end_matches(['\r', '\n']).strip_prefix("sep=")?;
    SEPARATORS.into_iter().find(|separator| sign.as_bytes() == [*separator])
}

/// Counts the lines above the header that hold nothing of the table: a title, a note, comments.
fn lines_above_header(cut: &[Vec<String>], fields: usize) -> usize {
    let is_comment = |row: &Vec<String>| row.first().is_some_and(|cell| cell.starts_with('#'));
    let is_title = |row: &&Vec<String>| {
        let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
        is_comment(row) || row.len() != fields || filled * 2 <= fields
    };
    let is_heading = |rows: &[Vec<String>]| {
        let is_whole = rows.first().is_some_and(|row| row.len() == fields && is_header(row));
        is_whole || header_of_other_width(rows, fields).is_some()
    };
    let titles = cut.iter().take(TITLES).take_while(is_title).count();
    let mut headings = (0..=titles).filter(|above| is_heading(&cut[*above..]));
    // A comment with as many commas as the table is one above the headings.
    let first = headings.next();
    let above = match (first, headings.next()) {
        (Some(comment), Some(next)) if is_comment(&cut[comment]) => Some(next),
        _ => first,
    };
    above.filter(|_| fields > 1).unwrap_or(0)
}

/// Splits a line into cells; `None` where it cannot be split to its end.
fn cells(line: &str, splitter: &mut Splitter) -> Option<Vec<String>> {
    let fields = splitter.split(line.as_bytes()).ok()?;
    Some((0..fields.count()).map(|at| fields.text(at).to_owned()).collect())
}

/// Finds the header where the first line has another number of fields than most, by separators
/// with nothing behind them: at its own end (then without these), or at the end of each row.
/// `None` where it is another line, as a missing field could stand anywhere.
fn header_of_other_width(cut: &[Vec<String>], fields: usize) -> Option<Vec<String>> {
    let (first, rows) = cut.split_first()?;
    let named = first.iter().rposition(|cell| !cell.trim().is_empty())? + 1;
    let mut others = rows.iter().filter(|row| row.len() == fields);
    let is_aligned = match first.len().cmp(&fields) {
        Ordering::Equal => false,
        Ordering::Greater => named <= fields,
        Ordering::Less => others.all(|row| row[first.len()..].iter().all(|cell| cell.is_empty())),
    };
    let header = first.iter().take(first.len().min(fields)).cloned().collect::<Vec<_>>();
    (is_aligned && fields > 1 && is_header(&header)).then_some(header)
}

/// Says whether a row names columns: each cell a different word, none a value. A cell without a
/// name, as over the numbers of rows, may stand beside words of this trade.
pub(in crate::init) fn is_header(row: &[String]) -> bool {
    let value = |cell: &String| {
        cell.parse::<f64>().is_ok()
            || is_moment(cell)
            || pattern(cell).is_some()
            || cell.contains("://")
    };
    let named: Vec<&String> = row.iter().filter(|cell| !cell.trim().is_empty()).collect();
    let distinct = named.iter().enumerate().all(|(at, cell)| !named[..at].contains(cell));
    // Headings may be addresses or moments, where each is a site or a time of its own.
    let is_heading = |cell: &&String| Heading::Time.is_named(cell) || Heading::Site.is_named(cell);
    let headings = named.iter().filter(|cell| is_heading(cell)).count();
    let of_a_wide_table = headings > 0
        && named.iter().all(|cell| cell.parse::<f64>().is_err())
        && named.iter().filter(|cell| value(cell)).count() > 1;
    let names_enough = named.len() == row.len() || headings > 0 && named.len() * 2 > row.len();
    distinct
        && names_enough
        && !named.is_empty()
        && named.iter().all(|cell| of_a_wide_table || !value(cell))
        && !named.iter().any(|cell| is_only_a_result(cell))
}
