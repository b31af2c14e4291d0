//! Answers to names of zones that are none: what to write instead.

/// Likeness by Jaro and Winkler, from 0 to 1, above which a known name is taken for what was meant.
const NEAR: f64 = 0.85;
/// Hours that the zones `Etc/GMT±h` reach, west and east of Greenwich.
const WEST: i32 = 12;
const EAST: i32 = 14;

/// An abbreviation of a clock, with a place whose clock shows it for a part of the year.
struct Abbreviation {
    word: &'static str,
    /// Zone of a place that shows it.
    place: &'static str,
    /// Abbreviations of that place over a year, in words.
    over_the_year: &'static str,
    /// Other places whose clocks show it too, but with another time; mostly none.
    others: &'static [&'static str],
    /// Zone without changes of the clocks that always shows this time; for those that the database
    /// has as names of zones of their own.
    unchanging: Option<&'static str>,
}

/// Abbreviations that people write in place of a zone. Several mean more than one place, so none is
/// taken for one.
const ABBREVIATIONS: [Abbreviation; 18] = [
    abbreviation("EST", "America/New_York", "EST in winter, EDT in summer", Some("Etc/GMT+5")),
    abbreviation("EDT", "America/New_York", "EST in winter, EDT in summer", None),
    ambiguous("CST", "America/Chicago", "CST in winter, CDT in summer", &["Asia/Shanghai"]),
    abbreviation("CDT", "America/Chicago", "CST in winter, CDT in summer", None),
    abbreviation("MST", "America/Denver", "MST in winter, MDT in summer", Some("Etc/GMT+7")),
    abbreviation("MDT", "America/Denver", "MST in winter, MDT in summer", None),
    abbreviation("PST", "America/Los_Angeles", "PST in winter, PDT in summer", None),
    abbreviation("PDT", "America/Los_Angeles", "PST in winter, PDT in summer", None),
    abbreviation("AKST", "America/Anchorage", "AKST in winter, AKDT in summer", None),
    abbreviation("HST", "Pacific/Honolulu", "HST all year", Some("Etc/GMT+10")),
    ambiguous("BST", "Europe/London", "GMT in winter, BST in summer", &["Asia/Dhaka"]),
    abbreviation("CEST", "Europe/Berlin", "CET in winter, CEST in summer", None),
    abbreviation("EEST", "Europe/Kyiv", "EET in winter, EEST in summer", None),
    abbreviation("MSK", "Europe/Moscow", "MSK all year", None),
    ambiguous("IST", "Asia/Kolkata", "IST all year", &["Asia/Jerusalem", "Europe/Dublin"]),
    abbreviation("JST", "Asia/Tokyo", "JST all year", None),
    abbreviation("AEST", "Australia/Sydney", "AEST in winter, AEDT in summer", None),
    abbreviation("AEDT", "Australia/Sydney", "AEST in winter, AEDT in summer", None),
];

/// Abbreviations of clocks that the database has as zones, and German ones.
const BY_REGION: [&str; 7] = ["CET", "EET", "WET", "WEST", "MET", "MEZ", "MESZ"];

/// Makes an entry of the table of abbreviations.
const fn abbreviation(
    word: &'static str,
    place: &'static str,
    over_the_year: &'static str,
    unchanging: Option<&'static str>,
) -> Abbreviation {
    Abbreviation { word, place, over_the_year, others: &[], unchanging }
}

/// Makes an entry of an abbreviation that other places have, too.
const fn ambiguous(
    word: &'static str,
    place: &'static str,
    over_the_year: &'static str,
    others: &'static [&'static str],
) -> Abbreviation {
    Abbreviation { word, place, over_the_year, others, unchanging: None }
}

/// Says whether a name of the database is an abbreviation that its clock shows for a part of the
/// year alone, such as `EST`: whoever writes it mostly means the clock of a place.
pub(super) fn is_misleading(name: &str) -> bool {
    ABBREVIATIONS.iter().any(|known| known.unchanging.is_some() && known.word == name)
}

/// Returns the zone without changes of the clocks that always shows the time of an abbreviation, in
/// any letters; `None` where none has it.
pub(super) fn unchanging(name: &str) -> Option<&'static str> {
    let known = ABBREVIATIONS.iter().find(|known| known.word.eq_ignore_ascii_case(name));
    known?.unchanging
}

/// Says whether a word is an abbreviation of a clock, in any letters.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let is_known = |known: &Abbreviation| known.word.eq_ignore_ascii_case(word);
    ABBREVIATIONS.iter().any(is_known)
        || BY_REGION.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Says what to write in place of a name that is no zone: a zone for an abbreviation, an offset or
