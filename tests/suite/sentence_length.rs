//! Sentences that can be read at once: at most 40 words each, and the moments of each in one zone.

use crate::cases::reports;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::law_config::config;
use crate::site_days::log_of_days;
use corroborate::model::Report;
use corroborate::report::terminal::summary::lines;
use corroborate::report::{charts, claim_verdict_sentence, verdict_sentence};

/// Most words of a sentence.
const MOST: usize = 40;

/// Texts of a report: verdicts, findings, and titles of charts.
fn texts(report: &Report) -> Vec<String> {
    let verdicts = report.verdicts.iter().map(verdict_sentence);
    let wholes = report.claim_verdicts.iter().map(claim_verdict_sentence);
    let findings = lines(report).into_iter().map(|line| line.text);
    verdicts.chain(wholes).chain(findings).collect()
}

/// Lists what is wrong with the sentences of a text.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for sentence in text.split(". ") {
        let words = sentence.split_whitespace().count();
        if words > MOST {
            faults.push(format!("{words} words: {sentence}"));
        }
        let clocks = sentence.split_whitespace().filter(|word| is_clock(word)).count();
        let zones = sentence.matches(" UTC").count();
        // Two clocks of one day share a zone: `between 2022-10-05 14:00:00 and 14:05:00 UTC`.
        if clocks > zones * 2 {
            faults.push(format!("{clocks} clocks, {zones} zones: {sentence}"));
        }
    }
    faults
}

/// Says whether a word is a clock with seconds, whatever signs stand around it.
fn is_clock(word: &str) -> bool {
    let bare = word.trim_matches(|sign: char| !sign.is_ascii_digit());
    bare.len() == 8 && bare.matches(':').count() == 2
}

fn assert_readable(report: &Report) {
    let found: Vec<String> = texts(report).iter().flat_map(|text| faults(text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_sentences_of_every_case_are_short_and_have_one_zone() {
    let mut found = Vec::new();
    for report in reports() {
        let titles = charts::all(&report).unwrap().into_iter().map(|chart| chart.title);
        found.extend(texts(&report).into_iter().chain(titles).flat_map(|text| faults(&text)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_long_or_has_two_zones_is_found() {
    assert!(faults(&vec!["word"; MOST].join(" ")).is_empty());
    assert_eq!(faults(&vec!["word"; MOST + 1].join(" ")).len(), 1);
    assert_eq!(faults("from 2022-10-05 01:00:00 NDT (03:30:00 UTC) to 04:30:00 NDT").len(), 1);
    assert!(faults("from 2022-10-05 01:00:00 UTC to 2022-10-05 02:00:00 UTC").is_empty());
}

/// Claims of every kind about sites `a` and `b`, with and without a time.
fn claims(time: &str, published: &str) -> String {
    let mut text = CLAIMS.replace("targets", "targets,quantifier,intent");
    let mut row = |id: String, kind: &str, [published, asserted]: [&str; 2], rest: &str| {
        text.push_str(&format!("{id},Gale,media,{kind},{published},{asserted},{rest}\n"));
    };
    for kind in ["attack", "outage", "restored", "reachable", "maintenance"] {
        row(format!("{kind}-of"), kind, ["", time], "a,,");
        row(format!("{kind}-at"), kind, [published, ""], "a;b,,");
        row(format!("{kind}-most"), kind, ["", time], "a;b,most,");
        row(format!("{kind}-none"), kind, [published, ""], "*,none,");
        row(format!("{kind}-threat"), kind, [published, time], "a;b,some,true");
    }
    text
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config(60))]

        /// Whatever was seen and claimed, in a zone that is not UTC, and of a simulated log.
        #[test]
        fn no_sentence_is_long_or_has_two_zones(
            saw in prop::collection::vec("[u]{0,9}[udcg?-]{4,14}[d-]{0,9}[udu]{4,9}", 4),
            simulated in any::<bool>(),
            minutes in prop::array::uniform3(0u32..28),
        ) {
            let [from, length, at] = minutes.map(|step| step * 5);
            let stamp = |minute: u32| format!("2022-10-05T{:02}:{:02}Z", minute / 60, minute % 60);
            let time = format!("{}/{}", stamp(from), stamp(from + length + 1));
            let published = format!("{}/{}", stamp(at), stamp(at + 7));
            let log = log_of_days(&[
                ("a@lab", &saw[0]), ("a@mill", &saw[1]), ("a@pier", &saw[2]), ("b@lab", &saw[3]),
            ]);
            let settings =
                format!("zone = \"America/St_Johns\"\n{PROBES}simulated = {simulated}\n");
            let folder = IncidentFolder::new(&settings).with("probes.csv", log);
            let folder = folder.with("claims.csv", claims(&time, &published));
            assert_readable(&folder.report().unwrap());
        }
    }
}
