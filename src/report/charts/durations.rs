//! `durations`: a row for each outage; how long it lasted, at least and at most.

use super::canvas::{Canvas, DrawResult, Point};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{Anchor, LABEL};
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, OutageOrder, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::row_grid::{RowGrid, RowLabel, bar_columns};
use super::site_rows::name_width;
use super::{palette, words};
use crate::clock::MINUTE;
use crate::model::{DurationRange, Outage, Report};
use std::cmp::Reverse;

/// Most outages on the chart: a higher chart fits neither a printed page nor two screens.
const MOST_OUTAGES: usize = 60;
const ROW_HEIGHT: i32 = 22;
/// White above the rows.
const ABOVE: i32 = 4;
/// White beside an id, on both sides together, and beside a length.
const BESIDE_ID: i32 = 19;
const BESIDE_LENGTH: i32 = 28;

/// Least number of outages whose lengths can be held against each other.
const LEAST_OUTAGES: usize = 2;

/// Says whether there are outages whose lengths can be held against each other.
pub(super) fn has_content(report: &Report) -> bool {
    let drawn = report.outages.iter().filter(|outage| report.chart.draws_site(&outage.site));
    drawn.count() >= LEAST_OUTAGES
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let mut outages = longest_first(report);
    let longest = outages.first().copied();
    outages.retain(|outage| report.chart.draws_site(&outage.site));
    let (all, unseen) = (outages.len(), outages.iter().filter(|one| !one.has_onset()).count());
    outages.truncate(MOST_OUTAGES.min(fit.rows));
    let labels = outages.iter().map(|outage| label(report, outage)).collect::<Vec<_>>();
    let texts = RowTexts::of(report, &outages, fit.frame.room());
    let grid = RowGrid::new(fit.frame, ROW_HEIGHT, &labels);
    let scale = scale(&outages);
    let spec = ChartSpec {
        frame: fit.frame,
        name: "durations",
        origin_words: false,
        has_site_rows: true,
        subtitle: words()
            .durations_subtitle(report, OutageOrder { all, unseen, shown: outages.len() }),
        description: description(report, &outages, &English.durations_title(report, longest)),
        title: words().durations_title(report, longest),
        legend: legend(&outages, scale),
        height: ABOVE + grid.height().max(ROW_HEIGHT) + SCALE_HEIGHT,
        stretch: grid.height(),
    };
    draw_chart(report, spec, |canvas, body| {
        let beside = texts.width(fit.frame.room());
        let plot = bar_columns(fit.frame, body.shrunk(ABOVE, SCALE_HEIGHT), beside);
        let places = grid.places(plot);
        for place in places.iter().skip(1).step_by(2) {
            place.draw_ground(canvas, body)?;
        }
        let axis = DurationAxis { most_us: longest_us(&outages), scale, plot };
        axis.draw(canvas, Some(Label::HowLongDown))?;
        for (outage, (label, place)) in outages.iter().zip(labels.iter().zip(&places)) {
            let middle = place.bar.middle();
            canvas.end_row(place.whole.bottom);
            canvas.group(&outage.id, &words::name_of_site(report, &outage.site), || {
                if grid.lines() > 0 {
                    place.draw_label(canvas, body, label, palette::GREY)?;
                } else {
                    texts.draw(canvas, &axis, outage, (body.left, middle))?;
                }
                draw_length(canvas, &axis, outage, middle)
            })?;
        }
        Ok(())
    })
}

/// Returns the outages in the order of the chart: those whose start is on the record first, the
/// longest first. The first of them is the one in the title.
fn longest_first(report: &Report) -> Vec<&Outage> {
    let mut outages: Vec<&Outage> = report.outages.iter().collect();
    outages
        .sort_by_key(|outage| (!outage.has_onset(), Reverse(outage.duration.least_us), &outage.id));
    outages
}

/// Returns the scale that shows all lengths apart.
fn scale(outages: &[&Outage]) -> Scale {
    let least = outages.iter().map(|outage| outage.duration.least_us).filter(|us| *us > 0).min();
    let longest = longest_us(outages);
    Scale::over(least.unwrap_or(longest), longest)
}

/// Returns the longest that any outage can have lasted, in microseconds; of one whose end was not
/// seen half more than the least, so that its arrow stands behind its bar.
fn longest_us(outages: &[&Outage]) -> i64 {
    let most = outages.iter().map(|outage| {
        let DurationRange { least_us, most_us } = outage.duration;
        most_us.unwrap_or(least_us.saturating_add(least_us / 2))
    });
    most.max().unwrap_or(MINUTE)
}

/// Returns the label of a row above its bar: which outage of which site it was, and how long.
fn label(report: &Report, outage: &Outage) -> RowLabel {
    let length = words().down_for(outage.duration);
    let end = format!("{length}; {}", words().down_by(report.zone, outage));
    [format!("{} {}", outage.id, words::name_of_site(report, &outage.site)), end]
}

/// Texts beside the bars of a wide drawing: they leave half of the width to the bars.
struct RowTexts<'r> {
    report: &'r Report,
    /// Whether the start of each outage has room beside its id.
    has_starts: bool,
    /// Widths of the texts on the left and on the right.
    left: i32,
    right: i32,
}

