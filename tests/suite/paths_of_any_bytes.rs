//! Paths whose bytes are no UTF-8: every argument that may be a path takes them, `verify` finds
//! them again, and one path is shown in one spelling, which a shell can be given.

use crate::program_run::printed;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A log in our own layout, with an outage of three probes.
const LOG: &str = "timestamp,site,vantage,status_code\n2023-04-11T06:00:00Z,dam.example,bern,200\n\
                   2023-04-11T06:05:00Z,dam.example,bern,502\n\
                   2023-04-11T06:10:00Z,dam.example,bern,502\n\
                   2023-04-11T06:15:00Z,dam.example,bern,502\n\
                   2023-04-11T06:20:00Z,dam.example,bern,200\n";
/// A claim in our own layout.
const CLAIMS: &str = "claim,claimant,role,kind,targets,published\n\
                      c1,Some Group,attacker,attack,dam.example,2023-04-11T06:04:00Z\n";

/// A name in the letters of Latin-1, which is no UTF-8.
fn odd(behind: &str) -> OsString {
    let mut name = OsStr::from_bytes(b"K\xf6ln").to_owned();
    name.push(behind);
    name
}

/// A folder with a folder of such a name, in it `log.csv` and `claims.csv`, and beside it a log of
/// such a name.
fn desk() -> TempDir {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join(odd(""));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("log.csv"), LOG).unwrap();
    fs::write(folder.join("claims.csv"), CLAIMS).unwrap();
    fs::write(desk.path().join(odd(".csv")), LOG).unwrap();
    fs::write(desk.path().join("log.csv"), LOG).unwrap();
    desk
}

/// Runs the program with words of any bytes.
fn run(at: &Path, words: &[&OsStr]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_corroborate")).args(words).current_dir(at).output().unwrap()
}

/// What it wrote to stdout and to stderr, where it must end with this code.
fn said(at: &Path, words: &[&OsStr], code: i32) -> String {
    let output = run(at, words);
    let said = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
    assert!(!said.contains('\u{fffd}'), "{words:?}: {said}");
    said
}

/// Words of a command, of which `PATH` is a path.
fn words<'w>(line: &'w str, path: &'w OsStr) -> Vec<&'w OsStr> {
    let word = |word: &'w str| if word == "PATH" { path } else { OsStr::new(word) };
    line.split(' ').map(word).collect()
}

#[test]
fn every_argument_that_may_be_a_path_takes_any_bytes() {
    let desk = desk();
    let at = desk.path();
    let log = Path::new(&odd("")).join("log.csv");
    let scenario = "seed = 1\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-01T01:00Z\"\n\
        site = [{ id = \"a\" }]\n[[vantage]]\nname = \"v\"\ncadence = \"5m\"\n";
    fs::write(at.join(odd(".toml")), scenario).unwrap();
    let incident = "title = \"K\"\n[chart]\ncolours = \"own.toml\"\n[[probes]]\n\
        files = \"log.csv\"\n";
    fs::write(at.join(odd("")).join("own.toml"), "down = \"#aa3300\"\n").unwrap();
    fs::write(at.join(odd("")).join("incident.toml"), incident).unwrap();
    for (line, path) in [
        ("convert PATH -o a.csv", log.as_os_str()),
        ("convert log.csv PATH -o b.csv", &odd(".csv")),
        ("convert csv PATH -o c.csv", log.as_os_str()),
        ("convert log.csv -o PATH", &odd("-written.csv")),
        ("fold PATH -o a.parquet", log.as_os_str()),
        ("fold log.csv -o PATH", &odd("-written.parquet")),
        ("check --probes PATH", log.as_os_str()),
        (
            "check --probes log.csv --claims PATH",
            Path::new(&odd("")).join("claims.csv").as_os_str(),
        ),
        ("check PATH", &odd("")),
        ("fold --incident PATH -o b.parquet", &odd("")),
        ("convert --incident PATH -o d.csv", &odd("")),
        ("explain O001 --probes PATH", log.as_os_str()),
        ("simulate PATH -o made", &odd(".toml")),
        ("init PATH log.csv", &odd("-new")),
        ("report --probes log.csv --chart timeline -o PATH", &odd("-report")),
    ] {
        said(at, &words(line, path), 0);
    }
    for written in [odd("-written.csv"), odd("-written.parquet"), odd("-new"), odd("-report")] {
        assert!(at.join(&written).exists(), "{written:?}");
    }
    // The default folder has the name as it is.
    said(at, &words("report --probes PATH --chart timeline", &odd(".csv")), 0);
    assert!(at.join("output").join(odd("")).join("report.html").is_file());
}

