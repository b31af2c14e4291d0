//! Settings of the charts: which are drawn, of which sites, under which title, for whom.

use super::chart_font::ChartFont;
use super::chart_language::ChartLanguage;
use super::chart_width::ChartWidth;
use super::palette::Palette;
use std::collections::BTreeSet;

/// Settings of the charts of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartSettings {
    /// Words behind the source on each chart, such as who made the graphic; mostly none.
    pub credit: Option<String>,
    /// Names of the charts that are drawn; all that have something to show where empty.
    pub only: Vec<String>,
    /// Title of the charts that take one, in place of the finding; mostly none.
    pub title: Option<String>,
    /// First sentence under that title, in place of the incident's title; mostly none.
    pub subtitle: Option<String>,
    /// Ids of the sites that have a row; every site where `None`.
    pub sites: Option<BTreeSet<String>>,
    /// Size of every chart; each has its usual one where `None`.
    pub width: Option<ChartWidth>,
    /// Colours of every chart.
    pub palette: Palette,
    /// Fonts of every chart, beside the shipped one; mostly none.
    pub fonts: Vec<ChartFont>,
    /// Language of the words on charts; English where `None`.
    pub language: Option<ChartLanguage>,
}

impl ChartSettings {
    /// Names of all charts. Each has a second form for phones but `sites`, the panels of small
    /// bars.
    pub const NAMES: [&str; 10] = [
        "affected",
        "timeline",
        "sites-down",
        "recovery",
        "recovery-sets",
        "availability",
        "windowed-availability",
        "durations",
        "claims",
        "sites",
    ];
    /// Names of the charts that take a title where several are drawn: those of all sites over time.
    pub const TITLED: [&str; 2] = ["affected", "timeline"];

    /// Says whether a chart is asked for, by its name.
    ///
    /// ```
    /// use corroborate::model::charts::ChartSettings;
    ///
    /// let all = ChartSettings::default();
    /// let one = ChartSettings { only: vec!["timeline".to_owned()], ..all.clone() };
    /// assert!(all.asks_for("claims") && one.asks_for("timeline"));
    /// assert!(!one.asks_for("claims"));
    /// ```
    pub fn asks_for(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|asked| asked == name)
    }

    /// Says whether a chart takes the title and the subtitle that are given: each of
    /// [`ChartSettings::TITLED`], or the one chart that is asked for.
    ///
    /// ```
    /// use corroborate::model::charts::ChartSettings;
    ///
    /// let all = ChartSettings::default();
    /// let one = ChartSettings { only: vec!["claims".to_owned()], ..all.clone() };
    /// assert!(all.takes_title("timeline") && !all.takes_title("claims"));
    /// assert!(one.takes_title("claims"));
    /// ```
    pub fn takes_title(&self, name: &str) -> bool {
        match &self.only[..] {
            [one] => one == name,
            _ => self.asks_for(name) && ChartSettings::TITLED.contains(&name),
        }
    }

    /// Says whether a site has a row, by its id.
    pub(crate) fn draws_site(&self, id: &str) -> bool {
        self.sites.as_ref().is_none_or(|sites| sites.contains(id))
    }
}
