//! Nothing passes in silence: what a pattern or a name means and cannot be read stops the run by
//! its name, stdin and pipes are read, and one input has one result however it is spelled.

use crate::incident_folder::IncidentFolder;
use crate::program::files_below;
use crate::program_run::{printed, ran};
use std::fs;
use std::path::Path;

/// A log in our own layout, with an outage.
const LOG: &str = "timestamp,site,vantage,status_code\n2023-03-07T00:00:00Z,a.example,oslo,200\n\
                   2023-03-07T00:05:00Z,a.example,oslo,503\n\
                   2023-03-07T00:10:00Z,a.example,oslo,503\n\
                   2023-03-07T00:15:00Z,a.example,oslo,200\n";
/// A claim in our own layout.
const CLAIMS: &str = "claim,claimant,role,kind,targets,published\n\
                      c1,Some Group,attacker,attack,a.example,2023-03-07T00:04:00Z\n";

/// An incident in the folder `case` with a log in `probes/`.
fn case() -> IncidentFolder {
    IncidentFolder::below("case", "[[probes]]\nfiles = \"probes/*.csv\"\n")
        .with("probes/a.csv", LOG)
        .with("claims.csv", CLAIMS)
}

/// The command that makes a report with one chart: pictures take most of the time in a debug build,
/// and tell nothing of paths.
const REPORT: [&str; 3] = ["report", "--chart", "timeline"];

/// The bytes of every file of a folder, by name, sorted.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let named = |path: std::path::PathBuf| {
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        (name, fs::read(path).unwrap())
    };
    files_below(folder).into_iter().map(named).collect()
}

#[test]
fn one_folder_has_one_report_however_it_is_spelled() {
    let case = case();
    let at = case.root();
    let whole = at.canonicalize().unwrap().join("case").display().to_string();
    let spellings = ["case", "./case", "case/", ".//case/.", &whole];
    for (number, spelling) in spellings.iter().enumerate() {
        let (report, runs) = (format!("out-{number}"), format!("runs-{number}.parquet"));
        printed(at, &[&REPORT[..], &[spelling, "-o", &report]].concat(), 0);
        printed(at, &["fold", "--incident", spelling, "-o", &runs], 0);
        assert!(contents(&at.join("out-0")) == contents(&at.join(&report)), "{spelling}");
        assert!(
            fs::read(at.join("runs-0.parquet")).unwrap() == fs::read(at.join(&runs)).unwrap(),
            "{spelling}"
        );
    }
    for (number, words) in [&[][..], &["incident.toml"], &["."]].iter().enumerate() {
        let output = format!("../inside-{number}");
        printed(case.path(), &[&REPORT[..], &["-o", &output], words].concat(), 0);
        assert!(contents(&at.join("out-0")) == contents(&case.path().join(output)), "{words:?}");
    }
    printed(at, &["check", "case/incident.toml"], 0);
    printed(at, &[&REPORT[..], &["./case/incident.toml"]].concat(), 0);
    assert!(contents(&at.join("out-0")) == contents(&at.join("output/case")));
    printed(at, &["explain", "O001", "case/incident.toml"], 0);
}

#[test]
fn one_file_has_one_report_however_it_is_spelled() {
    let case = case();
    let at = case.root();
    let whole = at.canonicalize().unwrap().join("case/probes/a.csv").display().to_string();
    let spellings = ["case/probes/a.csv", "./case/probes/a.csv", "case//probes/./a.csv", &whole];
    for (number, spelling) in spellings.iter().enumerate() {
        let report = format!("out-{number}");
        printed(at, &[&REPORT[..], &["--probes", spelling, "-o", &report]].concat(), 0);
        assert!(contents(&at.join("out-0")) == contents(&at.join(&report)), "{spelling}");
    }
}

