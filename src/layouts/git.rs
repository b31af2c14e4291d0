//! A clone, read with the `git` program: its commits in order, what each of them changed, and the
//! files that it stored. Nothing is written, fetched or run besides.

use crate::clock::{Instant, SECOND};
use crate::files::ReadError;
use crate::logs::{ReadStop, Sink};
use crate::model::shown_path;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::JoinHandle;

/// Most bytes that are kept of an answer, or of what git writes to stderr.
const MOST_KEPT: u64 = 4 << 10;
/// Most bytes of a path or of a commit's line; a longer one is an odd answer.
const LONGEST: u64 = 64 << 10;
/// Byte that begins the line of a commit, so that no path is taken for one.
const MARK: u8 = 1;

/// Settings that a clone's own are overruled by: a clone is somebody else's, and no command that it
/// names is run.
const SETTINGS: [&str; 4] = [
    "core.quotePath=off",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.hooksPath=/dev/null",
];

/// A repository that has its whole history.
#[derive(Debug)]
pub(super) struct Repository<'a> {
    path: &'a Path,
}

/// Commit of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Commit {
    pub(super) id: String,
    /// Time at which its author wrote it, in UTC, to the second.
    pub(super) authored: Instant,
    /// Time at which it was put into the history, in UTC, to the second.
    pub(super) committed: Instant,
}

impl Commit {
    /// Adds the commit to the hash of what was read.
    pub(super) fn add_to_hash(&self, sink: &mut dyn Sink) {
        sink.digest(self.id.as_bytes());
        sink.digest(b"\n");
    }
}

