//! Words of change need a start on the record (M24); what claimants named is counted by claimant
//! (M26); sites that change together are events (M25).

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, findings, log};
use crate::law_config::config;
use corroborate::clock::{Instant, MINUTE};
use corroborate::model::recoveries::SetRecovery;
use corroborate::model::{ClaimContent, EventKind, Report, SiteChange};
use corroborate::report::charts::all;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Probes of one site, five minutes apart: `U` is up, `D` down, a blank none.
fn probes<'a>(site: &'a str, states: &str) -> Vec<(i64, &'a str, &'static str, u16)> {
    let mut rows = Vec::new();
    for (state, number) in states.chars().zip(0..) {
        match state {
            'U' => rows.push((number * 5 * MINUTE, site, "v", 200)),
            'D' => rows.push((number * 5 * MINUTE, site, "v", 503)),
            _ => {}
        }
    }
    rows
}

fn report(sites: &[(&str, &str)], claims: &str) -> Report {
    let rows = sites.iter().flat_map(|(site, states)| probes(site, states));
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    if !claims.is_empty() {
        folder.write("claims.csv", format!("{CLAIMS}{claims}"));
    }
    folder.report().unwrap()
}

fn changes(report: &Report) -> Vec<SiteChange> {
    report.sites.iter().map(|site| site.change).collect()
}

fn title(report: &Report, chart: &str) -> String {
    let drawn = all(report).unwrap().into_iter().find(|one| one.name == chart);
    drawn.unwrap().title
}

#[test]
fn a_site_that_was_never_up_did_not_go_down() {
    let sites = [
        ("dead", "DDDDDDDDDDDD"),
        ("fell", "UUUDDDUUUUUU"),
        ("late", "DDDUUUUUUUUU"),
        ("well", "UUUUUUUUUUUU"),
    ];
    let report = report(&sites, "");
    assert_eq!(
        changes(&report),
        [SiteChange::NeverUp, SiteChange::WentDown, SiteChange::DownAtStart, SiteChange::NoOutage]
    );
    let headline = "1 of 4 measured sites went down; with no start on the record, 1 more was down \
                    before it was first confirmed up, and 1 more was down and never confirmed up";
    assert_eq!(
        title(&report, "timeline"),
        "1 of 4 measured sites went down; 2 more were down with no start on the record"
    );
    assert_eq!(
        title(&report, "durations"),
        "The outage that was seen to start: fell, 10 min to 20 min"
    );
    assert!(
        title(&report, "sites-down")
            .starts_with("At the peak 2 to 3 of 4 measured sites were seen down at once, from "),
        "{}",
        title(&report, "sites-down")
    );
    assert_eq!(
        title(&report, "availability"),
        "The site that went down, fell, was up 63.6 to 81.9 % of the window"
    );
    let text = findings(&report);
    for words in [
        headline,
        "10 min to 20 min, at the 1 site that went down; besides, at least 1 h 5 min with no start \
         on the record",
        "3 outages in 3 episodes, 1 not seen to start, 1 seen neither to start nor to end",
    ] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
}

#[test]
fn without_a_start_on_the_record_no_chart_says_that_a_site_went_down() {
    let report = report(&[("dead", "DDDDDDD"), ("late", "DDUUUUU")], "");
    let titles = ["timeline", "sites-down", "availability", "durations"];
    let titles = titles.map(|name| title(&report, name));
    assert_eq!(
        titles,
        [
            "2 of 2 measured sites were down, with no start on the record",
            "At the peak 2 of 2 measured sites were seen down at once, from 5 Oct 2022 00:00 UTC; \
             none of these has a start on the record",
            "No start of an outage was seen; least available: dead, up 0.0 % of the window",
            "No start of an outage was seen; the longest time down: dead, at least 30 min; 1 other \
             may have lasted as long or longer",
        ]
    );
}

