//! Nothing of the user's is lost: each command writes whole or not at all, never over what is not
//! ours, and a run that is stopped leaves nothing behind.

use crate::program_run::printed;
use corroborate::model::ChangedFiles;
use corroborate::output::{OutputFile, OutputFolder, StandingFiles};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A log in our own layout.
const LOG: &str = "timestamp,site,status_code\n2023-03-07T00:00:00Z,a.example,200\n\
                   2023-03-07T00:05:00Z,a.example,503\n2023-03-07T00:10:00Z,a.example,200\n";
/// A scenario with two vantages.
const SCENARIO: &str = r#"
seed = 11
from = "2023-03-07T00:00"
until = "2023-03-07T06:00"
zone = "UTC"
compress = false
site = [{ id = "a" }, { id = "b" }]
probes = { cadence = "5m" }
[[vantage]]
name = "lima"
[[vantage]]
name = "oslo"
"#;

/// A folder with a log, `log.csv`, and a scenario, `scenario.toml`.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("log.csv"), LOG).unwrap();
    fs::write(desk.path().join("scenario.toml"), SCENARIO).unwrap();
    desk
}

/// Every file, link and folder below a folder, with the bytes of the files, sorted.
fn everything(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut entries = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() && !path.is_symlink() {
                folders.push(path);
                entries.push((name, Vec::new()));
            } else {
                entries.push((name, fs::read(&path).unwrap_or_default()));
            }
        }
    }
    entries.sort();
    entries
}

/// The words that a run is refused with, which leaves all as it was.
fn refused(at: &Path, words: &[&str]) -> String {
    let before = everything(at);
    let said = printed(at, words, 2);
    assert!(before == everything(at), "{words:?} changed something: {said}");
    said
}

