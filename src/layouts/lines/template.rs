//! The form of a line, as the keys `format` and `pass_over` of `[[probes]]` say it: names of our
//! columns in braces, and the text between them.

use crate::logs::OUTCOMES;
use crate::model::suggest::{hint, listed, short};

/// Columns that can stand in braces.
const COLUMNS: [&str; 11] = [
    "timestamp",
    "timestamp_s",
    "site",
    "vantage",
    "status_code",
    "error",
    "latency_ms",
    "latency_s",
    "result",
    VALUE,
    PASSED,
];
/// Name in braces for a number that says the outcome by the rule `up_when`.
const VALUE: &str = "value";
/// Name in braces for a cell that is passed over.
const PASSED: &str = "_";
/// Columns that may stand several times: their cells are joined by a blank.
const JOINED: [&str; 2] = ["timestamp", "site"];
/// Names that curl has for our columns.
const THEIRS: [(&str, &str); 6] = [
    ("http_code", "status_code"),
    ("response_code", "status_code"),
    ("url", "site"),
    ("url_effective", "site"),
    ("time_total", "latency_s"),
    ("errormsg", "error"),
];

/// Declared form of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::layouts) struct LineTemplate {
    /// Text before the first column; the whole line where there is no column.
    before: String,
    /// Columns in order; may be empty.
    columns: Vec<TemplateColumn>,
}

/// Column of a format, with the text after it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct TemplateColumn {
    name: &'static str,
    after: String,
}

/// Text of a format that a line does not have where it should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layouts) struct MissingText<'f> {
    wanted: &'f str,
    /// Column behind which the text should stand; `None` for the beginning of the line.
    behind: Option<&'static str>,
}

impl MissingText<'_> {
    /// Says in words what the line lacks.
    pub(in crate::layouts) fn words(&self) -> String {
        let wanted = short(self.wanted);
        match self.behind {
            None => format!("`{wanted}` at its beginning"),
            Some(column) if wanted.is_empty() => format!("nothing behind `{{{column}}}`"),
            Some(column) => format!("`{wanted}` behind `{{{column}}}`"),
        }
    }
}

impl LineTemplate {
    /// Reads the form of lines that are probes; `measured` is the column whose number says the
    /// outcome, where there is a rule.
    ///
    /// # Errors
    /// Where it says nothing that lines could be read by: why, and what to write.
    pub(super) fn of_probes(text: &str, measured: Option<&str>) -> Result<LineTemplate, String> {
        let format = LineTemplate::read(text)?;
        if format.names("timestamp") == format.names("timestamp_s") {
            return Err(
                "expected one of `{timestamp}` and `{timestamp_s}` (seconds since 1970)".to_owned()
            );
        }
        if format.names("latency_ms") && format.names("latency_s") {
            return Err("expected one of `{latency_ms}` and `{latency_s}`".to_owned());
        }
        let is_measured = measured.is_some_and(|column| format.names(column));
        let decided = ["status_code", "result"].into_iter().find(|name| format.names(name));
        if let Some(decided) = decided.filter(|_| is_measured) {
            return Err(format!(
                "`up_when` stands in place of `{{{decided}}}`; leave one of them out"
            ));
        }
        if format.names(VALUE) && measured != Some(VALUE) {
            return Err("`{value}` needs a rule that says when a site is up, such as up_when = \
                \"value < 100\""
                .to_owned());
        }
        if !is_measured && !OUTCOMES.iter().any(|name| format.names(name)) {
            return Err("expected `{status_code}`, `{error}` or `{result}`: one of them must say \
                how the probe went"
                .to_owned());
        }
        Ok(format)
    }

    /// Reads the form of lines of a state, whose time stands elsewhere.
    ///
    /// # Errors
    /// Where it says nothing that lines could be read by: why, and what to write.
    pub(in crate::layouts) fn of_state(text: &str) -> Result<LineTemplate, String> {
        let format = LineTemplate::read(text)?;
        let others = ["timestamp", "timestamp_s", "latency_s", VALUE];
        if let Some(other) = others.into_iter().find(|name| format.names(name)) {
            return Err(format!(
                "found `{{{other}}}`: the time of a version is that of its commit, and its lines \
                 have `{{site}}`, `{{vantage}}`, `{{status_code}}`, `{{error}}`, `{{result}}` and \
                 `{{latency_ms}}` alone; write `{{_}}` for what else stands there"
            ));
        }
        if !OUTCOMES.iter().any(|name| format.names(name)) {
            return Err("expected `{status_code}`, `{error}` or `{result}`: one of them must say \
                how the probe went"
                .to_owned());
        }
        Ok(format)
    }

