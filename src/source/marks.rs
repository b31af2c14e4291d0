//! Where the commas and line ends of a block are: found sixty-four bytes at a time, in code that compilers turn into vector instructions.

/// Bytes looked at together: as many as a mask has bits.
const CHUNK: usize = 64;
/// Bytes whose signs are gathered by one multiplication.
const GROUP: usize = 8;
/// Gathers the lowest bits of eight bytes in the highest byte, the first byte's lowest.
const GATHER: u64 = 0x0102_0408_1020_4080;

/// Puts the positions of all commas and line feeds of `text` in `marks`, in order. The text is shorter than 4 GiB.
pub(super) fn find(text: &[u8], marks: &mut Vec<u32>) {
    marks.clear();
    let (chunks, rest) = text.as_chunks::<CHUNK>();
    for (number, chunk) in chunks.iter().enumerate() {
        push(mask(chunk), number * CHUNK, marks);
    }
    let mut last = [0; CHUNK];
    last[..rest.len()].copy_from_slice(rest);
    push(mask(&last), chunks.len() * CHUNK, marks);
}

/// A bit for each byte that is a mark, the first byte's lowest.
fn mask(chunk: &[u8; CHUNK]) -> u64 {
    let signs = chunk.map(|byte| u8::from((byte == b',') | (byte == b'\n')));
    let (groups, _) = signs.as_chunks::<GROUP>();
    groups
        .iter()
        .rev()
        .fold(0, |mask, group| mask << GROUP | u64::from_le_bytes(*group).wrapping_mul(GATHER) >> (u64::BITS as usize - GROUP))
}

fn push(mask: u64, start: usize, marks: &mut Vec<u32>) {
    let mut left = mask;
    while left != 0 {
        marks.push((start + left.trailing_zeros() as usize) as u32);
        left &= left - 1;
    }
}
