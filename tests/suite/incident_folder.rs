//! Incidents of a test's own, each in a folder that goes with it.

use corroborate::clock::{Instant, SECOND, rfc3339};
use corroborate::model::{Origin, Outage, Report, Request};
use corroborate::pipeline::report_of;
use corroborate::report::terminal::summary;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::TempDir;

/// Midnight of 2022-10-05, UTC.
const MIDNIGHT: i64 = 1_664_928_000 * SECOND;
/// Entry of `incident.toml` for the log `probes.csv` beside it.
pub(crate) const PROBES: &str = "[[probes]]\nfiles = \"probes.csv\"\n";

/// Header of `claims.csv`, with the columns that most tests need.
pub(crate) const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets\n";

/// Row of a log: microseconds from midnight, site, vantage, status code.
pub(crate) type Row<'a> = (i64, &'a str, &'a str, u16);

/// A moment as logs write it: microseconds from midnight of 2022-10-05, UTC.
pub(crate) fn stamp(us: i64) -> String {
    rfc3339(Instant(MIDNIGHT + us))
}

/// A log of these rows, in CSV.
pub(crate) fn log<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> String {
    let mut text = "timestamp,site,vantage,status_code\n".to_owned();
    for (us, site, vantage, code) in rows {
        writeln!(text, "{},{site},{vantage},{code}", stamp(us)).unwrap();
    }
    text
}

/// Folder of an incident, empty but for its `incident.toml`.
#[derive(Debug)]
pub(crate) struct IncidentFolder {
    root: TempDir,
    folder: PathBuf,
}

impl IncidentFolder {
    /// Makes an incident in a temporary folder; `settings` are all of its `incident.toml` but for
    /// the title.
    pub(crate) fn new(settings: &str) -> IncidentFolder {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = root.path().to_owned();
        let made = IncidentFolder { root, folder };
        made.set(settings);
        made
    }

    /// Makes an incident in the folder `name` below a temporary one, which holds nothing else.
    pub(crate) fn below(name: &str, settings: &str) -> IncidentFolder {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = root.path().join(name);
        let made = IncidentFolder { root, folder };
        made.set(settings);
        made
    }

    /// Adds a file, or replaces it.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> IncidentFolder {
        self.write(name, bytes);
        self
    }

    /// Writes a file into the incident's folder, over the one that was there.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        fs::write(path, bytes).expect("a file is written");
    }

    /// Writes its `incident.toml` anew.
    pub(crate) fn set(&self, settings: &str) {
        self.write("incident.toml", format!("title = \"t\"\n{settings}"));
    }

    /// Writes the `incident.toml` of a further incident in the temporary folder.
    pub(crate) fn beside(&self, name: &str, settings: &str) {
        let folder = self.root().join(name);
        fs::create_dir_all(&folder).expect("a folder is made");
        let text = format!("title = \"t\"\n{settings}");
        fs::write(folder.join("incident.toml"), text).expect("a file is written");
    }

    /// The folder of the incident.
    pub(crate) fn path(&self) -> &Path {
        &self.folder
    }

    /// The temporary folder around it: the incident's own, if it was not made below it.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    /// The report, or the words of the error, in which paths are relative to the incident.
    pub(crate) fn report(&self) -> Result<Report, String> {
        report_of(&request(&self.folder))
            .map_err(|why| why.to_string().replace(&format!("{}/", self.folder.display()), ""))
    }
}

/// The report of an incident of the repository, by its path there. Each is made once and then
/// copied, as many tests start from one.
pub(crate) fn committed(path: &str) -> Report {
    made_once(path, || {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        report_of(&request(&folder)).unwrap_or_else(|why| panic!("{path}: {why}"))
    })
}

/// A report that all tests share that ask for it by this name.
pub(crate) fn made_once(name: &str, make: impl FnOnce() -> Report) -> Report {
    static MADE: Mutex<BTreeMap<String, Report>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(name.to_owned()).or_insert_with(make).clone()
}

/// The finding of a report and all others, a line each with its subject.
pub(crate) fn findings(report: &Report) -> String {
    let json = summary::json(report, "report.html");
    let json: serde_json::Value = serde_json::from_str(&json).expect("the findings are JSON");
    let mut text = json["finding"].as_str().expect("a finding").to_owned() + "\n";
    for line in summary::lines(report) {
        writeln!(text, "{} {}", line.label, line.text).unwrap();
    }
    text
}

/// The edges of an outage: start after and by, end after and by; empty where one is off the record.
/// `part` is the part of RFC 3339 that is shown, such as `11..16` for hour and minute.
pub(crate) fn edges(outage: &Outage, part: Range<usize>) -> [String; 4] {
    let shown = |at: Instant| rfc3339(at)[part.clone()].to_owned();
    let Outage { onset, recovery, .. } = outage;
    [onset.after, onset.by, recovery.after, recovery.by].map(|at| at.map(shown).unwrap_or_default())
}

/// The request for a report of a whole incident.
pub(crate) fn request(folder: &Path) -> Request {
    Request::of(Origin::Folder(folder.to_owned()))
}

/// Makes a link to a file or a folder.
pub(crate) fn link(from: impl AsRef<Path>, to: impl AsRef<Path>) {
    let (from, to) = (from.as_ref(), to.as_ref());
    #[cfg(unix)]
    std::os::unix::fs::symlink(from, to).unwrap();
    #[cfg(windows)]
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(from, to).unwrap();
    } else {
        std::os::windows::fs::symlink_file(from, to).unwrap();
    }
}
