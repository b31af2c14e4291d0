//! The list of JSON that holds the rows, and the keys that read it.

mod later_probes;

use crate::clock::DAY;
use crate::files::FileHead;
use crate::files::json::{JsonPath, JsonTable, document_sample, has_json_lines, json_tables};
use crate::init::claims::claim_table::{ClaimEvidence, ClaimTable};
use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::init::stamps::TimeColumn;
use crate::init::toml_text::quoted;
use crate::init::words::known_words::Heading;
use crate::layouts;
use crate::model::suggest::listed;
use crate::model::{GuessedKey, GuessedTable, plural};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Rows of JSON that are likeliest meant.
#[derive(Debug)]
pub(in crate::init) struct JsonRows {
    pub(in crate::init) sampled: Sampled,
    /// Rows of the same list, in which lists of texts are cells, as claims have them.
    pub(in crate::init) with_texts: Sampled,
    /// Key that says how the file is read.
    pub(in crate::init) layout: GuessedKey,
    /// Lists beside this one that hold rows of a log, too, as their places and numbers of rows;
    /// mostly none.
    pub(in crate::init) beside: Vec<String>,
}

/// Evidence for a list, the strongest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ListEvidence {
    /// Rows have moments, each its own or those of a list around them, and tell outcomes.
    is_log: bool,
    /// Each row has a moment of its own, and its site.
    has_moments_of_sites: bool,
    tells_outcomes: bool,
    has_site: bool,
    /// Each row has a moment of its own.
    has_moments: bool,
    /// Some site has several rows, as in a history.
    repeats_sites: bool,
    /// Lists around its cells.
    depth: Reverse<usize>,
}

/// Finds the list of a file that is likeliest the one of probes; where the file is named as claims,
/// or no list of it is a log, the list of what was said. `None` where nothing of it is a row.
pub(in crate::init) fn find(head: &FileHead<'_>, stated: Option<GuessedTable>) -> Option<JsonRows> {
    let is_document = head.is_cut() && !has_json_lines(&head.bytes);
    // A list may stand far behind the first one.
    let whole = is_document.then(|| document_sample(head.path).ok()).flatten();
    let tables = json_tables(whole.as_ref().unwrap_or(&head.bytes), &head.later);
    let tables: Vec<JsonTable> = tables.iter().map(|table| table.without_beside(&tables)).collect();
    let seen: Vec<ListEvidence> =
        tables.iter().map(|table| evidence(&table.without_texts())).collect();
    let is_row = |at: &usize| !is_envelope(*at, &tables, &seen);
    let of_probes = (0..tables.len()).filter(is_row).max_by_key(|at| &seen[*at])?;
    let as_claims = match stated {
        Some(GuessedTable::Claims) => Some(ClaimEvidence::Stated),
        Some(GuessedTable::Probes) => None,
        None if seen[of_probes].is_log => None,
        None => Some(ClaimEvidence::Content),
    };
    let said = as_claims.and_then(|how| {
        let all = tables.iter().map(|table| said_evidence(table, how)).zip(0..);
        let (evidence, at) = all.max_by(|(a, _), (b, _)| a.cmp(b))?;
        evidence.is_said.then_some(at)
    });
    let at: usize = said.unwrap_or(of_probes);
    let best = &tables[at];
    let why = "JSON of no layout that is known; `columns` says by paths where the cells of a row \
        are (docs/layouts.md)"
        .to_owned();
    let layout = GuessedKey::known("layout", quoted(layouts::JSON.name), why);
    let with_texts = Sampled::of_json(best);
    let named =
        |table: &JsonTable| format!("`{}` ({})", table.place(), plural(table.rows.len(), "row"));
    let beside = if seen[at].is_log {
        let logs = tables.iter().zip(&seen).filter(|(_, evidence)| evidence.is_log);
        logs.filter(|(table, _)| table.is_beside(best)).map(|(table, _)| named(table)).collect()
    } else {
        Vec::new()
    };
    let sampled = Sampled::of_json(&best.without_texts());
    // Of lines the later ones are found as those of any text.
    let sampled = if is_document { later_probes::added(head.path, sampled) } else { sampled };
    Some(JsonRows { sampled, with_texts, layout, beside })
}

/// Says whether a table is the one object around the lists of a document, beside a list in it whose
/// rows have moments, or sites with outcomes: what it says itself is of the document, and no probe.
fn is_envelope(at: usize, tables: &[JsonTable], seen: &[ListEvidence]) -> bool {
    let is_list_of_rows = |(table, seen): (&JsonTable, &ListEvidence)| {
        let has_moments = seen.has_moments && table.rows.len() > 1;
        !table.is_outermost() && (has_moments || seen.has_site && seen.tells_outcomes)
    };
    let is_one = tables[at].is_outermost() && tables[at].rows.len() == 1;
    is_one && tables.iter().zip(seen).any(is_list_of_rows)
}

