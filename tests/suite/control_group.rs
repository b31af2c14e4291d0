//! Sites that a claimant named, beside sites that nobody named (M21), where not all was observed.

use crate::chance::{STEPS, day_of, down, outage_claim, report, report_with};
use corroborate::clock::HOUR;
use corroborate::model::Report;
use corroborate::report::page::markdown;

/// Which sites are counted as named.
const NAMED: &str = "measured sites that K named in claims of an attack or outage, by themselves \
                     or by their groups";

/// Nobody probed a named site and two others in the hour of the claim: of these it is not known
/// whether it fits. A group of which no site is named has no row.
#[test]
fn sites_that_were_not_observed_then_are_counted_apart() {
    let sites = ["n1", "u1", "u2", "u3"];
    let probes = day_of(&sites, |site, step| {
        let is_observed = site == "u3" || !(36..42).contains(&step);
        is_observed.then_some(200)
    });
    let claims = outage_claim("K", 6 * HOUR, 7 * HOUR, "n1");
    let report = report_with(probes, &claims, "site,group\nu1,others\nu3,others\n");
    let [all] = &report.control_groups[..] else { panic!("{:?}", report.control_groups) };
    let counts = [all.named, all.unnamed];
    assert_eq!(counts.map(|sites| (sites.not_known, sites.not_fitting)), [(1, 0), (2, 1)]);
}

/// A report of the same day at noon said "at 5 of 5 sites (100.0 %)", at midnight "5 of 8": a site
/// that fits is known at once, one that does not only behind the whole time. While any is not known
/// the share is a range that holds what comes out, and nothing is tested.
#[test]
fn a_report_of_the_day_itself_holds_what_comes_out() {
    let sites = ["n1", "n2", "n3", "n4", "u1", "u2"];
    // Failed from 06:00 on: n1 and n2 at once, u1 later.
    let first_failed = |site: &str| match site {
        "n1" => Some(36),
        "n2" => Some(38),
        "u1" => Some(45),
        _ => None,
    };
    let until = |last_step: i64| {
        let probes = day_of(&sites, |site, step| {
            let fails = first_failed(site).is_some_and(|from| (from..from + 4).contains(&step));
            if step > last_step { None } else { down(fails) }
        });
        report(probes, &outage_claim("K", 6 * HOUR, 9 * HOUR, "n1;n2;n3;n4"))
    };
    let whole = until(STEPS);
    let [end] = &whole.control_groups[..] else { panic!("{:?}", whole.control_groups) };
    assert_eq!((end.named.fitting, end.named.sites()), (2, 4));
    assert_eq!((end.unnamed.fitting, end.unnamed.sites()), (1, 2));
    let words = |report: &Report| markdown(report, &[], &[]).unwrap().replace('\\', "");
    assert!(
        words(&whole).contains(&format!("n outage fits at 2 of 4 {NAMED} (50.0 %)")),
        "{}",
        words(&whole)
    );
    assert!(words(&whole).contains("The odds ratio is"), "{}", words(&whole));
    for last_step in 40..54 {
        let cut = until(last_step);
        let [now] = &cut.control_groups[..] else { panic!("{:?}", cut.control_groups) };
        for (now, end) in [(now.named, end.named), (now.unnamed, end.unnamed)] {
            assert_eq!(now.sites(), end.sites(), "at {last_step}");
            let most = now.fitting + now.not_known;
            assert!((now.fitting..=most).contains(&end.fitting), "at {last_step}: {now:?}");
        }
        // A failed probe at the end of the log may be one of an outage.
        if now.named.not_known > 0 {
            let text = words(&cut);
            assert!(!text.contains("The odds ratio is"), "at {last_step}: {text}");
            assert!(!text.contains("groups (100.0 %)"), "at {last_step}: {text}");
        }
    }
    let noon = until(44);
    assert!(
        words(&noon).contains(&format!(
            "n outage fits at 2 to 4 of 4 {NAMED} (50.0 to 100.0 %, as it is not known of 2)"
        )),
        "{}",
        words(&noon)
    );
}

/// "0 of 4" stood beside "5 of 8" where nobody had observed the four, and the denominators were not
/// those of the test.
#[test]
fn sites_that_were_not_observed_then_are_no_sites_that_do_not_fit() {
    let sites = ["n1", "n2", "n3", "u1", "u2"];
    let text = |unseen: &[&str], targets: &str| {
        let probes = day_of(&sites, |site, step| {
            let fails = ["n1", "u2"].contains(&site);
            let is_then = (36..42).contains(&step);
            if is_then && unseen.contains(&site) { None } else { down(is_then && fails) }
        });
        let claims = outage_claim("K", 6 * HOUR, 7 * HOUR, targets);
        let report = report(probes, &claims);
        let page = crate::page_rows::words(&crate::page_rows::html(&report));
        (markdown(&report, &[], &[]).unwrap().replace('\\', ""), page)
    };
    let (some, page) = text(&["n2", "u1"], "n1;n2;n3");
    for words in [
        "at 1 to 2 of 2 measured sites that no claim of an attack or outage and no list of targets \
         names (50.0 to 100.0 %)",
        "f 1 of these that is not known",
        &format!("n outage fits at 1 to 2 of 3 {NAMED} (33.3 to 66.7 %, as it is not known of 1)"),
    ] {
        assert!(some.contains(words), "{words}: {some}");
    }
    assert!(!some.contains("Fisher"), "no test of those that are known alone: {some}");
    assert!(page.contains("1 to 2 of 2"), "{page}");
    let (none, page) = text(&["u1", "u2"], "n1;n2;n3");
    for words in [
        "Of 2 measured sites that no claim of an attack or outage and no list of targets names it \
         is not known whether an outage fits a claim of K",
        &format!("n outage fits at 1 of 3 {NAMED} (33.3 %)"),
    ] {
        assert!(none.contains(words), "{words}: {none}");
    }
    assert!(page.contains("not known of 2"), "{page}");
    // Nobody is left where all are named.
    let (all, _) = text(&[], "*");
    let words = "Claims of an attack or outage, or lists of targets, name each measured site: \
                 there are no others to hold them against (M21).";
    assert!(all.contains(words), "{all}");
}

/// "At 2 of 39 sites an outage fits, p is 1" stood beside "at 10 more it may". A failed probe in
/// the time asked may be one of an outage.
#[test]
fn a_site_at_which_an_outage_may_fit_is_none_that_does_not() {
    let sites = ["n1", "n2", "n3", "u1", "u2"];
    let counts = |blips: &[&str]| {
        let probes = day_of(&sites, |site, step| {
            let fails = site == "n1" && (36..42).contains(&step);
            down(fails || blips.contains(&site) && step == 38)
        });
        let report = report(probes, &outage_claim("K", 6 * HOUR, 7 * HOUR, "n1;n2;n3"));
        let [all] = &report.control_groups[..] else { panic!("{:?}", report.control_groups) };
        let of = |sites: &corroborate::model::chance::FitCounts| {
            (sites.fitting, sites.not_fitting, sites.not_known)
        };
        let page = markdown(&report, &[], &[]).unwrap();
        (of(&all.named), of(&all.unnamed), page.contains("Fisher"))
    };
    assert_eq!(counts(&[]), ((1, 2, 0), (0, 2, 0), true));
    assert_eq!(counts(&["n3"]), ((1, 1, 1), (0, 2, 0), false));
    assert_eq!(counts(&["u2"]), ((1, 2, 0), (0, 1, 1), false));
}
