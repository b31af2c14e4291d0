//! Words of the page on what is not known, on figures, on other rules and on who said what.

use crate::incident_folder::{IncidentFolder, PROBES, request};
use crate::page_rows::{html, rows, words};
use corroborate::model::{Report, Request};
use corroborate::pipeline::{report_of, report_with_variations_of};
use corroborate::report::{page, tables};

const HEADER: &str = "claim,claimant,role,kind,published,asserted,targets,intent\n";
const TIME: &str = "2032-02-03T00:00Z/2032-02-03T01:00Z";

/// Probes of sites, `site` or `site@vantage`: each letter a probe, five minutes apart, up (`u`) or
/// down (`d`).
fn folder(saw: &[(&str, &str)], claims: &str) -> IncidentFolder {
    let mut log = "timestamp,site,vantage,result\n".to_owned();
    for (site, saw) in saw {
        let (site, vantage) = site.split_once('@').unwrap_or((site, "here"));
        for (number, letter) in saw.chars().enumerate() {
            let word = if letter == 'u' { "up" } else { "down" };
            let (hour, minute) = (number * 5 / 60, number * 5 % 60);
            log.push_str(&format!(
                "2032-02-03T{hour:02}:{minute:02}:00Z,{site},{vantage},{word}\n"
            ));
        }
    }
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let folder = folder.with("probes.csv", log);
    if claims.is_empty() { folder } else { folder.with("claims.csv", format!("{HEADER}{claims}")) }
}

fn report(saw: &[(&str, &str)], claims: &str) -> Report {
    folder(saw, claims).report().unwrap()
}

fn text(report: &Report) -> String {
    words(&html(report))
}

fn markdown(report: &Report) -> String {
    page::markdown(report, &tables::all(report).unwrap(), &[]).unwrap()
}

/// "The end of 1 outage is not on the record: how long each lasted is known as a least alone."
#[test]
fn one_outage_without_an_end_is_one() {
    let one = text(&report(&[("ash.example", "uuuddd"), ("elm.example", "uuuuuu")], ""));
    let lasted = "The end of 1 outage is not on the record; how long it lasted is known as a least";
    assert!(one.contains(lasted), "{one}");
    let two = text(&report(&[("ash.example", "uuuddd"), ("elm.example", "uuuudd")], ""));
    assert!(two.contains("how long each of these lasted is known as a least alone"), "{two}");
}

/// A report without claims spoke of verdicts that come out otherwise and of the time of a claim.
#[test]
fn where_nobody_claims_anything_nothing_is_said_of_verdicts() {
    let saw = [("ash.example", "uuudddduuu"), ("elm.example", "uuuuuuuuuu")];
    let tried = folder(&saw, "");
    let without = markdown(&report_with_variations_of(&request(tried.path())).unwrap());
    assert!(!without.contains("verdict comes out"), "{without}");
    assert!(without.contains("leave the number of sites that went down at 1"), "{without}");
    let cause = "No probe tells a cause: a site that failed may have failed for any reason.";
    assert!(without.contains(cause), "{without}");
    let claims = format!("x,Crew,attacker,attack,,{TIME},ash.example,\n");
    let with = markdown(&report(&saw, &claims));
    assert!(with.contains("a verdict speaks of timing alone"), "{with}");
}

/// "At least 1 h down, at that site" stood over a chart on which that site was down for two.
#[test]
fn time_down_without_a_start_is_not_passed_over_in_the_figure() {
    let again = format!("{}{}{}", "d".repeat(13), "u".repeat(24), "d".repeat(13));
    let saw = [("ash.example", again.as_str()), ("elm.example", "uuuuuu")];
    let text = text(&report(&saw, ""));
    assert!(text.contains("down, at that site, in outages that were seen to start"), "{text}");
    let once = format!("{}{}", "u".repeat(24), "d".repeat(13));
    let plain = self::text(&report(&[("ash.example", once.as_str())], ""));
    assert!(plain.contains("down, at that site "), "{plain}");
    assert!(!plain.contains("seen to start"), "{plain}");
}

/// "Warned of attacks on them" stood beside one site.
#[test]
fn a_warning_of_one_site_is_of_it() {
    let claims = "w,Watch,government,attack,2032-02-03T00:05:00Z,,ash.example,true\n";
    let made = report(&[("ash.example", "uuudduu"), ("elm.example", "uuuuuuu")], claims);
    let all = rows(&html(&made));
    assert!(all.iter().any(|row| row.contains("warned of attacks on it, in 1 claim")), "{all:?}");
}

