//! Laws of verdicts: what more or fewer probes may do to a claim, and what they may never do; and
//! verdicts that were wrong once.

use crate::incident_folder::{CLAIMS, IncidentFolder, log, stamp};
use crate::law_config::config;
use corroborate::clock::MINUTE;
use corroborate::model::{Finding, Judgement, Rule, Verdict, VerdictFlag};
use corroborate::report::verdict_sentence;
use proptest::prelude::*;
use std::fmt::Write;

/// A silence limit that does not follow from the probes, so that fewer of them move it nowhere.
const DECLARED: &str = "[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
/// Steps of five minutes in a random log.
const STEPS: i64 = 48;

/// Status that one probe saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saw {
    Up,
    Down,
    Challenged,
    Unknown,
}

impl Saw {
    fn word(self) -> &'static str {
        match self {
            Saw::Up => "up",
            Saw::Down => "down",
            Saw::Challenged => "challenged",
            Saw::Unknown => "unknown",
        }
    }
}

/// Probes of the site `a`, each with its moment in microseconds from midnight.
type Probes = Vec<(i64, Saw)>;

fn text(probes: &Probes) -> String {
    let mut text = "timestamp,site,vantage,result\n".to_owned();
    for (at, saw) in probes {
        writeln!(text, "{},a,x,{}", stamp(*at), saw.word()).unwrap();
    }
    text
}

/// Every verdict on these claims about the site `a`.
fn verdicts(probes: &Probes, claims: &str) -> Vec<Verdict> {
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{DECLARED}"))
        .with("probes.csv", text(probes))
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = incident.report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.into_iter().filter(|verdict| verdict.claim.is_some()).collect()
}

/// A claim of each kind of a time, and of a publication.
fn claims(from: i64, length: i64) -> String {
    let (from, until) = (stamp(from * 5 * MINUTE), stamp((from + length) * 5 * MINUTE));
    let mut claims = String::new();
    for kind in ["attack", "outage", "restored", "reachable"] {
        writeln!(claims, "{kind}-of,K,attacker,{kind},,{from}/{until},a").unwrap();
        writeln!(claims, "{kind}-at,K,attacker,{kind},{from},,a").unwrap();
    }
    claims
}

fn probes() -> impl Strategy<Value = Probes> {
    let saw = prop_oneof![
        6 => Just(Some(Saw::Up)),
        3 => Just(Some(Saw::Down)),
        1 => Just(Some(Saw::Challenged)),
        1 => Just(None),
    ];
    let stretch = (saw, 1..9_usize).prop_map(|(saw, many)| vec![saw; many]);
    prop::collection::vec(stretch, 2..14).prop_map(|stretches| {
        let all = stretches.into_iter().flatten().take(STEPS as usize).enumerate();
        all.filter_map(|(step, saw)| Some((step as i64 * 5 * MINUTE, saw?))).collect()
    })
}

/// Probes of a site that was mostly up, with short failures and gaps: of a time asked most was
/// observed, and not all.
fn mostly_up() -> impl Strategy<Value = Probes> {
    let stretch = prop_oneof![
        3 => (8..30_usize).prop_map(|many| vec![Some(Saw::Up); many]),
        1 => (1..3_usize).prop_map(|many| vec![Some(Saw::Down); many]),
        2 => (2..5_usize).prop_map(|many| vec![None; many]),
    ];
    prop::collection::vec(stretch, 2..10).prop_map(|stretches| {
        let all = stretches.into_iter().flatten().take(STEPS as usize).enumerate();
        all.filter_map(|(step, saw)| Some((step as i64 * 5 * MINUTE, saw?))).collect()
    })
}

/// Probes at a steady pace, so that the number of probes in any time is known.
fn steady_probes() -> impl Strategy<Value = Probes> {
    let saw = prop_oneof![6 => Just(Saw::Up), 3 => Just(Saw::Down), 1 => Just(Saw::Challenged)];
    let stretch = (saw, 1..9_usize).prop_map(|(saw, many)| vec![saw; many]);
    prop::collection::vec(stretch, 2..14).prop_map(|stretches| {
        let all = stretches.into_iter().flatten().take(STEPS as usize).enumerate();
        all.map(|(step, saw)| (step as i64 * 5 * MINUTE, saw)).collect()
    })
}

/// Whether the claim was borne out or denied for certain.
fn is_firm(judgement: Judgement) -> bool {
    matches!(
        judgement,
        Judgement::Supported | Judgement::OnTime | Judgement::Contradicted | Judgement::Premature
    )
}

