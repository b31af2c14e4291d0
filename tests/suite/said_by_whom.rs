//! What claimants said, to whom a dispute applies, and what a narrowed report may say of claims.

use crate::charts::chart;
use crate::incident_folder::{IncidentFolder, PROBES, request};
use crate::page_rows::{html, rows};
use corroborate::model::{Judgement, OutageFlag, Report, Request, VerdictFlag};
use corroborate::pipeline::report_of;
use corroborate::report::charts::all;
use corroborate::report::terminal::summary::{lines, summary};
use corroborate::report::{formats, page, tables, verdict_sentence};

const HEADER: &str =
    "claim,claimant,role,kind,published,asserted,targets,quantifier,intent,disputes\n";
const SITES: &str =
    "site,group\nash.example,wood\nelm.example,wood\nfir.example,wood\noak.example,\n";
const TIME: &str = "2031-03-04T00:00Z/2031-03-04T00:40Z";

/// Probes of sites: each letter a probe, five minutes apart, up (`u`) or down (`d`).
fn log(saw: &[(&str, &str)]) -> String {
    let mut log = "timestamp,site,vantage,result\n".to_owned();
    for (site, saw) in saw {
        let (site, vantage) = site.split_once('@').unwrap_or((site, "here"));
        for (number, letter) in saw.chars().enumerate() {
            let word = if letter == 'u' { "up" } else { "down" };
            let minute = number * 5;
            log.push_str(&format!("2031-03-04T00:{minute:02}:00Z,{site},{vantage},{word}\n"));
        }
    }
    log
}

fn folder(saw: &[(&str, &str)], claims: &str) -> IncidentFolder {
    IncidentFolder::new(PROBES)
        .with("probes.csv", log(saw))
        .with("sites.csv", SITES)
        .with("claims.csv", format!("{HEADER}{claims}"))
}

fn texts_of(report: &Report, label: &str) -> Vec<String> {
    lines(report).into_iter().filter(|one| one.label == label).map(|one| one.text).collect()
}

fn title_of(report: &Report, name: &str) -> String {
    chart(report, name).title
}

const TWO_DOWN: [(&str, &str); 4] = [
    ("ash.example", "uudduuuuu"),
    ("elm.example", "uudduuuuu"),
    ("fir.example", "uuuuuuuuu"),
    ("oak.example", "uuuuuuuuu"),
];

/// "Most of 2 sites" stood where a newspaper had spoken of most of four: the others count with an
/// attack that it reported of each.
#[test]
fn a_claimant_is_reported_with_all_sites_that_a_claim_is_about() {
    let claims = format!(
        "each,Paper,media,attack,,{TIME},ash.example;elm.example,,,\n\
         most,Paper,media,outage,,{TIME},*,most,,\n"
    );
    let report = folder(&TWO_DOWN, &claims).report().unwrap();
    let rest = "Paper reported outages of most of 4 sites (by the words “all sites”), 2 of which \
                count with what was said more firmly. Of the other 2, neither of the 2 measured \
                was seen to go down at any time";
    let said = texts_of(&report, "claimant");
    assert!(said.iter().any(|text| text.starts_with(rest)), "{said:?}");
    let counts: Vec<(usize, usize)> =
        report.claimants.iter().map(|one| (one.meant, one.sites.len())).collect();
    assert_eq!(counts, [(2, 2), (4, 2)]);
}

/// A dispute of one site was laid at all sites of the claim.
#[test]
fn a_dispute_is_about_the_sites_that_it_names() {
    let claims = format!(
        "wave,Crew,attacker,attack,,{TIME},*,,,\n\
         reply,Firm,operator,reachable,,{TIME},ash.example,,,wave\n"
    );
    let report = folder(&TWO_DOWN, &claims).report().unwrap();
    let disputed: Vec<&str> = report
        .verdicts
        .iter()
        .filter(|verdict| verdict.flags.contains(&VerdictFlag::Disputed))
        .map(|verdict| verdict.site.as_str())
        .collect();
    assert_eq!(disputed, ["ash.example"]);
    for verdict in report.verdicts.iter().filter(|one| one.claim.as_deref() == Some("wave")) {
        let says = verdict_sentence(verdict).contains("disputes this claim");
        assert_eq!(says, verdict.site == "ash.example", "{}", verdict.site);
    }
    let said = texts_of(&report, "claimant");
    assert!(said[0].contains("which Firm disputes of ash.example:"), "{said:?}");
}

