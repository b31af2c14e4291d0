//! Layouts of probe archives: what one is, how the incident has it read, and where it hands its
//! rows on.

mod asked_key;
mod file_inside;
mod read_stop;
mod table_shape;

pub(crate) use asked_key::AskedKey;
pub(crate) use file_inside::FileInside;
pub(crate) use read_stop::ReadStop;
pub(crate) use table_shape::{CellMeaning, InnerFormat, SiteHeadings, StateBetween, TableShape};

use crate::clock::{Instant, Zone};
use crate::files::settings::OneOrMany;
use crate::files::{Blocks, FileHead, LONGEST_LINE, Pool, ReadError, read_unpacked};
use crate::logs::columns::COLUMNS;
use crate::logs::dialect::Dialect;
use crate::logs::fields::cells::Cells;
use crate::logs::outcomes::classify::ResultWords;
use crate::model::{HeldRoom, Maintenance, PassedOver, RefusalKind, shown_path};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Way in which the files of one `[[probes]]` entry are read.
#[derive(Debug, Default)]
pub(crate) struct ReadSettings {
    /// Zone of stamps without an offset.
    pub(crate) zone: Option<Zone>,
    /// Names of the archive's columns, by our own names.
    pub(crate) columns: BTreeMap<String, OneOrMany>,
    /// Vantage of rows that name none.
    pub(crate) vantage: String,
    /// Whether places take turns as servers of one monitor: the vantage of all rows is then that of
    /// those that name none.
    pub(crate) in_turn: bool,
    /// Whether there is a row for each change, and not for each probe (M7).
    pub(crate) on_change: bool,
    /// Ways in which a CSV log differs from ours.
    pub(crate) dialect: Dialect,
    /// Meaning of the archive's words for a result, besides our own words.
    pub(crate) result_words: ResultWords,
    /// Shape of a table that has no row for each probe.
    pub(crate) shape: TableShape,
    /// Layout of others; `None` for our own, in CSV or Parquet.
    pub(crate) layout: Option<&'static LayoutSpec>,
    /// Forms of a line that is a probe, for the layout that asks for them; in the order in which
    /// they are tried, else empty.
    pub(crate) formats: Vec<String>,
    /// Forms of a line that is no probe, for the same layout; may be empty.
    pub(crate) pass_over: Vec<String>,
    /// Path of the file to read inside each archive, for the layout that asks for it.
    pub(crate) file_inside: Option<String>,
}

impl ReadSettings {
    /// Gives the keys that say how lines are read.
    pub(crate) fn line_keys(&self) -> LineKeys<'_> {
        LineKeys {
            formats: &self.formats,
            pass_over: &self.pass_over,
            has_time_format: self.dialect.time_format.is_some(),
            site: self.dialect.site.as_deref(),
            up_when: self.dialect.up_when.as_ref().map(|rule| rule.column.as_str()),
            inside: self.shape.inside,
        }
    }

    /// Says whether another entry takes the outcome of a probe from the same columns, so that a row
    /// that both read would be two probes.
    pub(crate) fn takes_same_outcomes(&self, other: &ReadSettings) -> bool {
        let layout = |settings: &ReadSettings| settings.layout.map(|layout| layout.name);
        if !self.shape.shares_sites(&other.shape)
            || layout(self) != layout(other)
            || self.formats != other.formats
            || self.dialect.form.sheet != other.dialect.form.sheet
            || self.file_inside != other.file_inside
        {
            return false;
        }
        let number = |settings: &ReadSettings| {
            settings.dialect.up_when.as_ref().map(|rule| rule.column.clone())
        };
        match (number(self), number(other)) {
            (None, None) => self.maps_same_outcomes(other),
            (ours, theirs) => ours == theirs,
        }
    }

    /// Says whether `columns` of another entry names a column for the status code or the result
    /// that this one names too, or both name the same for all outcomes.
    fn maps_same_outcomes(&self, other: &ReadSettings) -> bool {
        let deciding = |settings: &ReadSettings| -> BTreeSet<String> {
            let named = ["status_code", "result"].map(|ours| settings.columns.get(ours));
            named.into_iter().flatten().flat_map(|names| names.all().iter().cloned()).collect()
        };
        let (ours, theirs) = (deciding(self), deciding(other));
        let are_unnamed = ours.is_empty() && theirs.is_empty();
        let is_same_error = self.columns.get("error").map(OneOrMany::all)
            == other.columns.get("error").map(OneOrMany::all);
        !ours.is_disjoint(&theirs) || are_unnamed && is_same_error
    }
}