/// Whether the number of probes in the time asked was known; at a pace that fewer probes make
/// steady it becomes so.
fn is_counted(finding: Finding) -> bool {
    match finding {
        Finding::NoneSeen(seen) => seen.probes.is_exact(),
        Finding::NoProbeInside(inside) => inside.interval_around.is_none(),
        _ => true,
    }
}

fn is_undecided(judgement: Judgement) -> bool {
    matches!(judgement, Judgement::Insufficient | Judgement::NotMeasured | Judgement::NoneSeen)
}

proptest! {
    #![proptest_config(config(150))]

    /// Fewer probes that saw the site up never deny a claim that was open.
    #[test]
    fn removing_probes_never_denies_what_was_open(
        probes in prop_oneof![probes(), mostly_up()],
        removed in prop::collection::vec(any::<prop::sample::Index>(), 1..6),
        from in 0..STEPS,
        length in 1..30_i64,
    ) {
        prop_assume!(!probes.is_empty());
        let gone: Vec<usize> = removed.iter().map(|index| index.index(probes.len())).collect();
        let kept: Probes = probes
            .iter()
            .enumerate()
            .filter(|(at, (_, saw))| !(gone.contains(at) && *saw == Saw::Up))
            .map(|(_, probe)| *probe)
            .collect();
        prop_assume!(!kept.is_empty());
        let claims = claims(from, length);
        for (before, after) in verdicts(&probes, &claims).iter().zip(verdicts(&kept, &claims)) {
            let is_denied = after.judgement == Judgement::Contradicted;
            // Down at every moment is what is left where no probe saw the site up.
            let is_reachable = before.claim.as_deref().is_some_and(|id| id.starts_with("reach"));
            prop_assert!(
                !is_undecided(before.judgement)
                    || !is_counted(before.finding)
                    || !is_denied
                    || is_reachable,
                "{before:?} became {after:?}"
            );
        }
    }

    /// Fewer probes that saw the site up make no silence a time without an outage.
    #[test]
    fn removing_probes_sets_nothing_at_another_time(
        probes in prop_oneof![probes(), mostly_up()],
        (gone, many) in (0..STEPS, 1..20_i64),
        from in 0..STEPS,
        length in 1..30_i64,
    ) {
        let gone = gone * 5 * MINUTE..(gone + many) * 5 * MINUTE;
        let is_kept = |(at, saw): &&(i64, Saw)| *saw != Saw::Up || !gone.contains(at);
        let kept: Probes = probes.iter().filter(is_kept).copied().collect();
        prop_assume!(!kept.is_empty());
        let claims = claims(from, length);
        for (before, after) in verdicts(&probes, &claims).iter().zip(verdicts(&kept, &claims)) {
            let is_elsewhere = matches!(
                after.judgement,
                Judgement::PrecedesClaim | Judgement::ClaimedAfterTheFact | Judgement::Premature
            );
            // A failure that confirms no outage by itself becomes a part of one beside it.
            let had_blip = match before.finding {
                Finding::Recovery(recovery) => recovery.blips > 0,
                finding => matches!(finding, Finding::Blip(_)),
            };
            // An outage whose end was seen less exactly may reach into a time that had none.
            let was_open =
                is_undecided(before.judgement) && before.judgement != Judgement::NoneSeen;
            prop_assert!(
                !was_open || had_blip || !is_elsewhere,
                "{before:?} became {after:?}"
            );
        }
    }

    /// More probes with an unknown result never make a verdict firmer.
    #[test]
    fn unknown_probes_make_no_verdict_firmer(
        probes in steady_probes(),
        unknown in prop::collection::vec(0..STEPS * 5, 1..12),
        from in 0..STEPS,
        length in 1..30_i64,
    ) {
        prop_assume!(!probes.is_empty());
        let mut more = probes.clone();
        // Between two probes of the log, never at the moment of one.
        more.extend(unknown.iter().map(|minute| (minute * MINUTE + MINUTE / 2, Saw::Unknown)));
        let claims = claims(from, length);
        for (before, after) in verdicts(&probes, &claims).iter().zip(verdicts(&more, &claims)) {
            prop_assert!(
                is_firm(before.judgement) || !is_firm(after.judgement),
                "{before:?} became {after:?}"
            );
        }
    }

    /// A site that was seen down stays a witness, however many more probes see it down.
    #[test]
    fn more_failed_probes_lose_no_witness(
        probes in probes(),
        more in prop::collection::vec((any::<prop::sample::Index>(), 1..4_i64), 1..8),
        from in 0..STEPS,
        length in 1..30_i64,
    ) {
        let pairs: Vec<i64> = probes
            .windows(2)
            .filter(|pair| pair[0].1 == Saw::Down && pair[1].1 == Saw::Down)
            .map(|pair| pair[0].0)
            .collect();
        prop_assume!(!pairs.is_empty());
        let mut agreeing = probes.clone();
        for (index, minute) in more {
            agreeing.push((pairs[index.index(pairs.len())] + minute * MINUTE, Saw::Down));
        }
        // A minute may hold a probe for certain, and no more once the pace is unsteady.
        let minute = stamp(from * 5 * MINUTE);
        let end = stamp((from * 5 + 1) * MINUTE);
        let claims =
            format!("{}minute,K,media,outage,,{minute}/{end},a\n", claims(from, length));
        for (before, after) in verdicts(&probes, &claims).iter().zip(verdicts(&agreeing, &claims)) {
            let says_down = before.claim.as_deref().is_some_and(|id| !id.starts_with("re"));
            prop_assert!(
                !says_down
                    || before.judgement != Judgement::Supported
                    || after.judgement == Judgement::Supported,
                "{before:?} became {after:?}"
            );
        }
    }
}