#[test]
fn simulated_rows_take_the_place_of_no_others() {
    let desk = desk();
    let at = desk.path();
    let simulate = ["simulate", "scenario.toml", "-o", "made"];
    for theirs in ["probes/lima.csv", "probes/oslo.csv", "truth.csv"] {
        let path = at.join("made").join(theirs);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "rows of mine\n").unwrap();
        let said = refused(at, &simulate);
        assert!(said.contains(theirs) && said.contains("--overwrite"), "{said}");
        fs::remove_dir_all(at.join("made")).unwrap();
    }
    fs::create_dir(at.join("made")).unwrap();
    fs::write(at.join("made/notes.md"), "mine").unwrap();
    printed(at, &simulate, 0);
    let first = everything(&at.join("made"));
    assert_eq!(first.len(), 5, "the notes, a folder, three files: {first:?}");
    printed(at, &simulate, 0);
    assert!(first == everything(&at.join("made")), "the same scenario again");
    let changed = SCENARIO.replace("seed = 11", "seed = 12").replace("\"5m\"", "\"4m\"");
    fs::write(at.join("scenario.toml"), changed).unwrap();
    refused(at, &simulate);
    printed(at, &[&simulate[..], &["--overwrite"]].concat(), 0);
    let second = everything(&at.join("made"));
    assert!(first != second && second.len() == 5);
    assert_eq!(fs::read_to_string(at.join("made/notes.md")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn simulated_rows_do_not_go_through_a_link_over_others() {
    let desk = desk();
    let at = desk.path();
    fs::create_dir_all(at.join("archive")).unwrap();
    fs::write(at.join("archive/lima.csv"), "rows of mine\n").unwrap();
    fs::create_dir(at.join("made")).unwrap();
    std::os::unix::fs::symlink("../archive", at.join("made/probes")).unwrap();
    let said = refused(at, &["simulate", "scenario.toml", "-o", "made"]);
    assert!(said.contains("made/probes/lima.csv"), "{said}");
}

/// A report takes no folder's place in which somebody stands: a shell would see nothing of it.
#[test]
fn the_working_folder_is_no_place_for_a_report() {
    let desk = desk();
    let below = desk.path().join("here/deeper");
    fs::create_dir_all(&below).unwrap();
    for out in [".", ".."] {
        let said = printed(&below, &["report", "--probes", "../../log.csv", "-o", out], 2);
        assert!(said.contains("the folder that you are in"), "{said}");
    }
    printed(&below, &["report", "--probes", "../../log.csv", "-o", "report"], 0);
}

#[test]
fn a_scenario_is_not_written_over_by_its_logs() {
    let desk = desk();
    let at = desk.path();
    fs::create_dir(at.join("made")).unwrap();
    fs::copy(at.join("scenario.toml"), at.join("made/truth.csv")).unwrap();
    let said = refused(at, &["simulate", "made/truth.csv", "-o", "made", "--overwrite"]);
    assert!(said.contains("would be lost"), "{said}");
}

#[test]
fn runs_take_the_place_of_runs_that_nobody_changed() {
    let desk = desk();
    let at = desk.path();
    let fold = ["fold", "log.csv", "-o", "runs.parquet"];
    printed(at, &fold, 0);
    let whole = fs::read(at.join("runs.parquet")).unwrap();
    printed(at, &fold, 0);
    let mut changed = whole.clone();
    changed[40] ^= 1;
    for theirs in [changed, b"mine".to_vec(), Vec::new()] {
        fs::write(at.join("runs.parquet"), theirs).unwrap();
        let said = refused(at, &fold);
        assert!(said.contains("runs.parquet") && said.contains("--overwrite"), "{said}");
        printed(at, &[&fold[..], &["--overwrite"]].concat(), 0);
        assert!(fs::read(at.join("runs.parquet")).unwrap() == whole);
    }
    fs::create_dir(at.join("dir.parquet")).unwrap();
    let said = refused(at, &["fold", "log.csv", "-o", "dir.parquet", "--overwrite"]);
    assert!(said.contains("dir.parquet: it is there already, and is no file"), "{said}");
    for place in ["runs.csv", "runs", "dir.parquet/", "."] {
        let said = refused(at, &["fold", "log.csv", "-o", place, "--overwrite"]);
        assert!(said.contains("ends with .parquet"), "{place}: {said}");
    }
    let said = refused(at, &["fold", "log.csv", "-o", "log.csv", "--overwrite"]);
    assert!(said.contains("one of the inputs"), "{said}");
}

#[test]
fn a_converted_log_takes_the_place_of_another_only_where_it_is_said() {
    let desk = desk();
    let at = desk.path();
    let convert = ["convert", "./log.csv", "-o", "new/place/ours.csv"];
    printed(at, &convert, 0);
    assert_eq!(everything(&at.join("new")).len(), 2, "a folder and a file");
    fs::write(at.join("new/place/ours.csv"), "mine").unwrap();
    let said = refused(at, &convert);
    assert!(said.contains("new/place/ours.csv") && said.contains("--overwrite"), "{said}");
    printed(at, &[&convert[..], &["--overwrite"]].concat(), 0);
    assert!(fs::read_to_string(at.join("new/place/ours.csv")).unwrap().starts_with("timestamp,"));
    let said = refused(at, &["convert", "./log.csv", "-o", "log.csv", "--overwrite"]);
    assert!(said.contains("would be lost"), "{said}");
}

#[test]
fn a_failed_run_leaves_no_folder_that_it_made() {
    let desk = desk();
    let at = desk.path();
    fs::write(at.join("letter.csv"), "Dear reader\n").unwrap();
    for words in [
        ["fold", "letter.csv", "-o", "new/place/runs.parquet"],
        ["convert", "./letter.csv", "-o", "new/place/ours.csv"],
        ["report", "--probes", "letter.csv", "-onew/place/report"],
        ["fold", "log.csv", "-o", "log.csv/runs.parquet"],
    ] {
        refused(at, &words);
    }
    assert!(!at.join("new").exists());
    // A run that stops later, too.
    let report = OutputFolder::open(&at.join("new/place/report"), &[], ChangedFiles::StopTheRun);
    let runs = OutputFile::open(&at.join("new/runs.csv"), &[], StandingFiles::StopTheRun);
    assert!(report.is_ok() && runs.is_ok() && at.join("new").exists());
    drop(runs);
    drop(report);
    assert!(!at.join("new").exists());
}

#[test]
fn a_proposed_incident_takes_nobodys_place() {
    let desk = desk();
    let at = desk.path();
    printed(at, &["init", "case", "log.csv"], 0);
    assert_eq!(everything(&at.join("case")).len(), 1, "incident.toml alone");
    fs::write(at.join("case/incident.toml"), "# mine").unwrap();
    let said = refused(at, &["init", "case", "log.csv"]);
    assert!(said.contains("case/incident.toml") && !said.contains("--overwrite"), "{said}");
}

/// A manifest of an earlier version lists no files: whose each file is cannot be known.
#[test]
fn a_report_that_lists_no_files_is_not_replaced() {
    let desk = desk();
    let at = desk.path();
    let report = ["report", "--probes", "log.csv", "-o", "out"];
    printed(at, &report, 0);
    let path = at.join("out/manifest.json");
    let mut manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    manifest.as_object_mut().unwrap().remove("outputs");
    fs::write(&path, manifest.to_string()).unwrap();
    let said = refused(at, &report);
    assert!(said.contains("earlier version") && said.contains("move or remove"), "{said}");
    refused(at, &[&report[..], &["--overwrite"]].concat());
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use crate::signals;
    use std::fs::{File, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Child, Command, Stdio};

    /// Bits of a mode that say who may read, write and enter.
    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    /// Runs the program with a umask.
    fn refused_with_umask(at: &Path, umask: &str, words: &str) {
        let program = env!("CARGO_BIN_EXE_corroborate");
        let line = format!("umask {umask}; exec {program} {words}");
        let done = Command::new("sh").args(["-c", &line]).current_dir(at).output().unwrap();
        assert!(done.status.success(), "{words}: {}", String::from_utf8_lossy(&done.stderr));
    }

    #[test]
    fn new_files_have_the_modes_of_the_umask_and_replaced_ones_keep_theirs() {
        let desk = desk();
        let at = desk.path();
        let made = [
            ("convert ./log.csv -o ours.csv --overwrite", "ours.csv"),
            ("fold log.csv -o runs.parquet --overwrite", "runs.parquet"),
            ("simulate scenario.toml -o made --overwrite", "made/truth.csv"),
            ("report --probes log.csv -o out --overwrite", "out/report.html"),
            ("init case log.csv", "case/incident.toml"),
        ];
        for (words, file) in made {
            refused_with_umask(at, "027", words);
            assert_eq!(mode(&at.join(file)), 0o640, "{file}");
        }
        assert_eq!(mode(&at.join("out")), 0o750);
        fs::set_permissions(at.join("out"), Permissions::from_mode(0o700)).unwrap();
        for (words, file) in &made[..4] {
            fs::set_permissions(at.join(file), Permissions::from_mode(0o600)).unwrap();
            fs::write(at.join("scenario.toml"), format!("{SCENARIO}\n# {file}")).unwrap();
            refused_with_umask(at, "022", words);
            assert_eq!(mode(&at.join(file)), 0o600, "{file}");
        }
        assert_eq!(mode(&at.join("out")), 0o700, "who could not enter cannot enter");
    }

    /// Linux alone has a file that is always full.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_result_that_cannot_be_written_to_stdout_is_a_failure() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let desk = desk();
        for words in [&["check", "--probes", "log.csv"][..], &["--help"], &["--version"]] {
            let done = Command::new(env!("CARGO_BIN_EXE_corroborate"))
                .args(words)
                .current_dir(desk.path())
                .stdout(full.try_clone().unwrap())
                .output()
                .unwrap();
            let said = String::from_utf8(done.stderr).unwrap();
            assert_eq!(done.status.code(), Some(2), "{words:?}: {said}");
            assert!(said.contains("cannot be written to stdout"), "{said}");
            assert!(!said.contains("os error"), "{said}");
        }
    }

    #[test]
    fn a_reader_that_closes_the_pipe_is_no_failure() {
        let desk = desk();
        let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(["check", "--probes", "log.csv", "--json"])
            .current_dir(desk.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    }

    /// A log that takes a while to read.
    fn long_log() -> String {
        let mut log = String::from("timestamp,site,status_code\n");
        for row in 0..20_000 {
            let (day, hour, minute) = (1 + row / 1440 % 28, row / 60 % 24, row % 60);
            let code = if row % 97 < 3 { 503 } else { 200 };
            log.push_str(&format!(
                "2023-03-{day:02}T{hour:02}:{minute:02}:00Z,s{}.example,{code}\n",
                row / 13_000
            ));
        }
        log
    }

    /// Begins a run, and waits until it has begun to write: a hidden name is there.
    fn begun(at: &Path, words: &[&str]) -> Child {
        let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(words)
            .current_dir(at)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while hidden(at).is_empty() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(std::time::Duration::from_micros(200));
        }
        child
    }

    /// Hidden names in a folder.
    fn hidden(at: &Path) -> Vec<String> {
        let names = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name());
        let names = names.map(|name| name.into_string().unwrap());
        names.filter(|name| name.starts_with('.')).collect()
    }

    /// Stops runs of a command by a signal, a little later each time, until three were stopped
    /// while they worked. Each leaves what was there before or the whole result, and nothing else.
    fn stop(at: &Path, words: &[&str], output: &str, signal: &str, exit_code: i32) {
        let state = || {
            let mut all = everything(at);
            all.retain(|(name, _)| name.split('/').next() == Some(output));
            all
        };
        let before = state();
        printed(at, words, 0);
        let whole = state();
        let reset = || {
            if before.is_empty() {
                let _ = fs::remove_dir_all(at.join(output));
                let _ = fs::remove_file(at.join(output));
            }
        };
        let mut stopped = 0;
        for moment in 0..60_u64 {
            reset();
            let mut child = begun(at, words);
            std::thread::sleep(std::time::Duration::from_millis(moment * 7 % 80));
            let code = signals::stop(&mut child, signal);
            assert!(code == Some(exit_code) || code == Some(0), "{words:?}: {code:?}");
            assert_eq!(hidden(at), [""; 0], "{words:?}, {moment}");
            let after = state();
            assert!(after == before || after == whole, "{words:?}, {moment}: half of it is there");
            stopped += u32::from(code == Some(exit_code));
            if stopped == 3 {
                reset();
                return;
            }
        }
        panic!("{words:?}: no run was stopped while it worked");
    }

    #[test]
    fn a_run_that_is_stopped_leaves_nothing_behind() {
        signals::let_programs_be_stopped();
        let desk = desk();
        let at = desk.path();
        fs::write(at.join("long.csv"), long_log()).unwrap();
        let many = "generate = { sites = 20, outages_per_site = 2 }\n";
        let scenario = SCENARIO.replace("site = [", &format!("{many}site = ["));
        let scenario = scenario.replace("2023-03-07T06:00", "2023-03-09T06:00");
        fs::write(at.join("scenario.toml"), scenario).unwrap();
        stop(at, &["simulate", "scenario.toml", "-o", "made"], "made", "-INT", 130);
        stop(at, &["convert", "./long.csv", "-o", "ours.csv"], "ours.csv", "-TERM", 143);
        stop(at, &["fold", "long.csv", "-o", "runs.parquet"], "runs.parquet", "-INT", 130);
        stop(at, &["report", "--probes", "long.csv", "-o", "out"], "out", "-INT", 130);
        // Over an earlier report, which stays whole. A run that ended before the signal came has
        // replaced it, so it is made anew.
        for _ in 0..60 {
            printed(at, &["report", "--probes", "log.csv", "-o", "out"], 0);
            fs::write(at.join("out/notes.md"), "mine").unwrap();
            let before = everything(&at.join("out"));
            let mut child = begun(at, &["report", "--probes", "long.csv", "-o", "out"]);
            let code = signals::stop(&mut child, "-TERM");
            assert_eq!(hidden(at), [""; 0]);
            if code == Some(143) {
                assert!(before == everything(&at.join("out")), "the earlier report was touched");
                return;
            }
            assert_eq!(code, Some(0));
        }
        panic!("no run over an earlier report was stopped while it worked");
    }
}

