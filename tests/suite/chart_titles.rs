//! Titles of charts say no more than the rows: of which sites, when, and what is open.

use crate::incident_folder::{IncidentFolder, PROBES};
use corroborate::model::Report;
use corroborate::report::charts::{Chart, all};

/// Probes of sites: each letter a probe, five minutes apart, up (`u`), down (`d`) or challenged
/// (`c`).
fn report(sites: &[(&str, &str)]) -> Report {
    let mut log = "timestamp,site,result\n".to_owned();
    for (site, saw) in sites {
        for (number, letter) in saw.chars().enumerate() {
            let word = match letter {
                'u' => "up",
                'd' => "down",
                _ => "challenged",
            };
            let (hour, minute) = (number * 5 / 60, number * 5 % 60);
            log.push_str(&format!("2031-03-04T{hour:02}:{minute:02}:00Z,{site},{word}\n"));
        }
    }
    IncidentFolder::new(PROBES).with("probes.csv", log).report().unwrap()
}

fn chart(report: &Report, name: &str) -> Chart {
    all(report).unwrap().into_iter().find(|chart| chart.name == name).unwrap()
}

fn title(sites: &[(&str, &str)], name: &str) -> String {
    chart(&report(sites), name).title
}

/// "Was down from 00:10 on" stood over a site that was up again at 00:25; "may have been" over one
/// that was certainly down; and one site with two outages was counted as two.
#[test]
fn sites_without_a_start_stand_beside_the_peak_as_what_they_were_then() {
    let of = |other: &str| title(&[("a", "uuddduuuu"), ("b", other)], "sites-down");
    let peak = "The 1 site that was seen to go down was down at 2031-03-04 00:10:00 UTC; besides, \
                1 site with no start on the record was ";
    assert_eq!(of("dduuuuuuu"), format!("{peak}down at another time"));
    assert_eq!(of("ddddddddd"), format!("{peak}down then, too"));
    assert_eq!(of("ddcuuuuuu"), format!("{peak}perhaps down then, too"));
    assert_eq!(
        title(&[("a", "dduuudduu"), ("b", "uuuuuuuuu")], "sites-down"),
        "The 1 site that was seen to go down was down at 2031-03-04 00:25:00 UTC; it was down at \
         another time, too, with no start on the record"
    );
    assert_eq!(
        title(&[("a", "dduuuuddu"), ("b", "uuudduuuu"), ("c", "ddddddddd")], "sites-down"),
        "No two of the 2 sites that were seen to go down were down at once; 1 of these was down at \
         another time, too, with no start on the record. Besides, 1 site with no start on the \
         record was down"
    );
}

/// "100 % back after 30 min to 40 min" stood under a site that was never seen back.
#[test]
fn no_share_is_back_that_was_not_seen_back() {
    let all = report(&[("a", "uudduuuuuuuuuuu"), ("b", "uuudddddddddddd")]);
    let recovery = chart(&all, "recovery");
    let title = "1 of the 2 sites that went down was seen back, half of all 5 min to 15 min after \
                 their outages started";
    assert_eq!(recovery.title, title);
    let shares = format!("{title}. 50 % back after 5 min to 15 min.");
    assert!(recovery.alt.starts_with(&shares), "{}", recovery.alt);
    assert!(!recovery.alt.contains("100 %"), "{}", recovery.alt);
}
