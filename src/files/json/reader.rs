//! Reading JSON as rows: a file as a stream, or bytes that are held.

use crate::files::ReadError;
use crate::files::blocks::Blocks;
use crate::files::json::byte_budget::{BudgetedBytes, ByteBudget, FileFault};
use crate::files::json::cells::{JsonItem, ReadCells};
use crate::files::json::held_rows::{HeldRows, RowNumbering};
use crate::files::json::plan::JsonPlan;
use crate::files::json::shape::has_json_lines;
use crate::files::json::walk::{JsonWalk, TopValue, WalkHalt};
use crate::files::long_lines::{LONGEST_ENTRY, LongLine, long_lines};
use serde::de::DeserializeSeed;
use std::io::BufReader;

/// Bytes that are taken at once.
const BUFFER: usize = 64 << 10;

/// Taker of the parts of JSON.
type Taker<'t, E> = dyn FnMut(JsonItem<'_>) -> Result<(), E> + 't;

/// File of JSON that is to be read.
pub(crate) struct JsonFile<'a> {
    pub(crate) blocks: Blocks,
    /// First bytes, which show whether it is lines or a document.
    pub(crate) head: &'a [u8],
    /// Path, for errors.
    pub(crate) shown: &'a str,
}

/// Reads a file, packed or not, and hands on its rows in order. An entry that breaks off is handed
/// on as such: a line is passed over, and a document ends there.
///
/// # Errors
/// Where the file cannot be read, where a key stands behind more rows of its object than are held,
/// or as `each` says.
pub(crate) fn read_json_file<E: From<ReadError>>(
    file: JsonFile<'_>,
    plan: &JsonPlan,
    each: &mut Taker<'_, E>,
) -> Result<ReadCells, E> {
    let JsonFile { blocks, head, shown } = file;
    let budget = ByteBudget::default();
    budget.begin_value();
    let mut walk = JsonWalk { plan, rows: HeldRows::new(plan), budget, each, halt: None };
    if has_json_lines(head) {
        long_lines(blocks, shown, |number, line| match line {
            LongLine::Bytes(text) => read_line(&mut walk, shown, number, text),
            LongLine::TooLong => {
                let why = format!("a line of more than {LONGEST_ENTRY} bytes");
                (walk.each)(JsonItem::BrokenLine { number, why })
            }
        })?;
        return Ok(account(&walk));
    }
    let fault = FileFault::default();
    let bytes = BudgetedBytes::new(blocks, walk.budget.clone(), FileFault::clone(&fault));
    let reader = BufReader::with_capacity(BUFFER, bytes);
    let mut reader = serde_json::Deserializer::from_reader(reader);
    let read = read_values(&mut walk, &mut reader);
    if let Some(why) = fault.borrow_mut().take() {
        return Err(why.error(shown, 0).into());
    }
    finish(walk, shown, read)
}

/// Reads bytes that are held, as [`read_json_file`] reads a file; `shown` is their file, for
/// errors.
///
/// # Errors
/// As [`read_json_file`].
pub(crate) fn read_json_bytes<E: From<ReadError>>(
    bytes: &[u8],
    shown: &str,
    plan: &JsonPlan,
    each: &mut Taker<'_, E>,
) -> Result<ReadCells, E> {
    let budget = ByteBudget::default();
    let mut walk = JsonWalk { plan, rows: HeldRows::new(plan), budget, each, halt: None };
    if has_json_lines(bytes) {
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            let bare = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
            if !bare.is_empty() {
                read_line(&mut walk, shown, number, bare)?;
            }
        }
        return Ok(account(&walk));
    }
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = serde_json::Deserializer::from_slice(bare);
    let read = read_values(&mut walk, &mut reader);
    finish(walk, shown, read)
}

/// Reads one value after the other, until the text ends.
fn read_values<'de, E, R: serde_json::de::Read<'de>>(
    walk: &mut JsonWalk<'_, E>,
    reader: &mut serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    while reader.end().is_err() {
        TopValue(walk).deserialize(&mut *reader)?;
    }
    Ok(())
}

/// Reads a line, which is one value.
fn read_line<E: From<ReadError>>(
    walk: &mut JsonWalk<'_, E>,
    shown: &str,
    number: u64,
    text: &[u8],
) -> Result<(), E> {
    walk.rows.numbering = RowNumbering::Line(number);
    let mut reader = serde_json::Deserializer::from_slice(text);
    let read = TopValue(walk).deserialize(&mut reader).and_then(|()| reader.end());
    if let Some(halt) = walk.halt.take() {
        return Err(stopped(halt, shown, Some(number)));
    }
    let Err(why) = read else { return Ok(()) };
    walk.rows.discard();
    let why = format!("{} at column {}", json_error_words(&why), why.column());
    (walk.each)(JsonItem::BrokenLine { number, why })
}

/// Ends a walk through a document: rows before the place where it breaks off count.
fn finish<E: From<ReadError>>(
    mut walk: JsonWalk<'_, E>,
    shown: &str,
    read: serde_json::Result<()>,
) -> Result<ReadCells, E> {
    if let Some(halt) = walk.halt.take() {
        return Err(stopped(halt, shown, None));
    }
    if let Err(why) = read {
        walk.rows.emit(walk.each)?;
        let number = walk.rows.handed_on + 1;
        let (line, column) = (why.line(), why.column());
        (walk.each)(JsonItem::BreaksOff { number, line, column, why: json_error_words(&why) })?;
    }
    Ok(account(&walk))
}

/// Gives the account of a walk.
fn account<E>(walk: &JsonWalk<'_, E>) -> ReadCells {
    ReadCells {
        found: walk.rows.found.clone(),
        lists_found: walk.rows.lists_found.clone(),
        rows: walk.rows.handed_on,
    }
}

/// Makes an error of what ended a walk before its text.
fn stopped<E: From<ReadError>>(halt: WalkHalt<E>, shown: &str, line: Option<u64>) -> E {
    match halt {
        WalkHalt::Taker(why) => why,
        WalkHalt::TooManyParallel => {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            let why =
                "lists beside one another have more values than are held, 262,144 each; ask for \
                shorter times, a file each, or write a row for each value"
                    .to_owned();
            ReadError::Broken { path: format!("{shown}{line}"), why }.into()
        }
        WalkHalt::TooLate(key) => {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            let why = format!(
                "{key} of an object stands behind a list with more rows than are held, or stands \
                 twice; write the keys of an object before its lists, each once"
            );
            ReadError::Broken { path: format!("{shown}{line}"), why }.into()
        }
    }
}

/// Gives the words of the library for an error in JSON, without the place, which stands elsewhere.
pub(crate) fn json_error_words(why: &serde_json::Error) -> String {
    let text = why.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(words, _)| words).to_owned()
}
