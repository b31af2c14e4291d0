//! Counts in sentences stand beside what limits them, and beside the number they are a part of.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, findings, log, request, stamp};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report};
use corroborate::pipeline::explanations_of;
use corroborate::report::tables;
use corroborate::report::{page, verdict_sentence};

/// Probes each ten minutes for fifteen hours; a site is down in some of the steps.
fn probed<'a>(sites: &[(&'a str, &'a str, std::ops::Range<i64>)]) -> Vec<Row<'a>> {
    let steps = |(site, place, down): &(&'a str, &'a str, std::ops::Range<i64>)| {
        let (site, place, down) = (*site, *place, down.clone());
        (0..90).map(move |step| {
            (step * 10 * MINUTE, site, place, if down.contains(&step) { 503 } else { 200 })
        })
    };
    sites.iter().flat_map(steps).collect()
}

fn folder(rows: Vec<Row<'_>>, claims: &str) -> IncidentFolder {
    IncidentFolder::new(PROBES)
        .with("probes.csv", log(rows))
        .with("claims.csv", format!("{CLAIMS}{claims}"))
}

fn markdown(report: &Report) -> String {
    page::markdown(report, &tables::all(report).unwrap(), &[]).unwrap().replace('\\', "")
}

fn at(minute: i64) -> String {
    stamp(minute * MINUTE)
}

/// "At 4 an outage certainly fits, at 1 more it may (seen from one vantage alone)": all 4 were seen
/// so, and the 1 more was not.
#[test]
fn a_doubt_stands_behind_the_count_that_it_limits() {
    let mut sites: Vec<_> = ["a", "b", "c", "d"].map(|site| (site, "x", 6..12)).to_vec();
    sites.push(("e", "y", 0..0));
    let mut rows = probed(&sites);
    // It went down between 20 min and 80 min: an hour before the claim, or less.
    rows.extend((0..90).filter(|step| !(3..8).contains(step)).map(|step| {
        (step * 10 * MINUTE, "f", "x", if (8..12).contains(&step) { 503 } else { 200 })
    }));
    let claim = format!("k,Crew,attacker,attack,{},,a;b;c;d;f\n", at(100));
    let report = folder(rows, &claim).report().unwrap();
    let row = &report.claimants[0];
    assert_eq!((row.fitting, row.fitting_in_doubt, row.perhaps_fitting), (4, 4, 1));
    let words = "at 4 an outage certainly fits the time of the claim (seen from one vantage \
                 alone), at 1 more it may";
    let text = markdown(&report);
    assert!(text.contains(words), "{text}");
}

/// Sites that failed at once for certain "may have failed", and what other places saw was left out.
#[test]
fn what_failed_at_once_for_certain_did_fail() {
    let sites = ["a", "b", "c", "d", "e"];
    let all: Vec<_> = sites.iter().map(|site| (*site, "x", 6..10)).collect();
    let alone = markdown(&folder(probed(&all), "").report().unwrap());
    let words = "At 1 time at least 80 % of the sites failed at once, as seen from one place: a \
                 fault of it cannot be ruled out.";
    assert!(alone.contains(words), "{alone}");
    assert!(!alone.contains("Other places"), "{alone}");
    let elsewhere = [("a", "y", 6..10), ("b", "y", 6..10)];
    let both = folder(probed(&[all, elsewhere.to_vec()].concat()), "").report().unwrap();
    let both = markdown(&both);
    assert!(both.contains(&format!("{words} Other places saw some of them down, too.")), "{both}");
}

/// "The first 6 claimants of 8", where 9 had spoken.
#[test]
fn claimants_who_spoke_of_other_things_are_counted_beside_the_table() {
    let rows = probed(&[("a", "x", 6..10), ("b", "x", 7..9)]);
    let attacks: String = (1..=8)
        .map(|number| format!("k{number},Crew {number},attacker,attack,{},,a\n", at(60)))
        .collect();
    let report = folder(rows, &format!("{attacks}r,City,operator,restored,{},,a\n", at(120)));
    let text = markdown(&report.report().unwrap());
    let words = "Shown are the first 6 of the 8 claimants who spoke of attacks or outages. 1 more \
                 claimant made other statements, such as a return or a denial: \
                 tables/claims.csv.";
    assert!(text.contains(words), "{text}");
}

