//! The headline and the lines on claimants: whose words they give, of how many sites, and in which
//! order.

use crate::incident_folder::{IncidentFolder, PROBES, request};
use crate::site_days::log_from;
use corroborate::model::{Report, Request};
use corroborate::pipeline::report_of;
use corroborate::report::charts::all;
use corroborate::report::terminal::summary::{lines, summary};
use corroborate::report::{page, tables};

const HEADER: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent,\
                      targets_inferred,retells,disputes\n";
const SITES: &str = "site,group\nelk.example,north\nfox.example,north\nhen.example,north\n\
                     owl.example,north\n";
const TIME: &str = "2031-03-04T00:00Z/2031-03-04T00:40Z";

/// Four sites of one group, and what their probes saw.
fn folder(saw: [&str; 4], claims: &[[&str; 9]]) -> IncidentFolder {
    let [elk, fox, hen, owl] = saw;
    let sites =
        [("elk.example", elk), ("fox.example", fox), ("hen.example", hen), ("owl.example", owl)];
    let mut table = HEADER.to_owned();
    for (number, claim) in claims.iter().enumerate() {
        let [claimant, role, kind, targets, quantifier, intent, inferred, retells, disputes] =
            claim;
        table.push_str(&format!(
            "c{number},{claimant},{role},{kind},,{TIME},{targets},{quantifier},{intent},\
             {inferred},{retells},{disputes}\n"
        ));
    }
    IncidentFolder::new(PROBES)
        .with("probes.csv", log_from("2031-03-04", &sites))
        .with("sites.csv", SITES)
        .with("claims.csv", table)
}

fn report(saw: [&str; 4], claims: &[[&str; 9]]) -> Report {
    folder(saw, claims).report().unwrap()
}

/// Returns the finding that stands over a report.
fn headline(report: &Report) -> String {
    let text = summary(report, std::path::Path::new("report.html"));
    let sentences = text.lines().skip(1).take_while(|line| !line.starts_with("  "));
    sentences.collect::<Vec<_>>().join(" ")
}

/// Returns the lines on claimants.
fn said(report: &Report) -> Vec<String> {
    let lines = lines(report).into_iter().filter(|line| line.label == "claimant");
    lines.map(|line| line.text).collect()
}

fn markdown(report: &Report) -> String {
    let (tables, charts) = (tables::all(report).unwrap(), all(report).unwrap());
    page::markdown(report, &tables, &charts).unwrap()
}

const ONE_DOWN: [&str; 4] = ["uudduuuuu", "uuuuuuuuu", "uuuuuuuuu", "uuuuuuuuu"];

/// "Crew claimed attacks on most of 4 sites: none of the 3 measured went down" was the headline,
/// though four were measured, one went down, and of that one Crew said so by name.
#[test]
fn the_firmest_words_of_a_claimant_come_first() {
    let claims = [
        ["Crew", "attacker", "attack", "group:north", "most", "", "", "", ""],
        ["Crew", "attacker", "attack", "elk.example", "", "", "", "", ""],
    ];
    let of_most = report(ONE_DOWN, &claims);
    let first = "Crew claimed an attack on elk.example: it went down once, for 5 min to 15 min; an \
                 outage of it fits the time of the claim.";
    assert!(headline(&of_most).starts_with(first), "{}", headline(&of_most));
    let then = "Crew claimed attacks on most of the sites of 1 group (4 sites in all, grouped as \
                in sites.csv), 1 of which counts with what was said more firmly";
    assert!(said(&of_most)[1].starts_with(then), "{:?}", said(&of_most));
    // A list of targets is no claim, however many sites are on it.
    let listed = [
        ["Crew", "attacker", "attack", "group:north", "", "true", "", "", ""],
        ["Crew", "attacker", "attack", "elk.example", "", "", "", "", ""],
    ];
    assert!(headline(&report(ONE_DOWN, &listed)).starts_with(first));
    // Nor does one of fewer sites come before one of more.
    let two = [
        ["Able", "attacker", "attack", "elk.example", "", "", "", "", ""],
        ["Crew", "attacker", "attack", "elk.example;fox.example", "most", "", "", "", ""],
    ];
    assert!(headline(&report(ONE_DOWN, &two)).starts_with("Crew claimed"));
}

/// A newspaper and an attacker of one name were counted as one: "Crew claimed attacks on 2 sites"
/// stood where the attacker had claimed one.
#[test]
fn one_name_in_two_roles_is_two_claimants() {
    let claims = [
        ["Crew", "attacker", "attack", "elk.example", "", "", "", "", ""],
        ["Crew", "media", "attack", "elk.example;hen.example", "", "", "", "", ""],
    ];
    let report = report(ONE_DOWN, &claims);
    let first =
        "Crew (attacker) claimed an attack on elk.example: it went down once, for 5 min to 15 min";
    assert!(headline(&report).starts_with(first), "{}", headline(&report));
    let counts: Vec<(&str, usize)> =
        report.claimants.iter().map(|one| (one.role.as_str(), one.sites.len())).collect();
    assert_eq!(counts, [("attacker", 1), ("media", 2)]);
    let first = &said(&report)[0];
    assert!(first.contains("None of the 3 other measured sites was seen to go down"), "{first}");
}

