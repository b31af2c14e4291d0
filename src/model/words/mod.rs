//! How are names, numbers and foreign texts written, and compared as readers compare them?

pub(crate) mod address;
pub(crate) mod name_spelling;
pub(crate) mod open_end;
pub(crate) mod safe_text;
pub(crate) mod suggest;

mod counting;
mod program_version;
mod shown_path;
mod system_words;
mod yes_or_no;

pub(crate) use counting::{by_count, counted, grouped, part_of, plural, was};
pub use program_version::PROGRAM_VERSION;
pub(crate) use program_version::{COMMIT, version_words};
pub use safe_text::printable;
pub(crate) use shown_path::{is_copied, note_copied, shown_path};
pub use system_words::system_words;
pub(crate) use yes_or_no::YesNoWords;
