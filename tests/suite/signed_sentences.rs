//! Sentences on claims, as somebody would sign them: what was looked for, when, how closely, and
//! what was left out.

use crate::charts::chart;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, committed, log};
use crate::law_config::config;
use crate::site_days::log_of_days;
use crate::tables::{csv_bytes, rows};
use corroborate::clock::{MINUTE, SECOND};
use corroborate::model::{Finding, Judgement, Report, VerdictFlag};
use corroborate::report::terminal::summary::lines;
use corroborate::report::{tables, verdict_sentence};

/// Settings of an incident in a zone of its own, with a window.
const NEWFOUNDLAND: &str = "zone = \"America/St_Johns\"\n\
    window = { from = \"2022-10-05T00:00Z\", until = \"2022-10-05T12:00Z\" }\n";

/// A report on a log and one claim on site `a`, in a zone that is not UTC.
fn report_on(settings: &str, log: &str, claim: &str) -> Report {
    let folder = IncidentFolder::new(&format!("{settings}{PROBES}")).with("probes.csv", log);
    folder.with("claims.csv", format!("{CLAIMS}{claim}\n")).report().unwrap()
}

/// Site `a`, probed every five minutes for twelve hours from one vantage; it fails at some steps.
fn twelve_hours(fails: impl Fn(i64) -> bool) -> String {
    log((0..145).map(|step| (step * 5 * MINUTE, "a", "x", if fails(step) { 503 } else { 200 })))
}

fn sentence(report: &Report) -> String {
    verdict_sentence(&report.verdicts[0])
}

#[test]
fn a_denial_tells_what_was_looked_for_when_and_what_could_hide() {
    let settings = format!("{NEWFOUNDLAND}[rules]\nlead = \"30m\"\nlag = \"2h\"\n");
    let claim = "c,Gale,attacker,attack,2022-10-05T04:00:00Z/2022-10-05T05:00:00Z,,a";
    let report = report_on(&settings, &twelve_hours(|_| false), claim);
    assert_eq!(report.verdicts[0].judgement, Judgement::Contradicted);
    assert_eq!(
        sentence(&report),
        "a: no outage began from 2022-10-05 03:30:00 UTC to 2022-10-05 07:00:00 UTC; the site was \
         up at each of 42 probes in that time, from x; no two in a row were further apart than 5 \
         min. A shorter outage could hide between two probes. The claim gives no time of its own: \
         that time is from 30 min before the publication at its earliest to 2 h after it at its \
         latest (M19)."
    );
    let all = tables::all(&report).unwrap();
    let verdicts = rows(&csv_bytes(all.iter().find(|table| table.name == "verdicts").unwrap()));
    let at = |name: &str| verdicts[0].iter().position(|column| column == name).unwrap();
    let asked = [at("asked_from"), at("asked_until")].map(|at| verdicts[1][at].as_str());
    assert_eq!(asked, ["2022-10-05T03:30:00Z", "2022-10-05T07:00:00Z"]);
}

#[test]
fn a_time_that_the_claim_does_not_give_is_reported_beside_an_outage_too() {
    let claim = |kind: &str, at: &str| format!("c,Gale,media,{kind},{at},,a");
    let down = twelve_hours(|step| (60..72).contains(&step));
    let outage = report_on(NEWFOUNDLAND, &down, &claim("outage", "2022-10-05T05:30:00Z"));
    assert!(
        sentence(&outage).ends_with(
            " The claim gives no time of its own. It is held against the time from 2022-10-05 \
             04:30:00 UTC to 2022-10-05 05:45:01 UTC, which is from 1 h before the publication to \
             15 min after it (M19)."
        ),
        "{}",
        sentence(&outage)
    );
    let over = report_on(NEWFOUNDLAND, &down, &claim("attack", "2022-10-05T09:00:00Z"));
    // Three hours of the twelve after it were observed.
    assert_eq!(over.verdicts[0].rule.id(), "R2");
    assert!(
        sentence(&over).ends_with(
            "(M19). An outage that was over up to 12 h before the publication can be meant, too \
             (R5)."
        ),
        "{}",
        sentence(&over)
    );
    let asserted = "c,Gale,media,outage,,2022-10-05T05:00:00Z/2022-10-05T05:30:00Z,a";
    assert!(!sentence(&report_on(NEWFOUNDLAND, &down, asserted)).contains("no time of its own"));
}

