//! A scenario as it is meant: every name resolved, every time a moment.

use super::error::{Problem, ScenarioError};
use super::reader::Reader;
use super::rng::Share;
use super::scenario_toml::{File, Latency};
use super::{expand, faults, sites, vantages};
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::line_column;

/// A truth, and how vantages look at it.
#[derive(Debug)]
pub struct Scenario {
    pub(super) seed: u64,
    pub(super) span: Span,
    pub(super) compress: bool,
    /// By id.
    pub(super) sites: Vec<Site>,
    pub(super) vantages: Vec<Vantage>,
}

/// A site, and all that is wrong with it.
#[derive(Debug)]
pub(super) struct Site {
    pub id: String,
    pub group: Option<String>,
    /// In order of time, none overlapping another.
    pub troubles: Vec<Trouble>,
}

/// A time at which a site does not show its page.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    pub span: Span,
    pub open: Open,
    pub what: What,
    pub answer: Answer,
    /// Indices of the vantages that see it; all where `None`.
    pub vantages: Option<Vec<usize>>,
    pub note: String,
}

/// Which ends of a trouble lie outside the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Open {
    pub from: bool,
    pub until: bool,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Down,
    Challenged,
}

/// What a probe gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Status(u16),
    Error(&'static str),
}

/// A place from which sites are looked at.
#[derive(Debug)]
pub(super) struct Vantage {
    pub name: String,
    /// Indices of its sites, rising.
    pub sites: Vec<usize>,
    pub pace: Pace,
    pub loss: Share,
    pub blips: Share,
    pub latency: Latency,
    pub gaps: IntervalSet,
    pub sick: Vec<(Span, &'static str)>,
}

/// When a vantage probes; lengths in microseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub cadence: i64,
    pub jitter: i64,
    pub stagger: i64,
    pub offset: i64,
}

/// Reads a scenario; `path` is where the text stands, and where the paths in it begin.
///
/// # Errors
/// [`ScenarioError`], with line, column and key, where something in it cannot be meant.
pub fn scenario(text: &str, path: &str) -> Result<Scenario, ScenarioError> {
    let file: File = toml::from_str(text).map_err(|error| {
        let (line, column) = error.span().map_or((1, 1), |span| line_column(text, span.start));
        ScenarioError::Toml {
            path: path.to_owned(),
            line,
            column,
            message: error.message().to_owned(),
        }
    })?;
    let reader = Reader::new(text, path, &file)?;
    let mut sites = sites::read(&reader, &file)?;
    if sites.is_empty() {
        return Err(missing(Problem::NoSite, path));
    }
    let vantages = vantages::read(&reader, &file, &sites)?;
    if vantages.is_empty() {
        return Err(missing(Problem::NoVantage, path));
    }
    faults::read(&reader, &file, (&mut sites, &vantages))?;
    expand::outages(&reader, &file, &mut sites)?;
    Ok(Scenario {
        seed: file.seed,
        span: reader.span,
        compress: file.compress.unwrap_or(true),
        sites,
        vantages,
    })
}

fn missing(problem: Problem, path: &str) -> ScenarioError {
    ScenarioError::Missing { path: path.to_owned(), problem: Box::new(problem) }
}

impl Trouble {
    /// Whether a vantage sees it at a moment.
    pub fn shows(&self, vantage: usize, at: Instant) -> bool {
        self.span.contains(at) && self.vantages.as_ref().is_none_or(|seen| seen.contains(&vantage))
    }
}
