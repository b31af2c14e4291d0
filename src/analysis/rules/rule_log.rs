//! Log of the rules that are tried for each claim, for `-v`: those in force, and no others that are
//! tried besides (M23).

use std::cell::Cell;

thread_local! {
    /// Whether rules are tried that are not in force.
    static IS_SILENT: Cell<bool> = const { Cell::new(false) };
}

/// Writes a line to the log, unless rules are tried that are not in force.
pub(super) fn explain(line: std::fmt::Arguments<'_>) {
    if !IS_SILENT.get() {
        log::debug!("{line}");
    }
}

/// Calls `tried`, which tries rules that are not in force: the log has no line of it.
pub(in crate::analysis) fn in_silence<T>(tried: impl FnOnce() -> T) -> T {
    let before = IS_SILENT.replace(true);
    let result = tried();
    IS_SILENT.set(before);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_ends_with_what_was_tried() {
        let within = in_silence(|| (in_silence(|| IS_SILENT.get()), IS_SILENT.get()));
        assert_eq!((within, IS_SILENT.get()), ((true, true), false));
    }
}
