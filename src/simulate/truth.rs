//! `truth.csv`: every fault with its time, against which reports can be tested.

use super::error::{SimulateError, WriteFault};
use super::output::LogOutput;
use super::scenario::{FaultKind, Scenario, SimulatedSite, SiteFault};
use super::written::WrittenFile;
use crate::clock::{Decimals, Span, rfc3339_with};

/// Columns of the file, in order.
const HEADER: [&str; 6] = ["site", "from", "until", "what", "note", "vantages"];

/// Writes the sites' faults, by site and time, and then the vantages' own, which name no site.
pub(super) fn write(scenario: &Scenario, output: LogOutput) -> Result<WrittenFile, SimulateError> {
    let shown = output.shown();
    let mut rows = csv::Writer::from_writer(output);
    let mut count = 0;
    let mut done = rows.write_record(HEADER);
    for row in rows_of(scenario) {
        log::debug!("{}", reason(&row));
        done = done.and_then(|()| rows.write_record(&row));
        count += 1;
    }
    let output = rows
        .into_inner()
        .map_err(|error| WriteFault { path: shown, source: error.into_error() })?;
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
    let decimals = decimals(scenario);
    let sites = scenario.sites.iter().flat_map(move |site| {
        site.faults.iter().map(move |fault| fault_row(scenario, site, fault, decimals))
    });
    let vantages = scenario.vantages.iter().flat_map(move |vantage| {
        let row = |span: Span, what: &str, note: &str| {
            let [from, until] = [span.from(), span.until()].map(|at| rfc3339_with(at, decimals));
            let [what, note] = [what, note].map(str::to_owned);
            [String::new(), from, until, what, note, vantage.name.clone()]
        };
        let gaps = vantage.gaps.spans().iter().map(|gap| row(*gap, "silent", ""));
        let sick = vantage.sick.iter().map(|sick| row(sick.span, "sick", sick.error));
        gaps.chain(sick).collect::<Vec<_>>()
    });
    sites.chain(vantages)
}

/// Returns the decimals of a second that all moments of the file fit into.
fn decimals(scenario: &Scenario) -> Decimals {
    let faults = scenario.sites.iter().flat_map(|site| &site.faults).map(|fault| fault.span);
    let of_vantages = scenario.vantages.iter().flat_map(|vantage| {
        let sick = vantage.sick.iter().map(|sick| sick.span);
        vantage.gaps.spans().iter().copied().chain(sick)
    });
    let spans = faults.chain(of_vantages);
    let moments = spans.flat_map(|span| [span.from(), span.until()]);
    moments.map(Decimals::of).max().unwrap_or_default()
}

/// Returns the row of a fault; an end that lies outside the scenario is empty.
fn fault_row(
    scenario: &Scenario,
    site: &SimulatedSite,
    fault: &SiteFault,
    decimals: Decimals,
) -> [String; 6] {
    let what = match fault.kind {
        FaultKind::Down => "down",
        FaultKind::Challenged => "challenged",
    };
    let from =
        if fault.open.from { String::new() } else { rfc3339_with(fault.span.from(), decimals) };
    let until =
        if fault.open.until { String::new() } else { rfc3339_with(fault.span.until(), decimals) };
    let seen = fault.vantages.iter().flatten().map(|index| scenario.vantages[*index].name.as_str());
    let vantages = seen.collect::<Vec<_>>().join(";");
    [site.id.clone(), from, until, what.to_owned(), fault.note.clone(), vantages]
}
