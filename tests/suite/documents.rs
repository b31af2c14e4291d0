//! Archives in JSON: brackets worked out by hand, and what is said of input that is not as it
//! should be.

use crate::archives::archive;
use crate::incident_folder::IncidentFolder;
use crate::ooni::ooni;
use corroborate::clock::{Bracket, rfc3339};
use corroborate::model::{CauseCount, Report};
use proptest::prelude::*;
use std::fs;

/// Reads one file in a layout; `keys` are further lines of its `[[probes]]`.
pub(crate) fn read(layout: &str, keys: &str, bytes: impl AsRef<[u8]>) -> Result<Report, String> {
    let settings = format!("[[probes]]\nfiles = \"log\"\nlayout = \"{layout}\"\n{keys}\n");
    IncidentFolder::new(&settings).with("log", bytes).report()
}

/// Onset and recovery of an outage or blip: four clocks of its day.
fn edges(onset: Bracket, recovery: Bracket) -> String {
    let clock = |at: Option<_>| at.map_or("-".to_owned(), |at| rfc3339(at)[11..19].to_owned());
    format!(
        "{} {} {} {}",
        clock(onset.after),
        clock(onset.by),
        clock(recovery.after),
        clock(recovery.by)
    )
}

/// Every outage as a line: site, edges, causes.
pub(crate) fn outages(report: &Report) -> Vec<String> {
    let causes = |causes: &[CauseCount]| {
        causes
            .iter()
            .map(|count| format!(" {}={}", count.cause, count.in_words()))
            .collect::<String>()
    };
    let line = |o: &corroborate::model::Outage| {
        format!("{} {}{}", o.site, edges(o.onset, o.recovery), causes(&o.causes))
    };
    report.outages.iter().chain(&report.blips).map(line).collect()
}

/// Rows read and refused of the probe log.
pub(crate) fn rows(report: &Report) -> (u64, u64) {
    report
        .inputs
        .iter()
        .filter(|input| input.path == "log")
        .map(|input| (input.rows, input.refused))
        .next()
        .unwrap()
}

/// Every refusal as it is shown.
pub(crate) fn refused(report: &Report) -> Vec<String> {
    report.refusals.listed.iter().map(ToString::to_string).collect()
}

/// The vantages of the first site.
pub(crate) fn vantages(report: &Report) -> Vec<&str> {
    report.sites[0].vantages.iter().map(String::as_str).collect()
}

/// 2022-10-05T20:00:00Z.
const START_S: i64 = 1_665_000_000;

