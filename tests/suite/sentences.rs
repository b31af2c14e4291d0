//! The sentences of a whole report, word for word: each number, each edge and each doubt in its
//! place.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::site_days::log_of_days;
use crate::tables::{csv_bytes, rows};
use corroborate::model::Report;
use corroborate::report::charts::all;
use corroborate::report::tables;
use corroborate::report::terminal::summary::lines;
use std::fs;

/// Sites with what their probes saw.
const SITES: [(&str, &str); 5] = [
    ("back", "uuudduuuuuuu"),
    ("gone", "uuuuuddddddd"),
    ("never", "dddddddddddd"),
    ("start", "ddduuuuuuuuu"),
    ("well", "uuuu?uuuuuuu"),
];

/// An incident of these sites, one that nobody probed, and a claim.
fn folder() -> IncidentFolder {
    let claim = "c,Wave,attacker,attack,,2022-10-05T00:10:00Z/2022-10-05T00:30Z,back\n";
    IncidentFolder::new(PROBES)
        .with("probes.csv", log_of_days(&SITES))
        .with("sites.csv", "site\nback\ngone\nnever\nstart\nunprobed\nwell\n")
        .with("claims.csv", format!("{CLAIMS}{claim}"))
}

#[test]
fn the_summary_tells_each_count_with_its_doubt() {
    let report = folder().report().unwrap();
    let sentences: Vec<String> =
        lines(&report).iter().map(|line| format!("{}: {}", line.label, line.text)).collect();
    assert_eq!(
        sentences,
        [
            "claimant: Wave claimed an attack on 1 site: the site went down at some time from 5 \
             Oct 2022 00:00 to 5 Oct 2022 00:55 UTC; an outage of it fits the time of the claim. \
             Of the 4 other measured sites 1 went down",
            "sites: 2 of 5 measured sites went down; with no start on the record, 1 more was down \
             before it was first confirmed up, and 1 more was down and never confirmed up",
            "downtime: at least 35 min, summed over the 2 sites that went down; at the 1 site \
             whose outages have both ends on the record it was 5 min to 15 min. Besides, at least \
             1 h 5 min with no start on the record",
            "outages: 4 outages in 4 episodes, 1 not seen to start, 1 not seen to end, 1 seen \
             neither to start nor to end",
            "observed: every measured site was observed for at least 81.8 % of the window; 1 site \
             without a probe in the window",
            "unknown: 1 probe of 1 site tells no result; that time counts as not observed from its \
             vantage",
            "claims: 1 claim by 1 claimant on 1 site, 1 measured",
            "verdicts: 1 verdict on 1 site: 1 supported; besides, 3 outages that nobody claimed",
            "chance: How many sites would fit the claims of Wave by chance is open: the window \
             holds the time that they ask about 2 times, and 20 are needed",
            "control: An outage fits a claim of Wave at 1 to 4 of 4 measured sites that no claim \
             of an attack or outage and no list of targets names (25.0 to 100.0 %). Of 3 of these \
             that is not known. An outage fits at 1 of 1 measured site that Wave named in claims \
             of an attack or outage, by itself or by its group (100.0 %)",
            "refused: nothing",
        ]
    );
}

/// The sentences of the timeline with the site of each, in order of time.
fn timeline(report: &Report) -> Vec<String> {
    let all = tables::all(report).unwrap();
    let table = all.iter().find(|table| table.name == "timeline").unwrap();
    let rows = rows(&csv_bytes(table));
    let at = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let (entry, sentence) = (at("entry"), at("sentence"));
    rows[1..].iter().map(|row| format!("{}: {}", row[entry], row[sentence])).collect()
}

