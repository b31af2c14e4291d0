//! Sites that only rows outside of what was asked for name, names that mean two, and what a report
//! says of its own limits.

use crate::charts::chart;
use crate::incident_folder::{IncidentFolder, PROBES, findings, request};
use crate::page_rows::{html, rows, words};
use corroborate::model::{Judgement, Request, SiteChange};
use corroborate::pipeline::report_of;
use corroborate::report::verdict_sentence;

const HEADER: &str = "claim,claimant,role,kind,published,asserted,targets,extent,retells\n";

/// A log of sites: each letter a probe, five minutes apart from the hour on, up (`u`) or down
/// (`d`).
fn log(saw: &[(&str, u8, &str)]) -> String {
    let mut log = "timestamp,site,vantage,result\n".to_owned();
    for (site, hour, saw) in saw {
        for (number, letter) in saw.chars().enumerate() {
            let word = if letter == 'u' { "up" } else { "down" };
            let (hour, minute) = (usize::from(*hour) + number / 12, number % 12 * 5);
            log.push_str(&format!("2032-02-03T{hour:02}:{minute:02}:00Z,{site},here,{word}\n"));
        }
    }
    log
}

fn folder(settings: &str, saw: &[(&str, u8, &str)], claims: &str) -> IncidentFolder {
    IncidentFolder::new(&format!("zone = \"UTC\"\n{settings}{PROBES}"))
        .with("probes.csv", log(saw))
        .with("claims.csv", format!("{HEADER}{claims}"))
}

const WINDOW: &str = "window = { from = \"2032-02-03T01:00Z\", until = \"2032-02-03T02:00Z\" }\n";

/// A site that a narrowed report left out was one "that no single site of this incident has" where
/// the logs alone name it.
#[test]
fn a_site_of_the_logs_that_is_left_out_is_known() {
    let saw = [("ash.example", 1, "uuudduuuuuuu"), ("elm.example", 1, "uuuuuuuuuuuu")];
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example;elm.example,,\n";
    let folder = folder("", &saw, claims);
    let only_sites = vec!["ash.example".to_owned()];
    let report = report_of(&Request { only_sites, ..request(folder.path()) }).unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    assert_eq!((report.sites.len(), report.sites_left_out), (1, 1));
    assert!(report.verdicts.iter().all(|verdict| verdict.site == "ash.example"));
    let said = findings(&report);
    assert!(said.contains("ash.example and others, which are left out"), "{said}");
    let narrowed = "narrowed to 1 of 2 sites, as asked for by --site";
    assert!(said.contains(narrowed), "{said}");
}

/// A site whose rows all lie outside of the window was unknown, and its claim refused.
#[test]
fn a_site_of_rows_outside_the_window_is_known_and_not_measured() {
    let saw = [("ash.example", 1, "uuudduuuuuuu"), ("elm.example", 4, "uuuuuu")];
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example;elm.example,,\n";
    let report = folder(WINDOW, &saw, claims).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    let elm = report.sites.iter().find(|site| site.site.id == "elm.example").unwrap();
    assert_eq!(elm.change, SiteChange::NotMeasured);
    let verdict = report.verdicts.iter().find(|one| one.site == "elm.example").unwrap();
    assert_eq!(verdict.judgement, Judgement::NotMeasured);
    let sentence = verdict_sentence(verdict);
    assert!(sentence.contains("no probe of it lies in the window"), "{sentence}");
}

/// "No probe of it lies in the time asked, only outside of it" was said of a time with rows that
/// the window leaves out.
#[test]
fn a_time_outside_the_window_is_said_to_be_outside_of_what_was_examined() {
    let saw = [("ash.example", 0, "uuuuuuuuuuuuuuudduuuuuuu")];
    let time = "2032-02-03T00:10Z/2032-02-03T00:40Z";
    let claims = format!("x,Paper,media,outage,2032-02-03T02:00Z,{time},ash.example,,\n");
    let report = folder(WINDOW, &saw, &claims).report().unwrap();
    let verdict = report.verdicts.iter().find(|one| one.claim.is_some()).unwrap();
    let sentence = verdict_sentence(verdict);
    assert!(!sentence.contains("no probe of it lies in the time asked"), "{sentence}");
    let beyond = "all of the 30 min asked lies beyond the time examined";
    assert!(sentence.to_lowercase().contains(beyond), "{sentence}");
    let page = words(&html(&report));
    let limit = "12 rows of the logs lie outside of the time examined and are used for nothing";
    assert!(page.contains(limit), "{page}");
}

