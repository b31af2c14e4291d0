//! Zones: only while reading and while showing (M2).

use super::{Instant, SECOND};
use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// Months of a year.
const MONTHS: i32 = 12;

/// A named zone of the IANA database, such as `America/New_York`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// A name that is not in the IANA database, with the nearest that is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a time zone; {hint}")]
pub struct UnknownZone {
    /// What was written.
    pub name: String,
    /// What to write instead.
    pub hint: String,
}

impl Zone {
    /// UTC itself.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// The zone of that name.
    ///
    /// # Errors
    /// [`UnknownZone`], with the nearest name, where there is none.
    pub fn named(name: &str) -> Result<Zone, UnknownZone> {
        name.parse::<Tz>().map(Zone).map_err(|_| {
            let near = chrono_tz::TZ_VARIANTS
                .iter()
                .map(|zone| {
                    (
                        strsim::jaro_winkler(&zone.name().to_lowercase(), &name.to_lowercase()),
                        zone.name(),
                    )
                })
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let hint = match near {
                Some((score, near)) if score > 0.85 => format!("did you mean `{near}`?"),
                _ => "write an IANA name such as `America/New_York` or `UTC`".to_owned(),
            };
            UnknownZone { name: name.to_owned(), hint }
        })
    }

    /// The name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The moments a wall clock in this zone can mean: none (skipped), one, or two (shown twice),
    /// earlier first.
    pub(super) fn moments(self, wall: NaiveDateTime) -> Vec<Instant> {
        let micros = |moment: DateTime<Tz>| Instant(moment.timestamp_micros());
        match self.0.from_local_datetime(&wall) {
            MappedLocalTime::None => Vec::new(),
            MappedLocalTime::Single(one) => vec![micros(one)],
            MappedLocalTime::Ambiguous(a, b) => {
                let (a, b) = (micros(a), micros(b));
                vec![a.min(b), a.max(b)]
            }
        }
    }

    /// The moment as this zone's wall clock, in a chrono format. Empty where it is outside the
    /// years that chrono knows.
    pub fn format(self, at: Instant, format: &str) -> String {
        DateTime::<Utc>::from_timestamp_micros(at.0)
            .map(|utc| utc.with_timezone(&self.0).format(format).to_string())
            .unwrap_or_default()
    }

    /// The first moment at or after `at` that is a whole multiple of `step` microseconds on this
    /// zone's wall clock.
    pub fn next_tick(self, at: Instant, step: i64) -> Instant {
        let offset = self.offset(at);
        let wall = at.0.saturating_add(offset);
        Instant(
            wall.div_euclid(step)
                .saturating_add(i64::from(wall.rem_euclid(step) != 0))
                .saturating_mul(step)
                .saturating_sub(offset),
        )
    }

    /// The first moment at or after `at` at which a month begins on this zone's wall clock; every
    /// `months`-th month counts, from January of year 0. `None` outside the years that chrono
    /// knows.
    pub fn next_month(self, at: Instant, months: i32) -> Option<Instant> {
        let wall =
            DateTime::<Utc>::from_timestamp_micros(at.0)?.with_timezone(&self.0).naive_local();
        let number = (wall.year() * MONTHS + wall.month0() as i32).div_euclid(months) * months;
        let begins = |number: i32| {
            let day = NaiveDate::from_ymd_opt(
                number.div_euclid(MONTHS),
                number.rem_euclid(MONTHS) as u32 + 1,
                1,
            )?;
            // Some clocks are put forward at midnight; then the day begins an hour later.
            [0, 1]
                .into_iter()
                .find_map(|hour| self.moments(day.and_hms_opt(hour, 0, 0)?).first().copied())
        };
        [number, number + months, number + 2 * months]
            .into_iter()
            .filter_map(begins)
            .find(|begin| *begin >= at)
    }

    /// Microseconds that this zone's wall clock is ahead of UTC at a moment.
    fn offset(self, at: Instant) -> i64 {
        use chrono::Offset;
        DateTime::<Utc>::from_timestamp_micros(at.0)
            .map(|utc| {
                i64::from(utc.with_timezone(&self.0).offset().fix().local_minus_utc()) * SECOND
            })
            .unwrap_or_default()
    }
}
