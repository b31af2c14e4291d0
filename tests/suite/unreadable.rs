//! Rows of which something cannot be read, in every spelling and every reader: a cell that nothing
//! needs costs no row, an outcome costs no probe, and a time is counted at its site.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::parquet_file::{Cells, parquet_file};
use corroborate::clock::MINUTE;
use corroborate::model::{CauseCount, Input, InputRole, RefusedPart, Report, VerdictFlag};

/// Probes of one site five minutes apart from midnight: status code and answer time, as written.
type Rows<'a> = [(&'a str, &'a str)];

/// Way in which a log is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Commas, no quotation mark: the fast path as long as nothing is odd.
    Plain,
    /// Quotation marks around each cell: `csv-core`.
    Quoted,
    /// Semicolons: a dialect.
    Semicolons,
    /// Texts in columns.
    Parquet,
    /// Lines with a `format`: a layout of lines.
    Curl,
}

impl Reader {
    const ALL: [Reader; 5] =
        [Reader::Plain, Reader::Quoted, Reader::Semicolons, Reader::Parquet, Reader::Curl];

    /// The settings of the incident whose only log this is.
    fn settings(self) -> &'static str {
        match self {
            Reader::Plain | Reader::Quoted => "[[probes]]\nfiles = \"probes.csv\"\n",
            Reader::Semicolons => "[[probes]]\nfiles = \"probes.csv\"\nseparator = \";\"\n",
            Reader::Parquet => "[[probes]]\nfiles = \"probes.parquet\"\n",
            Reader::Curl => {
                "[[probes]]\nfiles = \"probes.csv\"\nlayout = \"lines\"\n\
                 format = \"{timestamp} {site} <{status_code}> <{latency_ms}>\"\n"
            }
        }
    }

    /// The report on some rows under further settings.
    fn report(self, rows: &Rows<'_>, more: &str) -> Report {
        let cells: Vec<[String; 4]> = rows
            .iter()
            .enumerate()
            .map(|(at, (code, latency))| {
                let stamp = format!("2022-10-05T{:02}:{:02}:00Z", at / 12, at % 12 * 5);
                [stamp, "a".to_owned(), (*code).to_owned(), (*latency).to_owned()]
            })
            .collect();
        let lines =
            |row: &dyn Fn(&[String; 4]) -> String| cells.iter().map(row).collect::<String>();
        let header = "timestamp,site,status_code,latency_ms\n";
        let quoted = |cells: &[String; 4]| format!("\"{}\"\n", cells.join("\",\""));
        let curl = |cells: &[String; 4]| {
            let [stamp, site, code, latency] = cells;
            format!("{stamp} {site} <{code}> <{latency}>\n")
        };
        let bytes = match self {
            Reader::Plain => {
                (header.to_owned() + &lines(&|cells| cells.join(",") + "\n")).into_bytes()
            }
            Reader::Quoted => (header.to_owned() + &lines(&quoted)).into_bytes(),
            Reader::Semicolons => {
                (header.replace(',', ";") + &lines(&|cells| cells.join(";") + "\n")).into_bytes()
            }
            Reader::Parquet => parquet(&cells),
            Reader::Curl => lines(&curl).into_bytes(),
        };
        let name = if self == Reader::Parquet { "probes.parquet" } else { "probes.csv" };
        let settings = format!("{}{more}", self.settings());
        let report = IncidentFolder::new(&settings).with(name, bytes).report();
        report.unwrap_or_else(|why| panic!("{self:?}: {why}"))
    }
}

/// Rows of text columns in Parquet.
pub(crate) fn parquet(cells: &[[String; 4]]) -> Vec<u8> {
    let fields = "required binary timestamp (STRING); required binary site (STRING); \
         required binary status_code (STRING); required binary latency_ms (STRING);";
    let column = |at: usize| Cells::Text(cells.iter().map(|row| row[at].clone()).collect());
    parquet_file(fields, &[0, 1, 2, 3].map(column))
}

/// The account of the log.
fn log_of(report: &Report) -> &Input {
    report.inputs.iter().find(|input| input.role == InputRole::Probes).unwrap()
}

/// Refused rows, unreadable outcomes and unreadable cells, as every place counts them.
pub(crate) fn counts(report: &Report) -> [u64; 3] {
    let counts = RefusedPart::ALL.map(|part| report.refusals.count_of(part));
    let input = log_of(report);
    assert_eq!(counts, [input.refused, input.unreadable_outcomes, input.unreadable_cells]);
    assert_eq!(counts.iter().sum::<u64>(), report.refusals.listed.len() as u64);
    counts
}

