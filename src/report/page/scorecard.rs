//! The scorecard: a row for each claimant and what was said, with what was seen of the sites.

use super::columns::columns;
use super::proof::ProvedSentence;
use super::wording::MOST;
use crate::model::chance::FitCounts;
use crate::model::safe_text::safe_text;
use crate::model::{ClaimContent, Claimant, Quantifier, Report, Role};
use crate::report::headline::{
    self, chance_of, chance_words, control_group_of, disputes_own_claim, own_words,
};
use crate::report::wording::{grouped, name_of_site, plural};
use serde::Serialize;

/// Number of columns of the scorecard.
const COLUMNS: usize = 10;

/// Row of the scorecard.
#[derive(Debug, Serialize)]
pub(super) struct ScoreRow {
    anchor: String,
    pub(super) who: String,
    pub(super) role: &'static str,
    pub(super) said: String,
    /// Limits of the row: disputes, and sites that the recorder reads into the words.
    pub(super) limits: Vec<String>,
    pub(super) sites: String,
    pub(super) measured: String,
    pub(super) went_down: String,
    pub(super) certain: String,
    /// Limits of the fits; may be empty.
    pub(super) certain_limits: Vec<String>,
    pub(super) perhaps: String,
    /// Number of sites that no column of fits counts, in words; may be empty.
    pub(super) perhaps_limits: Vec<String>,
    pub(super) excluded: String,
    chance: String,
    control: String,
    /// Whether the row before is of the same name.
    is_again: bool,
}

impl ScoreRow {
    /// Returns the text of a column of figures by its place from 0; `None` of other columns, and
    /// where limits stand with it.
    fn value(&self, column: usize) -> Option<&str> {
        let none: &[String] = &[];
        let (text, limits) = match column {
            3 => (&self.measured, none),
            4 => (&self.went_down, none),
            5 => (&self.certain, &self.certain_limits[..]),
            6 => (&self.perhaps, &self.perhaps_limits[..]),
            7 => (&self.excluded, none),
            8 => (&self.chance, none),
            9 => (&self.control, none),
            _ => return None,
        };
        limits.is_empty().then_some(text.as_str())
    }
}

/// Least rows in which the same value is said once.
const LEAST_ALIKE: usize = 3;

/// The scorecard: its rows, and the columns that say the same in each of them.
#[derive(Debug, Serialize)]
pub(super) struct Scorecard {
    pub(super) rows: Vec<ScoreRow>,
    /// Whether a column, by its place from 0, is left out.
    hidden: [bool; COLUMNS],
    /// Sentences in place of the columns that are left out; may be empty.
    in_each: String,
}

impl Scorecard {
    /// Returns the rows in the order of the table `claimants`, those of one name together.
    pub(super) fn of(report: &Report) -> Scorecard {
        let claimants = report.claimants.iter().take(MOST);
        let mut rows: Vec<ScoreRow> =
            claimants.enumerate().map(|(at, claimant)| row(report, at, claimant)).collect();
        let names: Vec<String> = rows.iter().map(|row| row.who.clone()).collect();
        rows.sort_by_key(|row| names.iter().position(|name| *name == row.who));
        for at in 1..rows.len() {
            rows[at].is_again = rows[at - 1].who == rows[at].who;
        }
        let (mut hidden, mut same, mut empty) = ([false; COLUMNS], Vec::new(), Vec::new());
        let names = columns()["scorecard"];
        for (at, (column, hidden)) in names.iter().zip(&mut hidden).enumerate() {
            let Some(value) = value_of_all(&rows, at) else { continue };
            match value {
                "–" => empty.push(column.name),
                _ if rows.len() >= LEAST_ALIKE => same.push(format!("{}: {value}", column.name)),
                _ => continue,
            }
            *hidden = true;
        }
        let mut in_each = Vec::new();
        if !same.is_empty() {
            in_each.push(format!("In each row, {}.", same.join("; ")));
        }
        if !empty.is_empty() {
            in_each.push(format!("Of no row is known: {}.", empty.join("; ")));
        }
        Scorecard { rows, hidden, in_each: in_each.join(" ") }
    }
}

