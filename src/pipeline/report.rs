//! `report`: read an incident, work out its outages and verdicts, write the report in one step.

use super::examine::examine;
use super::report_folder::stored_request;
use super::started::{Started, start};
use super::{Error, OutputTarget, Printout};
use crate::analysis::RulesTried;
use crate::cli::{OutputFormat, RefusedRows, RunOptions};
use crate::model::{Incident, Report, Request, shown_path};
use crate::output::{OutputFolder, StoredReport};
use crate::report::render;
use crate::report::terminal::{refusals, shortfall, summary};

/// Most outages, blips and failures in part of a report: its tables and pages take some 4 GB then.
const MOST_OUTAGES: usize = 1_000_000;

/// Writes the report of an incident into its place, unless refused rows stop the run.
///
/// # Errors
/// [`Error`] where the input cannot be read or the output cannot be written.
pub(super) fn report(
    request: &Request,
    place: OutputTarget<'_>,
    refused_rows: RefusedRows,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    if let Some(folder) = request.origin.folder()
        && !folder.join(Incident::FILE).exists()
        && StoredReport::manifest_of(folder).is_ok_and(|manifest| manifest.is_some())
    {
        return Err(Error::ReportOfReport(shown_path(folder)));
    }
    let asked = stored_request(request);
    let Started { mut stages, proposed, opened } = start(request, options)?;
    let request = &proposed.request;
    let OutputTarget { output, changed_files } = place;
    let folder = OutputFolder::open(output, &opened.input_paths(request), changed_files)?;
    stages.end("open");
    let rules = RulesTried::Others;
    let mut report = stages.watch(|watch| examine(opened, options.memory, rules, watch))?;
    report.assumed.clone_from(&proposed.assumed);
    report.request = asked;
    check_outages(&report)?;
    let any_refused = report.refusals.count() > 0;
    let refused = refusals::refused(&report, &request.path_prefix());
    if refused_rows == RefusedRows::StopTheRun && any_refused {
        let shortfall = Some("nothing was written: --strict allows no refusal".to_owned());
        return Ok(Printout { notes: refused, shortfall, ..Printout::default() });
    }
    stages.write(|at| render::write(&report, &folder, at))?;
    stages.end("make files");
    folder.finish()?;
    stages.end("put in place");
    let mut notes = proposed.notes(options);
    if any_refused && !options.quiet {
        notes.push_str(&refused);
    }
    if !options.quiet {
        notes.push_str(&summary::notes(&report));
    }
    notes.push_str(&stages.summary());
    let page = output.join("report.html");
    let result = match format {
        OutputFormat::Text if options.quiet => String::new(),
        OutputFormat::Text => summary::summary(&report, &page),
        OutputFormat::Json => summary::json(&report, &shown_path(&page)),
    };
    let listed = output.join("tables/refusals.csv");
    let shortfall = shortfall::of_report(&report, &shown_path(&listed));
    Ok(Printout { result, notes, shortfall })
}

/// Makes sure that a report can show all that it found.
fn check_outages(report: &Report) -> Result<(), Error> {
    let found = report.outages.len() + report.blips.len() + report.partials.len();
    if found > MOST_OUTAGES {
        return Err(Error::TooManyOutages { found, most: MOST_OUTAGES });
    }
    Ok(())
}
