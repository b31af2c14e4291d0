//! `datapackage.json`: what each table and column means, as a Frictionless Data Package (profile
//! `tabular-data-package`).

use crate::model::Report;
use crate::report::table::{Column, Kind, Table};
use serde::Serialize;

/// Tables whose first column is an id of its own for each row.
const KEYS: [(&str, &str); 6] = [
    ("sites", "site"),
    ("outages", "outage"),
    ("blips", "outage"),
    ("claims", "claim"),
    ("verdicts", "verdict"),
    ("availability", "site"),
];

/// What holds for the cells of every table.
const CELLS: &str = "Times are in UTC. An empty cell is a missing value, never zero. \
    Words that a spreadsheet would take for a formula bear a ' before them.";

/// The package's description, with a line end after it.
///
/// # Errors
/// Where the text cannot be made: a fault of this program, not of its input.
pub fn datapackage(report: &Report, tables: &[Table]) -> Result<String, serde_json::Error> {
    let notice = report.notice.iter().map(String::as_str);
    let package = Package {
        profile: "tabular-data-package",
        name: plain(&report.name),
        title: &report.title,
        description: notice.chain([CELLS]).collect::<Vec<_>>().join(" "),
        resources: tables.iter().map(resource).collect(),
    };
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

/// A name as packages may bear it: lower-case letters, digits, `.`, `_` and `-`.
fn plain(name: &str) -> String {
    let kept = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' }
    };
    let plain: String = name.chars().map(kept).collect();
    if plain.is_empty() { "incident".to_owned() } else { plain }
}

fn resource(table: &Table) -> Resource<'_> {
    let key = KEYS.iter().find(|(name, _)| *name == table.name).map(|(_, key)| *key);
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        path: format!("tables/{}.csv", table.name),
        title: table.title,
        description: table.description,
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
        },
        schema: Schema {
            fields: table.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: key.filter(|key| table.columns.iter().any(|column| column.name == *key)),
        },
    }
}

fn field(column: &Column) -> Field<'_> {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Whole => "integer",
        Kind::Share => "number",
        Kind::Instant => "datetime",
        Kind::Flag => "boolean",
    };
    Field { name: column.name, kind, description: column.description, unit: column.unit }
}

#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: &'a str,
    description: String,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'a str,
    path: String,
    title: &'a str,
    description: &'a str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: Dialect,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}