/// Two sites that were named themselves stood as one by name, as another claim named their group.
#[test]
fn a_site_that_is_named_itself_is_named_though_its_group_is_too() {
    let saw = [
        ("ash.example", 1, "uuudduuuuuuu"),
        ("elm.example", 1, "uuuuuuuuuuuu"),
        ("fir.example", 1, "uuuuuuuuuuuu"),
    ];
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example;elm.example,,\n\
                  y,Crew,attacker,attack,2032-02-03T01:06Z,,group:wood,,\n";
    let sites = "site,group\nash.example,wood\nfir.example,wood\n";
    let report = folder("", &saw, claims).with("sites.csv", sites).report().unwrap();
    let crew = &report.claimants[0];
    assert_eq!((crew.meant, crew.by_name), (3, 2));
    let said = findings(&report);
    assert!(said.contains("attacks on 3 sites (2 single sites, 1 by group)"), "{said}");
}

/// "Portal went down" was said of two sites, and "a1.example went down" of another one.
#[test]
fn names_that_mean_two_sites_stand_with_their_ids() {
    let saw = [
        ("ash.example", 1, "uuudduuuuuuu"),
        ("elm.example", 1, "uuuuuuuuuuuu"),
        ("fir.example", 1, "uuuuuuuuuuuu"),
    ];
    let sites = "site,name\nash.example,Portal\nelm.example,Portal\nfir.example,ash.example\n";
    let report = folder("", &saw, "").with("sites.csv", sites).report().unwrap();
    let names: Vec<&str> = report.sites.iter().map(|site| site.site.name.as_str()).collect();
    let expected = ["Portal (ash.example)", "Portal (elm.example)", "ash.example (fir.example)"];
    assert_eq!(names, expected);
}

/// Two claimants of one name were counted as one, and nothing said so.
#[test]
fn a_claimant_of_two_roles_is_reported() {
    let saw = [("ash.example", 1, "uuudduuuuuuu")];
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example,,\n\
                  y,Crew,media,attack,2032-02-03T01:06Z,,ash.example,,\n";
    let doubt = "Crew stands with several roles (attacker, media)";
    let page = words(&html(&folder("", &saw, claims).report().unwrap()));
    assert!(page.contains(doubt), "{page}");
    let alone = claims.replace("media", "attacker");
    let page = words(&html(&folder("", &saw, &alone).report().unwrap()));
    assert!(!page.contains("stands with several roles"), "{page}");
}

/// Of a site whose log was made up, the timeline said "probes from v2".
#[test]
fn simulated_probes_are_called_so_in_the_timeline() {
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n\
        [[probes]]\nfiles = \"made.csv\"\nsimulated = true\n";
    let report = IncidentFolder::new(settings)
        .with("probes.csv", log(&[("ash.example", 1, "uuudduuuuuuu")]))
        .with("made.csv", log(&[("elm.example", 1, "uuuuudduuuuu")]))
        .report()
        .unwrap();
    let all = rows(&html(&report));
    let row = |begins: &str| all.iter().find(|row| row.contains(begins)).unwrap();
    assert!(row("elm.example went down").contains("| simulated probes from here |"), "{all:?}");
    assert!(row("ash.example went down").contains("| probes |"), "{all:?}");
    let places = "Where a row says “probes” alone, they are those from here.";
    assert!(html(&report).contains(places), "{places}");
}

/// "Down, in 3 claims" stood for what was said to be on and off, two times of them retold.
#[test]
fn what_is_on_and_off_or_retold_is_said_to_be_so() {
    let saw = [("ash.example", 1, "uuudduuuuuuu")];
    let time = "2032-02-03T01:00Z/2032-02-03T01:50Z";
    let claims = format!(
        "x,Paper,media,outage,,{time},ash.example,intermittent,\n\
         y,Paper,media,outage,,{time},ash.example,intermittent,x\n"
    );
    let all = rows(&html(&folder("", &saw, &claims).report().unwrap()));
    let row = all.iter().find(|row| row.starts_with("| Paper media")).unwrap();
    assert!(row.contains("down, in 2 claims, 1 of which retells another"), "{row}");
    assert!(row.contains("on and off, which is not tested"), "{row}");
}

