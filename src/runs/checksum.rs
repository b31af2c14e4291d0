//! The checksum of a file of runs: the SHA-256 of all its bytes, in which the checksum itself
//! counts as zeros. A file that was changed or cut short is known before a page of it is unpacked,
//! which readers of Parquet take on trust.

use crate::model::sha256::{hash_all, hex};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Key of the checksum in the metadata.
pub(crate) const KEY: &str = "corroborate.sha256";
/// Text in place of the checksum until the file is whole: as many letters as the digest has.
pub(crate) const PLACEHOLDER: &str =
    "0000000000000000000000000000000000000000000000000000000000000000";
/// Bytes behind the metadata: its length and the magic bytes of Parquet.
const END: u64 = 8;
/// Longest metadata of a file of runs, in bytes.
const LONGEST: u64 = 256 << 20;

/// Writes the checksum into a file that is whole but for that.
///
/// # Errors
/// Where the metadata has no place for it, or the file cannot be read or written.
pub(crate) fn write(file: &mut File) -> io::Result<()> {
    let no_place = || io::Error::other("the metadata has no place for the checksum");
    let offset = offset(file)?.ok_or_else(no_place)?;
    let digest = digest(file, offset)?;
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(digest.as_bytes())
}

/// Says whether the checksum of a file is that of its bytes.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn matches(file: &mut File) -> io::Result<bool> {
    let Some(offset) = offset(file)? else { return Ok(false) };
    let mut written = [0; PLACEHOLDER.len()];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut written)?;
    Ok(digest(file, offset)?.as_bytes() == written)
}

/// Finds the checksum in a Parquet file; `None` where there is none.
fn offset(file: &mut File) -> io::Result<Option<u64>> {
    let length = file.metadata()?.len();
    let Some(before) = length.checked_sub(END) else { return Ok(None) };
    let mut end = [0; 4];
    file.seek(SeekFrom::Start(before))?;
    file.read_exact(&mut end)?;
    let metadata = u64::from(u32::from_le_bytes(end));
    let Some(start) = before.checked_sub(metadata).filter(|_| metadata <= LONGEST) else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(start))?;
    let mut text = Vec::new();
    Read::by_ref(file).take(metadata).read_to_end(&mut text)?;
    // In the encoding of the metadata, type and length stand before a text.
    let mark = [KEY.as_bytes(), &[0x18, PLACEHOLDER.len() as u8]].concat();
    let offset = text
        .windows(mark.len())
        .rposition(|window| window == mark)
        .map(|at| start + (at + mark.len()) as u64);
    Ok(offset.filter(|offset| offset + PLACEHOLDER.len() as u64 <= before))
}

/// Gives the SHA-256 of a file in which the checksum at `offset` counts as zeros.
fn digest(file: &mut File, offset: u64) -> io::Result<String> {
    let mut hash = Sha256::new();
    file.seek(SeekFrom::Start(0))?;
    hash_all(&mut hash, &mut Read::by_ref(file).take(offset))?;
    hash.update(PLACEHOLDER);
    file.seek(SeekFrom::Start(offset + PLACEHOLDER.len() as u64))?;
    hash_all(&mut hash, file)?;
    Ok(hex(&hash.finalize()))
}
