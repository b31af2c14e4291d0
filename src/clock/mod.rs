//! What is time here: instants, spans, brackets, sets of spans, zones, reading and writing them.
//!
//! chrono and chrono-tz live in this room alone. Inside the tool an instant is UTC, in microseconds
//! (M1).

mod format;
mod interval_set;
mod parse;
mod stamp_format;
mod timestamp_reader;
mod zone;

pub use format::{length, length_range, length_up, rfc3339, short_utc};
pub use interval_set::IntervalSet;
pub use parse::{Range, StampError, parse_length, parse_range, parse_stamp};
pub use stamp_format::{StampFormat, Unit, UnknownFormat, unix_seconds};
pub use timestamp_reader::TimestampReader;
pub use zone::{UnknownZone, Zone};

/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1_000;
/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Microseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Microseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// A moment: microseconds since 1970-01-01T00:00Z, UTC (M1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment `us` microseconds later (earlier when negative); stops at the ends of the scale.
    pub fn plus(self, us: i64) -> Instant {
        Instant(self.0.saturating_add(us))
    }

    /// Microseconds from `earlier` to this moment; negative when it is later.
    pub fn since(self, earlier: Instant) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// From `from`, included, until `until`, excluded (M1). Never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    from: Instant,
    until: Instant,
}

impl Span {
    /// The span `[from, until)`, or `None` where it would be empty.
    pub fn new(from: Instant, until: Instant) -> Option<Span> {
        (from < until).then_some(Span { from, until })
    }

    /// What was seen at `first`, at `last` and between them: `[first, last + 1 µs)`. `None` if they
    /// are the wrong way round.
    pub fn seen(first: Instant, last: Instant) -> Option<Span> {
        Span::new(first, last.plus(1)).filter(|_| first <= last)
    }

    /// First moment inside.
    pub fn from(self) -> Instant {
        self.from
    }

    /// First moment after.
    pub fn until(self) -> Instant {
        self.until
    }

    /// Last moment inside.
    pub fn last(self) -> Instant {
        self.until.plus(-1)
    }

    /// Its end for readers: where it closes at a probe, which is a microsecond before its end, the
    /// probe; else the end.
    pub fn shown_until(self) -> Instant {
        if self.last().0.rem_euclid(MILLISECOND) == 0 { self.last() } else { self.until }
    }

    /// Microseconds from the first moment inside to the first after.
    pub fn length(self) -> i64 {
        self.until.since(self.from)
    }

    /// Microseconds between the first and the last moment inside: 0 for a single probe.
    pub fn extent(self) -> i64 {
        self.last().since(self.from)
    }

    /// Whether `at` lies inside.
    pub fn contains(self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }

    /// What both spans hold.
    pub fn intersection(self, other: Span) -> Option<Span> {
        Span::new(self.from.max(other.from), self.until.min(other.until))
    }
}

/// An edge known only to lie in `(after, by]`; a missing end is off the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bracket {
    /// The last moment at which the change had certainly not happened.
    pub after: Option<Instant>,
    /// The first moment at which it certainly had.
    pub by: Option<Instant>,
}

impl Bracket {
    /// Whether `at` can be the edge.
    pub fn contains(self, at: Instant) -> bool {
        self.after.is_none_or(|after| after < at) && self.by.is_none_or(|by| at <= by)
    }
}
