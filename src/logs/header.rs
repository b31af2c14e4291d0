//! Columns of a probe log, found by its header and the incident file's `columns`.

use crate::files::settings::OneOrMany;
use crate::files::{LONGEST_LINE, ReadError};
use crate::logs::columns::{COLUMNS, OUTCOMES, SECONDS};
use crate::logs::fields::cells::Cells;
use crate::logs::fields::csv_fields::Splitter;
use crate::logs::layout::ReadSettings;
use crate::logs::outcomes::classify::{DecimalMark, OutcomeField, ResultWords};
use crate::logs::outcomes::up_when::UpWhen;
use crate::model::suggest::{listed, nearest};
use crate::model::{RefusalKind, shown_path};
use std::collections::BTreeMap;
use std::path::Path;

/// Signs that stand between fields where commas do not, each as TOML writes it.
const SEPARATORS: [(char, &str); 3] = [(';', ";"), ('\t', "\\t"), ('|', "|")];

/// Numbers of the columns of a probe log, from 0.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    /// Names of all columns, in order.
    pub(crate) names: Vec<String>,
    /// Column of the stamp, or the first of several.
    pub(crate) timestamp: usize,
    /// Further columns of a stamp that several columns make.
    pub(crate) more_timestamp: Vec<usize>,
    /// One column, or several that only together tell the sites apart; empty where the site is
    /// fixed.
    pub(crate) site: Vec<usize>,
    pub(crate) vantage: Option<usize>,
    pub(crate) code: Option<usize>,
    pub(crate) error: Option<usize>,
    pub(crate) latency: Option<usize>,
    pub(crate) result: Option<usize>,
    /// Column of the number that decides, in place of status code and result, and its rule.
    pub(crate) up_when: Option<UpWhenColumn>,
    /// Whether the answer time is in seconds, and not in milliseconds.
    pub(crate) in_seconds: bool,
    /// Sign before the decimals of its numbers.
    pub(crate) decimals: DecimalMark,
    /// Site of every row where no column has it; else empty.
    pub(crate) fixed_site: String,
    /// Meaning of words in `result` besides our own.
    pub(crate) result_words: ResultWords,
}

/// Column of the number that decides whether a site was up, and the rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpWhenColumn {
    pub(crate) column: usize,
    pub(crate) rule: UpWhen,
}

/// Use that a column is put to: what is lost with a cell of it, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ColumnUse {
    /// Part of the moment.
    Moment,
    /// Part of the name of site or vantage.
    Name,
    /// The status code or the archive's own result.
    Outcome,
    /// Anything else: no verdict needs it.
    Other,
}

/// Lines at the beginning of a file up to its header.
#[derive(Debug)]
pub(crate) struct FirstLines {
    pub(crate) header: Header,
    /// Number of their bytes, with the end of the last of them.
    pub(crate) bytes: usize,
    /// Number of the lines.
    pub(crate) lines: u64,
}

/// Reads the header in the first lines of a file: in the first, unless its entry names another.
///
/// # Errors
/// Where it cannot be read, or a column is missing.
pub(crate) fn first_lines(
    path: &Path,
    text: &[u8],
    settings: &ReadSettings,
) -> Result<FirstLines, ReadError> {
    let shown = shown_path(path);
    if let Some(names) = &settings.dialect.header {
        let header = Header::find(&shown, names.clone(), settings)?;
        return Ok(FirstLines { header, bytes: 0, lines: 0 });
    }
    let lines = settings.dialect.header_row;
    let above = bytes_of_lines(text, lines - 1).ok_or_else(|| {
        let why = format!("the file has no line {lines}; write the one that names the columns");
        ReadError::Setting { path: shown.clone(), key: "probes.header_row".to_owned(), why }
    })?;
    let text = &text[above..];
    let end = memchr::memchr(b'\n', text);
    let line = &text[..end.unwrap_or(text.len())];
    let unreadable = |why| match why {
        RefusalKind::NotUtf8 => ReadError::NotUtf8(shown.clone()),
        why => ReadError::HeaderLine { path: shown.clone(), why },
    };
    if line.len() > LONGEST_LINE {
        return Err(unreadable(RefusalKind::TooLong(LONGEST_LINE)));
    }
    // UTF-16 without a mark at its beginning is full of zero bytes.
    if line.contains(&0) {
        return Err(unreadable(RefusalKind::NotUtf8));
    }
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let mut splitter = Splitter::new(settings.dialect.separator);
    let fields = splitter.split(line).map_err(unreadable)?;
    let names = (0..fields.count()).map(|at| fields.text(at).to_owned()).collect();
    let header = Header::find(&shown, names, settings)?;
    let bytes = above + end.map_or(text.len(), |end| end + 1);
    Ok(FirstLines { header, bytes, lines: lines as u64 })
}

