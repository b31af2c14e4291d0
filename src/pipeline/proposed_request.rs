//! The quick way: files named one by one are read as `init` would propose it, where it leaves
//! nothing open; else the run stops with the one question, and says how it is answered.

use super::Error;
use crate::cli::RunOptions;
use crate::clock::Zone;
use crate::init;
use crate::model::{Guess, GuessedKey, GuessedTable, Origin, ProposedEntry, Request, shown_path};
use crate::runs::is_runs;
use std::path::{Path, PathBuf};

/// Rows of which some would be down in a log with failures.
const MANY_ROWS: u64 = 30;
/// Layouts of claims whose columns the user names.
const COLUMNED: [&str; 2] = ["csv", "json"];

/// Request that can be opened, and what was assumed for it.
pub(super) struct ProposedRequest {
    pub(super) request: Request,
    /// Sentences for readers, a file or several each; empty where nothing was assumed.
    pub(super) assumed: Vec<String>,
    /// Sentence on a zone whose name is easily taken for another; mostly none.
    pub(super) zone_note: Option<String>,
}

impl ProposedRequest {
    /// Makes a request that may be opened, of which this was assumed.
    fn assuming(request: Request, assumed: Vec<String>) -> ProposedRequest {
        ProposedRequest { request, assumed, zone_note: None }
    }

    /// Writes what was assumed as notes for stderr; empty under `--quiet`.
    pub(super) fn notes(&self, options: RunOptions) -> String {
        if options.quiet {
            return String::new();
        }
        let assumed = self.assumed.iter().map(|line| format!("assumed: {line}\n"));
        assumed.chain(self.zone_note.iter().map(|note| format!("note: {note}\n"))).collect()
    }
}

/// Proposes how files that are named one by one are read. An incident folder says it itself.
///
/// # Errors
/// [`Error`] where a file cannot be read, is something else than what it was named for, or leaves a
/// question.
pub(super) fn propose(request: &Request) -> Result<ProposedRequest, Error> {
    let Origin::Files { probes, claims, zone } = &request.origin else {
        return Ok(ProposedRequest::assuming(request.clone(), Vec::new()));
    };
    let named = NamedFiles { probes, claims, zone: *zone };
    let (mut own, mut each) = (Vec::new(), Vec::new());
    for path in probes {
        match named.of_log(path)? {
            Some(guesses) => each.extend(guesses),
            None => own.push(path.clone()),
        }
    }
    let (passed, each): (Vec<Guess>, Vec<Guess>) =
        each.into_iter().partition(init::is_note_in_archive);
    // Where an archive holds nothing else, each is asked about.
    let (passed, each) = if each.is_empty() { (Vec::new(), passed) } else { (passed, each) };
    let mut guesses = init::merged(each);
    if let Some(guess) = guesses.iter().find(|guess| guess.left_out) {
        return Err(left_out(guess));
    }
    let mut own_claims = Vec::new();
    for path in claims {
        match named.of_claims(path)? {
            Some(all) => guesses.extend(all),
            None => own_claims.push(path.clone()),
        }
    }
    if guesses.is_empty() {
        return Ok(ProposedRequest::assuming(request.clone(), Vec::new()));
    }
    named.ask(&guesses)?;
    named.check_zone(&guesses)?;
    let entries: Vec<ProposedEntry> = guesses.iter().map(|guess| named.entry(guess)).collect();
    let read = guesses.iter().zip(&entries).map(|(guess, entry)| assumption(guess, entry));
    let assumed = read.chain(passed.iter().map(passed_over)).collect();
    let origin = Origin::Proposed { probes: own, claims: own_claims, entries, zone: *zone };
    Ok(ProposedRequest::assuming(Request { origin, ..request.clone() }, assumed))
}

