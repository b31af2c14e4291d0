//! The keys that read a file of a clone through its history, as many keep the state of a page.

use crate::files::{FileHead, ReadError, is_json};
use crate::init::column_keys::{dialect, wanted_results};
use crate::init::columns::FoundColumns;
use crate::init::json_rows;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::sample::Sampled;
use crate::init::toml_text::{column, quoted};
use crate::layouts::{FileWithHistory, files_with_history};
use crate::model::GuessedKey;
use crate::model::suggest::listed;
use std::collections::BTreeSet;
use std::path::Path;

/// Keys of a clone, with what was seen of it.
pub(super) struct CloneKeys {
    pub(super) seen: Vec<String>,
    pub(super) keys: Vec<GuessedKey>,
    /// Sites of the newest version; empty where no column tells them.
    pub(super) sites: BTreeSet<String>,
}

/// File with a history, and the columns of its newest version.
struct Candidate {
    file: FileWithHistory,
    sampled: Sampled,
    found: FoundColumns,
}

impl Candidate {
    fn of(folder: &Path, file: FileWithHistory) -> Option<Candidate> {
        let head = FileHead { path: folder, bytes: file.newest.clone() };
        let sampled = match is_json(&head.bytes) {
            true => json_rows::find(&head)?.sampled,
            false => Sampled::of(&head),
        };
        let found = FoundColumns::of(&sampled);
        Some(Candidate { file, sampled, found })
    }

    /// Says whether a version has one row for each site, and no row for each probe.
    fn is_state(&self) -> bool {
        let site = |row: &Vec<String>| {
            self.found.site.iter().map(|at| row[*at].clone()).collect::<Vec<_>>()
        };
        let sites: BTreeSet<Vec<String>> = self.sampled.rows.iter().map(site).collect();
        !self.sampled.rows.is_empty() && sites.len() == self.sampled.rows.len()
    }

    /// Says whether its rows have moments, each of a probe.
    fn is_log(&self) -> bool {
        self.found.stamp.is_some() && self.found.tell_outcomes() && !self.is_state()
    }

    /// Returns the keys that read it.
    fn keys(&self) -> Vec<GuessedKey> {
        let mut keys = Vec::new();
        if self.sampled.is_json() {
            let why = "the file is JSON; `columns` has paths";
            keys.push(GuessedKey::known("inside", quoted("json"), why));
        }
        let no_names = Vec::new();
        let names = self.sampled.header.as_ref().unwrap_or(&no_names);
        if !self.sampled.is_json() && !names.is_empty() {
            keys.extend(dialect(&self.sampled, names));
        }
        let mapping = self.found.mapping();
        let ours = mapping.iter().filter(|(ours, _)| !["timestamp", "latency_s"].contains(ours));
        let pair = |(ours, at): &(&str, Vec<usize>)| format!("{ours} = {}", column(names, at));
        let pairs: Vec<String> = ours.map(pair).collect();
        let columns = format!("{{ {} }}", pairs.join(", "));
        keys.push(if self.found.tell_outcomes() {
            let why = "by names and content, in the newest version";
            GuessedKey::known("columns", columns, why)
        } else {
            let names = listed(names.iter().map(String::as_str));
            let begin = match pairs.is_empty() {
                true => "{ result = \"…\" }".to_owned(),
                false => format!("{}, result = \"…\" }}", columns.trim_end_matches(" }")),
            };
            GuessedKey::open(
                "columns",
                format!("nothing of it was recognised as outcomes: write {begin} by {names}"),
            )
        });
        if let Some(words) = &self.found.foreign_words {
            let column = self.found.result.and_then(|at| names.get(at));
            keys.push(wanted_results(column.map_or("result", String::as_str), words));
        }
        if self.found.site.is_empty() {
            let why = "no column tells the site: write its id, such as \"kentucky.gov\"";
            keys.push(GuessedKey::open("site", why));
        }
        keys
    }
}

/// Proposes the keys of a clone of which a file was written anew again and again.
///
/// # Errors
/// Where none was: why, and the command by which its files come in. Where git cannot read it.
pub(super) fn keys(folder: &Path) -> Result<Result<CloneKeys, LeftOut>, ReadError> {
    let files = files_with_history(folder)?;
    let all: Vec<Candidate> =
        files.into_iter().filter_map(|file| Candidate::of(folder, file)).collect();
    let states: Vec<&Candidate> = all.iter().filter(|one| one.is_state()).collect();
    let telling: Vec<&Candidate> =
        states.iter().copied().filter(|one| one.found.tell_outcomes()).collect();
    // A log beside states that tell nothing is what was meant.
    let is_log = telling.is_empty() && all.iter().any(Candidate::is_log);
    let likely = if telling.is_empty() { states } else { telling };
    let Some(best) = likely.first().filter(|_| !is_log) else {
        return Ok(Err(left_out(folder, &all)));
    };
    let why = format!(
        "a clone; `{}` has {} versions among its newest commits, each with a row for each site",
        best.file.path, best.file.versions
    );
    let mut keys = vec![GuessedKey::known("layout", quoted("git"), why)];
    keys.push(path_key(&likely));
    keys.extend(best.keys());
    let interval = "a version says only that something changed: write the time between two runs \
        of what wrote the file, such as \"5m\"; if nobody knows it, write cadence = \"poll\" in \
        place of this";
    keys.push(GuessedKey::open("interval", interval));
    let site = |row: &Vec<String>| {
        best.found.site.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join(" ")
    };
    let has_site = !best.found.site.is_empty();
    let sites = best.sampled.rows.iter().filter(|_| has_site).map(site).collect();
    Ok(Ok(CloneKeys { seen: Vec::new(), keys, sites }))
}

/// Names the file, or asks which one of several it is.
fn path_key(likely: &[&Candidate]) -> GuessedKey {
    match likely {
        [only] => {
            let why = "the only file of the clone that is such a state";
            GuessedKey::known("path", quoted(&only.file.path), why)
        }
        several => {
            let name =
                |one: &&Candidate| format!("{} ({} versions)", one.file.path, one.file.versions);
            let names: Vec<String> = several.iter().map(name).collect();
            let why = format!(
                "several files are such states: write the path of the one that is meant, of {}; \
                 the keys below are those of the first",
                listed(names.iter().map(String::as_str))
            );
            GuessedKey::open("path", why)
        }
    }
}

/// Says why no file of a clone is read through its history.
fn left_out(folder: &Path, all: &[Candidate]) -> LeftOut {
    let what = "a clone in which no table or JSON was written anew again and again";
    let word = shell_word(folder);
    match all.iter().find(|one| one.is_log()) {
        Some(log) => {
            let file = shell_word(Path::new(&log.file.path));
            let why = format!(
                "a clone whose file `{}` has a row for each probe: its newest version is a log, \
                 and its history is not needed, unless older rows were taken out",
                log.file.path
            );
            let name = log.file.path.rsplit('/').next().unwrap_or_default();
            let copy = shell_word(Path::new(name));
            LeftOut::because(why)
                .with(format!("run `git -C {word} show HEAD:{file} > {copy}`, and name {copy}"))
        }
        None => LeftOut::because(what).with(format!(
            "run `git -C {word} ls-tree -r --name-only HEAD`, which lists its files, and name that \
             of the probes"
        )),
    }
}