/// A site that was seen to fail in part was undecided in one table and supported in part in the
/// other.
#[test]
fn a_site_seen_in_part_is_no_undecided_one() {
    let saw = [
        ("ash.example@one", "uuudduu"),
        ("ash.example@two", "uuuuuuu"),
        ("ash.example@three", "uuuuuuu"),
        ("elm.example@one", "uuuuuuu"),
    ];
    let claims = format!("x,Crew,attacker,attack,,{TIME},ash.example;elm.example,\n");
    let made = report(&saw, &claims);
    let crew = &made.claimants[0];
    assert_eq!((crew.fitting, crew.perhaps_fitting, crew.in_part), (0, 0, 1), "{crew:?}");
    let all = rows(&html(&made));
    let row = all.iter().find(|row| row.starts_with("| Crew attacker | attacked")).unwrap();
    assert!(row.contains("| 0 1 site fits in part"), "{row}");
    // The record ends before the hour does: of the other site nothing is certain.
    assert!(row.contains("1 more site is undecided"), "{row}");
}

/// A report on one site had "published: attack" in its timeline, which was said of others alone.
#[test]
fn what_was_said_of_other_sites_alone_is_marked_so_in_a_narrowed_report() {
    let claims = format!(
        "one,Crew,attacker,attack,2032-02-03T00:05:00Z,,ash.example,\n\
         two,Paper,media,outage,,{TIME},elm.example,\n"
    );
    let folder = folder(&[("ash.example", "uuudduu"), ("elm.example", "uuuuuuu")], &claims);
    let only_sites = vec!["elm.example".to_owned()];
    let folder = folder.with("sites.csv", "site\nash.example\nelm.example\n");
    let narrowed = report_of(&Request { only_sites, ..request(folder.path()) }).unwrap();
    let page = text(&narrowed);
    assert!(page.contains("published: attack of sites that are left out here"), "{page}");
    let own = "said of this time, when is not recorded: outage of elm.example";
    assert!(page.contains(own), "{page}");
    let all = tables::all(&narrowed).unwrap();
    let timeline = all.iter().find(|table| table.name == "timeline").unwrap();
    let csv = String::from_utf8(crate::tables::csv_bytes(timeline)).unwrap();
    let left_out = "Crew (attacker, attack) published claim one, of sites that are left out here.";
    assert!(csv.contains(left_out), "{csv}");
}

/// A site of `sites.csv` was "not measured", and the probes of its host stood under another name.
#[test]
fn an_address_on_the_host_of_another_name_is_reported() {
    let sites = "site,url\nbank,https://www.bank.example/login\nshop,https://shop.example/\n";
    let saw = [("www.bank.example", "uuudduu"), ("shop.example", "uuuuuuu")];
    let made = folder(&saw, "").with("sites.csv", sites).report().unwrap();
    let page = text(&made);
    let said = "The url of bank (sites.csv) is on the host of bank.example, which the logs probe \
                as a site of its own: where these are one, give bank that name as its url.";
    assert!(page.contains(said), "{page}");
    // Nor the other way round: the page of the log is on the host of the site.
    let below = [("www.bank.example/login", "uuudduu"), ("shop.example", "uuuuuuu")];
    let sites = "site,url\nbank,https://www.bank.example/\nshop,https://shop.example/\n";
    let below = text(&folder(&below, "").with("sites.csv", sites).report().unwrap());
    assert!(below.contains("is on the host of bank.example/login"), "{below}");
    let plain = "site,url\nbank,https://www.bank.example/\n";
    let plain = text(&folder(&saw, "").with("sites.csv", plain).report().unwrap());
    assert!(!plain.contains("is on the host of"), "{plain}");
}

/// "tables/sources.csv" was named as the proof of a sentence, a table that `check` alone has.
#[test]
fn each_table_that_a_short_report_names_is_written() {
    let window = "window = { from = \"2032-02-03T00:05Z\", until = \"2032-02-03T00:25Z\" }\n";
    let made = folder(&[("ash.example", "uuddduuuu"), ("elm.example", "uuuduuuuu")], "");
    made.set(&format!("zone = \"UTC\"\n{window}{PROBES}"));
    let report = made.report().unwrap();
    let short = markdown(&report);
    assert!(short.contains("outside of the time examined"), "{short}");
    let names: Vec<&str> = tables::all(&report).unwrap().iter().map(|table| table.name).collect();
    let short = short.replace('\\', "");
    let named = short.split("tables/").skip(1).filter_map(|rest| rest.split_once(".csv"));
    for (name, _) in named.filter(|(name, _)| name.chars().all(|sign| sign != ' ')) {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
}

/// A row of two outages read as one from the start of the first to the end of the last.
#[test]
fn a_site_of_two_outages_is_counted_so_in_a_short_report() {
    let short = markdown(&report(&[("ash.example", "uudduuuudduu")], ""));
    let row = "| ash.example | 10 min to 30 min in all, in 2 outages |";
    assert!(short.contains(row), "{short}");
}

/// Sets of outages of one length had two sentences for one fact, with small letters.
#[test]
fn outages_of_one_length_are_said_in_one_sentence() {
    let saw = ["ash", "elm", "fir", "oak", "yew"].map(|name| format!("{name}.example"));
    let saw = saw.each_ref().map(|site| (site.as_str(), "uudduuuuuuuu"));
    let short = markdown(&report(&saw, ""));
    let said =
        "Each of the 5 sites that went down was back 5 min to 15 min after its outage started";
    assert!(short.contains(said), "{short}");
}
