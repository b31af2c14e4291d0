//! Frames of charts: how wide a drawing is, how high it may be, and in which size it is shown; and
//! how much of a chart goes into one.

use super::chart::{Chart, ChartError};
use super::form::Form;
use crate::model::Report;
use crate::model::charts::ChartWidth;

/// Frame of a page of panels.
pub(super) const WIDE: Frame = Frame::of_width(1280, 24);

/// Least width at which names stand at the left of their bars, and not above them.
const BESIDE_FROM: i32 = 900;
/// Least width at which the title has its full size.
const LARGE_TITLE_FROM: i32 = 500;
/// Rows of a chart of fixed height for which its text is made smaller.
const LEAST_ROWS: usize = 5;
/// Most rows that a chart can have.
const MOST_ROWS: usize = 60;
/// Frames of fixed height that are tried, each with smaller text than the one before.
const MOST_FRAMES: usize = 9;
/// Frames of fixed height whose text is of good size; the others are for what fits in no other way.
const GOOD_FRAMES: usize = 3;

/// Returns the frame of a form, where no other is asked for.
fn frame_of(form: Form) -> Frame {
    match form {
        Form::Desk => Frame::of_width(1040, 12),
        Form::Tablet => Frame { form, ..Frame::of_width(720, 8) },
        Form::Phone => Frame { form, ..Frame::of_width(328, 6) },
    }
}

/// Draws a form of a chart. The one for a desk fits the size that is asked for; the others keep
/// their own.
///
/// # Errors
/// Where drawing fails.
pub(super) fn draw_form(
    form: Form,
    report: &Report,
    draw: impl Fn(ChartFit) -> Result<Chart, ChartError>,
) -> Result<Chart, ChartError> {
    match form {
        Form::Desk => fitted(report, frame_of(form), draw),
        Form::Tablet | Form::Phone => draw(ChartFit::whole(frame_of(form))),
    }
}

/// Size of a drawing, and the white on either side, in pixels of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: i32,
    pub(super) margin: i32,
    pub(super) form: Form,
    /// Height of the whole drawing; as high as it must be where `None`.
    pub(super) height: Option<i32>,
    /// Width and height at which it is shown, in pixels of the screen; its own where `None`.
    pub(super) shown: Option<(u32, u32)>,
}

impl Frame {
    /// Returns a frame that is as high as it must be.
    const fn of_width(width: i32, margin: i32) -> Frame {
        Frame { width, margin, form: Form::Desk, height: None, shown: None }
    }

    /// Returns a frame of fixed size, in which a drawing `width` pixels wide fills a picture.
    fn filling(picture: (u32, u32), width: i32) -> Frame {
        let across = i64::from(picture.0.max(1));
        let height = i64::from(width) * i64::from(picture.1) / across;
        let height = i32::try_from(height).ok();
        Frame { height, shown: Some(picture), ..Frame::of_width(width, 20) }
    }

    /// Returns the first frame of a width; that of a fixed size has the largest text.
    fn first(width: ChartWidth) -> Frame {
        match width {
            ChartWidth::Phone => Frame::of_width(360, 10),
            ChartWidth::Column => Frame::of_width(640, 12),
            ChartWidth::Wide => WIDE,
            ChartWidth::Square => Frame::filling((1080, 1080), 720),
            ChartWidth::Slide => Frame::filling((1920, 1080), 1280),
        }
    }

    /// Returns a frame with a fifth more room, and so with smaller text, for the same picture.
    fn roomier(self) -> Frame {
        match self.shown {
            Some(picture) => Frame::filling(picture, self.width + self.width / 5),
            None => self,
        }
    }

    /// Returns the frame that a chart has at first: that of the width that is asked for, or else
    /// its usual one.
    pub(super) fn of(report: &Report, usual: Frame) -> Frame {
        report.chart.width.map_or(usual, Frame::first)
    }

    /// Returns the width between the margins.
    pub(super) fn room(self) -> i32 {
        self.width - 2 * self.margin
    }

    /// Says whether names stand above their bars, as beside them there is no room.
    pub(super) fn is_narrow(self) -> bool {
        self.width < BESIDE_FROM || self.height.is_some_and(|height| height >= self.width)
    }

    /// Says whether there is room for a title of the full size.
    pub(super) fn has_large_title(self) -> bool {
        self.width >= LARGE_TITLE_FROM
    }
}

/// Frame of a chart, and most rows in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ChartFit {
    pub(super) frame: Frame,
    pub(super) rows: usize,
}

impl Default for ChartFit {
    fn default() -> ChartFit {
        ChartFit::whole(frame_of(Form::Desk))
    }
}

impl ChartFit {
    /// Returns a frame with all the rows that a chart can have.
    pub(super) fn whole(frame: Frame) -> ChartFit {
        ChartFit { frame, rows: MOST_ROWS }
    }
}

/// Draws a chart so that it fits its frame: where the height is fixed, with fewer rows, then with
/// smaller text. Nothing is ever cut off.
///
/// # Errors
/// Where drawing fails.
pub(super) fn fitted(
    report: &Report,
    usual: Frame,
    draw: impl Fn(ChartFit) -> Result<Chart, ChartError>,
) -> Result<Chart, ChartError> {
    let mut frame = Frame::of(report, usual);
    let mut chart = draw(ChartFit::whole(frame))?;
    for tried in 1..=MOST_FRAMES {
        if chart.excess == 0 {
            return Ok(chart);
        }
        let least = if tried < GOOD_FRAMES { LEAST_ROWS } else { 1 };
        if let Some(fitting) = most_rows(frame, least, &draw)? {
            return Ok(fitting);
        }
        frame = frame.roomier();
        chart = draw(ChartFit::whole(frame))?;
    }
    Ok(chart)
}

/// Draws a chart with as many rows as fit, `least` or more; `None` where these do not fit.
fn most_rows(
    frame: Frame,
    least: usize,
    draw: &impl Fn(ChartFit) -> Result<Chart, ChartError>,
) -> Result<Option<Chart>, ChartError> {
    let mut best = draw(ChartFit { frame, rows: least })?;
    if best.excess > 0 {
        return Ok(None);
    }
    let (mut fits, mut too_many) = (least, MOST_ROWS);
    while too_many - fits > 1 {
        let rows = fits.midpoint(too_many);
        let chart = draw(ChartFit { frame, rows })?;
        if chart.excess > 0 {
            too_many = rows;
        } else {
            (fits, best) = (rows, chart);
        }
    }
    Ok(Some(best))
}
