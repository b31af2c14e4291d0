//! From a path as readers see it back to what stands there.

use crate::model::shown_path;
use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Sign of a byte that is no UTF-8, in a path as readers see it.
const ESCAPED: &str = "\\x";
/// Most names of a folder that are searched.
const MOST_NAMES: usize = 10_000;
/// Most paths that are followed at once.
const MOST_PATHS: usize = 100;

/// Lists the paths that readers see as this one, sorted: the path as it is written alone, unless
/// it has signs for bytes that are no UTF-8. Then these are paths of what is there; where nothing
/// is, the path as it is written.
pub(crate) fn paths_shown_as(shown: &str) -> Vec<PathBuf> {
    let written = PathBuf::from(shown);
    if !shown.contains(ESCAPED) {
        return vec![written];
    }
    let mut paths = vec![PathBuf::new()];
    for part in written.components() {
        paths = paths.iter().flat_map(|folder| with_part(folder, part)).take(MOST_PATHS).collect();
    }
    paths.sort();
    if paths.is_empty() { vec![written] } else { paths }
}

/// Lists the paths in a folder whose last name readers see as this part of a path.
fn with_part(folder: &Path, part: Component<'_>) -> Vec<PathBuf> {
    let name = part.as_os_str().to_string_lossy();
    if !matches!(part, Component::Normal(_)) || !name.contains(ESCAPED) {
        return vec![folder.join(part)];
    }
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(here).into_iter().flatten().flatten().take(MOST_NAMES);
    let names = entries.map(|entry| entry.file_name());
    let is_it = |of: &OsString| shown_path(of.as_ref()) == name;
    names.filter(is_it).map(|of| folder.join(of)).collect()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn each_path_that_readers_see_so_is_found() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let odd = desk.path().join(OsStr::from_bytes(b"K\xf6ln"));
        let plain = desk.path().join("K\\xf6ln");
        let shown = |folder: &Path| shown_path(&folder.join("log.csv"));
        assert_eq!(paths_shown_as(&shown(&odd)), [plain.join("log.csv")], "nothing is there");
        if fs::create_dir(&odd).is_err() {
            // Some systems have no such names.
            return;
        }
        assert_eq!(paths_shown_as(&shown(&odd)), [odd.join("log.csv")]);
        fs::create_dir(&plain).expect("it can be made");
        assert_eq!(paths_shown_as(&shown(&odd)), [plain.join("log.csv"), odd.join("log.csv")]);
        assert_eq!(paths_shown_as("logs/none.csv"), [Path::new("logs/none.csv")]);
    }
}
