//! Databases of monitors: what their rows come to, and that reading leaves them as they lie there.

use crate::incident_folder::IncidentFolder;
use crate::unsynced_database::unsynced_database;
use corroborate::clock::{Bracket, rfc3339};
use corroborate::model::{CauseCount, Outage, Report};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// The tables of Uptime Kuma 1.x, as far as beats go.
pub(crate) const KUMA_1: &str = "
    CREATE TABLE monitor (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(150), active \
    BOOLEAN DEFAULT 1 NOT NULL,
        user_id INTEGER, interval INTEGER DEFAULT 20 NOT NULL, url TEXT, type VARCHAR(20), weight \
        INTEGER DEFAULT 2000,
        hostname VARCHAR(255), port INTEGER, created_date DATETIME, keyword VARCHAR(255), \
        maxretries INTEGER NOT NULL DEFAULT 0,
        ignore_tls BOOLEAN DEFAULT 0 NOT NULL, upside_down BOOLEAN DEFAULT 0 NOT NULL);
    CREATE TABLE heartbeat (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, important BOOLEAN NOT \
    NULL DEFAULT 0,
        monitor_id INTEGER NOT NULL REFERENCES monitor (id) ON UPDATE CASCADE ON DELETE CASCADE, \
        status SMALLINT NOT NULL,
        msg TEXT, time DATETIME NOT NULL, ping INTEGER, duration INTEGER DEFAULT 0 NOT NULL, \
        down_count INTEGER DEFAULT 0 NOT NULL);
    CREATE INDEX monitor_time_index ON heartbeat (monitor_id, time);";
/// Tables and columns that Uptime Kuma 2.x adds.
const KUMA_2: &str = "
    ALTER TABLE heartbeat ADD end_time datetime NULL;
    ALTER TABLE heartbeat ADD retries integer NOT NULL DEFAULT 0;
    CREATE TABLE stat_minutely (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, monitor_id integer \
    NOT NULL, timestamp integer NOT NULL,
        ping float NOT NULL, up smallint NOT NULL, down smallint NOT NULL);";
const GATUS: &str = "
    CREATE TABLE endpoints (endpoint_id INTEGER PRIMARY KEY, endpoint_key TEXT UNIQUE, \
    endpoint_name TEXT NOT NULL,
        endpoint_group TEXT NOT NULL, UNIQUE(endpoint_name, endpoint_group));
    CREATE TABLE endpoint_results (endpoint_result_id INTEGER PRIMARY KEY, endpoint_id INTEGER NOT \
    NULL REFERENCES
        endpoints(endpoint_id) ON DELETE CASCADE, success INTEGER NOT NULL, errors TEXT NOT NULL, \
        connected INTEGER NOT NULL,
        status INTEGER NOT NULL, dns_rcode TEXT NOT NULL, certificate_expiration INTEGER NOT NULL, \
        domain_expiration INTEGER NOT NULL,
        hostname TEXT NOT NULL, ip TEXT NOT NULL, duration INTEGER NOT NULL, timestamp TIMESTAMP \
        NOT NULL, suite_result_id INTEGER);";

/// An incident over `probes.db`, which is made of statements.
pub(crate) fn incident(layout: &str, statements: &[&str]) -> IncidentFolder {
    let folder = IncidentFolder::new(&settings(layout, ""));
    let connection = unsynced_database(folder.path().join("probes.db"));
    // As old versions of the monitors leave it: rows may be of monitors that are gone.
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    statements.iter().for_each(|statement| connection.execute_batch(statement).unwrap());
    connection.close().unwrap();
    folder
}

fn settings(layout: &str, more: &str) -> String {
    format!("[[probes]]\nfiles = \"probes.db\"\nname = \"home\"\nlayout = \"{layout}\"\n{more}")
}

/// The error of a folder that cannot be read.
fn error(folder: &IncidentFolder) -> String {
    folder.report().expect_err("an error")
}

/// A beat of a Kuma: monitor, status, time, message.
pub(crate) fn beats(rows: &[(i64, i64, &str, &str)]) -> String {
    let row = |(monitor, status, time, message): &(i64, i64, &str, &str)| {
        format!(
            "INSERT INTO heartbeat (monitor_id, status, time, msg, ping) VALUES ({monitor}, \
             {status}, '{time}', '{message}', 40);"
        )
    };
    rows.iter().map(row).collect()
}

