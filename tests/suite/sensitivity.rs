//! The headline under other rules, each varied alone (M23).

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log, request, stamp};
use crate::page_rows::html;
use corroborate::clock::{HOUR, MINUTE};
use corroborate::model::variation::{Silences, Variation, VariedRule};
use corroborate::model::{Judgement, Quorum, Report};
use corroborate::pipeline::report_with_variations_of;
use corroborate::report::page::markdown;
use corroborate::report::terminal::summary::summary;
use std::path::Path;

/// Site a fails at one vantage of two from 12:00, at both from 12:10, and is back at 13:00; b fails
/// once, at 15:00. All are probed every ten minutes for a day, but not from 16:40 to 17:10.
fn report() -> Report {
    let mut rows = Vec::new();
    for step in (0..=144).filter(|step| !(100..104).contains(step)) {
        let at = step * 10 * MINUTE;
        let code = |fails| if fails { 503 } else { 200 };
        rows.push((at, "a", "x", code((72..78).contains(&step))));
        rows.push((at, "a", "y", code((73..78).contains(&step))));
        rows.push((at, "b", "x", code(step == 90)));
    }
    let at = |minutes: i64| stamp(minutes * MINUTE);
    let claims = format!(
        "{CLAIMS}c1,K,attacker,attack,{},,a\nc2,K,attacker,attack,{},,a\n\
         c3,K,attacker,outage,,{}/{},b\n",
        at(12 * 60 + 45),
        at(2 * 60 + 5),
        at(16 * 60 + 40),
        at(17 * 60 + 40),
    );
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", claims);
    report_with_variations_of(&request(incident.path())).unwrap()
}

/// A rule, sites that went down under it, and the verdicts that changed.
type Row = (VariedRule, usize, Vec<(Judgement, Judgement)>);

/// The rows of a rule.
fn rows(report: &Report, rule: &str) -> Vec<Row> {
    let of_rule = report.variations.iter().filter(|one| one.rule.key() == rule);
    let row = |one: &Variation| {
        let changed = one.changed.iter().map(|verdict| (verdict.from, verdict.to)).collect();
        (one.rule, one.totals.changes.went_down, changed)
    };
    of_rule.map(row).collect()
}

#[test]
fn each_rule_is_varied_alone() {
    use Judgement::{Contradicted, Insufficient, NoneSeen, PrecedesClaim, Supported};
    use VariedRule::{Confirm, FloorPercent, LagUs, LeadUs};
    let report = report();
    assert_eq!(report.totals.changes.went_down, 1);
    let of = |rule| rows(&report, rule);
    let quorums = [Quorum::AtLeast(2), Quorum::All].map(VariedRule::Quorum);
    assert_eq!(of("quorum"), quorums.map(|rule| (rule, 1, vec![])));
    // Not probed from 16:40 to 17:10, of 16:40 to 17:40: a third was observed, and 50 minutes
    // between two probes leave room for an outage.
    let none = VariedRule::Silence(Silences::None);
    assert_eq!(of("silence"), [(none, 1, vec![(Insufficient, NoneSeen)])]);
    // One failed probe is an outage then.
    assert_eq!(of("confirm"), [(Confirm(1), 2, vec![]), (Confirm(3), 1, vec![])]);
    assert_eq!(of("floor"), [50, 95].map(|floor| (FloorPercent(floor), 1, vec![])));
    // The outage began 35 to 55 minutes before c1, and some ten hours after c2.
    let half = (LeadUs(HOUR / 2), 1, vec![(Supported, PrecedesClaim)]);
    assert_eq!(of("lead"), [half, (LeadUs(2 * HOUR), 1, vec![])]);
    let half = (LagUs(6 * HOUR), 1, vec![(Supported, Contradicted)]);
    assert_eq!(of("lag"), [half, (LagUs(24 * HOUR), 1, vec![])]);
}

