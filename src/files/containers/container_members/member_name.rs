//! Names of members: one spelling, and those that a system adds by itself.

use std::path::{Component, Path};

/// Gives the name of a member in one spelling; `None` where it leads out of the archive.
pub(super) fn plain_name(name: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(name).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => (),
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// Says whether a member is what a system adds by itself: hidden files, and the folder `__MACOSX`.
pub(super) fn is_of_system(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.split('/').any(|part| part.starts_with('.'))
}
