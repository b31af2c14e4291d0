//! The keys of `[[probes]]` that a table needs, with the evidence for each.

use crate::clock::resolution_words;
use crate::init::cadence;
use crate::init::columns::digit_senses;
use crate::init::columns::found_columns::{FoundColumns, Mapping, StatePair};
use crate::init::columns::longer_rows::LongerRows;
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::columns::table_trial;
use crate::init::doubts::disagreements;
use crate::init::doubts::table_doubts::{self, Doubt};
use crate::init::keys::time_keys;
use crate::init::keys::time_keys::ClockColumn;
use crate::init::sample::Sampled;
use crate::init::series::SeriesRows;
use crate::init::stamps::TimeColumn;
use crate::init::toml_text::{column, list, quoted};
use crate::logs::UpWhen;
use crate::model::suggest::listed;
use crate::model::{CadenceEvidence, GuessedKey, TestedRows, part_of, was};
use std::collections::BTreeSet;

/// Sentence on a table without a column for the vantage.
pub(in crate::init) const ONE_VANTAGE: &str = "no column tells from where it was probed: all \
    is one vantage; where each file is of another place, write vantage = \"{file}\"";

/// Question for the site of a log without a column for it.
pub(in crate::init) const SITE_WANTED: &str =
    "no column tells the site: write its id, such as \"kentucky.gov\"";

/// Names of places that are shown.
const SHOWN: usize = 6;

/// Findings in the first rows of a table: sentences, and the keys that read it.
#[derive(Debug)]
pub(in crate::init) struct TableKeys {
    /// Sentences on what was seen in the file.
    pub(in crate::init) seen: Vec<String>,
    /// Counts of the first rows, read with these keys; may be empty.
    pub(in crate::init) tested: Vec<TestedRows>,
    /// Keys of the entry, in the order in which they are written.
    pub(in crate::init) keys: Vec<GuessedKey>,
    /// Sites of the rows, as written; empty where no column tells them.
    pub(in crate::init) sites: BTreeSet<String>,
    /// Questions that no key answers, a sentence each.
    pub(in crate::init) to_confirm: Vec<String>,
    /// Evidence for `cadence`; `None` where something else decides it.
    pub(in crate::init) cadence: Option<CadenceEvidence>,
}

impl TableKeys {
    /// Finds the keys for a table.
    pub(in crate::init) fn of(sampled: &Sampled) -> TableKeys {
        match LongerRows::of(sampled) {
            LongerRows::Absent => TableKeys::of_rows(sampled),
            LongerRows::Behind(joined) => {
                let mut table = TableKeys::of_rows(&joined.sampled);
                table.keys.push(joined.key);
                table
            }
            LongerRows::Unclear(sentence) => {
                let mut table = TableKeys::of_rows(sampled);
                table.seen.push(sentence);
                table
            }
        }
    }

