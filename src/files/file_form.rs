//! Form of a file's content that the file does not say itself.

use crate::files::text_encoding::TextEncoding;

/// Declared form of a file's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FileForm {
    /// Encoding of the text; `None` for UTF-8. A mark at the beginning of a file wins.
    pub(crate) encoding: Option<TextEncoding>,
    /// Sheet of a workbook; `None` for the only one.
    pub(crate) sheet: Option<String>,
}