#[test]
fn a_site_that_nobody_could_read_is_not_measured() {
    let mut rows = log(probes("fell", "UUDDUU"));
    for (us, ..) in probes("unread", "UUUUUU") {
        rows.push_str(&format!("{},unread,v,\n", crate::incident_folder::stamp(us)));
    }
    let rows = rows.replace("status_code\n", "status_code,result\n");
    let rows: String = rows
        .lines()
        .map(|line| match line {
            line if line.contains("unread") => format!("{line},unknown\n"),
            line if line.ends_with("result") => format!("{line}\n"),
            line => format!("{line},\n"),
        })
        .collect();
    let report = IncidentFolder::new(PROBES).with("probes.csv", rows).report().unwrap();
    assert_eq!(changes(&report), [SiteChange::WentDown, SiteChange::NotMeasured]);
    let text = findings(&report);
    for words in [
        "1 of 1 measured site went down",
        "6 probes of 1 site tell no result; that time counts as not observed from their vantages",
        "; 1 site without a probe that tells a result",
    ] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
    let timeline = all(&report).unwrap().into_iter().find(|one| one.name == "timeline").unwrap();
    assert!(timeline.svg.contains("not measured; 6 unknown"), "beside the site");
}

#[test]
fn a_claimant_counts_each_site_once_and_owns_the_count() {
    let sites = [("a", "UUDDUUUU"), ("b", "UUUUUUUU"), ("c", "UUDDUUUU")];
    let claims = "1,Crew,attacker,attack,2022-10-05T00:10Z,,a;b\n\
                  2,Crew,attacker,attack,2022-10-05T00:20Z,,a\n\
                  3,Daily,media,outage,2022-10-05T00:20Z,,c\n\
                  4,Daily,media,restored,2022-10-05T00:30Z,,b\n";
    let report = report(&sites, claims);
    let claimants: Vec<(&str, ClaimContent, usize, usize)> = report
        .claimants
        .iter()
        .map(|one| (one.name.as_str(), one.said, one.sites.len(), one.changes.went_down))
        .collect();
    assert_eq!(
        claimants,
        [("Crew", ClaimContent::Attacked, 2, 1), ("Daily", ClaimContent::Down, 1, 1)]
    );
    assert_eq!(
        title(&report, "timeline"),
        "Crew claimed attacks on 2 sites: 1 of the 2 measured went down; the 1 other measured site \
         went down"
    );
}

/// Returns the words about the sites of the one claimant, behind when they went down.
fn fit_words(sites: &[(&str, &str)], claims: &str) -> String {
    let report = report(sites, claims);
    let text = findings(&report);
    let finding = text.lines().find(|line| line.contains("went down at some time")).unwrap();
    let (_, words) = finding.rsplit_once(" UTC").expect("it ends with a time");
    words.trim_end_matches('.').to_owned()
}

/// "No outage of it fits the time of the claim" stood over verdicts that deny nothing.
#[test]
fn no_outage_of_a_site_fits_only_where_each_verdict_denies_it() {
    let site = [("a", "UUDDUUUUUUUU")];
    let of = |claim: &str| fit_words(&site, &format!("1,Crew,attacker,{claim},a\n"));
    let open = "; whether an outage of it fits the time of the claim is open";
    let timeless = "; the claim gives no time, so that no outage can be held against it";
    assert_eq!(of("attack,,"), timeless);
    assert_eq!(of("attack,,2022-10-05T00:41:00Z"), open);
    let none = "; no outage of it fits the time of the claim";
    assert_eq!(of("attack,,2022-10-05T00:25Z/2022-10-05T00:50Z"), none);
    assert_eq!(of("attack,,2022-10-05T00:12Z/2022-10-05T00:50Z"), none);
    let later = [("a", "UUDDUUUUUUUUUUUUDDUUUUUU")];
    assert_eq!(
        fit_words(&later, "1,Crew,attacker,attack,,2022-10-05T01:10Z/2022-10-05T01:40Z,a\n"),
        "; an outage of it, not its first, fits the time of the claim"
    );
}

