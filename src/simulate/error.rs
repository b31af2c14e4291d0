//! Errors of a scenario, with what to write instead.

use crate::clock::{StampError, UnknownZone};
use crate::model::system_words;
use crate::model::{grouped, plural};
use crate::output::OutputError;

/// Error of a scenario file, with its place.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// The file is not TOML, or has unknown keys.
    #[error("{path}:{line}:{column}: {message}")]
    Toml {
        /// Path of the file.
        path: String,
        /// Line of the file, from 1.
        line: usize,
        /// Column of the line, from 1.
        column: usize,
        /// Message of the parser.
        message: String,
    },
    /// A value is not allowed.
    #[error("{path}:{line}:{column}: {key}: {problem}")]
    Key {
        /// Path of the file.
        path: String,
        /// Line of the file, from 1.
        line: usize,
        /// Column of the line, from 1.
        column: usize,
        /// The key, or the column's name.
        key: &'static str,
        /// Problem of the value.
        problem: Box<Problem>,
    },
    /// A key is missing.
    #[error("{path}: {problem}")]
    Missing {
        /// Path of the file.
        path: String,
        /// Problem of the file.
        problem: Box<Problem>,
    },
}

/// Problem of a value, with what to write instead.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The text is not a time or not a length.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// The text is not a time zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// An end does not come after its start.
    #[error("`until` ({until}) is not after `from` ({from})")]
    EmptySpan {
        /// The start.
        from: String,
        /// The end.
        until: String,
    },
    /// A time lies outside the scenario, so that no probe can see it.
    #[error(
        "this time lies outside the scenario, which runs from {from} until {until}; move the one \
         or the other"
    )]
    Outside {
        /// Start of the scenario.
        from: String,
        /// End of the scenario.
        until: String,
    },
    /// The scenario has no site, group or vantage of this name.
    #[error("no {what} `{name}`; {hint}")]
    Unknown {
        /// Word for the thing: `site`, `group` or `vantage`.
        what: &'static str,
        /// The name as written.
        name: String,
        /// Words that say what to write instead.
        hint: String,
    },
    /// A name stands twice.
    #[error("`{0}` stands twice; give each its own")]
    Repeated(String),
    /// A name cannot be that of a file.
    #[error("`{0}` cannot name a file; use lower-case letters, digits, `-` and `_`")]
    NotAName(String),
    /// A length that is nothing.
    #[error("the length must be longer than nothing")]
    NoLength,
    /// The jitter could turn the order of two probes.
    #[error("the jitter must be shorter than the cadence")]
    Jitter,
    /// A share is not from 0 to 1.
    #[error("`{0}` is not a share; write a number from 0 to 1, such as `0.002`")]
    NotAShare(f64),
    /// A status code is not of the right kind.
    #[error("`{found}` is not a status code of that kind; write {expected}")]
    NotACode {
        /// The code as written.
        found: u16,
        /// Words that say which codes are allowed.
        expected: &'static str,
    },
    /// An error word is not known.
    #[error("`{0}` is not an error; write `dns`, `connect`, `tls`, `timeout` or `reset`")]
    NotAnError(String),
    /// An outage has a status and an error.
    #[error("an outage has a `status` or an `error`, not both")]
    TwoAnswers,
    /// A site has two faults at one time.
    #[error(
        "`{site}` has two faults at {at}; end the one before the other begins, or list other \
         sites"
    )]
    Overlap {
        /// Name in the scenario.
        site: String,
        /// Moment at which both hold.
        at: String,
    },
    /// The outages do not fit into the time.
    #[error(
        "no room for {} of up to {longest}; lengthen the scenario, or write fewer or shorter \
         ones",
        plural(u64::from(*count), "outage")
    )]
    TooMany {
        /// Number of outages of a site.
        count: u32,
        /// The longest length of an outage, in words.
        longest: String,
    },
    /// A number of sites is out of range.
    #[error("`{0}` is not a number of sites; write 1 to 99999")]
    NotACount(u32),
    /// A file of sites cannot be read.
    #[error("cannot read {path}: {reason}")]
    Sites {
        /// Path of the file.
        path: String,
        /// Reason in words.
        reason: String,
    },
    /// The scenario has more probes than are written.
    #[error(
        "with this vantage the scenario comes to {} probes, and at most {} are written; make the \
         cadence longer, the time shorter or the sites fewer", grouped(.probes), grouped(.most)
    )]
    TooManyProbes {
        /// Number of probes.
        probes: u128,
        /// Most probes of a scenario.
        most: u128,
    },
    /// The scenario has more sites than are probed.
    #[error("there are more than {} sites; write fewer", grouped(.0))]
    TooManySites(usize),
    /// The scenario has more vantages than logs are written at once.
    #[error("there are more than {} vantages; write fewer", grouped(.0))]
    TooManyVantages(usize),
    /// The scenario has more faults than are held.
    #[error(
        "this comes to {} outages and challenges, and at most {} are held; write fewer, or longer \
         ones", grouped(.faults), grouped(.most)
    )]
    TooManyFaults {
        /// Number of faults.
        faults: u64,
        /// Most faults of a scenario.
        most: u64,
    },
    /// The scenario has no site.
    #[error("no site to probe; write `sites = \"sites.csv\"`, a `[[site]]` or a `[generate]`")]
    NoSite,
    /// The scenario has no vantage.
    #[error("no vantage to probe from; write a `[[vantage]]` with a `name` and a `cadence`")]
    NoVantage,
    /// A vantage from which no probe is written.
    #[error(
        "vantage `{0}`: its log would have no row, as no probe of it is due between `from` and \
         `until`, or its gaps and losses take each of them; give it sites, an earlier `offset`, \
         a shorter `cadence`, fewer `gaps`, or leave it out"
    )]
    NoRow(String),
    /// A vantage has no cadence.
    #[error("`{0}` has no cadence; write `cadence = \"1m\"` here or under `[probes]`")]
    NoCadence(String),
}

/// Error of logs that cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// A file that cannot be put in its place.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// A file that cannot be written.
    #[error(transparent)]
    Write(#[from] WriteFault),
}

/// Error of a file that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be written ({}); name another place with -o", system_words(.source))]
pub struct WriteFault {
    /// Path of the file.
    pub path: String,
    /// Error of the system.
    pub source: std::io::Error,
}

/// Returns a hint for an unknown name: the nearest of `known` as a question, else one of them.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let best = known
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((score, near)) if score > 0.8 => format!("did you mean `{near}`?"),
        Some((_, one)) => format!("there is `{one}`, for one"),
        None => "there is none at all".to_owned(),
    }
}
