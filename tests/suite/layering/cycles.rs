//! Modules that call on one another in a circle: those of one folder, and the module that the
//! folder is named for. A name that a parent passes on (`pub use`, by name or by `*`) counts as a
//! call on the module that has it.

use super::tokens::{Token, tokens};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;

/// Most steps from a name that is passed on to the module that has it.
const MOST_STEPS: usize = 8;

/// A file of the program.
pub(super) struct Source {
    /// Path below `src`, with `/`.
    pub(super) file: String,
    pub(super) text: String,
}

/// A module as its path from the root.
type Module = Vec<String>;

/// A path in a file, such as `crate::logs::header::COLUMNS`.
struct Written {
    line: usize,
    segments: Vec<String>,
    /// Name that a `use` gives it in its file.
    name: String,
    is_use: bool,
    /// Whether it ends with `*`: a `use` of all that the module before it has.
    is_glob: bool,
    /// Modules within the file that it stands in.
    inline: usize,
}

/// A call of a module on another of its folder, or between one of them and the folder's own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    from: String,
    to: String,
    file: String,
    line: usize,
}

/// Modules that call on one another in a circle.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cycle {
    /// Path of their folder below `src`.
    pub(super) folder: String,
    calls: Vec<Call>,
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "src/{}: these modules call on one another in a circle:", self.folder)?;
        for Call { from, to, file, line } in &self.calls {
            write!(f, "\n    `{from}` calls on `{to}` (src/{file}:{line})")?;
        }
        Ok(())
    }
}

/// Finds the circles in the folders of some files, their parents among them: one of the shortest
/// for each group of modules that call on one another.
pub(super) fn cycles(sources: &[Source]) -> Vec<Cycle> {
    let mut folders: BTreeMap<Module, Vec<Call>> = BTreeMap::new();
    let program = Program::of(sources);
    for (module, paths) in &program.files {
        for path in &paths.written {
            let Some(called) = program.called(module, path) else { continue };
            let shared = module.iter().zip(&called).take_while(|(a, b)| a == b).count();
            if shared == 0 || *module == called {
                continue;
            }
            let of_parent = shared == module.len() || shared == called.len();
            if of_parent && program.is_list(&module[..shared]) {
                continue;
            }
            // The parent of the others stands among them under its own name.
            let parent = &module[shared - 1];
            folders.entry(module[..shared].to_vec()).or_default().push(Call {
                from: module.get(shared).unwrap_or(parent).clone(),
                to: called.get(shared).unwrap_or(parent).clone(),
                file: paths.file.clone(),
                line: path.line,
            });
        }
    }
    let found_circles = folders.iter().flat_map(|(folder, calls)| {
        let folder = folder.join("/");
        circles(calls).into_iter().map(move |calls| Cycle { folder: folder.clone(), calls })
    });
    found_circles.collect()
}

/// Returns the calls of the files on one another.
struct Program {
    files: BTreeMap<Module, Paths>,
}

/// The paths that stand in a file.
struct Paths {
    file: String,
    written: Vec<Written>,
}

impl Program {
    fn of(sources: &[Source]) -> Program {
        let module = |file: &str| super::modules(file).into_iter().map(str::to_owned).collect();
        let paths = |source: &Source| Paths {
            file: source.file.clone(),
            written: written(&tokens(&source.text)),
        };
        let files = sources.iter().map(|source| (module(&source.file), paths(source)));
        Program { files: files.collect() }
    }

    /// The module that a path in `module` leads to; `None` where it stays in its file or leaves
    /// the program.
    fn called(&self, module: &Module, path: &Written) -> Option<Module> {
        let mut place = self.absolute(module, path)?;
        for _ in 0..MOST_STEPS {
            let known = (0..=place.len()).rev().find(|end| self.is_module(&place[..*end]))?;
            let found = place[..known].to_vec();
            let Some(passed_on) = place.get(known).and_then(|name| self.passed_on(&found, name))
            else {
                return Some(found);
            };
            place = [passed_on, place[known + 1..].to_vec()].concat();
        }
        None
    }

    /// Says whether a module is a `mod.rs`, which holds no item of its own: another test asks that.
    fn is_list(&self, module: &[String]) -> bool {
        self.files.get(module).is_none_or(|paths| paths.file.ends_with("/mod.rs"))
    }

