//! Sentences of verdicts that tell on what they rest: rows that stand for probes, the reason why an
//! order is open, statements that dispute a claim, and what no rule tests.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log, stamp};
use corroborate::clock::{HOUR, MINUTE};
use corroborate::model::{Judgement, Report, VerdictFlag};
use corroborate::report::terminal::summary::lines;
use corroborate::report::verdict_sentence;

/// Settings of a log of changes, checked each ten minutes as it is declared.
const CHANGES: &str =
    "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\ninterval = \"10m\"\n";

fn report(settings: &str, log: String, claims: &str) -> Report {
    IncidentFolder::new(&format!("zone = \"UTC\"\n{settings}"))
        .with("probes.csv", log)
        .with("claims.csv", claims)
        .report()
        .expect("a report is made")
}

/// Texts of the summary under one label.
fn texts(report: &Report, label: &str) -> Vec<String> {
    let own = lines(report).into_iter().filter(|line| line.label == label);
    own.map(|line| line.text).collect()
}

/// The row of the site is of midnight, and that of another shows that the source lived on.
#[test]
fn probes_that_no_row_records_are_not_reported_as_seen() {
    let claims = format!(
        "{CLAIMS}down,Gale,media,outage,,{0},a\nup,Gale,media,reachable,,{0},a\n\
         fell,Gale,media,attack,,{0},b\n",
        format_args!("{}/{}", stamp(HOUR), stamp(4 * HOUR))
    );
    let rows = [(0, "a", "x", 200), (0, "b", "x", 200), (2 * HOUR, "b", "x", 503)];
    let rows = rows.into_iter().chain([(3 * HOUR, "b", "x", 200), (5 * HOUR, "b", "x", 200)]);
    let report = report(CHANGES, log(rows), &claims);
    let sentences: Vec<String> = report.verdicts.iter().map(verdict_sentence).collect();
    assert_eq!(
        sentences,
        [
            "a: no outage was seen from 2022-10-05 01:00:00 UTC to 2022-10-05 04:00:00 UTC; the \
             site was up throughout by 1 row of a log of changes, from x. That it was probed every \
             10 min is declared, and no row records those probes; a shorter outage could hide \
             between two probes.",
            "b: O001 started after 2022-10-05 01:50:00 UTC and by 2022-10-05 02:00:00 UTC and \
             lasted 50 min to 1 h 10 min; that start is consistent with the claim. The states in \
             the time asked are of 3 rows of a log of changes: probes every 10 min are declared, \
             and no row records them.",
            "a: confirmed up for 100.0 % of the time asked, by 1 row of a log of changes, and no \
             outage was seen in the time. That it was probed every 10 min is declared, and no row \
             records those probes; a shorter outage could hide between two probes.",
        ]
    );
}

/// Site `a`, probed every five minutes through the day, down from 03:00 to 03:55.
fn down_at_three() -> String {
    log((0..288).map(|step| {
        let code = if (36..48).contains(&step) { 503 } else { 200 };
        (step * 5 * MINUTE, "a", "x", code)
    }))
}

/// "Or outside it" stood beside a time that held the start.
#[test]
fn an_open_order_is_reported_with_its_reason() {
    let open = |kind: &str, published: &str, asserted: &str| {
        let claims = format!("{CLAIMS}c,Gale,attacker,{kind},{published},{asserted},a\n");
        let report = report(PROBES, down_at_three(), &claims);
        assert_eq!(report.verdicts[0].judgement, Judgement::Insufficient);
        verdict_sentence(&report.verdicts[0])
    };
    let (morning, minute) = ("2022-10-05T01:00:00Z/2022-10-05T05:00:00Z", MINUTE);
    let by_publication = open("attack", morning, "");
    assert!(
        by_publication.contains(
            "hether that start lies in the time that the claim can mean depends on when the claim \
             was published, which is known only as some moment from 2022-10-05 01:00:00 UTC to \
             2022-10-05 05:00:00 UTC."
        ),
        "{by_publication}"
    );
    let asserted = |from: i64, until: i64| format!("{}/{}", stamp(from), stamp(until));
    let before = open("attack", "", &asserted(178 * minute, 200 * minute));
    let words = "hat start may lie before the time that the claim can mean, which begins at \
                 2022-10-05 02:58:00 UTC, or in it.";
    assert!(before.contains(words), "{before}");
    let behind = open("attack", "", &asserted(150 * minute, 178 * minute));
    let words = "hat start may lie in the time that the claim can mean, which ends at 2022-10-05 \
                 02:58:00 UTC, or behind it.";
    assert!(behind.contains(words), "{behind}");
    let went_on = open("outage", "", &asserted(236 * minute, 246 * minute));
    let words = "whether it went on into the time asked, which begins at 2022-10-05 03:56:00 UTC, \
                 is open.";
    assert!(went_on.contains(words), "{went_on}");
    let day = open("outage", "2022-10-05", "");
    assert!(
        day.contains("hether that was in the time that the claim can mean depends on when"),
        "{day}"
    );
}