/// "By the evening" is read as something: the sentence says as what.
#[test]
fn a_claimed_recovery_tells_how_its_time_is_read() {
    let down = twelve_hours(|step| (12..24).contains(&step));
    let sentence_of = |published: &str, asserted: &str| {
        let claim = format!("c,Gale,media,restored,{published},{asserted},a");
        sentence(&report_on(NEWFOUNDLAND, &down, &claim))
    };
    let asserted = sentence_of("", "2022-10-05T01:00:00Z/2022-10-05T04:00:00Z");
    assert!(
        asserted.ends_with(
            " The time that the claim gives is read as the time from 2022-10-05 01:00:00 UTC to \
             2022-10-05 04:00:00 UTC."
        ),
        "{asserted}"
    );
    let published = sentence_of("2022-10-05T04:00:00Z", "");
    assert!(
        published.ends_with(
            " The claim gives no time: that of its publication is read as 2022-10-05 04:00:00 UTC."
        ),
        "{published}"
    );
}

/// Of the twelve hours after the threat, two lie behind the end of the window: each verdict on it
/// says so, whatever it rests on.
#[test]
fn time_beyond_the_record_is_reported_whatever_a_verdict_rests_on() {
    let header = CLAIMS.replace("targets", "targets,intent");
    let claim = "c,Gale,attacker,attack,,2022-10-05T02:00:00Z/2022-10-05T14:00:00Z,*,true\n";
    let mut rows = Vec::new();
    for step in 0..144 {
        let at = step * 5 * MINUTE;
        let in_a_row = |from: i64, until: i64| (from..until).contains(&step);
        let fails = |is_down: bool| if is_down { 503 } else { 200 };
        rows.push((at, "fell", "x", fails(in_a_row(60, 70))));
        rows.push((at, "part", "x", fails(in_a_row(60, 70))));
        rows.push((at + MINUTE, "part", "y", 200));
        rows.push((at + 2 * MINUTE, "part", "z", 200));
        rows.push((at, "lone", "x", fails(step == 60)));
        rows.push((at + MINUTE, "lone", "y", if step == 60 { 403 } else { 200 }));
        rows.push((at, "well", "x", 200));
    }
    let folder = IncidentFolder::new(&format!("{NEWFOUNDLAND}{PROBES}"));
    let folder = folder.with("probes.csv", log(rows));
    let report = folder.with("claims.csv", format!("{header}{claim}")).report().unwrap();
    let rules: Vec<&str> = report.verdicts.iter().map(|verdict| verdict.rule.id()).collect();
    assert_eq!(rules, ["R3", "R7", "R7", "R10", "R9"]);
    for verdict in &report.verdicts[..4] {
        let sentence = verdict_sentence(verdict);
        let beyond = "2 h of the 12 h asked lies beyond the time examined, which ends at \
                      2022-10-05 12:00:00 UTC. The statement only says";
        assert!(sentence.contains(beyond), "{sentence}");
    }
}

/// Three outages of one episode, with ten minutes between them.
#[test]
fn an_episode_is_reported_by_its_first_outage_their_number_and_its_end() {
    let down = |step: i64| [60, 61, 64, 65, 68, 69].contains(&step);
    let sentence_of = |kind: &str, asserted: &str| {
        let claim = format!("c,Gale,media,{kind},,{asserted},a");
        sentence(&report_on("", &twelve_hours(down), &claim))
    };
    let attack = sentence_of("attack", "2022-10-05T04:00:00Z/2022-10-05T07:00:00Z");
    assert!(
        attack.starts_with(
            "a: O001, the first of 3 outages of one episode, started after 2022-10-05 04:55:00 UTC \
             and by 2022-10-05 05:00:00 UTC and lasted 5 min to 15 min; that start is consistent \
             with the claim. The last of these outages, O003, ended after 2022-10-05 05:45:00 UTC \
             and by 2022-10-05 05:50:00 UTC."
        ),
        "{attack}"
    );
    for kind in ["outage", "reachable"] {
        let sentence = sentence_of(kind, "2022-10-05T04:00:00Z/2022-10-05T07:00:00Z");
        assert!(sentence.contains("(3 outages, O001 the first and O003 the last)"), "{sentence}");
    }
}

/// A start in the time of a claim comes with the outages of the site before: an onset among
/// several fits less by itself than the only one of a site.
#[test]
fn an_outage_that_was_not_the_first_comes_with_the_one_before() {
    let down = |step: i64| [10, 11, 30, 31, 60, 61].contains(&step);
    let of = |from: &str, until: &str| {
        let claim = format!("c,Gale,attacker,attack,,2022-10-05T{from}Z/2022-10-05T{until}Z,a");
        let report = report_on("", &twelve_hours(down), &claim);
        let flagged = report.verdicts[0].flags.contains(&VerdictFlag::LaterOutage);
        let line = lines(&report).into_iter().find(|line| line.label == "verdicts").unwrap();
        (sentence(&report), flagged, line.text)
    };
    let (first, is_later, counts) = of("00:00:00", "01:30:00");
    assert!(!is_later && !first.contains("before it"), "{first}");
    assert_eq!(counts, "1 verdict on 1 site: 1 supported");
    let (second, is_later, _) = of("02:00:00", "03:00:00");
    assert!(is_later, "{second}");
    let words = "; that start is consistent with the claim. The outage of the site before it, \
        O001, was over by 2022-10-05 01:00:00 UTC.";
    assert!(second.ends_with(words), "{second}");
    let (third, _, counts) = of("04:00:00", "06:00:00");
    let words =
        " The last outage of the site before it, O002, was over by 2022-10-05 02:40:00 UTC.";
    assert!(third.replace("; the last", ". The last").ends_with(&format!(".{words}")), "{third}");
    let counted = "1 verdict on 1 site: 1 supported (1 on an outage that was not the site's first)";
    assert_eq!(counts, counted);
}

