//! Stamps, claim times, lengths and sets of spans (M1 to M3).

use corroborate::clock::{
    Instant, IntervalSet, Range, Span, StampError, TimestampReader, Zone, length, length_range,
    parse_length, parse_range, parse_stamp, read_stamp, rfc3339, short_utc,
};
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    parse_stamp(text, None).unwrap()
}

fn new_york() -> Option<Zone> {
    Some(Zone::named("America/New_York").unwrap())
}

fn range(from: &str, until: &str) -> Range {
    Range { earliest: Some(at(from)), latest: Some(at(until)) }
}

#[test]
fn a_stamp_without_an_offset_is_refused() {
    assert_eq!(
        parse_stamp("2022-10-05T13:42:00", None),
        Err(StampError::NoOffset("2022-10-05T13:42:00".into()))
    );
    assert_eq!(parse_stamp("2022-10-05T13:42:00", new_york()).unwrap(), at("2022-10-05T17:42:00Z"));
    assert_eq!(parse_stamp("2022-10-05 13:42", new_york()).unwrap(), at("2022-10-05T17:42Z"));
    assert_eq!(rfc3339(at("2025-01-01T00:00:00.709Z")), "2025-01-01T00:00:00.709Z");
}

#[test]
fn a_wall_clock_that_was_skipped_or_shown_twice_is_never_guessed() {
    assert!(matches!(
        parse_stamp("2022-03-13 02:30:00", new_york()),
        Err(StampError::Skipped { .. })
    ));
    assert!(matches!(
        parse_stamp("2022-11-06 01:30:00", new_york()),
        Err(StampError::Twice { .. })
    ));
    let both = parse_range("2022-11-06T01:30", new_york()).unwrap();
    assert_eq!(both, range("2022-11-06T05:30:00Z", "2022-11-06T06:31:00Z"));
}

#[test]
fn a_claims_time_is_the_range_it_can_mean() {
    assert_eq!(
        parse_range("2022-10-05", new_york()).unwrap(),
        range("2022-10-05T04:00Z", "2022-10-06T04:00Z")
    );
    assert_eq!(
        parse_range("2022-10-05T14", new_york()).unwrap(),
        range("2022-10-05T18:00Z", "2022-10-05T19:00Z")
    );
    assert_eq!(
        parse_range("2022-10-05T06:00/2022-10-05T12:00", new_york()).unwrap(),
        range("2022-10-05T10:00Z", "2022-10-05T16:00Z")
    );
    assert_eq!(
        parse_range("../2022-10-06", new_york()).unwrap(),
        Range { earliest: None, latest: Some(at("2022-10-07T04:00Z")) }
    );
    assert_eq!(
        parse_range("2022-10-05T18:00Z/..", None).unwrap(),
        Range { earliest: Some(at("2022-10-05T18:00Z")), latest: None }
    );
    assert_eq!(
        parse_range("2022-10-05T18:40-04:00", None).unwrap(),
        range("2022-10-05T22:40Z", "2022-10-05T22:41Z")
    );
}

#[test]
fn a_weekday_that_contradicts_its_date_is_refused() {
    assert!(parse_range("Wed 2022-10-05", new_york()).is_ok());
    assert!(matches!(
        parse_range("Tuesday 2022-10-05", new_york()),
        Err(StampError::Weekday { .. })
    ));
    assert!(matches!(
        parse_range("2022-10-06/2022-10-04", new_york()),
        Err(StampError::Backwards(_))
    ));
    assert!(matches!(parse_range("../..", None), Err(StampError::NotARange(_))));
}

#[test]
fn an_unknown_zone_names_its_neighbour() {
    assert!(Zone::named("America/NewYork").unwrap_err().to_string().contains("America/New_York"));
}

#[test]
fn lengths_read_and_print() {
    assert_eq!(parse_length("90s").unwrap(), 90_000_000);
    assert_eq!(parse_length("12h").unwrap(), 43_200_000_000);
    assert!(parse_length("12").is_err());
    assert!(parse_length("99999999999999d").is_err());
    assert_eq!(length(90_000_000), "1 min 30 s");
    assert_eq!(length(123_899_000_000), "34 h 24 min");
    assert_eq!(length(345_600_000_000), "4 d");
    assert_eq!(length_range(0, None), "at least 0 s");
    assert_eq!(length_range(2_999_999, Some(2_999_999)), "2 s to 3 s");
    assert_eq!(length_range(15 * 60_000_000, Some(50 * 60_000_000 - 1)), "15 min to 50 min");
    assert_eq!(length_range(3_600_000_000, Some(2 * 3_600_000_000 + 1)), "1 h to 2 h 1 min");
}

