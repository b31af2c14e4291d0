//! The command line as a run: the words of clap made into a valid [`Config`].

use super::args::Args;
use super::config::Config;
use super::usage_error::UsageError;
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

/// Parsed command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandLine {
    /// The run.
    pub config: Config,
    /// Whether stderr says why each row, site and verdict was judged as it was.
    pub verbose: bool,
}

/// Parses a command line, program name first.
///
/// # Errors
/// [`Exit`] for help and version, and for words that make no valid [`Config`].
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<CommandLine, Exit> {
    let args = Args::try_parse_from(words)?;
    let verbose = args.verbose;
    Ok(CommandLine { config: Config::try_from(args)?, verbose })
}
