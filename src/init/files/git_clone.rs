//! The keys that read a file of a clone through its history, as many keep the state of a page, or
//! the newest rows of a log.

use crate::files::json::is_json;
use crate::files::{FileHead, ReadError};
use crate::init::columns::found_columns::FoundColumns;
use crate::init::doubts::disagreements;
use crate::init::doubts::table_doubts::{self, Doubt};
use crate::init::keys::column_keys;
use crate::init::keys::column_keys::{TableKeys, dialect, wanted_results};
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::sample::Sampled;
use crate::init::tables::json_rows;
use crate::init::toml_text::{column, quoted};
use crate::init::words::cell_kinds::is_real_code;
use crate::layouts::{self, FileWithHistory, OlderLines, files_with_history};
use crate::model::suggest::listed;
use crate::model::{GuessedKey, GuessedTable};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Proposal for a clone.
pub(in crate::init) enum ClonePlan {
    /// Keys of each file that is read through its history, with what was seen of it.
    Entries(Vec<TableKeys>),
    /// Files of the work tree that are logs and were never cut: they are read as they are.
    WholeLogs(Vec<PathBuf>),
    /// No file is read: why, and the command by which its files come in.
    LeftOut(LeftOut),
}

/// File with a history, and the columns of its newest version.
struct Candidate {
    file: FileWithHistory,
    /// First rows of its newest version, or of its longest where the newest has none.
    sampled: Sampled,
    found: FoundColumns,
    /// Rows of its longest version, where they are those of a log.
    log: Option<Sampled>,
    /// Names of the columns of an older version; `None` where there is none, or it names none.
    older_names: Option<Vec<String>>,
}

impl Candidate {
    fn of(folder: &Path, file: FileWithHistory) -> Option<Candidate> {
        let sampled = sampled(folder, &file.newest);
        let longest = self::sampled(folder, &file.longest).filter(is_log);
        // A log that was just begun anew has no row yet.
        let sampled = sampled.or_else(|| longest.clone())?;
        let found = FoundColumns::of(&sampled);
        let is_cut = file.older_lines == OlderLines::TakenOut;
        let log = if is_cut { longest } else { Some(sampled.clone()).filter(is_log) };
        let older_names = self::sampled(folder, &file.older).and_then(|older| older.header);
        Some(Candidate { file, sampled, found, log, older_names })
    }

    /// Says whether a version has one row for each site, and no row for each probe.
    fn is_state(&self) -> bool {
        self.log.is_none() && is_state(&self.sampled, &self.found)
    }

    /// Says whether it is a log that lost rows.
    fn is_cut_log(&self) -> bool {
        self.log.is_some() && self.file.older_lines == OlderLines::TakenOut
    }

