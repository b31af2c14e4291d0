//! Texts in which several lines are one probe: its stamp in the first, and what came of it in the
//! others.

use crate::clock::{Zone, read_stamp};
use crate::files::FileHead;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::stamps::shapes::StampShape;
use crate::init::words::cell_kinds::is_address;
use crate::model::plural;
use std::ops::RangeInclusive;

/// Lines that are looked at, at most.
const LINES: usize = 200;
/// Lines of one probe, or of the probes of several sites at one moment.
const OF_ONE: RangeInclusive<usize> = 2..=40;
/// Lines of one probe, at most.
const MOST_OF_A_PROBE: usize = 6;
/// Signs around the name of a site.
const SIGNS: [char; 6] = [':', ',', ';', '"', '(', ')'];
/// Probes that show the form, at least.
const PROBES: usize = 3;

/// Says how lines come in of which each few are one probe; `None` where these are none.
pub(in crate::init) fn find(head: &FileHead<'_>) -> Option<LeftOut> {
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let stamps: Vec<bool> = lines.map(is_stamp).collect();
    let is_group = |of_one: &usize| {
        let fits = |(at, is_stamp): (usize, &bool)| *is_stamp == (at % of_one == 0);
        stamps.len() >= PROBES * of_one && stamps.iter().enumerate().all(fits)
    };
    let of_one = OF_ONE.into_iter().find(is_group)?;
    let file = shell_word(head.path);
    if of_one > 2 && names_several_sites(head, of_one) {
        let why = format!(
            "a line of a stamp alone, and {} behind it, each of another site; a probe is read \
             from one line",
            plural(of_one - 1, "line")
        );
        let way_in = format!(
            "run `awk 'NF {{ if (n++ % {of_one} == 0) t = $0; else print t, $0 }}' {file} > \
             probes.log`, which writes the stamp before each, and name probes.log"
        );
        return Some(LeftOut::because(why).with(way_in));
    }
    if of_one > MOST_OF_A_PROBE {
        return None;
    }
    let columns = vec!["-"; of_one].join(" ");
    let why = format!(
        "{of_one} lines for each probe, the first of which is its stamp alone; a probe is read \
         from one line"
    );
    let way_in = format!("run `paste -d ' ' {columns} < {file} > probes.log`, and name probes.log");
    Some(LeftOut::because(why).with(way_in))
}

/// Says whether several lines behind a stamp name a site each: they are probes of their own.
fn names_several_sites(head: &FileHead<'_>, of_one: usize) -> bool {
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_name = |word: &str| is_address(word.trim_matches(|sign: char| SIGNS.contains(&sign)));
    let naming = lines.take(of_one).skip(1).filter(|line| line.split_whitespace().any(is_name));
    naming.count() > 1
}

/// Says whether a line is a stamp, perhaps in brackets, and nothing else.
pub(in crate::init) fn is_stamp(line: &str) -> bool {
    let inside = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let stamp = inside.unwrap_or(line).trim();
    let is_shape = matches!(StampShape::of(stamp), Some(StampShape::Patterns(_)));
    is_shape || read_stamp(stamp, Some(Zone::UTC)).is_ok()
}
