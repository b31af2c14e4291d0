//! Sites that claimants named, or that were only read into their words: heads, counts and headings.

use crate::charts::chart;
use crate::incident_folder::{IncidentFolder, PROBES, request};
use corroborate::model::{Report, Request, VerdictFlag};
use corroborate::pipeline::report_of;
use corroborate::report::charts::all;
use corroborate::report::terminal::summary::lines;
use corroborate::report::{page, tables, verdict_sentence};

const HEADER: &str =
    "claim,claimant,role,kind,published,asserted,targets,targets_inferred,quantifier\n";
const SITES: &str = "site,group\nlens.example,optics\nprism.example,optics\nquay.example,\n";
const TIME: &str = "2031-03-04T00:00Z/2031-03-04T00:24Z";

/// Probes of the three sites: each letter a probe, five minutes apart, up (`u`) or down (`d`).
fn log(saw: [&str; 3]) -> String {
    let mut log = "timestamp,site,result\n".to_owned();
    for (site, saw) in ["lens.example", "prism.example", "quay.example"].iter().zip(saw) {
        for (number, letter) in saw.chars().enumerate() {
            let word = if letter == 'u' { "up" } else { "down" };
            log.push_str(&format!("2031-03-04T00:{:02}:00Z,{site},{word}\n", number * 5));
        }
    }
    log
}

fn folder(settings: &str, claims: &str) -> IncidentFolder {
    IncidentFolder::new(settings)
        .with("probes.csv", log(["uudduu", "uuuuuu", "uuuduu"]))
        .with("sites.csv", SITES)
        .with("claims.csv", format!("{HEADER}{claims}"))
}

fn texts_of(report: &Report, label: &str) -> Vec<String> {
    lines(report).into_iter().filter(|one| one.label == label).map(|one| one.text).collect()
}

/// Which sites a firm meant by "our other pages" was the record keeper's reading, and no verdict
/// said so.
#[test]
fn a_target_that_the_source_does_not_name_is_reported_as_a_reading() {
    let claims = format!(
        "pages,Firm,operator,reachable,,{TIME},quay.example,true,\n\
         area,Firm,operator,outage,,{TIME},group:optics,TRUE,\n\
         named,Firm,operator,outage,,{TIME},quay.example,false,\n\
         silent,Firm,operator,outage,,{TIME},lens.example,,\n"
    );
    let report = folder(PROBES, &claims).report().unwrap();
    let reading = "The source names neither this site nor a group of it: that it is meant is the \
                   recorder's reading (claims.csv).";
    for verdict in &report.verdicts {
        let claim = verdict.claim.as_deref().unwrap_or_default();
        let is_read = ["pages", "area"].contains(&claim);
        assert_eq!(verdict.flags.contains(&VerdictFlag::InferredTarget), is_read, "{claim}");
        let names_a_group = verdict.flags.contains(&VerdictFlag::ByGroup);
        assert!(!(is_read && names_a_group), "{claim}: the source names no group");
        let sentence = verdict_sentence(verdict);
        assert_eq!(sentence.ends_with(reading), is_read, "{sentence}");
        assert!(!is_read || !sentence.contains("names the group"), "{sentence}");
    }
    let claims = chart(&report, "claims").alt;
    assert!(claims.contains("(reachable (which sites is the recorder's reading))"), "{claims}");
    assert!(claims.contains("named, Firm (outage), "), "{claims}");
}

#[test]
fn a_word_that_does_not_say_whether_targets_are_read_is_refused() {
    let claims = format!("odd,Firm,operator,outage,,{TIME},quay.example,perhaps,\n");
    let report = folder(PROBES, &claims).report().unwrap();
    let [refusal] = &report.refusals.listed[..] else { panic!("one refusal") };
    let refusal = refusal.to_string();
    assert!(refusal.starts_with("claims.csv:2:8: targets_inferred: "), "{refusal}");
    assert!(refusal.contains("perhaps"), "{refusal}");
    let spelled_wrong = HEADER.replace("targets_inferred", "target_inferred");
    let broken = folder(PROBES, "").with("claims.csv", format!("{spelled_wrong}{claims}"));
    let why = broken.report().unwrap_err().to_string();
    assert!(why.contains("did you mean `targets_inferred`"), "{why}");
}