/// Probes of the site `a` with status codes, by minute.
pub(crate) fn by_minute(rows: &[(i64, u16)]) -> String {
    log(rows.iter().map(|(minute, code)| (minute * MINUTE, "a", "x", *code)))
}

/// The verdict on one row of `claims.csv`, without a declared silence.
pub(crate) fn verdict(log: &str, claim: &str) -> Verdict {
    let incident = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", log)
        .with("claims.csv", format!("{CLAIMS}{claim}\n"));
    incident.report().unwrap().verdicts.remove(0)
}

/// A time asked between two probes is not measured, whatever these saw.
#[test]
fn a_time_between_two_probes_is_not_measured() {
    for (before, after) in [(200, 200), (503, 503), (200, 503)] {
        let log = by_minute(&[(0, 200), (90, 200), (180, before), (270, after), (360, 200)]);
        for kind in ["outage", "attack", "reachable"] {
            let said = format!("c,K,media,{kind},,2022-10-05T03:10Z/2022-10-05T04:20Z,a");
            assert_eq!(verdict(&log, &said).rule, Rule::new("R1"), "{kind} {before} {after}");
        }
    }
}

/// A minute in an outage whose probes come at an unsteady pace: whether one lies in the minute is
/// not known, and is reported; the site was down on both sides. Where it was up, nothing is said.
#[test]
fn a_minute_between_unsteady_probes_is_reported_as_that() {
    let rows: Vec<(i64, u16)> = (0..90)
        .map(|at| (at * 5 + at % 3, if (20..60).contains(&at) { 503 } else { 200 }))
        .collect();
    let said = |kind: &str, minute: &str| format!("c,K,media,{kind},,2022-10-05T{minute}Z,a");
    let down = verdict(&by_minute(&rows), &said("outage", "03:20"));
    assert_eq!(down.judgement, Judgement::Supported);
    let sentence = verdict_sentence(&down);
    assert!(sentence.contains("whether one lies in it is not known"), "{sentence}");
    let reachable = verdict(&by_minute(&rows), &said("reachable", "06:20"));
    assert_eq!((reachable.rule, reachable.judgement), (Rule::new("R2"), Judgement::Insufficient));
    let sentence = verdict_sentence(&reachable);
    assert!(sentence.contains("whether a probe lies in the time asked is not known"), "{sentence}");
}

/// Challenged probes before the time asked are none in it.
#[test]
fn probes_beside_the_time_asked_are_not_counted_in_it() {
    let rows: Vec<(i64, u16)> =
        (0..60).map(|at| (at * 4, if at == 14 || at == 15 { 403 } else { 200 })).collect();
    let said = |from: &str| format!("c,K,media,outage,,2022-10-05T01:{from}Z/2022-10-05T03:00Z,a");
    // The last challenged probe is that of 01:00; the site was not certainly up until 01:04.
    let judgements =
        ["00", "01", "04"].map(|from| verdict(&by_minute(&rows), &said(from)).judgement);
    assert_eq!(judgements, [Judgement::Insufficient, Judgement::NoneSeen, Judgement::Contradicted]);
}

/// A site that one of two vantages saw fail throughout is not said to have been up for no time.
#[test]
fn a_site_that_half_of_the_vantages_saw_fail_is_reported_as_such() {
    let rows = (0..40).flat_map(|at| {
        ["x", "y"].map(|vantage| {
            let code = if vantage == "x" && (10..30).contains(&at) { 503 } else { 200 };
            (at * 4 * MINUTE, "a", vantage, code)
        })
    });
    let verdict_found =
        verdict(&log(rows), "c,K,operator,reachable,,2022-10-05T01:00Z/2022-10-05T01:40Z,a");
    assert_eq!(verdict_found.judgement, Judgement::Insufficient);
    let sentence = verdict_sentence(&verdict_found);
    assert!(
        sentence.contains(
            "10 probes failed in the time asked, of 20 probes in it, from 1 vantage (checking \
             location)"
        ),
        "{sentence}"
    );
}