/// Files as they were named on the command line.
struct NamedFiles<'a> {
    /// Paths of probe logs, as given; may be empty.
    probes: &'a [PathBuf],
    /// Paths of files of claims, as given; may be empty.
    claims: &'a [PathBuf],
    zone: Option<Zone>,
}

impl NamedFiles<'_> {
    /// Gives the proposals for a probe log; `None` where it, or a file of runs, is read as it is.
    ///
    /// # Errors
    /// Where it cannot be read, or is one of claims.
    fn of_log(&self, path: &Path) -> Result<Option<Vec<Guess>>, Error> {
        if !path.is_dir() && is_runs(path) {
            return Ok(None);
        }
        let mut guesses = init::guess_each(path, None)?;
        if let Some(claims) = guesses.iter().find(|guess| guess.table == GuessedTable::Claims) {
            let as_probes = init::guess_each(path, Some(GuessedTable::Probes))?;
            if has_layout(claims) || as_probes.iter().any(leaves_open) {
                return Err(self.are_claims(claims)?);
            }
            guesses = as_probes;
        }
        let differs = |guess: &Guess| !guess.keys.iter().all(|key| is_of_own_log(guess, key));
        // What cannot be read has its reason among the proposals.
        let names_ours = || init::names_our_columns(path).unwrap_or(false);
        let shows_changes = |guess: &Guess| {
            guess.cadence.as_ref().is_some_and(|cadence| cadence.changes.show_changes_only())
        };
        let is_ours = |guess: &Guess| !differs(guess) && !shows_changes(guess);
        let is_own = !path.is_dir() && guesses.iter().all(is_ours) && names_ours();
        Ok((!is_own).then_some(guesses))
    }

    /// Makes the error that a file of claims was named as a probe log.
    fn are_claims(&self, guess: &Guess) -> Result<Error, Error> {
        let (file, word) = (first_file(guess), init::shell_word(&guess.files[0]));
        let probes = match self.claims {
            [one] if is_log(one)? => format!("--probes {} ", init::shell_word(one)),
            _ => String::new(),
        };
        Ok(Error::Question(format!(
            "{file}: these are claims ({}), and were named as probes; write {probes}--claims \
             {word}; if each row is a probe all the same, `corroborate init my-incident --probes \
             {word}` asks what it has to know",
            evidence(guess),
        )))
    }

    /// Gives the proposals for a file of claims, or for each of an archive; `None` where all are in
    /// our own columns.
    ///
    /// # Errors
    /// Where it cannot be read, or is a probe log.
    fn of_claims(&self, path: &Path) -> Result<Option<Vec<Guess>>, Error> {
        let (file, word) = (shown_path(path), init::shell_word(path));
        if is_log(path)? {
            let claims = match self.probes {
                [one] if !is_log(one)? => format!(" --claims {}", init::shell_word(one)),
                _ => String::new(),
            };
            return Err(Error::Question(format!(
                "{file}: these are probes, and were named as claims; write --probes {word}{claims}"
            )));
        }
        let guesses = init::guess_each(path, Some(GuessedTable::Claims))?;
        if let Some(guess) = guesses.iter().find(|guess| guess.left_out) {
            return Err(left_out(guess));
        }
        let is_named = |key: &GuessedKey| ["columns", "header"].contains(&key.key);
        let is_own = |guess: &Guess| {
            let asks_zone = self.zone.is_none() && guess.to_fill().any(|key| key.key == "zone");
            !has_layout(guess) && !guess.keys.iter().any(is_named) && !asks_zone
        };
        Ok((!guesses.iter().all(is_own)).then_some(guesses))
    }

    /// Makes the entry of a proposal, with the zone that was given.
    fn entry(&self, guess: &Guess) -> ProposedEntry {
        let zone = self.zone.map(|zone| format!("{:?}", zone.name()));
        let value = |key: &GuessedKey| {
            key.value.clone().or_else(|| zone.clone().filter(|_| key.key == "zone"))
        };
        let line = |key: &GuessedKey| Some(format!("{} = {}\n", key.key, value(key)?));
        let keys = guess.keys.iter().filter_map(line).collect();
        ProposedEntry {
            table: guess.table,
            files: guess.files.clone(),
            pattern: guess.pattern.clone(),
            keys,
        }
    }

    /// Checks that no file names another zone than the one that is given.
    ///
    /// # Errors
    /// Where one does: both zones, and how the right one is given.
    fn check_zone(&self, guesses: &[Guess]) -> Result<(), Error> {
        let Some(zone) = self.zone else { return Ok(()) };
        for guess in guesses {
            let mut asked = guess.to_fill().filter(|key| key.key == "zone");
            let names = |key: &GuessedKey| {
                let is_ours = key.zone_names.iter().any(|name| zone.can_be_called(name));
                key.zone_names.first().filter(|_| !is_ours).cloned()
            };
            if let Some(name) = asked.find_map(names) {
                return Err(Error::Question(format!(
                    "{}: zone: the file itself names `{name}` for its stamps, and --zone says \
                     {}: give the zone of the place whose clock wrote them, such as --zone \
                     Europe/Berlin for CET; where the name in the file is wrong, `corroborate init \
                     my-incident {}` asks for `zone` in incident.toml, and takes any",
                    first_file(guess),
                    zone.name(),
                    guess.files.first().map(|path| init::shell_word(path)).unwrap_or_default(),
                )));
            }
        }
        Ok(())
    }

    /// Asks all that is open, and says how it is answered.
    ///
    /// # Errors
    /// The questions, where there are any.
    fn ask(&self, guesses: &[Guess]) -> Result<(), Error> {
        let is_open = |key: &&GuessedKey| key.key != "zone" || self.zone.is_none();
        let (mut lines, mut keys) = (Vec::new(), Vec::new());
        for guess in guesses {
            let file = first_file(guess);
            let open: Vec<&GuessedKey> = guess.to_fill().filter(is_open).collect();
            for GuessedKey { key, why, .. } in &open {
                lines.push(format!("{file}: {key}: {why}"));
                keys.push(*key);
            }
            let found = guess.keys.iter().find(|key| key.key == "columns");
            if let Some(GuessedKey { value: Some(value), why, .. }) = found
                && guess.table == GuessedTable::Claims
                && !open.is_empty()
            {
                lines.push(format!("{file}: found: columns = {value}: {why}"));
            }
        }
        match keys.first() {
            None => Ok(()),
            Some(first) => {
                lines.push(self.answer(first, &keys));
                Err(Error::Question(lines.join("\n  ")))
            }
        }
    }

    /// Says how open keys are answered, the first of them among `all`.
    fn answer(&self, first: &str, all: &[&str]) -> String {
        let zone = "add --zone and its name, such as --zone Europe/Berlin";
        if all.iter().all(|key| *key == "zone") {
            return zone.to_owned();
        }
        let probes: Vec<String> = self.probes.iter().map(|path| init::shell_word(path)).collect();
        let named = |flag: &str, files: String| match files.is_empty() {
            true => String::new(),
            false => format!(" {flag} {files}"),
        };
        let claims: Vec<String> = self.claims.iter().map(|path| init::shell_word(path)).collect();
        let claims = named("--claims", claims.join(" "));
        // Their content tells that files alone are probes.
        let probes = match claims.is_empty() {
            true => format!(" {}", probes.join(" ")),
            false => named("--probes", probes.join(" ")),
        };
        let (it, is) = match all.len() {
            1 => ("it", format!("`{first} = …`")),
            _ => ("them", format!("`{first} = …` and so on")),
        };
        format!(
            "`corroborate init my-incident{probes}{claims}` writes my-incident/incident.toml: \
             answer {it} there as {is}, then name my-incident in place of the files"
        )
    }
}

