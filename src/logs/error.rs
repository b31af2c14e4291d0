//! Errors that stop the reading of probe logs.

use crate::files::ReadError;
use crate::model::{Memory, grouped};
use std::io;

/// Why probe logs cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A file that cannot be read.
    #[error(transparent)]
    File(#[from] ReadError),
    /// Logs without one usable row.
    #[error("{files}: the probe logs hold no usable row{refused}; nothing can be measured")]
    NoRows {
        /// Paths as shown, in the order of reading, separated by commas.
        files: String,
        /// Number of refused rows, and the first of them.
        refused: String,
    },
    /// A name that two sites of `sites.csv` have.
    #[error(
        "the probe logs name `{name}`, which can be {sites}: these have one address in sites.csv, \
         where `http`, `www.` and a final `/` make no difference; make the `url` of one just what \
         the log says, or write its id in the log"
    )]
    AmbiguousSite {
        /// The name as written.
        name: String,
        /// The sites' ids.
        sites: String,
    },
    /// One file in two sources that read the same of it.
    #[error(
        "`{0}` is named by two [[probes]] entries that take the outcome from the same columns, so \
         that each of its rows would count as two probes; leave it out of one, or give each other \
         `columns`"
    )]
    ReadTwice(String),
    /// One log in two sources.
    #[error(
        "`{one}` and `{other}` hold the same bytes, and the probes of two [[probes]] entries count \
         as those of two places; name the log in one of them"
    )]
    Copies {
        /// A file.
        one: String,
        /// A file with the bytes of `one`.
        other: String,
    },
    /// A log of changes in which one site has two spellings that may be two sites.
    #[error(
        "a log of changes has the site `{site}` under two names, {names}, and what it says of one \
         would end what it said of the other; write one of them as an id into sites.csv where \
         they are two sites, or else leave one of them out of the log"
    )]
    TwoNames {
        /// The site's id.
        site: String,
        /// Quoted, sorted, separated by commas.
        names: String,
    },
    /// More series than any archive has.
    #[error(
        "{path}:{line}: more than {most} pairs of site and vantage; is `site` the right column?"
    )]
    TooManySeries {
        /// The file.
        path: String,
        /// The line at which it was noticed.
        line: u64,
        /// The limit.
        most: usize,
    },
    /// Results that change more often than can be held.
    #[error(
        "{path}: with it the results of the probes change more than {} times; {}",
        grouped(.most),
        Memory::too_many_runs(*.most)
    )]
    TooManyRuns {
        /// The file at which it was noticed.
        path: String,
        /// The limit.
        most: usize,
    },
    /// A system that gives no more threads.
    #[error("no thread could be started to read with: {0}")]
    Threads(io::Error),
}
