//! Reports of any size: what readers are shown stays short and says what is left out, and threads
//! change no byte.

use crate::charts::chart;
use crate::incident_folder::committed;
use corroborate::clock::MINUTE;
use corroborate::model::{Refusal, RefusalKind, RefusedPart, Report};
use corroborate::output::OutputFolder;
use corroborate::report::render;
use corroborate::report::terminal::summary::lines;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Most rows of a kind on the page.
const MOST: usize = 300;

/// A report with so many outages, blips, claims, inputs and refusals; each outage a minute longer
/// than the one before.
fn of_size(size: usize) -> Report {
    let mut report = committed("tests/cases/claims");
    let (outage, claim, input) =
        (report.outages[0].clone(), report.claims[0].clone(), report.inputs[0].clone());
    let verdicts =
        |id: &str| report.verdicts.iter().find(|verdict| verdict.rule.id() == id).unwrap().clone();
    let unclaimed = verdicts("R9");
    let many = |count: usize| (1..=count).map(|number| (number, format!("{number:06}")));
    report.verdicts = many(size)
        .map(|(_, word)| {
            let mut verdict = unclaimed.clone();
            (verdict.id, verdict.outage) = (format!("V{word}"), Some(format!("O{word}")));
            verdict
        })
        .collect();
    report.outages = many(size)
        .map(|(number, word)| {
            let mut outage = outage.clone();
            outage.id = format!("O{word}");
            outage.duration.least_us = i64::try_from(number).unwrap() * MINUTE;
            outage.duration.most_us = Some(outage.duration.least_us + MINUTE);
            outage
        })
        .collect();
    report.blips = report.outages.clone();
    report.blips.iter_mut().for_each(|blip| blip.id.replace_range(..1, "B"));
    report.claims = many(size)
        .map(|(_, word)| corroborate::model::Claim { id: format!("claim-{word}"), ..claim.clone() })
        .collect();
    report.inputs = many(size)
        .map(|(_, word)| corroborate::model::Input {
            path: format!("probes/{word}.csv"),
            ..input.clone()
        })
        .collect();
    report.refusals = Default::default();
    for (_, word) in many(size) {
        let (file, name) = (format!("refused/{word}.csv"), "result".to_owned());
        report.refusals.add(Refusal {
            file,
            line: 1,
            column: 1,
            name,
            part: RefusedPart::Outcome,
            kind: RefusalKind::NotAResult("dwn".to_owned()),
        });
    }
    report
}

/// The page of a report without its charts.
fn pages(report: &Report) -> [String; 1] {
    [crate::page_rows::html(report).replace("&#x2f;", "/")]
}

/// As many as fit are all shown, and nothing is said of others.
#[test]
fn a_page_with_room_for_all_shows_all() {
    for page in pages(&of_size(MOST)) {
        assert!(
            page.contains("O000001")
                && page.contains("B000300")
                && page.contains("refused/000300.csv")
                && page.contains("claim-000300")
        );
        assert!(!page.contains("Shown are"), "{page}");
    }
}

/// One more, and many more: the rest is counted, in words that fit, with where it stands.
#[test]
fn a_page_shows_at_most_so_many_rows_and_says_how_many_more() {
    for (size, all) in [(MOST + 1, "301"), (MOST + 2_345, "2,645")] {
        for page in pages(&of_size(size)) {
            for row in ["O00", "B00"] {
                let rows = page.lines().filter(|line| line.starts_with(&format!("<tr id=\"{row}")));
                assert_eq!(rows.count(), MOST, "rows of {row}");
            }
            for words in [
                "<th scope=\"row\">probes/",
                "<li>refused/",
                "; no claim says that it was attacked or down",
            ] {
                assert_eq!(page.matches(words).count(), MOST, "{words}");
            }
            for (which, table) in [
                ("longest", "tables/outages.csv"),
                ("earliest", "tables/blips.csv"),
                ("first published", "tables/claims.csv"),
                ("longest", "tables/verdicts.csv"),
                ("first read", "manifest.json"),
                ("first read", "tables/refusals.csv"),
            ] {
                let words = format!("Only the 300 {which} of {all} are shown; {table} holds all.");
                assert!(page.contains(&words), "{words}");
            }
            // Of outages the longest stay, not the first.
            assert!(!page.contains("id=\"O000001\"") && page.contains(&format!("O{size:06}")));
            assert!(page.contains("B000001") && !page.contains(&format!("B{size:06}")));
        }
    }
}

