//! Files whose numbers came out wrong without a word: a port taken for a status code, a host for a
//! year, a word of the envelope for the result of each row. Each is read right, or asked about.

use crate::program_run::ran;
use crate::proposed::{folder, proposed, quick, stopped};
use std::fmt::Write;
use std::path::Path;

/// Moments of a log, five minutes apart.
const MOMENTS: usize = 12;
/// Zone of clocks that say none.
const ZONE: [&str; 2] = ["--zone", "Europe/Lisbon"];

/// Says whether the gate is down at a moment; the mill never is.
fn is_down(at: usize, site: &str) -> bool {
    site == "gate.example" && (4..8).contains(&at)
}

/// Rows for two sites at each moment; `row` writes one by its clock, its site, and whether it is
/// down.
fn rows(row: impl Fn(&str, &str, bool) -> String) -> String {
    let mut text = String::new();
    for at in 0..MOMENTS {
        let clock = format!("{:02}:{:02}:00", 7 + at / 12, at % 12 * 5);
        for site in ["gate.example", "mill.example"] {
            writeln!(text, "{}", row(&clock, site, is_down(at, site))).unwrap();
        }
    }
    text
}

/// Checks that the quick way finds the one outage of these rows, from 07:20 until 07:40.
fn has_the_outage(at: &Path, words: &[&str]) {
    let (outages, notes) = quick(at, words);
    let found: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(found.len(), 1, "{words:?}: {outages} {notes}");
    assert!(found[0].contains(",gate.example,2021-11-0"), "{outages}");
    for clock in [":20:", ":40:"] {
        assert!(found[0].contains(clock), "{outages}");
    }
}