/// Returns the site, the four edges of its brackets, and the causes.
fn edges_and_causes(outage: &Outage) -> (String, [String; 4], Vec<CauseCount>) {
    let edge = |at: Option<_>| at.map(rfc3339).unwrap_or_default();
    let both = |bracket: Bracket| [edge(bracket.after), edge(bracket.by)];
    let ([a, b], [c, d]) = (both(outage.onset), both(outage.recovery));
    (outage.site.clone(), [a, b, c, d], outage.causes.clone())
}

pub(crate) fn sites(report: &Report) -> Vec<&str> {
    report.sites.iter().map(|site| site.site.id.as_str()).collect()
}

/// Counts the rows read, and lists the refusals as users see them.
fn refused(report: &Report) -> (u64, Vec<String>) {
    let probes = report.inputs.iter().find(|input| input.path == "probes.db").unwrap();
    let parts = probes.unreadable_outcomes + probes.unreadable_cells;
    assert_eq!(probes.refused + parts, report.refusals.count());
    (probes.rows, report.refusals.listed.iter().map(ToString::to_string).collect())
}

fn causes(words: &[&str]) -> Vec<CauseCount> {
    words.iter().map(|word| CauseCount::exact(word, 1)).collect()
}

/// A minute between beats. The first failure is pending, so the outage begins after the last good
/// beat and by the first failed one.
#[test]
fn beats_of_a_kuma_are_an_outage_between_its_brackets() {
    let rows = beats(&[
        (1, 1, "2024-03-01 10:00:00.100", "200 - OK"),
        (2, 1, "2024-03-01 10:00:30.100", "200 - OK"),
        (1, 1, "2024-03-01 10:01:00.200", "200 - OK"),
        (2, 3, "2024-03-01 10:01:30.100", "Monitor under maintenance"),
        (1, 2, "2024-03-01 10:02:00.300", "timeout of 48000ms exceeded"),
        (2, 3, "2024-03-01 10:02:30.100", "Monitor under maintenance"),
        (1, 0, "2024-03-01 10:03:00.400", "timeout of 48000ms exceeded"),
        (1, 0, "2024-03-01 10:04:00.500", "connect ECONNREFUSED 192.0.2.1:443"),
        (2, 1, "2024-03-01 10:03:30.100", "200 - OK"),
        (1, 0, "2024-03-01 10:05:00.600", "Request failed with status code 503"),
        (1, 1, "2024-03-01 10:06:00.700", "200 - OK"),
        (1, 1, "2024-03-01 10:07:00", "200 - OK"),
    ]);
    let monitors = "INSERT INTO monitor (name, type, url) VALUES ('Shop', 'http', \
        'https://shop.example'), ('Api', 'http', 'https://api.example')";
    for more in ["", KUMA_2] {
        let report = incident("uptime-kuma", &[KUMA_1, more, monitors, &rows]).report().unwrap();
        assert_eq!(sites(&report), ["Api", "Shop"]);
        let edges = ["10:01:00.200", "10:03:00.400", "10:05:00.600", "10:06:00.700"]
            .map(|time| format!("2024-03-01T{time}Z"));
        let outages: Vec<_> =
            report.outages.iter().chain(&report.blips).map(edges_and_causes).collect();
        assert_eq!(outages, [("Shop".to_owned(), edges, causes(&["503", "connect", "timeout"]))]);
        assert_eq!(refused(&report), (12, Vec::new()));
        let locations = (report.outages[0].first_row.line, report.outages[0].last_row.line);
        assert_eq!(
            (locations, report.outages[0].vantages.as_slice()),
            ((7, 10), ["home".to_owned()].as_slice())
        );
    }
}

/// The ids of rows are their numbers, however far they jump, and the causes are words.
#[test]
fn messages_of_a_kuma_become_words() {
    let messages = [
        ("getaddrinfo ENOTFOUND timeout.example", "dns"),
        ("connect ETIMEDOUT 192.0.2.1:443", "timeout"),
        ("timeout by AbortSignal (48s)", "timeout"),
        ("read ECONNRESET", "reset"),
        ("certificate has expired", "tls"),
        ("200 - OK, but keyword is not in [gateway timeout]", "keyword"),
        ("Request failed with status code 404", "404"),
        ("Request failed with status code 999", "Request failed with status code 999"),
    ];
    for (message, word) in messages {
        let rows = format!(
            "INSERT INTO monitor (id, name, type) VALUES (4, 'a', 'http');
             INSERT INTO heartbeat (id, monitor_id, status, time, msg) VALUES (17, 4, 1, \
             '2024-03-01 10:00:00', '200 - OK'),
                (9000000000, 4, 0, '2024-03-01 10:01:00', '{message}'), (9000000002, 4, 0, \
                '2024-03-01 10:02:00', '{message}'),
                (9223372036854775807, 4, 1, '2024-03-01 10:03:00', '200 - OK')"
        );
        let report = incident("uptime-kuma", &[KUMA_1, &rows]).report().unwrap();
        assert_eq!(report.outages[0].causes, [CauseCount::exact(word, 2)], "{message}");
        assert_eq!(
            (report.outages[0].first_row.line, report.outages[0].last_row.line),
            (9_000_000_000, 9_000_000_002)
        );
    }
}

