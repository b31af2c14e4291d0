//! Archives in other layouts than ours. A layout is one file beside this one and one line of
//! [`ALL`]; it says each record in the words of our own columns, and the rest of the way is the
//! same as for our own logs.

mod blackbox_log;
mod curl;
mod distinct;
mod documents;
mod export;
mod fettle;
mod gatus;
mod git;
mod glance;
mod objects;
mod ooni;
mod periods;
mod pingdom;
mod prometheus;
mod ripe_atlas;
mod scalar;
mod sqlite;
mod statuscake;
mod upptime;
mod uptime_kuma;
mod uptimerobot;
mod way;
mod wayback_cdx;
mod wording;

pub(super) use glance::Glance;
pub(super) use uptime_kuma::Plans;
pub(super) use way::batches;

use super::SourceError;
use super::archive::Layout;
use super::csv::Cells;
use super::header::COLUMNS;
use crate::clock::Instant;
use crate::model::RefusalKind;
use std::path::Path;

/// Every layout besides our own, by the word of `layout` in `incident.toml`.
pub(super) const ALL: [&Foreign; 14] = [
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

/// A layout of probe archives.
#[derive(Debug)]
pub(super) struct Foreign {
    /// Its word in `incident.toml`.
    pub(super) name: &'static str,
    /// What `files` of its `[[probes]]` names.
    pub(super) reads: Reads,
    /// Whether the archive says only when something changed: `cadence` is then `on-change` unless
    /// it is set.
    pub(super) on_change: bool,
    /// Whether a record stands in a line, so that its line can be quoted; else its number counts
    /// records.
    pub(super) by_line: bool,
    /// What speaks for the layout, in words for a reader; `None` where the file is something else.
    pub(super) recognise: fn(&Glance<'_>) -> Option<String>,
    /// Reads a whole archive, and hands on its records in the order of their numbers.
    pub(super) read: fn(&Archived<'_>, &mut dyn Sink) -> Result<(), Halt>,
}

/// What a layout is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reads {
    /// Files, each an archive.
    File,
    /// Folders, each an archive; the layout hands what it read to [`Sink::digest`].
    Folder,
}

/// The layout with this word.
pub(super) fn named(word: &str) -> Option<&'static Foreign> {
    ALL.into_iter().find(|layout| layout.name == word)
}

/// Why a declared `format` does not go with a layout, and what to write.
pub(super) fn wrong_format(foreign: Option<&Foreign>, format: Option<&str>) -> Option<String> {
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
pub(super) fn unread(foreign: &Foreign, path: &Path) -> Option<String> {
    (foreign.name == uptime_kuma::LAYOUT.name).then(|| uptime_kuma::unread(path)).flatten()
}

/// The announced work that an archive plans, where its layout has any.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn planned(foreign: &Foreign, path: &Path) -> Result<Plans, SourceError> {
    if foreign.name == uptime_kuma::LAYOUT.name {
        uptime_kuma::planned(path)
    } else {
        Ok(Plans::default())
    }
}

/// An archive to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Archived<'a> {
    /// The file or folder.
    pub(super) path: &'a Path,
    /// What its `[[probes]]` entry says.
    pub(super) layout: &'a Layout,
}

/// Takes what an archive says.
pub(super) trait Sink {
    /// Takes the record with this number: its line, from 1, or its number among the records.
    /// Numbers do not go back.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn record(&mut self, number: u64, record: &Record<'_>) -> Result<(), Halt>;

    /// Sets a record aside; `column` is one of our columns.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), Halt>;

    /// Takes bytes that say what was read of a folder, for its SHA-256. Those of a file are hashed
    /// by themselves.
    fn digest(&mut self, _bytes: &[u8]) {}
}

/// Why the reading of an archive ends before the archive does.
#[derive(Debug)]
pub(super) enum Halt {
    /// Nobody waits for more.
    Gone,
    /// It cannot be read.
    Failed(SourceError),
}

impl From<SourceError> for Halt {
    fn from(why: SourceError) -> Halt {
        Halt::Failed(why)
    }
}

/// When a probe was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When<'a> {
    /// The archive says it without a doubt.
    Moment(Instant),
    /// As written: it is read like any stamp, with the source's `zone` where it bears no offset
    /// (M2).
    Text(&'a str),
}

/// One probe, in the words of our columns; what the archive does not say is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record<'a> {
    pub(super) at: When<'a>,
    pub(super) site: &'a str,
    pub(super) vantage: &'a str,
    /// 100 to 599; 0 or empty where nothing answered.
    pub(super) status_code: &'a str,
    pub(super) error: &'a str,
    pub(super) latency_ms: &'a str,
    /// The archive's own verdict: `up`, `down`, `degraded`, `challenged`, `unknown`.
    pub(super) result: &'a str,
}

impl Record<'_> {
    /// A probe that says nothing yet.
    pub(super) fn at(at: When<'_>) -> Record<'_> {
        Record { at, site: "", vantage: "", status_code: "", error: "", latency_ms: "", result: "" }
    }
}

impl<'a> Cells<'a> for Record<'a> {
    fn text(&self, at: usize) -> &'a str {
        let text = match COLUMNS.get(at).copied().unwrap_or_default() {
            "timestamp" => match self.at {
                When::Text(text) => text,
                When::Moment(_) => "",
            },
            "site" => self.site,
            "vantage" => self.vantage,
            "status_code" => self.status_code,
            "error" => self.error,
            "latency_ms" => self.latency_ms,
            "result" => self.result,
            _ => "",
        };
        text.trim()
    }

    fn moment(&self, at: usize) -> Option<Instant> {
        match self.at {
            When::Moment(moment) if COLUMNS[at] == "timestamp" => Some(moment),
            _ => None,
        }
    }
}
