//! Every file of a report, in order, each made just before it is written.

use super::charts::{self, ChartError};
use super::files::{FilesError, Folder};
use super::formats::{csv, datapackage, json, manifest, parquet, xlsx};
use super::{page, tables};
use crate::model::Report;

/// Why a report cannot be made or written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The folder cannot be written.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// A chart cannot be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A table cannot be built.
    #[error("a table cannot be built: {0}")]
    Table(#[from] polars::prelude::PolarsError),
    /// A table cannot be written as CSV.
    #[error("a table cannot be written as CSV: {0}")]
    Csv(#[from] std::io::Error),
    /// A table cannot be written as Parquet.
    #[error("a table cannot be written as Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The workbook cannot be made.
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A JSON file cannot be made.
    #[error("a JSON file cannot be made: {0}")]
    Json(#[from] serde_json::Error),
    /// The page cannot be made.
    #[error("the page cannot be made: {0}")]
    Page(#[from] minijinja::Error),
}

/// Writes the whole report into the folder; `step` is told of each file.
///
/// # Errors
/// Where a file cannot be made or written.
pub fn write(report: &Report, folder: &Folder, step: impl Fn(&str)) -> Result<(), RenderError> {
    let tables = tables::all(report)?;
    let charts = charts::all(report)?;
    let put = |path: &str, bytes: &[u8]| {
        step(path);
        folder.write(path, bytes)
    };
    put("report.html", page::html(report, &tables, &charts)?.as_bytes())?;
    put("report.md", page::markdown(report, &tables, &charts)?.as_bytes())?;
    put("incident.json", json::incident(report)?.as_bytes())?;
    put("datapackage.json", datapackage::datapackage(report, &tables)?.as_bytes())?;
    put("summary.xlsx", &xlsx::bytes(report, &tables)?)?;
    for table in &tables {
        put(&format!("tables/{}.csv", table.name), &csv::bytes(table)?)?;
        put(&format!("tables/{}.parquet", table.name), &parquet::bytes(table)?)?;
    }
    for chart in &charts {
        put(&format!("charts/{}.svg", chart.name), chart.svg.as_bytes())?;
        put(&format!("charts/{}.txt", chart.name), format!("{}\n", chart.alt.trim_end()).as_bytes())?;
        put(&format!("charts/{}.png", chart.name), &charts::png(&chart.svg)?)?;
    }
    put("manifest.json", manifest::manifest(report)?.as_bytes())?;
    Ok(())
}
