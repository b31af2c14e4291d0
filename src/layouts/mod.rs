//! Archives in other layouts than ours. A layout is one file beside this one and one line of
//! [`ALL`]; it says each record in the words of our own columns, and the rest of the way is the
//! same as for our own logs.

pub(crate) mod blackbox_log;
pub(crate) mod curl;
pub(crate) mod error_text;
pub(crate) mod fettle;
pub(crate) mod gatus;
pub(crate) mod git;
pub(crate) mod json_documents;
pub(crate) mod json_rows;
pub(crate) mod json_scalar;
pub(crate) mod ooni;
pub(crate) mod pingdom;
pub(crate) mod prometheus;
pub(crate) mod ripe_atlas;
pub(crate) mod sqlite;
pub(crate) mod state_periods;
pub(crate) mod statuscake;
pub(crate) mod tabular;
pub(crate) mod unique_names;
pub(crate) mod upptime;
pub(crate) mod uptime_kuma;
pub(crate) mod uptimerobot;
pub(crate) mod wayback_cdx;

use crate::logs::records::LayoutSpec;
pub(crate) use uptime_kuma::plans::Plans;

use crate::files::ReadError;
use std::path::Path;

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

/// The layout with this word.
pub(crate) fn named(word: &str) -> Option<&'static LayoutSpec> {
    ALL.into_iter().find(|layout| layout.name == word)
}

/// Why a declared `format` does not go with a layout, and what to write.
pub(crate) fn wrong_format(foreign: Option<&LayoutSpec>, format: Option<&str>) -> Option<String> {
    let curl = foreign.is_some_and(|foreign| foreign.name == curl::LAYOUT.name);
    match format {
        Some(format) if curl => curl::Format::read(format).err(),
        Some(_) => Some("it belongs to layout = \"curl\"; leave it out".to_owned()),
        None if curl => Some(
            "expected what a line holds, such as \"{timestamp} {site} {status_code} {latency_s}\""
                .to_owned(),
        ),
        None => None,
    }
}

/// What an archive holds besides probes that matters to a report and is not read, in words for a
/// reader.
pub(crate) fn unread(foreign: &LayoutSpec, path: &Path) -> Option<String> {
    (foreign.name == uptime_kuma::LAYOUT.name).then(|| uptime_kuma::unread(path)).flatten()
}

/// The announced work that an archive plans, where its layout has any.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn planned(foreign: &LayoutSpec, path: &Path) -> Result<Plans, ReadError> {
    if foreign.name == uptime_kuma::LAYOUT.name {
        uptime_kuma::planned(path)
    } else {
        Ok(Plans::default())
    }
}
