//! Reports as `report` works them out, without a file of them: pictures and pages take ten times as
//! long as all the rest in a debug build. Tests of the files run the program (`program_run.rs`).

use corroborate::cli::{self, Config};
use corroborate::model::Report;
use corroborate::pipeline::report_of;
use corroborate::report::formats::csv;
use corroborate::report::tables;
use std::ffi::OsString;
use std::path::Path;

/// Report on what these words of `report` name in a folder; no row may have been refused.
pub(crate) fn worked_out(folder: &Path, words: &[&str]) -> Report {
    let in_folder = |word: &&str| {
        let path = folder.join(word);
        if path.exists() { path.into_os_string() } else { OsString::from(word) }
    };
    let line = ["corroborate", "report"].map(OsString::from);
    let line = line.into_iter().chain(words.iter().map(in_folder));
    let Ok(line) = cli::parse(line) else { panic!("{words:?} are no words of `report`") };
    let Config::Report { request, .. } = line.config else { panic!("{words:?}") };
    let report = report_of(&request).unwrap_or_else(|why| panic!("{words:?}: {why}"));
    assert_eq!(report.refusals.count(), 0, "{words:?}: {:?}", report.refusals.listed);
    report
}

/// The table of outages of a report on what these words name, and what was assumed of the files.
/// Paths are relative to the folder.
pub(crate) fn outages_and_assumed(folder: &Path, words: &[&str]) -> (String, String) {
    let report = worked_out(folder, words);
    let all = tables::all(&report).unwrap();
    let outages = all.iter().find(|table| table.name == "outages").expect("a table of outages");
    let mut text = Vec::new();
    csv::write(outages, &mut text).unwrap();
    let prefix = format!("{}/", folder.display());
    let relative = |text: &str| text.replace(&prefix, "");
    let assumed = report.assumed.iter().map(|line| format!("assumed: {line}\n"));
    (relative(&String::from_utf8(text).unwrap()), relative(&assumed.collect::<String>()))
}
