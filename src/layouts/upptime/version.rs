//! One stored version of `history/SLUG.yml`: what a probe said. Its lines are `key: value`; no more
//! of YAML is needed.

use crate::clock::{Instant, MINUTE, parse_stamp, rfc3339};
use crate::layouts::export_column::ColumnFault;
use crate::layouts::git::Commit;
use crate::model::RefusalKind;

/// Bytes of a stored version; it has seven short lines.
pub(super) const MOST_OF_VERSION: u64 = 64 << 10;

/// Distance of a probe from its commit, at most, in microseconds. Upptime stores within seconds of
/// the probe; a version that came with the template is hours older.
const NEAR_US: i64 = 10 * MINUTE;

/// Codes of answers that Upptime expects unless its configuration names others.
const ANSWERED: std::ops::Range<u32> = 200..400;

/// Stored result of a probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) url: String,
    /// `up`, `down` or `degraded`: Upptime's own result; `unknown` where it called an answer slow
    /// that its code says was none.
    pub(super) status: String,
    /// Status code as written, whether it is one or not; empty where nothing answered.
    pub(super) code: String,
    /// Text for a code that is none, such as 999.
    pub(super) odd_code: String,
    /// Milliseconds; empty where nothing answered.
    pub(super) latency_ms: String,
    /// Time of the probe.
    pub(super) probed: Instant,
}

/// Keys that are needed, and the column of ours that each fills.
const KEYS: [(&str, &str); 5] = [
    ("url", "site"),
    ("status", "result"),
    ("code", "status_code"),
    ("responseTime", "latency_ms"),
    ("lastUpdated", "timestamp"),
];

impl Version {
    /// Reads the stored bytes; `None` are too many.
    pub(super) fn read(stored: Option<&[u8]>, commit: &Commit) -> Result<Version, ColumnFault> {
        let stored = stored.ok_or_else(|| {
            let most = MOST_OF_VERSION as usize;
            ColumnFault::new("timestamp", RefusalKind::TooLong(most))
        })?;
        let text = std::str::from_utf8(stored)
            .map_err(|_| ColumnFault::new("timestamp", RefusalKind::NotUtf8))?;
        let [url, status, code, took, probed] = values(text)?;
        if !matches!(status, "up" | "down" | "degraded") {
            return Err(ColumnFault::new("result", RefusalKind::NotAResult(short(status))));
        }
        // The status is Upptime's result; a code that is none takes nothing from it.
        let number: Option<u32> = code.parse().ok();
        let (code, odd_code) = match number {
            Some(0) => (String::new(), String::new()),
            Some(100..=599) | None => (code.to_owned(), String::new()),
            Some(number) => (String::new(), format!("code {number}")),
        };
        // A slow answer is called degraded whatever its code, an error of the server too.
        let is_answered = number.is_some_and(|number| ANSWERED.contains(&number));
        let status = if status == "degraded" && !is_answered { "unknown" } else { status };
        // Without an answer it says 0 ms, which is no time to an answer.
        let latency_ms = if number == Some(0) { String::new() } else { took.to_owned() };
        let probed = parse_stamp(probed, None)
            .map_err(|why| ColumnFault::new("timestamp", RefusalKind::Stamp(why)))?;
        // One of the two is kept where commits were moved.
        if [commit.authored, commit.committed]
            .into_iter()
            .all(|stored| probed.since(stored).saturating_abs() > NEAR_US)
        {
            return Err(ColumnFault::new(
                "timestamp",
                RefusalKind::Copied { probed: rfc3339(probed), stored: rfc3339(commit.committed) },
            ));
        }
        Ok(Version {
            url: url.to_owned(),
            status: status.to_owned(),
            code,
            odd_code,
            latency_ms,
            probed,
        })
    }
}

/// Returns the values of the keys that are needed, each of which stands once.
fn values(text: &str) -> Result<[&str; KEYS.len()], ColumnFault> {
    let mut values = [""; KEYS.len()];
    for line in text.lines() {
        // The first releases wrote a list: `- url: …`.
        let Some((key, value)) = line.trim_start_matches("- ").split_once(':') else { continue };
        let Some(at) = KEYS.iter().position(|(theirs, _)| *theirs == key) else { continue };
        if !values[at].is_empty() {
            return Err(ColumnFault::new(KEYS[at].1, RefusalKind::Repeated(key.to_owned())));
        }
        values[at] = value.trim().trim_matches(['"', '\'']);
    }
    match values.iter().position(|value| value.is_empty()) {
        Some(missing) => Err(ColumnFault::new(KEYS[missing].1, RefusalKind::Empty)),
        None => Ok(values),
    }
}

/// Shortens a text to what it can be recognised by.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
