//! `truth.csv`: what was wrong and when, to hold the tool's answers against.

use super::error::SimulateError;
use super::output::Output;
use super::run::Written;
use super::scenario::{Scenario, Site, Trouble, What};
use crate::clock::{Span, rfc3339};

/// Its columns, in order.
const HEADER: [&str; 6] = ["site", "from", "until", "what", "note", "vantages"];

/// Writes the sites' troubles, by site and time, and then the vantages' own, which name no site.
pub(super) fn write(scenario: &Scenario, output: Output) -> Result<Written, SimulateError> {
    let mut rows = csv::Writer::from_writer(output);
    let mut count = 0;
    let mut done = rows.write_record(HEADER);
    for row in rows_of(scenario) {
        done = done.and_then(|()| rows.write_record(&row));
        count += 1;
    }
    let output = rows.into_inner().map_err(|error| {
        let source = std::io::Error::other(error.to_string());
        SimulateError { path: "truth.csv".to_owned(), source }
    })?;
    done.map_err(|error| output.failed(error.into()))?;
    Ok(Written { path: output.finish()?, rows: count, ..Written::default() })
}

fn rows_of(scenario: &Scenario) -> impl Iterator<Item = [String; 6]> {
    let sites = scenario
        .sites
        .iter()
        .flat_map(move |site| site.troubles.iter().map(move |t| trouble_row(scenario, site, t)));
    let vantages = scenario.vantages.iter().flat_map(|vantage| {
        let gaps =
            vantage.gaps.spans().iter().map(|gap| vantage_row(*gap, ["silent", "", &vantage.name]));
        let sick = vantage
            .sick
            .iter()
            .map(|(span, word)| vantage_row(*span, ["sick", word, &vantage.name]));
        gaps.chain(sick).collect::<Vec<_>>()
    });
    sites.chain(vantages)
}

/// An end that lies outside the scenario is empty.
fn trouble_row(scenario: &Scenario, site: &Site, trouble: &Trouble) -> [String; 6] {
    let what = match trouble.what {
        What::Down => "down",
        What::Challenged => "challenged",
    };
    let from = if trouble.open.from { String::new() } else { rfc3339(trouble.span.from()) };
    let until = if trouble.open.until { String::new() } else { rfc3339(trouble.span.until()) };
    let seen =
        trouble.vantages.iter().flatten().map(|index| scenario.vantages[*index].name.as_str());
    let vantages = seen.collect::<Vec<_>>().join(";");
    [site.id.clone(), from, until, what.to_owned(), trouble.note.clone(), vantages]
}

fn vantage_row(span: Span, [what, note, name]: [&str; 3]) -> [String; 6] {
    [
        String::new(),
        rfc3339(span.from()),
        rfc3339(span.until()),
        what.to_owned(),
        note.to_owned(),
        name.to_owned(),
    ]
}
