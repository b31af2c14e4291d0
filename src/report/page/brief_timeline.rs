//! The timeline of the short report: starts and ends of the sites that claims name, with the first
//! statements of each claimant between them. Where these are many, the starts, or the ends, that
//! follow each other stand in one row.

use super::chronicle::ChronicleRow;
use crate::clock::{Bracket, HOUR, Instant};
use crate::model::Report;
use crate::report::wording::{END, START, When, grouped, name_of_site};
use std::collections::{BTreeMap, BTreeSet};

/// Most rows of the timeline, most statements in it, and most names of sites in a row.
const MOST_ROWS: usize = 10;
const MOST_SAID: usize = 5;
const MOST_NAMES: usize = 3;
/// Longest time between two changes of one row, in microseconds.
const MOST_APART_US: i64 = HOUR;

/// Rows of the short report.
pub(super) struct BriefTimeline {
    pub(super) rows: Vec<ChronicleRow>,
    /// Sentence on the rows that it leaves out; may be empty.
    pub(super) more: String,
}

impl BriefTimeline {
    /// Chooses the rows from those of the chronicle.
    pub(super) fn of(report: &Report, all: &[ChronicleRow]) -> BriefTimeline {
        let (chosen, whose) = chosen(report, all);
        let are_all = chosen.len() == all.len();
        let count = chosen.len();
        let mut rows = if count > MOST_ROWS { joined(report, &chosen) } else { cloned(&chosen) };
        let is_joined = rows.len() < count;
        let is_cut = rows.len() > MOST_ROWS;
        let has_statements = rows.iter().any(|row| row.kind == "said");
        if is_cut && has_statements {
            rows = nearest_to_statements(rows);
        } else if is_cut {
            rows.drain(MOST_ROWS - 1..rows.len() - 1);
        }
        if are_all && !is_joined && !is_cut {
            return BriefTimeline { rows, more: String::new() };
        }
        let joined = if is_joined { ", those that follow each other in one row" } else { "" };
        let cut = match (is_cut, has_statements) {
            (true, true) => {
                " The first statement of each and the changes nearest to one are shown.".to_owned()
            }
            (true, false) => format!(" The first {} rows and the last are shown.", MOST_ROWS - 1),
            (false, _) => String::new(),
        };
        let said = match report.claims.is_empty() {
            true => String::new(),
            false => format!(", and the first statements of each of at most {MOST_SAID} claimants"),
        };
        let more = format!(
            "Starts and ends of {whose}{joined}{said}.{cut} tables/timeline.csv holds all."
        );
        BriefTimeline { rows, more }
    }
}

/// Keeps the first statement of each claimant, and of the other rows those that are nearest to one
/// of these, in order of time.
fn nearest_to_statements(rows: Vec<ChronicleRow>) -> Vec<ChronicleRow> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut firsts: Vec<bool> = Vec::with_capacity(rows.len());
    for row in &rows {
        firsts.push(row.kind == "said" && known.insert(&row.who));
    }
    let said: Vec<Instant> = rows
        .iter()
        .zip(&firsts)
        .filter(|(_, is_first)| **is_first)
        .map(|(row, _)| row.first_moment())
        .collect();
    let distance_us = |row: &ChronicleRow| {
        let from = |said: &Instant| row.first_moment().since(*said).saturating_abs();
        said.iter().map(from).min().unwrap_or_default()
    };
    // Behind the first statements come changes, and further statements where there is room.
    let rank = |at: &usize| {
        let row = &rows[*at];
        (!firsts[*at], row.kind == "said", distance_us(row), *at)
    };
    let mut nearest: Vec<usize> = (0..rows.len()).collect();
    nearest.sort_by_key(rank);
    nearest.truncate(MOST_ROWS);
    let is_kept = |at: &usize| nearest.contains(at);
    rows.into_iter().enumerate().filter(|(at, _)| is_kept(at)).map(|(_, row)| row).collect()
}

