//! Measurements of OONI.

use crate::documents::{bytes_of, outages, read, refused, rows, vantages};
use corroborate::clock::rfc3339;

/// A measurement of OONI: minute of 20 h, network, and its test keys.
pub(crate) fn ooni(minute: u32, network: &str, keys: &str) -> String {
    format!(
        r#"{{"test_name":"web_connectivity","measurement_start_time":"2022-10-05 20:{minute:02}:00","input":"https://ky.example/","probe_cc":"IQ","probe_asn":"{network}","test_keys":{{{keys}}}}}"#
    )
}

#[test]
fn what_ooni_saw_blocked_was_not_down() {
    let ok = r#""accessible":true,"blocking":false,"control_failure":null,"requests":[{"response":{"code":200,"body":"x"}}]"#;
    let dead = r#""accessible":false,"blocking":false,"control_failure":null,"http_experiment_failure":"generic_timeout_error","requests":[]"#;
    let same_error = r#""accessible":true,"blocking":false,"control_failure":null,"requests":[{"response":{"code":503}}]"#;
    let blocked =
        r#""accessible":false,"blocking":"tcp_ip","control_failure":null,"requests":null"#;
    let no_control = r#""accessible":null,"blocking":null,"control_failure":"unknown_failure","http_experiment_failure":"eof_error""#;
    let rows_ = [ok, ok, dead, same_error, ok, blocked, no_control, ok];
    let text: Vec<String> =
        rows_.iter().zip(0..).map(|(keys, at)| ooni(at * 5, "AS1", keys)).collect();
    let report = read("ooni", "", text.join("\n")).unwrap();
    assert_eq!(
        outages(&report),
        ["ky.example 20:05:00 20:10:00 20:15:00 20:20:00 503=1 generic_timeout_error=1"]
    );
    assert_eq!((vantages(&report), rows(&report)), (vec!["IQ AS1"], (8, 0)));
    // Blocked and unknown: neither up nor down.
    let up: Vec<String> = report.sites[0]
        .up
        .spans()
        .iter()
        .map(|span| rfc3339(span.last())[11..16].to_owned())
        .collect();
    assert_eq!(up, ["20:05", "20:20", "20:35"]);
    assert_eq!(report.partials.len(), 1, "{:?}", report.partials);
}

#[test]
fn a_long_measurement_is_read_and_a_wrong_one_refused() {
    let body = "x".repeat(200_000);
    let ok = ooni(
        0,
        "AS1",
        &format!(
            r#""accessible":true,"blocking":false,"requests":[{{"response":{{"code":200,"body":"{body}"}}}}]"#
        ),
    );
    let text = [
        ok.clone(),
        ok.replace("20:00:00", "25:00:00"),
        ok.replace("web_connectivity", "telegram"),
        ok.replace("\"requests\":[", "\"requests\":[1,"),
        ok[..100_000].to_owned(),
        "x".repeat(17 << 20),
        ok.replace("20:00:00", "20:05:00"),
    ];
    let report = read("ooni", "", text.join("\n")).unwrap();
    let refusals = refused(&report);
    assert_eq!((refusals.len(), rows(&report)), (5, (7, 5)), "{refusals:?}");
    assert!(refusals[0].contains("`2022-10-05 25:00:00` is not a time"), "{refusals:?}");
    assert!(
        refusals[1].contains("found `telegram`")
            && refusals[2].contains("invalid type")
            && refusals[3].contains("EOF"),
        "{refusals:?}"
    );
    assert_eq!(
        refusals[4],
        "log:6:1: row: the line is longer than 16777216 bytes; it is no row of a probe log"
    );
}

#[test]
fn tables_made_from_ooni_need_an_exact_time() {
    let header = "Date,Country,Website URL,Blocked?,Blocking Method,Category,OONI URL";
    let row = |what: &str, id: &str| {
        format!("2025/04/03,Iraq,https://ky.example/,{what},News,https://explorer.ooni.org/m/{id}")
    };
    let text = [
        header.to_owned(),
        row("Yes,tcp_ip", "20250403074434.598430_IQ_webconnectivity_9e91"),
        row("No,nil", "20250403080000.1_IQ_webconnectivity_9e92"),
        row("Yes,dns", ""),
        row("Yes,dns", "20250403256060_IQ_webconnectivity_9e93"),
    ];
    let report = read("ooni", "", text.join("\n")).unwrap();
    assert_eq!(
        refused(&report),
        [
            "log:4:1: timestamp: expected an `OONI URL` with the exact time in it, as the date \
             alone is no probe, found `https://explorer.ooni.org/m/`",
            "log:5:1: timestamp: `2025-04-03T25:60:60.0Z` is not a time; write it as \
             `2022-10-05T13:42:00Z`",
        ]
    );
    // What is not blocked need not be up.
    assert_eq!(
        (outages(&report).len(), report.sites[0].up.is_empty(), vantages(&report)),
        (0, true, vec!["IQ"])
    );
    let days = "anomaly_count,measurement_start_day,ok_count\n65,2025-03-06,1221\n";
    assert_eq!(
        read("ooni", "", days).unwrap_err(),
        "log:1: these are counts of a day, not probes; get the measurements themselves, one a line \
         in JSON"
    );
}

#[test]
#[ignore = "needs the real archives"]
fn tables_of_ooni_have_no_outages() {
    for (name, country) in
        [("OONI_Iraq_Apr3_Results.csv", "IQ"), ("OONI_Ireland_Apr3_Results.csv", "IE")]
    {
        let bytes = bytes_of(&format!("ooni-csv/{name}"));
        let report = read("ooni", "", bytes).unwrap();
        let (read, refused) = rows(&report);
        assert_eq!(
            (read, outages(&report).len(), vantages(&report)),
            (137, 0, vec![country]),
            "{name}: {refused}"
        );
        assert!(report.sites.iter().all(|site| site.up.is_empty()), "{name}");
    }
    let bytes = bytes_of("ooni-csv/IraqWebsiteDataMar6-Apr6.csv");
    assert!(read("ooni", "", bytes).unwrap_err().contains("counts of a day"));
}
