//! The keys that say how the moments of a table are written, with the evidence for each.

use crate::clock::{DAY, Instant, Zone, parse_stamp};
use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::partly_read::is_stamp;
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::stamps::shapes::StampShape;
use crate::init::stamps::{StatedZone, TimeColumn};
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::is_moment;
use crate::init::words::known_words::{ForeignMonth, Heading};
use crate::model::suggest::short;
use crate::model::{GuessedKey, part_of, plural, was};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Rows of each of two forms of stamps, at least, where neither is a mistake.
const FEW_OF_A_FORM: usize = 8;
/// Rows in which the name of a month is searched.
const MONTH_ROWS: usize = 20;
/// Most letters of a clock, such as `02:05:06 PM`.
const CLOCK_LETTERS: usize = 12;
/// Digits of a count of tenths of a microsecond since the year 1, in this century.
const TICKS: usize = 18;
/// Says what to do with such counts.
const TICKS_WANTED: &str = "the stamps have 18 digits, as .NET counts from the year 1, in no form \
    that is read: write for each (stamp - 621355968000000000) / 10000000, which are seconds since \
    1970, and time_format = \"unix_s\"";
/// Digits of a count of seconds since 2001, until the year 2032.
const SECONDS_SINCE_2001: usize = 9;
/// Says what to do with such counts.
const SECONDS_SINCE_2001_WANTED: &str = "the stamps have 9 digits, as macOS counts seconds from \
    2001; as seconds since 1970 they would be older than any log of probes: write for each stamp + \
    978307200, which are seconds since 1970, and time_format = \"unix_s\"";
/// Part of the rows that have nothing in a column, at most, where it is not one of blocks.
const MANY_EMPTY: usize = 10;
/// Words for the formats that read all rows, in their order.
const ORDINALS: [&str; 3] = ["first", "second", "third"];

/// Returns the keys for the moments of a table with a row for each probe.
pub(in crate::init) fn of_table(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
) -> Vec<GuessedKey> {
    let mut keys = match (&found.stamp, found.unread_time) {
        (None, Some(column)) => of_unread(sampled, column, &names[column]),
        (None, None) if holds_counts(sampled, is_of_ticks) => {
            vec![GuessedKey::open("time_format", TICKS_WANTED.to_owned())]
        }
        (None, None) if holds_counts(sampled, is_since_2001) => {
            vec![GuessedKey::open("time_format", SECONDS_SINCE_2001_WANTED.to_owned())]
        }
        (stamp, _) => time(stamp.as_ref()),
    };
    keys.extend(days(found.stamp.as_ref()));
    keys.into_iter().map(|key| with_month(key, sampled)).collect()
}

/// Says whether a column that is named like moments has numbers that fit.
fn holds_counts(sampled: &Sampled, fits: impl Fn(&str) -> bool) -> bool {
    sampled
        .names()
        .is_some_and(|names| Heading::Time.find(names, |at| sampled.most_fit(at, &fits)).is_some())
}

/// Says whether a cell counts as .NET does.
fn is_of_ticks(cell: &str) -> bool {
    let is_number = cell.len() == TICKS && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_number && cell.starts_with('6')
}

/// Says whether a cell can be a number of seconds since 2001, with decimals or without.
fn is_since_2001(cell: &str) -> bool {
    let whole = cell.split('.').next().unwrap_or_default();
    whole.len() == SECONDS_SINCE_2001 && cell.parse::<f64>().is_ok()
}

