//! Files of runs that somebody changed, with a new checksum: what they say cannot be trusted, but
//! nothing of it may stop the program by a panic.

use corroborate::model::{Origin, Request};
use corroborate::pipeline::report_of;
use parquet::column::reader::ColumnReader;
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::TypePtr;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, OnceLock};

/// The key of the checksum as it stands in the metadata, with the sign and the length of the text
/// behind it.
const MARK: &[u8] = b"corroborate.sha256\x18\x40";

/// A column's cells; `None` where one is missing.
#[derive(Debug, Clone)]
enum Cells {
    Whole(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
}

/// A file of runs, taken apart.
#[derive(Debug, Clone)]
struct Apart {
    schema: TypePtr,
    optional: Vec<bool>,
    columns: Vec<Cells>,
    metadata: Vec<KeyValue>,
}

/// A small file of runs: two sites, an outage, a silence, a repeat, a contradiction.
fn good() -> &'static Apart {
    static GOOD: OnceLock<Apart> = OnceLock::new();
    GOOD.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let mut log = String::from("timestamp,site,status_code,latency_ms\n");
        for minute in (0..90).chain(120..160) {
            for site in ["a", "b"] {
                let code = if (40..47).contains(&minute) { 503 } else { 200 };
                log.push_str(&format!(
                    "2022-10-05T{:02}:{:02}:00Z,{site},{code},{minute}\n",
                    minute / 60,
                    minute % 60
                ));
            }
        }
        log.push_str(
            "2022-10-05T02:39:00Z,a,503,\n2022-10-05T02:39:00Z,a,503,\n\
            2022-10-05T02:39:00Z,a,9999,\n",
        );
        fs::write(folder.path().join("log.csv"), log).unwrap();
        let words = [
            "fold",
            "log.csv",
            "-o",
            "runs.parquet",
            "--from",
            "2022-10-05T00:00Z",
            "--until",
            "2022-10-06T00:00Z",
        ];
        let ran = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(words)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(1), "one row has no result: {said}");
        apart(&folder.path().join("runs.parquet"))
    })
}

fn apart(path: &Path) -> Apart {
    let reader = SerializedFileReader::new(fs::File::open(path).unwrap()).unwrap();
    let metadata = reader.metadata().file_metadata();
    let descriptions = metadata.schema_descr().columns();
    let (group, mut columns) = (reader.get_row_group(0).unwrap(), Vec::new());
    let rows = group.metadata().num_rows() as usize;
    for (at, description) in descriptions.iter().enumerate() {
        let mut levels = Vec::new();
        macro_rules! cells {
            ($reader:expr, $value:expr) => {{
                let mut values = Vec::new();
                $reader.read_records(rows, Some(&mut levels), None, &mut values).unwrap();
                let mut values = values.into_iter().map($value);
                let full = description.max_def_level();
                (0..rows)
                    .map(|row| if full == 0 || levels[row] == 1 { values.next() } else { None })
                    .collect()
            }};
        }
        columns.push(match group.get_column_reader(at).unwrap() {
            ColumnReader::Int64ColumnReader(mut reader) => {
                Cells::Whole(cells!(reader, |value: i64| value))
            }
            ColumnReader::ByteArrayColumnReader(mut reader) => Cells::Text(cells!(
                reader,
                |value: ByteArray| String::from_utf8(value.data().to_vec()).unwrap()
            )),
            _ => panic!("a column of another type"),
        });
    }
    Apart {
        schema: metadata.schema_descr().root_schema_ptr(),
        optional: descriptions.iter().map(|column| column.max_def_level() == 1).collect(),
        columns,
        metadata: metadata
            .key_value_metadata()
            .unwrap()
            .iter()
            .filter(|pair| !pair.key.starts_with("ARROW"))
            .cloned()
            .collect(),
    }
}

