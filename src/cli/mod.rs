//! What was asked? The words of the command line (`Args`) become a valid [`Config`].

mod args;
mod config;
mod size;

pub use config::{Config, OutputFormat, RunOptions, UsageError};

use args::Args;
use clap::Parser;
use std::ffi::OsString;

/// Reason to exit before anything runs.
#[derive(Debug, thiserror::Error)]
pub enum Exit {
    /// Help, version, or words that clap does not understand; clap prints the message.
    #[error(transparent)]
    Clap(#[from] clap::Error),
    /// Options that clap understands but that contradict each other.
    #[error(transparent)]
    Usage(#[from] UsageError),
}

/// Parses a command line, program name first.
///
/// # Errors
/// [`Exit`] for help and version, and for words that make no valid [`Config`].
pub fn config(words: impl IntoIterator<Item = OsString>) -> Result<Config, Exit> {
    Ok(Config::try_from(Args::try_parse_from(words)?)?)
}
