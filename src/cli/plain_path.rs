//! Paths in one spelling: what a report says does not depend on how its input was spelled.

use crate::model::{Incident, Request};
use std::path::{Component, Path, PathBuf};

/// Returns a path without `.` and doubled or final separators, and from the working folder on where
/// it lies below that.
pub(super) fn plain_path(path: PathBuf) -> PathBuf {
    let here = std::env::current_dir().ok();
    let plain = plain_from(&path, here.as_deref());
    // A file of this name is no stdin.
    if plain == Path::new(Request::STDIN) { path } else { plain }
}

/// Returns the folder of an incident in one spelling; it may be named by the `incident.toml` in it.
pub(super) fn incident_folder(path: PathBuf) -> PathBuf {
    let plain = plain_path(path);
    let is_its_file =
        plain.file_name().is_some_and(|name| name == Incident::FILE) && plain.is_file();
    match plain.parent() {
        Some(folder) if is_its_file && folder.as_os_str().is_empty() => PathBuf::from("."),
        Some(folder) if is_its_file => folder.to_owned(),
        _ => plain,
    }
}

/// Says whether a folder is that of an incident.
pub(super) fn is_incident(folder: &Path) -> bool {
    folder.join(Incident::FILE).is_file()
}

/// Returns the paths of a list, each in one spelling.
pub(super) fn plain_paths(paths: Vec<PathBuf>) -> Vec<PathBuf> {
    paths.into_iter().map(plain_path).collect()
}

/// Writes a path from the folder `here` on, without `.` in it.
fn plain_from(path: &Path, here: Option<&Path>) -> PathBuf {
    let below = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let parts = below.components().filter(|part| *part != Component::CurDir);
    let plain: PathBuf = parts.collect();
    let is_here = plain.as_os_str().is_empty() && !path.as_os_str().is_empty();
    if is_here { PathBuf::from(".") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_has_one_spelling() {
        let cases = [
            ("case", "case"),
            ("./case", "case"),
            ("case/", "case"),
            (".//case/.", "case"),
            ("/home/me/case", "case"),
            ("/home/me/./case/", "case"),
            (".", "."),
            ("./", "."),
            ("/home/me", "."),
            ("../case", "../case"),
            ("./../case", "../case"),
            ("a/../case", "a/../case"),
            ("/home/you/case", "/home/you/case"),
            ("/home/mean", "/home/mean"),
            ("", ""),
        ];
        for (path, plain) in cases {
            let made = plain_from(Path::new(path), Some(Path::new("/home/me")));
            assert_eq!(made.as_os_str(), plain, "{path}");
        }
    }

    #[test]
    fn a_file_that_is_named_like_stdin_is_none() {
        assert_eq!(plain_path(PathBuf::from("-")).as_os_str(), "-");
        assert_eq!(plain_path(PathBuf::from("./-")).as_os_str(), "./-");
    }
}
