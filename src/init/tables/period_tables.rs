//! Tables with a row from a start to an end, and the keys of `periods` that read them.

mod edges;
mod kinds;

use crate::clock::{HOUR, MILLISECOND, MINUTE, SECOND, Zone, written_length};
use crate::files::FileForm;
use crate::files::settings::OneOrMany;
use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::columns::table_trial;
use crate::init::keys::column_keys::{TableKeys, dialect, sites, wanted_results};
use crate::init::keys::time_keys::time;
use crate::init::lines::layout_trial;
use crate::init::sample::Sampled;
use crate::init::stamps::{self, RowMoment, TimeColumn};
use crate::init::tables::period_tables::edges::{EndColumn, PeriodEdges};
use crate::init::tables::period_tables::kinds::KindColumn;
use crate::init::toml_text::{column, quoted};
use crate::init::words::cell_kinds::{
    is_address, is_real_code, is_registered_code, number_of_code,
};
use crate::init::words::known_words::Heading;
use crate::layouts;
use crate::logs::{Dialect, InnerFormat, ReadSettings, TableShape, known_result};
use crate::model::{GuessedKey, Status, TestedRows};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words in headings of links to pages about outages, in small letters.
const OF_LINKS: [&str; 6] = ["details", "permalink", "html_url", "incident_url", "link", "href"];
/// Rows that show something, at least.
const FEW: usize = 4;
/// Site of the rows of a table that has no column for it: any will do.
const SITE: &str = "site";
/// Words for how far the work on an incident is, in small letters.
const OF_TICKETS: [&str; 10] = [
    "started",
    "triggered",
    "open",
    "ongoing",
    "acknowledged",
    "investigating",
    "identified",
    "monitoring",
    "resolved",
    "closed",
];

/// Columns of a table of periods, each by its index.
struct PeriodColumns {
    stamp: TimeColumn,
    /// Column of the beginning, or those of its day and its clock.
    start: Vec<usize>,
    end: EndColumn,
    site: Option<usize>,
    /// Column of words for the state.
    result: Option<usize>,
    /// Whether each row has one word in it, or no word for up: the list is of outages alone.
    has_one_state: bool,
    /// Words of it that the reader does not know.
    words: Vec<ForeignWord>,
    /// Column that is named like one of vantages.
    place: Option<usize>,
}

/// File, and the form of its content.
#[derive(Clone, Copy)]
struct FileInForm<'a> {
    path: &'a Path,
    form: &'a FileForm,
}

/// Finds the keys of a table with a row from a start to an end; `None` where it is another one.
pub(in crate::init) fn find(sampled: &Sampled, path: &Path, form: &FileForm) -> Option<TableKeys> {
    let (header, names) = (sampled.header.as_ref()?, sampled.names()?);
    let columns = PeriodColumns::of(sampled, names, path)?;
    // One start and end in the head of a document are those of what it tells.
    let is_in_a_head = columns
        .start
        .first()
        .is_some_and(|at| header[*at].contains('.') && !header[*at].contains("[]"));
    if sampled.is_json() && sampled.rows.len() == 1 && is_in_a_head {
        return None;
    }
    let mut keys = vec![GuessedKey::known(
        "layout",
        quoted(layouts::PERIODS.name),
        "each row is a time from a start to an end, and no probe; what an operator lists as \
         outages is a claim (docs/claims.md)",
    )];
    if sampled.is_json() {
        let why = "the file is JSON; `columns` has paths";
        keys.push(GuessedKey::known("inside", quoted("json"), why));
    }
    keys.extend(dialect(sampled, header));
    keys.extend(columns.keys(sampled, header));
    keys.push(GuessedKey::open(
        "interval",
        "no row tells it: write the time between the probes behind these rows, such as \"5m\"; if \
         nobody probed, these are claims: name the file behind --claims",
    ));
    keys.extend(time(Some(&columns.stamp)));
    let seen = "a row from a start to an end".to_owned();
    Some(TableKeys {
        seen: sampled.seen().into_iter().chain([seen]).collect(),
        tested: columns.tested(sampled, header, FileInForm { path, form }),
        keys,
        to_confirm: Vec::new(),
        cadence: None,
        sites: sites(sampled, columns.site.as_slice()),
    })
}