/// Returns the starts and ends of the sites that claims name, or of all where they name none; work
/// that was announced on one of them; and the first statements of each claimant. With them it
/// returns the words for these sites.
fn chosen<'r>(report: &Report, all: &'r [ChronicleRow]) -> (Vec<&'r ChronicleRow>, &'static str) {
    let ids = |named: bool| -> BTreeSet<&str> {
        let sites = report.sites.iter().filter(|site| site.named || !named);
        sites.map(|site| site.site.id.as_str()).collect()
    };
    let (named, whose) = match ids(true) {
        named if named.is_empty() => (ids(false), "all sites"),
        named => (named, "the sites that claims name"),
    };
    let is_named = |row: &ChronicleRow| row.ids.iter().any(|id| named.contains(id.as_str()));
    let is_change = |row: &&ChronicleRow| matches!(row.kind, "down" | "up") && is_named(row);
    let down: BTreeSet<&String> = all.iter().filter(is_change).flat_map(|row| &row.ids).collect();
    // Time of the first statements of each claimant.
    let mut first: BTreeMap<&str, &When> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in all {
        let is_chosen = match row.kind {
            "said" => {
                let has_room = first.len() < MOST_SAID || first.contains_key(row.who.as_str());
                has_room && *first.entry(&row.who).or_insert(&row.when) == &row.when
            }
            "work" => row.ids.iter().any(|id| down.contains(id)),
            _ => is_change(&row),
        };
        if is_chosen {
            rows.push(row);
        }
    }
    (rows, whose)
}

/// Copies rows.
fn cloned(rows: &[&ChronicleRow]) -> Vec<ChronicleRow> {
    rows.iter().map(|row| (*row).clone()).collect()
}

/// Joins the starts that follow each other, and the ends.
fn joined(report: &Report, rows: &[&ChronicleRow]) -> Vec<ChronicleRow> {
    let is_near = |a: &ChronicleRow, b: &ChronicleRow| {
        b.first_moment().since(a.first_moment()) <= MOST_APART_US
    };
    let alike = rows.chunk_by(|a, b| {
        a.kind == b.kind && a.change.is_some() && b.change.is_some() && is_near(a, b)
    });
    let mut all = Vec::new();
    for rows in alike {
        match rows {
            [first, _, ..] => all.push(of_several(report, first, rows)),
            few => all.extend(cloned(few)),
        }
    }
    all
}

/// Makes one row of several starts, or of several ends.
fn of_several(report: &Report, first: &ChronicleRow, rows: &[&ChronicleRow]) -> ChronicleRow {
    let ids: BTreeSet<&String> = rows.iter().flat_map(|row| &row.ids).collect();
    // In order of their rows.
    let mut names: Vec<String> = Vec::new();
    for id in rows.iter().flat_map(|row| &row.ids) {
        let name = name_of_site(report, id);
        if names.len() < MOST_NAMES && !names.contains(&name) {
            names.push(name);
        }
    }
    let (did, open) = match first.kind {
        "up" => ("came back", END),
        _ => ("went down", START),
    };
    let names = names.join(", ");
    let what = match ids.len().saturating_sub(MOST_NAMES) {
        0 => format!("{names} {did}"),
        others => {
            format!("{} sites {did}: {names} and {} more", grouped(ids.len()), grouped(others))
        }
    };
    let changes = || rows.iter().filter_map(|row| row.change);
    let bracket = Bracket {
        after: changes().filter_map(|change| change.after).min(),
        by: changes().filter_map(|change| change.by).max(),
    };
    let again = match rows.iter().map(|row| row.failed_again).sum::<usize>() {
        0 => String::new(),
        count => format!("; {} of them failed again in the same episode", grouped(count)),
    };
    let is_same = rows.iter().all(|row| row.who == first.who);
    let who = if is_same { first.who.clone() } else { "probes".to_owned() };
    let mut row = first.clone();
    (row.what, row.who) = (format!("{what}{again}"), who);
    row.when = When::of_bracket(report.zone, bracket, open);
    row
}
