//! Stated limits: what a run does not take, and says so before it takes time or memory.

use crate::incident_folder::{self, CLAIMS, IncidentFolder, PROBES, request};
use crate::program_run::ran;
use corroborate::clock::SECOND;
use corroborate::incident::open;
use corroborate::model::{IdMap, Memory, Sample, SampleSink};
use std::fmt::Write as _;

/// An incident with so many sites, and so many claims on every one of them.
fn incident(sites: usize, claims: usize) -> IncidentFolder {
    filled(IncidentFolder::new(PROBES), sites, claims)
}

/// An incident of as many, in the folder `name` below a temporary one.
fn incident_below(name: &str, sites: usize, claims: usize) -> IncidentFolder {
    filled(IncidentFolder::below(name, PROBES), sites, claims)
}

/// Writes the files of such an incident.
fn filled(folder: IncidentFolder, sites: usize, claims: usize) -> IncidentFolder {
    let mut table = "site\n".to_owned();
    for site in 0..sites {
        writeln!(table, "s{site}").unwrap();
    }
    let mut said = CLAIMS.to_owned();
    for claim in 0..claims {
        writeln!(said, "c{claim},Wave,attacker,attack,2022-10-05T00:10Z,,*").unwrap();
    }
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,s0,200\n";
    folder.with("probes.csv", log).with("sites.csv", table).with("claims.csv", said)
}

/// More than two million verdicts stop the run in words.
#[test]
fn verdicts_past_the_limit_stop_the_run() {
    let why = incident(1_001, 2_000).report().unwrap_err();
    let words = "come to 2,002,000 verdicts, and at most 2,000,000 are made at once";
    assert!(why.contains(words), "{why}");
    assert_eq!(incident(20, 10).report().unwrap().verdicts.len(), 200);
}

/// Announced work of more sites than are held stops the run in words.
#[test]
fn announced_work_past_the_limit_stops_the_run() {
    let work = |rows: usize| {
        let mut text = "site,from,until\n".to_owned();
        for _ in 0..rows {
            text.push_str("*,2022-10-05T00:00Z,2022-10-05T01:00Z\n");
        }
        incident(2_000, 0).with("maintenance.csv", text).report()
    };
    assert!(work(1_000).is_ok());
    let why = work(1_001).unwrap_err();
    let words = "maintenance.csv: more than 2,000,000 pairs of a row and one of its sites";
    assert!(why.contains(words), "{why}");
}

/// A sink that is full from the beginning.
#[derive(Default)]
struct FullSink;

impl SampleSink for FullSink {
    fn push(&mut self, _: Sample, _: &[String]) {}

    fn follow(&mut self, _: FullSink, _: &IdMap, _: &[String]) {}

    fn is_full(&self) -> bool {
        true
    }
}

/// A reading whose rows no longer fit is stopped in words, and not at its end.
#[test]
fn a_reading_stops_where_there_is_no_room() {
    let read = |rows: usize| {
        let mut log = "timestamp,site,result\n".to_owned();
        for row in 0..rows {
            let (day, of_day) = (1 + row / 86_400, row % 86_400);
            let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
            writeln!(log, "2022-10-{day:02}T{hour:02}:{minute:02}:{second:02}Z,a,up").unwrap();
        }
        let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
        let mut opened = open(&request(folder.path()), Memory::DEFAULT).unwrap();
        opened.logs.read_into(&mut FullSink, |_| ()).map_err(|why| why.to_string())
    };
    assert_eq!(read(1_000), Ok(()), "it is asked now and then");
    let why = read(1_050_000).unwrap_err();
    assert!(
        why.contains("probes.csv: with it the results of the probes change more than 10,000,000")
    );
}

/// A repeated site is found among many thousand, each of which is looked up once.
#[test]
fn a_repeated_site_is_found_among_many() {
    let folder = incident(30_000, 0);
    let sites = std::fs::read_to_string(folder.root().join("sites.csv")).unwrap() + "s17\n";
    folder.write("sites.csv", sites);
    let report = folder.report().unwrap();
    assert_eq!(report.sites.len(), 30_000);
    assert_eq!(report.refusals.count(), 1);
}