/// Says whether a log in our own columns that is read as it is can have a key: its zone is given on
/// the command line, rows that look like changes are doubted where they are checked, and words and
/// bytes that cannot be read are counted and listed.
fn is_of_own_log(guess: &Guess, key: &GuessedKey) -> bool {
    let has_faults = guess.tested.iter().any(|tested| tested.has_faults);
    // Where no row of many is down, the failures may be those whose outcome cannot be read.
    let rows: u64 = guess.tested.iter().map(|tested| tested.rows).sum();
    let may_hide = rows >= MANY_ROWS && !guess.to_confirm.is_empty();
    ["zone", "cadence", "interval", "resolution", "encoding"].contains(&key.key)
        || key.key == "results" && has_faults && !may_hide
}

/// Says whether a file is a probe log, and nothing else, as far as its first rows show. A list of
/// periods without their state may be what somebody said.
fn is_log(path: &Path) -> Result<bool, Error> {
    if init::names_our_columns(path)? {
        return Ok(true);
    }
    let guesses = init::guess_each(path, None)?;
    let asks = |guess: &Guess, key: &str| guess.to_fill().any(|open| open.key == key);
    // With neither a site nor a moment it is the envelope of something else.
    let is_empty = |guess: &Guess| asks(guess, "site") && asks(guess, "time_format");
    let is_one = |guess: &Guess| {
        guess.table == GuessedTable::Probes && !leaves_open(guess) && !is_empty(guess)
    };
    Ok(guesses.iter().any(is_one))
}