/// Counts the bytes of the first lines of a text, with their ends; `None` where no text stands
/// behind them.
fn bytes_of_lines(text: &[u8], lines: usize) -> Option<usize> {
    let end = match lines {
        0 => 0,
        _ => memchr::memchr_iter(b'\n', text).nth(lines - 1)? + 1,
    };
    (lines == 0 || end < text.len()).then_some(end)
}

/// Makes an error for a file without a header.
pub(crate) fn no_header(path: &Path) -> ReadError {
    ReadError::Empty {
        path: shown_path(path),
        columns: COLUMNS.map(|name| format!("`{name}`")).join(", "),
    }
}

/// Search for our columns among those of a file, with the mapping of the incident file.
struct HeaderSearch<'a> {
    path: &'a str,
    /// Names of the file's columns, in their order.
    names: &'a [String],
    /// Names in the file, by our columns; may be empty.
    mapping: &'a BTreeMap<String, OneOrMany>,
    /// Number of the line that should name the columns, from 1.
    header_row: usize,
}

impl Header {
    /// Returns the number of columns without those at the end that have no name, as a separator
    /// behind the last name makes one.
    pub(crate) fn named_width(&self) -> usize {
        self.names.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1)
    }

    /// Finds the columns among a file's `names`.
    ///
    /// # Errors
    /// Where a column is missing or stands twice.
    pub(crate) fn find(
        path: &str,
        names: Vec<String>,
        settings: &ReadSettings,
    ) -> Result<Header, ReadError> {
        if let Some((_, twice)) = names
            .iter()
            .enumerate()
            .find(|(at, name)| !name.is_empty() && names[..*at].contains(name))
        {
            return Err(ReadError::RepeatedColumn { path: path.to_owned(), column: twice.clone() });
        }
        let search = HeaderSearch {
            path,
            names: &names,
            mapping: &settings.columns,
            header_row: settings.dialect.header_row,
        };
        let one = |ours: &str| Ok(search.optional(ours)?.first().copied());
        let timestamp = search.required("timestamp")?;
        let site =
            if settings.dialect.site.is_some() { Vec::new() } else { search.required("site")? };
        if settings.dialect.site.is_some() && !search.optional("site")?.is_empty() {
            let why = "the log has a column for the site, and so one site would stand for all of \
                them; leave `site` out"
                .to_owned();
            return Err(ReadError::Setting {
                path: path.to_owned(),
                key: "probes.site".to_owned(),
                why,
            });
        }
        let in_seconds = settings.columns.contains_key(SECONDS);
        let up_when = settings.dialect.up_when.as_ref();
        let up_when = up_when.map(|rule| search.up_when(rule)).transpose()?;
        // The number stands in place of both.
        let outcome = |ours: &str| if up_when.is_some() { Ok(None) } else { one(ours) };
        let header = Header {
            timestamp: timestamp[0],
            more_timestamp: timestamp[1..].to_vec(),
            site,
            vantage: one("vantage")?,
            code: outcome("status_code")?,
            error: one("error")?,
            latency: one(if in_seconds { SECONDS } else { "latency_ms" })?,
            result: outcome("result")?,
            up_when,
            in_seconds,
            decimals: settings.dialect.decimals(),
            fixed_site: settings.dialect.site.clone().unwrap_or_default(),
            result_words: settings.result_words.clone(),
            names: names.clone(),
        };
        let tells = [header.code, header.error, header.result];
        if header.up_when.is_none() && tells.iter().all(Option::is_none) {
            let words =
                "`status_code`, `error` or `result` (one of them must say how the probe went)";
            return Err(search.missing(words, search.near(&OUTCOMES, OUTCOMES[0])));
        }
        Ok(header)
    }
}

impl Header {
    /// Makes the header of rows that a layout of others says in our own columns, as its entry
    /// has them read.
    pub(crate) fn of_archive(settings: &ReadSettings) -> Header {
        let at = |ours: &str| COLUMNS.iter().position(|column| *column == ours);
        let first = |ours: &str| at(ours).unwrap_or_default();
        Header {
            names: COLUMNS.map(str::to_owned).to_vec(),
            timestamp: first("timestamp"),
            more_timestamp: Vec::new(),
            site: vec![first("site")],
            vantage: at("vantage"),
            code: at("status_code"),
            error: at("error"),
            latency: at("latency_ms"),
            result: at("result"),
            up_when: None,
            in_seconds: settings.columns.contains_key(SECONDS),
            decimals: settings.dialect.decimals(),
            fixed_site: settings.dialect.site.clone().unwrap_or_default(),
            result_words: settings.result_words.clone(),
        }
    }