/// A cut-off at a clock that was shown twice was read as the later showing.
#[test]
fn a_cut_off_at_a_clock_that_was_shown_twice_is_refused() {
    let probes = "timestamp,site,result\n2032-10-31T00:10:00Z,ash.example,up\n\
        2032-10-31T00:40:00Z,ash.example,up\n2032-10-31T01:10:00Z,ash.example,up\n";
    let folder = IncidentFolder::new(&format!("zone = \"Europe/Berlin\"\n{PROBES}"));
    let folder = folder.with("probes.csv", probes);
    let of = |time: &str| {
        let as_of = Some(time.to_owned());
        report_of(&Request { as_of, ..request(folder.path()) }).map_err(|why| why.to_string())
    };
    let why = of("2032-10-31T02:30").unwrap_err();
    assert!(why.contains("--as-of") && why.contains("happened twice"), "{why}");
    assert!(of("2032-10-31T02:30+01:00").is_ok());
    let as_of = of("2032-10-31T02:50+02:00").unwrap();
    assert_eq!(as_of.window.map(|window| window.inner_length()), Some(1_799_999_999));
}

/// Six rows of claims from behind the cut-off were "without a claim on the incident's sites".
#[test]
fn claims_behind_a_cut_off_are_not_said_to_be_of_other_sites() {
    let saw = [("ash.example", 1, "uuudduuuuuuu")];
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example,,\n\
                  y,Crew,attacker,attack,2032-02-03T05:06Z,,ash.example,,\n";
    let folder = folder("", &saw, claims);
    let as_of = Some("2032-02-03T03:00Z".to_owned());
    let report = report_of(&Request { as_of, ..request(folder.path()) }).unwrap();
    let said = findings(&report);
    let left_out = "1 row in files of claims without a new claim on the incident's sites that was \
                    published by the cut-off";
    assert!(said.contains(left_out), "{said}");
}

/// One blip of two stood in the sentence of a card.
#[test]
fn a_sentence_on_blips_counts_them() {
    let page =
        words(&html(&folder("", &[("ash.example", 1, "uuduuuuuduuu")], "").report().unwrap()));
    assert!(page.contains("at 2032-02-03 01:10:00 UTC, and failed once more later"), "{page}");
    let page =
        words(&html(&folder("", &[("ash.example", 1, "uuduuuuuuuuu")], "").report().unwrap()));
    assert!(!page.contains("once more later"), "{page}");
}

/// "The 1 measured was not seen to go down; 1 was down" read as two sites.
#[test]
fn one_site_that_was_down_all_along_is_one() {
    let sites = "site\nash.example\nelm.example\n";
    let claims = "x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example;elm.example,,\n";
    let report = folder("", &[("ash.example", 1, "dddddddddddd")], claims);
    let said = findings(&report.with("sites.csv", sites).report().unwrap());
    let one = "the 1 measured was not seen to go down; it was down and never confirmed up";
    assert!(said.contains(one), "{said}");
}

/// The band of a time that was claimed two hours later was "when the first claimant said so".
#[test]
fn the_band_of_a_time_spoken_of_is_not_called_a_publication() {
    let saw = [("ash.example", 1, "uuudduuuuuuu")];
    let band = |claims: &str| {
        let report = folder("", &saw, claims).report().unwrap();
        chart(&report, "affected").svg
    };
    let time = "2032-02-03T01:05Z/2032-02-03T01:25Z";
    let asserted =
        band(&format!("x,Crew,attacker,attack,2032-02-03T03:00Z,{time},ash.example,,\n"));
    assert!(asserted.contains("time that the claim on these sites speaks of"));
    assert!(!asserted.contains("when the claim on these sites was published"));
    let published = band(&format!("x,Crew,attacker,attack,{time},,ash.example,,\n"));
    assert!(published.contains("when the claim on these sites was published"));
    let minute = band("x,Crew,attacker,attack,2032-02-03T01:05Z,,ash.example,,\n");
    assert!(!minute.contains("the claim on these sites"), "a moment has a line, and no band");
}
