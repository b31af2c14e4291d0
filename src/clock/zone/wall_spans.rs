//! Days of a zone's wall clock, and hours of its days.

use super::Zone;
use crate::clock::duration::SECOND;
use crate::clock::instant::Instant;
use crate::clock::span::Span;

impl Zone {
    /// Cuts a time at each whole multiple of `step_us` on this zone's wall clock, and where the
    /// clocks change: with a step of a day or of an hour, no part has moments of two days, or of
    /// two hours.
    pub(crate) fn wall_spans(self, time: Span, step_us: i64) -> impl Iterator<Item = Span> {
        let mut from = time.from();
        std::iter::from_fn(move || {
            let tick = self.next_tick(from.plus(1), step_us).max(from.plus(1));
            let until = self.change_of_clocks(from, tick).min(time.until());
            let span = Span::new(from, until)?;
            from = until;
            Some(span)
        })
    }

    /// Returns the first whole second after `from` at which the clocks are ahead of UTC by another
    /// time than at `from`; `until` where the two are alike there.
    fn change_of_clocks(self, from: Instant, until: Instant) -> Instant {
        let before_us = self.offset_us(from);
        if self.offset_us(until.plus(-1)) == before_us {
            return until;
        }
        let (mut before, mut after) = (from.0.div_euclid(SECOND), (until.0 - 1).div_euclid(SECOND));
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            let is_before = self.offset_us(Instant(middle * SECOND)) == before_us;
            (before, after) = if is_before { (middle, after) } else { (before, middle) };
        }
        Instant(after.saturating_mul(SECOND)).max(from.plus(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::duration::{DAY, HOUR};
    use chrono::DateTime;

    fn at(text: &str) -> Instant {
        let moment = DateTime::parse_from_rfc3339(text).expect("the test writes a stamp");
        Instant(moment.timestamp_micros())
    }

    /// Writes the parts of a time: day or hour, and the hours that it lasts.
    fn parts(zone: &str, [from, until]: [&str; 2], step_us: i64, format: &str) -> Vec<String> {
        let zone = Zone::named(zone).expect("the test names a zone");
        let time = Span::new(at(from), at(until)).expect("not empty");
        let hours = |span: Span| span.length() as f64 / HOUR as f64;
        let part = |span: Span| format!("{} {}", zone.format(span.from(), format), hours(span));
        zone.wall_spans(time, step_us).map(part).collect()
    }

    #[test]
    fn days_end_at_midnight_whatever_the_clocks_do() {
        let forward = ["2022-03-13T04:00:00Z", "2022-03-14T05:00:00Z"];
        assert_eq!(
            parts("America/New_York", forward, DAY, "%m-%d"),
            ["03-12 1", "03-13 2", "03-13 21", "03-14 1"]
        );
        let back = ["2022-11-06T04:00:00Z", "2022-11-07T06:00:00Z"];
        assert_eq!(
            parts("America/New_York", back, DAY, "%m-%d"),
            ["11-06 2", "11-06 23", "11-07 1"]
        );
        let night = ["2022-10-05T22:30:00Z", "2022-10-06T01:00:00Z"];
        assert_eq!(parts("UTC", night, DAY, "%m-%d"), ["10-05 1.5", "10-06 1"]);
    }

    #[test]
    fn hours_end_at_the_hour_of_the_wall_clock() {
        // Kathmandu is 5 h 45 min ahead.
        let noon = ["2022-10-05T06:00:00Z", "2022-10-05T08:00:00Z"];
        assert_eq!(parts("Asia/Kathmandu", noon, HOUR, "%H"), ["11 0.25", "12 1", "13 0.75"]);
        // The clocks of Lord Howe go forward by half an hour at 02:00.
        let forward = ["2022-10-01T14:30:00Z", "2022-10-01T16:30:00Z"];
        assert_eq!(parts("Australia/Lord_Howe", forward, HOUR, "%H"), ["01 1", "02 0.5", "03 0.5"]);
    }
}
