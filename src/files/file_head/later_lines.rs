//! Lines far behind the first of a file that hold something new: a word, a code, an empty cell, a
//! form. A failure is rare, and its word mostly stands behind the beginning.

use crate::files::blocks::Blocks;
use crate::files::buffer_pool::Pool;
use crate::files::file_form::FileForm;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;

/// Bytes of a file that are read for it, unpacked.
const BYTES: u64 = 32 << 20;
/// Bytes of a line that is taken, at most.
const LINE: usize = 4 << 10;
/// Parts of a line that are compared, at most.
const PLACES: usize = 64;
/// Different texts at a place of the first lines, at most, where a further one is new. A place with
/// more holds moments, answer times or numbers of rows.
const FEW_TEXTS: usize = 40;
/// Different new texts at a place, at most: one with more only counts on.
const NEW_TEXTS: usize = 12;
/// Lines that are taken for each new thing.
const EACH: usize = 2;
/// Part of the first lines that as many further ones are taken as, at most.
const PART: usize = 20;
/// Letters of a form that are compared.
const FORM: usize = 24;
/// Signs between parts of a line.
const BETWEEN: &[u8] = b",;|\t ";
/// Day of a month that is no month.
const LAST_MONTH: u32 = 12;

/// Finds lines behind the first ones that hold something which these do not: at one place another
/// text where the first lines have few, another form, or another number of parts. In the order of
/// the file, each in UTF-8 and without its end; empty where there is none or the file cannot be
/// read further.
pub(super) fn find(path: &Path, form: &FileForm, first: &[&str]) -> Vec<String> {
    let mut known = Known::default();
    for line in first {
        known.learn(line.as_bytes());
    }
    let mut found = Found::default();
    let Ok(mut blocks) = Blocks::open_as(path, &Pool::new(), form) else { return Vec::new() };
    let (mut passed, mut read) = (0, 0);
    while read < BYTES
        && let Ok(Some(block)) = blocks.next()
    {
        read += block.lines().len() as u64;
        for line in block.lines().split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.trim_ascii().is_empty() {
                continue;
            }
            passed += 1;
            if passed > first.len() && line.len() <= LINE {
                found.compare(line, &known);
            }
        }
    }
    found.chosen(first.len() / PART)
}

/// Texts at one place of lines.
#[derive(Debug, Default)]
struct Place {
    /// Different texts; `None` where there are more than a few.
    texts: Option<HashSet<Vec<u8>>>,
    forms: HashSet<Vec<u8>>,
}

/// Parts of the first lines, by their places.
#[derive(Debug, Default)]
struct Known {
    places: Vec<Place>,
    /// Numbers of parts.
    counts: HashSet<usize>,
}

impl Known {
    /// Takes a line as one of the first.
    fn learn(&mut self, line: &[u8]) {
        let mut count = 0;
        for (at, part) in parts(line).enumerate() {
            count += 1;
            if at >= PLACES {
                continue;
            }
            if self.places.len() == at {
                let texts = Some(HashSet::new());
                self.places.push(Place { texts, forms: HashSet::new() });
            }
            let place = &mut self.places[at];
            place.forms.insert(form(part));
            if let Some(texts) = &mut place.texts {
                texts.insert(part.to_vec());
                if texts.len() > FEW_TEXTS || is_stamp(part) {
                    place.texts = None;
                }
            }
        }
        self.counts.insert(count);
    }
}

/// Thing at a place that no line before had.
#[derive(Debug, Clone, PartialEq, Eq)]
enum NewThing {
    Text(Vec<u8>),
    Form(Vec<u8>),
    /// Number of parts of the line.
    Count(usize),
}

/// New thing, with the first lines that have it, as indices.
#[derive(Debug)]
struct Met {
    thing: NewThing,
    lines: Vec<usize>,
}

/// New things, by their places, and the lines that have them.
#[derive(Debug, Default)]
struct Found {
    /// Things of each place in the order of the file.
    places: Vec<Vec<Met>>,
    lines: Vec<String>,
}

impl Found {
    /// Compares a line with the first ones, and keeps it where it holds something new.
    fn compare(&mut self, line: &[u8], known: &Known) {
        let (mut count, mut kept) = (0, None);
        for (at, part) in parts(line).enumerate() {
            count += 1;
            let Some(place) = known.places.get(at) else { continue };
            match &place.texts {
                Some(texts) if texts.contains(part) => (),
                Some(_) => self.meet(at, || NewThing::Text(part.to_vec()), line, &mut kept),
                None => {
                    let form = form(part);
                    if !place.forms.contains(&form) {
                        self.meet(at, || NewThing::Form(form.clone()), line, &mut kept);
                    }
                }
            }
        }
        if !known.counts.contains(&count) {
            self.meet(PLACES, || NewThing::Count(count), line, &mut kept);
        }
    }

