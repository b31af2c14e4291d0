//! Reasons for which a text is not a time, and what to write instead.

/// A text that is not a time, an interval or a length, with what to write instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// A wall clock without an offset, and no zone was declared.
    #[error(
        "`{0}` has no UTC offset; write it as `{0}Z` if it is in UTC, else declare `zone` for its \
         source, or with files named one by one add --zone, such as --zone Europe/Berlin"
    )]
    NoOffset(String),
    /// A wall clock that a change of the clocks skipped.
    #[error(
        "`{text}` does not exist in {zone}: the clocks skipped it; write it with its UTC offset"
    )]
    Skipped {
        /// The text as written.
        text: String,
        /// The declared zone.
        zone: &'static str,
    },
    /// A wall clock that a change of the clocks showed twice.
    #[error(
        "`{text}` happened twice in {zone}: the clocks went back; write it with its UTC offset, \
         or doubled_hour = \"in-order\" in the [[probes]] of a log whose rows stand in order"
    )]
    Twice {
        /// The text as written.
        text: String,
        /// The declared zone.
        zone: &'static str,
    },
    /// A wall clock with the abbreviation of another zone than the declared one.
    #[error("`{text}` names {named}, but the clocks of {zone} go by {shown} then; correct `zone`")]
    OtherZone {
        /// The text as written.
        text: String,
        /// The abbreviation in it.
        named: Box<str>,
        /// The declared zone.
        zone: &'static str,
        /// The abbreviation of the declared zone at that time.
        shown: Box<str>,
    },
    /// A weekday that is not that date's.
    #[error("`{text}` names a {named}, but that date was a {was}; correct the one or the other")]
    Weekday {
        /// The text as written.
        text: String,
        /// The weekday named.
        named: String,
        /// The weekday of the date.
        was: String,
    },
    /// An interval that ends before it begins.
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    /// A text that is not a time.
    #[error("`{0}` is not a time; write it as `2022-10-05T13:42:00Z`")]
    NotATime(String),
    /// A time in a year that is not believed.
    #[error(
        "`{0}` lies outside the years 1970 to 2200; write the year with four digits, as in \
         `2022-10-05T13:42:00Z`"
    )]
    Year(String),
    /// A number that does not count in the declared unit, or no number.
    #[error("`{text}` is no number of {unit} since 1970 that lies between 1990 and 2100{hint}")]
    NotUnix {
        /// The text as written.
        text: String,
        /// The unit in which it should count.
        unit: &'static str,
        /// The unit in which it likely counts, and what to write; empty where none fits.
        hint: String,
    },
    /// A text that is no number of days as workbook programs count them.
    #[error("`{0}` is no number of days since 1899 that lies between 1990 and 2100")]
    NotSheetDays(String),
    /// A text that is not written in the declared format.
    #[error("`{text}` is not written as `{format}`; correct `time_format` or the row")]
    NotInFormat {
        /// The text as written.
        text: String,
        /// The declared format.
        format: String,
    },
    /// A text that is neither a time nor an interval.
    #[error(
        "`{0}` is not a time or an interval; write `2022-10-05T13:42-04:00`, `2022-10-05T14`, \
         `2022-10-05`, `from/until`, `../until` or `from/..`; or say the form of all times in the \
         entry of the file, such as time_format = \"%m/%d/%Y %I:%M %p\""
    )]
    NotARange(String),
    /// A text that is not a length.
    #[error("`{0}` is not a length; write a number and a unit, such as `90s`, `5m`, `12h` or `3d`")]
    NotALength(String),
}
