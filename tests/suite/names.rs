//! Site names meet: what is one address in another spelling is one site, and what could be two is
//! an error.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::program_run::ran;
use corroborate::model::Report;
use proptest::prelude::*;
use std::fs;

const SITES: &str = "site,url\nportal,https://www.kentucky.gov/\nmünchen,https://münchen.example/\n\
    shop,https://example.org:8443/shop/\n";

/// The report of a log beside a table of sites.
fn report(settings: &str, log: &str, sites: Option<&str>) -> Result<Report, String> {
    let incident = IncidentFolder::new(settings).with("probes.csv", log);
    if let Some(sites) = sites {
        incident.write("sites.csv", sites);
    }
    incident.report()
}

/// The report of a log, each name with an outage of its own, ten minutes apart, beside a table of
/// sites.
fn read(sites: Option<&str>, names: &[&str], settings: &str) -> Result<Report, String> {
    let mut log = "timestamp,site,status_code\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        for (minute, code) in [(0, 200), (10, 503), (20, 503), (30, 200)] {
            log += &format!("2022-10-05T{at:02}:{minute:02}:00Z,{name},{code}\n");
        }
    }
    report(&format!("{settings}{PROBES}"), &log, sites)
}

/// The sites of the report that were measured.
fn measured(report: &Report) -> Vec<&str> {
    report.sites.iter().filter(|site| site.measured).map(|site| site.site.id.as_str()).collect()
}

/// Spellings that look the same, in log, sites, claims and announced work, are one site; `check`
/// lists them with what tells them apart.
#[test]
fn names_that_look_the_same_are_one_site() {
    let spellings = ["caf\u{e9}", "cafe\u{301}", "c\u{200b}af\u{e9}", "caf\u{e9}\u{feff}"];
    for known in [None, Some("site\ncafe\u{301}\n"), Some("site\ncaf\u{e9}\n")] {
        let report = read(known, &spellings, "").unwrap();
        assert_eq!((measured(&report), report.outages.len()), (vec!["caf\u{e9}"], spellings.len()));
    }
    let claims = format!(
        "{CLAIMS}1,W\u{200b}ave,attacker,attack,2022-10-05T00:10Z,,cafe\u{301}\n\
                          2,Wave,attacker,attack,2022-10-05T00:10Z,,caf\u{e9}\n"
    );
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for (minute, vantage) in
        [("00", "m\u{fc}nchen"), ("05", "mu\u{308}nchen"), ("10", "m\u{fc}nchen")]
    {
        log.push_str(&format!("2022-10-05T00:{minute}:00Z,caf\u{e9},{vantage},200\n"));
    }
    let folder = IncidentFolder::new(PROBES).with("claims.csv", claims).with("probes.csv", log);
    let report = folder.report().unwrap();
    assert_eq!(report.sites[0].vantages, ["m\u{fc}nchen"]);
    assert_eq!(report.claimants.len(), 1, "{:?}", report.claimants);
    assert_eq!((report.claimants[0].sites.len(), report.refusals.count()), (1, 0));
}

#[test]
fn two_rows_of_one_name_stop_with_both_spellings() {
    let sites = "site\ncaf\u{e9}\ncafe\u{301}\n";
    let report = read(Some(sites), &["caf\u{e9}"], "").unwrap();
    let refusal = report.refusals.listed[0].to_string();
    assert!(
        refusal.contains("sites.csv:3") && refusal.contains("`cafe\\u{301}` stands twice"),
        "{refusal}"
    );
    // In a log of changes one spelling would end what the other said.
    let changes =
        "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\ninterval = \"5m\"\n";
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,caf\u{e9},200\n\
               2022-10-05T01:00:00Z,cafe\u{301},503\n2022-10-05T02:00:00Z,caf\u{e9},200\n";
    let why = IncidentFolder::new(changes).with("probes.csv", log).report().unwrap_err();
    assert!(why.contains("`caf\u{e9}`") && why.contains("`cafe\\u{301}`"), "{why}");
}

