//! Monitors of an Uptime Kuma, by whose names its beats and its plans name sites.

use crate::layouts::sqlite::Database;
use crate::layouts::unique_names::UniqueNames;
use crate::logs::ReadStop;
use std::collections::HashMap;

/// The monitors of a database.
pub(super) struct Monitors {
    pub(super) names: UniqueNames,
    /// Kinds of the monitors that do not probe plainly; asked, never walked.
    pub(super) kinds: HashMap<i64, BeatSource>,
}

/// Source of the beats of a monitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BeatSource {
    /// A probe at something.
    Probe,
    /// Whatever somebody sends, with words of their own.
    Push,
    /// State of a group or set by hand, not a probe; with the word for it.
    NoProbe(&'static str),
}

impl Monitors {
    /// Reads names and kinds of all monitors.
    ///
    /// # Errors
    /// Where the table cannot be read.
    pub(super) fn read(database: &Database<'_>) -> Result<Monitors, ReadStop> {
        let (mut named, mut kinds) = (Vec::new(), HashMap::new());
        database.rows("monitor", &["id", "name", "type"], |_, row| {
            let Some(id) = row.whole(0) else { return Ok(()) };
            named.push((id, row.text(1).into_owned()));
            let kind = match &*row.text(2) {
                "push" => BeatSource::Push,
                "group" => BeatSource::NoProbe("group"),
                "manual" => BeatSource::NoProbe("manual"),
                _ => BeatSource::Probe,
            };
            if kind != BeatSource::Probe {
                kinds.insert(id, kind);
            }
            Ok(())
        })?;
        Ok(Monitors { names: UniqueNames::new(named), kinds })
    }
}