/// Two monitors never fall together, and what is no probe is not measured.
#[test]
fn each_monitor_is_a_site_of_its_own() {
    let monitors =
        "INSERT INTO monitor (id, name, type) VALUES (1, 'Shop', 'http'), (2, ' Shop ', \
        'ping'), (3, 'Shop #1', 'http'),
        (4, NULL, 'http'), (5, 'All', 'group'), (6, 'C# docs', 'http')";
    let rows: String = (1..=7)
        .map(|monitor| {
            beats(&[
                (monitor, 1, "2024-03-01 10:00:00", ""),
                (monitor, 0, "2024-03-01 10:01:00", "Child inaccessible"),
                (monitor, 0, "2024-03-01 10:02:00", "Child inaccessible"),
                (monitor, 1, "2024-03-01 10:03:00", ""),
            ])
        })
        .collect();
    let report = incident("uptime-kuma", &[KUMA_1, monitors, &rows]).report().unwrap();
    assert_eq!(sites(&report), ["#4", "#7", "All", "C# docs", "Shop #1", "Shop #1 #3", "Shop #2"]);
    let down: Vec<&str> = report.outages.iter().map(|outage| outage.site.as_str()).collect();
    assert_eq!(down, ["#4", "#7", "C# docs", "Shop #1", "Shop #1 #3", "Shop #2"]);
    assert!(
        report
            .outages
            .iter()
            .all(|outage| outage.causes == [CauseCount::exact("Child inaccessible", 2)])
    );
}

#[test]
fn beats_that_cannot_be_used_are_refused_by_their_number() {
    let rows = "INSERT INTO monitor (name, type) VALUES ('a', 'http');
        INSERT INTO heartbeat (id, monitor_id, status, time, msg, ping) VALUES
        (1, 1, 1, '2024-03-01 10:00:00', '', 5), (3, 1, 7, '2024-03-01 10:01:00', '', 5), (4, 1, \
        0, 'soon', '', 5),
        (6, 'x', 0, '2024-03-01 10:02:00', '', 5), (8, 1, 1, '2024-03-01 10:03:00', '', -5), (9, \
        1, 0, 1709287440000, '', 5),
        (10, 1, 1, '2024-03-01 10:04:00', '', 5)";
    let report = incident("uptime-kuma", &[KUMA_1, rows]).report().unwrap();
    let expected = [
        "probes.db:3:7: result: expected `up`, `down`, `degraded`, `challenged`, `unknown` or a \
         word that means one of them, found `7`",
        "probes.db:4:1: timestamp: `soon` is not a time; write it as `2022-10-05T13:42:00Z`",
        "probes.db:6:2: site: the field is empty",
        "probes.db:8:6: latency_ms: expected 0 to 86400000 milliseconds or nothing, found `-5`",
        "probes.db:9:1: timestamp: `1709287440000` is not a time; write it as \
         `2022-10-05T13:42:00Z`",
    ];
    assert_eq!(refused(&report), (7, expected.map(str::to_owned).to_vec()));
    assert!(report.outages.is_empty() && report.blips.is_empty());
}

