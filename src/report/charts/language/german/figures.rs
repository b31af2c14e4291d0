//! German numbers, lengths and times.

use crate::clock::{Bracket, Instant, LengthWords, MINUTE, Range, SECOND, Zone};
use crate::report::wording::{Rounding, grouped, percent, whole_second};

/// Months as axes write them.
const MONTHS: [&str; 12] = [
    "Jan.", "Febr.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
    "Dez.",
];
/// Months as sentences write them.
const WHOLE_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
/// Days of the week, from Monday on.
const WEEKDAYS: [&str; 7] = ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"];
/// Units of length behind a number, without the day, which is declined.
const UNITS: [&str; 3] = ["Std.", "Min.", "Sek."];
/// Moment as sentences write it.
const MOMENT: &str = "%-d. %B %Y, %H:%M:%S Uhr %Z";

/// Lengths as a sentence names them: `mindestens 4 Tage 3 Std.`
pub(super) const LENGTHS: LengthWords = LengthWords {
    unit: |count, unit| in_unit(count, unit, "Tage"),
    to: "bis",
    at_least: "mindestens",
};
/// Lengths behind a word that asks for the dative: `nach 4 Tagen 3 Std.`
pub(super) const DATIVE_LENGTHS: LengthWords = LengthWords {
    unit: |count, unit| in_unit(count, unit, "Tagen"),
    to: "bis",
    at_least: "mindestens",
};

/// Writes a count of a unit: of days, hours, minutes, seconds.
fn in_unit(count: i64, unit: usize, days: &str) -> String {
    let name = match unit {
        0 if count == 1 => "Tag",
        0 => days,
        unit => UNITS[(unit - 1).min(UNITS.len() - 1)],
    };
    format!("{count} {name}")
}

/// Writes a whole number: `69.285`.
pub(super) fn number(number: usize) -> String {
    grouped(number).replace(',', ".")
}

/// Counts things: `1 Website`, `2 Websites`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// Writes a share in percent, without the sign: `99,9`.
pub(super) fn share(share: f64, rounding: Rounding) -> String {
    let words = percent(share, rounding).replace('.', ",");
    words.replace("under", "unter").replace("over", "über")
}

/// Writes a moment in a form of chrono, with German names of months, days and clocks.
pub(super) fn date(zone: Zone, at: Instant, form: &str) -> String {
    let number = |form: &str| zone.format(at, form).parse::<usize>().unwrap_or(1).max(1) - 1;
    let form = form
        .replace("%-d %b", "%-d. %b")
        .replace("%b", MONTHS[number("%-m").min(11)])
        .replace("%B", WHOLE_MONTHS[number("%-m").min(11)])
        .replace("%a", WEEKDAYS[number("%u").min(6)]);
    match form.split_once("%Z") {
        Some((before, behind)) => {
            let clock = clock(&zone.format(at, "%Z"));
            format!("{}{clock}{}", zone.format(at, before), zone.format(at, behind))
        }
        None => zone.format(at, &form),
    }
}

/// Returns what clocks go by in Central Europe as Germans call it, and all else as it is.
pub(super) fn clock(abbreviation: &str) -> String {
    match abbreviation {
        "CET" => "MEZ".to_owned(),
        "CEST" => "MESZ".to_owned(),
        other => other.to_owned(),
    }
}

/// Writes a moment in a zone and, where that is another, in UTC.
pub(super) fn moment(zone: Zone, at: Instant) -> String {
    in_both(zone, |zone| date(zone, at, MOMENT))
}

/// Writes a moment of a sentence in a zone and, where that is another, in UTC: `18. November 2025,
/// 09:01 Uhr MEZ (08:01 UTC)`. A part of a second is rounded up.
pub(super) fn short_moment(zone: Zone, at: Instant) -> String {
    let at = whole_second(at);
    let clock = if at.0.rem_euclid(MINUTE) == 0 { "%H:%M" } else { "%H:%M:%S" };
    let day = "%-d. %B %Y";
    let local = date(zone, at, &format!("{day}, {clock} Uhr %Z"));
    if zone == Zone::UTC {
        return local;
    }
    let is_of_day = date(zone, at, day) == date(Zone::UTC, at, day);
    let form = if is_of_day { clock.to_owned() } else { format!("{day}, {clock}") };
    format!("{local} ({} UTC)", date(Zone::UTC, at, &form))
}