/// Whoever names a group and whoever denies that a site was in it stand beside one another.
#[test]
fn a_statement_that_disputes_a_claim_stands_beside_it() {
    let claims = "claim,claimant,role,kind,asserted,targets,extent,disputes\n\
        post,Gale,attacker,attack,2022-10-05T02:30Z/2022-10-05T03:30Z,a,,\n\
        not-listed,Daily,media,unstated,2022-10-05,a,,post\n\
        come-and-go,Herald,media,outage,2022-10-05,a,intermittent,\n\
        lost,Herald,media,unstated,2022-10-05,a,,nobody\n";
    let report = report(PROBES, down_at_three(), claims);
    let verdict = |claim: &str| {
        let mut all = report.verdicts.iter();
        all.find(|verdict| verdict.claim.as_deref() == Some(claim)).expect("a verdict")
    };
    let post = verdict("post");
    assert_eq!(
        (post.judgement, &post.flags[..]),
        (Judgement::Supported, &[VerdictFlag::Disputed][..])
    );
    let sentence = verdict_sentence(post);
    assert!(
        sentence.ends_with(" Another statement disputes this claim: not-listed."),
        "{sentence}"
    );
    let claimants = texts(&report, "claimant");
    assert!(
        claimants[0].starts_with("Gale claimed an attack on 1 site, which Daily disputes: the"),
        "{claimants:?}"
    );
    let refused = report.refusals.listed[0].to_string();
    assert!(refused.contains(":5:8: disputes: no other claim has the id `nobody`"), "{refused}");
    let on_and_off = verdict("come-and-go");
    assert_eq!(on_and_off.judgement, Judgement::Supported);
    assert!(on_and_off.flags.contains(&VerdictFlag::OnAndOffUntested));
    assert!(verdict_sentence(on_and_off).ends_with(
        " The claim says that it was on and off: that is not tested, only whether it was down."
    ));
}

#[test]
fn on_and_off_is_said_of_outages_alone() {
    let claims = "claim,claimant,role,kind,asserted,targets,extent\n\
        c,Herald,media,restored,2022-10-05,a,intermittent\n";
    let report = report(PROBES, down_at_three(), claims);
    let refused = report.refusals.listed[0].to_string();
    assert!(refused.contains("`intermittent` is for kind `outage`, found `restored`"));
}

/// A probe whose rows disagree makes no site up: none is back by it, and none up in part.
#[test]
fn rows_that_disagree_bring_no_site_back() {
    let step = 5 * MINUTE;
    let rows = |disagree: bool| {
        let codes =
            (0..24).map(|at| (at * step, "a", "x", if (6..12).contains(&at) { 503 } else { 200 }));
        let more = [(12 * step, "a", "x", 500)].into_iter().filter(|_| disagree);
        log(codes.chain(more))
    };
    let judged = |kind: &str, asserted: String, disagree: bool| {
        let claims = format!("{CLAIMS}c,Gale,operator,{kind},,{asserted},a\n");
        let report = report(PROBES, rows(disagree), &claims);
        (report.verdicts[0].judgement, verdict_sentence(&report.verdicts[0]))
    };
    let back = format!("{}/{}", stamp(11 * step), stamp(13 * step));
    assert_eq!(judged("restored", back.clone(), false).0, Judgement::OnTime);
    let (judgement, sentence) = judged("restored", back, true);
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(
        sentence.contains("ows of a probe at which it counts as back disagree, so"),
        "{sentence}"
    );
    let part = format!("{}/{}", stamp(8 * step), stamp(12 * step + MINUTE));
    assert_eq!(judged("reachable", part.clone(), false).0, Judgement::Partly);
    let (judgement, sentence) = judged("reachable", part, true);
    assert_ne!(judgement, Judgement::Partly, "{sentence}");
}

/// "58 verdicts on 6 sites" counted a name that is no site.
#[test]
fn a_name_of_no_site_is_counted_as_one() {
    let claims = format!(
        "{CLAIMS}c,Gale,media,outage,,2022-10-05,a\nd,Gale,media,outage,,2022-10-05,elsewhere\n"
    );
    let report = report(PROBES, down_at_three(), &claims);
    let verdicts = texts(&report, "verdicts");
    assert!(
        verdicts[0].starts_with("2 verdicts on 1 site and 1 name of no site: "),
        "{verdicts:?}"
    );
}

/// The second outage began in the time of the claim whenever it was published, and the first for
/// some of these moments: it can be the one that is meant.
#[test]
fn an_earlier_outage_that_may_be_meant_is_reported() {
    let codes = (0..288).map(|step| {
        let is_down = (36..40).contains(&step) || (72..76).contains(&step);
        (step * 5 * MINUTE, "a", "x", if is_down { 503 } else { 200 })
    });
    let claims =
        format!("{CLAIMS}c,Gale,attacker,attack,2022-10-05T01:00:00Z/2022-10-05T05:00:00Z,,a\n");
    let report = report(PROBES, log(codes), &claims);
    let verdict = &report.verdicts[0];
    assert_eq!((verdict.judgement, verdict.outage_number), (Judgement::Supported, 2));
    let sentence = verdict_sentence(verdict);
    let words = "an earlier outage of the site may have begun in the time that the claim can mean, \
                 too, and be the one that is meant";
    assert!(sentence.to_lowercase().contains(words), "{sentence}");
}
