//! The result tables in each file format, and the files that describe them: the formats agree, and
//! what is missing stays missing.

use crate::incident_folder::{made_once, request};
use corroborate::clock::Zone;
use corroborate::model::Report;
use corroborate::pipeline::report_with_variations_of;
use corroborate::report::formats::xlsx::{self, Limits};
use corroborate::report::formats::{csv, datapackage, json, manifest, parquet};
use corroborate::report::table::{Builder, Cell, CellKind, Column, Table};
use corroborate::report::tables;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

/// The cases compared: each table has rows in one of them; most kinds of missing values occur.
const CASES: [&str; 7] = {
    let (bad, sick, views) = ("bad-rows", "sick-vantage", "witness-and-view");
    [bad, "claims", "common-mode", "maintenance", "restored", sick, views]
};

/// The report of a case, also under other rules.
pub(crate) fn report(case: &str) -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case);
    let make = || report_with_variations_of(&request(&folder));
    made_once(&format!("{case}, varied"), || make().unwrap_or_else(|why| panic!("{case}: {why}")))
}

/// The report of each case.
pub(crate) fn reports() -> [Report; 7] {
    CASES.map(report)
}

/// A table as CSV.
pub(crate) fn csv_bytes(table: &Table<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    csv::write(table, &mut bytes).unwrap();
    bytes
}

/// A table as Parquet.
pub(crate) fn parquet_bytes(table: &Table<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    parquet::write(table, &mut bytes).unwrap();
    bytes
}