/// Writes a time in a zone and, where that is another, in UTC behind it.
fn in_both(zone: Zone, write: impl Fn(Zone) -> String) -> String {
    match zone == Zone::UTC {
        true => write(zone),
        false => format!("{} ({})", write(zone), write(Zone::UTC)),
    }
}

/// Writes that something was between two moments, of which it names a common day once.
pub(super) fn between(zone: Zone, after: Instant, by: Instant) -> String {
    let by = whole_second(by);
    let day = |at: Instant| date(zone, at, "%-d. %B %Y");
    if after >= by {
        return format!("am {}", date(zone, after, MOMENT));
    }
    if day(after) == day(by) {
        let from = date(zone, after, "%H:%M:%S");
        return format!("am {} zwischen {from} und {}", day(by), date(zone, by, "%H:%M:%S Uhr %Z"));
    }
    format!("zwischen dem {} und dem {}", date(zone, after, MOMENT), date(zone, by, MOMENT))
}

/// Writes a range of time, of which either end may be unknown.
pub(super) fn range(zone: Zone, range: Range) -> String {
    match (range.earliest, range.latest) {
        (Some(from), Some(until)) if whole_second(until).since(from) <= SECOND => {
            in_both(zone, |zone| between(zone, from, from))
        }
        (Some(from), Some(until)) => in_both(zone, |zone| between(zone, from, until)),
        (None, Some(until)) => format!("bis zum {}", moment(zone, whole_second(until))),
        (Some(from), None) => format!("ab dem {}", moment(zone, from)),
        (None, None) => "zu unbekannter Zeit".to_owned(),
    }
}

/// Writes when a change was, of which either end may be unknown.
pub(super) fn bracket(zone: Zone, bracket: Bracket) -> String {
    match (bracket.after, bracket.by) {
        (Some(after), Some(by)) => in_both(zone, |zone| between(zone, after, by)),
        (None, Some(by)) => {
            format!("nicht belegt, spätestens am {}", moment(zone, whole_second(by)))
        }
        (Some(after), None) => format!("nach dem {}, dann nicht belegt", moment(zone, after)),
        (None, None) => "nicht belegt".to_owned(),
    }
}

/// Ends a sentence; a full stop of an abbreviation is enough.
pub(super) fn ended(text: String) -> String {
    if text.ends_with('.') { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};

    #[test]
    fn lengths_have_german_units() {
        let words = [0, 1, 59].map(|s| LENGTHS.length(s * SECOND));
        assert_eq!(words, ["0 Sek.", "1 Sek.", "59 Sek."]);
        assert_eq!(LENGTHS.range(HOUR + 5 * MINUTE, None), "mindestens 1 Std. 5 Min.");
        assert_eq!(LENGTHS.range(HOUR, Some(2 * HOUR)), "1 Std. bis 2 Std.");
        assert_eq!(LENGTHS.length(4 * DAY + 3 * HOUR), "4 Tage 3 Std.");
        assert_eq!(DATIVE_LENGTHS.range(DAY, Some(5 * DAY)), "1 Tag bis 5 Tagen");
    }

    #[test]
    fn moments_have_german_names() {
        let zone = Zone::named("Europe/Berlin").expect("the zone is known");
        // 2022-10-05T12:00:00Z, a Wednesday.
        let at = Instant(1_664_971_200 * SECOND);
        assert_eq!(date(zone, at, MOMENT), "5. Oktober 2022, 14:00:00 Uhr MESZ");
        assert_eq!(date(zone, at.plus(60 * DAY), "%H:%M %Z"), "13:00 MEZ");
        assert_eq!([date(zone, at, "%-d %b"), date(zone, at, "%a")], ["5. Okt.", "Mi"]);
    }

    #[test]
    fn numbers_have_points_and_commas() {
        assert_eq!([number(0), number(999), number(69_285)], ["0", "999", "69.285"]);
        assert_eq!(share(0.999_6, Rounding::Up), "über 99,9");
        assert_eq!(share(0.931, Rounding::Down), "93,1");
        let sites = |count| counted(count, "Website", "Websites");
        assert_eq!([sites(0), sites(1), sites(2)], ["0 Websites", "1 Website", "2 Websites"]);
    }
}
