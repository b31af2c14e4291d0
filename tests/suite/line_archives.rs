//! Archives a line a probe: captures of a web archive, lines of curl, logs of blackbox_exporter.

use super::documents::{outages, read, refused, rows, vantages};
use corroborate::report::terminal::summary::lines;
use proptest::prelude::*;

#[test]
fn captures_of_a_web_archive_are_probes() {
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
            "log:9:1: timestamp: `2022-10-99T21:00:00Z` is not a time; write it as \
             `2022-10-05T13:42:00Z`",
            "log:10:1: timestamp: `2022` is not a time; write it as `2022-10-05T13:42:00Z`",
            "log:11:1: row: expected 7 fields, found 2",
        ]
    );
    let names = "urlkey timestamp original mimetype statuscode digest length";
    let cells = |row: &&str| format!("[\"{}\"]", row.replace(' ', "\",\""));
    let json: Vec<String> = std::iter::once(&names).chain(&rows_[..8]).map(cells).collect();
    let same = read("wayback-cdx", "", format!("[{}]\n", json.join(",\n"))).unwrap();
    assert_eq!((outages(&same), same.outages[0].first_row.line), (outages(&report), 3));
    let why = read(
        "wayback-cdx",
        "",
        "[[\"timestamp\",\"original\"],[\"20221005200000\",\"http://ky.com\"]]",
    )
    .unwrap_err();
    assert!(why.starts_with("log:1: expected a first row with the column `urlkey`"), "{why}");
}

/// Day of October 2022, hour, code and digest of a capture.
type Row<'a> = (u32, u32, &'a str, &'a str);

/// Captures of one page.
fn captures(rows: &[Row<'_>]) -> String {
    let row = |(day, hour, code, digest): &Row<'_>| {
        let kind = if *code == "-" { "warc/revisit" } else { "text/html" };
        format!("com,ky)/ 202210{day:02}{hour:02}0000 https://ky.com/ {kind} {code} {digest} 512\n")
    };
    rows.iter().map(row).collect()
}

/// Returns the numbers of the lines that are listed as possible holding pages.
fn holding(text: &str) -> Vec<u64> {
    let report = read("wayback-cdx", "silence = \"40d\"", text).unwrap();
    let refusals = report.refusals.listed.iter();
    refusals
        .map(|refusal| {
            assert_eq!(refusal.kind.as_str(), "holding_page");
            refusal.line
        })
        .collect()
}

/// A page that stands for three hours between captures of another that lasts is neither up nor
/// down; and each such capture is listed.
#[test]
fn a_page_of_a_few_hours_is_possibly_a_holding_page() {
    let text = captures(&[
        (3, 10, "200", "USUAL"),
        (4, 10, "-", "USUAL"),
        (5, 10, "200", "HOLD"),
        (5, 11, "503", "ERROR"),
        (5, 13, "-", "HOLD"),
        (6, 10, "200", "USUAL"),
        (7, 10, "200", "USUAL"),
    ]);
    let report = read("wayback-cdx", "silence = \"40d\"", &text).unwrap();
    let doubt_of = |line: u8| {
        format!(
            "log:{line}:7: result: possibly a holding page: it was seen from 2022-10-05T10:00:00Z \
             to 2022-10-05T13:00:00Z only, with a page that lasted before and after, so the \
             capture counts as challenged and not as up; see it in the web archive"
        )
    };
    assert_eq!(refused(&report), [doubt_of(3), doubt_of(5)]);
    // A capture that was read is no unreadable cell.
    let said = lines(&report).into_iter().find(|line| line.label == "refused").unwrap().text;
    assert_eq!(said, "2 possible holding pages, see tables/refusals.csv");
    // The one failure lies between the last and the next capture of the usual page: 4 October 10:00
    // and 6 October 10:00.
    assert_eq!(outages(&report).len(), 1);
    assert!(
        outages(&report)[0].starts_with("ky.com 10:00:00 11:00:00 11:00:00 10:00:00 503=1"),
        "{:?}",
        outages(&report)
    );
    let up =
        |report: &corroborate::model::Report| report.sites[0].up.inner_length() / 3_600_000_000;
    assert_eq!(up(&report), 48);
    // Without any failure there is no outage, and the site is not up from 4 to 6 October: it was
    // seen in part.
    let quiet = read(
        "wayback-cdx",
        "silence = \"40d\"",
        text.replace("503 ERROR", "302 ERROR").replace("20221005110000", "20221003110000"),
    )
    .unwrap();
    assert_eq!((outages(&quiet), quiet.partials.len(), up(&quiet)), (Vec::new(), 1, 48));
    // The same captures of the usual page throughout: the failure alone is in doubt.
    let usual = read("wayback-cdx", "silence = \"40d\"", text.replace("HOLD", "USUAL")).unwrap();
    assert_eq!((refused(&usual), up(&usual)), (Vec::new(), 93));
    // As JSON, and with the lines in another order, the same is reported.
    let mut lines: Vec<&str> = text.lines().collect();
    lines.rotate_right(1);
    assert_eq!(holding(&lines.join("\n")), [4, 6]);
    let cells: Vec<String> =
        text.lines().map(|line| format!("[\"{}\"]", line.replace(' ', "\",\""))).collect();
    let names = r#"["urlkey","timestamp","original","mimetype","statuscode","digest","length"]"#;
    assert_eq!(holding(&format!("[{names},{}]", cells.join(","))), [4, 6]);
}

