//! `docs/layouts.md` and `docs/claims.md` against the layouts that settings know: each has its
//! section, and its row in the table of what `init` needs of its user.

use crate::docs;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use crate::recognised::{FILES, one, write};
use corroborate::model::GuessedTable;
use std::collections::BTreeSet;

/// Layouts that a table of `incident.toml` may name, as its error lists them.
fn known(table: &str) -> Vec<String> {
    let own = if table == "probes" { "" } else { PROBES };
    let folder = IncidentFolder::new(&format!("{own}[[{table}]]\nfiles = \"*\"\nlayout = \"?\"\n"))
        .with("probes.csv", log([(0, "a", "v", 200)]))
        .with("claims.csv", CLAIMS);
    let why = folder.report().unwrap_err();
    let list = why.split("expected one of").nth(1).unwrap_or_else(|| panic!("{why}"));
    let names = list.split("found").next().unwrap().split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// Row of the table of all layouts.
struct PageRow<'p> {
    table: &'p str,
    layout: &'p str,
    how: &'p str,
    keys: &'p str,
}

fn page_rows(page: &str) -> Vec<PageRow<'_>> {
    let rows = page.lines().filter(|line| line.starts_with("| `[["));
    let read = |row| {
        let row: &str = row;
        let cells: Vec<&str> =
            row.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let table = cells[0].trim_matches(['[', ']']);
        let keys = row.rsplit('|').nth(1).unwrap();
        PageRow { table, layout: cells[1], how: cells[2], keys }
    };
    rows.map(read).collect()
}

/// Every layout of probes has its section, with what a row means and what it cannot tell.
#[test]
fn every_layout_of_probes_is_explained() {
    let names = known("probes");
    assert!(names.len() == 21 && names.contains(&"csv".to_owned()), "{names:?}");
    let page = docs::read("docs/layouts.md");
    for name in names.into_iter().filter(|name| *name != "csv") {
        let of_it = |section: &&str| {
            let heading = section.lines().next().unwrap_or_default();
            heading.split(", ").any(|part| part == format!("`{name}`"))
        };
        let section =
            page.split("\n### ").find(of_it).unwrap_or_else(|| panic!("{name} has no section"));
        for part in ["*Origin*", "*Zone*", "*A row means*", "cannot tell*"] {
            assert!(section.contains(part), "{name}: {part}");
        }
    }
}

/// The table has a row for each layout of probes and of claims, and for no other.
#[test]
fn every_layout_has_a_row_in_the_table() {
    let page = docs::read("docs/layouts.md");
    let rows = page_rows(&page);
    for table in ["probes", "claims"] {
        let mut expected = known(table);
        let own = rows.iter().filter(|row| row.table == table);
        let mut named: Vec<String> = own.map(|row| row.layout.to_owned()).collect();
        expected.sort();
        named.sort();
        assert_eq!(named, expected, "{table}");
    }
    for row in rows {
        let is_known = ["as it is", "fill in", "as it is or fill in", "recipe"].contains(&row.how);
        assert!(is_known, "{}: {}", row.layout, row.how);
        assert_eq!(row.how == "as it is", !row.keys.contains('`'), "{}", row.layout);
    }
}

/// What `init` leaves open of a file of each layout is what the table says, and nothing is open
/// where a file comes in as it is.
#[test]
fn the_table_names_what_init_leaves_open() {
    let page = docs::read("docs/layouts.md");
    let rows = page_rows(&page);
    let folder = tempfile::tempdir().unwrap();
    let mut open = BTreeSet::new();
    for (table, layout, name, text) in FILES {
        let guess = one(&write(folder.path(), name, text));
        let table = if table == GuessedTable::Probes { "probes" } else { "claims" };
        let row = rows.iter().find(|row| row.table == table && row.layout == layout).unwrap();
        for key in guess.keys.iter().filter(|key| key.value.is_none()) {
            assert!(row.keys.contains(&format!("`{}`", key.key)), "{layout}: {}", key.key);
            open.insert((table, layout));
        }
    }
    for (table, layout, ..) in FILES {
        let table = if table == GuessedTable::Probes { "probes" } else { "claims" };
        let row = rows.iter().find(|row| row.table == table && row.layout == layout).unwrap();
        assert!(row.how != "fill in" || open.contains(&(table, layout)), "{layout} asks nothing");
    }
}

/// Each layout has a case in `tests/cases` that is explained by hand; `csv` is that of all others.
#[test]
fn every_layout_has_a_golden_case() {
    let entries: Vec<String> = docs::files("tests/cases", &["toml"])
        .iter()
        .map(|path| docs::read(path.to_str().unwrap()))
        .collect();
    for table in ["probes", "claims"] {
        for layout in known(table).iter().filter(|name| *name != "csv") {
            let line = format!("layout = \"{layout}\"");
            let has_entry = |text: &String| {
                let mut tables = text.split("[[").filter(|part| part.starts_with(table));
                tables.any(|part| part.lines().any(|own| own == line))
            };
            assert!(entries.iter().any(has_entry), "{table}: {layout}");
        }
    }
}
