//! What an archive seems to be, from its first lines. Nothing is decided here that its bytes do not show: what they cannot show, such as the
//! zone of a wall clock, is left for the user to fill in.

mod columns;
mod sample;
mod stamps;

use super::SourceError;
use super::claims::{self, Statements};
use super::foreign::{self, Foreign, Glance};
use crate::model::{Guess, GuessedKey, GuessedTable};
use sample::Sampled;
use std::path::{Path, PathBuf};

/// The first bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Looks at archives, and proposes an entry for each kind, in the order of the files.
///
/// # Errors
/// Where a file cannot be read.
pub fn guess(files: &[PathBuf]) -> Result<Vec<Guess>, SourceError> {
    let mut guesses: Vec<Guess> = Vec::new();
    for path in files {
        let one = of(path)?;
        match guesses.iter_mut().find(|known| alike(known, &one)) {
            Some(known) => {
                known.files.extend(one.files);
                known.seen = vec![format!("{} files alike; the evidence is the first one's", known.files.len())];
            }
            None => guesses.push(one),
        }
    }
    Ok(guesses)
}

/// Whether the same entry reads both.
fn alike(a: &Guess, b: &Guess) -> bool {
    let values = |guess: &Guess| guess.keys.iter().map(|key| (key.key, key.value.clone())).collect::<Vec<_>>();
    (a.left_out, a.table) == (b.left_out, b.table) && values(a) == values(b)
}

fn of(path: &Path) -> Result<Guess, SourceError> {
    let glance = Glance::at(path)?;
    let files = vec![path.to_owned()];
    let found: Vec<(&Foreign, String)> =
        foreign::ALL.into_iter().filter_map(|layout| Some((layout, (layout.recognise)(&glance)?))).collect();
    if glance.is_empty() {
        let seen = vec!["the file is empty".to_owned()];
        return Ok(Guess { table: GuessedTable::Probes, files, seen, keys: Vec::new(), left_out: true });
    }
    if found.is_empty()
        && let Some((layout, why)) = claims::ALL.into_iter().find_map(|layout| Some((layout, (layout.recognise)(&glance)?)))
    {
        let keys = of_claims(layout, &why);
        return Ok(Guess { table: GuessedTable::Claims, files, seen: Vec::new(), keys, left_out: false });
    }
    let (seen, keys) = match &found[..] {
        [] if glance.bytes.starts_with(PARQUET) => (vec!["a Parquet file".to_owned()], Vec::new()),
        [] => {
            let sampled = Sampled::of(&glance);
            (sampled.seen(), columns::keys(&sampled))
        }
        [(layout, why)] => (Vec::new(), of_layout(layout, why, &glance)),
        several => {
            let names: Vec<&str> = several.iter().map(|(layout, _)| layout.name).collect();
            let why = format!("it could be {}; write the one that it is", names.join(" or "));
            (Vec::new(), vec![GuessedKey { key: "layout", value: None, why }])
        }
    };
    Ok(Guess { table: GuessedTable::Probes, files, seen, keys, left_out: false })
}

/// The keys of an archive in a layout of its own.
fn of_layout(layout: &Foreign, why: &str, glance: &Glance<'_>) -> Vec<GuessedKey> {
    let mut keys = vec![GuessedKey { key: "layout", value: Some(quoted(layout.name)), why: why.to_owned() }];
    if layout.on_change {
        let why = "the archive says only changes: write the time between the looks of its monitor, such as \"5m\"".to_owned();
        keys.push(GuessedKey { key: "interval", value: None, why });
    }
    if (layout.needs_zone)(glance) {
        let why = stamps::zone_wanted("stamps of this layout");
        keys.push(GuessedKey { key: "zone", value: None, why });
    }
    keys
}

/// The keys of a file of claims.
fn of_claims(layout: &Statements, why: &str) -> Vec<GuessedKey> {
    let mut keys = vec![GuessedKey { key: "layout", value: Some(quoted(layout.name)), why: why.to_owned() }];
    for any in layout.needs {
        let Some(key) = any.first() else { continue };
        let others = any[1..].iter().map(|key| format!(", or `{key}` in its place")).collect::<String>();
        let why = format!("the file does not say it{others}; docs/claims.md shows how");
        keys.push(GuessedKey { key, value: None, why });
    }
    if layout.wall_clocks {
        keys.push(GuessedKey { key: "zone", value: None, why: stamps::zone_wanted("stamps of this layout") });
    }
    keys
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