/// Says whether a proposal leaves open how the file is read, so that it may be something else.
fn leaves_open(guess: &Guess) -> bool {
    let mut open = guess.to_fill();
    guess.left_out || open.any(|key| ["columns", "layout", "state"].contains(&key.key))
}

/// Says whether claims are in a layout that their content alone tells, and in no table.
fn has_layout(guess: &Guess) -> bool {
    let value =
        guess.keys.iter().find(|key| key.key == "layout").and_then(|key| key.value.as_deref());
    value.is_some_and(|value| !COLUMNED.iter().any(|word| value.contains(word)))
}

/// Says how files are read, and what their first rows come to.
fn assumption(guess: &Guess, entry: &ProposedEntry) -> String {
    let files = all_files(guess);
    let keys: Vec<&str> = entry.keys.lines().collect();
    let tested = guess.tested.iter().map(|tested| format!("; {}", tested.sentence));
    let (keys, tested) = (keys.join(", "), tested.collect::<String>());
    let asked = guess.to_confirm.iter().map(|question| format!("; to confirm: {question}"));
    let asked = asked.collect::<String>();
    format!("{files} read as {} with {keys}{tested}{asked}", guess.table.as_str())
}

/// Says that a member of an archive is left out, and why.
fn passed_over(guess: &Guess) -> String {
    format!("{} left out: no line of it has a time ({})", first_file(guess), guess.seen.join("; "))
}

/// Gives the evidence for the layout of a proposal.
fn evidence(guess: &Guess) -> &str {
    guess.keys.first().map_or("", |key| key.why.as_str())
}

/// Says why a file is left out, and by which command or lines it comes in.
fn left_out(guess: &Guess) -> Error {
    let (file, why) = (all_files(guess), guess.seen.join("; "));
    let way_in = guess.way_in.iter().flat_map(|way| way.lines());
    let way_in = way_in.map(|line| format!("\n  {line}")).collect::<String>();
    Error::Question(format!("{file}: {why}{way_in}"))
}

/// Returns the path of the first file of a proposal, and how many more there are, for readers.
fn all_files(guess: &Guess) -> String {
    match guess.files.len() {
        0 | 1 => first_file(guess),
        many => format!("{} and {} more", first_file(guess), many - 1),
    }
}

/// Returns the path of the first file of a proposal, for readers.
fn first_file(guess: &Guess) -> String {
    guess.files.first().map_or_else(String::new, |path| shown_path(path))
}
