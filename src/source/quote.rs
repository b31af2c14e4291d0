//! The archive's own lines, for one who wants to see what an outage rests on.

use super::archive::Archive;
use super::blocks::{Blocks, LONGEST_LINE};
use super::pool::Pool;
use super::{Progress, SourceError};
use crate::clock::{Span, rfc3339};
use crate::model::{Place, Quote, Sample};
use std::collections::BTreeMap;
use std::path::Path;

impl Archive {
    /// The rows of a site in a span, in order of time and place, as they stand in their files.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn quote(&mut self, site: &str, span: Span) -> Result<Vec<Quote>, SourceError> {
        self.only_sites = vec![site.to_owned()];
        let mut rows: Vec<Sample> = Vec::new();
        self.read(
            |sample, _| rows.extend(Some(sample).filter(|sample| span.holds(sample.at))),
            |_: Progress| (),
        )?;
        rows.sort_by_key(|sample| (sample.at, sample.place));
        let mut texts: BTreeMap<Place, String> = BTreeMap::new();
        for (at, file) in self.files.iter().enumerate() {
            let number = u32::try_from(self.first_input + at).unwrap_or(u32::MAX);
            let mut wanted: BTreeMap<Place, String> = rows
                .iter()
                .filter(|sample| sample.place.file == number)
                .map(|sample| (sample.place, self.told(sample)))
                .collect();
            let by_line = self.layouts[file.source]
                .foreign
                .map_or(!file.is_parquet(), |foreign| foreign.by_line);
            if by_line {
                fill(&mut wanted, &file.path, number)?;
            }
            texts.append(&mut wanted);
        }
        let shown = |place: Place| {
            self.files.get(place.file as usize - self.first_input).map(|file| file.shown.clone())
        };
        let quote = |sample: &Sample| {
            Some(Quote {
                file: shown(sample.place)?,
                line: sample.place.line,
                class: sample.class,
                text: texts.get(&sample.place).cloned().unwrap_or_default(),
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
fn fill(wanted: &mut BTreeMap<Place, String>, path: &Path, file: u32) -> Result<(), SourceError> {
    let Some(last) = wanted.keys().map(|place| place.line).max() else { return Ok(()) };
    let mut blocks = Blocks::open(path, &Pool::new())?;
    let mut line = 0;
    while let Some(block) =
        blocks.next().map_err(|why| why.error(&path.display().to_string(), line))?
    {
        for text in block.lines().split_inclusive(|byte| *byte == b'\n') {
            line += 1;
            if let Some(place) = wanted.get_mut(&Place { file, line })
                && text.len() <= LONGEST_LINE
            {
                let text = text.strip_suffix(b"\n").unwrap_or(text);
                *place =
                    String::from_utf8_lossy(text.strip_suffix(b"\r").unwrap_or(text)).into_owned();
            }
        }
        if line >= last {
            break;
        }
    }
    Ok(())
}
