//! Lines that may be far longer than a row of a log, such as a row in JSON.

use crate::files::ReadError;
use crate::files::blocks::Blocks;

/// Longest line: a measurement with its pages in it has some megabytes.
pub(crate) const LONGEST_ENTRY: usize = 16 << 20;

/// Line of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LongLine<'a> {
    /// The bytes, without blanks around them; not empty.
    Bytes(&'a [u8]),
    /// More bytes than are read.
    TooLong,
}

/// Hands on each line of a file that is not blank, with its number from 1, without a byte order
/// mark; `shown` is its path, for errors.
///
/// # Errors
/// Where the file cannot be read, or as `each` says.
pub(crate) fn long_lines<E: From<ReadError>>(
    mut blocks: Blocks,
    shown: &str,
    mut each: impl FnMut(u64, LongLine<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let (mut number, mut begun, mut is_too_long) = (0, Vec::new(), false);
    while let Some(block) = blocks.next().map_err(|why| why.error(shown, number))? {
        for part in block.fresh().split_inclusive(|byte| *byte == b'\n') {
            is_too_long |= begun.len() + part.len() > LONGEST_ENTRY;
            if !is_too_long {
                begun.extend_from_slice(part);
            }
            if part.ends_with(b"\n") {
                number += 1;
                emit(number, &begun, is_too_long, &mut each)?;
                begun.clear();
                is_too_long = false;
            }
        }
    }
    if begun.is_empty() && !is_too_long {
        Ok(())
    } else {
        emit(number + 1, &begun, is_too_long, &mut each)
    }
}

/// Hands on a line unless it is blank; of one that is too long, the fact alone.
fn emit<E>(
    number: u64,
    line: &[u8],
    is_too_long: bool,
    each: &mut impl FnMut(u64, LongLine<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let bare = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(line);
    match bare.trim_ascii() {
        _ if is_too_long => each(number, LongLine::TooLong),
        b"" => Ok(()),
        text => each(number, LongLine::Bytes(text)),
    }
}
