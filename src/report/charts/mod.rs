//! The charts, one file for each, drawn once as SVG with real text. A new one is a new file and one
//! line in [`all`].

mod availability;
mod axis;
mod canvas;
mod claim_marks;
mod claims;
mod duration_axis;
mod durations;
mod font;
mod frame;
mod multiples;
mod palette;
mod palette_png;
mod panels;
mod png_renderer;
mod recovery;
mod rows;
mod sites_down;
mod state;
mod svg_backend;
mod svg_document;
mod timeline;
mod words;

use super::parallel::{Job, in_parallel};
use crate::model::Report;
use multiples::Multiples;
use plotters::drawing::DrawingAreaErrorKind;
use std::convert::Infallible;

pub use png_renderer::PngRenderer;

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its name, for files.
    pub name: String,
    /// Its title: the finding.
    pub title: String,
    /// What it shows, in words, for those who do not see it.
    pub alt: String,
    /// The drawing.
    pub svg: String,
    /// Where readers of the page see it.
    pub shown: Shown,
}

/// Where readers of the page see a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// In the page.
    Inside,
    /// In files of its own, which the page names.
    Apart,
}

/// Why a chart cannot be made: a fault of this program, not of its input.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The shipped font cannot be read.
    #[error("the shipped font cannot be read")]
    Font,
    /// Drawing failed.
    #[error("a chart cannot be drawn: {0}")]
    Drawing(#[from] DrawingAreaErrorKind<Infallible>),
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
    font::register()?;
    let charts = [
        timeline::chart,
        sites_down::chart,
        recovery::chart,
        availability::chart,
        durations::chart,
        claims::chart,
    ];
    let multiples = Multiples::of(report);
    let pages = multiples
        .iter()
        .flat_map(|multiples| (0..multiples.pages()).map(move |page| (multiples, page)));
    let pages =
        pages.map(|(multiples, page)| -> Job<'_, _> { Box::new(move || multiples.chart(page)) });
    let work = charts.into_iter().map(|chart| -> Job<'_, _> { Box::new(move || chart(report)) });
    in_parallel(work.chain(pages).collect()).into_iter().collect()
}

/// What is said of the charts that are shown apart; nothing where there are none.
pub fn told_apart(report: &Report) -> String {
    multiples::told(report)
}
