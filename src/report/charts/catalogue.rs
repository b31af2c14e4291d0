//! The charts of a report.

use super::affected::Affected;
use super::affected_rows::Form;
use super::chart::{Chart, ChartError};
use super::font_substitutes::with_substitutes;
use super::small_multiples::SmallMultiples;
use super::{availability, claims, durations, font, recovery, sites_down, timeline};
use crate::model::Report;
use crate::report::parallel::{Job, in_parallel};

/// Drawing of one of these charts.
type DrawChart = fn(&Report) -> Result<Chart, ChartError>;

/// The charts that every report has, in the order in which they are shown, behind those of the
/// sites that were down.
const CHARTS: [DrawChart; 6] = [
    timeline::chart,
    sites_down::chart,
    recovery::chart,
    availability::chart,
    durations::chart,
    claims::chart,
];

/// Draws every chart, in the order in which they are shown. Where the shipped font lacks letters of
/// a name, each is drawn a second time, for its PNG file.
///
/// # Errors
/// Where drawing fails.
pub fn all(report: &Report) -> Result<Vec<Chart>, ChartError> {
    font::register()?;
    let mut charts = drawn(report)?;
    if let Some(substituted) = with_substitutes(report) {
        for (chart, picture) in charts.iter_mut().zip(drawn(&substituted)?) {
            chart.picture = Some(picture.svg);
        }
    }
    Ok(charts)
}

/// Draws every chart of a report once.
fn drawn(report: &Report) -> Result<Vec<Chart>, ChartError> {
    let multiples = SmallMultiples::of(report);
    let affected = Affected::of(report);
    let mut jobs: Vec<Job<'_, Result<Chart, ChartError>>> = Vec::new();
    for draw in CHARTS {
        jobs.push(Box::new(move || draw(report)));
    }
    if let Some(affected) = &affected {
        for form in Form::ALL.into_iter().rev() {
            jobs.insert(0, Box::new(move || affected.chart(form)));
        }
    }
    if let Some(multiples) = &multiples {
        for page in 0..multiples.pages() {
            jobs.push(Box::new(move || multiples.chart(page)));
        }
    }
    in_parallel(jobs).into_iter().collect()
}

/// Returns the sentence on the page about the charts that it links to; empty where there are none.
pub(crate) fn linked_sentence(report: &Report) -> String {
    SmallMultiples::of(report).map_or_else(String::new, |multiples| multiples.linked_sentence())
}
