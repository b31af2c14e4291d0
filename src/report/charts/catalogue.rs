//! The charts of a report.

use super::affected::Affected;
use super::chart::{Chart, ChartError};
use super::font_substitutes::NameSubstitutes;
use super::form::Form;
use super::frame::{ChartFit, draw_form};
use super::language::in_language;
use super::small_multiples::{SmallMultiples, page_name};
use super::{
    availability, claims, durations, font, recovery, recovery_sets, sites_down, timeline,
    windowed_availability,
};
use crate::model::Report;
use crate::report::parallel::{Job, in_parallel};
use std::collections::{BTreeMap, BTreeSet};

/// Drawing of one of these charts.
type DrawChart = fn(&Report, ChartFit) -> Result<Chart, ChartError>;

/// Chart that a report has where it says something.
struct CommonChart {
    /// Name by which it is asked for.
    name: &'static str,
    has_content: fn(&Report) -> bool,
    draw: DrawChart,
}

/// The charts in the order in which they are shown, behind those of the sites that were down.
const CHARTS: [CommonChart; 8] = [
    CommonChart { name: "timeline", has_content: timeline::has_content, draw: timeline::chart },
    CommonChart {
        name: "sites-down",
        has_content: sites_down::has_content,
        draw: sites_down::chart,
    },
    CommonChart { name: "recovery", has_content: recovery::has_content, draw: recovery::chart },
    CommonChart {
        name: "recovery-sets",
        has_content: recovery_sets::has_content,
        draw: recovery_sets::chart,
    },
    CommonChart {
        name: "availability",
        has_content: availability::has_content,
        draw: availability::chart,
    },
    CommonChart {
        name: "windowed-availability",
        has_content: windowed_availability::has_content,
        draw: windowed_availability::chart,
    },
    CommonChart { name: "durations", has_content: durations::has_content, draw: durations::chart },
    CommonChart { name: "claims", has_content: claims::has_content, draw: claims::chart },
];

/// Names of the chart of the sites that were down, and of the panels of small bars.
const AFFECTED: &str = "affected";
const SITES: &str = "sites";

/// Draws every chart, in the order in which they are shown. Where the shipped font lacks letters of
/// a name, each is drawn a second time, for its PNG file.
///
/// # Errors
/// Where drawing fails.
pub fn all(report: &Report) -> Result<Vec<Chart>, ChartError> {
    font::register()?;
    let mut charts = drawn(report, &|_| true)?;
    let Some(substitutes) = NameSubstitutes::needed(report) else { return Ok(charts) };
    let mut by_count: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for chart in &charts {
        let count = substitutes.count_in(&chart.svg);
        by_count.entry(count).or_default().insert(chart.name.clone());
    }
    // A drawing that shows no such name is its own picture.
    by_count.remove(&0);
    for (count, names) in by_count {
        let substituted = substitutes.put_into(report, count);
        let is_wanted = |name: &str| names.contains(name);
        for picture in drawn(&substituted, &is_wanted)? {
            if let Some(chart) = charts.iter_mut().find(|chart| chart.name == picture.name) {
                chart.picture = Some(picture.svg);
            }
        }
    }
    Ok(charts)
}

/// Draws once the charts of a report whose files have certain names.
fn drawn(
    report: &Report,
    is_wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Vec<Chart>, ChartError> {
    let asks_for = |name: &str| report.chart.asks_for(name);
    let multiples = SmallMultiples::of(report).filter(|_| asks_for(SITES));
    let affected = Affected::of(report).filter(|_| asks_for(AFFECTED));
    let mut jobs: Vec<Job<'_, Result<Chart, ChartError>>> = Vec::new();
    let common = CHARTS.iter().filter(|one| asks_for(one.name) && (one.has_content)(report));
    let is_form_wanted = |name: &str, form: &Form| is_wanted(&format!("{name}{}", form.ending()));
    if let Some(affected) = &affected {
        let forms = [Form::Desk, Form::Tablet, Form::Phone];
        for form in forms.into_iter().filter(|form| is_form_wanted(AFFECTED, form)) {
            jobs.push(Box::new(move || draw_form(form, report, |fit| affected.chart(fit))));
        }
    }
    for CommonChart { name, draw, .. } in common {
        let forms = [Form::Desk, Form::Phone];
        for form in forms.into_iter().filter(|form| is_form_wanted(name, form)) {
            jobs.push(Box::new(move || draw_form(form, report, |fit| draw(report, fit))));
        }
    }
    if let Some(multiples) = &multiples {
        for page in (0..multiples.pages()).filter(|page| is_wanted(&page_name(*page))) {
            jobs.push(Box::new(move || multiples.chart(page)));
        }
    }
    let fonts = &report.chart.fonts[..];
    let language = report.chart.language;
    let as_asked = |job| -> Job<'_, _> {
        Box::new(move || font::in_fonts(fonts, || in_language(language, job)))
    };
    in_parallel(jobs.into_iter().map(as_asked).collect()).into_iter().collect()
}

/// Lists the charts that are asked for by name and have nothing to show, in the order asked.
pub(crate) fn without_content(report: &Report) -> Vec<&str> {
    let has_content = |name: &str| match name {
        AFFECTED => Affected::of(report).is_some(),
        SITES => SmallMultiples::of(report).is_some(),
        name => CHARTS.iter().any(|one| one.name == name && (one.has_content)(report)),
    };
    report.chart.only.iter().map(String::as_str).filter(|name| !has_content(name)).collect()
}

/// Returns the sentence on the page about the charts that it links to; empty where there are none.
pub(crate) fn linked_sentence(report: &Report) -> String {
    let multiples = SmallMultiples::of(report).filter(|_| report.chart.asks_for(SITES));
    multiples.map_or_else(String::new, |multiples| multiples.linked_sentence())
}
