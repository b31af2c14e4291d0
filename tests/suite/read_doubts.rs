//! Doubts that `check` and `report` raise of logs that contradict the way in which they are read,
//! of sites without a readable probe, and of changes of pace.

use crate::incident_folder::{IncidentFolder, stamp};
use crate::program_run::ran;
use corroborate::clock::{MINUTE, SECOND};
use std::fs;

/// Returns what `check` prints of an incident, and the page of its report as Markdown.
fn checked_and_page(incident: &IncidentFolder) -> (String, String) {
    let out = tempfile::tempdir().unwrap();
    let done = ran(incident.path(), &["check", "."]);
    let checked = String::from_utf8(done.stdout).unwrap();
    let target = out.path().join("out").display().to_string();
    let done = ran(incident.path(), &["report", ".", "-o", &target]);
    // Some of these logs have rows that are refused.
    let made = matches!(done.status.code(), Some(0 | 1));
    assert!(made, "{}", String::from_utf8_lossy(&done.stderr));
    let page = fs::read_to_string(out.path().join("out/report.md")).unwrap();
    (checked, page.replace('\\', ""))
}

/// A log of 40 rows at one site; `cells` gives what stands behind the site.
fn log(header: &str, cells: impl Fn(i64) -> String) -> String {
    let rows = (0..40).map(|at| format!("{},dam.example{}\n", stamp(at * MINUTE), cells(at)));
    format!("{header}\n{}", rows.collect::<String>())
}

#[test]
fn numbers_that_are_named_as_errors_are_a_doubt() {
    let text = log("when,host,took", |at| match at {
        20..25 => ",".to_owned(),
        _ => format!(",{}.5", at % 7 + 20),
    });
    let keys = "[[probes]]\nfiles = \"log.csv\"\ncolumns = { timestamp = \"when\", site = \
        \"host\", error = \"took\" }\n";
    let incident = IncidentFolder::new(keys).with("log.csv", &text);
    let (checked, page) = checked_and_page(&incident);
    let sentence = "35 of 35 known probes failed with a number as their error, such as 24.5";
    assert!(checked.contains(&format!("warning: log.csv: {sentence}")), "{checked}");
    assert!(page.contains(&format!("- Doubt: log.csv: {sentence}")), "{page}");
    incident.set(
        "[[probes]]\nfiles = \"log.csv\"\ncolumns = { timestamp = \"when\", site = \"host\" }\n\
         up_when = \"took is present\"\n",
    );
    let (checked, page) = checked_and_page(&incident);
    assert!(!checked.contains("warning") && !page.contains("doubt"), "{checked}\n{page}");
}

#[test]
fn a_log_in_which_every_probe_failed_is_a_doubt() {
    let text = log("timestamp,site,result", |at| format!(",{}", ["fast", "slow"][at as usize % 2]));
    let keys = |slow: &str| {
        format!(
            "[[probes]]\nfiles = \"log.csv\"\nresults = {{ fast = \"down\", slow = \"{slow}\" }}\n"
        )
    };
    let incident = IncidentFolder::new(&keys("down")).with("log.csv", text);
    let (checked, page) = checked_and_page(&incident);
    let sentence = "each of 40 known probes failed; see whether `columns`, `results` or `up_when`";
    assert!(checked.contains(sentence) && page.contains(sentence), "{checked}\n{page}");
    incident.set(&keys("up"));
    let (checked, page) = checked_and_page(&incident);
    assert!(!checked.contains("known probes failed") && !page.contains("doubt"), "{page}");
}

#[test]
fn a_column_of_words_as_answer_times_or_codes_is_a_doubt() {
    let text = log("timestamp,site,status_code,latency_ms", |at| match at {
        ..4 => ",200,fine".to_owned(),
        _ => ",OKAY,fine".to_owned(),
    });
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n").with("log.csv", text);
    let (checked, page) = checked_and_page(&incident);
    for sentence in [
        "log.csv: 36 of 40 rows have an outcome that cannot be read and count as unknown",
        "log.csv: 40 of 40 rows have an answer time that cannot be read, or another number",
    ] {
        assert!(checked.contains(sentence) && page.contains(sentence), "{checked}\n{page}");
    }
}

