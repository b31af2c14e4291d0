//! Periods of one state, each from a moment until another: a row of a log of changes where one
//! begins, and a row `unknown` where one ends and no other begins.

use crate::clock::{Instant, MINUTE};
use crate::layouts::export_column::{ColumnFault, ExportColumn};
use crate::layouts::tabular;
use crate::layouts::tabular::moment;
use crate::logs::{Archived, ArchivedProbe, ReadStop, Sink, StateBetween, Timestamp};
use crate::model::RefusalKind;
use csv::StringRecord;

/// Distance of the end of a period and the beginning of the next, in microseconds, up to which they
/// are one moment: some exports round lengths and stamps to minutes.
const SLACK_US: i64 = 2 * MINUTE;

/// Rows of an export, at most: they are sorted before anything can be said of them.
pub(super) const MOST_ROWS: usize = 1_000_000;

/// Texts for an end that has not come.
const NO_END: [&str; 3] = ["", "0", "0000-00-00 00:00:00"];

/// Reason for which there is no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoPeriod {
    /// Site of the row; `None` where nobody can tell it.
    pub(super) site: Option<String>,
    pub(super) fault: ColumnFault,
}

impl NoPeriod {
    /// Makes the reason of a row whose site can be read, and whose time cannot.
    pub(super) fn unplaced(site: &str, kind: RefusalKind) -> NoPeriod {
        NoPeriod { site: Some(site.to_owned()), fault: ColumnFault::new("timestamp", kind) }
    }
}

/// Row of an export.
pub(super) struct PeriodRow {
    /// Number of the row.
    pub(super) number: u64,
    /// Period that it says; or why there is none.
    pub(super) period: Result<Period, NoPeriod>,
}

/// Time in which a site had one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) site: String,
    /// A word of our column `result`.
    pub(super) result: &'static str,
    /// A status code, or nothing.
    pub(super) code: String,
    /// Why, where no code says it.
    pub(super) error: String,
    /// Moment at which the state began.
    pub(super) from: Instant,
    /// `None` where it went on.
    pub(super) until: Option<Instant>,
    /// Resolution of the coarser of its stamps, in microseconds.
    pub(super) resolution_us: i64,
    /// The column that says no state, and the reason; its state is then unknown.
    pub(super) unreadable: Option<ColumnFault>,
}

/// State that a row says, and what is wrong with its words where they say none.
pub(super) struct ReadState {
    pub(super) result: &'static str,
    pub(super) unreadable: Option<ColumnFault>,
}

/// Word of an export for a state. Those of each layout are listed in `docs/layouts.md`.
pub(super) struct StateWord {
    /// The word, in small letters.
    pub(super) word: &'static str,
    /// A word of our column `result`.
    pub(super) result: &'static str,
}

/// Makes a word of an export for a state.
pub(super) const fn means(word: &'static str, result: &'static str) -> StateWord {
    StateWord { word, result }
}

/// Reads the state that a word means; a word that means none is an unknown state.
pub(super) fn state(word: &str, words: &[StateWord]) -> ReadState {
    match result(word, words) {
        Ok(result) => ReadState { result, unreadable: None },
        Err(kind) => {
            ReadState { result: "unknown", unreadable: Some(ColumnFault::new("result", kind)) }
        }
    }
}

/// Returns the state that a word means, in any letters.
pub(super) fn result(word: &str, words: &[StateWord]) -> Result<&'static str, RefusalKind> {
    let lower = word.to_lowercase();
    let known = words.iter().find(|known| known.word == lower);
    let odd = || RefusalKind::NotAResult(word.chars().take(60).collect());
    known.map(|known| known.result).ok_or_else(odd)
}

impl Period {
    /// Returns a period of cells that are state, start, end and site.
    /// `words` are those that mean a state.
    pub(super) fn read(
        archived: &Archived<'_>,
        cells: &StringRecord,
        words: &[StateWord],
    ) -> Result<Period, NoPeriod> {
        let [status, start, end, site] = [0, 1, 2, 3].map(|at| cells.get(at).unwrap_or_default());
        let site = if site.is_empty() { tabular::site_of_file(archived.path) } else { site };
        let ReadState { result, unreadable } = state(status, words);
        let stamp = |text: &str| {
            moment(text, archived.settings.zone).map_err(|why| NoPeriod::unplaced(site, why.into()))
        };
        let from = stamp(start)?;
        let until = if NO_END.contains(&end) { None } else { Some(stamp(end)?) };
        if until.is_some_and(|until| until < from) {
            return Err(NoPeriod::unplaced(site, RefusalKind::EmptySpan));
        }
        Ok(Period {
            site: site.to_owned(),
            result,
            code: String::new(),
            error: String::new(),
            from: from.at,
            until: until.map(|until| until.at),
            resolution_us: until.map_or(0, |until| until.resolution_us).max(from.resolution_us),
            unreadable,
        })
    }
}

