//! Inputs and options that passed without a word, or with the wrong ones.

use crate::program::{code, incident, said};
use crate::program_run::{printed, ran};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Claims in our own columns.
const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets\n\
    c1,Crew,attacker,attack,2022-10-05T00:10Z,,a\n";

/// Writes a ZIP with these members.
fn zip(path: &Path, members: &[(&str, &str)]) {
    let mut archive = zip::ZipWriter::new(fs::File::create(path).unwrap());
    for (name, text) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap();
}

/// One folder gave two reports: some systems find the file, and others do not.
#[test]
fn a_table_whose_name_comes_near_is_no_table_that_is_passed_over() {
    for (name, own) in [
        ("Claims.csv", "claims.csv"),
        ("claim.csv", "claims.csv"),
        ("claims.csv.gz", "claims.csv"),
        ("claims.tsv", "claims.csv"),
        ("claims.json", "claims.csv"),
        ("Maintenance.csv", "maintenance.csv"),
        ("sites.xlsx", "sites.csv"),
    ] {
        let folder = incident(&[(name, CLAIMS)]);
        let why = printed(folder.root(), &["check", "case"], 2);
        assert!(why.starts_with(&format!("error: case/{name}: it would not be read")), "{why}");
        assert!(why.contains(&format!("is named {own}; ")), "{why}");
    }
    let named = "title = \"T\"\n[[probes]]\nfiles = \"probes.csv\"\n[[claims]]\nfiles = \
                 \"Claims.csv\"\nlayout = \"csv\"\n";
    let folder = incident(&[("incident.toml", named), ("Claims.csv", CLAIMS)]);
    let read = printed(folder.root(), &["check", "case"], 0);
    assert!(read.contains("Claims.csv: 1 row"), "{read}");
    let folder = incident(&[("claims.csv", CLAIMS), ("claims.json", "[]"), ("claims.md", "")]);
    printed(folder.root(), &["check", "case"], 0);
}

/// `init` proposed what nothing read.
#[test]
fn claims_in_an_archive_are_read() {
    let folder = incident(&[]);
    let second = CLAIMS.replace("c1,", "c2,");
    zip(&folder.root().join("claims.zip"), &[("a/c.csv", CLAIMS), ("b/c.csv", &second)]);
    let files = ["--probes", "case/probes.csv", "--claims", "claims.zip"];
    let read = printed(folder.root(), &[&["check"], &files[..]].concat(), 0);
    for member in ["claims.zip/a/c.csv: 1 row", "claims.zip/b/c.csv: 1 row"] {
        assert!(read.contains(member), "{read}");
    }
    printed(folder.root(), &["init", "new", "case/probes.csv", "claims.zip"], 0);
    let read = printed(folder.root(), &["check", "new"], 0);
    assert!(read.contains("claims.zip/b/c.csv: 1 row"), "{read}");
    printed(
        folder.root(),
        &[&["report", "-o", "out", "--chart", "claims"], &files[..]].concat(),
        0,
    );
    let verified = printed(folder.root(), &["verify", "out"], 0);
    assert!(verified.contains("nothing differs"), "{verified}");
    // Posts of a channel, of which each file is proposed by itself.
    let post = |id: u8| {
        let date = "2022-10-05T00:10:00+00:00";
        format!("{{\"id\": {id}, \"date\": \"{date}\", \"message\": \"a is down\"}}\n")
    };
    zip(&folder.root().join("posts.zip"), &[("a.jsonl", &post(1)), ("b.jsonl", &post(2))]);
    let files = ["--probes", "case/probes.csv", "--claims", "posts.zip"];
    let output = ran(folder.root(), &[&["check"], &files[..]].concat());
    let read = String::from_utf8(output.stdout.clone()).unwrap() + &said(&output);
    assert!(read.contains("a.jsonl") && read.contains("b.jsonl"), "{read}");
}

/// A device was read until the memory was full.
#[test]
#[cfg(unix)]
fn a_scenario_passes_the_door_of_all_inputs() {
    let folder = incident(&[]);
    let at = folder.root();
    for (scenario, words) in [
        ("/dev/zero", "this is a device and no file"),
        ("case", "case: is a directory"),
        ("nosuch.toml", "nosuch.toml: no such file or folder; check the spelling"),
        ("case/probes.csv", "case/probes.csv:1:"),
    ] {
        let why = printed(at, &["simulate", scenario, "-o", "made"], 2);
        assert!(why.contains(words) && !why.contains("os error"), "{why}");
    }
    folder.write("latin.toml", [0xe9, b'\n']);
    let why = printed(at, &["simulate", "case/latin.toml", "-o", "made"], 2);
    assert!(why.contains("the text is not UTF-8; save the file in UTF-8"), "{why}");
    folder.write("incident.toml", [b't', 0xe9]);
    let why = printed(at, &["check", "case"], 2);
    assert!(why.contains("incident.toml: the text is not UTF-8; save the file in UTF-8"), "{why}");
}