/// Step through the history, from the oldest commit on.
#[derive(Debug, Clone, Copy)]
pub(super) enum HistoryStep<'a> {
    /// A commit begins.
    Commit(&'a Commit),
    /// The commit stores this file, or takes it away where there is no blob.
    File { commit: &'a Commit, path: &'a str, blob: Option<&'a str> },
}

/// Process of `git`, which ends when this is dropped.
#[derive(Debug)]
struct GitProcess {
    child: Child,
    /// Thread that reads stderr to its end; `None` where nothing is read, or its text was taken.
    stderr: Option<JoinHandle<String>>,
}

impl<'a> Repository<'a> {
    /// Opens a work tree or a bare repository.
    ///
    /// # Errors
    /// Where there is no `git`, no repository with commits, or where its history is cut.
    pub(super) fn open(path: &'a Path) -> Result<Repository<'a>, ReadError> {
        let repository = Repository { path };
        if !path.is_dir() {
            return Err(repository.broken(
                "this layout reads the folder of a clone, and that is a file; name the folder",
            ));
        }
        if repository.answer(&["rev-parse", "--is-shallow-repository"])?.trim() == "true" {
            return Err(repository.broken(
                "the clone has only the end of its history; run `git fetch --unshallow` in it",
            ));
        }
        match repository.answer(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]) {
            Ok(_) => Ok(repository),
            Err(_) => Err(repository.broken(
                "the repository has no commit on the branch that is checked out; clone it again",
            )),
        }
    }

    /// Says whether the last commit has a file.
    pub(super) fn contains(&self, file: &str) -> bool {
        self.answer(&["cat-file", "-e", &format!("HEAD:{file}")]).is_ok()
    }

    /// Lists the paths that each of the newest commits changed, a path as often as it was; merges
    /// are passed over.
    pub(super) fn changed_paths(&self, commits: u32) -> Result<Vec<String>, ReadError> {
        let most = commits.to_string();
        let list = ["log", "--no-merges", "--no-renames", "--name-only", "--format=", "-z", "-n"];
        let (running, output) =
            self.run(list.into_iter().chain([most.as_str(), "HEAD", "--"]), Stdio::null())?;
        let mut output = BufReader::new(output);
        let mut paths = Vec::new();
        while let Some(token) = self.token(&mut output)? {
            let path = String::from_utf8_lossy(&token);
            let path = path.trim_start_matches('\n');
            if !path.is_empty() {
                paths.push(path.to_owned());
            }
        }
        self.done(running)?;
        Ok(paths)
    }

    /// Lists the newest commits that changed a file, at most so many, the newest first; merges are
    /// passed over.
    pub(super) fn commits_of(&self, path: &str, most: u32) -> Result<Vec<String>, ReadError> {
        let most = most.to_string();
        let list = ["rev-list", "--no-merges", "-n", most.as_str(), "HEAD", "--", path];
        let (running, output) = self.run(list, Stdio::null())?;
        let ids: io::Result<Vec<String>> = BufReader::new(output).lines().collect();
        self.done(running)?;
        ids.map_err(|why| ReadError::Read { path: self.shown(), why })
    }

    /// Returns the version of a file in a commit; `None` where it has none, or one of more bytes
    /// than `most`.
    pub(super) fn version(
        &self,
        commit: &str,
        path: &str,
        most: u64,
    ) -> Result<Option<Vec<u8>>, ReadError> {
        let name = format!("{commit}:{path}");
        let Ok(id) = self.answer(&["rev-parse", "--verify", "--quiet", &name]) else {
            return Ok(None);
        };
        let blobs = self.blobs().and_then(|mut blobs| Ok(blobs.get(id.trim(), most)?));
        match blobs {
            Ok(bytes) => Ok(bytes),
            Err(ReadStop::Failed(why)) => Err(why),
            Err(ReadStop::ReceiverClosed) => Ok(None),
        }
    }

    /// Walks all commits that changed one of the paths, parents first and else by time; merges are
    /// passed over, what they join is not.
    pub(super) fn walk(
        &self,
        paths: &[&str],
        mut each: impl FnMut(HistoryStep<'_>) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        let list = [
            "rev-list",
            "--reverse",
            "--date-order",
            "--full-history",
            "--no-merges",
            "HEAD",
            "--",
        ];
        let (list, commits) = self.run(list.iter().chain(paths), Stdio::null())?;
        let show = [
            "diff-tree",
            "--stdin",
            "-r",
            "--root",
            "--raw",
            "-z",
            "--no-renames",
            "--no-abbrev",
            "--no-ext-diff",
        ];
        let show = show.into_iter().chain(["--format=tformat:%x01%H%x20%at%x20%ct", "--"]);
        let (show, output) = self.run(show.chain(paths.iter().copied()), Stdio::from(commits))?;
        let mut output = BufReader::new(output);
        let mut commit = None;
        while let Some(token) = self.token(&mut output)? {
            let token = token.strip_prefix(b"\n").unwrap_or(&token);
            if token.first() == Some(&MARK) {
                let begun = commit.insert(Commit::read(&token[1..]).ok_or_else(|| self.odd())?);
                each(HistoryStep::Commit(begun))?;
                continue;
            }
            let blob = blob(token).ok_or_else(|| self.odd())?;
            let path = self.token(&mut output)?.ok_or_else(|| self.odd())?;
            let commit = commit.as_ref().ok_or_else(|| self.odd())?;
            each(HistoryStep::File {
                commit,
                path: &String::from_utf8_lossy(&path),
                blob: blob.as_deref(),
            })?;
        }
        self.done(list)?;
        Ok(self.done(show)?)
    }

    /// Opens the store of files.
    pub(super) fn blobs(&self) -> Result<Blobs<'_>, ReadStop> {
        let (mut running, output) = self.run(["cat-file", "--batch"], Stdio::piped())?;
        let request = running.child.stdin.take().ok_or_else(|| self.odd())?;
        Ok(Blobs { repository: self, request, output: BufReader::new(output), _running: running })
    }

    /// Gives the answer to a short question.
    fn answer(&self, question: &[&str]) -> Result<String, ReadError> {
        let (running, mut output) = self.run(question, Stdio::null())?;
        let mut text = String::new();
        let read = output.by_ref().take(MOST_KEPT).read_to_string(&mut text);
        drop(output);
        self.done(running)?;
        read.map(|_| text).map_err(|why| ReadError::Read { path: self.shown(), why })
    }

    /// Starts `git` on the folder: with nothing of the user's surroundings that could change what
    /// it says or where it searches.
    fn run(
        &self,
        arguments: impl IntoIterator<Item: AsRef<OsStr>>,
        input: Stdio,
    ) -> Result<(GitProcess, ChildStdout), ReadError> {
        let whole = self.path.canonicalize().map_err(|why| ReadError::opening(self.path, why))?;
        let mut git = Command::new("git");
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"))
        {
            git.env_remove(name);
        }
        // A folder inside another repository is not that repository; and what a clone left out is
        // not fetched.
        git.env("GIT_CEILING_DIRECTORIES", whole.parent().unwrap_or(&whole));
        for (name, value) in [
            ("GIT_CONFIG_NOSYSTEM", "1"),
            ("GIT_OPTIONAL_LOCKS", "0"),
            ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_NO_LAZY_FETCH", "1"),
            ("GIT_ALLOW_PROTOCOL", "none"),
            ("GIT_TERMINAL_PROMPT", "0"),
            ("LC_ALL", "C"),
        ] {
            git.env(name, value);
        }
        git.arg("--no-pager").arg("--literal-pathspecs").arg("-C").arg(&whole);
        for setting in SETTINGS {
            git.args(["-c", setting]);
        }
        git.args(arguments);
        let started = git.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.map_err(|why| self.not_started(why))?;
        let stderr = child.stderr.take().map(|pipe| std::thread::spawn(move || beginning_of(pipe)));
        match child.stdout.take() {
            Some(output) => Ok((GitProcess { child, stderr }, output)),
            None => Err(self.odd()),
        }
    }

    /// Makes the error of a `git` that does not start, with what to install.
    fn not_started(&self, why: io::Error) -> ReadError {
        match why.kind() {
            io::ErrorKind::NotFound => self.broken(
                "a clone is read with the program `git`, and \
                there is none on this machine; install it",
            ),
            _ => self.broken(format!("`git` cannot be started: {why}")),
        }
    }

    /// Waits for the end, and says what was wrong.
    fn done(&self, mut running: GitProcess) -> Result<(), ReadError> {
        let ended =
            running.child.wait().map_err(|why| ReadError::Read { path: self.shown(), why })?;
        let stderr = running.stderr.take().and_then(|text| text.join().ok()).unwrap_or_default();
        if ended.success() { Ok(()) } else { Err(self.failed(&stderr)) }
    }

    /// Makes the error of a command that failed, with what git said.
    fn failed(&self, stderr: &str) -> ReadError {
        if stderr.contains("dubious ownership") {
            return self.broken(format!(
                "the clone belongs to another user, and git does not trust it; copy it, or run \
                 `git config --global --add safe.directory {}`",
                self.shown()
            ));
        }
        if stderr.contains("not a git repository") {
            return self.broken(
                "there is no git repository in the folder; name the folder that `git clone` made",
            );
        }
        let first =
            stderr.lines().find(|line| !line.trim().is_empty()).unwrap_or("it gives no reason");
        self.broken(format!("git cannot read the repository ({}); clone it again", first.trim()))
    }

    /// Reads up to the next NUL; `None` at the end.
    fn token(&self, output: &mut BufReader<ChildStdout>) -> Result<Option<Vec<u8>>, ReadError> {
        let mut token = Vec::new();
        output
            .take(LONGEST)
            .read_until(0, &mut token)
            .map_err(|why| ReadError::Read { path: self.shown(), why })?;
        match token.pop() {
            None => Ok(None),
            Some(0) => Ok(Some(token)),
            Some(_) => Err(self.odd()),
        }
    }

    /// Returns the path of the repository for readers.
    fn shown(&self) -> String {
        shown_path(self.path)
    }

    /// Makes the error of a file that no commit has.
    pub(super) fn lacks_file(&self, path: &str) -> ReadStop {
        ReadStop::Failed(self.broken(format!(
            "no commit on its branch has the file `{path}`; write its path from the root of the \
             repository, with `/`"
        )))
    }

    /// Returns an error of this repository.
    pub(super) fn broken(&self, why: impl Into<String>) -> ReadError {
        ReadError::Broken { path: self.shown(), why: why.into() }
    }

    /// Makes the error of output that is not as git writes it.
    fn odd(&self) -> ReadError {
        self.broken("git gives an answer that cannot be read; check the clone with `git fsck`")
    }
}

