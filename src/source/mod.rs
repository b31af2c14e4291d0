//! What the files say: the incident folder, its claims and its probe logs. Every archive layout is
//! one file here.
//!
//! Rows are read as a stream and handed on one by one; a row that cannot be used is refused, with
//! its place and what to write instead.

mod address;
mod apart;
mod archive;
mod batch;
mod blocks;
mod claims;
mod csv;
mod error;
mod flow;
mod folder;
mod foreign;
mod guess;
mod header;
mod known_sites;
mod line;
mod maintenance;
mod marks;
mod names;
mod nearest;
mod order;
mod outcome;
mod parquet;
mod pool;
mod quick;
mod quote;
mod rows;
mod runs;
mod settings;
mod shape;
mod short_names;
mod sites;
mod targets;

pub use archive::{Archive, Progress};
pub use error::SourceError;
pub use flow::READING;
pub use folder::{Opened, open};
pub use guess::guess;
pub use runs::{Output, RunsError};
