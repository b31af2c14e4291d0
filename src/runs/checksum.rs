//! The seal of a file of runs: the SHA-256 of all its bytes, in which the seal itself counts as
//! zeros. What was changed or cut short is known before a page of it is unpacked, which readers of
//! Parquet take on trust.

use crate::files::small_table::{feed, hex};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// The key in the metadata.
pub(crate) const KEY: &str = "corroborate.sha256";
/// What stands there until the file is whole: as many letters as the digest has.
pub(crate) const OPEN: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Bytes behind the metadata: its length and the sign of Parquet.
const END: u64 = 8;
/// Metadata longer than this is no metadata of runs.
const LONGEST: u64 = 256 << 20;

/// Seals a file that is whole but for that.
pub(crate) fn seal(file: &mut File) -> io::Result<()> {
    let location = location(file)?
        .ok_or_else(|| io::Error::other("the metadata has no place for the seal"))?;
    let digest = digest(file, location)?;
    file.seek(SeekFrom::Start(location))?;
    file.write_all(digest.as_bytes())
}

/// Whether a file is as it was sealed.
pub(crate) fn is_whole(file: &mut File) -> io::Result<bool> {
    let Some(location) = location(file)? else { return Ok(false) };
    let mut found = [0; OPEN.len()];
    file.seek(SeekFrom::Start(location))?;
    file.read_exact(&mut found)?;
    Ok(digest(file, location)?.as_bytes() == found)
}

/// Where the seal stands in a Parquet file.
fn location(file: &mut File) -> io::Result<Option<u64>> {
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
    // In the encoding of the metadata a text follows its sign and its length.
    let mark = [KEY.as_bytes(), &[0x18, OPEN.len() as u8]].concat();
    let found = text
        .windows(mark.len())
        .rposition(|window| window == mark)
        .map(|at| start + (at + mark.len()) as u64);
    Ok(found.filter(|location| location + OPEN.len() as u64 <= before))
}

/// The digest of a file in which the seal at `place` counts as open.
fn digest(file: &mut File, location: u64) -> io::Result<String> {
    let mut hash = Sha256::new();
    file.seek(SeekFrom::Start(0))?;
    feed(&mut hash, &mut Read::by_ref(file).take(location))?;
    hash.update(OPEN);
    file.seek(SeekFrom::Start(location + OPEN.len() as u64))?;
    feed(&mut hash, file)?;
    Ok(hex(&hash.finalize()))
}
