//! Rows that leave open what was so: those of one moment that disagree, those without a time, and
//! those that name no site. No claim is denied over them.

use crate::incident_folder::{IncidentFolder, findings, log, stamp};
use corroborate::clock::MINUTE;
use corroborate::model::{Finding, Judgement, Report, Rule, Verdict, VerdictFlag};
use corroborate::report::verdict_sentence;

/// A log of 15 hours of the site `shop.example` from some vantages, every five minutes, all up.
fn up_from(vantages: &[&'static str]) -> String {
    let steps = (0..=180).map(|step| step * 5 * MINUTE);
    log(steps
        .flat_map(|at| vantages.iter().map(move |vantage| (at, "shop.example", *vantage, 200))))
}

/// Rows of failed probes of the site from the vantage `x`, at some steps of five minutes.
fn failed(steps: impl Iterator<Item = i64>) -> String {
    steps.map(|step| format!("{},shop.example,x,503,\n", stamp(step * 5 * MINUTE))).collect()
}

/// All that comes of a log and a claim of each kind, and of denials of two, from 12:30 to 14:00.
fn report(rows: String) -> Report {
    let time = format!("{}/{}", stamp(750 * MINUTE), stamp(840 * MINUTE));
    let kinds = [
        ("attack", ""),
        ("outage", ""),
        ("reachable", ""),
        ("restored", ""),
        ("outage", "none"),
        ("reachable", "none"),
    ];
    let claims = kinds.map(|(kind, quantifier)| {
        format!("{kind}{quantifier},K,media,{kind},{time},shop.example,{quantifier}\n")
    });
    IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", rows)
        .with(
            "claims.csv",
            format!("claim,claimant,role,kind,asserted,targets,quantifier\n{}", claims.concat()),
        )
        .report()
        .unwrap()
}

fn of<'r>(report: &'r Report, claim: &str) -> &'r Verdict {
    let is_of = |verdict: &&Verdict| verdict.claim.as_deref() == Some(claim);
    report.verdicts.iter().find(is_of).unwrap()
}

/// The claims on a site that was up at each probe, in the order of `report`, and what they get.
const FIRM: [(&str, Judgement); 6] = [
    ("attack", Judgement::Contradicted),
    ("outage", Judgement::Contradicted),
    ("reachable", Judgement::Supported),
    ("restored", Judgement::StayedUp),
    ("outagenone", Judgement::Supported),
    ("reachablenone", Judgement::Contradicted),
];

fn assert_firm(report: &Report) {
    for (claim, judgement) in FIRM {
        assert_eq!(of(report, claim).judgement, judgement, "{claim}");
    }
}

#[test]
fn rows_that_agree_are_a_complete_view() {
    let report = report(up_from(&["x"]));
    assert_firm(&report);
    assert_eq!((report.conflicts.probes, report.conflicts.sites), (0, 0));
}

/// Each failed row stands beside a row that is up, of the same moment and vantage.
#[test]
fn rows_that_disagree_deny_nothing_and_show_nothing() {
    let report = report(up_from(&["x"]) + &failed(150..168));
    for (claim, _) in FIRM {
        let verdict = of(&report, claim);
        let sentence = verdict_sentence(verdict);
        assert_eq!(
            (verdict.rule, verdict.judgement),
            (Rule::new("R2"), Judgement::Insufficient),
            "{claim}: {sentence}"
        );
        assert!(verdict.flags.contains(&VerdictFlag::RowsDisagree), "{claim}");
        if claim != "restored" {
            let words = "of 18 probes in that time, 18 have rows that disagree (";
            assert!(sentence.contains(words), "{sentence}");
        }
    }
    assert_eq!((report.conflicts.probes, report.conflicts.sites), (18, 1));
    let summary = findings(&report);
    assert!(summary.contains("the rows of 18 probes of 1 site disagree"), "{summary}");
}

/// One probe is enough, in the time asked or next to it: between it and the next one an outage may
/// lie.
#[test]
fn one_probe_whose_rows_disagree_breaks_a_view() {
    let result = |step| {
        let report = report(up_from(&["x"]) + &failed(step..=step));
        let verdict = of(&report, "outage");
        (verdict.judgement, verdict.flags.contains(&VerdictFlag::RowsDisagree))
    };
    assert_eq!(result(148), (Judgement::Contradicted, false), "12:20");
    assert_eq!(result(150), (Judgement::Insufficient, true), "12:30");
    assert_eq!(result(156), (Judgement::Insufficient, true), "13:00");
    assert_eq!(result(168), (Judgement::Insufficient, false), "14:00, the first moment after it");
}

/// Two other vantages are a majority: with the third one down, too, the site was up.
#[test]
fn a_quorum_of_rows_that_agree_is_a_complete_view() {
    let report = report(up_from(&["x", "y", "z"]) + &failed(150..168));
    assert_firm(&report);
    assert!(of(&report, "outage").flags.contains(&VerdictFlag::RowsDisagree));
}

/// A row of the site whose time cannot be read may belong to any time.
#[test]
fn rows_without_a_time_break_a_complete_view_of_their_site() {
    let report = report(up_from(&["x"]) + &"5.10. 1,shop.example,x,503,\n".repeat(3));
    for claim in ["attack", "outage", "restored", "reachable", "outagenone", "reachablenone"] {
        let verdict = of(&report, claim);
        let sentence = verdict_sentence(verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{claim}: {sentence}");
        assert!(matches!(verdict.finding, Finding::UpInDoubt(_)), "{claim}: {sentence}");
        let words = "but 3 rows of the site have no time that can be read, and may lie in";
        assert!(sentence.contains(words), "{sentence}");
        assert!(verdict.flags.contains(&VerdictFlag::UnplacedRows), "{claim}");
    }
}

/// A row that names no site may be one of any site: what rests on a complete view is flagged.
#[test]
fn rows_without_a_site_are_flagged_where_a_view_is_complete() {
    let nameless = format!("{},,x,503,\n", stamp(780 * MINUTE));
    let report = report(up_from(&["x"]) + &nameless);
    let has_flag = |claim| of(&report, claim).flags.contains(&VerdictFlag::RowsWithoutSite);
    assert_eq!(["attack", "outage", "restored", "outagenone"].map(has_flag), [true; 4]);
    assert_firm(&report);
}

/// "None of the probes failed" was said of a time with two rows of 503 beside rows of 200.
#[test]
fn rows_that_disagree_are_counted_where_something_else_decides() {
    let rows = format!("{}{}", up_from(&["x"]), failed([170, 171].into_iter()));
    let claims = format!(
        "claim,claimant,role,kind,asserted,targets\nc,K,media,outage,{}/2022-10-05T20:00Z,\
         shop.example\n",
        stamp(840 * MINUTE)
    );
    let report = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", rows)
        .with("claims.csv", claims)
        .report()
        .unwrap();
    let sentence = verdict_sentence(of(&report, "c"));
    assert!(matches!(of(&report, "c").finding, Finding::BelowFloor { .. }), "{sentence}");
    let words = "esides, 2 probes in the time asked have rows that disagree";
    assert!(sentence.contains(words), "{sentence}");
}