    /// Reads the form of lines that are no probes.
    ///
    /// # Errors
    /// Where it names a column, or would fit every line.
    pub(in crate::layouts) fn of_other_lines(text: &str) -> Result<LineTemplate, String> {
        let format = LineTemplate::read(text)?;
        if let Some(column) = format.columns.iter().find(|column| column.name != PASSED) {
            return Err(format!(
                "found `{{{}}}`: such a line is no probe; write `{{_}}` for what changes in it",
                column.name
            ));
        }
        let texts = format.columns.iter().map(|column| &column.after);
        if texts.chain([&format.before]).all(String::is_empty) {
            return Err("it fits every line; write what the lines to be passed over have in \
                common, such as `#{_}`"
                .to_owned());
        }
        Ok(format)
    }

    /// Reads the format of a line.
    fn read(text: &str) -> Result<LineTemplate, String> {
        let mut format = LineTemplate { before: String::new(), columns: Vec::new() };
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            format.push_text(&rest[..at]);
            let from_brace = &rest[at..];
            // A brace that stands twice is one brace of the line.
            if from_brace.starts_with("{{") || from_brace.starts_with("}}") {
                format.push_text(&from_brace[..1]);
                rest = &from_brace[2..];
                continue;
            }
            let (name, behind) =
                from_brace[1..].split_once('}').filter(|_| from_brace.starts_with('{')).ok_or(
                    "a `{` has no `}`, or a `}` no `{`; write `{timestamp} {site} \
                    {status_code}`, and `{{` for a brace of the line",
                )?;
            format.push_column(name)?;
            rest = behind;
        }
        format.push_text(rest);
        Ok(format)
    }

    /// Adds text behind what there is.
    fn push_text(&mut self, text: &str) {
        self.columns.last_mut().map_or(&mut self.before, |column| &mut column.after).push_str(text);
    }

    /// Adds a column, by its name in braces.
    fn push_column(&mut self, name: &str) -> Result<(), String> {
        let Some(column) = COLUMNS.into_iter().find(|column| *column == name) else {
            return Err(unknown(name));
        };
        if column != PASSED && !JOINED.contains(&column) && self.names(column) {
            return Err(format!(
                "`{{{column}}}` stands twice; write `{{_}}` for what is to be passed over"
            ));
        }
        if self.columns.last().is_some_and(|last| last.after.is_empty()) {
            return Err(format!(
                "nothing stands before `{{{column}}}` to tell where it begins; put a blank or \
                 a comma between"
            ));
        }
        self.columns.push(TemplateColumn { name: column, after: String::new() });
        Ok(())
    }

    /// Says whether a comma stands between cells, so that none can stand before decimals.
    pub(super) fn has_comma(&self) -> bool {
        self.before.contains(',') || self.columns.iter().any(|column| column.after.contains(','))
    }

    /// Says whether a line has this column.
    pub(in crate::layouts) fn names(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Splits a line into its cells, in the order of the columns, without the blanks around them.
    ///
    /// # Errors
    /// The first text of the format that the line does not have.
    pub(in crate::layouts) fn cells<'l>(
        &self,
        line: &'l str,
    ) -> Result<Vec<&'l str>, MissingText<'_>> {
        let misfit = |wanted, behind| MissingText { wanted, behind };
        let mut rest = line
            .strip_prefix(self.before.as_str())
            .ok_or_else(|| misfit(self.before.as_str(), None))?;
        let mut cells = Vec::with_capacity(self.columns.len());
        for (at, TemplateColumn { name, after }) in self.columns.iter().enumerate() {
            let is_last = at + 1 == self.columns.len();
            if self.is_padded(at) {
                rest = rest.trim_start_matches(' ');
            }
            let cell = if is_last {
                rest.strip_suffix(after.as_str())
            } else {
                self.cell_before(at, rest)
            };
            let cell = cell.ok_or_else(|| misfit(after.as_str(), Some(*name)))?;
            // The last one has nothing behind it.
            rest = rest.get(cell.len() + after.len()..).unwrap_or_default();
            cells.push(cell.trim());
        }
        if self.columns.is_empty() && !rest.is_empty() {
            return Err(misfit(self.before.as_str(), None));
        }
        Ok(cells)
    }

    /// Finds the cell of a column in the rest of a line: up to the text behind it. Between
    /// quotation marks a mark behind a backslash is one of the cell, as the logs of web servers
    /// write it.
    fn cell_before<'l>(&self, at: usize, rest: &'l str) -> Option<&'l str> {
        let after = self.columns[at].after.as_str();
        let before = if at == 0 { &self.before } else { &self.columns[at - 1].after };
        let is_quoted = before.ends_with('"') && after.starts_with('"');
        let is_escaped = |end: usize| {
            let backslashes = rest[..end].bytes().rev().take_while(|byte| *byte == b'\\').count();
            is_quoted && backslashes % 2 == 1
        };
        let mut ends = rest.match_indices(after).map(|(end, _)| end);
        ends.find(|end| !is_escaped(*end)).map(|end| &rest[..end])
    }

    /// Says whether blanks may stand before a cell, as before the day in `Oct  5`: parts of a stamp
    /// have blanks between them, however many.
    fn is_padded(&self, at: usize) -> bool {
        let is_stamp = |at: usize| self.columns[at].name == "timestamp";
        is_stamp(at) && if at == 0 { self.before.is_empty() } else { is_stamp(at - 1) }
    }

    /// Joins the cells of a column by blanks; empty where a line has no such column.
    pub(in crate::layouts) fn text(&self, cells: &[&str], name: &str) -> String {
        let of_column = |(column, cell): (&TemplateColumn, &&str)| {
            (column.name == name && !cell.is_empty()).then(|| (*cell).to_owned())
        };
        self.columns.iter().zip(cells).filter_map(of_column).collect::<Vec<_>>().join(" ")
    }
}

