//! The words of `claims.csv` that say what a claim means: each word of the lists, and others.

use crate::incident_folder::{self, IncidentFolder};
use corroborate::model::{ClaimKind, Extent, Judgement, Quantifier, Refusal, Report, Role};

const PROBES: &str = "timestamp,site,status_code\n\
    2025-01-21T00:00:00Z,shop,200\n\
    2025-01-21T00:10:00Z,shop,200\n";

/// Reports on one claim with these cells of `kind`, `extent`, `quantifier` and `intent`.
fn report_of_claim(cells: [&str; 4]) -> Report {
    let row = format!(
        "claim,claimant,role,targets,asserted,kind,extent,quantifier,intent\n\
         c,Somebody,Media,shop,2025-01-21T00:02Z/2025-01-21T00:08Z,{}\n",
        cells.join(",")
    );
    IncidentFolder::new(incident_folder::PROBES)
        .with("probes.csv", PROBES)
        .with("claims.csv", &row)
        .report()
        .expect("the folder is an incident")
}

fn only_refusal(report: &Report) -> &Refusal {
    assert_eq!(report.refusals.listed.len(), 1, "{:?}", report.refusals.listed);
    &report.refusals.listed[0]
}

#[test]
fn every_kind_is_read_and_others_are_refused() {
    for kind in ClaimKind::ALL {
        let report = report_of_claim([kind.as_str(), "", "", ""]);
        assert_eq!(report.claims[0].kind, kind);
        assert_eq!(report.refusals.count(), 0);
    }
    for other in ["unsaid", "down", ""] {
        let report = report_of_claim([other, "", "", ""]);
        assert!(report.claims.is_empty());
        let refusal = only_refusal(&report).to_string();
        assert!(refusal.starts_with("claims.csv:2:6: kind: expected `attack`"), "{refusal}");
        assert!(refusal.ends_with(&format!("or `unstated`, found `{other}`")), "{refusal}");
    }
}

#[test]
fn every_extent_is_read_and_others_are_refused() {
    for extent in Extent::ALL {
        assert_eq!(report_of_claim(["outage", extent.as_str(), "", ""]).claims[0].extent, extent);
    }
    for other in ["part", "THROUGH"] {
        let report = report_of_claim(["outage", other, "", ""]);
        assert!(report.claims.is_empty());
        assert_eq!(
            only_refusal(&report).to_string(),
            format!(
                "claims.csv:2:7: extent: expected `throughout`, `intermittent` or nothing, found \
                 `{other}`"
            )
        );
    }
}

/// Every moment of a time can be meant by a claim of kind `outage` that gives the time, and by no
/// other.
#[test]
fn throughout_is_for_an_outage_with_a_time() {
    for kind in ClaimKind::ALL.into_iter().filter(|kind| *kind != ClaimKind::Outage) {
        let report = report_of_claim([kind.as_str(), "throughout", "", ""]);
        assert!(report.claims.is_empty());
        assert_eq!(
            only_refusal(&report).to_string(),
            format!(
                "claims.csv:2:7: extent: `throughout` is for kind `outage`, found `{}`: leave it \
                 empty, or write `outage`",
                kind.as_str()
            )
        );
    }
    let untimed = IncidentFolder::new(incident_folder::PROBES)
        .with("probes.csv", PROBES)
        .with(
            "claims.csv",
            "claim,claimant,role,targets,published,kind,extent\n\
             c,Somebody,media,shop,2025-01-21T00:05Z,outage,throughout\n",
        )
        .report()
        .expect("the folder is an incident");
    assert!(untimed.claims.is_empty());
    assert_eq!(
        only_refusal(&untimed).to_string(),
        "claims.csv:2:7: extent: `throughout` needs an asserted time; write one, or leave the \
         extent empty"
    );
}

#[test]
fn every_quantifier_is_read_and_others_are_refused() {
    for quantifier in Quantifier::ALL {
        let report = report_of_claim(["outage", "", quantifier.as_str(), ""]);
        assert_eq!(report.claims[0].quantifier, quantifier);
    }
    assert_eq!(report_of_claim(["outage", "", "", ""]).claims[0].quantifier, Quantifier::Each);
    for other in ["all", "many"] {
        let report = report_of_claim(["outage", "", other, ""]);
        assert!(report.claims.is_empty());
        assert_eq!(
            only_refusal(&report).to_string(),
            format!(
                "claims.csv:2:8: quantifier: expected `each`, `most`, `some`, `none` or nothing, \
                 found `{other}`"
            )
        );
    }
}

#[test]
fn an_intent_is_true_or_false_and_other_words_are_refused() {
    for (word, is_intent) in [("true", true), ("false", false), ("", false)] {
        assert_eq!(report_of_claim(["attack", "", "", word]).claims[0].intent, is_intent);
    }
    for other in ["yes", "1"] {
        let report = report_of_claim(["attack", "", "", other]);
        assert!(report.claims.is_empty());
        assert_eq!(
            only_refusal(&report).to_string(),
            format!("claims.csv:2:9: intent: expected `true`, `false` or nothing, found `{other}`")
        );
    }
}

/// Tables of offices write `TRUE` and `Media`.
#[test]
fn words_of_claims_are_read_in_any_letters() {
    let report = report_of_claim(["Outage", "THROUGHOUT", "Most", "TRUE"]);
    assert_eq!(report.refusals.count(), 0);
    let claim = &report.claims[0];
    assert_eq!((claim.kind, claim.role), (ClaimKind::Outage, Role::Media));
    assert_eq!((claim.extent, claim.quantifier), (Extent::Throughout, Quantifier::Most));
    assert!(claim.intent);
}