/// A site can be back at 60 min and down again at 90 min: "they cannot all be so" was said of such
/// statements.
#[test]
fn a_return_before_another_outage_contradicts_nothing() {
    let rows = probed(&[("a", "x", 0..0)]);
    let claims = format!(
        "r,City,operator,restored,,{},z\np,Paper,media,outage,,{}/{},z\n",
        at(60),
        at(90),
        at(100)
    );
    let folder = folder(rows, &claims).with("sites.csv", "site\na\nz\n");
    let text = explanations_of(&request(folder.path()), &["accounts".to_owned()]).unwrap().concat();
    assert!(text.contains("City (operator), restored"), "{text}");
    assert!(!text.contains("cannot"), "{text}");
    assert!(text.contains("another that it was up then, or back before:"), "{text}");
    assert!(findings(&folder.report().unwrap()).contains("Paper"));
}

/// Five sites came back at once and one failed again; the row that joined their ends with another
/// did not say so.
#[test]
fn a_row_of_several_ends_says_that_a_site_failed_again() {
    let mut rows = Vec::new();
    for step in 0..60 {
        let mut add = |site: &'static str, is_down: bool| {
            rows.push((step * 10 * MINUTE, site, "x", if is_down { 503 } else { 200 }));
        };
        let first = (4..6).contains(&step);
        add("a", first || (8..10).contains(&step));
        ["b", "c", "d", "e"].into_iter().for_each(|site| add(site, first));
        add("f", (4..7).contains(&step));
        for (site, number) in ["p", "q", "r", "s", "t"].into_iter().zip(0..) {
            add(site, (14 + 8 * number..16 + 8 * number).contains(&step));
        }
    }
    let report = folder(rows, "").report().unwrap();
    assert!(report.events.iter().any(|event| event.failed_again == 1), "{:?}", report.events);
    let text = markdown(&report);
    let joined = text.lines().find(|line| line.contains(" came back: ")).expect("joined");
    assert!(joined.contains("1 of them failed again in the same episode"), "{joined}");
}

/// A name that no site has was one of the sites of who named it: 2, where the page said "1 site and
/// 1 name of no site" (M26).
#[test]
fn a_name_of_no_site_is_summed_as_none() {
    let claims = format!("k,Crew,attacker,attack,{},,a;zz\n", at(100));
    let folder = folder(probed(&[("a", "x", 6..12)]), &claims).with("sites.csv", "site\na\n");
    let text = explanations_of(&request(folder.path()), &["sums".to_owned()]).unwrap().concat();
    assert!(text.contains("  Crew: sites 1, measured 1, went down 1, verdicts 2"), "{text}");
}

/// "In 1 verdict, the site was not measured", where the verdicts had 2: the other stood elsewhere.
#[test]
fn verdicts_on_what_was_not_measured_are_counted_at_once() {
    let claims = format!(
        "k,Crew,attacker,outage,,{},b\nm,Crew,attacker,outage,,{}/{},a\n",
        at(65),
        at(61),
        at(62)
    );
    let folder = folder(probed(&[("a", "x", 0..0)]), &claims).with("sites.csv", "site\na\nb\n");
    let text = markdown(&folder.report().unwrap());
    let words = "In 2 verdicts, the site was not measured at the time asked; in 1 of these it was \
                 probed at other times";
    assert!(text.contains(words), "{text}");
}

/// Rows without a time may be failures in the time asked, be all of it observed or a part: where
/// less was seen the verdict was "none seen", and "undecided" where more was.
#[test]
fn rows_without_a_time_leave_open_whether_there_was_an_outage() {
    let claim = format!("k,Crew,attacker,outage,,{}/{},a\n", at(0), at(880));
    let judged = |rows: Vec<Row<'_>>, further: &str| {
        let log = format!("{}{further}", log(rows));
        let folder = IncidentFolder::new(PROBES)
            .with("probes.csv", log)
            .with("claims.csv", format!("{CLAIMS}{claim}"));
        let report = folder.report().unwrap();
        let verdict = &report.verdicts[0];
        (verdict.judgement, verdict_sentence(verdict))
    };
    let all = probed(&[("a", "x", 0..0)]);
    let part: Vec<Row<'_>> =
        all.iter().filter(|row| !(300..360).contains(&(row.0 / MINUTE))).copied().collect();
    assert_eq!(judged(all.clone(), "").0, Judgement::Contradicted);
    assert_eq!(judged(part.clone(), "").0, Judgement::NoneSeen);
    for rows in [all, part] {
        let (judgement, sentence) = judged(rows, "never,a,x,503\n");
        assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains("1 row of the site has no time"), "{sentence}");
    }
}

