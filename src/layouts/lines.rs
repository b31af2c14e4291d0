//! `lines`: lines of any form, as the key `format` of `[[probes]]` says: our columns in braces, and
//! the text between. A loop around `curl -w` writes such lines, and so do many monitors.

mod template;

use crate::clock::unix_seconds;
use crate::files::FileHead;
use crate::layouts::measured_cell::{MeasuredCell, emit_with_latency};
use crate::logs::{
    Archived, ArchivedProbe, DecimalMark, LayoutSpec, LineFormat, LineKeyFault, LineKeys, ReadStop,
    Sink, Timestamp, seconds_as_milliseconds, with_point,
};
use crate::model::RefusalKind;
use crate::model::suggest::short;
pub(super) use template::LineTemplate;

/// Layout `lines`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    by_line: true,
    csv_keys: &["time_format", "results", "site", "up_when"],
    line_format: Some(LineFormat { check }),
    ..LayoutSpec::new("lines", recognise, read)
};

/// Endings of a file's name that are not its site's.
const ENDINGS: [&str; 6] = [".gz", ".zst", ".log", ".txt", ".csv", ".out"];
/// A form of a line, for errors.
const EXAMPLE: &str = "{timestamp} {site} {status_code} {latency_s}";
/// Most forms of a line that are tried.
const MOST_FORMATS: usize = 32;

/// Recognises nothing: nobody can tell these lines from others without their format.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Templates of the lines of a file.
#[derive(Debug)]
struct LineTemplates {
    /// Templates of probes, in the order in which they are tried.
    probes: Vec<LineTemplate>,
    /// Templates of lines that are passed over.
    others: Vec<LineTemplate>,
}

impl LineTemplates {
    /// Reads the forms.
    ///
    /// # Errors
    /// Where one cannot be used: the key, and what to write.
    fn read(keys: &LineKeys<'_>) -> Result<LineTemplates, LineKeyFault> {
        let fault = |key: &'static str| move |why| LineKeyFault { key, why };
        let probes = keys.formats.iter().map(|text| LineTemplate::of_probes(text, keys.up_when));
        let others = keys.pass_over.iter().map(|text| LineTemplate::of_other_lines(text));
        Ok(LineTemplates {
            probes: probes.collect::<Result<_, _>>().map_err(fault("format"))?,
            others: others.collect::<Result<_, _>>().map_err(fault("pass_over"))?,
        })
    }

    /// Says whether a line is declared to be no probe.
    fn passes_over(&self, line: &str) -> bool {
        line.trim().is_empty() || self.others.iter().any(|form| form.cells(line).is_ok())
    }

    /// Says whether every line that can be read names its site.
    fn names_site(&self) -> bool {
        self.probes.iter().any(|form| form.names("site"))
    }

    /// Says of each form, in order, what a line lacks.
    fn misfits(&self, line: &str) -> String {
        let several = self.probes.len() > 1;
        let lacks = |(number, form): (usize, &LineTemplate)| {
            let words = form.cells(line).err()?.words();
            Some(if several { format!("{number}: {words}") } else { words })
        };
        (1..).zip(&self.probes).filter_map(lacks).collect::<Vec<_>>().join("; ")
    }
}

