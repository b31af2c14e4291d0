//! The lines about inputs and refused rows, for `check` and `report`.

use super::findings::by_cut_off;
use crate::clock::rfc3339;
use crate::model::safe_text::{safe_list, safe_text};
use crate::model::{
    InputRole, Refusal, RefusalGroup, RefusalKind, Refusals, RefusedPart, Report, SiteReport,
};
use crate::report::wording::{name_doubts, plural, refusal_counts};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Most refusals of each kind shown; all are counted.
const SHOWN: usize = 20;

/// Returns the lines of `check`: inputs with their rows, sites, window, refusals. `folder` is put
/// before the paths of files.
pub(crate) fn checked(report: &Report, folder: &str) -> String {
    let mut text = format!("{}\n", safe_text(&report.title));
    for input in &report.inputs {
        let rows = plural(input.rows, "row");
        let _ = write!(text, "  {}: {rows}", safe_text(&input.path));
        if input.refused > 0 {
            let _ = write!(text, ", {} refused", input.refused);
        }
        if input.unreadable_outcomes > 0 {
            let _ = write!(text, ", {} with an unreadable outcome", input.unreadable_outcomes);
        }
        if input.unreadable_cells > 0 {
            let _ = write!(text, ", {}", plural(input.unreadable_cells, "unreadable cell"));
        }
        if input.outside > 0 {
            let what = match input.role {
                InputRole::Claims => {
                    format!("without a new claim on the incident's sites{}", by_cut_off(report))
                }
                _ => "outside the window".to_owned(),
            };
            let _ = write!(text, ", {} {what}", input.outside);
        }
        text.push('\n');
    }
    let measured = report.sites.iter().filter(|site| site.measured).count() as u64;
    let vantages: BTreeSet<&String> =
        report.sites.iter().flat_map(|site: &SiteReport| &site.vantages).collect();
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
    let _ = writeln!(text, "{}", refusal_counts(&report.refusals));
    text.push_str(&unplaced(report));
    text.push_str(&refused(report, folder));
    text.push_str(&unknown_targets(report));
    for sentence in name_doubts(report) {
        let _ = writeln!(text, "{sentence}");
    }
    text
}

/// Says which lines `sites.csv` needs, where claims speak of names that are no sites; empty where
/// there are none.
fn unknown_targets(report: &Report) -> String {
    let name = |refusal: &Refusal| match &refusal.kind {
        RefusalKind::UnknownTarget { name, .. } => Some(name.clone()),
        _ => None,
    };
    let names: BTreeSet<String> = report.refusals.listed.iter().filter_map(name).collect();
    if names.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "claims speak of {} that no site has: write a line for each that is a site of this \
         incident into sites.csv, beside incident.toml, with the name that a log has for it in \
         `url`, where that is another:\n  site,url\n",
        plural(names.len() as u64, "name")
    );
    for name in names.iter().take(SHOWN) {
        let _ = writeln!(text, "  {},", safe_text(name));
    }
    if names.len() > SHOWN {
        let _ = writeln!(text, "  and {} more", names.len() - SHOWN);
    }
    let unclaimed = report.sites.iter().filter(|site| site.measured && !site.claimed);
    let unclaimed: Vec<String> =
        unclaimed.take(SHOWN).map(|site| format!("`{}`", safe_text(&site.site.id))).collect();
    if !unclaimed.is_empty() {
        let _ = writeln!(
            text,
            "  names in the logs of which no claim speaks: {}",
            unclaimed.join(", ")
        );
    }
    text
}

/// Lists the sites of rows whose time cannot be read; empty where there are none.
fn unplaced(report: &Report) -> String {
    let sites: Vec<&SiteReport> =
        report.sites.iter().filter(|site| site.unplaced_rows > 0).collect();
    if sites.is_empty() {
        return String::new();
    }
    let rows = plural(sites.iter().map(|site| site.unplaced_rows).sum::<u64>(), "row");
    let of_sites = plural(sites.len() as u64, "site");
    let mut text = format!("{rows} of {of_sites} without a time that can be read\n");
    for site in sites.iter().take(SHOWN) {
        let _ = writeln!(text, "  {}: {}", safe_text(&site.site.id), site.unplaced_rows);
    }
    if sites.len() > SHOWN {
        let _ = writeln!(text, "  and {} more", sites.len() - SHOWN);
    }
    text
}

/// Lists the refusals of a report, some of each kind, with file, line and column.
pub(crate) fn refused(report: &Report, folder: &str) -> String {
    listed(&report.refusals, folder)
}

/// Lists refusals, some of each kind, with file, line and column. `folder` is put before the paths
/// of files.
pub(crate) fn listed(refusals: &Refusals, folder: &str) -> String {
    let mut text = String::new();
    for (group, count) in &refusals.counts {
        let _ = writeln!(text, "{}: {count}", group_words(*group));
        refusals.of_group(*group).take(SHOWN).for_each(|refusal| {
            let below = if Path::new(&refusal.file).is_absolute() { "" } else { folder };
            let _ = writeln!(text, "  {below}{refusal}");
        });
        if *count > SHOWN as u64 {
            let _ = writeln!(text, "  and {} more", count - SHOWN as u64);
        }
        let words = words_without_meaning(refusals, *group);
        if !words.is_empty() {
            let pair = |word: &String| format!("{word:?} = \"down\"");
            let pairs: Vec<String> = words.iter().map(pair).collect();
            let _ = writeln!(
                text,
                "  this line in its [[probes]] reads them: results = {{ {} }}, with up, degraded, \
                 challenged or unknown in place of down where that is meant",
                pairs.join(", ")
            );
        }
    }
    text
}

/// Lists the words of a group whose meaning `results` can say, sorted, the first of them; an empty
/// one stands for cells that hold nothing. Empty where there are none.
fn words_without_meaning(refusals: &Refusals, group: RefusalGroup) -> BTreeSet<String> {
    let word = |refusal: &Refusal| match &refusal.kind {
        RefusalKind::WordWithoutMeaning(word) | RefusalKind::WordForCode(word) => {
            Some(word.clone())
        }
        RefusalKind::NotANumber { found, .. } => Some(found.clone()),
        RefusalKind::NothingWithoutMeaning => Some(String::new()),
        _ => None,
    };
    let words: BTreeSet<String> = refusals.of_group(group).filter_map(word).collect();
    // A word that was cut, or had signs that were not shown, is not the one in the log.
    let is_whole = |word: &String| !word.contains(['…', '\u{fffd}']);
    words.into_iter().filter(is_whole).take(SHOWN).collect()
}

/// Names a group of refusals: `time`, `outcome not read: status_code`.
fn group_words(group: RefusalGroup) -> String {
    match group.part {
        RefusedPart::Row => group.kind.to_owned(),
        RefusedPart::Outcome => format!("outcome not read: {}", group.kind),
        RefusedPart::Cell => format!("cell not read: {}", group.kind),
    }
}

/// Joins words; `none` where there are none.
fn list(words: &BTreeSet<&String>) -> String {
    if words.is_empty() {
        return "none".to_owned();
    }
    let words: Vec<&&String> = words.iter().collect();
    safe_list(&words)
}
