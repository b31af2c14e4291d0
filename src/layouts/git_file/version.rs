//! One version of a file of the layout `git`: CSV with a row for each site.

use crate::clock::Instant;
use crate::logs::{
    ArchivedProbe, Cells, Fields, OUTCOMES, ReadSettings, Splitter, Timestamp, code_with_words,
};
use crate::model::RefusalKind;
use crate::model::suggest::listed;

/// Columns that a version can have; its time is that of its commit.
pub(super) const COLUMNS: [&str; 6] =
    ["site", "vantage", "status_code", "error", "latency_ms", "result"];

/// Row of a version, in our own columns; what it does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct VersionRow {
    pub(super) site: String,
    pub(super) vantage: String,
    pub(super) status_code: String,
    pub(super) error: String,
    pub(super) latency_ms: String,
    pub(super) result: String,
}

impl VersionRow {
    /// Makes a probe of the row, at the time of its commit.
    pub(super) fn probe(&self, at: Instant) -> ArchivedProbe<'_> {
        ArchivedProbe {
            at: Timestamp::Moment(at),
            site: &self.site,
            vantage: &self.vantage,
            status_code: &self.status_code,
            error: &self.error,
            latency_ms: &self.latency_ms,
            result: &self.result,
        }
    }
}

/// Places of our columns in a version, in the order of [`COLUMNS`]; several make one name.
#[derive(Debug)]
pub(super) struct VersionColumns {
    /// Numbers of fields, from 0, by column; empty for a column that is not there.
    places: [Vec<usize>; 6],
    /// Number of fields of a row.
    fields: usize,
}

impl VersionColumns {
    /// Reads the rows of a version; one without a site, or with other fields, is a refusal.
    ///
    /// # Errors
    /// Where no header can be found, or a column is missing: what was found, in words.
    pub(super) fn rows(
        stored: &[u8],
        settings: &ReadSettings,
    ) -> Result<Vec<Result<VersionRow, RefusalKind>>, String> {
        let text = std::str::from_utf8(stored).map_err(|_| "text that is not UTF-8".to_owned())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let mut splitter = Splitter::new(settings.dialect.separator);
        let names = match &settings.dialect.header {
            Some(names) => names.clone(),
            None => {
                let line = lines.next().ok_or_else(|| "an empty file".to_owned())?;
                let fields = splitter.split(line.as_bytes()).map_err(|why| why.to_string())?;
                (0..fields.count()).map(|at| fields.text(at).to_owned()).collect()
            }
        };
        let columns = VersionColumns::find(&names, settings)?;
        let fixed_site = settings.dialect.site.as_deref();
        let row = |line: &str| columns.row(splitter.split(line.as_bytes())?, fixed_site);
        Ok(lines.map(row).collect())
    }

    /// Finds the columns among the names of a version.
    fn find(names: &[String], settings: &ReadSettings) -> Result<VersionColumns, String> {
        let names_found = || format!("the columns {}", listed(names.iter().map(String::as_str)));
        let mut places: [Vec<usize>; 6] = Default::default();
        for (ours, places) in COLUMNS.into_iter().zip(&mut places) {
            let own = [ours.to_owned()];
            let mapped = settings.columns.get(ours);
            for name in mapped.map_or(&own[..], |names| names.all()) {
                match place(names, name) {
                    Some(place) => places.push(place),
                    None if mapped.is_some() => return Err(names_found()),
                    None => (),
                }
            }
        }
        let has = |name: &str| {
            let place = COLUMNS.iter().position(|column| *column == name);
            place.is_some_and(|place| !places[place].is_empty())
        };
        let has_site = has("site") || settings.dialect.site.is_some();
        if !has_site || !OUTCOMES.iter().any(|name| has(name)) {
            return Err(names_found());
        }
        Ok(VersionColumns { places, fields: names.len() })
    }

    /// Says whether one column was named for status codes and for errors.
    fn has_code_or_error(&self) -> bool {
        let places =
            |ours: &str| COLUMNS.iter().position(|known| *known == ours).map(|at| &self.places[at]);
        let (codes, errors) = (places("status_code"), places("error"));
        codes == errors && codes.is_some_and(|places| !places.is_empty())
    }

    /// Reads a row.
    fn row(&self, fields: Fields<'_>, fixed_site: Option<&str>) -> Result<VersionRow, RefusalKind> {
        let (expected, found) = (self.fields, fields.count());
        if found != expected {
            return Err(RefusalKind::FieldCount { expected, found });
        }
        let [site, vantage, status_code, error, latency_ms, result] =
            self.places.each_ref().map(|places| {
                let cells: Vec<&str> = places.iter().map(|place| fields.text(*place)).collect();
                cells.join(" ")
            });
        // Part of a word is another word.
        let lacks_part = |ours: &str| {
            let at = COLUMNS.iter().position(|column| *column == ours);
            let places = at.map_or(&[][..], |at| &self.places[at]);
            places.len() > 1 && places.iter().any(|place| fields.text(*place).is_empty())
        };
        if ["status_code", "result"].into_iter().any(lacks_part) {
            return Err(RefusalKind::Empty);
        }
        // A column that is both has the code of an answer, or the error where none came.
        let (status_code, error) = match self.has_code_or_error() {
            true if is_code(&status_code) => (status_code, String::new()),
            true => (String::new(), error),
            false => (status_code, error),
        };
        let site = fixed_site.map_or(site, str::to_owned);
        if site.trim().is_empty() {
            return Err(RefusalKind::Empty);
        }
        Ok(VersionRow { site, vantage, status_code, error, latency_ms, result })
    }
}

/// End of a name that stands for any further letters of a heading, such as a moment that is another
/// one in each version.
const ANY: char = '*';

/// Finds the number of a column, from 0, by its name, or by the beginning of it; `None` where there
/// is none, or several begin so.
fn place(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|known| known == name).or_else(|| {
        let begin = name.strip_suffix(ANY)?;
        let mut all = names.iter().enumerate().filter(|(_, known)| known.starts_with(begin));
        let (place, _) = all.next()?;
        all.next().is_none().then_some(place)
    })
}

/// Says whether a cell is a status code, perhaps with words behind it, and not a text on what
/// failed.
fn is_code(cell: &str) -> bool {
    cell.trim().parse::<f64>().is_ok() || code_with_words(cell).is_some()
}