/// A folder of the user's under the name of a file of the report is in the way, with its own name.
#[test]
fn a_folder_in_place_of_a_file_of_the_report_is_in_the_way() {
    let desk = desk();
    let words = ["report", "--probes", "log.csv", "--chart", "timeline", "-o", "out"];
    printed(desk.path(), &words, 0);
    let place = desk.path().join("out/report.md");
    fs::remove_file(&place).unwrap();
    fs::create_dir_all(place.join("deep")).unwrap();
    fs::write(place.join("deep/mine"), "mine").unwrap();
    for more in [&[][..], &["--overwrite"]] {
        let said = refused(desk.path(), &[&words, more].concat());
        assert!(said.contains("out/report.md is not what corroborate wrote"), "{said}");
    }
}

/// A name that leaves no room for a hidden one beside it is written as any other; one that no file
/// can have is named in the error.
#[test]
#[cfg(unix)]
fn a_long_name_is_written_or_named() {
    let desk = desk();
    let name = format!("{}.csv", "n".repeat(250));
    for _ in 0..2 {
        printed(desk.path(), &["convert", "log.csv", "-o", &name, "--overwrite"], 0);
    }
    printed(desk.path(), &["check", "--probes", &name], 0);
    let longer = format!("{}.csv", "n".repeat(255));
    let said = refused(desk.path(), &["convert", "log.csv", "-o", &longer]);
    assert!(said.starts_with(&format!("error: {longer}: cannot be written (")), "{said}");
    assert_eq!(fs::read_dir(desk.path()).unwrap().count(), 3);
}

