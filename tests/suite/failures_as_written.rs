//! How people write a probe without an answer: words and empty cells in place of a status code,
//! columns that say down, zeros, files for each place. None of it is up, and what no file can tell
//! is asked.

use crate::program_run::{printed, ran};
use crate::proposed::{folder, proposed, quick, stopped};
use std::fs;
use std::path::Path;

/// Rows every ten minutes from 08:00 on: `cells` of one of two sites, which failed from row 5 to 9.
fn rows(row: impl Fn(&str, &str, bool) -> String) -> String {
    let one = |at: usize| {
        let stamp = format!("2023-06-01T{:02}:{:02}:00Z", 8 + at / 6, at % 6 * 10);
        row(&stamp, "dam.example", false) + &row(&stamp, "weir.example", (5..9).contains(&at))
    };
    (0..20).map(one).collect()
}

/// Runs `init` on files, fills in, and gives the outages of the report.
fn outages(at: &Path, files: &[&str], answers: &[(&str, &str)]) -> String {
    let done = ran(at, &[&["init", "case"], files].concat());
    let said = String::from_utf8(done.stdout).unwrap();
    let path = at.join("case/incident.toml");
    let mut file = fs::read_to_string(&path).unwrap();
    for (key, value) in answers {
        let open = format!("\n{key} = \"FILL IN\"");
        assert!(file.contains(&open), "{key} is not asked: {file}{said}");
        file = file.replace(&open, &format!("\n{key} = {value}"));
    }
    assert!(!file.contains("\" = FILL") && !file.contains("= \"FILL IN\"\n"), "{file}");
    fs::write(&path, file).unwrap();
    let done = ran(at, &["report", "case", "-o", "out"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(at.join("out/tables/outages.csv")).unwrap()
}

/// The outage of the second site, whatever its causes.
const WEIR: &str = "O001,weir.example,2023-06-01T08:40:00Z,2023-06-01T08:50:00Z,\
    2023-06-01T09:20:00Z,2023-06-01T09:30:00Z";

#[test]
fn words_in_place_of_a_code_have_their_meaning() {
    let log = |word: &str| {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed { word } else { "200" })
        };
        "time,host,code\n".to_owned() + &rows(row)
    };
    // A word of this trade is proposed, and read by the quick way.
    let at = folder(&[("log.csv", &log("timeout"))]);
    let (found, notes) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(found.contains(WEIR) && found.contains("timeout:4"), "{found}");
    assert!(notes.contains("results = { \"timeout\" = \"down\" }"), "{notes}");
    // Another one is asked for.
    for word in ["ERR_X", "None", "-1"] {
        let at = folder(&[("log.csv", &log(word))]);
        let meaning = format!("{{ \"{word}\" = \"down\" }}");
        let found = outages(at.path(), &["log.csv"], &[("results", &meaning)]);
        assert!(found.contains(WEIR), "{word}: {found}");
    }
}

#[test]
fn an_empty_outcome_is_asked_about() {
    let row = |stamp: &str, site: &str, failed: bool| {
        format!("{stamp},{site},{}\n", if failed { "," } else { "200,0.12" })
    };
    let log = "time,host,http_status,total_s\n".to_owned() + &rows(row);
    let at = folder(&[("log.csv", &log)]);
    let why = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(why.contains("results: `http_status` is empty in some rows"), "{why}");
    let found = outages(at.path(), &["log.csv"], &[("results", "{ \"\" = \"down\" }")]);
    assert!(found.contains(WEIR) && found.contains("no answer:4"), "{found}");
    // Where a text of an error stands beside it, that decides.
    let log = log.replace(",,\n", ",,refused\n").replace("total_s", "error").replace("0.12", "");
    let (file, _) = proposed("log.csv", &log);
    assert!(!file.contains("FILL IN"), "{file}");
}

#[test]
fn codes_with_a_decimal_are_codes() {
    let row = |stamp: &str, site: &str, failed: bool| {
        format!("{stamp},{site},{},1.5\n", if failed { "503.0" } else { "200.0" })
    };
    let log = "time,host,status_code,elapsed\n".to_owned() + &rows(row);
    let at = folder(&[("log.csv", &log)]);
    let (found, notes) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(found.contains(WEIR) && !notes.contains("up_when"), "{found}{notes}");
}

