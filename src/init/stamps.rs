//! The column that holds the moments, and how they are written.

pub(in crate::init) mod cells_read;
mod clock_columns;
pub(in crate::init) mod items;
pub(in crate::init) mod moments_beside;
pub(in crate::init) mod shapes;

use crate::clock::{
    DAY, HOUR, Instant, SheetDays, Stamp, StampFormat, Zone, is_abbreviation, parse_stamp,
    read_stamp,
};
use crate::init::sample::Sampled;
use crate::init::stamps::cells_read::CellsRead;
use crate::init::words::known_words::Heading;
use crate::init::words::worded_dates::{commonest_pattern, is_utc, is_zone_name, says_utc};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Part of the rows of a site that may repeat a moment of it, at most.
const REPEATED_PART: usize = 10;
/// Midnights that show that stamps are days, at least.
const FEW: usize = 4;
/// The year 2000 in microseconds since 1970: no log of probes that counts is older, and a count of
/// .NET from the year 1 would be one of 1990, one of macOS from 2001 one of the years before.
pub(super) const YEAR_2000: Instant = Instant(946_684_800_000_000);
/// Formats that are tried after our own, as settings write them.
pub(super) const FORMATS: [&str; 21] = [
    "unix_s",
    "unix_ms",
    "unix_us",
    "unix_ns",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%Y %I:%M %p",
    "%m/%d/%Y %I:%M %p",
    "%d/%b/%Y:%H:%M:%S %z",
    "%a %b %e %H:%M:%S %Y",
    "%a %b %e %H:%M:%S %z %Y",
    "%a %b %e %H:%M:%S %Z %Y",
    "%Y%m%d%H%M%S",
];

/// Headings of the zone of a clock, in small letters.
const ZONES: [&str; 6] = ["tz", "timezone", "time_zone", "zone", "zeitzone", "fuseau"];

/// Formats of a day alone that are tried after our own.
pub(super) const DAY_FORMATS: [&str; 5] =
    ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d"];

/// Columns that hold the moments of a file, and how they are written.
#[derive(Debug)]
pub(super) struct TimeColumn {
    /// Indices of the columns: one, or day and clock.
    pub(super) columns: Vec<usize>,
    /// Every format that reads as many cells as the best; none is our own way of writing.
    pub(super) formats: Vec<String>,
    /// Number of rows read as moments.
    pub(super) read: usize,
    /// Number of rows in all.
    pub(super) all: usize,
    pub(super) zone: StatedZone,
    /// Cell that means another moment by each of the formats, as far as one does; else the first.
    pub(super) example: String,
    /// Abbreviations of zones in the stamps, sorted; mostly none.
    pub(super) zone_names: BTreeSet<String>,
    /// Names of zones in the names of their columns, sorted; mostly none.
    pub(super) heading_zones: BTreeSet<String>,
    /// Resolution of the coarsest stamp, in microseconds; 0 where all tell their second.
    pub(super) resolution_us: i64,
    /// The moments as read, wall clocks taken for UTC: for intervals only. In the order of the
    /// rows.
    moments: Vec<Option<Instant>>,
}

/// Zone of the stamps of a column, as far as they tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatedZone {
    /// Nothing: they are wall clocks.
    Open,
    /// Each has its offset, or counts from 1970.
    InEach,
    /// Each ends with a name of UTC, which the pattern reads as letters.
    Utc,
    /// The name of their column says UTC.
    UtcByName,
}

impl StatedZone {
    /// Finds what stamps of a format tell.
    pub(super) fn of_format(word: &str) -> StatedZone {
        if word.starts_with("unix_") || word.contains("%z") {
            StatedZone::InEach
        } else if says_utc(word) {
            StatedZone::Utc
        } else {
            StatedZone::Open
        }
    }
}

/// Evidence for the zone of stamps whose column is called so.
pub(super) const NAMED_UTC: &str = "the name of their column says so";

/// Evidence for the zone of stamps that end with a name of UTC.
pub(super) const SAYS_UTC: &str = "the stamps say so, in letters at their end";

/// Says what to write where stamps are days.
pub(super) const DAYS_WANTED: &str = "each stamp is a day: write \"1d\" if a row is one probe at \
    some time of that day; if it sums up a day, it is no probe: take the entry out";

/// Says what to write where each stamp is a midnight.
pub(super) const MIDNIGHTS_WANTED: &str = "each stamp is a midnight, as programs write a day: \
    write \"1d\" if a row is one probe at some time of that day, or \"0s\" if each was taken at \
    midnight; if it sums up a day, it is no probe: take the entry out";

