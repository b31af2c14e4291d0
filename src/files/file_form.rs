//! Form of a file's content that the file does not say itself.

use crate::files::text_encoding::TextEncoding;

/// Declared form of a file's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FileForm {
    /// Encoding of the text; `None` for UTF-8. A mark at the beginning of a file wins.
    pub(crate) encoding: Option<TextEncoding>,
    /// Sheet of a workbook; `None` for the only one.
    pub(crate) sheet: Option<String>,
    /// Part of a workbook that is converted.
    pub(crate) extent: SheetExtent,
}

/// Part of the sheet of a workbook that is converted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum SheetExtent {
    #[default]
    Whole,
    /// The first rows, up to some bytes as CSV.
    FirstBytes(usize),
}
