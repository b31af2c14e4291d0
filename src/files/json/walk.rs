//! Walk through JSON, value by value: sets the cells to which a plan leads, and hands on rows.

use crate::files::json::byte_budget::ByteBudget;
use crate::files::json::cells::{JsonCell, JsonItem};
use crate::files::json::held_rows::{HeldRows, TooLate};
use crate::files::json::plan::{JsonPlan, PlanNode};
use crate::model::suggest::short;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;

/// Most names of one object that are kept, to see whether one stands twice.
const MOST_NAMES: usize = 200_000;

/// Most plain values of a list that is one cell.
const MOST_TEXTS: usize = 10_000;

/// Walk through a file.
pub(super) struct JsonWalk<'w, E> {
    pub(super) plan: &'w JsonPlan,
    pub(super) rows: HeldRows<'w>,
    pub(super) budget: ByteBudget,
    /// Taker of the rows.
    pub(super) each: &'w mut dyn FnMut(JsonItem<'_>) -> Result<(), E>,
    /// Reason for which the walk ended early.
    pub(super) halt: Option<WalkHalt<E>>,
}

/// Reason for which a walk ends before the text does.
pub(super) enum WalkHalt<E> {
    /// The taker of the rows wants no more.
    Taker(E),
    /// A key of an object stands behind more of its rows than are held.
    TooLate(String),
    /// Lists beside one another have more elements than are held.
    TooManyParallel,
}

