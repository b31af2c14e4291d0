//! Where the figures of a report come from: notices, and the words for simulated probes and work.

use super::names::site_by_id;
use super::release::{release_sentences, release_words};
use super::sentences::in_sentences;
use crate::model::safe_text::safe_text;
use crate::model::{Report, Simulated, SiteReport};

/// Returns the notice that must stand on every chart, in every description and on the page; may be
/// empty.
pub(in crate::report) fn standing_notice(report: &Report) -> String {
    match (notice(report), report.simulated) {
        (Some(notice), true) if report.notice.is_none() => format!("{notice} {}", origin(report)),
        (Some(notice), _) => notice,
        (None, true) => origin(report).to_owned(),
        (None, false) => String::new(),
    }
}

/// Returns the sentence on simulated probes.
fn origin(report: &Report) -> &'static str {
    match report.simulated_in_part {
        true => "Some of the probes are simulated.",
        false => "The probes are simulated.",
    }
}

/// Returns what a reader must know of a report's state, and the notice of its incident; `None`
/// where there is neither.
pub(in crate::report) fn notice(report: &Report) -> Option<String> {
    let parts =
        release_sentences(report).into_iter().chain(report.notice.as_deref().map(safe_text));
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the title of a report for readers; its state and simulated probes are named in it.
pub(in crate::report) fn title(report: &Report) -> String {
    let title = safe_text(&report.title);
    let words: Vec<&str> = release_words(report).into_iter().chain(simulated_log(report)).collect();
    if words.is_empty() { title } else { format!("{title} ({})", words.join(", ")) }
}

/// Words on the origin of figures, as sentences take them.
pub(in crate::report) struct FigureOrigin {
    /// Name of the log; `None` where sentences say nothing of it.
    log: Option<&'static str>,
    /// Beginning of each later sentence; empty where sentences say nothing of it.
    behind: String,
}

impl FigureOrigin {
    /// Returns the origin for sentences that are read alone: each names a simulated log.
    pub(in crate::report) fn named(report: &Report) -> FigureOrigin {
        FigureOrigin { log: simulated_log(report), behind: log_behind(report) }
    }

    /// Returns the name of the log; `None` where a sentence says nothing of it.
    pub(in crate::report) fn log(&self) -> Option<&'static str> {
        self.log
    }

    /// Returns what each later sentence begins with; may be empty.
    pub(in crate::report) fn behind(&self) -> &str {
        &self.behind
    }

    /// Sets the origin before a sentence, and before each that it is split into.
    pub(in crate::report) fn before(&self, sentence: &str) -> String {
        match self.log {
            Some(log) => in_sentences(&format!("In a {log}: {sentence}"), &self.behind),
            None => in_sentences(sentence, &self.behind),
        }
    }
}

/// Says whether all probes of a report were simulated, so that saying it once is enough.
pub(in crate::report) fn is_simulated_throughout(report: &Report) -> bool {
    report.simulated && !report.simulated_in_part
}

/// Sets the origin of its figures before a sentence, where probes were simulated, and before each
/// that it is split into.
pub(in crate::report) fn with_origin(report: &Report, sentence: &str) -> String {
    FigureOrigin::named(report).before(sentence)
}

/// Returns what a later sentence on simulated probes begins with; empty where none were simulated.
fn log_behind(report: &Report) -> String {
    match (report.simulated, report.simulated_in_part) {
        (_, true) => IN_PARTLY_SIMULATED_LOG.to_owned(),
        (true, false) => IN_SIMULATED_LOG.to_owned(),
        (false, false) => String::new(),
    }
}

/// Beginnings of sentences on probes that were simulated, all or some of them.
pub(in crate::report) const IN_SIMULATED_LOG: &str = "in the simulated log, ";
pub(in crate::report) const IN_PARTLY_SIMULATED_LOG: &str = "in a log that is simulated in part, ";

/// Names the log of a report, where probes were simulated.
pub(in crate::report) fn simulated_log(report: &Report) -> Option<&'static str> {
    match (report.simulated, report.simulated_in_part) {
        (_, true) => Some("log that is simulated in part"),
        (true, false) => Some("simulated log"),
        (false, false) => None,
    }
}

/// Says of sites how far their probes were simulated, as a word for tables; `None` where they have
/// no probe.
pub(in crate::report) fn simulated<'a>(
    report: &Report,
    sites: impl IntoIterator<Item = &'a str>,
) -> Option<&'static str> {
    let of_site = |id: &str| site_by_id(report, id)?.simulated;
    Simulated::joined(sites.into_iter().filter_map(of_site)).map(Simulated::as_str)
}

/// Description of the column `simulated` of tables.
pub(in crate::report) const SIMULATED: &str = concat!(
    "Whether the probes behind the row were simulated: yes, no, or ",
    "in_part; empty where there are none.",
);

/// Says that claims are held against simulated probes; empty where none were simulated. The claims
/// themselves are real.
pub(in crate::report) fn held_against(report: &Report) -> String {
    simulated_log(report).map_or_else(String::new, |log| format!(" held against a {log}"))
}

/// Says whether some announced work of a report was simulated, and whether some was real.
pub(in crate::report) fn work_origin(report: &Report) -> (bool, bool) {
    let any = |is_so: fn(&SiteReport) -> bool| report.sites.iter().any(is_so);
    let simulated = any(|site| !site.simulated_maintenance.is_empty());
    let real = any(|site| !site.maintenance.difference(&site.simulated_maintenance).is_empty());
    (simulated, real)
}

/// Names the announced work of a report; says where it was simulated.
pub(in crate::report) fn announced_work(report: &Report) -> &'static str {
    match work_origin(report) {
        (true, false) => "simulated announced work",
        (true, true) => "announced work (some of the work is simulated)",
        (false, _) => "announced work",
    }
}
