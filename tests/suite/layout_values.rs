//! The values that decide something in each layout: every one of the lists in `docs/layouts.md`,
//! and values that no list has. Such a value is a probe with an unknown result, and is listed; it
//! is never up and never down.

use crate::incident_folder::IncidentFolder;
use corroborate::clock::{Instant, MINUTE, SECOND, rfc3339};
use corroborate::model::{Refusals, Report};

/// 2025-01-21T00:00:00Z.
const START: Instant = Instant(1_737_417_600 * SECOND);
/// Minutes from the start at which a probe is made; the third has the value that is tried.
pub(crate) const MINUTES: [i64; 5] = [0, 5, 10, 15, 20];
pub(crate) const TRIED: usize = 2;

fn moment(minute: i64) -> Instant {
    START.plus(minute * MINUTE)
}

/// A moment as most logs write it.
pub(crate) fn stamp(minute: i64) -> String {
    rfc3339(moment(minute))
}

/// Seconds since 1970.
pub(crate) fn unix(minute: i64) -> i64 {
    moment(minute).0 / SECOND
}

/// A moment of a web archive's listing.
fn digits(minute: i64) -> String {
    stamp(minute).chars().filter(char::is_ascii_digit).collect()
}

/// Rows of a log, the third with the value that is tried and the others with a usual one.
pub(crate) fn rows(
    usual: &str,
    tried: &str,
    row: impl Fn(i64, &str) -> String,
    between: &str,
) -> String {
    let value = |at: usize| if at == TRIED { tried } else { usual };
    let all: Vec<String> =
        MINUTES.iter().enumerate().map(|(at, minute)| row(*minute, value(at))).collect();
    all.join(between)
}

/// Returns what became of the third probe: up, down, challenged or unknown, and whether it is
/// listed.
pub(crate) fn fate(report: &Report) -> String {
    let site = &report.sites[0];
    let at = moment(MINUTES[TRIED]);
    let state = if site.down.contains(at) {
        "down"
    } else if site.up.contains(at) {
        "up"
    } else if site.partial.contains(at) {
        "challenged"
    } else {
        "unknown"
    };
    let listed = if is_listed(&report.refusals) { ", listed" } else { "" };
    format!("{state}{listed}")
}

fn is_listed(refusals: &Refusals) -> bool {
    !refusals.listed.is_empty()
}

/// The report on a log in a layout.
pub(crate) fn report(layout: &str, keys: &str, name: &str, bytes: &[u8]) -> Report {
    let settings = format!("[[probes]]\nfiles = \"{name}\"\nlayout = \"{layout}\"\n{keys}\n");
    let folder = IncidentFolder::new(&settings).with(name, bytes);
    folder.report().unwrap_or_else(|why| panic!("{layout}: {why}"))
}

#[test]
fn fettle_words() {
    let cases = [
        ("success", "up"),
        ("Status.SUCCESS", "up"),
        ("failed", "down"),
        ("Status.FAILED", "down"),
        ("unknown", "unknown"),
        ("UNKNOWN", "unknown"),
        ("timeout", "unknown, listed"),
        ("up", "unknown, listed"),
        ("", "unknown, listed"),
    ];
    for (word, expected) in cases {
        assert_eq!(fate(&fettle(word)), expected, "{word}");
    }
}

/// A log with one word.
pub(crate) fn fettle(word: &str) -> Report {
    let text = rows("success", word, |at, word| format!("{}, {word}, 0.1", stamp(at)), "\n");
    report("fettle", "", "shop_report.log", text.as_bytes())
}

fn prometheus(metric: &str, usual: &str, tried: &str) -> Report {
    let values = rows(usual, tried, |at, value| format!("[{},\"{value}\"]", unix(at)), ",");
    let text = format!(
        r#"{{"status":"success","data":{{"result":[{{"metric":{{"__name__":"{metric}","instance":"shop"}},"values":[{values}]}}]}}}}"#
    );
    report("prometheus", "", "answer.json", text.as_bytes())
}

#[test]
fn prometheus_samples() {
    let verdicts =
        [("1", "up"), ("0", "down"), ("NaN", "unknown, listed"), ("0.5", "unknown, listed")];
    for (value, expected) in verdicts {
        let report = prometheus("probe_success", "1", value);
        assert_eq!(fate(&report), expected, "{value}");
    }
    let codes = [
        ("200", "up"),
        ("404", "up"),
        ("403", "challenged"),
        ("503", "down"),
        // The exporter writes 0 where no answer came.
        ("0", "down"),
        ("999", "unknown, listed"),
        ("NaN", "unknown, listed"),
        ("-1", "unknown, listed"),
    ];
    for (value, expected) in codes {
        let report = prometheus("probe_http_status_code", "200", value);
        assert_eq!(fate(&report), expected, "{value}");
    }
}