#[test]
fn a_site_of_which_no_probe_can_be_read_stands_beside_those_that_did_not_go_down() {
    let mut text = "timestamp,site,status_code\n".to_owned();
    for at in 0..20 {
        let stamp = stamp(at * MINUTE);
        text.push_str(&format!("{stamp},dam.example,OKAY\n{stamp},mill.example,200\n"));
    }
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n").with("log.csv", text);
    let (_, page) = checked_and_page(&incident);
    let sentence = "1 site was not measured, as no probe tells a result: ";
    assert!(page.contains(sentence), "{page}");
}

#[test]
fn a_change_of_pace_is_reported_by_check_and_report() {
    let mut text = "timestamp,site,status_code\n".to_owned();
    let (mut at, until) = (0, 120 * MINUTE);
    while at < until {
        for site in ["dam.example", "mill.example"] {
            text.push_str(&format!("{},{site},200\n", stamp(at)));
        }
        at += if at < 30 * MINUTE { 30 * SECOND } else { 5 * MINUTE };
    }
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n").with("log.csv", text);
    let (checked, page) = checked_and_page(&incident);
    let sentence = "2 pairs of site and vantage alike: one probe every 30 s until 2022-10-05 \
        00:30:00 UTC, then every 5 min";
    assert!(checked.contains(&format!("pace       {sentence}")), "{checked}");
    assert!(page.contains(&format!("- Pace: {sentence}")), "{page}");
}

#[test]
fn a_log_half_of_whose_rows_are_refused_is_a_doubt() {
    let text = |lost: i64| {
        let rows = (0..12).map(|at| match at < lost {
            true => "tomorrow,dam.example,200\n".to_owned(),
            false => format!("{},dam.example,200\n", stamp(at * MINUTE)),
        });
        format!("timestamp,site,status_code\n{}", rows.collect::<String>())
    };
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n");
    let incident = incident.with("log.csv", text(6));
    let (checked, page) = checked_and_page(&incident);
    let sentence = "log.csv: 6 of 12 rows were refused: what is said of this log rests on the \
        other 6, and an outage that the refused rows tell of is not shown";
    assert!(checked.contains(&format!("warning: {sentence}")), "{checked}");
    assert!(page.contains(&format!("- Doubt: {sentence}")), "{page}");
    let incident = incident.with("log.csv", text(5));
    let (checked, page) = checked_and_page(&incident);
    assert!(!checked.contains("were refused") && !page.contains("doubt"), "{checked}\n{page}");
}

#[test]
fn rows_of_several_hops_that_are_taken_for_one_site_are_a_doubt() {
    let mut text = "timestamp,site,hop,status_code\n".to_owned();
    for at in 0..4 {
        let stamp = stamp(at * MINUTE);
        text.push_str(&format!("{stamp},dam.example,a,200\n{stamp},dam.example,b,503\n"));
    }
    let log = "[[probes]]\nfiles = \"log.csv\"\n";
    let incident = IncidentFolder::new(log).with("log.csv", text);
    let (checked, page) = checked_and_page(&incident);
    let sentence = "at 4 of 4 probes the rows of one moment disagree";
    assert!(checked.contains(sentence) && page.contains(sentence), "{checked}\n{page}");
    incident.set(&format!("{log}columns = {{ vantage = \"hop\" }}\n"));
    let (checked, page) = checked_and_page(&incident);
    assert!(!checked.contains("moment disagree") && !page.contains("moment disagree"), "{page}");
}

#[test]
fn a_few_rows_that_are_all_shorter_than_their_header_are_a_doubt() {
    let mut text = "timestamp,site,status_code,note\n".to_owned();
    for at in 0..3 {
        text.push_str(&format!("{},dam.example,200\n", stamp(at * MINUTE)));
    }
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n").with("log.csv", text);
    let done = ran(incident.path(), &["check", "."]);
    let checked = String::from_utf8(done.stdout).unwrap();
    let sentence = "warning: log.csv: 3 of 3 rows have an answer time that cannot be read, or \
        another number of fields than the header";
    assert!(checked.contains(sentence), "{checked}");
}

