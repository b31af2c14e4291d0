//! A git repository whose file has these versions, with a NUL between two: the first byte picks the
//! layout. It needs `git`, and is slower than the others.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{CLONES, examine, folder, lines};
use libfuzzer_sys::fuzz_target;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let (file, entry) = &CLONES[usize::from(*pick) % CLONES.len()];
    let settings = format!("title = \"fuzz\"\n[[probes]]\n{}", lines(entry, "clone"));
    let folder = folder(&[("incident.toml", settings.as_bytes())]);
    import(&folder.path().join("clone"), file, bytes);
    examine(Origin::Folder(folder.path().to_owned()));
});

/// Makes a repository of a commit a minute, each with the next version of the file.
fn import(clone: &Path, file: &str, versions: &[u8]) {
    git(clone.parent().expect("a folder around it"), &["init", "-q", "--bare", "clone"], &[]);
    let mut stream = Vec::new();
    for (minute, version) in versions.split(|byte| *byte == 0).enumerate() {
        let at = 1_664_928_000 + 60 * minute;
        let head = format!(
            "commit refs/heads/main\ncommitter bot <> {at} +0000\ndata 0\n\
             M 100644 inline {file}\ndata {}\n",
            version.len()
        );
        stream.extend_from_slice(head.as_bytes());
        stream.extend_from_slice(version);
        stream.extend_from_slice(b"\n\n");
    }
    git(clone, &["symbolic-ref", "HEAD", "refs/heads/main"], &[]);
    git(clone, &["fast-import", "--quiet"], &stream);
}

/// Runs git in a folder, with these bytes on its stdin.
fn git(folder: &Path, words: &[&str], stdin: &[u8]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(words).stdin(Stdio::piped());
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let mut running = command.spawn().expect("git is there");
    let mut into = running.stdin.take().expect("it has a stdin");
    into.write_all(stdin).expect("git reads all of it");
    drop(into);
    assert!(running.wait().is_ok_and(|ended| ended.success()), "git {words:?}");
}
