//! Reading probe logs: lines cut at their commas and lines that the CSV reader takes say the same;
//! no bytes are too odd.

use corroborate::files::ReadError;
use corroborate::incident::{self, FinishedIncident, IncidentError};
use corroborate::logs::LogError;
use corroborate::model::{
    Input, Memory, Origin, Refusal, Refusals, RefusedPart, Request, Sample, SeriesKey,
};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;

const HEADER: &str = "timestamp,site,vantage,status_code,error,latency_ms,result";

/// All that the reading of one file says.
#[derive(Debug, PartialEq)]
struct Reading {
    samples: Vec<Sample>,
    keys: Vec<SeriesKey>,
    causes: Vec<String>,
    refusals: Refusals,
    inputs: Vec<Input>,
}

fn request(file: &Path) -> Request {
    let origin = Origin::Files { probes: vec![file.to_owned()], claims: Vec::new(), zone: None };
    Request::of(origin)
}

fn read(file: &Path) -> Result<Reading, IncidentError> {
    let mut opened = incident::open(&request(file), Memory::DEFAULT).unwrap();
    let mut samples = Vec::new();
    opened.logs.read(|sample, _| samples.push(sample), |_| ())?;
    let (keys, causes) = (opened.logs.keys().to_vec(), opened.logs.causes().to_vec());
    let FinishedIncident { inputs, refusals, .. } = opened.finish()?;
    Ok(Reading { samples, keys, causes, refusals, inputs })
}

/// Reads bytes as a file of that name.
fn read_bytes(name: &str, bytes: &[u8]) -> Result<Reading, IncidentError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    read(&file)
}

/// Writes a log with the first cell of each row in quotation marks, so that no line can be cut at
/// its commas.
fn quoted(log: &[u8]) -> Vec<u8> {
    let mut quoted = Vec::new();
    for (number, line) in log.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let end = line.iter().position(|byte| b",\r\n".contains(byte)).unwrap_or(line.len());
        let (cell, rest) = line.split_at(end);
        let is_blank = line.iter().all(u8::is_ascii_whitespace);
        if number == 0 || is_blank || cell.contains(&b'"') {
            quoted.extend_from_slice(line);
            continue;
        }
        quoted.push(b'"');
        quoted.extend_from_slice(cell);
        quoted.push(b'"');
        quoted.extend_from_slice(rest);
    }
    quoted
}

/// Returns the line and the kind of a refusal, which must not differ.
fn heart(refusal: &Refusal) -> (u64, &'static str) {
    (refusal.line, refusal.kind.as_str())
}