/// Denials and threats stood in the table of the timeline as if they said the contrary; a return
/// that was only announced was headed as a threat.
#[test]
fn the_timeline_says_what_kind_of_claim_it_was() {
    let claims = format!(
        "denial,Firm,operator,outage,2031-03-04T00:30Z,{TIME},ash.example,none,,\n\
         threat,Crew,attacker,attack,2031-03-04T00:01Z,,*,,true,\n\
         soon,Firm,operator,restored,2031-03-04T00:11Z,,ash.example,,true,\n"
    );
    let report = folder(&TWO_DOWN, &claims).report().unwrap();
    let tables = tables::all(&report).unwrap();
    let timeline = tables.iter().find(|table| table.name == "timeline").unwrap();
    let mut csv = Vec::new();
    formats::csv::write(timeline, &mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    for sentence in [
        "Firm (operator, outage (a denial: said not to be down)) published claim denial.",
        "Crew (attacker, attack (a list of targets or a threat)) published claim threat.",
        "Firm (operator, restored (announced)) published claim soon.",
    ] {
        assert!(csv.contains(sentence), "{sentence}\n{csv}");
    }
    assert!(!page::html(&report, &tables, &[]).unwrap().contains("restored (a list of targets"));
}

fn narrowed(claims: &str, sites: &[&str]) -> Report {
    let folder = folder(&TWO_DOWN, claims);
    let only_sites = sites.iter().map(|site| (*site).to_owned()).collect();
    report_of(&Request { only_sites, ..request(folder.path()) }).unwrap()
}

/// A report on one site judged "most of" a group without the others, and called a site of
/// `sites.csv` unknown.
#[test]
fn a_narrowed_report_judges_a_claim_by_all_its_sites() {
    let claims = format!(
        "most,Crew,attacker,outage,,{TIME},group:wood,most,,\n\
         other,Crew,attacker,attack,,{TIME},elm.example,,,\n"
    );
    let report = narrowed(&claims, &["ash.example"]);
    assert_eq!(report.sites_left_out, 3);
    let whole = &report.claim_verdicts[0];
    assert_eq!((whole.judgement, whole.sites, whole.left_out), (Judgement::Supported, 3, 2));
    let sentence = corroborate::report::claim_verdict_sentence(whole);
    assert!(
        sentence.contains("2 of its sites are left out of this report, and are counted here"),
        "{sentence}"
    );
    let tables = tables::all(&report).unwrap();
    let html = page::html(&report, &tables, &[]).unwrap();
    assert!(html.contains("no verdict: the sites that the claim names are left out"));
    assert!(!html.contains("names no known site"));
    assert_eq!(
        texts_of(&report, "narrowed"),
        ["to 1 of 4 sites, as asked for by --site: the others are examined, too, and left out \
          here"]
    );
    let said = texts_of(&report, "claimant");
    assert!(said[0].contains("(1 site of those asked for, grouped as in sites.csv)"), "{said:?}");

    let all = narrowed(&claims, &["*.example"]);
    assert_eq!((all.sites_left_out, all.claim_verdicts[0].judgement), (0, Judgement::Supported));
    assert!(texts_of(&all, "narrowed").is_empty());
}

/// Titles of charts counted no site whose start is not on the record, called one of several longest
/// outages the longest, and denied an outage where a site was possibly down.
#[test]
fn titles_of_charts_say_no_more_than_the_rows() {
    let saw = [
        ("ash.example", "dddduuuuuuuu"),
        ("elm.example", "ddduuuuuuuuu"),
        ("fir.example", "uuuuuuuuudduu"),
    ];
    let report = folder(&saw, "").report().unwrap();
    assert_eq!(
        title_of(&report, "sites-down"),
        "At the peak 2 of 3 measured sites were seen down at once, from 4 Mar 2031 00:00 UTC; none \
         of these has a start on the record"
    );

    let report = folder(&TWO_DOWN, "").report().unwrap();
    let title = title_of(&report, "durations");
    assert!(title.ends_with("; 1 other may have lasted as long or longer"), "{title}");

    let report = folder(&[("ash.example", "uuuduuuu")], "").report().unwrap();
    assert!(all(&report).unwrap().iter().all(|chart| chart.name != "durations"));
    let title = title_of(&report, "affected");
    assert!(title.contains("possibly down"), "{title}");
}

/// Lines of tables with `\r\n` were cited one too low.
#[test]
fn lines_are_cited_as_they_stand_whatever_ends_them() {
    let claims = format!("bad,Crew,attacker,attack,,{TIME},yew.example,,,\n");
    let with = |ends: &str| {
        let text = format!("{HEADER}{claims}").replace('\n', ends);
        let folder = folder(&TWO_DOWN, "").with("claims.csv", text);
        folder.report().unwrap().refusals.listed[0].line
    };
    assert_eq!((with("\n"), with("\r\n")), (2, 2));
}

/// Failures that a quorum saw up were counted as possibly down, and the end of the window as the
/// end of a failure.
#[test]
fn failures_outside_outages_are_listed_by_what_they_mean() {
    let saw = [
        ("ash.example@a", "uduuuud"),
        ("ash.example@b", "uuuuuuu"),
        ("ash.example@c", "uuuuuuu"),
        ("elm.example@a", "duuuuud"),
    ];
    let report = folder(&saw, "").report().unwrap();
    let text = html(&report);
    let row = |site: &str, seen: &str| {
        let found = rows(&text).into_iter().find(|line| line.contains(site) && line.contains(seen));
        found.unwrap_or_else(|| panic!("no row of {site} {seen} in\n{text}"))
    };
    let in_part = row("| ash.example |", "in part, while a quorum saw it up");
    assert!(in_part.contains("| 2 | 2 |"), "{in_part}");
    let possibly = row("| elm.example |", "possibly down");
    assert!(possibly.contains("before the record") && possibly.contains("not on the record"));
    assert!(!text.contains("00:30:00.000001"), "{text}");
}

/// An outage was credited with failed probes of a vantage that failed for hours before it.
#[test]
fn failed_probes_outside_an_outage_are_marked() {
    let saw = |first: &'static str| {
        [("ash.example@a", first), ("ash.example@b", "uuuudduu"), ("ash.example@c", "uuuuuuuu")]
    };
    let beyond = |first| {
        let report = folder(&saw(first), "").report().unwrap();
        let [outage] = report.outages.as_slice() else { panic!("{:?}", report.outages) };
        let text = html(&report);
        let is_marked = outage.flags.contains(&OutageFlag::ProbesBeyond);
        assert_eq!(text.contains(", some of them before it or after it: "), is_marked);
        (outage.failed_probes, is_marked)
    };
    assert_eq!(beyond("uuuudduu"), (4, false));
    assert_eq!(beyond("uddddduu"), (7, true));
}