/// Returns the text of a column, by its place from 0, that stands in every row of several.
fn value_of_all(rows: &[ScoreRow], column: usize) -> Option<&str> {
    let [first, others @ ..] = rows else { return None };
    let value = first.value(column)?;
    let is_same = |row: &ScoreRow| row.value(column) == Some(value);
    (!others.is_empty() && others.iter().all(is_same)).then_some(value)
}

/// Writes the row of a claimant.
fn row(report: &Report, at: usize, claimant: &Claimant) -> ScoreRow {
    let measured = claimant.changes.measured();
    let fits = |count: usize| match (measured, claimant.said) {
        (0, _) => "–".to_owned(),
        _ if claimant.without_time >= measured => "–".to_owned(),
        _ => grouped(count),
    };
    let tested = !claimant.said.is_to_come();
    let of_claims = |text: Option<String>| match tested {
        true => text.unwrap_or_else(|| "–".to_owned()),
        false => "–".to_owned(),
    };
    ScoreRow {
        anchor: format!("said-{}", at + 1),
        who: safe_text(&claimant.name),
        role: claimant.role.as_str(),
        said: said(claimant),
        limits: limits(report, claimant),
        sites: match claimant.meant - claimant.sites.len().min(claimant.meant) {
            0 => grouped(claimant.sites.len()),
            _ => format!("{} of {}", grouped(claimant.sites.len()), grouped(claimant.meant)),
        },
        measured: grouped(measured),
        went_down: match measured {
            0 => "–".to_owned(),
            _ => grouped(claimant.changes.went_down),
        },
        certain: fits(claimant.fitting),
        certain_limits: certain_limits(claimant),
        perhaps: fits(claimant.perhaps_fitting),
        perhaps_limits: perhaps_limits(claimant),
        // What is only announced claims no success that probes could deny.
        excluded: if tested { fits(claimant.excluded) } else { "–".to_owned() },
        chance: of_claims(chance(report, claimant)),
        control: of_claims(control(report, claimant)),
        is_again: false,
    }
}

/// Says what was said of how many of the sites, in how many claims.
fn said(claimant: &Claimant) -> String {
    let kind = match claimant.said {
        ClaimContent::Attacked if claimant.role == Role::Attacker => "attacked",
        ClaimContent::Attacked => "said to be attacked",
        ClaimContent::Down => "down",
        ClaimContent::AttackedOrDown => "attacked or down",
        ClaimContent::Listed => "listed as targets",
        ClaimContent::Warned if claimant.sites.len() == 1 => "warned of attacks on it",
        ClaimContent::Warned => "warned of attacks on them",
        ClaimContent::Announced => "announced to be down",
        ClaimContent::ToCome => "attacks or outages to come",
    };
    let share = match claimant.quantifier {
        Quantifier::Most => ", most of them",
        Quantifier::Some => ", some of them",
        Quantifier::Each | Quantifier::None => "",
    };
    let retelling = match claimant.retelling_claims {
        0 => String::new(),
        // Then each retells others, and a limit says so.
        _ if claimant.retells => String::new(),
        1 if claimant.claims == 1 => ", which retells another".to_owned(),
        1 => ", 1 of which retells another".to_owned(),
        more => format!(", {} of which retell another", grouped(more)),
    };
    format!("{kind}{share}, in {}{retelling}", plural(claimant.claims, "claim"))
}

/// Lists what limits a row: who disputes it, and how its sites were named.
fn limits(report: &Report, claimant: &Claimant) -> Vec<String> {
    let mut limits = Vec::new();
    if claimant.retells {
        limits.push("retells what others said".to_owned());
    }
    if claimant.on_and_off {
        limits.push("on and off, which is not tested".to_owned());
    }
    if claimant.leaves_out {
        limits.push("of other sites, too, which are left out here".to_owned());
    }
    if claimant.groups > 0 {
        let groups = plural(claimant.groups, "group");
        limits.push(match claimant.by_name {
            0 => format!("named by {groups}"),
            more => format!("{}, the others by {groups}", plural(more, "single site")),
        });
    } else if claimant.all_sites && claimant.by_name == 0 {
        limits.push("by the words “all sites”".to_owned());
    }
    if claimant.inferred {
        limits.push("which sites is the recorder's reading".to_owned());
    }
    limits.extend(claimant.disputed_by.iter().map(|one| {
        if disputes_own_claim(claimant, one) {
            return own_words(one);
        }
        let itself = if one.by == claimant.name { " itself" } else { "" };
        let by = format!("{}{itself}", safe_text(&one.by));
        match &one.sites[..] {
            sites if sites.len() >= claimant.sites.len() => format!("{by} disputes it"),
            [site] => format!("{by} disputes it of {}", name_of_site(report, site)),
            sites => format!("{by} disputes it of {}", plural(sites.len(), "site")),
        }
    }));
    limits
}

