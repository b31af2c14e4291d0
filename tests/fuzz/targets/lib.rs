//! Code that the fuzz targets share: bytes into the files of an incident, and the report of it.

use corroborate::model::{Origin, Request};
use corroborate::pipeline;
use std::fs;
use tempfile::TempDir;

/// Log that stands beside claims and settings.
pub const LOG: &[u8] = b"timestamp,site,vantage,status_code\n\
    2022-10-05T00:00:00Z,a.example,x,200\n\
    2022-10-05T00:10:00Z,a.example,x,503\n\
    2022-10-05T00:20:00Z,a.example,x,503\n\
    2022-10-05T00:30:00Z,a.example,x,200\n";

/// Layout of archives and claims, with the keys that it needs.
pub struct Entry {
    /// Word of `layout`.
    pub layout: &'static str,
    /// Lines of TOML; may be empty.
    pub keys: &'static str,
}

const fn entry(layout: &'static str, keys: &'static str) -> Entry {
    Entry { layout, keys }
}

/// Layouts of probe logs, one of which a byte picks. Those of a clone are in [`CLONES`].
pub const PROBES: [Entry; 18] = [
    entry("csv", ""),
    entry("blackbox-log", ""),
    entry("fettle", "zone = \"UTC\""),
    entry("gatus", ""),
    entry("json", JSON_COLUMNS),
    entry(
        "lines",
        "format = [\"{timestamp} {site} failed: {error}\", \"{timestamp} {site} {status_code} \
         {latency_s}\"]",
    ),
    entry("ooni", ""),
    entry(
        "periods",
        "columns = { site = \"Service\", start = \"Start\", end = \"End\" }\nstate = \"down\"\n\
         interval = \"1m\"\nzone = \"UTC\"",
    ),
    entry("pingdom", "zone = \"UTC\""),
    entry("pingdom-outages", "interval = \"1m\"\nzone = \"UTC\""),
    entry("prometheus", ""),
    entry("ripe-atlas", ""),
    entry("statuscake", "interval = \"5m\"\nzone = \"UTC\""),
    entry("uptime-kuma", ""),
    entry("uptimerobot", "interval = \"5m\"\nzone = \"UTC\""),
    entry("wayback-cdx", ""),
    entry("wide", "columns = { timestamp = \"Time\" }\ncells = \"status_code\"\nzone = \"UTC\""),
    entry("mtr", "addresses = [\"192.0.2.7\", \"192.0.2.8\"]"),
];

const JSON_COLUMNS: &str = "time_format = \"unix_s\"\ncolumns = { site = \"sites.{key}\", \
    timestamp = \"sites.*.log[].at\", status_code = \"sites.*.log[].answer.code\" }";

/// Layouts of a clone, one of which a byte picks, each with the file in it that has versions.
pub const CLONES: [(&str, Entry); 3] = [
    (
        "status.csv",
        entry(
            "git",
            "path = \"status.csv\"\ncolumns = { site = \"name\", result = \"state\" }\n\
             results = { fine = \"up\", gone = \"down\" }\ninterval = \"5m\"",
        ),
    ),
    (
        "last.csv",
        entry(
            "git-log",
            "path = \"last.csv\"\ncolumns = { timestamp = \"at\", site = \"page\", \
             status_code = \"code\" }\nzone = \"UTC\"",
        ),
    ),
    ("history/shop.yml", entry("upptime", "interval = \"5m\"")),
];

/// Layouts of claims, one of which a byte picks.
pub const CLAIMS: [Entry; 8] = [
    entry("csv", ""),
    entry("cstate", "targets = \"*\"\nzone = \"UTC\""),
    entry("ddosia", "zone = \"UTC\""),
    entry("github-statuses", "targets = \"*\""),
    entry(
        "json",
        "columns = { claim = \"notes[].nr\", published = \"notes[].at\", targets = \
         \"notes[].sites\", kind = \"notes[].says\" }",
    ),
    entry("statuspage", "targets = \"*\""),
    entry("stix", "role = \"researcher\"\nkind = \"attack\""),
    entry("telegram", "targets = \"*\"\nrole = \"attacker\"\nkind = \"attack\"\nclaimant = \"w\""),
];

/// The lines of `incident.toml` that read a file so, below the heading of its entry.
pub fn lines(entry: &Entry, file: &str) -> String {
    let layout = if entry.layout == "csv" {
        String::new()
    } else {
        format!("layout = \"{}\"\n", entry.layout)
    };
    format!("files = \"{file}\"\n{layout}{}\n", entry.keys)
}

/// Writes files into a folder of its own.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().expect("the system has a temporary folder");
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).expect("the temporary folder can be written");
    }
    folder
}

/// Works out the report of an incident; whether there is one does not matter, but that the program
/// comes to an end of its own.
pub fn examine(origin: Origin) {
    let request = Request::of(origin);
    let _ = pipeline::report_of(&request);
}
