//! Events: changes of many sites at one time (M25).

use crate::clock::Instant;

/// Change that the sites of an event have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    /// The beginning of an outage of each.
    WentDown,
    /// The end of an outage of each.
    CameBack,
}

impl EventKind {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            EventKind::WentDown => "went_down",
            EventKind::CameBack => "came_back",
        }
    }
}

/// Event in which sites went down, and the one in which most of them came back (M25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPair {
    /// Id of the event in which they went down; `None` where none goes before the other.
    pub went_down: Option<String>,
    /// Id of the event in which they came back; `None` where none answers to the other.
    pub came_back: Option<String>,
}

/// Outages of many sites whose onsets, or whose recoveries, can have been at one moment (M25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Id: `E001`, by time.
    pub id: String,
    /// Change that the sites have in common.
    pub kind: EventKind,
    /// Moment after which every one of the changes was.
    pub after: Instant,
    /// Moment by which every one of the changes had been.
    pub by: Instant,
    /// Ids of the sites, sorted.
    pub sites: Vec<String>,
    /// Ids of the outages, sorted.
    pub outages: Vec<String>,
    /// Sites of a return that failed again in the same episode (M13): they were back, and not for
    /// good. 0 where sites went down.
    pub failed_again: usize,
    /// Whether each of the outages was seen from one vantage alone while most of its sites failed
    /// (M15).
    pub common_mode: bool,
}
