//! How do others write probe archives? One file for each layout and one registry. A layout says
//! each row in the words of our own columns, and the rest of the way is that of our own logs.

mod blackbox_log;
mod csv_stream;
mod error_text;
mod export_column;
mod fettle;
mod files_with_history;
mod gatus;
mod git;
mod git_file;
mod git_log;
mod json;
mod json_columns;
mod json_documents;
mod json_rows;
mod json_scalar;
mod lines;
mod measured_cell;
mod mtr;
mod ooni;
mod periods;
mod pingdom;
mod prometheus;
mod registry;
mod ripe_atlas;
mod seconds;
mod sqlite;
mod state_periods;
mod statuscake;
mod tabular;
mod unique_names;
mod upptime;
mod uptime_kuma;
mod uptimerobot;
mod wayback_cdx;
mod wide;

pub(crate) use files_with_history::{FileWithHistory, OlderLines, files_with_history};
pub(crate) use registry::{
    ALL, GIT, GIT_LOG, JSON, LINES, PERIODS, WIDE, belongs_to, check_lines, named,
};