#[test]
fn a_refused_name_is_no_site_of_a_claimant() {
    let sites = [("a", "UUDDUUUU"), ("b", "UUUUUUUU")];
    let report = report(&sites, "1,Crew,attacker,attack,2022-10-05T00:10Z,,a;nobody\n");
    assert_eq!(report.refusals.count(), 1);
    assert_eq!(report.claimants[0].sites, ["a"]);
}

#[test]
fn claimants_that_are_not_listed_one_by_one_are_counted_each_once() {
    let sites = [("a", "UUDDUUUU"), ("b", "UUUUUUUU")];
    let mut claims = String::new();
    for number in 0..7 {
        claims.push_str(&format!("{number},S{number},media,outage,2022-10-05T00:20Z,,a\n"));
    }
    let text = findings(&report(&sites, &claims));
    assert!(text.contains(" 2 more claimants: see tables/claimants.csv"), "{text}");
    assert!(
        text.contains("S0 reported an outage of 1 site: the site went down at some time"),
        "{text}"
    );
}

#[test]
fn the_only_site_is_not_called_one_more() {
    let text = findings(&report(&[("late", "DDUUUUU")], ""));
    let expected = "0 of 1 measured site went down; that site was down before it was first \
                    confirmed up, with no start on the record";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn without_a_probe_nothing_is_said_of_outages() {
    let report = IncidentFolder::new("zone = \"UTC\"\n")
        .with("sites.csv", "site\na\nb\n")
        .with("claims.csv", format!("{CLAIMS}1,Crew,attacker,attack,2022-10-05T00:10Z,,a\n"))
        .report()
        .unwrap();
    let text = findings(&report);
    assert!(text.contains("2 sites, none of them probed, and 1 claim\n"), "{text}");
    let charts = all(&report).unwrap();
    let tables = corroborate::report::tables::all(&report).unwrap();
    let page = corroborate::report::page::html(&report, &tables, &charts).unwrap();
    assert!(page.contains("No site was probed: whether there was an outage is not known."));
    assert!(!page.contains("No outage was seen.") && !page.contains("every outcome"));
}

/// Three sites came back together at 0:25, and one of them failed again at 0:35: it was back, and
/// not for good.
#[test]
fn a_return_together_says_of_how_many_it_was_none_for_good() {
    let up = "U".repeat(20);
    let (back, again) = (format!("UUDDD{up}"), format!("UUDDDUUDDUU{up}"));
    let report = report(&[("a", &back), ("b", &back), ("c", &again)], "");
    let events: Vec<(usize, usize)> =
        report.events.iter().map(|event| (event.sites.len(), event.failed_again)).collect();
    assert_eq!(events, [(3, 0), (3, 1)]);
    let tables = corroborate::report::tables::all(&report).unwrap();
    let charts = all(&report).unwrap();
    let page = corroborate::report::page::html(&report, &tables, &charts).unwrap();
    let words = "perhaps at one moment (E002); 1 of them failed again in the same episode";
    assert!(page.contains(words), "{page}");
}

#[test]
fn relapses_before_one_stable_recovery_are_one_row() {
    let up = "U".repeat(8);
    let states = format!("UUDDUDDUDDU{up}UDD{up}");
    let report = report(&[("shop", &states)], "");
    let tables = corroborate::report::tables::all(&report).unwrap();
    let timeline = tables.iter().find(|table| table.name == "timeline").unwrap();
    let text = String::from_utf8(crate::tables::csv_bytes(timeline)).unwrap();
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("stable_recovery")).collect();
    let [row] = rows[..] else { panic!("{text}") };
    assert!(row.contains("shop was back and up for 30 min or more from a moment after "), "{row}");
    assert!(row.contains(", after 2 relapses; it was down again later."), "{row}");
    assert!(!text.contains("for good"), "{text}");
}

