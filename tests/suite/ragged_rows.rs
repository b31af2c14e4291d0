//! Rows with other fields than the header names: what seems to be a site in one is none, unless
//! another row or `sites.csv` names it.

use crate::incident_folder::{IncidentFolder, PROBES};
use corroborate::model::Report;

/// Log of one site whose stamps have decimals, once behind an unquoted comma: then half of the
/// stamp stands where the site should.
const DECIMAL_COMMA: &str = "timestamp,site,status_code\n\
    2025-01-01T00:00:00.0Z,shop.example,200\n\
    2025-01-01T00:00:30,0Z,shop.example,200\n\
    2025-01-01T00:01:00.0Z,shop.example,200\n\
    2025-01-01T00:01:30.0Z,shop.example,200\n";

/// Sites of a report with their unknown probes and their rows without a readable time.
fn sites(report: &Report) -> Vec<(&str, u64, u64)> {
    let sites = report.sites.iter();
    sites.map(|site| (site.site.id.as_str(), site.unknown_probes, site.unplaced_rows)).collect()
}

/// The report on some logs, and the same from runs that were made of them.
fn reports(settings: &str, logs: &[(&str, &str)]) -> [Report; 2] {
    let settings = format!("[[probes]]\nfiles = \"*.csv\"\n{settings}");
    let folder = logs
        .iter()
        .fold(IncidentFolder::new(&settings), |folder, (name, log)| folder.with(name, *log));
    let from_logs = folder.report().unwrap();
    let of_runs = IncidentFolder::new(&settings.replace("*.csv", "runs.parquet"));
    let runs = of_runs.path().join("runs.parquet").display().to_string();
    let names: Vec<&str> = logs.iter().map(|(name, _)| *name).collect();
    let names = names.join(" ");
    crate::runs::done(folder.path(), &format!("fold -o {runs} {names}"));
    [from_logs, of_runs.report().unwrap()]
}

/// A decimal comma made a site of the rest of the stamp.
#[test]
fn a_comma_in_a_stamp_makes_no_site() {
    for report in reports("", &[("a.csv", DECIMAL_COMMA)]) {
        assert_eq!(sites(&report), [("shop.example", 0, 0)]);
        assert_eq!(report.refusals.count(), 1, "the row is listed all the same");
    }
    // Where a zone is declared the first half of the stamp is a moment, and the row has a place.
    for report in reports("zone = \"UTC\"\n", &[("a.csv", DECIMAL_COMMA)]) {
        assert_eq!(sites(&report), [("shop.example", 0, 0)]);
        assert_eq!(report.refusals.count(), 1);
    }
}

/// What `check` counts are sites, too.
#[test]
fn a_ragged_row_counts_no_site_in_its_source() {
    let folder = IncidentFolder::new(&format!("{PROBES}zone = \"UTC\"\n"));
    let folder = folder.with("probes.csv", DECIMAL_COMMA);
    let output = crate::runs::ran(folder.path(), "check . --json");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"sites\": 1,") || text.contains("\"sites\":1,"), "{text}");
}

/// A ragged row counts at a site that a whole row names, before it or after it, in the same file or
/// in another, from whichever vantage; and at a site of `sites.csv`.
#[test]
fn a_ragged_row_counts_where_something_else_names_its_site() {
    let header = "timestamp,site,status_code,error\n";
    let ragged = "2025-01-01T00:10:00Z,shop.example,0,refused, twice\n\
        soon,shop.example,0,refused, twice\n\
        2025-01-01T00:10:00Z,bank.example,0,refused, twice\n";
    let whole = "2025-01-01T00:00:00Z,shop.example,200,\n2025-01-01T00:05:00Z,shop.example,200,\n";
    let (first, last) = (format!("{header}{ragged}{whole}"), format!("{header}{whole}{ragged}"));
    let (one, other) = (format!("{header}{ragged}"), format!("{header}{whole}"));
    for logs in [
        vec![("a.csv", first.as_str())],
        vec![("a.csv", last.as_str())],
        vec![("a.csv", other.as_str()), ("b.csv", one.as_str())],
        vec![("a.csv", one.as_str()), ("b.csv", other.as_str())],
    ] {
        for report in reports("", &logs) {
            assert_eq!(sites(&report), [("shop.example", 0, 1)], "{logs:?}");
            assert_eq!(report.refusals.count(), 3);
        }
    }
    let folder = IncidentFolder::new(PROBES).with("sites.csv", "site\nbank.example\n");
    let report = folder.with("probes.csv", last).report().unwrap();
    assert_eq!(sites(&report), [("bank.example", 0, 0), ("shop.example", 0, 1)]);
}

/// A row that nobody can split may hold a name that could be two sites, which stops no run.
#[test]
fn a_ragged_row_stops_no_run_for_a_name_that_could_be_two_sites() {
    let sites = "site,url\na,https://shop.example\nb,https://shop.example\n";
    let log = "timestamp,site,status_code\n2025-01-01T00:00:00Z,a,200\n\
        2025-01-01T00:05:00Z,shop.example,503,more\n2025-01-01T00:10:00Z,a,200\n";
    let folder = IncidentFolder::new(PROBES).with("sites.csv", sites);
    assert!(folder.with("probes.csv", log).report().is_ok());
    let whole = log.replace(",more", "");
    let folder = IncidentFolder::new(PROBES).with("sites.csv", sites);
    assert!(folder.with("probes.csv", whole).report().is_err(), "a whole row does");
}

/// A converted log is read like any other, so it must not hold such a row.
#[test]
fn a_converted_log_holds_no_ragged_row_that_names_no_site() {
    let row = "2025-01-01T00:02:00Z,0Z,,refused, twice\n";
    let log = "timestamp,site,status_code,error\n2025-01-01T00:00:00Z,shop.example,200,\n\
        2025-01-01T00:00:30Z,shop.example,200,\n2025-01-01T00:01:00Z,shop.example,200,\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", format!("{log}{row}"));
    let into = IncidentFolder::new(PROBES);
    let output = into.path().join("probes.csv").display().to_string();
    let said =
        crate::runs::done_in_part(folder.path(), &format!("convert --incident . -o {output}"));
    assert!(said.contains("probes.csv: 3 rows"), "{said}");
    assert!(said.contains("left out: 1 row of these"), "{said}");
    assert_eq!(sites(&into.report().unwrap()), [("shop.example", 0, 0)]);
}

/// What `results` says of nothing holds of a row that ends before its outcome, and not of the last
/// one, which may be cut off.
#[test]
fn a_row_that_ends_before_its_outcome_is_as_its_entry_says_of_nothing() {
    let log = "timestamp,site,status_code,latency_ms\n2025-01-01T00:00:00Z,shop.example,200,90\n\
        2025-01-01T00:05:00Z,shop.example\n2025-01-01T00:10:00Z,shop.example\n\
        2025-01-01T00:15:00Z,shop.example,200,90\n2025-01-01T00:20:00Z,shop.example";
    let of_nothing = "results = { \"\" = \"down\" }\n";
    for (settings, outages, unknown) in [("", 0, 2), (of_nothing, 1, 0)] {
        let folder = IncidentFolder::new(&format!("{PROBES}{settings}"));
        let report = folder.with("probes.csv", log).report().unwrap();
        assert_eq!(report.outages.len(), outages, "{settings}");
        assert_eq!(sites(&report), [("shop.example", unknown, 0)], "{settings}");
    }
}