/// Returns keys for the moments.
pub(in crate::init) fn time(stamp: Option<&TimeColumn>) -> Vec<GuessedKey> {
    let Some(found) = stamp else {
        let why = "no column was recognised as moments: write its format, such as \"%d.%m.%Y \
            %H:%M\", and name it in `columns`"
            .to_owned();
        return vec![GuessedKey::open("time_format", why)];
    };
    let mut keys = Vec::new();
    match &found.formats[..] {
        [] => (),
        [one] => {
            let why =
                format!("{} {} read so", part_of(found.read, found.all, "row"), was(found.all));
            keys.push(GuessedKey::known("time_format", quoted(one), why));
        }
        _ => keys.push(GuessedKey::open("time_format", of_several(found))),
    }
    match found.zone {
        StatedZone::Open => {
            let zone_names = found.heading_zones.clone();
            let key = GuessedKey::open("zone", stamps::zone_wanted_by(found));
            keys.push(GuessedKey { zone_names, ..key });
        }
        StatedZone::UtcByName => {
            keys.push(GuessedKey::known("zone", quoted("UTC"), stamps::NAMED_UTC));
        }
        StatedZone::Utc => keys.push(GuessedKey::known("zone", quoted("UTC"), stamps::SAYS_UTC)),
        StatedZone::InEach => (),
    }
    keys
}

/// Asks which of several formats is meant, with the day that a stamp is by each.
fn of_several(found: &TimeColumn) -> String {
    let lines = found.formats.iter().map(|format| format!("time_format = {}", quoted(format)));
    let day = |(word, ordinal): (&String, &str)| {
        let stamp = stamps::format_of(word)?.read(&found.example, Some(Zone::UTC)).ok()?;
        Some(format!("{} by the {ordinal}", Zone::UTC.format(stamp.at, "%-d %B %Y")))
    };
    let days: Vec<String> = found.formats.iter().zip(ORDINALS).filter_map(day).collect();
    format!(
        "all rows seen fit {}: write the one that is meant, {} (`{}` is {})",
        found.formats.join(" and "),
        lines.collect::<Vec<_>>().join(" or "),
        short(&found.example),
        days.join(", ")
    )
}

/// Beginning of a form with the year first and slashes, in which some write the day before the
/// month.
const YEAR_FIRST: &str = "%Y/%m/%d";
/// Days that can be the number of a month.
const MONTHS: i64 = 12;

/// Asks whether the days of stamps with the year first are what they were read as; `None` where
/// another form is used, or a day that is no month shows it.
pub(in crate::init) fn days_to_confirm(stamp: Option<&TimeColumn>) -> Option<String> {
    let found = stamp?;
    let is_so = matches!(&found.formats[..], [one] if one.starts_with(YEAR_FIRST));
    let part = |at: Instant, form: &str| Zone::UTC.format(at, form).parse::<i64>().unwrap_or(0);
    let can_be_month = |at: Instant| part(at, "%d") <= MONTHS;
    let first = found.instants().next().filter(|_| is_so && found.instants().all(can_be_month))?;
    (part(first, "%d") != part(first, "%m")).then(|| {
        format!(
            "`{}` was read as {}, the month before the day; if it is the other way round, write \
             time_format with %Y/%d/%m",
            short(&found.example),
            Zone::UTC.format(first, "%-d %B %Y")
        )
    })
}