#[test]
fn one_address_in_any_spelling_is_one_site() {
    let spellings = [
        "portal",
        "kentucky.gov",
        "KENTUCKY.gov",
        "www.kentucky.gov",
        "http://kentucky.gov",
        "https://www.Kentucky.gov/",
        "https://kentucky.gov:443/",
        "https://kentucky.gov/#top",
        "kentucky.gov.",
        "tcp://kentucky.gov:443",
    ];
    let report = read(Some(SITES), &spellings, "").unwrap();
    assert_eq!((measured(&report), report.outages.len()), (vec!["portal"], spellings.len()));
    let report = read(
        Some(SITES),
        &["https://xn--mnchen-3ya.example", "MÜNCHEN.example", "https://example.org:8443/shop"],
        "",
    )
    .unwrap();
    assert_eq!(measured(&report), ["münchen", "shop"]);
    // Without a table the address itself is the id, in one spelling.
    let report =
        read(None, &["https://www.a.example/", "a.example", "A.example", "Web shop", "S0001"], "")
            .unwrap();
    assert_eq!(measured(&report), ["S0001", "Web shop", "a.example"]);
}

#[test]
fn what_tells_sites_apart_stays() {
    let names = [
        "https://kentucky.gov/a",
        "kentucky.gov/A",
        "https://kentucky.gov/a?b=1",
        "https://kentucky.gov:8080",
        "tax.kentucky.gov",
        "www.gov.example",
        "gov.example",
    ];
    let report = read(Some(SITES), &names, "").unwrap();
    let wanted = [
        "gov.example",
        "kentucky.gov/A",
        "kentucky.gov/a",
        "kentucky.gov/a?b=1",
        "kentucky.gov:8080",
        "tax.kentucky.gov",
    ];
    let mut sites = measured(&report);
    sites.sort_unstable();
    assert_eq!(sites, wanted);
    // Texts with a point are no hosts by that alone.
    let report = read(None, &["Dr. No", "v1.2", "A.B c", "www.x"], "").unwrap();
    assert_eq!(measured(&report), ["A.B c", "Dr. No", "v1.2", "www.x"]);
}

#[test]
fn a_name_that_could_be_two_sites_is_an_error() {
    let sites = "site,url\nold,http://kentucky.gov\nnew,https://www.kentucky.gov/\n";
    let why = read(Some(sites), &["https://kentucky.gov/"], "").unwrap_err();
    assert!(
        why.contains("the probe logs name `https://kentucky.gov/`, which can be `new`, `old`"),
        "{why}"
    );
    // An id is never in doubt.
    assert_eq!(measured(&read(Some(sites), &["old"], "").unwrap()), ["old"]);
}

/// `--site` takes any spelling too, and so do the lines that an outage is explained by.
#[test]
fn a_site_is_asked_for_in_any_spelling() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(
        at.join("log.csv"),
        "timestamp,site,status_code\n\
        2022-10-05T00:00:00Z,https://A.example/,200\n2022-10-05T00:10:00Z,https://a.example,503\n\
        2022-10-05T00:20:00Z,www.a.example,503\n2022-10-05T00:30:00Z,b.example,503\n\
        2022-10-05T00:30:00Z,a.example,200\n",
    )
    .unwrap();
    let printed = |words: &[&str]| {
        let output = ran(at, words);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let checked = printed(&["check", "--probes", "log.csv", "--site", "http://www.a.example"]);
    assert!(checked.contains("5 read, 0 refused, 0 outside"), "{checked}");
    assert!(checked.contains("  sites      1 site from"), "{checked}");
    assert!(
        checked.contains("3 names matched to sites\n  https://A.example/ is a.example\n"),
        "{checked}"
    );
    let explained = printed(&["explain", "O001", "--probes", "log.csv"]);
    for line in [
        "https://A.example/,200",
        "https://a.example,503",
        "www.a.example,503",
        "00:30:00Z,a.example,200",
    ] {
        assert!(explained.contains(line), "{line} in {explained}");
    }
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(64))]

        /// An id that was made of a name is the same name's id again: runs may be folded and read
        /// any number of times.
        #[test]
        fn an_id_means_itself(
            name in "(https?://)?(www\\.)?[a-zA-Z0-9ü.-]{1,12}\\.(example|gov)(:[0-9]{1,\
                5})?(/[a-zA-Z/?#.]{0,8})?",
        ) {
            let name = name.trim().to_owned();
            let read_name = read(None, &[&name], "");
            prop_assume!(read_name.is_ok());
            let report = read_name.unwrap();
            let ids: Vec<String> = measured(&report).into_iter().map(str::to_owned).collect();
            let again = read(None, &[&ids[0]], "").unwrap();
            prop_assert_eq!(measured(&again), ids);
        }

        /// Any text is a name.
        #[test]
        fn no_name_is_too_odd(name in "[^\",\r\n]{1,30}") {
            let _ = read(Some(SITES), &[&name], "");
        }
    }
}

