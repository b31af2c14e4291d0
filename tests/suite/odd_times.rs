//! Times, sites and publications that cannot be read, in each layout of probes and each format of
//! claims: such a row is never up, down or a claim, and is counted and listed.

use crate::claim_formats;
use crate::incident_folder::IncidentFolder;
use crate::layout_values::{report, stamp, unix};
use crate::monitor_values::database;
use corroborate::model::{InputRole, Report};

/// Minutes of the rows: the third has the odd time, and its outcome says down.
const MINUTES: [i64; 5] = [0, 5, 10, 15, 20];

/// A layout of probes with a log of five rows, of which the third is written with an odd time.
struct TimedLayout {
    layout: &'static str,
    keys: &'static str,
    name: &'static str,
    /// First line, where there is one.
    header: &'static str,
    /// Writes a row of a time that is up, or down.
    row: fn(&str, bool) -> String,
    /// Writes the time of a minute.
    time: fn(i64) -> String,
    /// Times that mean none.
    odd: &'static [&'static str],
}

fn seconds(minute: i64) -> String {
    unix(minute).to_string()
}

fn digits(minute: i64) -> String {
    stamp(minute).chars().filter(char::is_ascii_digit).collect()
}

fn code(is_up: bool) -> u16 {
    if is_up { 200 } else { 503 }
}

fn word(is_up: bool) -> &'static str {
    if is_up { "up" } else { "down" }
}

const STAMPS: &[&str] = &["", "soon", "2025-13-21T00:10:00Z", "2025-01-21T00:61:00Z", "9025-01-21"];
/// Times of lines, in which a cell that is empty is none.
const WORDS: &[&str] = &["soon", "2025-13-21T00:10:00Z", "2025-01-21T00:61:00Z", "9025-01-21"];
const NUMBERS: &[&str] = &["soon", "-5", "99999999999999999", "1e99"];

const LAYOUTS: [TimedLayout; 9] = [
    TimedLayout {
        layout: "csv",
        keys: "",
        name: "p.csv",
        header: "timestamp,site,status_code\n",
        row: |at, is_up| format!("{at},shop,{}\n", code(is_up)),
        time: stamp,
        odd: STAMPS,
    },
    TimedLayout {
        layout: "json",
        keys: "columns = { timestamp = \"t\", site = \"s\", status_code = \"c\" }",
        name: "p.jsonl",
        header: "",
        row: |at, is_up| format!("{{\"t\":\"{at}\",\"s\":\"shop\",\"c\":{}}}\n", code(is_up)),
        time: stamp,
        odd: STAMPS,
    },
    TimedLayout {
        layout: "lines",
        keys: "format = \"{timestamp} {status_code}\"",
        name: "shop.log",
        header: "",
        row: |at, is_up| format!("{at} {}\n", code(is_up)),
        time: stamp,
        odd: WORDS,
    },
    TimedLayout {
        layout: "fettle",
        keys: "",
        name: "shop_report.log",
        header: "",
        row: |at, is_up| format!("{at}, {}, 0.1\n", if is_up { "success" } else { "failed" }),
        time: stamp,
        odd: STAMPS,
    },
    TimedLayout {
        layout: "blackbox-log",
        keys: "",
        name: "b.log",
        header: "",
        row: |at, is_up| {
            let said = if is_up { "succeeded" } else { "failed" };
            format!("ts={at} target=shop module=http msg=\"Probe {said}\"\n")
        },
        time: stamp,
        odd: WORDS,
    },
    TimedLayout {
        layout: "ripe-atlas",
        keys: "",
        name: "r.json",
        header: "",
        row: |at, is_up| {
            let code = code(is_up);
            let result = format!("[{{\"res\":{code}}}]");
            format!(
                "{{\"type\":\"http\",\"prb_id\":1,\"msm_id\":2,\"timestamp\":\"{at}\",\
                 \"dst_name\":\"shop\",\"result\":{result}}}\n"
            )
            .replace(&format!("\"timestamp\":\"{at}\""), &timestamp_key(at))
        },
        time: seconds,
        odd: NUMBERS,
    },
    TimedLayout {
        layout: "wayback-cdx",
        keys: "",
        name: "cdx.txt",
        header: "",
        row: |at, is_up| {
            let code = code(is_up);
            format!("com,shop)/ {at} https://shop.com/ text/html {code} AAAA 512\n")
        },
        time: digits,
        odd: &["2025012100", "20251321001000", "soon", "-"],
    },
    TimedLayout {
        layout: "uptimerobot",
        keys: "interval = \"5m\"\nzone = \"UTC\"",
        name: "shop.csv",
        header: "Event,Date-Time,Reason,Duration (in mins.)\n",
        row: |at, is_up| format!("{},{at},Reason,5\n", word(is_up)),
        time: stamp,
        odd: STAMPS,
    },
    TimedLayout {
        layout: "pingdom",
        keys: "",
        name: "shop.csv",
        header: "time,status,probeid,responsetime\n",
        row: |at, is_up| format!("{at},{},7,100\n", word(is_up)),
        time: seconds,
        odd: &["soon", "", "-5", "99999999999999999"],
    },
];

/// Writes a key with a number as it is, and with any other text in quotation marks.
fn timestamp_key(at: &str) -> String {
    match at.parse::<f64>() {
        Ok(_) => format!("\"timestamp\":{at}"),
        Err(_) => format!("\"timestamp\":\"{at}\""),
    }
}

/// A row that stands at no time says nothing of any, and is refused.
fn assert_refused(report: &Report, what: &str) {
    let down = report.outages.len() + report.blips.len();
    assert_eq!(down, 0, "{what}: {:?}", report.outages);
    let refused: u64 = report
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Probes)
        .map(|input| input.refused)
        .sum();
    assert_eq!(refused, 1, "{what}: {:?}", report.refusals.listed);
    assert!(!report.refusals.listed.is_empty(), "{what}: nothing is listed");
}

