//! Claims held against times that nobody observed, or that only a part of the record holds.

use crate::incident_folder::{CLAIMS, IncidentFolder, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report, Verdict};
use corroborate::report::verdict_sentence;

/// Columns of claims that say how many of their sites they mean.
const QUANTIFIED: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier\n";

/// The report on the site `a`, probed at these minutes, with these claims.
fn report(minutes: impl Iterator<Item = (i64, u16)>, claims: &str) -> Report {
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
    let rows = minutes.map(|(minute, code)| (minute * MINUTE, "a", "x", code));
    let incident = IncidentFolder::new(settings).with("probes.csv", log(rows));
    let report = incident.with("claims.csv", claims).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report
}

/// The verdict on one claim, by its kind, publication and asserted time.
fn judged(minutes: impl Iterator<Item = (i64, u16)>, claim: [&str; 3]) -> Verdict {
    let [kind, published, asserted] = claim;
    let claim = format!("{CLAIMS}c,K,operator,{kind},{published},{asserted},a\n");
    report(minutes, &claim).verdicts.into_iter().find(|one| one.claim.is_some()).unwrap()
}

/// Probes every five minutes until 8:00: down from 1:20 to 1:45 and from 4:10 to 4:40, and nobody
/// looked between.
fn two_times_down() -> impl Iterator<Item = (i64, u16)> {
    let all = (0..480).step_by(5).filter(|minute| !(110..250).contains(minute));
    all.map(|minute| (minute, if (80..285).contains(&minute) { 503 } else { 200 }))
}

/// Probes every five minutes from midnight until a minute, all up.
fn all_up(until: i64) -> impl Iterator<Item = (i64, u16)> {
    (0..until).step_by(5).map(|minute| (minute, 200))
}

const UNSEEN: &str =
    "obody observed the site from 2022-10-05 01:45:00 UTC to 2022-10-05 04:10:00 UTC, in which";

const NO_VIEW: &str = "hat is no complete view of the time, which it takes to contradict a denial";

/// The operator said at 2:30 that the site is back: nobody looked from 1:45 to 4:10.
#[test]
fn a_recovery_claimed_in_a_time_that_nobody_observed_is_open() {
    let verdict = judged(two_times_down(), ["restored", "", "2022-10-05T02:30Z"]);
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains(UNSEEN), "{sentence}");
    assert!(!sentence.contains("after the time that the claim gives"), "{sentence}");
    // A failed probe of 4:10 saw it down.
    let verdict = judged(two_times_down(), ["restored", "", "2022-10-05T04:10:00Z"]);
    assert_eq!(verdict.judgement, Judgement::Premature);
    let verdict = judged(two_times_down(), ["restored", "", "2022-10-05T01:29:00Z"]);
    assert_eq!(verdict.judgement, Judgement::Premature);
    // It may have been back from 1:45 on, which is within the tolerance.
    for at in ["01:30:00Z", "01:45:00Z"] {
        let verdict = judged(two_times_down(), ["restored", "", &format!("2022-10-05T{at}")]);
        let sentence = verdict_sentence(&verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
        let open = "so whether it was back within the tolerance of 15 min is open";
        assert!(sentence.contains(open), "{sentence}");
    }
}

/// An attack of 3:00 to 5:00, of which only the end was observed: the outage of 1:20 may have been
/// over by 3:00, and another have begun.
#[test]
fn an_attack_that_begins_in_a_time_that_nobody_observed_is_open() {
    let of = |asserted| judged(two_times_down(), ["attack", "", asserted]);
    let verdict = of("2022-10-05T03:00Z/2022-10-05T05:00Z");
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains(UNSEEN), "{sentence}");
    let seen = of("2022-10-05T01:25Z/2022-10-05T01:45Z");
    assert_eq!(seen.judgement, Judgement::PrecedesClaim);
    // It was down when that time began, and may have been over behind 1:45.
    let later = of("2022-10-05T01:40Z/2022-10-05T05:00Z");
    let sentence = verdict_sentence(&later);
    assert_eq!(later.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("was over in that time, and another began, is open"), "{sentence}");
}