/// A run of the program on an incident named `case`, with its words on stderr.
fn run_with(folder: &IncidentFolder, words: &[&str]) -> (i32, String) {
    let ended = ran(folder.root(), words);
    (ended.status.code().unwrap(), String::from_utf8(ended.stderr).unwrap())
}

/// Claims times sites are counted before a log is read and before one is judged: what does not fit
/// into `--memory` stops each command that judges, with the counts, and says what to do.
#[test]
fn verdicts_that_do_not_fit_into_memory_stop_the_run_before_its_logs_are_read() {
    let folder = incident_below("case", 20, 100);
    for command in ["report", "check"] {
        let (code, said) = run_with(&folder, &[command, "case", "--memory", "4MiB"]);
        assert_eq!(code, 2, "{said}");
        let counts =
            "20 sites, 100 claims, 100 names of sites in claims, 2,000 verdicts of a claim";
        assert!(said.contains(counts), "{said}");
        assert!(said.contains("--memory allows 4 MB") && said.contains("--site"), "{said}");
        assert!(!said.contains(" runs"), "the logs are read: {said}");
    }
    assert!(!folder.root().join("output").exists());
    for words in [&["--memory", "32MB"][..], &["--memory", "4MiB", "--site", "s1"]] {
        let words = [&["check", "case", "--quiet"], words].concat();
        let (code, said) = run_with(&folder, &words);
        assert_eq!(code, 0, "{said}");
    }
}

/// What an incident with these files holds, in words, where it does not fit into 4 MiB; else the
/// words of its log, which is read last and is missing.
fn opening(files: &[(&str, String)]) -> String {
    let folder = IncidentFolder::new(PROBES).with("sites.csv", "site\ns0\n");
    for (name, text) in files {
        folder.write(name, text);
    }
    open(&request(folder.path()), Memory::of(4 << 20)).unwrap_err().to_string()
}

/// Each file beside the logs is counted before what it holds is held, on the line and past it; all
/// of a file is counted, also beyond what fits.
#[test]
fn files_beside_the_logs_are_under_the_memory_while_they_are_read() {
    let lines = |header: &str, count: usize, line: &dyn Fn(usize) -> String| {
        header.to_owned() + &(0..count).map(line).collect::<String>()
    };
    let sites = |count| ("sites.csv", lines("site\n", count, &|site| format!("s{site}\n")));
    let work = |count| {
        let row = |_| "s0,2022-10-05T00:00Z,2022-10-05T01:00Z\n".to_owned();
        ("maintenance.csv", lines("site,from,until\n", count, &row))
    };
    let claim = |targets: &str| format!("Wave,attacker,attack,2022-10-05T00:10Z,,{targets}\n");
    let claims = |count| {
        let row = |number| format!("c{number},{}", claim("s0"));
        ("claims.csv", lines(CLAIMS, count, &row))
    };
    let names = |count| {
        let names: Vec<String> = (0..count).map(|name| format!("x{name}")).collect();
        ("claims.csv", format!("{CLAIMS}c,{}", claim(&names.join(";"))))
    };
    let text = |bytes: usize| {
        let before = format!("{CLAIMS}c,{}", claim("s0"));
        let padding = " ".repeat(bytes - before.len());
        ("claims.csv", format!("{CLAIMS}c,{}", claim(&format!("s0{padding}"))))
    };
    for (fitting, more, counts) in [
        (sites(1_048), sites(1_049), "1,049 sites take about 5 MB"),
        (sites(1_048), sites(5_000), "5,000 sites take about 20 MB"),
        (claims(1_330), claims(1_331), "1 site, 1,331 claims, 1,331 names of sites in claims take"),
        (claims(1_330), claims(3_000), "1 site, 3,000 claims, 3,000 names of sites in claims take"),
        (names(27_915), names(27_916), "1 site, 1 claim, 27,916 names of sites in claims take"),
        (text(1_396_768), text(1_396_769), "1 site, 1,396,769 bytes of a file of claims take"),
        (work(6_983), work(6_984), "1 site, 6,984 pairs of announced work and a site take"),
    ] {
        let why = opening(&[fitting]);
        assert!(why.contains("nothing matches `probes.csv`"), "{counts}: {why}");
        let why = opening(&[more]);
        let words = ["--memory allows 4 MB: leave out of the files of sites", "or give --memory "];
        assert!(why.starts_with(counts) && words.iter().all(|word| why.contains(word)), "{why}");
    }
    let both = opening(&[sites(700), claims(700)]);
    assert!(both.starts_with("700 sites, 700 claims, 700 names of sites in claims take"), "{both}");
    let all = opening(&[sites(550), claims(600), work(500)]);
    let counts = "550 sites, 600 claims, 600 names of sites in claims, 500 pairs of announced work";
    assert!(all.starts_with(counts), "{all}");
}

