//! Every file of a report, each made just before it is written.

use super::charts::{self, ChartError, Press};
use super::files::{FilesError, Folder, NewFile};
use super::formats::xlsx::{self, Limits};
use super::formats::{csv, datapackage, json, manifest, parquet};
use super::share::{self, Work};
use super::{page, tables};
use crate::model::Report;
use std::io::Write;
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
    /// A file cannot be written.
    #[error("a file cannot be written: {0}")]
    Write(#[from] std::io::Error),
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

/// Makes a file.
type Make<'a> = Box<dyn FnOnce(&mut NewFile) -> Result<(), RenderError> + Send + 'a>;

/// Writes the whole report into the folder; `step` is told of each file. The files are made side by
/// side, each by one thread, so that their bytes are the same however many there are. Of several
/// that cannot be made, the first in the order below is told.
///
/// # Errors
/// Where a file cannot be made or written.
pub fn write(
    report: &Report,
    folder: &Folder,
    step: impl Fn(&str) + Sync,
) -> Result<(), RenderError> {
    let (tables, charts) = (tables::all(report)?, charts::all(report)?);
    let presses = Presses::default();
    let mut files = Files::default();
    // What takes long comes first, so that no thread works alone at the end.
    files.add("summary.xlsx", |into| {
        Ok(into.write_all(&xlsx::bytes(report, &tables, Limits::default())?)?)
    });
    for chart in &charts {
        files.add(format!("charts/{}.png", chart.name), |into| {
            Ok(into.write_all(&presses.png(&chart.svg)?)?)
        });
    }
    files.add("incident.json", |into| Ok(json::incident(report, &tables, into)?));
    files.add("report.html", |into| {
        Ok(into.write_all(page::html(report, &tables, &charts)?.as_bytes())?)
    });
    files.add("report.md", |into| {
        Ok(into.write_all(page::markdown(report, &tables, &charts)?.as_bytes())?)
    });
    for table in &tables {
        files.add(format!("tables/{}.csv", table.name), |into| Ok(csv::write(table, into)?));
        files
            .add(format!("tables/{}.parquet", table.name), |into| Ok(parquet::write(table, into)?));
    }
    files.add("datapackage.json", |into| {
        Ok(into.write_all(datapackage::datapackage(report, &tables)?.as_bytes())?)
    });
    for chart in &charts {
        files.add(format!("charts/{}.svg", chart.name), |into| {
            Ok(into.write_all(chart.svg.as_bytes())?)
        });
        files.add(format!("charts/{}.txt", chart.name), |into| {
            Ok(writeln!(into, "{}", chart.alt.trim_end())?)
        });
    }
    files.add("manifest.json", |into| Ok(into.write_all(manifest::manifest(report)?.as_bytes())?));
    let put = |path: &str, make: Make<'_>| -> Result<(), RenderError> {
        step(path);
        folder.fill(path, make)
    };
    let work = files
        .0
        .into_iter()
        .map(|(path, make)| -> Work<'_, _> { Box::new(move || put(&path, make)) });
    share::done(work.collect()).into_iter().collect()
}

/// The files to be made, in order.
#[derive(Default)]
struct Files<'a>(Vec<(String, Make<'a>)>);

impl<'a> Files<'a> {
    fn add(
        &mut self,
        path: impl Into<String>,
        make: impl FnOnce(&mut NewFile) -> Result<(), RenderError> + Send + 'a,
    ) {
        self.0.push((path.into(), Box::new(make)));
    }
}

/// The presses of the threads that make pictures: each keeps its fonts and its memory for the next
/// picture.
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