    /// Finds the keys for the rows with as many fields as most.
    fn of_rows(sampled: &Sampled) -> TableKeys {
        let columns_found = FoundColumns::of(sampled);
        let mapping = columns_found.mapping();
        let names = names(sampled, &mapping);
        let mut seen = sampled.seen();
        seen.extend(
            unused(sampled, &mapping, &names)
                .map(|names| format!("not used: {names}; `columns` says where one is meant")),
        );
        if columns_found.vantage.is_none() {
            seen.push(ONE_VANTAGE.to_owned());
        }
        let mut keys = dialect(sampled, &names);
        let rule = table_doubts::number_rule(sampled, &columns_found, &names)
            .filter(|_| !columns_found.tell_outcomes());
        keys.extend(columns(sampled, &columns_found, &mapping, &names));
        keys.extend(rule.as_deref().map(up_when));
        keys.extend(results(sampled, &columns_found, &names));
        if rule.is_none() && !columns_found.tell_outcomes() {
            keys.extend(disagreements::wanted_senses(
                sampled,
                &unused_columns(sampled, &mapping),
                &names,
            ));
        }
        let odd = rule.as_deref().map(|rule| table_doubts::words_of_rule(sampled, &names, rule));
        keys.extend(odd.filter(|(_, words)| !words.is_empty()).map(|(at, words)| {
            wanted_results(at.map_or("value", |at| names[at].as_str()), &words)
        }));
        if columns_found.site.is_empty() {
            let others = unused_columns(sampled, &mapping);
            let rows = columns_found.rows(sampled);
            let hint = table_doubts::columns_like_sites(sampled, rows.as_ref(), &others, &names);
            let place = columns_found.vantage.map(|at| place_or_site(sampled, at, &names));
            let why = SITE_WANTED.to_owned() + &hint + &place.unwrap_or_default();
            keys.push(GuessedKey::open("site", why));
        }
        keys.extend(time_keys::of_table(sampled, &columns_found, &names));
        if let Some(clock) = time_keys::clock_beside_days(sampled, &columns_found) {
            leave_joined(&mut keys, &clock, &mapping, &names);
        }
        let rows = columns_found.rows(sampled);
        let cadence = rows.and_then(|rows| how_written(&mut keys, &rows, &columns_found, &names));
        let counts = table_trial::count(sampled, &columns_found, &mapping, &names, rule.as_deref());
        // What speaks against a guess does not speak against a rule that is only asked for.
        let of_columns = counts.as_ref().filter(|_| rule.is_none());
        let unused_ones = unused_columns(sampled, &mapping);
        let odd = disagreements::of(sampled, &columns_found, &names, &unused_ones);
        for doubt in
            table_doubts::of(sampled, &columns_found, &names, of_columns).into_iter().chain(odd)
        {
            leave_open(&mut keys, doubt);
        }
        let by_rule = rule.map(|rule| format!("up_when = {}", quoted(&rule)));
        let later = sampled.later_rows();
        let tested = counts.iter().map(|counts| {
            let rows = table_trial::rows(counts, later, sampled.ragged());
            by_rule.iter().fold(rows, |rows, rule| table_trial::with(rule, rows))
        });
        let tested = tested.collect();
        let others = unused(sampled, &mapping, &names);
        let to_confirm = counts
            .as_ref()
            .and_then(|counts| table_doubts::none_down(counts, later, others.as_deref()));
        let refusals = table_doubts::codes_of_refusals(sampled, &columns_found);
        let merged = disagreements::names_to_confirm(sampled, &columns_found, &names);
        let days = time_keys::days_to_confirm(columns_found.stamp.as_ref());
        let to_confirm = to_confirm.into_iter().chain(refusals).chain(merged).chain(days).collect();
        let sites = sites(sampled, &columns_found.site);
        TableKeys { seen, tested, keys, sites, to_confirm, cadence }
    }
}

/// Asks whether the column that was taken for the vantage names what was probed, where no other
/// does.
fn place_or_site(sampled: &Sampled, at: usize, names: &[String]) -> String {
    let places: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    format!(
        "; `{}` ({}) was taken for the place from which it was probed: if it is what was probed, \
         write site in place of vantage in `columns`, and take this line out",
        names[at],
        listed(places.into_iter().take(SHOWN)),
    )
}

/// Lists the sites of the rows, by the columns that tell them; empty where none does.
pub(in crate::init) fn sites(sampled: &Sampled, columns: &[usize]) -> BTreeSet<String> {
    if columns.is_empty() {
        return BTreeSet::new();
    }
    let site = |row: &Vec<String>| {
        let cells: Vec<&str> = columns.iter().map(|at| row[*at].trim()).collect();
        cells.join(" ")
    };
    sampled.rows.iter().map(site).filter(|site| !site.is_empty()).collect()
}

/// Leaves a key open, with what was found for it.
fn leave_open(keys: &mut Vec<GuessedKey>, doubt: Doubt) {
    let Doubt { key, why, usual, usual_if } = doubt;
    let known = keys.iter_mut().find(|known| known.key == key);
    let written = known.as_ref().map_or(Some(usual), |known| known.value.clone());
    let why = match written {
        Some(value) => match usual_if {
            Some(case) => format!("{why}, or {value} {case}"),
            None => format!("{why}; if it is a log of probes all the same, write {value}"),
        },
        None => why,
    };
    match known {
        // What is open already asks for more than this.
        Some(known) if known.value.is_none() => known.why = format!("{}; {why}", known.why),
        Some(known) => (known.value, known.why) = (None, why),
        None => keys.push(GuessedKey::open(key, why)),
    }
}

/// Leaves the columns of the moments open where days stand in one, and clocks beside it.
fn leave_joined(
    keys: &mut Vec<GuessedKey>,
    clock: &ClockColumn,
    mapping: &Mapping,
    names: &[String],
) {
    let joined = |(ours, at): &(&'static str, Vec<usize>)| match *ours {
        "timestamp" => (*ours, vec![clock.day, clock.column]),
        _ => (*ours, at.clone()),
    };
    let mapping: Mapping = mapping.iter().map(joined).collect();
    let Some(both) = columns_key(&mapping, names).and_then(|key| key.value) else { return };
    let why = format!(
        "each stamp of `{}` is a day, and `{}` beside it holds its clock, such as `{}`: write \
         {both}, and the form of both with a blank between them as time_format, such as \
         \"%Y-%m-%d %H:%M\"",
        names[clock.day], names[clock.column], clock.example
    );
    keys.retain(|key| !["columns", "resolution"].contains(&key.key));
    keys.push(GuessedKey::open("columns", why));
}