/// Says whether a column has links to pages about outages, and no sites: its heading says so, or
/// each row has another page of one host.
fn are_links(sampled: &Sampled, header: &[String], at: usize) -> bool {
    let small = header[at].to_lowercase();
    let cells: Vec<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let host = |cell: &&str| -> Option<String> {
        let (_, rest) = cell.split_once("://")?;
        Some(rest.split('/').next().unwrap_or_default().to_lowercase())
    };
    let hosts: BTreeSet<Option<String>> = cells.iter().map(host).collect();
    let pages: BTreeSet<&str> = cells.iter().copied().collect();
    let are_pages =
        hosts.len() == 1 && !hosts.contains(&None) && pages.len() == cells.len() && cells.len() > 1;
    are_pages || OF_LINKS.iter().any(|word| small.contains(word))
}

impl PeriodColumns {
    /// Finds the columns by the names by which they are known.
    fn of(sampled: &Sampled, header: &[String], path: &Path) -> Option<PeriodColumns> {
        // A code of an answer is that of a probe; an outage has those of failures alone.
        let is_answer = |cell: &str| is_real_code(cell) && !is_server_error(cell);
        let are_codes = |at: usize| is_code_of_each_row(sampled, header, at);
        if Heading::Code.find(header, |at| sampled.column(at).any(is_answer)).is_some()
            || (0..header.len()).any(are_codes)
        {
            return None;
        }
        let PeriodEdges { stamp, start, end } = PeriodEdges::of_moments(sampled, header, path)
            .or_else(|| PeriodEdges::of_clocks(sampled, header))
            .or_else(|| PeriodEdges::of_lengths(sampled))
            .or_else(|| PeriodEdges::of_ends(sampled, header))?;
        // A start and an end around all rows are those of the export, where each has its moment.
        let is_own = |at: usize| !sampled.is_around(at) && stamps::of(sampled, vec![at]).is_some();
        let edges = stamp.columns.iter().chain(&start);
        if edges.into_iter().all(|at| sampled.is_around(*at)) && (0..header.len()).any(is_own) {
            return None;
        }
        let is_word =
            |at: usize| sampled.most_fit(at, |cell| cell.chars().any(char::is_alphabetic));
        let columns = FoundColumns::of(sampled);
        let is_state = |at: &usize| is_word(*at) && !sampled.column(*at).all(is_of_a_ticket);
        let result = columns.result.filter(is_state);
        let states: Option<BTreeSet<String>> =
            result.map(|at| sampled.column(at).map(str::to_lowercase).collect());
        let is_filled = |at: usize| sampled.most_fit(at, |cell| !cell.is_empty());
        let site =
            Heading::Site.find(header, |at| is_filled(at) && !are_links(sampled, header, at));
        let has_place = columns.vantage.is_some_and(|at| !sampled.is_around(at));
        let address = || {
            let is_of_hosts = |at: &usize| {
                let is_of_rows = !sampled.is_around(*at) || !has_place;
                is_of_rows && sampled.most_fit(*at, is_address) && !are_links(sampled, header, *at)
            };
            (0..header.len()).find(is_of_hosts)
        };
        // A service on a host is called by its protocol.
        let are_names = |at: &usize| sampled.column(*at).any(is_address);
        let site = site.filter(are_names).or_else(address).or(site);
        let mut found = PeriodColumns {
            has_one_state: states.is_some_and(|states| states.len() == 1),
            stamp,
            start,
            end,
            site,
            result,
            words: columns.foreign_words.filter(|_| result.is_some()).unwrap_or_default(),
            place: columns.vantage,
        };
        if let EndColumn::Length(at, _) | EndColumn::LengthWithoutUnit(at) = &found.end
            && are_probes(sampled, &found, *at)
        {
            return None;
        }
        // An end and a length beside a result may be those of a check.
        if matches!(found.end, EndColumn::AfterLength(..)) && result.is_some() {
            return None;
        }
        if result.is_none()
            && let Some(kinds) = found.kinds(sampled, header)
            && kinds.tells_outages(&header[kinds.column])
        {
            found.result = Some(kinds.column);
            found.words = kinds.meanings(&header[kinds.column]);
            found.has_one_state = true;
        }
        Some(found)
    }

