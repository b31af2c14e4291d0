//! Whole files that one worker adds up: the same as row by row, in numbers, names, refusals and
//! errors.

use corroborate::cli::DEFAULT_MEMORY;
use corroborate::fold::{Fold, SeriesNames, Sorter};
use corroborate::incident::{self, FinishedIncident, IncidentError};
use corroborate::model::{
    IdMap, Input, Memory, Origin, Record, Refusals, Request, Sample, SampleSink, SeriesKey,
};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// All that a reading comes to.
#[derive(Debug, PartialEq)]
struct Reading {
    record: Record,
    keys: Vec<SeriesKey>,
    inputs: Vec<Input>,
    refusals: Refusals,
}

/// A fold that counts how it came about.
#[derive(Default)]
struct Counting {
    fold: Fold,
    rows: usize,
    files: usize,
}

impl SampleSink for Counting {
    fn push(&mut self, sample: Sample, causes: &[String]) {
        self.rows += 1;
        self.fold.push(sample, causes);
    }

    fn follow(&mut self, file: Counting, numbers: &IdMap, causes: &[String]) {
        assert!(file.rows > 0 && file.files == 0);
        self.files += 1;
        self.fold.follow(file.fold, numbers, causes);
    }
}

/// The reading, and how many files and rows it handed on.
fn read(files: &[PathBuf], apart: bool) -> Result<(Reading, usize, usize), IncidentError> {
    let origin = Origin::Files { probes: files.to_vec(), claims: Vec::new(), zone: None };
    let request = Request {
        from: Some("2022-10-05T00:10Z".to_owned()),
        until: Some("2022-10-12T00:00Z".to_owned()),
        ..Request::of(origin)
    };
    let mut opened = incident::open(&request, Memory::DEFAULT).unwrap();
    let (mut all, mut last) = (Counting::default(), 0);
    let progress = |so: corroborate::logs::Progress| {
        assert!(so.bytes >= last, "{} bytes after {last}", so.bytes);
        last = so.bytes;
    };
    if apart {
        opened.logs.read_into(&mut all, progress)?;
    } else {
        opened.logs.read(|sample, causes| all.push(sample, causes), progress)?;
    }
    let Counting { mut fold, rows, files: whole } = all;
    let keys = opened.logs.keys().to_vec();
    let causes = opened.logs.causes().to_vec();
    let sources = opened.incident.sources.clone();
    let names = SeriesNames { keys: &keys, causes: &causes, sources: &sources };
    let mut sorter = Sorter::of(&fold.series_to_sort(names), DEFAULT_MEMORY);
    opened.logs.read_again(|sample, _| sorter.push(sample), |_| ())?;
    let record = fold.finish(sorter.finish(names).unwrap(), names);
    let FinishedIncident { inputs, refusals, .. } = opened.finish()?;
    Ok((Reading { record, keys, inputs, refusals }, whole, rows))
}