/// Checks that a log says the same with and without plain lines.
fn holds(log: &[u8]) -> Result<(), TestCaseError> {
    match (read_bytes("log.csv", log), read_bytes("log.csv", &quoted(log))) {
        (Ok(plain), Ok(slow)) => {
            prop_assert_eq!(&plain.samples, &slow.samples);
            prop_assert_eq!((&plain.keys, &plain.causes), (&slow.keys, &slow.causes));
            prop_assert_eq!(&plain.refusals.by_kind(), &slow.refusals.by_kind());
            let hearts =
                |reading: &Reading| reading.refusals.listed.iter().map(heart).collect::<Vec<_>>();
            prop_assert_eq!(hearts(&plain), hearts(&slow));
            let rows = |reading: &Reading| {
                reading
                    .inputs
                    .iter()
                    .map(|input| {
                        (input.rows, input.refused, input.unreadable_outcomes, input.outside)
                    })
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(rows(&plain), rows(&slow));
        }
        (
            Err(IncidentError::Logs(LogError::NoRows { .. })),
            Err(IncidentError::Logs(LogError::NoRows { .. })),
        ) => (),
        (plain, slow) => prop_assert!(false, "{plain:?} but {slow:?}"),
    }
    Ok(())
}

fn cell() -> impl Strategy<Value = Vec<u8>> {
    let words = vec![
        "2022-10-05T13:42:00Z",
        "2022-10-05T13:42:00.25Z",
        "2022-10-05 13:43:00+02:00",
        "2022-10-05T13:42",
        "2024-02-30T00:00:00Z",
        "a.example",
        "b.example",
        "é.example",
        "eu",
        "us",
        "200",
        "503",
        "404",
        "0",
        "",
        "0200",
        "99",
        "timeout",
        "dns",
        "up",
        "down",
        "unknown",
        "120",
        "12.5",
        "-1",
        "1e3",
        " 200 ",
        "\u{a0}x",
        "\"q\"",
        "\"a,b\"",
        "\"",
        "a\"b",
        "\r",
        "a\rb",
        "\0",
        "\u{2028}",
        "\t",
    ];
    let odd =
        prop::collection::vec(any::<u8>().prop_filter("one line", |byte| *byte != b'\n'), 0..6);
    prop_oneof![
        12 => prop::sample::select(words).prop_map(|word| word.as_bytes().to_vec()),
        1 => odd
    ]
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let good = (
        0i64..86_400,
        0usize..40,
        0usize..3,
        prop::sample::select(vec![
            "200,,31",
            "503,,",
            ",timeout,",
            "429,,7",
            "200,,31.25",
            "200,,0.5",
            "200,,.5",
            "200,,5.",
            "200,,1.2.3",
        ]),
        prop::sample::select(vec![
            "",
            "200,,0000031",
            "200,,9999999",
            "200,,12345678",
            "200,,3:",
            "200,,/3",
            "2:0,,31",
            ",a word,31",
            "600,,",
            ",é,",
        ]),
        // Names and rows of any length, so that each way of looking at them is taken.
        prop_oneof![4 => Just(0usize), 2 => 1usize..100, 1 => 160usize..250],
    )
        .prop_map(|(second, site, vantage, usual, rare, more)| {
            let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
            let part =
                if second % 3 == 0 { format!(".{:03}", second % 1000) } else { String::new() };
            let rest = if second % 5 == 0 && !rare.is_empty() { rare } else { usual };
            let rest = if rest.starts_with("200,,") {
                rest.replacen(",,", &format!(",{},", "e".repeat(more)), 1)
            } else {
                rest.to_owned()
            };
            format!(
                "2022-10-05T{clock}{part}Z,s{site}{},v{vantage},{rest},",
                "x".repeat(site % 6 * 6)
            )
            .into_bytes()
        });
    let odd = prop::collection::vec(cell(), 0..10).prop_map(|cells| cells.join(&b','));
    // A good row but for one cell.
    let nearly = (good.clone(), 0usize..7, cell()).prop_map(|(good, at, cell)| {
        let mut cells: Vec<&[u8]> = good.split(|byte| *byte == b',').collect();
        cells[at] = &cell;
        cells.join(&b',')
    });
    let blank = prop::sample::select(vec![
        b"".to_vec(),
        b"  ".to_vec(),
        b"\r".to_vec(),
        b"\xc2\xa0".to_vec(),
    ]);
    let long = (60_000usize..80_000)
        .prop_filter("beside the limit", |n| !(65_400..65_540).contains(n))
        .prop_map(|n| {
            let cells = "2022-10-05T13:42:00Z,a,eu,200,,31,up";
            format!("{cells}{}", " ".repeat(n - cells.len())).into_bytes()
        });
    prop_oneof![40 => good, 12 => nearly, 4 => odd, 2 => blank, 1 => long]
}

/// A line with its cells in another order, some left out; as it is where it has not one for each
/// column.
fn reordered(line: &[u8], order: &[usize]) -> Vec<u8> {
    let cells: Vec<&[u8]> = line.split(|byte| *byte == b',').collect();
    if cells.len() == HEADER.split(',').count() {
        order.iter().map(|at| cells[*at]).collect::<Vec<_>>().join(&b',')
    } else {
        line.to_vec()
    }
}

fn log() -> impl Strategy<Value = Vec<u8>> {
    let ending = prop::sample::select(vec!["\n", "\r\n"]);
    // Each kind of cell is the last of a line once.
    let orders: Vec<&[usize]> = vec![
        &[0, 1, 2, 3, 4, 5, 6],
        &[0, 1, 2, 3, 4, 5],
        &[0, 1, 2, 5, 3, 4],
        &[5, 0, 4, 1, 2, 6, 3],
        &[3, 4, 2, 1, 5, 0],
        &[5, 4, 3, 0, 2, 1],
        &[6, 3, 4, 0, 1, 2],
    ];
    let lines = (prop::collection::vec(line(), 0..60), prop::sample::select(orders));
    (lines, ending, any::<bool>(), 0..4).prop_map(|((lines, order), ending, closed, as_it_is)| {
        let lines: Vec<Vec<u8>> = [HEADER.as_bytes().to_vec()]
            .iter()
            .chain(&lines)
            .map(|line| reordered(line, order))
            .collect();
        let mut log = lines.join(ending.as_bytes());
        if closed {
            log.extend_from_slice(ending.as_bytes());
        }
        // In a block with a byte that is no UTF-8 no line is plain.
        if as_it_is == 0 { log } else { String::from_utf8_lossy(&log).into_owned().into_bytes() }
    })
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(192))]

        /// A line cut at its commas and the same line from the CSV reader make the same samples,
        /// places and refusals.
        #[test]
        fn plain_lines_and_the_csv_reader_say_the_same(log in log()) {
            holds(&log)?;
        }

        /// No bytes make the program panic, as they are or packed.
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in prop::collection::vec(any::<u8>(), 0..400),
            name in prop::sample::select(vec!["l.csv", "l.csv.gz", "l.parquet"]),
        ) {
            let _ = read_bytes(name, &bytes);
            let headed: Vec<u8> =
                HEADER.bytes().chain(*b"\n").chain(bytes.iter().copied()).collect();
            let _ = read_bytes(name, &headed);
            for magic in [&b"\x1f\x8b\x08\x00"[..], b"\x28\xb5\x2f\xfd", b"PAR1"] {
                let _ = read_bytes(name, &[magic, &bytes].concat());
            }
        }
    }

    proptest! {
        #![proptest_config(config(8))]

        /// A log of many blocks, which several threads read, says the same with and without plain
        /// lines.
        #[test]
        fn blocks_make_no_difference(
            lines in prop::collection::vec(line(), 120),
            times in 3usize..9,
        ) {
            let mut log = format!("{HEADER}\n").into_bytes();
            for _ in 0..times {
                for line in &lines {
                    log.extend_from_slice(line);
                    log.push(b'\n');
                }
            }
            holds(String::from_utf8_lossy(&log).as_bytes())?;
        }
    }
}

