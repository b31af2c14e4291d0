//! The lines about inputs and refused rows, for `check` and `report`.

use crate::clock::rfc3339;
use crate::model::{InputRole, Refusals, Report, SiteReport};
use crate::report::words::plural;
use std::fmt::Write;
use std::path::Path;

/// Most refusals of each kind shown; all are counted.
const SHOWN: usize = 20;

/// The lines of `check`: inputs with their rows, sites, window, refusals. `folder` is put before
/// the paths of files.
pub fn checked(report: &Report, folder: &str) -> String {
    let mut text = format!("{}\n", report.title);
    for input in &report.inputs {
        let rows = plural(input.rows, "row");
        let _ = write!(text, "  {}: {rows}", input.path);
        if input.refused > 0 {
            let _ = write!(text, ", {} refused", input.refused);
        }
        if input.outside > 0 {
            let what = match input.role {
                InputRole::Claims => "without a claim on the incident's sites",
                _ => "outside the window or the sites asked for",
            };
            let _ = write!(text, ", {} {what}", input.outside);
        }
        text.push('\n');
    }
    let measured = report.sites.iter().filter(|site| site.measured).count() as u64;
    let vantages: std::collections::BTreeSet<&str> = report
        .sites
        .iter()
        .flat_map(|site: &SiteReport| &site.vantages)
        .map(String::as_str)
        .collect();
    let _ = writeln!(
        text,
        "{}, {measured} measured; {}: {}",
        plural(report.sites.len() as u64, "site"),
        plural(vantages.len() as u64, "vantage"),
        list(&vantages)
    );
    if let Some(window) = report.window {
        let _ = writeln!(
            text,
            "window {} to {}",
            rfc3339(window.from()),
            rfc3339(window.shown_until())
        );
    }
    let count = report.refusals.count();
    let _ = writeln!(text, "{}", plural(count, "refusal"));
    text.push_str(&refused(report, folder));
    text
}

/// Lists the refusals of a report, some of each kind, with file, line and column.
pub fn refused(report: &Report, folder: &str) -> String {
    listed(&report.refusals, folder)
}

/// Lists refusals, some of each kind, with file, line and column. `folder` is put before the paths
/// of files.
pub fn listed(refusals: &Refusals, folder: &str) -> String {
    let mut text = String::new();
    for (kind, count) in &refusals.by_kind {
        let _ = writeln!(text, "{kind}: {count}");
        let of_kind = refusals.listed.iter().filter(|refusal| refusal.kind.as_str() == *kind);
        of_kind.take(SHOWN).for_each(|refusal| {
            let below = if Path::new(&refusal.file).is_absolute() { "" } else { folder };
            let _ = writeln!(text, "  {below}{refusal}");
        });
        if *count > SHOWN as u64 {
            let _ = writeln!(text, "  and {} more", count - SHOWN as u64);
        }
    }
    text
}

fn list(words: &std::collections::BTreeSet<&str>) -> String {
    if words.is_empty() {
        "none".to_owned()
    } else {
        words.iter().copied().collect::<Vec<_>>().join(", ")
    }
}