/// The file again, with its checksum.
fn with_checksum(apart: &Apart) -> Vec<u8> {
    let mut metadata = apart.metadata.clone();
    metadata
        .iter_mut()
        .filter(|pair| pair.key == "corroborate.sha256")
        .for_each(|pair| pair.value = Some("0".repeat(64)));
    let properties = WriterProperties::builder().set_key_value_metadata(Some(metadata)).build();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), apart.schema.clone(), Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for (cells, optional) in apart.columns.iter().zip(&apart.optional) {
        let mut column = group.next_column().unwrap().unwrap();
        let levels = |there: Vec<bool>| there.into_iter().map(i16::from).collect::<Vec<i16>>();
        match cells {
            Cells::Whole(cells) => {
                let levels = levels(cells.iter().map(Option::is_some).collect());
                let values: Vec<i64> = cells.iter().flatten().copied().collect();
                column
                    .typed::<Int64Type>()
                    .write_batch(&values, optional.then_some(&levels[..]), None)
                    .unwrap();
            }
            Cells::Text(cells) => {
                let levels = levels(cells.iter().map(Option::is_some).collect());
                let values: Vec<ByteArray> =
                    cells.iter().flatten().map(|text| ByteArray::from(text.as_str())).collect();
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&values, optional.then_some(&levels[..]), None)
                    .unwrap();
            }
        }
        column.close().unwrap();
    }
    group.close().unwrap();
    let mut bytes = writer.into_inner().unwrap();
    let location =
        bytes.windows(MARK.len()).rposition(|window| window == MARK).unwrap() + MARK.len();
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    bytes[location..location + 64].copy_from_slice(digest.as_bytes());
    bytes
}

fn read(bytes: Vec<u8>) -> Result<usize, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("changed.parquet");
    fs::write(&path, bytes).unwrap();
    let origin = Origin::Files { probes: vec![path], claims: Vec::new(), zone: None };
    let window = |text: &str| Some(text.to_owned());
    let (from, until) = (window("2022-10-05T00:00Z"), window("2022-10-06T00:00Z"));
    report_of(&Request { from, until, ..Request::of(origin) })
        .map(|report| report.outages.len())
        .map_err(|why| why.to_string())
}

/// A text with one of its numbers or letters changed.
fn changed(text: &str, at: prop::sample::Index, to: &str) -> String {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let Some((from, letter)) = letters.get(at.index(letters.len().max(1))).copied() else {
        return to.to_owned();
    };
    let number = |c: char| c.is_ascii_digit();
    let length = if number(letter) {
        text[from..].find(|c| !number(c)).unwrap_or(text.len() - from)
    } else {
        letter.len_utf8()
    };
    format!("{}{to}{}", &text[..from], &text[from + length..])
}

#[test]
fn a_file_with_a_new_checksum_alone_is_read() {
    assert_eq!(read(with_checksum(good())), Ok(2));
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(300))]

        /// Any cell, or any part of the metadata, may say anything: an error that names the file,
        /// or a report, and never a panic.
        #[test]
        fn what_a_file_with_a_checksum_says_never_panics(
            column in 0usize..31,
            at in any::<prop::sample::Index>(),
            location in any::<prop::sample::Index>(),
            whole in prop_oneof![
                Just(0),
                Just(1),
                Just(-1),
                Just(2),
                Just(i64::MAX),
                Just(i64::MIN),
                Just(1 << 48),
                any::<i64>()
            ],
            text in prop_oneof![
                Just(""),
                Just("0"),
                Just("9"),
                Just("-1"),
                Just("18446744073709551615"),
                Just("9223372036854775807"),
                Just("null"),
                Just("\""),
                Just("x")
            ],
            missing in prop::bool::weighted(0.1),
        ) {
            let mut apart = good().clone();
            match apart.columns.get_mut(column) {
                Some(Cells::Whole(cells)) => {
                    let at = at.index(cells.len());
                    cells[at] = Some(whole).filter(|_| !missing || !apart.optional[column]);
                }
                Some(Cells::Text(cells)) => {
                    let filled: Vec<usize> =
                        (0..cells.len()).filter(|at| cells[*at].is_some()).collect();
                    let at = filled[at.index(filled.len())];
                    cells[at] = cells[at]
                        .as_ref()
                        .map(|now| changed(now, location, text))
                        .filter(|_| !missing || !apart.optional[column]);
                }
                None => {
                    let at = at.index(apart.metadata.len());
                    let pair = &mut apart.metadata[at];
                    pair.value = pair
                        .value
                        .as_ref()
                        .map(|now| changed(now, location, text))
                        .filter(|_| !missing);
                }
            }
            if !apart
                .metadata
                .iter()
                .any(|pair| pair.key == "corroborate.sha256" && pair.value.is_some())
            {
                return Ok(());
            }
            if let Err(why) = read(with_checksum(&apart)) {
                prop_assert!(why.contains("changed.parquet"), "{}", why);
            }
        }
    }
}