/// Returns keys for separator and header, where they are not as in ours.
pub(in crate::init) fn dialect(sampled: &Sampled, names: &[String]) -> Vec<GuessedKey> {
    let mut keys = Vec::new();
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        keys.push(GuessedKey::known(
            "separator",
            value,
            "most lines have the same number of fields with it",
        ));
    }
    if sampled.header_row > 1 {
        let number = sampled.header_row;
        let above = "what stands above it is no row";
        let why = format!("the columns are named in line {number}; {above}");
        keys.push(GuessedKey::known("header_row", number.to_string(), why));
    }
    if sampled.header.is_none() {
        keys.push(GuessedKey::known(
            "header",
            list(names),
            "no line names the columns; check these",
        ));
    }
    keys
}

/// Lists the columns that hold nothing of ours, by their indices.
fn unused_columns(sampled: &Sampled, mapping: &Mapping) -> Vec<usize> {
    let is_used = |at: &usize| mapping.iter().any(|(_, used)| used.contains(at));
    (0..sampled.width()).filter(|at| !is_used(at)).collect()
}

/// Lists the columns of a file with a header that are not used; `None` where there are none.
fn unused(sampled: &Sampled, mapping: &Mapping, names: &[String]) -> Option<String> {
    let unused = unused_columns(sampled, mapping).into_iter();
    let unused: Vec<&str> =
        unused.map(|at| names[at].as_str()).filter(|name| !name.trim().is_empty()).collect();
    if sampled.header.is_none() || unused.is_empty() {
        return None;
    }
    Some(listed(unused))
}

/// Returns the key `columns`, where one is needed.
fn columns(
    sampled: &Sampled,
    found: &FoundColumns,
    mapping: &Mapping,
    names: &[String],
) -> Option<GuessedKey> {
    let ours = columns_key(mapping, names);
    let needs_outcome =
        !found.tell_outcomes() && table_doubts::number_rule(sampled, found, names).is_none();
    let mut key = if needs_outcome {
        let unused = unused_columns(sampled, mapping);
        let alike = || disagreements::columns_like_outcomes(sampled, &unused, names);
        missing_outcome_key(ours, table_doubts::text_in_each_row(found, names).or_else(alike))
    } else {
        ours?
    };
    if found.site.len() > 1 {
        let rows = found.rows_of_one_moment;
        key.why.push_str(&format!(
            "; `{}` alone has {rows} of the rows seen at a moment at which it has another",
            names[found.site[0]]
        ));
    }
    Some(key)
}