    /// Pairs our columns with those of the table, but for a length whose unit nobody tells.
    fn pairs(&self) -> Vec<(&'static str, Vec<usize>)> {
        let end = match &self.end {
            EndColumn::Moment(at) => vec![("end", at.clone())],
            EndColumn::Length(at, ours) => vec![(*ours, vec![*at])],
            EndColumn::LengthWithoutUnit(_) => Vec::new(),
            EndColumn::AfterLength(end, at, ours) => {
                vec![("end", end.clone()), (*ours, vec![*at])]
            }
        };
        let site = self.site.map(|at| ("site", vec![at]));
        let start = Some(("start", self.start.clone())).filter(|(_, at)| !at.is_empty());
        let result = self.result.map(|at| ("result", vec![at]));
        site.into_iter().chain(start).chain(end).chain(result).collect()
    }

    /// Returns the keys that say what the columns are.
    fn keys(&self, sampled: &Sampled, header: &[String]) -> Vec<GuessedKey> {
        let pair = |(ours, at): &(&str, Vec<usize>)| format!("{ours} = {}", column(header, at));
        let pairs: Vec<String> = self.pairs().iter().map(pair).collect();
        let unit = match self.end {
            EndColumn::LengthWithoutUnit(at) => Some(header[at].as_str()),
            _ => None,
        };
        let mut keys = vec![columns_of_periods(&pairs, unit)];
        if self.site.is_none() {
            keys.push(wanted_site(self.place.map(|at| header[at].as_str())));
        }
        match self.result {
            Some(_) if self.words.is_empty() => (),
            Some(at) => keys.push(wanted_results(&header[at], &self.words)),
            None => keys.push(GuessedKey::open(
                "state",
                format!(
                    "no column tells the state: write \"down\" if each row is an outage{}",
                    self.kinds(sampled, header)
                        .map_or_else(String::new, |kinds| kinds.question(header, &pairs))
                ),
            )),
        }
        // Without a row of another state nobody says that the site was up between two outages.
        if self.result.is_none() || self.has_one_state {
            keys.push(GuessedKey::known(
                "between",
                quoted("up-at-ends"),
                "an outage begins and ends as its row says, and nothing is known of the time \
                 between two; write \"up\" if the list is complete, or \"unknown\" if a start or \
                 an end may be that of the list and not of an outage (docs/layouts.md)",
            ));
        }
        keys
    }

    /// Finds the first column of few words that holds nothing of ours, by which some rows may be no
    /// outages, such as announced work; `None` where there is none.
    fn kinds<'s>(&self, sampled: &'s Sampled, header: &[String]) -> Option<KindColumn<'s>> {
        let taken: Vec<usize> = self.pairs().into_iter().flat_map(|(_, at)| at).collect();
        KindColumn::find(sampled, header, &taken)
    }

    /// Reads the first periods as the keys say, where they say enough; each is one of down where no
    /// column tells its state.
    fn tested(
        &self,
        sampled: &Sampled,
        header: &[String],
        file: FileInForm<'_>,
    ) -> Vec<TestedRows> {
        let layout = layouts::PERIODS;
        if matches!(self.end, EndColumn::LengthWithoutUnit(_)) {
            return Vec::new();
        }
        let one = |(ours, at): (&str, Vec<usize>)| {
            let names = at.iter().map(|at| header[*at].clone()).collect();
            (ours.to_owned(), OneOrMany::Many(names))
        };
        let columns: BTreeMap<String, OneOrMany> = self.pairs().into_iter().map(one).collect();
        let format = self.stamp.formats.first().and_then(|word| stamps::format_of(word));
        let words = self.words.iter();
        let settings = ReadSettings {
            zone: Some(Zone::UTC),
            columns,
            dialect: Dialect {
                separator: sampled.separator,
                header_row: sampled.header_row,
                time_format: format,
                form: file.form.clone(),
                ..Dialect::default()
            },
            result_words: words
                .filter_map(|word| Some((word.word.clone(), word.meaning?)))
                .collect(),
            shape: TableShape {
                state: self.result.is_none().then_some(Status::Down),
                inside: if sampled.is_json() { InnerFormat::Json } else { InnerFormat::Csv },
                ..TableShape::default()
            },
            layout: Some(layout),
            ..ReadSettings::default()
        };
        let site = if self.site.is_none() { SITE } else { "" };
        let tested = layout_trial::run_as(file.path, layout, &settings, site).tested;
        match self.result {
            Some(_) => tested,
            None => {
                tested.into_iter().map(|rows| table_trial::with("state = \"down\"", rows)).collect()
            }
        }
    }
}