/// A name that no site has makes a verdict, too, as long as no site is asked for.
#[test]
fn names_that_no_site_has_count_as_verdicts() {
    let folder = incident_below("case", 1, 0);
    let claimed = |names: usize| {
        let names: Vec<String> = (0..names).map(|name| format!("x{name}")).collect();
        let claim = format!("c,Wave,attacker,attack,2022-10-05T00:10Z,,{}\n", names.join(";"));
        folder.write("claims.csv", format!("{CLAIMS}{claim}"));
    };
    let check = ["check", "case", "--quiet", "--memory", "4MiB"];
    claimed(962);
    assert_eq!(run_with(&folder, &check).0, 1, "names are refused, and all else fits");
    claimed(963);
    let (code, said) = run_with(&folder, &check);
    assert_eq!(code, 2, "{said}");
    let counts = "1 site, 1 claim, 963 names of sites in claims, 963 verdicts of a claim on a site";
    assert!(said.contains(counts), "{said}");
    assert_eq!(run_with(&folder, &[&check[..], &["--site", "s0"]].concat()).0, 1);
}

/// Sites that only a log names count, too, as soon as it is read.
#[test]
fn sites_of_a_log_count_as_those_of_the_table() {
    let folder = incident_below("case", 1, 100);
    let mut log = "timestamp,site,status_code\n".to_owned();
    for site in 0..20 {
        writeln!(log, "2022-10-05T00:00:00Z,s{site},200").unwrap();
    }
    folder.write("probes.csv", log);
    let (code, said) = run_with(&folder, &["check", "case", "--memory", "4MiB"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("2,000 verdicts of a claim on a site, 20 runs take about"), "{said}");
}

/// Runs and outages count, too: runs while a log is read, outages as they are found.
#[test]
fn runs_and_outages_that_do_not_fit_into_memory_stop_the_run() {
    let log = |rows: i64, states: &[u16]| {
        let state = |row: i64| states[usize::try_from(row).unwrap() % states.len()];
        incident_folder::log((0..rows).map(|row| (row * SECOND, "s0", "v", state(row))))
    };
    let folder = incident_below("case", 1, 0);
    folder.write("probes.csv", log(110_000, &[200, 429]));
    let (code, said) = run_with(&folder, &["check", "case", "--memory", "4MiB"]);
    assert_eq!(code, 2, "{said}");
    let words = "probes.csv: with it the results of the probes change more than 13,981 times";
    let more = "these alone take some 5 MB, and --memory allows no more: narrow the run with \
        --site, --from and --until, or give more, such as --memory 10MB";
    assert!(said.contains(words) && said.contains(more), "{said}");
    // Few runs, but an outage for each two of them.
    folder.write("probes.csv", log(5_000, &[200, 503, 503, 200]));
    let (code, said) = run_with(&folder, &["check", "case", "--memory", "4MiB"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains(" outages, blips and failures in part take about"), "{said}");
    assert_eq!(run_with(&folder, &["check", "case", "--memory", "16MiB"]).0, 0);
}