    /// Joins the cells that make the stamp of a row by blanks, over what `into` held.
    pub(crate) fn write_stamp<'f>(&self, cells: &impl Cells<'f>, into: &mut String) {
        into.clear();
        for column in std::iter::once(&self.timestamp).chain(&self.more_timestamp) {
            if !into.is_empty() {
                into.push(' ');
            }
            into.push_str(cells.text(*column));
        }
    }

    /// Lists the columns that say where a row stands: its moment, its site and its vantage.
    pub(crate) fn place_columns(&self) -> impl Iterator<Item = usize> {
        let moment = std::iter::once(self.timestamp).chain(self.more_timestamp.iter().copied());
        moment.chain(self.site.iter().copied()).chain(self.vantage)
    }

    /// Lists the columns that name the site and the vantage.
    pub(crate) fn name_columns(&self) -> impl Iterator<Item = usize> {
        self.site.iter().copied().chain(self.vantage)
    }

    /// Lists the columns of which the first that holds something decides how the probe went (M6).
    pub(crate) fn deciding_columns(&self) -> impl Iterator<Item = usize> {
        let number = self.up_when.as_ref().map(|of| of.column);
        let others = [self.result, self.code, self.error].into_iter().flatten();
        number.into_iter().chain(others.filter(move |_| number.is_none()))
    }

    /// Says what a column is used for.
    pub(crate) fn column_use(&self, column: usize) -> ColumnUse {
        if self.timestamp == column || self.more_timestamp.contains(&column) {
            ColumnUse::Moment
        } else if self.site.contains(&column) || self.vantage == Some(column) {
            ColumnUse::Name
        } else if self.decides(column) {
            ColumnUse::Outcome
        } else {
            ColumnUse::Other
        }
    }

    /// Says whether a column holds the status code, the archive's own result, or the number in
    /// their place.
    fn decides(&self, column: usize) -> bool {
        let number = self.up_when.as_ref().map(|of| of.column);
        [self.code, self.result, number].contains(&Some(column))
    }

    /// Counts the columns from the first on that hold a moment, a name, a status code or a result,
    /// none of which has a separator in it: a separator in any other cell shifts only what follows.
    pub(crate) fn firm_columns(&self) -> usize {
        let is_soft = |column: &usize| self.column_use(*column) == ColumnUse::Other;
        (0..self.names.len()).find(is_soft).unwrap_or(self.names.len())
    }

    /// Gives the column of a cell that is at fault; that of the stamp where there is no such
    /// column.
    pub(crate) fn column_of(&self, field: OutcomeField) -> usize {
        let column = match field {
            OutcomeField::Code => self.code.or(self.error).or(self.result),
            OutcomeField::Result => self.result,
            OutcomeField::Latency => self.latency,
            OutcomeField::Number => self.up_when.as_ref().map(|of| of.column),
        };
        column.unwrap_or(self.timestamp)
    }
}