/// Evidence for a list of what was said, the strongest first.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SaidEvidence {
    /// Each row has a moment and a text of its own.
    is_said: bool,
    /// There are several rows.
    is_list: bool,
    /// Lists around its cells.
    depth: Reverse<usize>,
}

/// Finds what speaks for a list as one of what was said.
fn said_evidence(table: &JsonTable, how: ClaimEvidence) -> SaidEvidence {
    let sampled = Sampled::of_json(table);
    let found = ClaimTable::find(&sampled, how);
    SaidEvidence {
        is_said: found.is_some_and(|found| found.says_something(how)),
        is_list: table.rows.len() > 1,
        depth: Reverse(table.depth()),
    }
}

/// Asks about lists beside the one that is read: an entry reads one.
pub(in crate::init) fn ask_for_lists(keys: &mut [GuessedKey], rows: &JsonRows) {
    let columns = keys.iter_mut().find(|key| key.key == "columns");
    let Some(columns) = columns.filter(|_| !rows.beside.is_empty()) else { return };
    let written = columns.value.take().map_or_else(String::new, |value| format!(": {value}"));
    let others = rows.beside.join(", ");
    columns.why = format!(
        "{}; rows of a log stand in {others}, too, and an entry reads one list: write its columns \
         here{written}, and for each of the others a [[probes]] of its own with the same file",
        columns.why
    );
}

/// Says why JSON is no log of probes, with the keys that there are.
pub(in crate::init) fn not_a_log(sampled: &Sampled) -> String {
    let keys = listed(sampled.header.iter().flatten().map(String::as_str));
    format!(
        "JSON of no layout that is known, with {keys}, none of which was recognised as moments or \
         as outcomes; if it is a log of probes or of claims, it comes in with layout = \"{}\", as \
         below",
        layouts::JSON.name
    )
}

/// Finds what speaks for a list as one of probes.
fn evidence(table: &JsonTable) -> ListEvidence {
    let sampled = Sampled::of_json(table);
    let columns = FoundColumns::of(&sampled);
    let is_own = |columns: &Vec<usize>| {
        let paths = sampled.header.iter().flatten();
        let depth = |path: &String| table.columns.iter().find(|known| known.to_string() == *path);
        let own = paths.enumerate().filter(|(at, _)| columns.contains(at));
        // A moment that is a key is that of all below it.
        let is_of_each = |path: &JsonPath| path.is_name() || path.depth() == table.depth();
        own.filter_map(|(_, path)| depth(path)).any(is_of_each)
    };
    let moment = columns.stamp.as_ref().filter(|stamp| stamp.resolution_us < DAY);
    let has_moments = moment.is_some_and(|stamp| is_own(&stamp.columns));
    // One moment for all rows is that of the document.
    let several = |stamp: &TimeColumn| stamp.instants().collect::<BTreeSet<_>>().len() > 1;
    // A word that is the same in each row, and that nobody knows, is that of a job.
    let is_of_a_job = columns.code.is_none() && columns.error.is_none() && {
        let words = columns.result.map(|at| sampled.column(at).collect::<BTreeSet<_>>());
        let is_open = columns.foreign_words.iter().flatten().any(|word| word.meaning.is_none());
        is_open && words.is_some_and(|words| words.len() == 1)
    };
    let tells_outcomes = columns.tell_outcomes() && !is_of_a_job;
    // The head of a document that tells neither a moment nor an outcome is no row of sites.
    let is_row = has_moments || tells_outcomes || table.rows.len() > 1;
    let has_site = is_row && names_sites(&sampled, &columns.site);
    ListEvidence {
        is_log: tells_outcomes && (has_moments || moment.is_some_and(several)),
        has_moments_of_sites: has_moments && has_site,
        tells_outcomes,
        has_site,
        has_moments,
        repeats_sites: has_moments && has_site && repeats(&sampled, &columns.site),
        depth: Reverse(table.depth()),
    }
}

/// Says whether some site has several rows.
fn repeats(sampled: &Sampled, columns: &[usize]) -> bool {
    let site = |row: &Vec<String>| -> Vec<String> {
        columns.iter().filter_map(|at| row.get(*at)).cloned().collect()
    };
    let sites: BTreeSet<Vec<String>> = sampled.rows.iter().map(site).collect();
    !columns.is_empty() && sites.len() < sampled.rows.len()
}

/// Says whether columns hold sites: none of their names is that of a column, as below a moment.
fn names_sites(sampled: &Sampled, columns: &[usize]) -> bool {
    let is_column = |name: &str| {
        let kinds = [Heading::Code, Heading::Result, Heading::Error, Heading::Latency];
        kinds.iter().any(|kind| kind.is_named(name))
    };
    let are_columns = |at: &usize| sampled.column(*at).any(is_column);
    !columns.is_empty() && !columns.iter().all(are_columns)
}
