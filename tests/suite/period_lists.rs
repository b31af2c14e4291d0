//! Lists of periods: what stands at the ends of each, and what is known of the times between.

use crate::incident_folder::{IncidentFolder, edges};
use crate::program_run::printed;
use corroborate::clock::{Instant, MINUTE, rfc3339};
use corroborate::model::{Outage, OutageFlag, Report};
use corroborate::report::terminal::summary::lines;
use corroborate::report::verdict_sentence;

/// Report on a list of outages at `dam.example`, with more keys of its entry.
fn of(rows: &str, keys: &str) -> Report {
    let entry = format!(
        "[[probes]]\nfiles = \"list.csv\"\nlayout = \"periods\"\nsite = \"dam.example\"\n\
         columns = {{ start = \"began\", end = \"ended\" }}\nstate = \"down\"\ninterval = \"5m\"\n\
         {keys}"
    );
    let text = format!("began,ended\n{rows}");
    IncidentFolder::new(&entry).with("list.csv", text).report().unwrap()
}

/// Ends of the brackets of an outage: clocks of one day, empty where there is none.
fn brackets(outage: &Outage) -> String {
    edges(outage, 11..16).join(" ")
}

const TWO: &str = "2023-05-02T02:00:00Z,2023-05-02T03:30:00Z\n\
    2023-05-02T09:00:00Z,2023-05-02T09:30:00Z\n";

#[test]
fn two_outages_of_a_list_are_two_and_nothing_is_known_between_them() {
    let report = of(TWO, "between = \"up-at-ends\"\n");
    let outages: Vec<String> = report.outages.iter().map(brackets).collect();
    assert_eq!(outages, ["01:55 02:00 03:25 03:30", "08:55 09:00 09:25 09:30"]);
    // The two outages with the probe before each, and nothing of the hours between.
    let site = &report.sites[0];
    assert_eq!(site.observed.inner_length() / MINUTE, 95 + 35);
    assert_eq!(report.outages[0].duration.least_us, 85 * MINUTE);
    assert_eq!(report.outages[0].duration.most_us, Some(95 * MINUTE));
}

#[test]
fn without_a_word_on_its_ends_a_list_of_outages_tells_only_that_it_was_down() {
    for keys in ["", "between = \"unknown\"\n"] {
        let report = of(TWO, keys);
        assert_eq!(report.outages.len(), 1, "{keys}");
        assert_eq!(brackets(&report.outages[0]), " 02:00 09:25 ");
    }
    let report = of(TWO, "between = \"up\"\n");
    let outages: Vec<String> = report.outages.iter().map(brackets).collect();
    assert_eq!(outages, [" 02:00 03:25 03:30", "08:55 09:00 09:25 "]);
}

#[test]
fn outages_less_than_a_probe_apart_share_the_probe_between_them() {
    let near = "2023-05-02T02:00:00Z,2023-05-02T03:30:00Z\n2023-05-02T03:34:00Z,\
        2023-05-02T04:00:00Z\n";
    let report = of(near, "between = \"up-at-ends\"\n");
    let outages: Vec<String> = report.outages.iter().map(brackets).collect();
    assert_eq!(outages, ["01:55 02:00 03:25 03:30", "03:30 03:34 03:55 04:00"]);
    // Nothing but the time after the last is not reported.
    assert_eq!(report.sites[0].unlisted.map(|unlisted| unlisted.count), Some(1));
}

#[test]
fn a_refused_row_takes_the_ends_from_all() {
    let report = of(&format!("{TWO}2023-05-02T11:00:00Z,later\n"), "between = \"up-at-ends\"\n");
    assert_eq!(report.outages.len(), 1);
    assert_eq!(brackets(&report.outages[0]), " 02:00 09:25 ");
}