/// Both sites failed from one place for the whole time of the claim, and "neither of the 2 measured
/// was seen to go down" was all that the headline said of it; a lone failed probe is no such thing.
#[test]
fn sites_that_failed_in_part_are_counted_in_the_headline() {
    let saw = [
        ("ash.example@a", "uuddddddu"),
        ("ash.example@b", "uuuuuuuuu"),
        ("ash.example@c", "uuuuuuuuu"),
        ("elm.example@a", "uuuuduuuu"),
        ("elm.example@b", "uuuuuuuuu"),
        ("elm.example@c", "uuuuuuuuu"),
    ];
    let claim = format!("x,Crew,attacker,attack,,{TIME},ash.example;elm.example,,,\n");
    let report = folder(&saw, &claim).report().unwrap();
    let words = summary(&report, std::path::Path::new("report.html"));
    let head = "neither of the 2 measured was seen to go down; 1 failed from one place or \
                more while others saw it up.";
    assert!(words.contains(head), "{words}");
    let tables = tables::all(&report).unwrap();
    let short = page::markdown(&report, &tables, &[]).unwrap();
    let row = "ash.example failed at 6 probes: meanwhile other places saw it up (2031-03-04";
    assert!(short.contains(row), "{short}");
    assert!(!short.contains("elm.example failed"), "{short}");
}

/// A site that had failed in part since long before the claim was "undecided", while its verdict
/// said that this began before the claim: no outage of it fits.
#[test]
fn what_began_in_part_before_the_claim_does_not_fit_it() {
    let up = "uuuuuuuuuuuu";
    let saw = [("ash.example@a", "uddddddddddd"), ("ash.example@b", up), ("ash.example@c", up)];
    let claim = "x,Crew,attacker,attack,,2031-03-04T00:20Z/2031-03-04T00:50Z,ash.example,,,\n";
    let report = folder(&saw, claim).report().unwrap();
    assert_eq!(report.verdicts[0].judgement, Judgement::PrecedesClaim);
    let crew = &report.claimants[0];
    assert_eq!((crew.excluded, crew.perhaps_fitting, crew.fitting), (1, 0, 0));
}

