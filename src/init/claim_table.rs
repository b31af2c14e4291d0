//! Whether a table, or JSON, says what somebody said, and the keys of `[[claims]]` that read it. A
//! text that every row has, beside a date and nothing that tells an outcome, is no log of probes.

use crate::clock::{StampError, StampFormat, Zone, parse_range};
use crate::files::{FileHead, SmallTable, TableColumns, TableForm};
use crate::init::columns::FoundColumns;
use crate::init::known_words::{Heading, claim_columns};
use crate::init::sample::Sampled;
use crate::init::stamp_shapes;
use crate::init::stamps;
use crate::init::stamps::StatedZone;
use crate::init::toml_text::quoted;
use crate::init::worded_dates::{commonest_pattern, pattern};
use crate::model::suggest::listed;
use crate::model::{ClaimKind, GuessedKey, Role};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Columns that claims.csv must have.
const OUR_COLUMNS: [&str; 6] = ["claim", "claimant", "role", "kind", "published", "targets"];
/// Number of these that tell such a table.
const MOST_OF_OURS: usize = 4;
/// Percentage of the rows that must have a text, where nothing else speaks for claims.
const FILLED: usize = 90;
/// Percentage of the texts that must have some words.
const WORDY: usize = 80;
/// Words of a text, at least.
const WORDS: usize = 3;
/// Most different words of a column of kinds or roles; a column with more is none.
const MOST_WORDS: usize = 20;

/// Forms of a day or a moment that are tried after our own.
const FORMATS: [&str; 14] = [
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%Y/%m/%d %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "unix_s",
    "unix_ms",
];

/// Columns of a table of claims that were found.
struct ClaimTable<'a> {
    sampled: &'a Sampled,
    /// Pairs of our column and theirs, by its index.
    columns: Vec<(&'static str, usize)>,
    /// Column of what was said; `None` in a table with our own columns that has none.
    text: Option<usize>,
}

/// Takes the first rows of a CSV file, whose cells may hold line ends.
pub(super) fn sampled(head: &FileHead<'_>, separator: u8) -> Option<Sampled> {
    let form = TableForm { separator, header: None };
    let text = head.text()?;
    let table =
        SmallTable::parse_as(&form, text.as_bytes(), head.path, "", TableColumns::default())
            .ok()?;
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let rows = table.rows().flatten().map(|row| cells(row.cells())).collect();
    Some(Sampled::of_rows(separator, table.header().to_vec(), rows))
}

/// Proposes the keys of `[[claims]]`; `None` where the rows are likelier something else. `layout`
/// is the word of the layout.
pub(super) fn keys(sampled: &Sampled, layout: &str) -> Option<Vec<GuessedKey>> {
    let table = ClaimTable::find(sampled)?;
    let evidence = match table.text {
        Some(text) => format!(
            "`{}` is a text in most rows, beside dates and nothing that tells how a probe went",
            table.name(text)
        ),
        None => "its columns are those of claims.csv".to_owned(),
    };
    let why = format!(
        "{evidence}: these are claims (docs/claims.md), and no probes; if none is made of your \
         sites, take the entry out"
    );
    let mut keys = vec![GuessedKey::known("layout", quoted(layout), why)];
    keys.push(table.columns());
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        let why = "most lines have the same number of fields with it".to_owned();
        keys.push(GuessedKey::known("separator", value, why));
    }
    keys.extend(table.wanted());
    keys.extend(table.times());
    Some(keys)
}