impl<E> JsonWalk<'_, E> {
    /// Hands on the rows that are held and complete.
    fn emit<X: Error>(&mut self) -> Result<(), X> {
        self.rows.emit(self.each).map_err(|why| {
            self.halt = Some(WalkHalt::Taker(why));
            X::custom("stopped")
        })
    }

    /// Begins an element of a list.
    fn begin(&mut self, depth: usize) {
        self.rows.begin(depth);
    }

    /// Ends an element of a list; a row that is complete is handed on.
    fn end<X: Error>(&mut self, depth: usize) -> Result<(), X> {
        if self.rows.end(depth) { self.emit() } else { Ok(()) }
    }

    /// Makes the error of lists beside one another that are too long to be held.
    fn too_many_parallel<X: Error>(&mut self) -> X {
        self.halt = Some(WalkHalt::TooManyParallel);
        X::custom("stopped")
    }

    /// Makes the error of a key that stands behind rows which needed it.
    fn too_late<X: Error>(&mut self, key: &str) -> X {
        self.halt = Some(WalkHalt::TooLate(key.to_owned()));
        X::custom("stopped")
    }

    fn set<X: Error>(&mut self, cells: &[usize], value: &JsonCell) -> Result<(), X> {
        for cell in cells {
            self.rows.set(*cell, value).map_err(|TooLate| self.too_late("a key"))?;
        }
        Ok(())
    }

    /// Marks all cells below a node of the plan as unfit, as the file holds something else at this
    /// place. Where a list was wanted, a row says so.
    fn set_unfit<X: Error>(&mut self, at: usize, found: &str) -> Result<(), X> {
        let depth = self.plan.nodes[at].depth;
        let beyond = self.plan.cells_from(at);
        let is_beyond = |list: &usize| beyond.iter().any(|cell| self.plan.depths[*cell] >= *list);
        let lists: Vec<usize> = (depth + 1..=self.plan.depth).filter(is_beyond).collect();
        for list in &lists {
            self.rows.lists_found[list - 1] = true;
            self.begin(*list);
        }
        self.set(&beyond, &JsonCell::Odd(found.to_owned()))?;
        for list in lists.iter().rev() {
            self.end(*list)?;
        }
        Ok(())
    }

    /// Takes a plain value.
    fn plain<X: Error>(&mut self, at: usize, text: &str) -> Result<(), X> {
        let node = &self.plan.nodes[at];
        if goes_on(node) {
            return self.set_unfit(at, &short(text));
        }
        self.set(&node.cells, &JsonCell::Text(text.to_owned()))
    }

    /// Takes `null` at a node of the plan: the cells below it are there, and empty.
    fn null<X: Error>(&mut self, at: usize) -> Result<(), X> {
        let node = &self.plan.nodes[at];
        if let Some(list) = node.elements.or(node.values) {
            let depth = self.plan.nodes[list].depth;
            self.rows.lists_found[depth - 1] = true;
        }
        self.set(&node.cells, &JsonCell::Missing)
    }

    /// Walks a list at a node of the plan: its elements are rows or texts of a cell, or passed
    /// over.
    fn list<'de, A: SeqAccess<'de>>(&mut self, at: usize, mut list: A) -> Result<(), A::Error> {
        let plan = self.plan;
        let node = &plan.nodes[at];
        let element = node.elements;
        if !goes_on(node) {
            let value = texts(&self.budget, list)?;
            return self.set(&node.cells, &value);
        }
        if element.is_none() && node.indices.is_empty() {
            self.set_unfit(at, "a list")?;
            while list.next_element_seed(PassedValue(&self.budget))?.is_some() {}
            return Ok(());
        }
        if let Some(element) = element {
            self.rows.lists_found[plan.nodes[element].depth - 1] = true;
        }
        let is_innermost = element.filter(|at| plan.nodes[*at].depth == plan.depth);
        if let Some(at) = is_innermost.filter(|_| self.rows.has_parallel_rows()) {
            return self.further_list(at, list);
        }
        let mut elements = 0;
        for index in 0.. {
            elements = index;
            let named = node.indices.iter().find(|(wanted, _)| *wanted == index);
            let taken = match (named.map(|(_, at)| *at), element) {
                (Some(at), _) => list.next_element_seed(PlacedValue { walk: self, at })?,
                (None, Some(at)) => list.next_element_seed(ListElement { walk: self, at })?,
                (None, None) => list.next_element_seed(PassedValue(&self.budget))?,
            };
            if taken.is_none() {
                break;
            }
        }
        if is_innermost.is_some() {
            self.rows.end_first_list(elements);
        }
        Ok(())
    }

    /// Takes a list that runs beside another one, and adds its elements to the rows of that.
    fn further_list<'de, A: SeqAccess<'de>>(
        &mut self,
        at: usize,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut elements = 0;
        loop {
            self.rows.begin_beside(elements).map_err(|TooLate| self.too_many_parallel())?;
            if list.next_element_seed(PlacedValue { walk: self, at })?.is_none() {
                break;
            }
            elements += 1;
        }
        let cells = self.plan.cells_from(at);
        self.rows.end_beside(elements, &cells);
        Ok(())
    }

    /// Walks an object at a node of the plan, key by key.
    fn object<'de, A: MapAccess<'de>>(&mut self, at: usize, mut map: A) -> Result<(), A::Error> {
        let plan = self.plan;
        let node = &plan.nodes[at];
        let values = node.values;
        if values.is_none() && node.keys.is_empty() {
            self.set_unfit(at, "an object")?;
            while map.next_key_seed(PassedValue(&self.budget))?.is_some() {
                map.next_value_seed(PassedValue(&self.budget))?;
            }
            return Ok(());
        }
        if let Some(value) = values {
            self.rows.lists_found[plan.nodes[value].depth - 1] = true;
        }
        let mut seen = vec![false; node.keys.len()];
        let mut names = HashSet::new();
        self.budget.begin_value();
        while let Some(key) = map.next_key::<String>()? {
            let known = node.keys.iter().position(|(known, _)| *known == key);
            match (known, values) {
                (Some(known), _) if std::mem::replace(&mut seen[known], true) => {
                    self.note_repeated_key(node.depth, &key)?;
                    map.next_value_seed(PassedValue(&self.budget))?;
                }
                (Some(known), _) => {
                    map.next_value_seed(PlacedValue { walk: self, at: node.keys[known].1 })?;
                }
                (None, Some(_)) if names.contains(&key) => {
                    self.note_repeated_key(node.depth, &key)?;
                    map.next_value_seed(PassedValue(&self.budget))?;
                }
                (None, Some(at)) => {
                    map.next_value_seed(NamedValue { walk: self, at, name: &key })?;
                    if names.len() < MOST_NAMES {
                        names.insert(key);
                    }
                }
                (None, None) => map.next_value_seed(PassedValue(&self.budget))?,
            }
            self.budget.begin_value();
        }
        Ok(())
    }

    /// Takes note of a key that stands twice in one object: its row cannot be used.
    fn note_repeated_key<X: Error>(&mut self, depth: usize, key: &str) -> Result<(), X> {
        self.rows.note_repeated_key(depth, key).map_err(|TooLate| self.too_late(key))
    }
}

/// Reads a list as the value of a cell.
fn texts<'de, A: SeqAccess<'de>>(budget: &ByteBudget, mut list: A) -> Result<JsonCell, A::Error> {
    let mut texts = Vec::new();
    let mut is_plain = true;
    loop {
        budget.begin_value();
        match list.next_element_seed(PlainText(budget))? {
            None => break,
            Some(Some(text)) if texts.len() < MOST_TEXTS => texts.push(text),
            Some(_) => is_plain = false,
        }
    }
    Ok(if is_plain { JsonCell::Texts(texts) } else { JsonCell::Odd("a list".to_owned()) })
}

/// A plain value as text; `None` for a list, an object or `null`.
struct PlainText<'b>(&'b ByteBudget);

impl<'de> DeserializeSeed<'de> for PlainText<'_> {
    type Value = Option<String>;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<String>, D::Error> {
        from.deserialize_any(self)
    }
}

