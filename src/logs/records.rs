//! Records of an archive in a layout of others: what a layout is, what it reads, and where it hands
//! its records on.

use crate::clock::Instant;
use crate::files::ReadError;
use crate::files::file_head::FileHead;
use crate::logs::archive::Layout;
use crate::logs::csv::Cells;
use crate::logs::header::COLUMNS;
use crate::model::{Maintenance, RefusalKind};
use std::path::Path;

/// A layout of probe archives.
#[derive(Debug)]
pub(crate) struct LayoutSpec {
    /// Its word in `incident.toml`.
    pub(crate) name: &'static str,
    /// What `files` of its `[[probes]]` names.
    pub(crate) reads: InputKind,
    /// Whether the archive says only when something changed: `cadence` is then `on-change` unless
    /// it is set.
    pub(crate) on_change: bool,
    /// Whether a record stands in a line, so that its line can be quoted; else its number counts
    /// records.
    pub(crate) by_line: bool,
    /// What speaks for the layout, in words for a reader; `None` where the file is something else.
    pub(crate) recognise: fn(&FileHead<'_>) -> Option<String>,
    /// Reads a whole archive, and hands on its records in the order of their numbers.
    pub(crate) read: fn(&Archived<'_>, &mut dyn Sink) -> Result<(), ReadStop>,
    /// The key `format`, for a layout whose lines can have any form.
    pub(crate) line_format: Option<LineFormat>,
    /// Says what an archive holds besides probes that matters to a report and is not read, in words
    /// for a reader; `None` where there is nothing.
    pub(crate) unread: Option<fn(&Path) -> Option<String>>,
    /// Reads the work that an archive announces (M16).
    pub(crate) planned_work: Option<fn(&Path) -> Result<PlannedWork, ReadError>>,
}

impl LayoutSpec {
    /// A layout of files that have a record for each probe, with nothing else in them that matters.
    pub(crate) const fn new(
        name: &'static str,
        recognise: fn(&FileHead<'_>) -> Option<String>,
        read: fn(&Archived<'_>, &mut dyn Sink) -> Result<(), ReadStop>,
    ) -> LayoutSpec {
        LayoutSpec {
            name,
            reads: InputKind::File,
            on_change: false,
            by_line: false,
            recognise,
            read,
            line_format: None,
            unread: None,
            planned_work: None,
        }
    }
}

/// The key `format` of a layout.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineFormat {
    /// Says why a value cannot be used, and what to write.
    pub(crate) check: fn(&str) -> Result<(), String>,
    /// A value that can be used, for errors.
    pub(crate) example: &'static str,
}

/// Work that an archive announces (M16).
#[derive(Debug, Default)]
pub(crate) struct PlannedWork {
    /// The times, in the order of the plans; sites are named as in the archive's probes.
    pub(crate) works: Vec<Maintenance>,
    /// Active plans whose times the archive does not tell.
    pub(crate) rules: u64,
}

/// What a layout is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputKind {
    /// Files, each an archive.
    File,
    /// Folders, each an archive; the layout hands what it read to [`Sink::digest`].
    Folder,
}

/// An archive to read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Archived<'a> {
    /// The file or folder.
    pub(crate) path: &'a Path,
    /// What its `[[probes]]` entry says.
    pub(crate) layout: &'a Layout,
}

/// Takes what an archive says.
pub(crate) trait Sink {
    /// Takes the record with this number: its line, from 1, or its number among the records.
    /// Numbers do not go back.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn record(&mut self, number: u64, record: &Record<'_>) -> Result<(), ReadStop>;

    /// Sets a record aside; `column` is one of our columns.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop>;

    /// Takes bytes that say what was read of a folder, for its SHA-256. Those of a file are hashed
    /// by themselves.
    fn digest(&mut self, _bytes: &[u8]) {}
}

/// Why the reading of an archive ends before the archive does.
#[derive(Debug)]
pub(crate) enum ReadStop {
    /// Nobody waits for more.
    Gone,
    /// It cannot be read.
    Failed(ReadError),
}

impl From<ReadError> for ReadStop {
    fn from(why: ReadError) -> ReadStop {
        ReadStop::Failed(why)
    }
}

/// When a probe was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timestamp<'a> {
    /// The archive says it without a doubt.
    Moment(Instant),
    /// As written: it is read like any stamp, with the source's `zone` where it bears no offset
    /// (M2).
    Text(&'a str),
}

/// One probe, in the words of our columns; what the archive does not say is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub(crate) at: Timestamp<'a>,
    pub(crate) site: &'a str,
    pub(crate) vantage: &'a str,
    /// 100 to 599; 0 or empty where nothing answered.
    pub(crate) status_code: &'a str,
    pub(crate) error: &'a str,
    pub(crate) latency_ms: &'a str,
    /// The archive's own verdict: `up`, `down`, `degraded`, `challenged`, `unknown`.
    pub(crate) result: &'a str,
}

impl Record<'_> {
    /// A probe that says nothing yet.
    pub(crate) fn at(at: Timestamp<'_>) -> Record<'_> {
        Record { at, site: "", vantage: "", status_code: "", error: "", latency_ms: "", result: "" }
    }
}

impl<'a> Cells<'a> for Record<'a> {
    fn text(&self, at: usize) -> &'a str {
        let text = match COLUMNS.get(at).copied().unwrap_or_default() {
            "timestamp" => match self.at {
                Timestamp::Text(text) => text,
                Timestamp::Moment(_) => "",
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
            Timestamp::Moment(moment) if COLUMNS[at] == "timestamp" => Some(moment),
            _ => None,
        }
    }
}