/// The page says in one sentence which rule turns most verdicts, with their ids; `report.md` and
/// stdout what moves, and nothing where nothing does. They cut the sentence behind its first part,
/// so that "leave the number of all sites at 12" stood for a number that another rule made 0.
#[test]
fn one_sentence_says_where_another_rule_would_turn_a_verdict() {
    let report = report();
    let sentence = "11 other values of the rules, tried one at a time, put the number of all \
                    sites that went down at 1 to 2 in place of 1, confirm = 1 furthest from it. 1 \
                    of 3 verdicts comes out otherwise with each of silence = none, lead = 30m and \
                    1 more; the greatest downtime then differs by up to 20 min from 1 h 10 min, \
                    most with confirm = 1";
    let ids: Vec<&str> = report.variations.iter().flat_map(turned).collect();
    assert_eq!(ids.len(), 3);
    let printed = summary(&report, Path::new("report.html"));
    let rules = printed.lines().find(|line| line.starts_with("  rules ")).expect("one flips");
    let in_short = "11 other values of the rules, tried one at a time, put the sites that went \
                    down at 1 to 2 in place of 1 (confirm = 1), and turn up to 1 of 3 verdicts \
                    (silence = none, lead = 30m and 1 more)";
    assert!(rules.contains(in_short) && rules.contains(": tables/sensitivity.csv)"), "{rules}");
    assert!(ids.iter().all(|id| rules.contains(id)), "{rules}");
    let section = markdown(&report, &[], &[]).unwrap().replace('\\', "");
    assert!(section.contains(&format!("- {in_short}. (V00")), "{section}");
    let page = html(&report);
    let at = page.find(&format!("{sentence}.</p>")).expect("the page has it");
    for id in ids {
        let link = format!("<a href=\"#{id}\">{id}</a>");
        assert!(page[at..at + 600].contains(&link), "{id}");
    }
    let steady = Report { variations: Vec::new(), ..report };
    assert!(!summary(&steady, Path::new("report.html")).contains("  rules "), "none was tried");
}

/// The headline said "1 of the 2 measured went down", and the sentence on other rules gave numbers
/// of all sites alone: with confirm = 1 both went down.
#[test]
fn other_rules_move_the_number_of_the_named_sites() {
    let rows = (0..=36).flat_map(|step| {
        let code = |fails| if fails { 503 } else { 200 };
        let of = [("a", (12..18).contains(&step)), ("b", step == 20), ("c", step == 30)];
        of.map(|(site, fails)| (step * 10 * MINUTE, site, "x", code(fails)))
    });
    let claim = format!("c1,K,attacker,attack,{},,a;b\n", stamp(130 * MINUTE));
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", format!("{CLAIMS}{claim}"));
    let report = report_with_variations_of(&request(incident.path())).unwrap();
    let section = html(&report);
    for words in [
        "put the number of all sites that went down at 1 to 3 in place of 1, confirm = 1 furthest",
        "f the 2 measured sites of K, 1 to 2 then went down in place of 1, confirm = 1 furthest",
    ] {
        assert!(section.contains(words), "{words}: {section}");
    }
    let tables = corroborate::report::tables::all(&report).unwrap();
    let table = tables.iter().find(|table| table.name == "sensitivity").unwrap();
    let at = table.columns.iter().position(|one| one.name == "named_went_down").unwrap();
    let named: Vec<String> = table.column(at).map(|cell| format!("{cell:?}")).collect();
    assert_eq!(named.iter().filter(|cell| *cell == "Integer(2)").count(), 1, "{named:?}");
    assert_eq!(named.len(), report.variations.len());
}

/// Ids of the verdicts that a rule turns.
fn turned(variation: &Variation) -> impl Iterator<Item = &str> {
    variation.changed.iter().map(|changed| changed.verdict.as_str())
}

/// A list of sites that nobody probes, some of which a claim names with others, moves no verdict.
#[test]
fn sites_that_nobody_probed_change_nothing() {
    let rows = (0..=36).map(|step| {
        let at = step * 10 * MINUTE;
        (at, "a", "x", if (12..18).contains(&step) { 503 } else { 200 })
    });
    let claims = format!(
        "claim,claimant,role,kind,published,asserted,targets,quantifier\n\
         c1,K,attacker,outage,,{}/{},g:all,most\nc2,K,attacker,attack,{},,b,\n",
        stamp(120 * MINUTE),
        stamp(170 * MINUTE),
        stamp(110 * MINUTE),
    );
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("sites.csv", "site,group\na,all\nb,all\nc,all\nd,other\ne,\n")
        .with("claims.csv", claims.replace("g:all", "group:all"));
    let report = report_with_variations_of(&request(incident.path())).unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    for one in &report.variations {
        assert_eq!(one.changed, [], "{:?}", one.rule);
    }
}

/// Where no site was measured, no rule is said to find none down.
#[test]
fn of_sites_that_nobody_measured_no_rule_says_anything() {
    let claim = format!("c1,K,attacker,outage,{},,a\n", stamp(0));
    let incident = IncidentFolder::new("zone = \"UTC\"\n")
        .with("sites.csv", "site\na\n")
        .with("claims.csv", format!("{CLAIMS}{claim}"));
    let page = html(&report_with_variations_of(&request(incident.path())).unwrap());
    assert!(!page.contains("Under other rules"), "a table of sites that were not down");
}

