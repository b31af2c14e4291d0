//! `incident.json`: the whole frozen report for programs: a list for each table but the timeline,
//! which tells in sentences what the others have, with exact lengths and lists of times besides the
//! columns of the tables.

use crate::model::Report;
use crate::report::rules_in_force::rule_values;
use crate::report::table::{Table, Value};
use crate::report::tables;
use crate::report::wording::{doubt_sentences, notice};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::Write;

/// Kind of the file.
const SCHEMA: &str = "corroborate/incident";

/// Version of the file; it is raised when a key goes or changes its meaning.
const SCHEMA_VERSION: u32 = 3;

/// Writes the report as JSON, with a line end after it. Its lists are made while they are written:
/// none is held.
///
/// # Errors
/// Where it cannot be written.
pub fn incident(
    report: &Report,
    tables: &[Table<'_>],
    mut into: impl Write,
) -> Result<(), serde_json::Error> {
    serde_json::to_writer_pretty(&mut into, &IncidentDocument { report, tables })?;
    into.write_all(b"\n").map_err(serde_json::Error::io)
}

/// Document of a report: its head, and each table under its name.
struct IncidentDocument<'a> {
    report: &'a Report,
    tables: &'a [Table<'a>],
}

impl Serialize for IncidentDocument<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("schema", SCHEMA)?;
        object.serialize_entry("schema_version", &SCHEMA_VERSION)?;
        object.serialize_entry("name", &report.name)?;
        object.serialize_entry("title", &report.title)?;
        object.serialize_entry("notice", &notice(report))?;
        object.serialize_entry("simulated", &report.simulated)?;
        object.serialize_entry("simulated_in_part", &report.simulated_in_part)?;
        object.serialize_entry("zone", report.zone.name())?;
        object.serialize_entry("assumed", &report.assumed)?;
        object.serialize_entry("doubts", &doubt_sentences(&report.doubts))?;
        object.serialize_entry("window", &report.window.map(Value::Span))?;
        object.serialize_entry("window_is_of_claims", &report.window_is_of_claims)?;
        object.serialize_entry("rules", &rule_values(&report.rules))?;
        object.serialize_entry("totals", &tables::totals(report).first())?;
        for table in self.tables.iter().filter(|table| table.list.in_json) {
            object.serialize_entry(table.name, &table.list)?;
        }
        for list in tables::only_json(report) {
            object.serialize_entry(list.name, &list)?;
        }
        object.end()
    }
}