/// An outage that one place saw within a minute "lasted 0 s to 2 h", by two places with a probe an
/// hour, and nothing said why.
#[test]
fn edges_that_a_finer_place_saw_more_closely_are_a_doubt() {
    let rows = |places: &[(&str, usize, i64)]| {
        let mut text = "timestamp,site,vantage,status_code\n".to_owned();
        for (place, every, first) in places {
            for minute in (*first..600).step_by(*every) {
                let code = if (121..189).contains(&minute) { 503 } else { 200 };
                text += &format!("{},dam.example,{place},{code}\n", stamp(minute * MINUTE));
            }
        }
        text
    };
    let three = [("own", 1, 0), ("east", 60, 58), ("west", 60, 59)];
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n");
    let [three, two] = [&three[..], &three[..2]].map(rows);
    let (checked, page) = checked_and_page(&incident.with("log.csv", three));
    let sentence = "dam.example is probed every 1 min from own, and every 1 h or less often from \
        2 other vantages; the start or the end of 1 outage on 1 site is known to the slower pace \
        alone";
    assert!(checked.contains(&format!("warning: log.csv: {sentence}")), "{checked}");
    let split = sentence.replace("; the", ". The");
    assert!(page.contains(&format!("- Doubt: log.csv: {split}")), "{page}");
    // The slower of two yields to the other.
    let incident = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n").with("log.csv", two);
    let (checked, page) = checked_and_page(&incident);
    assert!(!checked.contains("warning") && !page.contains("Doubt"), "{checked}\n{page}");
}

#[test]
fn times_decades_away_from_all_others_are_a_doubt() {
    let log = |year: i64| {
        let row = |at: i64| format!("{year}-03-04T05:{at:02}:00Z,dam.example,up\n");
        format!("timestamp,site,result\n{}", (0..30).map(row).collect::<String>())
    };
    let keys = "[[probes]]\nfiles = \"log.csv\"\n[[probes]]\nfiles = \"more.csv\"\n";
    for (years, doubts) in [([2021, 2030], 0), ([2021, 2032], 2), ([2061, 2062], 2)] {
        let incident = IncidentFolder::new(keys).with("log.csv", log(years[0]));
        let incident = incident.with("more.csv", log(years[1]));
        let (checked, page) = checked_and_page(&incident);
        let sentence = "a year that has not come, or ten years and more from all claims and all";
        assert_eq!(checked.matches(sentence).count(), doubts, "{years:?}: {checked}");
        assert_eq!(page.contains(sentence), doubts > 0, "{years:?}: {page}");
    }
}

#[test]
fn checks_of_which_one_kind_fails_between_those_of_another_are_a_doubt() {
    let text = |offset_s: i64| {
        let row = |at: i64| {
            let down = (20..28).contains(&at) || (40..44).contains(&at);
            let ping = format!("{},dam.example,up\n", stamp(at * 5 * MINUTE + offset_s * SECOND));
            let http = ["up", "down"][usize::from(down)];
            let http = format!("{},dam.example,{http}\n", stamp(at * 5 * MINUTE));
            // A ping beside each check, from the twelfth on.
            if at < 12 { http } else { http + &ping }
        };
        format!("timestamp,site,result\n{}", (0..60).map(row).collect::<String>())
    };
    let keys = "[[probes]]\nfiles = \"log.csv\"\n";
    for (offset_s, sentence) in [
        (120, "12 of 12 failed probes take turns with good ones, one by one"),
        (0, "at 12 of 60 probes the rows of one moment disagree"),
    ] {
        let incident = IncidentFolder::new(keys).with("log.csv", text(offset_s));
        let (checked, page) = checked_and_page(&incident);
        assert!(checked.contains(&format!("warning: log.csv: {sentence}")), "{checked}");
        assert!(page.contains(&format!("- Doubt: log.csv: {sentence}")), "{page}");
    }
}
