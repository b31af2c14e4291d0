//! JSON of others, read one row at a time; where it is broken, with line and column.

use crate::claims::claim_file::ClaimFile;
use crate::claims::lenient_json::Object;
use crate::files::ReadError;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

impl ClaimFile<'_> {
    /// Reads the whole text as an object.
    ///
    /// # Errors
    /// Where it is other JSON or none, with line and column.
    pub(super) fn object<'de, T: Deserialize<'de>>(
        &self,
        bytes: &'de [u8],
    ) -> Result<T, ReadError> {
        serde_json::from_slice(bytes).map_err(|why| self.json(&why))
    }

    /// Hands on each object of the list under `key` of the whole text, with its number from 1;
    /// `None` for what is no object. Says whether there is the key.
    ///
    /// # Errors
    /// Where the text is no JSON object, or the key holds something else than a list or `null`.
    pub(super) fn each<T: for<'de> Deserialize<'de>>(
        &self,
        bytes: &[u8],
        key: &str,
        mut each: impl FnMut(u64, Option<T>),
    ) -> Result<bool, ReadError> {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let filter = ListUnderKey { key, each: &mut each, kind: PhantomData };
        let value = filter.deserialize(&mut reader).map_err(|why| self.json(&why))?;
        reader.end().map_err(|why| self.json(&why))?;
        Ok(value)
    }

    /// Hands on each object of the list that is the whole text, with its number from 1; `None` for
    /// what is no object.
    ///
    /// # Errors
    /// Where the text is no JSON list.
    pub(super) fn each_of_list<T: for<'de> Deserialize<'de>>(
        &self,
        bytes: &[u8],
        mut each: impl FnMut(u64, Option<T>),
    ) -> Result<(), ReadError> {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let listed = ListItems { each: &mut each, kind: PhantomData };
        listed.deserialize(&mut reader).map_err(|why| self.json(&why))?;
        reader.end().map_err(|why| self.json(&why))
    }

    /// Returns the library's words, with what to do.
    fn json(&self, why: &serde_json::Error) -> ReadError {
        let (line, column) = (why.line(), why.column());
        if why.is_eof() {
            return self.broken_at(
                line,
                column,
                "the JSON breaks off here; export or fetch the file again",
            );
        }
        let text = why.to_string();
        let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
        self.broken_at(
            line,
            column,
            format!(
                "it is no JSON as layout `{}` has it ({text}); is it the right file?",
                self.layout
            ),
        )
    }
}

/// Hands on the elements that stand under a key of an object, one by one.
struct ListUnderKey<'f, T, F> {
    key: &'f str,
    each: &'f mut F,
    kind: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(u64, Option<T>)> DeserializeSeed<'de>
    for ListUnderKey<'_, T, F>
{
    type Value = bool;
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(u64, Option<T>)> Visitor<'de> for ListUnderKey<'_, T, F> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a list `{}`", self.key)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut is_found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key != self.key {
                map.next_value::<IgnoredAny>()?;
            } else if is_found {
                return Err(A::Error::custom(format!("`{key}` stands twice")));
            } else {
                map.next_value_seed(ListItems { each: &mut *self.each, kind: PhantomData })?;
                is_found = true;
            }
        }
        Ok(is_found)
    }
}

/// Hands on the elements of the outermost list, one by one.
struct ListItems<'f, T, F> {
    each: &'f mut F,
    kind: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(u64, Option<T>)> DeserializeSeed<'de>
    for ListItems<'_, T, F>
{
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, T: Deserialize<'de>, F: FnMut(u64, Option<T>)> Visitor<'de> for ListItems<'_, T, F> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(item) = list.next_element::<Object<T>>()? {
            number += 1;
            (self.each)(number, item.0);
        }
        Ok(())
    }
}