/// What was explained may change when the row is mended.
#[test]
fn an_explanation_with_refused_rows_says_so() {
    let log = format!("{}never,a,x,200\n", crate::program::PROBES);
    let folder = incident(&[("probes.csv", &log)]);
    printed(folder.root(), &["report", "case", "--chart", "timeline"], 1);
    let line = "incomplete: 1 row refused; the result may change when it is mended: see \
                `corroborate check` (exit code 1)";
    for place in ["case", "output/case"] {
        let output = ran(folder.root(), &["explain", "O001", place]);
        assert_eq!((code(&output), said(&output).lines().last()), (1, Some(line)), "{place}");
    }
}

/// Who asks for JSON asks for the result.
#[test]
fn a_quiet_report_prints_the_json_that_was_asked_for() {
    let folder = incident(&[]);
    let words = ["report", "case", "--chart", "timeline", "-q"];
    assert_eq!(printed(folder.root(), &words, 0), "");
    let json = printed(folder.root(), &[&words[..], &["--json"]].concat(), 0);
    assert!(json.starts_with('{'), "{json}");
}

/// A sound archive was called broken, and advised to be unpacked past its break.
#[test]
fn a_sound_archive_past_a_limit_is_not_called_broken() {
    let folder = incident(&[]);
    zip(&folder.root().join("up.zip"), &[("../../etc/x.csv", CLAIMS)]);
    for words in [&["init", "new", "up.zip"][..], &["check", "--probes", "up.zip"]] {
        let output = ran(folder.root(), words);
        let all = String::from_utf8(output.stdout.clone()).unwrap() + &said(&output);
        assert!(all.contains("a name that leads out of the archive"), "{all}");
        for hint in ["unzip", "the break", "anew", "up.zip: up.zip"] {
            assert!(!all.contains(hint), "{all}");
        }
    }
}

/// A file without a point in its name was taken for a layout, and a misspelled one, too.
#[test]
fn a_file_without_an_ending_is_converted_and_a_misspelled_one_is_named() {
    let folder = incident(&[]);
    fs::copy(folder.root().join("case/probes.csv"), folder.root().join("plainlog")).unwrap();
    printed(folder.root(), &["convert", "plainlog", "-o", "c.csv"], 0);
    let why = printed(folder.root(), &["convert", "nosuch", "-o", "d.csv"], 2);
    assert!(why.starts_with("error: nosuch: no such file or folder; "), "{why}");
}

/// Whoever means two hours ahead of UTC is four hours off.
#[test]
fn a_zone_that_turns_the_sign_around_has_a_note() {
    let folder = incident(&[]);
    let words = ["check", "--probes", "case/probes.csv", "--zone"];
    let noted = said(&ran(folder.root(), &[&words[..], &["Etc/GMT+2"]].concat()));
    assert!(noted.contains("note: `Etc/GMT+2` is 2 hours behind UTC"), "{noted}");
    assert_eq!(said(&ran(folder.root(), &[&words[..], &["Europe/Berlin"]].concat())), "");
}

/// Past the fixed limit no memory helps.
#[test]
fn more_verdicts_than_are_made_at_once_name_their_own_limit() {
    let sites: String = (0..2_000).map(|site| format!("s{site}\n")).collect();
    let claims: String = (0..1_500)
        .map(|claim| format!("c{claim},Crew,attacker,attack,2022-10-05T00:10Z,,*\n"))
        .collect();
    let header = CLAIMS.lines().next().unwrap();
    let folder = incident(&[
        ("sites.csv", &format!("site\n{sites}")),
        ("claims.csv", &format!("{header}\n{claims}")),
    ]);
    let why = printed(folder.root(), &["check", "case"], 2);
    assert!(why.contains("at most 2,000,000 are made at once"), "{why}");
    assert!(!why.contains("--memory"), "{why}");
}

/// Names and quotations that many rows repeat took twenty times what was given.
#[test]
fn long_names_and_texts_count_as_often_as_they_are_repeated() {
    let name = "n".repeat(20_000);
    let sites: String = (0..100).map(|site| format!("s{site},{name},g\n")).collect();
    let header = CLAIMS.lines().next().unwrap();
    let claims = |text: &str, target: &str| -> String {
        let rows = (0..100)
            .map(|id| format!("c{id},{text},attacker,attack,2022-10-05T00:10Z,,{target}\n"));
        format!("{header}\n{}", rows.collect::<String>())
    };
    for (sites, claims) in [
        (format!("site,name,group\n{sites}"), claims("Crew", "group:g")),
        ("site,name,group\n".to_owned() + &sites.replace(&name, "n"), claims(&name, "*")),
    ] {
        let folder = incident(&[("sites.csv", &sites), ("claims.csv", &claims)]);
        let why = printed(folder.root(), &["check", "case", "--memory", "200MB"], 2);
        assert!(why.contains("bytes of long names and texts, as repeated take about"), "{why}");
    }
}