/// Returns the keys for a column that is named like moments, in a form that is not known.
fn of_unread(sampled: &Sampled, column: usize, name: &str) -> Vec<GuessedKey> {
    let cells = || sampled.column(column).map(str::trim).filter(|cell| !cell.is_empty());
    let can_be_stamp = |cell: &&str| is_moment(cell) || StampShape::of(cell).is_some();
    let read = cells().find(|cell| is_stamp(cell)).or_else(|| cells().find(can_be_stamp));
    let cell = read.or_else(|| cells().next()).unwrap_or_default();
    let seen = format!("`{}`", short(cell));
    let (rows, filled) = (sampled.rows.len(), cells().count());
    let empty = rows - filled;
    let empty_rows = part_of(empty, rows, "row");
    let why = match StampShape::of(cell) {
        Some(StampShape::WithoutYear(pattern)) => format!(
            "`{name}` has stamps without a year, such as {seen}, and no key says it: write it \
             before each, such as by `sed 's/^/2022 /'` (`sed '2,$s/^/2022 /'` below a line of \
             headings) where lines begin with them, and {} here",
            quoted(&pattern)
        ),
        _ if can_be_stamp(&cell) && empty * MANY_EMPTY > rows => format!(
            "`{name}` has stamps such as {seen}, and nothing in {empty_rows}: where a sheet writes \
             it in the first row of a block alone, `awk -F'{0}' -v OFS='{0}' \
             '{{if(${1}==\"\")${1}=p; p=${1}}}1' LOG > filled.csv` writes it into each row: then \
             name filled.csv; where such rows are broken, take this line out: they are refused \
             and listed",
            char::from(sampled.separator),
            column + 1
        ),
        _ if let Some(why) = of_two_forms(sampled, column, name) => why,
        _ if can_be_stamp(&cell) => of_several_forms(&cells().collect::<Vec<_>>(), cell, name),
        _ if is_clock(cell, ColumnHeading::Other) => format!(
            "`{name}` has clocks without a day, such as {seen}, and no key says it: write the day \
             before each, such as by `sed '2,$s/^/2022-10-05 /'` below a line of headings where \
             lines begin with them, and take this line out if it reads 2022-10-05 14:00 then"
        ),
        _ => format!(
            "`{name}` has stamps such as {seen}, in no form that is known: write it by the parts \
             of docs/data.md, such as \"%d.%m.%Y %H:%M\" for `05.10.2022 14:00`; blanks and words \
             that stand in each stamp stand in the form, too"
        ),
    };
    let mut keys = vec![GuessedKey::open("time_format", why)];
    let read = || cells().filter(|cell| is_moment(cell));
    if read().next().is_none() || read().any(|cell| parse_stamp(cell, None).is_err()) {
        let zone = stamps::zone_wanted("these stamps may");
        let zone = format!("{zone}; take this line out if each has its offset");
        keys.push(GuessedKey::open("zone", zone));
    }
    keys
}

/// Asks for the form of cells some of which are stamps such as `cell`, and others are of another
/// form, or of none.
fn of_several_forms(cells: &[&str], cell: &str, name: &str) -> String {
    let shape = StampShape::of(cell);
    let is_other =
        |other: &&&str| StampShape::of(other) != shape || is_stamp(other) != is_stamp(cell);
    let others: Vec<&&str> = cells.iter().filter(is_other).collect();
    let (all, seen) = (cells.len(), short(cell));
    match others.first() {
        Some(other) => format!(
            "`{name}` has stamps such as `{seen}`, and another text in {}, such as `{}`, and no \
             form reads enough of them: write all in one form, such as 2022-10-05T14:00:00Z; or \
             write the form of those that are right (\"%d.%m.%Y %H:%M\" for `05.10.2022 14:00`; \
             for 2022-10-05 14:00 take this line out), and the others are refused and listed",
            part_of(others.len(), all, "row"),
            short(other),
        ),
        None => format!(
            "`{name}` has stamps such as `{seen}`, in a form of which nothing reads enough rows: \
             write it by the parts of docs/data.md, such as \"%d.%m.%Y %H:%M\" for \
             `05.10.2022 14:00`"
        ),
    }
}

/// Says that a column has stamps of two forms, and how the rows of each are written into a file of
/// their own; `None` where it has others, or where nothing plain tells the two apart.
fn of_two_forms(sampled: &Sampled, column: usize, name: &str) -> Option<String> {
    let is_stamp = |cell: &str| is_moment(cell) || StampShape::of(cell).is_some();
    let shape = |cell: &str| cell.replace(|letter: char| letter.is_ascii_digit(), "9");
    let mut forms: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for cell in sampled.column(column).filter(|cell| !cell.is_empty()) {
        if !is_stamp(cell) {
            return None;
        }
        forms.entry(shape(cell)).or_default().push(cell);
    }
    let mut forms: Vec<(String, Vec<&str>)> = forms.into_iter().collect();
    forms.sort_by_key(|(_, cells)| Reverse(cells.len()));
    let [(first, of_first), (second, of_second)] = &forms[..] else { return None };
    if of_second.len() < FEW_OF_A_FORM {
        return None;
    }
    // Digits up to the first other sign.
    let begin = |shape: &str| {
        let digits = shape.bytes().take_while(|byte| *byte == b'9').count();
        let sign = shape[digits..].chars().next().filter(char::is_ascii_punctuation)?;
        Some(format!("^{}[{sign}]", "[0-9]".repeat(digits)))
    };
    let (ours, theirs) = (begin(first)?, begin(second)?);
    let of_text = !sampled.is_json() && sampled.header.is_some() && sampled.header_row == 1;
    let is_plain = of_text && ours != theirs && !ours[1..].contains(['/', '\\', '\'', '^']);
    let (field, separator) = (column + 1, char::from(sampled.separator));
    let command = |is: &str, to: &str| {
        format!("`awk -F'{separator}' 'NR==1 || ${field} {is} /{ours}/' LOG > {to}`")
    };
    is_plain.then(|| {
        format!(
            "`{name}` has stamps of two forms, `{}` in {} and `{}` in {}, and an entry reads one: \
             {} and {} write the rows of each into a file of their own; then name both",
            short(of_first[0]),
            plural(of_first.len(), "row"),
            short(of_second[0]),
            plural(of_second.len(), "row"),
            command("~", "first.csv"),
            command("!~", "second.csv"),
        )
    })
}