#[test]
fn an_outage_that_goes_on_is_not_called_one_without_a_good_end() {
    let claim = "c,Gale,media,restored,,2022-10-05T06:00:00Z,a";
    let going_on = report_on("", &twelve_hours(|step| step >= 60), claim);
    assert!(
        sentence(&going_on).starts_with("a: O001 was not seen to end (last"),
        "{}",
        sentence(&going_on)
    );
    let relapsing = report_on("", &twelve_hours(|step| (60..142).contains(&step)), claim);
    assert!(
        sentence(&relapsing).starts_with(
            "a: O001 ended after 2022-10-05 11:45:00 UTC and by 2022-10-05 11:50:00 UTC; the \
             site was not seen up for 30 min"
        ),
        "{}",
        sentence(&relapsing)
    );
}

/// Two accounts of one post: the verdict on the site that both name counts as retold.
#[test]
fn verdicts_on_a_claim_that_retells_another_are_counted_as_such() {
    let header = CLAIMS.replace("targets", "targets,retells");
    let time = "2022-10-05T01:00:00Z/2022-10-05T02:00:00Z";
    let claims = format!(
        "{header}post,Gale,attacker,attack,,{time},a,\n\
         account,Gale,attacker,attack,,{time},a;b,post\n\
         odd,Gale,attacker,attack,,{time},a,pots\nown,Gale,attacker,attack,,{time},a,own\n"
    );
    let folder = IncidentFolder::new(PROBES).with("probes.csv", twelve_hours(|_| false));
    let folder = folder.with("sites.csv", "site\na\nb\n").with("claims.csv", claims);
    let report = folder.report().unwrap();
    let retold: Vec<(&str, &str)> = report
        .verdicts
        .iter()
        .filter(|verdict| verdict.flags.contains(&VerdictFlag::Retells))
        .map(|verdict| (verdict.claim.as_deref().unwrap(), verdict.site.as_str()))
        .collect();
    assert_eq!(retold, [("account", "a")]);
    let text = lines(&report).into_iter().find(|line| line.label == "verdicts");
    assert_eq!(
        text.unwrap().text,
        "5 verdicts on 2 sites, 4 without the 1 on a claim that retells another one on the same \
         site: 4 contradicted (on 1 site, 3 without those that retell), 1 not measured"
    );
    let of_claims = chart(&report, "claims").alt;
    assert!(of_claims.contains("account, Gale (attack (retells post)),"), "{of_claims}");
    let refused: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "claims.csv:4:8: retells: no other claim has the id `pots`; write the id of another \
             claim, or nothing",
            "claims.csv:5:8: retells: no other claim has the id `own`; write the id of another \
             claim, or nothing",
        ]
    );
    assert_eq!(report.claims.len(), 4, "a claim stands without the one that it retells");
}

/// Which site a claimant meant, the record alone says: it is in no count of what the claimant
/// named.
#[test]
fn sites_read_into_the_words_of_a_claimant_are_counted_apart() {
    let header = CLAIMS.replace("targets", "targets,targets_inferred");
    let time = "2022-10-05T01:00:00Z/2022-10-05T02:00:00Z";
    let claims = format!(
        "{header}read,Gale,attacker,attack,,{time},b,true\nsaid,Gale,attacker,attack,,{time},a,\n"
    );
    let days = log_of_days(&[("a", "uuudduuuuuuu"), ("b", "uuuuuuuuuuuu")]);
    let folder = IncidentFolder::new(PROBES).with("probes.csv", days);
    let report = folder.with("claims.csv", claims).report().unwrap();
    let texts: Vec<String> = lines(&report)
        .into_iter()
        .filter(|line| line.label == "claimant")
        .map(|line| line.text)
        .collect();
    let starts = [
        "Gale claimed an attack on 1 site: the site went down",
        "Gale, as the recorder reads it, claimed an attack on 1 site: the site was not seen to go \
         down",
    ];
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts.iter().zip(starts).all(|(text, start)| text.starts_with(start)), "{texts:?}");
    assert!(!texts[0].contains("other measured"), "b is none of the others: {}", texts[0]);
}