/// Numbers that must not differ: brackets and failed probes of outages, and shares.
pub(crate) fn numbers(report: &Report) -> Vec<String> {
    let outages =
        report.outages.iter().chain(&report.blips).map(|outage| {
            format!("{:?} {:?} {}", outage.onset, outage.recovery, outage.failed_probes)
        });
    let sites = report
        .sites
        .iter()
        .map(|site| format!("{} {:?} {:?}", site.site.id, site.up_share_max, site.observed_share));
    outages.chain(sites).collect()
}

/// An answer time that cannot be read is empty, and the failed probe stands.
#[test]
fn an_unreadable_answer_time_costs_the_answer_time_alone() {
    let spellings = [
        "-1",
        "-0.5",
        "NaN",
        "nan",
        "inf",
        "-inf",
        "null",
        "None",
        "N/A",
        "-",
        "timeout",
        "1.2.3",
        "12ms",
        "86400000.1",
        "1e99",
        "0x1f",
        "1 000",
    ];
    for reader in Reader::ALL {
        let rows = |latency| {
            [("200", "8"), ("503", latency), ("0", latency), ("200", "7.5"), ("200", "8")]
        };
        let expected = reader.report(&rows(""), "");
        assert_eq!((counts(&expected), expected.outages.len()), ([0, 0, 0], 1), "{reader:?}");
        for spelling in spellings {
            // The cell of a line of curl that nothing answered is no answer time at all.
            let cells = if reader == Reader::Curl { 1 } else { 2 };
            let report = reader.report(&rows(spelling), "");
            assert_eq!(counts(&report), [0, 0, cells], "{reader:?}, `{spelling}`");
            assert_eq!(numbers(&report), numbers(&expected), "{reader:?}, `{spelling}`");
            let refusal = &report.refusals.listed[0];
            assert_eq!((refusal.name.as_str(), refusal.kind.as_str()), ("latency_ms", "latency"));
        }
    }
}

/// A decimal comma is read where no comma separates the cells.
#[test]
fn a_decimal_comma_is_a_number_where_the_separator_is_none() {
    let rows = [("200", "8"), ("200", "1500,25"), ("200", "8")];
    let slow = "[rules]\nslow_ms = 1500\n";
    let semicolons = Reader::Semicolons.report(&rows, slow);
    assert_eq!(counts(&semicolons), [0, 0, 0]);
    let quoted = Reader::Quoted.report(&rows, slow);
    assert_eq!(counts(&quoted), [0, 0, 1]);
}

/// A code that no rule admits, and what is no code at all, is a probe with an unknown result: the
/// time around it is not observed, and never up.
#[test]
fn an_unreadable_outcome_is_an_unknown_probe() {
    let spellings =
        ["999", "600", "99", "1", "-1", "NaN", "ERR", "", "5e2", "503.5", "+503", "2OO", "65536"];
    for reader in Reader::ALL {
        let rows =
            |code| [("200", "8"), ("200", ""), (code, ""), (code, "9"), ("200", "7"), ("200", "8")];
        for spelling in spellings {
            let report = reader.report(&rows(spelling), "");
            let context = format!("{reader:?}, `{spelling}`");
            assert_eq!(counts(&report), [0, 2, 0], "{context}");
            assert_eq!(log_of(&report).rows, 6, "{context}");
            let site = &report.sites[0];
            assert_eq!(site.unknown_probes, 2, "{context}");
            assert_eq!((report.outages.len(), report.blips.len()), (0, 0), "{context}");
            // Of 25 minutes 15 lie around the two probes.
            assert_eq!(site.up.inner_length(), 10 * MINUTE, "{context}");
            assert_eq!(site.observed.inner_length(), 10 * MINUTE, "{context}");
        }
    }
}