/// A layout of probe archives.
#[derive(Debug)]
pub(crate) struct LayoutSpec {
    /// Word for the layout in `incident.toml`.
    pub(crate) name: &'static str,
    /// Kind of input that `files` of a `[[probes]]` entry names.
    pub(crate) reads: InputKind,
    /// Names that `columns` may have besides our own columns; mostly none.
    pub(crate) own_columns: &'static [&'static str],
    /// Keys of a CSV log that the layout takes too, such as `columns`; mostly none.
    pub(crate) csv_keys: &'static [&'static str],
    /// Checks the key `columns`, for a layout that takes it and has names of its own kind. Says why
    /// a value cannot be used.
    pub(crate) check_columns: Option<CheckColumns>,
    /// Whether the archive says only when something changed: `cadence` is then `on-change` unless
    /// it is set.
    pub(crate) on_change: bool,
    /// Whether each row names its vantage, so that the key `vantage` names that of none.
    pub(crate) names_vantages: bool,
    /// Whether a row is a period of a state, behind whose end a state `unknown` is added where no
    /// other period says more.
    pub(crate) lists_periods: bool,
    /// Whether a row stands in a line, so that its line can be quoted; else its number counts
    /// rows.
    pub(crate) by_line: bool,
    /// Gives what speaks for the layout, in words for a reader; `None` where the file is something
    /// else.
    pub(crate) recognise: fn(&FileHead<'_>) -> Option<String>,
    /// Reads a whole archive, and hands on its rows in the order of their numbers.
    pub(crate) read: fn(&Archived<'_>, &mut dyn Sink) -> Result<(), ReadStop>,
    /// Meaning of the file of each archive that the key `path` names; `None` where there is no such
    /// key.
    pub(crate) file_inside: Option<FileInside>,
    /// Finds the key that only the user can tell, by the first bytes; `None` where there is none.
    pub(crate) asks: Option<fn(&FileHead<'_>) -> Option<AskedKey>>,
    /// Key `format`, for a layout whose lines can have any form.
    pub(crate) line_format: Option<LineFormat>,
    /// Says what an archive holds besides probes that matters to a report and is not read, in words
    /// for a reader; `None` where there is nothing.
    pub(crate) not_used: Option<fn(&Path) -> Option<String>>,
    /// Reads the work that an archive announces (M16).
    pub(crate) planned_work: Option<ReadPlannedWork>,
}

/// Check of the names of an archive's columns, by our own names.
pub(crate) type CheckColumns = fn(&BTreeMap<String, OneOrMany>) -> Result<(), String>;

/// Reader of the work that an archive announces.
pub(crate) type ReadPlannedWork = fn(&Path) -> Result<PlannedWork, ReadError>;

impl LayoutSpec {
    /// Makes a layout of files that have a row for each probe, with nothing else in them that
    /// matters.
    pub(crate) const fn new(
        name: &'static str,
        recognise: fn(&FileHead<'_>) -> Option<String>,
        read: fn(&Archived<'_>, &mut dyn Sink) -> Result<(), ReadStop>,
    ) -> LayoutSpec {
        LayoutSpec {
            name,
            reads: InputKind::File,
            own_columns: &[],
            csv_keys: &[],
            check_columns: None,
            on_change: false,
            names_vantages: false,
            lists_periods: false,
            by_line: false,
            recognise,
            read,
            file_inside: None,
            asks: None,
            line_format: None,
            not_used: None,
            planned_work: None,
        }
    }
}

/// Key `format` of a layout, with those that go with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineFormat {
    /// Says why the keys cannot be used, and what to write.
    pub(crate) check: fn(&LineKeys<'_>) -> Result<(), LineKeyFault>,
}

/// Keys of a `[[probes]]` entry that say how lines of any form are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineKeys<'a> {
    /// Forms of lines, in the order in which they are tried.
    pub(crate) formats: &'a [String],
    /// Forms of lines that are no probes; may be empty.
    pub(crate) pass_over: &'a [String],
    /// Whether a `time_format` is declared.
    pub(crate) has_time_format: bool,
    /// Site of all lines, where it is declared.
    pub(crate) site: Option<&'a str>,
    /// Column whose number says the outcome, where a rule is declared.
    pub(crate) up_when: Option<&'a str>,
    /// Form of what stands inside an archive.
    pub(crate) inside: InnerFormat,
}

/// Key that cannot be used, and what to write instead.
#[derive(Debug)]
pub(crate) struct LineKeyFault {
    pub(crate) key: &'static str,
    pub(crate) why: String,
}

/// Work that an archive announces (M16).
#[derive(Debug, Default)]
pub(crate) struct PlannedWork {
    /// Announced times, in the order of the plans; sites are named as in the archive's probes.
    pub(crate) maintenance: Vec<Maintenance>,
    /// Active plans whose times the archive does not tell.
    pub(crate) untimed_plans: u64,
}

/// Kind of input that a layout is read from.
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
    /// Way in which its `[[probes]]` entry has it read.
    pub(crate) settings: &'a ReadSettings,
    /// Site of rows that name none, as the entry says; empty where it says none.
    pub(crate) site: &'a str,
}

impl Archived<'_> {
    /// Gives the path, for errors.
    pub(crate) fn shown(&self) -> String {
        shown_path(self.path)
    }

    /// Makes an error of the archive; `location` is a line or row, from 1.
    pub(crate) fn broken(&self, location: Option<u64>, why: impl Into<String>) -> ReadStop {
        let location = location.map_or_else(String::new, |location| format!(":{location}"));
        ReadStop::Failed(ReadError::Broken {
            path: format!("{}{location}", self.shown()),
            why: why.into(),
        })
    }

    /// Makes an error of a header that has a column twice.
    pub(crate) fn twice(&self, column: &str) -> ReadStop {
        ReadStop::Failed(ReadError::RepeatedColumn {
            path: self.shown(),
            column: column.to_owned(),
        })
    }

    /// Opens the file as blocks of lines.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub(crate) fn blocks(&self) -> Result<Blocks, ReadError> {
        Blocks::open_as(self.path, &Pool::new(), &self.settings.dialect.form)
    }

    /// Hands on each line with its number, from 1, and without its end; a line that is too long or
    /// not UTF-8 is refused.
    ///
    /// # Errors
    /// Where the file cannot be read, or as `each` says.
    pub(crate) fn lines(
        &self,
        sink: &mut dyn Sink,
        mut each: impl FnMut(&mut dyn Sink, u64, &str) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        let mut blocks = self.blocks()?;
        let mut number = 0;
        while let Some(block) =
            blocks.next().map_err(|why| ReadStop::Failed(why.error(&self.shown(), number)))?
        {
            for line in block.lines().split_inclusive(|byte| *byte == b'\n') {
                number += 1;
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let line = if number == 1 {
                    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
                } else {
                    line
                };
                match std::str::from_utf8(line) {
                    _ if line.len() > LONGEST_LINE => {
                        sink.refuse(number, "timestamp", RefusalKind::TooLong(LONGEST_LINE))?
                    }
                    Ok(text) => each(sink, number, text)?,
                    Err(_) => sink.refuse(number, "timestamp", RefusalKind::NotUtf8)?,
                }
            }
        }
        Ok(())
    }

    /// Reads the whole of a document, unpacked.
    ///
    /// # Errors
    /// Where it cannot be read, or is larger than 256 MiB.
    pub(crate) fn whole(&self) -> Result<Vec<u8>, ReadStop> {
        let form = &self.settings.dialect.form;
        Ok(read_unpacked(self.path, &self.shown(), form, HeldRoom::default())?)
    }
}