/// Past some number even the table of refusals lists no more: the page says how many it lists, and
/// counts all by kind.
#[test]
fn refusals_that_no_table_lists_are_counted() {
    let mut report = of_size(1);
    for line in 0..12_344 {
        let (file, name) = ("p.csv".to_owned(), "result".to_owned());
        let (part, kind) = (RefusedPart::Row, RefusalKind::Empty);
        report.refusals.add(Refusal { file, line, column: 1, name, part, kind });
    }
    let words = "Only the 300 first read of 12,345 are shown; tables/refusals.csv lists \
        10,000. By kind: empty 12,344, result 1.";
    for page in pages(&report) {
        assert!(page.contains(words));
    }
}

/// Five times the outages make neither the page nor the summary longer, but for the digits of their
/// counts.
#[test]
fn what_is_shown_does_not_grow_with_the_report() {
    let lengths = |size: usize| {
        let report = of_size(size);
        let summary: usize = lines(&report).iter().map(|line| line.text.len()).sum();
        pages(&report).map(|page| page.len()).into_iter().chain([summary]).collect::<Vec<usize>>()
    };
    for (small, large) in lengths(320).into_iter().zip(lengths(1_600)) {
        assert!(large < small + small / 20 + 20, "{small} {large}");
    }
}

/// A chart of many outages shows some, says which, and counts the rest.
#[test]
fn a_chart_says_how_many_it_leaves_out() {
    let durations = chart(&of_size(2_060), "durations");
    let drawn = durations.svg.split("</desc>").nth(1).unwrap();
    assert_eq!(drawn.matches("<g id=\"durations-O").count(), 60);
    assert!(durations.svg.contains("2,060 outages, the longest first"), "{}", durations.svg);
    assert!(durations.svg.contains("Shown are 60 of 2,060: for all see tables/outages.csv."));
    let mut report = committed("datasets/usa-offline-2022");
    let site = report.sites[0].clone();
    report.sites = (0..2_000)
        .map(|number| {
            let mut site = site.clone();
            site.site.id = format!("s{number:04}");
            site
        })
        .collect();
    let timeline = chart(&report, "timeline");
    assert!(timeline.svg.contains("Shown are 60 of 2,000 sites: "), "{}", timeline.svg);
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut contents = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            contents.extend(files(&entry));
        } else {
            contents.insert(entry.clone(), std::fs::read(&entry).unwrap());
        }
    }
    contents
}

/// Which thread makes which file changes none of them, and no file is named twice.
#[test]
fn a_report_written_again_has_the_same_files() {
    let report = committed("tests/cases/claims");
    let root = tempfile::tempdir().unwrap();
    let write = || {
        let folder = OutputFolder::open(
            &root.path().join("x"),
            &[],
            corroborate::model::ChangedFiles::StopTheRun,
        )
        .unwrap();
        let names = std::sync::Mutex::new(Vec::new());
        render::write(&report, &folder, |file| names.lock().unwrap().push(file.to_owned()))
            .unwrap();
        folder.finish().unwrap();
        let mut names = names.into_inner().unwrap();
        names.sort();
        (names, files(root.path()))
    };
    let (names, first) = write();
    assert_eq!(names.len(), first.len());
    for _ in 0..3 {
        assert!(write() == (names.clone(), first.clone()));
    }
}

/// Of several files that cannot be written, the same one is named each time.
#[test]
fn the_first_file_in_order_that_fails_is_reported() {
    let report = committed("tests/cases/claims");
    let root = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        let folder = OutputFolder::open(
            &root.path().join("x"),
            &[],
            corroborate::model::ChangedFiles::StopTheRun,
        )
        .unwrap();
        for file in ["charts", "tables"] {
            folder.write(file, b"in the way").unwrap();
        }
        let error = render::write(&report, &folder, |_| {}).unwrap_err().to_string();
        assert!(error.contains("charts/affected.png: cannot be written"), "{error}");
    }
}
