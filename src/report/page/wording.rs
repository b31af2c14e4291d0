//! Words that all parts of the page share: moments, and how many rows are shown.

use crate::clock::{Range, SECOND, Zone};
use crate::model::safe_text::safe_text;
use crate::report::wording::grouped;
pub(super) use crate::report::wording::{DAY_FORM, moment, whole_days};

/// Most rows of a kind shown on the page; the tables hold all.
pub(super) const MOST: usize = 300;

/// Returns the sentence where not all rows are shown: which are, and which table holds the rest;
/// else empty.
pub(super) fn more(which: &str, all: usize, table: &str) -> String {
    if all <= MOST {
        return String::new();
    }
    format!("Only the {MOST} {which} of {} are shown; {table} holds all.", grouped(all))
}

/// Counts the ids or names that are not shown: `and 4 more`; empty where all are.
pub(super) fn more_words(others: usize) -> String {
    if others == 0 { String::new() } else { format!("and {} more", grouped(others)) }
}

/// Writes the time of a claim as its source does, and from when to when it is read: a time as
/// written has mostly no zone. Empty where the claim has none.
pub(super) fn time_words(zone: Zone, written: &str, range: Option<Range>) -> String {
    let written = safe_text(written);
    let Some(Range { earliest, latest }) = range else { return written };
    let days =
        earliest.zip(latest).and_then(|(from, until)| whole_days(zone, from, until, DAY_FORM));
    if let Some(days) = days {
        return format!("{written} (read as {days})");
    }
    let from = earliest.map_or_else(|| "an open beginning".to_owned(), |at| moment(zone, at));
    let read = match (earliest, latest) {
        (Some(first), Some(end)) if end.0.saturating_sub(first.0) <= SECOND => from,
        (_, Some(end)) => format!("{from} to {}", moment(zone, end)),
        (_, None) => format!("{from} to an open end"),
    };
    format!("{written} (read as {read})")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Instant, MINUTE};

    #[test]
    fn a_time_as_written_is_reported_with_the_time_as_read() {
        let zone = Zone::named("America/New_York").expect("the zone is known");
        let noon = Instant(1_664_985_600 * SECOND);
        let words = |earliest, latest| time_words(zone, "noon", Some(Range { earliest, latest }));
        let day = "2022-10-05 12:00:00 EDT (16:00:00 UTC)";
        assert_eq!(words(Some(noon), Some(noon.plus(SECOND))), format!("noon (read as {day})"));
        assert_eq!(
            words(Some(noon), Some(noon.plus(MINUTE))),
            format!("noon (read as {day} to 2022-10-05 12:01:00 EDT (16:01:00 UTC))")
        );
        assert_eq!(words(Some(noon), None), format!("noon (read as {day} to an open end)"));
        assert_eq!(words(None, Some(noon)), format!("noon (read as an open beginning to {day})"));
        assert_eq!(time_words(zone, "", None), "");
    }
}
