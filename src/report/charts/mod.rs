//! The charts, one file for each, drawn once as SVG with real text. A new one is a new file and one
//! line in `catalogue.rs`.

mod affected;
mod availability;
mod canvas;
mod catalogue;
mod chart;
mod claim_mark;
mod claim_marks;
mod claims;
mod duration_axis;
mod durations;
mod first_claim;
mod font;
mod font_substitutes;
mod frame;
mod given_text;
mod language;
mod layout;
mod leads;
mod palette;
mod palette_png;
mod panels;
mod peak;
mod png_renderer;
mod recovery;
mod recovery_of_all;
mod recovery_sets;
mod rivals;
mod row_grid;
mod site_bar;
mod site_lines;
mod site_rows;
mod sites_down;
mod small_multiples;
mod svg_backend;
mod svg_document;
mod time_axis;
mod timeline;
mod windowed_availability;
mod words;

pub use catalogue::all;
pub(crate) use catalogue::{linked_sentence, without_content};
pub use chart::{Chart, ChartError, Placement};
pub(crate) use font_substitutes::font_sentence;
pub(super) use peak::{peak, peak_sentence};
pub use png_renderer::PngRenderer;
