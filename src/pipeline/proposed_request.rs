//! The quick way: files named one by one are read as `init` would propose it, where it leaves
//! nothing open; else the run stops with the one question, and says how it is answered.

use super::Error;
use crate::cli::RunOptions;
use crate::clock::Zone;
use crate::files::shown_path;
use crate::init;
use crate::model::{Guess, GuessedKey, GuessedTable, Origin, ProposedEntry, Request};
use crate::runs::is_runs;
use std::path::{Path, PathBuf};

/// Keys that a log in our own columns has only where it is not in our layout as it is.
const DIALECT: [&str; 5] = ["separator", "header", "header_row", "time_format", "layout"];
/// Layout of claims in our own columns.
const OWN_CLAIMS: &str = "csv";

/// Request that can be opened, and what was assumed for it.
pub(super) struct ProposedRequest {
    pub(super) request: Request,
    /// Sentences for readers, a file or several each; empty where nothing was assumed.
    pub(super) assumed: Vec<String>,
}

impl ProposedRequest {
    /// Writes what was assumed as notes for stderr; empty under `--quiet`.
    pub(super) fn notes(&self, options: RunOptions) -> String {
        if options.quiet {
            return String::new();
        }
        self.assumed.iter().map(|line| format!("assumed: {line}\n")).collect()
    }
}

/// Proposes how files that are named one by one are read. An incident folder says it itself.
///
/// # Errors
/// [`Error`] where a file cannot be read, is something else than what it was named for, or leaves a
/// question.
pub(super) fn propose(request: &Request) -> Result<ProposedRequest, Error> {
    let Origin::Files { probes, claims, zone } = &request.origin else {
        return Ok(ProposedRequest { request: request.clone(), assumed: Vec::new() });
    };
    let named = NamedFiles { probes, claims: claims.as_deref(), zone: *zone };
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
    for guess in &guesses {
        named.check_log(guess)?;
    }
    let mut own_claims = None;
    if let Some(path) = claims {
        match named.of_claims(path)? {
            Some(guess) => guesses.push(guess),
            None => own_claims = Some(path.clone()),
        }
    }
    if guesses.is_empty() {
        return Ok(ProposedRequest { request: request.clone(), assumed: Vec::new() });
    }
    let entries = guesses.iter().map(|guess| named.entry(guess)).collect::<Result<Vec<_>, _>>()?;
    let read = guesses.iter().zip(&entries).map(|(guess, entry)| assumption(guess, entry));
    let assumed = read.chain(passed.iter().map(passed_over)).collect();
    let origin = Origin::Proposed { probes: own, claims: own_claims, entries, zone: *zone };
    Ok(ProposedRequest { request: Request { origin, ..request.clone() }, assumed })
}

/// Files as they were named on the command line.
struct NamedFiles<'a> {
    probes: &'a [PathBuf],
    claims: Option<&'a Path>,
    zone: Option<Zone>,
}

