//! Languages that the words on charts can be in.

/// Language of the words on charts; the page and the tables are English.
///
/// ```
/// use corroborate::model::charts::ChartLanguage;
///
/// assert_eq!(ChartLanguage::named("de"), Some(ChartLanguage::German));
/// assert_eq!(ChartLanguage::named("German"), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ChartLanguage {
    /// As the page is in.
    #[default]
    English,
    /// German, as newspapers in Germany write it.
    German,
}

impl ChartLanguage {
    /// Every language.
    pub const ALL: [ChartLanguage; 2] = [ChartLanguage::English, ChartLanguage::German];

    /// Returns its code (ISO 639-1), as settings write it.
    pub fn as_str(self) -> &'static str {
        match self {
            ChartLanguage::English => "en",
            ChartLanguage::German => "de",
        }
    }

    /// Finds a language by its code; `None` where it is that of none.
    pub fn named(code: &str) -> Option<ChartLanguage> {
        ChartLanguage::ALL.into_iter().find(|language| language.as_str() == code)
    }
}
