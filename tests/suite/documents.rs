//! Archives in JSON, CDX and lines of curl: brackets worked out by hand, and what is said of input that is not as it should be.

use corroborate::clock::{Bracket, rfc3339};
use corroborate::model::{Asked, Origin, Report};
use corroborate::pipeline::report_of;
use std::fs;

/// What comes of one file, read in a layout; `keys` are further lines of its `[[probes]]`.
fn read(layout: &str, keys: &str, bytes: impl AsRef<[u8]>) -> Result<Report, String> {
    let folder = tempfile::tempdir().unwrap();
    let settings = format!("title = \"t\"\n[[probes]]\nfiles = \"log\"\nlayout = \"{layout}\"\n{keys}\n");
    fs::write(folder.path().join("incident.toml"), settings).unwrap();
    fs::write(folder.path().join("log"), bytes).unwrap();
    let asked = Asked { origin: Origin::Folder(folder.path().to_owned()), only_sites: Vec::new(), from: None, until: None };
    report_of(&asked).map_err(|why| why.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

/// Onset and recovery of an outage or blip: four clocks of its day.
fn edges(onset: Bracket, recovery: Bracket) -> String {
    let clock = |at: Option<_>| at.map_or("-".to_owned(), |at| rfc3339(at)[11..19].to_owned());
    format!("{} {} {} {}", clock(onset.after), clock(onset.by), clock(recovery.after), clock(recovery.by))
}

/// Every outage as a line: site, edges, causes.
fn outages(report: &Report) -> Vec<String> {
    let causes = |causes: &[(String, u64)]| causes.iter().map(|(cause, many)| format!(" {cause}={many}")).collect::<String>();
    let line = |o: &corroborate::model::Outage| format!("{} {}{}", o.site, edges(o.onset, o.recovery), causes(&o.causes));
    report.outages.iter().chain(&report.blips).map(line).collect()
}

/// Rows read and refused of the probe log.
fn rows(report: &Report) -> (u64, u64) {
    report.inputs.iter().filter(|input| input.path == "log").map(|input| (input.rows, input.refused)).next().unwrap()
}

/// Every refusal as it is shown.
fn refused(report: &Report) -> Vec<String> {
    report.refusals.listed.iter().map(ToString::to_string).collect()
}

/// The vantages of the first site.
fn vantages(report: &Report) -> Vec<&str> {
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
    format!(r#"{{"status":"success","data":{{"resultType":"matrix","result":[{}]}}}}"#, all.join(","))
}

const KY: &str = r#""instance":"https://ky.example","job":"blackbox","region":"east""#;

#[test]
fn samples_of_prometheus_are_looks_joined_with_code_and_duration() {
    let text = matrix(&[
        ("probe_duration_seconds", KY, "0=0.25 60=0.5 120=9.5 180=9.5 300=9.5 360=0.25"),
        ("probe_success", KY, "0=1 60=1 120=0 180=0 300=0 360=1"),
        ("probe_http_status_code", KY, "0=200 60=200 120=503 180=503 300=0 360=200"),
        ("probe_ssl_earliest_cert_expiry", KY, "0=1700000000"),
    ]);
    let report = read("prometheus", "", &text).unwrap();
    assert_eq!(outages(&report), ["https://ky.example 20:01:00 20:02:00 20:05:00 20:06:00 503=2 down=1"]);
    // The third sample of the second series; the first one has six.
    assert_eq!((report.outages[0].first_place.line, report.outages[0].last_place.line), (9, 11));
    assert_eq!((rows(&report), vantages(&report)), ((6, 0), vec!["east"]));
}

#[test]
fn status_codes_alone_are_classed_by_their_number() {
    let report = read("prometheus", "", matrix(&[("probe_http_status_code", KY, "0=200 60=0 120=503 180=403 240=200")])).unwrap();
    assert_eq!(outages(&report), ["https://ky.example 20:00:00 20:01:00 20:02:00 20:04:00 503=1 no answer=1"]);
}

#[test]
fn a_scrape_that_is_missing_is_never_up() {
    let report = read("prometheus", "", matrix(&[("probe_success", KY, "0=1 60=1 120=1 1800=1 1860=1 1920=1")])).unwrap();
    let observed: Vec<String> = report.sites[0].observed.spans().iter().map(|span| rfc3339(span.last())).collect();
    assert_eq!(observed.len(), 2, "{observed:?}");
    assert!(outages(&report).is_empty());
}

#[test]
fn what_prometheus_does_not_say_is_refused() {
    let milliseconds = matrix(&[("probe_success", KY, "0=1 60=NaN 120=0.5 180=+Inf 240=0")]).replacen("1665000000", "1665000000000", 1);
    let report = read("prometheus", "", milliseconds).unwrap();
    assert_eq!(
        refused(&report),
        [
            "log:1:1: timestamp: `1665000000000` is not a time in seconds since 1970 (of 1990 to 2100); write seconds, not milliseconds",
            "log:2:7: result: expected `1` or `0` in `probe_success`, found `NaN`",
            "log:3:7: result: expected `1` or `0` in `probe_success`, found `0.5`",
            "log:4:7: result: expected `1` or `0` in `probe_success`, found `+Inf`",
        ]
    );
    let why = |text: &str| read("prometheus", "", text).unwrap_err();
    let only = matrix(&[("probe_duration_seconds", KY, "0=0.5")]);
    assert!(
        why(&only).contains("it says nothing of up or down; it holds `probe_duration_seconds`: export `probe_success`"),
        "{}",
        why(&only)
    );
    let nameless = matrix(&[("probe_success", KY, "0=1")]).replace(r#""__name__":"probe_success","#, "");
    assert!(why(&nameless).contains("series 1 has no `__name__`"), "{}", why(&nameless));
    let error = r#"{"status":"error","errorType":"bad_data","error":"1:3: parse error: unexpected end"}"#;
    assert_eq!(
        why(error),
        "log: Prometheus answered with an error (bad_data: 1:3: parse error: unexpected end); mend the query and run it again"
    );
    let cut = "{\"status\":\"success\",\n\"data\":{\"result\":[{\"metric\":{";
    assert_eq!(why(cut), "log:2:29: EOF while parsing an object; the export is cut off: make it again");
    assert!(why("{\"status\":\"success\",\"data\":{\"result\":[1.5,\"1\"]}}").contains("a series with its `metric`"));
    assert!(why(&"[".repeat(100_000)).starts_with("log:1:"), "{}", why(&"[".repeat(100_000)));
    assert!(why("").contains("cut off"));
}