impl HeaderSearch<'_> {
    /// Finds the columns for one of ours that must be there; at least one.
    fn required(&self, ours: &str) -> Result<Vec<usize>, ReadError> {
        let columns = self.optional(ours)?;
        if columns.is_empty() {
            Err(self.missing(&format!("`{ours}`"), self.near(&[ours], ours)))
        } else {
            Ok(columns)
        }
    }

    /// Finds the columns for one of ours: by the mapping, which must then name columns of the file;
    /// else by our own name. Empty where there is none.
    fn optional(&self, ours: &str) -> Result<Vec<usize>, ReadError> {
        let at = |name: &str| self.names.iter().position(|found| found == name);
        let Some(mapped) = self.mapping.get(ours) else {
            return Ok(at(ours).into_iter().collect());
        };
        let missing = |name: &String| {
            self.missing(
                &format!("`{name}` (named for `{ours}` in `columns`)"),
                self.near(&[name], ours),
            )
        };
        mapped.all().iter().map(|name| at(name).ok_or_else(|| missing(name))).collect()
    }

    /// Finds the column of a rule: one of the file, or one of ours that `columns` maps.
    fn up_when(&self, rule: &UpWhen) -> Result<UpWhenColumn, ReadError> {
        let position = |wanted: &str| self.names.iter().position(|name| name == wanted);
        let mapped = || self.mapping.get(&rule.column)?.all().first();
        let column = position(&rule.column).or_else(|| position(mapped()?));
        let missing = || {
            let near = nearest(&rule.column, self.names.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            self.missing(&format!("`{}` (named in `up_when`)", rule.column), hint)
        };
        Ok(UpWhenColumn { column: column.ok_or_else(missing)?, rule: rule.clone() })
    }

    /// Says what to write: the file's column with the name nearest to one of the needed, which is
    /// none of ours; `ours` is the column that is to be mapped.
    fn near(&self, needed: &[&str], ours: &str) -> String {
        if let [only] = self.names
            && let Some((_, sign)) =
                SEPARATORS.into_iter().find(|(separator, _)| only.contains(*separator))
        {
            return format!(
                "; its header has no comma and is one name: write separator = \"{sign}\" in its \
                 [[probes]] (`corroborate init` finds it)"
            );
        }
        if self.names.iter().filter(|name| !name.trim().is_empty()).count() < 2 {
            return format!(
                "; line {} is no line of headings: if another one names the columns, write its \
                 number in its [[probes]], such as header_row = 3",
                self.header_row
            );
        }
        let is_mapped = |name: &str| {
            self.mapping.values().any(|names| names.all().iter().any(|mapped| mapped == name))
        };
        let is_free = |name: &&str| !COLUMNS.contains(name) && !is_mapped(name);
        let free = || self.names.iter().map(String::as_str).filter(is_free);
        let by_likeness = needed.iter().find_map(|ours| Some((*ours, nearest(ours, free())?)));
        let by_use = || needed.iter().find_map(|ours| Some((*ours, familiar(ours, free())?)));
        let Some((likely, near)) = by_likeness.or_else(by_use) else {
            let columns = with_column(self.mapping, ours, "…");
            return format!("; say which it is: columns = {columns} in its [[probes]]");
        };
        if needed.len() > 1 && (is_familiar("result", near) || likely == "result") {
            let columns = with_column(self.mapping, "result", near);
            return format!(
                "; did you mean `{near}`? Write columns = {columns} in its [[probes]] where it \
                 holds words such as UP, and status_code in place of result where it holds codes \
                 such as 200"
            );
        }
        let ours = if COLUMNS.contains(&likely) { likely } else { ours };
        let columns = with_column(self.mapping, ours, near);
        format!("; did you mean `{near}`? Write columns = {columns} in its [[probes]]")
    }

    /// Makes an error of a column that is missing.
    fn missing(&self, needed: &str, hint: String) -> ReadError {
        let found = listed(self.names.iter().map(String::as_str));
        ReadError::MissingColumn {
            path: self.path.to_owned(),
            needed: needed.to_owned(),
            found,
            hint,
        }
    }
}

/// Writes the key `columns` with one column more, or another one in place of its own.
fn with_column(mapping: &BTreeMap<String, OneOrMany>, ours: &str, theirs: &str) -> String {
    let place = |name: &str| COLUMNS.iter().position(|known| *known == name);
    let mut pairs: Vec<(Option<usize>, String)> = mapping
        .iter()
        .filter(|(known, _)| *known != ours)
        .map(|(known, names)| {
            let names: Vec<String> = names.all().iter().map(|name| format!("{name:?}")).collect();
            let value = match &names[..] {
                [one] => one.clone(),
                many => format!("[{}]", many.join(", ")),
            };
            (place(known), format!("{known} = {value}"))
        })
        .collect();
    pairs.push((place(ours), format!("{ours} = \"{theirs}\"")));
    pairs.sort();
    let pairs: Vec<String> = pairs.into_iter().map(|(_, pair)| pair).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// Finds a name that others use for one of our columns.
fn familiar<'a>(ours: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut names = names;
    names.find(|name| is_familiar(ours, name))
}

/// Says whether others use a name, in any letters, for one of our columns.
pub(crate) fn is_familiar(ours: &str, name: &str) -> bool {
    let words: &[&str] = match ours {
        "timestamp" => &["time", "date", "datetime", "ts", "at", "checked_at", "created"],
        "site" => &[
            "host",
            "url",
            "name",
            "monitor",
            "service",
            "target",
            "domain",
            "service_id",
            "service_name",
            "endpoint",
        ],
        "status_code" => &["code", "status", "http_code", "http_status", "statuscode"],
        "result" => &["state", "up", "status", "ok"],
        _ => &[],
    };
    words.contains(&name.to_lowercase().as_str())
}