/// "Failed from some places while others saw it up": it failed from one.
#[test]
fn one_place_is_not_some_places() {
    let rows = probed(&[("a", "x", 6..12), ("a", "y", 0..0), ("a", "z", 0..0)]);
    let text = markdown(&folder(rows, "").report().unwrap());
    assert!(text.contains("failed from one place or more while others saw it up"), "{text}");
}

/// A long record showed its first nine changes, months before anything was said, and no statement.
#[test]
fn the_short_timeline_is_of_the_time_of_the_statements() {
    let mut rows = Vec::new();
    for step in 0..90 {
        for (site, number) in ["a", "b", "c", "d", "e", "f", "g", "h"].into_iter().zip(0..) {
            let is_down = (5 + 10 * number..8 + 10 * number).contains(&step);
            rows.push((step * 10 * MINUTE, site, "x", if is_down { 503 } else { 200 }));
        }
    }
    let report = folder(rows, &format!("k,Crew,attacker,attack,{},,a;b;c;d;e;f;g;h\n", at(660)));
    let text = markdown(&report.report().unwrap());
    let (_, timeline) = text.split_once("## Timeline").unwrap();
    let (timeline, _) = timeline.split_once("## Who said what").unwrap();
    for row in ["| Crew (attacker) |", "| g went down |", "the changes nearest to one are shown"] {
        assert!(timeline.contains(row), "{row}: {timeline}");
    }
    assert!(!timeline.contains("| a went down |"), "{timeline}");
}

/// The review had no word of how long after an outage it was said, its first question.
#[test]
fn the_review_says_how_long_after_an_outage_it_was_said() {
    let claim = format!("k,Paper,media,outage,{},{},a\n", at(100), at(80));
    let text = markdown(&folder(probed(&[("a", "x", 6..12)]), &claim).report().unwrap());
    let lag = "Published, by the median of each (M29): Paper (media) 40 min to 50 min 1 s after";
    assert!(text.contains(lag), "{text}");
}

/// A claim whose sites are the recorder's reading is in neither chance nor control group: that "a
/// time between two failed probes counts, too" was given as the reason why both count a site less.
#[test]
fn what_the_recorder_reads_into_a_claim_is_no_reason_of_chance() {
    let rows = probed(&[("a", "x", 60..64), ("b", "x", 60..64), ("c", "x", 0..0)]);
    let claims = "claim,claimant,role,kind,published,asserted,targets,targets_inferred\n"
        .to_owned()
        + &format!("k,Crew,attacker,attack,{},,a,\n", at(620))
        + &format!("i,Crew,attacker,attack,,{}/{},b,true\n", at(585), at(605));
    let folder =
        IncidentFolder::new(PROBES).with("probes.csv", log(rows)).with("claims.csv", claims);
    let report = folder.report().unwrap();
    let fits = |one: &&corroborate::model::Verdict| one.judgement == Judgement::Supported;
    let supported = report.verdicts.iter().filter(fits).count();
    let all: Vec<String> = report.verdicts.iter().map(verdict_sentence).collect();
    assert_eq!(supported, 2, "{all:?}");
    for word in ["chance", "control"] {
        let text = explanations_of(&request(folder.path()), &[word.to_owned()]).unwrap().concat();
        assert!(!text.contains("by the verdicts"), "{text}");
    }
}

/// Two starts ten hours apart were one row, "22:00 to 08:00: a, b went down".
#[test]
fn starts_that_lie_far_apart_are_rows_of_their_own() {
    let mut rows = Vec::new();
    for step in 0..200 {
        for (site, number) in ["a", "b", "c", "d", "e", "f", "g", "h"].into_iter().zip(0..) {
            let is_down = (5 + 20 * number..).contains(&step) && (number < 6 || step < 190);
            rows.push((step * 10 * MINUTE, site, "x", if is_down { 503 } else { 200 }));
        }
    }
    let text = markdown(&folder(rows, "").report().unwrap());
    let (_, timeline) = text.split_once("## Timeline").unwrap();
    assert!(timeline.contains("| a went down |"), "{timeline}");
    assert!(!timeline.contains("a, b"), "{timeline}");
}
