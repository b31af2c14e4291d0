//! Archives a line a look: captures of a web archive, lines of curl, logs of blackbox_exporter.

use super::documents::{outages, read, refused, rows, vantages};

#[test]
fn captures_of_a_web_archive_are_looks() {
    let rows_ = [
        "com,ky)/ 20221005200000 http://ky.com:80/ text/html 200 AAAA 512",
        "com,ky)/ 20221005201000 https://www.ky.com/ text/html 503 BBBB 99",
        "com,ky)/ 20221005202000 https://ky.com/ warc/revisit - BBBB 99",
        "com,ky)/ 20221005203000 https://ky.com/ warc/revisit - AAAA 512",
        "com,ky)/ 20221005204000 https://ky.com/ warc/revisit - CCCC 512",
        "com,ky)/news 20221005204000 https://ky.com/news text/html 200 BBBB 512",
        "com,ky)/news 20221005205000 https://ky.com/news text/html 403 BBBB 512",
        "com,ky)/news 20221005210000 https://ky.com/news warc/revisit - BBBB 512",
        "com,ky)/news 20221099210000 https://ky.com/news text/html 200 BBBB 512",
        "com,ky)/news 2022 https://ky.com/news text/html 200 BBBB 512",
        "com,ky)/news 20221005",
    ];
    let report = read("wayback-cdx", "", rows_.join("\n")).unwrap();
    assert_eq!(outages(&report), ["ky.com 20:00:00 20:10:00 20:20:00 20:30:00 503=2"]);
    assert_eq!(vantages(&report), ["web.archive.org"]);
    assert_eq!(
        refused(&report),
        [
            "log:9:1: timestamp: `2022-10-99T21:00:00Z` is not a time; write it as `2022-10-05T13:42:00Z`",
            "log:10:1: timestamp: `2022` is not a time; write it as `2022-10-05T13:42:00Z`",
            "log:11:1: row: expected 7 fields, found 2",
        ]
    );
    let names = "urlkey timestamp original mimetype statuscode digest length";
    let cells = |row: &&str| format!("[\"{}\"]", row.replace(' ', "\",\""));
    let json: Vec<String> = std::iter::once(&names).chain(&rows_[..8]).map(cells).collect();
    let same = read("wayback-cdx", "", format!("[{}]\n", json.join(",\n"))).unwrap();
    assert_eq!((outages(&same), same.outages[0].first_place.line), (outages(&report), 3));
    let why = read("wayback-cdx", "", "[[\"timestamp\",\"original\"],[\"20221005200000\",\"http://ky.com\"]]").unwrap_err();
    assert!(why.starts_with("log:1: expected a first row with the column `urlkey`"), "{why}");
}

#[test]
fn lines_of_curl_are_read_as_declared() {
    let lines = [
        "at 2022-10-05 20:00:00Z | https://ky.example | 200 | 0.120",
        "at 2022-10-05 20:01:00Z | https://ky.example | 000 | 10.001",
        "at 2022-10-05 20:02:00Z | https://ky.example | 503 | 0.120",
        "curl: (28) timed out",
        "",
        "at 2022-10-05 20:03:00Z | https://ky.example | 200 | fast",
        "at 2022-10-05 20:04:00Z | https://ky.example | 200 | 0.120",
    ];
    let format = r#"format = "at {timestamp} | {site} | {status_code} | {latency_s}""#;
    let report = read("curl", format, lines.join("\n")).unwrap();
    assert_eq!(outages(&report), ["ky.example 20:00:00 20:01:00 20:02:00 20:04:00 503=1 no answer=1"]);
    assert_eq!(
        refused(&report),
        [
            "log:4:1: timestamp: expected a line of the declared `format`, found `curl: (28) timed out`",
            "log:6:6: latency_ms: expected a number of milliseconds or nothing, found `fast`",
        ]
    );
    let unix = read("curl", r#"format = "{timestamp_s},{status_code}""#, "1665000000,200\n1665000000000,200\nnow,200\n").unwrap();
    assert_eq!((rows(&unix), unix.sites[0].site.id.as_str()), ((3, 2), "log"));
    let wrong = [
        ("", "expected what a line holds, such as"),
        (r#"format = "{timestamp} {http_code}""#, "what curl calls `%{http_code}` is `{status_code}` here"),
        (r#"format = "{timestamp} {sites} {status_code}""#, "did you mean `site`?"),
        (r#"format = "{timestamp}{status_code}""#, "nothing stands before `{status_code}`"),
        (r#"format = "{timestamp} {site}""#, "one of them must say how the look went"),
        (r#"format = "{site} {status_code}""#, "expected one of `{timestamp}` and `{timestamp_s}`"),
        (r#"format = "{timestamp} {status_code""#, "a `{` has no `}`"),
    ];
    for (keys, words) in wrong {
        let why = read("curl", keys, "").unwrap_err();
        assert!(why.contains("probes.format") && why.contains(words), "{keys}: {why}");
    }
    let why = read("fettle", format, "").unwrap_err();
    assert!(why.contains("it belongs to layout = \"curl\""), "{why}");
}

#[test]
fn a_log_of_blackbox_exporter_has_a_look_where_a_probe_ends() {
    let lines = [
        r#"ts=2022-10-05T20:00:00.000Z caller=main.go:1 module=http_2xx target=https://ky.example level=debug msg="Beginning probe" probe=http"#,
        r#"ts=2022-10-05T20:00:01.000Z caller=main.go:1 module=http_2xx target=https://ky.example level=debug msg="Probe succeeded" duration_seconds=0.25"#,
        r#"ts=2022-10-05T20:01:01.000Z caller=main.go:1 module=http_2xx target=https://ky.example level=error msg="Probe failed" duration_seconds=9.5"#,
        r#"{"time":"2022-10-05T20:02:01Z","level":"ERROR","module":"http_2xx","target":"https://ky.example","msg":"Probe failed","duration_seconds":9.5}"#,
        r#"time=2022-10-05T20:03:01.000Z level=INFO source=handler.go:1 msg="Probe succeeded" module=icmp target=https://ky.example"#,
        r#"panic: runtime error"#,
        r#"time=2022-10-05T20:04:01.000Z level=INFO source=handler.go:1 msg="Probe succeeded" module=http_2xx target=https://ky.example"#,
    ];
    let report = read("blackbox-log", "", lines.join("\n")).unwrap();
    assert_eq!(outages(&report), ["ky.example 20:00:01 20:01:01 20:02:01 20:04:01 down=2"]);
    assert_eq!(
        refused(&report),
        [
            "log:5:2: site: expected one `module` for each target; give others a log of their own, found `icmp`",
            "log:6:7: result: expected a line of `key=value` or JSON with `msg`, found `panic: runtime error`",
        ]
    );
}
