//! Version of this program, and the commit that it was built from.

use std::sync::LazyLock;

/// Commit that the variable `CORROBORATE_COMMIT` named during the build; `None` where it named
/// none, so that a tarball and a clone make the same bytes.
pub(crate) const COMMIT: Option<&str> = match option_env!("CORROBORATE_COMMIT") {
    Some(named) if named.is_empty() => None,
    named => named,
};

/// Version of this program in words, with the commit where the build named one: `0.1.0 (commit
/// 4b4afa3e)`.
pub static PROGRAM_VERSION: LazyLock<String> =
    LazyLock::new(|| version_words(env!("CARGO_PKG_VERSION"), COMMIT));

/// Returns a version and a commit in words.
pub(crate) fn version_words(version: &str, commit: Option<&str>) -> String {
    commit.map_or_else(|| version.to_owned(), |commit| format!("{version} (commit {commit})"))
}

#[cfg(test)]
mod tests {
    use super::version_words;

    #[test]
    fn a_commit_stands_behind_the_version() {
        assert_eq!(version_words("1.2.3", None), "1.2.3");
        assert_eq!(version_words("1.2.3", Some("4b4afa3e")), "1.2.3 (commit 4b4afa3e)");
    }
}
