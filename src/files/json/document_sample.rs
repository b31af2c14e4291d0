//! The beginning of a JSON document, and the first elements of each list further on: a document may
//! have one list behind another, and the first of them may be longer than any beginning.

use crate::files::FileForm;
use crate::files::blocks::{BlockError, Blocks};
use crate::files::buffer_pool::Pool;
use crate::files::error::ReadError;
use crate::model::shown_path;
use std::path::Path;

/// Bytes of the beginning that are taken whole.
const WHOLE: usize = 64 << 10;
/// Elements of a list that are taken behind it, at most.
const ELEMENTS: usize = 50;
/// Entries of an object that are taken behind it, at most: its keys may be names or moments.
const ENTRIES: usize = 1_000;
/// Bytes that are taken, at most.
const MOST: usize = 1 << 20;
/// Bytes of a document that are read for it, unpacked.
const BYTES: usize = 1 << 30;

/// Reads a document, and gives its beginning with the first elements of each list further on, as
/// JSON.
///
/// # Errors
/// Where it cannot be read.
pub(crate) fn document_sample(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut blocks = Blocks::open_as(path, &Pool::new(), &FileForm::default())?;
    let failed = |why: BlockError| why.error(&shown_path(path), 0);
    let mut sample = DocumentSample::default();
    while sample.read < BYTES
        && sample.taken.len() < MOST
        && let Some(block) = blocks.next().map_err(failed)?
    {
        sample.add(block.fresh());
    }
    Ok(sample.taken)
}

/// List or object around a byte.
#[derive(Debug, Clone, Copy)]
struct Open {
    is_list: bool,
    /// Number of commas between its elements or entries so far.
    commas: usize,
}

/// Bytes taken so far, and where in the document the next one stands.
#[derive(Debug, Default)]
struct DocumentSample {
    taken: Vec<u8>,
    /// Number of bytes that were read.
    read: usize,
    /// Lists and objects around the next byte, the outermost first.
    open: Vec<Open>,
    /// Number of these around the elements that are passed over; `None` where none are.
    passed_over: Option<usize>,
    is_text: bool,
    is_escaped: bool,
}

impl DocumentSample {
    /// Reads the next bytes of the document.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.next(*byte);
            if self.passed_over.is_none() && self.taken.len() < MOST {
                self.taken.push(*byte);
            }
            self.read += 1;
        }
    }

    /// Finds whether a byte is passed over.
    fn next(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_text => self.is_escaped = true,
            b'"' => self.is_text = !self.is_text,
            _ if self.is_text => (),
            b'{' | b'[' => self.open.push(Open { is_list: byte == b'[', commas: 0 }),
            b'}' | b']' => {
                if self.passed_over == Some(self.open.len()) {
                    self.passed_over = None;
                }
                self.open.pop();
            }
            b',' => {
                let depth = self.open.len();
                let Some(around) = self.open.last_mut() else { return };
                around.commas += 1;
                let most = if around.is_list { ELEMENTS } else { ENTRIES };
                let is_enough = around.commas >= most && self.read >= WHOLE;
                if is_enough && self.passed_over.is_none() {
                    self.passed_over = Some(depth);
                }
            }
            _ => (),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that is taken of a document, read in blocks of this length.
    fn taken(document: &str, block: usize) -> String {
        let mut sample = DocumentSample::default();
        document.as_bytes().chunks(block).for_each(|bytes| sample.add(bytes));
        String::from_utf8(sample.taken).unwrap()
    }

    /// A list of so many elements.
    fn list(elements: usize) -> String {
        let element = |at: usize| format!(r#"{{"at":{at},"of":["[",",\"]"]}}"#);
        format!("[{}]", (0..elements).map(element).collect::<Vec<_>>().join(","))
    }

    #[test]
    fn lists_behind_the_beginning_have_their_first_elements() {
        let document =
            format!(r#"{{"a":{},"b":{},"c":{{"d":{},"e":1}}}}"#, list(9_000), list(9_000), list(3));
        for block in [1, 7, 1 << 16] {
            let taken = taken(&document, block);
            assert!(taken.len() < WHOLE * 2, "{}", taken.len());
            let value: serde_json::Value = serde_json::from_str(&taken).expect("it is JSON");
            assert!(value["a"].as_array().unwrap().len() > ELEMENTS);
            assert_eq!(value["b"].as_array().unwrap().len(), ELEMENTS);
            assert_eq!(value["c"]["d"].as_array().unwrap().len(), 3);
            assert_eq!(value["c"]["e"], 1);
        }
        assert_eq!(taken(&document[..1_000], 9), document[..1_000]);
    }

    #[test]
    fn an_object_of_many_names_has_the_first_of_them() {
        let entries: Vec<String> = (0..99_000).map(|at| format!(r#""{at}":[1,2]"#)).collect();
        let text = taken(&format!(r#"{{"all":{{{}}},"last":2}}"#, entries.join(",")), 4_096);
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert!(value["all"].as_object().unwrap().len() >= ENTRIES);
        assert_eq!(value["last"], 2);
        assert!(text.len() < WHOLE * 2);
    }

    #[test]
    fn no_more_is_taken_than_a_proposal_needs() {
        let lists: Vec<String> = (0..900).map(|at| format!(r#""{at}":{}"#, list(60))).collect();
        assert_eq!(taken(&format!("{{{}}}", lists.join(",")), 999).len(), MOST);
    }
}