/// An outage that was over when an attack on the site was announced is reported as that (R5), even
/// where it began in the time asked; for `outage` it is a witness, with a flag.
#[test]
fn an_outage_that_was_over_is_none_that_an_attack_announces() {
    let rows: Vec<(i64, u16)> =
        (0..160).map(|at| (at * 5, if (26..30).contains(&at) { 503 } else { 200 })).collect();
    let log = by_minute(&rows);
    let attack = verdict(&log, "c,K,attacker,attack,2022-10-05T03:00:00Z,,a");
    assert_eq!(attack.judgement, Judgement::ClaimedAfterTheFact);
    let outage = verdict(&log, "c,K,attacker,outage,2022-10-05T03:00:00Z,,a");
    assert_eq!(outage.judgement, Judgement::Supported);
    assert!(outage.flags.contains(&VerdictFlag::ClaimedAfterTheFact));
}

/// "Restored" while the log shows the site down, though the night before was not observed.
#[test]
fn restored_while_the_site_is_down_is_premature() {
    let rows: Vec<(i64, u16)> =
        (0..60).map(|at| (at * 5, if (12..48).contains(&at) { 503 } else { 200 })).collect();
    let verdict_found = verdict(&by_minute(&rows), "c,K,operator,restored,,2022-10-05T02:00:00Z,a");
    assert_eq!(
        (verdict_found.rule, verdict_found.judgement),
        (Rule::new("R8"), Judgement::Premature)
    );
    let sentence = verdict_sentence(&verdict_found);
    assert!(
        sentence.contains("back 1 h 55 min to 2 h after the time that the claim gives"),
        "{sentence}"
    );
}

/// The tolerance never hides the difference.
#[test]
fn a_tolerance_is_reported() {
    let rows: Vec<(i64, u16)> =
        (0..60).map(|at| (at * 5, if (12..30).contains(&at) { 503 } else { 200 })).collect();
    let verdict_found = verdict(&by_minute(&rows), "c,K,operator,restored,,2022-10-05T02:20:00Z,a");
    let sentence = verdict_sentence(&verdict_found);
    assert_eq!(verdict_found.judgement, Judgement::OnTime);
    assert!(
        sentence.contains(
            "back 5 min to 10 min after the time that the claim gives. That is within the \
             tolerance of 15 min, so it counts as agreeing"
        ),
        "{sentence}"
    );
}

/// What nobody observed between a recovery and its claim can hold another outage.
#[test]
fn a_recovery_is_not_the_one_that_is_meant_if_time_since_was_not_observed() {
    let rows = |gap: bool| -> Vec<(i64, u16)> {
        let probes = (0..100).filter(|at| !(gap && (40..60).contains(at)));
        probes.map(|at| (at * 5, if (12..20).contains(&at) { 503 } else { 200 })).collect()
    };
    let said = "c,K,operator,restored,,2022-10-05T06:00:00Z,a";
    let judged = |gap| verdict(&by_minute(&rows(gap)), said).judgement;
    assert_eq!([judged(false), judged(true)], [Judgement::Late, Judgement::Insufficient]);
}

/// An open end beyond the record: not measured, and no claim without a time.
#[test]
fn a_time_off_the_record_is_not_measured() {
    let log = by_minute(&[(0, 200), (5, 200), (10, 200), (15, 200)]);
    let verdict_found = verdict(&log, "c,K,media,outage,,2022-10-07T00:00Z/..,a");
    assert_eq!(
        (verdict_found.rule, verdict_found.judgement),
        (Rule::new("R1"), Judgement::NotMeasured)
    );
}

/// Nothing is added beyond an open end: who published by noon did not speak of the evening before
/// the record.
#[test]
fn nothing_is_added_beyond_an_open_end() {
    let rows: Vec<(i64, u16)> = (0..40).map(|at| (at * 5, 200)).collect();
    let verdict_found = verdict(&by_minute(&rows), "c,K,media,outage,../2022-10-05T02:00Z,,a");
    // From the first probe to a quarter of an hour after the last moment of the publication.
    assert_eq!(verdict_found.observed_share, Some(1.0));
    // It may have been published before the record begins, which denies nothing then.
    assert_eq!(verdict_found.judgement, Judgement::NoneSeen);
}