/// Says what to write where a zone is wanted.
pub(super) fn zone_wanted(whose: &str) -> String {
    format!(
        "{whose} have no offset, and no archive says its zone: write the zone of the clock that \
         wrote them, such as \"UTC\" or \"Europe/Zurich\""
    )
}

/// Finds the format of a word of settings, for rows whose zone nobody declared yet: names of zones
/// in them are passed over. `None` where no format has the word.
pub(super) fn format_of(word: &str) -> Option<StampFormat> {
    StampFormat::named(word).ok().map(StampFormat::passing_zone_names)
}

/// Says what to write where stamps are wall clocks, and which zones those have that they name.
pub(super) fn zone_wanted_by(stamps: &TimeColumn) -> String {
    let advice = |name: &String| match Zone::named(name) {
        Ok(zone) => format!("; they name `{name}`, which is `{}`", zone.name()),
        Err(unknown) => format!("; they name `{name}`: {}", unknown.hint),
    };
    let names = stamps.zone_names.union(&stamps.heading_zones);
    zone_wanted("these stamps") + &names.map(advice).collect::<String>()
}

/// Finds the column, or the two, that are moments in most rows.
pub(super) fn find(sampled: &Sampled) -> Option<TimeColumn> {
    likeliest(sampled, CellsRead::Most)
}

/// Finds the column, or the two, that are likeliest moments, of those that a form reads so far.
fn likeliest(sampled: &Sampled, least: CellsRead) -> Option<TimeColumn> {
    let alone = (0..sampled.width()).map(|at| vec![at]);
    let pairs = (1..sampled.width()).map(|at| vec![at - 1, at]);
    let half = clock_columns::half_of_day(sampled);
    let is_filled = |at: usize| sampled.column(at).any(|cell| !cell.is_empty());
    let site = sampled.names().and_then(|names| Heading::Site.find(names, is_filled));
    // Day and clock need not stand beside one another where their names tell them.
    let apart = clock_columns::apart(sampled);
    let parts = clock_columns::by_parts(sampled).and_then(|parts| {
        let patterns: Vec<&str> = parts.patterns.iter().map(String::as_str).collect();
        read_by_formats(sampled, parts.columns, &patterns, least)
    });
    alone
        .chain(pairs)
        .chain(apart)
        .filter(|columns| least.can_be(sampled, columns))
        .filter_map(|columns| read_by_formats(sampled, columns, &FORMATS, least))
        .chain(parts)
        .filter(|found| clock_columns::has_clock(sampled, &found.columns, found.instants()))
        .filter_map(|found| in_its_half(sampled, found, half))
        .map(|found| with_offset(sampled, found))
        // A day alone is no moment, and a day and a small number are no clock.
        .filter(|found| found.resolution_us < DAY && !found.are_midnights())
        .filter(|found| found.columns.len() == 1 || found.resolution_us < HOUR)
        .map(|found| {
            let is_wall_clock = found.zone == StatedZone::Open;
            let zone = if is_wall_clock && is_named_utc(sampled, &found) {
                StatedZone::UtcByName
            } else {
                found.zone
            };
            let mut found = TimeColumn { zone, ..found };
            if found.zone == StatedZone::Open {
                found.heading_zones.extend(zones_of_headings(sampled, &found.columns));
                found.heading_zones.extend(zone_of_column(sampled));
            }
            found
        })
        .max_by_key(|found| {
            let named = || found.columns.iter().map(|at| clock_columns::is_named(sampled, *at));
            let is_named = (named().any(|is_named| is_named), named().all(|is_named| is_named));
            let columns = Reverse(found.columns.clone());
            // A moment that a site has twice is that of a batch, or the beginning of its state.
            let is_of_each = !repeats(sampled, found, site);
            // Of a local clock and one of UTC the latter needs no zone.
            let says_utc = found.zone == StatedZone::UtcByName;
            let is_ours = found.formats.is_empty();
            let resolution = Reverse(found.resolution_us);
            let is_now = !found.columns.iter().any(|at| clock_columns::says_later(sampled, *at));
            let is_of_probe =
                !found.columns.iter().any(|at| clock_columns::says_recorded(sampled, *at));
            let order = (is_named, says_utc, is_ours, columns);
            // One moment of all rows is that of their file.
            let moves = found.instants().collect::<BTreeSet<Instant>>().len() > 1;
            (found.read, is_now, moves, is_of_each, is_of_probe, resolution, order)
        })
}