/// Two sites whose addresses differ in what does not count are distinguished by the `url` as the
/// log has it.
#[test]
fn a_url_as_it_stands_comes_before_an_address() {
    let sites = "site,url\napex,https://foo.example/\nwww,https://www.foo.example/\n";
    let report =
        read(Some(sites), &["https://foo.example/", "https://www.foo.example/"], "").unwrap();
    assert_eq!((measured(&report), report.outages.len()), (vec!["apex", "www"], 2));
    let why = read(Some(sites), &["foo.example"], "").unwrap_err();
    assert!(
        why.contains("can be `apex`, `www`")
            && why.contains("make the `url` of one just what the log says"),
        "{why}"
    );
}

/// In a log of changes what one monitor says last would end what another said of the same address.
#[test]
fn a_log_of_changes_has_one_name_for_each_site() {
    let changes = |names: &[&str], sites: Option<&str>| {
        let mut log = "timestamp,site,result\n".to_owned();
        for (at, name) in names.iter().enumerate() {
            log += &format!(
                "2022-10-05T00:0{at}:00Z,{name},up\n2022-10-05T01:0{at}:00Z,{name},down\n"
            );
        }
        report(&format!("{PROBES}cadence = \"on-change\"\ninterval = \"1m\"\n"), &log, sites)
    };
    let why = changes(&["foo.example", "https://www.foo.example/"], None).unwrap_err();
    assert!(
        why.contains(
            "has the site `foo.example` under two names, `foo.example`, `https://www.foo.example/`"
        ),
        "{why}"
    );
    // Two names, whichever comes first; and one name, though it is not the site's id, is no second
    // one.
    assert!(
        changes(&["https://www.foo.example/", "foo.example"], None)
            .unwrap_err()
            .contains("under two names")
    );
    assert_eq!(changes(&["https://www.foo.example/"], None).unwrap().sites.len(), 1);
    assert_eq!(changes(&["foo.example", "bar.example"], None).unwrap().sites.len(), 2);
    let sites = "site,url\nfoo.example,\nhttps://www.foo.example/,\n";
    assert_eq!(
        changes(&["foo.example", "https://www.foo.example/"], Some(sites)).unwrap().sites.len(),
        2
    );
}

/// The table has names in claims and in announced work too: they move a verdict to another site
/// just as rows do.
#[test]
fn names_in_claims_are_reported_too() {
    let folder = IncidentFolder::new(PROBES);
    folder.write(
        "probes.csv",
        "timestamp,site,status_code\n2022-10-05T00:00:00Z,portal,200\n\
         2022-10-05T00:10:00Z,portal,200\n",
    );
    folder.write("sites.csv", SITES);
    folder.write(
        "claims.csv",
        "claim,claimant,role,kind,published,asserted,targets\n\
         c,X,media,outage,2022-10-05T00:05Z,,www.kentucky.gov;portal\n",
    );
    folder.write(
        "maintenance.csv",
        "site,from,until\nhttp://kentucky.gov/,2022-10-05T00:00Z,2022-10-05T00:05Z\n",
    );
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .arg("check")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    assert!(
        said.contains(
            "2 names matched to sites\n  http://kentucky.gov/ is portal\n  \
        www.kentucky.gov is portal\n"
        ),
        "{said}"
    );
}