/// "Published: outage" on the day after said nothing of the hour that the newspaper spoke of; of
/// four posts of one time an editor read the threat alone.
#[test]
fn the_timeline_says_of_which_time_a_claim_speaks() {
    let later = "2031-03-05T10:00:00Z";
    let mut claims = format!(
        "a1,Crew,attacker,attack,{later},,group:wood,,true,\n\
         a2,Crew,attacker,attack,{later},{TIME},ash.example,,,\n"
    );
    // So many statements that a short report does not have each.
    for minute in 0..30 {
        let row = format!("p{minute},Paper,media,unstated,2031-03-05T11:{minute:02}:00Z");
        claims.push_str(&format!("{row},,oak.example,,,\n"));
    }
    let report = folder(&TWO_DOWN, &claims).report().unwrap();
    let short = page::markdown(&report, &tables::all(&report).unwrap(), &[]).unwrap();
    let spoken_of = "attack of ash.example, speaking of 2031-03-04 00:00:00 to 00:40:00 UTC |";
    assert!(short.contains(spoken_of), "{short}");
    assert!(short.contains("attack (a list of targets or a threat)"), "{short}");
    assert_eq!(short.matches("| Paper (media) |").count(), 1, "{short}");
    // What proves the finding is the claim that it is of, and not the threat.
    assert!(short.contains("(a2: tables/claimants.csv)"), "{short}");
}

/// "At each an outage certainly fits" stood over a site of which that was the second outage.
#[test]
fn a_headline_says_which_fits_are_of_later_outages() {
    let saw = [("ash.example", "udduuuudduuu"), ("elm.example", "uuuuuuudduuu")];
    let time = "2031-03-04T00:25Z/2031-03-04T00:50Z";
    let claim = format!("x,Crew,attacker,attack,,{time},ash.example;elm.example,,,\n");
    let folder = folder(&saw, &claim);
    // Else both outages are of one episode, which began before the claim.
    folder.set(&format!("{PROBES}[rules]\nstable_for = \"10m\"\n"));
    let report = folder.report().unwrap();
    let words = summary(&report, std::path::Path::new("report.html"));
    let fits = "an outage certainly fits the time of the claim, at 1 of these not the site's first";
    assert!(words.contains(fits), "{words}");
}

/// A site that was up while it was said to be down throughout counted as "undecided".
#[test]
fn a_site_of_which_each_claim_is_contradicted_does_not_fit() {
    let claims = format!(
        "{},extent\nx,Paper,media,outage,,{TIME},fir.example,,,,throughout\n",
        HEADER.trim_end()
    );
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(&TWO_DOWN));
    let report = folder.with("claims.csv", claims).report().unwrap();
    assert_eq!(report.verdicts[0].judgement, Judgement::Contradicted);
    assert_eq!(report.claimants[0].excluded, 1);
}

/// The description of the chart of claims gave times as they were written, without a zone.
#[test]
fn the_chart_of_claims_gives_each_time_with_its_zone() {
    let folder = folder(&TWO_DOWN, "x,Crew,attacker,attack,2031-03-04T01:10,,*,,,\n");
    folder.set(&format!("zone = \"Europe/Berlin\"\n{PROBES}"));
    let alt = chart(&folder.report().unwrap(), "claims").alt;
    assert!(alt.contains("published 2031-03-04 00:10:00 to 00:11:00 UTC"), "{alt}");
}

/// Where any probe that sees a site up is enough, it "was up for 0 s or more".
#[test]
fn a_recovery_without_a_length_has_none_in_its_words() {
    let folder = folder(&TWO_DOWN, "x,Firm,operator,restored,2031-03-04T00:21Z,,ash.example,,,\n");
    folder.set(&format!("{PROBES}[rules]\nstable_for = \"0s\"\n"));
    let report = folder.report().unwrap();
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert!(sentence.contains("ended and the site was up from a moment after"), "{sentence}");
    assert!(!sentence.contains("or more"), "{sentence}");
}
