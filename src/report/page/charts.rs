//! The charts of the page: each in a form for every width of a window, and in parts for paper.

use crate::model::Report;
use crate::model::charts::{ChartLanguage, Palette};
use crate::report::charts::{Band, Chart, Form, Placement, font_sentence, linked_sentence};
use serde::Serialize;

/// The charts, by where the page shows them.
#[derive(Serialize)]
pub(super) struct ChartsSection<'a> {
    lead: Vec<ChartView<'a>>,
    folded: Vec<ChartView<'a>>,
    linked_charts: Vec<ChartView<'a>>,
    linked_sentence: String,
    font: String,
    /// Sentence on the language of the drawings; empty where it is that of the page.
    language_sentence: &'static str,
    /// Whether they have colours of an editor's own, which no dark page changes.
    own_colours: bool,
}

impl<'a> ChartsSection<'a> {
    /// Sorts the charts of a report.
    pub(super) fn of(report: &Report, charts: &'a [Chart]) -> ChartsSection<'a> {
        ChartsSection {
            lead: shown(charts, Placement::Lead),
            folded: shown(charts, Placement::InPage),
            linked_charts: shown(charts, Placement::Linked),
            linked_sentence: linked_sentence(report),
            font: font_sentence(report),
            language_sentence: match report.chart.language.unwrap_or_default() {
                ChartLanguage::English => "",
                ChartLanguage::German => {
                    "The charts are in German; the words of this page, and each chart in words, \
                     are in English."
                }
            },
            own_colours: report.chart.palette != Palette::default(),
        }
    }
}

/// Chart as the page shows it.
#[derive(Serialize)]
struct ChartView<'a> {
    name: &'a str,
    title: &'a str,
    alt: &'a str,
    /// Id of the drawing for a desk.
    id: String,
    /// Drawing for a desk; the page says once what it shows, beside it.
    desk: String,
    /// Drawing for a width between desk and phone; empty where it has none.
    tablet: String,
    /// Drawing for a phone.
    phone: String,
    /// Sheets of paper, of bands of the drawing for a desk; none where it fits on one.
    sheets: Vec<Vec<BandView>>,
}

/// Band of a drawing, in its pixels.
#[derive(Serialize)]
struct BandView {
    width: i32,
    top: i32,
    height: i32,
}

impl BandView {
    /// Returns the view of a band.
    fn of(Band { width, top, height }: &Band) -> BandView {
        BandView { width: *width, top: *top, height: *height }
    }
}

/// Returns the charts that have a placement, each with its narrow forms.
fn shown(charts: &[Chart], placement: Placement) -> Vec<ChartView<'_>> {
    let for_desk =
        charts.iter().filter(|chart| chart.placement == placement && chart.is_for_desk());
    for_desk
        .map(|chart| {
            let words = format!("words-{}", chart.name);
            let drawing = |form: Form| {
                let of_form = |one: &&Chart| one.form == form && one.asked_name() == chart.name;
                let one = charts.iter().find(of_form);
                one.map(|one| one.described_by(&words)).unwrap_or_default()
            };
            let sheets = chart.sheets();
            ChartView {
                name: &chart.name,
                title: &chart.title,
                alt: &chart.alt,
                id: chart.drawing_id(),
                desk: chart.described_by(&words),
                tablet: drawing(Form::Tablet),
                phone: drawing(Form::Phone),
                sheets: sheets
                    .iter()
                    .map(|bands| bands.iter().map(BandView::of).collect())
                    .collect(),
            }
        })
        .collect()
}
