//! Columns between which a period lies: two moments, or a moment and a length.

use crate::clock::{DAY, HOUR, MILLISECOND, MINUTE, written_length};
use crate::init::columns::lengths::{self, is_long};
use crate::init::columns::partly_read;
use crate::init::sample::Sampled;
use crate::init::stamps::{self, TimeColumn};
use crate::init::words::known_words::Heading;
use crate::model::open_end::is_open_end;
use crate::model::shown_path;
use std::path::Path;

/// Headings of the moment at which an incident was opened, in small letters.
const OPENINGS: [&str; 11] = [
    "created_at",
    "created_on",
    "created",
    "triggered_at",
    "triggered",
    "opened_at",
    "opened_on",
    "opened",
    "detected_at",
    "detected_on",
    "detected",
];

/// Column that tells where a period ends.
#[derive(Clone)]
pub(super) enum EndColumn {
    /// The end itself, or its day and its clock.
    Moment(Vec<usize>),
    /// Length in the unit of one of our columns.
    Length(usize, &'static str),
    /// Length in a unit that nobody tells.
    LengthWithoutUnit(usize),
    /// The end itself and a length before it, in the unit of one of our columns: no column says the
    /// start.
    AfterLength(Vec<usize>, usize, &'static str),
}

/// Columns between which a period lies.
pub(super) struct PeriodEdges {
    pub(super) stamp: TimeColumn,
    /// Empty where the end and a length tell it.
    pub(super) start: Vec<usize>,
    pub(super) end: EndColumn,
}

impl PeriodEdges {
    /// Finds a beginning that is a moment, and an end or a length.
    pub(super) fn of_moments(
        sampled: &Sampled,
        header: &[String],
        path: &Path,
    ) -> Option<PeriodEdges> {
        let moments = |at: usize| partly_read::of(sampled, vec![at]);
        let ends = || Heading::End.find(header, |at| moments(at).is_some()).is_some();
        let start = Heading::Start
            .find(header, |at| moments(at).is_some())
            .or_else(|| header.iter().position(|name| is_opening(name)).filter(|_| ends()))?;
        let stamp = moments(start)?;
        let end_moments = |at: usize| partly_read::of(&with_ends(sampled, start, at), vec![at]);
        let end = Heading::End.find(header, |at| at != start && end_moments(at).is_some());
        let is_number = |at: usize| sampled.most_fit(at, |cell| cell.parse::<f64>().is_ok());
        let duration = Heading::Duration.find(header, |at| at != start && Some(at) != end);
        let is_length = |at: usize| sampled.most_fit(at, |cell| written_length(cell).is_some());
        let duration = duration.filter(|at| end.is_some() || is_number(*at) || is_length(*at));
        let name = path.file_name().map_or_else(String::new, |name| shown_path(name.as_ref()));
        let end = match (end, duration) {
            (Some(end), _)
                if !is_long(&stamp, &end_moments(end)?)
                    && !says_outage(&header[start])
                    && !says_outage(&name) =>
            {
                return None;
            }
            (Some(end), _) => EndColumn::Moment(vec![end]),
            (None, Some(at)) if is_length(at) => EndColumn::Length(at, "duration"),
            (None, Some(at)) => match length_column(&header[at]) {
                // Checks are timed in milliseconds, too.
                Some("duration_ms") if !lasts_a_minute(sampled, at) => return None,
                Some(ours) => EndColumn::Length(at, ours),
                None => EndColumn::LengthWithoutUnit(at),
            },
            (None, None) => return None,
        };
        Some(PeriodEdges { stamp, start: vec![start], end })
    }

    /// Finds an end that is a moment, and a length before it, where no column says the start.
    pub(super) fn of_ends(sampled: &Sampled, header: &[String]) -> Option<PeriodEdges> {
        let end = Heading::End.find(header, |at| stamps::of(sampled, vec![at]).is_some())?;
        let stamp = stamps::of(sampled, vec![end]).filter(|found| found.resolution_us < HOUR)?;
        let moments = (0..header.len()).filter_map(|at| stamps::of(sampled, vec![at]));
        // Another moment may be the start.
        if moments.count() > 1 {
            return None;
        }
        let is_length = |at: usize| sampled.most_fit(at, |cell| written_length(cell).is_some());
        let is_number = |at: usize| sampled.most_fit(at, |cell| sampled.number(cell).is_some());
        let length = Heading::Duration.find(header, |at| is_length(at) || is_number(at))?;
        let ours = if is_length(length) { "duration" } else { length_column(&header[length])? };
        let end = EndColumn::AfterLength(vec![end], length, ours);
        Some(PeriodEdges { stamp, start: Vec::new(), end })
    }

    /// Finds two moments beside which their difference stands, whatever their columns are called.
    pub(super) fn of_lengths(sampled: &Sampled) -> Option<PeriodEdges> {
        let (stamp, end) = lengths::moments(sampled)?;
        Some(PeriodEdges { start: stamp.columns.clone(), stamp, end: EndColumn::Moment(end) })
    }

    /// Finds a day, and the clocks of a beginning and an end beside it.
    pub(super) fn of_clocks(sampled: &Sampled, header: &[String]) -> Option<PeriodEdges> {
        let of_day = |day: usize, clock: usize, sampled: &Sampled| {
            let found = stamps::of(sampled, vec![day, clock])?;
            (day != clock && found.resolution_us < HOUR).then_some(found)
        };
        let is_day = |day: usize| {
            stamps::of(sampled, vec![day]).is_none_or(|alone| alone.resolution_us >= DAY)
        };
        let starts =
            |day: usize| Heading::Start.find(header, |at| of_day(day, at, sampled).is_some());
        let day = Heading::Day.find(header, |day| is_day(day) && starts(day).is_some())?;
        let start = starts(day)?;
        let end = Heading::End.find(header, |at| {
            at != start && of_day(day, at, &with_ends(sampled, start, at)).is_some()
        })?;
        Some(PeriodEdges {
            stamp: of_day(day, start, sampled)?,
            start: vec![day, start],
            end: EndColumn::Moment(vec![day, end]),
        })
    }
}

/// Says whether at least a quarter of the lengths in milliseconds are those of a state, and not
/// those of single probes.
fn lasts_a_minute(sampled: &Sampled, at: usize) -> bool {
    let lengths: Vec<f64> = sampled.column(at).filter_map(|cell| sampled.number(cell)).collect();
    let long = lengths.iter().filter(|ms| **ms * MILLISECOND as f64 >= MINUTE as f64).count();
    long > 0 && long * 4 >= lengths.len()
}

/// Names our column for lengths by the unit in a heading; `None` where it has none.
fn length_column(heading: &str) -> Option<&'static str> {
    let heading = heading.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| heading.contains(part));
    if has(&["milli", "_ms", "(ms)"]) {
        Some("duration_ms")
    } else if has(&["min", "мин", "хв"]) {
        Some("duration_min")
    } else if has(&["sec", "sek", "seg", "_s", "(s)", "сек"]) {
        Some("duration_s")
    } else if has(&["hour", "hrs", "stunde", "_h", "(h)", "heures", "час"]) {
        Some("duration_h")
    } else {
        None
    }
}

/// Puts the start of a row in place of an end that has not come: what is no moment there would hide
/// those of other rows. Rows alone whose ends have come show that a column is one of ends.
fn with_ends(sampled: &Sampled, start: usize, end: usize) -> Sampled {
    let mut filled = sampled.clone();
    let is_open = |row: &Vec<String>| is_open_end(&row[end]);
    if filled.rows.iter().all(is_open) {
        return filled;
    }
    for row in filled.rows.iter_mut().filter(|row| is_open(row)) {
        row[end] = row[start].clone();
    }
    filled
}

/// Says whether a heading is that of the moment at which an incident was opened.
fn is_opening(heading: &str) -> bool {
    let small = heading.to_lowercase().replace(' ', "_");
    OPENINGS.contains(&small.as_str())
}

/// Says whether a heading, or the name of a file, says that each row is an outage, however short.
fn says_outage(name: &str) -> bool {
    let name = name.to_lowercase();
    ["outage", "incident", "down"].iter().any(|word| name.contains(word))
}
