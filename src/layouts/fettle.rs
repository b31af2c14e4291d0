//! `fettle`: the `NAME_report.log` of Fettle and its kin. A line for each probe, `stamp,
//! success|failed, value`, without a header; the site is the file's name.

use crate::files::FileHead;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// Layout `fettle`.
pub(super) const LAYOUT: LayoutSpec =
    LayoutSpec { by_line: true, ..LayoutSpec::new("fettle", recognise, read) };

/// End of the file's name, after the site.
const ENDING: &str = "_report.log";
/// Lines by which the layout is recognised, and percentage of them that must fit.
const LINES: usize = 200;
const PERCENT: usize = 90;

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let site = site(head.name())?;
    let lines: Vec<&str> =
        head.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let fit = lines
        .iter()
        .filter(|line| LineCells::of(line).is_some_and(|cells| result(cells.word).is_some()))
        .count();
    let enough = !lines.is_empty() && fit * 100 >= lines.len() * PERCENT;
    enough.then(|| {
        format!(
            "the name ends with `{ENDING}` (site `{site}`), and {fit} of {} lines are `stamp, \
            success|failed, value`",
            lines.len()
        )
    })
}

/// Returns the site of a file; `None` where the name says none.
fn site(name: &str) -> Option<&str> {
    let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name);
    name.strip_suffix(ENDING).filter(|site| !site.is_empty())
}

/// Cells of a line that are read; a third holds a value.
struct LineCells<'l> {
    stamp: &'l str,
    word: &'l str,
}

impl<'l> LineCells<'l> {
    /// Splits a line; `None` where it does not have three cells.
    fn of(line: &'l str) -> Option<LineCells<'l>> {
        let mut cells = line.split(',').map(str::trim);
        match (cells.next(), cells.next(), cells.next(), cells.next()) {
            (Some(stamp), Some(word), Some(_), None) => Some(LineCells { stamp, word }),
            _ => None,
        }
    }
}

/// Gives our word for theirs.
fn result(word: &str) -> Option<&'static str> {
    match word.trim_start_matches("Status.").to_ascii_lowercase().as_str() {
        "success" => Some("up"),
        "failed" => Some("down"),
        "unknown" => Some("unknown"),
        _ => None,
    }
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let name = archived.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(site) = site(name) else {
        return Err(archived.broken(
            None,
            format!(
                "a log of this layout is named after its site, such as \
                `kentucky.gov{ENDING}`; rename it"
            ),
        ));
    };
    archived.lines(sink, |sink, number, line| {
        if line.trim().is_empty() {
            return Ok(());
        }
        let Some(LineCells { stamp, word, .. }) = LineCells::of(line) else {
            let found = line.split(',').count();
            return sink.unplaced(number, site, RefusalKind::FieldCount { expected: 3, found });
        };
        let at = Timestamp::Text(stamp);
        let Some(result) = result(word) else {
            let kind = RefusalKind::NotAResult(short(word));
            return sink.unreadable(
                number,
                &ArchivedProbe { site, ..ArchivedProbe::at(at) },
                "result",
                kind,
            );
        };
        // The value is seconds in some logs and a grade of health in others, so it is no latency.
        sink.probe(number, &ArchivedProbe { site, result, ..ArchivedProbe::at(at) })
    })
}