/// Says whether a column that no heading names has the code of an answer or of a failure in each
/// row, and some of an answer: each row is a request.
fn is_code_of_each_row(sampled: &Sampled, header: &[String], at: usize) -> bool {
    let is_answer = |code: u16| (200..400).contains(&code);
    let is_other =
        Heading::Duration.is_named(&header[at]) || Heading::Latency.is_named(&header[at]);
    !is_other
        && !sampled.is_around(at)
        && sampled.rows.len() >= FEW
        && sampled.column(at).all(is_registered_code)
        && sampled.column(at).filter_map(number_of_code).any(is_answer)
}

/// Says whether rows with a moment and a length each are requests, and their lengths those of
/// answers: most lengths would reach beyond the next row of their site, or the site would be up for
/// a small part of the time until then alone.
fn are_probes(sampled: &Sampled, found: &PeriodColumns, length: usize) -> bool {
    let ours = match &found.end {
        EndColumn::Length(_, ours) => *ours,
        _ => "duration_s",
    };
    let cell = |row: usize, at: usize| {
        sampled.rows.get(row).and_then(|row| row.get(at)).map_or("", |cell| cell.trim())
    };
    let length_us = |row: usize| -> Option<f64> {
        let text = cell(row, length);
        let number = || sampled.number(text);
        match ours {
            "duration_ms" => Some(number()? * MILLISECOND as f64),
            "duration_min" => Some(number()? * MINUTE as f64),
            "duration_h" => Some(number()? * HOUR as f64),
            "duration_s" => Some(number()? * SECOND as f64),
            _ => Some(written_length(text)? as f64),
        }
    };
    let is_up = |row: usize| {
        let word = found.result.map_or("", |at| cell(row, at));
        let theirs = found.words.iter().find(|known| known.word == word);
        theirs.map_or_else(|| known_result(word), |known| known.meaning) == Some(Status::Up)
    };
    let mut by_site: BTreeMap<&str, Vec<RowMoment>> = BTreeMap::new();
    for moment in found.stamp.read_moments() {
        let site = found.site.map_or("", |at| cell(moment.row, at));
        by_site.entry(site).or_default().push(moment);
    }
    let (mut compared, mut over, mut up, mut short) = (0, 0, 0, 0);
    for moments in by_site.values_mut() {
        moments.sort_by_key(|moment| (moment.at, moment.row));
        for pair in moments.windows(2) {
            let Some(length) = length_us(pair[0].row) else { continue };
            let until_next = pair[1].at.since(pair[0].at) as f64;
            let is_up = is_up(pair[0].row);
            compared += 1;
            over += usize::from(length > until_next + MINUTE as f64);
            up += usize::from(is_up);
            short += usize::from(is_up && length * 2.0 < until_next);
        }
    }
    compared >= FEW && (over * 2 > compared || up >= FEW && short * 2 > up)
}

/// Makes the key `site`, to be filled in; `place` is the heading of a column that may be what was
/// measured, or where from.
fn wanted_site(place: Option<&str>) -> GuessedKey {
    let place = place.map_or_else(String::new, |name| {
        format!(
            "; or take this line out and name it in `columns`, if `{name}` is what was measured"
        )
    });
    GuessedKey::open(
        "site",
        format!("no column tells the site: write its id, such as \"kentucky.gov\"{place}"),
    )
}

/// Makes the key `columns` of periods; `unit` is a column of lengths whose unit nobody tells.
fn columns_of_periods(pairs: &[String], unit: Option<&str>) -> GuessedKey {
    let pairs = pairs.join(", ");
    match unit {
        None => GuessedKey::known("columns", format!("{{ {pairs} }}"), "by names and content"),
        Some(name) => {
            let name = quoted(name);
            GuessedKey::open(
                "columns",
                format!(
                    "{name} has no unit: write {{ {pairs}, duration_s = {name} }} if it is in \
                     seconds, duration_min in place of duration_s if in minutes, or duration_ms \
                     or duration_h"
                ),
            )
        }
    }
}

/// Says whether a word tells how far the work on an incident is, and not how the site was.
fn is_of_a_ticket(word: &str) -> bool {
    let word = word.trim().to_lowercase();
    word.is_empty() || OF_TICKETS.contains(&word.as_str())
}

/// Says whether a cell is the code of a failure of the server, or stands for no answer.
fn is_server_error(cell: &str) -> bool {
    number_of_code(cell).is_some_and(|code| code >= 500)
}
