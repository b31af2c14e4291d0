//! `git-log`: a log that is kept in a repository and loses rows, as its file holds the newest alone
//! or begins anew each month. Every version is read, and each row counts once.

mod log_table;
mod row_once;
mod seen_rows;

use crate::files::ReadError;
use crate::layouts::git::{HistoryStep, Repository};
use crate::layouts::git_log::row_once::RowOnce;
use crate::layouts::git_log::seen_rows::SeenRows;
use crate::layouts::json;
use crate::logs::{Archived, FileInside, InnerFormat, InputKind, LayoutSpec, ReadStop, Sink};
use crate::model::RefusalKind;

/// Layout `git-log`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    reads: InputKind::Folder,
    csv_keys: &[
        "columns",
        "separator",
        "header",
        "time_format",
        "results",
        "up_when",
        "extra_fields",
        "site",
        "inside",
    ],
    file_inside: Some(FileInside::Log),
    // Which of its files is meant `init` finds by their history.
    ..LayoutSpec::new("git-log", |_| None, read)
};

/// Most bytes of a version: the greatest file that the usual host of repositories takes.
const MOST_OF_VERSION: u64 = 100 << 20;

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let repository = Repository::open(archived.path)?;
    let path = archived.settings.file_inside.as_deref().unwrap_or_default();
    let whole_path = archived.path.join(path);
    let log = Archived { path: &whole_path, ..*archived };
    let mut blobs = repository.blobs()?;
    let mut versions = LogVersions {
        log,
        rows: RowOnce::new(sink),
        lines: SeenRows::new(),
        count: 0,
        fault: None,
    };
    repository.walk(&[path], |step| match step {
        HistoryStep::Commit(commit) => {
            versions.rows.add_commit(&commit.id);
            Ok(())
        }
        HistoryStep::File { path: changed, blob: Some(blob), .. } if changed == path => {
            versions.add(blobs.get(blob, MOST_OF_VERSION)?.as_deref())
        }
        // A file that is taken away loses rows, and those were read.
        HistoryStep::File { .. } => Ok(()),
    })?;
    match versions.fault {
        _ if versions.count == 0 => Err(repository.lacks_file(path)),
        // Where no version can be read, the keys are wrong and not the versions.
        Some(why) if versions.rows.is_empty() => Err(ReadStop::Failed(why)),
        _ => Ok(()),
    }
}

/// Versions of a log, from the oldest on.
struct LogVersions<'a, 's> {
    /// Log inside the repository, by its whole path.
    log: Archived<'a>,
    rows: RowOnce<'s>,
    /// Lines of a table that were read.
    lines: SeenRows,
    /// Number of the versions.
    count: u64,
    /// Error of the newest version that could not be read.
    fault: Option<ReadError>,
}

impl LogVersions<'_, '_> {
    /// Adds a version; `None` are too many bytes.
    fn add(&mut self, stored: Option<&[u8]>) -> Result<(), ReadStop> {
        self.count += 1;
        self.rows.begin_version();
        self.lines.begin_version();
        let Some(stored) = stored else {
            return self.refuse("more than 100 MiB".to_owned());
        };
        // A log that was just begun anew holds nothing.
        if stored.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        let read = match self.log.settings.shape.inside {
            // No entry of a log has lines inside.
            InnerFormat::Csv | InnerFormat::Lines => {
                log_table::read(&self.log, stored, &mut self.lines, &mut self.rows)
            }
            InnerFormat::Json => json::read_bytes(&self.log, stored, &mut self.rows),
        };
        match read {
            Err(ReadStop::Failed(why)) => {
                // Where the clone lies is no matter of the version.
                let path = self.log.settings.file_inside.as_deref().unwrap_or_default();
                let found = why.to_string().replace(&self.log.shown(), path);
                self.fault = Some(why);
                self.refuse(found)
            }
            other => other,
        }
    }

    /// Refuses a version: of its rows nothing is known.
    fn refuse(&mut self, found: String) -> Result<(), ReadStop> {
        let found = found.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let expected = "a version with the declared columns";
        self.rows.refuse_version(RefusalKind::NotOfLayout { expected, found })
    }
}