    fn is_module(&self, place: &[String]) -> bool {
        place.is_empty() || self.files.keys().any(|module| module.starts_with(place))
    }

    /// Where a module has a name from that it passes on.
    fn passed_on(&self, module: &Module, name: &str) -> Option<Module> {
        let paths = self.files.get(module)?;
        let of_file = |path: &&Written| path.is_use && path.inline == 0;
        let named = |path: &&Written| of_file(path) && !path.is_glob && path.name == name;
        let Some(path) = paths.written.iter().find(named) else {
            let mut globs = paths.written.iter().filter(|path| of_file(path) && path.is_glob);
            return globs.find_map(|path| self.passed_on_by_glob(module, path, name));
        };
        let place = self.absolute(module, path)?;
        (!place.starts_with(&[module.as_slice(), &[name.to_owned()]].concat())).then_some(place)
    }

    /// Where the module that a glob names has a name from: a module of its own, or one that it
    /// passes on.
    fn passed_on_by_glob(&self, module: &Module, glob: &Written, name: &str) -> Option<Module> {
        let group = self.absolute(module, glob)?;
        if group == *module {
            return None;
        }
        let own = [group.as_slice(), &[name.to_owned()]].concat();
        if self.is_module(&own) { Some(own) } else { self.passed_on(&group, name) }
    }

    /// A path from the root on.
    fn absolute(&self, module: &Module, path: &Written) -> Option<Module> {
        let climbs = path.segments.iter().take_while(|segment| *segment == "super").count();
        let rest = |from: usize| path.segments[from..].to_vec();
        match path.segments.first()?.as_str() {
            "crate" => Some(rest(1)),
            "self" => (path.inline == 0).then(|| [module.clone(), rest(1)].concat()),
            "super" => {
                let up = climbs.checked_sub(path.inline).filter(|up| *up > 0)?;
                Some([module[..module.len().checked_sub(up)?].to_vec(), rest(climbs)].concat())
            }
            child => {
                let place = [module.as_slice(), &[child.to_owned()]].concat();
                self.is_module(&place).then(|| [module.clone(), rest(0)].concat())
            }
        }
    }
}

/// The modules that a file declares and does not hold.
fn children(tokens: &[Token]) -> BTreeSet<&str> {
    let declared = tokens.windows(3).filter(|three| three[0].text == "mod" && three[2].text == ";");
    declared.map(|three| three[1].text.as_str()).collect()
}

/// The paths of a file that a `use` names, or that begin with `crate`, `self`, `super` or a module
/// that the file declares.
fn written(tokens: &[Token]) -> Vec<Written> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let children = children(tokens);
    let (mut found, mut at) = (Vec::new(), 0);
    // Whether each brace that is open belongs to a module.
    let mut braces: Vec<bool> = Vec::new();
    while at < tokens.len() {
        let inline = braces.iter().filter(|of_module| **of_module).count();
        let from = found.len();
        match text(at) {
            "{" => braces.push(at > 1 && text(at - 2) == "mod"),
            // `pub(in crate::fold)` says who may call, and calls on nothing.
            "in" if at > 1 && text(at - 1) == "(" && text(at - 2) == "pub" => at += 1,
            "}" => drop(braces.pop()),
            "use" => at = expand(tokens, at + 1, &[], &mut found) - 1,
            word if text(at + 1) == "::"
                && (matches!(word, "crate" | "self" | "super")
                    || children.contains(word) && (at == 0 || text(at - 1) != "::")) =>
            {
                at = expand(tokens, at, &[], &mut found) - 1;
                found[from..].iter_mut().for_each(|path| path.is_use = false);
            }
            _ => {}
        }
        found[from..].iter_mut().for_each(|path: &mut Written| path.inline = inline);
        at += 1;
    }
    found
}