/// Checks the keys that say how lines are read.
fn check(keys: &LineKeys<'_>) -> Result<(), LineKeyFault> {
    let fault = |key, why: &str| Err(LineKeyFault { key, why: why.to_owned() });
    if keys.formats.is_empty() {
        let why = format!("expected what a line holds, such as {EXAMPLE:?}");
        return fault("format", &why);
    }
    let forms = LineTemplates::read(keys)?;
    if forms.probes.len().max(forms.others.len()) > MOST_FORMATS {
        return fault("format", "expected 32 forms of a line at most");
    }
    if keys.has_time_format && forms.probes.iter().any(|form| form.names("timestamp_s")) {
        let why = "`{timestamp_s}` says itself how it is written; write `{timestamp}`, or leave \
            `time_format` out";
        return fault("time_format", why);
    }
    if keys.up_when.is_some_and(|column| !forms.probes.iter().any(|form| form.names(column))) {
        let why = "it is about a column that no `format` has; write `{value}` where the number \
            stands, and a rule such as \"value < 100\"";
        return fault("up_when", why);
    }
    if keys.site.is_some() && forms.names_site() {
        let why = "the `format` has a `{site}`, and so one site would stand for all of them; \
            leave `site` out";
        return fault("site", why);
    }
    Ok(())
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let keys = archived.settings.line_keys();
    let forms = LineTemplates::read(&keys)
        .map_err(|fault| archived.broken(None, format!("`{}`: {}", fault.key, fault.why)))?;
    let site = keys.site.map_or_else(|| site_of_name(archived), |_| archived.site);
    archived.lines(sink, |sink, number, line| {
        if forms.passes_over(line) {
            return Ok(());
        }
        for form in &forms.probes {
            if let Ok(cells) = form.cells(line) {
                let line = FittingLine { number, site, form, cells: &cells };
                return take(archived, sink, line);
            }
        }
        let kind = RefusalKind::NotOfFormat { wanted: forms.misfits(line), found: short(line) };
        // Every line of a log without a column for the site is of one site.
        if forms.names_site() {
            sink.refuse(number, "timestamp", kind)
        } else {
            sink.unplaced(number, site, kind)
        }
    })
}

/// Takes the site from the name of the file.
fn site_of_name<'a>(archived: &Archived<'a>) -> &'a str {
    let mut site = archived.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for ending in ENDINGS {
        site = site.strip_suffix(ending).unwrap_or(site);
    }
    site
}

/// Line that fits a form.
#[derive(Debug, Clone, Copy)]
struct FittingLine<'l> {
    /// Line in the file, from 1.
    number: u64,
    /// Site of the file, for lines that do not name theirs.
    site: &'l str,
    form: &'l LineTemplate,
    /// Cells in the order of the form.
    cells: &'l [&'l str],
}

/// Hands on a line.
fn take(
    archived: &Archived<'_>,
    sink: &mut dyn Sink,
    line: FittingLine<'_>,
) -> Result<(), ReadStop> {
    let FittingLine { number, site, form, cells } = line;
    let text = |name: &str| form.text(cells, name);
    let own_site = text("site");
    let site = if form.names("site") { own_site.as_str() } else { site };
    let stamp = text("timestamp");
    let at = match form.names("timestamp_s").then(|| seconds(&text("timestamp_s"))) {
        Some(Err(kind)) if site.is_empty() => return sink.refuse(number, "timestamp", kind),
        Some(Err(kind)) => return sink.unplaced(number, site, kind),
        Some(Ok(at)) => at,
        None => Timestamp::Text(&stamp),
    };
    let decimals = if form.has_comma() { DecimalMark::Point } else { DecimalMark::PointOrComma };
    // How long was waited for nothing is no time to an answer.
    let code = text("status_code");
    let unanswered = !code.is_empty() && code.bytes().all(|byte| byte == b'0');
    let took = match text("latency_s") {
        _ if unanswered => Ok(String::new()),
        seconds if seconds.is_empty() => Ok(with_point(&text("latency_ms"), decimals).into_owned()),
        seconds => seconds_as_milliseconds(&seconds, decimals),
    };
    let probe = ArchivedProbe {
        at,
        site,
        vantage: &text("vantage"),
        status_code: &code,
        error: &text("error"),
        latency_ms: "",
        result: &text("result"),
    };
    let settings = archived.settings;
    let rule = settings.dialect.up_when.as_ref().filter(|rule| form.names(&rule.column));
    if let Some(rule) = rule {
        let (cell, words) = (text(&rule.column), &settings.result_words);
        let measured = MeasuredCell { rule, cell: &cell, words, decimals };
        return measured.emit(sink, number, &probe, took);
    }
    emit_with_latency(sink, number, &probe, took)
}

/// Reads seconds since 1970 as a moment.
fn seconds(text: &str) -> Result<Timestamp<'static>, RefusalKind> {
    let not = || RefusalKind::NotOfLayout { expected: "seconds since 1970", found: short(text) };
    Ok(Timestamp::Moment(unix_seconds(text.parse().map_err(|_| not())?)?))
}