/// The finding of a whole report was that of the claimant who had only retold what another claimed,
/// by its name and by the number of its sites: "at none does an outage certainly fit".
#[test]
fn who_only_retells_does_not_head_a_report() {
    let claims = [
        ["Crew", "attacker", "attack", "elk.example", "", "", "", "", ""],
        ["Able", "attacker", "attack", "group:north", "", "", "", "c0", ""],
        ["Paper", "media", "attack", "fox.example", "", "", "", "", ""],
    ];
    let report = report(ONE_DOWN, &claims);
    assert!(headline(&report).starts_with("Crew claimed"), "{}", headline(&report));
    let order: Vec<&str> = report.claimants.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(order, ["Crew", "Paper", "Able"]);
}

/// "Neither of the 2 measured was seen to go down", and in the short report "No outage was seen",
/// stood over sites that answered with a challenge for hours.
#[test]
fn sites_that_were_challenged_are_not_only_not_seen_to_go_down() {
    let claims = [["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "", "", ""]];
    let challenged = report(["uucccccuu", "ucccccuuu", "uuuuuuuuu", "uuuuuuuuu"], &claims);
    assert_eq!(
        headline(&challenged),
        "Crew claimed attacks on 2 sites: neither of the 2 measured was seen to go down; 2 were \
         possibly down, with challenged probes alone, which tell neither up nor down."
    );
    let short = markdown(&challenged);
    let whole = "2031-03-04 00:05:00 to 00:35:00 UTC";
    for line in [
        "No outage was confirmed.".to_owned(),
        format!("elk.example was challenged at 5 probes: up or down is not known ({whole}). fox"),
    ] {
        assert!(short.contains(&line), "{line}\n{short}");
    }
    // Of probes of several kinds the headline has few words, and one site of all has its own.
    let mixed = report(["uucccccuu", "uuuduuuuu", "uudduuuuu", "uuuuuuuuu"], &[]);
    assert!(
        headline(&mixed)
            .contains("; 2 more were possibly down, on probes that confirm no outage. The one"),
        "{}",
        headline(&mixed)
    );
}

/// "1 more site, of which this claimant spoke in another way, is counted apart" stood over a site
/// that the claimant never named.
#[test]
fn sites_that_the_recorder_reads_into_words_are_not_those_of_the_claimant() {
    let claims = [
        ["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "", "", ""],
        ["Crew", "attacker", "attack", "hen.example", "", "", "true", "", ""],
    ];
    let read = said(&report(ONE_DOWN, &claims));
    let apart = "1 more site, which the recorder reads into this claimant's words, is counted \
                 apart";
    assert!(read[0].ends_with(apart), "{read:?}");
    assert!(!read[0].contains("spoke in another way"), "{read:?}");
}

/// An operator who announced to switch its sites off "listed 2 sites as targets", and an authority
/// that warned of attacks did, too.
#[test]
fn only_an_attacker_lists_targets() {
    let intent = |claimant: &'static str, role: &'static str, kind: &'static str| {
        [[claimant, role, kind, "elk.example;fox.example", "", "true", "", "", ""]]
    };
    let cases = [
        (
            intent("Crew", "attacker", "attack"),
            "Crew listed 2 sites as targets",
            "attack (a list of targets or a threat)",
        ),
        (
            intent("Firm", "operator", "outage"),
            "Firm announced outages of 2 sites",
            "outage (announced)",
        ),
        (
            intent("Cert", "government", "attack"),
            "Cert warned of attacks on 2 sites",
            "attack (a warning)",
        ),
    ];
    for (claims, words, kind) in cases {
        let report = report(ONE_DOWN, &claims);
        assert!(headline(&report).starts_with(words), "{}", headline(&report));
        assert!(said(&report)[0].starts_with(words), "{:?}", said(&report));
        let page = markdown(&report);
        assert!(page.contains(kind), "{page}");
        let noun = if words.contains("warned") { "warning" } else { "announcement" };
        let fits = format!("fits the time of the {noun}");
        assert!(headline(&report).contains(&fits), "{}", headline(&report));
    }
    let denied = [["Firm", "operator", "outage", "elk.example", "none", "true", "", "", ""]];
    let page = markdown(&report(ONE_DOWN, &denied));
    assert!(page.contains("announced)") && !page.contains("threat"), "{page}");
}

/// An operator that said it was attacked "claimed an attack", as if it had made it.
#[test]
fn who_is_no_attacker_reports_an_attack() {
    let claims = [["Firm", "operator", "attack", "elk.example", "", "", "", "", ""]];
    let report = report(ONE_DOWN, &claims);
    assert!(headline(&report).starts_with("Firm reported an attack on elk.example: it went down"));
    assert!(markdown(&report).contains("| Firm (operator) | said to be attacked, in 1 claim |"));
}

/// A newspaper that only retold a claim was said to make it.
#[test]
fn who_only_retells_claims_nothing() {
    let claims = [
        ["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "", "", ""],
        ["Post", "media", "attack", "elk.example;fox.example", "", "", "", "c0", ""],
    ];
    let report = report(ONE_DOWN, &claims);
    let post = said(&report).into_iter().find(|line| line.starts_with("Post")).unwrap();
    assert!(post.starts_with("Post retold a claim of attacks on 2 sites: "), "{post}");
    assert!(markdown(&report).contains("retells what others said"));
    // Another account of one's own words is no retelling.
    let own = [
        ["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "", "", ""],
        ["Crew", "attacker", "attack", "hen.example", "", "", "true", "c0", ""],
    ];
    let own = said(&self::report(ONE_DOWN, &own));
    assert!(own.iter().all(|line| !line.contains("retold")), "{own:?}");
}

/// "At 2 of the 4 an outage certainly fits; 1 more was down and never confirmed up" counted one
/// site twice: the last is among those that fit, or may.
#[test]
fn what_was_down_is_counted_before_what_fits() {
    let claims = [["Crew", "attacker", "outage", "group:north", "", "", "", "", ""]];
    let saw = ["uudduuuuu", "ddddddddd", "uuuuuuuuu", "uuuuuuuuu"];
    let line = said(&report(saw, &claims)).remove(0);
    let (down, fits) = (line.find("1 more was down and never"), line.find("certainly fits"));
    assert!(down.is_some() && down < fits, "{line}");
}

/// A claim of four sites was headed as one of two, as the reader had asked for two.
#[test]
fn a_narrowed_headline_says_so() {
    let claims = [["Crew", "attacker", "attack", "group:north", "", "", "", "", ""]];
    let folder = folder(ONE_DOWN, &claims);
    let narrowed = |sites: &[&str]| {
        let only_sites = sites.iter().map(|site| (*site).to_owned()).collect();
        report_of(&Request { only_sites, ..request(folder.path()) }).unwrap()
    };
    let two = headline(&narrowed(&["elk.example", "fox.example"]));
    let start = "Crew claimed attacks on 2 sites of those asked for in 1 group";
    assert!(two.starts_with(start), "{two}");
    let named = [["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "", "", ""]];
    let folder = self::folder(ONE_DOWN, &named);
    let only_sites = ["elk.example".to_owned()].into();
    let one = report_of(&Request { only_sites, ..request(folder.path()) }).unwrap();
    let start = "Crew claimed attacks on elk.example and others, which are left out: it went down";
    assert!(headline(&one).starts_with(start), "{}", headline(&one));
}

/// Two claims of attacks on one site were one attack.
#[test]
fn claims_about_one_site_are_counted() {
    let claim = ["Crew", "attacker", "attack", "elk.example", "", "", "", "", ""];
    let twice = headline(&report(ONE_DOWN, &[claim, claim]));
    assert!(twice.starts_with("Crew claimed an attack on elk.example in 2 claims: it"), "{twice}");
}

/// `report.md` dropped what the page says of a row: who disputes it, and that its sites are the
/// recorder's reading. Of a site in no column of fits neither said a word.
#[test]
fn the_markdown_has_the_words_of_the_page() {
    let claims = [
        ["Crew", "attacker", "attack", "elk.example;fox.example", "", "", "true", "", ""],
        ["Firm", "operator", "attack", "elk.example;fox.example", "none", "", "", "", "c0"],
    ];
    let saw = ["uudduuuuu", "uuccccuuu", "uuuuuuuuu", "uuuuuuuuu"];
    let report = report(saw, &claims);
    let text = markdown(&report);
    let said = "| Crew (attacker) | attacked, in 1 claim (which sites is the recorder's reading, \
                Firm disputes it) |";
    assert!(text.contains(said), "{text}");
    assert!(text.contains("| 0 (1 more site is undecided) |"), "{text}");
    let tables = tables::all(&report).unwrap();
    let html = page::html(&report, &tables, &[]).unwrap();
    assert!(html.contains("1 more site is undecided"));
}

/// "With an outage that fits" stood behind an announcement that a site shall stay up, and it did.
#[test]
fn an_announcement_that_nothing_shall_be_down_is_met_by_no_outage() {
    let claims = [
        ["Firm", "operator", "outage", "fox.example", "none", "true", "", "", ""],
        ["Firm", "operator", "reachable", "hen.example", "", "true", "", "", ""],
        ["Firm", "operator", "outage", "elk.example", "", "true", "", "", ""],
    ];
    let report = report(ONE_DOWN, &claims);
    let lines = lines(&report);
    let words = "in 1 of these an outage fits the time; 2 came out as announced";
    assert!(lines.iter().any(|line| line.text.to_lowercase().contains(words)), "{lines:?}");
    let text = markdown(&report);
    let of = |claim: &str| text.lines().find(|line| line.contains(claim)).unwrap().to_owned();
    assert!(of("(c0)").ends_with("announced only: 1 as announced"), "{}", of("(c0)"));
    assert!(of("(c1)").ends_with("announced only: 1 as announced"), "{}", of("(c1)"));
    assert!(of("(c2)").ends_with("announced only: 1 with an outage that fits"), "{}", of("(c2)"));
}