#[test]
fn what_a_list_does_not_tell_is_no_probe() {
    let report = of(TWO, "");
    assert_eq!(report.sites[0].unknown_probes, 0);
    let texts: Vec<String> = lines(&report)
        .into_iter()
        .filter(|line| line.label == "unknown")
        .map(|line| line.text)
        .collect();
    let sentence = "the list of periods says nothing of dam.example after the ends of 2 periods, \
        the first at 2023-05-02 03:30:00 UTC and the last at 2023-05-02 09:30:00 UTC; that time \
        counts as not observed";
    assert_eq!(texts, [sentence]);
}

/// A list states its outages: one of a single probe is one, and so is the last row without an end,
/// which nobody saw to end.
#[test]
fn a_period_of_a_list_is_an_outage_however_short_and_without_an_end() {
    for end in ["", "ongoing", "still down", "-"] {
        let rows =
            format!("2023-05-02T02:00:00Z,2023-05-02T02:01:00Z\n2023-05-02T09:00:00Z,{end}\n");
        let report = of(&rows, "between = \"up-at-ends\"\n");
        assert!(report.blips.is_empty(), "{end}: {:?}", report.blips);
        let outages: Vec<String> = report.outages.iter().map(brackets).collect();
        assert_eq!(outages, ["01:55 02:00 02:00 02:01", "08:55 09:00 09:00 "], "{end}");
        assert_eq!(report.outages[1].duration.most_us, None, "{end}");
        let flags = |at: usize| report.outages[at].flags.clone();
        assert_eq!(flags(0), [OutageFlag::Listed], "{end}");
        assert_eq!(flags(1), [OutageFlag::OngoingAtEnd, OutageFlag::Listed], "{end}");
    }
}

/// A day with the clocks of a start and of an end: an earlier end is one of the next day, by the
/// clock of the zone.
#[test]
fn a_period_may_be_a_day_and_two_clocks() {
    let rows = "2023-03-25,02:00,02:30\n2023-03-25,23:40,03:20\n2023-03-27,05:00,05:00\n\
        2023-03-27,06:00,still down\n";
    let of = |layout: &str, name: &str, text: String| {
        let entry = format!(
            "[[probes]]\nfiles = \"{name}\"\nlayout = \"periods\"\nsite = \"dam.example\"\n\
             columns = {{ start = [\"day\", \"from\"], end = [\"day\", \"to\"] }}\nstate = \
             \"down\"\ninterval = \"5m\"\nbetween = \"up-at-ends\"\nzone = \
             \"Europe/Berlin\"\n{layout}"
        );
        IncidentFolder::new(&entry).with(name, text).report().unwrap()
    };
    let json: Vec<String> = rows
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!(
                "{{\"day\":\"{}\",\"from\":\"{}\",\"to\":\"{}\"}}",
                cells[0], cells[1], cells[2]
            )
        })
        .collect();
    for report in [
        of("", "list.csv", format!("day,from,to\n{rows}")),
        of("inside = \"json\"\n", "list.json", format!("[{}]", json.join(","))),
    ] {
        // The third row ends when it begins, and takes the ends from all others.
        let kinds: Vec<&str> = report.refusals.listed.iter().map(|one| one.kind.as_str()).collect();
        assert_eq!(kinds, ["empty_span"]);
        assert_eq!(report.outages.len(), 1);
    }
    let rows = rows.replace("2023-03-27,05:00,05:00\n", "");
    let report = of("", "list.csv", format!("day,from,to\n{rows}"));
    let outages: Vec<String> = report
        .outages
        .iter()
        .map(|outage| {
            let end = |at: Option<Instant>| at.map_or_else(String::new, rfc3339);
            format!("{} {}", end(outage.onset.after), end(outage.recovery.by))
        })
        .collect();
    let expected = [
        "2023-03-25T00:55:00Z 2023-03-25T01:30:59.999999Z",
        // The night is an hour short.
        "2023-03-25T22:35:00Z 2023-03-26T01:20:59.999999Z",
        "2023-03-27T03:55:00Z ",
    ];
    assert_eq!(outages, expected);
}