/// A full disk is a sentence with the path of the file, whichever library writes.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_in_words() {
    let desk = desk();
    let rows: String = (0..9_000)
        .map(|second| {
            format!(
                "{},a.example,{}\n",
                1_678_147_200 + second * 60,
                if second % 50 < 2 { 503 } else { 200 }
            )
        })
        .collect();
    fs::write(desk.path().join("log.csv"), "timestamp,site,status_code\n".to_owned() + &rows)
        .unwrap();
    for words in [
        &["convert", "log.csv", "-o", "x.csv"][..],
        &["convert", "log.csv", "-o", "x.csv.gz"],
        &["convert", "log.csv", "-o", "x.parquet"],
        &["fold", "log.csv", "-o", "r.parquet"],
        &["simulate", "scenario.toml", "-o", "made"],
    ] {
        // No file may be larger than some bytes, and the signal for it is not delivered.
        let line = format!(
            "trap '' XFSZ; ulimit -f 2; exec '{}' {}",
            env!("CARGO_BIN_EXE_corroborate"),
            words.join(" ")
        );
        let ended = std::process::Command::new("sh")
            .args(["-c", &line])
            .current_dir(desk.path())
            .output()
            .unwrap();
        let said = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(2), "{words:?}: {said}");
        let place = words[3];
        assert!(said.contains(place), "{words:?}: {said}");
        assert!(said.contains("(file too large)"), "{words:?}: {said}");
        assert!(!said.contains("os error") && !said.contains("External"), "{words:?}: {said}");
    }
}
