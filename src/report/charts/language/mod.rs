//! Words on charts, one file for each language. A language is a [`ChartWords`]: one that lacks a
//! word does not compile. Descriptions of charts, for readers who do not see them, and all that
//! stands on the page is English.

mod besides;
mod chart_words;
mod current;
mod english;
mod german;
mod label;

pub(super) use chart_words::{
    AffectedSites, ChartWords, NotDrawn, OutageOrder, RowOrder, SetsShown, SiteRowsShown,
    StatementCounts,
};
pub(super) use current::{in_language, words};
pub(super) use english::English;
pub(super) use label::Label;
