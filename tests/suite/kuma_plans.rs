//! Announced work that an Uptime Kuma planned.

use crate::incident_folder::IncidentFolder;
use crate::program_run::ran;
use crate::sqlite::{KUMA_1, beats, incident};
use std::fs;

/// The tables of plans since 1.22, and the monitors that they are for.
const PLANS: &str = "
    CREATE TABLE maintenance (id INTEGER PRIMARY KEY AUTOINCREMENT, title VARCHAR(150) NOT NULL, \
    description TEXT NOT NULL DEFAULT '',
        user_id INTEGER, active BOOLEAN NOT NULL DEFAULT 1, strategy VARCHAR(50) NOT NULL DEFAULT \
        'single', start_date DATETIME,
        end_date DATETIME, start_time TIME, end_time TIME, weekdays VARCHAR(250) DEFAULT '[]', \
        days_of_month TEXT DEFAULT '[]',
        interval_day INTEGER, cron TEXT, timezone VARCHAR(255), duration INTEGER);
    CREATE TABLE monitor_maintenance (id INTEGER PRIMARY KEY AUTOINCREMENT, monitor_id INTEGER NOT \
    NULL, maintenance_id INTEGER NOT NULL);";
/// What 1.18 to 1.21 had in place of a zone.
const SLOTS: &str = "
    ALTER TABLE maintenance DROP COLUMN timezone;
    CREATE TABLE maintenance_timeslot (id INTEGER PRIMARY KEY AUTOINCREMENT, maintenance_id \
    INTEGER NOT NULL, start_date DATETIME NOT NULL,
        end_date DATETIME, generated_next BOOLEAN DEFAULT 0);";

/// Runs `init` on a database of two monitors with these plans: what it says, and the
/// `maintenance.csv` that it wrote.
fn planned(statements: &[&str]) -> (IncidentFolder, String, Option<String>) {
    let monitors = "INSERT INTO monitor (name, type) VALUES ('Shop', 'http'), ('Post', 'http')";
    let rows = beats(&[
        (1, 1, "2024-07-01 00:00:00", "200 - OK"),
        (1, 1, "2024-07-01 09:00:00", "200 - OK"),
        (2, 1, "2024-07-01 00:00:00", "200 - OK"),
    ]);
    let folder = incident("uptime-kuma", &[&[KUMA_1, monitors, &rows, PLANS], statements].concat());
    fs::remove_file(folder.path().join("incident.toml")).unwrap();
    let words = ["init", ".", "probes.db"];
    let output = ran(folder.path(), &words);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let written = fs::read_to_string(folder.path().join("maintenance.csv")).ok();
    (folder, String::from_utf8(output.stdout).unwrap(), written)
}

/// Plans that are times become rows of `maintenance.csv`, in UTC; rules and clocks of a server that
/// nobody knows are left to the user.
#[test]
fn plans_of_a_kuma_that_are_times_are_written_by_init() {
    let plans =
        "INSERT INTO maintenance (title, active, strategy, start_date, end_date, timezone) \
        VALUES
        ('Move, big', 1, 'single', '2024-07-01 10:00', '2024-07-01 11:30:00', 'Europe/Berlin'),
        ('Server clock', 1, 'single', '2024-07-01 10:00', '2024-07-01 11:30', 'SAME_AS_SERVER'),
        ('Each week', 1, 'recurring-weekday', NULL, NULL, 'UTC'),
        ('Called off', 0, 'single', '2024-07-02 10:00', '2024-07-02 11:30', 'UTC'),
        ('For nobody', 1, 'single', '2024-07-02 10:00', '2024-07-02 11:30', 'UTC'),
        ('Backwards', 1, 'single', '2024-07-02 10:00', '2024-07-02 09:30', 'UTC');
        INSERT INTO monitor_maintenance (monitor_id, maintenance_id) VALUES (2, 1), (1, 1), (1, \
        2), (1, 3), (1, 4), (1, 6);";
    let (folder, said, written) = planned(&[plans]);
    let rows = "site,from,until,note\nPost,2024-07-01T08:00:00Z,2024-07-01T09:30:00Z,\"Move, \
        big\"\n\
        Shop,2024-07-01T08:00:00Z,2024-07-01T09:30:00Z,\"Move, big\"\n";
    assert_eq!(written.as_deref(), Some(rows));
    assert!(said.contains("written, maintenance.csv: 1 time of announced work"), "{said}");
    assert!(
        said.contains("3 plans of announced work without a time that the archive tells"),
        "{said}"
    );
    let report = folder.report().unwrap();
    let works: Vec<i64> = report
        .sites
        .iter()
        .map(|site| site.maintenance.spans().iter().map(|span| span.length() / 1_000_000).sum())
        .collect();
    // As it was planned, though the record ends at 09:00.
    assert_eq!(works, [5_400, 5_400], "Post and Shop");
    assert_eq!(report.refusals.count(), 0);
}

/// An older database has the times that were made of its rules, in UTC.
#[test]
fn times_that_an_older_kuma_made_of_its_plans_are_written_too() {
    let plans = "INSERT INTO maintenance (title, strategy, start_date) VALUES ('Each day', \
        'recurring-interval', '2024-07-01'), ('Some day', 'manual', NULL);
        INSERT INTO monitor_maintenance (monitor_id, maintenance_id) VALUES (1, 1), (1, 2);
        INSERT INTO maintenance_timeslot (maintenance_id, start_date, end_date) VALUES
            (1, '2024-07-01 02:00:00', '2024-07-01 03:00:00'), (1, '2024-07-02 02:00:00', \
            '2024-07-02 03:00:00');";
    let (_, said, written) = planned(&[SLOTS, plans]);
    let rows = "site,from,until,note\nShop,2024-07-01T02:00:00Z,2024-07-01T03:00:00Z,Each day\n\
        Shop,2024-07-02T02:00:00Z,2024-07-02T03:00:00Z,Each day\n";
    assert_eq!(written.as_deref(), Some(rows));
    assert!(
        said.contains("2 times of announced work")
            && said.contains("1 plan of announced work without"),
        "{said}"
    );
    let (_, said, written) = planned(&[]);
    assert!(written.is_none() && !said.contains("announced work"), "{said}");
}
