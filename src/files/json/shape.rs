//! Whether bytes are JSON, and whether it has a value in each line.

use serde::de::{Deserialize, IgnoredAny};

/// Lines by which it is decided, at most.
const LINES: usize = 50;

/// Says whether bytes begin as JSON does that holds rows: with an object or a list.
pub(crate) fn is_json(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Says whether most of the whole lines are an object or a list each, so that a broken line costs
/// no other. `head` is the beginning of a file.
pub(crate) fn has_json_lines(head: &[u8]) -> bool {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let Some(end) = memchr::memrchr(b'\n', text) else { return false };
    let filled = |line: &&[u8]| !line.trim_ascii().is_empty();
    let lines = || text[..end].split(|byte| *byte == b'\n').filter(filled).take(LINES);
    let whole = lines().filter(|line| is_whole(line)).count();
    let is_followed = !text[end..].trim_ascii().is_empty() || whole > 1;
    is_followed && whole * 2 > lines().count()
}

/// Says whether a line is an object or a list.
fn is_whole(line: &[u8]) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(line);
    is_json(line) && IgnoredAny::deserialize(&mut reader).is_ok() && reader.end().is_ok()
}
