//! The lists of values in `docs/data.md`, `docs/layouts.md` and `docs/claims.md` against the
//! readers. Every word of every list is tried in every field: what its own list says of it must
//! come out, and where its list does not have it, it must be unknown or refused. So neither side
//! has a word that the other lacks.

use crate::claim_formats::{self, outcome};
use crate::docs;
use crate::layout_values::{fate, fettle, report, rows, stamp};
use crate::monitor_values::{
    PINGDOM_OUTAGES, STATUSCAKE, gatus, kuma, periods, pingdom, upptime, uptimerobot,
};
use std::collections::{BTreeMap, BTreeSet};

/// Words that no list has, or that another program may write.
const OTHERS: [&str; 12] = [
    "ok",
    "OK",
    "error",
    "failure",
    "timeout",
    "degraded",
    "pending",
    "maintenance",
    "ssl",
    "open",
    "warning",
    "operational",
];

/// A field whose words decide, as a page lists them.
struct Field {
    page: &'static str,
    /// Heading of its section.
    section: &'static str,
    /// Cells that a row of its list has at its beginning; an empty one is any.
    rows: &'static [&'static str],
    /// Column of the words; that of their meanings is the last, or the first before it.
    words: usize,
    /// Whether small and capital letters are alike.
    any_letters: bool,
    /// Returns what comes of a word.
    comes: fn(&str) -> String,
    /// Outcome of a word that is in no row.
    unlisted: &'static str,
}

const UNKNOWN: &str = "unknown, listed";

const TABLES: &str = "docs/data.md";
const PROBES: &str = "docs/layouts.md";
const CLAIMS: &str = "docs/claims.md";

const FIELDS: [Field; 17] = [
    Field {
        page: TABLES,
        section: "Probe logs",
        rows: &["up", "down", "degraded", "challenged", "unknown"],
        words: 1,
        any_letters: true,
        comes: |word| {
            let text = rows("up", word, |at, word| format!("{},a,{word}", stamp(at)), "\n");
            let text = format!("timestamp,site,result\n{text}\n");
            fate(&report("csv", "", "probes.csv", text.as_bytes()))
        },
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`fettle`",
        rows: &[],
        words: 0,
        any_letters: true,
        comes: |word| fate(&fettle(word)),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`uptime-kuma`",
        rows: &["any but `group` and `manual`"],
        words: 1,
        any_letters: false,
        comes: |word| fate(&kuma("http", &sql(word))),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`gatus`",
        rows: &[],
        words: 0,
        any_letters: false,
        comes: |word| fate(&gatus(&format!("{}, '', 200", sql(word)))),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`upptime`",
        rows: &[],
        words: 0,
        any_letters: false,
        comes: |word| fate(&upptime(word, "200")),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`uptimerobot`",
        rows: &[],
        words: 0,
        any_letters: true,
        comes: |word| fate(&uptimerobot(word)),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`statuscake`",
        rows: &[],
        words: 0,
        any_letters: true,
        comes: |word| fate(&periods(STATUSCAKE, word)),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`pingdom`, `pingdom-outages`",
        rows: &[],
        words: 1,
        any_letters: true,
        comes: |word| fate(&pingdom(word)),
        unlisted: UNKNOWN,
    },
    Field {
        page: PROBES,
        section: "`pingdom`, `pingdom-outages`",
        rows: &["both"],
        words: 1,
        any_letters: true,
        comes: |word| fate(&periods(PINGDOM_OUTAGES, word)),
        unlisted: UNKNOWN,
    },
    Field {
        page: CLAIMS,
        section: "`statuspage`",
        rows: &["`status` of an update"],
        words: 0,
        any_letters: false,
        comes: |word| {
            let update = format!("\"status\":\"{word}\",");
            outcome(&claim_formats::statuspage("\"impact\":\"major\",", &update))
        },
        unlisted: "refused: status status",
    },
    Field {
        page: CLAIMS,
        section: "`statuspage`",
        rows: &["`new_status` of a part, in `affected_components`"],
        words: 0,
        any_letters: false,
        comes: |word| outcome(&claim_formats::statuspage_part("", word)),
        unlisted: "refused: new_status status",
    },
    Field {
        page: CLAIMS,
        section: "`statuspage`",
        rows: &["`impact` of an incident"],
        words: 0,
        any_letters: false,
        comes: |word| {
            let incident = format!("\"impact\":\"{word}\",");
            outcome(&claim_formats::statuspage(&incident, "\"status\":\"investigating\","))
        },
        unlisted: "refused: impact status",
    },
    Field {
        page: CLAIMS,
        section: "`github-statuses`",
        rows: &["`impact`"],
        words: 1,
        any_letters: false,
        comes: |word| windows("updates", word),
        unlisted: "refused: impact status",
    },
    Field {
        page: CLAIMS,
        section: "`github-statuses`",
        rows: &["`source`"],
        words: 1,
        any_letters: false,
        comes: |word| windows(word, "major"),
        unlisted: "refused: source status",
    },
    Field {
        page: CLAIMS,
        section: "`cstate`",
        rows: &["`severity`"],
        words: 1,
        any_letters: false,
        comes: |word| outcome(&claim_formats::cstate(&format!("severity: {word}"))),
        unlisted: "refused: severity status",
    },
    Field {
        page: CLAIMS,
        section: "`telegram`",
        rows: &["`type`"],
        words: 0,
        any_letters: false,
        comes: |word| outcome(&claim_formats::telegram(&format!("\"type\":\"{word}\","), "")),
        unlisted: "refused: type status",
    },
    Field {
        page: CLAIMS,
        section: "`stix`",
        rows: &["`type`"],
        words: 1,
        any_letters: false,
        comes: |word| outcome(&claim_formats::stix(&format!("\"type\":\"{word}\","), "")),
        unlisted: "outside",
    },
];

