//! Columns of a table that say something else than the one that was found for the outcome: which
//! of them tells how a probe went is asked.

mod another_moment;
mod answers;
mod merged_names;
mod outcomes_beside;
mod parts;
mod sites_in_a_row;
mod tries;

use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::outcome_words::MOST_RESULT_WORDS;
use crate::init::doubts::disagreements::another_moment::AnotherMoment;
use crate::init::doubts::disagreements::outcomes_beside::{ObjectsBeside, OtherCodes, is_failed};
use crate::init::doubts::disagreements::parts::PartColumn;
use crate::init::doubts::table_doubts::Doubt;
use crate::init::sample::Sampled;
use crate::init::series::two_names_of_one_site;
use crate::init::stamps::RowMoment;
use crate::init::toml_text::column;
use crate::init::words::cell_kinds::{is_address, meaning_of, number_of_code};
use crate::init::words::inverted::{inverted, says_down};
use crate::init::words::known_words::Heading;
use crate::logs::{is_no_error, known_result};
use crate::model::suggest::{listed, short};
use crate::model::{Status, plural};
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::init) use answers::{columns_like_outcomes, wanted_senses};
pub(in crate::init) use merged_names::{MergedNames, NamedRow};

/// Words in headings of columns that say whether an answer was a right one, in small letters.
const CHECKING: [&str; 14] = [
    "keyword",
    "match",
    "content",
    "body",
    "passed",
    "pass",
    "valid",
    "alive",
    "healthy",
    "success",
    "available",
    "reachable",
    "responding",
    "online",
];
/// Percentage of the rows that share their moment, from which on a column must tell them apart.
const TWICE_PERCENT: usize = 10;
/// Names of parts that are shown.
const SHOWN: usize = 6;

/// Finds what speaks against the column that was found for the outcome, or for the site, among
/// `unused` columns and that of errors.
pub(in crate::init) fn of(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
    unused: &[usize],
) -> Vec<Doubt> {
    let rows = DoubtedRows { sampled, found, names };
    let tries = rows.tries(unused);
    // A column that numbers tries tells no parts.
    let parts = if tries.is_none() { rows.parts(unused) } else { None };
    let in_a_row = sites_in_a_row::doubt(sampled, found, names);
    let another = || rows.another_verdict(unused).or_else(|| rows.another_code(unused));
    let doubts = [
        if in_a_row.is_none() { another() } else { in_a_row },
        rows.objects_beside(&[]),
        rows.error_beside_answer(),
        parts,
        tries,
        rows.names_in_capitals(),
        rows.checks_of_one_address().or_else(|| rows.names_of_one_address()),
        rows.names_once_in_a_block(),
        rows.another_moment(),
    ];
    doubts.into_iter().flatten().collect()
}

/// Tells that rows stand under several names of one address, none of which says down where another
/// says up; `None` where each address has one name.
pub(in crate::init) fn names_to_confirm(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
) -> Option<String> {
    let merged = DoubtedRows { sampled, found, names }.merged_names()?;
    (merged.odd == 0).then(|| {
        format!(
            "{} are one site, as they differ by scheme, `www.` or port alone: of rows of one \
             moment the best counts; where each is a site of its own, a sites.csv tells them \
             apart, a row with `site` and `url` for each",
            listed(merged.names.iter().map(String::as_str))
        )
    })
}

/// Doubts the outcome of one of several objects of JSON that have the same field: those of the
/// others would be lost. The moment of a version is that of its commit, and no column.
pub(in crate::init) fn objects_of_a_version(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
) -> Option<Doubt> {
    DoubtedRows { sampled, found, names }.objects_beside(&["timestamp", "latency_s"])
}

/// Rows of a table, with the columns that were found in them.
struct DoubtedRows<'a> {
    sampled: &'a Sampled,
    found: &'a FoundColumns,
    names: &'a [String],
}