fn sets() -> impl Strategy<Value = IntervalSet> {
    prop::collection::vec((0i64..60, 1i64..12), 0..8).prop_map(|spans| {
        spans
            .into_iter()
            .filter_map(|(from, long)| Span::new(Instant(from), Instant(from + long)))
            .collect()
    })
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(256))]

        /// What most logs write is read the short way; that and the long way are one moment, or the
        /// same error.
        #[test]
        fn the_short_way_and_the_long_way_read_the_same(
            days in prop::collection::vec((1890u32..2110, 0u32..14, 0u32..33), 1..4),
            clocks in prop::collection::vec(
                (
                    0u32..90_000,
                    0u32..62,
                    "|\\.[0-9]{0,8}|\\.[0-9]{3}",
                    "Z||Z|z|[+]01:00| Z|x",
                    "T| |t",
                ),
                1..8,
            ),
            zone in prop::sample::select(vec![
                None,
                Some("Europe/Berlin"),
                Some("America/New_York"),
                Some("Asia/Kathmandu"),
            ]),
            slip in prop::option::of((0usize..24, b' '..=b'~')),
        ) {
            let zone = zone.map(|name| Zone::named(name).unwrap());
            let mut stamps = TimestampReader::new(zone);
            for (year, month, day) in days {
                for (second, last, fraction, offset, between) in &clocks {
                    let text = format!(
                        "{year:04}-{month:02}-{day:02}{between}{:02}:{:02}:{last:02}\
                         {fraction}{offset}",
                        second / 3600,
                        second / 60 % 60
                    );
                    prop_assert_eq!(stamps.read(&text), read_stamp(&text, zone), "{}", text);
                    // The same with what a row may have behind it, and with one letter that is
                    // wrong.
                    let mut behind = text.clone().into_bytes();
                    behind.resize(24, b'7');
                    for slip in [None, slip] {
                        if let Some((at, letter)) = slip {
                            behind[at] = letter;
                        }
                        if let Some(at) =
                            stamps.known_day(behind.first_chunk().unwrap(), text.len())
                        {
                            let text = String::from_utf8_lossy(&behind[..text.len()]);
                            prop_assert_eq!(Ok(at), parse_stamp(&text, zone), "{}", text);
                        }
                    }
                }
            }
        }

        /// What is written is read back as the same moment, and as the calendar library writes it.
        #[test]
        fn what_is_written_is_read_back(
            us in
                prop_oneof![any::<i64>(), -70_000_000_000_000_000i64..300_000_000_000_000_000],
            coarse in 0u32..3,
        ) {
            let us = us / 1000i64.pow(coarse) * 1000i64.pow(coarse);
            let format = match us.rem_euclid(1_000_000) {
                0 => "%Y-%m-%dT%H:%M:%SZ",
                part if part % 1000 == 0 => "%Y-%m-%dT%H:%M:%S%.3fZ",
                _ => "%Y-%m-%dT%H:%M:%S%.6fZ",
            };
            let text = rfc3339(Instant(us));
            prop_assert_eq!(&text, &Zone::UTC.format(Instant(us), format));
            prop_assert_eq!(
                short_utc(Instant(us)),
                Zone::UTC.format(
                    Instant(us),
                    "%Y-%m-%d %H:%M:%S \
                        UTC"
                )
            );
            if (0..7_289_654_400_000_000).contains(&us) {
                prop_assert_eq!(parse_stamp(&text, None), Ok(Instant(us)));
            }
        }

        /// Every operation on sets is the same operation on each moment.
        #[test]
        fn sets_are_their_moments(a in sets(), b in sets(), from in 0i64..60, long in 1i64..40) {
            let window = Span::new(Instant(from), Instant(from + long)).unwrap();
            let (or, and, without, within, gaps) = (
                a.union(&b),
                a.intersection(&b),
                a.difference(&b),
                a.clip(window),
                a.gaps_in(window),
            );
            for moment in (0..80).map(Instant) {
                let (x, y, w) = (a.contains(moment), b.contains(moment), window.contains(moment));
                prop_assert_eq!(or.contains(moment), x || y);
                prop_assert_eq!(and.contains(moment), x && y);
                prop_assert_eq!(without.contains(moment), x && !y);
                prop_assert_eq!(within.contains(moment), x && w);
                prop_assert_eq!(gaps.contains(moment), !x && w);
            }
            for set in [or, and, without, within, gaps] {
                prop_assert!(set.spans().windows(2).all(|pair| pair[0].until() < pair[1].from()));
            }
        }

        /// No text makes a reader panic.
        #[test]
        fn any_text_is_read_or_refused(text in ".{0,40}") {
            let _ = (
                parse_stamp(&text, None),
                parse_range(&text, Some(Zone::UTC)),
                parse_length(&text),
            );
        }
    }

    proptest! {
        #![proptest_config(config(256))]

        /// Months are counted on the zone's own clock: each begins at its first moment, none is
        /// passed over, and a beginning is its own next one.
        #[test]
        fn months_begin_where_the_wall_clock_turns(
            us in -2_000_000_000_000_000_i64..4_000_000_000_000_000,
            months in prop::sample::select(vec![1, 2, 3, 6, 12, 24, 120]),
        ) {
            for name in ["UTC", "America/New_York", "Asia/Kolkata", "Africa/Cairo"] {
                let zone = Zone::named(name).unwrap();
                let next = zone.next_month(Instant(us), months).unwrap();
                let number = |at: Instant| {
                    zone.format(at, "%Y").parse::<i32>().unwrap() * 12
                        + zone.format(at, "%m").parse::<i32>().unwrap()
                        - 1
                };
                prop_assert!(next >= Instant(us));
                prop_assert_eq!(number(next) % months, 0);
                prop_assert_eq!(zone.format(next, "%d"), "01");
                prop_assert_ne!(number(next.plus(-1)), number(next));
                prop_assert_eq!(zone.next_month(next, months), Some(next));
                // Between the two nothing begins that counts.
                prop_assert!(
                    number(Instant(us)).div_euclid(months)
                        >= number(next.plus(-1)).div_euclid(months)
                );
            }
        }
    }
}
