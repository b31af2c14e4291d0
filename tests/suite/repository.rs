//! Git repositories of a test's own, made with fixed dates. A test that needs one fails where there
//! is no `git`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// 2022-10-05T00:00:00Z, in seconds.
pub const START_S: i64 = 1_664_928_000;

/// Commits on their way to a repository.
#[derive(Default)]
pub struct Commits {
    stream: String,
}

/// Returns the text of `history/SLUG.yml`, with the moment of the probe as it is written.
pub fn version(url: &str, status: &str, code: u32, probed: &str) -> String {
    version_of(url, status, &code.to_string(), (if code == 0 { "0" } else { "120" }, probed))
}

/// Returns the text of `history/SLUG.yml`, with the milliseconds to the answer and the moment of
/// the probe as they are written.
pub fn version_of(url: &str, status: &str, code: &str, (took, probed): (&str, &str)) -> String {
    format!(
        "url: {url}\nstatus: {status}\ncode: {code}\nresponseTime: {took}\nlastUpdated: {probed}\n\
         startTime: 2022-10-01T00:00:00.000Z\n\
         generator: Upptime <https://github.com/upptime/upptime>\n"
    )
}

impl Commits {
    /// Takes commits from a stream of `git fast-import`.
    pub fn of_stream(stream: String) -> Commits {
        Commits { stream }
    }

    /// Adds a commit at this second after the start, with files to store, or to take away where
    /// there is no text.
    pub fn add(&mut self, second: i64, files: &[(&str, Option<&str>)]) {
        self.at(START_S + second, files);
    }

    /// Adds a commit at this Unix second, with files to store, or to take away where there is no
    /// text.
    pub fn at(&mut self, unix: i64, files: &[(&str, Option<&str>)]) {
        let _ =
            write!(self.stream, "commit refs/heads/main\ncommitter bot <> {unix} +0000\ndata 0\n");
        for (path, text) in files {
            let _ = match text {
                Some(text) => {
                    write!(self.stream, "M 100644 inline {path}\ndata {}\n{text}\n", text.len())
                }
                None => writeln!(self.stream, "D {path}"),
            };
        }
        self.stream.push('\n');
    }

    /// Makes the repository, bare or with a place for a work tree.
    pub fn make(&self, folder: &Path, options: &[&str]) -> PathBuf {
        let folder = folder.to_owned();
        git(
            folder.parent().unwrap(),
            &[&["init", "-q", "-b", "main"], options, &[folder.to_str().unwrap()]].concat(),
        );
        let mut import =
            command(&folder, &["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
        import.stdin.take().unwrap().write_all(self.stream.as_bytes()).unwrap();
        assert!(import.wait().unwrap().success());
        folder
    }
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        // What a test makes need not outlive a loss of power: each wait for the disk takes longer
        // than the test.
        .args(["-c", "core.fsync=none"])
        .arg("-C")
        .arg(folder)
        .args(arguments);
    git
}

/// Runs git, and gives what it says.
pub fn git(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let done = command(folder, arguments).output().expect("these tests need git");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}