/// a city, else the nearest name where one is near.
pub(super) fn hint_for(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let abbreviation =
        ABBREVIATIONS.iter().find(|known| known.word.eq_ignore_ascii_case(name.trim()));
    if let Some(known) = abbreviation {
        return known.hint();
    }
    if let Some(minutes) = offset_minutes(&lower) {
        return offset_hint(minutes);
    }
    let names = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = lower.replace(' ', "_");
    let in_city = |zone: &&str| {
        zone.rsplit_once('/').is_some_and(|(_, last)| last.eq_ignore_ascii_case(&city))
    };
    let likeness = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &lower);
    let scored = names().map(|zone| (likeness(zone), zone));
    let near = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > NEAR);
    match names().find(in_city).or(near.map(|(_, zone)| zone)) {
        Some(zone) => format!("did you mean `{zone}`?"),
        None => "write an IANA name such as `America/New_York` or `UTC`".to_owned(),
    }
}

impl Abbreviation {
    /// Says what to write instead.
    fn hint(&self) -> String {
        let Abbreviation { place, over_the_year, .. } = self;
        let others = self.others.iter().map(|other| format!(", `{other}`"));
        let others: String = others.collect();
        let unchanging = self.unchanging.map_or_else(String::new, |zone| {
            let side = sign_note(zone).map_or_else(String::new, |note| format!(" ({note})"));
            format!(", or `{zone}` for a clock that never changes{side}")
        });
        format!(
            "it is an abbreviation and not the clock of a place; write the place, such as \
             `{place}` ({over_the_year}){others}{unchanging}"
        )
    }
}

/// Says on which side of UTC a zone is whose name turns the sign around; `None` for other zones.
pub(super) fn sign_note(name: &str) -> Option<String> {
    let hours: i32 = name.strip_prefix("Etc/GMT")?.parse().ok().filter(|hours| *hours != 0)?;
    let side = if hours > 0 { "behind" } else { "ahead of" };
    let hours = match hours.unsigned_abs() {
        1 => "an hour".to_owned(),
        several => format!("{several} hours"),
    };
    Some(format!("`{name}` is {hours} {side} UTC: such names turn the sign around"))
}

/// Reads an offset from UTC, in minutes, east positive: `+02:00`, `-0500`, `utc+2`, `z`, and
/// `05:30` without its sign; `text` is in small letters.
fn offset_minutes(text: &str) -> Option<i32> {
    let text = ["utc", "gmt"].iter().find_map(|zone| text.strip_prefix(zone)).unwrap_or(text);
    let text = text.trim().replace('\u{2212}', "-");
    if text == "z" {
        return Some(0);
    }
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ if text.contains(':') => (1, &*text),
        _ => return None,
    };
    let digits = rest.replace(':', "");
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) =
        digits.split_at(if digits.len() > 2 { digits.len() - 2 } else { digits.len() });
    let minutes = if minutes.is_empty() { 0 } else { minutes.parse::<i32>().ok()? };
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes))
}

/// Offsets that are no whole hours, in minutes, each with a place whose clocks have it all year, or
/// in winter.
const BROKEN_OFFSETS: [(i32, &str); 12] = [
    (-570, "Pacific/Marquesas"),
    (-210, "America/St_Johns"),
    (210, "Asia/Tehran"),
    (270, "Asia/Kabul"),
    (330, "Asia/Kolkata"),
    (345, "Asia/Kathmandu"),
    (390, "Asia/Yangon"),
    (525, "Australia/Eucla"),
    (570, "Australia/Darwin"),
    (630, "Australia/Lord_Howe"),
    (765, "Pacific/Chatham"),
    (825, "Pacific/Chatham"),
];

/// Finds a place whose clocks have an offset that is no whole hours.
fn place_at(minutes: i32) -> Option<&'static str> {
    BROKEN_OFFSETS.iter().find(|(offset, _)| *offset == minutes).map(|(_, place)| *place)
}