/// Reads all rows of an export, and hands on their periods.
pub(super) fn read(
    archived: &Archived<'_>,
    columns: &[ExportColumn],
    keys: &[&str],
    period: impl Fn(&StringRecord) -> Result<Period, NoPeriod>,
    sink: &mut dyn Sink,
) -> Result<(), ReadStop> {
    let mut rows: Vec<PeriodRow> = Vec::new();
    tabular::rows(archived, columns, keys, |number, cells| {
        if rows.len() == MOST_ROWS {
            let why = format!(
                "more than {MOST_ROWS} rows; no export of periods has so many: is `layout` right?"
            );
            return Err(archived.broken(Some(number), why));
        }
        let nowhere = |kind| NoPeriod { site: None, fault: ColumnFault::new("timestamp", kind) };
        let period = cells.map_err(nowhere).and_then(|cells| period(&cells));
        rows.push(PeriodRow { number, period });
        Ok(())
    })?;
    let rules = PeriodRules { slack_us: SLACK_US, between: StateBetween::Unknown, interval_us: 0 };
    emit(rows, rules, sink)
}

/// Rules by which periods follow one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodRules {
    /// Distance of an end and the next beginning up to which they are one moment, in microseconds.
    pub(super) slack_us: i64,
    /// State from an end until a later beginning.
    pub(super) between: StateBetween,
    /// Time between the probes behind the list, in microseconds; 0 where nobody says it.
    pub(super) interval_us: i64,
}

/// Times beside a period of which no other period of its site says anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct TimesAround {
    before: Option<TimeBefore>,
    after: Option<TimeAfter>,
}

/// Time before a period of which the list says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TimeBefore {
    /// End of the period before it; `None` before the first.
    from: Option<Instant>,
}

/// Time after a period of which the list says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TimeAfter {
    at: Instant,
    /// Beginning of the next period; `None` after the last.
    until: Option<Instant>,
}

/// State of a site at a moment beside a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AddedState {
    at: Instant,
    /// A word of our column `result`.
    result: &'static str,
}

impl PeriodRules {
    /// Returns the state that is added before a period of down, one probe before its beginning:
    /// the list says when it began. `None` where a period that ended less than a probe before says
    /// more.
    fn state_before(self, period: &Period, beside: TimesAround) -> Option<AddedState> {
        if !self.knows_ends(period) {
            return None;
        }
        let at = Instant(period.from.0.saturating_sub(self.interval_us.max(1)));
        let is_free = beside.before?.from.is_none_or(|end| end < at);
        is_free.then_some(AddedState { at, result: "up" })
    }

    /// Returns the states that are added from the end of a period on, in order of time.
    fn states_after(self, period: &Period, after: TimeAfter) -> [Option<AddedState>; 2] {
        let at = after.at.max(period.from.plus(1));
        let added = |at, result| Some(AddedState { at, result });
        if self.between == StateBetween::Up && after.until.is_some() {
            return [added(at, "up"), None];
        }
        if !self.knows_ends(period) {
            return [added(at, "unknown"), None];
        }
        // A probe before the next beginning comes at once.
        let is_joined = after.until.is_some_and(|next| next.since(at) <= self.interval_us);
        let unknown = if is_joined { None } else { added(at.plus(1), "unknown") };
        [added(at, "up"), unknown]
    }

    /// Says whether a period is one of down whose ends say that the site was up beside them.
    fn knows_ends(self, period: &Period) -> bool {
        self.between == StateBetween::UpAtEnds && period.result == "down"
    }
}