/// Says whether many rows stand at a moment at which their site has another.
fn repeats(sampled: &Sampled, found: &TimeColumn, site: Option<usize>) -> bool {
    let Some(site) = site else { return false };
    let mut met: BTreeSet<(&str, Instant)> = BTreeSet::new();
    let name = |row: usize| sampled.rows.get(row).and_then(|row| row.get(site));
    let is_again =
        |moment: &RowMoment| !met.insert((name(moment.row).map_or("", String::as_str), moment.at));
    found.read_moments().filter(is_again).count() * REPEATED_PART > found.read
}

/// Reads moments with the column that says in which half of a day they are, where there is one;
/// `None` where they may lack it and are not read with it.
fn in_its_half(sampled: &Sampled, found: TimeColumn, half: Option<usize>) -> Option<TimeColumn> {
    let Some(half) = half.filter(|half| !found.columns.contains(half)) else { return Some(found) };
    let with_half = found.columns.iter().copied().chain([half]).collect();
    let joined = of(sampled, with_half).filter(|joined| joined.resolution_us < HOUR);
    match joined {
        Some(joined) => Some(joined),
        None if found.zone == StatedZone::Open
            && clock_columns::can_lack_half(found.instants()) =>
        {
            None
        }
        None => Some(found),
    }
}

/// Reads wall clocks with the column of their offsets, where there is one.
fn with_offset(sampled: &Sampled, found: TimeColumn) -> TimeColumn {
    let is_open = found.zone == StatedZone::Open && found.resolution_us < HOUR;
    let is_offset = |cell: &str| {
        let digits = cell.trim_start_matches(['+', '-', '\u{2212}']);
        let is_signed = digits.len() < cell.len();
        let is_short = (4..=5).contains(&digits.len());
        is_signed && is_short && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    };
    let is_one = |at: &usize| !found.columns.contains(at) && sampled.most_fit(*at, is_offset);
    let Some(at) = (0..sampled.width()).filter(|_| is_open).find(is_one) else { return found };
    let with = found.columns.iter().copied().chain([at]).collect();
    let read = |joined: &TimeColumn| joined.zone == StatedZone::InEach && joined.read >= found.read;
    of(sampled, with).filter(read).unwrap_or(found)
}

/// Finds the column, or the two, that are moments in most rows; else one of days by its name, or
/// of midnights.
pub(super) fn find_or_days(sampled: &Sampled) -> Option<TimeColumn> {
    let is_named =
        |at: &usize| sampled.names().is_some_and(|names| Heading::Time.is_named(&names[*at]));
    let named = || (0..sampled.width()).filter(is_named).map(|at| vec![at]);
    let read = |column, forms: &[&str]| read_by_formats(sampled, column, forms, CellsRead::Most);
    let days = || {
        let days = named().find_map(|column| read(column, &DAY_FORMATS));
        days.or_else(|| named().find_map(|column| read(column, &[SheetDays::WORD])))
    };
    let midnights = || (0..sampled.width()).find_map(|at| of(sampled, vec![at]));
    let midnights = || midnights().filter(|found| found.resolution_us < DAY);
    find(sampled).or_else(days).or_else(midnights)
}

/// Finds the column, or the two, that are named like moments or days, of which a form reads half of
/// the cells or more.
pub(super) fn half_read(sampled: &Sampled) -> Option<TimeColumn> {
    let days = || {
        let mut named = (0..sampled.width()).filter(|at| clock_columns::is_named(sampled, *at));
        let read = |at| read_by_formats(sampled, vec![at], &DAY_FORMATS, CellsRead::Half);
        named.find_map(read)
    };
    likeliest(sampled, CellsRead::Half).or_else(days)
}

/// Returns the formats that read half of the cells of a column or more, if one does.
pub(super) fn half_of(sampled: &Sampled, columns: Vec<usize>) -> Option<TimeColumn> {
    read_by_formats(sampled, columns, &FORMATS, CellsRead::Half)
}

/// Finds a column that is named like moments, of which no form is known; `None` where none is.
pub(super) fn unread(sampled: &Sampled) -> Option<usize> {
    let is_filled = |at: usize| sampled.column(at).any(|cell| !cell.is_empty());
    let is_number = |at: usize| sampled.most_fit(at, |cell| sampled.number(cell).is_some());
    Heading::Time.find(sampled.names()?, |at| is_filled(at) && !is_number(at))
}

/// Returns the formats that read a column, if one does.
pub(super) fn of(sampled: &Sampled, columns: Vec<usize>) -> Option<TimeColumn> {
    read_by_formats(sampled, columns, &FORMATS, CellsRead::Most)
}

