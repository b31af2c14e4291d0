//! The keys of `[[probes]]` that a table needs, with the evidence for each.

use crate::clock::resolution_words;
use crate::init::columns::{FoundColumns, Mapping};
use crate::init::sample::Sampled;
use crate::init::series::{RowChanges, SeriesRows};
use crate::init::stamps;
use crate::init::stamps::TimeColumn;
use crate::init::toml_text::quoted;
use crate::model::suggest::listed;
use crate::model::{GuessedKey, part_of, was};

/// Findings in the first rows of a table: sentences, and the keys that read it.
#[derive(Debug)]
pub(super) struct TableKeys {
    pub(super) seen: Vec<String>,
    pub(super) keys: Vec<GuessedKey>,
}

impl TableKeys {
    /// Finds the keys for a table.
    pub(super) fn of(sampled: &Sampled) -> TableKeys {
        let found = FoundColumns::of(sampled);
        let mapping = found.mapping();
        let names = names(sampled, &mapping);
        let mut seen = unused(sampled, &mapping, &names);
        if found.vantage.is_none() {
            seen.push(
                "no column tells from where it was probed: all is one vantage; logs of several \
                 places need an entry each, with a `vantage`"
                    .to_owned(),
            );
        }
        let mut keys = dialect(sampled, &names);
        keys.extend(columns(&found, &mapping, &names));
        if let Some(words) = &found.foreign_words {
            keys.push(wanted_results(&names[found.result.unwrap_or_default()], words));
        }
        if found.site.is_empty() {
            let why = "no column tells the site: write its id, such as \"kentucky.gov\"".to_owned();
            keys.push(GuessedKey { key: "site", value: None, why });
        }
        keys.extend(time(found.stamp.as_ref()));
        if let Some(rows) = found.rows(sampled) {
            keys.extend(cadence(&rows, &found.site));
        }
        TableKeys { seen, keys }
    }
}

/// Returns keys for separator and header, where they are not as in ours.
fn dialect(sampled: &Sampled, names: &[String]) -> Vec<GuessedKey> {
    let mut keys = Vec::new();
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        keys.push(GuessedKey {
            key: "separator",
            value: Some(value),
            why: "most lines have the same number of fields with it".to_owned(),
        });
    }
    if sampled.header.is_none() {
        let list = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        keys.push(GuessedKey {
            key: "header",
            value: Some(format!("[{list}]")),
            why: "no line names the columns; check these".to_owned(),
        });
    }
    keys
}

/// Returns a sentence on the columns of a file with a header that are not used, where there are
/// any.
fn unused(sampled: &Sampled, mapping: &Mapping, names: &[String]) -> Vec<String> {
    let is_used = |at: usize| mapping.iter().any(|(_, used)| used.contains(&at));
    let unused: Vec<&str> = names
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_used(*at))
        .map(|(_, name)| name.as_str())
        .collect();
    if sampled.header.is_none() || unused.is_empty() {
        return Vec::new();
    }
    vec![format!("not used: {}; `columns` says where one is meant", listed(unused))]
}

/// Returns the key `columns`, where one is needed.
fn columns(found: &FoundColumns, mapping: &Mapping, names: &[String]) -> Option<GuessedKey> {
    let ours = columns_key(mapping, names);
    let key = if found.tell_outcomes() { ours } else { Some(missing_outcome_key(ours)) };
    let mut key = key?;
    if found.site.len() > 1 {
        let rows = found.rows_of_one_moment;
        key.why.push_str(&format!(
            "; `{}` alone has {rows} of the rows seen at a moment at which it has another",
            names[found.site[0]]
        ));
    }
    Some(key)
}

/// Names all columns: as the file does, or by ours and numbers.
fn names(sampled: &Sampled, found: &Mapping) -> Vec<String> {
    if let Some(header) = &sampled.header {
        return header.clone();
    }
    let name = |at: usize| match found.iter().find(|(_, columns)| columns == &[at]) {
        Some((ours, _)) => (*ours).to_owned(),
        None => format!("column_{}", at + 1),
    };
    (0..sampled.width()).map(name).collect()
}

/// Makes the key for words of a result that are not ours.
fn wanted_results(column: &str, words: &[String]) -> GuessedKey {
    let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let how = "write what each means, as { \"their word\" = \"up\", … }, by up, down, degraded, \
        challenged or unknown";
    let why = format!(
        "`{column}` has the words {words}, as far as the first rows show: {how}; if they say \
         nothing of a site, take the entry out"
    );
    GuessedKey { key: "results", value: None, why }
}

