//! Sources of probes as the metadata of a file of runs has them.

use crate::clock::Zone;
use crate::files::settings::OneOrMany;
use crate::layouts;
use crate::logs::ReadSettings;
use crate::model::{Cadence, ProbeSource, StampResolution};
use crate::runs::RunsError;
use crate::runs::{Meta, SourceMeta};

/// Returns the metadata of a source of the incident that was read with these settings.
pub(super) fn source_meta(source: &ProbeSource, settings: &ReadSettings) -> SourceMeta {
    let columns = settings.columns.iter();
    SourceMeta {
        name: source.name.clone(),
        on_change_us: match source.cadence {
            Cadence::OnChange { interval_us } => Some(interval_us),
            Cadence::Poll => None,
        },
        clock_error_us: source.clock_error_us,
        resolution_us: source.resolution.us,
        resolution_declared: source.resolution.is_declared,
        silence_us: source.silence_us,
        pace_us: source.pace_us,
        simulated: source.simulated,
        lists_periods: source.lists_periods,
        takes_turns: source.takes_turns,
        zone: settings.zone.map(|zone| zone.name().to_owned()),
        columns: columns.map(|(ours, theirs)| (ours.clone(), theirs.all().to_vec())).collect(),
        vantage: settings.vantage.clone(),
        layout: settings
            .dialect
            .describe(settings.layout.map(|layout| layout.name), &settings.result_words),
        format: format_words(settings),
    }
}

/// Returns how the lines of a source are read, in words; `None` where no key says it. A single
/// format stands there as it is declared.
fn format_words(settings: &ReadSettings) -> Option<String> {
    if let Some(inside) = &settings.file_inside {
        return Some(format!("path {inside:?}"));
    }
    match (&settings.formats[..], &settings.pass_over[..]) {
        ([], _) => None,
        ([one], []) => Some(one.clone()),
        (formats, others) => Some(format!("{formats:?}, pass_over {others:?}")),
    }
}

/// Returns the settings that a source was read with.
pub(super) fn read_settings(source: &SourceMeta) -> ReadSettings {
    let columns = source.columns.iter();
    ReadSettings {
        zone: source.zone.as_deref().and_then(|name| Zone::named(name).ok()),
        columns: columns
            .map(|(ours, theirs)| (ours.clone(), OneOrMany::Many(theirs.clone())))
            .collect(),
        vantage: source.vantage.clone(),
        layout: source.layout.as_deref().and_then(layouts::named),
        formats: source.format.iter().cloned().collect(),
        ..ReadSettings::default()
    }
}

/// Checks that the rows of a file of runs were read as the incident's own entries say; `ours` are
/// these entries, and `path` is the file.
///
/// # Errors
/// Where the file has more sources, or a source was read in another way.
pub(super) fn check_sources(path: &str, meta: &Meta, ours: &[SourceMeta]) -> Result<(), RunsError> {
    if meta.sources.len() > ours.len() {
        return Err(RunsError::NoSource {
            path: path.to_owned(),
            number: meta.sources.len(),
            many: ours.len(),
        });
    }
    for (number, (theirs, ours)) in (1..).zip(meta.sources.iter().zip(ours)) {
        let pairs = settings(theirs).into_iter().zip(settings(ours));
        if let Some((what, here)) = pairs.into_iter().find(|(theirs, ours)| theirs != ours) {
            let what = format!("{what} of [[probes]] entry {number}");
            return Err(RunsError::Rules { path: path.to_owned(), what, here });
        }
    }
    Ok(())
}

/// Settings by which rows are read, in words.
fn settings(source: &SourceMeta) -> [String; 7] {
    [
        format!("cadence = {}", if source.on_change_us.is_some() { "on-change" } else { "poll" }),
        format!("silence = {}", source.silence_us.map_or("by the pace", |_| "declared")),
        format!("zone = {}", source.zone.as_deref().unwrap_or("none")),
        format!("columns = {:?}", source.columns),
        format!("vantage = {}", source.vantage),
        format!("layout = {}", source.layout.as_deref().unwrap_or("csv")),
        format!("format = {}", source.format.as_deref().unwrap_or("none")),
    ]
}

/// Says whether a source of runs is one that is known. Parts of one log may have been found to be
/// of several resolutions, of which the coarsest counts.
pub(super) fn is_same_source(known: &ProbeSource, source: &ProbeSource) -> bool {
    let is_derived = |resolution: StampResolution| !resolution.is_declared;
    let resolution = if is_derived(known.resolution) && is_derived(source.resolution) {
        known.resolution
    } else {
        source.resolution
    };
    *known == ProbeSource { resolution, ..source.clone() }
}
