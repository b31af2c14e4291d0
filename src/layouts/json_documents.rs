//! JSON as other tools write it: whole documents, lists and lines, each with the place of what is
//! wrong.

use crate::files::json::json_error_words;
use crate::files::{LONGEST_ENTRY, LongLine, ReadError, long_lines};
use crate::logs::{Archived, ReadStop, Sink};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, SeqAccess, Visitor};
use serde_json::error::Category;
use std::fmt;
use std::marker::PhantomData;

/// Letters of a foreign message that an error quotes.
const LETTERS: usize = 200;

/// Returns a foreign message as an error quotes it.
pub(super) fn quoted(text: &str) -> String {
    text.chars().take(LETTERS).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Says whether a document is a list, as its first letter shows.
pub(super) fn is_list(bytes: &[u8]) -> bool {
    bare(bytes).iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

/// Strips the mark that some editors put first.
fn bare(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

impl Archived<'_> {
    /// Returns an error in its JSON.
    pub(super) fn broken_json(&self, why: &serde_json::Error) -> ReadStop {
        let advice = match why.classify() {
            Category::Eof => "the export is cut off: make it again",
            Category::Data => "the file is not of this layout, or its export is damaged",
            Category::Io | Category::Syntax => "the export is damaged: make it again",
        };
        let location = format!("{}:{}", why.line(), why.column());
        let path = format!("{}:{location}", self.shown());
        ReadStop::Failed(ReadError::Broken {
            path,
            why: format!("{}; {advice}", quoted(&json_error_words(why))),
        })
    }

    /// Returns a whole document.
    pub(super) fn document<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, ReadStop> {
        serde_json::from_slice(bare(bytes)).map_err(|why| self.broken_json(&why))
    }

    /// Hands on each element of a list with its number, from 1, one at a time.
    pub(super) fn elements<T: DeserializeOwned>(
        &self,
        bytes: &[u8],
        each: impl FnMut(u64, T) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        let mut halt = None;
        let mut reader = serde_json::Deserializer::from_slice(bare(bytes));
        let read = reader
            .deserialize_seq(ElementVisitor { each, halt: &mut halt, element: PhantomData })
            .and_then(|()| reader.end());
        match (halt, read) {
            (Some(halt), _) => Err(halt),
            (None, read) => read.map_err(|why| self.broken_json(&why)),
        }
    }

    /// Hands on each line with its number, as bytes: one in JSON may be far longer than a row
    /// of a log.
    pub(super) fn long_lines(
        &self,
        sink: &mut dyn Sink,
        mut each: impl FnMut(&mut dyn Sink, u64, &[u8]) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        long_lines(self.blocks()?, &self.shown(), |number, line| match line {
            LongLine::Bytes(text) => each(sink, number, text),
            LongLine::TooLong => {
                sink.refuse(number, "timestamp", RefusalKind::TooLong(LONGEST_ENTRY))
            }
        })
    }

    /// Hands on each line, which is a row in JSON; one that is none is refused.
    pub(super) fn json_lines<T: DeserializeOwned>(
        &self,
        sink: &mut dyn Sink,
        expected: &'static str,
        mut each: impl FnMut(&mut dyn Sink, u64, T) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        self.long_lines(sink, |sink, number, line| match serde_json::from_slice(line) {
            Ok(row) => each(sink, number, row),
            Err(why) => {
                let found = format!(
                    "{} ({})",
                    short(&String::from_utf8_lossy(line)),
                    quoted(&json_error_words(&why))
                );
                sink.refuse(number, "timestamp", RefusalKind::NotOfLayout { expected, found })
            }
        })
    }
}

/// Takes the elements of a list as they come.
struct ElementVisitor<'h, T, F> {
    each: F,
    halt: &'h mut Option<ReadStop>,
    element: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>, F: FnMut(u64, T) -> Result<(), ReadStop>> Visitor<'de>
    for ElementVisitor<'_, T, F>
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0;
        while let Some(element) = list.next_element()? {
            number += 1;
            if let Err(halt) = (self.each)(number, element) {
                *self.halt = Some(halt);
                return Err(A::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}