/// What a sixth line would have said of a listed claimant was left out without a word.
#[test]
fn all_that_a_listed_claimant_said_is_reported() {
    let mut claims = String::new();
    for number in 0..6 {
        claims.push_str(&format!(
            "all-{number},S{number},media,outage,,{TIME},lens.example;prism.example,,some\n"
        ));
    }
    claims.push_str(&format!("one,S1,media,outage,,{TIME},quay.example,,\n"));
    let report = folder(PROBES, &claims).report().unwrap();
    let texts = texts_of(&report, "claimant");
    let of_s1: Vec<&String> = texts.iter().filter(|line| line.starts_with("S1 ")).collect();
    let [one, some] = &of_s1[..] else { panic!("{texts:?}") };
    assert!(some.starts_with("S1 reported outages of some of 2 sites: "), "{some}");
    assert!(
        one.starts_with("S1 reported an outage of 1 site: the site was not seen to go down"),
        "{one}"
    );
    assert_eq!(texts.len(), 7, "{texts:?}");
    assert_eq!(texts[6], "1 more claimant: see tables/claimants.csv");
}

/// "0 of 1 went down" stood over a site with a failed probe, and said nothing of it.
#[test]
fn one_failed_probe_is_reported_beside_no_outage() {
    let claims = format!("one,Daily,media,outage,,{TIME},quay.example,,\n");
    let report = folder(PROBES, &claims).report().unwrap();
    let window = "from 4 Mar 2031 00:00 to 4 Mar 2031 00:25 UTC";
    let failed = "possibly down, on one failed probe, which confirms no outage";
    assert_eq!(
        texts_of(&report, "claimant"),
        [format!(
            "Daily reported an outage of 1 site: the site was not seen to go down at any time \
             {window}. The site was {failed}; of the 2 other measured sites 1 went down"
        )]
    );
    assert_eq!(
        texts_of(&report, "sites"),
        [format!("1 of 3 measured sites went down; 1 more was {failed}")]
    );
}

/// "Named by" stood over sites whose group alone was named.
#[test]
fn sites_under_a_head_are_not_called_named_where_their_group_was() {
    let claims = format!("area,Tide,attacker,attack,,{TIME},group:optics,,\n");
    let timeline = chart(&folder(PROBES, &claims).report().unwrap(), "timeline");
    assert!(timeline.svg.contains("Tide claimed attacks on the groups of these sites"));
    assert!(timeline.svg.contains("Other sites"));
    assert!(timeline.svg.contains("Order under each head: "));
    assert_eq!(
        timeline.title,
        "Tide claimed attacks on 2 sites of 1 group: 1 of the 2 measured went down; the 1 other \
         measured site was not seen to go down"
    );
}

/// Two accounts of one post made 29 verdicts of 22 sites, and the number was read as of sites.
#[test]
fn verdicts_that_are_on_the_same_site_say_on_how_many() {
    let claims = format!(
        "first,Tide,attacker,attack,,{TIME},group:optics,,\n\
         again,Tide,attacker,attack,,{TIME},group:optics,,\n\
         why,Tide,attacker,cause,,{TIME},group:optics,,\n"
    );
    let report = folder(PROBES, &claims).report().unwrap();
    assert_eq!(
        texts_of(&report, "verdicts"),
        ["6 verdicts on 2 sites: 2 supported (on 1 site, none on a site named by itself), 2 with \
             no outage seen (on 1 site), 2 not checkable"]
    );
    assert_eq!(
        chart(&report, "claims").title,
        "3 claims, 6 verdicts: 2 fit in timing, 2 with no outage seen, 2 not checkable"
    );
    let whole = "3 claims, 6 verdicts on 2 sites: 2 fit in timing (on 1 site, none on a site named \
                 by itself), 2 with no outage seen (on 1 site), 2 not checkable";
    let claims = chart(&report, "claims");
    assert!(claims.alt.starts_with(whole), "{}", claims.alt);
    let counts = tables::all(&report).unwrap();
    assert!(counts.iter().any(|table| table.name == "verdicts"));
}