/// Reads a path, or a group of them, from `at` on, and gives the token behind it.
fn expand(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Written>) -> usize {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut segments = before.to_vec();
    if text(at) == "::" {
        at += 1;
    }
    loop {
        let word = text(at);
        if word == "{" {
            at += 1;
            while !matches!(text(at), "}" | "") {
                at = expand(tokens, at, &segments, found).max(at + 1);
                at += usize::from(text(at) == ",");
            }
            return at + 1;
        }
        let is_word = word.chars().all(|c| c.is_alphanumeric() || c == '_') && !word.is_empty();
        let line = tokens.get(at).map_or(0, |token| token.line);
        if is_word && word != "self" || segments.is_empty() {
            segments.push(word.to_owned());
        }
        if is_word && text(at + 1) == "::" {
            at += 2;
            continue;
        }
        let is_renamed = text(at + 1) == "as";
        let name = if is_renamed { text(at + 2) } else { segments.last().map_or("", |s| s) };
        let name = name.to_owned();
        found.push(Written { line, segments, name, is_use: true, is_glob: word == "*", inline: 0 });
        return at + if is_renamed { 3 } else { 1 };
    }
}

/// Returns one of the shortest circles of each group of modules that call on one another.
fn circles(calls: &[Call]) -> Vec<Vec<Call>> {
    let modules: BTreeSet<&str> = calls.iter().map(|call| call.from.as_str()).collect();
    let mut by_length: Vec<Vec<Call>> =
        modules.into_iter().filter_map(|module| circle(calls, module)).collect();
    by_length.sort_by_key(Vec::len);
    let mut covered: BTreeSet<String> = BTreeSet::new();
    let mut chosen = Vec::new();
    for circle in by_length {
        if circle.iter().any(|call| covered.contains(&call.from)) {
            continue;
        }
        let first = &circle[0].from;
        let group = calls.iter().map(|call| &call.from).filter(|other| {
            way(calls, first, other).is_some() && way(calls, other, first).is_some()
        });
        covered.extend(group.cloned());
        chosen.push(circle);
    }
    chosen
}

/// The shortest circle that a module is part of.
fn circle(calls: &[Call], module: &str) -> Option<Vec<Call>> {
    way(calls, module, module)
}

/// The shortest way of calls from a module to another, or back to itself; at least one call.
fn way(calls: &[Call], from: &str, to: &str) -> Option<Vec<Call>> {
    let mut ways = VecDeque::from([(from.to_owned(), Vec::new())]);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    while let Some((module, way)) = ways.pop_front() {
        for call in calls.iter().filter(|call| call.from == module) {
            let next = [way.clone(), vec![call.clone()]].concat();
            if call.to == to {
                return Some(next);
            }
            if seen.insert(&call.to) {
                ways.push_back((call.to.clone(), next));
            }
        }
    }
    None
}

/// Returns the circles of made-up files, in words.
fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let source =
        |(file, text): &(&str, &str)| Source { file: (*file).to_owned(), text: (*text).to_owned() };
    let sources: Vec<Source> = files.iter().map(source).collect();
    cycles(&sources).iter().map(ToString::to_string).collect()
}

#[test]
fn a_circle_of_siblings_is_found() {
    let files = [
        ("fold/mod.rs", "pub mod a;\npub mod b;\npub mod c;\n"),
        ("fold/a.rs", "//! A.\nuse super::b::{self, B};\n"),
        ("fold/b.rs", "use crate::{clock::Instant,\n    fold::c::C as D};\n"),
        ("fold/c.rs", "fn c() {\n    crate::fold::a::a();\n}\n"),
        ("clock/mod.rs", "use crate::fold::a::A;\n"),
    ];
    let expected = "src/fold: these modules call on one another in a circle:\n    \
        `a` calls on `b` (src/fold/a.rs:2)\n    \
        `b` calls on `c` (src/fold/b.rs:2)\n    \
        `c` calls on `a` (src/fold/c.rs:2)";
    assert_eq!(circles_of(&files), [expected]);
    assert_eq!(circles_of(&files[..3]), [""; 0]);
}

#[test]
fn a_circle_through_a_name_that_the_parent_passes_on_is_found() {
    let files = [
        (
            "fold/mod.rs",
            "mod a;\nmod b;\npub use a::{One, Two as Deux};\npub use crate::fold::b::B;\n",
        ),
        ("fold/a.rs", "use crate::fold::B;\n"),
        ("fold/b.rs", "use crate::fold::{One};\n"),
    ];
    let expected = "src/fold: these modules call on one another in a circle:\n    \
        `a` calls on `b` (src/fold/a.rs:1)\n    \
        `b` calls on `a` (src/fold/b.rs:1)";
    assert_eq!(circles_of(&files), [expected]);
    let renamed = ("fold/b.rs", "use super::Deux;\n");
    assert_eq!(circles_of(&[files[0], files[1], renamed]).len(), 1);
    let other = ("fold/b.rs", "use super::Two;\n");
    assert_eq!(circles_of(&[files[0], files[1], other]), [""; 0]);
}