/// Adds to the question for the form of stamps that they have months in another language, where
/// they do.
fn with_month(key: GuessedKey, sampled: &Sampled) -> GuessedKey {
    let cells = || sampled.rows.iter().take(MONTH_ROWS).flatten();
    let month = || cells().find_map(|cell| ForeignMonth::find(cell));
    match key.value.is_none().then(month).flatten().filter(|_| key.key == "time_format") {
        Some(month) => GuessedKey { why: format!("{}; {}", key.why, month.advice()), ..key },
        None => key,
    }
}

/// Returns the key that is asked for where stamps are days, or midnights.
pub(in crate::init) fn days(stamp: Option<&TimeColumn>) -> Option<GuessedKey> {
    let found = stamp?;
    if found.resolution_us >= DAY {
        return Some(GuessedKey::open("resolution", stamps::DAYS_WANTED));
    }
    found.are_midnights().then(|| GuessedKey::open("resolution", stamps::MIDNIGHTS_WANTED))
}

/// Column of clocks beside one of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) struct ClockColumn {
    /// Column of the days, from 0.
    pub(in crate::init) day: usize,
    /// Column of the clocks, from 0.
    pub(in crate::init) column: usize,
    /// Clock as it stands there.
    pub(in crate::init) example: String,
}

/// Finds a column of clocks that were not read with the days beside them; `None` where stamps are
/// no days, or no column holds clocks.
pub(in crate::init) fn clock_beside_days(
    sampled: &Sampled,
    found: &FoundColumns,
) -> Option<ClockColumn> {
    let stamp = found.stamp.as_ref()?;
    let [day] = stamp.columns[..] else { return None };
    days(Some(stamp))?;
    let heading = |at: usize| match sampled.names() {
        Some(names) if Heading::Time.is_named(&names[at]) => ColumnHeading::OfTimes,
        _ => ColumnHeading::Other,
    };
    let holds_clocks =
        |at: &usize| *at != day && sampled.most_fit(*at, |cell| is_clock(cell, heading(*at)));
    let column = (0..sampled.width()).find(holds_clocks)?;
    let example = sampled.column(column).find(|cell| !cell.is_empty())?.to_owned();
    Some(ClockColumn { day, column, example })
}

/// Meaning of a column by its heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnHeading {
    OfTimes,
    /// Something else, or not said.
    Other,
}

/// Says whether a cell can be a clock: `14:05`, `2 PM`, `14h05`; in a column that is named so also
/// `14.05`, `1405` or `0.5`.
fn is_clock(cell: &str, heading: ColumnHeading) -> bool {
    let hour = cell.bytes().take_while(u8::is_ascii_digit).count();
    let behind = cell[hour..].trim_start().to_lowercase();
    let begins = |signs: &[&str]| signs.iter().any(|sign| behind.starts_with(sign));
    let is_number = behind.bytes().all(|byte| byte.is_ascii_digit() || b".,".contains(&byte));
    let is_short = (1..=2).contains(&hour) && cell.len() <= CLOCK_LETTERS;
    is_short && begins(&[":", "h", "am", "pm", "a.m", "p.m", "uhr", "時", "时"])
        || heading == ColumnHeading::OfTimes && hour > 0 && is_number
}
