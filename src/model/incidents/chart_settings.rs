//! Settings of the charts: which are drawn, and who is credited.

/// Settings of the charts of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartSettings {
    /// Words behind the source on each chart, such as who made the graphic; mostly none.
    pub credit: Option<String>,
    /// Names of the charts that are drawn; all that have something to show where empty.
    pub only: Vec<String>,
}

impl ChartSettings {
    /// Names of all charts. `affected` and `windowed-availability` have a second form for phones,
    /// and `sites` is the panels of small bars.
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

    /// Says whether a chart is asked for, by its name.
    ///
    /// ```
    /// use corroborate::model::ChartSettings;
    ///
    /// let all = ChartSettings::default();
    /// let one = ChartSettings { only: vec!["timeline".to_owned()], ..all.clone() };
    /// assert!(all.asks_for("claims") && one.asks_for("timeline"));
    /// assert!(!one.asks_for("claims"));
    /// ```
    pub fn asks_for(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|asked| asked == name)
    }

    /// Returns the first name that no chart has; `None` where each is that of a chart.
    pub fn unknown(&self) -> Option<&str> {
        self.only.iter().map(String::as_str).find(|name| !ChartSettings::NAMES.contains(name))
    }
}