fn atlas(kind: &str, usual: &str, tried: &str) -> Report {
    let row = |at: i64, keys: &str| {
        format!(
            r#"{{"type":"{kind}","prb_id":1,"msm_id":2,"timestamp":{},"dst_name":"shop",{keys}}}"#,
            unix(at)
        )
    };
    let text = rows(usual, tried, row, "\n");
    report("ripe-atlas", "", "results.json", text.as_bytes())
}

#[test]
fn ripe_atlas_results() {
    let http = [
        (r#""result":[{"res":200}]"#, "up"),
        (r#""result":[{"res":503}]"#, "down"),
        (r#""result":[{"res":403}]"#, "challenged"),
        (r#""result":[{"err":"connect: timeout"}]"#, "down"),
        (r#""result":[{"dnserr":"name or service not known"}]"#, "down"),
        (r#""result":[{"err":"timeout"},{"res":200}]"#, "up"),
        (r#""result":[{"err":"connect: Network is unreachable"}]"#, "unknown"),
        (r#""result":[{"err":"sendto failed: Invalid argument"}]"#, "unknown"),
        (r#""result":[{"err":"Operation not permitted"}]"#, "unknown"),
        (r#""result":[{"err":"bind: Cannot assign requested address"}]"#, "unknown"),
        (r#""result":[{"err":"Address family not supported by protocol"}]"#, "unknown"),
        (r#""result":[{"err":"address not allowed"}]"#, "unknown"),
        (r#""result":[{"res":999}]"#, "unknown, listed"),
        (r#""result":[{"res":-1}]"#, "unknown, listed"),
        (r#""result":[{}]"#, "unknown, listed"),
    ];
    for (keys, expected) in http {
        assert_eq!(fate(&atlas("http", http[0].0, keys)), expected, "{keys}");
    }
    let ping = [
        (r#""sent":3,"rcvd":3"#, "up"),
        (r#""sent":3,"rcvd":1"#, "up"),
        (r#""sent":3,"rcvd":0,"result":[{"x":"*"}]"#, "down"),
        (r#""sent":0,"rcvd":0"#, "unknown"),
        (r#""sent":0,"rcvd":0,"dnserr":"dns: no such host""#, "down"),
        (r#""sent":0,"rcvd":0,"result":[{"error":"DNS resolution failed"}]"#, "down"),
        (
            r#""sent":3,"rcvd":0,"result":[{"error":"connect failed: Network is unreachable"}]"#,
            "unknown",
        ),
        (r#""sent":3"#, "unknown, listed"),
    ];
    for (keys, expected) in ping {
        assert_eq!(fate(&atlas("ping", ping[0].0, keys)), expected, "{keys}");
    }
    let certificates = [
        (r#""cert":["PEM"]"#, "up"),
        (r#""alert":{"description":40}"#, "unknown"),
        (r#""err":"timeout reading hello""#, "down"),
        (r#""ver":"1.2""#, "unknown, listed"),
    ];
    for (keys, expected) in certificates {
        assert_eq!(fate(&atlas("sslcert", certificates[0].0, keys)), expected, "{keys}");
    }
    for kind in ["traceroute", "dns"] {
        let text = format!(
            "{}\n{}",
            r#"{"type":"http","prb_id":1,"msm_id":2,"timestamp":1737417600,"dst_name":"shop","result":[{"res":200}]}"#,
            format_args!(
                r#"{{"type":"{kind}","prb_id":1,"msm_id":2,"timestamp":{},"dst_name":"shop"}}"#,
                unix(10)
            )
        );
        let report = report("ripe-atlas", "", "results.json", text.as_bytes());
        assert_eq!(fate(&report), "unknown, listed", "{kind}");
    }
}

fn ooni(tried: &str) -> Report {
    let row = |at: i64, keys: &str| {
        let clock = stamp(at).replace('T', " ").replace('Z', "");
        format!(
            r#"{{"test_name":"web_connectivity","measurement_start_time":"{clock}","input":"shop","probe_asn":"AS1","probe_cc":"IQ","test_keys":{{{keys}}}}}"#
        )
    };
    let text = rows(r#""accessible":true,"blocking":false"#, tried, row, "\n");
    report("ooni", "", "measurements.jsonl", text.as_bytes())
}

#[test]
fn ooni_verdicts() {
    let code = |code: u16| {
        format!(
            r#""accessible":true,"blocking":false,"requests":[{{"response":{{"code":{code}}}}}]"#
        )
    };
    let (fine, failing, none, odd) = (code(200), code(503), code(0), code(999));
    let cases = [
        (r#""accessible":true,"blocking":false"#, "up"),
        (fine.as_str(), "up"),
        (failing.as_str(), "down"),
        (none.as_str(), "up"),
        (odd.as_str(), "unknown, listed"),
        (r#""accessible":false,"blocking":"dns""#, "challenged"),
        (r#""accessible":false,"blocking":"tcp_ip""#, "challenged"),
        (r#""accessible":false,"blocking":"http-failure""#, "challenged"),
        (r#""accessible":false,"blocking":"http-diff""#, "challenged"),
        (r#""accessible":false,"blocking":"http""#, "challenged"),
        (r#""accessible":null,"blocking":"dns""#, "challenged"),
        (r#""accessible":false,"blocking":false"#, "down"),
        (r#""accessible":false,"blocking":false,"control_failure":"timeout""#, "unknown"),
        (r#""accessible":null,"blocking":null"#, "unknown"),
        (r#""accessible":false,"blocking":null"#, "unknown"),
        (r#""accessible":false,"blocking":"weather""#, "unknown, listed"),
        (r#""accessible":true,"blocking":"dns""#, "unknown, listed"),
        (r#""accessible":"yes","blocking":false"#, "unknown, listed"),
    ];
    for (keys, expected) in cases {
        assert_eq!(fate(&ooni(keys)), expected, "{keys}");
    }
}

#[test]
fn ooni_tables() {
    let cases = [
        ("Yes", "dns", "challenged"),
        ("yes", "tcp_ip", "challenged"),
        ("Yes", "http-diff", "challenged"),
        ("Yes", "nil", "unknown"),
        ("No", "nil", "unknown"),
        ("No", "dns", "unknown"),
        ("Yes", "weather", "unknown"),
        ("Maybe", "dns", "unknown"),
    ];
    for (blocked, how, expected) in cases {
        let address = format!("https://x/m/{}.5_IQ_webconnectivity_1", digits(10));
        let text = format!(
            "Website URL,Blocked?,Blocking Method,OONI URL\nshop,{blocked},{how},{address}\n"
        );
        let report = report("ooni", "", "table.csv", text.as_bytes());
        // The stamp has half a second, and the one probe is all that there is.
        let site = &report.sites[0];
        let at = moment(10).plus(SECOND / 2);
        assert!(!site.up.contains(at) && !site.down.contains(at), "{blocked} {how}");
        assert_eq!(site.partial.contains(at), expected == "challenged", "{blocked} {how}");
    }
}

/// Captures of one page; an index writes the code of a revisit as `-`, `0` or `-1`.
fn captures(kind: &str, code: &str) -> Report {
    let row = |at: i64, tried: &str| {
        let cells = if tried.is_empty() { "text/html 200 AAAA" } else { tried };
        format!("com,shop)/ {} https://shop.com/ {cells} 512", digits(at))
    };
    let text = rows("", &format!("{kind} {code} AAAA"), row, "\n");
    report("wayback-cdx", "", "cdx.txt", text.as_bytes())
}

#[test]
fn wayback_codes() {
    let cases = [
        ("text/html", "200", "up"),
        ("text/html", "301", "up"),
        ("text/html", "403", "challenged"),
        ("text/html", "503", "down"),
        // A revisit has the page of an earlier capture, so its code too.
        ("warc/revisit", "-", "up"),
        ("warc/revisit", "0", "up"),
        ("warc/revisit", "-1", "up"),
        ("warc/revisit", "503", "down"),
        // A capture is an answer, whatever the index leaves out.
        ("text/html", "-", "unknown"),
        ("unk", "0", "unknown"),
        ("text/dns", "-1", "unknown"),
        ("text/html", "000", "unknown"),
        ("text/html", "999", "unknown, listed"),
        ("text/html", "OK", "unknown, listed"),
    ];
    for (kind, code, expected) in cases {
        let report = captures(kind, code);
        assert_eq!(fate(&report), expected, "{kind} {code}");
        let causes = report.outages.iter().chain(&report.blips).flat_map(|one| &one.causes);
        assert!(causes.into_iter().all(|count| count.cause != "no answer"), "{kind} {code}");
    }
}

/// Revisits without a code were called "no answer", so that a page that never changed went down.
#[test]
fn revisits_of_an_index_that_writes_zeros_are_no_outage() {
    for code in ["0", "-1", "-"] {
        let row = |day: u32, cells: &str| {
            format!("com,shop)/ 202501{day:02}120000 https://shop.com/ {cells} AAAA 512\n")
        };
        let revisit = format!("warc/revisit {code}");
        let text = [
            row(1, "text/html 200"),
            row(2, &revisit),
            row(3, &revisit),
            row(4, &revisit),
            row(5, "text/html 200"),
        ];
        let report = report("wayback-cdx", "", "cdx.txt", text.concat().as_bytes());
        assert!(report.outages.is_empty() && report.blips.is_empty(), "{code}");
        assert_eq!(report.refusals.count(), 0, "{code}");
    }
}

#[test]
fn curl_codes() {
    let cases = [
        ("200", "up"),
        ("404", "up"),
        ("429", "challenged"),
        ("500", "down"),
        ("000", "down"),
        ("999", "unknown, listed"),
        ("timeout", "unknown, listed"),
    ];
    for (code, expected) in cases {
        let text = rows("200", code, |at, code| format!("{} {code}", stamp(at)), "\n");
        let keys = "format = \"{timestamp} {status_code}\"";
        let report = report("lines", keys, "shop.log", text.as_bytes());
        assert_eq!(fate(&report), expected, "{code}");
    }
}

#[test]
fn blackbox_log_messages() {
    let cases = [
        ("Probe succeeded", "up"),
        ("Probe failed", "down"),
        // Steps on the way are no probes: the time around them stays as the probes say.
        ("Beginning probe", "up"),
        ("probe failed", "up"),
    ];
    for (message, expected) in cases {
        let row = |at: i64, message: &str| {
            format!("ts={} target=shop module=http msg=\"{message}\"", stamp(at))
        };
        let text = rows("Probe succeeded", message, row, "\n");
        let keys = "silence = \"15m\"";
        let report = report("blackbox-log", keys, "blackbox.log", text.as_bytes());
        assert_eq!(fate(&report), expected, "{message}");
    }
}

#[test]
fn mtr_losses() {
    let header = "Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg";
    let keys = "addresses = \"192.0.2.7\"";
    let cases = [
        ("192.0.2.7,0.00", "up"),
        ("192.0.2.7,99.99", "up"),
        ("192.0.2.7,100.00", "down"),
        ("192.0.2.9,0.00", "down"),
        ("a.example,0.00", "up"),
        ("192.0.2.7,-0.01", "unknown, listed"),
        ("192.0.2.7,100.01", "unknown, listed"),
        ("192.0.2.7,many", "unknown, listed"),
    ];
    for (hop, expected) in cases {
        let row = |at: i64, hop: &str| {
            format!("{header}\nMTR.0.95,{},OK,a.example,1,{hop},10,0,1.00,1.50,\n", unix(at))
        };
        let text = rows("192.0.2.7,0.00", hop, row, "");
        let report = report("mtr", keys, "mtr.csv", text.as_bytes());
        assert_eq!(fate(&report), expected, "{hop}");
    }
}

#[test]
fn a_destination_that_is_named_needs_its_addresses() {
    let text = |host: &str, hop: &str| {
        format!(
            "Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Avg\nMTR.0.95,{},OK,{host},1,{hop},\
             0.00,1.50\n",
            unix(0)
        )
    };
    let of = |name: &str, text: &str, keys: &str| {
        let settings = format!("[[probes]]\nfiles = \"{name}\"\n{keys}");
        IncidentFolder::new(&settings).with(name, text).report()
    };
    let mtr = "layout = \"mtr\"\n";
    let named = text("a.example", "192.0.2.7");
    let why = of("mtr.csv", &named, mtr).unwrap_err();
    assert!(why.contains("mtr.csv:2: `addresses`: no row tells which hop is `a.example`"), "{why}");
    let by_address = of("mtr.csv", &text("192.0.2.7", "192.0.2.7"), mtr).unwrap();
    assert_eq!((by_address.sites.len(), by_address.inputs[1].rows), (1, 1));
    let why = of("mtr.csv", &named.replace("Loss%", "Lost"), mtr).unwrap_err();
    assert!(why.contains("mtr.csv:1: there is no column `Loss%`; found"), "{why}");
    let headless = named.lines().nth(1).unwrap();
    let why = of("mtr.csv", headless, mtr).unwrap_err();
    assert!(why.contains("mtr.csv:1: no header stands before it"), "{why}");
    let why = of("mtr.csv", &named, "addresses = \"192.0.2.7\"\n").unwrap_err();
    assert!(why.contains("it belongs to layout = \"mtr\"; leave it out"), "{why}");
}