/// Probes every five minutes until 8:00: down from 1:20, challenged from a minute until 4:10, and
/// down again until 4:40.
fn challenged_between(from: i64) -> impl Iterator<Item = (i64, u16)> {
    (0..480).step_by(5).map(move |minute| match minute {
        80..285 if (from..250).contains(&minute) => (minute, 403),
        80..285 => (minute, 503),
        _ => (minute, 200),
    })
}

/// A challenge says no more of a site than silence does: it may have been back from 1:50 on.
#[test]
fn a_site_that_was_challenged_for_long_may_have_been_back() {
    let words = "was confirmed neither up nor down between 2022-10-05 01:45:00 UTC and 2022-10-05 \
        04:10:00 UTC, in which";
    let challenged = |claim| judged(challenged_between(110), claim);
    for claim in [
        ["restored", "", "2022-10-05T02:30Z"],
        ["attack", "", "2022-10-05T03:00Z/2022-10-05T05:00Z"],
    ] {
        let verdict = challenged(claim);
        let sentence = verdict_sentence(&verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains(words), "{sentence}");
    }
    // A failed probe saw it down, and a time shorter than `stable_for` makes no recovery.
    let seen = challenged(["restored", "", "2022-10-05T04:10:00Z"]);
    assert_eq!(seen.judgement, Judgement::Premature);
    let seen = challenged(["attack", "", "2022-10-05T01:40Z/2022-10-05T01:45Z"]);
    assert_eq!(seen.judgement, Judgement::PrecedesClaim);
    let later = challenged(["attack", "", "2022-10-05T01:40Z/2022-10-05T05:00Z"]);
    assert_eq!(later.judgement, Judgement::Insufficient);
    for (from, expected) in [(225, Judgement::Insufficient), (230, Judgement::Premature)] {
        let claim = ["restored", "", "2022-10-05T04:00Z"];
        let verdict = judged(challenged_between(from), claim);
        assert_eq!(verdict.judgement, expected, "{}", verdict_sentence(&verdict));
    }
}

/// A time asked between two times down is none of them.
#[test]
fn an_outage_is_not_called_down_in_the_middle_of_it_where_nobody_knows() {
    let verdict = judged(
        challenged_between(110),
        ["outage", "2022-10-05T07:00Z", "2022-10-05T02:00Z/2022-10-05T03:00Z"],
    );
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    for words in [
        "O001 was confirmed down at 2022-10-05 01:45:00 UTC and again at 2022-10-05 04:10:00 UTC; \
         whether it was down between them, and so in the time asked, from 2022-10-05 02:00:00 UTC \
         to 2022-10-05 03:00:00 UTC, is open",
        "2 probes were answered with a challenge in the time asked, of 12 probes in it",
    ] {
        assert!(sentence.contains(words), "{sentence}");
    }
    assert!(!sentence.contains("depends on"), "{sentence}");
}

/// Down "from 1:00 on", said at 7:00 of a record that ends at 2:00: five of the six hours are not
/// on it. "Until 1:30" has no start, and the record does not reach back to all of it.
#[test]
fn a_claim_with_an_open_end_is_not_denied_by_the_part_on_the_record() {
    let of = |published, asserted| judged(all_up(121), ["outage", published, asserted]);
    let verdict = of("2022-10-05T07:00Z", "2022-10-05T01:00Z/..");
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("he claim leaves the end of its time open"), "{sentence}");
    let verdict = of("2022-10-05T07:00Z", "../2022-10-05T01:30Z");
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::NoneSeen, "{sentence}");
    assert!(sentence.contains("he claim leaves an end of its time open"), "{sentence}");
    // Said at 1:30, it speaks of half an hour that is on the record.
    let verdict = of("2022-10-05T01:30Z", "2022-10-05T01:00Z/..");
    assert_eq!(verdict.judgement, Judgement::Contradicted, "{}", verdict_sentence(&verdict));
}

