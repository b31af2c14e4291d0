//! The plain values of JSON, and what they say.

use crate::clock::{Instant, unix_seconds};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A plain value, whatever its type, so that a wrong one spoils its row and no more.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Scalar {
    /// Missing, or `null`.
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    /// A list or an object.
    Other,
}

impl Scalar {
    /// Gives the text, of a number the digits; empty for a value without a text.
    pub(super) fn text(&self) -> String {
        match self {
            Scalar::Text(text) => text.clone(),
            Scalar::Number(number) => number.to_string(),
            Scalar::Bool(value) => value.to_string(),
            Scalar::Null | Scalar::Other => String::new(),
        }
    }

    /// Gives the text for an error.
    pub(super) fn shown(&self) -> String {
        match self {
            Scalar::Null => "null".to_owned(),
            Scalar::Other => "a list or an object".to_owned(),
            _ => short(&self.text()),
        }
    }

    /// Returns the number, where the value is one.
    pub(super) fn number(&self) -> Option<f64> {
        if let Scalar::Number(number) = self { Some(*number) } else { None }
    }

    /// Returns the text of a text that holds something.
    pub(super) fn as_str(&self) -> Option<&str> {
        if let Scalar::Text(text) = self {
            Some(text.trim()).filter(|text| !text.is_empty())
        } else {
            None
        }
    }

    /// Returns the moment, where it is a number of seconds since 1970.
    pub(super) fn unix(&self) -> Result<Instant, RefusalKind> {
        match self {
            Scalar::Null => Err(RefusalKind::Empty),
            Scalar::Number(seconds) => Ok(unix_seconds(*seconds)?),
            other => Err(RefusalKind::NotOfLayout {
                expected: "a number of seconds since 1970",
                found: other.shown(),
            }),
        }
    }
}

/// The keys of an object and their values as they stand there, so that a key that stands twice can
/// be seen.
#[derive(Debug, Default)]
pub(super) struct Pairs<T>(pub(super) Vec<(String, T)>);

impl<T> Pairs<T> {
    /// Returns the first value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value)
    }

    /// Says whether a key stands twice: of two values nobody can tell the right one.
    pub(super) fn twice(&self, key: &str) -> bool {
        self.0.iter().filter(|(known, _)| known == key).nth(1).is_some()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Pairs<T>, D::Error> {
        /// Visitor that takes each key with its value, in order.
        struct PairsVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
            type Value = Pairs<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(PairsVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Scalar, D::Error> {
        /// Visitor that takes any value; of a list or an object, no more than its kind.
        struct ScalarVisitor;
        impl<'de> Visitor<'de> for ScalarVisitor {
            type Value = Scalar;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
                Ok(Scalar::Null)
            }
            fn visit_bool<E: Error>(self, value: bool) -> Result<Scalar, E> {
                Ok(Scalar::Bool(value))
            }
            fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }
            fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Scalar::Other)
            }
        }
        from.deserialize_any(ScalarVisitor)
    }
}
