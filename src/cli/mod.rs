//! What was asked? What was typed (`Args`) becomes what was meant (`Config`).

mod args;
mod config;
mod size;

pub use config::{Config, OutputFormat, RunOptions, UsageError};

use args::Args;
use clap::Parser;
use std::ffi::OsString;

/// Why there is nothing to run.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// Help or version was asked for, or the words were not understood: clap says it.
    #[error(transparent)]
    Said(#[from] clap::Error),
    /// The words were understood, but do not go together.
    #[error(transparent)]
    Usage(#[from] UsageError),
}

/// Reads the command line.
///
/// # Errors
/// [`Stop`] where help was asked for, or where the words mean nothing.
pub fn config(words: impl IntoIterator<Item = OsString>) -> Result<Config, Stop> {
    Ok(Config::try_from(Args::try_parse_from(words)?)?)
}
