//! What can be wrong with a scenario, and what to write instead.

use crate::clock::{StampError, UnknownZone};

/// Why a scenario cannot be used, and where that stands.
#[derive(Debug, thiserror::Error)]
pub enum ScenarioError {
    /// Not the TOML that a scenario is.
    #[error("{path}:{line}:{column}: {message}")]
    Toml {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
        /// What the parser says.
        message: String,
    },
    /// A key with a value that cannot be meant.
    #[error("{path}:{line}:{column}: {key}: {problem}")]
    Key {
        /// The file.
        path: String,
        /// Its line, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
        /// The key, or the column's name.
        key: &'static str,
        /// What is wrong.
        problem: Box<Problem>,
    },
    /// A key that is missing.
    #[error("{path}: {problem}")]
    Missing {
        /// The file.
        path: String,
        /// What is missing.
        problem: Box<Problem>,
    },
}

/// What is wrong with a value.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// No time, or no length.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// No time zone.
    #[error(transparent)]
    Zone(#[from] UnknownZone),
    /// An end that does not come after its beginning.
    #[error("`until` ({until}) is not after `from` ({from})")]
    EmptySpan {
        /// The beginning.
        from: String,
        /// The end.
        until: String,
    },
    /// A time that no probe of the scenario can see.
    #[error(
        "this time lies outside the scenario, which runs from {from} until {until}; move the one \
         or the other"
    )]
    Outside {
        /// The scenario's beginning.
        from: String,
        /// The scenario's end.
        until: String,
    },
    /// A site, group or vantage that the scenario does not have.
    #[error("no {what} `{name}`; {hint}")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// What was written.
        name: String,
        /// What to write instead.
        hint: String,
    },
    /// Something that stands twice.
    #[error("`{0}` stands twice; give each its own")]
    Repeated(String),
    /// A name that cannot be a file's.
    #[error("`{0}` cannot name a file; use lower-case letters, digits, `-` and `_`")]
    NotAName(String),
    /// A length of nothing.
    #[error("the length must be longer than nothing")]
    NoLength,
    /// A jitter that could turn the order of two probes.
    #[error("the jitter must be shorter than the cadence")]
    Jitter,
    /// A share that is none.
    #[error("`{0}` is not a share; write a number from 0 to 1, such as `0.002`")]
    NotAShare(f64),
    /// A status code that does not fit.
    #[error("`{found}` is not a status code of that kind; write {expected}")]
    NotACode {
        /// What was written.
        found: u16,
        /// What could be.
        expected: &'static str,
    },
    /// An error word that is none.
    #[error("`{0}` is not an error; write `dns`, `connect`, `tls`, `timeout` or `reset`")]
    NotAnError(String),
    /// Two answers for one outage.
    #[error("an outage has a `status` or an `error`, not both")]
    TwoAnswers,
    /// Two troubles of one site at one time.
    #[error(
        "`{site}` has two troubles at {at}; end the one before the other begins, or list other \
         sites"
    )]
    Overlap {
        /// The site.
        site: String,
        /// Where both hold.
        at: String,
    },
    /// Outages that do not fit the time.
    #[error(
        "{count} outages of up to {longest} do not fit; lengthen the scenario, or write fewer or \
         shorter ones"
    )]
    TooMany {
        /// How many.
        count: u32,
        /// Their longest length, in words.
        longest: String,
    },
    /// A number of sites that is out of range.
    #[error("`{0}` is not a number of sites; write 1 to 99999")]
    NotACount(u32),
    /// A file of sites that cannot be read.
    #[error("cannot read {path}: {reason}")]
    Sites {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// No site at all.
    #[error("no site to look at; write `sites = \"sites.csv\"`, a `[[site]]` or a `[generate]`")]
    NoSite,
    /// No vantage at all.
    #[error("no vantage to look from; write a `[[vantage]]` with a `name` and a `cadence`")]
    NoVantage,
    /// A vantage without a pace.
    #[error("`{0}` has no cadence; write `cadence = \"1m\"` here or under `[probes]`")]
    NoCadence(String),
}

/// Why the logs could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {path}: {source}")]
pub struct SimulateError {
    /// The file or folder.
    pub path: String,
    /// What the system says.
    pub source: std::io::Error,
}

/// The nearest of `known` to `name`, as words: a question, or what there is.
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
