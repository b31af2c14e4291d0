//! What was asked? The words of the command line (`Args`) become a valid [`Config`].

mod args;
mod chart_args;
mod config;
mod manual;
mod parse;
mod plain_path;
mod size;
mod usage_error;

pub use config::{Config, OutputFormat, RefusedRows, RunOptions};
pub use manual::completions;
pub use parse::{CommandLine, Exit, parse};
pub use size::DEFAULT_MEMORY;
pub use usage_error::UsageError;