    /// Notes a new thing of a line; `kept` is the index of the line where it is kept already.
    fn meet(
        &mut self,
        at: usize,
        thing: impl Fn() -> NewThing,
        line: &[u8],
        kept: &mut Option<usize>,
    ) {
        if self.places.len() <= at {
            self.places.resize_with(at + 1, Vec::new);
        }
        let place = &mut self.places[at];
        let thing = thing();
        let known = place.iter().position(|met| met.thing == thing);
        let met = match known {
            Some(known) => &mut place[known],
            None if place.len() > NEW_TEXTS => return,
            None => {
                place.push(Met { thing, lines: Vec::new() });
                let last = place.len() - 1;
                &mut place[last]
            }
        };
        if met.lines.len() == EACH {
            return;
        }
        let Ok(text) = std::str::from_utf8(line) else { return };
        let index = *kept.get_or_insert_with(|| {
            self.lines.push(text.to_owned());
            self.lines.len() - 1
        });
        met.lines.push(index);
    }

    /// Chooses lines, at most so many: the first new thing of each place, then the second, and so
    /// on.
    fn chosen(self, most: usize) -> Vec<String> {
        let telling: Vec<&Vec<Met>> =
            self.places.iter().filter(|things| things.len() <= NEW_TEXTS).collect();
        let mut chosen: BTreeSet<usize> = BTreeSet::new();
        for rank in 0..NEW_TEXTS {
            for met in telling.iter().filter_map(|things| things.get(rank)) {
                for line in &met.lines {
                    if chosen.len() < most {
                        chosen.insert(*line);
                    }
                }
            }
        }
        let lines = self.lines.into_iter().enumerate();
        lines.filter(|(at, _)| chosen.contains(at)).map(|(_, line)| line).collect()
    }
}

/// Cuts a line at signs that may stand between cells.
fn parts(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| BETWEEN.contains(byte))
}

/// Says whether a part of a line is a day or a clock, or both.
fn is_stamp(part: &[u8]) -> bool {
    let is_sign = |byte: &u8| b"-/.:".contains(byte);
    let is_of_stamps = |byte: &u8| byte.is_ascii_digit() || is_sign(byte) || b"TZ+".contains(byte);
    let signs = part.iter().filter(|byte| is_sign(byte)).count();
    signs > 1 && part.iter().all(is_of_stamps) && part.iter().any(u8::is_ascii_digit)
}

/// Gives the form of a part: a sign for each run of digits and of letters. Numbers of a day that
/// are no month have another sign than those that can be one.
fn form(part: &[u8]) -> Vec<u8> {
    let kind = |byte: &u8| match byte {
        b'0'..=b'9' => b'0',
        byte if byte.is_ascii_alphabetic() || !byte.is_ascii() => b'a',
        byte => *byte,
    };
    // A number that is no month tells a day from a month; one of a clock tells nothing.
    let clock = part.iter().position(|byte| b"T:".contains(byte)).unwrap_or(part.len());
    let is_day = is_stamp(part) && (part.get(clock) != Some(&b':'));
    let mut form = Vec::new();
    let mut at = 0;
    for run in part.chunk_by(|a, b| kind(a) == kind(b)).take(FORM) {
        let is_of_day = is_day && at < clock && run.len() <= 2 && run[0].is_ascii_digit();
        form.push(match std::str::from_utf8(run).ok().and_then(|run| run.parse::<u32>().ok()) {
            Some(number) if is_of_day && number > LAST_MONTH => b'9',
            Some(_) if is_of_day => b'1',
            _ => kind(&run[0]),
        });
        at += run.len();
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that hold something new behind `first`, of which there are so many.
    fn new(first: &[&str], later: &[&str]) -> Vec<String> {
        let mut known = Known::default();
        for line in first {
            known.learn(line.as_bytes());
        }
        let mut found = Found::default();
        for line in later {
            found.compare(line.as_bytes(), &known);
        }
        found.chosen(first.len())
    }

    #[test]
    fn a_new_word_code_gap_or_form_is_met() {
        let first: Vec<String> = (0..60)
            .map(|at| format!("2022-10-05T10:{at:02}:00Z,mill.example,200,{}", 100 + at))
            .collect();
        let first: Vec<&str> = first.iter().map(String::as_str).collect();
        let usual = "2023-01-05T10:00:00Z,mill.example,200,512";
        for odd in [
            "2023-01-05T10:00:00Z,mill.example,503,512",
            "2023-01-05T10:00:00Z,mill.example,AUSFALL,512",
            "2023-01-05T10:00:00Z,mill.example,,512",
            "2023-01-05T10:00:00Z,mill.example,200,",
            "2023-01-05T10:00:00Z,mill.example,200,timeout",
            "2023-01-05T10:00:00Z,mill.example,200",
            "2023-01-05T10:00:00Z,dam.example,200,512",
        ] {
            assert_eq!(new(&first, &[usual, odd, usual]), [odd], "{odd}");
        }
        assert!(new(&first, &[usual]).is_empty());
    }

    #[test]
    fn a_day_that_is_no_month_is_met() {
        let first = ["02/05/2024,up"; 60];
        assert_eq!(new(&first, &["03/04/2024,up", "03/14/2024,up"]), ["03/14/2024,up"]);
    }

    #[test]
    fn a_place_with_ever_new_texts_tells_nothing() {
        let first = ["day1 up"; 400];
        let later: Vec<String> = (2..100).map(|at| format!("day{at} up")).collect();
        let mut later: Vec<&str> = later.iter().map(String::as_str).collect();
        later.push("day1 down");
        assert_eq!(new(&first, &later), ["day1 down"]);
    }
}