fn windows(source: &str, impact: &str) -> String {
    let text = claim_formats::window(source, impact);
    let keys = "targets = \"shop\"";
    outcome(&claim_formats::report("github-statuses", keys, "windows.csv", text.as_bytes()))
}

/// Writes a word as SQL does: a number as it is.
fn sql(word: &str) -> String {
    if word.parse::<i64>().is_ok() { word.to_owned() } else { format!("'{word}'") }
}

/// Reads the rows of the tables in a section, each as its cells; a header is a row too.
fn rows_of<'p>(page: &'p str, section: &str) -> Vec<Vec<&'p str>> {
    let is_heading = |line: &&str| line.trim_start_matches('#').trim() == section;
    let own = page.lines().skip_while(|line| !(line.starts_with('#') && is_heading(line))).skip(1);
    let own = own.take_while(|line| !line.starts_with('#'));
    let table = own.filter(|line| line.starts_with('|') && !line.starts_with("|--"));
    table.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

impl Field {
    /// Returns the rows of the list: those whose first cell is one that the field names, or all
    /// that stand under a header that it names.
    fn rows<'p>(&self, pages: &'p BTreeMap<&str, String>) -> Vec<Vec<&'p str>> {
        let all = rows_of(&pages[self.page], self.section);
        assert!(!all.is_empty(), "{} has no list of values", self.section);
        let Some(name) = self.rows.first() else { return all[1..].to_vec() };
        let is_own = |row: &&Vec<&str>| self.words > 0 && self.rows.contains(&row[0]);
        let own: Vec<Vec<&str>> = all.iter().filter(is_own).cloned().collect();
        if !own.is_empty() {
            return own;
        }
        let is_heading = |word: &str| word.starts_with("Claim") || word == "Meaning";
        let is_of_list = |row: &Vec<&str>| row.len() == 2 && !is_heading(row[1]);
        let under = all.into_iter().skip_while(|row| row[0] != *name).skip(1);
        under.take_while(is_of_list).collect()
    }

    /// Returns what the list says of each word: an outcome, or its beginning.
    fn listed(&self, pages: &BTreeMap<&str, String>) -> BTreeMap<String, String> {
        let mut listed = BTreeMap::new();
        for row in self.rows(pages) {
            let words = words_of(row[self.words]);
            let meaning = if row.len() > self.words + 1 { row[row.len() - 1] } else { row[0] };
            let each: Vec<&str> = meaning.split(", ").collect();
            let is_in_turn = words.len() > 1 && each.len() == words.len();
            for (at, word) in words.into_iter().enumerate() {
                let said = says(if is_in_turn { each[at] } else { meaning });
                let word = if self.any_letters { word.to_lowercase() } else { word };
                // The first row of a word says what comes of it where nothing else is odd.
                listed.entry(word).or_insert(said);
            }
        }
        listed
    }
}

/// Returns the words in a cell: in backticks, or numbers; one that is missing is empty.
fn words_of(cell: &str) -> Vec<String> {
    if cell.contains(" with ") || cell.starts_with("any") {
        return Vec::new();
    }
    let mut words = Vec::new();
    for part in cell.split(", ") {
        let bare = part.trim_matches('`');
        let is_word = part.starts_with('`') || bare.parse::<i64>().is_ok();
        if is_word {
            words.push(bare.to_owned());
        } else if part == "empty" || part.contains("none stated") {
            words.push(String::new());
        }
    }
    words
}

/// Returns the outcome that a meaning says: that of a probe, or the kind of the claim.
fn says(meaning: &str) -> String {
    let beginnings = [
        ("degraded", "up"),
        ("by its updates", "outage"),
        ("an outage", "outage"),
        ("the times are", "outage"),
        ("where its words fit", "attack"),
        ("a claim of the sites", "attack"),
        ("none", "outside"),
        ("outside", "outside"),
        ("the name of a site", "outside"),
    ];
    let known = beginnings.iter().find(|(beginning, _)| meaning.starts_with(beginning));
    let first = || meaning.trim_start_matches('`').split(|c: char| !c.is_alphanumeric()).next();
    known.map_or_else(|| first().unwrap().to_owned(), |(_, outcome)| (*outcome).to_owned())
}

impl Field {
    /// Says whether an outcome is what the list says: a claim may have another one beside it.
    fn is_said(&self, outcome: &str, said: &str) -> bool {
        let is_first = || outcome.starts_with(&format!("{said}, "));
        outcome == said || self.page == CLAIMS && is_first()
    }
}

#[test]
fn the_lists_of_values_are_those_of_the_readers() {
    let pages: BTreeMap<&str, String> =
        [TABLES, PROBES, CLAIMS].into_iter().map(|page| (page, docs::read(page))).collect();
    let lists: Vec<BTreeMap<String, String>> =
        FIELDS.iter().map(|field| field.listed(&pages)).collect();
    let mut words: BTreeSet<&str> = lists.iter().flatten().map(|(word, _)| word.as_str()).collect();
    words.extend(OTHERS);
    words.extend(["-1", "4", "2"]);
    let mut tried = 0;
    for (field, list) in FIELDS.iter().zip(&lists) {
        assert!(list.len() > 1, "{}: no list was found: {list:?}", field.section);
        for word in &words {
            let key = if field.any_letters { word.to_lowercase() } else { (*word).to_owned() };
            let said = list.get(&key).map_or(field.unlisted, String::as_str);
            let outcome = (field.comes)(word);
            tried += 1;
            assert!(
                field.is_said(&outcome, said),
                "{} {:?}: the list says `{said}` of `{word}`, and `{outcome}` came out",
                field.section,
                field.rows
            );
        }
    }
    assert!(tried > 400, "{tried} values were tried");
}
