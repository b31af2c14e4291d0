//! Columns of ours in JSON: the paths of their cells, and the cells of a row.

use crate::files::json::{JsonCell, JsonPath, JsonPlan};
use crate::files::settings::OneOrMany;
use crate::model::RefusalKind;
use std::collections::BTreeMap;

/// Value of a cell, for errors.
const PLAIN: &str = "a plain value in each cell";

/// Column of ours, and the cells that make it.
#[derive(Debug)]
pub(super) struct JsonColumn {
    pub(super) ours: &'static str,
    /// Numbers of its cells in a row, from 0; several are joined.
    pub(super) cells: Vec<usize>,
    /// Whether `columns` names it.
    pub(super) is_named: bool,
}

/// Columns to read, and the plan by which their cells are found.
#[derive(Debug)]
pub(super) struct JsonColumns {
    /// Columns, in the order of ours.
    pub(super) all: Vec<JsonColumn>,
    /// Path of each cell, by its number.
    pub(super) paths: Vec<JsonPath>,
    pub(super) plan: JsonPlan,
}

impl JsonColumns {
    /// Finds the paths of our columns: those that are named, and our own names for the rest.
    ///
    /// # Errors
    /// Where a path cannot be read, or lists are not one in the other.
    pub(super) fn of(
        columns: &[&'static str],
        named: &BTreeMap<String, OneOrMany>,
    ) -> Result<JsonColumns, String> {
        let (mut all, mut paths) = (Vec::new(), Vec::<JsonPath>::new());
        for ours in columns {
            let own = [(*ours).to_owned()];
            let theirs = named.get(*ours);
            let mut cells = Vec::new();
            for text in theirs.map_or(&own[..], OneOrMany::all) {
                let path = JsonPath::parse(text)?;
                let known = paths.iter().position(|known| *known == path);
                cells.push(known.unwrap_or(paths.len()));
                if known.is_none() {
                    paths.push(path);
                }
            }
            all.push(JsonColumn { ours, cells, is_named: theirs.is_some() });
        }
        // Our own names are asked beside named lists, but never where these begin.
        let is_top = paths.iter().filter(|path| path.to_string().starts_with("[]")).count();
        if is_top > 0 {
            let unnamed: Vec<usize> =
                all.iter().filter(|one| !one.is_named).flat_map(|one| one.cells.clone()).collect();
            for cell in unnamed {
                let under = format!("[].{}", paths[cell]);
                paths[cell] = JsonPath::parse(&under)?;
            }
        }
        let plan = JsonPlan::new(&paths)?;
        Ok(JsonColumns { all, paths, plan })
    }

    /// Says whether the entry names the path of a column.
    pub(super) fn names(&self, ours: &str) -> bool {
        self.all.iter().any(|one| one.ours == ours && one.is_named)
    }

    /// Gives the cells of a column; none where it is not read.
    pub(super) fn cells(&self, ours: &str) -> &[usize] {
        self.all.iter().find(|one| one.ours == ours).map_or(&[], |one| &one.cells)
    }
}

/// Cells of a row, in our columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct JsonCells<'a> {
    pub(super) columns: &'a JsonColumns,
    /// Cells by their numbers in the plan of the columns.
    pub(super) cells: &'a [JsonCell],
}

impl JsonCells<'_> {
    /// Gives the text of a column, of several cells with blanks between them.
    pub(super) fn text(&self, ours: &str) -> String {
        let mut whole = String::new();
        for cell in self.columns.cells(ours) {
            if !whole.is_empty() {
                whole.push(' ');
            }
            whole.push_str(self.cells[*cell].text());
        }
        whole
    }

    /// Says what is wrong with a column; `None` where nothing is.
    pub(super) fn fault(&self, ours: &str) -> Option<RefusalKind> {
        self.columns.cells(ours).iter().find_map(|cell| match &self.cells[*cell] {
            JsonCell::Odd(found) => {
                Some(RefusalKind::NotOfLayout { expected: PLAIN, found: found.clone() })
            }
            JsonCell::Texts(_) => {
                let found = "a list".to_owned();
                Some(RefusalKind::NotOfLayout { expected: PLAIN, found })
            }
            JsonCell::Missing | JsonCell::Text(_) => None,
        })
    }

    /// Says what is wrong with a column that may tell the outcome, as [`JsonCells::fault`] does;
    /// part of a word is another word, so that each of several cells must be filled.
    pub(super) fn outcome_fault(&self, ours: &str) -> Option<RefusalKind> {
        let is_word = ["status_code", "result"].contains(&ours);
        let is_part = is_word && self.lacks_part(ours) && !self.text(ours).trim().is_empty();
        self.fault(ours).or_else(|| is_part.then_some(RefusalKind::Empty))
    }

    /// Says whether a cell of several that make a column is empty.
    pub(super) fn lacks_part(&self, ours: &str) -> bool {
        let cells = self.columns.cells(ours);
        cells.len() > 1 && cells.iter().any(|cell| self.cells[*cell].text().is_empty())
    }
}
