//! Probes without an answer, as people write them: words and empty cells in place of a status code,
//! columns that say down, zeros, files for each place. None of it is up, and what no file can tell
//! is asked.

use crate::newcomers_files::fill;
use crate::program_run::{printed, ran};
use crate::proposed::{folder, proposed, stopped};
use crate::worked_out::{outages_and_assumed, worked_out};
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
    ran(at, &[&["init", "case"], files].concat());
    fill(at, answers);
    outages_and_assumed(at, &["case"]).0
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
    let (found, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
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
    let (found, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
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
        let (found, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
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

/// Under a heading that says neither up nor down, yes and no are no outcome: that is asked.
#[test]
fn yes_and_no_under_an_unknown_heading_are_asked_about() {
    for (heading, up, down) in [("blocked", "false", "true"), ("in_sla", "yes", "no")] {
        let row = |stamp: &str, site: &str, failed: bool| {
            format!("{stamp},{site},{}\n", if failed { down } else { up })
        };
        let log = format!("time,host,{heading}\n{}", rows(row));
        let at = folder(&[("log.csv", &log)]);
        let why = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        assert!(why.contains("no column tells how a probe went"), "{heading}: {why}");
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
    let (found, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
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
    let (found, notes) = outages_and_assumed(at.path(), &["--probes", "codes.csv"]);
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

/// A word that only the file of the failing site has made an entry of its own, and the words said
/// to take it out.
#[test]
fn a_file_for_each_site_is_one_entry_whatever_words_it_has() {
    let log = |fails: bool| {
        let row = |at: usize| {
            let code = if fails && (5..9).contains(&at) { "timeout" } else { "200" };
            format!("2023-06-01T{:02}:{:02}:00Z,{code},0.2\n", 8 + at / 6, at % 6 * 10)
        };
        "time,code,seconds\n".to_owned() + &(0..20).map(row).collect::<String>()
    };
    let names = ["dam.example.csv", "lock.example.csv", "weir.example.csv"];
    let logs = [log(false), log(false), log(true)];
    let at = folder(&[(names[0], &logs[0]), (names[1], &logs[1]), (names[2], &logs[2])]);
    let found = outages(at.path(), &names, &[]);
    assert!(found.contains(WEIR), "{found}");
    let said = printed(at.path(), &["init", "again", names[0], names[1], names[2]], 0);
    assert!(said.contains("1 kind of 3 archives"), "{said}");
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
    let later = log(true).replace("2023-06-01", "2023-07-01");
    let months = folder(&[("log-2023-05.csv", &log(true)), ("log-2023-06.csv", &later)]);
    let said = printed(months.path(), &["init", "case", "log-2023-05.csv", "log-2023-06.csv"], 0);
    assert!(!said.contains("vantage"), "{said}");
}

/// An outage that had not ended hid all ends, and the list was read as probes.
#[test]
fn an_open_end_hides_no_list_of_outages() {
    for open in ["ongoing", "", "still down", "-"] {
        let list = format!(
            "Site,Start,End,Reason\nweir.example,2023-06-01 08:40:00,2023-06-01 09:30:00,timeout\n\
             dam.example,2023-06-02 08:00:00,{open},timeout\n"
        );
        let at = folder(&[("outages.csv", &list)]);
        let answers = [("state", "\"down\""), ("interval", "\"5m\""), ("zone", "\"UTC\"")];
        let found = outages(at.path(), &["outages.csv"], &answers);
        assert!(found.contains("O001,weir.example,2023-06-01T08:35:00Z"), "{open}: {found}");
    }
}

/// JSON with one moment and the sites below it was read as moments without outcomes.
#[test]
fn json_with_sites_below_a_moment_is_read() {
    let record = |at: usize, shape: &dyn Fn(u16) -> String| {
        let stamp = format!("2023-06-01T{:02}:{:02}:00Z", 8 + at / 6, at % 6 * 10);
        let code = if (5..9).contains(&at) { 503 } else { 200 };
        format!("{{\"time\":\"{stamp}\",{}}}", shape(code))
    };
    let list = |shape: &dyn Fn(u16) -> String| {
        let all: Vec<String> = (0..20).map(|at| record(at, shape)).collect();
        format!("[{}]", all.join(",\n"))
    };
    let shapes: [&dyn Fn(u16) -> String; 3] = [
        &|code| {
            format!(
                r#""results":[{{"url":"https://dam.example","status":200}},
                    {{"url":"https://weir.example","status":{code}}}]"#
            )
        },
        &|code| format!(r#""dam.example":200,"weir.example":{code}"#),
        &|code| format!(r#""sites":{{"dam.example":200,"weir.example":{code}}}"#),
    ];
    for shape in shapes {
        let log = list(shape);
        let at = folder(&[("log.json", &log)]);
        let (found, notes) = outages_and_assumed(at.path(), &["--probes", "log.json"]);
        let weir = WEIR.replace("O001,weir.example", "weir.example");
        assert!(
            found.contains(&weir) || found.contains("https://weir.example,2023-06-01T08:40:00Z"),
            "{found}{notes}"
        );
        assert_eq!(found.lines().count(), 2, "{found}");
    }
}

/// Lines of programs with a recipe have its keys, and others a way in.
#[test]
fn lines_of_known_programs_have_their_recipe() {
    let ping = |at: usize| {
        let second = 1_685_606_400 + at * 10;
        if (5..9).contains(&at) {
            format!("[{second}.5] no answer yet for icmp_seq={at}\n")
        } else {
            format!("[{second}.5] 64 bytes from 192.0.2.9: icmp_seq={at} ttl=55 time=11.1 ms\n")
        }
    };
    let log = "PING weir.example (192.0.2.9) 56(84) bytes of data.\n".to_owned()
        + &(0..20).map(ping).collect::<String>();
    let at = folder(&[("ping.txt", &log)]);
    let found = outages(at.path(), &["ping.txt"], &[("site", "\"weir.example\"")]);
    assert!(found.contains("O001,weir.example,2023-06-01T08:00:40.5"), "{found}");
    let fping = |at: usize| {
        let second = 1_685_606_400 + at * 10;
        let answer = if (5..9).contains(&at) {
            "timed out (NaN avg, 20% loss)"
        } else {
            "64 bytes, 10.3 ms (10.1 avg, 0% loss)"
        };
        format!("[{second}.10000] weir.example : [{at}], {answer}\n")
    };
    let at = folder(&[("fping.txt", &(0..20).map(fping).collect::<String>())]);
    let (found, notes) = outages_and_assumed(at.path(), &["--probes", "fping.txt"]);
    assert!(found.contains("O001,weir.example,2023-06-01T08:00:40.1"), "{found}{notes}");
    for (name, text, wanted) in [
        (
            "access.log",
            "192.0.2.1 - - [01/Jun/2023:08:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"x; y\"\n",
            "challenged_codes = [401, 403, 407, 429, 451, 499]",
        ),
        ("log.ods", "PK\u{3}\u{4}....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ""),
        ("tweets.js", "window.YTD.tweets.part0 = [\n{}\n]\n", "sed '1s/^[^=]*= *//' tweets.js"),
        ("messages.html", "<!DOCTYPE html>\n<div class=\"page_wrap\">x", "Machine-readable JSON"),
    ] {
        let wanted = if name == "log.ods" { "--convert-to xlsx log.ods" } else { wanted };
        let (_, said) = proposed(name, text);
        assert!(said.contains(wanted), "{name}: {said}");
    }
}

/// Our own claims.csv as other programs save it was taken for probes, or for nothing.
#[test]
fn our_own_claims_in_other_spellings_are_claims() {
    let rows = "claim,claimant,role,kind,published,targets\n\
        c1,Crew,attacker,attack,2023-06-01T08:41:00Z,weir.example\n";
    let row = |stamp: &str, site: &str, failed: bool| {
        format!("{stamp},{site},{}\n", if failed { 503 } else { 200 })
    };
    let log = "timestamp,site,status_code\n".to_owned() + &self::rows(row);
    let capitals = rows.replace(
        "claim,claimant,role,kind,published,targets",
        "Claim,Claimant,Role,Kind,Published,Targets",
    );
    let german = rows.replace(',', ";").replace("2023-06-01T08:41:00Z", "01.06.2023 08:41");
    for (claims, zone) in [(capitals, &[][..]), (german, &["--zone", "UTC"][..])] {
        let at = folder(&[("log.csv", &log), ("posts.csv", &claims)]);
        let words = [&["--probes", "log.csv", "--claims", "posts.csv"], zone];
        let verdicts = worked_out(at.path(), &words.concat()).verdicts;
        assert!(verdicts.iter().any(|verdict| verdict.site == "weir.example"), "{verdicts:?}");
    }
}

/// A list of outages with a column that says down in each row: each ends as its row says, and two
/// are never one.
#[test]
fn outages_in_a_list_of_one_state_end_as_their_rows_say() {
    let list = "Site,Status,Start,End,Duration\n\
        dam.example,Down,2023-06-01 14:00:00,2023-06-01 14:50:00,50 min\n\
        dam.example,Down,2023-06-05 08:00:00,2023-06-05 08:20:00,20 min\n\
        weir.example,Down,2023-06-03 10:00:00,2023-06-03 10:30:00,30 min\n";
    let at = folder(&[("outages.csv", list)]);
    let answers = [("interval", "\"5m\""), ("zone", "\"UTC\"")];
    let found = outages(at.path(), &["outages.csv"], &answers);
    assert_eq!(found.lines().count(), 1 + 3, "{found}");
    assert!(found.contains(",2023-06-01T14:00:00Z,2023-06-01T14:45:00Z,2023-06-01T14:50:00Z,"));
}
