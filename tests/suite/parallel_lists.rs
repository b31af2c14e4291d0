//! Lists of plain values beside one another in JSON, such as the answers of `get-metric-data`.

use crate::incident_folder::IncidentFolder;
use corroborate::clock::MINUTE;
use corroborate::model::Report;

/// Keys of the recipe for CloudWatch.
const KEYS: &str = "layout = \"json\"\nsite = \"dam.example\"\ncolumns = { timestamp = \
    \"MetricDataResults[].Timestamps[]\" }\nup_when = \"MetricDataResults[].Values[] == 100\"\n";

/// Report on an answer with this many minutes, down in those of `down`; the newest comes first, as
/// CloudWatch gives them.
fn report(minutes: i64, down: std::ops::Range<i64>) -> Result<Report, String> {
    let stamp = |minute: i64| format!("\"{}\"", crate::incident_folder::stamp(minute * MINUTE));
    let value = |minute: i64| if down.contains(&minute) { "0.0" } else { "100.0" }.to_owned();
    let list =
        |cell: &dyn Fn(i64) -> String| (0..minutes).rev().map(cell).collect::<Vec<_>>().join(",");
    let text = format!(
        "{{\"MetricDataResults\":[{{\"Id\":\"m1\",\"Label\":\"SuccessPercent\",\
         \"Timestamps\":[{}],\"Values\":[{}],\"StatusCode\":\"Complete\"}}],\"Messages\":[]}}",
        list(&stamp),
        list(&value)
    );
    let entry = format!("[[probes]]\nfiles = \"data.json\"\n{KEYS}");
    IncidentFolder::new(&entry).with("data.json", text).report()
}

#[test]
fn times_and_values_of_cloudwatch_are_rows() {
    let report = report(30, 10..14).unwrap();
    assert_eq!(report.refusals.count(), 0);
    assert_eq!(report.outages.len(), 1);
    assert_eq!(report.outages[0].duration.least_us, 3 * MINUTE);
    assert_eq!(report.outages[0].duration.most_us, Some(5 * MINUTE));
}

/// A month has more minutes than rows are held of a list alone.
#[test]
fn lists_of_a_month_are_read_and_of_a_year_are_reported() {
    let report = report(31 * 24 * 60, 22_000..22_010).unwrap();
    assert_eq!(report.inputs[1].rows, 44_640);
    assert_eq!(report.outages[0].duration.least_us, 9 * MINUTE);
    let why = self::report(262_145, 0..0).unwrap_err();
    let words = "lists beside one another have more values than are held, 262,144 each; ask for \
        shorter times, a file each, or write a row for each value";
    assert!(why.ends_with(words), "{why}");
}
