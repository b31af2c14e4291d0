//! Results of the first rows of an archive, read as its proposed entry says: nobody trusts a
//! proposal that was not tested.

use crate::clock::Zone;
use crate::files::settings::OneOrMany;
use crate::init::columns::found_columns::{FoundColumns, Mapping};
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::logs::{Dialect, ReadSettings, ResultWords, SECONDS, SampledRows, UpWhen};
use crate::model::{TestedRows, by_count, grouped, plural};

/// Site of the rows of a table that has no column for it: any will do.
const SITE: &str = "site";

/// Reads the rows of a table by the columns that were found, and by a rule where no column tells
/// how a probe went. `None` where these do not make a log.
pub(in crate::init) fn count(
    sampled: &Sampled,
    found: &FoundColumns,
    mapping: &Mapping,
    names: &[String],
    rule: Option<&str>,
) -> Option<SampledRows> {
    if sampled.rows.is_empty() {
        return None;
    }
    let settings = settings(sampled, found, mapping, names, rule)?;
    SampledRows::read(names.to_vec(), &sampled.rows, &settings).ok()
}

/// Makes the settings by which rows are read as they were found; `None` where these do not make a
/// log.
pub(in crate::init) fn settings(
    sampled: &Sampled,
    found: &FoundColumns,
    mapping: &Mapping,
    names: &[String],
    rule: Option<&str>,
) -> Option<ReadSettings> {
    let stamp = found.stamp.as_ref()?;
    let rule = rule.and_then(|text| UpWhen::read(text).ok());
    if !found.tell_outcomes() && rule.is_none() {
        return None;
    }
    let named = |columns: &[usize]| {
        OneOrMany::Many(columns.iter().map(|at| names[*at].clone()).collect::<Vec<_>>())
    };
    let format = stamp.formats.first().and_then(|word| stamps::format_of(word));
    let words = found.foreign_words.iter().flatten().chain(&found.code_words);
    let result_words: ResultWords =
        words.filter_map(|word| Some((word.word.clone(), word.meaning?))).collect();
    let settings = ReadSettings {
        // Which zone it is moves all rows alike.
        zone: Some(Zone::UTC),
        columns: mapping.iter().map(|(ours, at)| ((*ours).to_owned(), named(at))).collect(),
        dialect: Dialect {
            separator: sampled.separator,
            header: sampled.header.is_none().then(|| names.to_vec()),
            time_format: format,
            site: found.site.is_empty().then(|| SITE.to_owned()),
            up_when: rule,
            derives_cells: found.in_seconds || stamp.columns.len() > 1,
            ..Dialect::default()
        },
        result_words,
        ..ReadSettings::default()
    };
    debug_assert!(!found.in_seconds || settings.columns.contains_key(SECONDS));
    Some(settings)
}

/// A cell of a wide table, which is a probe.
#[derive(Debug, Clone)]
pub(in crate::init) struct WideCell {
    /// Stamp of its row, or of its heading.
    pub(in crate::init) stamp: String,
    pub(in crate::init) site: String,
    pub(in crate::init) text: String,
}

/// Reads the cells of a wide table: `ours` is the column of ours that they are, `format` the form
/// of their stamps where it is not ours. `None` where these do not make a log.
pub(in crate::init) fn count_cells(
    ours: &str,
    format: Option<&str>,
    words: &[ForeignWord],
    cells: Vec<WideCell>,
) -> Option<SampledRows> {
    let known = words.iter().filter_map(|word| Some((word.word.clone(), word.meaning?)));
    let settings = ReadSettings {
        zone: Some(Zone::UTC),
        dialect: Dialect { time_format: format.and_then(stamps::format_of), ..Dialect::default() },
        result_words: known.collect(),
        ..ReadSettings::default()
    };
    let names = ["timestamp", "site", ours].map(str::to_owned).to_vec();
    let row = |cell: WideCell| vec![cell.stamp, cell.site, cell.text];
    let rows: Vec<Vec<String>> = cells.into_iter().map(row).collect();
    SampledRows::read(names, &rows, &settings).ok()
}

/// Says what rows come to: the first ones, and so many `later` ones that stand further on. `ragged`
/// lines have another number of fields than most.
pub(in crate::init) fn rows(counts: &SampledRows, later: usize, ragged: usize) -> TestedRows {
    let words = |count: u64, what: &str| (count > 0).then(|| format!("{} {what}", grouped(count)));
    let kinds = [
        Some(format!("{} up", grouped(counts.up))),
        Some(format!("{} down", grouped(counts.down))),
        words(counts.between, "degraded or challenged"),
        words(counts.unknown, "unknown"),
        words(counts.unreadable, "unknown as their outcome cannot be read"),
        words(counts.refused, "refused"),
    ];
    let kinds: Vec<String> = kinds.into_iter().flatten().collect();
    let mut sentence = match counts.all() {
        1 => format!("the only row would be: {}", kinds.join(", ")),
        _ => format!("of {} these would be: {}", first(counts, later), kinds.join(", ")),
    };
    if let Some(fault) = &counts.first_fault {
        sentence.push_str(&format!("; the first that cannot be read, {fault}"));
    }
    if ragged > 0 {
        let lines = plural(ragged, "line");
        sentence.push_str(&format!("; {lines} besides with another number of fields"));
    }
    let has_faults = counts.first_fault.is_some() || ragged > 0;
    TestedRows { sentence, has_faults, rows: counts.all() }
}

/// Names the rows that were read: the first ones, and so many `later` ones that stand further on.
pub(in crate::init) fn first(counts: &SampledRows, later: usize) -> String {
    let first = plural(counts.all().saturating_sub(later as u64), "row");
    match later {
        0 => format!("the first {first}"),
        later => format!(
            "the first {first} and {} further on that {} something new",
            grouped(later),
            by_count(later, "holds", "hold")
        ),
    }
}

/// Says by which key, that is only asked for, rows come to what they do.
pub(in crate::init) fn with(key: &str, rows: TestedRows) -> TestedRows {
    TestedRows { sentence: format!("with {key}, {}", rows.sentence), ..rows }
}