/// A site was down throughout the part on the record of the time at which it was "reachable from
/// 1:00 on".
#[test]
fn a_claim_to_be_reachable_from_then_on_is_not_denied_by_the_part_on_the_record() {
    let down = || (0..121).step_by(5).map(|at| (at, if at < 30 { 200 } else { 503 }));
    let of = |published| judged(down(), ["reachable", published, "2022-10-05T01:00Z/.."]);
    let verdict = of("2022-10-05T07:00Z");
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("he claim leaves the end of its time open"), "{sentence}");
    assert_eq!(of("2022-10-05T01:30Z").judgement, Judgement::Contradicted);
}

/// The report on a claim that the site could be reached from 1:00 to 4:00, with its quantifier.
fn reachable(minutes: &[i64], quantifier: &str) -> Report {
    let claims = format!(
        "{QUANTIFIED}c,K,operator,reachable,,2022-10-05T01:00Z/2022-10-05T04:00Z,a,{quantifier}\n"
    );
    report(minutes.iter().map(|minute| (*minute, 200)), &claims)
}

/// One probe in seven minutes found the site up, and those around it did so too.
#[test]
fn one_probe_says_neither_that_a_site_was_reachable_nor_that_it_was_not() {
    for (quantifier, reason) in [("each", "o few probes decide nothing"), ("none", NO_VIEW)] {
        let short = format!(
            "{QUANTIFIED}c,K,operator,reachable,,2022-10-05T01:01Z/2022-10-05T01:08Z,a,\
             {quantifier}\n"
        );
        let report = report(all_up(180), &short);
        let sentence = verdict_sentence(&report.verdicts[0]);
        assert_eq!(report.verdicts[0].judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains(reason), "{sentence}");
        assert!(!sentence.contains("no two in a row"), "{sentence}");
        let whole: Vec<Judgement> = report.claim_verdicts.iter().map(|one| one.judgement).collect();
        assert!(whole.iter().all(|one| *one == Judgement::Insufficient), "{whole:?}");
    }
}

/// Probes each five minutes are a complete view of three hours. Three of them missing, nobody
/// observed 20 minutes: that it was up for the rest no longer contradicts a denial.
#[test]
fn who_denies_that_a_site_was_reachable_is_contradicted_by_a_complete_view_alone() {
    let dense: Vec<i64> = (0..300).step_by(5).collect();
    let gap: Vec<i64> = dense.iter().copied().filter(|at| !(75..90).contains(at)).collect();
    assert_eq!(reachable(&dense, "none").verdicts[0].judgement, Judgement::Contradicted);
    assert_eq!(reachable(&dense, "each").verdicts[0].judgement, Judgement::Supported);
    assert_eq!(reachable(&gap, "each").verdicts[0].judgement, Judgement::Supported);
    let report = reachable(&gap, "none");
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert_eq!(report.verdicts[0].judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains(NO_VIEW), "{sentence}");
    assert_eq!(report.claim_verdicts[0].judgement, Judgement::Insufficient);
}

/// Lone failed probes of 1:00 and 2:00, and a claim of the time from a minute after the first to
/// the second: of both failures, none and one lie in the time asked.
#[test]
fn failed_probes_beside_the_time_asked_are_not_counted_in_it() {
    let probes =
        || (0..240).step_by(5).map(|at| (at, if at == 60 || at == 120 { 503 } else { 200 }));
    let of = |asserted| verdict_sentence(&judged(probes(), ["outage", "", asserted]));
    let beside = of("2022-10-05T01:01Z/2022-10-05T01:50Z");
    assert!(beside.contains("that probe lies beside the time asked, into which"), "{beside}");
    let one = of("2022-10-05T01:01Z/2022-10-05T02:10Z");
    assert!(one.contains("with 2 failed probes in all"), "{one}");
    assert!(one.contains("1 of those probes lies in the time asked"), "{one}");
    let both = of("2022-10-05T00:50Z/2022-10-05T02:10Z");
    assert!(!both.contains("those probes"), "{both}");
}