#[test]
fn the_timeline_of_a_simulated_log_says_so_in_each_sentence_on_it() {
    let settings = format!("{PROBES}simulated = true\n");
    let folder = IncidentFolder::new(&settings);
    let folder = folder.with("probes.csv", twelve_hours(|step| (60..62).contains(&step)));
    let claim = "c,Gale,media,outage,,2022-10-05T05:00:00Z,a\n";
    let report = folder.with("claims.csv", format!("{CLAIMS}{claim}")).report().unwrap();
    let all = tables::all(&report).unwrap();
    let timeline = rows(&csv_bytes(all.iter().find(|table| table.name == "timeline").unwrap()));
    let at = |name: &str| timeline[0].iter().position(|column| column == name).unwrap();
    let (entry, sentence) = (at("entry"), at("sentence"));
    let entries: Vec<(&str, bool)> = timeline[1..]
        .iter()
        .map(|row| (row[entry].as_str(), row[sentence].starts_with("In the simulated log: a ")))
        .collect();
    let expected = [("onset", true), ("claim_asserted", false), ("recovery", true)];
    assert_eq!(entries, expected);
}

/// A site is down with one cause, and one of its two vantages is sick with another meanwhile: of
/// 48 failed probes, the six of that cause and the two beside them are set aside.
#[test]
fn causes_beside_a_sick_vantage_are_counted_exactly() {
    let mut text = "timestamp,site,vantage,status_code,error\n".to_owned();
    for step in 0..40 {
        for (site, vantage) in
            ["a", "b", "c", "d", "e"].iter().flat_map(|site| [(site, "x"), (site, "y")])
        {
            let is_sick = vantage == "x" && (20..26).contains(&step);
            let is_down = *site == "a" && (10..34).contains(&step);
            let row = match (is_sick, is_down) {
                (true, _) => ",refused",
                (false, true) => "503,",
                (false, false) => "200,",
            };
            let at = crate::incident_folder::stamp(step * 5 * MINUTE);
            text.push_str(&format!("{at},{site},{vantage},{row}\n"));
        }
    }
    let report = IncidentFolder::new(PROBES).with("probes.csv", text).report().unwrap();
    let outage = report.outages.iter().find(|outage| outage.site == "a").unwrap();
    let causes: Vec<(&str, u64, u64)> =
        outage.causes.iter().map(|one| (&*one.cause, one.least, one.most)).collect();
    assert_eq!(causes, [("503", 40, 40)], "{outage:?}");
    assert_eq!(outage.failed_probes, 40);
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config(200))]

        /// No two probes in a row are further apart than a sentence says, from whichever vantages.
        #[test]
        fn no_two_probes_in_a_row_are_further_apart_than_is_said(
            steps in prop::collection::vec((60i64..900, 0usize..3), 40..120),
            shift in 0i64..600,
        ) {
            let mut at = [0, shift, shift / 2];
            let vantages = ["x", "y", "z"];
            let mut rows = Vec::new();
            for (step, vantage) in steps {
                at[vantage] += step;
                rows.push((at[vantage] * SECOND, "a", vantages[vantage], 200));
            }
            rows.sort_unstable();
            let moments: Vec<i64> = rows.iter().map(|row| row.0).collect();
            let claim = "c,Gale,media,outage,,2022-10-05T01:00:00Z/2022-10-05T02:00:00Z,a";
            let report = report_on("", &log(rows), claim);
            if let Finding::UpThroughout(view) = report.verdicts[0].finding {
                let (from, until) = (60 * MINUTE, 120 * MINUTE);
                let near = moments.windows(2).filter(|pair| pair[1] >= from && pair[0] < until);
                let widest = near.map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
                prop_assert!(widest <= view.furthest_us.unwrap(), "{widest}: {view:?}");
            }
        }
    }
}

/// Lists of targets are no claims of an attack that went on: the first dated one is not the list.
/// A list that two accounts date is counted once, and without a log no stamp has a form.
#[test]
fn an_incident_without_a_log_is_reported_by_its_claims_alone() {
    let report = committed("datasets/airports-2022");
    let charts = corroborate::report::charts::all(&report).unwrap();
    assert!(charts.iter().all(|chart| chart.name != "sites-down"), "there is nothing to count");
    let text = lines(&report).into_iter().find(|line| line.label == "verdicts").unwrap().text;
    let twice = " without the 8 on a claim that retells another one on the same site";
    let stamps = "| stamps, the coarsest (M2) | no log of probes was given |";
    let rows = crate::page_rows::rows(&crate::page_rows::html(&report));
    let holds = [text.contains(twice), rows.iter().any(|row| row == stamps)];
    assert_eq!(holds, [true; 2], "{text}");
}
