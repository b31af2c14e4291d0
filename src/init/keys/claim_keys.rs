//! The keys of `[[claims]]` that read a table, or JSON, of what somebody said.

use crate::clock::{StampError, Zone, parse_range};
use crate::init::claims::claim_table::{
    ClaimEvidence, ClaimTable, formats, formats_of_half, joined,
};
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::stamps::StatedZone;
use crate::init::toml_text::{list, quoted};
use crate::init::words::cell_kinds::is_moment;
use crate::model::suggest::listed;
use crate::model::{ClaimKind, GuessedKey, Role};
use std::collections::BTreeSet;

/// Most different words of a column of kinds or roles; a column with more is none.
const MOST_WORDS: usize = 20;

/// Proposes the keys of `[[claims]]`; `None` where the rows are likelier something else. `layout`
/// is the word of the layout.
pub(in crate::init) fn keys(
    sampled: &Sampled,
    layout: &str,
    evidence: ClaimEvidence,
) -> Option<Vec<GuessedKey>> {
    let table = ClaimTable::find(sampled, evidence)?;
    let why = match (evidence, table.text) {
        (ClaimEvidence::Stated, _) => "it was named as claims".to_owned(),
        (_, Some(text)) => format!(
            "`{}` is a text in most rows, beside dates and nothing that tells how a probe went: \
             these are claims (docs/claims.md), and no probes; if none is made of your sites, take \
             the entry out",
            table.name(text)
        ),
        (_, None) => "its columns are those of claims.csv: these are claims (docs/claims.md), and \
             no probes; if none is made of your sites, take the entry out"
            .to_owned(),
    };
    let mut keys = vec![GuessedKey::known("layout", quoted(layout), why)];
    if let Some(header) = first_row_as_header(sampled).filter(|_| !sampled.is_json()) {
        keys.push(header);
        if sampled.separator != b',' {
            let value = quoted(&char::from(sampled.separator).to_string());
            keys.push(GuessedKey::known("separator", value, "as it stands between the cells"));
        }
        return Some(keys);
    }
    keys.push(table.columns_key());
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        let why = "most lines have the same number of fields with it".to_owned();
        keys.push(GuessedKey::known("separator", value, why));
    }
    keys.extend(wanted(&table));
    keys.extend(time_keys(&table));
    Some(keys)
}

/// Asks for the names of the columns where the first line has a moment in the place in which the
/// others have one: it is a row, and its claim would be lost. `None` where it names columns.
fn first_row_as_header(sampled: &Sampled) -> Option<GuessedKey> {
    let header = sampled.header.as_ref()?;
    let is_row = |at: &usize| is_moment(&header[*at]) && sampled.most_fit(*at, is_moment);
    let moment = (0..header.len()).find(is_row)?;
    let place = |at: usize| match at {
        at if at == moment => quoted("published"),
        at if at + 1 == header.len() => quoted("quote"),
        at => quoted(&format!("column_{}", at + 1)),
    };
    let names: Vec<String> = (0..header.len()).map(place).collect();
    let why = format!(
        "the first line has a moment (`{}`), as the others have: it is a row, and no line names \
         the columns; write their names, such as [{}], by those of docs/claims.md (`claimant`, \
         `role`, `kind`, `targets`, `published`, `quote`)",
        header[moment],
        names.join(", ")
    );
    Some(GuessedKey::open("header", why))
}

/// Lists what the claims of the first rows speak of; empty where no column tells it.
pub(in crate::init) fn targets(sampled: &Sampled, evidence: ClaimEvidence) -> BTreeSet<String> {
    let column = ClaimTable::find(sampled, evidence).and_then(|table| table.column("targets"));
    let cells = column.into_iter().flat_map(|at| sampled.column(at));
    cells.flat_map(crate::claims::targets_of_cell).map(str::to_owned).collect()
}

impl ClaimTable<'_> {
    /// Makes the key `columns`.
    fn columns_key(&self) -> GuessedKey {
        let mut all = self.columns.clone();
        all.extend(self.text.map(|text| ("quote", vec![text])));
        let names = |at: &Vec<usize>| at.iter().map(|at| self.name(*at)).collect::<Vec<&str>>();
        let pair = |(ours, at): &(&str, Vec<usize>)| match &names(at)[..] {
            [one] => format!("{ours} = {}", quoted(one)),
            several => format!("{ours} = {}", list(several)),
        };
        // A column with one of our names would be read under it, though it is something else.
        let is_other = |ours: &&&str| {
            let is_used = |(known, _): &(&str, Vec<usize>)| known == *ours;
            self.sampled.header.iter().flatten().any(|name| name == **ours)
                && !all.iter().any(is_used)
        };
        let left_out = crate::claims::COLUMNS.iter().filter(is_other);
        let left_out = left_out.map(|ours| format!("{ours} = \"\""));
        let pairs: Vec<String> = all.iter().map(pair).chain(left_out).collect();
        let unused: Vec<&str> = (0..self.sampled.width())
            .filter(|at| !all.iter().any(|(_, used)| used.contains(at)))
            .map(|at| self.name(at))
            .collect();
        let mut why = "by their names and cells these were found; check them".to_owned();
        if !unused.is_empty() {
            why.push_str(&format!("; not used: {}", listed(unused)));
        }
        let columns = format!("{{ {} }}", pairs.join(", "));
        if self.moments().next().is_none() {
            return GuessedKey::open(
                "columns",
                format!(
                    "no column was recognised as the time at which something was said: write \
                     {columns} with published = \"its name\" added, or without it if none is; {why}"
                ),
            );
        }
        GuessedKey::known("columns", columns, why)
    }
}