/// Figures of a simulated log are quoted alone: the title says where they are from, and so does
/// each sentence that is there to be copied.
#[test]
fn the_title_and_each_sentence_to_copy_say_where_figures_are_from() {
    let claims = format!("one,Daily,media,outage,,{TIME},prism.example,,\n");
    let page = |settings: &str| {
        let report = folder(settings, &claims).report().unwrap();
        let (tables, charts) = (tables::all(&report).unwrap(), all(&report).unwrap());
        page::html(&report, &tables, &charts).unwrap()
    };
    let simulated = page(&format!("{PROBES}simulated = true\n"));
    assert!(simulated.contains("<span class=\"badge\">simulated probes</span></h1>"));
    let sentences: Vec<&str> = simulated.split("<article").skip(1).collect();
    assert!(!sentences.is_empty());
    for sentence in sentences {
        let sentence = sentence.split("<p class=\"copy\">").nth(1).unwrap();
        assert!(sentence.starts_with("In a simulated log: "), "{sentence}");
    }
    let headings = |page: &str| {
        let parts: Vec<String> = page.split("<h2").skip(1).map(str::to_owned).collect();
        parts.iter().map(|part| part.split("</h2>").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(headings(&simulated).iter().all(|heading| !heading.contains("simulated")));
    let measured = page(PROBES);
    assert!(!measured.contains("class=\"badge\"") && !measured.contains("simulated log"));
    assert_eq!(headings(&measured), headings(&simulated));
}

/// A threat was called supported on the page, though nobody said that it came true.
#[test]
fn a_threat_is_not_called_supported() {
    let header = HEADER.replace("quantifier", "quantifier,intent");
    let claims = format!("{header}threat,Tide,attacker,attack,,{TIME},lens.example,,,true\n");
    let report = folder(PROBES, "").with("claims.csv", claims).report().unwrap();
    let html = crate::page_rows::html(&report);
    let rows = crate::page_rows::rows(&html);
    assert!(rows.iter().any(|row| row.contains("| an outage fits its time | R3 |")), "{rows:?}");
    assert!(!html.contains(">supported<"), "{html}");
    let text = crate::page_rows::words(&html);
    // A time as written stands beside the time as read.
    let read = "2031-03-04T00:00Z/2031-03-04T00:24Z (read as 2031-03-04 00:00:00 UTC to 2031-03-04 \
                00:24:00 UTC)";
    assert!(text.contains(read), "{text}");
}

/// The band of the first claim began at midnight, hours before the post, and said not why.
#[test]
fn the_band_of_the_first_claim_says_how_it_is_bounded() {
    let claims = "day,Daily,media,outage,2031-03-04,,lens.example,,\n\
                  hour,Tide,attacker,attack,2031-03-04T00:10Z,,lens.example,,\n";
    let svg = chart(&folder(PROBES, claims).report().unwrap(), "sites-down").svg;
    let (_, drawn) = svg.split_once("</desc>").unwrap();
    // The words of all lines, without the tags between them.
    let parts = drawn.split('<').filter_map(|part| part.split_once('>'));
    let words = parts.flat_map(|(_, text)| text.split_whitespace()).collect::<Vec<_>>().join(" ");
    assert!(words.contains("first dated claim published at some time in this band"), "{words}");
    assert!(words.contains("claim of an attack or outage was published 4 Mar 2031 00:10 UTC."));
}

/// Each way in which a claimant spoke of sites has a row, the firmest first, with the claims of
/// that way alone. The lens was down at 0:10; the site on the quay at 0:15, as it was at midnight.
#[test]
fn each_way_of_naming_sites_has_its_own_claims() {
    let header = HEADER.replace("quantifier", "quantifier,intent");
    let said = |id: &str, targets: &str, inferred: &str, quantifier: &str, intent: &str| {
        let time = if intent.is_empty() { TIME } else { "2031-03-04T00:12Z/2031-03-04T00:24Z" };
        let start = format!("{id},K,attacker,attack,2031-03-04T00:12Z,{time}");
        format!("{start},{targets},{inferred},{quantifier},{intent}\n")
    };
    let report = |claims: &[String], saw: [&str; 3]| {
        IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
            .with("probes.csv", log(saw))
            .with("sites.csv", SITES)
            .with("claims.csv", format!("{header}{}", claims.concat()))
            .report()
            .unwrap()
    };
    let rows = |claims: &[String]| {
        let report = report(claims, ["uudduu", "uuuuuu", "dduduu"]);
        let rows = report.claimants.iter();
        rows.map(|row| (row.inferred, row.claims, row.sites.join(" "))).collect::<Vec<_>>()
    };
    let row = |inferred, sites: &str| (inferred, 1, sites.to_owned());
    let (lens, prism, quay) = ("lens.example", "prism.example", "quay.example");
    let read = [
        said("a", lens, "true", "most", ""),
        said("b", prism, "true", "some", ""),
        said("c", quay, "true", "", "true"),
    ];
    assert_eq!(rows(&read), [row(true, lens), row(true, prism), row(true, quay)]);
    let named = [said("a", lens, "", "some", ""), said("b", quay, "", "", "true")];
    assert_eq!(rows(&named), [row(false, lens), row(false, quay)]);
}

/// A site that is a target itself is counted so, beside those of its group; and an outage that was
/// not the site's first is one that came later.
#[test]
fn sites_named_themselves_and_later_outages_are_counted() {
    let of = |targets: &str, time: &str, saw: [&str; 3]| {
        let claims = format!("{HEADER}a,K,attacker,outage,,{time},{targets},,\n");
        let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
        let incident = incident.with("probes.csv", log(saw)).with("sites.csv", SITES);
        let report = incident.with("claims.csv", claims).report().unwrap();
        let row = &report.claimants[0];
        (row.meant, row.by_name, row.fitting, row.fitting_later)
    };
    let later = "2031-03-04T00:20Z/2031-03-04T00:24Z";
    let once = ["uudduu", "uuuuuu", "uuuuuu"];
    assert_eq!(of("prism.example;group:optics", TIME, once), (2, 1, 1, 0));
    assert_eq!(of("lens.example", later, ["dduudd", "uuuuuu", "uuuuuu"]), (1, 1, 1, 1));
}

/// A report on one site counted claims and groups that are not about it.
#[test]
fn claims_about_sites_that_are_left_out_are_not_counted() {
    let claims = format!(
        "one,Wave,attacker,attack,,{TIME},quay.example,,\n\
         two,Wave,attacker,attack,,{TIME},group:optics,,\n\
         three,Wave,attacker,attack,,{TIME},group:optics;quay.example,,\n"
    );
    let folder = folder(PROBES, &claims);
    let counted = |sites: &[&str]| {
        let only_sites = sites.iter().map(|site| (*site).to_owned()).collect();
        let report = report_of(&Request { only_sites, ..request(folder.path()) }).unwrap();
        let row = &report.claimants[0];
        (row.claims, row.groups, row.by_name)
    };
    assert_eq!(counted(&[]), (3, 1, 1));
    assert_eq!(counted(&["quay.example"]), (2, 0, 1));
    assert_eq!(counted(&["lens.example"]), (2, 1, 0));
}

/// Who retold that sites were down, as an attack on them, "retold a claim of attacks".
#[test]
fn a_retelling_of_another_kind_is_reported_as_such() {
    let claims = format!(
        "claim,claimant,role,kind,asserted,targets,retells\n\
         p,Post,media,outage,{TIME},lens.example;quay.example,\n\
         c,Wave,attacker,attack,{TIME},lens.example;quay.example,p\n"
    );
    let folder =
        IncidentFolder::new(PROBES).with("probes.csv", log(["uudduu", "uuuuuu", "uuuduu"]));
    let report = folder.with("sites.csv", SITES).with("claims.csv", claims).report().unwrap();
    let all: String = lines(&report).into_iter().map(|line| line.text).collect();
    let words = "Wave spoke of attacks on 2 sites, retelling what others said of them";
    assert!(all.contains(words) && !all.contains("a claim of attacks"), "{all}");
}
