//! Inputs are never written over and never written into.

use super::error::OutputError;
use super::output_place::OutputPlace;
use std::path::{Path, PathBuf};

/// Makes sure that a file or folder to write lies in no folder that is an input.
///
/// # Errors
/// Where it does, or where its place is not known.
pub(crate) fn check_outside_inputs(output: &Path, inputs: &[PathBuf]) -> Result<(), OutputError> {
    let folders: Vec<PathBuf> = inputs.iter().filter(|input| input.is_dir()).cloned().collect();
    if folders.is_empty() { Ok(()) } else { OutputPlace::of(output)?.check_outside(&folders) }
}
