//! A finished chart, and why one cannot be made.

use plotters::drawing::DrawingAreaErrorKind;
use std::convert::Infallible;

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Name of its files, without an ending, such as `sites-down`.
    pub name: String,
    /// Title: the finding, in one sentence.
    pub title: String,
    /// Description in words, for readers who do not see the drawing.
    pub alt: String,
    /// The drawing, as an SVG document.
    pub svg: String,
    /// The drawing for the PNG file, where it differs: with substitutes for names that the shipped
    /// font cannot show.
    pub picture: Option<String>,
    /// Where readers of the page find it.
    pub placement: Placement,
    /// Whether it is shown in a size of its own, which its PNG file has, too.
    pub(super) is_scaled: bool,
    /// Pixels by which it is higher than its frame, of which something is to be left out; 0 of a
    /// finished chart.
    pub(super) excess: i32,
}

impl Chart {
    /// Returns the drawing for a page where the element with the id `words` says what it shows: a
    /// page says so once.
    pub fn described_by(&self, words: &str) -> String {
        let described = self.svg.split_once("<desc");
        match described.and_then(|(head, rest)| Some((head, rest.split_once("</desc>\n")?.1))) {
            Some((head, drawing)) => {
                let head =
                    head.replacen("<svg ", &format!("<svg aria-describedby=\"{words}\" "), 1);
                format!("{head}{drawing}")
            }
            None => self.svg.clone(),
        }
    }

    /// Returns the drawing for the PNG file, as an SVG document.
    pub fn picture(&self) -> &str {
        self.picture.as_deref().unwrap_or(&self.svg)
    }
}

/// Where readers of the page find a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// At the head of the page.
    Lead,
    /// In the page itself, folded.
    InPage,
    /// In files of its own, to which the page links.
    Linked,
}

/// Reason why a chart cannot be made: a fault of this program, not of its input.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The shipped font cannot be read.
    #[error("the shipped font cannot be read")]
    Font,
    /// Drawing failed.
    #[error("a chart cannot be drawn: {0}")]
    Drawing(#[from] DrawingAreaErrorKind<Infallible>),
    /// The SVG cannot be read back.
    #[error("a chart cannot be read back: {0}")]
    Parsing(#[from] resvg::usvg::Error),
    /// The PNG cannot be made, at this width and height in pixels.
    #[error("a chart of {0} by {1} pixels cannot be made into a picture")]
    Picture(u32, u32),
}
