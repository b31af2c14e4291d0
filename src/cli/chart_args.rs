//! Options of the charts.

use crate::model::charts::ChartRequest;
use crate::model::shown_path;
use clap::Args as Group;
use std::path::PathBuf;

/// Wishes for the charts, each in place of a key of `[chart]`.
#[derive(Debug, Group)]
pub(super) struct ChartArgs {
    /// Draw this chart, such as timeline, and no other; may be given again
    #[arg(long = "chart", value_name = "NAME")]
    only: Vec<String>,
    /// Words behind the source on each chart, such as who made the graphic
    #[arg(long, value_name = "TEXT")]
    credit: Option<String>,
    /// Title of the charts affected and timeline, in place of the finding, or of the one chart that
    /// is asked for
    #[arg(long = "chart-title", value_name = "TEXT")]
    title: Option<String>,
    /// First sentence under that title, in place of the incident's title
    #[arg(long = "chart-subtitle", value_name = "TEXT")]
    subtitle: Option<String>,
    /// Give this site, or the sites of this group, a row on the charts, and no other; may be given
    /// again
    #[arg(id = "chart-site", long, value_name = "NAME")]
    sites: Vec<String>,
    /// Draw every chart for a phone, a column, a wide page, a square post or a slide
    #[arg(id = "chart-width", long, value_name = "SIZE")]
    width: Option<String>,
    /// Draw in the colours of this file, which has a line such as down = "#d55e00" for each
    #[arg(long, value_name = "FILE")]
    colours: Option<PathBuf>,
    /// Write on charts in this font, a .ttf or .otf; what it lacks is in the shipped one. May be
    /// given again, for a bold one or another script
    #[arg(id = "font", long, value_name = "FILE")]
    fonts: Vec<PathBuf>,
    /// Language of the words on charts: en (English) or de (German); the page stays English
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

impl From<ChartArgs> for ChartRequest {
    fn from(args: ChartArgs) -> ChartRequest {
        let ChartArgs { only, credit, title, subtitle, sites, width, colours, fonts, language } =
            args;
        let shown = |path: PathBuf| shown_path(&path);
        let (colours, fonts) = (colours.map(shown), fonts.into_iter().map(shown).collect());
        ChartRequest { only, credit, title, subtitle, sites, width, colours, fonts, language }
    }
}
