//! Wishes for the charts of a report, and the settings that they come to.

mod chart_font;
mod chart_language;
mod chart_request;
mod chart_settings;
mod chart_width;
mod palette;

pub use chart_font::{ChartFont, is_shipped};
pub use chart_language::ChartLanguage;
pub use chart_request::ChartRequest;
pub use chart_settings::ChartSettings;
pub use chart_width::ChartWidth;
pub use palette::{ColourRole, Palette, Rgb};
