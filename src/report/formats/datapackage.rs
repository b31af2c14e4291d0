//! `datapackage.json`: what each table and column means, as a Frictionless Data Package (profile
//! `tabular-data-package`).

use crate::model::Report;
use crate::report::table::{CellKind, Column, Table};
use crate::report::wording::{notice, title, with_origin};
use serde::Serialize;

/// A note on the cells of every table.
const CELLS: &str = "Times are in UTC. An empty cell is a missing value, never zero. \
    Words that a spreadsheet would take for a formula have a ' before them.";

/// Makes the description of the package, with a line end after it.
///
/// # Errors
/// Where the text cannot be made: a fault of this program, not of its input.
pub fn datapackage(report: &Report, tables: &[Table<'_>]) -> Result<String, serde_json::Error> {
    let mut description = Vec::from_iter(notice(report));
    description.push(CELLS.to_owned());
    let package = Package {
        profile: "tabular-data-package",
        name: package_name(&report.name),
        title: title(report),
        description: description.join(" "),
        resources: tables.iter().map(|table| resource(report, table)).collect(),
    };
    Ok(serde_json::to_string_pretty(&package)? + "\n")
}

/// Turns a name into one that a package may have: lower-case letters, digits, `.`, `_` and `-`.
fn package_name(name: &str) -> String {
    let kept = |c: char| {
        if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_ascii_lowercase() } else { '-' }
    };
    let name: String = name.chars().map(kept).collect();
    if name.is_empty() { "incident".to_owned() } else { name }
}

/// Describes a table.
fn resource<'a>(report: &Report, table: &'a Table<'_>) -> Resource<'a> {
    Resource {
        profile: "tabular-data-resource",
        name: table.name,
        path: format!("tables/{}.csv", table.name),
        title: table.title,
        description: if table.list.is_of_statements {
            table.description.to_owned()
        } else {
            with_origin(report, table.description)
        },
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: CsvDialect {
            delimiter: ",",
            line_terminator: "\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
        },
        schema: Schema {
            fields: table.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: table.list.key,
        },
    }
}

/// Describes a column.
fn field(column: &Column<CellKind>) -> SchemaField<'_> {
    let kind = match column.kind {
        CellKind::Text => "string",
        CellKind::Integer => "integer",
        CellKind::Share | CellKind::Decimal => "number",
        CellKind::Instant => "datetime",
        CellKind::Boolean => "boolean",
    };
    SchemaField { name: column.name, kind, description: column.description, unit: column.unit }
}

/// Descriptor of the package.
#[derive(Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: String,
    title: String,
    description: String,
    resources: Vec<Resource<'a>>,
}

/// Descriptor of a table.
#[derive(Serialize)]
struct Resource<'a> {
    profile: &'static str,
    name: &'a str,
    path: String,
    title: &'a str,
    description: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    dialect: CsvDialect,
    schema: Schema<'a>,
}

/// Dialect of the tables in CSV.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CsvDialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

/// Columns of a table.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<SchemaField<'a>>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
}

/// Column of a table.
#[derive(Serialize)]
struct SchemaField<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
}