/// Returns keys for the moments.
fn time(stamp: Option<&TimeColumn>) -> Vec<GuessedKey> {
    let Some(found) = stamp else {
        let why = "no column was recognised as moments: write its format, such as \"%d.%m.%Y \
            %H:%M\", and name it in `columns`"
            .to_owned();
        return vec![GuessedKey { key: "time_format", value: None, why }];
    };
    let mut keys = Vec::new();
    match found.formats[..] {
        [] => (),
        [one] => {
            let why = read_so(found);
            keys.push(GuessedKey { key: "time_format", value: Some(quoted(one)), why });
        }
        _ => {
            let why = format!(
                "all rows seen fit {}: write the one that is meant",
                found.formats.join(" and ")
            );
            keys.push(GuessedKey { key: "time_format", value: None, why });
        }
    }
    if !found.certain {
        keys.push(GuessedKey {
            key: "zone",
            value: None,
            why: stamps::zone_wanted("these stamps"),
        });
    }
    keys
}

/// Returns keys for how the log writes its rows.
fn cadence(rows: &SeriesRows<'_>, site: &[usize]) -> Vec<GuessedKey> {
    let read = read_so(rows.stamp);
    let pace = rows.pace(site).map_or_else(String::new, |pace| format!("; {pace}"));
    let changes = rows.changes(site);
    let said = match changes.compared {
        0 => String::new(),
        _ => format!("; {} from the row before of the same site", differing(changes)),
    };
    let coarse = match rows.stamp.resolution_us {
        0 => String::new(),
        us => format!(", {}", resolution_words(us)),
    };
    let seen = format!("stamps: {read}{coarse}{pace}{said}");
    if !changes.show_changes_only() {
        let why = format!(
            "{seen}; write \"on-change\" and an `interval` if it has a row only where something \
             changed"
        );
        return vec![GuessedKey { key: "cadence", value: Some(quoted("poll")), why }];
    }
    let why = format!(
        "{seen}, as in a log that has a row only where something changed; write \"poll\" if each \
         probe has its row"
    );
    let interval = "the log says only changes: write the time between the probes of its monitor, \
        such as \"5m\""
        .to_owned();
    vec![
        GuessedKey { key: "cadence", value: Some(quoted("on-change")), why },
        GuessedKey { key: "interval", value: None, why: interval },
    ]
}

/// Says how many of the rows were read as moments.
fn read_so(found: &TimeColumn) -> String {
    format!("{} {} read so", part_of(found.read, found.all, "row"), was(found.all))
}

/// Counts the rows whose outcome is another one than before.
fn differing(changes: RowChanges) -> String {
    let verb = if changes.compared == 1 { "differs" } else { "differ" };
    format!("{} {verb}", part_of(changes.changed, changes.compared, "row"))
}

/// Makes the key `columns` where none tells how a probe went; `found` are the others.
fn missing_outcome_key(found: Option<GuessedKey>) -> GuessedKey {
    let others = found.and_then(|key| key.value).unwrap_or_else(|| "{ }".to_owned());
    let others = others.trim_end_matches(" }").to_owned() + if others == "{ }" { "" } else { "," };
    let why = format!(
        "no column tells how a probe went: write {others} result = \"its name\" }}, or status_code \
         or error in place of result; if none does, this is no log of probes: take the entry out"
    );
    GuessedKey { key: "columns", value: None, why }
}

/// Returns the key `columns`, where a name is not ours.
fn columns_key(found: &Mapping, names: &[String]) -> Option<GuessedKey> {
    let differs = |(ours, at): &&(&str, Vec<usize>)| {
        at.len() > 1 || names.get(at[0]).is_some_and(|name| name != ours) || *ours == "latency_s"
    };
    let value = |at: &[usize]| match at {
        [one] => quoted(&names[*one]),
        several => format!(
            "[{}]",
            several.iter().map(|at| quoted(&names[*at])).collect::<Vec<_>>().join(", ")
        ),
    };
    let pairs: Vec<String> =
        found.iter().filter(differs).map(|(ours, at)| format!("{ours} = {}", value(at))).collect();
    let words = found.iter().map(|(ours, _)| format!("`{ours}`")).collect::<Vec<_>>().join(", ");
    let why = format!("by names and content these were found: {words}");
    (!pairs.is_empty()).then(|| GuessedKey {
        key: "columns",
        value: Some(format!("{{ {} }}", pairs.join(", "))),
        why,
    })
}
