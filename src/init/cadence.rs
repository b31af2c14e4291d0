//! How an archive writes its rows: how far they lie apart, and whether there is one for each probe
//! or one for each change. That is decided here for all kinds of file, once the rows of those that
//! are alike are known.

use crate::clock::{Instant, length};
use crate::init::toml_text::quoted;
use crate::model::pace_figure::silences;
use crate::model::{CadenceEvidence, Guess, GuessedKey, RowChanges, by_count, part_of, plural};

/// Key that says how a log writes its rows.
const CADENCE: &str = "cadence";
/// Question for the pace of a log of changes.
const INTERVAL_WANTED: &str = "the log says only changes: write the time between the probes of its \
    monitor, such as \"5m\"";

/// Decides the cadence of a proposal by the rows of all its files, where neither its layout nor a
/// column does. A log of probes whose entry needs no such key gets none.
pub(super) fn decide(guess: &mut Guess) {
    let Some(evidence) = guess.cadence.clone() else { return };
    let at = guess.keys.iter().position(|key| key.key == CADENCE);
    let changes = evidence.changes;
    let is_asked = evidence.are_few_and_all_differ() || evidence.repeats_down_alone;
    if at.is_none() && !is_asked && !changes.show_changes_only() {
        return;
    }
    let at = at.unwrap_or(guess.keys.len());
    let behind = guess.keys.len().min(at + 1);
    guess.keys.splice(at..behind, keys(&evidence));
}

/// Returns the keys for how a log writes its rows.
pub(super) fn keys(evidence: &CadenceEvidence) -> Vec<GuessedKey> {
    let changes = evidence.changes;
    let said = match changes.compared {
        0 => String::new(),
        _ => format!("{} from the row before of the same site", differing(changes)),
    };
    let parts = [evidence.seen.as_str(), &said];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let seen = parts.join("; ");
    if evidence.are_few_and_all_differ() {
        let why = format!(
            "{seen}: too few rows to tell how the log is written, and each has another result than \
             the one before: write \"poll\" if each probe has its row, or \"on-change\" and an \
             `interval` if it has a row only where something changed"
        );
        return vec![GuessedKey::open(CADENCE, why)];
    }
    if evidence.repeats_down_alone && !changes.show_changes_only() {
        let why = format!(
            "{seen}; rows that say down are repeated, and none that says up, as where a log of \
             changes reminds of a site that is still down: write \"on-change\" and an `interval` \
             if it does, or \"poll\" if each probe has its row"
        );
        return vec![GuessedKey::open(CADENCE, why)];
    }
    if !changes.show_changes_only() {
        let why = format!(
            "{seen}; write \"on-change\" and an `interval` if it has a row only where something \
             changed"
        );
        return vec![GuessedKey::known(CADENCE, quoted("poll"), why)];
    }
    on_change(&seen)
}

/// Returns the keys of a log that has a row only where something changed; `seen` says why.
pub(super) fn on_change(seen: &str) -> Vec<GuessedKey> {
    let why = format!(
        "{seen}, as in a log that has a row only where something changed; write \"poll\" if each \
         probe has its row"
    );
    vec![
        GuessedKey::known(CADENCE, quoted("on-change"), why),
        GuessedKey::open("interval", INTERVAL_WANTED.to_owned()),
    ]
}

/// Counts the rows whose outcome is another one than before.
fn differing(changes: RowChanges) -> String {
    let RowChanges { changed, compared } = changes;
    let verb = by_count(compared, "differs", "differ");
    format!("{} {verb}", part_of(changed, compared, "row"))
}

/// When a series was probed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesProbe {
    /// Text that tells its series from others.
    pub(super) series: String,
    pub(super) at: Instant,
}

/// Row of a series with its outcome. Sorted by series and time.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesOutcome {
    /// Text that tells its series from others.
    pub(super) series: String,
    pub(super) at: Instant,
    /// Cells that tell the outcome.
    pub(super) outcome: String,
}

/// Says the median of the intervals within the series, and the silences, which end what is known of
/// a state (M7); `probes` may come in any order. `None` without an interval.
pub(super) fn pace(mut probes: Vec<SeriesProbe>, rows: &str) -> Option<String> {
    probes.sort_unstable();
    probes.dedup();
    let (mut intervals, mut gaps): (Vec<i64>, usize) = (Vec::new(), 0);
    for series in probes.chunk_by(|a, b| a.series == b.series) {
        let own: Vec<i64> = series.windows(2).map(|two| two[1].at.since(two[0].at)).collect();
        gaps += silences(&own);
        intervals.extend(own);
    }
    intervals.sort_unstable();
    let median = *intervals.get(intervals.len().checked_sub(1)? / 2)?;
    let longest = length(*intervals.last()?);
    let gaps = match gaps {
        0 => "no gap".to_owned(),
        count => plural(count, "gap"),
    };
    let many = if intervals.len() == 1 {
        "the only interval".to_owned()
    } else {
        format!("the median of {}", plural(intervals.len(), "interval"))
    };
    Some(format!(
        "{many} between {rows} a site is {}, the longest {longest}; {gaps} of over twice the pace \
         around it",
        length(median)
    ))
}