/// Says what to write in place of an offset.
fn offset_hint(minutes: i32) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let place = "write the place whose clock it was, such as `Europe/Berlin`";
    if let Some(place) = place_at(minutes).filter(|_| rest != 0) {
        return format!(
            "an offset is no zone; `{place}` has this one today; else write the place whose clock \
             it was"
        );
    }
    if rest != 0 || !(-WEST..=EAST).contains(&hours) {
        return format!("an offset is no zone; {place}");
    }
    let fixed = match hours {
        0 => "UTC".to_owned(),
        // The names turn the sign around: `Etc/GMT-2` is two hours ahead of UTC.
        east if east > 0 => format!("Etc/GMT-{east}"),
        west => format!("Etc/GMT+{}", -west),
    };
    format!(
        "an offset is no zone; for a clock that never changes write `{fixed}`{}; else {place}",
        if hours == 0 { "" } else { " (such names turn the sign around)" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDateTime, Offset, TimeZone};
    use chrono_tz::Tz;

    /// Moments at which the clocks of one half of the world show winter, and of the other summer.
    const WINTER: &str = "2024-01-15T12:00:00";
    const SUMMER: &str = "2024-07-15T12:00:00";

    #[test]
    fn an_offset_is_answered_with_the_zone_that_has_it() {
        let cases = [
            ("+02:00", "`Etc/GMT-2`"),
            ("UTC+2", "`Etc/GMT-2`"),
            ("gmt-5", "`Etc/GMT+5`"),
            ("-0500", "`Etc/GMT+5`"),
            ("+14", "`Etc/GMT-14`"),
            ("+00:00", "`UTC`"),
            ("Z", "`UTC`"),
            ("05:00", "`Etc/GMT-5`"),
            ("+05:30", "`Asia/Kolkata`"),
            ("-0330", "`America/St_Johns`"),
            ("\u{2212}12", "`Etc/GMT+12`"),
        ];
        for (written, wanted) in cases {
            let hint = hint_for(written);
            assert!(hint.contains(wanted), "{written}: {hint}");
        }
        for written in ["+05:10", "+15", "-13"] {
            let hint = hint_for(written);
            assert!(hint.starts_with("an offset is no zone; write the place"), "{written}: {hint}");
        }
        let both = ["+05:30", "-0530"].map(offset_minutes);
        assert_eq!(both, [Some(330), Some(-330)]);
        for written in ["+", "utc", "+2h", "+12345", "2"] {
            assert_eq!(offset_minutes(written), None, "{written}");
        }
    }

    /// `EST` in any letters is what New York shows in winter; what Chicago shows has no zone.
    #[test]
    fn an_abbreviation_that_is_a_zone_has_one_that_never_changes() {
        let of = ["est", "HST", "cst", "Europe/Berlin"].map(unchanging);
        assert_eq!(of, [Some("Etc/GMT+5"), Some("Etc/GMT+10"), None, None]);
    }

    #[test]
    fn every_zone_that_a_hint_names_is_in_the_database() {
        let zone = |name: &str| name.parse::<Tz>().expect("the database has it");
        for known in &ABBREVIATIONS {
            zone(known.place);
            known.unchanging.map(zone);
            known.others.iter().for_each(|other| assert_eq!(zone(other).name(), *other));
            assert!(hint_for(known.word).contains(known.place), "{}", known.word);
        }
        for (minutes, place) in BROKEN_OFFSETS {
            let offsets = [WINTER, SUMMER].map(|at| {
                let at = at.parse::<NaiveDateTime>().expect("a moment");
                zone(place).offset_from_utc_datetime(&at).fix().local_minus_utc() / 60
            });
            assert!(offsets.contains(&minutes), "{place} has {offsets:?}, not {minutes}");
        }
        for hours in -WEST..=EAST {
            let hint = offset_hint(hours * 60);
            let named = hint.split('`').nth(1).expect("the hint names a zone");
            let offset = zone(named).offset_from_utc_datetime(&NaiveDateTime::default()).fix();
            assert_eq!(offset.local_minus_utc(), hours * 3_600, "{hint}");
        }
    }

    /// Whoever means two hours ahead of UTC and writes `Etc/GMT+2` is four hours off.
    #[test]
    fn a_zone_whose_name_turns_the_sign_around_is_explained() {
        let note = |name: &str| sign_note(name).unwrap_or_default();
        assert!(note("Etc/GMT+2").starts_with("`Etc/GMT+2` is 2 hours behind UTC"));
        assert!(note("Etc/GMT-1").starts_with("`Etc/GMT-1` is an hour ahead of UTC"));
        for name in ["Etc/GMT", "Etc/GMT+0", "Etc/GMT0", "UTC", "Europe/Berlin"] {
            assert_eq!(note(name), "", "{name}");
        }
        assert!(hint_for("EST").contains("5 hours behind UTC"));
    }

    #[test]
    fn an_abbreviation_of_several_places_names_each() {
        for (word, place) in [
            ("IST", "Asia/Jerusalem"),
            ("IST", "Europe/Dublin"),
            ("CST", "Asia/Shanghai"),
            ("bst", "Asia/Dhaka"),
        ] {
            assert!(hint_for(word).contains(place), "{word}: {}", hint_for(word));
        }
    }

    #[test]
    fn a_city_is_answered_with_its_zone() {
        assert_eq!(hint_for("Berlin"), "did you mean `Europe/Berlin`?");
        assert_eq!(hint_for("new york"), "did you mean `America/New_York`?");
    }

    #[test]
    fn a_name_far_from_all_zones_gets_an_example() {
        assert_eq!(hint_for("europe/berlin"), "did you mean `Europe/Berlin`?");
        assert!(hint_for("my own clock").starts_with("write an IANA name"));
    }
}
