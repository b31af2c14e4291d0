//! Sizes of memory, such as `512MB` or `2GiB`.

use super::usage_error::UsageError;
use crate::model::Memory;

/// Units of memory and the bytes of each.
const UNITS: [(&str, u64); 9] = [
    ("kB", 1_000),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
    ("TB", 1_000_000_000_000),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("TiB", 1 << 40),
];
/// Least size in bytes: the buffers that merge a temporary file fit into it up to forty thousand
/// million bytes of rows.
const LEAST: u64 = 4 << 20;
/// Memory for rows that must be sorted, in bytes, unless the user says another.
pub const DEFAULT_MEMORY: u64 = Memory::DEFAULT.sorted;

/// Parses a size such as `512MB`; `None` gives the default.
///
/// # Errors
/// [`UsageError::NotASize`] and [`UsageError::TooLittle`].
pub(super) fn memory(written: Option<&str>) -> Result<Memory, UsageError> {
    let Some(text) = written else { return Ok(Memory::DEFAULT) };
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = (&text[..split], text[split..].trim());
    let unit = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, bytes)| *bytes);
    let bytes =
        number.parse::<u64>().ok().zip(unit).and_then(|(number, unit)| number.checked_mul(unit));
    let bytes = bytes.ok_or_else(|| UsageError::NotASize(text.to_owned()))?;
    if bytes < LEAST { Err(UsageError::TooLittle(text.to_owned())) } else { Ok(Memory::of(bytes)) }
}
