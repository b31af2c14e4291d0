//! The form of a stamp by its shape: the patterns that can read it, where no form that is known
//! does. A date such as `05/10/22` can mean several days, and has a pattern for each.

use crate::clock::with_plain_halves;
use crate::init::stamps::items::{Part, StampItem, StampItems};
use std::collections::BTreeMap;

/// Bytes of a cell that can be a stamp, at most.
const LONGEST: usize = 96;
/// Patterns that are tried on all cells, at most.
const MOST_PATTERNS: usize = 12;
/// How a column writes its stamps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) enum StampShape {
    /// Each of these patterns can read it; at least one.
    Patterns(Vec<String>),
    /// No year stands in it; this pattern reads it with the year in front.
    WithoutYear(String),
}

/// Lists the patterns that can read the most cells by their shapes, the commonest first; may be
/// empty.
pub(in crate::init) fn patterns<'c>(cells: impl Iterator<Item = &'c str>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for shape in cells.filter_map(StampShape::of) {
        let StampShape::Patterns(patterns) = shape else { continue };
        for pattern in patterns {
            *counts.entry(pattern).or_default() += 1;
        }
    }
    let mut all: Vec<(String, usize)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.into_iter().take(MOST_PATTERNS).map(|(pattern, _)| pattern).collect()
}

impl StampShape {
    /// Finds the shape of a text; `None` where it is no stamp, or no pattern can read it.
    pub(in crate::init) fn of(text: &str) -> Option<StampShape> {
        let text = with_plain_halves(text.trim());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        if text.len() > LONGEST || text.contains('%') || digits < 2 {
            return None;
        }
        let mut items = StampItems::default();
        items.read(&text)?;
        items.shape()
    }
}

impl StampItems {
    /// Finds the shape of all items.
    fn shape(mut self) -> Option<StampShape> {
        self.all.retain(|item| *item != StampItem::Number(String::new()));
        let has_clock = self.has(Part::Hour) && self.has(Part::Minute);
        if self.has(Part::Hour) != has_clock {
            return None;
        }
        let orders = self.orders();
        if !orders.is_empty() {
            let patterns = orders.iter().map(|order| self.pattern(order)).collect();
            return Some(StampShape::Patterns(patterns));
        }
        let without_year: &[Part] = match (self.has(Part::MonthName), self.numbers()) {
            (true, 1) => &[Part::Day],
            (false, 2) => &[Part::Day, Part::Month],
            _ => return None,
        };
        let is_short =
            |item: &StampItem| !matches!(item, StampItem::Number(digits) if digits.len() > 2);
        let is_date = has_clock && self.all.iter().all(is_short);
        is_date.then(|| StampShape::WithoutYear(format!("%Y {}", self.pattern(without_year))))
    }

    /// Lists the orders in which the numbers of the date can stand; empty where they make none.
    fn orders(&self) -> Vec<Vec<Part>> {
        use Part::{Day, Month, Year};
        let numbers: Vec<&str> = self
            .all
            .iter()
            .filter_map(|item| match item {
                StampItem::Number(digits) => Some(digits.as_str()),
                _ => None,
            })
            .collect();
        let is_known = [Year, Month, Day].into_iter().all(|part| self.has(part));
        let lengths: Vec<usize> = numbers.iter().map(|digits| digits.len()).collect();
        if self.has(Part::MonthName) {
            return match lengths[..] {
                [4, 1 | 2] => vec![vec![Year, Day]],
                [1 | 2, 4] => vec![vec![Day, Year]],
                [1 | 2, 2] if self.is_day_first => vec![vec![Day, Year]],
                [2, 2] => vec![vec![Day, Year], vec![Year, Day]],
                [1, 2] => vec![vec![Day, Year]],
                _ => Vec::new(),
            };
        }
        let (dmy, mdy, ymd) =
            (vec![Day, Month, Year], vec![Month, Day, Year], vec![Year, Month, Day]);
        let has_points = self.all.contains(&StampItem::Text(".".to_owned()));
        match lengths[..] {
            [] if is_known => vec![Vec::new()],
            [4, 1 | 2, 1 | 2] => vec![ymd],
            [1 | 2, 1 | 2, 4 | 2] if self.is_day_first => vec![dmy],
            // Points stand in dates of languages that write the day first, or the year.
            [1 | 2, 1 | 2, 4] if has_points => vec![dmy],
            [1 | 2, 1 | 2, 4] => vec![dmy, mdy],
            [1, 1 | 2, 2] if has_points => vec![dmy],
            [2, 1 | 2, 2] if has_points => vec![dmy, ymd],
            [1, 1 | 2, 2] => vec![dmy, mdy],
            [2, 1 | 2, 1 | 2] => vec![dmy, mdy, ymd],
            _ => Vec::new(),
        }
    }