/// Lists the cells of some columns, those of a row with a blank between them.
pub(super) fn joined_cells(sampled: &Sampled, columns: &[usize]) -> Vec<String> {
    let cells = |row: &Vec<String>| {
        let cells = columns.iter().filter_map(|at| row.get(*at)).map(String::as_str);
        cells.collect::<Vec<_>>().join(" ")
    };
    sampled.rows.iter().map(cells).collect()
}

/// Returns those of the formats, or else the form of dates in words, that read a column, if one
/// does.
fn read_by_formats(
    sampled: &Sampled,
    columns: Vec<usize>,
    known: &[&str],
    least: CellsRead,
) -> Option<TimeColumn> {
    let cells = joined_cells(sampled, &columns);
    let read_own = |cell: &str| read_stamp(cell, Some(Zone::UTC)).ok();
    if let Some(own) = least.read(&cells, read_own) {
        let in_each = cells.iter().filter(|cell| parse_stamp(cell, None).is_ok()).count();
        let is_in_each = in_each == own.iter().flatten().count();
        let zone = if is_in_each { StatedZone::InEach } else { StatedZone::Open };
        return Some(TimeColumn { zone, ..TimeColumn::new(columns, Vec::new(), own) });
    }
    let read_by = |word: &str| -> Option<Vec<Option<Stamp>>> {
        let format = format_of(word)?;
        let is_late = |stamp: &Stamp| !word.starts_with("unix_") || stamp.at >= YEAR_2000;
        least.read(&cells, |cell| format.read(cell, Some(Zone::UTC)).ok().filter(is_late))
    };
    let mut best = best_of(known.iter().map(|word| (*word).to_owned()), &read_by);
    if best.is_empty() {
        best = best_of(commonest_pattern(cells.iter().map(String::as_str)).into_iter(), &read_by);
    }
    if best.is_empty() {
        let shapes = shapes::patterns(cells.iter().map(String::as_str));
        // A day and a number beside it are no day and clock.
        let are_named = sampled.names().is_some_and(|names| {
            columns.iter().all(|at| names.get(*at).is_some_and(|name| Heading::Time.is_named(name)))
        });
        let is_clear = |word: &String| {
            columns.len() == 1
                || are_named
                || ["%H:", "%I:", "%Hh"].iter().any(|p| word.contains(p))
        };
        best = best_of(shapes.into_iter().filter(is_clear), &read_by);
    }
    let formats: Vec<String> = best.iter().map(|(word, _)| word.clone()).collect();
    let (first, moments) = best.into_iter().next()?;
    let zone_names = if first.contains("%Z") { zone_names(&cells) } else { BTreeSet::new() };
    let is_utc = !zone_names.is_empty() && zone_names.iter().all(|name| is_utc(name));
    let zone = if is_utc { StatedZone::Utc } else { StatedZone::of_format(&first) };
    let example = example(&cells, &formats);
    Some(TimeColumn { zone, zone_names, example, ..TimeColumn::new(columns, formats, moments) })
}

/// Format, and the stamps that it reads.
type ReadBy = (String, Vec<Option<Stamp>>);

/// Returns those of some formats that read the most cells, with what they read; empty where none
/// reads enough.
fn best_of(
    words: impl Iterator<Item = String>,
    read_by: &impl Fn(&str) -> Option<Vec<Option<Stamp>>>,
) -> Vec<ReadBy> {
    let count = |stamps: &[Option<Stamp>]| stamps.iter().flatten().count();
    let mut best: Vec<ReadBy> = Vec::new();
    for word in words {
        let Some(moments) = read_by(&word) else { continue };
        match best.first().map(|(_, held)| count(held)) {
            Some(held) if count(&moments) < held => (),
            Some(held) if count(&moments) == held => best.push((word, moments)),
            _ => best = vec![(word, moments)],
        }
    }
    // Signs in place of a zone's name are its offset.
    if best.iter().any(|(word, _)| word.contains("%z")) {
        best.retain(|(word, _)| !word.contains("%Z"));
    }
    best
}

/// Finds a cell that means another moment by each of some formats; else the first that all read.
fn example(cells: &[String], formats: &[String]) -> String {
    let formats: Vec<StampFormat> = formats.iter().filter_map(|word| format_of(word)).collect();
    let meant = |cell: &&String| {
        let stamps = formats.iter().filter_map(|format| format.read(cell, Some(Zone::UTC)).ok());
        stamps.map(|stamp| stamp.at).collect::<BTreeSet<Instant>>().len()
    };
    let differs = cells.iter().find(|cell| meant(cell) == formats.len());
    differs.or_else(|| cells.iter().find(|cell| meant(cell) > 0)).cloned().unwrap_or_default()
}

