//! Logs as they are stored: encodings, archives of several files, workbooks. Each is the same log.

use crate::documents::{outages, refused};
use crate::incident_folder::IncidentFolder;
use corroborate::model::{InputRole, Report};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use std::io::{Cursor, Read as _, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Rows of a log whose site has letters that no two encodings write alike.
const ROWS: [&str; 4] = [
    "2022-10-05T20:00:00Z,café,200",
    "2022-10-05T20:05:00Z,café,503",
    "2022-10-05T20:10:00Z,café,503",
    "2022-10-05T20:15:00Z,café,200",
];
const HEADER: &str = "timestamp,site,status_code";
/// The one outage of these rows.
const OUTAGE: &str = "café 20:00:00 20:05:00 20:10:00 20:15:00 503=2";

fn log() -> String {
    format!("{HEADER}\n{}\n", ROWS.join("\n"))
}

/// Rows read and refused of all probe logs.
fn rows(report: &Report) -> (u64, u64) {
    let logs = || report.inputs.iter().filter(|input| input.role == InputRole::Probes);
    (logs().map(|input| input.rows).sum(), logs().map(|input| input.refused).sum())
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

/// Latin-1, as far as these rows need it.
fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn incident(files: &str, keys: &str) -> IncidentFolder {
    IncidentFolder::new(&format!("[[probes]]\nfiles = {files}\n{keys}\n"))
}

#[test]
fn a_log_in_another_encoding_is_the_same_log() {
    let marked_le = [&[0xff, 0xfe][..], &utf16(&log(), u16::to_le_bytes)].concat();
    let marked_be = [&[0xfe, 0xff][..], &utf16(&log(), u16::to_be_bytes)].concat();
    let cases = [
        (log().into_bytes(), ""),
        (marked_le.clone(), ""),
        (marked_be, ""),
        (gzip(&marked_le), ""),
        (utf16(&log(), u16::to_le_bytes), "encoding = \"utf-16le\""),
        (latin1(&log()), "encoding = \"latin1\""),
        (gzip(&latin1(&log())), "encoding = \"Windows-1252\""),
        // A mark says more than the key.
        (marked_le, "encoding = \"latin1\""),
    ];
    for (at, (bytes, keys)) in cases.into_iter().enumerate() {
        let report = incident("\"log.csv\"", keys).with("log.csv", bytes).report().unwrap();
        assert_eq!((outages(&report), rows(&report)), (vec![OUTAGE.to_owned()], (4, 0)), "{at}");
    }
    let lines = "layout = \"lines\"\nformat = \"{timestamp},{site},{status_code}\"\n\
        pass_over = \"timestamp,{_}\"\nencoding = \"latin1\"";
    let report = incident("\"log.csv\"", lines).with("log.csv", latin1(&log())).report().unwrap();
    assert_eq!(outages(&report), [OUTAGE]);
}

#[test]
fn an_encoding_that_is_not_declared_is_reported() {
    let text = log().replace("503\n", "503\n2022-10-05T20:07:00Z,x.example,200\n");
    let report = incident("\"log.csv\"", "").with("log.csv", latin1(&text)).report().unwrap();
    let refusals = refused(&report);
    assert_eq!(rows(&report), (6, 4));
    assert_eq!(
        refusals[0],
        "log.csv:2:2: site: the text is not UTF-8; save the file as UTF-8, or write its \
         `encoding`, such as \"latin1\", in its [[probes]]"
    );
    let why = incident("\"log.csv\"", "encoding = \"utf8mb4x\"").with("log.csv", log()).report();
    assert!(why.unwrap_err().contains("probes.encoding: `utf8mb4x` is no known encoding"));
    // Half a letter of UTF-16 costs its row alone.
    let mut cut = [&[0xff, 0xfe][..], &utf16(&log(), u16::to_le_bytes)].concat();
    let at = cut.windows(2).position(|pair| pair == [0xe9, 0]).unwrap();
    cut[at..at + 2].copy_from_slice(&[0, 0xd8]);
    let report = incident("\"log.csv\"", "").with("log.csv", cut).report().unwrap();
    assert_eq!(rows(&report), (4, 1));
}

/// The rows of the log as members: two halves, one of them packed by itself.
fn members() -> [(&'static str, Vec<u8>); 2] {
    let half = |rows: &[&str]| format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes();
    [("logs/a.csv", half(&ROWS[..2])), ("logs/b.csv.gz", gzip(&half(&ROWS[2..])))]
}

fn zip_of(members: &[(&str, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar_of(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        // As written, and not as a library would have it.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, &bytes[..]).unwrap();
    }
    tar.into_inner().unwrap()
}

#[test]
fn each_member_of_an_archive_is_a_log() {
    let cases = [
        ("logs.zip", zip_of(&members(), CompressionMethod::STORE)),
        ("logs.zip", zip_of(&members(), CompressionMethod::DEFLATE)),
        ("logs.tar", tar_of(&members())),
        ("logs.tar.gz", gzip(&tar_of(&members()))),
        ("logs.tar.zst", zstd::encode_all(&tar_of(&members())[..], 1).unwrap()),
    ];
    for (name, bytes) in cases {
        let folder = incident(&format!("\"{name}\""), "").with(name, &bytes);
        let report = folder.report().unwrap();
        assert_eq!(outages(&report), [OUTAGE], "{name}");
        let paths: Vec<&str> = report.inputs[1..].iter().map(|input| input.path.as_str()).collect();
        assert_eq!(paths, [format!("{name}/logs/a.csv"), format!("{name}/logs/b.csv.gz")]);
        assert_eq!(report.inputs[1].bytes, members()[0].1.len() as u64);
        folder.set(&format!("[[probes]]\nfiles = \"{name}/logs/*.csv\"\n"));
        assert_eq!(rows(&folder.report().unwrap()), (2, 0), "{name}");
        let entries = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(entries, 2, "nothing but the archive and incident.toml");
    }
}

#[test]
fn a_refused_row_names_its_member() {
    let log = format!("{HEADER}\n{}\nnow,a.example,200\n", ROWS[0]);
    let zip = zip_of(&[("a.csv", log.into_bytes())], CompressionMethod::DEFLATE);
    let report = incident("\"logs.zip\"", "").with("logs.zip", zip).report().unwrap();
    assert!(refused(&report)[0].starts_with("logs.zip/a.csv:3:1: timestamp: `now`"));
}

#[test]
fn an_archive_that_cannot_be_read_is_reported() {
    let good = || ("a.csv", log().into_bytes());
    let zip = |members: &[(&str, Vec<u8>)]| zip_of(members, CompressionMethod::DEFLATE);
    let mut flipped = zip_of(&[good()], CompressionMethod::STORE);
    let at = flipped.windows(3).position(|bytes| bytes == b"503").unwrap();
    flipped[at] = b'4';
    let tar = tar_of(&[good()]);
    let cases = [
        ("x.zip", zip(&[("../a.csv", log().into_bytes())]), "a name that leads out of the archive"),
        (
            "x.tar",
            tar_of(&[("/a.csv", log().into_bytes())]),
            "a name that leads out of the archive",
        ),
        ("x.tar", tar_of(&[good(), ("./a.csv", log().into_bytes())]), "stands in it twice"),
        ("x.zip", flipped, "a sum is wrong"),
        ("x.zip", zip(&[good()])[..80].to_vec(), "the archive cannot be read"),
        ("x.tar", tar[..600].to_vec(), "cut off or damaged"),
        ("x.tar.gz", gzip(&tar)[..60].to_vec(), "the archive cannot be read"),
    ];
    for (name, bytes, words) in cases {
        let why = incident(&format!("\"{name}\""), "").with(name, bytes).report().unwrap_err();
        assert!(why.contains(words), "{name}: {why}");
    }
    let hidden = [good(), ("__MACOSX/._a.csv", b"x".to_vec()), (".DS_Store", b"x".to_vec())];
    let report = incident("\"x.zip\"", "").with("x.zip", zip(&hidden)).report().unwrap();
    assert_eq!(report.inputs.len(), 2);
    let folder = incident("\"x.zip/b.csv\"", "").with("x.zip", zip(&[good()]));
    assert!(folder.report().unwrap_err().contains("x.zip/b.csv"));
}

/// A workbook with the rows of the log: dates as Excel has them, by wall clock.
fn workbook(sheets: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let dates = Format::new().set_num_format("dd.mm.yyyy hh:mm:ss");
    for name in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (column, name) in (0..).zip(HEADER.split(',')) {
            sheet.write(0, column, name).unwrap();
        }
        for (row, text) in (1..).zip(ROWS) {
            let cells: Vec<&str> = text.split(',').collect();
            let at = ExcelDateTime::parse_from_str(cells[0].trim_end_matches('Z')).unwrap();
            sheet.write_with_format(row, 0, &at, &dates).unwrap();
            sheet.write(row, 1, cells[1]).unwrap();
            sheet.write(row, 2, cells[2].parse::<f64>().unwrap()).unwrap();
        }
        sheet.write(6, 0, "a, \"note\"\nof two lines").unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_sheet_of_a_workbook_is_a_log() {
    let zone = "zone = \"UTC\"";
    let one = workbook(&["log"]);
    let report = incident("\"log.xlsx\"", zone).with("log.xlsx", &one).report().unwrap();
    assert_eq!(outages(&report), [OUTAGE]);
    let refusals = refused(&report);
    assert_eq!(refusals.len(), 1);
    assert!(refusals[0].starts_with("log.xlsx:7:"), "{refusals:?}");
    let why = incident("\"log.xlsx\"", "").with("log.xlsx", &one).report().unwrap_err();
    assert!(why.contains("has no UTC offset"), "{why}");

    let two = workbook(&["notes", "log"]);
    let folder = incident("\"log.xlsx\"", zone).with("log.xlsx", &two);
    let why = folder.report().unwrap_err();
    assert!(why.contains("it has the sheets `notes`, `log`; say which by `sheet`"), "{why}");
    folder.set(&format!("[[probes]]\nfiles = \"log.xlsx\"\n{zone}\nsheet = \"log\"\n"));
    assert_eq!(outages(&folder.report().unwrap()), [OUTAGE]);
    folder.set(&format!("[[probes]]\nfiles = \"log.xlsx\"\n{zone}\nsheet = \"Log\"\n"));
    assert!(folder.report().unwrap_err().contains("there is no sheet `Log`; found"));
    let damaged = incident("\"log.xlsx\"", zone).with("log.xlsx", &one[..one.len() / 2]);
    assert!(damaged.report().unwrap_err().contains("it is no workbook (.xlsx)"));
}

#[test]
fn a_workbook_inside_an_archive_is_a_log() {
    let zip = zip_of(&[("log.xlsx", workbook(&["log"]))], CompressionMethod::STORE);
    let folder = incident("\"a.zip\"", "zone = \"UTC\"").with("a.zip", zip);
    assert_eq!(outages(&folder.report().unwrap()), [OUTAGE]);
}

/// The parts of a zip, each changed by a function of its name and text.
fn rezipped(zip: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut texts = Vec::new();
    for number in 0..parts.len() {
        let mut part = parts.by_index(number).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        texts.push((name.clone(), change(&name, text).into_bytes()));
    }
    let members: Vec<(&str, Vec<u8>)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    zip_of(&members, CompressionMethod::DEFLATE)
}

/// `init` converts the first rows of a workbook alone: a fault behind them is for `check` to find.
#[test]
fn only_the_first_rows_of_a_workbook_are_sampled() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(["timestamp", "site", "status_code"]) {
        sheet.write(0, column, name).unwrap();
    }
    for row in 1..5_000u32 {
        let (hour, minute) = (row / 60 % 24, row % 60);
        let day = row / 1440 + 1;
        let stamp = format!("2023-06-{day:02}T{hour:02}:{minute:02}:00Z");
        sheet.write(row, 0, stamp).unwrap();
        sheet.write(row, 1, "dam.example").unwrap();
        sheet.write(row, 2, 200).unwrap();
    }
    let broken = rezipped(&book.save_to_buffer().unwrap(), |name, text| match name {
        "xl/worksheets/sheet1.xml" => text.replace("</sheetData>", "</wrong>"),
        _ => text,
    });
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("log.xlsx"), broken).unwrap();
    let text = crate::program_run::printed(folder.path(), &["init", "case", "log.xlsx"], 0);
    assert!(text.contains("rows these would be: 999 up, 0 down"), "{text}");
    let why = crate::program_run::printed(folder.path(), &["check", "case"], 2);
    assert!(why.contains("the workbook cannot be read"), "{why}");
}