/// Says in words that a name in braces is no column, and which may have been meant.
fn unknown(name: &str) -> String {
    let ours = THEIRS.iter().find(|(theirs, _)| *theirs == name);
    let hint = ours.map_or_else(
        || hint(name, COLUMNS),
        |(theirs, ours)| format!("; what curl calls `%{{{theirs}}}` is `{{{ours}}}` here"),
    );
    format!("`{{{}}}` is none of {}{hint}", short(name), listed(COLUMNS))
}

#[cfg(test)]
mod tests {
    use super::LineTemplate;

    #[test]
    fn a_brace_that_stands_twice_is_one_of_the_line() {
        let format =
            LineTemplate::of_probes("{{{timestamp}}} {result}", None).expect("it can be read");
        assert_eq!(format.cells("{now} up"), Ok(vec!["now", "up"]));
        for odd in ["{timestamp} {result}}", "{timestamp} {result} {", "} {timestamp} {result}"] {
            assert!(LineTemplate::of_probes(odd, None).is_err(), "{odd}");
        }
    }

    #[test]
    fn the_cells_of_a_site_and_of_a_stamp_are_joined() {
        let format =
            LineTemplate::of_probes("{timestamp} {timestamp};{site};{site};{result}", None);
        let format = format.expect("it can be read");
        let cells = format.cells("2022-10-05 20:00;web;HTTP;OK").expect("it fits");
        assert_eq!(format.text(&cells, "site"), "web HTTP");
        assert_eq!(format.text(&cells, "timestamp"), "2022-10-05 20:00");
        // A day of one digit has a blank in place of the other; an empty cell of another column
        // stays one.
        let format = LineTemplate::of_probes("{timestamp} {timestamp} {error} {result}", None);
        let format = format.expect("it can be read");
        for (line, stamp) in [("Oct  5  up", "Oct 5"), (" Oct 15  up", "Oct 15")] {
            let cells = format.cells(line).expect("it fits");
            assert_eq!(format.text(&cells, "timestamp"), stamp);
            assert_eq!((cells[2], cells[3]), ("", "up"));
        }
    }

    #[test]
    fn a_mark_behind_a_backslash_does_not_end_what_stands_between_marks() {
        let format =
            LineTemplate::of_probes("[{timestamp}] \"{_}\" {status_code} {_} \"{_}\"", None);
        let format = format.expect("it can be read");
        for (line, request) in [
            (
                r#"[now] "GET /?q=\" 200 \" HTTP/1.1" 503 5 "Mon \"x\"""#,
                r#"GET /?q=\" 200 \" HTTP/1.1"#,
            ),
            (r#"[now] "GET /\\" 503 5 "-""#, r"GET /\\"),
        ] {
            let cells = format.cells(line).expect("it fits");
            assert_eq!((cells[1], cells[2]), (request, "503"), "{line}");
        }
    }

    #[test]
    fn a_form_without_columns_is_a_whole_line() {
        let format = LineTemplate::of_other_lines("--").expect("it can be read");
        assert!(format.cells("--").is_ok() && format.cells("---").is_err());
        for every in ["", "{_}"] {
            assert!(LineTemplate::of_other_lines(every).is_err(), "{every}");
        }
    }
}