/// A cell that says that there was no error was a failure.
#[test]
fn an_error_that_says_there_was_none_is_no_failure() {
    let words = ["-", "none", "NULL", "Nil", "n/a", "NaN", "OK", "success", ""];
    for (separator, quote) in [(",", ""), (",", "\""), (";", "")] {
        let settings = format!("{PROBES}separator = \"{separator}\"\n");
        let log = |columns: [&str; 2], cells: &dyn Fn(&str) -> String| {
            let head = ["timestamp", "site", columns[0], columns[1]].join(separator) + "\n";
            let rows = words.iter().enumerate().map(|(at, word)| {
                let stamp = format!("2022-10-05T00:{:02}:00Z", at * 5);
                let word = format!("{quote}{word}{quote}");
                [stamp, "a".to_owned(), cells(&word), word].join(separator) + "\n"
            });
            head + &rows.collect::<String>()
        };
        let read = |log: String| IncidentFolder::new(&settings).with("probes.csv", log).report();
        // Alone it is no outcome: the last row and one failure keep the log from being useless.
        let failed = format!("2022-10-05T01:00:00Z{separator}a{separator}{separator}dns\n");
        let report = read(log(["note", "error"], &|_| String::new()) + &failed).unwrap();
        assert_eq!(counts(&report), [0, words.len() as u64, 0]);
        assert_eq!(report.blips.len(), 1);
        let no_answer = read(log(["status_code", "error"], &|_| "0".to_owned())).unwrap();
        assert_eq!(no_answer.outages[0].failed_probes, words.len() as u64, "code 0 decides");
        assert_eq!(no_answer.outages[0].causes.len(), 1);
        let good = read(log(["status_code", "error"], &|_| "200".to_owned())).unwrap();
        assert_eq!((good.outages.len(), good.refusals.count()), (0, 0));
    }
}

/// Words for a result that others use are read in any letters.
#[test]
fn familiar_words_for_a_result_are_read() {
    let up = ["up", "Online", "TRUE", "ok", "Success", "1"];
    let down = ["Down", "OFFLINE", "false", "fail", "Failed", "failure", "ERROR", "timeout", "0"];
    for (words, down) in [(&up[..], false), (&down[..], true)] {
        for word in words {
            let rows = format!(
                "timestamp,site,result\n2022-10-05T00:00:00Z,a,{word}\n\
                 2022-10-05T00:05:00Z,a,{word}\n2022-10-05T00:10:00Z,a,{word}\n"
            );
            let report = IncidentFolder::new(PROBES).with("probes.csv", rows).report().unwrap();
            assert_eq!(report.refusals.count(), 0, "{word}");
            assert_eq!(report.outages.len(), usize::from(down), "{word}");
        }
    }
}

/// Zeros before a code, and behind its point, make no other code and no other cause.
#[test]
fn one_code_in_several_spellings_is_one_cause() {
    let rows =
        [("200", ""), ("0503", ""), ("503", ""), ("503.0", ""), ("00503.00", ""), ("0200.0", "")];
    for reader in Reader::ALL {
        let report = reader.report(&rows, "");
        assert_eq!(counts(&report), [0, 0, 0], "{reader:?}");
        assert_eq!(report.outages[0].causes, [CauseCount::exact("503", 4)], "{reader:?}");
    }
    // No answer, however it is written.
    for zero in ["0", "000", "0.0"] {
        let report = Reader::Plain.report(&[("200", ""), (zero, ""), (zero, ""), ("200", "")], "");
        assert_eq!(report.outages[0].causes, [CauseCount::exact("no answer", 2)], "{zero}");
    }
}

/// Codes outside 100 to 599 mean what the rules say, and nothing where these are silent.
#[test]
fn the_rules_admit_codes_outside_the_usual_ones() {
    let rows = [("200", ""), ("999", ""), ("999", ""), ("600", ""), ("1000", ""), ("200", "")];
    for reader in Reader::ALL {
        let down = "[rules]\ndown_codes = [999]\nup_codes = [600]\nchallenged_codes = [1000]\n";
        let report = reader.report(&rows, down);
        assert_eq!(counts(&report), [0, 0, 0], "{reader:?}");
        assert_eq!(report.outages.len(), 1, "{reader:?}");
        assert_eq!(report.outages[0].causes, [CauseCount::exact("999", 2)], "{reader:?}");
        assert_eq!(report.partials.len(), 1, "a challenged probe outside it: {reader:?}");
        let silent = reader.report(&rows, "");
        assert_eq!((counts(&silent), silent.outages.len()), ([0, 4, 0], 0), "{reader:?}");
    }
}

/// A code that cannot be read beside a result that decides is a cell that nothing needs. A result
/// that cannot be read decides nothing, whatever the code.
#[test]
fn a_result_decides_and_so_it_must_be_readable() {
    let log = |result: &str, code: &str| {
        format!(
            "timestamp,site,status_code,result\n2022-10-05T00:00:00Z,a,200,up\n\
             2022-10-05T00:05:00Z,a,{code},{result}\n2022-10-05T00:10:00Z,a,{code},{result}\n\
             2022-10-05T00:15:00Z,a,200,up\n"
        )
    };
    let report = |result: &str, code: &str| {
        IncidentFolder::new(PROBES).with("probes.csv", log(result, code)).report().unwrap()
    };
    let decided = report("down", "NaN");
    assert_eq!((counts(&decided), decided.outages.len()), ([0, 0, 2], 1));
    assert_eq!(decided.outages[0].causes, [CauseCount::exact("down", 2)]);
    let open = report("dwn", "503");
    assert_eq!((counts(&open), open.outages.len()), ([0, 2, 0], 0));
    assert_eq!(open.sites[0].unknown_probes, 2);
}

