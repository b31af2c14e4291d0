//! `git`: any one file through the history of its repository, as many keep the state of a page.
//! Each stored version is a probe of all sites in it, at the time at which its commit was written.

mod json_version;
mod line_version;
mod version;

use crate::clock::Instant;
use crate::files::FileHead;
use crate::layouts::git::{HistoryStep, Repository};
use crate::logs::{
    Archived, ArchivedProbe, FileInside, InnerFormat, InputKind, LayoutSpec, LineFormat,
    ReadSettings, ReadStop, Sink, Timestamp,
};
use crate::model::RefusalKind;
use std::collections::BTreeSet;
use version::{VersionColumns, VersionRow};

/// Layout `git`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    reads: InputKind::Folder,
    on_change: true,
    csv_keys: &["columns", "separator", "header", "results", "site", "inside"],
    file_inside: Some(FileInside::State),
    line_format: Some(LineFormat { check: line_version::check }),
    ..LayoutSpec::new("git", recognise, read)
};

/// Most bytes of a version.
const MOST_OF_VERSION: u64 = 16 << 20;

/// Recognises nothing: which of its files is meant nobody can tell.
fn recognise(_: &FileHead<'_>) -> Option<String> {
    None
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let repository = Repository::open(archived.path)?;
    let path = archived.settings.file_inside.as_deref().unwrap_or_default();
    let mut blobs = repository.blobs()?;
    let mut history =
        History { sink, settings: archived.settings, known: BTreeSet::new(), number: 0 };
    repository.walk(&[path], |step| match step {
        HistoryStep::Commit(commit) => {
            commit.add_to_hash(history.sink);
            Ok(())
        }
        HistoryStep::File { commit, path: changed, blob } if changed == path => {
            let stored = match blob {
                Some(blob) => blobs.get(blob, MOST_OF_VERSION)?,
                // The file was taken away: no site is in it.
                None => return history.add_rows(commit.authored, &[]),
            };
            history.add_version(commit.authored, stored.as_deref())
        }
        HistoryStep::File { .. } => Ok(()),
    })?;
    if history.number == 0 { Err(repository.lacks_file(path)) } else { Ok(()) }
}

/// Versions of a file, from the oldest on.
struct History<'s> {
    sink: &'s mut dyn Sink,
    settings: &'s ReadSettings,
    /// Sites of the last version whose state is known.
    known: BTreeSet<String>,
    /// Number of the last version.
    number: u64,
}

impl History<'_> {
    /// Adds a version; `None` are too many bytes.
    fn add_version(&mut self, at: Instant, stored: Option<&[u8]>) -> Result<(), ReadStop> {
        let fault = |found: String| RefusalKind::NotOfLayout {
            expected: "a version with the declared columns",
            found,
        };
        let Some(stored) = stored else {
            return self.add_unreadable(at, &fault("more than 16 MiB".to_owned()));
        };
        let rows = match self.settings.shape.inside {
            InnerFormat::Csv => VersionColumns::rows(stored, self.settings),
            InnerFormat::Json => json_version::rows(stored, self.settings),
            InnerFormat::Lines => line_version::rows(stored, self.settings),
        };
        match rows {
            Ok(rows) => self.add_rows(at, &rows),
            Err(found) => self.add_unreadable(at, &fault(found)),
        }
    }

    /// Adds the rows of a version. A site that is gone is not observed from then on.
    fn add_rows(
        &mut self,
        at: Instant,
        rows: &[Result<VersionRow, RefusalKind>],
    ) -> Result<(), ReadStop> {
        self.number += 1;
        let gone = std::mem::take(&mut self.known);
        for row in rows {
            match row {
                Ok(row) => {
                    self.sink.probe(self.number, &row.probe(at))?;
                    self.known.insert(row.site.clone());
                }
                Err(kind) => self.sink.refuse(self.number, "site", kind.clone())?,
            }
        }
        for site in gone.difference(&self.known) {
            self.sink.probe(self.number, &unknown(at, site))?;
        }
        Ok(())
    }

    /// Adds a version that cannot be read: what it says of each site is not known.
    fn add_unreadable(&mut self, at: Instant, kind: &RefusalKind) -> Result<(), ReadStop> {
        self.number += 1;
        if self.known.is_empty() {
            return self.sink.refuse(self.number, "site", kind.clone());
        }
        for site in std::mem::take(&mut self.known) {
            let probe = ArchivedProbe { result: "", ..unknown(at, &site) };
            self.sink.unreadable(self.number, &probe, "result", kind.clone())?;
        }
        Ok(())
    }
}

/// Makes a probe of a site of which nothing is known from a moment on.
fn unknown(at: Instant, site: &str) -> ArchivedProbe<'_> {
    ArchivedProbe { site, result: "unknown", ..ArchivedProbe::at(Timestamp::Moment(at)) }
}
