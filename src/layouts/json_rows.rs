//! The rows of an export in JSON: objects in a list, each read as it comes, so that no more than
//! one is held.

use crate::layouts::export_column::{ExportColumn, ExportRow};
use crate::layouts::json_scalar::Scalar;
use crate::logs::{Archived, ReadStop};
use crate::model::RefusalKind;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Hands on the objects of the list at the top, or under one of the keys.
pub(super) fn rows(
    archived: &Archived<'_>,
    text: &[u8],
    columns: &[ExportColumn],
    keys: &[&str],
    each: impl FnMut(u64, ExportRow) -> Result<(), ReadStop>,
) -> Result<(), ReadStop> {
    let mut walk = DocumentWalk { columns, each, halt: None, found: false };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let read = DocumentPlace { walk: &mut walk, keys: keys.to_vec(), list: true }
        .deserialize(&mut reader)
        .and_then(|()| reader.end());
    match (walk.halt, read) {
        (Some(halt), _) => Err(halt),
        (None, Err(why)) => Err(archived.broken_json(&why)),
        (None, Ok(())) if !walk.found => {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            Err(archived
                .broken(None, format!("expected a list, or one under {}", keys.join(" or "))))
        }
        (None, Ok(())) => Ok(()),
    }
}

/// Walk through a document.
struct DocumentWalk<'c, F> {
    columns: &'c [ExportColumn],
    each: F,
    halt: Option<ReadStop>,
    /// Whether the list was met.
    found: bool,
}

/// Place in the document: what leads on from here to a list, and whether a list here is one of
/// rows.
struct DocumentPlace<'w, 'c, F> {
    walk: &'w mut DocumentWalk<'c, F>,
    keys: Vec<&'c str>,
    list: bool,
}

impl<'de, F: FnMut(u64, ExportRow) -> Result<(), ReadStop>> DeserializeSeed<'de>
    for DocumentPlace<'_, '_, F>
{
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, 'c, F: FnMut(u64, ExportRow) -> Result<(), ReadStop>> Visitor<'de>
    for DocumentPlace<'_, 'c, F>
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        if !self.list {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        if self.walk.found {
            return Err(A::Error::custom("there are two lists of rows"));
        }
        self.walk.found = true;
        let mut number = 0;
        while let Some(row) = list.next_element_seed(RowOfObject(self.walk.columns))? {
            number += 1;
            if let Err(halt) = (self.walk.each)(number, row) {
                self.walk.halt = Some(halt);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let list = self.keys.contains(&key.as_str());
            let beyond = |path: &&'c str| {
                path.split_once('.').filter(|(first, _)| *first == key).map(|(_, rest)| rest)
            };
            let keys: Vec<&str> = self.keys.iter().filter_map(beyond).collect();
            if list || !keys.is_empty() {
                map.next_value_seed(DocumentPlace { walk: self.walk, keys, list })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Reads an object key by key into the cells of the columns that an export has.
struct RowOfObject<'c>(&'c [ExportColumn]);

impl<'de> DeserializeSeed<'de> for RowOfObject<'_> {
    type Value = ExportRow;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<ExportRow, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for RowOfObject<'_> {
    type Value = ExportRow;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the cells of a row")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ExportRow, A::Error> {
        // Of several names for a column the first that is there counts.
        let mut cells: Vec<Option<(usize, Scalar)>> = vec![None; self.0.len()];
        let mut fault = None;
        while let Some(key) = map.next_key::<String>()? {
            let key = key.to_lowercase();
            let location = self.0.iter().enumerate().find_map(|(at, column)| {
                Some((at, column.names.iter().position(|name| *name == key)?))
            });
            let Some((at, rank)) = location else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value: Scalar = map.next_value()?;
            if matches!(value, Scalar::Other) {
                fault = Some(RefusalKind::NotOfLayout {
                    expected: "a plain value in each cell",
                    found: value.shown(),
                });
            }
            match &cells[at] {
                Some((known, _)) if *known == rank => {
                    fault = Some(RefusalKind::NotOfLayout {
                        expected: "each key once in an object",
                        found: key,
                    });
                }
                Some((known, _)) if *known < rank => {}
                _ => cells[at] = Some((rank, value)),
            }
        }
        let text = |cell: Option<(usize, Scalar)>| {
            cell.map_or_else(String::new, |(_, value)| value.text().trim().to_owned())
        };
        Ok(fault.map_or_else(|| Ok(cells.into_iter().map(text).collect()), Err))
    }
}
