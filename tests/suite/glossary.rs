//! The words of `docs/glossary.md`: its types and columns exist, and the words that it bans name
//! nothing in `src`, stand in no text that a user sees, or stand nowhere at all.

use crate::docs::{files, none, read};
use crate::layering::tokens::{Scanned, Token, scan};
use corroborate::model::{Origin, Request};
use corroborate::pipeline::report_of;
use corroborate::report::tables;
use std::collections::BTreeSet;
use std::path::Path;

/// Where a word is banned. Each reach includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// From names in `src`.
    Names,
    /// From texts for users.
    Texts,
    /// From comments, tests and decisions, too.
    Everywhere,
}

/// A word that is not used any more.
#[derive(Debug, PartialEq, Eq)]
struct Banned {
    word: String,
    instead: String,
    reach: Reach,
}

/// The cells of the rows below the header `head`, up to the end of that table.
fn rows<'a>(page: &'a str, head: &'a str) -> impl Iterator<Item = Vec<&'a str>> {
    let below = page.split(head).skip(1);
    let lines = below.flat_map(|table| {
        table.lines().skip(2).take_while(|line| line.starts_with('|')).collect::<Vec<_>>()
    });
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
}

/// The names in backticks of a cell.
fn ticked(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The banned words of the page; fails where it bans none.
fn banned(page: &str) -> Vec<Banned> {
    let words: Vec<Banned> = rows(page, "| Not used | Use | In texts too |")
        .map(|cells| Banned {
            word: cells[0].trim_matches('`').to_owned(),
            instead: cells[1].to_owned(),
            reach: match cells[2] {
                "" => Reach::Names,
                "yes" => Reach::Texts,
                "everywhere" => Reach::Everywhere,
                other => panic!("`{other}` says not where a word is banned"),
            },
        })
        .collect();
    assert!(!words.is_empty(), "the page bans no word");
    words
}

/// The code and the texts of a Rust file, without the unit tests at its end.
fn scanned(source: &str) -> Scanned {
    scan(source.split("#[cfg(test)]\nmod ").next().unwrap_or_default())
}

/// Words that are followed by the name of an item or of a variable.
const BEFORE_NAMES: [&str; 11] =
    ["fn", "struct", "enum", "mod", "const", "static", "trait", "type", "let", "mut", "for"];

/// The names that a file declares: items, variables, fields, parameters; and every word that begins
/// with a capital, as types and variants do.
fn names(code: &[Token]) -> impl Iterator<Item = &Token> {
    let text = |at: usize| code.get(at).map_or("", |found| found.text.as_str());
    code.iter().enumerate().filter_map(move |(at, found)| {
        let capital = found.text.starts_with(|c: char| c.is_uppercase());
        let item = at > 0 && BEFORE_NAMES.contains(&text(at - 1));
        let field = text(at + 1) == ":";
        let word = found.text.starts_with(|c: char| c.is_alphabetic() || c == '_');
        (word && (capital || item || field)).then_some(found)
    })
}

/// The words of a name, in small letters: `FirstRow`, `first_row` and `FIRST_ROW` are `first` and
/// `row`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_small = false;
    for letter in name.chars() {
        if letter == '_' || (letter.is_uppercase() && before_small) {
            words.push(String::new());
        }
        before_small = letter.is_lowercase();
        if letter != '_' {
            words.last_mut().expect("never empty").extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word is the banned one, or its plural or past.
fn is(word: &str, banned: &str) -> bool {
    let ending = word.strip_prefix(banned);
    ending.is_some_and(|ending| matches!(ending, "" | "s" | "es" | "ed"))
}

/// A key that users write in `incident.toml`, in which the word is a verb.
const KEY: &str = "look_back";

/// The label of the random stream of a simulated series: no user sees it, and another one would
/// draw other logs than the committed ones.
const SEED: &str = "looks";

/// A heading in others' tables of claims: what a file may hold, and no word of ours.
const HEADING: (&str, &str) = ("src/init/words/word_lists.rs", "speaker");

/// The names of a Rust file that hold a banned word.
fn wrong_names(file: &str, source: &str, banned: &[Banned]) -> Vec<String> {
    let code = scanned(source).tokens;
    let mut faults = Vec::new();
    for found in names(&code) {
        let words = words_of(&found.text.replace(KEY, "").replace(&KEY.to_uppercase(), ""));
        for ban in banned.iter().filter(|ban| words.iter().any(|word| is(word, &ban.word))) {
            let Banned { word, instead, .. } = ban;
            faults.push(format!(
                "{file}:{}: `{}`: not `{word}` but {instead}",
                found.line, found.text
            ));
        }
    }
    faults
}

/// The banned words in a text for users. "It looks like" says no more than "it seems to be", and
/// stays.
fn wrong_words(file: &str, line: usize, text: &str, banned: &[Banned]) -> Vec<String> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut words: Vec<String> = text.split(|c| !word(c)).map(str::to_lowercase).collect();
    words.push(String::new());
    let stands =
        |ban: &Banned| words.windows(2).any(|pair| is(&pair[0], &ban.word) && pair[1] != "like");
    let in_texts = banned.iter().filter(|ban| ban.reach >= Reach::Texts && stands(ban));
    in_texts
        .map(|ban| format!("{file}:{line}: not `{}` but {}: {text}", ban.word, ban.instead))
        .collect()
}

/// The words of a file, of its comments and of parts of its names as well, that are banned
/// everywhere.
fn words_banned_everywhere(file: &str, text: &str, banned: &[Banned]) -> Vec<String> {
    let everywhere: Vec<&Banned> =
        banned.iter().filter(|ban| ban.reach == Reach::Everywhere).collect();
    let mut faults = Vec::new();
    for (line, at) in text.lines().zip(1..) {
        let names = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        let words: Vec<String> = names.flat_map(words_of).collect();
        let stand = everywhere.iter().filter(|ban| words.iter().any(|word| is(word, &ban.word)));
        faults.extend(
            stand.map(|ban| format!("{file}:{at}: not `{}` but {}", ban.word, ban.instead)),
        );
    }
    faults
}

/// A page without what stands between `<` and `>`, which is no text.
fn without_tags(page: &str) -> String {
    let mut inside = false;
    page.chars()
        .filter(|letter| {
            inside = (inside || *letter == '<') && *letter != '\n';
            let shown = !inside;
            inside = inside && *letter != '>';
            shown
        })
        .collect()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn no_item_has_a_banned_name() {
    let banned = banned(&read("docs/glossary.md"));
    assert!(banned.len() > 4, "{banned:?}");
    let sources = files("src", &["rs"]);
    assert!(sources.len() > 100, "the files were not found");
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|path| wrong_names(&shown(path), &read(&shown(path)), &banned))
        .collect();
    none(&faults);
}

#[test]
fn no_text_for_users_has_a_banned_word() {
    let banned = banned(&read("docs/glossary.md"));
    let mut faults = Vec::new();
    for path in files("src", &["rs"]).iter().map(|path| shown(path)) {
        let texts = scanned(&read(&path)).texts;
        let is_ours = |text: &str| text != SEED && (path.as_str(), text) != HEADING;
        for text in texts.iter().filter(|text| is_ours(&text.text)) {
            faults.extend(wrong_words(&path, text.line, &text.text, &banned));
        }
    }
    let own = ["docs/glossary.md", "docs/decisions"];
    let pages = ["docs", "datasets", "engines", "src/report"]
        .into_iter()
        .flat_map(|folder| files(folder, &["md", "html"]))
        .chain(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(Into::into))
        .map(|path| shown(&path))
        .filter(|path| own.iter().all(|own| !path.starts_with(own)));
    for path in pages {
        let mut code = false;
        for (at, line) in without_tags(&read(&path)).lines().enumerate() {
            code ^= line.starts_with("```");
            if !code {
                faults.extend(wrong_words(&path, at + 1, line, &banned));
            }
        }
    }
    none(&faults);
}

/// A word that belongs to some rooms, and these rooms.
type WordOfRooms = (String, Vec<String>);

/// The words of the page that belong to some rooms; fails where there is none.
fn words_of_rooms(page: &str) -> Vec<WordOfRooms> {
    let words: Vec<WordOfRooms> = rows(page, "| Word | Only in | Elsewhere |")
        .map(|cells| {
            let word = ticked(cells[0]).next().unwrap().to_owned();
            (word, ticked(cells[1]).map(str::to_owned).collect())
        })
        .collect();
    assert!(!words.is_empty(), "the page has no word of some rooms");
    words
}

/// The lines of a file of a room in which a word of other rooms stands, alone or in a name.
fn words_of_other_rooms(file: &str, source: &str, words: &[WordOfRooms]) -> Vec<String> {
    let room = file.trim_start_matches("src/").split('/').next().unwrap_or_default();
    let others = words.iter().filter(|(_, rooms)| !rooms.iter().any(|one| one == room));
    others
        .flat_map(|(word, _)| {
            source.lines().enumerate().filter_map(move |(at, line)| {
                let spoken = line.replace('_', " ").to_lowercase();
                spoken.contains(word.as_str()).then(|| format!("{file}:{}: `{word}`", at + 1))
            })
        })
        .collect()
}

#[test]
fn words_of_some_rooms_stand_in_no_other() {
    let words = words_of_rooms(&read("docs/glossary.md"));
    let faults: Vec<String> = files("src", &["rs"])
        .iter()
        .flat_map(|path| words_of_other_rooms(&shown(path), &read(&shown(path)), &words))
        .collect();
    none(&faults);
}

#[test]
fn a_word_of_another_room_is_found() {
    let words = [("set aside".to_owned(), vec!["analysis".to_owned()])];
    let source = "/// Rows set aside.\nfn set_aside() {}\nfn refuse() {}\n";
    assert_eq!(words_of_other_rooms("src/logs/batch.rs", source, &words).len(), 2);
    assert!(words_of_other_rooms("src/analysis/series.rs", source, &words).is_empty());
}

#[test]
fn words_that_are_banned_everywhere_stand_nowhere() {
    let page = "docs/glossary.md";
    let banned = banned(&read(page));
    let code = ["src", "tests", "benches"].into_iter().flat_map(|folder| files(folder, &["rs"]));
    let pages = ["docs", "tests/cases", "datasets", "engines", "src/report"];
    let pages = pages.into_iter().flat_map(|folder| files(folder, &["md", "html"]));
    let all =
        code.chain(pages).chain(["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(Into::into));
    let all: Vec<String> = all.map(|path| shown(&path)).filter(|path| path != page).collect();
    assert!(all.len() > 500, "{} files", all.len());
    let faults: Vec<String> =
        all.iter().flat_map(|path| words_banned_everywhere(path, &read(path), &banned)).collect();
    none(&faults);
}

#[test]
fn the_types_and_columns_of_the_glossary_exist() {
    let page = read("docs/glossary.md");
    let head = "| Word | Meaning | Type | Columns |";
    let sources: Vec<String> =
        files("src", &["rs"]).iter().map(|path| read(&shown(path))).collect();
    let mut types = BTreeSet::new();
    for source in &sources {
        let code = scanned(source).tokens;
        let pairs =
            code.windows(2).filter(|pair| matches!(pair[0].text.as_str(), "struct" | "enum"));
        types.extend(pairs.map(|pair| pair[1].text.clone()));
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/claims");
    let report = report_of(&Request::of(Origin::Folder(folder))).unwrap();
    let tables = tables::all(&report).unwrap();
    let columns: BTreeSet<&str> =
        tables.iter().flat_map(|table| table.columns.iter().map(|column| column.name)).collect();
    let rows: Vec<_> = rows(&page, head).collect();
    assert!(rows.len() > 25, "{} words", rows.len());
    let mut faults = Vec::new();
    for row in rows {
        let absent = ticked(row[2]).filter(|name| !types.contains(*name));
        faults.extend(absent.map(|name| format!("{}: no type `{name}`", row[0])));
        let absent = ticked(row[3]).filter(|name| !columns.contains(name));
        faults.extend(absent.map(|name| format!("{}: no column `{name}`", row[0])));
    }
    none(&faults);
}

#[test]
#[should_panic(expected = "the page bans no word")]
fn a_page_that_bans_no_word_fails() {
    banned("| Unused | Use | In texts too |\n|---|---|---|\n| `look` | probe | yes |\n");
}

#[test]
fn banned_words_are_found_in_names_and_texts() {
    let page = "| Not used | Use | In texts too |\n|---|---|---|\n| `look` | probe | yes |\n\
        | `edge` | boundary | |\n| `mean` | stand for | everywhere |\n\nMore.\n";
    let banned = banned(page);
    assert_eq!(banned.len(), 3);
    let test = "// It means\nfn what_it_means() {}\n// A meaning, a look.\nstruct MeanOne;\n";
    let everywhere =
        ["a.rs:1", "a.rs:2", "a.rs:4"].map(|place| format!("{place}: not `mean` but stand for"));
    assert_eq!(words_banned_everywhere("a.rs", test, &banned), everywhere);
    let source = "// a look\nfn last_look<'a>(edges: &'a str) -> Looks {\n    let look_back = \"a \
        \\\"look\\\"\";\n    let _ = ('\"', '\\'', r#\"\"edge\"\"#, outlook);\n}\n";
    let names = wrong_names("a.rs", source, &banned);
    let expected = [
        "a.rs:2: `last_look`: not `look` but probe",
        "a.rs:2: `edges`: not `edge` but boundary",
        "a.rs:2: `Looks`: not `look` but probe",
    ];
    assert_eq!(names, expected);
    let texts = scanned(source).texts;
    let texts: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    assert_eq!(texts, ["a \\\"look\\\"", "\"edge\""]);
    assert_eq!(
        wrong_words("a.md", 3, "Each Look, at an edge.", &banned),
        ["a.md:3: not `look` but probe: Each Look, at an edge."]
    );
    assert_eq!(wrong_words("a.md", 3, "It looks like CSV.", &banned), [""; 0]);
    assert_eq!(without_tags("<td class=\"a\">a < b</td>\nlook"), "a \nlook");
}
