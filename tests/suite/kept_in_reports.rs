//! Files that the user keeps in the folder of a report: notes, folders, mounts, what others own,
//! and what is closed. It stays as it is, or the run stops with its name.

use crate::program_run::printed;
use corroborate::model::ChangedFiles;
use corroborate::output::{Manifest, OutputFolder};
use std::fs::{self, File};
use std::path::Path;
use tempfile::TempDir;

/// Arguments of a report of few files.
const REPORT: [&str; 7] = ["report", "--probes", "log.csv", "--chart", "timeline", "-o", "out"];

/// A folder with a log and its report.
fn reported() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n\
               2022-10-05T00:05:00Z,a,503\n2022-10-05T00:10:00Z,a,503\n";
    fs::write(desk.path().join("log.csv"), log).unwrap();
    printed(desk.path(), &REPORT, 0);
    desk
}

/// Names in a folder, hidden ones included, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The text of a file.
fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// An edit of the manifest was lost without a word.
#[test]
fn an_edited_manifest_is_a_changed_file() {
    let desk = reported();
    let path = desk.path().join("out/manifest.json");
    let whole = text(&path);
    for edited in [
        whole.replace("\"title\": \"", "\"title\": \"My "),
        whole.lines().filter(|line| !line.contains("manifest_sha256")).collect::<String>(),
        whole.replacen("corroborate/manifest\"", "corroborate/manifest\" ", 1),
    ] {
        // Without the line of its sum, the one before must not end with a comma.
        let edited = edited.replace("],}", "]}");
        assert_ne!(edited, whole);
        fs::write(&path, &edited).unwrap();
        let said = printed(desk.path(), &REPORT, 2);
        assert!(said.contains("out/manifest.json was changed since"), "{said}");
        assert_eq!(text(&path), edited);
        printed(desk.path(), &[&REPORT[..], &["--overwrite"]].concat(), 0);
        assert_eq!(text(&path), whole);
    }
    let verified = printed(desk.path(), &["verify", "out"], 0);
    assert!(verified.contains("nothing differs"), "{verified}");
}

/// A run that was killed after the exchange had moved no folder yet: the next one does it.
#[test]
fn what_a_killed_run_had_not_moved_is_given_back() {
    let desk = reported();
    let at = desk.path();
    let partial = at.join(".out.partial-4000000000");
    let kill = || {
        fs::create_dir_all(&partial).unwrap();
        fs::write(partial.join(".corroborate-partial"), "").unwrap();
        fs::rename(at.join("out"), partial.join("report")).unwrap();
        printed(at, &REPORT, 0);
    };
    fs::create_dir_all(at.join("out/mine/deep")).unwrap();
    fs::write(at.join("out/mine/deep/a.txt"), "mine").unwrap();
    fs::write(at.join("out/charts/notes.md"), "mine, too").unwrap();
    // The run of `kill` itself finds its report in the hidden folder, and nothing in the place.
    kill();
    assert!(partial.exists(), "nothing of the user's stood anywhere else");
    printed(at, &REPORT, 0);
    assert_eq!(text(&at.join("out/mine/deep/a.txt")), "mine");
    assert_eq!(text(&at.join("out/charts/notes.md")), "mine, too");
    assert_eq!(names(at), ["log.csv", "out"]);
    // Where another stands there by now, nothing is removed.
    fs::create_dir_all(&partial).unwrap();
    fs::write(partial.join(".corroborate-partial"), "").unwrap();
    fs::create_dir(partial.join("report")).unwrap();
    fs::copy(at.join("out/manifest.json"), partial.join("report/manifest.json")).unwrap();
    fs::create_dir(partial.join("report/mine")).unwrap();
    fs::write(partial.join("report/mine/other.txt"), "the only one").unwrap();
    printed(at, &REPORT, 0);
    assert_eq!(text(&partial.join("report/mine/other.txt")), "the only one");
}