#[test]
fn a_claim_without_a_claimant_is_refused() {
    let row = "claim,claimant,role,kind,targets\nc,,MEDIA,attack,shop\n";
    let incident = IncidentFolder::new(incident_folder::PROBES).with("probes.csv", PROBES);
    let report = incident.with("claims.csv", row).report().unwrap();
    assert!(report.claims.is_empty());
    assert_eq!(
        only_refusal(&report).to_string(),
        "claims.csv:2:2: claimant: the field is empty; write who says it, such as `Operator`, or \
         `unknown`"
    );
}

#[test]
fn a_claim_that_states_nothing_is_not_called_a_claim_about_the_cause() {
    let verdict = |kind| {
        let report = report_of_claim([kind, "", "", ""]);
        let verdict = report.verdicts[0].clone();
        assert_eq!(verdict.judgement, Judgement::NotCheckable);
        // It is not held against the record.
        assert_eq!(verdict.observed_share, None);
        corroborate::report::verdict_sentence(&verdict)
    };
    assert!(verdict("cause").contains("the claim is about the cause"));
    let unstated = verdict("unstated");
    assert!(unstated.contains("nothing that probes can check"), "{unstated}");
    assert!(!unstated.contains("cause"), "{unstated}");
}

/// What a column says counts for nothing where its name is spelled wrong.
#[test]
fn a_column_that_decides_and_is_spelled_wrong_stops_the_run() {
    let read = |column: &str| {
        let row =
            format!("claim,claimant,role,kind,targets,{column}\nc,Somebody,media,outage,shop,\n");
        IncidentFolder::new(incident_folder::PROBES)
            .with("probes.csv", PROBES)
            .with("claims.csv", &row)
            .report()
    };
    let wrong = [
        ("quantifer", "quantifier"),
        ("Quantifier", "quantifier"),
        ("extend", "extent"),
        ("intend", "intent"),
        ("assertet", "asserted"),
        ("publishd", "published"),
    ];
    for (column, meant) in wrong {
        let why = read(column).expect_err("the column is spelled wrong");
        assert_eq!(
            why,
            format!(
                "claims.csv:1:1: the column `{column}` is not read; did you mean `{meant}`? \
                 Rename the one or the other"
            )
        );
    }
    for column in ["comment", "source", "note2", "intent", "asserted", "date", "id"] {
        assert!(read(column).is_ok(), "{column}");
    }
}

/// The refusals of a file of claims whose rows are these.
fn refusals_of(name: &str, rows: &str) -> Vec<String> {
    let incident = IncidentFolder::new(incident_folder::PROBES).with("probes.csv", PROBES);
    let report = incident.with(name, rows).report().unwrap();
    let input = report.inputs.iter().find(|input| input.path == name).unwrap();
    assert_eq!(input.refused as usize, report.refusals.listed.len(), "each row counts once");
    report.refusals.listed.iter().map(ToString::to_string).collect()
}

/// Whoever mended the first fault of a row found the next one in the next run.
#[test]
fn a_row_of_claims_tells_all_its_faults_in_the_order_of_columns() {
    let rows = "kind,claim,claimant,intent,role,targets,asserted,quantifier,extent\n\
        outage,c1,,maybe,press,;,soon,all,always\n\
        attack,c1,Somebody,,media,shop,2025-01-21T00:05Z,,throughout\n\
        fire,c2,Somebody,,media,shop,,,throughout\n\
        outage,c3,Somebody,,media,shop,soon,,throughout\n";
    let said = refusals_of("claims.csv", rows);
    assert_eq!(said.len(), 4, "{said:?}");
    let mut rest = said[0].as_str();
    for part in [
        "claims.csv:2:3: claimant: the field is empty",
        "; column 4: intent: expected `true`",
        "; column 5: role: expected `attacker`",
        "; column 6: targets: the field is empty",
        "; column 7: asserted: ",
        "; column 8: quantifier: expected `each`",
        "; column 9: extent: expected `throughout`",
    ] {
        let at = rest.find(part).unwrap_or_else(|| panic!("{part} is not in {rest}"));
        rest = &rest[at + part.len()..];
    }
    assert!(said[1].starts_with("claims.csv:3:9: extent: `throughout` is for kind"), "{}", said[1]);
    // What an extent needs is not asked of a cell that cannot be read.
    assert!(said[2].starts_with("claims.csv:4:1: kind: expected") && !said[2].contains("; column"));
    assert!(said[3].starts_with("claims.csv:5:7: asserted: ") && !said[3].contains("; column"));
}

/// A fault of the end was reported as one of the start.
#[test]
fn a_row_of_maintenance_tells_all_its_faults_each_in_its_column() {
    let rows = "site,from,until\n,soon,later\nshop,2025-01-21T00:00Z,later\n\
        shop,2025-01-21T00:10Z,2025-01-21T00:00Z\nshop,2025-01-21T00:00Z,2025-01-21T00:10Z\n";
    let said = refusals_of("maintenance.csv", rows);
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].starts_with("maintenance.csv:2:1: site: the field is empty; column 2: from: "));
    assert!(said[0].contains("; column 3: until: "), "{}", said[0]);
    assert!(said[1].starts_with("maintenance.csv:3:3: until: "), "{}", said[1]);
    assert!(said[2].starts_with("maintenance.csv:4:3: until: "), "{}", said[2]);
}