/// Returns the keys that no column says.
fn wanted(table: &ClaimTable<'_>) -> Vec<GuessedKey> {
    let wanted = |key: &'static str, how: &str| {
        let why = format!("no column tells it: write {how}");
        GuessedKey::open(key, why)
    };
    let by_words = |what: &str| match table.text {
        Some(_) => format!(
            "; where the words of a row tell {what}, take this line out and write rules = \
             \"rules.toml\", a file with lines such as these for each rule: [[rule]], words = \
             [\"back online\"], kind = \"restored\", or targets = [\"portal.example\"]"
        ),
        None => String::new(),
    };
    let mut keys = Vec::new();
    if table.column("claimant").is_none() {
        keys.push(wanted("claimant", "who speaks, or \"unknown\""));
    }
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    match foreign_words(table, "role", &roles) {
        None => keys.push(wanted("role", &format!("whose claims they are: {}", either(&roles)))),
        Some(words) => keys.extend(meanings("roles", &words, &roles)),
    }
    let kinds: Vec<&str> = ClaimKind::ALL.iter().map(|kind| kind.as_str()).collect();
    match foreign_words(table, "kind", &kinds) {
        None => keys.push(wanted(
            "kind",
            &format!(
                "what all of them say: {}; where they say different things, give the kind of each \
                 in a column{}",
                either(&kinds),
                by_words("its kind")
            ),
        )),
        Some(words) => keys.extend(meanings("kinds", &words, &kinds)),
    }
    if table.column("targets").is_none() {
        keys.push(wanted(
            "targets",
            &format!(
                "the sites of which all of it speaks, such as \"kentucky.gov\" or \"*\" for all; \
                 where each row names others, add a column for them{}",
                by_words("its sites")
            ),
        ));
    }
    keys
}

/// Lists the words of a column that are not ours; `None` where there is no such column.
fn foreign_words(table: &ClaimTable<'_>, ours: &str, known: &[&str]) -> Option<Vec<String>> {
    let at = table.column(ours)?;
    let words: BTreeSet<&str> = table.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let is_own = |word: &&&str| known.contains(&word.to_lowercase().as_str());
    let foreign = words.iter().filter(|word| !is_own(word)).map(|word| (*word).to_owned());
    Some(foreign.take(MOST_WORDS).collect())
}

/// Returns keys for the times.
fn time_keys(table: &ClaimTable<'_>) -> Vec<GuessedKey> {
    let moments: Vec<Vec<usize>> = table.moments().collect();
    let mut keys = Vec::new();
    let all_fit = moments.iter().find_map(|columns| formats(table.sampled, columns));
    let fit = if all_fit.is_some() { "all" } else { "most" };
    let half = || moments.iter().find_map(|columns| formats_of_half(table.sampled, columns));
    let formats = all_fit.or_else(half).unwrap_or_default();
    match &formats[..] {
        [] => (),
        [one] => {
            let why = format!("{fit} dates seen fit it");
            keys.push(GuessedKey::known("time_format", quoted(one), why));
        }
        _ => {
            let words = formats.join(" and ");
            let why = format!("all dates seen fit {words}: write the one that is meant");
            keys.push(GuessedKey::open("time_format", why));
        }
    }
    let zone = formats.first().map_or(StatedZone::Open, |word| StatedZone::of_format(word));
    let needs_zone = |cell: &str| {
        !formats.is_empty() || matches!(parse_range(cell, None), Err(StampError::NoOffset(_)))
    };
    let mut cells = moments.iter().flat_map(|columns| joined(table.sampled, columns));
    if zone == StatedZone::Utc {
        let why = stamps::SAYS_UTC.to_owned();
        keys.push(GuessedKey::known("zone", quoted(Zone::UTC.name()), why));
    } else if zone == StatedZone::Open && cells.any(|cell| needs_zone(&cell)) {
        let why = stamps::zone_wanted("these dates");
        keys.push(GuessedKey::open("zone", why));
    }
    keys
}

/// Makes the key for words that are not ours; `None` where there are none.
fn meanings(key: &'static str, words: &[String], known: &[&str]) -> Option<GuessedKey> {
    let list = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let why = format!(
        "the column has {list}, as far as the first rows show: write what each means, as {{ \
         \"their word\" = \"{}\", … }}, by {}",
        known[0],
        either(known)
    );
    (!words.is_empty()).then_some(GuessedKey::open(key, why))
}

/// Lists words of which one is to be written.
fn either(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    let (last, first) = quoted.split_last().map_or(("", &[][..]), |(last, all)| (last, all));
    format!("{} or {last}", first.join(", "))
}