/// Checks that the quick way asks, with some words.
fn asks(name: &str, text: &str, wanted: &[&str]) {
    let at = folder(&[(name, text)]);
    let said =
        stopped(at.path(), &[&["report", "--probes", name, "-o", "out"], &ZONE[..]].concat());
    for wanted in wanted {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_port_a_size_or_an_answer_time_is_no_status_code() {
    let code = |down: bool| if down { 502 } else { 200 };
    let forms: [fn(&str, u16) -> String; 6] = [
        |site, code| format!("{site} 443 {code}"),
        |site, code| format!("{site} 312ms {code}"),
        |site, code| format!("{site} port 443 code {code}"),
        |site, code| format!("{site} bytes=512 code={code}"),
        |site, code| format!("GET {site} 443 HTTP/1.1 {code} OK"),
        |site, code| format!("{site} {code} {}", if code == 200 { "OK" } else { "Gone" }),
    ];
    for form in forms {
        let line = |clock: &str, site: &str, down| {
            format!("2021-11-03T{clock}Z {}", form(site, code(down)))
        };
        let at = folder(&[("log.txt", &rows(line))]);
        has_the_outage(at.path(), &["--probes", "log.txt"]);
    }
}

#[test]
fn lines_without_a_status_code_are_asked_about() {
    let open = |clock: &str, site: &str, down: bool| {
        format!("2021-11-03T{clock}Z {site} 443 {}", if down { "shut" } else { "open" })
    };
    asks("log.txt", &rows(open), &["a text without columns"]);
    let two = |clock: &str, site: &str, down: bool| {
        let codes = if down { "200 503" } else { "302 200" };
        format!("2021-11-03T{clock}Z {site} {codes}")
    };
    asks("log.txt", &rows(two), &["several numbers of a line can be its status code"]);
    let dead = |clock: &str, site: &str, _: bool| format!("2021-11-03T{clock}Z {site} 503");
    asks("log.txt", &rows(dead), &["format:", "none would be up"]);
}

#[test]
fn an_exit_code_of_0_is_up() {
    let line = |clock: &str, site: &str, down: bool| {
        format!("2021-11-03T{clock}Z {site} exit={}", if down { 28 } else { 0 })
    };
    let at = folder(&[("log.txt", &rows(line))]);
    has_the_outage(at.path(), &["--probes", "log.txt"]);
}

#[test]
fn what_stands_behind_a_stamp_is_not_its_year() {
    for host in ["mon01", "web01", "7", "1234"] {
        let line = |clock: &str, site: &str, down: bool| {
            format!("Nov 03 {clock} {host} {site} {}", if down { "DOWN" } else { "UP" })
        };
        let text = rows(line);
        asks("log.txt", &text, &["stamps without a year", "sed 's/^/2022 /'"]);
        let dated: String = text.lines().map(|line| format!("2021 {line}\n")).collect();
        let at = folder(&[("dated.log", &dated)]);
        let words = [&["--probes", "dated.log"], &ZONE[..]].concat();
        has_the_outage(at.path(), &words);
    }
}

#[test]
fn a_word_around_a_list_is_the_result_of_none_of_its_rows() {
    let list =
        |row: &dyn Fn(&str, &str, bool) -> String| rows(row).lines().collect::<Vec<_>>().join(",");
    let seen = list(&|clock, site, down| {
        format!(r#"{{"time":"2021-11-03T{clock}Z","site":"{site}","seen":{}}}"#, !down)
    });
    for envelope in [r#""ok":true"#, r#""status":"success""#, r#""code":200"#] {
        let text = format!(r#"{{{envelope},"data":[{seen}]}}"#);
        asks("api.json", &text, &["is it `data[].seen` (`false`, `true`)?"]);
        let at = folder(&[("api.json", &text)]);
        let done = ran(at.path(), &["init", "case", "api.json"]);
        assert!(done.status.success());
    }
    let points = |site: &str| {
        let point = |at: usize| format!("[{},{}]", 1_635_922_800 + at * 300, i32::from(at != 5));
        let all: Vec<String> = (0..MOMENTS).map(point).collect();
        format!(r#"{{"url":"{site}","status":"up","points":[{}]}}"#, all.join(","))
    };
    let text = format!(r#"{{"sites":[{},{}]}}"#, points("gate.example"), points("mill.example"));
    asks("now.json", &text, &["is it `sites[].points[][1]` (`0`, `1`)?"]);
}

#[test]
fn lists_under_sibling_keys_are_all_read_or_asked_about() {
    let checks = |site: &str, region: usize| {
        let check = |at: usize| {
            let up = !(is_down(at, site) && region == 0);
            format!(r#"{{"at":"2021-11-03T07:{:02}:00Z","up":{up}}}"#, at * 5)
        };
        let all: Vec<String> = (0..MOMENTS).map(check).collect();
        format!(r#""{site}":{{"checks":[{}]}}"#, all.join(","))
    };
    // Another site in each region.
    let text = format!(
        r#"{{"regions":{{"eu":{{{}}},"us":{{{}}}}}}}"#,
        checks("gate.example", 0),
        checks("mill.example", 1)
    );
    let at = folder(&[("regions.json", &text)]);
    has_the_outage(at.path(), &["--probes", "regions.json"]);
    let (file, _) = proposed("regions.json", &text);
    assert!(file.contains("vantage = \"regions.{key}\""), "{file}");
    // Lists with other keys in each are not one.
    let list = |key: &str, more: &str| {
        let row = |at: usize| {
            let stamp = format!("2021-11-03T07:{:02}:00Z", at * 5);
            format!(r#"{{"at":"{stamp}","site":"{key}.example","up":true{more}}}"#)
        };
        (0..MOMENTS).map(row).collect::<Vec<_>>().join(",")
    };
    let text =
        format!(r#"{{"run":7,"a":[{}],"b":[{}]}}"#, list("gate", ""), list("mill", r#","ms":5"#));
    asks("two.json", &text, &["columns:", "(12 rows), too, and an entry reads one list"]);
}

#[test]
fn our_own_columns_are_tested_as_any_others() {
    let table = |header: &str, row: &dyn Fn(&str, bool) -> String| {
        let line = |clock: &str, site: &str, down: bool| {
            let cells = row(site, down);
            let stamped = cells.lines().map(|cells| format!("2021-11-03T{clock}Z,{site},{cells}"));
            stamped.collect::<Vec<_>>().join("\n")
        };
        format!("timestamp,site,{header}\n{}", rows(line))
    };
    for (header, row, wanted) in [
        (
            "page,result",
            &(|_: &str, down| format!("/,up\n/login,{}", if down { "down" } else { "up" }))
                as &dyn Fn(&str, bool) -> String,
            &["differ by `page` (`/`, `/login`)", "site = [\"site\", \"page\"]"][..],
        ),
        (
            "status_code,error",
            &|_, down| format!("200,{}", if down { "no such text" } else { "" }),
            &["in 4 rows `status_code` is 200 and `error` says `no such text`"],
        ),
        (
            "status_code,result",
            &|_, down| format!("{},up", if down { 500 } else { 200 }),
            &["in 4 rows `result` says up beside a `status_code` of 500"],
        ),
        (
            "status_code,keyword_found",
            &|_, down| format!("200,{}", if down { "no" } else { "yes" }),
            &["in 4 rows `keyword_found` says `no` beside a `status_code` of `200`"],
        ),
        (
            "result,status",
            &|_, down| format!("success,{}", if down { "down" } else { "up" }),
            &["in 4 rows `status` says `down` beside a `result` of `success`"],
        ),
    ] {
        asks("log.csv", &table(header, row), wanted);
    }
    let vantages = table("region,result", &|_, down| {
        let seen = if down { "down" } else { "up" };
        format!("fra,{seen}\nnyc,{seen}\nsin,up")
    });
    let at = folder(&[("log.csv", &vantages)]);
    has_the_outage(at.path(), &["--probes", "log.csv"]);
    for (header, up, down) in [("ok", "1", "0"), ("error", "False", "True")] {
        let text = table(header, &|_, is_down| (if is_down { down } else { up }).to_owned());
        let at = folder(&[("log.csv", &text)]);
        has_the_outage(at.path(), &["--probes", "log.csv"]);
    }
}

#[test]
fn a_column_of_times_that_does_not_run_is_no_clock() {
    let word = |down: bool| if down { "DOWN" } else { "UP" };
    for (header, before) in
        [("Date,Duration,Time", true), ("Date,Response,Time", true), ("Date,Uptime,Checked", true)]
    {
        let line = |clock: &str, site: &str, down| {
            let took = format!("00:00:0{}", site.len() + usize::from(down) - 12);
            let cells = if before { format!("{took},{clock}") } else { format!("{clock},{took}") };
            format!("2021-11-03,{cells},{site},{}", word(down))
        };
        let text = format!("{header},Site,Status\n{}", rows(line));
        let at = folder(&[("log.csv", &text)]);
        has_the_outage(at.path(), &[&["--probes", "log.csv"], &ZONE[..]].concat());
    }
    let half = |clock: &str, site: &str, down| {
        format!("2021-11-03,{},PM,{site},{}", &clock[..5], word(down))
    };
    let text = format!("date,time,ampm,site,status\n{}", rows(half));
    let at = folder(&[("log.csv", &text)]);
    let (outages, _) = quick(at.path(), &[&["--probes", "log.csv"], &ZONE[..]].concat());
    assert!(outages.contains("2021-11-03T19:20:"), "{outages}");
}

#[test]
fn zeros_and_ones_are_asked_about_where_0_is_the_commoner() {
    let table = |header: &str, fine: &str, failed: &str| {
        let line = |clock: &str, site: &str, down: bool| {
            format!("2021-11-03T{clock}Z,{site},{}", if down { failed } else { fine })
        };
        format!("timestamp,site,{header}\n{}", rows(line))
    };
    for (header, fine, failed) in [
        ("status,message", "0,OK", "1,FAILED"),
        ("code,message", "0,success", "1,refused"),
        ("status,output", "0,PAGE OK - seen", "2,PAGE CRITICAL - gone"),
    ] {
        let text = table(header, fine, failed);
        let bad = &failed[..1];
        asks("log.csv", &text, &[&format!("has the words `0`, `{bad}`")]);
        let at = folder(&[("log.csv", &text)]);
        assert!(ran(at.path(), &["init", "case", "log.csv"]).status.success());
        let path = at.path().join("case/incident.toml");
        let answer = format!("results = {{ \"0\" = \"up\", \"{bad}\" = \"down\" }}");
        let file = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, file.replace("results = \"FILL IN\"", &answer)).unwrap();
        let done = ran(at.path(), &["report", "case", "-o", "out"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let outages = std::fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
        assert_eq!(outages.lines().count(), 2, "{outages}");
        assert!(outages.contains(",gate.example,"), "{outages}");
    }
    asks("log.csv", &table("Fehlercode", "0", "7"), &["write \"Fehlercode == 0\""]);
}

/// A word that an entry gives to a 0 in a column of status codes is heard.
#[test]
fn what_results_says_of_a_0_in_place_of_a_code_holds() {
    let line = |clock: &str, site: &str, down: bool| {
        format!("2021-11-03T{clock}Z,{site},{}", if down { 503 } else { 0 })
    };
    let text = format!("timestamp,site,status_code\n{}", rows(line));
    let entry = "title = \"T\"\n[[probes]]\nfiles = \"log.csv\"\nresults = { \"0\" = \"up\" }\n";
    let at = folder(&[("log.csv", &text), ("incident.toml", entry)]);
    let done = ran(at.path(), &["report", ".", "-o", "out"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let outages = std::fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
    assert_eq!(outages.lines().count(), 2, "{outages}");
}

#[test]
fn shares_of_lost_packets_in_a_wide_table_are_no_status_codes() {
    let mut text = "timestamp,gate.example,mill.example\n".to_owned();
    for at in 0..MOMENTS {
        let lost = if is_down(at, "gate.example") { 100 } else { 0 };
        writeln!(text, "2021-11-03T07:{:02}:00Z,{lost},0", at * 5).unwrap();
    }
    asks("wide.csv", &text, &["up_when:", "\"cell < 100\" if they are shares of lost packets"]);
}

#[test]
fn lines_under_a_stamp_that_name_their_site_are_a_probe_each() {
    let mut text = String::new();
    for at in 0..MOMENTS {
        writeln!(text, "2021-11-03 07:{:02}:00", at * 5).unwrap();
        for site in ["gate.example", "mill.example"] {
            writeln!(text, "{site}: {}", if is_down(at, site) { 503 } else { 200 }).unwrap();
        }
    }
    let command = "awk 'NF { if (n++ % 3 == 0) t = $0; else print t, $0 }' log.txt > probes.log";
    asks("log.txt", &text, &[command]);
    // What the command writes comes in.
    let mut stamp = "";
    let mut joined = String::new();
    for (number, line) in text.lines().enumerate() {
        if number % 3 == 0 {
            stamp = line;
        } else {
            writeln!(joined, "{stamp} {line}").unwrap();
        }
    }
    let at = folder(&[("probes.log", &joined)]);
    has_the_outage(at.path(), &[&["--probes", "probes.log"], &ZONE[..]].concat());
}

#[test]
fn a_count_since_the_year_1_is_no_stamp_in_nanoseconds() {
    let mut text = "time,site,status\n".to_owned();
    for at in 0..MOMENTS {
        let ticks = 637_715_052_000_000_000_u64 + at as u64 * 3_000_000_000;
        let word = if is_down(at, "gate.example") { "DOWN" } else { "UP" };
        writeln!(text, "{ticks},gate.example,{word}").unwrap();
    }
    asks("log.csv", &text, &["time_format:", "as .NET counts from the year 1"]);
}

#[test]
fn a_code_of_400_to_499_in_a_few_rows_is_named() {
    let line = |clock: &str, site: &str, down: bool| {
        format!("2021-11-03T{clock}Z,{site},{}", if down { 404 } else { 200 })
    };
    let (_, said) = proposed("log.csv", &format!("time,host,code\n{}", rows(line)));
    assert!(said.contains("down_codes = [404]"), "{said}");
}

#[test]
fn the_parts_of_a_clock_in_columns_of_their_own_are_joined() {
    for (header, day) in [("date", "2021-11-03"), ("year,month,day", "2021,11,03")] {
        let line = |clock: &str, site: &str, down: bool| {
            let (hour, minute) = (&clock[..2], &clock[3..5]);
            format!("{day},{hour},{minute},{site},{}", if down { "DOWN" } else { "UP" })
        };
        let text = format!("{header},hour,minute,site,status\n{}", rows(line));
        let at = folder(&[("log.csv", &text)]);
        has_the_outage(at.path(), &[&["--probes", "log.csv"], &ZONE[..]].concat());
    }
}

#[test]
fn lines_of_failures_in_another_form_are_asked_about() {
    let mut text = String::new();
    let mut other = String::new();
    for at in 0..30 {
        let stamp = format!("2021-11-03T07:{:02}:00Z", at * 2);
        let is_bad = at == 12 || at == 13;
        let word = if is_bad { "gave up after 9 s" } else { "200 88ms" };
        writeln!(text, "{stamp} gate.example {word}").unwrap();
        let turned = if is_bad { "FAIL timeout gate.example" } else { "OK gate.example 88ms" };
        writeln!(other, "{stamp} {turned}").unwrap();
    }
    asks("log.txt", &text, &["format:", "2 lines of another form", "`pass_over`"]);
    asks("log.txt", &other, &["format:", "2 lines of another form would not be read"]);
}
