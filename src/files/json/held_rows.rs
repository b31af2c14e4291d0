//! Rows that are held until the objects around them end: a key behind a list can belong to each of
//! its rows, or can stand twice.

use crate::files::json::cells::{JsonCell, JsonItem};
use crate::files::json::plan::{InnermostLists, JsonPlan};

/// Most rows that are held.
const MOST_ROWS: usize = 20_000;
/// Most elements of lists beside one another: their rows are whole only with the last list. As many
/// as half a year has minutes.
const MOST_PARALLEL: usize = 262_144;

/// Row that waits for keys which stand behind it.
#[derive(Debug)]
struct HeldRow {
    /// Cells by their numbers in the plan.
    cells: Vec<JsonCell>,
    /// Key that stands twice in an object around the row's cells.
    twice: Option<String>,
}

/// Object or element of a list that is read now.
#[derive(Debug, Clone, Default)]
struct OpenElement {
    /// Number of rows that were held when it began.
    start: usize,
    /// Whether rows of it were handed on already.
    is_partly_gone: bool,
    /// Key that stands twice in it.
    twice: Option<String>,
    /// Number of rows that the first of its parallel lists made; `None` before that list ends.
    parallel_rows: Option<usize>,
}

/// Numbers of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) enum RowNumbering {
    /// All rows have the number of their line.
    Line(u64),
    /// Rows are counted; the number of those before.
    Count(u64),
}

/// Rows of an entry, and the cells of the row that is read now.
#[derive(Debug)]
pub(super) struct HeldRows<'p> {
    plan: &'p JsonPlan,
    /// Cells met so far of the row that is read, by their numbers in the plan.
    cells: Vec<JsonCell>,
    /// Elements that are open, outermost first.
    open: Vec<OpenElement>,
    /// Rows that wait for the end of their entry; may be empty.
    rows: Vec<HeldRow>,
    /// Row to which an element of a further parallel list belongs.
    beside: Option<usize>,
    /// Whether each cell of the plan was met, by its number.
    pub(super) found: Vec<bool>,
    /// Whether each list of the plan was met, by its number.
    pub(super) lists_found: Vec<bool>,
    pub(super) numbering: RowNumbering,
    /// Number of rows handed on.
    pub(super) handed_on: u64,
}

/// Key that comes too late: rows to which it belongs were handed on.
#[derive(Debug)]
pub(super) struct TooLate;