impl NamedFiles<'_> {
    /// Gives the proposals for a probe log; `None` where it, or a file of runs, is read as it is.
    fn of_log(&self, path: &Path) -> Result<Option<Vec<Guess>>, Error> {
        if !path.is_dir() && is_runs(path) {
            return Ok(None);
        }
        let guesses = init::guess_each(path)?;
        let differs = |guess: &Guess| guess.keys.iter().any(|key| DIALECT.contains(&key.key));
        // What cannot be read has its reason among the proposals.
        let names_ours = || init::names_our_columns(path).unwrap_or(false);
        let is_own = !path.is_dir() && !guesses.iter().any(differs) && names_ours();
        Ok((!is_own).then_some(guesses))
    }

    /// Checks that a file that was named as a probe log is one.
    fn check_log(&self, guess: &Guess) -> Result<(), Error> {
        let file = first_file(guess);
        if guess.left_out {
            return Err(left_out(guess));
        }
        if guess.table == GuessedTable::Probes {
            return Ok(());
        }
        let probes = match self.claims {
            Some(path) if is_log(path)? => format!("--probes {} ", path.display()),
            _ => String::new(),
        };
        Err(Error::Question(format!(
            "{file}: these are claims ({}), and were named as probes; write {probes}--claims \
             {file}",
            evidence(guess)
        )))
    }

    /// Gives the proposal for a file of claims; `None` where it is in our own columns.
    fn of_claims(&self, path: &Path) -> Result<Option<Guess>, Error> {
        let file = path.display();
        let mut guesses = init::guess(&[path.to_owned()])?;
        let Some(guess) = guesses.pop() else { return Ok(None) };
        if guess.left_out {
            return Err(left_out(&guess));
        }
        let is_own = guess.keys.iter().any(|key| {
            key.key == "layout"
                && key.value.as_deref().is_some_and(|value| value.contains(OWN_CLAIMS))
        });
        match guess.table {
            GuessedTable::Claims
                if is_own && !guess.keys.iter().any(|key| key.key == "columns") =>
            {
                Ok(None)
            }
            GuessedTable::Claims => Ok(Some(guess)),
            GuessedTable::Probes if is_log(path)? => {
                let claims = match self.probes {
                    [one] => format!(" --claims {}", one.display()),
                    _ => String::new(),
                };
                Err(Error::Question(format!(
                    "{file}: these are probes, and were named as claims; write --probes \
                     {file}{claims}"
                )))
            }
            // What is neither is refused by the reader of claims, with the columns that it needs.
            GuessedTable::Probes => Ok(None),
        }
    }

    /// Makes the entry of a proposal, with the zone that was given.
    fn entry(&self, guess: &Guess) -> Result<ProposedEntry, Error> {
        let mut keys = String::new();
        for key in &guess.keys {
            let zone =
                self.zone.filter(|_| key.key == "zone").map(|zone| format!("{:?}", zone.name()));
            match key.value.clone().or(zone) {
                Some(value) => keys.push_str(&format!("{} = {value}\n", key.key)),
                None => return Err(Error::Question(self.question(guess, key))),
            }
        }
        Ok(ProposedEntry { table: guess.table, files: guess.files.clone(), keys })
    }

    /// Says what is asked of a file, and how it is answered.
    fn question(&self, guess: &Guess, asked: &GuessedKey) -> String {
        let file = first_file(guess);
        let all = self.probes.iter().map(PathBuf::as_path).chain(self.claims);
        let files: Vec<String> = all.map(init::shell_word).collect();
        let files = files.join(" ");
        let GuessedKey { key, why, .. } = asked;
        let answer = if *key == "zone" {
            "add --zone and its name, such as --zone Europe/Berlin".to_owned()
        } else {
            format!(
                "`corroborate init my-incident {files}` writes my-incident/incident.toml: answer \
                 it there as `{key} = …`, then name my-incident in place of the files"
            )
        };
        let is_answered = |other: &str| other == *key || other == "zone" && self.zone.is_some();
        let more = guess.to_fill().filter(|other| !is_answered(other.key)).count();
        let more =
            if more > 0 { format!(" ({more} more to fill in there)") } else { String::new() };
        format!("{file}: {key}: {why}\n  {answer}{more}")
    }
}

/// Says whether a file is a probe log, as far as its first rows show.
fn is_log(path: &Path) -> Result<bool, Error> {
    if init::names_our_columns(path)? {
        return Ok(true);
    }
    let guesses = init::guess(&[path.to_owned()])?;
    let is_open =
        |guess: &Guess| guess.to_fill().any(|key| ["columns", "layout"].contains(&key.key));
    let is_one =
        |guess: &Guess| guess.table == GuessedTable::Probes && !guess.left_out && !is_open(guess);
    Ok(guesses.iter().any(is_one))
}

/// Says how files are read, and what their first rows come to.
fn assumption(guess: &Guess, entry: &ProposedEntry) -> String {
    let file = first_file(guess);
    let more = match guess.files.len() {
        0 | 1 => String::new(),
        many => format!(" and {} more", many - 1),
    };
    let keys: Vec<&str> = entry.keys.lines().collect();
    let tested = guess.tested.iter().map(|tested| format!("; {}", tested.sentence));
    let (keys, tested) = (keys.join(", "), tested.collect::<String>());
    let asked = guess.to_confirm.iter().map(|question| format!("; to confirm: {question}"));
    let asked = asked.collect::<String>();
    format!("{file}{more} read as {} with {keys}{tested}{asked}", guess.table.as_str())
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
    let (file, why) = (first_file(guess), guess.seen.join("; "));
    let way_in = guess.way_in.iter().flat_map(|way| way.lines());
    let way_in = way_in.map(|line| format!("\n  {line}")).collect::<String>();
    Error::Question(format!("{file}: {why}{way_in}"))
}

/// Returns the path of the first file of a proposal, for readers.
fn first_file(guess: &Guess) -> String {
    guess.files.first().map_or_else(String::new, |path| shown_path(path))
}