#[test]
fn a_name_that_is_not_there_is_still_distinguished_from_others() {
    let case = case();
    let at = case.root();
    assert!(printed(at, &["check", "none"], 2).contains("none: no such file or folder"));
    assert!(printed(at, &["check", "case/probes"], 2).contains("there is no incident.toml in it"));
    assert!(printed(at, &["check", "--probes", "none.csv"], 2).contains("none.csv: no such file"));
    case.set("[[probes]]\nfiles = \"logs/*.csv\"\n");
    assert!(printed(at, &["check", "case"], 2).contains("nothing matches `logs/*.csv`"));
    case.set("[[probes]]\nfiles = \"probes/[*.csv\"\n");
    assert!(printed(at, &["check", "case"], 2).contains("probes.files: Pattern syntax error"));
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use crate::signals::{let_programs_be_stopped, stop};
    use std::ffi::OsStr;
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Output, Stdio};

    #[test]
    fn a_link_that_leads_nowhere_stops_the_run() {
        let case = case();
        let at = case.root();
        for pattern in
            ["probes/*.csv", "probes/**/*.csv", "**/b.csv", "*robes/?.csv", "probes/b.csv"]
        {
            case.set(&format!("[[probes]]\nfiles = [\"probes/a.csv\", {pattern:?}]\n"));
            fs::write(case.path().join("probes/b.csv"), LOG.replace("a.example", "b.example"))
                .unwrap();
            printed(at, &["check", "case"], 0);
            fs::remove_file(case.path().join("probes/b.csv")).unwrap();
            symlink("../.git/annex/b", case.path().join("probes/b.csv")).unwrap();
            let said = printed(at, &["check", "case"], 2);
            assert!(said.contains("case/probes/b.csv: this is a link to something"), "{said}");
            fs::remove_file(case.path().join("probes/b.csv")).unwrap();
        }
        let case = super::case();
        let at = case.root();
        for name in ["claims.csv", "sites.csv", "maintenance.csv", "incident.toml"] {
            let path = case.path().join(name);
            let before = fs::read(&path).ok();
            let _ = fs::remove_file(&path);
            symlink("/nowhere/at/all", &path).unwrap();
            let said = printed(at, &["check", "case"], 2);
            assert!(said.contains(&format!("case/{name}: this is a link")), "{said}");
            fs::remove_file(&path).unwrap();
            before.into_iter().for_each(|bytes| fs::write(&path, bytes).unwrap());
        }
        printed(at, &["check", "case"], 0);
        symlink("nowhere", at.join("log.csv")).unwrap();
        let said = printed(at, &["check", "--probes", "log.csv"], 2);
        assert!(said.contains("log.csv: this is a link to something that is not there"), "{said}");
    }

    #[test]
    #[cfg_attr(target_os = "macos", ignore = "names of files there are all UTF-8")]
    fn a_name_that_is_not_utf8_stops_the_run_where_a_pattern_means_it() {
        let case = case();
        let at = case.root();
        let name = OsStr::from_bytes(b"b\xff.csv");
        fs::write(case.path().join("probes").join(name), LOG).unwrap();
        let said = printed(at, &["check", "case"], 2);
        assert!(said.contains("case/probes/b\\xff.csv: the name is not UTF-8"), "{said}");
        case.set("[[probes]]\nfiles = \"probes/a*.csv\"\n");
        printed(at, &["check", "case"], 0);
        let log = at.join(OsStr::from_bytes(b"Z\xfcrich.csv"));
        fs::write(&log, LOG).unwrap();
        let program = || Command::new(env!("CARGO_BIN_EXE_corroborate"));
        let init = program().args(["init", "new"]).arg(&log).current_dir(at).output().unwrap();
        let said = String::from_utf8_lossy(&init.stderr).into_owned();
        assert_eq!(init.status.code(), Some(2), "{said}");
        assert!(said.contains("Z\\xfcrich.csv: the name is not UTF-8"), "{said}");
        assert!(!at.join("new").exists());
        let check = program().args(["report", "--probes"]).arg(&log).current_dir(at).output();
        let check = check.unwrap();
        assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
    }

    #[test]
    #[cfg_attr(target_os = "macos", ignore = "names of files there are all UTF-8")]
    fn a_folder_whose_name_is_not_utf8_is_read_as_any_other() {
        let case = case();
        let at = case.root();
        printed(at, &["report", "case", "-o", "plain"], 0);
        let folder = at.join(OsStr::from_bytes(b"Z\xfcrich"));
        fs::rename(case.path(), &folder).unwrap();
        let report = |words: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_corroborate"))
                .arg("report")
                .arg(&folder)
                .args(words)
                .current_dir(at)
                .output()
                .unwrap()
        };
        for words in [&["-o", "odd"][..], &[]] {
            let done = report(words);
            assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        }
        assert!(contents(&at.join("plain/tables")) == contents(&at.join("odd/tables")));
        let own = at.join("output").join(OsStr::from_bytes(b"Z\xfcrich"));
        assert!(contents(&at.join("odd")) == contents(&own));
        assert!(fs::read_to_string(at.join("odd/manifest.json")).unwrap().contains("Z\\\\xfcrich"));
        // An input in it is not written over.
        let done = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(["report", "--claims"])
            .arg(folder.join("claims.csv"))
            .args(["--probes", "plain/../plain/tables/sites.csv", "-o"])
            .arg(&folder)
            .current_dir(at)
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(2));
    }

    #[test]
    fn a_folder_that_may_not_be_read_stops_the_run() {
        let case = case().with("probes/closed/b.csv", LOG);
        case.set("[[probes]]\nfiles = \"probes/**/*.csv\"\n");
        let closed = case.path().join("probes/closed");
        for mode in [0o000, 0o400] {
            fs::set_permissions(&closed, fs::Permissions::from_mode(mode)).unwrap();
            // The administrator may read everything, and does.
            if fs::metadata(closed.join("b.csv")).is_ok() {
                printed(case.root(), &["check", "case"], 0);
                continue;
            }
            let said = printed(case.root(), &["check", "case"], 2);
            assert!(said.contains("case/probes/closed"), "{mode:o}: {said}");
            assert!(said.to_lowercase().contains("permission denied"), "{said}");
        }
        fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    }

    /// Makes a pipe with a name.
    fn pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    /// Files of a folder are read more than once, or found again by their names: a pipe in place of
    /// one stops the run in words, and nobody waits for it.
    #[test]
    fn a_pipe_in_place_of_a_table_of_the_folder_stops_the_run() {
        let case = case();
        for name in ["claims.csv", "sites.csv", "maintenance.csv", "incident.toml"] {
            let path = case.path().join(name);
            let before = fs::read(&path).ok();
            let _ = fs::remove_file(&path);
            pipe(&path);
            let said = printed(case.root(), &["check", "case"], 2);
            let words = format!("case/{name}: this is a pipe or a socket and no file");
            assert!(said.contains(&words), "{said}");
            fs::remove_file(&path).unwrap();
            before.into_iter().for_each(|bytes| fs::write(&path, bytes).unwrap());
        }
    }

    /// The incident of a report is found by its name, which readers see with signs for bytes that
    /// are no UTF-8.
    #[test]
    fn the_incident_of_a_report_is_found_by_a_name_that_is_not_utf8() {
        let case = case();
        let at = case.root();
        let name = OsStr::from_bytes(b"Z\xfcrich");
        fs::rename(case.path(), at.join(name)).unwrap();
        let run = |folder: &Path, words: &[&OsStr]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_corroborate"));
            let ended = command.current_dir(folder).args(words).output().unwrap();
            let said = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(0), "{words:?}: {said}");
        };
        run(at, &[&REPORT.map(OsStr::new)[..], &[name]].concat());
        let report = Path::new("output").join(name);
        run(at, &[OsStr::new("verify"), report.as_os_str()]);
        run(at, &[OsStr::new("explain"), OsStr::new("O001"), report.as_os_str()]);
        // Two levels apart, and beside another folder.
        fs::create_dir_all(at.join("all/other")).unwrap();
        fs::rename(at.join(name), at.join("all").join(name)).unwrap();
        run(at, &[OsStr::new("verify"), report.as_os_str()]);
        run(
            &at.join("output"),
            &[OsStr::new("verify"), name, at.join("all").join(name).as_os_str()],
        );
    }

    /// The paths in a scenario begin at its folder, whatever bytes its name has.
    #[test]
    fn a_scenario_in_a_folder_that_is_not_utf8_finds_its_sites() {
        let desk = tempfile::tempdir().unwrap();
        let folder = desk.path().join(OsStr::from_bytes(b"Z\xfcrich"));
        fs::create_dir(&folder).unwrap();
        let scenario = "seed = 1\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-01T01:00Z\"\n\
            sites = \"known.csv\"\n[[vantage]]\nname = \"v\"\ncadence = \"5m\"\n";
        fs::write(folder.join("s.toml"), scenario).unwrap();
        fs::write(folder.join("known.csv"), "site\na.example\n").unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_corroborate"));
        command.arg("simulate").arg(folder.join("s.toml")).arg("-o").arg(folder.join("out"));
        let ended = command.output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        assert!(folder.join("out/probes/v.csv.gz").is_file());
    }

    #[test]
    fn a_pipe_that_a_pattern_means_and_a_device_stop_the_run() {
        let case = case();
        let at = case.root();
        pipe(&case.path().join("probes/b.csv"));
        let said = printed(at, &["check", "case"], 2);
        assert!(
            said.contains("case/probes/b.csv: this is a pipe or a socket and no file"),
            "{said}"
        );
        pipe(&at.join("pipe"));
        let said = printed(at, &["init", "new", "pipe"], 2);
        assert!(said.contains("pipe: this is a pipe or a socket and no file"), "{said}");
        assert!(printed(at, &["init", "new", "-"], 2).contains("-: this is stdin and no file"));
        for words in [["--probes", "/dev/zero"], ["--claims", "/dev/null"]] {
            let said = printed(at, &["check", words[0], words[1]], 2);
            assert!(said.contains("this is a device and no file"), "{said}");
        }
    }

    /// Runs the program with these bytes as stdin, and a folder of its own for temporary files,
    /// which must be empty when it ends.
    fn fed(at: &Path, words: &[&str], bytes: &[u8]) -> Output {
        fs::create_dir_all(at.join("tmp")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(words)
            .current_dir(at)
            .env("TMPDIR", at.join("tmp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let _ = stdin.write_all(bytes);
        drop(stdin);
        let done = child.wait_with_output().unwrap();
        let left = fs::read_dir(at.join("tmp")).unwrap().count();
        assert_eq!(left, 0, "{words:?} left temporary files");
        done
    }

    /// Runs the program on bytes of a pipe, where the run must end well; gives what it printed.
    fn fed_well(at: &Path, words: &[&str], bytes: &[u8]) -> String {
        let done = fed(at, words, bytes);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{words:?}: {said}");
        String::from_utf8(done.stdout).unwrap() + &said
    }

    #[test]
    fn stdin_is_read_in_the_place_of_any_file() {
        let case = case();
        let at = case.root();
        fs::write(at.join("stdin"), LOG).unwrap();
        printed(at, &[&REPORT[..], &["--probes", "stdin", "-o", "file"]].concat(), 0);
        for (number, name) in ["-", "/dev/stdin"].iter().enumerate() {
            let output = format!("fed-{number}");
            let words = [&REPORT[..], &["--probes", name, "-o", &output]].concat();
            fed_well(at, &words, LOG.as_bytes());
            let outages = |report: &str| {
                let text = fs::read_to_string(at.join(report).join("tables/outages.csv")).unwrap();
                text.replace("/dev/stdin", "stdin")
            };
            assert_eq!(outages("file"), outages(&output));
        }
        assert!(contents(&at.join("file")) == contents(&at.join("fed-0")), "the name is the same");
        fed_well(at, &[&REPORT[..], &["--probes", "-"]].concat(), LOG.as_bytes());
        assert!(at.join("output/stdin/report.html").exists());
        fed_well(
            at,
            &[&REPORT[..], &["--probes", "stdin", "--claims", "-", "-o", "c"]].concat(),
            CLAIMS.as_bytes(),
        );
        let verdicts = fs::read_to_string(at.join("c/tables/verdicts.csv")).unwrap();
        assert!(verdicts.contains(",c1,"), "{verdicts}");
        fed_well(at, &["fold", "-", "-o", "runs.parquet"], LOG.as_bytes());
        let runs = fs::read(at.join("runs.parquet")).unwrap();
        fed_well(at, &["check", "--probes", "-"], &runs);
        fed_well(at, &["convert", "-", "-o", "ours.csv"], LOG.as_bytes());
        assert_eq!(fs::read_to_string(at.join("ours.csv")).unwrap().lines().count(), 5);
        fed_well(at, &["explain", "O001", "--probes", "-"], LOG.as_bytes());
        let scenario = "seed = 1\nfrom = \"2023-03-07T00:00\"\nuntil = \"2023-03-07T01:00\"\n\
            zone = \"UTC\"\nsite = [{ id = \"a\" }]\nprobes = { cadence = \"5m\" }\n\
            [[vantage]]\nname = \"oslo\"\n";
        fed_well(at, &["simulate", "-", "-o", "made"], scenario.as_bytes());
        let twice = fed(at, &["check", "--probes", "-", "--claims", "-"], LOG.as_bytes());
        assert_eq!(twice.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&twice.stderr).contains("can be read once"));
    }

    /// Faults of what came through a pipe name it, not the copy.
    #[test]
    fn what_is_wrong_with_stdin_is_said_of_stdin() {
        let case = case();
        let at = case.root();
        let done = fed(at, &["check", "--probes", "-"], b"Dear reader,\nall is well\n");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("stdin") && !said.contains("partial"), "{said}");
        for (words, bytes) in [
            (["check", "--claims", "-"], &b"timestamp,site\n2023-03-07T00:00:00Z,a\n"[..]),
            (["check", "--probes", "-"], &b"\x1f\x8b\x08\0\0\0\0\0\0\xff cut"[..]),
            (["check", "--runs", "-"], &b"PAR1 and no more"[..]),
        ] {
            let done = fed(case.path(), &words, bytes);
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            assert_eq!(done.status.code(), Some(2), "{said}");
            assert!(said.contains("error: stdin:") && !said.contains("partial"), "{said}");
        }
        let row = LOG.to_owned() + "2023-03-07T00:20:00Z,,oslo,200\n";
        let done = fed(at, &["check", "--probes", "-"], row.as_bytes());
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(done.status.code(), Some(1), "{said}");
        assert!(said.contains("stdin:6:2:") && !said.contains("partial"), "{said}");
    }

    #[test]
    fn a_pipe_with_a_name_is_read() {
        let case = case();
        let at = case.root();
        pipe(&at.join("pipe"));
        let program = env!("CARGO_BIN_EXE_corroborate");
        let line = format!("cat case/probes/a.csv > pipe & exec {program} check --probes pipe");
        let done = Command::new("sh").args(["-c", &line]).current_dir(at).output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(said.contains("pipe"), "{said}");
        // One that is named a second time is still the file that it is.
        assert_eq!(ran(at, &["check", "case"]).status.code(), Some(0));
    }

    #[test]
    fn a_run_that_is_stopped_while_it_reads_stdin_leaves_no_copy() {
        let_programs_be_stopped();
        let case = case();
        let at = case.root();
        fs::create_dir(at.join("tmp")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args(["check", "--probes", "-"])
            .current_dir(at)
            .env("TMPDIR", at.join("tmp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(LOG.repeat(10).as_bytes()).unwrap();
        stdin.flush().unwrap();
        while fs::read_dir(at.join("tmp")).unwrap().count() == 0 {
            std::thread::yield_now();
        }
        let folder = fs::read_dir(at.join("tmp")).unwrap().next().unwrap().unwrap().path();
        let mode = fs::metadata(folder).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o700, "nobody else may read the copy");
        assert_eq!(stop(&mut child, "-INT"), Some(130));
        assert_eq!(fs::read_dir(at.join("tmp")).unwrap().count(), 0);
    }
}
