//! Proposals of `init` for archives of several files, for claims whose names no log has, and for
//! JSON with a history under each name; and what it tests where a key is only asked for.

use crate::program_run::ran;
use crate::proposed::{folder, proposed};
use crate::worked_out::outages_and_assumed;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip of members.
fn zip_of(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Log without a column for its site, down in the third of four rows.
const LOG: &str = "timestamp,status_code\n2023-06-01T08:00:00Z,200\n2023-06-01T08:10:00Z,200\n\
    2023-06-01T08:20:00Z,503\n2023-06-01T08:30:00Z,200\n";

/// Returns what `init` prints for files of a folder, and the `incident.toml` that it writes.
fn init(at: &Path, files: &[&str]) -> (String, String) {
    let done = ran(at, &[&["init", "case"], files].concat());
    let is_written = done.status.code().is_some_and(|code| code < 2);
    assert!(is_written, "{}", String::from_utf8_lossy(&done.stderr));
    let file = fs::read_to_string(at.join("case/incident.toml")).unwrap();
    (String::from_utf8(done.stdout).unwrap(), file)
}

#[test]
fn members_of_one_kind_are_one_proposal() {
    let at = folder(&[]);
    let both = [("dam.example.csv", LOG), ("mill.example.csv", LOG)];
    fs::write(at.path().join("logs.zip"), zip_of(&both)).unwrap();
    let (said, file) = init(at.path(), &["logs.zip"]);
    assert!(said.contains("1 kind of 2 archives\n"), "{said}");
    assert!(said.contains("of the first 4 rows these would be: 3 up, 1 down"), "{said}");
    assert!(file.contains("files = \"../logs.zip\"\n"), "{file}");
    assert!(file.contains("site = \"{file}\""), "{file}");
    let checked = ran(at.path(), &["check", "case"]);
    let checked = String::from_utf8(checked.stdout).unwrap();
    assert!(checked.contains("8 read, 0 refused") && checked.contains("2 sites"), "{checked}");
    // The quick way reads them so, too.
    let (_, notes) = outages_and_assumed(at.path(), &["--probes", "logs.zip"]);
    assert!(notes.contains("logs.zip/dam.example.csv and 1 more read as probes"), "{notes}");
}

#[test]
fn members_of_other_kinds_are_left_out() {
    let at = folder(&[]);
    let with_page = [("x/dam.example.csv", LOG), ("x/mill.example.csv", LOG), ("x/a.md", "# Logs")];
    let alike = [("a.csv", LOG), ("b.csv", "a,b\nc,d\n"), ("c.csv", LOG)];
    fs::write(at.path().join("page.zip"), zip_of(&with_page)).unwrap();
    fs::write(at.path().join("alike.zip"), zip_of(&alike)).unwrap();
    let (_, file) = init(at.path(), &["page.zip"]);
    assert!(file.contains("files = \"../page.zip/*.csv\""), "{file}");
    assert!(file.contains("#   ../page.zip/*.md\n"), "{file}");
    assert!(ran(at.path(), &["check", "case"]).status.success());
    fs::remove_dir_all(at.path().join("case")).unwrap();
    let (_, file) = init(at.path(), &["alike.zip"]);
    assert!(file.contains("\"../alike.zip/a.csv\"") && !file.contains("alike.zip/*"), "{file}");
}

const CLAIMS: &str = "post_id,date_published,actor,victim,category,text,link\n\
    1,2023-06-01T08:20:00Z,Wave,Dam Works,attack,we took it off line,https://news.example/1\n\
    2,2023-06-01T09:20:00Z,Wave,mill.example,attack,we took it off line,https://news.example/2\n";

#[test]
fn claims_whose_names_no_log_has_get_a_file_of_sites() {
    let at = folder(&[("posts.csv", CLAIMS)]);
    let (said, _) = init(at.path(), &["posts.csv"]);
    assert!(said.contains("written, sites.csv: 2 names that claims speak of"), "{said}");
    let sites = fs::read_to_string(at.path().join("case/sites.csv")).unwrap();
    assert_eq!(sites, "site,name,url\nDam Works,,\nmill.example,,\n");
    // A file that is there stays.
    fs::remove_file(at.path().join("case/incident.toml")).unwrap();
    fs::write(at.path().join("case/sites.csv"), "site\nmill.example\n").unwrap();
    let (said, _) = init(at.path(), &["posts.csv"]);
    assert!(said.contains("not written, sites.csv: it is there"), "{said}");
    let sites = fs::read_to_string(at.path().join("case/sites.csv")).unwrap();
    assert_eq!(sites, "site\nmill.example\n");
}

#[test]
fn claims_on_a_site_of_a_log_need_no_file_of_sites() {
    let log = LOG
        .replace("status_code", "status_code,site")
        .replace("200\n", "200,mill.example\n")
        .replace("503\n", "503,mill.example\n");
    let at = folder(&[("posts.csv", CLAIMS), ("log.csv", &log)]);
    let (said, _) = init(at.path(), &["posts.csv", "log.csv"]);
    assert!(!said.contains("sites.csv") && !at.path().join("case/sites.csv").exists(), "{said}");
    // What `check` refuses tells the lines to write.
    fs::write(
        at.path().join("case/incident.toml"),
        "title = \"t\"\nzone = \"UTC\"\n[[probes]]\nfiles = \"../log.csv\"\n[[claims]]\nfiles = \
         \"../posts.csv\"\nlayout = \"csv\"\nrole = \"attacker\"\ncolumns = { claim = \"post_id\", \
         published = \"date_published\", claimant = \"actor\", targets = \"victim\", kind = \
         \"category\" }\n",
    )
    .unwrap();
    let checked = String::from_utf8(ran(at.path(), &["check", "case"]).stdout).unwrap();
    let lines = "claims speak of 1 name that no site has: write a line for each that is a site of \
        this incident into sites.csv, beside incident.toml, with the name that a log has for it in \
        `url`, where that is another:\n  site,url\n  Dam Works,\n";
    assert!(checked.ends_with(lines), "{checked}");
}

#[test]
fn the_role_of_posts_and_the_parts_of_a_page_are_asked() {
    let posts = "message_id,date,channel,message,views\n\
        7,2023-06-01 08:20:00+00:00,wave,mill.example is off line,3\n";
    let (file, said) = proposed("posts.csv", posts);
    assert!(file.contains("role = \"FILL IN\""), "{file}");
    assert!(
        said.contains("role: the file does not say it: write whose claims they are: \"attacker\"")
    );
    let page = r#"[{"id":"a","name":"n","status":"resolved","created_at":"2023-06-01T08:20:00Z",
        "incident_updates":[{"id":"u","status":"resolved","body":"b",
        "created_at":"2023-06-01T08:20:00Z","display_at":"2023-06-01T08:20:00Z"}],
        "components":[{"id":"1","name":"Turbine"},{"id":"2","name":"Sluice"}]}]"#;
    let (file, said) = proposed("page.json", page);
    assert!(file.contains("components = \"FILL IN\""), "{file}");
    assert!(said.contains("a line for each that is a site of `Sluice`, `Turbine`; "), "{said}");
    assert!(said.contains("needs a line in sites.csv"), "{said}");
}