#[test]
fn the_timeline_tells_each_edge_with_its_bracket() {
    let report = folder().report().unwrap();
    assert_eq!(
        timeline(&report),
        [
            "first_seen_down: never was down by 2022-10-05 00:00:00 UTC; nothing certain is known \
             of it before.",
            "first_seen_down: start was down by 2022-10-05 00:00:00 UTC; nothing certain is known \
             of it before.",
            "onset: back went down after 2022-10-05 00:10:00 UTC and by 2022-10-05 00:15:00 UTC.",
            "recovery: start came back after 2022-10-05 00:10:00 UTC and by 2022-10-05 00:15:00 \
             UTC.",
            "claim_asserted: Claim c by Wave (attacker, attack) speaks of the time from 2022-10-05 \
             00:10:00 UTC to 2022-10-05 00:30:00 UTC.",
            "onset: gone went down after 2022-10-05 00:20:00 UTC and by 2022-10-05 00:25:00 UTC.",
            "recovery: back came back after 2022-10-05 00:20:00 UTC and by 2022-10-05 00:25:00 \
             UTC.",
            "recovery: gone was not seen up again in the record; last confirmed down at 2022-10-05 \
             00:55:00 UTC.",
            "recovery: never was not seen up again in the record; last confirmed down at \
             2022-10-05 00:55:00 UTC.",
        ]
    );
}

#[test]
fn the_charts_tell_what_they_leave_out() {
    let charts = all(&folder().report().unwrap()).unwrap();
    let alt = |name: &str| &charts.iter().find(|chart| chart.name == name).unwrap().alt;
    let of_sites = alt("timeline");
    for words in [
        "back: 1 outage, down 5 min to 15 min.",
        "gone: 1 outage, down at least 30 min.",
        "start: 1 outage, start not seen, at least 10 min.",
        "never: 1 outage, never confirmed up.",
        "1 probe of 1 site tells no result; that time counts as not observed from its vantage \
         (unknown).",
    ] {
        assert!(of_sites.contains(words), "{words} is not in {of_sites}");
    }
    let of_chart = &charts.iter().find(|chart| chart.name == "sites-down").unwrap().svg;
    // The lines under a title break where they must.
    let texts: Vec<&str> =
        of_chart.split(['<', '>']).filter(|text| !text.contains("text")).collect();
    let words = texts.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    let counted = "Counted, too: 2 outages whose starts are not on the record.";
    assert!(words.contains(counted), "{words}");
}

/// The page of a folder's report.
fn page(folder: &IncidentFolder) -> String {
    let output = folder.root().join("out");
    crate::runs::done(folder.path(), &format!("report . -q -o {}", output.display()));
    fs::read_to_string(output.join("report.html")).unwrap()
}

#[test]
fn the_page_lists_starts_before_ends() {
    let page = page(&folder());
    let rows = crate::page_rows::rows(&page);
    let day = "2022-10-05";
    let within = |from: &str, to: &str| format!("{day} {from}:00 to {to}:00 UTC");
    let closed = format!("| back | {} | {} |", within("00:10", "00:15"), within("00:20", "00:25"));
    let open = format!(
        "| gone | {} | after {day} 00:55:00 UTC, then not on the record |",
        within("00:20", "00:25")
    );
    let begun = format!("| start | not on the record, down by {day} 00:00:00 UTC |");
    for row in [closed, open, begun] {
        assert!(rows.iter().any(|one| one.contains(&row)), "{row} is not in {rows:?}");
    }
}

/// "No outage was seen" is said of sites that somebody saw.
#[test]
fn the_page_says_whether_anybody_could_see_an_outage() {
    let header = "timestamp,site,result\n";
    let up = "2022-10-05T00:00:00Z,a,up\n2022-10-05T00:05:00Z,a,up\n";
    let of = |rows: &str| {
        page(&IncidentFolder::new(PROBES).with("probes.csv", format!("{header}{rows}")))
    };
    let seen = "No outage was seen.";
    let unread = "No probe tells a result: whether there was an outage is not known.";
    let unprobed = "No site was probed: whether there was an outage is not known.";
    assert!(of(up).contains(seen));
    let page_unread = of(&up.replace("up", "unknown"));
    assert!(page_unread.contains(unread) && !page_unread.contains(seen));
    let claim = "c,Wave,attacker,attack,2022-10-05T00:10:00Z,,a\n";
    let claims = IncidentFolder::new("").with("sites.csv", "site\na\n");
    let of_claims = page(&claims.with("claims.csv", format!("{CLAIMS}{claim}")));
    assert!(of_claims.contains(unprobed) && !of_claims.contains(seen));
}