/// Probes at `sites` sites each minute, from a minute on: with repeats, disagreements, rows that
/// are refused, rows that the CSV reader takes, and rows before the window.
fn log(name: &str, sites: usize, minutes: std::ops::Range<usize>) -> String {
    let note = "-".repeat(NOTE);
    let mut text = "note,timestamp,site,vantage,status_code,error,latency_ms,result\n".to_owned();
    for minute in minutes {
        let (day, hour, rest) = (5 + minute / 1440, minute / 60 % 24, minute % 60);
        for at in 0..sites {
            let number = minute * 31 + at * 7;
            let site = (at + minute * 3) % sites;
            let said = match number % 97 {
                0..8 => format!("503,,{},", number % 5000),
                8 => format!(",word-{},,", number % 50),
                9 => ",503,,".to_owned(),
                10 => "twohundred,,31,".to_owned(),
                11 => "\"200\",,\"31.5\",".to_owned(),
                12 => "200,,31".to_owned(),
                _ => format!("200,,{},", number % 700),
            };
            let row = format!(
                "{note},2022-10-{day:02}T{hour:02}:{rest:02}:00Z,{name}{site:03},eu,{said}\n"
            );
            text.push_str(&row);
            if number % 89 == 3 {
                let _ = write!(text, "{row}{}", row.replace("200", "503"));
            }
        }
    }
    text
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    let bytes = match path.extension().and_then(|ending| ending.to_str()) {
        // As it is, so that the packed file is large as well.
        Some("gz") => {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
            packer.write_all(text.as_bytes()).unwrap();
            packer.finish().unwrap()
        }
        _ => text.as_bytes().to_vec(),
    };
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Letters of a column that nobody reads: what is large here are bytes, not rows.
const NOTE: usize = 700;
/// Minutes of sixty sites, that are more than the bytes which files must have on average.
const MINUTES: usize = 60;
/// Minutes by which a file begins behind such a stretch.
const BEHIND: usize = 52;

/// Files of so many stretches of time, one after the other.
fn stretches(folder: &Path, name: &str, many: std::ops::Range<usize>) -> Vec<PathBuf> {
    let text = |number: usize| log("s", 60, number * MINUTES..(number + 1) * MINUTES);
    many.map(|number| write(folder, &format!("{name}{number}.csv"), &text(number))).collect()
}

#[test]
fn files_that_one_worker_reads_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    // The window begins inside the first.
    let mut files = stretches(folder.path(), "a", 0..4);
    files.extend([
        // It goes on where the last ends, with a minute of both.
        write(folder.path(), "b.csv.gz", &log("s", 60, 4 * MINUTES - 1..5 * MINUTES - 1)),
        // Other sites, and for the first a hole behind them.
        write(folder.path(), "c.csv", &log("t", 60, 5 * MINUTES..6 * MINUTES)),
        write(folder.path(), "d.csv", &log("s", 60, 5 * MINUTES + BEHIND..6 * MINUTES + BEHIND)),
        // Back in time: over what was there, and into the hole.
        write(folder.path(), "e.csv", &log("s", 60, 4..MINUTES / 4)),
        write(folder.path(), "f.csv", &log("s", 60, 5 * MINUTES - 1..5 * MINUTES + BEHIND)),
        write(folder.path(), "g.csv", &log("s", 60, 6 * MINUTES + BEHIND..7 * MINUTES + BEHIND)),
        write(folder.path(), "h.csv", &log("t", 60, 6 * MINUTES..7 * MINUTES)),
    ]);
    let (by_rows, none, rows) = read(&files, false).unwrap();
    let (apart, whole, others) = read(&files, true).unwrap();
    assert_eq!((none, whole, others), (0, files.len(), 0));
    assert!(
        rows > 25_000
            && by_rows.refusals.count() > 500
            && by_rows.inputs.iter().all(|input| input.refused + input.unreadable_outcomes > 0)
    );
    assert!(
        by_rows.inputs[0].outside > 0
            && by_rows
                .record
                .series
                .iter()
                .any(|series| series.conflicts > 0 && series.duplicates > 0)
    );
    assert_eq!(by_rows, apart);
}

#[test]
fn a_file_with_names_without_end_goes_on_row_by_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = stretches(folder.path(), "a", 0..5);
    files.push(write(folder.path(), "b.csv", &log("u", 3500, 20..21)));
    files.extend(stretches(folder.path(), "c", 5..8));
    let (by_rows, ..) = read(&files, false).unwrap();
    let (apart, whole, others) = read(&files, true).unwrap();
    assert_eq!((whole, by_rows.keys.len()), (files.len(), 3560));
    assert!(
        (1_300..3_500).contains(&others),
        "the rows of one file but for its beginning: {others}"
    );
    assert_eq!(by_rows, apart);
}

#[test]
fn a_few_files_or_small_ones_are_read_together() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = stretches(folder.path(), "a", 0..7);
    assert_eq!(read(&files, true).unwrap().1, 0, "each is more than an eighth");
    files.push(write(folder.path(), "b.csv", &log("s", 60, 7 * MINUTES..8 * MINUTES)));
    files.push(write(folder.path(), "c.csv", &log("s", 60, 8 * MINUTES..17 * MINUTES / 2)));
    assert_eq!(read(&files, true).unwrap().1, 9);
    for number in 0..4 {
        files.push(write(
            folder.path(),
            &format!("small{number}.csv"),
            &log("t", 2, number..number + 1),
        ));
    }
    assert_eq!(read(&files, true).unwrap().1, 0, "most are small");
}

#[test]
fn what_comes_in_the_way_is_reported_alike() {
    let folder = tempfile::tempdir().unwrap();
    let others = stretches(folder.path(), "a", 0..8);
    let text = log("s", 60, 8 * MINUTES..9 * MINUTES);
    let packed = std::fs::read(write(folder.path(), "b.csv.gz", &text)).unwrap();
    let half = packed.len() / 2;
    let blank = " ".repeat(2 << 20);
    let cases: [(&str, Vec<u8>); 4] = [
        ("b.csv.gz", packed[..packed.len() - 5000].to_vec()),
        ("b.csv.gz", [&packed[..half], &[7; 100], &packed[half..]].concat()),
        ("c.csv", format!("when,where\n{text}").into_bytes()),
        ("d.csv", format!("{blank}\n{text}").into_bytes()),
    ];
    for (name, bytes) in cases {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let files = [&others[..4], &[path], &others[4..]].concat();
        let [by_rows, apart] =
            [false, true].map(|apart| read(&files, apart).unwrap_err().to_string());
        assert_eq!(by_rows, apart);
        assert!(apart.contains(name), "{apart}");
    }
}