/// Part of a row that cannot be read, while the row stands as a probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultyPart {
    /// The outcome: the result of the probe is unknown (M6).
    Outcome,
    /// A cell that no verdict needs.
    Cell,
}

/// Fault that costs a part of a row.
#[derive(Debug)]
pub(crate) struct PartFault<'a> {
    pub(crate) part: FaultyPart,
    /// One of our columns.
    pub(crate) column: &'a str,
    pub(crate) kind: RefusalKind,
}

/// Taker of what an archive says.
pub(crate) trait Sink {
    /// Takes the row with this number: its line, from 1, or its number among the rows.
    /// Numbers do not go back.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn probe(&mut self, number: u64, probe: &ArchivedProbe<'_>) -> Result<(), ReadStop>;

    /// Takes a row, as [`Sink::probe`] does, with a fault that costs only a part of it. A
    /// taker that does not count faults takes it as any row.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn faulty(
        &mut self,
        number: u64,
        probe: &ArchivedProbe<'_>,
        _fault: PartFault<'_>,
    ) -> Result<(), ReadStop> {
        self.probe(number, probe)
    }

    /// Takes a row whose outcome cannot be read: it stands in its series as an unknown probe.
    /// `column` is one of our columns.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn unreadable(
        &mut self,
        number: u64,
        probe: &ArchivedProbe<'_>,
        column: &str,
        kind: RefusalKind,
    ) -> Result<(), ReadStop> {
        self.faulty(number, probe, PartFault { part: FaultyPart::Outcome, column, kind })
    }

    /// Takes a row one of whose cells was left empty, as it cannot be read and no verdict needs
    /// it. `column` is one of our columns.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn probe_without(
        &mut self,
        number: u64,
        probe: &ArchivedProbe<'_>,
        column: &str,
        kind: RefusalKind,
    ) -> Result<(), ReadStop> {
        self.faulty(number, probe, PartFault { part: FaultyPart::Cell, column, kind })
    }

    /// Refuses a row of a site whose time cannot be read. A taker that does not count rows by
    /// their sites refuses it.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn unplaced(&mut self, number: u64, _site: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        self.refuse(number, "timestamp", kind)
    }

    /// Refuses a row of several sites whose time cannot be read.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn unplaced_at(
        &mut self,
        number: u64,
        sites: &[&str],
        kind: RefusalKind,
    ) -> Result<(), ReadStop> {
        sites.iter().try_for_each(|site| self.unplaced(number, site, kind.clone()))
    }

    /// Takes note that a part of a row is passed over without a fault.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn pass_over(&mut self, _number: u64, _what: PassedOver) -> Result<(), ReadStop> {
        Ok(())
    }

    /// Sets a row aside of which nobody can tell the site; `column` is one of our columns.
    ///
    /// # Errors
    /// Where nobody waits for more.
    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop>;

    /// Takes note that the stamp of a row, which the layout read itself, is no finer than this,
    /// in microseconds.
    fn resolution(&mut self, _number: u64, _resolution_us: i64) {}

    /// Takes bytes that say what was read of a folder, for its SHA-256. Those of a file are hashed
    /// by themselves.
    fn digest(&mut self, _bytes: &[u8]) {}
}

/// Moment at which a probe was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timestamp<'a> {
    /// The archive says it without a doubt.
    Moment(Instant),
    /// The stamp as written: it is read like any other, with the source's `zone` where it has no
    /// offset (M2).
    Text(&'a str),
}

/// One probe, in the words of our columns; what the archive does not say is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ArchivedProbe<'a> {
    pub(crate) at: Timestamp<'a>,
    pub(crate) site: &'a str,
    pub(crate) vantage: &'a str,
    /// 100 to 599; 0 or empty where nothing answered.
    pub(crate) status_code: &'a str,
    pub(crate) error: &'a str,
    pub(crate) latency_ms: &'a str,
    /// The archive's own result: `up`, `down`, `degraded`, `challenged`, `unknown`.
    pub(crate) result: &'a str,
}

impl ArchivedProbe<'_> {
    /// Makes a row of a probe that says nothing yet.
    pub(crate) fn at(at: Timestamp<'_>) -> ArchivedProbe<'_> {
        ArchivedProbe {
            at,
            site: "",
            vantage: "",
            status_code: "",
            error: "",
            latency_ms: "",
            result: "",
        }
    }
}

impl<'a> Cells<'a> for ArchivedProbe<'a> {
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