/// The offset that Go writes counts, and the name of the zone and the other clock behind it do not.
#[test]
fn results_of_a_gatus_are_an_outage_between_its_brackets() {
    let rows = "INSERT INTO endpoints VALUES (1, 'core_front-end', 'Front End', 'core'), (2, \
        'core_mail', 'Mail', 'core');
        INSERT INTO endpoint_results VALUES
        (501, 1, 1, '', 1, 200, '', 0, 0, 'a.example', '', 12345678, '2024-03-01 \
        10:00:00.123456789 +0000 UTC', NULL),
        (502, 2, 1, '', 1, 0, '', 0, 0, 'b.example', '', 2000000, '2024-03-01 10:00:00.5 +0000 \
        UTC', NULL),
        (503, 1, 0, 'Get \"https://timeout.example\": dial tcp: lookup a.example on 192.0.2.53:53: \
        no such host', 0, 0, '', 0, 0,
            '', '', 900000, '2024-03-01 11:01:00.25 +0100 CET m=+60.000000001', NULL),
        (504, 1, 0, '', 1, 503, '', 0, 0, 'a.example', '', 3000000, '2024-03-01T10:02:00Z', NULL),
        (505, 1, 0, 'Get \"https://a.example\": context deadline exceeded|~|second', 1, 200, '', \
        0, 0, 'a.example', '', 5000000,
            '2024-03-01 10:03:00 +0000 UTC', NULL),
        (506, 2, 1, '', 1, 0, '', 0, 0, 'b.example', '', 2000000, '2024-03-01 10:03:00.5 +0000 \
        UTC', NULL),
        (507, 1, 1, '', 1, 200, '', 0, 0, 'a.example', '', 11000000, '2024-03-01 10:04:00.75 +0000 \
        UTC', NULL),
        (508, 1, 2, '', 1, 200, '', 0, 0, 'a.example', '', 11000000, '2024-03-01 10:05:00 +0000 \
        UTC', NULL),
        (509, 1, 1, '', 1, 200, '', 0, 0, 'a.example', '', 11000000, '2024-03-01 10:05:00', NULL),
        (510, 1, 1, '', 1, 200, '', 0, 0, 'a.example', '', 11000000, 1709287500, NULL)";
    let report = incident("gatus", &[GATUS, rows]).report().unwrap();
    assert_eq!(sites(&report), ["core_front-end", "core_mail"]);
    let edges = ["10:00:00.123456", "10:01:00.250", "10:03:00", "10:04:00.750"]
        .map(|time| format!("2024-03-01T{time}Z"));
    let outages: Vec<_> =
        report.outages.iter().chain(&report.blips).map(edges_and_causes).collect();
    assert_eq!(outages, [("core_front-end".to_owned(), edges, causes(&["503", "dns", "timeout"]))]);
    assert_eq!((report.outages[0].first_row.line, report.outages[0].last_row.line), (503, 505));
    let (rows, refused) = refused(&report);
    let begins = [
        "probes.db:508:7: result: ",
        "probes.db:509:1: timestamp: `2024-03-01 10:05:00` has no UTC offset",
        "probes.db:510:1: timestamp: `1709287500` is not a time",
    ];
    assert_eq!((rows, refused.len()), (10, begins.len()), "{refused:?}");
    assert!(refused.iter().zip(begins).all(|(line, begin)| line.starts_with(begin)), "{refused:?}");
}

/// A Kuma of two beats, in the given mode.
fn small(mode: &str) -> IncidentFolder {
    let rows = beats(&[(1, 1, "2024-03-01 10:00:00", ""), (1, 1, "2024-03-01 10:01:00", "")]);
    let mode = format!("PRAGMA journal_mode = {mode}");
    let folder = incident(
        "uptime-kuma",
        &[KUMA_1, "INSERT INTO monitor (name, type) VALUES ('a', 'http')", &rows],
    );
    let connection = unsynced_database(folder.path().join("probes.db"));
    connection.query_row(&mode, [], |_| Ok(())).unwrap();
    // A journal that is kept stays behind, without a word in it.
    connection.execute_batch("UPDATE monitor SET interval = 60").unwrap();
    connection.close().unwrap();
    folder
}

/// Names and bytes of all files of a folder.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> =
        entries.map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
    all.sort();
    all
}

#[test]
fn nothing_is_written_and_no_file_appears() {
    for mode in ["delete", "truncate", "persist", "wal"] {
        let folder = small(mode);
        let before = all(folder.path());
        assert_eq!(refused(&folder.report().unwrap()), (2, Vec::new()), "{mode}");
        assert_eq!(before, all(folder.path()), "{mode}");
    }
}