#[test]
fn a_rule_that_is_asked_for_is_tested() {
    let mut log = "time,host,ping_ms\n".to_owned();
    for at in 0..12 {
        let cell = if (4..7).contains(&at) { "-".to_owned() } else { format!("{at}.5") };
        log.push_str(&format!("2023-06-01T08:{:02}:00Z,dam.example,{cell}\n", at * 5));
    }
    let (_, said) = proposed("ping.csv", &log);
    let sentence = "with up_when = \"ping_ms is present\", of the first 12 rows these would be: 9 \
        up, 3 down";
    assert!(said.contains(sentence), "{said}");
    assert!(said.contains("up_when: no column tells how a probe went"), "{said}");
}

#[test]
fn periods_are_tested_by_their_own_reader() {
    let list = "Service,From,Until\ndam.example,2023-06-01T08:00:00Z,2023-06-01T09:00:00Z\n\
        dam.example,2023-06-01T11:00:00Z,2023-06-01T10:00:00Z\n\
        mill.example,2023-06-02T11:00:00Z,2023-06-02T13:00:00Z\n";
    let (file, said) = proposed("outages.csv", list);
    let sentence = "with state = \"down\", of the first 3 rows these would be: 0 up, 2 down, 1 \
        refused; the first that cannot be read, `timestamp`: ";
    assert!(said.contains(sentence), "{said}");
    assert!(file.contains("between = \"up-at-ends\""), "{file}");
    // A heading can say that a row is an outage, however short it is.
    let short = "outage_start,outage_end\n2023-06-01T08:00:00Z,2023-06-01T08:00:23Z\n";
    let (file, _) = proposed("short.csv", short);
    assert!(file.contains("layout = \"periods\""), "{file}");
    let bare = short.replace("outage_", "");
    let (file, _) = proposed("short.csv", &bare);
    assert!(!file.contains("layout = \"periods\""), "{file}");
    let (file, _) = proposed("outages.csv", &bare);
    assert!(file.contains("layout = \"periods\""), "{file}");
    // One of four that lasts a minute is enough.
    let (file, _) = proposed("times.csv", &format!("{bare}{}", TIMES));
    assert!(file.contains("layout = \"periods\""), "{file}");
    let (file, _) =
        proposed("times.csv", &format!("{bare}{}", TIMES.replace(":01:00Z\n", ":00:59Z\n")));
    assert!(!file.contains("layout = \"periods\""), "{file}");
    let states = "Service,Start,End,Status\n\
        dam.example,2023-06-01T08:00:00Z,2023-06-01T09:00:00Z,up\n\
        dam.example,2023-06-01T09:00:00Z,2023-06-01T10:00:00Z,down\n";
    let (file, said) = proposed("states.csv", states);
    assert!(said.contains("seen, [[probes]] 1: of the first 2 rows these would be: 1 up, 1 down"));
    assert!(!file.contains("between = "), "{file}");
}