/// Hands on the periods of an archive, whose numbers do not go back.
pub(super) fn emit(
    mut rows: Vec<PeriodRow>,
    rules: PeriodRules,
    sink: &mut dyn Sink,
) -> Result<(), ReadStop> {
    let surroundings = surroundings(&mut rows, rules.slack_us);
    // A row that was refused may be a period of any time.
    let is_whole = rows.iter().all(|row| row.period.is_ok());
    let rules = PeriodRules {
        between: if is_whole { rules.between } else { StateBetween::Unknown },
        ..rules
    };
    for (PeriodRow { number, period }, beside) in rows.into_iter().zip(surroundings) {
        let period = match period {
            Ok(period) => period,
            Err(NoPeriod { site: Some(site), fault }) => {
                sink.unplaced(number, &site, fault.kind)?;
                continue;
            }
            Err(NoPeriod { site: None, fault }) => {
                sink.refuse(number, fault.column, fault.kind)?;
                continue;
            }
        };
        sink.resolution(number, period.resolution_us);
        let added = |AddedState { at, result }| ArchivedProbe {
            site: &period.site,
            result,
            ..ArchivedProbe::at(Timestamp::Moment(at))
        };
        if let Some(state) = rules.state_before(&period, beside) {
            sink.probe(number, &added(state))?;
        }
        let probe = ArchivedProbe {
            status_code: &period.code,
            error: &period.error,
            ..added(AddedState { at: period.from, result: period.result })
        };
        match period.unreadable {
            Some(ref fault) => {
                sink.unreadable(number, &probe, fault.column, fault.kind.clone())?;
            }
            None => sink.probe(number, &probe)?,
        }
        let after = beside.after.map(|after| rules.states_after(&period, after));
        for state in after.into_iter().flatten().flatten() {
            sink.probe(number, &added(state))?;
        }
    }
    Ok(())
}

/// The period that the others of its site are held against: its row, its state, its start and its
/// end.
struct LastPeriod {
    row: usize,
    result: &'static str,
    from: Instant,
    /// End of it; `None` where it went on.
    until: Option<Instant>,
}

/// The rows that were refused when read, and which way the file runs: what they said may have ended
/// a period that tells no end of its own.
struct RefusedNeighbours {
    /// Numbers of the rows, rising; may be empty.
    refused: Vec<usize>,
    rising: bool,
}

impl RefusedNeighbours {
    /// Finds what the rows leave open about their periods.
    fn of(rows: &[PeriodRow]) -> RefusedNeighbours {
        let mut starts =
            rows.iter().filter_map(|row| row.period.as_ref().ok()).map(|period| period.from);
        let first = starts.next();
        RefusedNeighbours {
            refused: (0..rows.len()).filter(|at| rows[*at].period.is_err()).collect(),
            rising: first <= starts.next_back(),
        }
    }

    /// Returns the end of a period whose next one, where there is any, stands in row `next`: its
    /// own, or its start where a refused row stands between the two.
    fn end(&self, last: &LastPeriod, next: Option<usize>) -> Option<Instant> {
        let edge = if self.rising { usize::MAX } else { 0 };
        let next = next.unwrap_or(edge);
        let between = |row: &usize| (last.row.min(next)..=last.row.max(next)).contains(row);
        last.until.or_else(|| self.refused.iter().any(between).then_some(last.from))
    }
}

/// Finds the times beside each period of which no other of its site says anything. A period that
/// overlaps another and says otherwise is refused.
fn surroundings(rows: &mut [PeriodRow], slack_us: i64) -> Vec<TimesAround> {
    let (mut all, doubts) = (vec![TimesAround::default(); rows.len()], RefusedNeighbours::of(rows));
    let mut order: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].period.is_ok()).collect();
    let key = |at: &usize| {
        rows[*at].period.as_ref().ok().map(|period| (period.site.as_str(), period.from))
    };
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut last: Option<(String, LastPeriod)> = None;
    for at in order {
        let Ok(period) = &rows[at].period else { continue };
        let mut next =
            LastPeriod { row: at, result: period.result, from: period.from, until: period.until };
        if let Some((_, before)) = last.as_ref().filter(|(site, _)| *site == period.site) {
            let until = doubts.end(before, Some(at));
            let over = until.map(|until| until.since(period.from));
            if over.is_some_and(|over| over > slack_us) && before.result != period.result {
                let line = rows[before.row].number;
                let fault = ColumnFault::new("timestamp", RefusalKind::Overlap { line });
                rows[at].period = Err(NoPeriod { site: None, fault });
                continue;
            }
            if over.is_some_and(|over| -over > slack_us) {
                let of_next = Some(period.from);
                all[before.row].after = until.map(|at| TimeAfter { at, until: of_next });
                all[at].before = Some(TimeBefore { from: until });
            } else if before.result == period.result {
                // One without an end went on at least until the next of its state.
                next.until = period.until.map(|end| before.until.map_or(end, |of| of.max(end)));
            }
        } else {
            if let Some((_, before)) = &last {
                all[before.row].after = after_last(doubts.end(before, None));
            }
            all[at].before = Some(TimeBefore { from: None });
        }
        last = Some((period.site.clone(), next));
    }
    if let Some((_, before)) = last {
        all[before.row].after = after_last(doubts.end(&before, None));
    }
    all
}

/// Makes the time after the last period of a site.
fn after_last(at: Option<Instant>) -> Option<TimeAfter> {
    at.map(|at| TimeAfter { at, until: None })
}