#[test]
fn a_failure_without_a_start_is_no_onset_in_the_timeline() {
    let report = report(&[("fell", "UUDDUUUUUUUUU"), ("late", "DDUUUUUUUUUUU")], "");
    let tables = corroborate::report::tables::all(&report).unwrap();
    let timeline = tables.iter().find(|table| table.name == "timeline").unwrap();
    let text = String::from_utf8(crate::tables::csv_bytes(timeline)).unwrap();
    let entries = |site: &str| {
        let rows = text.lines().filter(|line| line.contains(&format!(",{site},")));
        rows.filter_map(|row| row.split(',').nth(2)).collect::<Vec<_>>()
    };
    assert_eq!(entries("fell"), ["onset", "recovery"]);
    assert_eq!(entries("late"), ["first_seen_down", "recovery"]);
}

#[test]
fn lists_of_targets_and_denials_have_marks_and_headings_of_their_own() {
    let header = "claim,claimant,role,kind,published,targets,quantifier,extent,intent\n";
    let claims = format!(
        "{header}1,Crew,attacker,attack,2022-10-05T00:10Z,a,,,true\n\
         2,Daily,media,outage,2022-10-05T00:20Z,a;b,none,,\n"
    );
    let rows = ["a", "b"].into_iter().flat_map(|site| probes(site, "UUDDUUUU"));
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    folder.write("claims.csv", claims);
    let report = folder.report().unwrap();
    let charts = all(&report).unwrap();
    let svg = |name: &str| &charts.iter().find(|one| one.name == name).unwrap().svg;
    let timeline = svg("timeline");
    assert!(timeline.contains("listed as a target, published in this time"));
    assert!(timeline.contains("said not to be down, published in this time"));
    assert!(!timeline.contains("said to be down in this time"));
    assert!(svg("claims").contains("published: a list of targets or a threat"));
    let tables = corroborate::report::tables::all(&report).unwrap();
    let page = corroborate::report::page::markdown(&report, &tables, &charts).unwrap();
    assert!(page.contains("attack (a list of targets or a threat)"), "{page}");
    assert!(page.contains("outage (a denial: said not to be down)"), "{page}");
}

#[test]
fn rows_and_titles_of_a_chart_come_from_one_list() {
    let sites =
        [("a", "UUUUUUUUUU"), ("b", "DDDDDDDDDD"), ("c", "UDDUUUUUUU"), ("d", "UDDDDUUUUU")];
    let report = report(&sites, "");
    let chart =
        |name: &str| all(&report).unwrap().into_iter().find(|one| one.name == name).unwrap();
    for (name, order) in [
        ("timeline", ["d", "c", "b", "a"]),
        // Of a site that was up all along the bar would be full.
        ("availability", ["d", "c", "b", ""]),
        ("durations", ["d", "c", "b", ""]),
    ] {
        let svg = chart(name).svg;
        let texts = svg.split("</text>").filter_map(|text| text.rsplit('>').next());
        let names: Vec<&str> = texts.filter(|text| ["a", "b", "c", "d"].contains(text)).collect();
        let order: Vec<&str> = order.into_iter().filter(|name| !name.is_empty()).collect();
        assert_eq!(names, order, "{name}");
    }
    assert!(
        chart("durations")
            .title
            .starts_with("The longest outage of those that were seen to start: d, ")
    );
    assert!(
        chart("availability").title.starts_with("Least available of the sites that went down: d, ")
    );
}

/// The window is that of the claims where nothing else says one, and no site is said to be down.
#[test]
fn claims_without_probes_have_a_window_and_say_so() {
    let mut sites = "site\n".to_owned();
    let mut claims = CLAIMS.to_owned();
    for number in 0..61 {
        sites.push_str(&format!("s{number:02}\n"));
        claims.push_str(&format!(
            "c{number},W,attacker,attack,2025-01-{:02},,s{number:02}\n",
            number % 9 + 1
        ));
    }
    let report = IncidentFolder::new("zone = \"UTC\"\n")
        .with("sites.csv", sites)
        .with("claims.csv", claims)
        .report()
        .unwrap();
    assert!(report.window_is_of_claims);
    let charts = all(&report).unwrap();
    let timeline = charts.iter().find(|one| one.name == "timeline").unwrap();
    let text: String = timeline
        .svg
        .split("</text>")
        .filter_map(|text| text.rsplit('>').next())
        .collect::<Vec<_>>()
        .join(" ");
    for words in [
        "1 Jan 2025 00:00 to 10 Jan 2025 00:00 UTC (the time of the claims, as nothing else says \
         a window)",
        "Shown are 60 of 61 sites: by id.",
    ] {
        assert!(text.contains(words), "`{words}` is not in:\n{text}");
    }
    assert!(!text.contains("went down first"), "{text}");
}