/// A log in which no outcome can be read is none of probes.
#[test]
fn a_log_without_one_readable_outcome_stops_the_run() {
    let log = "timestamp,site,result\n2022-10-05T00:00:00Z,a,fine\n2022-10-05T00:05:00Z,a,bad\n";
    let why = IncidentFolder::new(PROBES).with("probes.csv", log).report().expect_err("no row");
    assert!(why.contains("2 cannot be read, the first at probes.csv:2:3: result"), "{why}");
}

/// Text in another encoding costs its cell where nothing needs it, its row where it names the site.
#[test]
fn a_word_in_another_encoding_does_not_lose_the_failure() {
    let mut log = b"timestamp,site,status_code,error,note\n2022-10-05T00:00:00Z,a,200,,\n".to_vec();
    log.extend_from_slice(b"2022-10-05T00:05:00Z,a,0,Verbindung ung\xfcltig,\n");
    log.extend_from_slice(b"2022-10-05T00:10:00Z,a,503,,kaputt \xe4\n");
    log.extend_from_slice(b"2022-10-05T00:15:00Z,a,200,,\n");
    log.extend_from_slice(b"2022-10-05T00:15:00Z,b\xe4r,200,,\n");
    log.extend_from_slice(b"2022-10-05T00:2\xe4:00Z,a,200,,\n");
    for settings in [PROBES.to_owned(), format!("{PROBES}columns = {{ result = \"note\" }}\n")] {
        let is_plain = settings == PROBES;
        let report = IncidentFolder::new(&settings).with("probes.csv", &log).report().unwrap();
        let expected = if is_plain { [2, 0, 2] } else { [2, 1, 1] };
        assert_eq!(counts(&report), expected, "{:?}", report.refusals.listed);
        assert_eq!(report.outages.len(), usize::from(is_plain));
        assert_eq!(report.sites[0].unplaced_rows, 1);
    }
}

/// An error with a comma or a stray quotation mark in it has the fields of no header, and is a
/// probe all the same: its time and its site stand before the fault. A row that is cut short before
/// they are whole is none.
#[test]
fn a_ragged_row_is_an_unknown_probe_where_its_place_is_whole() {
    let rows = [
        "2022-10-05T00:00:00Z,a,200,",
        "2022-10-05T00:05:00Z,a,200,",
        "2022-10-05T00:10:00Z,a,0,connection refused, twice",
        "2022-10-05T00:15:00Z,a,0,said \"no",
        "2022-10-05T00:20:00Z,a,0",
        "2022-10-05T00:25:00Z,a,0,cut\rhere",
        "2022-10-05T00:30:00Z,a,200,",
        "2022-10-05T00:35:00Z,\"a,200,",
        "soon,a,200,and,more",
        "----,----",
        "2022-10-05T00:40:00Z,a",
    ];
    let of = |separator: &str| {
        let log = format!("timestamp,site,status_code,error\n{}\n", rows.join("\n"));
        log.replace(',', separator)
    };
    for (separator, settings) in [(",", ""), (";", "separator = \";\"\n")] {
        let settings = format!("{PROBES}{settings}");
        let folder = IncidentFolder::new(&settings).with("probes.csv", of(separator));
        let report = folder.report().unwrap();
        assert_eq!(counts(&report), [2, 3, 2], "{:?}", report.refusals.listed);
        let site = &report.sites[0];
        assert_eq!((site.unknown_probes, site.unplaced_rows), (3, 1));
        assert_eq!((report.outages.len(), site.up.inner_length()), (1, 5 * MINUTE));
        assert_eq!(report.sites.len(), 1, "no site is made of a part of a row");
    }
}

/// Each refused row of a log that is all of one site is counted there.
#[test]
fn a_log_of_one_site_counts_every_row_without_a_time_there() {
    let log = "timestamp,status_code\n2022-10-05T00:00:00Z,200\n2022-10-05T00:05:00Z,200\n\
        soon,503\n\"2022-10-05T00:10:00Z,503\n2022-10-05T00:15:00Z,200\n";
    let settings = format!("{PROBES}site = \"a\"\n");
    let report = IncidentFolder::new(&settings).with("probes.csv", log).report().unwrap();
    assert_eq!((counts(&report), report.sites[0].unplaced_rows), ([2, 0, 0], 2));
}