/// Where the rule has nothing to hold on to, it says nothing.
#[test]
fn a_page_that_changes_as_it_likes_is_no_holding_page() {
    let cases: [(&str, &[Row<'_>], &[u64]); 11] = [
        (
            "another page each time",
            &[
                (1, 0, "200", "A"),
                (2, 0, "200", "B"),
                (3, 0, "200", "C"),
                (4, 0, "200", "A"),
                (5, 0, "200", "D"),
            ],
            &[],
        ),
        (
            "pages that take turns",
            &[
                (1, 0, "200", "A"),
                (1, 1, "200", "A"),
                (1, 2, "200", "B"),
                (1, 3, "200", "B"),
                (1, 4, "200", "A"),
            ],
            &[],
        ),
        (
            "a new page that stays",
            &[(1, 0, "200", "A"), (2, 0, "200", "A"), (3, 0, "200", "B"), (4, 0, "200", "B")],
            &[],
        ),
        (
            "the last page",
            &[(1, 0, "200", "A"), (2, 0, "200", "A"), (3, 0, "200", "A"), (4, 0, "200", "B")],
            &[],
        ),
        (
            "the first page",
            &[(1, 0, "200", "B"), (2, 0, "200", "A"), (3, 0, "200", "A"), (4, 0, "200", "A")],
            &[],
        ),
        (
            "seen for over three days",
            &[
                (1, 0, "200", "A"),
                (9, 0, "200", "A"),
                (10, 0, "200", "B"),
                (13, 1, "200", "B"),
                (30, 0, "200", "A"),
                (31, 0, "200", "A"),
            ],
            &[],
        ),
        (
            "seen for three days",
            &[
                (1, 0, "200", "A"),
                (9, 0, "200", "A"),
                (10, 0, "200", "B"),
                (13, 0, "200", "B"),
                (30, 0, "200", "A"),
                (31, 0, "200", "A"),
            ],
            &[3, 4],
        ),
        (
            "another page that lasts follows",
            &[
                (1, 0, "200", "A"),
                (2, 0, "200", "A"),
                (3, 0, "200", "B"),
                (4, 0, "200", "C"),
                (5, 0, "200", "C"),
            ],
            &[3],
        ),
        (
            "a single other page follows",
            &[(1, 0, "200", "A"), (2, 0, "200", "A"), (3, 0, "200", "B"), (4, 0, "200", "C")],
            &[],
        ),
        (
            "no answer, and a redirect",
            &[
                (1, 0, "200", "A"),
                (2, 0, "200", "A"),
                (3, 0, "302", "B"),
                (4, 0, "403", "C"),
                (5, 0, "200", "A"),
            ],
            &[],
        ),
        (
            "twice the same for a while",
            &[
                (1, 0, "200", "A"),
                (2, 0, "200", "A"),
                (3, 0, "200", "B"),
                (4, 0, "200", "A"),
                (5, 0, "200", "A"),
                (6, 0, "200", "B"),
                (7, 0, "200", "A"),
            ],
            &[3, 6],
        ),
    ];
    for (what, rows, lines) in cases {
        assert_eq!(holding(&captures(rows)), lines, "{what}");
    }
    // The same digest at another address is another page.
    let other = captures(&[(1, 0, "200", "A"), (2, 0, "200", "A"), (3, 0, "200", "B")])
        + &captures(&[(4, 0, "200", "A")]).replace("com,ky)/", "com,ky)/x");
    assert_eq!(holding(&other), [0; 0]);
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(48))]

        /// Whatever the pages: neither the first nor the last capture of one is a possible holding
        /// page, and no page seen at most of the captures; and the order of the lines changes
        /// nothing.
        #[test]
        fn a_possible_holding_page_is_rare_and_has_others_around_it(
            pages in prop::collection::vec(0_u8..4, 1..28),
            at in any::<prop::sample::Index>(),
        ) {
            let rows: Vec<String> = pages
                .iter()
                .zip(1..)
                .map(|(page, day)| captures(&[(day, 0, "200", &format!("P{page}"))]))
                .collect();
            let lines = holding(&rows.concat());
            for line in &lines {
                let page = pages[*line as usize - 1];
                prop_assert!(*line > 2 && *line < pages.len() as u64);
                prop_assert!(
                    pages.iter().filter(|other| **other == page).count() * 2 <= pages.len()
                );
            }
            let turn = at.index(pages.len());
            let turned = [&rows[turn..], &rows[..turn]].concat().concat();
            let length = pages.len() as u64;
            let mut back: Vec<u64> =
                holding(&turned).iter().map(|line| (line - 1 + turn as u64) % length + 1).collect();
            back.sort_unstable();
            prop_assert_eq!(lines, back);
        }
    }
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
    let report = read("lines", format, lines.join("\n")).unwrap();
    assert_eq!(
        outages(&report),
        ["ky.example 20:00:00 20:01:00 20:02:00 20:03:00 503=1 no answer=1"]
    );
    assert_eq!(
        refused(&report),
        [
            "log:4:1: timestamp: expected a line of the declared `format` (`at ` at its \
             beginning), found `curl: (28) timed out`",
            "log:6:6: latency_ms: expected 0 to 86400 seconds or nothing, found `fast`",
        ]
    );
    let unix = read(
        "lines",
        r#"format = "{timestamp_s},{status_code}""#,
        "1665000000,200\n1665000000000,200\nnow,200\n",
    )
    .unwrap();
    assert_eq!((rows(&unix), unix.sites[0].site.id.as_str()), ((3, 2), "log"));
    let wrong = [
        ("", "expected what a line holds, such as"),
        (
            r#"format = "{timestamp} {http_code}""#,
            "what curl calls `%{http_code}` is `{status_code}` here",
        ),
        (r#"format = "{timestamp} {sites} {status_code}""#, "did you mean `site`?"),
        (r#"format = "{timestamp}{status_code}""#, "nothing stands before `{status_code}`"),
        (r#"format = "{timestamp} {site}""#, "one of them must say how the probe went"),
        (r#"format = "{site} {status_code}""#, "expected one of `{timestamp}` and `{timestamp_s}`"),
        (r#"format = "{timestamp} {status_code""#, "a `{` has no `}`"),
    ];
    for (keys, words) in wrong {
        let why = read("lines", keys, "").unwrap_err();
        assert!(why.contains("probes.format") && why.contains(words), "{keys}: {why}");
    }
    let why = read("fettle", format, "").unwrap_err();
    assert!(why.contains("it belongs to layout = \"git\" and \"lines\""), "{why}");
}

/// Stamps of other forms, words of others, lines of several forms, and the site of all lines.
#[test]
fn lines_are_read_by_the_keys_of_csv_too() {
    let lines = [
        "# started",
        "05.10.2022 20:00:00 | fine | 120ms",
        "05.10.2022 20:05:00 | gone | timeout",
        "2022/10/05 20:05:00 | gone | 10ms",
        "05.10.2022 20:10:00 ! gone",
        "05.10.2022 20:15:00 | fine | 80ms",
        "05.10.2022 20:20:00 | late | 80ms",
    ];
    let keys = r##"
        format = ["{timestamp} | {result} | {latency_ms}ms", "{timestamp} | {result} | {error}",
            "{timestamp} ! {result}"]
        pass_over = "#{_}"
        time_format = "%d.%m.%Y %H:%M:%S"
        results = { fine = "up", gone = "down" }
        site = "shop.example"
        zone = "UTC""##;
    let report = read("lines", keys, lines.join("\n")).unwrap();
    assert_eq!(
        outages(&report),
        ["shop.example 20:00:00 20:05:00 20:10:00 20:15:00 gone=1 timeout=1"]
    );
    assert_eq!(rows(&report), (6, 1));
    assert_eq!(
        refused(&report),
        [
            "log:4:1: timestamp: `2022/10/05 20:05:00` is not written as `%d.%m.%Y %H:%M:%S`; \
             correct `time_format` or the row",
            "log:7:7: result: expected `up`, `down`, `degraded`, `challenged`, `unknown` or a \
             word that means one of them, found `late`; write one of them, or say in `results` \
             of its [[probes]] what it means",
        ]
    );
    assert_eq!(report.sites[0].unplaced_rows, 1);
}

/// A number that says the outcome, in lines of which others say it by a word.
#[test]
fn a_number_in_a_line_says_whether_a_site_was_up() {
    let lines = [
        "20:00 loss 0% 12,5 ms",
        "20:01 loss 100% 0 ms",
        "20:02 no route",
        "20:03 loss 40% 90 ms",
        "20:04 loss lots 90 ms",
    ];
    let text: Vec<String> =
        lines.iter().map(|line| format!("2022-10-05T{}Z{}", &line[..5], &line[5..])).collect();
    let keys = r#"
        format = ["{timestamp} loss {value} {latency_ms} ms", "{timestamp} {error}"]
        up_when = "value < 100"
        site = "shop.example"
        resolution = "0s""#;
    let report = read("lines", keys, text.join("\n")).unwrap();
    assert_eq!(
        outages(&report),
        ["shop.example 20:00:00 20:01:00 20:02:00 20:03:00 no route=1 value not < 100=1"]
    );
    assert_eq!(report.sites[0].unknown_probes, 1);
    assert!(refused(&report)[0].contains("needs a number, found `lots`"), "{:?}", refused(&report));
    for (format, rule, why) in [
        ("{timestamp} {value}", "", "`{value}` needs a rule"),
        ("{timestamp} {value}", "loss < 3", "`{value}` needs a rule"),
        ("{timestamp} {error}", "value < 3", "a column that no `format` has"),
        ("{timestamp} {result} {value}", "value < 3", "in place of `{result}`"),
    ] {
        let rule = if rule.is_empty() { String::new() } else { format!("up_when = \"{rule}\"") };
        let error = read("lines", &format!("format = \"{format}\"\n{rule}"), "").unwrap_err();
        assert!(error.contains(why), "{format} {rule}: {error}");
    }
}

#[test]
fn a_line_that_fits_no_form_says_what_each_wants() {
    let keys = r#"format = ["[{timestamp_s}] HOST: {site};{result};", "[{timestamp_s}] SERVICE: {site};{site};{result}"]"#;
    let lines = [
        "[1665000000] HOST: web;up;",
        "[1665000300] SERVICE: web;www;down",
        "[1665000600] HOST: web;up",
        "web up",
    ];
    let report = read("lines", keys, lines.join("\n")).unwrap();
    let sites: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    assert_eq!(sites, ["web", "web www"]);
    assert_eq!(
        refused(&report),
        [
            "log:3:1: timestamp: expected a line of the declared `format` (1: `;` behind \
             `{result}`; 2: `] SERVICE: ` behind `{timestamp_s}`), found `[1665000600] HOST: \
             web;up`",
            "log:4:1: timestamp: expected a line of the declared `format` (1: `[` at its \
             beginning; 2: `[` at its beginning), found `web up`",
        ]
    );
}

#[test]
fn keys_that_do_not_go_with_lines_are_refused() {
    let format = r#"format = "{timestamp} {status_code}""#;
    let cases = [
        (format!("{format}\npass_over = \"{{_}}\""), "pass_over", "it fits every line"),
        (format!("{format}\npass_over = \"{{site}} x\""), "pass_over", "such a line is no probe"),
        (format!("{format}\nseparator = \";\""), "separator", "it belongs to CSV logs"),
        (format!("{format}\nheader = [\"a\"]"), "header", "it belongs to CSV logs"),
        (
            "format = \"{timestamp_s} {result}\"\ntime_format = \"unix_s\"".to_owned(),
            "time_format",
            "says itself how it is written",
        ),
        (
            "format = \"{timestamp} {site} {result}\"\nsite = \"a\"".to_owned(),
            "site",
            "one site would stand for all of them",
        ),
    ];
    for (keys, key, words) in cases {
        let why = read("lines", &keys, "").unwrap_err();
        assert!(why.contains(&format!("probes.{key}")) && why.contains(words), "{keys}: {why}");
    }
    let why = read("fettle", "pass_over = \"#{_}\"", "").unwrap_err();
    assert!(why.contains("it belongs to layout = \"git\" and \"lines\""), "{why}");
}

#[test]
fn a_log_of_blackbox_exporter_has_a_probe_where_a_probe_ends() {
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
            "log:5:2: site: expected one `module` for each target; give others a log of their \
             own, found `icmp`",
            "log:6:7: result: expected a line of `key=value` or JSON with `msg`, found `panic: \
             runtime error`",
        ]
    );
}
