//! The window where none is declared: from the first row of any result to the last.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::law_config::config;
use corroborate::clock::rfc3339;
use corroborate::model::Report;

const HEADER: &str = "timestamp,site,vantage,result\n";

fn report(settings: &str, rows: &str) -> Report {
    let probes = format!("{HEADER}{rows}");
    IncidentFolder::new(settings).with("probes.csv", probes).report().unwrap()
}

/// First moment of the window, and the first after it.
fn ends(report: &Report) -> [String; 2] {
    let window = report.window.unwrap();
    [window.from(), window.until()].map(rfc3339)
}

/// In a log of changes an unknown row ends, one probe before it, what it ends; a log of probes was
/// looked at until its unknown row.
#[test]
fn an_unknown_row_ends_the_window_of_a_log_of_changes_one_probe_earlier() {
    let rows = "2022-10-05T00:00:00Z,a,x,up\n2022-10-05T02:00:00Z,a,x,unknown\n";
    let changes = "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\n\
        interval = \"5m\"\n";
    let until = |settings: &str, rows: &str| ends(&report(settings, rows))[1].clone();
    assert_eq!(until(PROBES, rows), "2022-10-05T02:00:00Z");
    assert!(until(changes, rows).starts_with("2022-10-05T01:55:00"), "{}", until(changes, rows));
    let known = rows.replace("unknown", "down");
    assert!(
        until(changes, &known).starts_with("2022-10-05T02:00:00"),
        "{}",
        until(changes, &known)
    );
}

/// A window of one moment has no length: nothing is a share of it, whatever the probe saw.
#[test]
fn a_single_probe_gives_no_share() {
    for saw in ["up", "down", "challenged"] {
        let report = report(PROBES, &format!("2022-10-05T00:00:00Z,a,x,{saw}\n"));
        let site = &report.sites[0];
        assert!(site.measured);
        assert_eq!([site.observed_share, site.up_share_min, site.up_share_max], [None; 3]);
        let charts = corroborate::report::charts::all(&report).unwrap();
        assert!(charts.iter().all(|chart| chart.name != "availability"), "{saw}");
        let lines = corroborate::report::terminal::summary::lines(&report);
        let observed = lines.iter().find(|line| line.label == "observed").unwrap();
        assert_eq!(observed.text, "every probe is of one moment; no time was observed");
    }
}

/// One probe in a window of a day: no time was observed, and nothing is "at least" of it.
#[test]
fn a_single_probe_in_a_long_window_observes_no_time() {
    let window = format!(
        "window = {{ from = \"2022-10-05T00:00Z\", until = \"2022-10-06T00:00Z\" }}\n{PROBES}"
    );
    let report = report(&window, "2022-10-05T06:00:00Z,a,x,up\n");
    let lines = corroborate::report::terminal::summary::lines(&report);
    let observed = lines.iter().find(|line| line.label == "observed").unwrap();
    assert_eq!(
        observed.text,
        "the least observed site was observed at single moments alone; no site was observed \
         from 2022-10-05 06:00:00 UTC to 2022-10-06 00:00:00 UTC, the longest of 2 such times"
    );
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config(200))]

        /// Any rows: the least share up is never above the most, and both are shares.
        #[test]
        fn the_least_share_is_never_above_the_most(
            probes in prop::collection::vec((0..6_i64, 0..2_usize, 0..5_usize), 1..12),
            is_declared in any::<bool>(),
        ) {
            let words = ["up", "down", "challenged", "degraded", "unknown"];
            let rows = probes.iter().map(|(second, vantage, saw)| {
                format!("2022-10-05T00:00:0{second}Z,a,{},{}\n", ["x", "y"][*vantage], words[*saw])
            });
            let window =
                "window = { from = \"2022-10-05T00:00:02Z\", until = \"2022-10-05T00:00:04Z\" }\n";
            let settings = format!("{}{PROBES}", if is_declared { window } else { "" });
            let report = report(&settings, &rows.collect::<String>());
            let site = report.sites.iter().find(|site| site.site.id == "a");
            if let Some(site) = site {
                let shares = [site.up_share_min, site.up_share_max, site.observed_share];
                let has_share = report.window.unwrap().length() > 1 && site.measured;
                prop_assert!(shares.iter().all(|share| share.is_some() == has_share), "{shares:?}");
                let [Some(least), Some(most), Some(observed)] = shares else {
                    return Ok(());
                };
                prop_assert!(0.0 <= least && least <= most && most <= 1.0, "{shares:?}");
                prop_assert!(least <= observed && observed <= 1.0, "{shares:?}");
            }
        }
    }
}

/// Claims without any probe: the window goes from the first moment of a claim to the last.
#[test]
fn without_probes_the_claims_make_the_window() {
    let claims = format!(
        "{CLAIMS}c,K,attacker,attack,2022-10-05T06:00:00Z,,a\n\
         d,O,operator,outage,2022-10-05T09:00:00Z,2022-10-05T05:00:00Z/2022-10-05T08:00:00Z,a\n"
    );
    let report = IncidentFolder::new("").with("claims.csv", claims).report().unwrap();
    let [from, until] = ends(&report);
    assert_eq!(from, "2022-10-05T05:00:00Z");
    assert!(until.starts_with("2022-10-05T09:00:0"), "{until}");
}
