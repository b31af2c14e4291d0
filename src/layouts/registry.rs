//! The registry of layouts: a new one is one file beside this one and one line of [`ALL`].

use crate::layouts::{
    blackbox_log, fettle, gatus, git_file, git_log, json, lines, mtr, ooni, periods, pingdom,
    prometheus, ripe_atlas, statuscake, upptime, uptime_kuma, uptimerobot, wayback_cdx, wide,
};
use crate::logs::{LayoutSpec, LineKeyFault, LineKeys};

/// Every layout besides our own, by the word of `layout` in `incident.toml`.
pub(crate) const ALL: [&LayoutSpec; 20] = [
    &blackbox_log::LAYOUT,
    &fettle::LAYOUT,
    &gatus::LAYOUT,
    &git_file::LAYOUT,
    &git_log::LAYOUT,
    &json::LAYOUT,
    &lines::LAYOUT,
    &mtr::LAYOUT,
    &ooni::LAYOUT,
    &periods::LAYOUT,
    &pingdom::RESULTS,
    &pingdom::OUTAGES,
    &prometheus::LAYOUT,
    &ripe_atlas::LAYOUT,
    &statuscake::LAYOUT,
    &uptime_kuma::LAYOUT,
    &uptimerobot::LAYOUT,
    &upptime::LAYOUT,
    &wayback_cdx::LAYOUT,
    &wide::LAYOUT,
];

/// Layout of a file that is read through its history.
pub(crate) const GIT: &LayoutSpec = &git_file::LAYOUT;
/// The layout of a log whose rows stand in all its versions.
pub(crate) const GIT_LOG: &LayoutSpec = &git_log::LAYOUT;
/// Layout of JSON of any shape.
pub(crate) const JSON: &LayoutSpec = &json::LAYOUT;
/// Layout of lines of any form.
pub(crate) const LINES: &LayoutSpec = &lines::LAYOUT;
/// Layout of tables with a row for each time in which a site had one state.
pub(crate) const PERIODS: &LayoutSpec = &periods::LAYOUT;
/// Layout of tables with a column for each site or each moment.
pub(crate) const WIDE: &LayoutSpec = &wide::LAYOUT;

/// Earlier words of `layout`, each with the one in use: files that say them are still read.
const EARLIER_WORDS: [(&str, &str); 1] = [("curl", "lines")];

/// Returns the layout with this word, or with this earlier word.
pub(crate) fn named(word: &str) -> Option<&'static LayoutSpec> {
    let renamed = EARLIER_WORDS.into_iter().find(|(earlier, _)| *earlier == word);
    let word = renamed.map_or(word, |(_, now)| now);
    ALL.into_iter().find(|layout| layout.name == word)
}

/// Says to which layouts a key of an entry belongs, and to leave it out of another's.
pub(crate) fn belongs_to(takes_key: impl Fn(&LayoutSpec) -> bool) -> String {
    let owners = ALL.into_iter().filter(|layout| takes_key(layout));
    let names: Vec<String> = owners.map(|layout| format!("\"{}\"", layout.name)).collect();
    let names = match names.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        names => names.concat(),
    };
    format!("it belongs to layout = {names}; leave it out")
}

/// Checks that the keys for the form of lines go with a layout; `None` is our own layout.
///
/// # Errors
/// Where they do not: the key, and what to write.
pub(crate) fn check_lines(
    layout: Option<&LayoutSpec>,
    keys: &LineKeys<'_>,
) -> Result<(), LineKeyFault> {
    let fault = |key, why: String| Err(LineKeyFault { key, why });
    let belongs = || belongs_to(|layout| layout.line_format.is_some());
    match layout.and_then(|layout| layout.line_format) {
        Some(form) => (form.check)(keys),
        None if !keys.formats.is_empty() => fault("format", belongs()),
        None if !keys.pass_over.is_empty() => fault("pass_over", belongs()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_the_layouts_that_take_it() {
        let words = |key: &str| belongs_to(|layout| layout.csv_keys.contains(&key));
        assert_eq!(words("cells"), "it belongs to layout = \"wide\"; leave it out");
        assert_eq!(
            words("inside"),
            "it belongs to layout = \"git\", \"git-log\" and \"periods\"; leave it out"
        );
    }

    #[test]
    fn an_earlier_word_names_a_layout_of_today() {
        for (earlier, now) in EARLIER_WORDS {
            assert_eq!(named(earlier).map(|layout| layout.name), Some(now));
            assert!(ALL.iter().all(|layout| layout.name != earlier), "{earlier}");
        }
    }
}