/// Says whether the names of the columns of stamps say that they are in UTC.
fn is_named_utc(sampled: &Sampled, found: &TimeColumn) -> bool {
    let says_utc = |name: &String| {
        let name = name.to_lowercase();
        let mut parts = name.split(|letter: char| !letter.is_alphanumeric());
        parts.any(is_utc)
    };
    sampled
        .header
        .as_ref()
        .is_some_and(|names| found.columns.iter().any(|at| says_utc(&names[*at])))
}

/// Finds the zone that a column of zones has in each row; `None` where there is none, or several.
fn zone_of_column(sampled: &Sampled) -> Option<String> {
    let names = sampled.names()?;
    let is_named = |at: &usize| ZONES.contains(&names[*at].to_lowercase().as_str());
    let cells: BTreeSet<&str> = sampled.column((0..names.len()).find(is_named)?).collect();
    let only = cells.first().filter(|_| cells.len() == 1)?;
    (Zone::named(only).is_ok() || is_abbreviation(only)).then(|| (*only).to_owned())
}

/// Lists the names of zones in the names of the columns of stamps, such as that of `Time (CET)`.
fn zones_of_headings(sampled: &Sampled, columns: &[usize]) -> Vec<String> {
    let names = columns.iter().filter_map(|at| sampled.header.as_ref()?.get(*at));
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '/';
    let words = names.flat_map(|name| name.split(move |letter| !is_part(letter)));
    let is_zone =
        |word: &&str| is_abbreviation(word) || word.contains('/') && Zone::named(word).is_ok();
    words.filter(is_zone).map(str::to_owned).collect()
}

/// Lists the abbreviations of zones in stamps that have one each.
fn zone_names(cells: &[String]) -> BTreeSet<String> {
    let is_clock = |word: &&str| word.contains(':');
    // It stands behind the clock, perhaps with `PM` between.
    let name = |cell: &String| {
        let mut behind = cell.split_whitespace().skip_while(|word| !is_clock(word)).skip(1);
        behind.find(|word| is_zone_name(word)).map(str::to_owned)
    };
    cells.iter().filter_map(name).collect()
}

/// When a row says that it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowMoment {
    /// Number of the row, from 0.
    pub(super) row: usize,
    pub(super) at: Instant,
}

impl TimeColumn {
    /// Makes what was found of the stamps of each row, which are `None` where they cannot be read.
    fn new(columns: Vec<usize>, formats: Vec<String>, stamps: Vec<Option<Stamp>>) -> TimeColumn {
        let (read, all) = (stamps.iter().flatten().count(), stamps.len());
        let resolution_us = stamps.iter().flatten().map(|stamp| stamp.resolution_us).max();
        let moments = stamps.into_iter().map(|stamp| Some(stamp?.at)).collect();
        let resolution_us = resolution_us.unwrap_or_default();
        TimeColumn {
            columns,
            formats,
            read,
            all,
            zone: StatedZone::Open,
            example: String::new(),
            zone_names: BTreeSet::new(),
            heading_zones: BTreeSet::new(),
            resolution_us,
            moments,
        }
    }

    /// Says whether each of several stamps is a midnight, as programs write a day.
    pub(super) fn are_midnights(&self) -> bool {
        self.read >= FEW && self.instants().all(|at| at.0.rem_euclid(DAY) == 0)
    }

    /// Returns the moments of the rows that are read in both columns.
    pub(super) fn pairs(&self, other: &TimeColumn) -> impl Iterator<Item = (Instant, Instant)> {
        let both = self.moments.iter().zip(&other.moments);
        both.filter_map(|(own, other)| Some(((*own)?, (*other)?)))
    }

    /// Says whether the moment of a row is read.
    pub(super) fn reads_row(&self, row: usize) -> bool {
        self.moments.get(row).is_some_and(Option::is_some)
    }

    /// Returns the moments that are read, in the order of the rows.
    pub(super) fn instants(&self) -> impl Iterator<Item = Instant> {
        self.read_moments().map(|row| row.at)
    }

    /// Returns the moments of the rows that are read, in the order of the rows.
    pub(super) fn read_moments(&self) -> impl Iterator<Item = RowMoment> {
        let moments = self.moments.iter().enumerate();
        moments.filter_map(|(row, at)| Some(RowMoment { row, at: (*at)? }))
    }
}