/// The store of files.
#[derive(Debug)]
pub(super) struct Blobs<'a> {
    repository: &'a Repository<'a>,
    request: ChildStdin,
    output: BufReader<ChildStdout>,
    _running: GitProcess,
}

impl Blobs<'_> {
    /// Returns the bytes of a file; `None` where they are more than `most`.
    pub(super) fn get(&mut self, id: &str, most: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let repository = self.repository;
        let reading = |why| ReadError::Read { path: repository.shown(), why };
        self.request.write_all(format!("{id}\n").as_bytes()).map_err(reading)?;
        let mut header = String::new();
        self.output.by_ref().take(LONGEST).read_line(&mut header).map_err(reading)?;
        let size = header.trim_end().split(' ').nth(2).and_then(|size| size.parse::<u64>().ok());
        let Some(size) = size else {
            return Err(repository.broken(format!(
                "the stored file {id} is missing from the clone, or damaged; \
                    clone it again, whole, without `--filter`"
            )));
        };
        let mut bytes = Vec::new();
        let mut stored = self.output.by_ref().take(size);
        if size <= most {
            stored.read_to_end(&mut bytes).map_err(reading)?;
        } else {
            io::copy(&mut stored, &mut io::sink()).map_err(reading)?;
        }
        let mut end = [0];
        self.output.read_exact(&mut end).map_err(reading)?;
        Ok((size <= most).then_some(bytes))
    }
}

impl Drop for GitProcess {
    fn drop(&mut self) {
        // It may have ended, and then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Commit {
    /// Returns `id author-time committer-time`, both in seconds.
    fn read(line: &[u8]) -> Option<Commit> {
        let mut words = std::str::from_utf8(line).ok()?.split(' ');
        let id = words.next()?.to_owned();
        let mut time =
            || Some(Instant(words.next()?.trim().parse::<i64>().ok()?.checked_mul(SECOND)?));
        Some(Commit { id, authored: time()?, committed: time()? })
    }
}

/// Returns `:mode mode blob blob letter`: the blob that is stored; `Some(None)` where a file is
/// taken away, or made something else than a file.
fn blob(line: &[u8]) -> Option<Option<String>> {
    let line = std::str::from_utf8(line).ok()?.strip_prefix(':')?;
    let [_, mode, _, blob, _] = line.split(' ').collect::<Vec<&str>>().try_into().ok()?;
    Some(mode.starts_with("100").then(|| blob.to_owned()))
}

/// Reads stderr of git to its end, so that git never waits; gives its first [`MOST_KEPT`] bytes.
fn beginning_of(mut stderr: impl Read) -> String {
    let mut kept = Vec::new();
    let _ = stderr.by_ref().take(MOST_KEPT).read_to_end(&mut kept);
    let _ = io::copy(&mut stderr, &mut io::sink());
    String::from_utf8_lossy(&kept).into_owned()
}