/// Without silences a run goes on over them, as it does under a `silence` that is longer than all:
/// a claim of the time between was left out of those that change.
#[test]
fn no_silence_is_as_a_declared_silence_beyond_all() {
    let minutes = (0..240).step_by(5).filter(|minute| !(145..180).contains(minute));
    let code = |minute| if (120..=190).contains(&minute) { 503 } else { 200 };
    let log = log(minutes.map(|minute| (minute * MINUTE, "a", "x", code(minute))));
    let at = |minutes: i64| stamp(minutes * MINUTE);
    let claims = format!(
        "{CLAIMS}in,K,media,outage,,{}/{},a\nall,K,media,outage,,{}/{},a\nup,O,operator,\
         restored,{},,a\n",
        at(150),
        at(170),
        at(125),
        at(185),
        at(150),
    );
    let of = |keys: &str| {
        let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{keys}"))
            .with("probes.csv", &log)
            .with("claims.csv", &claims);
        report_with_variations_of(&request(incident.path())).unwrap()
    };
    let (paced, declared) = (of(""), of("silence = \"3650d\"\n"));
    let changed =
        paced.verdicts.iter().zip(&declared.verdicts).filter_map(|(a, b)| {
            (a.judgement != b.judgement).then_some((a.judgement, b.judgement))
        });
    let changed: Vec<(Judgement, Judgement)> = changed.collect();
    assert!(changed.len() > 1, "{changed:?}");
    let none = VariedRule::Silence(Silences::None);
    assert_eq!(rows(&paced, "silence"), [(none, 1, changed)]);
}

/// "Leave it at 1 site that went down" was all that was said of a rule that halves the downtime.
#[test]
fn a_rule_that_halves_the_downtime_is_named() {
    let fails = |vantage: &str, step: i64| match vantage {
        "x" => (10..30).contains(&step),
        "y" => (10..20).contains(&step),
        _ => (11..30).contains(&step),
    };
    let mut rows = Vec::new();
    for step in 0..60 {
        for vantage in ["x", "y", "z"] {
            let code = if fails(vantage, step) { 503 } else { 200 };
            rows.push((step * 10 * MINUTE, "a", vantage, code));
        }
    }
    let incident = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let report = report_with_variations_of(&request(incident.path())).unwrap();
    let section = html(&report);
    for part in [
        "leave the number of all sites that went down at 1",
        "he least downtime then differs by up to 1 h 50 min from 3 h 10 min, most with quorum",
    ] {
        assert!(section.contains(part), "{part}: {section}");
    }
    assert!(
        summary(&report, Path::new("report.html")).contains("  rules "),
        "it moves the headline"
    );
}

/// At 2 sites an outage fitted, with half the `lag` at 1 and with twice at 3, and the sentence
/// spoke of the number of sites that went down alone.
#[test]
fn the_sentence_says_how_the_sites_that_fit_move() {
    let mut rows = Vec::new();
    // The claim is of 06:00: the sites fail 1, 8 and 20 hours later, and one never.
    for step in 0..=288 {
        let hours = [("a", 7), ("b", 14), ("c", 26), ("d", 100)];
        for (site, hour) in hours {
            let code = if (hour * 6 + 1..hour * 6 + 5).contains(&step) { 503 } else { 200 };
            rows.push((step * 10 * MINUTE, site, "x", code));
        }
    }
    let claims = format!("{CLAIMS}k,Crew,attacker,attack,{},,a;b;c;d\n", stamp(6 * HOUR));
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", claims);
    let report = report_with_variations_of(&request(incident.path())).unwrap();
    assert_eq!(report.claimants[0].fitting, 2);
    let fits = |rule: &str| -> Vec<usize> {
        let of_rule = report.variations.iter().filter(|one| one.rule.key() == rule);
        of_rule.filter_map(|one| Some(one.fits?.certain)).collect()
    };
    assert_eq!((fits("lag"), fits("floor")), (vec![1, 3], vec![2, 2]));
    let section = html(&report);
    let sentence = "n outage then certainly fits the time of the claim of Crew at 1 to 3 sites \
                    in place of 2, lag = 6h and lag = 24h furthest from it";
    assert!(section.contains(sentence), "{section}");
    // The verdicts that turn stand behind it: those on b and c.
    let turned = report.verdicts.iter().filter(|one| ["b", "c"].contains(&&*one.site));
    let ids: Vec<String> =
        turned.filter(|one| one.claim.is_some()).map(|one| one.id.clone()).collect();
    let printed = summary(&report, Path::new("report.html"));
    let rules = printed.lines().find(|line| line.starts_with("  rules ")).expect("one flips");
    assert!(rules.contains(&format!("({}, {}", ids[0], ids[1])), "{ids:?}: {rules}");
    let in_short = "put those that certainly fit the claim of Crew at 1 to 3 in place of 2, and \
                    turn up to 1 of 4 verdicts (lag = 6h and lag = 24h)";
    assert!(rules.contains(in_short), "{rules}");
}