/// Lists what limits the fits of a row.
fn certain_limits(claimant: &Claimant) -> Vec<String> {
    let mut limits = Vec::new();
    let of_them = |count: usize| match count == claimant.fitting {
        true => String::new(),
        false => format!("{} ", grouped(count)),
    };
    if claimant.fitting_later > 0 {
        limits.push(format!("{}not by the site's first outage", of_them(claimant.fitting_later)));
    }
    if claimant.fitting_in_doubt > 0 {
        limits.push(format!("{}from one vantage alone", of_them(claimant.fitting_in_doubt)));
    }
    limits
}

/// Counts the measured sites that neither fit nor may fit, and of which no verdict denies it: those
/// that fit in part, and those of which nothing is decided, such as one with challenged probes
/// alone.
fn perhaps_limits(claimant: &Claimant) -> Vec<String> {
    let measured = claimant.changes.measured();
    let fits = claimant.fitting + claimant.perhaps_fitting + claimant.in_part;
    // Of claims without a time nothing stands in these columns.
    if claimant.without_time >= measured {
        return Vec::new();
    }
    let before = if claimant.fitting + claimant.perhaps_fitting == 0 { "" } else { "more " };
    let in_part = match claimant.in_part {
        0 => None,
        1 => Some(format!("1 {before}site fits in part")),
        sites => Some(format!("{} {before}sites fit in part", grouped(sites))),
    };
    let decided = fits + claimant.excluded;
    let more = if decided == 0 { "" } else { "more " };
    let undecided = match measured.saturating_sub(decided) {
        0 => None,
        1 => Some(format!("1 {more}site is undecided")),
        sites => Some(format!("{} {more}sites are undecided", grouped(sites))),
    };
    in_part.into_iter().chain(undecided).collect()
}

/// Says by which share of other times at least as many sites would fit (M20); `None` where the
/// claimant has no such row, or nothing fits that chance could explain.
fn chance(report: &Report, claimant: &Claimant) -> Option<String> {
    let found = chance_of(report, claimant)?;
    (found.estimate.is_none() || found.fitting > 0).then(|| chance_words(found))
}

/// Counts the unnamed sites that fit the claims of a claimant (M21); `None` where there is no such
/// row.
fn control(report: &Report, claimant: &Claimant) -> Option<String> {
    let all = control_group_of(report, claimant)?;
    if all.unnamed.sites() == 0 {
        return None;
    }
    let FitCounts { fitting, not_known, .. } = all.unnamed;
    Some(match (all.unnamed.known(), not_known) {
        (0, count) => format!("not known of {}", grouped(count)),
        (known, 0) => format!("{} of {}", grouped(fitting), grouped(known)),
        (known, count) => {
            let most = grouped(fitting + count);
            format!("{} to {most} of {}", grouped(fitting), grouped(known + count))
        }
    })
}

/// Tells what any other time would show of the first claimant's claims, and what was seen of the
/// sites that nobody named; empty where nothing is known of either.
pub(super) fn chance_sentences(report: &Report) -> Vec<ProvedSentence> {
    let first = report.claimants.first().map(|one| (&one.name, one.role));
    let is_first = |one: &Claimant| first == Some((&one.name, one.role));
    let sentences = headline::chance_sentences(report, is_first).into_iter();
    sentences.map(|(text, grounds)| ProvedSentence::of(text, &grounds)).collect()
}
