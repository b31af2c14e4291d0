//! Words on charts in German: nothing English is left, and every label has room. All words on the
//! charts of the bundled incidents stand in `tests/german`, to be read; `CORROBORATE_BLESS=1`
//! writes them anew.

use crate::chart_wishes::case;
use crate::charts::{chart, faults, texts};
use crate::incident_folder::committed;
use crate::program_run::printed;
use corroborate::model::charts::{ChartLanguage, ChartSettings, ChartWidth};
use corroborate::model::{ChangeCounts, PossiblyDownCounts, Report};
use corroborate::report::charts::{Chart, all};
use corroborate::report::{page, tables};
use std::fmt::Write;

/// The charts of a report in German, in a size.
fn in_german(report: &Report, width: Option<ChartWidth>) -> Vec<Chart> {
    let language = Some(ChartLanguage::German);
    let chart = ChartSettings { language, width, ..report.chart.clone() };
    all(&Report { chart, ..report.clone() }).unwrap()
}

#[test]
fn words_are_those_that_were_read() {
    for name in ["usa-offline-2022", "airports-2022"] {
        let mut words = String::new();
        let charts = in_german(&committed(&format!("datasets/{name}")), None);
        // A narrow form has the same words in other lines.
        for chart in charts.iter().filter(|chart| chart.is_for_desk()) {
            let _ = writeln!(words, "# {}\n{}", chart.name, chart.title);
            for text in texts(&chart.svg).into_iter().filter(|text| !text.is_empty()) {
                let _ = writeln!(words, "{text}");
            }
            for title in chart.svg.split("<title>").skip(2) {
                let _ = writeln!(words, "title: {}", title.split("</title>").next().unwrap());
            }
        }
        let path = format!("{}/tests/german/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        if kept != words && std::env::var_os("CORROBORATE_BLESS").is_some() {
            std::fs::write(&path, &words).unwrap();
        }
        let differ = kept.lines().zip(words.lines()).find(|(kept, words)| kept != words);
        assert!(kept == words, "{path} is not up to date: {differ:?}");
    }
}

/// Words that no German sentence has.
const ENGLISH: [&str; 14] = [
    "the", "of", "and", "down", "up", "site", "sites", "probe", "probes", "claim", "claims",
    "outage", "outages", "for",
];

/// Without the names that others gave, no English word is on any chart, drawn or pointed at.
#[test]
fn nothing_english_is_left() {
    for name in ["usa-offline-2022", "airports-2022"] {
        let mut report = committed(&format!("datasets/{name}"));
        (report.title, report.notice) = ("Titel".to_owned(), None);
        for (number, site) in report.sites.iter_mut().enumerate() {
            site.site.name = format!("Seite {number}");
        }
        for claim in &mut report.claims {
            claim.claimant = "Quelle".to_owned();
            claim.quote = String::new();
        }
        report.claimants.iter_mut().for_each(|one| one.name = "Quelle".to_owned());
        for chart in in_german(&report, None) {
            let (head, rest) = chart.svg.split_once("<desc lang=\"en\">").unwrap();
            let (_, drawn) = rest.split_once("</desc>").unwrap();
            assert!(head.contains(" lang=\"de\""), "{head}");
            let words = drawn.split(['<', '>']).skip(2).step_by(2).flat_map(|text| {
                text.split(|sign: char| !sign.is_alphanumeric() && !"-/.".contains(sign))
            });
            let left: Vec<&str> = words.filter(|word| ENGLISH.contains(word)).collect();
            assert_eq!(left, Vec::<&str>::new(), "{name}: {}", chart.name);
        }
    }
}

/// German is longer than English.
#[test]
fn labels_have_room() {
    for name in ["usa-offline-2022", "airports-2022"] {
        let report = committed(&format!("datasets/{name}"));
        for width in ChartWidth::ALL {
            let charts = in_german(&report, Some(width));
            let faults: Vec<String> = charts.iter().flat_map(faults).collect();
            assert!(faults.is_empty(), "{name}, {}:\n{}", width.as_str(), faults.join("\n"));
        }
    }
}

/// Numbers and verbs agree, of none, of one and of two.
#[test]
fn counts_agree_with_their_verbs() {
    let title = |went_down: usize, measured: usize| {
        let mut report = committed("datasets/airports-2022");
        report.simulated = false;
        let no_outage = measured - went_down;
        report.totals.changes = ChangeCounts { went_down, no_outage, ..ChangeCounts::default() };
        report.totals.measured = measured;
        report.claimants.clear();
        report.possibly_down = PossiblyDownCounts::default();
        report.chart.language = Some(ChartLanguage::German);
        chart(&report, "timeline").title
    };
    let titles = [title(0, 1), title(0, 3), title(1, 1), title(1, 3), title(2, 1_200)];
    let expected = [
        "Die eine gemessene Website fiel nicht nachweislich aus",
        "Von 3 gemessenen Websites fiel keine nachweislich aus",
        "Die eine gemessene Website fiel aus",
        "Von 3 gemessenen Websites fiel 1 aus",
        "Von 1.200 gemessenen Websites fielen 2 aus",
    ];
    assert_eq!(titles, expected);
}

/// The page stays English, and says in English what its German charts show.
#[test]
fn a_page_stays_english() {
    let mut report = committed("datasets/airports-2022");
    let english = all(&report).unwrap();
    report.chart.language = Some(ChartLanguage::German);
    let charts = all(&report).unwrap();
    let words = |charts: &[Chart]| charts.iter().map(|one| one.alt.clone()).collect::<Vec<_>>();
    assert_eq!(words(&charts), words(&english));
    let page = page::html(&report, &tables::all(&report).unwrap(), &charts).unwrap();
    assert!(
        page.contains("<html lang=\"en\">") && page.contains("<h2 id=\"timeline-head\">Timeline")
    );
    assert_eq!(page.matches(" lang=\"de\"").count(), charts.len());
}

#[test]
fn a_language_is_asked_for_by_its_code() {
    let case = case("[chart]\nlanguage = \"de\"\n");
    assert_eq!(case.report().unwrap().chart.language, Some(ChartLanguage::German));
    let why = printed(case.root(), &["report", "case", "--language", "German"], 2);
    let wanted = "--language: code: charts speak no language `German`; write en (English) or de";
    assert!(why.contains(wanted), "{why}");
}

/// A page with German charts said nowhere that its own words are English.
#[test]
fn a_page_says_of_which_language_its_charts_are() {
    let report = committed("datasets/usa-offline-2022");
    let page = |language| {
        let chart = ChartSettings { language, ..report.chart.clone() };
        let report = Report { chart, ..report.clone() };
        page::html(&report, &tables::all(&report).unwrap(), &all(&report).unwrap()).unwrap()
    };
    let german = page(Some(ChartLanguage::German));
    assert_eq!(german.matches("The charts are in German; the words of this page").count(), 1);
    assert!(!page(None).contains("in German"));
}