/// A link to a database is read where that lies, with what stands beside it there.
#[test]
fn rows_that_wait_beside_a_database_are_not_passed_over() {
    let folder = small("wal");
    let link = IncidentFolder::new(&settings("uptime-kuma", ""));
    crate::incident_folder::link(folder.path().join("probes.db"), link.path().join("probes.db"));
    let writer = unsynced_database(folder.path().join("probes.db"));
    assert_eq!(refused(&folder.report().unwrap()).0, 2);
    writer.execute_batch(&beats(&[(1, 0, "2024-03-01 10:02:00", "")])).unwrap();
    let before = all(folder.path());
    for folder in [&folder, &link] {
        let why = error(folder);
        assert!(
            why.contains("`probes.db-wal` beside it holds rows")
                && why.contains("wal_checkpoint(TRUNCATE)"),
            "{why}"
        );
    }
    assert_eq!(before, all(folder.path()));
    writer.close().unwrap();
    assert_eq!([&folder, &link].map(|folder| refused(&folder.report().unwrap()).0), [3, 3]);
    let folder = small("delete");
    fs::write(
        folder.path().join("probes.db-journal"),
        b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\0\0\0\x01",
    )
    .unwrap();
    let why = error(&folder);
    assert!(
        why.contains("`probes.db-journal` beside it says that a write is not finished"),
        "{why}"
    );
}

#[test]
fn a_database_that_cannot_be_read_says_why() {
    let zone = small("delete");
    zone.set(&settings("uptime-kuma", "zone = \"Europe/Berlin\""));
    let cut = small("delete");
    let path = cut.path().join("probes.db");
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 4096]).unwrap();
    let text = small("delete");
    fs::write(text.path().join("probes.db"), "timestamp,site\n").unwrap();
    let packed = small("delete");
    fs::write(packed.path().join("probes.db"), b"\x1f\x8b\x08\0").unwrap();
    let no_column = "CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT); CREATE \
        TABLE heartbeat (id INTEGER PRIMARY KEY, status, time)";
    let view = "ALTER TABLE heartbeat RENAME TO old; CREATE VIEW heartbeat AS SELECT * FROM old";
    let locked = small("delete");
    let writer = unsynced_database(locked.path().join("probes.db"));
    writer.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let cases = [
        (zone, "Uptime Kuma writes its times in UTC; leave `zone` out of its [[probes]]"),
        (cut, "the database is damaged or cut short; copy it again while no program writes it"),
        (text, "no SQLite database; name the file that the monitor writes"),
        (packed, "a packed database; unpack it first"),
        (
            incident("uptime-kuma", &[GATUS]),
            "there is no table `monitor`; found `endpoint_results`, `endpoints`; is `layout` \
             right?",
        ),
        (
            incident("gatus", &["CREATE TABLE endpoints (id)"]),
            "the table `endpoints` has no column `endpoint_id`; found `id`; is `layout` right?",
        ),
        (
            incident("uptime-kuma", &[no_column]),
            "the table `heartbeat` has no column `monitor_id`; found `id`, `status`, `time`",
        ),
        (incident("uptime-kuma", &[KUMA_1, view]), "there is no table `heartbeat`"),
        (incident("uptime-kuma", &[KUMA_1]), "the probe logs hold no usable row"),
        (locked, "another program holds a lock on it; close that program, or read a copy"),
    ];
    for (folder, expected) in cases {
        let why = error(&folder);
        assert!(why.contains("probes.db") && why.contains(expected), "{why}");
    }
}

/// The library takes it for granted that the names of columns are UTF-8.
#[test]
fn a_column_with_a_name_of_any_bytes_is_passed_over() {
    let folder = small("delete");
    let path = folder.path().join("probes.db");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(10).position(|name| name == b"down_count").unwrap();
    bytes[at] = 0xff;
    fs::write(&path, bytes).unwrap();
    assert_eq!(refused(&folder.report().unwrap()), (2, Vec::new()));
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(64))]

        /// Any bytes behind the magic are read or refused.
        #[test]
        fn any_bytes_behind_the_magic_are_an_error(
            bytes in prop::collection::vec(any::<u8>(), 0..3000),
        ) {
            let folder = IncidentFolder::new(&settings("uptime-kuma", ""));
            folder.write("probes.db", [b"SQLite format 3\0", &bytes[..]].concat());
            prop_assert!(folder.report().is_err());
        }

        /// A database with some bytes changed is read or refused, and is never written to.
        #[test]
        fn a_damaged_database_stops_the_run_and_not_the_program(
            changes in
                prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        ) {
            let folder = small("delete");
            let path = folder.path().join("probes.db");
            let mut bytes = fs::read(&path).unwrap();
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            fs::write(&path, bytes).unwrap();
            let before = all(folder.path());
            let _ = folder.report();
            prop_assert_eq!(before, all(folder.path()));
        }
    }
}
