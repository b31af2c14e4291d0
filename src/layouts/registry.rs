//! The registry of layouts: a new one is one file beside this one and one line of [`ALL`].

use crate::layouts::{
    blackbox_log, curl, fettle, gatus, ooni, pingdom, prometheus, ripe_atlas, statuscake, upptime,
    uptime_kuma, uptimerobot, wayback_cdx,
};
use crate::logs::LayoutSpec;

/// Every layout besides our own, by the word of `layout` in `incident.toml`.
pub(crate) const ALL: [&LayoutSpec; 14] = [
    &blackbox_log::LAYOUT,
    &curl::LAYOUT,
    &fettle::LAYOUT,
    &gatus::LAYOUT,
    &ooni::LAYOUT,
    &pingdom::RESULTS,
    &pingdom::OUTAGES,
    &prometheus::LAYOUT,
    &ripe_atlas::LAYOUT,
    &statuscake::LAYOUT,
    &uptime_kuma::LAYOUT,
    &uptimerobot::LAYOUT,
    &upptime::LAYOUT,
    &wayback_cdx::LAYOUT,
];

/// Returns the layout with this word.
pub(crate) fn named(word: &str) -> Option<&'static LayoutSpec> {
    ALL.into_iter().find(|layout| layout.name == word)
}

/// Returns the layout whose lines are as the key `format` says.
pub(crate) fn with_line_format() -> Option<&'static LayoutSpec> {
    ALL.into_iter().find(|layout| layout.line_format.is_some())
}

/// Checks that a declared `format` goes with a layout; `None` is our own layout.
///
/// # Errors
/// Where it does not, with why and what to write.
pub(crate) fn check_format(
    layout: Option<&LayoutSpec>,
    format: Option<&str>,
) -> Result<(), String> {
    match (layout.and_then(|layout| layout.line_format), format) {
        (Some(key), Some(format)) => (key.check)(format),
        (Some(key), None) => Err(format!("expected what a line holds, such as {:?}", key.example)),
        (None, None) => Ok(()),
        (None, Some(_)) => {
            let owner = with_line_format().map_or("", |layout| layout.name);
            Err(format!("it belongs to layout = \"{owner}\"; leave it out"))
        }
    }
}