/// Three times more: two of ten seconds, one of a minute.
const TIMES: &str = "2023-06-01T09:00:00Z,2023-06-01T09:00:10Z\n\
    2023-06-01T10:00:00Z,2023-06-01T10:00:10Z\n2023-06-01T11:00:00Z,2023-06-01T11:01:00Z\n";

#[test]
fn a_history_under_each_name_is_read_by_its_key() {
    let check = |minute: u32, rest: &str| {
        format!(r#"{{"timestamp":"2023-06-01T08:{minute:02}:00Z",{rest}}}"#)
    };
    let up = r#""status":"operational","statusCode":200"#;
    let checks = [check(0, up), check(5, r#""status":"offline""#), check(10, up), check(15, up)];
    let history = format!(r#"{{"status":"operational","checks":[{}]}}"#, checks.join(","));
    let both = format!(r#"{{"updated":"2023","monitor":{{"dam":{history},"mill":{history}}}}}"#);
    let one = format!(r#"{{"updated":"2023","services":{{"dam":{history}}}}}"#);
    for (text, key) in [(both, "monitor"), (one, "services")] {
        let (file, said) = proposed("status.json", &text);
        assert!(file.contains(&format!("site = \"{key}.{{key}}\"")), "{file}");
        assert!(!file.contains("dam"), "{file}");
        // A failed check has no code: the word beside it tells the outcome.
        let down = if key == "monitor" { "6 up, 2 down" } else { "3 up, 1 down" };
        assert!(said.contains(down) && !said.contains("to fill in"), "{said}");
    }
}

#[test]
fn an_archive_inside_an_archive_or_a_broken_one_is_reported() {
    let at = folder(&[("broken.zip", "PK\u{3}\u{4} and no more")]);
    let (said, file) = init(at.path(), &["broken.zip"]);
    assert!(said.contains("left out, broken.zip: ") && said.contains("cannot be read"), "{said}");
    assert!(file.contains("# Left out: "), "{file}");
}

/// The part of the paths that differs is the site, in a folder's name as in a file's, for `init`
/// and for the quick way.
#[test]
fn the_place_of_the_site_in_the_paths_is_proposed() {
    for (files, pattern) in [
        (["status-dam.example.csv", "status-mill.example.csv"], "files = \"../status-{site}.csv\""),
        (["dam.example/log.csv", "mill.example/log.csv"], "files = \"../{site}/log.csv\""),
    ] {
        let at = folder(&[]);
        for file in files {
            let path = at.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, LOG).unwrap();
        }
        let (_, file) = init(at.path(), &files);
        assert!(file.contains(pattern) && file.contains("site = \"{site}\""), "{file}");
        let quick = [&["check", "--probes"], &files[..]].concat();
        for words in [&["check", "case"][..], &quick] {
            let done = ran(at.path(), words);
            let said = String::from_utf8(done.stdout).unwrap();
            assert!(said.contains("2 sites from 1 vantage"), "{words:?}: {said}");
        }
    }
}

/// An archive of more members than are sampled: the others are read as these, and none is left out.
#[test]
fn members_that_are_not_sampled_are_read_too() {
    let at = folder(&[]);
    let names: Vec<String> = (0..503).map(|number| format!("s{number:03}.csv")).collect();
    let members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), LOG)).collect();
    let archive = at.path().join("m.zip");
    fs::write(&archive, zip_of(&members)).unwrap();
    let guesses = corroborate::init::guess(&[archive]).unwrap();
    let files: Vec<usize> = guesses.iter().map(|guess| guess.files.len()).collect();
    assert_eq!(files, [503]);
    let sampled = "the first 500 of 503 members of the archive were sampled";
    assert!(guesses[0].seen.iter().any(|line| line == sampled), "{:?}", guesses[0].seen);
}