/// Files that were named one by one are found again: the manifest has their names as readers see
/// them.
#[test]
fn a_report_of_such_files_is_verified_and_explained() {
    let desk = desk();
    let at = desk.path();
    fs::write(at.join(odd(".toml")), "down = \"#aa3300\"\n").unwrap();
    let folder = PathBuf::from(odd(""));
    let mut asked = words("report --chart timeline -o out --colours PATH", OsStr::new("PATH"));
    let (colours, log, claims) = (odd(".toml"), folder.join("log.csv"), folder.join("claims.csv"));
    asked.retain(|word| *word != "PATH");
    asked.extend([&colours, OsStr::new("--probes"), log.as_os_str()]);
    asked.extend([OsStr::new("--claims"), claims.as_os_str()]);
    said(at, &asked, 0);
    assert!(said(at, &words("verify out", OsStr::new("")), 0).contains("nothing differs"));
    assert!(said(at, &words("explain O001 out", OsStr::new("")), 0).contains("log.csv"));
    // Another one is seen so, too; the one whose bytes were read is meant.
    fs::create_dir(at.join("K\\xf6ln")).unwrap();
    for name in ["log.csv", "claims.csv"] {
        fs::write(at.join("K\\xf6ln").join(name), "another").unwrap();
    }
    assert!(said(at, &words("verify out", OsStr::new("")), 0).contains("nothing differs"));
    fs::rename(at.join(&folder), at.join("away")).unwrap();
    fs::remove_dir_all(at.join("K\\xf6ln")).unwrap();
    let gone = said(at, &words("verify out", OsStr::new("")), 2);
    assert!(gone.contains("K\\xf6ln/log.csv: no such file or folder"), "{gone}");
}

#[test]
fn init_says_whether_the_name_of_the_file_or_of_its_folder_is_meant() {
    let desk = desk();
    let at = desk.path();
    let log = Path::new(&odd("")).join("log.csv");
    let of_folder = said(at, &words("init new PATH", log.as_os_str()), 2);
    assert!(of_folder.contains("the name of its folder ../K\\xf6ln is not UTF-8"), "{of_folder}");
    let of_file = said(at, &words("init new PATH", &odd(".csv")), 2);
    assert!(of_file.contains("K\\xf6ln.csv: the name is not UTF-8"), "{of_file}");
    // As the words say, a folder in it will do.
    let inside = Path::new(&odd("")).join("case");
    let mut asked = words("init PATH", inside.as_os_str());
    asked.push(log.as_os_str());
    said(at, &asked, 0);
    assert!(said(at, &words("check PATH", inside.as_os_str()), 0).contains("5 read"));
}

/// One path has one spelling in all that is printed, and commands can be pasted.
#[test]
fn what_is_printed_has_one_spelling_and_can_be_pasted() {
    let desk = desk();
    let at = desk.path();
    let new = said(at, &words("init PATH log.csv", &odd(" it's")), 0);
    let line = new.lines().last().unwrap_or_default();
    let command = line.trim().strip_prefix("next: corroborate ").expect("a command");
    let (command, _) = command.split_once(", which").expect("its reason");
    assert_eq!(command, r"check $'K\xf6ln it\'s'");
    let program = env!("CARGO_BIN_EXE_corroborate");
    let pasted = Command::new("bash")
        .args(["-c", &format!("'{program}' {command}")])
        .current_dir(at)
        .output();
    if let Ok(pasted) = pasted {
        assert_eq!(pasted.status.code(), Some(0), "{}", String::from_utf8_lossy(&pasted.stderr));
    }
    let case = at.join(odd(" it's"));
    fs::write(case.join("claims.csv"), CLAIMS.replace("attack,", "storm,")).unwrap();
    let broken = LOG.replace("06:10:00Z", "06:61:00Z");
    fs::write(at.join("log.csv"), broken).unwrap();
    let all = said(at, &words("check PATH", &odd(" it's")), 1);
    assert!(all.contains("K\\xf6ln it's/claims.csv:2:"), "{all}");
    let all =
        said(at, &words("check --probes PATH", Path::new("none").join(odd("")).as_os_str()), 2);
    assert!(all.contains("none/K\\xf6ln: no such file or folder"), "{all}");
}

/// What came through a pipe is not looked for as a file.
#[test]
fn a_report_of_a_pipe_says_that_it_cannot_be_made_again() {
    let desk = desk();
    let at = desk.path();
    let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .args(["report", "--probes", "-", "--chart", "timeline", "-o", "out"])
        .current_dir(at)
        .stdin(Stdio::from(fs::File::open(at.join("log.csv")).unwrap()))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    assert!(child.wait().unwrap().success());
    for line in ["verify out", "explain O001 out", "check out"] {
        let words: Vec<&str> = line.split(' ').collect();
        let said = printed(at, &words, 2);
        assert!(said.contains("its input `stdin` came through a pipe"), "{said}");
    }
    // The same bytes under that name are the same input.
    fs::rename(at.join("log.csv"), at.join("stdin")).unwrap();
    printed(at, &["verify", "out"], 0);
    let fifo = Command::new("mkfifo").arg(at.join("fifo")).status().unwrap();
    assert!(fifo.success());
    for option in ["--colours", "--font"] {
        let words = ["report", "--probes", "stdin", "-o", "no", option, "fifo"];
        let said = printed(at, &words, 2);
        assert!(said.contains("fifo is a pipe or a socket and no file"), "{said}");
        let words = ["report", "--probes", "stdin", "-o", "no", option, "out"];
        assert!(printed(at, &words, 2).contains("out is a folder"), "{option}");
    }
}

/// Readers see each path by one function, which writes bytes that are no UTF-8 as they are.
#[test]
fn no_path_is_shown_by_another_function() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in crate::program::files_below(&src) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        assert!(!own.contains(".display()"), "{}: write shown_path(…)", path.display());
    }
}
