//! The lines of the probe logs that runs were made from, where those files are at hand.

use crate::clock::Span;
use crate::files::ReadError;
use crate::files::sha256_of_file;
use crate::incident::incident_runs::layout;
use crate::incident::open::OpenIncident;
use crate::logs::ProbeFile;
use crate::model::SourceLine;
use std::path::{Path, PathBuf};

impl OpenIncident {
    /// The rows of a site in a span, in order of time and place, as they stand in their files; and
    /// the files, as shown, that runs were made from and that are not at hand, or are no longer
    /// what they were. `folder` is that of the incident.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn quote(
        mut self,
        site: &str,
        span: Span,
        folder: Option<&Path>,
    ) -> Result<(Vec<SourceLine>, Vec<String>), ReadError> {
        let mut absent = Vec::new();
        for file in &self.runs.files {
            let first = self.archive.layouts.len();
            self.archive.layouts.extend(file.meta.sources.iter().map(layout));
            for input in &file.meta.inputs {
                let path = folder
                    .map_or_else(|| PathBuf::from(&input.path), |folder| folder.join(&input.path));
                let is_same = path.is_file() && sha256_of_file(&path)?.0 == input.sha256;
                if is_same {
                    let (shown, bytes) = (input.path.clone(), input.bytes);
                    self.archive.files.push(ProbeFile {
                        path,
                        shown,
                        source: first + input.source - 1,
                        bytes,
                    });
                } else {
                    absent.push(input.path.clone());
                }
            }
        }
        Ok((self.archive.quote(site, span)?, absent))
    }
}