#[test]
fn a_probe_at_no_time_is_refused_and_no_outage() {
    for TimedLayout { layout, keys, name, header, row, time, odd } in LAYOUTS {
        for at in odd {
            let rows = MINUTES.iter().enumerate().map(|(number, minute)| match number {
                2 => row(at, false),
                _ => row(&time(*minute), true),
            });
            let text = format!("{header}{}", rows.collect::<String>());
            let report = report(layout, keys, name, text.as_bytes());
            assert_refused(&report, &format!("{layout} {at:?}"));
        }
    }
}

#[test]
fn a_row_of_a_database_at_no_time_is_refused_and_no_outage() {
    for odd in ["NULL", "''", "'soon'", "'2025-13-21 00:10:00'"] {
        let beat = |number: usize, minute: i64| {
            let time = stamp(minute).replace('T', " ").replace('Z', ".000");
            let (status, time) = match number {
                2 => (0, odd.to_owned()),
                _ => (1, format!("'{time}'")),
            };
            format!("INSERT INTO heartbeat VALUES (NULL, 1, {status}, 'm', {time}, 40);")
        };
        let beats: String =
            MINUTES.iter().enumerate().map(|(at, minute)| beat(at, *minute)).collect();
        let statements = format!(
            "CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT);
             CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, monitor_id INTEGER, status, msg TEXT,
                 time DATETIME, ping INTEGER);
             INSERT INTO monitor VALUES (1, 'shop', 'http');{beats}"
        );
        assert_refused(&database("uptime-kuma", &statements), &format!("uptime-kuma {odd}"));
    }
}

/// A claim format with one statement whose time is written oddly.
struct TimedClaims {
    layout: &'static str,
    keys: &'static str,
    name: &'static str,
    text: fn(&str) -> String,
}

const CLAIMS: [TimedClaims; 6] = [
    TimedClaims {
        layout: "csv",
        keys: "",
        name: "c.csv",
        text: |at| {
            format!("claim,claimant,role,kind,published,targets\nc,K,media,outage,{at},shop\n")
        },
    },
    TimedClaims {
        layout: "json",
        keys: "columns = { claim = \"c\", claimant = \"w\", published = \"p\", targets = \"t\" }\n\
               role = \"media\"\nkind = \"outage\"",
        name: "c.jsonl",
        text: |at| format!("{{\"c\":\"c\",\"w\":\"K\",\"p\":\"{at}\",\"t\":\"shop\"}}\n"),
    },
    TimedClaims {
        layout: "statuspage",
        keys: "targets = \"shop\"",
        name: "i.json",
        text: |at| {
            format!(
                r#"{{"page":{{"name":"P"}},"incidents":[{{"id":"i","incident_updates":[{{"id":"u",
                "status":"investigating","created_at":"{at}"}}]}}]}}"#
            )
        },
    },
    TimedClaims {
        layout: "github-statuses",
        keys: "targets = \"shop\"",
        name: "w.csv",
        text: |at| {
            format!(
                "incident_id,downtime_start,downtime_end,source,title,impact\n\
                 i,{at},2025-01-21T00:20:00Z,updates,Down,major\n"
            )
        },
    },
    TimedClaims {
        layout: "telegram",
        keys: "rules = \"rules.toml\"\nrole = \"attacker\"\nkind = \"attack\"",
        name: "result.json",
        text: |at| {
            format!(
                r#"{{"name":"C","id":1,"messages":[{{"id":1,"type":"message","from":"C",
                "date_unixtime":"{at}","text":"shop"}}]}}"#
            )
        },
    },
    TimedClaims {
        layout: "cstate",
        keys: "targets = \"shop\"\nclaimant = \"P\"",
        name: "a.md",
        text: |at| {
            format!("---\ntitle: Down\ndate: {at}\nseverity: down\naffected:\n  - Web\n---\n")
        },
    },
];

/// A statement at no time is no claim; where nobody wrote a time, our own tables have a claim
/// without one, which is not checkable.
#[test]
fn a_statement_at_an_unreadable_time_is_refused_and_no_claim() {
    for TimedClaims { layout, keys, name, text } in CLAIMS {
        for at in ["soon", "2025-13-21T00:10:00Z", "2025-01-21T00:61:00Z", "-1"] {
            let report = claim_formats::report(layout, keys, name, text(at).as_bytes());
            assert_eq!(report.claims.len(), 0, "{layout} {at}: {:?}", report.claims);
            assert_eq!(report.refusals.count(), 1, "{layout} {at}: {:?}", report.refusals.listed);
            assert!(report.verdicts.iter().all(|one| one.claim.is_none()), "{layout} {at}");
        }
    }
}

/// A row that names no site, or names it by nothing but blanks, is one of nobody.
#[test]
fn a_row_without_a_site_is_refused() {
    for site in ["", "  ", "\u{200b}"] {
        let row = |minute: i64, site: &str, code: u16| format!("{},{site},{code}\n", stamp(minute));
        let text = format!(
            "timestamp,site,status_code\n{}{}{}{}",
            row(0, "shop", 200),
            row(5, site, 503),
            row(10, "shop", 200),
            row(15, "shop", 200)
        );
        let folder = IncidentFolder::new("[[probes]]\nfiles = \"p.csv\"\n").with("p.csv", text);
        let report = folder.report().expect("the log is read");
        assert_refused(&report, &format!("{site:?}"));
        assert_eq!(report.sites.len(), 1, "{site:?}");
    }
}
