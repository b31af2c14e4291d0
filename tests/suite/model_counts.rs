//! Counts and ranges of the model: what is added up, merged and cut.

use corroborate::model::findings::NoProbeInside;
use corroborate::model::{
    ClaimKind, ClaimVerdict, Extent, Finding, Guess, IntervalRange, Judgement, PassedKey,
    PassedOver, PassedOverCounts, ProbeCount, Quantifier, Refusal, RefusalKind, Refusals,
    RefusedPart, RowShape, Rule, SeenElsewhere, TestedRows, TimeReadings, Verdict, VerdictCount,
    VerdictFlag,
};

fn refusal(line: u64) -> Refusal {
    Refusal {
        file: "log.csv".to_owned(),
        line,
        column: 1,
        name: "timestamp".to_owned(),
        part: RefusedPart::Row,
        kind: RefusalKind::Empty,
    }
}

/// Ten thousand are listed, and all are counted.
#[test]
fn refusals_beyond_the_list_are_counted() {
    let mut refusals = Refusals::default();
    for line in 0..10_001 {
        refusals.add(refusal(line));
    }
    assert_eq!((refusals.listed.len(), refusals.count()), (10_000, 10_001));
}

/// Lines of a part count from its beginning; its rows without a time are added to those of a site.
#[test]
fn a_part_of_a_file_is_added_at_its_line() {
    let mut part = Refusals::default();
    part.add(refusal(2));
    part.add_unplaced("shop", 3, RowShape::Whole);
    let mut all = Refusals::default();
    all.add_unplaced("shop", 4, RowShape::Whole);
    all.add_part(&part, 100);
    assert_eq!(all.listed.iter().map(|one| one.line).collect::<Vec<_>>(), [102]);
    assert_eq!(all.unplaced["shop"], 7);
}

/// Sites of rows without a time are counted up to a limit, so that names without end cannot fill
/// the memory.
#[test]
fn two_hundred_thousand_sites_of_unplaced_rows_are_counted() {
    let mut refusals = Refusals::default();
    for site in 0..200_001 {
        refusals.add_unplaced(&site.to_string(), 1, RowShape::Whole);
    }
    refusals.add_unplaced("0", 1, RowShape::Whole);
    assert_eq!((refusals.unplaced.len(), refusals.unplaced["0"]), (200_000, 2));
}

fn lone_cell() -> PassedKey {
    PassedKey { source: 0, file: "log.csv".to_owned(), what: PassedOver::EmptyCell }
}

/// Parts come in any order: the first place is that of the lowest line.
#[test]
fn what_is_passed_over_is_reported_with_its_first_line() {
    let mut part = PassedOverCounts::default();
    part.add(lone_cell(), 5);
    part.add(lone_cell(), 3);
    let mut all = PassedOverCounts::default();
    all.add_part(&part, 100);
    assert_eq!(all.of_source(0), ["log.csv: 2 empty cells: no probe; the first in line 103"]);
    all.add_part(&part, 10);
    assert_eq!(all.of_source(0), ["log.csv: 4 empty cells: no probe; the first in line 13"]);
}

#[test]
fn ranges_of_intervals_hold_both() {
    let of = |shortest_us, longest_us| IntervalRange { shortest_us, longest_us };
    assert_eq!(of(2, 5).union(of(1, 3)), of(1, 5));
    assert_eq!(of(1, 3).union(of(2, 5)), of(1, 5));
}

/// Nobody else saw any of the sites: no vantage is called sick by that.
#[test]
fn sites_that_nobody_else_observed_are_not_mostly_up() {
    let seen = |up, observed| SeenElsewhere { vantages: 1, up, down: 0, challenged: 0, observed };
    assert!(!seen(0, 0).mostly_up());
    assert!(seen(4, 5).mostly_up());
    assert!(!seen(3, 4).mostly_up());
}

#[test]
fn two_verdicts_on_a_site_are_on_one_site() {
    let verdict = |id: &str, site: &str| {
        let unknown_probes = ProbeCount::default();
        let finding = Finding::NoProbeInside(NoProbeInside {
            is_within_stamps: false,
            interval_around: None,
            unknown_probes,
            is_of_lists: false,
        });
        Verdict {
            id: id.to_owned(),
            claim: Some(id.to_owned()),
            ..Verdict::new(site.to_owned(), Rule::new("R1"), Judgement::NotMeasured, finding)
        }
    };
    let flagged = |flag| Verdict { flags: vec![flag], ..verdict("V2", "shop") };
    // Whatever a claim says, of an end too, an outage of these numbers is not the first.
    let resting_on = |outage_number| Verdict { outage_number, ..verdict("V2", "shop") };
    let all = [
        verdict("V1", "shop"),
        flagged(VerdictFlag::Retells),
        resting_on(2),
        resting_on(10),
        resting_on(1),
        Verdict { claim: None, ..resting_on(2) },
        verdict("V3", "mail"),
    ];
    let expected = VerdictCount {
        verdicts: 7,
        sites: 2,
        retold: 1,
        later_outages: 2,
        ..VerdictCount::default()
    };
    assert_eq!(VerdictCount::of(all.iter()), expected);
}

/// A site that had no outage to come back from is no undecided one.
#[test]
fn a_site_apart_is_not_undecided() {
    let verdict = ClaimVerdict {
        readings: TimeReadings::One,
        claim: "c".to_owned(),
        kind: ClaimKind::Restored,
        quantifier: Quantifier::Most,
        judgement: Judgement::Insufficient,
        sites: 6,
        left_out: 0,
        agreeing: 2,
        against: 1,
        nothing_to_restore: 1,
        in_part: 0,
        not_measured: Vec::new(),
        extent: Extent::Part,
        has_time: true,
        by_group: false,
        intent: false,
    };
    assert_eq!(verdict.undecided(), 2);
}

/// The entry's own rows, and three files with faults, are listed.
#[test]
fn three_files_with_faults_are_reported_beside_the_first_rows() {
    let guess = |name: &str| Guess {
        files: vec![name.into()],
        tested: vec![TestedRows {
            sentence: "2 rows".to_owned(),
            has_faults: name != "first.csv",
            rows: 2,
        }],
        ..Guess::default()
    };
    let mut first = guess("first.csv");
    for name in ["a.csv", "b.csv", "c.csv", "d.csv"] {
        first.add_tested(&guess(name));
    }
    let sentences: Vec<&str> = first.tested.iter().map(|tested| tested.sentence.as_str()).collect();
    assert_eq!(sentences, ["2 rows", "a.csv: 2 rows", "b.csv: 2 rows", "c.csv: 2 rows"]);
}
