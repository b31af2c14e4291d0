//! The keys of `[[probes]]` for tables that have no row for each probe, and which layouts take
//! which keys of a CSV log.

use super::{ProbesTable, length, setting};
use crate::files::ReadError;
use crate::logs::{
    CellMeaning, InnerFormat, LayoutSpec, RESULT_WORDS, SiteHeadings, StateBetween, TableShape,
    our_result,
};
use crate::model::suggest::{hint, listed};

/// Value of `sites` that means all headings that are nothing else.
const ALL_OTHERS: &str = "*";

impl ProbesTable {
    /// Checks that a layout takes every key of a CSV log, and of a table of another shape, that is
    /// set; `None` is our own layout.
    ///
    /// # Errors
    /// Where it does not, with what to do.
    pub(super) fn check_csv_keys(
        &self,
        layout: Option<&LayoutSpec>,
        path: &str,
    ) -> Result<(), ReadError> {
        let dialect = "it belongs to CSV logs; a layout of its own says how it is written";
        let wide = "it belongs to layout = \"wide\"; leave it out";
        let mtr = "it belongs to layout = \"mtr\"; leave it out";
        let periods = "it belongs to layout = \"periods\"; leave it out";
        let inside = "it belongs to layout = \"git\", \"git-log\" and \"periods\"; leave it out";
        let shapes = [
            ("cells", self.cells.is_some(), wide),
            ("sites", self.sites.is_some(), wide),
            ("except", !self.except.all().is_empty(), wide),
            ("addresses", !self.addresses.all().is_empty(), mtr),
            ("state", self.state.is_some(), periods),
            ("between", self.between.is_some(), periods),
            ("inside", self.inside.is_some(), inside),
        ];
        let columns = "a layout of its own has no columns to name; leave `columns` out";
        let results = "a layout of its own has words of its own; leave `results` out";
        let csv = [
            ("columns", !self.columns.is_empty(), columns),
            ("separator", self.separator.is_some(), dialect),
            ("header", self.header.is_some(), dialect),
            ("time_format", self.time_format.is_some(), dialect),
            ("site", self.site.is_some(), dialect),
            ("up_when", self.up_when.is_some(), dialect),
            ("extra_fields", self.extra_fields, dialect),
            ("results", !self.results.is_empty(), results),
        ];
        let takes = |key: &str| layout.is_some_and(|layout| layout.csv_keys.contains(&key));
        let of_csv = csv.into_iter().filter(|_| layout.is_some());
        let mut odd = of_csv.chain(shapes).filter(|(key, set, _)| *set && !takes(key));
        match odd.next() {
            Some((key, _, why)) => Err(setting(path, &format!("probes.{key}"), why.to_owned())),
            None => Ok(()),
        }
    }

    /// Reads the shape of a table that has no row for each probe; `path` is the incident file, for
    /// errors.
    pub(super) fn shape(&self, path: &str) -> Result<TableShape, ReadError> {
        let one_of = |key: &str, words: &[&str], found: &str| {
            let known = || words.iter().copied();
            let why = format!(
                "expected one of {}, found `{found}`{}",
                listed(known()),
                hint(found, known())
            );
            setting(path, &format!("probes.{key}"), why)
        };
        let cells = |word: &String| {
            let words = CellMeaning::ALL.map(|(word, _)| word);
            let meaning = CellMeaning::ALL.into_iter().find(|(known, _)| known == word);
            meaning.map(|(_, kind)| kind).ok_or_else(|| one_of("cells", &words, word))
        };
        let state =
            |word: &String| our_result(word).ok_or_else(|| one_of("state", &RESULT_WORDS, word));
        let between = match self.between.as_deref() {
            None | Some("unknown") => StateBetween::Unknown,
            Some("up-at-ends") => StateBetween::UpAtEnds,
            Some("up") => StateBetween::Up,
            Some(other) => {
                return Err(one_of("between", &["up-at-ends", "up", "unknown"], other));
            }
        };
        let inside = match self.inside.as_deref() {
            None | Some("csv") => InnerFormat::Csv,
            Some("json") => InnerFormat::Json,
            Some(other) => return Err(one_of("inside", &["csv", "json"], other)),
        };
        if inside == InnerFormat::Json && (self.separator.is_some() || self.header.is_some()) {
            let why = "JSON has neither `separator` nor `header`; leave them out";
            return Err(setting(path, "probes.inside", why.to_owned()));
        }
        let sites = self.sites.as_ref().map(|sites| match sites.all() {
            [one] if one == ALL_OTHERS => SiteHeadings::Others,
            named => SiteHeadings::Named(named.to_vec()),
        });
        Ok(TableShape {
            cells: self.cells.as_ref().map(cells).transpose()?,
            sites,
            except: self.except.all().to_vec(),
            addresses: self.addresses.all().to_vec(),
            state: self.state.as_ref().map(state).transpose()?,
            between,
            interval_us: length(self.interval.as_deref(), path, "probes.interval")?.unwrap_or(0),
            inside,
        })
    }
}
