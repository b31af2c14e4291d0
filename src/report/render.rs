//! Every file of a report, each made just before it is written.

use super::charts::{self, ChartError, Press};
use super::files::{FilesError, Folder};
use super::formats::{csv, datapackage, json, manifest, parquet, xlsx};
use super::share::{self, Work};
use super::{page, tables};
use crate::model::Report;
use std::sync::{Mutex, PoisonError};

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

/// Makes the bytes of a file.
type Make<'a> = Box<dyn FnOnce() -> Result<Vec<u8>, RenderError> + Send + 'a>;

/// Writes the whole report into the folder; `step` is told of each file. The files are made side by side, each by one thread, so that
/// their bytes are the same however many there are. Of several that cannot be made, the first in the order below is told.
///
/// # Errors
/// Where a file cannot be made or written.
pub fn write(report: &Report, folder: &Folder, step: impl Fn(&str) + Sync) -> Result<(), RenderError> {
    let (tables, charts) = (tables::all(report)?, charts::all(report)?);
    let presses = Presses::default();
    let mut files = Files::default();
    // What takes long comes first, so that no thread works alone at the end.
    files.add("summary.xlsx", || Ok(xlsx::bytes(report, &tables)?));
    for chart in &charts {
        files.add(format!("charts/{}.png", chart.name), || presses.png(&chart.svg));
    }
    files.add("incident.json", || Ok(json::incident(report)?.into_bytes()));
    files.add("report.html", || Ok(page::html(report, &tables, &charts)?.into_bytes()));
    files.add("report.md", || Ok(page::markdown(report, &tables, &charts)?.into_bytes()));
    for table in &tables {
        files.add(format!("tables/{}.csv", table.name), || Ok(csv::bytes(table)?));
        files.add(format!("tables/{}.parquet", table.name), || Ok(parquet::bytes(table)?));
    }
    files.add("datapackage.json", || Ok(datapackage::datapackage(report, &tables)?.into_bytes()));
    for chart in &charts {
        files.add(format!("charts/{}.svg", chart.name), || Ok(chart.svg.clone().into_bytes()));
        files.add(format!("charts/{}.txt", chart.name), || Ok(format!("{}\n", chart.alt.trim_end()).into_bytes()));
    }
    files.add("manifest.json", || Ok(manifest::manifest(report)?.into_bytes()));
    let put = |path: &str, make: Make<'_>| -> Result<(), RenderError> {
        step(path);
        Ok(folder.write(path, &make()?)?)
    };
    let work = files.0.into_iter().map(|(path, make)| -> Work<'_, _> { Box::new(move || put(&path, make)) });
    share::done(work.collect()).into_iter().collect()
}

/// The files to be made, in order.
#[derive(Default)]
struct Files<'a>(Vec<(String, Make<'a>)>);

impl<'a> Files<'a> {
    fn add(&mut self, path: impl Into<String>, make: impl FnOnce() -> Result<Vec<u8>, RenderError> + Send + 'a) {
        self.0.push((path.into(), Box::new(make)));
    }
}

/// The presses of the threads that make pictures: each keeps its fonts and its memory for the next picture.
#[derive(Default)]
struct Presses(Mutex<Vec<Press>>);

impl Presses {
    fn png(&self, svg: &str) -> Result<Vec<u8>, RenderError> {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut press = free().pop().unwrap_or_else(Press::new);
        let png = press.png(svg);
        free().push(press);
        Ok(png?)
    }
}
