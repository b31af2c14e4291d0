//! The program, run in a folder as a user would.

use std::path::Path;
use std::process::{Command, Output};

/// Runs the program in a folder with these words, and gives all that came of it.
pub(crate) fn ran(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

/// Runs the program, which must end with this code. Gives what it wrote to stdout, or to stderr
/// where it ends with 2.
pub(crate) fn printed(folder: &Path, words: &[&str], code: i32) -> String {
    let output = ran(folder, words);
    let said = String::from_utf8(output.stderr).expect("words");
    assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
    if code == 2 { said } else { String::from_utf8(output.stdout).expect("words") }
}
