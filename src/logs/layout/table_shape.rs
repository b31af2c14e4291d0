//! Keys for tables that have no row for each probe: a column for each site or each moment, or a row
//! for each period.

use crate::model::Status;

/// Kind of the cells of a table with a column for each site or each moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CellMeaning {
    StatusCode,
    /// Words for a result.
    Result,
    /// Words for an error.
    Error,
    /// Answer times in milliseconds.
    LatencyMs,
    /// Answer times in seconds.
    LatencyS,
}

impl CellMeaning {
    /// Every kind, by the word in `cells`.
    pub(crate) const ALL: [(&'static str, CellMeaning); 5] = [
        ("status_code", CellMeaning::StatusCode),
        ("result", CellMeaning::Result),
        ("error", CellMeaning::Error),
        ("latency_ms", CellMeaning::LatencyMs),
        ("latency_s", CellMeaning::LatencyS),
    ];
}

/// Choice of the columns of a wide table that hold a site each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SiteHeadings {
    /// All that are nothing else.
    Others,
    /// Headings named one by one.
    Named(Vec<String>),
}

/// State of a site between the periods of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum StateBetween {
    /// Nobody knows.
    #[default]
    Unknown,
    /// Nobody knows, but at both ends of a period of down: the entry says that each began and ended
    /// as the list has it.
    UpAtEnds,
    /// Up: the entry says that the list is complete.
    Up,
}

/// Form of what a layout reads that can be a table, JSON or lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum InnerFormat {
    /// A table in CSV.
    #[default]
    Csv,
    /// JSON of any shape, by paths.
    Json,
    /// Lines of any form, as the key `format` says.
    Lines,
}

/// Shape of a table that has no row for each probe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TableShape {
    /// Kind of its cells; `None` where a rule says what they mean, or none is needed.
    pub(crate) cells: Option<CellMeaning>,
    /// Headings that are sites; `None` where the entry does not say.
    pub(crate) sites: Option<SiteHeadings>,
    /// Headings that are neither sites nor moments.
    pub(crate) except: Vec<String>,
    /// Addresses of the destinations of runs, whose other rows are hops on the way.
    pub(crate) addresses: Vec<String>,
    /// State that every period has; `None` where a column says it.
    pub(crate) state: Option<Status>,
    /// State between periods.
    pub(crate) between: StateBetween,
    /// Time between the probes behind a list of periods, in microseconds; 0 where the entry does
    /// not say it.
    pub(crate) interval_us: i64,
    /// Form of the file.
    pub(crate) inside: InnerFormat,
}

impl TableShape {
    /// Says whether two tables can have a site in common, as far as their entries tell.
    pub(crate) fn shares_sites(&self, other: &TableShape) -> bool {
        match (&self.sites, &other.sites) {
            (Some(SiteHeadings::Named(ours)), Some(SiteHeadings::Named(theirs))) => {
                ours.iter().any(|site| theirs.contains(site))
            }
            _ => true,
        }
    }
}
