//! Words of the system on why a file cannot be read or written, as sentences take them.

use std::error::Error;
use std::io;

/// Returns the words of the system, in lower case and without the number of the error, whatever
/// library hands its error on.
pub fn system_words(why: &io::Error) -> String {
    let mut words = why.to_string();
    let mut cause: &(dyn Error + 'static) = why;
    while let Some(behind) = cause.source() {
        if let Some(of_system) = behind.downcast_ref::<io::Error>() {
            words = of_system.to_string();
        }
        cause = behind;
    }
    let words = words.split_once(" (os error").map_or(words.as_str(), |(words, _)| words);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