#[test]
fn a_column_that_says_down_is_turned_round() {
    for (heading, up, down) in [
        ("is_down", "false", "true"),
        ("failed", "FALSE", "TRUE"),
        ("Down", "0", "1"),
        ("has failed", "no", "yes"),
    ] {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed { down } else { up })
        };
        let log = format!("time,host,{heading}\n{}", rows(row));
        let at = folder(&[("log.csv", &log)]);
        let (found, notes) = quick(at.path(), &["--probes", "log.csv"]);
        assert!(found.contains(WEIR), "{heading}: {found}{notes}");
    }
    // The exit code of a program is 0 where nothing failed.
    for heading in ["rc", "exit_code", "errors"] {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed { 28 } else { 0 })
        };
        let log = format!("time,host,{heading}\n{}", rows(row));
        let at = folder(&[("log.csv", &log)]);
        let rule = format!("{heading} == 0");
        let (_, said) = proposed("log.csv", &log);
        assert!(said.contains(&format!("write \"{rule}\"")), "{said}");
        let found = outages(at.path(), &["log.csv"], &[("up_when", &format!("\"{rule}\""))]);
        assert!(found.contains(WEIR), "{heading}: {found}");
    }
}

/// Of numbers other than 0 and 1 none is an answer to a question.
#[test]
fn numbers_that_are_states_are_all_asked_for() {
    let row = |stamp: &str, site: &str, failed: bool| {
        format!("{stamp},{site},{}\n", if failed { 2 } else { 0 })
    };
    let log = "time,host,state\n".to_owned() + &rows(row);
    let (_, said) = proposed("log.csv", &log);
    assert!(said.contains("`state` has the words `0`, `2`"), "{said}");
    let at = folder(&[("log.csv", &log)]);
    let found = outages(at.path(), &["log.csv"], &[("results", "{ 0 = \"up\", 2 = \"down\" }")]);
    assert!(found.contains(WEIR), "{found}");
}

#[test]
fn a_rule_that_would_make_all_up_is_not_proposed() {
    let log = |heading: &str, up: &str, down: &str| {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed { down } else { up })
        };
        format!("time,host,{heading}\n{}", rows(row))
    };
    for (heading, up, down, rule) in [
        ("response_time", "133", "0", "response_time > 0"),
        ("sent,lost", "4,0", "4,4", "lost < 4"),
        ("packet_loss", "0", "100", "packet_loss < 100"),
    ] {
        let log = log(heading, up, down);
        let (_, said) = proposed("log.csv", &log);
        assert!(said.contains(&format!("write \"{rule}\"")), "{said}");
        let at = folder(&[("log.csv", &log)]);
        let found = outages(at.path(), &["log.csv"], &[("up_when", &format!("\"{rule}\""))]);
        assert!(found.contains(WEIR), "{heading}: {found}");
    }
    // Where even the rule would make none down, that is asked.
    let (_, said) = proposed("log.csv", &log("latency_ms", "12.5", "900.5"));
    assert!(said.contains("none would be down"), "{said}");
}

/// A result that says up beside a code of a failure may be about the request.
#[test]
fn a_result_against_its_code_is_asked_about() {
    let row = |stamp: &str, site: &str, failed: bool| {
        format!("{stamp},{site},{},true\n", if failed { 503 } else { 200 })
    };
    let log = "time,host,status_code,success\n".to_owned() + &rows(row);
    let (_, said) = proposed("log.csv", &log);
    assert!(said.contains("in 4 rows `success` says up beside a `status_code` of 503"), "{said}");
    let at = folder(&[("log.csv", &log)]);
    let columns = "{ timestamp = \"time\", site = \"host\", status_code = \"status_code\" }";
    let found = outages(at.path(), &["log.csv"], &[("columns", columns)]);
    assert!(found.contains(WEIR), "{found}");
}

/// Of a local clock and one of UTC the latter is taken.
#[test]
fn a_column_that_is_called_utc_needs_no_zone() {
    let row = |stamp: &str, site: &str, failed: bool| {
        let clock = |hours: usize| {
            let hour: usize = stamp[11..13].parse().unwrap();
            format!("2023-06-01 {:02}{}", hour + hours, &stamp[13..19])
        };
        format!("{},{},{site},{}\n", clock(2), clock(0), if failed { 503 } else { 200 })
    };
    let log = "time_local,time_utc,host,code\n".to_owned() + &rows(row);
    let at = folder(&[("log.csv", &log)]);
    let (found, notes) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(found.contains(WEIR) && notes.contains("timestamp = \"time_utc\""), "{found}{notes}");
}

