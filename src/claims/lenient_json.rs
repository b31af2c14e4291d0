//! Values of JSON as others write them: an odd one is empty, and no reason to give up a whole file.

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// Items of a list within one row, at most.
const MOST_ITEMS: usize = 100_000;

/// A value as text: a text, a number, or a list of texts and of objects with a `text`, one after
/// the other. All else is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) String);

/// A value that is true or false, as such or as a word; `None` for any other value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flag(pub(super) Option<bool>);

/// An object, or `None` for any other value.
#[derive(Debug, Clone)]
pub(super) struct Object<T>(pub(super) Option<T>);

/// The objects of a list; empty for any other value.
#[derive(Debug, Clone)]
pub(super) struct Objects<T>(pub(super) Vec<T>);

/// The texts of a list; empty for any other value.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl<T> Default for Objects<T> {
    fn default() -> Objects<T> {
        Objects(Vec::new())
    }
}

impl<T> Default for Object<T> {
    fn default() -> Object<T> {
        Object(None)
    }
}

impl Text {
    /// Gives the text without the blanks around it.
    pub(super) fn get(&self) -> &str {
        self.0.trim()
    }
}

/// Visits of values that a lenient type passes over: the result is empty.
macro_rules! passed_over {
    ($($visit:ident: $kind:ty),*) => {
        $(fn $visit<E>(self, _: $kind) -> Result<Self::Value, E> { Ok(Self::Value::default()) })*
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
    };
}

/// Visitor that takes a text, or a number as its digits.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;
    passed_over!(visit_bool: bool);
    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
        let mut whole = String::new();
        while let Some(part) = list.next_element::<Text>()? {
            whole.push_str(&part.0);
        }
        Ok(Text(whole))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut whole = Text::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "text" {
                whole = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(whole)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Text, D::Error> {
        reader.deserialize_any(TextVisitor)
    }
}

/// Visitor that takes true or false, as such or as a word.
struct FlagVisitor;

impl<'de> Visitor<'de> for FlagVisitor {
    type Value = Flag;
    passed_over!(visit_i64: i64, visit_u64: u64, visit_f64: f64);
    fn visit_bool<E>(self, value: bool) -> Result<Flag, E> {
        Ok(Flag(Some(value)))
    }
    fn visit_str<E>(self, word: &str) -> Result<Flag, E> {
        Ok(Flag(word.trim().parse().ok()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Flag, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Flag(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flag, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Flag(None))
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Flag, D::Error> {
        reader.deserialize_any(FlagVisitor)
    }
}

/// Visitor that takes an object, and passes over any other value.
struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;
    passed_over!(visit_bool: bool, visit_str: &str, visit_i64: i64, visit_u64: u64, visit_f64: f64);
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Object<T>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Object(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|object| Object(Some(object)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Object<T>, D::Error> {
        reader.deserialize_any(ObjectVisitor(PhantomData))
    }
}

/// Visitor that takes the objects of a list, and passes over any other value.
struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;
    passed_over!(visit_bool: bool, visit_str: &str, visit_i64: i64, visit_u64: u64, visit_f64: f64);
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            if items.len() == MOST_ITEMS {
                return Err(A::Error::custom(format!("a list of more than {MOST_ITEMS} items")));
            }
            items.push(item);
        }
        Ok(items)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<T>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Objects<T> {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Objects<T>, D::Error> {
        let items = reader.deserialize_any(ListVisitor::<Object<T>>(PhantomData))?;
        Ok(Objects(items.into_iter().filter_map(|item| item.0).collect()))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Texts, D::Error> {
        let items = reader.deserialize_any(ListVisitor::<Text>(PhantomData))?;
        Ok(Texts(items.into_iter().map(|item| item.0).collect()))
    }
}
