//! Paths as readers see them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Input that was copied into a file, as it is no file itself.
struct CopiedInput {
    path: PathBuf,
    shown: String,
}

/// Inputs of this process that were copied, in the order of copying.
static COPIED: Mutex<Vec<CopiedInput>> = Mutex::new(Vec::new());

/// Notes that the file at `path` is a copy of an input that readers know as `shown`.
pub(crate) fn note_copied(path: PathBuf, shown: String) {
    COPIED.lock().unwrap_or_else(PoisonError::into_inner).push(CopiedInput { path, shown });
}

/// Says whether a file is the copy of an input that is no file.
pub(crate) fn is_copied(path: &Path) -> bool {
    let copied = COPIED.lock().unwrap_or_else(PoisonError::into_inner);
    copied.iter().any(|input| input.path == path)
}

/// Returns a path as readers see it, with `/`: bytes that are no UTF-8 are written as `\xff`, and a
/// copied input has the name that it was given under.
pub(crate) fn shown_path(path: &Path) -> String {
    let copied = COPIED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(input) = copied.iter().find(|input| input.path == path) {
        return input.shown.clone();
    }
    let mut shown = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            shown.push_str(&format!("\\x{byte:02x}"));
        }
    }
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    #[test]
    fn each_path_can_be_distinguished_from_others() {
        let shown = |bytes: &[u8]| shown_path(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(shown(b"logs/a.csv"), "logs/a.csv");
        assert_eq!(shown(b"Z\xfcrich/a\\b.csv"), "Z\\xfcrich/a\\b.csv");
        assert_eq!(shown("caf\u{e9}".as_bytes()), "caf\u{e9}");
        assert_ne!(shown(b"\xfe.csv"), shown(b"\xff.csv"));
    }

    #[test]
    fn a_copied_input_has_its_own_name() {
        note_copied(PathBuf::from("/tmp/of-a-test/0"), "stdin".to_owned());
        assert_eq!(shown_path(Path::new("/tmp/of-a-test/0")), "stdin");
        assert_eq!(shown_path(Path::new("/tmp/of-a-test/1")), "/tmp/of-a-test/1");
        assert_eq!(
            ["0", "1"].map(|name| is_copied(&Path::new("/tmp/of-a-test").join(name))),
            [true, false]
        );
    }
}