/// Visits of the plain values, which give their text.
macro_rules! texts_of {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<X: Error>(self, value: $kind) -> Result<Option<String>, X> {
            Ok(Some(value.to_string()))
        })*
    };
}

impl<'de> Visitor<'de> for PlainText<'_> {
    type Value = Option<String>;
    texts_of!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_unit<X: Error>(self) -> Result<Option<String>, X> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Option<String>, A::Error> {
        while list.next_element_seed(PassedValue(self.0))?.is_some() {}
        Ok(None)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<String>, A::Error> {
        while map.next_key_seed(PassedValue(self.0))?.is_some() {
            map.next_value_seed(PassedValue(self.0))?;
        }
        Ok(None)
    }
}

/// Says whether a path goes on behind a place.
fn goes_on(node: &PlanNode) -> bool {
    let is_end = node.keys.is_empty() && node.indices.is_empty();
    !is_end || node.elements.is_some() || node.values.is_some()
}

/// A value at the top of a file: an entry, or a list of them.
pub(super) struct TopValue<'a, 'w, E>(pub(super) &'a mut JsonWalk<'w, E>);

impl<'de, E> DeserializeSeed<'de> for TopValue<'_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.budget.begin_value();
        from.deserialize_any(self)
    }
}

/// A value at a place.
struct PlacedValue<'a, 'w, E> {
    walk: &'a mut JsonWalk<'w, E>,
    /// Index of its node in the plan.
    at: usize,
}

impl<'de, E> DeserializeSeed<'de> for PlacedValue<'_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.walk.budget.begin_value();
        from.deserialize_any(self)
    }
}

/// Reads one element of a list for the nodes of the plan below it.
struct ListElement<'a, 'w, E> {
    walk: &'a mut JsonWalk<'w, E>,
    /// Index of the list's node in the plan.
    at: usize,
}

impl<'de, E> DeserializeSeed<'de> for ListElement<'_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let depth = self.walk.plan.nodes[self.at].depth;
        self.walk.begin(depth);
        PlacedValue { walk: &mut *self.walk, at: self.at }.deserialize(from)?;
        self.walk.end(depth)
    }
}

/// A value of an object, with its key.
struct NamedValue<'a, 'w, E> {
    walk: &'a mut JsonWalk<'w, E>,
    /// Index of the object's node in the plan.
    at: usize,
    name: &'a str,
}

impl<'de, E> DeserializeSeed<'de> for NamedValue<'_, '_, E> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let plan = self.walk.plan;
        let node = &plan.nodes[self.at];
        self.walk.begin(node.depth);
        self.walk.set(&node.name_cells, &JsonCell::Text(self.name.to_owned()))?;
        if goes_on(node) || !node.cells.is_empty() {
            PlacedValue { walk: &mut *self.walk, at: self.at }.deserialize(from)?;
        } else {
            PassedValue(&self.walk.budget).deserialize(from)?;
        }
        self.walk.end(node.depth)
    }
}

/// A key or value that is passed over.
struct PassedValue<'b>(&'b ByteBudget);

impl<'de> DeserializeSeed<'de> for PassedValue<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.begin_passing();
        let passed = from.deserialize_ignored_any(IgnoredAny);
        self.0.begin_value();
        passed.map(drop)
    }
}

/// Visits of the plain values, by what takes their text.
macro_rules! plain_values {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<X: Error>(self, value: $kind) -> Result<(), X> {
            self.take_plain(&value.to_string())
        })*
    };
}

impl<E> PlacedValue<'_, '_, E> {
    fn take_plain<X: Error>(self, text: &str) -> Result<(), X> {
        self.walk.plain(self.at, text)
    }
}

impl<'de, E> Visitor<'de> for PlacedValue<'_, '_, E> {
    type Value = ();
    plain_values!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_str<X: Error>(self, text: &str) -> Result<(), X> {
        self.take_plain(text)
    }
    fn visit_unit<X: Error>(self) -> Result<(), X> {
        self.walk.null(self.at)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.walk.list(self.at, list)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.walk.object(self.at, map)
    }
}

impl<E> TopValue<'_, '_, E> {
    fn take_plain<X: Error>(self, text: &str) -> Result<(), X> {
        self.0.begin(0);
        self.0.plain(0, text)?;
        self.0.end(0)
    }
}

impl<'de, E> Visitor<'de> for TopValue<'_, '_, E> {
    type Value = ();
    plain_values!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64);
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }
    fn visit_str<X: Error>(self, text: &str) -> Result<(), X> {
        self.take_plain(text)
    }
    fn visit_unit<X: Error>(self) -> Result<(), X> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(ListElement { walk: &mut *self.0, at: 0 })?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.begin(0);
        self.0.object(0, map)?;
        self.0.end(0)
    }
}
