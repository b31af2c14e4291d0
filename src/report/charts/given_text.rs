//! Title and subtitle that somebody gave a chart, in place of the finding and of the incident's
//! title.

use super::form::Form;
use super::language::words;
use crate::model::Report;
use crate::model::safe_text::safe_text;

/// Heading of a chart as far as it is given.
pub(super) struct GivenText {
    /// Title in place of the finding, with the words on simulated probes; `None` where the finding
    /// is the title.
    pub(super) title: Option<String>,
    /// First sentence of the subtitle: the one given, or the incident's title. It ends with a mark.
    pub(super) subtitle: String,
}

impl GivenText {
    /// Returns the heading of a chart, by the name of its files.
    pub(super) fn of(report: &Report, name: &str) -> GivenText {
        let takes_it = report.chart.takes_title(asked_name(name));
        let given = |text: &Option<String>| text.as_deref().filter(|_| takes_it).map(safe_text);
        let title = given(&report.chart.title).map(|title| match report.simulated {
            true => words().finding(report, &title),
            false => title,
        });
        let subtitle = given(&report.chart.subtitle).map(|mut text| {
            if !text.ends_with(['.', '!', '?', ':', '…']) {
                text.push('.');
            }
            text
        });
        let subtitle = subtitle.unwrap_or_else(|| format!("{}.", safe_text(&report.title)));
        GivenText { title, subtitle }
    }
}

/// Returns the name by which a chart is asked for: a narrow form has that of its chart, and a
/// page of panels that of all.
fn asked_name(name: &str) -> &str {
    let panels = name.strip_prefix("sites-").filter(|page| page.parse::<u32>().is_ok());
    if panels.is_some() { "sites" } else { Form::chart_of(name) }
}