/// Two runs in two containers are both the first process.
#[test]
fn another_run_of_the_same_number_is_said_to_be_at_work() {
    let desk = reported();
    let partial = desk.path().join(format!(".out.partial-{}", std::process::id()));
    fs::create_dir(&partial).unwrap();
    let mark = File::create_new(partial.join(".corroborate-partial")).unwrap();
    mark.lock().unwrap();
    let opened = || OutputFolder::open(&desk.path().join("out"), &[], ChangedFiles::StopTheRun);
    let why = opened().unwrap_err().to_string();
    assert!(why.contains("out: another run is writing there"), "{why}");
    drop(mark);
    assert!(opened().is_ok());
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::fs::Permissions;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Output};

    /// A number of no user of the system.
    const NOBODY: u32 = 65_534;

    /// Says whether the tests run as the user who may do anything.
    fn is_root() -> bool {
        fs::metadata(tempfile::tempdir().unwrap().path()).unwrap().uid() == 0
    }

    /// Runs the program as a user who is bound by modes.
    fn ran_bound(desk: &TempDir, words: &[&str]) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_corroborate"));
        if is_root() {
            program.uid(NOBODY).gid(NOBODY);
        }
        program.args(words).current_dir(desk.path()).output().unwrap()
    }

    /// A report of a user who is bound by modes; `None` where no such user can run the program.
    fn reported_bound() -> Option<TempDir> {
        let desk = reported();
        fs::remove_dir_all(desk.path().join("out")).unwrap();
        if is_root() {
            chown(desk.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        ran_bound(&desk, &REPORT).status.success().then_some(desk)
    }

    /// A private folder was opened to all, and lost its owner and its time.
    #[test]
    fn a_folder_of_the_user_stays_the_very_folder() {
        let desk = reported();
        let out = desk.path().join("out");
        for mine in ["mine", "empty", "charts/mine"] {
            fs::create_dir(out.join(mine)).unwrap();
            fs::set_permissions(out.join(mine), Permissions::from_mode(0o2700)).unwrap();
            if is_root() {
                chown(out.join(mine), Some(NOBODY), None).unwrap();
            }
        }
        fs::write(out.join("mine/secret.txt"), "mine").unwrap();
        let known = |path: &str| {
            let there = fs::symlink_metadata(out.join(path)).unwrap();
            (there.ino(), there.mode(), there.uid(), there.mtime(), there.mtime_nsec())
        };
        let all = || ["mine", "empty", "charts/mine", "mine/secret.txt"].map(known);
        let before = all();
        let handle = fs::canonicalize(out.join("mine")).unwrap();
        printed(desk.path(), &REPORT, 0);
        assert_eq!(all(), before);
        assert_eq!(text(&handle.join("secret.txt")), "mine");
        assert_eq!(names(desk.path()), ["log.csv", "out"]);
    }

    /// What its writer adds to a file after it was copied was lost.
    #[test]
    fn a_file_of_another_account_is_moved_and_not_copied() {
        let Some(desk) = reported_bound() else { return };
        let path = desk.path().join("out/theirs.txt");
        let mut writer = File::create_new(&path).unwrap();
        let number = fs::metadata(&path).unwrap().ino();
        assert!(ran_bound(&desk, &REPORT).status.success());
        std::io::Write::write_all(&mut writer, b"a line written afterwards").unwrap();
        assert_eq!(text(&path), "a line written afterwards");
        assert_eq!(fs::metadata(&path).unwrap().ino(), number);
        assert_eq!(names(desk.path()), ["log.csv", "out"]);
    }

    /// A report that was closed was replaced, and the earlier one stayed as litter for good.
    #[test]
    fn a_closed_folder_stops_the_run_with_its_name() {
        let Some(desk) = reported_bound() else { return };
        let mine = desk.path().join("out/mine");
        fs::create_dir(&mine).unwrap();
        if is_root() {
            chown(&mine, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        for (closed, mode) in [("out", 0o555), ("out/charts", 0o500), ("out/mine", 0o000)] {
            let path = desk.path().join(closed);
            let before = fs::metadata(&path).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let done = ran_bound(&desk, &REPORT);
            let said = String::from_utf8(done.stderr).unwrap();
            assert_eq!(done.status.code(), Some(2), "{closed}: {said}");
            assert!(said.contains(&format!("{closed} is read-only for you")), "{said}");
            let after = fs::metadata(&path).unwrap();
            assert_eq!((after.ino(), after.mode() & 0o777), (before.ino(), mode));
            assert_eq!(names(desk.path()), ["log.csv", "out"], "{closed}");
            fs::set_permissions(&path, before.permissions()).unwrap();
        }
        assert!(ran_bound(&desk, &REPORT).status.success());
    }

    /// A folder that was mounted in a report was emptied at its source.
    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_is_moved_or_removed_through_a_mount() {
        let desk = reported();
        let at = desk.path();
        fs::create_dir_all(at.join("other")).unwrap();
        fs::create_dir_all(at.join("out/notes/deep")).unwrap();
        fs::write(at.join("other/p.txt"), "precious").unwrap();
        fs::write(at.join("out/charts/note.txt"), "").unwrap();
        let program = env!("CARGO_BIN_EXE_corroborate");
        let words = REPORT.join(" ");
        for (from, place) in [
            ("other", "out/notes/deep"),
            ("other", "out/charts"),
            ("other/p.txt", "out/charts/note.txt"),
            ("out", "out"),
        ] {
            // The mount goes with the shell, which has a list of mounts of its own.
            let line = format!("mount --bind {from} {place} && {program} {words} --overwrite");
            let done = Command::new("unshare")
                .args(["-m", "sh", "-c", &line])
                .current_dir(at)
                .output()
                .unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            if !said.contains("error: ") {
                assert!(!done.status.success(), "{place}: nothing stopped it");
                // Not everybody may mount.
                return;
            }
            assert!(said.contains(&format!("error: {place} is mounted there")), "{said}");
            assert_eq!(text(&at.join("other/p.txt")), "precious", "{place}");
            assert_eq!(names(at), ["log.csv", "other", "out"], "{place}");
        }
        // Nor where a killed run had taken it along.
        let partial = at.join(".out.partial-4000000000");
        fs::create_dir_all(partial.join("report/notes")).unwrap();
        fs::write(partial.join(".corroborate-partial"), "").unwrap();
        let hidden = ".out.partial-4000000000/report/notes";
        let line = format!("mount --bind other {hidden} && {program} {words} --overwrite");
        Command::new("unshare").args(["-m", "sh", "-c", &line]).current_dir(at).status().unwrap();
        assert_eq!(text(&at.join("other/p.txt")), "precious");
    }
}

/// Who checks it by hand puts zeros in the place of the sum.
#[test]
fn a_manifest_is_known_by_its_own_sum() {
    let manifest = Manifest { inputs: [(); 0], ..Manifest::default() };
    let written = manifest.with_own_sum().unwrap();
    let known: Manifest<Vec<()>> = serde_json::from_str(&written).unwrap();
    let sum = known.manifest_sha256.unwrap();
    let zeroed = written.replace(&sum, &"0".repeat(64));
    let digest = <sha2::Sha256 as sha2::Digest>::digest(zeroed.as_bytes());
    let own: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(sum, own);
}