/// Series of Prometheus: metric, further labels, and `second value` pairs after the start.
fn matrix(series: &[(&str, &str, &str)]) -> String {
    let one = |(metric, labels, samples): &(&str, &str, &str)| {
        let pair = |text: &str| {
            let (second, value) = text.split_once('=').unwrap();
            format!("[{},\"{value}\"]", START_S + second.parse::<i64>().unwrap())
        };
        let pairs: Vec<String> = samples.split(' ').map(pair).collect();
        format!(r#"{{"metric":{{"__name__":"{metric}",{labels}}},"values":[{}]}}"#, pairs.join(","))
    };
    let all: Vec<String> = series.iter().map(one).collect();
    format!(
        r#"{{"status":"success","data":{{"resultType":"matrix","result":[{}]}}}}"#,
        all.join(",")
    )
}

const KY: &str = r#""instance":"https://ky.example","job":"blackbox","region":"east""#;

#[test]
fn samples_of_prometheus_are_probes_joined_with_code_and_duration() {
    let text = matrix(&[
        ("probe_duration_seconds", KY, "0=0.25 60=0.5 120=9.5 180=9.5 300=9.5 360=0.25"),
        ("probe_success", KY, "0=1 60=1 120=0 180=0 300=0 360=1"),
        ("probe_http_status_code", KY, "0=200 60=200 120=503 180=503 300=0 360=200"),
        ("probe_ssl_earliest_cert_expiry", KY, "0=1700000000"),
    ]);
    let report = read("prometheus", "", &text).unwrap();
    assert_eq!(outages(&report), ["ky.example 20:01:00 20:02:00 20:05:00 20:06:00 503=2 down=1"]);
    // The third sample of the second series; the first one has six.
    assert_eq!((report.outages[0].first_row.line, report.outages[0].last_row.line), (9, 11));
    assert_eq!((rows(&report), vantages(&report)), ((6, 0), vec!["east"]));
}

/// VictoriaMetrics exports a series a line, with values and milliseconds as two lists.
#[test]
fn series_in_lines_are_read() {
    let line = |metric: &str, site: &str, values: &str, times: &str| {
        let of = format!(r#"{{"__name__":"{metric}","instance":"{site}"}}"#);
        let at = |second: &str| (START_S + second.parse::<i64>().unwrap()) * 1000;
        let times: Vec<String> = times.split(' ').map(|second| at(second).to_string()).collect();
        let times = times.join(",");
        format!(r#"{{"metric":{of},"values":[{values}],"timestamps":[{times}]}}"#)
    };
    let one = line("probe_success", "weir.example", "1,0,0,1", "0 60 120 180");
    assert_eq!(
        outages(&read("prometheus", "", &one).unwrap()),
        ["weir.example 20:00:00 20:01:00 20:02:00 20:03:00 down=2"]
    );
    let two = line("probe_success", "lock.example", "1,1,0,0,1", "0 60 120 180 240");
    let both = read("prometheus", "", format!("{one}\n{two}\n")).unwrap();
    assert_eq!(both.outages.len(), 2);
    let short = line("probe_success", "weir.example", "1,0", "0 60 120");
    let why = read("prometheus", "", format!("{one}\n{short}\n")).unwrap_err();
    assert!(why.contains("log:2: a series has 2 `values` and 3 `timestamps`"), "{why}");
    let why = read("prometheus", "", format!("{one}\n{{\"metric\":1}}\n")).unwrap_err();
    assert!(why.contains("log:2: ") && why.contains("/api/v1/export"), "{why}");
}

#[test]
fn status_codes_alone_are_classed_by_their_number() {
    let report = read(
        "prometheus",
        "",
        matrix(&[("probe_http_status_code", KY, "0=200 60=0 120=503 180=403 240=200")]),
    )
    .unwrap();
    assert_eq!(
        outages(&report),
        ["ky.example 20:00:00 20:01:00 20:02:00 20:04:00 503=1 no answer=1"]
    );
}

#[test]
fn a_scrape_that_is_missing_is_never_up() {
    let report = read(
        "prometheus",
        "",
        matrix(&[("probe_success", KY, "0=1 60=1 120=1 1800=1 1860=1 1920=1")]),
    )
    .unwrap();
    let observed: Vec<String> =
        report.sites[0].observed.spans().iter().map(|span| rfc3339(span.last())).collect();
    assert_eq!(observed.len(), 2, "{observed:?}");
    assert!(outages(&report).is_empty());
}

#[test]
fn what_prometheus_does_not_say_is_refused() {
    let milliseconds = matrix(&[("probe_success", KY, "0=1 60=NaN 120=0.5 180=+Inf 240=0")])
        .replacen("1665000000", "1665000000000", 1);
    let report = read("prometheus", "", milliseconds).unwrap();
    assert_eq!(
        refused(&report),
        [
            "log:1:1: timestamp: `1665000000000` is no number of seconds since 1970 that lies \
             between 1990 and 2100; it looks like milliseconds",
            "log:2:7: result: expected `1` or `0` in `probe_success`, found `NaN`",
            "log:3:7: result: expected `1` or `0` in `probe_success`, found `0.5`",
            "log:4:7: result: expected `1` or `0` in `probe_success`, found `+Inf`",
        ]
    );
    let why = |text: &str| read("prometheus", "", text).unwrap_err();
    let only = matrix(&[("probe_duration_seconds", KY, "0=0.5")]);
    assert!(
        why(&only).contains(
            "it says nothing of up or down; it holds `probe_duration_seconds`: \
            export `probe_success`"
        ),
        "{}",
        why(&only)
    );
    let nameless =
        matrix(&[("probe_success", KY, "0=1")]).replace(r#""__name__":"probe_success","#, "");
    assert!(why(&nameless).contains("series 1 has no `__name__`"), "{}", why(&nameless));
    let error =
        r#"{"status":"error","errorType":"bad_data","error":"1:3: parse error: unexpected end"}"#;
    assert_eq!(
        why(error),
        "log: Prometheus answered with an error (bad_data: 1:3: parse error: unexpected end); \
         mend the query and run it again"
    );
    let cut = "{\"status\":\"success\",\n\"data\":{\"result\":[{\"metric\":{";
    assert_eq!(
        why(cut),
        "log:2:29: EOF while parsing an object; the export is cut off: make it again"
    );
    assert!(
        why("{\"status\":\"success\",\"data\":{\"result\":[1.5,\"1\"]}}")
            .contains("a series with its `metric`")
    );
    assert!(why(&"[".repeat(100_000)).starts_with("log:1:"), "{}", why(&"[".repeat(100_000)));
    assert!(why("").contains("cut off"));
}

#[test]
fn two_series_of_prometheus_that_probe_at_one_time_are_not_mixed() {
    let other = KY.replace("blackbox", "ping");
    let mixed =
        matrix(&[("probe_success", KY, "0=1 60=1 120=1"), ("probe_success", &other, "60=0 120=0")]);
    let why = read("prometheus", "", mixed).unwrap_err();
    assert!(
        why.starts_with(
            "log: two series probe `https://ky.example` from `east` at one \
        time, and differ in `job`:"
        ),
        "{why}"
    );
    // A label that changes, as with a pod that is started anew, is no second vantage.
    let after = matrix(&[
        ("probe_success", &other, "180=0 240=1"),
        ("probe_success", KY, "0=1 60=1 120=0"),
    ]);
    assert_eq!(
        outages(&read("prometheus", "", after).unwrap()),
        ["ky.example 20:01:00 20:02:00 20:03:00 20:04:00 down=2"]
    );
}

/// A result of RIPE Atlas: a probe, a second after the start, and its other keys.
fn atlas(probe: u32, second: i64, keys: &str) -> String {
    let at = START_S + second;
    format!(
        r#"{{"fw":5080,"msm_id":1,"prb_id":{probe},"timestamp":{at},"dst_name":"ky.example",{keys}}}"#
    )
}

#[test]
fn a_probe_of_ripe_atlas_is_a_vantage() {
    let ok = r#""type":"http","result":[{"af":4,"res":200,"rt":12.5}]"#;
    let bad = r#""type":"http","result":[{"af":4,"err":"connect: timed out"}]"#;
    let mut results = Vec::new();
    for probe in [11, 12, 13] {
        for (at, keys) in [(0, ok), (300, ok), (600, bad), (900, bad), (1200, ok)] {
            // The third probe sees nothing of it.
            results.push(atlas(probe, at + i64::from(probe), if probe == 13 { ok } else { keys }));
        }
    }
    // Two of three are up until the second one's last answer, down from its first failure until the
    // first one's last, and up again with the first one's next answer.
    let wanted = ["ky.example 20:05:12 20:10:12 20:15:11 20:20:11 connect: timed out=4"];
    let list = read("ripe-atlas", "", format!("[\n{}\n]", results.join(",\n"))).unwrap();
    assert_eq!(
        (outages(&list), rows(&list), vantages(&list)),
        (wanted.map(str::to_owned).to_vec(), (15, 0), vec!["probe 11", "probe 12", "probe 13"])
    );
    let lines = read("ripe-atlas", "", results.join("\n")).unwrap();
    // The third row of the second one makes the edge.
    assert_eq!((outages(&lines), lines.outages[0].first_row.line), (outages(&list), 8));
    assert_eq!(list.outages[0].first_row.line, 8);
}

#[test]
fn results_of_ripe_atlas_are_classed() {
    let cases = [
        (
            r#""type":"ping","sent":3,"rcvd":1,"avg":9.5,"result":[{"x":"*"},{"rtt":9.5},{"x":"*"}]"#,
            "up",
        ),
        (
            r#""type":"ping","sent":3,"rcvd":0,"avg":-1,"result":[{"x":"*"},{"x":"*"},{"x":"*"}]"#,
            "no reply",
        ),
        (
            r#""type":"ping","sent":0,"rcvd":0,"result":[{"error":"dns resolution failed: 1"}]"#,
            "dns resolution failed: 1",
        ),
        (
            r#""type":"ping","sent":3,"rcvd":0,"result":[{"error":"sendto failed: Network is unreachable"}]"#,
            "unknown",
        ),
        (r#""type":"http","result":[{"err":"connect: Network is unreachable"}]"#, "unknown"),
        (
            r#""type":"http","result":[{"dnserr":"nodename nor servname"}]"#,
            "dns: nodename nor servname",
        ),
        (r#""type":"http","result":[{"res":503,"rt":1.5}]"#, "503"),
        // One address of two answers.
        (r#""type":"http","result":[{"err":"timeout"},{"res":200,"rt":1.5}]"#, "up"),
        (r#""type":"sslcert","err":"timeout reading hello""#, "timeout reading hello"),
        (r#""type":"sslcert","rt":20.5,"cert":["-----BEGIN"]"#, "up"),
        (r#""type":"sslcert","alert":{"level":2,"description":40}"#, "unknown"),
    ];
    for (keys, wanted) in cases {
        let between = |beside: &str| {
            let probe = |at| atlas(7, at, beside);
            let lines = [probe(0), probe(60), atlas(7, 120, keys), probe(180), probe(240)];
            read("ripe-atlas", "", lines.join("\n")).unwrap()
        };
        let (up, down) = (
            between(r#""type":"sslcert","cert":["x"]"#),
            between(r#""type":"sslcert","err":"reset""#),
        );
        assert_eq!((rows(&up).1, rows(&down).1), (0, 0), "{keys}");
        match wanted {
            "up" => assert_eq!((outages(&up).len(), outages(&down).len()), (0, 2), "{keys}"),
            // It neither begins an outage nor ends one: before and after it are runs of their own.
            "unknown" => assert_eq!((outages(&up).len(), outages(&down).len()), (0, 1), "{keys}"),
            cause => assert_eq!(
                outages(&up),
                [format!("ky.example 20:01:00 20:02:00 20:02:00 20:03:00 {cause}=1")],
                "{keys}"
            ),
        }
    }
}

#[test]
fn what_ripe_atlas_does_not_say_is_refused() {
    let text = [
        atlas(7, 0, r#""type":"http","result":[{"res":200}]"#),
        atlas(7, 60, r#""type":"traceroute","result":[{"hop":1,"result":[{"x":"*"}]}]"#),
        atlas(7, 120, r#""type":"dns","result":{"ANCOUNT":1}"#),
        atlas(7, 180, r#""type":"http","result":[]"#),
        atlas(7, 240, r#""type":"http","result":[{"res":200}]"#)
            .replace("1665000240", "1665000240000"),
        atlas(7, 240, r#""type":"http","result":[{"res":200}]"#)
            .replace("1665000240", "\"yesterday\""),
        atlas(7, 300, r#""type":"http","result":[{"res":"#),
    ];
    let report = read("ripe-atlas", "", text.join("\n")).unwrap();
    assert_eq!(
        refused(&report),
        [
            "log:2:7: result: expected a result of the type `http`, `ping` or `sslcert`, found \
             `traceroute`",
            "log:3:7: result: expected a result of the type `http`, `ping` or `sslcert`, found \
             `dns`",
            "log:4:4: status_code: the row has no status code, no error and no result; fill one \
             of them",
            "log:5:1: timestamp: `1665000240000` is no number of seconds since 1970 that lies \
             between 1990 and 2100; it looks like milliseconds",
            "log:6:1: timestamp: expected a number of seconds since 1970, found `yesterday`",
            "log:7:1: timestamp: expected a result of RIPE Atlas in JSON, found \
             `{\"fw\":5080,\"msm_id\":1,\"prb_id\":7,\"timest… (expected value)`",
        ]
    );
    let cut = format!("[\n{},\n{{\"prb_id\":7,", text[0]);
    let why = read("ripe-atlas", "", cut).unwrap_err();
    assert!(
        why.starts_with("log:3:12: EOF while parsing") && why.ends_with("cut off: make it again"),
        "{why}"
    );
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(40))]

        /// Any bytes, and any piece of a good archive with some of them changed, are read or
        /// refused.
        #[test]
        fn no_bytes_make_a_layout_panic(
            noise in prop::collection::vec(any::<u8>(), 0..200),
            at in any::<prop::sample::Index>(),
            cut in any::<prop::sample::Index>(),
            (gone, added) in (0..4_usize, 0..3_usize),
        ) {
            let blocked = r#""accessible":true,"blocking":"dns","requests":[{"response":{"code":200}}]"#;
            let lost = r#""type":"ping","sent":3,"rcvd":0,"result":[{"x":"*"}]"#;
            let codes = ("probe_http_status_code", KY, "0=200");
            let good = [
                ("prometheus", matrix(&[("probe_success", KY, "0=1 60=0"), codes])),
                (
                    "ripe-atlas",
                    format!("[{}]", atlas(7, 0, r#""type":"http","result":[{"res":200,"rt":1.5}]"#)),
                ),
                ("ripe-atlas", atlas(7, 0, lost)),
                ("ooni", ooni(0, "AS1", blocked)),
                (
                    "ooni",
                    "Website URL,Blocked?,Blocking Method,OONI \
                     URL\na,Yes,dns,m/20250403074434.598430_IQ_x\n"
                        .to_owned(),
                ),
                (
                    "wayback-cdx",
                    "com,ky)/ 20221005200000 http://ky.com:80/ text/html 200 AAAA 512\n".to_owned(),
                ),
                (
                    "wayback-cdx",
                    "[[\"urlkey\",\"timestamp\",\"mimetype\",\"statuscode\",\"digest\"],\
                     [\"com,ky)/\",\"20221005200000\",\"a\",\"200\",\"A\"]]"
                        .to_owned(),
                ),
                ("lines", "1665000000 é 200 0.1\n".to_owned()),
                (
                    "blackbox-log",
                    "ts=2022-10-05T20:00:01Z msg=\"Probe failed\" target=\"a\\\"b\"\n".to_owned(),
                ),
            ];
            let keys = |layout: &str| {
                if layout == "lines" {
                    r#"format = "{timestamp_s} {site} {status_code} {latency_s}""#
                } else {
                    ""
                }
            };
            for (layout, text) in good {
                let _ = read(layout, keys(layout), &noise);
                let mut bytes = text.into_bytes();
                let location = at.index(bytes.len());
                bytes.splice(
                    location..(location + gone).min(bytes.len()),
                    noise[..noise.len().min(added)].iter().copied(),
                );
                let _ = read(layout, keys(layout), &bytes);
                bytes.truncate(cut.index(bytes.len().max(1)));
                let _ = read(layout, keys(layout), &bytes);
            }
        }
    }
}

/// The bytes of a real archive.
pub(crate) fn bytes_of(name: &str) -> Vec<u8> {
    fs::read(archive(name)).unwrap()
}

#[test]
#[ignore = "needs the real archives"]
fn six_probes_of_ripe_atlas_see_one_site_fail() {
    let bytes = bytes_of("ripe-atlas/2022-02-27-19-15-00_kremlin.ru_39083476_excerpt.json");
    let report = read("ripe-atlas", "", bytes).unwrap();
    assert_eq!(outages(&report), ["kremlin.ru - 19:19:40 19:19:43 - timeout reading hello=6"]);
    let probes = [
        "probe 1000170 FR",
        "probe 1000444 BY",
        "probe 1000503 CH",
        "probe 1001462 ES",
        "probe 1002176 RU",
        "probe 1002898 JP",
    ];
    assert_eq!((rows(&report), vantages(&report)), ((6, 0), probes.to_vec()));
}
