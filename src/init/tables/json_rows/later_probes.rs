//! Probes of a JSON document far behind its first rows that tell something new: a result, a code or
//! an error that none of the first has.

use crate::init::columns::found_columns::{FoundColumns, Mapping};
use crate::init::columns::table_trial;
use crate::init::sample::Sampled;
use crate::layouts;
use crate::logs::{Archived, ArchivedProbe, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use std::collections::BTreeMap;
use std::path::Path;

/// Rows that are read, at most.
const MOST_ROWS: usize = 200_000;
/// Outcomes that are new, at most: with more of them each tells nothing.
const MOST_NEW: usize = 24;
/// Probes that are taken for each.
const EACH: usize = 2;

/// Reads the whole document as its first rows are read, and adds rows further on that tell
/// something new. Of these only the cells that are read are filled.
pub(super) fn added(path: &Path, sampled: Sampled) -> Sampled {
    let found = FoundColumns::of(&sampled);
    let names = sampled.header.clone().unwrap_or_default();
    let mapping = found.mapping();
    // A number that decides is new in each row.
    let settings = table_trial::settings(&sampled, &found, &mapping, &names, None);
    let Some(settings) = settings else { return sampled };
    let site = settings.dialect.site.clone().unwrap_or_default();
    let outcomes = sampled.rows.iter().map(|row| outcome(&mapping, row));
    let mut later = LaterProbes {
        met: outcomes.map(|outcome| (outcome, EACH)).collect(),
        known: 0,
        read: 0,
        mapping: &mapping,
        width: sampled.width(),
        rows: Vec::new(),
    };
    later.known = later.met.len();
    let archived = Archived { path, settings: &settings, site: &site };
    // What stops the reading is found where the whole file is read.
    let _ = (layouts::JSON.read)(&archived, &mut later);
    let is_telling = later.met.len() - later.known <= MOST_NEW;
    let rows = if is_telling { later.rows } else { Vec::new() };
    sampled.with_later_rows(rows)
}

/// Gives what a row tells of its probe: result, status code, and whether it has an error.
fn outcome(mapping: &Mapping, row: &[String]) -> [String; 3] {
    let cell = |wanted: &str| {
        let at = mapping.iter().find(|(ours, _)| *ours == wanted).and_then(|(_, at)| at.first());
        at.and_then(|at| row.get(*at)).cloned().unwrap_or_default()
    };
    [cell("result"), cell("status_code"), has_error(&cell("error"))]
}

/// Says in a word whether there is an error.
fn has_error(error: &str) -> String {
    if error.is_empty() { String::new() } else { "error".to_owned() }
}

/// Probes that tell something new.
struct LaterProbes<'m> {
    /// Outcomes met, with the number of rows that were taken for each.
    met: BTreeMap<[String; 3], usize>,
    /// Number of these that the first rows have.
    known: usize,
    /// Number of rows that were read.
    read: usize,
    mapping: &'m Mapping,
    /// Number of cells of a row.
    width: usize,
    /// Rows that were taken, in the order of the file.
    rows: Vec<Vec<String>>,
}

impl LaterProbes<'_> {
    /// Takes a probe where it tells something new; stops the reading after enough of them.
    fn take(&mut self, probe: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        self.read += 1;
        if self.read > MOST_ROWS || self.met.len() - self.known > MOST_NEW {
            return Err(ReadStop::ReceiverClosed);
        }
        let error = has_error(probe.error);
        let outcome = [probe.result.to_owned(), probe.status_code.to_owned(), error];
        let taken = self.met.entry(outcome).or_default();
        if *taken == EACH {
            return Ok(());
        }
        *taken += 1;
        let mut row = vec![String::new(); self.width];
        let Timestamp::Text(stamp) = probe.at else { return Ok(()) };
        let cells = [
            ("timestamp", stamp),
            ("site", probe.site),
            ("vantage", probe.vantage),
            ("status_code", probe.status_code),
            ("error", probe.error),
            ("latency_ms", probe.latency_ms),
            ("result", probe.result),
        ];
        for (wanted, text) in cells {
            // Where several cells make one text, nothing tells them apart again.
            let at = self.mapping.iter().find(|(ours, at)| *ours == wanted && at.len() == 1);
            if let Some((_, at)) = at {
                text.clone_into(&mut row[at[0]]);
            }
        }
        self.rows.push(row);
        Ok(())
    }
}

impl Sink for LaterProbes<'_> {
    fn probe(&mut self, _: u64, row: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        self.take(row)
    }

    fn refuse(&mut self, _: u64, _: &str, _: RefusalKind) -> Result<(), ReadStop> {
        Ok(())
    }
}