/// A row whose time cannot be read is counted at its site, and each verdict on the site says so;
/// one that names no site is counted at its source alone.
#[test]
fn a_row_without_a_readable_time_is_counted_at_its_site() {
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n2022-10-05T00:05:00Z,a,200\n\
        yesterday,a,503\n2022-10-05T00:10:00,a,503\n2022-10-05T00:10:00Z,b,200\n,c,503\n\
        2022-10-05T00:15:00Z,b,200\n2022-10-05T00:20:00Z,,503\nnever,,503\n";
    let claims = "claim,claimant,role,kind,published,targets\n\
        1,K,attacker,attack,2022-10-05T00:05:00Z,a;b;c\n\
        2,K,attacker,cause,2022-10-05T00:05:00Z,a\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log).with("claims.csv", claims);
    let report = folder.report().unwrap();
    assert_eq!(counts(&report), [5, 0, 0]);
    let rows: Vec<(&str, u64, bool)> = report
        .sites
        .iter()
        .map(|site| (site.site.id.as_str(), site.unplaced_rows, site.measured))
        .collect();
    assert_eq!(rows, [("a", 2, true), ("b", 0, true), ("c", 1, false)]);
    for verdict in &report.verdicts {
        let has_flag = verdict.flags.contains(&VerdictFlag::UnplacedRows);
        assert_eq!(has_flag, verdict.site != "b", "{verdict:?}");
    }
    assert_eq!(report.verdicts.len(), 4);
}

/// Layouts of others know the site of a record whose outcome or time they cannot read.
#[test]
fn layouts_keep_the_place_of_what_they_cannot_read() {
    let fettle = "2022-10-05T00:00:00Z, success, 1\n2022-10-05T00:05:00Z, success, 1\n\
        2022-10-05T00:10:00Z, broken, 1\n2022-10-05T00:15:00Z, success, 1\nsoon, failed, 1\n";
    let pingdom = "time,status,probeid,responsetime\n1664928000,up,1,10\n1664928300,up,1,10\n\
        1664928600,broken,1,10\n1664928900,up,1,10\nsoon,down,1,10\n";
    let sample =
        |minute: i64, value: &str| format!("[{}, \"{value}\"]", 1_664_928_000 + minute * 60);
    let values = [sample(0, "1"), sample(5, "1"), sample(10, "NaN"), sample(15, "1")].join(", ");
    let prometheus = format!(
        "{{\"status\": \"success\", \"data\": {{\"resultType\": \"matrix\", \"result\": [\
         {{\"metric\": {{\"__name__\": \"probe_success\", \"instance\": \"a\"}}, \
         \"values\": [{values}, [\"soon\", \"0\"]]}}]}}}}"
    );
    for (layout, name, text) in [
        ("fettle", "a_report.log", fettle),
        ("pingdom", "a.csv", pingdom),
        ("prometheus", "a.json", prometheus.as_str()),
    ] {
        let settings = format!("[[probes]]\nfiles = \"{name}\"\nlayout = \"{layout}\"\n");
        let report = IncidentFolder::new(&settings).with(name, text).report().unwrap();
        assert_eq!(counts(&report), [1, 1, 0], "{layout}: {:?}", report.refusals.listed);
        let site = &report.sites[0];
        assert_eq!((site.unknown_probes, site.unplaced_rows), (1, 1), "{layout}");
        assert_eq!(site.up.inner_length(), 5 * MINUTE, "{layout}: from midnight to five past");
        assert_eq!(log_of(&report).rows, 5, "{layout}");
    }
}

/// A file of runs carries all three counts, and the rows without a readable time.
#[test]
fn runs_carry_what_could_not_be_read() {
    let log = "timestamp,site,status_code,latency_ms\n2022-10-05T00:00:00Z,a,200,8\n\
        2022-10-05T00:05:00Z,a,503,-1\n2022-10-05T00:10:00Z,a,ERR,8\nsoon,a,503,8\n\
        2022-10-05T00:15:00Z,a,200,8\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    let from_log = folder.report().unwrap();
    assert_eq!(counts(&from_log), [1, 1, 1]);
    let runs = folder.path().join("runs.parquet");
    crate::runs::done(folder.path(), "fold probes.csv -o runs.parquet");
    assert!(runs.is_file());
    folder.set("[[probes]]\nfiles = \"runs.parquet\"\n");
    let from_runs = folder.report().unwrap();
    assert_eq!(counts(&from_runs), [1, 1, 1]);
    assert_eq!(from_runs.refusals.counts, from_log.refusals.counts);
    assert_eq!(from_runs.sites[0].unplaced_rows, 1);
    assert_eq!(numbers(&from_runs), numbers(&from_log));
}