    /// Writes the pattern, with the numbers of the date in an order.
    fn pattern(&self, order: &[Part]) -> String {
        let mut order = order.iter();
        let mut pattern = String::new();
        for item in &self.all {
            match item {
                StampItem::Text(text) => pattern.push_str(text),
                StampItem::Part { part, written } => {
                    pattern.push_str(self.specifier(*part, written))
                }
                StampItem::Number(digits) => {
                    let part = order.next().copied().unwrap_or(Part::Day);
                    pattern.push_str(self.specifier(part, digits));
                }
            }
        }
        pattern
    }

    /// Returns what stands for a part in a pattern.
    fn specifier(&self, part: Part, written: &str) -> &'static str {
        match part {
            Part::Year if written.len() <= 2 => "%y",
            Part::Year => "%Y",
            Part::Month => "%m",
            Part::MonthName => "%B",
            Part::Day => "%d",
            Part::Weekday => "%A",
            Part::Hour if self.has(Part::HalfDay) => "%I",
            Part::Hour => "%H",
            Part::Minute => "%M",
            Part::Second => "%S",
            Part::Fraction if written.starts_with('.') => "%.f",
            Part::Fraction => match written.len() - 1 {
                0..=3 => "%3f",
                4..=6 => "%6f",
                _ => "%9f",
            },
            Part::HalfDay => "%p",
            Part::Offset => "%z",
            Part::ZoneName => "%Z",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{StampFormat, Zone, parse_stamp};

    /// Every form that a newcomer's file had and that means one moment.
    #[test]
    fn a_stamp_has_the_pattern_that_reads_it() {
        for (text, expected, moment) in [
            ("04.03.2024, 09:05:06", "%d.%m.%Y, %H:%M:%S", "2024-03-04T09:05:06Z"),
            ("04.03.2024 09:05 Uhr", "%d.%m.%Y %H:%M Uhr", "2024-03-04T09:05Z"),
            ("04/03/2024 09h05", "%d/%m/%Y %Hh%M", "2024-03-04T09:05Z"),
            ("04/03/2024 à 09:05", "%d/%m/%Y à %H:%M", "2024-03-04T09:05Z"),
            ("[2024-03-04 09:05:06]", "[%Y-%m-%d %H:%M:%S]", "2024-03-04T09:05:06Z"),
            ("2024-03-04_09-05-06", "%Y-%m-%d_%H-%M-%S", "2024-03-04T09:05:06Z"),
            ("4.3.2024 9.05", "%d.%m.%Y %H.%M", "2024-03-04T09:05Z"),
            ("20240304_090506", "%Y%m%d_%H%M%S", "2024-03-04T09:05:06Z"),
            ("2024年03月04日 09:05", "%Y年%m月%d日 %H:%M", "2024-03-04T09:05Z"),
            ("2024年3月4日 9時05分06秒", "%Y年%m月%d日 %H時%M分%S秒", "2024-03-04T09:05:06Z"),
            ("2024-03-04 02:05 PM", "%Y-%m-%d %I:%M %p", "2024-03-04T14:05Z"),
            ("2024-03-04 09:05:06 +0100 UTC", "%Y-%m-%d %H:%M:%S %z UTC", "2024-03-04T08:05:06Z"),
            ("Mon Mar 04 09:05:06 +0000 2024", "%A %B %d %H:%M:%S %z %Y", "2024-03-04T09:05:06Z"),
            (
                "Mon Mar 04 2024 09:05:06 GMT+0100 (Central European Standard Time)",
                "%A %B %d %Y %H:%M:%S GMT%z (Central European Standard Time)",
                "2024-03-04T08:05:06Z",
            ),
            ("2024-03-04 09:05:06,250 Z", "%Y-%m-%d %H:%M:%S,%3f Z", "2024-03-04T09:05:06.25Z"),
        ] {
            let shape = StampShape::of(text);
            assert_eq!(shape, Some(StampShape::Patterns(vec![expected.to_owned()])), "{text}");
            let format = StampFormat::named(expected).expect("it tells a moment");
            let stamp = format.read(text, Some(Zone::UTC));
            let at = parse_stamp(moment, None).expect("a moment");
            assert_eq!(stamp.map(|stamp| stamp.at), Ok(at), "{text}");
        }
    }

    /// Each pattern of a date that can be several days reads it.
    #[test]
    fn a_date_that_can_be_several_days_has_a_pattern_for_each() {
        for (text, expected) in [
            ("05.10.22 14:00", &["%d.%m.%y %H:%M", "%y.%m.%d %H:%M"][..]),
            ("5.10.22 14:00", &["%d.%m.%y %H:%M"]),
            ("10/5/22 14:00", &["%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%y/%m/%d %H:%M"]),
            ("05-10-2022 14:00", &["%d-%m-%Y %H:%M", "%m-%d-%Y %H:%M"]),
            ("10/5/2022, 2:00:00 PM", &["%d/%m/%Y, %I:%M:%S %p", "%m/%d/%Y, %I:%M:%S %p"]),
            ("05-Oct-22 14:00", &["%d-%B-%y %H:%M", "%y-%B-%d %H:%M"]),
        ] {
            let patterns = expected.iter().map(|pattern| (*pattern).to_owned()).collect();
            assert_eq!(StampShape::of(text), Some(StampShape::Patterns(patterns)), "{text}");
            for pattern in expected {
                let format = StampFormat::named(pattern).expect("it tells a moment");
                assert!(format.read(text, Some(Zone::UTC)).is_ok(), "{text} as {pattern}");
            }
        }
    }

    #[test]
    fn a_stamp_without_a_year_is_known_as_one() {
        for (text, expected) in
            [("Oct  5 14:00:00", "%Y %B %d %H:%M:%S"), ("05.10. 14:00", "%Y %d.%m. %H:%M")]
        {
            let shape = Some(StampShape::WithoutYear(expected.to_owned()));
            assert_eq!(StampShape::of(text), shape, "{text}");
        }
    }

    #[test]
    fn what_is_no_stamp_has_no_shape() {
        for text in [
            "",
            "14:00",
            "200",
            "133 ms",
            "1.2.3",
            "10.0.0.1",
            "up 5",
            "5 of 7",
            "2022-10",
            "2022-10-05 14",
            "Oct 2022",
            "v1.2.2022 beta",
            "100%",
            "1664977320",
        ] {
            assert_eq!(StampShape::of(text), None, "{text}");
        }
    }

    mod laws {
        use super::*;
        use proptest::prelude::*;
        use proptest::test_runner::FileFailurePersistence::Direct;

        proptest! {
            #![proptest_config(ProptestConfig {
                failure_persistence: Some(Box::new(Direct("tests/regressions/stamp_shapes.txt"))),
                ..ProptestConfig::default()
            })]

            #[test]
            fn no_text_panics(text in "(\\PC|Mar|年|h|[0-9]{1,4}|[ :./+-]){0,16}") {
                if let Some(StampShape::Patterns(patterns)) = StampShape::of(&text) {
                    prop_assert!(!patterns.is_empty());
                    for pattern in patterns {
                        let _ = StampFormat::named(&pattern);
                    }
                }
            }
        }
    }
}