/// Probes of a site: up or down, five minutes apart.
fn states() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!['U', 'U', 'D']), 4..24)
        .prop_map(|states| states.into_iter().collect())
}

mod laws {
    use super::*;

    proptest! {
        #![proptest_config(config(24))]

        /// A site that was never up adds nothing to what went down.
        #[test]
        fn dead_sites_move_no_figure_of_change(all in prop::collection::vec(states(), 1..5)) {
            let names: Vec<String> = (0..all.len()).map(|number| format!("s{number}")).collect();
            let mut sites: Vec<(&str, &str)> =
                names.iter().map(String::as_str).zip(all.iter().map(String::as_str)).collect();
            let without = report(&sites, "");
            let dead = "D".repeat(all.iter().map(String::len).min().unwrap());
            sites.push(("x-dead", &dead));
            let with = report(&sites, "");
            prop_assert_eq!(with.totals.changes.went_down, without.totals.changes.went_down);
            prop_assert_eq!(with.totals.downtime, without.totals.downtime);
            prop_assert_eq!(with.totals.outages_with_onset, without.totals.outages_with_onset);
            // Ids of outages count those of dead sites.
            let recoveries = |report: &Report| {
                let of = |one: &SetRecovery| SetRecovery { outages: Vec::new(), ..one.clone() };
                report.recoveries.iter().map(of).collect::<Vec<_>>()
            };
            prop_assert_eq!(recoveries(&with), recoveries(&without));
            let peak = |report: &Report| {
                report.down_counts.iter().map(|count| (count.certain, count.possible)).max()
            };
            let none = Some((0, 0));
            prop_assert_eq!(peak(&with).max(none), peak(&without).max(none));
            prop_assert_eq!(with.totals.changes.never_up, without.totals.changes.never_up + 1);
        }

        /// All sites of an event can have changed at one moment, inside the time that is stated.
        #[test]
        fn the_sites_of_an_event_share_a_moment(all in prop::collection::vec(states(), 2..9)) {
            let names: Vec<String> = (0..all.len()).map(|number| format!("s{number}")).collect();
            let sites: Vec<(&str, &str)> =
                names.iter().map(String::as_str).zip(all.iter().map(String::as_str)).collect();
            let report = report(&sites, "");
            let least = 5.min(report.totals.measured.div_ceil(3)).max(2);
            for event in &report.events {
                let brackets: Vec<(Instant, Instant)> = report
                    .outages
                    .iter()
                    .filter(|outage| event.outages.contains(&outage.id))
                    .map(|outage| match event.kind {
                        EventKind::WentDown => {
                            (outage.onset.after.unwrap(), outage.onset.by.unwrap())
                        }
                        EventKind::CameBack => {
                            (outage.recovery.after.unwrap(), outage.recovery.by.unwrap())
                        }
                    })
                    .collect();
                prop_assert!(event.sites.len() >= least);
                let different: BTreeSet<&String> = event.sites.iter().collect();
                prop_assert_eq!(different.len(), event.sites.len());
                let latest_start = brackets.iter().map(|(after, _)| *after).max().unwrap();
                let earliest_end = brackets.iter().map(|(_, by)| *by).min().unwrap();
                prop_assert!(latest_start < earliest_end);
                prop_assert!(
                    brackets.iter().all(|(after, by)| event.after <= *after && *by <= event.by)
                );
            }
        }
    }
}
