//! Findings in a few lines: the summary on stdout and the beginning of the page.

use crate::model::safe_text::escaped_json;
use crate::model::{Report, shown_path};
use crate::report::charts::{font_sentence, without_content};
use crate::report::headline::{finding, finding_sentences, of_rules};
use crate::report::wording::{FigureOrigin, notice, title};
use std::fmt::Write;
use std::path::Path;

use super::findings::all_are_outside;
pub use super::findings::{Line, lines};
pub(in crate::report) use super::record_limits::{limit_sentence, record_limits};

/// Subjects of the findings that limit all others: each is printed, wherever it has something to
/// say. The rows that were refused are counted on stderr.
const LIMITS: [&str; 6] = ["narrowed", "doubt", "unknown", "disagree", "conflict", "unplaced"];
/// Most ids that stand behind a finding.
const MOST_IDS: usize = 3;
/// Most letters of a finding that limits others: sentences beyond them are on the page alone.
const MOST_LETTERS: usize = 160;

/// Writes the summary for stdout: title, finding, what limits it, and what to open. The page, and
/// `--json`, have every finding.
pub fn summary(report: &Report, page: &Path) -> String {
    let mut text = format!("{}\n", title(report));
    let folder = page.parent().unwrap_or(Path::new(""));
    // Writing to a text cannot fail.
    for sentence in finding_sentences(report, &FigureOrigin::named(report)) {
        let _ = writeln!(text, "{sentence}.");
    }
    let nothing_read = all_are_outside(report);
    let limits =
        |line: &Line| LIMITS.contains(&line.label) || line.label == "refused" && nothing_read;
    for line in lines(report).into_iter().filter(limits) {
        let words = first_sentences(&line.text);
        let more = if words.len() < line.text.len() { ". The page has more" } else { "" };
        let _ = writeln!(text, "  {:<9} {words}{more}", line.label);
    }
    if let Some(rules) = of_rules(report).filter(|rules| rules.moves) {
        let _ = writeln!(text, "  rules     {} {}", rules.in_short, rules.evidence.words(MOST_IDS));
    }
    if let Some(notice) = notice(report) {
        let _ = writeln!(text, "  note      {notice}");
    }
    let _ = writeln!(text, "  open      {}", shown_path(page));
    let _ = writeln!(text, "  review    {}", shown_path(&folder.join("report.md")));
    let data = ["summary.xlsx", "tables", "charts"].map(|name| folder.join(name));
    let data = data.iter().map(|path| shown_path(path)).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "  data      {data}");
    text
}

/// Returns the sentences of a finding that a line has room for, the first one at least.
fn first_sentences(text: &str) -> &str {
    let is_end = |at: usize| {
        let next = text.get(at + 2..).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_uppercase() || next.is_ascii_digit())
    };
    let ends = text.match_indices(". ").map(|(at, _)| at).filter(|at| is_end(*at));
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    let within = ends.iter().rfind(|end| **end <= MOST_LETTERS).or(ends.first());
    within.and_then(|end| text.get(..*end)).unwrap_or(text)
}

/// Writes the findings as JSON: title, notice, finding, the path of the page, and each finding with
/// its subject.
pub fn json(report: &Report, page: &str) -> String {
    let findings = serde_json::json!({
        "schema": "corroborate/findings",
        "schema_version": 1,
        "title": report.title,
        "notice": notice(report),
        "simulated": report.simulated,
        "simulated_in_part": report.simulated_in_part,
        "finding": format!("{}.", finding(report, &FigureOrigin::named(report))),
        "page": page,
        "findings": lines(report),
    });
    escaped_json(&format!("{findings:#}\n"))
}

/// Writes what stderr says beside the summary: names that the PNG charts cannot show, and charts
/// that were asked for and have nothing to show; may be empty.
pub fn notes(report: &Report) -> String {
    let text = font_sentence(report);
    let mut notes = if text.is_empty() { text } else { format!("note: {text}\n") };
    for name in without_content(report) {
        notes.push_str(&format!("note: the chart {name} is not drawn: it has nothing to show\n"));
    }
    notes
}
