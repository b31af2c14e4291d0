//! The column of a list of periods that tells outages from announced work and from what is none.

use crate::clock::written_length;
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::{self, is_moment};
use crate::init::words::known_words::is_failure;
use crate::logs::known_result;
use crate::model::suggest::listed;
use crate::model::{Status, YesNoWords};
use std::collections::BTreeSet;

/// Most different words of a column that tells kinds of periods.
const MOST_KINDS: usize = 6;
/// Headings of columns that say whether work was announced, in small letters.
const PLANNED: [&str; 10] = [
    "planned",
    "is_planned",
    "scheduled",
    "is_scheduled",
    "geplant",
    "planifié",
    "planificado",
    "programado",
    "planejado",
    "плановый",
];
/// Headings of columns that say how much of a service failed.
const EXTENTS: [&str; 4] = ["impact", "severity", "schwere", "auswirkung"];
/// Headings of kinds, whose words are those of outages where one of them is known.
const KINDS: [&str; 11] = [
    "type",
    "kind",
    "category",
    "art",
    "typ",
    "kategorie",
    "catégorie",
    "tipo",
    "categoría",
    "тип",
    "категория",
];

/// Column of few words beside periods.
pub(super) struct KindColumn<'s> {
    /// Index of the column.
    pub(super) column: usize,
    /// Words of the column, sorted.
    words: BTreeSet<&'s str>,
}

impl<'s> KindColumn<'s> {
    /// Finds the first column of few words that is not `taken`; `None` where there is none.
    pub(super) fn find(
        sampled: &'s Sampled,
        header: &[String],
        taken: &[usize],
    ) -> Option<KindColumn<'s>> {
        let is_word = |word: &&str| {
            word.chars().any(char::is_alphabetic) && !is_moment(word) && !word.contains("://")
        };
        let like = |column: usize| {
            let words: BTreeSet<&str> =
                sampled.column(column).map(str::trim).filter(|word| !word.is_empty()).collect();
            let is_so = (2..=MOST_KINDS).contains(&words.len())
                && words.len() < sampled.rows.len()
                && words.iter().all(is_word)
                && !words.iter().any(|word| written_length(word).is_some());
            is_so.then_some(KindColumn { column, words })
        };
        let all = || (0..header.len()).filter(|at| !taken.contains(at)).filter_map(like);
        let telling = all().find(|kinds| kinds.tells_outages(&header[kinds.column]));
        telling.or_else(|| all().next())
    }

    /// Says whether the words tell which periods are outages: by the heading, or by one that is
    /// known under a heading of kinds.
    pub(super) fn tells_outages(&self, heading: &str) -> bool {
        let heading = heading.to_lowercase();
        let is_one = |words: &[&str]| words.contains(&heading.as_str());
        is_one(&PLANNED) && self.meanings(&heading).iter().any(|word| word.meaning.is_some())
            || is_one(&EXTENTS)
            || is_one(&KINDS) && self.words.iter().any(|word| meaning_of(word).is_some())
    }

    /// Lists the words that the reader does not know, with their meanings as far as they are known:
    /// announced work is no outage, and says nothing of the site.
    pub(super) fn meanings(&self, heading: &str) -> Vec<ForeignWord> {
        let is_planned = PLANNED.contains(&heading.to_lowercase().as_str());
        let of_planned = |word: &str| {
            let is_yes = YesNoWords::All.read(word)?;
            Some(if is_yes { Status::Unknown } else { Status::Down })
        };
        let word = |word: &&str| ForeignWord {
            word: (*word).to_owned(),
            meaning: if is_planned { of_planned(word) } else { meaning_of(word) },
        };
        let foreign = self.words.iter().filter(|word| is_planned || known_result(word).is_none());
        foreign.map(word).collect()
    }

    /// Says what to write where some of the words are no outages; `pairs` are the columns that are
    /// named.
    pub(super) fn question(&self, header: &[String], pairs: &[String]) -> String {
        let name = &header[self.column];
        let some = self.words.first().map(|word| quoted(word)).unwrap_or_default();
        format!(
            "; `{name}` has {}: if some of these are announced work, or no outage, take this line \
             out and write columns = {{ {}, result = {} }} and results = {{ {some} = \"down\", … \
             }}, by down, up or unknown",
            listed(self.words.iter().copied()),
            pairs.join(", "),
            quoted(name)
        )
    }
}

/// Says what a word means in a list of outages; `None` where it is in no list.
fn meaning_of(word: &str) -> Option<Status> {
    cell_kinds::meaning_of(word).or_else(|| is_failure(word).then_some(Status::Down))
}
