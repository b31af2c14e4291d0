//! A font that is made here: each letter of one range is a square, and it has no other.

use std::ops::RangeInclusive;

/// Units that are as wide as the font is high.
const EM: u16 = 1000;

/// Returns a TrueType font of this family, with a square for each letter of a range.
pub(crate) fn font_of(family: &str, letters: RangeInclusive<char>) -> Vec<u8> {
    let (first, last) = (u32::from(*letters.start()), u32::from(*letters.end()));
    let square =
        words(&[1, 0, 0, 700, 700, 3, 0, 0x0101, 0x0101, 100, 600, 0, -600, 0, 0, 600, 0, 0]);
    let count = last - first + 1;
    let glyphs = u16::try_from(count + 1).expect("few letters");
    // The first glyph stands for a letter that is lacking; it is empty.
    let places = [0].into_iter().chain((0..=count).map(|glyph| glyph * square.len() as u32));
    let cmap =
        [words(&[0, 1, 3, 10]), longs(&[12]), words(&[12, 0]), longs(&[28, 0, 1, first, last, 1])];
    let head = [
        longs(&[0x0001_0000, 0, 0, 0x5f0f_3cf5]),
        [0_u16, EM].map(u16::to_be_bytes).concat(),
        vec![0; 16],
        words(&[0, 0, 700, 700, 0, 8, 2, 1, 0]),
    ];
    let hhea = [longs(&[0x0001_0000]), words(&[800, -200, 0, 1000, 0, 0, 700, 1]), vec![0; 14]];
    let name: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = i16::try_from(name.len()).expect("a short name");
    let names = [1, 6].map(|kind| words(&[3, 1, 0x409, kind, length, 0])).concat();
    let tables: [(&[u8; 4], Vec<u8>); 9] = [
        (b"cmap", cmap.concat()),
        (b"glyf", square.repeat(count as usize)),
        (b"head", head.concat()),
        (b"hhea", [hhea.concat(), words(&[1])].concat()),
        (b"hmtx", [words(&[1000, 0]), vec![0; 2 * count as usize]].concat()),
        (b"loca", places.flat_map(u32::to_be_bytes).collect()),
        (b"maxp", [longs(&[0x0001_0000]), glyphs.to_be_bytes().to_vec(), vec![0; 26]].concat()),
        (b"name", [words(&[0, 2, 30]), names, name].concat()),
        (b"post", [longs(&[0x0003_0000]), vec![0; 28]].concat()),
    ];
    let mut file = [longs(&[0x0001_0000]), words(&[9, 128, 3, 16])].concat();
    let mut at = file.len() + 16 * tables.len();
    for (tag, table) in &tables {
        let place = [0, at, table.len()].map(|number| number as u32);
        file.extend([tag.to_vec(), longs(&place)].concat());
        at += table.len().next_multiple_of(4);
    }
    for (_, mut table) in tables {
        table.resize(table.len().next_multiple_of(4), 0);
        file.extend(table);
    }
    file
}

/// Returns numbers of two bytes each.
fn words(numbers: &[i16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// Returns numbers of four bytes each.
fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