/// The list, its declared end, and what `between` says beside it were shown as three rows of which
/// two said up; and a sentence counted six states of a list of two periods.
#[test]
fn a_period_is_one_row_and_nothing_declared_is_called_one() {
    let claims = "claim,claimant,role,kind,published,asserted,targets\n\
        c,K,attacker,attack,2023-05-02T01:30Z,,dam.example\n\
        d,K,media,outage,,2023-05-02T04:00Z/2023-05-02T05:00Z,dam.example\n\
        e,K,media,outage,,2023-05-02T05:00Z/2023-05-02T06:00Z,dam.example\n";
    let folder = |between: &str| {
        let entry = format!(
            "[[probes]]\nfiles = \"list.csv\"\nlayout = \"periods\"\nsite = \"dam.example\"\n\
             columns = {{ start = \"began\", end = \"ended\" }}\nstate = \"down\"\n\
             interval = \"5m\"\nbetween = \"{between}\"\n"
        );
        let list = format!("began,ended\n{TWO}");
        IncidentFolder::new(&entry).with("list.csv", list).with("claims.csv", claims)
    };
    let ends = folder("up-at-ends");
    let report = ends.report().unwrap();
    let sentence = |report: &Report, claim: &str| {
        let own = report.verdicts.iter().find(|one| one.claim.as_deref() == Some(claim));
        verdict_sentence(own.expect("the claim is judged"))
    };
    let attack = sentence(&report, "c");
    assert!(
        attack.contains("The time asked has 2 periods of a list: probes every 5 min"),
        "{attack}"
    );
    assert!(attack.contains("beside its periods is declared (`between`), and no row says it"));
    let unsaid = sentence(&report, "d");
    assert!(
        unsaid.contains("the list of periods says nothing of it in the time asked"),
        "{unsaid}"
    );
    let explained = printed(ends.path(), &["explain", "O001"], 0);
    let rows: Vec<&str> = explained.lines().filter(|line| line.starts_with("list.csv:")).collect();
    let expected = [
        "list.csv:2: down: 2023-05-02T02:00:00Z,2023-05-02T03:30:00Z",
        "list.csv:3: down: 2023-05-02T09:00:00Z,2023-05-02T09:30:00Z",
    ];
    assert_eq!(rows, expected, "{explained}");
    assert!(explained.contains("listed by  "), "{explained}");
    // Declared to be complete: no row says that it was up.
    let whole = sentence(&folder("up").report().unwrap(), "e");
    let words = "up throughout by what is declared beside the periods of a list (`between`), from";
    assert!(whole.contains(words), "{whole}");
    assert!(whole.contains("nor that the site was up beside its periods"), "{whole}");
}

/// A list that says when `dam.example` was down, and nothing else, is no witness of the hours
/// between: what a monitor of its own saw then holds as it would without the list.
#[test]
fn a_list_has_no_voice_where_it_says_nothing() {
    let entry = |files: &str| {
        format!(
            "[[probes]]\nfiles = \"{files}\"\nlayout = \"periods\"\nsite = \"dam.example\"\n\
             columns = {{ start = \"began\", end = \"ended\" }}\nstate = \"down\"\n\
             interval = \"5m\"\nvantage = \"list\"\n"
        )
    };
    let own = "[[probes]]\nfiles = \"own.csv\"\n";
    let mut rows = "timestamp,site,vantage,status_code\n".to_owned();
    for step in 0..144 {
        let (hour, minute) = (step / 12, step % 12 * 5);
        let is_down = (24..42).contains(&step) || (108..114).contains(&step);
        let code = if is_down { 503 } else { 200 };
        rows += &format!("2023-05-02T{hour:02}:{minute:02}:00Z,dam.example,own,{code}\n");
    }
    let report = |settings: &str| {
        let incident = IncidentFolder::new(settings).with("own.csv", rows.clone());
        incident.with("list.csv", format!("began,ended\n{TWO}")).report().unwrap()
    };
    let both = report(&format!("{own}{}", entry("list.csv")));
    let outages: Vec<String> = both.outages.iter().map(brackets).collect();
    assert_eq!(outages.len(), 2, "{outages:?}");
    let alone: Vec<String> = report(own).outages.iter().map(brackets).collect();
    assert_eq!(outages, alone);
}
