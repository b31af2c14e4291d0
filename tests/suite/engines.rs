//! The jobs of `engines` fit the program: what they pass to it exists, and a task of theirs makes
//! the file that the program makes by itself. Spark is not needed: it only says when a task runs.
//! `engines/spark/try.sh` tries the whole on a cluster.

use crate::incident_folder::IncidentFolder;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const LOG: &str = "timestamp,site,status_code\n2022-10-05T00:00:00,a,200\n\
    2022-10-05T00:01:00,a,503\n2022-10-05T00:02:00,a,503\n";
const INCIDENT: &str =
    "[[probes]]\nfiles = [\"probes/*.csv\", \"more/**/*.csv\"]\nzone = \"UTC\"\n";

/// What every piece of Python below begins with: the job as a module, and a Spark that does nothing
/// but number the task.
const BEGIN: &str = "
import sys, types, os
class Task:
    def taskAttemptId(self): return 7
    def attemptNumber(self): return 0
class TaskContext:
    get = staticmethod(Task)
sys.modules['pyspark'] = types.SimpleNamespace(TaskContext=TaskContext)
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
program = sys.argv[2]
sys.argv = ['fold.py', '-o', 'runs', '--corroborate', program] + sys.argv[3:]
import fold
asked = fold.arguments()
found = fold.shards(asked)
names = {shard: fold.runs_name(shard, asked.incident) for shard in found}
os.makedirs('runs/.attempts', exist_ok=True)
given = (['--incident', asked.incident] if asked.incident else []) + fold.options(asked)
plan = dict(corroborate=program, options=given, folder=os.getcwd(), output='runs', \
attempts='runs/.attempts', names=names)
";

/// Runs Python in a folder, after `BEGIN`, with the options of the job.
fn ran(folder: &Path, script: &str, options: &[&str]) -> Output {
    let job = Path::new(env!("CARGO_MANIFEST_DIR")).join("engines/spark");
    let mut command = Command::new("python3");
    command
        .args(["-c", &format!("{BEGIN}{script}")])
        .arg(job)
        .arg(env!("CARGO_BIN_EXE_corroborate"))
        .args(options);
    command.current_dir(folder).output().expect("Python starts")
}

fn said(done: &Output) -> String {
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout.clone()).expect("words")
}

fn incident() -> IncidentFolder {
    let folder = IncidentFolder::below("case", INCIDENT).with("probes/a.csv", LOG);
    folder.with("more/x/a.csv", LOG.replace("05T", "06T"))
}

#[test]
#[ignore = "needs python3 of version 3.11 or newer"]
fn a_task_makes_the_file_that_the_program_makes() {
    let folder = incident();
    let at = folder.root();
    let script = "for shard in found: print(shard, names[shard], fold.fold(shard, plan))";
    let words = said(&ran(
        at,
        script,
        &["--incident", "case", "--from", "2022-10-05T00:01Z", "--until", "2022-10-07"],
    ));
    assert_eq!(words.matches("'refused': False").count(), 2, "{words}");
    let mut names: Vec<String> = fs::read_dir(at.join("runs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(names[0], ".attempts");
    assert!(
        fs::read_dir(at.join("runs/.attempts")).unwrap().next().is_none(),
        "an attempt leaves something behind"
    );
    for line in words.lines() {
        let [shard, name] = line.split(' ').take(2).collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let alone = Command::new(env!("CARGO_BIN_EXE_corroborate"))
            .args([
                "fold",
                shard,
                "--incident",
                "case",
                "--from",
                "2022-10-05T00:01Z",
                "--until",
                "2022-10-07",
                "-o",
                "alone.parquet",
                "-q",
            ])
            .current_dir(at)
            .output()
            .unwrap();
        assert!(alone.status.success(), "{}", String::from_utf8_lossy(&alone.stderr));
        assert!(
            fs::read(at.join("alone.parquet")).unwrap()
                == fs::read(at.join("runs").join(name)).unwrap(),
            "{line}"
        );
    }
}

/// A log that the program refuses is reported in its own words, and leaves no file; a program that
/// is not there is worth another attempt.
#[test]
#[ignore = "needs python3 of version 3.11 or newer"]
fn a_refused_log_is_reported_in_the_words_of_the_program() {
    let folder = incident();
    let at = folder.root();
    fs::write(at.join("bad.csv"), "time,site\nx,a\n").unwrap();
    let words = said(&ran(
        at,
        "print(fold.fold(found[0], plan)); print(os.listdir('runs'))",
        &["bad.csv", "--zone", "Europe/Zurich"],
    ));
    assert!(
        words.contains("'refused': True")
            && words
                .contains("bad.csv: a table of 2 columns, none of which was recognised as moments"),
        "{words}"
    );
    assert!(words.contains("\n['.attempts']\n"), "{words}");
    let script = "
plan['corroborate'] = '/nowhere/corroborate'
try: fold.fold(found[0], plan)
except RuntimeError as why: print(why)
";
    let words = said(&ran(at, script, &["bad.csv"]));
    assert!(words.contains("/nowhere/corroborate does not start on"), "{words}");
}

/// The command that the job prints at its end is one that the program takes.
#[test]
#[ignore = "needs python3 of version 3.11 or newer"]
fn the_next_step_that_is_printed_makes_the_report() {
    let folder = incident();
    let at = folder.root();
    let script = "
results = [fold.fold(shard, plan) for shard in found]
sys.exit(fold.summary(asked, results, names))
";
    let words = said(&ran(
        at,
        script,
        &["--incident", "case", "--from", "2022-10-05", "--until", "2022-10-06"],
    ));
    let (_, next) = words.split_once("next: corroborate ").unwrap_or_else(|| panic!("{words}"));
    let line = format!("'{}' {} -o out", env!("CARGO_BIN_EXE_corroborate"), next.trim());
    let made = Command::new("sh").args(["-c", &line]).current_dir(at).output().unwrap();
    assert!(made.status.success(), "{line}: {}", String::from_utf8_lossy(&made.stderr));
    assert!(at.join("out/report.html").exists());
}