/// Returns the key `up_when`, to be filled in, where nothing but a number or a text can tell how a
/// probe went; `rule` is the likeliest rule.
fn up_when(rule: &str) -> GuessedKey {
    let is_of_texts = UpWhen::read(rule).is_ok_and(|rule| rule.is_of_texts());
    let what = if is_of_texts { "a text" } else { "a number" };
    let why = format!(
        "no column tells how a probe went but perhaps {what}: write {} if that says that a site \
         was up, or another comparison; else take this line out, and name result, status_code or \
         error in `columns`; if none does, this is no log of probes: take the entry out",
        quoted(rule)
    );
    GuessedKey::open("up_when", why)
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

/// Returns the key for the words of a result, and for what stands in place of a status code, where
/// there are any that are not ours.
fn results(sampled: &Sampled, found: &FoundColumns, names: &[String]) -> Option<GuessedKey> {
    let words: Vec<ForeignWord> =
        found.foreign_words.iter().flatten().chain(&found.code_words).cloned().collect();
    let column = found.result.filter(|_| found.foreign_words.is_some()).or(found.code);
    let name = column.and_then(|at| names.get(at)).map_or("result", String::as_str);
    let key = (!words.is_empty()).then(|| wanted_results(name, &words))?;
    let hint = digit_senses::are_unsaid(&words)
        .then(|| digit_senses::said_beside(sampled, found, names))
        .flatten();
    let why = hint.map_or_else(|| key.why.clone(), |hint| format!("{}; {hint}", key.why));
    Some(GuessedKey { why, ..key })
}

/// Makes the key for words of a result that are not ours: with their meanings where the words of
/// this trade say all of them, else to be filled in.
pub(in crate::init) fn wanted_results(column: &str, words: &[ForeignWord]) -> GuessedKey {
    let meant: Vec<String> = words
        .iter()
        .filter_map(|word| Some((word, word.meaning?)))
        .map(|(word, status)| format!("{} = {}", quoted(&word.word), quoted(status.as_str())))
        .collect();
    let value = format!("{{ {} }}", meant.join(", "));
    if meant.len() == words.len() {
        let why = format!(
            "what the words of `{column}` mean in this trade, as far as the first rows show; check \
             them"
        );
        return GuessedKey::known("results", value, why);
    }
    let shown = |word: &ForeignWord| match word.word.as_str() {
        "" => "`\"\"` (nothing at all)".to_owned(),
        word => format!("`{word}`"),
    };
    let list = words.iter().map(shown).collect::<Vec<_>>().join(", ");
    if let [ForeignWord { word, meaning: None }] = words
        && word.is_empty()
    {
        let why = format!(
            "`{column}` is empty in some rows, where nothing else says how the probe went: write \
             {{ \"\" = \"down\" }} if no answer is written so, or {{ \"\" = \"unknown\" }}"
        );
        return GuessedKey::open("results", why);
    }
    if digit_senses::are_unsaid(words) {
        return GuessedKey::open("results", digit_senses::question(column, words));
    }
    let begin = match meant.len() {
        0 => "{ \"their word\" = \"up\", … }".to_owned(),
        _ => format!("{}, … }}", value.trim_end_matches(" }")),
    };
    let why = format!(
        "`{column}` has the words {list}, as far as the first rows show: write what each means, as \
         {begin}, by up, down, degraded, challenged or unknown; if they say nothing of a site, \
         take the entry out"
    );
    GuessedKey::open("results", why)
}

/// Adds the keys for how the log writes its rows, and the question about places that take turns;
/// gives the evidence for `cadence`, unless the states before and behind each row decide it.
fn how_written(
    keys: &mut Vec<GuessedKey>,
    rows: &SeriesRows<'_>,
    found: &FoundColumns,
    names: &[String],
) -> Option<CadenceEvidence> {
    let pair = found.states.filter(|pair| pair.changes_in_each_row(rows.sampled));
    let evidence = match pair {
        Some(pair) => {
            keys.extend(changes_of(pair, names));
            None
        }
        None => {
            let evidence = cadence_evidence(rows, &found.site);
            // Decided where the rows of all files that are alike are known.
            let alone = CadenceEvidence { seen: evidence.seen.clone(), ..Default::default() };
            keys.extend(cadence::keys(&alone));
            Some(evidence)
        }
    };
    keys.extend(rows.turns(&found.site));
    evidence
}

/// Finds the evidence for how the log writes its rows.
fn cadence_evidence(rows: &SeriesRows<'_>, site: &[usize]) -> CadenceEvidence {
    let read = read_so(rows.stamp);
    let pace = rows.pace(site).map_or_else(String::new, |pace| format!("; {pace}"));
    let coarse = match rows.stamp.resolution_us {
        0 => String::new(),
        us => format!(", {}", resolution_words(us)),
    };
    rows.evidence(site, format!("stamps: {read}{coarse}{pace}"))
}

/// Returns the keys of a log that has a row for each change, with the state before beside it.
fn changes_of(pair: StatePair, names: &[String]) -> Vec<GuessedKey> {
    let (before, after) = (&names[pair.before], &names[pair.after]);
    cadence::on_change(&format!(
        "each row has the state before it in `{before}` and another one in `{after}`"
    ))
}

/// Says how many of the rows were read as moments.
fn read_so(found: &TimeColumn) -> String {
    format!("{} {} read so", part_of(found.read, found.all, "row"), was(found.all))
}

/// Makes the key `columns` where none tells how a probe went; `found` are the others.
fn missing_outcome_key(found: Option<GuessedKey>, hint: Option<String>) -> GuessedKey {
    let others = found.and_then(|key| key.value).unwrap_or_else(|| "{ }".to_owned());
    let others = others.trim_end_matches(" }").to_owned() + if others == "{ }" { "" } else { "," };
    let hint = hint.map_or_else(String::new, |hint| format!(" {hint};"));
    let why = format!(
        "no column tells how a probe went:{hint} write {others} result = \"its name\" }}, or \
         status_code or error in place of result; if none does, this is no log of probes: take the \
         entry out"
    );
    GuessedKey::open("columns", why)
}

/// Returns the key `columns`, where a name is not ours.
fn columns_key(found: &Mapping, names: &[String]) -> Option<GuessedKey> {
    let differs = |(ours, at): &&(&str, Vec<usize>)| {
        at.len() > 1 || names.get(at[0]).is_some_and(|name| name != ours) || *ours == "latency_s"
    };
    let pair = |(ours, at): &(&str, Vec<usize>)| format!("{ours} = {}", column(names, at));
    let pairs: Vec<String> = found.iter().filter(differs).map(pair).collect();
    let words = found.iter().map(|(ours, _)| format!("`{ours}`")).collect::<Vec<_>>().join(", ");
    let why = format!("by names and content these were found: {words}");
    (!pairs.is_empty())
        .then(|| GuessedKey::known("columns", format!("{{ {} }}", pairs.join(", ")), why))
}
