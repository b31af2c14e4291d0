//! Widths that charts can be drawn for.

/// Size of the charts, by what they are for.
///
/// ```
/// use corroborate::model::charts::ChartWidth;
///
/// assert_eq!(ChartWidth::named("phone"), Some(ChartWidth::Phone));
/// assert_eq!(ChartWidth::named("Poster"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartWidth {
    /// 360 pixels wide: a phone held upright.
    Phone,
    /// 640 pixels wide: a column of text.
    Column,
    /// 1,280 pixels wide: a page.
    Wide,
    /// 1,080 by 1,080 pixels: a post on social media.
    Square,
    /// 1,920 by 1,080 pixels: a slide.
    Slide,
}

impl ChartWidth {
    /// Every width, the narrowest first.
    pub const ALL: [ChartWidth; 5] = [
        ChartWidth::Phone,
        ChartWidth::Column,
        ChartWidth::Wide,
        ChartWidth::Square,
        ChartWidth::Slide,
    ];

    /// Returns the word for it in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            ChartWidth::Phone => "phone",
            ChartWidth::Column => "column",
            ChartWidth::Wide => "wide",
            ChartWidth::Square => "square",
            ChartWidth::Slide => "slide",
        }
    }

    /// Finds a width by its word; `None` where it is that of none.
    pub fn named(word: &str) -> Option<ChartWidth> {
        ChartWidth::ALL.into_iter().find(|width| width.as_str() == word)
    }
}
