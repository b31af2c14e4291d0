//! Titles of charts say no more than the rows: of which sites, when, and what is open.

use crate::charts::chart;
use crate::incident_folder::{IncidentFolder, PROBES};
use crate::site_days::log_from;
use corroborate::model::Report;

fn report(sites: &[(&str, &str)]) -> Report {
    IncidentFolder::new(PROBES).with("probes.csv", log_from("2031-03-04", sites)).report().unwrap()
}

fn title(sites: &[(&str, &str)], name: &str) -> String {
    chart(&report(sites), name).title
}

/// "From 00:00; none of these has a start on the record" stood over a curve that came up to
/// as many again, with sites whose start was seen.
#[test]
fn a_peak_that_comes_again_is_counted() {
    let sites = [("a", "ddduuuuuuuuu"), ("b", "ddduuudduuuu"), ("c", "uuuuuudduuuu")];
    assert_eq!(
        title(&sites, "sites-down"),
        "At the peak 2 of 3 measured sites were seen down at once, first from 4 Mar 2031 00:00 \
         UTC, and 1 more time later"
    );
}

/// "Was down from 00:10 on" stood over a site that was up again at 00:25; "may have been" over one
/// that was certainly down; and one site with two outages was counted as two.
#[test]
fn the_peak_counts_sites_without_a_start_as_what_they_were_then() {
    let of = |other: &str| title(&[("a", "uuddduuuu"), ("b", other)], "sites-down");
    let at = |minute: u32| format!("from 4 Mar 2031 00:{minute:02} UTC");
    assert_eq!(
        of("dduuuuuuu"),
        format!(
            "At the peak 1 to 2 of 2 measured sites were seen down at once, {}; 1 of these with no \
             start on the record",
            at(5)
        )
    );
    assert_eq!(
        of("ddddddddd"),
        format!(
            "At the peak 2 of 2 measured sites were seen down at once, {}; 1 of these with no \
             start on the record",
            at(10)
        )
    );
    assert_eq!(
        title(&[("a", "dduuudduu"), ("b", "uuuuuuuuu")], "sites-down"),
        format!("1 of 2 measured sites was down, {}, with no start on the record", at(0))
    );
    assert_eq!(
        title(&[("a", "dduuuuuuu"), ("b", "uuuuudduu"), ("c", "uuuuuuuuu")], "sites-down"),
        "No two of the 2 sites that were down, of 3 measured sites, were seen down at once"
    );
}

/// "100 % back after 30 min to 40 min" stood under a site that was never seen back.
#[test]
fn no_share_is_back_that_was_not_seen_back() {
    let back = "uudduuuuuuuuuuu";
    let (never, back_later) = ("uuudddddddddddd", "uudddddduuuuuuu");
    let all = report(&[("a", back), ("b", never), ("c", back), ("d", back), ("e", back_later)]);
    let recovery = chart(&all, "recovery");
    let title = "4 of the 5 sites that went down were seen back, at least half of all 5 min to 15 \
                 min after their outages started";
    assert_eq!(recovery.title, title);
    let shares =
        format!("{title}. 50 % back after 5 min to 15 min. 75 % back after 25 min to 35 min.");
    assert!(recovery.alt.starts_with(&shares), "{}", recovery.alt);
    assert!(!recovery.alt.contains("100 %"), "{}", recovery.alt);
}

/// "1 other may have lasted as long or longer" stood beside one that was up again when the longest
/// was not yet over for certain.
#[test]
fn an_outage_that_was_certainly_shorter_is_no_rival() {
    let longest = format!("uu{}uu", "d".repeat(11));
    let shorter = format!("uuu{}uuu", "d".repeat(9));
    let of = |other: &str| title(&[("a", &longest), ("b", other)], "durations");
    assert_eq!(of(&shorter), "The longest outage: a, 50 min to 1 h");
    let rival = format!("uu{}uuu", "d".repeat(10));
    assert!(of(&rival).ends_with("; 1 other may have lasted as long or longer"), "{}", of(&rival));
}

/// "2 outages, the longest first, and after them 1 with no start" read as three.
#[test]
fn outages_without_a_start_are_counted_among_all() {
    let report = report(&[("a", "uudduuuuu"), ("b", "dduuuuuuu")]);
    let svg = chart(&report, "durations").svg;
    let words = "2 outages: 1 with a start on the record, the longest first, then 1 without one";
    assert!(svg.contains(words), "{svg}");
}

/// One of two sites alike was called the least available.
#[test]
fn the_least_available_site_is_named_with_its_rivals() {
    let of = |other: &str| title(&[("a", "uudduuuuu"), ("b", other)], "availability");
    let rivals = "; 1 other may have been up as little or less";
    assert!(of("uuuddduuu").ends_with(rivals), "{}", of("uuuddduuu"));
    let less = of("uddddddduu");
    assert!(less.contains(": b, up ") && !less.contains("other"), "{less}");
}

/// The legend had the band of a publication where no such time lies in the window, and no word said
/// that the claims are not drawn.
#[test]
fn claims_of_a_time_outside_the_window_are_counted_as_not_drawn() {
    let log = "timestamp,site,result\n2031-03-04T00:00Z,a,up\n2031-03-04T00:05Z,a,down\n\
               2031-03-04T00:10Z,a,down\n2031-03-04T00:15Z,a,up\n";
    let claims = "claim,claimant,role,kind,published,targets\n\
                  c,Crew,attacker,attack,2031-03-03T23:30Z,a\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log).with("claims.csv", claims);
    let affected = chart(&folder.report().unwrap(), "affected");
    assert!(affected.alt.contains("1 claim of a time outside the window"), "{}", affected.alt);
    assert!(!affected.svg.contains("when the claim on these sites was published"));
    let inside = claims.replace("2031-03-03T23:30Z", "2031-03-04T00:04Z/2031-03-04T00:12Z");
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log).with("claims.csv", inside);
    let affected = chart(&folder.report().unwrap(), "affected");
    assert!(!affected.alt.contains("outside the window"), "{}", affected.alt);
    assert!(affected.svg.contains("when the claim on these sites was published"));
}
