//! First lines that would name the columns, but for a name that stands twice.

use crate::init::left_out::{LeftOut, shell_word};
use crate::init::sample::{Sampled, is_header};
use crate::init::stamps::shapes::StampShape;
use crate::init::words::cell_kinds::is_moment;
use crate::model::suggest::listed;
use std::collections::BTreeSet;
use std::path::Path;

/// Says how a table comes in whose headings have a name twice; `None` where they are others.
pub(in crate::init) fn find(sampled: &Sampled, path: &Path) -> Option<LeftOut> {
    let (first, rows) = sampled.rows.split_first().filter(|_| sampled.header.is_none())?;
    let named = |(at, name): (usize, &String)| {
        let earlier = first[..at].iter().filter(|other| *other == name).count();
        if earlier == 0 || name.is_empty() { name.clone() } else { format!("{name} {earlier}") }
    };
    let apart: Vec<String> = first.iter().enumerate().map(named).collect();
    let twice: BTreeSet<&str> = first
        .iter()
        .zip(&apart)
        .filter(|(name, apart)| name != apart)
        .map(|(name, _)| name.as_str())
        .collect();
    // A row of values has a moment where the others have one.
    let is_stamp = |cell: &str| is_moment(cell) || StampShape::of(cell).is_some();
    let next = rows.first()?;
    let is_named = first.iter().zip(next).any(|(name, cell)| !is_stamp(name) && is_stamp(cell));
    if twice.is_empty() || !is_named || !is_header(&apart) {
        return None;
    }
    let (file, separator) = (shell_word(path), char::from(sampled.separator));
    let separator = if separator == '\t' { "\\t".to_owned() } else { separator.to_string() };
    let why = format!(
        "a table whose headings have {} more than once, and nothing tells which of these columns \
         is meant by the name",
        listed(twice)
    );
    let way_in = format!(
        "run `awk -F'{separator}' -v OFS='{separator}' \
         'NR==1{{for(i=1;i<=NF;i++)if(n[$i]++)$i=$i\" \"n[$i]}}1' {file} > named.csv`, which \
         numbers them, and name named.csv"
    );
    Some(LeftOut::because(why).with(way_in))
}