#[test]
fn a_circle_through_a_group_that_the_parent_passes_on_whole_is_found() {
    let files = [
        ("model/mod.rs", "mod sites;\nmod claims;\npub use sites::*;\npub use claims::*;\n"),
        ("model/sites/mod.rs", "mod site;\npub use site::Site;\n"),
        ("model/sites/site.rs", "use crate::model::claim::Claim;\n"),
        ("model/claims/mod.rs", "pub mod claim;\n"),
        ("model/claims/claim.rs", "use crate::model::Site;\n"),
    ];
    let expected = "src/model: these modules call on one another in a circle:\n    \
        `claims` calls on `sites` (src/model/claims/claim.rs:1)\n    \
        `sites` calls on `claims` (src/model/sites/site.rs:1)";
    assert_eq!(circles_of(&files), [expected]);
    assert_eq!(circles_of(&files[..4]), [""; 0]);
}

#[test]
fn a_folder_counts_as_one_module_for_those_beside_it() {
    let files = [
        ("logs/batch.rs", "use crate::logs::fast_path::rows::Rows;\n"),
        ("logs/fast_path.rs", "mod rows;\n"),
        ("logs/fast_path/rows.rs", "use super::super::batch::Row;\nuse super::bits::Bits;\n"),
        ("logs/fast_path/bits.rs", "use crate::logs::fast_path::rows;\n"),
    ];
    let circles = circles_of(&files);
    assert_eq!(circles.len(), 2, "{circles:?}");
    assert!(circles[0].starts_with("src/logs: "), "{circles:?}");
    assert!(circles[1].starts_with("src/logs/fast_path: "), "{circles:?}");
}

#[test]
fn a_child_that_calls_on_the_parent_that_calls_on_it_is_found() {
    let parent = ("fold/rows.rs", "mod line;\nmod cells;\nfn f() {\n    line::read();\n}\n");
    let child = ("fold/rows/line.rs", "use super::Row;\n");
    let expected = "src/fold/rows: these modules call on one another in a circle:\n    \
        `line` calls on `rows` (src/fold/rows/line.rs:1)\n    \
        `rows` calls on `line` (src/fold/rows.rs:4)";
    assert_eq!(circles_of(&[parent, child]), [expected]);
    // A child of the child, and through a sibling.
    let grandchild = ("fold/rows/line/end.rs", "use crate::fold::rows::Row;\n");
    assert_eq!(circles_of(&[parent, grandchild]).len(), 1);
    let sibling = ("fold/rows/line.rs", "use super::cells::Cells;\n");
    let cells = ("fold/rows/cells.rs", "fn c() -> super::Row {}\n");
    let circles = circles_of(&[parent, sibling, cells]);
    assert_eq!(circles.len(), 1, "{circles:?}");
    assert_eq!(circles[0].lines().count(), 4, "{circles:?}");
    // A list of modules holds nothing that a child could call on.
    let list =
        ("fold/rows/mod.rs", "mod line;\nmod row;\npub use row::Row;\npub use line::read;\n");
    let row = ("fold/rows/row.rs", "pub(in crate::fold::rows) struct Row;\n");
    assert_eq!(circles_of(&[list, child, row]), [""; 0]);
}

#[test]
fn a_parent_that_calls_on_its_child_and_inner_modules_are_no_circle() {
    let files = [
        ("fold/mod.rs", "mod a;\nuse a::A;\nfn f() { a::b(); }\n"),
        ("fold/a.rs", "mod tests {\n    use super::b::C;\n}\nmod b {}\n"),
        ("fold/b.rs", "use super::a::A;\nuse self::own::Own;\n// use super::c::C;\n"),
        ("fold/c.rs", "use crate::fold::b::B;\nconst C: &str = \"crate::fold::d::D\";\n"),
    ];
    assert_eq!(circles_of(&files), [""; 0]);
}
