//! A file of probes, and the same file with its header read.

use crate::files::{Block, ReadError};
use crate::logs::doubled_hour::{DoubledHour, DoubledHours};
use crate::logs::header::{FirstLines, Header, first_lines};
use crate::logs::layout::ReadSettings;
use crate::logs::row_order::order_of_lines;
use crate::model::{Input, InputRole};
use std::path::PathBuf;
use std::sync::Arc;

/// One file or folder of an archive.
#[derive(Debug)]
pub(crate) struct ProbeFile {
    pub(crate) path: PathBuf,
    /// Path as shown to readers.
    pub(crate) shown: String,
    /// Index of its source.
    pub(crate) source: usize,
    /// Site of all its rows, where its path tells it.
    pub(crate) site: Option<String>,
    /// Vantage of its rows that name none, where its path tells it.
    pub(crate) vantage: Option<String>,
    /// Size as stored; 0 for a folder.
    pub(crate) bytes: u64,
}

impl ProbeFile {
    /// Begins the account of the file among the inputs, in which nothing is counted yet.
    pub(crate) fn account(&self) -> Input {
        Input::new(self.shown.clone(), InputRole::Probes)
    }

    /// Says whether the file is our own layout in Parquet, as its ending says.
    pub(crate) fn is_parquet(&self) -> bool {
        self.path.extension().is_some_and(|ending| ending == "parquet")
    }
}

/// A file whose header is read.
#[derive(Debug)]
pub(crate) struct OpenFile<'a> {
    pub(crate) file: &'a ProbeFile,
    pub(crate) settings: &'a ReadSettings,
    pub(crate) header: Header,
    /// Rows at which doubled hours are shown again, where the order of rows is declared to tell it.
    pub(crate) doubled_hours: Option<Arc<DoubledHours>>,
}

/// File of lines whose header is read.
#[derive(Debug)]
pub(crate) struct BegunFile<'a> {
    pub(crate) open_file: OpenFile<'a>,
    /// Lines of the header: 1, or 0 where the file has none.
    pub(crate) header_lines: u64,
}

impl<'a> OpenFile<'a> {
    /// Reads the header from the first block of a file, and leaves it out of the block's lines.
    ///
    /// # Errors
    /// Where the header cannot be read, or a column is missing.
    pub(crate) fn begin(
        file: &'a ProbeFile,
        settings: &'a ReadSettings,
        block: &mut Block,
    ) -> Result<BegunFile<'a>, ReadError> {
        let FirstLines { header, bytes, lines } = first_lines(&file.path, block.lines(), settings)?;
        block.skip(bytes);
        let mut open_file = OpenFile::of(file, settings, header);
        if settings.dialect.doubled_hour == DoubledHour::InOrder {
            let hours = order_of_lines(&file.path, settings, &open_file.header)?;
            open_file.doubled_hours = Some(Arc::new(hours));
        }
        Ok(BegunFile { open_file, header_lines: lines })
    }

    /// Gives the vantage of rows that name none.
    pub(crate) fn default_vantage(&self) -> &str {
        self.file.vantage.as_deref().unwrap_or(&self.settings.vantage)
    }

    /// Makes an open file, whose rows without a site are of that of its path, where it tells one.
    /// What rows say of their place is not read where places take turns.
    pub(crate) fn of(
        file: &'a ProbeFile,
        settings: &'a ReadSettings,
        mut header: Header,
    ) -> OpenFile<'a> {
        if settings.in_turn {
            header.vantage = None;
        }
        if let Some(site) = &file.site {
            header.fixed_site.clone_from(site);
        }
        OpenFile { file, settings, header, doubled_hours: None }
    }
}
