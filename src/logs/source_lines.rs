//! The archive's own lines, for one who wants to see what an outage rests on.

use crate::clock::{Span, rfc3339};
use crate::files::ReadError;
use crate::files::blocks::{Blocks, LONGEST_LINE};
use crate::files::buffer_pool::Pool;
use crate::logs::archive::Archive;
use crate::logs::archive::Progress;
use crate::model::{Location, Sample, SourceLine};
use std::collections::BTreeMap;
use std::path::Path;

impl Archive {
    /// The rows of a site in a span, in order of time and place, as they stand in their files.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn quote(&mut self, site: &str, span: Span) -> Result<Vec<SourceLine>, ReadError> {
        self.only_sites = vec![site.to_owned()];
        let mut rows: Vec<Sample> = Vec::new();
        self.read(
            |sample, _| rows.extend(Some(sample).filter(|sample| span.contains(sample.at))),
            |_: Progress| (),
        )?;
        rows.sort_by_key(|sample| (sample.at, sample.location));
        let mut texts: BTreeMap<Location, String> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            let number = u32::try_from(self.first_input + at).unwrap_or(u32::MAX);
            let mut filter: BTreeMap<Location, String> = rows
                .iter()
                .filter(|sample| sample.location.file == number)
                .map(|sample| (sample.location, self.told(sample)))
                .collect();
            let by_line = self.layouts[file.source]
                .foreign
                .map_or(!file.is_parquet(), |foreign| foreign.by_line);
            if by_line {
                fill(&mut filter, &file.path, number)?;
            }
            texts.append(&mut filter);
        }
        let shown = |location: Location| {
            self.files.get(location.file as usize - self.first_input).map(|file| file.shown.clone())
        };
        let quote = |sample: &Sample| {
            Some(SourceLine {
                file: shown(sample.location)?,
                line: sample.location.line,
                status: sample.status,
                text: texts.get(&sample.location).cloned().unwrap_or_default(),
            })
        };
        Ok(rows.iter().filter_map(quote).collect())
    }

    /// A row of a file without lines, told in our own columns.
    fn told(&self, sample: &Sample) -> String {
        let vantage =
            self.keys().get(sample.series as usize).map_or("", |key| key.vantage.as_str());
        let cause = self.causes().get(usize::from(sample.cause.0)).map_or("", String::as_str);
        format!("{},{vantage},{cause}", rfc3339(sample.at))
    }
}

/// Puts a file's own lines in the places that are wanted.
fn fill(filter: &mut BTreeMap<Location, String>, path: &Path, file: u32) -> Result<(), ReadError> {
    let Some(last) = filter.keys().map(|location| location.line).max() else { return Ok(()) };
    let mut blocks = Blocks::open(path, &Pool::new())?;
    let mut line = 0;
    while let Some(block) =
        blocks.next().map_err(|why| why.error(&path.display().to_string(), line))?
    {
        for text in block.lines().split_inclusive(|byte| *byte == b'\n') {
            line += 1;
            if let Some(location) = filter.get_mut(&Location { file, line })
                && text.len() <= LONGEST_LINE
            {
                let text = text.strip_suffix(b"\n").unwrap_or(text);
                *location =
                    String::from_utf8_lossy(text.strip_suffix(b"\r").unwrap_or(text)).into_owned();
            }
        }
        if line >= last {
            break;
        }
    }
    Ok(())
}
