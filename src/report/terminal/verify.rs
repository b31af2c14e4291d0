//! The lines of `verify`: what a report has in common with its inputs, with itself, and with the
//! same report made again.

use crate::model::{by_count, grouped, plural, was};
use std::fmt::Write;

/// Most names that are listed of each kind; all are counted.
const SHOWN: usize = 20;

/// Difference of a file, with its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileDifference {
    /// Path of the file.
    pub path: String,
    pub kind: DifferenceKind,
}

/// Way in which a file is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DifferenceKind {
    /// Other bytes.
    Bytes,
    /// A file that is not there any more.
    Gone,
    /// A file that was not there before.
    New,
}

/// Comparison of files, then and now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FileComparison {
    /// Number of files that were there then.
    pub files: usize,
    /// Files that differ, sorted by path, charts behind all others.
    pub differing: Vec<FileDifference>,
}

/// Facts about a report that was made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verified {
    /// Folder of the report.
    pub report: String,
    /// Origin of the inputs: a folder, or words.
    pub origin: String,
    /// Versions of the program that made it, then and now.
    pub versions: Versions,
    /// Inputs, against those in the manifest.
    pub inputs: FileComparison,
    /// Files of the report as they lie there, against the manifest.
    pub stored: FileComparison,
    /// Files of the report, against those made again.
    pub again: FileComparison,
    /// Totals, outages and verdicts that are others now, each in words; may be empty.
    pub findings: Vec<String>,
    /// Number of files in the folder that are not of the report.
    pub beside: usize,
}

/// Versions of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Versions {
    /// Version in the manifest.
    pub then: String,
    /// Version of this program.
    pub now: String,
}

impl FileComparison {
    /// Writes a line on the comparison, and one for each of the first differences. `same` and
    /// `other` are what the files do that are alike, and those that are not.
    fn write(&self, label: &str, same: &str, other: &str, text: &mut String) {
        let all = plural(self.files, "file");
        if self.differing.is_empty() {
            let _ = writeln!(text, "  {label:<9} {all}: {same}");
            return;
        }
        let differing = grouped(self.differing.len());
        let _ = writeln!(text, "  {label:<9} {all}: {differing} {other}");
        for FileDifference { path, kind } in self.differing.iter().take(SHOWN) {
            let words = match kind {
                DifferenceKind::Bytes => "other bytes",
                DifferenceKind::Gone => "not there any more",
                DifferenceKind::New => "not there before",
            };
            let _ = writeln!(text, "    {path}: {words}");
        }
        if self.differing.len() > SHOWN {
            let _ = writeln!(text, "    and {} more", grouped(self.differing.len() - SHOWN));
        }
    }
}

/// Writes what was compared, and what differs.
pub(crate) fn verified(facts: &Verified) -> String {
    let Verified { report, origin, versions, inputs, stored, again, findings, beside } = facts;
    let mut text = format!("{report}, made again from {origin}\n");
    inputs.write("inputs", "as when the report was made", "not as then", &mut text);
    stored.write("report", "as written", "changed since", &mut text);
    again.write("again", "the same bytes", "made otherwise", &mut text);
    if !findings.is_empty() {
        let _ = writeln!(text, "  findings  {} otherwise now", grouped(findings.len()));
        text.extend(findings.iter().take(SHOWN).map(|words| format!("    {words}\n")));
        if findings.len() > SHOWN {
            let _ = writeln!(text, "    and {} more", grouped(findings.len() - SHOWN));
        }
    } else if !again.differing.is_empty() {
        text.push_str("  findings  all totals, outages and verdicts as they were\n");
    }
    if *beside > 0 {
        let files = plural(*beside, "file");
        let _ = writeln!(text, "  beside    {files} that {} not of the report", is(*beside));
    }
    if versions.then != versions.now {
        let Versions { then, now } = versions;
        let _ = writeln!(text, "  version   {then} then, {now} now: words and forms may differ");
    }
    if difference(facts).is_none() {
        text.push_str("verified: nothing differs\n");
    }
    text
}

/// Says in a sentence what differs; `None` where nothing does.
pub(crate) fn difference(facts: &Verified) -> Option<String> {
    let parts: Vec<String> = [
        (&facts.inputs, "input", "not as when the report was made"),
        (&facts.stored, "file of the report", "changed since"),
        (&facts.again, "file", "made otherwise now"),
    ]
    .into_iter()
    .map(|(compared, noun, words)| (compared.differing.len(), noun, words))
    .filter(|(count, ..)| *count > 0)
    .map(|(count, noun, words)| format!("{} {} {words}", counted(count, noun), was(count)))
    .collect();
    let any = !parts.is_empty();
    any.then(|| format!("differs: {} (exit code 1)", parts.join(", ")))
}

/// Counts a noun whose first word has the plural: `2 files of the report`.
fn counted(count: usize, noun: &str) -> String {
    let (first, rest) = noun.split_once(' ').unwrap_or((noun, ""));
    format!("{} {rest}", plural(count, first)).trim_end().to_owned()
}

fn is(count: usize) -> &'static str {
    by_count(count, "is", "are")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Verified {
        let of = |files| FileComparison { files, differing: Vec::new() };
        let version = || "0.1.0".to_owned();
        Verified {
            report: "output/case".to_owned(),
            origin: "case".to_owned(),
            versions: Versions { then: version(), now: version() },
            inputs: of(1),
            stored: of(48),
            again: of(49),
            findings: Vec::new(),
            beside: 0,
        }
    }

    #[test]
    fn where_nothing_differs_it_is_said() {
        let same = facts();
        let wanted = "output/case, made again from case\n  \
            inputs    1 file: as when the report was made\n  \
            report    48 files: as written\n  again     49 files: the same bytes\n\
            verified: nothing differs\n";
        assert_eq!(verified(&same), wanted);
        assert_eq!(difference(&same), None);
    }

    #[test]
    fn what_differs_is_counted_and_named() {
        let mut facts = facts();
        let path = |name: &str| name.to_owned();
        facts
            .inputs
            .differing
            .push(FileDifference { path: path("a.csv"), kind: DifferenceKind::New });
        facts.stored.differing =
            vec![FileDifference { path: path("report.md"), kind: DifferenceKind::Gone }; 22];
        facts.findings = vec!["went_down: 3 then, 2 now".to_owned(); 21];
        facts.beside = 1;
        facts.versions.now = "0.2.0".to_owned();
        let text = verified(&facts);
        for part in [
            "1 file: 1 not as then\n    a.csv: not there before\n",
            "48 files: 22 changed since\n    report.md: not there any more\n",
            "    and 2 more\n",
            "  findings  21 otherwise now\n    went_down: 3 then, 2 now\n",
            "    and 1 more\n",
            "  beside    1 file that is not of the report\n",
            "  version   0.1.0 then, 0.2.0 now",
        ] {
            assert!(text.contains(part), "`{part}` is not in:\n{text}");
        }
        assert_eq!(text.matches("report.md: not there").count(), SHOWN);
        assert!(!text.contains("verified"), "{text}");
        let wanted = "differs: 1 input was not as when the report was made, 22 files of the report \
                      were changed since (exit code 1)";
        assert_eq!(difference(&facts).as_deref(), Some(wanted));
    }
}
