//! How to cite a report.

use crate::model::safe_text::safe_text;
use crate::model::words::PROGRAM_VERSION;
use crate::model::{InputRole, Report};
use crate::report::wording::{plural, title};

/// Letters of a checksum that a citation shows.
const SHORT: usize = 12;

/// Returns the citation of a report: title, what it rests on, its time, the program, and checksums
/// of what it was made from.
pub(super) fn citation(report: &Report, window: &str) -> String {
    let count = |role: InputRole| report.inputs.iter().filter(|input| input.role == role).count();
    let logs = count(InputRole::Probes);
    let rests_on = match (logs, report.claims.len()) {
        (0, 0) => String::new(),
        (0, claims) => format!(" of {}", plural(claims, "claim")),
        (logs, 0) => format!(" of {}", plural(logs, "probe log")),
        (logs, claims) => {
            format!(" of {} and {}", plural(logs, "probe log"), plural(claims, "claim"))
        }
    };
    let window = if window.is_empty() { String::new() } else { format!(", {window}") };
    let first = report.inputs.iter().find(|input| !input.sha256.is_empty());
    let checksum = first.map_or_else(String::new, |input| {
        let short: String = input.sha256.chars().take(SHORT).collect();
        format!(" SHA-256 of {}: {short}…", safe_text(&input.path))
    });
    format!(
        "{}. Timeline reconstructed{rests_on}{window}. Made by corroborate {}.{checksum}",
        title(report),
        PROGRAM_VERSION.as_str()
    )
}