impl<'p> HeldRows<'p> {
    /// Holds no row yet.
    pub(super) fn new(plan: &'p JsonPlan) -> HeldRows<'p> {
        HeldRows {
            plan,
            cells: vec![JsonCell::Missing; plan.width()],
            open: vec![OpenElement::default(); plan.depth + 1],
            rows: Vec::new(),
            beside: None,
            found: vec![false; plan.width()],
            lists_found: vec![false; plan.depth],
            numbering: RowNumbering::Count(0),
            handed_on: 0,
        }
    }

    /// Begins an element of the list at this depth; 0 is an entry.
    pub(super) fn begin(&mut self, depth: usize) {
        self.open[depth] = OpenElement { start: self.rows.len(), ..OpenElement::default() };
        for (cell, of_depth) in self.cells.iter_mut().zip(&self.plan.depths) {
            if *of_depth >= depth {
                *cell = JsonCell::Missing;
            }
        }
    }

    /// Ends an element of the list at this depth: an innermost one is a row. Returns whether rows
    /// must be handed on.
    pub(super) fn end(&mut self, depth: usize) -> bool {
        if depth == self.plan.depth {
            let twice = self.open[..=depth].iter().find_map(|open| open.twice.clone());
            self.rows.push(HeldRow { cells: self.cells.clone(), twice });
        }
        let most = match self.plan.innermost {
            InnermostLists::Alone => MOST_ROWS,
            InnermostLists::Parallel => MOST_PARALLEL,
        };
        depth == 0 || self.rows.len() >= most
    }

    /// Sets a cell, also in rows to which it belongs.
    pub(super) fn set(&mut self, cell: usize, value: &JsonCell) -> Result<(), TooLate> {
        self.found[cell] = true;
        let depth = self.plan.depths[cell];
        if let Some(row) = self.beside.filter(|_| depth == self.plan.depth) {
            if let Some(row) = self.rows.get_mut(row) {
                row.cells[cell] = value.clone();
            }
            return Ok(());
        }
        let open = &self.open[depth];
        if open.is_partly_gone {
            return Err(TooLate);
        }
        for row in &mut self.rows[open.start..] {
            row.cells[cell] = value.clone();
        }
        self.cells[cell] = value.clone();
        Ok(())
    }

    /// Says whether a parallel list of the object that is read now has made its rows already, so
    /// that the elements of a further one belong to these.
    pub(super) fn has_parallel_rows(&self) -> bool {
        self.of_parallel().is_some_and(|open| open.parallel_rows.is_some())
    }

    /// Finds the object around parallel lists; `None` where the plan has none.
    fn of_parallel(&self) -> Option<&OpenElement> {
        let is_parallel = self.plan.innermost == InnermostLists::Parallel;
        self.open.get(self.plan.depth.checked_sub(1)?).filter(|_| is_parallel)
    }

    /// Takes note that the first of parallel lists has ended.
    pub(super) fn end_first_list(&mut self, elements: usize) {
        if self.of_parallel().is_some() {
            self.open[self.plan.depth - 1].parallel_rows = Some(elements);
        }
    }

    /// Goes on with an element of a further parallel list, by its index.
    pub(super) fn begin_beside(&mut self, index: usize) -> Result<(), TooLate> {
        match self.of_parallel() {
            Some(open) if !open.is_partly_gone => self.beside = Some(open.start + index),
            _ => return Err(TooLate),
        }
        Ok(())
    }

    /// Ends a further parallel list. Where it has another length than the first, nobody can tell
    /// which elements belong together, and none of its values is kept.
    pub(super) fn end_beside(&mut self, elements: usize, cells: &[usize]) {
        self.beside = None;
        let Some(open) = self.of_parallel() else { return };
        let (start, expected) = (open.start, open.parallel_rows.unwrap_or(elements));
        if elements == expected {
            return;
        }
        let odd = JsonCell::Odd(format!("a list of {elements} values beside one of {expected}"));
        for row in self.rows.iter_mut().skip(start).take(expected) {
            for cell in cells {
                row.cells[*cell] = odd.clone();
            }
        }
    }

    /// Takes note that a key stands twice in an element of this depth.
    pub(super) fn note_repeated_key(&mut self, depth: usize, key: &str) -> Result<(), TooLate> {
        let open = &mut self.open[depth];
        if open.is_partly_gone {
            return Err(TooLate);
        }
        open.twice = Some(key.to_owned());
        for row in &mut self.rows[open.start..] {
            row.twice = Some(key.to_owned());
        }
        Ok(())
    }

    /// Hands on all rows that are held.
    ///
    /// # Errors
    /// As `each` says.
    pub(super) fn emit<E>(
        &mut self,
        each: &mut dyn FnMut(JsonItem<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for open in &mut self.open {
            open.is_partly_gone |= self.rows.len() > open.start;
            open.start = 0;
        }
        for row in std::mem::take(&mut self.rows) {
            self.handed_on += 1;
            let number = match &mut self.numbering {
                RowNumbering::Line(line) => *line,
                RowNumbering::Count(count) => {
                    *count += 1;
                    *count
                }
            };
            each(match &row.twice {
                Some(key) => JsonItem::Twice { number, key },
                None => JsonItem::Row { number, cells: &row.cells },
            })?;
        }
        Ok(())
    }

    /// Drops the rows of an entry that breaks off.
    pub(super) fn discard(&mut self) {
        self.rows.clear();
    }
}
