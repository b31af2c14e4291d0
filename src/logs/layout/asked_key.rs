//! Key of an entry that only the user can tell.

/// Key that a layout asks for, with the evidence in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AskedKey {
    pub(crate) key: &'static str,
    /// Advice on its value, as far as the file has evidence for one.
    pub(crate) why: String,
}