    /// Returns the keys that read it.
    fn keys(&self) -> Vec<GuessedKey> {
        let mut keys = Vec::new();
        keys.extend(inside_key(&self.sampled));
        let no_names = Vec::new();
        let names = self.sampled.header.as_ref().unwrap_or(&no_names);
        if !self.sampled.is_json() && !names.is_empty() {
            keys.extend(dialect(&self.sampled, names));
        }
        if let Some(columns) = self.changing_heading() {
            keys.push(columns);
            return keys;
        }
        let mapping = self.found.mapping();
        let ours = mapping.iter().filter(|(ours, _)| !["timestamp", "latency_s"].contains(ours));
        let pair = |(ours, at): &(&str, Vec<usize>)| format!("{ours} = {}", column(names, at));
        let pairs: Vec<String> = ours.map(pair).collect();
        let columns = format!("{{ {} }}", pairs.join(", "));
        keys.push(if self.found.tell_outcomes() {
            let why = "by names and content, in the newest version";
            match disagreements::objects_of_a_version(&self.sampled, &self.found, names) {
                Some(Doubt { why, .. }) => {
                    let alone = format!("{why}; or {columns} if that one alone is meant");
                    GuessedKey::open("columns", alone)
                }
                None => GuessedKey::known("columns", columns, why),
            }
        } else {
            let names = listed(names.iter().map(String::as_str));
            let mut wanted = pairs;
            wanted.push("result = \"…\"".to_owned());
            let begin = format!("{{ {} }}", wanted.join(", "));
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

impl Candidate {
    /// Returns the columns where one heading is another one in each version, as it has the moment
    /// of the probes, and codes stand below it, or what failed; `None` where none is.
    fn changing_heading(&self) -> Option<GuessedKey> {
        let names = self.sampled.header.as_ref().filter(|_| !self.sampled.is_json())?;
        let [site] = self.found.site[..] else { return None };
        let older = self.older_names.as_ref().filter(|older| older.len() == names.len())?;
        let mut changed = (0..names.len()).filter(|at| names[*at] != older[*at]);
        let at = changed.next().filter(|at| *at != site && changed.next().is_none())?;
        let letters = names[at].chars().take_while(|letter| !letter.is_ascii_digit());
        let begin: String = letters.collect();
        let is_code = |cell: &str| is_real_code(cell);
        let has_codes = self.sampled.column(at).any(is_code) && older[at].starts_with(&begin);
        let is_of_one = names.iter().filter(|name| name.starts_with(&begin)).count() == 1;
        (has_codes && is_of_one && !begin.is_empty()).then(|| {
            let begin = quoted(&format!("{begin}*"));
            let columns = format!(
                "{{ site = {}, status_code = {begin}, error = {begin} }}",
                column(names, &[site])
            );
            let why = format!(
                "`{}` has another name in an older version, and codes below it, or what failed; \
                 the time of a probe is that of its commit",
                names[at]
            );
            GuessedKey::known("columns", columns, why)
        })
    }
}

/// Returns the key that says that a file is JSON; `None` where it is a table.
fn inside_key(sampled: &Sampled) -> Option<GuessedKey> {
    let why = "the file is JSON; `columns` has paths";
    sampled.is_json().then(|| GuessedKey::known("inside", quoted("json"), why))
}

/// Takes the first rows of a version; `None` where it has none.
fn sampled(folder: &Path, version: &[u8]) -> Option<Sampled> {
    let head = FileHead { path: folder, bytes: version.to_vec(), later: Vec::new() };
    if head.bytes.iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    if is_json(&head.bytes) {
        return Some(json_rows::find(&head, Some(GuessedTable::Probes))?.sampled);
    }
    Some(Sampled::of(&head))
}

/// Says whether each row is of a site of its own.
fn is_state(sampled: &Sampled, found: &FoundColumns) -> bool {
    let site = |row: &Vec<String>| found.site.iter().map(|at| row[*at].clone()).collect::<Vec<_>>();
    let sites: BTreeSet<Vec<String>> = sampled.rows.iter().map(site).collect();
    !sampled.rows.is_empty() && sites.len() == sampled.rows.len()
}

/// Says whether rows have moments, each of a probe.
fn is_log(sampled: &Sampled) -> bool {
    let found = FoundColumns::of(sampled);
    let names = sampled.header.clone().unwrap_or_default();
    let tells =
        || found.tell_outcomes() || table_doubts::number_rule(sampled, &found, &names).is_some();
    found.stamp.is_some() && tells() && !is_state(sampled, &found)
}

/// Proposes how a clone is read of which a file was written anew again and again.
///
/// # Errors
/// Where git cannot read it.
pub(in crate::init) fn plan(folder: &Path) -> Result<ClonePlan, ReadError> {
    let files = files_with_history(folder)?;
    let all: Vec<Candidate> =
        files.into_iter().filter_map(|file| Candidate::of(folder, file)).collect();
    let states: Vec<&Candidate> = all.iter().filter(|one| one.is_state()).collect();
    let telling: Vec<&Candidate> =
        states.iter().copied().filter(|one| one.found.tell_outcomes()).collect();
    let cut: Vec<CutLog<'_>> =
        all.iter().filter(|one| one.is_cut_log()).filter_map(CutLog::of).collect();
    // Rows with moments of their own say more than states.
    if !cut.is_empty() {
        return Ok(ClonePlan::Entries(with_names_as_sites(cut)));
    }
    // A log beside states that tell nothing is what was meant.
    let logs: Vec<&Candidate> = all.iter().filter(|one| one.log.is_some()).collect();
    let is_log = telling.is_empty() && !logs.is_empty();
    let likely = if telling.is_empty() { states } else { telling };
    if let Some(best) = likely.first().filter(|_| !is_log) {
        return Ok(ClonePlan::Entries(vec![state_keys(best, &likely)]));
    }
    let in_work_tree: Vec<PathBuf> = logs.iter().map(|one| folder.join(&one.file.path)).collect();
    if !in_work_tree.is_empty() && in_work_tree.iter().all(|path| path.is_file()) {
        return Ok(ClonePlan::WholeLogs(in_work_tree));
    }
    Ok(ClonePlan::LeftOut(left_out(folder, &logs)))
}

/// Returns the keys of a state; `likely` are all that it may be.
fn state_keys(best: &Candidate, likely: &[&Candidate]) -> TableKeys {
    let why = format!(
        "a clone; `{}` has {} versions among its newest commits, each with a row for each site",
        best.file.path, best.file.versions
    );
    let mut keys = vec![GuessedKey::known("layout", quoted(layouts::GIT.name), why)];
    keys.push(path_key(likely));
    keys.extend(best.keys());
    let interval = "a version says only that something changed: write the time between two runs \
        of what wrote the file, such as \"5m\"; if nobody knows it, write cadence = \"poll\" in \
        place of this";
    keys.push(GuessedKey::open("interval", interval));
    let sites = column_keys::sites(&best.sampled, &best.found.site);
    TableKeys {
        seen: Vec::new(),
        tested: Vec::new(),
        keys,
        sites,
        to_confirm: Vec::new(),
        cadence: None,
    }
}

/// Log that lost rows.
struct CutLog<'a> {
    /// Path in the clone, with `/`.
    path: &'a str,
    table: TableKeys,
}

impl CutLog<'_> {
    /// Proposes the keys of a log; `None` where the file is none.
    fn of(log: &Candidate) -> Option<CutLog<'_>> {
        Some(CutLog { path: &log.file.path, table: log_keys(&log.file, log.log.as_ref()?) })
    }
}

/// Returns the keys of a log that lost rows.
fn log_keys(file: &FileWithHistory, sampled: &Sampled) -> TableKeys {
    let why = format!(
        "a clone; the newest version of `{}` lacks rows that older ones of its {} versions have: \
         all are read, and each row counts once",
        file.path, file.versions
    );
    let mut keys = vec![GuessedKey::known("layout", quoted(layouts::GIT_LOG.name), why)];
    keys.push(GuessedKey::known("path", quoted(&file.path), "a log that lost rows"));
    keys.extend(inside_key(sampled));
    let table = TableKeys::of(sampled);
    keys.extend(table.keys);
    TableKeys { keys, ..table }
}

/// Takes the name of each of several logs for its site, where no column tells it.
fn with_names_as_sites(mut logs: Vec<CutLog<'_>>) -> Vec<TableKeys> {
    let lacks_site = |log: &CutLog<'_>| {
        log.table.keys.iter().any(|key| key.key == "site" && key.value.is_none())
    };
    let are_sites = logs.len() > 1 && logs.iter().all(lacks_site);
    for CutLog { path, table } in logs.iter_mut().filter(|_| are_sites) {
        let name = Path::new(path).file_stem().map(|name| name.to_string_lossy().into_owned());
        let site = table.keys.iter_mut().find(|key| key.key == "site");
        if let (Some(key), Some(name)) = (site, name) {
            let why = "no column tells the site, and each log has a name of its own: it is taken \
                for the site";
            *key = GuessedKey::known("site", quoted(&name), why);
        }
    }
    logs.into_iter().map(|log| log.table).collect()
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

/// Says why no file of a clone is read through its history; `logs` are those that were never cut.
fn left_out(folder: &Path, logs: &[&Candidate]) -> LeftOut {
    let what = "a clone in which no table or JSON was written anew again and again";
    let word = shell_word(folder);
    let Some(first) = logs.first() else {
        return LeftOut::because(what).with(format!(
            "run `git -C {word} ls-tree -r --name-only HEAD`, which lists its files, and name that \
             of the probes"
        ));
    };
    let why = format!(
        "a clone whose file `{}` has a row for each probe: its newest version is a log, and its \
         history is not needed, as no row was taken out",
        first.file.path
    );
    let command = |log: &&Candidate| {
        let file = shell_word(Path::new(&log.file.path));
        let name = log.file.path.rsplit('/').next().unwrap_or_default();
        let copy = shell_word(Path::new(name));
        format!("run `git -C {word} show HEAD:{file} > {copy}`, and name {copy}")
    };
    LeftOut::because(why).with(logs.iter().map(command).collect::<Vec<_>>().join("\n"))
}