fn row(minute: usize) -> String {
    format!("2022-10-05T{:02}:{:02}:00Z,a,eu,200,,31,\n", minute / 60, minute % 60)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn a_gzip_that_breaks_off_says_after_which_line() {
    let rows: String = (0..1440).map(row).collect();
    let whole = gzip(format!("{HEADER}\n{rows}").as_bytes());
    assert_eq!(read_bytes("log.csv.gz", &whole).unwrap().samples.len(), 1440);
    let error = read_bytes("log.csv.gz", &whole[..whole.len() / 2]).unwrap_err().to_string();
    assert!(error.contains("the compressed data is damaged after line "), "{error}");
    let line: u64 =
        error.split("after line ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
    assert!((100..1440).contains(&line), "{error}");
}

#[test]
fn a_small_file_that_unpacks_to_much_is_one_line_too_long() {
    let mut bytes = format!("{HEADER}\n{}", row(0)).into_bytes();
    bytes.resize(64 << 20, 0);
    let bomb = zstd::encode_all(&bytes[..], 1).unwrap();
    assert!(bomb.len() < 100_000);
    let reading = read_bytes("log.csv.zst", &bomb).unwrap();
    assert_eq!((reading.samples.len(), reading.refusals.by_kind()["too_long"]), (1, 1));
}

#[test]
fn a_line_after_one_that_is_too_long_keeps_its_number() {
    for letters in [70_000, 300_000, 2_000_000] {
        let log = format!("{HEADER}\n{}{}\n{}", row(0), "l".repeat(letters), row(1));
        let reading = read_bytes("log.csv", log.as_bytes()).unwrap();
        assert_eq!(
            reading.samples.iter().map(|sample| sample.location.line).collect::<Vec<_>>(),
            [2, 4],
            "{letters}"
        );
        assert_eq!(heart(&reading.refusals.listed[0]), (3, "too_long"));
    }
}

#[test]
fn a_header_that_cannot_be_read_says_why() {
    let wide = format!("{HEADER}{}\n{}", ",x".repeat(5_000), row(0));
    assert!(read_bytes("log.csv", wide.as_bytes()).unwrap_err().to_string().ends_with(
        "log.csv:1: the header cannot be read: the line has 4096 fields or more; \
                it is no row of a probe log"
    ));
    let long = format!("{HEADER}{}\n{}", "x".repeat(70_000), row(0));
    assert!(
        read_bytes("log.csv", long.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("the line is longer than 65536 bytes")
    );
    let mac = format!("{HEADER}\n{}", row(0)).replace('\n', "\r");
    assert!(
        read_bytes("log.csv", mac.as_bytes())
            .unwrap_err()
            .to_string()
            .contains("end each row with a line feed")
    );
    for sixteen in [u16::to_le_bytes, u16::to_be_bytes] {
        for mark in ["", "\u{feff}"] {
            let text: Vec<u8> =
                format!("{mark}{HEADER}\n{}", row(0)).encode_utf16().flat_map(sixteen).collect();
            // A mark says what the bytes are; without it they are no text.
            let is_refused = matches!(
                read_bytes("log.csv", &text),
                Err(IncidentError::Logs(LogError::File(ReadError::NotUtf8(_))))
            );
            assert_eq!(is_refused, mark.is_empty());
        }
    }
}

#[test]
fn a_row_with_a_zero_byte_or_a_carriage_return_inside_is_refused_alone() {
    let behind: String = (3..8).map(row).collect();
    let odd = "2022-10-05T00:01:00Z,a,eu,2\x0000,,,\n2022-10-05T00:02:00Z,a,eu,200,,,\rrest\n";
    let zeros = row(2).replace("200", "\0\0\0");
    // With rows behind them, so that the quick way is tried.
    let reading =
        read_bytes("log.csv", format!("{HEADER}\n{}{odd}{zeros}{behind}", row(0)).as_bytes())
            .unwrap();
    // A code with a zero byte in it is none, and its row an unknown probe; so is the row whose time
    // and site stand before the carriage return.
    assert_eq!(reading.samples.len(), 9);
    let refused = [(3, "status_code"), (4, "carriage_return"), (5, "status_code")];
    assert_eq!(reading.refusals.listed.iter().map(heart).collect::<Vec<_>>(), refused);
}

/// A column that no verdict needs costs no row, and is reported all the same.
#[test]
fn a_cell_with_a_byte_that_is_no_text_is_refused_alone() {
    let noted = |minute, note: &[u8]| [b"n", note, b",", row(minute).as_bytes()].concat();
    // With rows before and behind, so that the quick way is tried; and one letter of two bytes,
    // which is text.
    let rows = [noted(0, b""), noted(1, b"\xff"), noted(2, "é".as_bytes())]
        .into_iter()
        .chain((3..8).map(|minute| noted(minute, b"")));
    let log = [format!("note,{HEADER}\n").into_bytes(), rows.collect::<Vec<_>>().concat()].concat();
    let reading = read_bytes("log.csv", &log).unwrap();
    assert_eq!(reading.samples.len(), 8);
    assert_eq!(reading.refusals.listed.iter().map(heart).collect::<Vec<_>>(), [(3, "not_utf8")]);
    assert_eq!(reading.refusals.count_of(RefusedPart::Cell), 1);
}

#[test]
fn a_latency_is_the_same_however_it_is_written() {
    // The first row makes its names known, so that those behind it can be read the quick way.
    let rows: String =
        ["31", "31", "31.0", "31.00", "31.000", "3.1e1", "+31", "0031", "00000031", "31.0004"]
            .map(|latency| row(0).replace("31", latency))
            .concat();
    let reading = read_bytes("log.csv", format!("{HEADER}\n{rows}").as_bytes()).unwrap();
    assert_eq!(
        reading.samples.iter().map(|sample| sample.latency_us).collect::<Vec<_>>(),
        [Some(31_000); 10]
    );
    let rows: String = ["1", "0.5", "12.25", "1234.001", "99999.9"]
        .map(|latency| row(0).replace("31", latency))
        .concat();
    let reading = read_bytes("log.csv", format!("{HEADER}\n{rows}").as_bytes()).unwrap();
    let latencies: Vec<i64> =
        reading.samples.iter().filter_map(|sample| sample.latency_us).collect();
    assert_eq!(latencies, [1_000, 500, 12_250, 1_234_001, 99_999_900]);
}

#[test]
fn names_that_differ_in_their_last_letters_alone_stay_distinct() {
    // So many that some are looked for in one place; the second round is read the quick way.
    for alike in [0, 4, 12, 20, 24, 40] {
        let sites: Vec<String> = (0..900).map(|n| format!("{}{n:03}", "x".repeat(alike))).collect();
        let rows: String = [0, 1]
            .map(|minute| {
                sites
                    .iter()
                    .map(|site| row(minute).replace(",a,", &format!(",{site},")))
                    .collect::<String>()
            })
            .concat();
        let reading = read_bytes("log.csv", format!("{HEADER}\n{rows}").as_bytes()).unwrap();
        let met: Vec<&str> = reading
            .samples
            .iter()
            .map(|sample| reading.keys[sample.series as usize].site.as_str())
            .collect();
        assert_eq!(met, sites.iter().chain(&sites).map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn words_of_causes_without_end_are_counted_together() {
    let rows: String =
        (0..40_000).map(|at| row(at % 1440).replace("200,,", &format!(",word-{at},"))).collect();
    let reading = read_bytes("log.csv", format!("{HEADER}\n{rows}").as_bytes()).unwrap();
    assert_eq!((reading.causes.len(), reading.causes[2_000].as_str()), (2_001, "other"));
    let other = reading.samples.iter().filter(|sample| sample.cause.0 == 2_000).count();
    assert_eq!(other, 38_000);
}