impl<'r> RowTexts<'r> {
    /// Measures the texts of outages in so many pixels.
    fn of(report: &'r Report, outages: &[&Outage], room: i32) -> RowTexts<'r> {
        let names = outages.iter().map(|outage| words::name_of_site(report, &outage.site));
        let names = name_width(names);
        let lengths = outages.iter().map(|one| LABEL.room(&words().down_for(one.duration)));
        let right = lengths.max().unwrap_or(0) + BESIDE_LENGTH;
        let mut texts = RowTexts { report, has_starts: true, left: 0, right };
        let ids = |texts: &RowTexts<'_>| {
            let ids = outages.iter().map(|outage| LABEL.room(&texts.id(outage)));
            ids.max().unwrap_or(0) + BESIDE_ID
        };
        let most = room / 2 - right;
        texts.has_starts = names + ids(&texts) <= most;
        texts.left = (names + ids(&texts)).min(most);
        texts
    }

    /// Returns the widths on the left and on the right, where they have half of the width at most.
    fn width(&self, room: i32) -> [i32; 2] {
        [self.left.max(room / 5), self.right]
    }

    /// Names an outage, with its start where that has room.
    fn id(&self, outage: &Outage) -> String {
        match self.has_starts {
            true => format!("{}, {}", outage.id, words().down_by(self.report.zone, outage)),
            false => outage.id.clone(),
        }
    }

    /// Draws the texts of a row: name and id on the left, from `left` on, the length on the right.
    fn draw(
        &self,
        canvas: &Canvas<'_>,
        axis: &DurationAxis,
        outage: &Outage,
        (left, middle): Point,
    ) -> DrawResult {
        let id = self.id(outage);
        let room = axis.plot.left - left - LABEL.width(&id) - BESIDE_ID;
        let name = LABEL.fitted(&words::name_of_site(self.report, &outage.site), room);
        canvas.text(&name, (left, middle), LABEL)?;
        let grey = LABEL.colour(palette::GREY);
        canvas.text(&id, (axis.plot.left - 10, middle), grey.anchor(Anchor::End))?;
        let duration = words().down_for(outage.duration);
        canvas.text(&duration, (axis.plot.right + 22, middle), LABEL)
    }
}

/// Draws the length of an outage. On a linear scale a bar: thick for the least that it lasted, thin
/// up to the most. On a logarithmic one, where bars mean nothing: a point at the least, and a line
/// to the most.
fn draw_length(
    canvas: &Canvas<'_>,
    axis: &DurationAxis,
    outage: &Outage,
    middle: i32,
) -> DrawResult {
    let plot = axis.plot;
    let least = axis.x(outage.duration.least_us);
    let most = outage.duration.most_us.map(|most| axis.x(most));
    let range = plot.part(least, most.unwrap_or(plot.right));
    match axis.scale {
        Scale::Linear => {
            let thick = plot.band(middle - 5, middle + 5).part(plot.left, least);
            canvas.fill_rect(thick, palette::DOWN)?;
            canvas.fill_rect(range.band(middle - 2, middle + 2), palette::POSSIBLE)?;
        }
        Scale::Logarithmic { .. } => {
            canvas.fill_rect(range.band(middle - 1, middle + 1), palette::POSSIBLE)?;
            draw_point(canvas, (least, middle))?;
        }
    }
    match most {
        Some(most) => draw_end(canvas, (most, middle)),
        None => draw_arrow(canvas, (plot.right, middle)),
    }
}

/// Draws the point at the least that an outage lasted.
fn draw_point(canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
    canvas.disc((x, y), 4, palette::DOWN)
}

/// Draws the end of a range.
fn draw_end(canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
    canvas.thick_line(&[(x, y - 5), (x, y + 5)], palette::BLACK)
}

/// Draws the sign of an end that is not known.
fn draw_arrow(canvas: &Canvas<'_>, (x, y): Point) -> DrawResult {
    canvas.fill_polygon(&[(x, y - 6), (x + 10, y), (x, y + 6)], palette::POSSIBLE)
}

/// Returns the entries of the legend.
fn legend(outages: &[&Outage], scale: Scale) -> Vec<LegendEntry> {
    if outages.is_empty() {
        return Vec::new();
    }
    let least = match scale {
        Scale::Linear => LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 2), palette::DOWN),
            label: Label::AtLeastThisLong,
        },
        Scale::Logarithmic { .. } => LegendEntry {
            draw: |canvas, sample| {
                draw_point(canvas, ((sample.left + sample.right) / 2, sample.middle()))
            },
            label: Label::AtLeastThisLong,
        },
    };
    let mut legend = vec![
        least,
        LegendEntry {
            draw: |canvas, sample| {
                let middle = sample.middle();
                canvas.fill_rect(sample.band(middle - 2, middle + 2), palette::POSSIBLE)?;
                draw_end(canvas, (sample.right, middle))
            },
            label: Label::AtMostThisLong,
        },
    ];
    if outages.iter().any(|outage| outage.duration.most_us.is_none()) {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                draw_arrow(canvas, ((sample.left + sample.right) / 2, sample.middle()))
            },
            label: Label::AtMostUnknown,
        });
    }
    legend
}

/// Describes the chart in words, for those who do not see it.
fn description(report: &Report, outages: &[&Outage], title: &str) -> String {
    let mut text = format!("How long each outage lasted, as ranges. {title}.");
    for outage in outages {
        let name = words::name_of_site(report, &outage.site);
        let duration = English.down_for(outage.duration);
        text.push_str(&format!(" {} {name}: {duration}.", outage.id));
    }
    text
}
