//! `curl`: lines that a loop around `curl -w` wrote, as the key `format` of `[[probes]]` says: our
//! columns in braces, and the text between.

use crate::clock::unix_seconds;
use crate::files::FileHead;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, LineFormat, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::{hint, listed, short};

/// Layout `curl`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    by_line: true,
    line_format: Some(LineFormat {
        check: |format| LineTemplate::read(format).map(drop),
        example: "{timestamp} {site} {status_code} {latency_s}",
    }),
    ..LayoutSpec::new("curl", recognise, read)
};

/// Columns that can stand in braces.
const COLUMNS: [&str; 10] = [
    "timestamp",
    "timestamp_s",
    "site",
    "vantage",
    "status_code",
    "error",
    "latency_ms",
    "latency_s",
    "result",
    "_",
];
/// Columns of which one must say how the probe went.
const TELLING: [&str; 3] = ["status_code", "error", "result"];
/// Names that curl has for our columns.
const THEIRS: [(&str, &str); 6] = [
    ("http_code", "status_code"),
    ("response_code", "status_code"),
    ("url", "site"),
    ("url_effective", "site"),
    ("time_total", "latency_s"),
    ("errormsg", "error"),
];
/// Endings of a file's name that are not its site's.
const ENDINGS: [&str; 6] = [".gz", ".zst", ".log", ".txt", ".csv", ".out"];
/// Milliseconds in a second.
const MS: f64 = 1000.0;

/// Recognises nothing: nobody can tell these lines from others without their format.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Declared format of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineTemplate {
    /// Text before the first column.
    before: String,
    /// Columns in order, each with the text after it.
    columns: Vec<(&'static str, String)>,
}

impl LineTemplate {
    /// Reads what the key `format` says.
    ///
    /// # Errors
    /// Where it says nothing that lines could be read by: why, and what to write.
    pub(super) fn read(text: &str) -> Result<LineTemplate, String> {
        let mut parts = text.split('{');
        let before = parts.next().unwrap_or_default().to_owned();
        let mut columns: Vec<(&'static str, String)> = Vec::new();
        for part in parts {
            let (name, after) = part
                .split_once('}')
                .ok_or("a `{` has no `}`; write `{timestamp} {site} {status_code}`")?;
            let Some(column) = COLUMNS.into_iter().find(|column| *column == name) else {
                return Err(unknown(name));
            };
            if column != "_" && columns.iter().any(|(known, _)| *known == column) {
                return Err(format!(
                    "`{{{column}}}` stands twice; write `{{_}}` for what is to be passed over"
                ));
            }
            if columns.last().is_some_and(|(_, after)| after.is_empty()) {
                return Err(format!(
                    "nothing stands before `{{{column}}}` to tell where it begins; put a blank or \
                     a comma between"
                ));
            }
            columns.push((column, after.to_owned()));
        }
        let has = |name: &str| columns.iter().any(|(column, _)| *column == name);
        if has("timestamp") == has("timestamp_s") {
            return Err(
                "expected one of `{timestamp}` and `{timestamp_s}` (seconds since 1970)".to_owned()
            );
        }
        if has("latency_ms") && has("latency_s") {
            return Err("expected one of `{latency_ms}` and `{latency_s}`".to_owned());
        }
        if !TELLING.iter().any(|name| has(name)) {
            return Err("expected `{status_code}`, `{error}` or `{result}`: one of them must say \
                how the probe went"
                .to_owned());
        }
        Ok(LineTemplate { before, columns })
    }

    /// Says whether a line names its site.
    fn names_site(&self) -> bool {
        self.columns.iter().any(|(column, _)| *column == "site")
    }

    /// Splits a line into its cells, in the order of the columns; `None` where the text between
    /// them does not fit.
    fn cells<'l>(&self, line: &'l str) -> Option<Vec<&'l str>> {
        let mut rest = line.strip_prefix(self.before.as_str())?;
        let mut cells = Vec::with_capacity(self.columns.len());
        for (at, (_, after)) in self.columns.iter().enumerate() {
            let last = at + 1 == self.columns.len();
            let cell = if last {
                rest.strip_suffix(after.as_str())?
            } else {
                rest.split_once(after.as_str())?.0
            };
            // The last one has nothing behind it.
            rest = rest.get(cell.len() + after.len()..)?;
            cells.push(cell.trim());
        }
        Some(cells)
    }
}

fn unknown(name: &str) -> String {
    let ours = THEIRS.iter().find(|(theirs, _)| *theirs == name);
    let hint = ours.map_or_else(
        || hint(name, COLUMNS),
        |(theirs, ours)| format!("; what curl calls `%{{{theirs}}}` is `{{{ours}}}` here"),
    );
    format!("`{{{}}}` is none of {}{hint}", short(name), listed(COLUMNS))
}

fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let declared = archived.settings.format.as_deref().unwrap_or_default();
    let format = LineTemplate::read(declared)
        .map_err(|why| archived.broken(None, format!("`format`: {why}")))?;
    let mut site = archived.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for ending in ENDINGS {
        site = site.strip_suffix(ending).unwrap_or(site);
    }
    archived.lines(sink, |sink, number, line| match format.cells(line) {
        _ if line.trim().is_empty() => Ok(()),
        Some(cells) => take(sink, number, site, &format, &cells),
        None => {
            let kind = RefusalKind::NotOfLayout {
                expected: "a line of the declared `format`",
                found: short(line),
            };
            // Every line of a log without a column for the site is of the file's.
            if format.names_site() {
                sink.refuse(number, "timestamp", kind)
            } else {
                sink.unplaced(number, site, kind)
            }
        }
    })
}

/// Hands on a line; `site` is that of the file, for lines that do not name theirs.
fn take(
    sink: &mut dyn Sink,
    number: u64,
    site: &str,
    format: &LineTemplate,
    cells: &[&str],
) -> Result<(), ReadStop> {
    let cell = |name: &str| {
        format.columns.iter().position(|(column, _)| *column == name).map(|at| cells[at])
    };
    let text = |name: &str| cell(name).unwrap_or_default();
    let site = cell("site").unwrap_or(site);
    let at = match cell("timestamp_s").map(seconds) {
        Some(Err(kind)) if site.is_empty() => return sink.refuse(number, "timestamp", kind),
        Some(Err(kind)) => return sink.unplaced(number, site, kind),
        Some(Ok(at)) => at,
        None => Timestamp::Text(text("timestamp")),
    };
    let took = match text("latency_s") {
        "" => text("latency_ms").to_owned(),
        seconds => seconds
            .parse()
            .map_or_else(|_| seconds.to_owned(), |seconds: f64| (seconds * MS).to_string()),
    };
    // How long was waited for nothing is no time to an answer.
    let code = text("status_code");
    let unanswered = !code.is_empty() && code.bytes().all(|byte| byte == b'0');
    let latency_ms = if unanswered { "" } else { took.as_str() };
    let (vantage, error, result) = (text("vantage"), text("error"), text("result"));
    sink.record(
        number,
        &ArchivedProbe { at, site, vantage, status_code: code, error, latency_ms, result },
    )
}

fn seconds(text: &str) -> Result<Timestamp<'static>, RefusalKind> {
    let not = || RefusalKind::NotOfLayout { expected: "seconds since 1970", found: short(text) };
    Ok(Timestamp::Moment(unix_seconds(text.parse().map_err(|_| not())?)?))
}
