//! Every file of a report, each made just before it is written.

use super::charts::{self, ChartError, PngRenderer};
use super::formats::xlsx::{self, Limits};
use super::formats::{csv, datapackage, json, manifest, parquet};
use super::parallel::{Job, in_parallel};
use super::{page, tables};
use crate::model::Report;
use crate::model::words::printable;
use crate::output::{MANIFEST, NewFile, OutputError, OutputFolder};
use std::io::Write;

/// Why a report cannot be made or written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The folder cannot be written.
    #[error(transparent)]
    FilesToMake(#[from] OutputError),
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

/// Makes the content of a file.
type MakeFile<'a> = Box<dyn FnOnce(&mut NewFile) -> Result<(), RenderError> + Send + 'a>;

/// Writes the whole report into the folder; `step` is called with each file. The files are made
/// side by side, each by one thread, so that their bytes are the same however many there are. Of
/// several that cannot be made, the first in the order below is the error.
///
/// # Errors
/// Where a file cannot be made or written.
pub fn write(
    report: &Report,
    folder: &OutputFolder,
    step: impl Fn(&str) + Sync,
) -> Result<(), RenderError> {
    let tables = tables::all(report)?;
    let charts = charts::all(report)?;
    let renderer = PngRenderer::with_fonts(&report.chart.fonts);
    let mut files = FilesToMake::default();
    // What takes long comes first, so that no thread works alone at the end.
    files.add_bytes("summary.xlsx", || Ok(xlsx::bytes(report, &tables, Limits::default())?));
    for chart in &charts {
        files.add_bytes(format!("charts/{}.png", chart.name), || Ok(renderer.picture(chart)?));
    }
    files.add("incident.json", |into| Ok(json::incident(report, &tables, into)?));
    files.add_bytes("report.html", || Ok(page::html(report, &tables, &charts)?));
    files.add_bytes("report.md", || Ok(page::markdown(report, &tables, &charts)?));
    for table in &tables {
        let path = |ending| format!("tables/{}.{ending}", table.name);
        files.add(path("csv"), |into| Ok(csv::write(table, into)?));
        files.add(path("parquet"), |into| Ok(parquet::write(table, into)?));
    }
    files.add_bytes("datapackage.json", || Ok(datapackage::datapackage(report, &tables)?));
    for chart in &charts {
        files.add_bytes(format!("charts/{}.svg", chart.name), || Ok(&chart.svg));
        files.add_bytes(format!("charts/{}.txt", chart.name), || {
            Ok(printable(&format!("{}\n", chart.alt.trim_end())))
        });
    }
    let put = |file: FileToMake<'_>| -> Result<(), RenderError> {
        step(&file.path);
        folder.fill(&file.path, file.make)
    };
    let jobs = files.0.into_iter().map(|file| -> Job<'_, _> { Box::new(move || put(file)) });
    in_parallel(jobs.collect()).into_iter().collect::<Result<(), RenderError>>()?;
    // It lists the others, so that they are known again as files of this program.
    step(MANIFEST);
    Ok(folder.write(MANIFEST, manifest::manifest(report, &folder.written())?.as_bytes())?)
}

/// A file to be made: its path below the folder, with `/`, and what makes it.
struct FileToMake<'a> {
    path: String,
    make: MakeFile<'a>,
}

/// The files to be made, in order.
#[derive(Default)]
struct FilesToMake<'a>(Vec<FileToMake<'a>>);

impl<'a> FilesToMake<'a> {
    /// Adds a file that is written while it is made.
    fn add(
        &mut self,
        path: impl Into<String>,
        make: impl FnOnce(&mut NewFile) -> Result<(), RenderError> + Send + 'a,
    ) {
        self.0.push(FileToMake { path: path.into(), make: Box::new(make) });
    }

    /// Adds a file that is made whole, then written.
    fn add_bytes<B: AsRef<[u8]>>(
        &mut self,
        path: impl Into<String>,
        make: impl FnOnce() -> Result<B, RenderError> + Send + 'a,
    ) {
        self.add(path, |into| Ok(into.write_all(make()?.as_ref())?));
    }
}
