//! The charts, one file for each, drawn once as SVG with real text. A new one is a new file and one line in [`all`].

mod availability;
mod axis;
mod canvas;
mod claims;
mod durations;
mod encode;
mod frame;
mod ink;
mod lengths;
mod letters;
mod marks;
mod raster;
mod recovery;
mod rows;
mod sites_down;
mod timeline;
mod widths;
mod words;

use super::share::{self, Work};
use crate::model::Report;
use plotters::drawing::DrawingAreaErrorKind;

pub use raster::Press;

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its name, for files.
    pub name: &'static str,
    /// Its title: the finding.
    pub title: String,
    /// What it shows, in words, for those who do not see it.
    pub alt: String,
    /// The drawing.
    pub svg: String,
}

/// Why a chart cannot be made: a fault of this program, not of its input.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The shipped font cannot be read.
    #[error("the shipped font cannot be read")]
    Font,
    /// Drawing failed.
    #[error("a chart cannot be drawn: {0}")]
    Drawing(#[from] DrawingAreaErrorKind<std::io::Error>),
    /// The drawing cannot be read back.
    #[error("a chart cannot be read back: {0}")]
    Parsing(#[from] resvg::usvg::Error),
    /// The picture cannot be made.
    #[error("a chart of {0} by {1} pixels cannot be made into a picture")]
    Picture(u32, u32),
}

/// Every chart, in the order in which they are shown.
///
/// # Errors
/// Where drawing fails.
pub fn all(report: &Report) -> Result<Vec<Chart>, ChartError> {
    letters::register()?;
    let charts = [timeline::chart, sites_down::chart, recovery::chart, availability::chart, durations::chart, claims::chart];
    let work = charts.into_iter().map(|chart| -> Work<'_, _> { Box::new(move || chart(report)) });
    share::done(work.collect()).into_iter().collect()
}
