//! Texts in which several lines are one probe: its stamp in the first, and what came of it in the
//! others.

use crate::clock::{Zone, read_stamp};
use crate::files::FileHead;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::stamp_shapes::StampShape;
use std::ops::RangeInclusive;

/// Lines that are looked at, at most.
const LINES: usize = 200;
/// Lines of one probe.
const OF_ONE: RangeInclusive<usize> = 2..=6;
/// Probes that show the form, at least.
const PROBES: usize = 3;

/// Says how lines come in of which each few are one probe; `None` where these are none.
pub(super) fn find(head: &FileHead<'_>) -> Option<LeftOut> {
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let stamps: Vec<bool> = lines.map(is_stamp).collect();
    let is_group = |of_one: &usize| {
        let fits = |(at, is_stamp): (usize, &bool)| *is_stamp == (at % of_one == 0);
        stamps.len() >= PROBES * of_one && stamps.iter().enumerate().all(fits)
    };
    let of_one = OF_ONE.into_iter().find(is_group)?;
    let file = shell_word(head.path);
    let columns = vec!["-"; of_one].join(" ");
    let why = format!(
        "{of_one} lines for each probe, the first of which is its stamp alone; a probe is read \
         from one line"
    );
    let way_in = format!("run `paste -d ' ' {columns} < {file} > probes.log`, and name probes.log");
    Some(LeftOut::because(why).with(way_in))
}

/// Says whether a line is a stamp, and nothing else.
fn is_stamp(line: &str) -> bool {
    let is_shape = matches!(StampShape::of(line), Some(StampShape::Patterns(_)));
    is_shape || read_stamp(line, Some(Zone::UTC)).is_ok()
}