/// `incident.json` of a report.
pub(crate) fn json_text(report: &Report) -> String {
    let mut bytes = Vec::new();
    json::incident(report, &tables::all(report).unwrap(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The rows of a CSV file, its header first.
pub(crate) fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn header(table: &Table<'_>) -> Vec<String> {
    rows(&csv_bytes(table)).remove(0)
}

/// The parts of a ZIP file by name, as its directory lists them.
pub(crate) fn parts(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let number = |at: usize, bytes: usize| {
        zip[at..at + bytes].iter().rev().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let end = zip
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .expect("a ZIP ends with its directory");
    let mut at = number(end + 16, 4);
    let mut parts = BTreeMap::new();
    for _ in 0..number(end + 10, 2) {
        let name = String::from_utf8(zip[at + 46..at + 46 + number(at + 28, 2)].to_vec()).unwrap();
        let (local, packed) = (number(at + 42, 4), number(at + 20, 4));
        let begin = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        let mut text = Vec::new();
        flate2::read::DeflateDecoder::new(&zip[begin..begin + packed])
            .read_to_end(&mut text)
            .unwrap();
        parts.insert(name, text);
        at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
    parts
}

/// A part of a workbook as text.
fn part(workbook: &[u8], name: &str) -> String {
    String::from_utf8(parts(workbook).remove(name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// A table of one column of words.
fn of_words(words: Vec<Option<String>>) -> Table<'static> {
    let list = Builder::over(words).text("word", "A word.", |word| word.as_deref()).table(
        "words",
        "Words",
        "A row for each word.",
    );
    Table::of(list).unwrap()
}

#[test]
fn the_columns_that_others_rely_on_come_first_and_in_order() {
    let promised = [
        (
            "outages",
            "outage,site,onset_after,onset_by,recovery_after,recovery_by,stable_recovery_after,\
             stable_recovery_by,at_least_s,at_most_s,\
             failed_probes,vantages,causes,flags,first_row,last_row",
        ),
        (
            "sites",
            "site,name,group,outages,blips,episodes,down_at_least_s,down_at_most_s,\
             first_onset_after,first_onset_by,last_recovery_after,\
             last_recovery_by,observed_share,up_share_min,up_share_max,claimed",
        ),
        (
            "verdicts",
            "verdict,claim,site,rule,result,lag_min_s,lag_max_s,outage,observed_share,flags,\
             sentence",
        ),
    ];
    let report = report("claims");
    let tables = tables::all(&report).unwrap();
    for (name, promised) in promised {
        let table = tables.iter().find(|table| table.name == name).unwrap();
        let promised: Vec<&str> = promised.split(',').collect();
        assert_eq!(header(table)[..promised.len()], promised, "{name}");
    }
}

#[test]
fn every_table_is_filled_somewhere_and_has_holes_somewhere() {
    // Else the other tests of this file would say little.
    let (mut all, mut filled, mut holes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for report in reports() {
        for table in &tables::all(&report).unwrap() {
            all.insert(table.name);
            filled.extend((table.rows() > 0).then_some(table.name));
            let mut past_its_end = table.row(table.rows());
            assert!(past_its_end.all(|cell| cell == Cell::Empty), "{} past its end", table.name);
            let mut cells = (0..table.rows()).flat_map(|row| table.row(row));
            holes.extend(cells.any(|cell| cell == Cell::Empty).then_some(table.name));
        }
    }
    assert_eq!(filled, all);
    assert!(holes.len() > 5, "{holes:?}");
}

#[test]
fn the_package_describes_the_columns_of_every_table() {
    for report in reports() {
        let tables = tables::all(&report).unwrap();
        let package: Value =
            serde_json::from_str(&datapackage::datapackage(&report, &tables).unwrap()).unwrap();
        assert_eq!(package["profile"], "tabular-data-package");
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), tables.len());
        for (table, resource) in tables.iter().zip(resources) {
            assert_eq!(resource["path"], format!("tables/{}.csv", table.name));
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let names: Vec<&str> =
                fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(names, header(table), "{}", table.name);
            assert!(
                fields.iter().all(|field| field["description"]
                    .as_str()
                    .is_some_and(|words| words.len() > 5)),
                "{}",
                table.name
            );
            for (column, field) in table.columns.iter().zip(fields) {
                assert_eq!(field["unit"].as_str(), column.unit);
            }
        }
    }
}

#[test]
fn a_primary_key_is_never_missing_and_never_twice() {
    let mut keys = 0;
    for report in reports() {
        let tables = tables::all(&report).unwrap();
        let package: Value =
            serde_json::from_str(&datapackage::datapackage(&report, &tables).unwrap()).unwrap();
        for (table, resource) in tables.iter().zip(package["resources"].as_array().unwrap()) {
            let Some(key) = resource["schema"]["primaryKey"].as_str() else { continue };
            let index = table.columns.iter().position(|column| column.name == key).unwrap();
            let cells: Vec<String> = table.column(index).map(|cell| format!("{cell:?}")).collect();
            assert!(!cells.contains(&"Empty".to_owned()), "{}", table.name);
            assert_eq!(cells.iter().collect::<BTreeSet<_>>().len(), cells.len(), "{}", table.name);
            keys += 1;
        }
    }
    assert_eq!(keys, 7 * CASES.len());
}

#[test]
fn what_was_not_measured_is_null_and_never_zero() {
    let report = report("claims");
    let incident: Value = serde_json::from_str(&json_text(&report)).unwrap();
    let site = |id: &str| {
        incident["sites"]
            .as_array()
            .unwrap()
            .iter()
            .find(|site| site["site"] == id)
            .unwrap()
            .clone()
    };
    let keys = [
        "outages",
        "blips",
        "episodes",
        "down_at_least_us",
        "down_at_most_us",
        "observed_share",
        "up_share_min",
        "certainly_up",
    ];
    for key in keys {
        assert_eq!(site("unseen")[key], Value::Null, "{key}");
        assert_ne!(site("well")[key], Value::Null, "{key}");
    }
    let tables = tables::all(&report).unwrap();
    let sites = rows(&csv_bytes(&tables[0]));
    let unseen = sites.iter().find(|row| row[0] == "unseen").unwrap();
    // Counts of rows, which may be there without a measurement.
    let of_rows = ["unknown_probes", "unplaced_rows"];
    let cells = sites[0].iter().zip(unseen);
    for (name, cell) in cells.filter(|(name, _)| !of_rows.contains(&name.as_str())) {
        assert!(cell.is_empty() || cell.parse::<f64>().is_err(), "{name}: {cell}");
    }
    let unclaimed = incident["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|verdict| verdict["rule"] == "R9")
        .unwrap();
    for key in ["claim", "lag_min_us", "lag_max_us", "observed_share"] {
        assert_eq!(unclaimed[key], Value::Null, "{key}");
    }
}

#[test]
fn an_outage_without_an_end_has_no_greatest_length() {
    let mut report = report("claims");
    report.outages[0].duration.most_us = None;
    report.outages[0].duration.least_us = 1_234_567;
    report.outages[0].recovery.by = None;
    let incident: Value = serde_json::from_str(&json_text(&report)).unwrap();
    let outage = &incident["outages"][0];
    assert_eq!(outage["at_least_us"], 1_234_567);
    assert_eq!(outage["at_least_s"], 1);
    for key in ["at_most_us", "at_most_s", "recovery_by"] {
        assert_eq!(outage[key], Value::Null, "{key}");
    }
    let tables = tables::all(&report).unwrap();
    let row = &rows(&csv_bytes(&tables[1]))[1];
    assert_eq!((row[5].as_str(), row[8].as_str(), row[9].as_str()), ("", "1", ""));
}

#[test]
fn the_json_holds_everything_and_says_what_it_is() {
    for report in reports() {
        let text = json_text(&report);
        assert!(text.ends_with("}\n"));
        let incident: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(incident["schema"], "corroborate/incident");
        assert_eq!(incident["schema_version"], 3);
        let lists = [
            ("inputs", report.inputs.len()),
            ("sites", report.sites.len()),
            ("outages", report.outages.len()),
            ("blips", report.blips.len()),
            ("partial", report.partials.len()),
            ("common_mode", report.common_modes.len()),
            ("claimants", report.claimants.len()),
            ("events", report.events.len()),
            ("claims", report.claims.len()),
            ("verdicts", report.verdicts.len()),
            ("verdict_counts", report.totals.verdicts.len()),
            ("refusals", report.refusals.listed.len()),
            ("refusal_counts", report.refusals.counts.len()),
            ("down_counts", report.down_counts.len()),
            ("recovery", report.recoveries.iter().map(|one| one.curve.len()).sum()),
            ("recovery_times", report.recoveries.len()),
        ];
        for (key, length) in lists {
            assert_eq!(
                incident[key].as_array().map(Vec::len),
                Some(length),
                "{}: {key}",
                report.name
            );
        }
        assert_eq!(incident["totals"]["refusals"], report.refusals.count());
        assert_eq!(incident["totals"]["sites"], report.totals.sites);
        let manifest: Value =
            serde_json::from_str(&manifest::manifest(&report, &[]).unwrap()).unwrap();
        for key in ["rules", "inputs"] {
            assert_eq!(incident[key], manifest[key], "{}: {key}", report.name);
        }
    }
}

#[test]
fn the_manifest_names_the_inputs_and_the_rules() {
    let mut report = report("claims");
    report.rules.slow_us = Some(1_500_000);
    let manifest: Value = serde_json::from_str(&manifest::manifest(&report, &[]).unwrap()).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let head = ["schema", "tool", "version"].map(|key| &manifest[key]);
    assert_eq!(head, ["corroborate/manifest", "corroborate", version]);
    assert_eq!(manifest["schema_version"], 1);
    assert_eq!(manifest["window"]["from"], "2022-10-05T00:00:00Z");
    assert_eq!(
        (&manifest["rules"]["lag_s"], &manifest["rules"]["slow_s"]),
        (&Value::from(7200), &Value::from(1.5))
    );
    let inputs = manifest["inputs"].as_array().unwrap();
    assert_eq!(inputs.len(), report.inputs.len());
    let claims = inputs.iter().find(|input| input["role"] == "claims").unwrap();
    assert_eq!(
        (&claims["path"], &claims["refused"]),
        (&Value::from("claims.csv"), &Value::from(1))
    );
    assert_eq!(claims["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn the_workbook_has_the_same_bytes_at_any_hour() {
    for report in reports() {
        let tables = tables::all(&report).unwrap();
        let workbook = xlsx::bytes(&report, &tables, Limits::default()).unwrap();
        assert!(
            workbook == xlsx::bytes(&report, &tables, Limits::default()).unwrap(),
            "{}",
            report.name
        );
        let core = part(&workbook, "docProps/core.xml");
        assert_eq!(core.matches("1980-01-01T00:00:00Z").count(), 2, "{core}");
    }
}

#[test]
fn the_workbook_has_a_sheet_for_each_table_with_a_frozen_header_and_a_filter() {
    let report = report("claims");
    let tables = tables::all(&report).unwrap();
    let workbook = xlsx::bytes(&report, &tables, Limits::default()).unwrap();
    let names = part(&workbook, "xl/workbook.xml");
    let names: Vec<&str> =
        names.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let wanted: Vec<&str> =
        ["About"].into_iter().chain(tables.iter().map(|table| table.name)).collect();
    assert_eq!(names, wanted);
    for (number, table) in (2..).zip(&tables) {
        let sheet = part(&workbook, &format!("xl/worksheets/sheet{number}.xml"));
        assert!(
            sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"),
            "{}",
            table.name
        );
        assert!(!sheet.contains("<f>"), "{}", table.name);
        // A moment stands a second time on the clocks of the zone, a length as one.
        let times = |column: &Column<CellKind>| match column.kind {
            CellKind::Instant if report.zone != Zone::UTC => 2,
            CellKind::Integer if column.unit == Some("s") => 2,
            _ => 1,
        };
        let of_row = |row: usize| {
            let cells = table.columns.iter().zip(table.row(row));
            cells.filter(|(_, cell)| *cell != Cell::Empty).map(|(column, _)| times(column))
        };
        let filled: usize = (0..table.rows()).flat_map(of_row).sum();
        let headers: usize = table.columns.iter().map(times).sum();
        assert_eq!(sheet.matches("<v>").count(), filled + headers, "{}", table.name);
    }
}

/// A spreadsheet takes a word for a formula if it begins with one of these signs.
#[test]
fn a_word_that_begins_as_a_formula_is_a_text() {
    for sign in ['=', '+', '-', '@', '\t', '\r'] {
        let (begins, inside) = (format!("{sign}1*1"), format!("1{sign}1"));
        let table = of_words(vec![Some(begins.clone()), Some(inside.clone())]);
        let written = String::from_utf8(csv_bytes(&table)).unwrap();
        let cells: Vec<&str> =
            written.split('\n').skip(1).map(|cell| cell.trim_matches('"')).collect();
        assert_eq!(cells, [&format!("'{begins}"), &inside, ""], "{sign:?} in CSV");
        let workbook = xlsx::bytes(&report("claims"), &[table], Limits::default()).unwrap();
        let sheet = part(&workbook, "xl/worksheets/sheet2.xml");
        assert!(!sheet.contains("<f>"), "{sign:?} in XLSX: {sheet}");
        for cell in ["A2", "A3"] {
            let text = format!("<c r=\"{cell}\" t=\"s\">");
            assert!(sheet.contains(&text), "{sign:?} in XLSX: {sheet}");
        }
    }
}

#[test]
fn a_text_is_a_text_and_is_cut_by_characters() {
    // One character before the limit that takes two units of it.
    let long = format!("{}{}", "x".repeat(32_765), "🛰".repeat(10));
    let fits = "é".repeat(32_767);
    let table = of_words(vec![Some("=1+1".to_owned()), None, Some(long), Some(fits.clone())]);
    let workbook = xlsx::bytes(&report("claims"), &[table], Limits::default()).unwrap();
    assert!(!part(&workbook, "xl/worksheets/sheet2.xml").contains("<f>"));
    let strings = part(&workbook, "xl/sharedStrings.xml");
    assert!(strings.contains("<t>=1+1</t>"));
    assert!(strings.contains(&format!("<t>{}…</t>", "x".repeat(32_765))));
    assert!(strings.contains(&format!("<t>{fits}</t>")));
}

#[test]
fn a_table_too_long_for_a_sheet_is_cut_and_both_sheets_say_so() {
    assert_eq!(Limits::default().rows, 1_048_576, "where spreadsheets end");
    let words =
        |rows: usize| of_words((1..=rows).map(|row| Some(format!("word {row}."))).collect());
    // Held, and written row by row: the same rows either way.
    for held in [0, 100] {
        let limits = Limits { rows: 5, held };
        let sheets = |rows: usize| {
            let workbook = xlsx::bytes(&report("claims"), &[words(rows)], limits).unwrap();
            let (about, sheet) = (
                part(&workbook, "xl/worksheets/sheet1.xml"),
                part(&workbook, "xl/worksheets/sheet2.xml"),
            );
            (
                about + &part(&workbook, "xl/sharedStrings.xml"),
                sheet.clone(),
                sheet + &part(&workbook, "xl/sharedStrings.xml"),
            )
        };
        let (_, sheet, texts) = sheets(4);
        assert!(
            texts.contains("word 4.")
                && sheet.contains("\"A5\"")
                && !texts.contains("Only the first"),
            "{held}: {texts}"
        );
        for rows in [5, 7] {
            let (about, sheet, texts) = sheets(rows);
            assert!(texts.contains("word 3.") && !texts.contains("word 4."), "{held}: {texts}");
            assert!(sheet.contains("\"A5\"") && !sheet.contains("\"A6\""), "{held}: {sheet}");
            let cut = format!("Only the first 3 of {rows} rows; all are in tables/words.csv.");
            assert!(about.contains(&cut) && texts.contains(&cut), "{held}: {about} {texts}");
            assert_eq!(sheet.contains("inlineStr"), held == 0, "{held}: {sheet}");
        }
    }
}

/// The cells of a sheet by their names, such as `B2`, as its XML has them; texts without XML
/// escapes.
pub(crate) fn sheet_cells(
    parts: &BTreeMap<String, Vec<u8>>,
    number: usize,
) -> BTreeMap<String, String> {
    let text = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let strings = text("xl/sharedStrings.xml");
    let strings: Vec<&str> =
        strings.split("<si>").skip(1).filter_map(|rest| rest.split("</si>").next()).collect();
    let sheet = text(&format!("xl/worksheets/sheet{number}.xml"));
    let mut cells = BTreeMap::new();
    for cell in sheet.split("<c r=\"").skip(1) {
        let inside = match (cell.split_once("<is>"), cell.split_once("<v>")) {
            (Some((_, rest)), _) => rest.split("</is>").next().unwrap(),
            (None, Some((head, rest))) if head.contains("t=\"s\"") => {
                strings[rest.split('<').next().unwrap().parse::<usize>().unwrap()]
            }
            (None, Some((_, rest))) => rest.split('<').next().unwrap(),
            _ => "",
        };
        let words = inside.rsplit_once("</t>").map_or(inside, |(text, _)| text);
        let words =
            words.split_once("<t").map_or(words, |(_, text)| text.split_once('>').unwrap().1);
        let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        let words = words.replace("&amp;", "&");
        cells.insert(cell.split('"').next().unwrap().to_owned(), words);
    }
    cells
}

/// A sheet that is not held has the same cells as one that is.
#[test]
fn a_long_sheet_has_the_cells_of_a_held_one() {
    for report in reports() {
        let tables = tables::all(&report).unwrap();
        let sheets = |held| {
            let limits = Limits { held, ..Limits::default() };
            let parts = parts(&xlsx::bytes(&report, &tables, limits).unwrap());
            (2..tables.len() + 2).map(|number| sheet_cells(&parts, number)).collect::<Vec<_>>()
        };
        assert_eq!(sheets(0), sheets(20_000), "{}", report.name);
    }
}