impl DoubtedRows<'_> {
    /// Gives a cell of a row; empty where there is none.
    fn cell<'r>(&self, row: &'r [String], at: Option<usize>) -> &'r str {
        at.and_then(|at| row.get(at)).map(|cell| cell.trim()).unwrap_or_default()
    }

    /// Gives what the columns that were found say of a row: up or down; `None` where they say
    /// neither.
    fn said(&self, row: &[String]) -> Option<Status> {
        let found = self.found;
        let mut words = found.foreign_words.iter().flatten().chain(&found.code_words);
        let mut theirs = |cell: &str| words.find(|word| word.word == cell).map(|word| word.meaning);
        let result = self.cell(row, found.result);
        if !result.is_empty() {
            return theirs(result).unwrap_or_else(|| known_result(result));
        }
        let code = self.cell(row, found.code);
        match number_of_code(code) {
            Some(code) if is_failed(code) => Some(Status::Down),
            Some(_) => Some(Status::Up),
            None if code.is_empty() => {
                let error = self.cell(row, found.error);
                let is_error = !error.is_empty() && !is_no_error(error);
                let says_up = found.code.is_none() && found.error.is_some();
                match is_error {
                    true => Some(Status::Down),
                    false => says_up.then_some(Status::Up),
                }
            }
            None => theirs(code).flatten(),
        }
    }

    /// Writes columns as the key `columns` takes them; `change` gives those of one of ours, `None`
    /// where it is left out.
    fn written(&self, change: impl Fn(&str, Vec<usize>) -> Option<Vec<usize>>) -> String {
        let one = |(ours, at): (&'static str, Vec<usize>)| {
            Some(format!("{ours} = {}", column(self.names, &change(ours, at)?)))
        };
        let pairs: Vec<String> = self.found.mapping().into_iter().filter_map(one).collect();
        format!("{{ {} }}", pairs.join(", "))
    }

    /// Writes the columns as they were found.
    fn usual(&self) -> String {
        self.written(|_, at| Some(at))
    }

    /// Makes the doubt whether another column is meant than the one that was found.
    fn doubt_of_column(&self, why: String, found: usize) -> Doubt {
        let usual_if = Some(format!("if it is `{}`", self.names[found]));
        Doubt { key: "columns", why, usual: self.usual(), usual_if }
    }

    /// Doubts the outcome where an unused column says up beside its down, or down beside its up.
    fn another_verdict(&self, unused: &[usize]) -> Option<Doubt> {
        let ours = self.found.result.or(self.found.code).or(self.found.error)?;
        // In JSON the last name of a path says what stands there, as the search for columns has it.
        let names = self.sampled.names().unwrap_or(self.names);
        let verdict = |at: usize, cell: &str| -> Option<Status> {
            if says_down(&names[at]) {
                return inverted(cell);
            }
            let answer = || {
                inverted(cell).map(|yes| match yes {
                    Status::Down => Status::Up,
                    _ => Status::Down,
                })
            };
            meaning_of(cell).or_else(answer)
        };
        let odd_rows = |at: &usize| {
            let cells: BTreeSet<&str> =
                self.sampled.column(*at).filter(|cell| !cell.is_empty()).collect();
            // A number that never changes tells nothing.
            let is_verdict = (1..=MOST_RESULT_WORDS).contains(&cells.len())
                && (cells.len() > 1 || cells.iter().all(|cell| cell.parse::<f64>().is_err()))
                && cells.iter().all(|cell| verdict(*at, cell).is_some())
                && (cells.iter().all(|cell| is_word(cell)) || self.is_checking(*at));
            let is_odd = |row: &&Vec<String>| {
                let theirs = verdict(*at, self.cell(row, Some(*at)));
                matches!(
                    (theirs, self.said(row)),
                    (Some(Status::Down), Some(Status::Up)) | (Some(Status::Up), Some(Status::Down))
                )
            };
            let odd: Vec<&Vec<String>> =
                self.sampled.rows.iter().filter(|_| is_verdict).filter(is_odd).collect();
            Some((*at, odd.len(), *odd.first()?))
        };
        // The state before a change is another one than that behind it.
        let is_before = |at: usize| self.found.states.is_some_and(|pair| pair.before == at);
        let is_own = |at: &&usize| !self.sampled.is_around(**at) && !is_before(**at);
        let (at, count, row) = unused.iter().filter(is_own).find_map(odd_rows)?;
        let theirs = self.written(|ours, columns| match ours {
            "result" | "status_code" | "error" => None,
            _ => Some(columns),
        });
        let theirs = theirs.trim_end_matches(" }");
        let why = format!(
            "in {} `{}` says `{}` beside a `{}` of `{}`: which of them tells how a probe went? \
             write {theirs}, result = {} }} if it is `{}`",
            plural(count, "row"),
            self.names[at],
            short(self.cell(row, Some(at))),
            self.names[ours],
            short(self.cell(row, Some(ours))),
            column(self.names, &[at]),
            self.names[at],
        );
        Some(self.doubt_of_column(why, ours))
    }

    /// Doubts the column of moments where another one moves as it does.
    fn another_moment(&self) -> Option<Doubt> {
        let other = AnotherMoment::find(self.sampled, self.found, self.names)?;
        let change =
            |ours: &str, at| Some(if ours == "timestamp" { vec![other.column] } else { at });
        let (name, theirs) = (&self.names[other.column], self.written(change));
        let why = format!("{}? write {theirs} if it is `{name}`", other.question);
        Some(self.doubt_of_column(why, self.found.stamp.as_ref()?.columns[0]))
    }

    /// Doubts the outcome where another column of codes says of some rows that they failed, such as
    /// the last code behind a redirection beside the first.
    fn another_code(&self, unused: &[usize]) -> Option<Doubt> {
        let ours = self.found.result.or(self.found.code)?;
        let own: Vec<usize> =
            unused.iter().copied().filter(|at| !self.sampled.is_around(*at)).collect();
        let said = |row: usize| self.said(&self.sampled.rows[row]);
        let OtherCodes { column: at, count, first } = OtherCodes::find(self.sampled, &own, said)?;
        let row = &self.sampled.rows[first];
        let change = |known: &str, columns| match known {
            "status_code" => Some(vec![at]),
            "result" => None,
            _ => Some(columns),
        };
        let mut theirs = self.written(change);
        if self.found.code.is_none() {
            let code = column(self.names, &[at]);
            theirs = format!("{}, status_code = {code} }}", theirs.trim_end_matches(" }"));
        }
        let why = format!(
            "in {} `{}` is {} beside a `{}` of {}: which of them tells how a probe went? write \
             {theirs} if it is `{}`",
            plural(count, "row"),
            self.names[at],
            short(self.cell(row, Some(at))),
            self.names[ours],
            short(self.cell(row, Some(ours))),
            self.names[at],
        );
        Some(self.doubt_of_column(why, ours))
    }

    /// Doubts the outcome of one of several objects of JSON that have the same field: those of the
    /// others would be lost.
    fn objects_beside(&self, left_out: &[&str]) -> Option<Doubt> {
        let ours = self.found.result.or(self.found.code).filter(|_| self.sampled.is_json())?;
        let ObjectsBeside { names, around, field } =
            ObjectsBeside::find(&self.names[ours], self.names)?;
        let key = if self.found.code == Some(ours) { "status_code" } else { "result" };
        let outcomes = ["status_code", "result", "error", "latency_ms", "latency_s", "vantage"];
        // What stands in one of the objects is of that one alone.
        let is_of_one = |at: &usize| {
            let inner = self.names[*at].strip_prefix(&around).and_then(|name| name.split_once('.'));
            inner.is_some_and(|(object, _)| names.iter().any(|name| name == object))
        };
        let others = self.written(|known, at| {
            let is_left = outcomes.contains(&known) || left_out.contains(&known);
            (!is_left && !at.iter().any(is_of_one)).then_some(at)
        });
        let others = match others.trim_matches(['{', '}', ' ']) {
            "" => String::new(),
            others => format!("{others}, "),
        };
        let has_site = !self.found.site.is_empty() && !self.found.site.iter().any(is_of_one);
        let (first, second) = match has_site {
            true => (
                "vantage",
                "these are places from which it was probed, or site in place of \
                vantage if they are sites",
            ),
            false => (
                "site",
                "these are sites, or vantage in place of site, and the key site, if \
                they are places from which one site was probed",
            ),
        };
        let why = format!(
            "`{field}` stands in each of {}, and an entry reads one of them: write {{ {others}\
             {first} = \"{around}{{key}}\", {key} = \"{around}*.{field}\" }} if {second}",
            listed(names.iter().map(String::as_str)),
        );
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }

    /// Says whether a heading says that its column tells how a probe went.
    fn is_checking(&self, at: usize) -> bool {
        let names = self.sampled.names().unwrap_or(self.names);
        let Some(name) = names.get(at) else { return false };
        let small = name.to_lowercase();
        Heading::Result.is_named(name)
            || says_down(name)
            || CHECKING.iter().any(|word| small.contains(word))
    }

    /// Doubts status codes of answers, or a word for up, beside which some rows have an error.
    fn error_beside_answer(&self) -> Option<Doubt> {
        let error = self.found.error?;
        let code = self.found.result.or(self.found.code)?;
        let up = || self.sampled.rows.iter().filter(|row| self.said(row) == Some(Status::Up));
        let has_error = |row: &&Vec<String>| {
            let error = self.cell(row, Some(error));
            !error.is_empty() && !is_no_error(error)
        };
        let odd: Vec<&Vec<String>> = up().filter(has_error).collect();
        // A text in each row is no error.
        let first = odd.first().filter(|_| odd.len() * 2 < up().count())?;
        let why = format!(
            "in {} `{}` is {} and `{}` says `{}`: write {} if such a probe failed and each failed \
             one has its text",
            plural(odd.len(), "row"),
            self.names[code],
            self.cell(first, Some(code)),
            self.names[error],
            short(self.cell(first, Some(error))),
            self.written(|ours, at| (!["status_code", "result"].contains(&ours)).then_some(at)),
        );
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }

    /// Doubts that a row is one probe of a site, where rows of one moment or of one run differ by
    /// an unused column, such as the page or the protocol.
    fn parts(&self, unused: &[usize]) -> Option<Doubt> {
        let parts = PartColumn::find(self.sampled, self.found, unused)?;
        let at = parts.column;
        let with_it = |known: &str, columns: Vec<usize>| match known {
            "site" => Some(columns.into_iter().chain([at]).collect()),
            _ => Some(columns),
        };
        let usual = self.usual();
        let begin = usual.trim_end_matches(" }");
        let place = column(self.names, &[at]);
        let vantage =
            format!("; {begin}, vantage = {place} }} if it says from where it was probed");
        let vantage = if self.found.vantage.is_none() { vantage } else { String::new() };
        let why = format!(
            "{}; write {} if each is a site of its own{vantage}",
            parts.sentence(self.sampled, &self.names[at]),
            self.written(with_it),
        );
        Some(Doubt { key: "columns", why, usual, usual_if: None })
    }

    /// Doubts that each row is a check of its own, where a column numbers their tries.
    fn tries(&self, unused: &[usize]) -> Option<Doubt> {
        let why = tries::doubt(self.sampled, self.found, self.names, unused)?;
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }

    /// Finds the names of one address that stand in rows of the same time.
    fn merged_names(&self) -> Option<MergedNames> {
        let [site] = self.found.site[..] else { return None };
        let moments = self.found.stamp.as_ref()?.read_moments();
        let rows = moments.filter_map(|RowMoment { row, at }| {
            let cells = self.sampled.rows.get(row)?;
            let name = self.cell(cells, Some(site)).to_owned();
            Some(NamedRow { name, at, status: self.said(cells) })
        });
        MergedNames::find(rows)
    }

    /// Doubts that the names of one address are one site, where one says down while another says
    /// up.
    fn names_of_one_address(&self) -> Option<Doubt> {
        let merged = self.merged_names().filter(|merged| merged.odd > 0)?;
        Some(Doubt {
            key: "columns",
            why: merged.question("row"),
            usual: self.usual(),
            usual_if: None,
        })
    }

    /// Doubts that rows without a site have none, where it stands in the first row of each block.
    fn names_once_in_a_block(&self) -> Option<Doubt> {
        let [site] = self.found.site[..] else { return None };
        let rows = &self.sampled.rows;
        let is_filled = |row: &&Vec<String>| !row[site].trim().is_empty();
        let empty = rows.len() - rows.iter().filter(is_filled).count();
        if empty * 2 < rows.len() || !rows.first().as_ref().is_some_and(is_filled) {
            return None;
        }
        let separator = char::from(self.sampled.separator);
        let field = site + 1;
        let why = format!(
            "{} of {} rows have nothing in `{}`, as where a sheet names it in the first row of a \
             block alone: `awk -F'{separator}' -v OFS='{separator}' \
             '{{if(${field}==\"\")${field}=p; p=${field}}}1' LOG > filled.csv` writes it into each \
             row; then name filled.csv",
            empty,
            rows.len(),
            self.names[site],
        );
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }

    /// Doubts that two names of one address are one site, where both have rows at many moments: a
    /// check without TLS and one with it, or of two ports.
    fn checks_of_one_address(&self) -> Option<Doubt> {
        let [site] = self.found.site[..] else { return None };
        let rows = self.found.rows(self.sampled)?;
        let twice = rows.twice_by_address(site) - rows.twice(&[site]);
        if twice * 100 < self.sampled.rows.len() * TWICE_PERCENT || twice == 0 {
            return None;
        }
        let names = self.sampled.column(site).map(|name| name.trim().to_owned()).collect();
        let why = two_names_of_one_site(&names)?;
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }

    /// Doubts names of sites that differ by their capitals alone: each would be a site of its own,
    /// with half of the probes. Addresses are one in any letters.
    fn names_in_capitals(&self) -> Option<Doubt> {
        let [site] = self.found.site[..] else { return None };
        let names: BTreeSet<&str> = self.sampled.column(site).map(str::trim).collect();
        let names = names.into_iter().filter(|name| !name.is_empty() && !is_address(name));
        let mut by_small: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in names {
            by_small.entry(name.to_lowercase()).or_default().push(name);
        }
        let several: Vec<&Vec<&str>> = by_small.values().filter(|names| names.len() > 1).collect();
        let first = several.first()?;
        let lines = |names: &&Vec<&str>| {
            names[1..].iter().map(|name| format!("{},{name}", names[0])).collect::<Vec<_>>()
        };
        let lines: Vec<String> = several.iter().flat_map(lines).take(SHOWN).collect();
        let why = format!(
            "{} in `{}` differ by their capitals alone, and would be sites of their own, each with \
             a part of the probes: where they are one site, write a sites.csv beside incident.toml \
             with the lines `site,url`, `{}`",
            listed(first.iter().copied()),
            self.names[site],
            lines.join("`, `"),
        );
        Some(Doubt { key: "columns", why, usual: self.usual(), usual_if: None })
    }
}

/// Says whether a cell is a word that means how a probe went, and no answer to a question that the
/// heading would have to ask.
fn is_word(cell: &str) -> bool {
    inverted(cell).is_none() && cell.parse::<f64>().is_err()
}