/// The table of a column for each site: `cells` of three sites, of which the second fails.
fn wide(up: [&str; 3], down: &str) -> String {
    let row = |at: usize| {
        let second = if (5..9).contains(&at) { down } else { up[1] };
        let stamp = format!("2023-06-01T{:02}:{:02}:00Z", 8 + at / 6, at % 6 * 10);
        format!("{stamp},{}{},{second},{}\n", up[0], at + 10, up[2])
    };
    "time,dam.example,weir.example,lock.example\n".to_owned()
        + &(0..20).map(row).collect::<String>()
}

#[test]
fn a_site_that_fails_stays_among_the_sites() {
    // Answer times of three digits are no status codes; a site may fail all the time.
    let slow = wide(["1", "140", "timeout"], "timeout");
    let (file, said) = proposed("times.csv", &slow);
    let sites = "sites = [\"dam.example\", \"weir.example\", \"lock.example\"]";
    assert!(file.contains(sites) && !file.contains("\nexcept"), "{file}");
    assert!(file.contains("up_when = \"FILL IN\""), "{file}");
    assert!(said.contains("write \"cell is present\""), "{said}");
    let found = outages(
        folder(&[("times.csv", &slow)]).path(),
        &["times.csv"],
        &[("up_when", "\"cell is present\"")],
    );
    assert!(found.contains("lock.example") && found.contains("weir.example"), "{found}");
    // Of status codes a word says that none came.
    let row = |at: usize| {
        let second = if (5..9).contains(&at) { "timeout" } else { "200" };
        format!("2023-06-01T{:02}:{:02}:00Z,200,{second}\n", 8 + at / 6, at % 6 * 10)
    };
    let codes =
        "time,dam.example,weir.example\n".to_owned() + &(0..20).map(row).collect::<String>();
    let at = folder(&[("codes.csv", &codes)]);
    let (found, notes) = quick(at.path(), &["--probes", "codes.csv"]);
    assert!(found.contains(WEIR), "{found}{notes}");
    assert!(notes.contains("cells = \"status_code\""), "{notes}");
}

#[test]
fn an_empty_cell_of_a_wide_table_is_asked_about() {
    let table = wide(["1", "12.5", "9.5"], "");
    let at = folder(&[("times.csv", &table)]);
    let answers = [("up_when", "\"cell is present\""), ("results", "{ \"\" = \"down\" }")];
    let found = outages(at.path(), &["times.csv"], &answers);
    assert!(found.contains(WEIR), "{found}");
    // Of zeros and ones the rule says which is which.
    let row =
        |at: usize| format!("2023-06-01T08:{at:02}:00Z,{},1\n", u8::from(!(5..9).contains(&at)));
    let ones =
        "time,dam.example,weir.example\n".to_owned() + &(10..30).map(row).collect::<String>();
    let (_, said) = proposed("ones.csv", &ones);
    assert!(said.contains("write \"cell == 1\" if 1 says that a site was up"), "{said}");
}

/// A file for each place, with the same sites, was one vantage: what two of three saw was lost.
#[test]
fn a_file_for_each_place_is_asked_for_its_vantage() {
    let log = |fails: bool| {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed && fails { 503 } else { 200 })
        };
        "time,host,code\n".to_owned() + &rows(row)
    };
    let names = ["lima.csv", "oslo.csv", "rome.csv"];
    let at = folder(&[(names[0], &log(true)), (names[1], &log(true)), (names[2], &log(false))]);
    let found = outages(at.path(), &names, &[("vantage", "\"{file}\"")]);
    assert!(found.contains(WEIR) && found.contains("lima;oslo"), "{found}");
    // Logs of months are of one place.
    let months = folder(&[("log-2023-05.csv", &log(true)), ("log-2023-06.csv", &log(true))]);
    let said = printed(months.path(), &["init", "case", "log-2023-05.csv", "log-2023-06.csv"], 0);
    assert!(!said.contains("vantage"), "{said}");
}