/// The words led a newcomer from an incident to an `incident.toml` for that.
#[test]
fn what_stands_in_the_wrong_place_is_named_with_its_right_one() {
    let folder = incident(&[]);
    let at = folder.root();
    printed(at, &["report", "case", "--chart", "timeline"], 0);
    let as_log = "case is an incident; its logs are named with --incident case";
    let as_folder = "is a file, and no folder of an incident or a report; name a log with --probes";
    for (words, wanted) in [
        (&["fold", "case", "-o", "r.parquet"][..], as_log),
        (&["fold", "case/incident.toml", "-o", "r.parquet"], as_log),
        (&["convert", "case", "-o", "z.csv"], as_log),
        (&["convert", "./case/incident.toml", "-o", "z.csv"], as_log),
        (&["check", "case/probes.csv"], as_folder),
        (&["explain", "O001", "case/probes.csv"], as_folder),
        (&["check", "output/case/manifest.json"], as_folder),
        (&["explain", "O001", "output/case/report.html"], as_folder),
        (&["verify", "case/probes.csv"], "holds no report of corroborate"),
        (
            &["report", "output/case", "-o", "x"],
            "output/case is a report itself; name its incident",
        ),
    ] {
        let why = printed(at, words, 2);
        assert!(why.contains(wanted), "{words:?}: {why}");
    }
    folder.write("incident.toml", "titel = \"T\"\n");
    let why = printed(at, &["check", "case"], 2);
    assert!(why.contains("unknown field `titel` (did you mean `title`?)"), "{why}");
    let why = printed(at, &["check", "--probes", "case/probes.csv", "--site", "a,b"], 2);
    assert!(why.contains("no site `a,b`") && why.contains("give --site again for each"), "{why}");
    let why = printed(at, &["check", "--probes", "-"], 2);
    assert!(!why.contains("ls -l stdin"), "{why}");
}

/// The logs of all vantages are open at once, and the place was said to be at fault.
#[test]
fn a_scenario_of_too_many_vantages_is_refused_before_it_runs() {
    let folder = incident(&[]);
    let scenario = |vantages: usize| {
        let all = (0..vantages).map(|name| format!("[[vantage]]\nname = \"v{name}\"\n"));
        let head = "seed = 1\nfrom = \"2023-03-07T00:00\"\nuntil = \"2023-03-07T01:00\"\nzone = \
                    \"UTC\"\nsite = [{ id = \"a\" }]\nprobes = { cadence = \"20m\" }\n";
        folder.write("scenario.toml", format!("{head}{}", all.collect::<String>()));
    };
    scenario(201);
    let why = printed(folder.root(), &["simulate", "case/scenario.toml", "-o", "made"], 2);
    assert!(why.contains("there are more than 200 vantages; write fewer"), "{why}");
    scenario(200);
    printed(folder.root(), &["simulate", "case/scenario.toml", "-o", "made"], 0);
}

/// Several `**` led to the same folders again and again.
#[test]
fn a_pattern_of_many_depths_comes_to_an_end() {
    let settings = "title = \"T\"\n[[probes]]\nfiles = \"**/**/d/**/d/**/d/**/*.csv\"\n";
    let folder = incident(&[("incident.toml", settings)]);
    let deep = ["d"; 60].join("/");
    folder.write(&format!("{deep}/log.csv"), crate::program::PROBES);
    let begun = std::time::Instant::now();
    let read = printed(folder.root(), &["check", "case"], 0);
    assert!(read.contains("log.csv: 4 rows"), "{read}");
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

/// An incident below a linked folder is found, as `report` finds it.
#[test]
#[cfg(unix)]
fn an_incident_below_a_linked_folder_is_found() {
    let folder = incident(&[]);
    let at = folder.root();
    fs::create_dir_all(at.join("far/away")).unwrap();
    fs::create_dir(at.join("here")).unwrap();
    fs::rename(at.join("case"), at.join("far/away/case")).unwrap();
    std::os::unix::fs::symlink("../far/away", at.join("here/linked")).unwrap();
    let here = at.join("here");
    printed(&here, &["report", "linked/case", "--chart", "timeline", "-o", "../out/r"], 0);
    let verified = printed(&here, &["verify", "../out/r"], 0);
    assert!(verified.contains("nothing differs"), "{verified}");
}
