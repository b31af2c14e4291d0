//! What an archive seems to be, from its first lines. Nothing is decided here that its bytes do not
//! show: what they cannot show, such as the zone of a wall clock, is left for the user to fill in.

pub(crate) mod cadence;
pub(crate) mod columns;
pub(crate) mod dry_run;
pub(crate) mod line_format;
pub(crate) mod not_a_log;
pub(crate) mod sample;
pub(crate) mod series;
pub(crate) mod stamps;

use crate::claims;
use crate::claims::ClaimFormat;
use crate::files;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::init::sample::Sampled;
use crate::layouts as foreign;
use crate::logs::first_rows;
use crate::logs::{LayoutSpec, PlannedWork};
use crate::model::{Guess, GuessedKey, GuessedTable};
use crate::runs::is_runs;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The first bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1";

/// Looks at archives, and proposes an entry for each kind, in the order of the files.
///
/// # Errors
/// Where a file cannot be read.
pub fn guess(files: &[PathBuf]) -> Result<Vec<Guess>, ReadError> {
    let mut guesses: Vec<Guess> = Vec::new();
    for path in files {
        let one = of(path)?;
        match guesses.iter_mut().find(|known| alike(known, &one)) {
            Some(known) => {
                known.files.extend(one.files);
                known.works.extend(one.works);
                known.rules += one.rules;
            }
            None => guesses.push(one),
        }
    }
    for guess in guesses.iter_mut().filter(|guess| guess.files.len() > 1 && !guess.left_out) {
        let first = guess.files[0]
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        guess.seen.insert(
            0,
            format!("{} files alike; the evidence is that of {first}", guess.files.len()),
        );
    }
    Ok(guesses)
}

/// Whether the same entry reads both, or the same reason leaves both out.
fn alike(a: &Guess, b: &Guess) -> bool {
    let values = |guess: &Guess| {
        guess.keys.iter().map(|key| (key.key, key.value.clone())).collect::<Vec<_>>()
    };
    let seen = |guess: &Guess| guess.left_out.then(|| guess.seen.clone());
    (a.left_out, a.table, seen(a)) == (b.left_out, b.table, seen(b)) && values(a) == values(b)
}

fn of(path: &Path) -> Result<Guess, ReadError> {
    let head = FileHead::at(path)?;
    let entry = |table, seen, keys| Guess {
        table,
        files: vec![path.to_owned()],
        seen,
        keys,
        left_out: false,
        works: Vec::new(),
        rules: 0,
    };
    let left_out = |why: String| Guess {
        left_out: true,
        ..entry(GuessedTable::Probes, vec![why], Vec::new())
    };
    if head.is_empty() {
        return Ok(left_out("the file is empty".to_owned()));
    }
    let probes: Vec<(&LayoutSpec, String)> = foreign::ALL
        .into_iter()
        .filter_map(|layout| Some((layout, (layout.recognise)(&head)?)))
        .collect();
    let said: Vec<(&ClaimFormat, String)> = claims::ALL
        .into_iter()
        .filter_map(|layout| Some((layout, (layout.recognise)(&head)?)))
        .collect();
    match (&probes[..], &said[..]) {
        ([], []) => (),
        ([(layout, why)], []) => {
            let guess = entry(
                GuessedTable::Probes,
                dry_run::seen(path, layout, None),
                of_layout(layout, why, path),
            );
            let planned = layout
                .planned_work
                .map_or_else(|| Ok(PlannedWork::default()), |read| read(path))?;
            let PlannedWork { works, rules } = planned;
            return Ok(Guess { works, rules, ..guess });
        }
        ([], [(layout, _)]) if !layout.packed && is_packed(path) => {
            return Ok(left_out("claims in our own columns, packed; unpack the file".to_owned()));
        }
        ([], [(layout, why)]) => {
            return Ok(entry(GuessedTable::Claims, Vec::new(), of_claims(layout, why, &head)));
        }
        _ => return Ok(entry(GuessedTable::Probes, Vec::new(), vec![of_several(&probes, &said)])),
    }
    if is_runs(path) {
        let seen = "a file of runs, as `corroborate fold` writes it; how its logs were read \
            stands in it (docs/runs.md)"
            .to_owned();
        return Ok(entry(GuessedTable::Probes, vec![seen], Vec::new()));
    }
    if head.bytes.starts_with(PARQUET) {
        let sampled = Sampled::of_parquet(&first_rows(path, sample::ROWS)?);
        return Ok(of_table(&sampled, entry));
    }
    if let Some(why) = not_a_log::a_table(&head) {
        return Ok(left_out(why));
    }
    let sampled = Sampled::of(&head);
    if let Some(lines) = line_format::find(&head).filter(|_| sampled.width() == 1) {
        return Ok(entry(GuessedTable::Probes, Vec::new(), of_lines(&lines, path)));
    }
    Ok(match columns::nothing(&sampled) {
        Some(why) => left_out(why),
        None => of_table(&sampled, entry),
    })
}

