//! A finished chart, and why one cannot be made.

mod cuts;

pub(crate) use cuts::Band;
pub(super) use cuts::Cuts;

use super::form::Form;
use plotters::drawing::DrawingAreaErrorKind;
use std::convert::Infallible;

/// A finished chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Name of its files, without an ending, such as `sites-down`; that of a narrow form ends with
    /// `-tablet` or `-phone`.
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
    /// Width of the page that it is for.
    pub(crate) form: Form,
    /// Size of the drawing, and where it may be cut.
    pub(super) cuts: Cuts,
    /// Whether it is shown in a size of its own, which its PNG file has, too.
    pub(super) is_scaled: bool,
    /// Pixels by which it is higher than its frame, of which something is to be left out; 0 of a
    /// finished chart.
    pub(super) excess: i32,
}

impl Chart {
    /// Returns the name by which it is asked for.
    pub fn asked_name(&self) -> &str {
        Form::chart_of(&self.name)
    }

    /// Says whether it is the form for a desk and for paper, which has the words of its bars.
    pub fn is_for_desk(&self) -> bool {
        self.form == Form::Desk
    }

    /// Returns the drawing for a page where the element with the id `words` says what it shows: a
    /// page says so once. Of a narrow form the bars have no words of their own, which stand in the
    /// one for a desk.
    pub fn described_by(&self, words: &str) -> String {
        let id = self.drawing_id();
        let described = self.svg.split_once("<desc");
        match described.and_then(|(head, rest)| Some((head, rest.split_once("</desc>\n")?.1))) {
            Some((head, drawing)) => {
                let named = format!("<svg id=\"{id}\" aria-describedby=\"{words}\" ");
                let head = head.replacen("<svg ", &named, 1);
                let drawing = styled_by_page(drawing);
                match self.form {
                    Form::Desk => format!("{head}{drawing}"),
                    Form::Tablet | Form::Phone => head + &without_names(&drawing),
                }
            }
            None => self.svg.clone(),
        }
    }

    /// Returns the id of the drawing in a page.
    pub(crate) fn drawing_id(&self) -> String {
        format!("drawing-{}", self.name)
    }

    /// Lists the sheets of paper that the drawing is cut to, each of bands of it; none where it
    /// fits on one.
    pub(crate) fn sheets(&self) -> Vec<Vec<Band>> {
        self.cuts.sheets()
    }

    /// Returns the drawing for the PNG file, as an SVG document.
    pub fn picture(&self) -> &str {
        self.picture.as_deref().unwrap_or(&self.svg)
    }
}

/// Returns a drawing without what the style of a page says of hundreds of its shapes and texts:
/// that an outline is not filled, and how a minor text is set.
fn styled_by_page(drawing: &str) -> String {
    drawing
        .replace(" fill=\"none\" stroke=", " stroke=")
        .replace(" font-size=\"12\" fill=\"#595959\"", " data-minor=\"\"")
}

/// Returns a drawing without what the one for a desk has beside it on a page: groups have no name
/// and no title, links have that of their anchor alone, and a text keeps its length by the space
/// between its letters.
fn without_names(drawing: &str) -> String {
    const LINK: &str = "<a href=\"#";
    const STRETCHED: &str = " lengthAdjust=\"spacingAndGlyphs\"";
    let mut lines = String::with_capacity(drawing.len());
    for line in drawing.lines().filter(|line| !line.starts_with("<title>")) {
        if line.starts_with("<g id=") {
            lines.push_str("<g>\n");
            continue;
        }
        let named = line.strip_prefix(LINK).and_then(|link| {
            let (anchor, rest) = link.split_once("\"><title>")?;
            Some((anchor, rest.split_once("</title>")?.1))
        });
        match named {
            Some((anchor, area)) => {
                lines.push_str(&format!("{LINK}{anchor}\"><title>{anchor}</title>{area}"));
            }
            None => lines.push_str(&line.replacen(STRETCHED, "", 1)),
        }
        lines.push('\n');
    }
    lines
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