/// Lists what the claims of the first rows speak of; empty where no column tells it.
pub(super) fn targets(sampled: &Sampled) -> BTreeSet<String> {
    let column = ClaimTable::find(sampled).and_then(|table| table.column("targets"));
    let cells = column.into_iter().flat_map(|at| sampled.column(at));
    let names = cells.flat_map(|cell| cell.split(';')).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

impl<'a> ClaimTable<'a> {
    /// Finds the columns of claims by their names and content; `None` where the table is likelier
    /// something else.
    fn find(sampled: &'a Sampled) -> Option<ClaimTable<'a>> {
        let names = sampled.names()?;
        let has = |heading: Heading| names.iter().any(|name| heading.is_named(name));
        let probes = FoundColumns::of(sampled);
        let tells_outcomes =
            probes.code.is_some() || probes.result.is_some() && probes.foreign_words.is_none();
        let is_of_periods = has(Heading::Start) && has(Heading::End);
        if tells_outcomes || is_of_periods || sampled.rows.is_empty() {
            return None;
        }
        let mut columns: Vec<(&'static str, usize)> = Vec::new();
        for (ours, named) in claim_columns(names) {
            let is_free = |at: &usize| !columns.iter().any(|(_, taken)| taken == at);
            // An id that several rows have is that of something else, such as a thread.
            let fits = |at: &usize| ours != "claim" || is_unique(sampled, *at);
            let free = named.into_iter().filter(is_free).filter(fits);
            // What a list says comes before what the objects around it say.
            let at = free.min_by_key(|at| Reverse(depth(sampled, *at)));
            columns.extend(at.map(|at| (ours, at)));
        }
        let is_free = |at: &usize| !columns.iter().any(|(_, taken)| taken == at);
        let text = (0..sampled.width()).filter(is_free).find(|at| is_text(sampled, *at));
        let table = ClaimTable { sampled, columns, text };
        let published = table.column("published").or(table.column("asserted"))?;
        let has_source = table.column("claimant").is_some() && table.column("url").is_some();
        let formats = table.formats(published)?;
        let is_filled = text.is_some_and(|text| has_source || is_filled(sampled, text));
        // As it is the reader of claims.csv takes it.
        let is_ours = has_our_columns(names) && (!formats.is_empty() || differs(sampled, names));
        (is_filled || is_ours).then_some(table)
    }

    /// Gives the index of the column for one of ours.
    fn column(&self, ours: &str) -> Option<usize> {
        self.columns.iter().find(|(known, _)| *known == ours).map(|(_, at)| *at)
    }

    /// Gives the name of a column, as the file has it.
    fn name(&self, at: usize) -> &str {
        self.sampled.header.as_ref().and_then(|header| header.get(at)).map_or("", String::as_str)
    }

    /// Makes the key `columns`.
    fn columns(&self) -> GuessedKey {
        let mut all = self.columns.clone();
        all.extend(self.text.map(|text| ("quote", text)));
        let pair = |(ours, at): &(&str, usize)| format!("{ours} = {}", quoted(self.name(*at)));
        let pairs: Vec<String> = all.iter().map(pair).collect();
        let unused: Vec<&str> = (0..self.sampled.width())
            .filter(|at| !all.iter().any(|(_, used)| used == at))
            .map(|at| self.name(at))
            .collect();
        let mut why = "by their names these were found; check them".to_owned();
        if !unused.is_empty() {
            why.push_str(&format!("; not used: {}", listed(unused)));
        }
        GuessedKey::known("columns", format!("{{ {} }}", pairs.join(", ")), why)
    }

    /// Returns the keys that no column says.
    fn wanted(&self) -> Vec<GuessedKey> {
        let wanted = |key: &'static str, how: &str| {
            let why = format!("no column tells it: write {how}");
            GuessedKey::open(key, why)
        };
        let mut keys = Vec::new();
        if self.column("claimant").is_none() {
            keys.push(wanted("claimant", "who speaks, or \"unknown\""));
        }
        let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        match self.foreign_words("role", &roles) {
            None => {
                keys.push(wanted("role", &format!("whose claims they are: {}", either(&roles))))
            }
            Some(words) => keys.extend(meanings("roles", &words, &roles)),
        }
        let kinds: Vec<&str> = ClaimKind::ALL.iter().map(|kind| kind.as_str()).collect();
        match self.foreign_words("kind", &kinds) {
            None => keys.push(wanted(
                "kind",
                &format!(
                    "what all of them say: {}; take rows out that say something else, such as that \
                     a site is back, or that say nothing of a site, or give the kind of each in a \
                     column",
                    either(&kinds)
                ),
            )),
            Some(words) => keys.extend(meanings("kinds", &words, &kinds)),
        }
        if self.column("targets").is_none() {
            keys.push(wanted(
                "targets",
                "the sites of which all of it speaks, such as \"kentucky.gov\"; where each row \
                 names others, add a column for them",
            ));
        }
        keys
    }

    /// Lists the words of a column that are not ours; `None` where there is no such column.
    fn foreign_words(&self, ours: &str, known: &[&str]) -> Option<Vec<String>> {
        let at = self.column(ours)?;
        let words: BTreeSet<&str> =
            self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let is_own = |word: &&&str| known.contains(&word.to_lowercase().as_str());
        let foreign = words.iter().filter(|word| !is_own(word)).map(|word| (*word).to_owned());
        Some(foreign.take(MOST_WORDS).collect())
    }

    /// Returns keys for the times.
    fn times(&self) -> Vec<GuessedKey> {
        let columns: Vec<usize> =
            [self.column("published"), self.column("asserted")].into_iter().flatten().collect();
        let mut keys = Vec::new();
        let formats = columns.iter().find_map(|at| self.formats(*at)).unwrap_or_default();
        match &formats[..] {
            [] => (),
            [one] => {
                let why = "all dates seen fit it".to_owned();
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
        let mut cells = columns.iter().flat_map(|at| self.sampled.column(*at));
        if zone == StatedZone::Utc {
            let why = stamps::SAYS_UTC.to_owned();
            keys.push(GuessedKey::known("zone", quoted("UTC"), why));
        } else if zone == StatedZone::Open && cells.any(|cell| !cell.is_empty() && needs_zone(cell))
        {
            let why = stamps::zone_wanted("these dates");
            keys.push(GuessedKey::open("zone", why));
        }
        keys
    }

    /// Lists the formats that read all cells of a column, none for our own way of writing; `None`
    /// where nothing reads them.
    fn formats(&self, at: usize) -> Option<Vec<String>> {
        let cells: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() {
            return None;
        }
        if cells.iter().all(|cell| parse_range(cell, Some(Zone::UTC)).is_ok()) {
            return Some(Vec::new());
        }
        let reads = |word: &str| {
            let format = stamps::format_of(word);
            let reads_one =
                |format: &StampFormat, cell: &str| format.read(cell, Some(Zone::UTC)).is_ok();
            format.is_some_and(|format| cells.iter().all(|cell| reads_one(&format, cell)))
        };
        let known = FORMATS.into_iter().filter(|word| reads(word)).map(str::to_owned);
        let mut formats: Vec<String> = known.collect();
        if formats.is_empty() {
            formats.extend(commonest_pattern(cells.iter().copied()).filter(|word| reads(word)));
        }
        if formats.is_empty() {
            let shapes = stamp_shapes::patterns(cells.iter().copied());
            formats.extend(shapes.into_iter().filter(|word| reads(word)));
        }
        (!formats.is_empty()).then_some(formats)
    }
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

/// Says whether names are mostly those of our own columns of claims, in any letters.
fn has_our_columns(names: &[String]) -> bool {
    let is_named = |ours: &&&str| names.iter().any(|name| name.trim().eq_ignore_ascii_case(ours));
    OUR_COLUMNS.iter().filter(is_named).count() >= MOST_OF_OURS
}

/// Says whether a table is another one than claims.csv, but for its dates.
fn differs(sampled: &Sampled, names: &[String]) -> bool {
    let is_spelt_otherwise = |name: &String| {
        OUR_COLUMNS.iter().any(|ours| name.eq_ignore_ascii_case(ours) && name != ours)
    };
    sampled.is_json() || sampled.separator != b',' || names.iter().any(is_spelt_otherwise)
}

/// Says whether most cells of a column that hold something are texts of some words.
fn is_text(sampled: &Sampled, at: usize) -> bool {
    let filled: Vec<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let is_wordy =
        |cell: &&&str| cell.split_whitespace().count() >= WORDS && pattern(cell).is_none();
    let wordy = filled.iter().filter(is_wordy).count();
    wordy > 0 && wordy * 100 >= filled.len() * WORDY
}

/// Counts the lists of JSON around a column; 0 in a table.
fn depth(sampled: &Sampled, at: usize) -> usize {
    let name = sampled.header.as_ref().and_then(|header| header.get(at));
    name.map_or(0, |name| name.matches("[]").count())
}

/// Says whether each cell of a column holds something, and no other cell the same.
fn is_unique(sampled: &Sampled, at: usize) -> bool {
    let cells: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    cells.len() == sampled.rows.len()
}

/// Says whether most cells of a column hold something.
fn is_filled(sampled: &Sampled, at: usize) -> bool {
    let filled = sampled.column(at).filter(|cell| !cell.is_empty()).count();
    filled * 100 >= sampled.rows.len() * FILLED
}