/// The entry of a table.
fn of_table(
    sampled: &Sampled,
    entry: impl Fn(GuessedTable, Vec<String>, Vec<GuessedKey>) -> Guess,
) -> Guess {
    let (more, keys) = columns::keys(sampled);
    entry(GuessedTable::Probes, sampled.seen().into_iter().chain(more).collect(), keys)
}

/// Whether a file is packed.
fn is_packed(path: &Path) -> bool {
    let mut first = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut first));
    read.is_ok() && files::is_packed(&first)
}

/// The key that is left where several layouts fit.
fn of_several(probes: &[(&LayoutSpec, String)], said: &[(&ClaimFormat, String)]) -> GuessedKey {
    let probes = probes.iter().map(|(layout, why)| format!("{} ({why})", layout.name));
    let claims = said.iter().map(|(layout, why)| format!("{} of [[claims]] ({why})", layout.name));
    let names = probes.chain(claims).collect::<Vec<_>>().join(" or ");
    GuessedKey {
        key: "layout",
        value: None,
        why: format!("it could be {names}: write the one that it is"),
    }
}

/// The keys of lines as a loop around curl writes them.
fn of_lines(lines: &line_format::Lines, path: &Path) -> Vec<GuessedKey> {
    let layout = foreign::with_line_format().into_iter().map(|layout| GuessedKey {
        key: "layout",
        value: Some(quoted(layout.name)),
        why: format!(
            "lines of words; {}",
            dry_run::seen(path, layout, Some(&lines.format)).join("; ")
        ),
    });
    let format = GuessedKey {
        key: "format",
        value: Some(quoted(&lines.format)),
        why: format!("{}; check these names", lines.why),
    };
    let zone = lines.wall_clocks.then(|| GuessedKey {
        key: "zone",
        value: None,
        why: stamps::zone_wanted("these stamps"),
    });
    layout.chain([format]).chain(zone).collect()
}

/// The keys of an archive in a layout of its own.
fn of_layout(layout: &'static LayoutSpec, why: &str, path: &Path) -> Vec<GuessedKey> {
    let mut keys =
        vec![GuessedKey { key: "layout", value: Some(quoted(layout.name)), why: why.to_owned() }];
    if layout.on_change {
        let why = "the archive says only changes: write the time between the probes of its \
            monitor, such as \"5m\""
            .to_owned();
        keys.push(GuessedKey { key: "interval", value: None, why });
    }
    if dry_run::needs_zone(path, layout) {
        let why = stamps::zone_wanted("stamps of this layout");
        keys.push(GuessedKey { key: "zone", value: None, why });
    }
    keys
}

/// The keys of a file of claims.
fn of_claims(layout: &ClaimFormat, why: &str, head: &FileHead<'_>) -> Vec<GuessedKey> {
    let mut keys =
        vec![GuessedKey { key: "layout", value: Some(quoted(layout.name)), why: why.to_owned() }];
    for any in layout.needs {
        let Some(key) = any.first() else { continue };
        let others = any[1..]
            .iter()
            .map(|key| format!("; or take this line out and write `{key}`, {}", filter(key)))
            .collect::<String>();
        let why = format!(
            "the file does not say it: write {}{others}; docs/claims.md has more",
            filter(key)
        );
        keys.push(GuessedKey { key, value: None, why });
    }
    if (layout.wall_clocks)(head) {
        keys.push(GuessedKey {
            key: "zone",
            value: None,
            why: stamps::zone_wanted("stamps of this layout"),
        });
    }
    keys
}

/// What to write for a key of claims, with an example.
fn filter(key: &str) -> &'static str {
    match key {
        "role" => {
            "whose claims they are: \"attacker\", \"operator\", \"government\", \"media\" or \
             \"researcher\""
        }
        "kind" => {
            "what they say: \"attack\", \"outage\", \"restored\", \"reachable\", \"maintenance\" \
             or \"cause\""
        }
        "targets" => {
            "the sites of which all of it speaks, such as \"kentucky.gov\" or \"*\" for all"
        }
        "components" => {
            "which part of the page is which site, such as { \"Web shop\" = \"shop.example\" }"
        }
        "rules" => {
            "the name of a file that says which words mean which sites, such as \"rules.toml\""
        }
        _ => "its value",
    }
}

/// A text as TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
