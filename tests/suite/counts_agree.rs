//! Counts of verdicts: headline, page, tables and charts count alike, and what a claim only
//! announced counts apart everywhere.

use crate::charts::chart;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, committed};
use crate::tables::{csv_bytes, rows};
use corroborate::model::{Judgement, Report, ResultGroup};
use corroborate::report::tables;
use corroborate::report::terminal::summary::lines;
use std::collections::BTreeMap;

/// Numbers of verdicts by the word of their group.
type Counts = BTreeMap<String, usize>;

/// Counts the verdicts of a report by what its claims say.
fn expected(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for verdict in &report.verdicts {
        let claim = report.claims.iter().find(|claim| Some(&claim.id) == verdict.claim.as_ref());
        let group = match (claim, verdict.judgement) {
            (None, _) => "nobody_claimed",
            (Some(claim), _) if claim.intent => "announced",
            (_, Judgement::Supported | Judgement::OnTime) => "fits",
            (_, Judgement::Partly) => "fits_in_part",
            (_, Judgement::Contradicted | Judgement::Premature) => "does_not_fit",
            (_, Judgement::Exception) => "exception",
            (_, Judgement::NoneSeen) => "none_seen",
            (_, judgement) if judgement.group() == ResultGroup::OtherTime => "other_time",
            (_, Judgement::NotCheckable) => "not_checkable",
            _ => "undecided",
        };
        *counts.entry(group.to_owned()).or_default() += 1;
    }
    counts
}

/// Counts the rows of the table `verdicts` by its column `group`.
fn of_table(report: &Report) -> Counts {
    let all = tables::all(report).unwrap();
    let table = all.iter().find(|table| table.name == "verdicts").unwrap();
    let rows = rows(&csv_bytes(table));
    let column = rows[0].iter().position(|name| name == "result_group").unwrap();
    let mut counts = Counts::new();
    for row in &rows[1..] {
        *counts.entry(row[column].clone()).or_default() += 1;
    }
    counts
}

/// The list `verdict_counts` of `incident.json`, by group.
fn of_totals(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for counted in &report.totals.verdicts {
        *counts.entry(counted.group.as_str().to_owned()).or_default() += counted.of.verdicts;
    }
    counts
}

/// The counts in the description of the chart of claims, before its first claim.
fn of_chart(report: &Report) -> Counts {
    let alt = chart(report, "claims").alt;
    let title = alt.split_once(", published ").map_or(&*alt, |(title, _)| title);
    let words = [
        ([" fits in timing", " fit in timing"], "fits"),
        ([" fits in part", " fit in part"], "fits_in_part"),
        ([" at another time"; 2], "other_time"),
        ([" does not fit", " do not fit"], "does_not_fit"),
        ([" exception"; 2], "exception"),
        ([" with no outage seen"; 2], "none_seen"),
        ([" undecided"; 2], "undecided"),
        ([" not checkable"; 2], "not_checkable"),
        ([" announced only"; 2], "announced"),
    ];
    let counts = words.map(|([one, many], group)| {
        (group.to_owned(), number_before(title, one).max(number_before(title, many)))
    });
    counts.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// The line of the summary, which the page has too; several lines as one.
fn verdict_line(report: &Report) -> String {
    let own = lines(report).into_iter().filter(|line| line.label == "verdicts");
    own.map(|line| line.text).collect::<Vec<String>>().join("; ")
}

/// The number before words of the line of the summary.
fn number_before(line: &str, words: &str) -> usize {
    let Some((before, _)) = line.split_once(words) else { return 0 };
    let digits: Vec<char> = before.chars().rev().take_while(|c| c.is_ascii_digit()).collect();
    digits.iter().rev().collect::<String>().parse().unwrap_or_default()
}

/// Checks that a report counts alike everywhere.
fn check(report: &Report) {
    let expected = expected(report);
    assert_eq!(of_table(report), expected);
    assert_eq!(of_totals(report), expected);
    let mut of_claims = expected.clone();
    let unclaimed = of_claims.remove("nobody_claimed").unwrap_or_default();
    assert_eq!(of_chart(report), of_claims);
    let line = verdict_line(report);
    let count = |group: &str| expected.get(group).copied().unwrap_or_default();
    let fits = number_before(&line, " supported (")
        .max(number_before(&line, " supported,"))
        .max(number_before(&line, " supported;"))
        + number_before(&line, " agree");
    assert_eq!(fits, count("fits"), "{line}");
    assert_eq!(number_before(&line, " announced only"), count("announced"), "{line}");
    assert_eq!(number_before(&line, " with no outage seen"), count("none_seen"), "{line}");
    let outages = if unclaimed == 1 { " outage that nobody" } else { " outages that nobody" };
    assert_eq!(number_before(&line, outages), unclaimed, "{line}");
}

#[test]
fn the_committed_incident_counts_alike_everywhere() {
    let report = committed("datasets/usa-offline-2022");
    assert!(expected(&report)["announced"] > 0);
    check(&report);
}

/// A threat that came true was counted among what was said to be so.
#[test]
fn what_a_claim_only_announces_is_counted_apart() {
    let probes = "timestamp,site,status_code\n\
        2022-10-05T00:00:00Z,a,200\n2022-10-05T00:05:00Z,a,200\n2022-10-05T00:10:00Z,a,503\n\
        2022-10-05T00:15:00Z,a,503\n2022-10-05T00:20:00Z,a,200\n2022-10-05T00:25:00Z,a,200\n\
        2022-10-05T00:00:00Z,b,200\n2022-10-05T00:05:00Z,b,200\n2022-10-05T00:10:00Z,b,200\n\
        2022-10-05T00:15:00Z,b,200\n2022-10-05T00:20:00Z,b,200\n2022-10-05T00:25:00Z,b,200\n";
    let time = "2022-10-05T00:00Z/2022-10-05T00:25Z";
    let header = CLAIMS.replace("targets", "targets,intent");
    let claims = format!(
        "{header}threat,K,attacker,attack,,{time},a;b,true\nsaid,M,media,attack,,{time},a;b,\n"
    );
    let folder = IncidentFolder::new(PROBES).with("probes.csv", probes);
    let report = folder.with("claims.csv", claims).report().unwrap();
    check(&report);
    assert_eq!(
        verdict_line(&report),
        "4 verdicts on 2 sites: 1 supported, 1 contradicted; 2 announced only, by 1 \
         claim that says what is to be done: in 1 of these an outage fits the time"
    );
    let chart = chart(&report, "claims");
    let title = "4 verdicts: 1 fits in timing, 1 does not fit, 2 announced only";
    assert!(chart.title.ends_with(title), "{}", chart.title);
    let whole = "4 verdicts on 2 sites: 1 fits in timing, 1 does not fit, 2 announced only";
    assert!(chart.alt.contains(whole), "{}", chart.alt);
    let own = "announced only: 1 with an outage that fits, 1 stayed up";
    assert!(chart.alt.contains(own), "{}", chart.alt);
    assert!(chart.alt.contains(": 1 supported, 1 contradicted"), "{}", chart.alt);
    let only = IncidentFolder::new(PROBES).with("probes.csv", probes);
    let only =
        only.with("claims.csv", format!("{header}threat,K,attacker,attack,,{time},b,true\n"));
    assert_eq!(
        verdict_line(&only.report().unwrap()),
        "1 verdict on 1 site: none on a claim that something was so; 1 announced only, by 1 claim \
         that says what is to be done: no outage fits the time; besides, 1 outage that nobody \
         claimed"
    );
}
