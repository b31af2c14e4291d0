//! `truth.csv`: every fault with its time, against which reports can be tested.

use super::error::{SimulateError, WriteFault};
use super::output::LogOutput;
use super::scenario::{FaultKind, Scenario, SimulatedSite, SiteFault};
use super::written::WrittenFile;
use crate::clock::{Span, rfc3339};

/// Columns of the file, in order.
const HEADER: [&str; 6] = ["site", "from", "until", "what", "note", "vantages"];

/// Writes the sites' faults, by site and time, and then the vantages' own, which name no site.
pub(super) fn write(scenario: &Scenario, output: LogOutput) -> Result<WrittenFile, SimulateError> {
    let mut rows = csv::Writer::from_writer(output);
    let mut count = 0;
    let mut done = rows.write_record(HEADER);
    for row in rows_of(scenario) {
        log::debug!("{}", reason(&row));
        done = done.and_then(|()| rows.write_record(&row));
        count += 1;
    }
    let output = rows.into_inner().map_err(|error| {
        let source = std::io::Error::other(error.to_string());
        WriteFault { path: "truth.csv".to_owned(), source }
    })?;
    done.map_err(|error| output.failed(error.into()))?;
    Ok(WrittenFile { path: output.finish()?, rows: count })
}

/// Puts a row of the truth into words: site, time, and what probes of that time see, with the
/// reason.
fn reason([site, from, until, what, note, vantages]: &[String; 6]) -> String {
    let site = if site.is_empty() { "all sites" } else { site };
    let end = |stamp: &str| if stamp.is_empty() { "outside" } else { stamp }.to_owned();
    let (from, until) = (end(from), end(until));
    let seen = if vantages.is_empty() { "all vantages" } else { vantages };
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    format!("{site} from {from} to {until}, seen by {seen}: {what}{note}")
}

/// Lists all rows, without the header.
fn rows_of(scenario: &Scenario) -> impl Iterator<Item = [String; 6]> {
    let sites = scenario.sites.iter().flat_map(move |site| {
        site.faults.iter().map(move |fault| fault_row(scenario, site, fault))
    });
    let vantages = scenario.vantages.iter().flat_map(|vantage| {
        let name = &vantage.name;
        let gaps = vantage.gaps.spans().iter().map(|gap| vantage_row(*gap, "silent", "", name));
        let sick = vantage.sick.iter();
        let sick = sick.map(|sick| vantage_row(sick.span, "sick", sick.error, name));
        gaps.chain(sick).collect::<Vec<_>>()
    });
    sites.chain(vantages)
}

/// Returns the row of a fault; an end that lies outside the scenario is empty.
fn fault_row(scenario: &Scenario, site: &SimulatedSite, fault: &SiteFault) -> [String; 6] {
    let what = match fault.kind {
        FaultKind::Down => "down",
        FaultKind::Challenged => "challenged",
    };
    let from = if fault.open.from { String::new() } else { rfc3339(fault.span.from()) };
    let until = if fault.open.until { String::new() } else { rfc3339(fault.span.until()) };
    let seen = fault.vantages.iter().flatten().map(|index| scenario.vantages[*index].name.as_str());
    let vantages = seen.collect::<Vec<_>>().join(";");
    [site.id.clone(), from, until, what.to_owned(), fault.note.clone(), vantages]
}

/// Returns the row of a time at which a vantage was silent or sick.
fn vantage_row(span: Span, what: &str, note: &str, name: &str) -> [String; 6] {
    [
        String::new(),
        rfc3339(span.from()),
        rfc3339(span.until()),
        what.to_owned(),
        note.to_owned(),
        name.to_owned(),
    ]
}
