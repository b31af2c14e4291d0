//! Names whose letters the shipped font lacks. SVG and page show them, in a font of the viewer; a
//! PNG would show boxes, so that it has an id or a number in their place, and says so.

mod scripts;

use super::svg_document::escaped;
use crate::model::Report;
use crate::model::charts::is_shipped;
use crate::model::recoveries::SiteSet;
use crate::model::safe_text::{is_isolate, safe_text};
use crate::report::wording::{by_count, counted, standing_notice};
use scripts::scripts_of;
use std::collections::{BTreeMap, BTreeSet};

/// Most names in the sentence about them.
const MOST_NAMES: usize = 5;

/// Names that the shipped font cannot show.
pub(super) struct NameSubstitutes {
    /// Substitute of the name of a site, by its id.
    sites: BTreeMap<String, String>,
    /// Substitutes of claimants, by name.
    claimants: BTreeMap<String, String>,
    /// Substitutes of groups of sites, by name.
    groups: BTreeMap<String, String>,
    /// Substitutes of ids of claims.
    claims: BTreeMap<String, String>,
    /// Substitutes of paths of inputs.
    files: BTreeMap<String, String>,
    /// Substitute of the title of the incident; `None` where the font has its letters.
    title: Option<&'static str>,
    /// All of these names, for readers; sorted.
    names: BTreeSet<String>,
    /// Letters of these names that the fonts lack.
    letters: BTreeSet<char>,
    /// Families of the fonts of an editor's own; sorted, mostly empty.
    fonts: Vec<String>,
}

impl NameSubstitutes {
    /// Finds the names of a report; `None` where the fonts have the letters of all.
    pub(super) fn needed(report: &Report) -> Option<NameSubstitutes> {
        let lacking = NameSubstitutes::of(report);
        (!lacking.names.is_empty()).then_some(lacking)
    }

    /// Counts the names that a drawing shows; one that is cut counts as one of them.
    pub(super) fn count_in(&self, svg: &str) -> usize {
        let drawn = svg.split_once("</desc>").map_or(svg, |(_, drawn)| drawn);
        let names = self.names.iter().filter(|name| drawn.contains(&escaped(name)));
        let is_cut = || drawn.chars().any(|letter| self.letters.contains(&letter));
        match names.count() {
            0 => usize::from(is_cut()),
            count => count,
        }
    }

    /// Finds the names that have characters which the font lacks, with a substitute for each.
    fn of(report: &Report) -> NameSubstitutes {
        let fonts = &report.chart.fonts;
        let is_shown = |letter| is_shipped(letter) || fonts.iter().any(|font| font.has(letter));
        let mut names = BTreeSet::new();
        let mut lacks = |name: &str| {
            let lacks = !name.chars().all(is_shown);
            if lacks {
                names.insert(safe_text(name));
            }
            lacks
        };
        let mut sites = BTreeMap::new();
        for (site, number) in report.sites.iter().map(|site| &site.site).zip(1..) {
            let shown = if site.name.is_empty() { &site.id } else { &site.name };
            if lacks(shown) {
                let id_is_shipped = site.id.chars().all(is_shown);
                let by_number = format!("[site {number}]");
                let substitute = if id_is_shipped { site.id.clone() } else { by_number };
                sites.insert(site.id.clone(), substitute);
            }
        }
        let all: BTreeSet<&String> = report.claims.iter().map(|claim| &claim.claimant).collect();
        let mut claimants = BTreeMap::new();
        for (claimant, number) in all.into_iter().zip(1..) {
            if lacks(claimant) {
                claimants.insert(claimant.clone(), format!("[claimant {number}]"));
            }
        }
        let mut groups = BTreeMap::new();
        for (group, number) in groups_of(report).into_iter().zip(1..) {
            if lacks(group) {
                groups.insert(group.to_owned(), format!("[group {number}]"));
            }
        }
        let mut claims = BTreeMap::new();
        for (claim, number) in report.claims.iter().zip(1..) {
            if lacks(&claim.id) {
                claims.insert(claim.id.clone(), format!("[claim {number}]"));
            }
        }
        let mut files = BTreeMap::new();
        for (input, number) in report.inputs.iter().zip(1..) {
            if lacks(&input.path) {
                files.insert(input.path.clone(), format!("[file {number}]"));
            }
        }
        let title = lacks(&report.title).then_some("[title]");
        let families = fonts.iter().map(|font| safe_text(&font.family));
        let fonts = families.collect::<BTreeSet<_>>().into_iter().collect();
        let letters = names.iter().flat_map(|name| name.chars());
        let letters = letters.filter(|letter| !is_shown(*letter) && !is_isolate(*letter)).collect();
        NameSubstitutes { sites, claimants, groups, claims, files, title, names, letters, fonts }
    }

    /// Says for how many names the font lacks letters, without a full stop.
    fn finding(&self, count: usize) -> String {
        let names = counted(count, "name", "names");
        match &self.fonts[..] {
            [] => format!("the shipped font has no glyphs for {names}"),
            own => {
                let fonts = format!("{} {}", by_count(own.len(), "font", "fonts"), own.join(", "));
                format!("the {fonts} and the shipped one have no glyphs for {names}")
            }
        }
    }
}

/// Returns the sentence for page and terminal about the names that the PNG files do not show; empty
/// where they show all.
pub(crate) fn font_sentence(report: &Report) -> String {
    let lacking = NameSubstitutes::of(report);
    if lacking.names.is_empty() {
        return String::new();
    }
    let mut names: Vec<&str> = lacking.names.iter().take(MOST_NAMES).map(String::as_str).collect();
    if lacking.names.len() > MOST_NAMES {
        names.push("…");
    }
    let scripts: Vec<&str> = scripts_of(lacking.letters.iter().copied()).into_iter().collect();
    let mut finding = lacking.finding(lacking.names.len());
    finding.replace_range(..1, "T");
    format!(
        "{finding}: {}. The PNG charts show ids instead, or numbers in square brackets: of a site \
         its row in tables/sites.csv, of a claim its row in tables/claims.csv, of a claimant or a \
         group the place by the alphabet, of a file its place among the inputs. The SVG charts and \
         the page show the names. Letters: {}; give a font that has them with --font FILE.",
        names.join(", "),
        scripts.join(", ")
    )
}

/// Lists the groups of sites of a report, by name.
fn groups_of(report: &Report) -> BTreeSet<&str> {
    let of_sites = report.sites.iter().filter_map(|site| site.site.group.as_deref());
    let of_sets = report.recoveries.iter().filter_map(|recovery| match &recovery.set {
        SiteSet::Group(name) => Some(name.as_str()),
        SiteSet::All | SiteSet::Claimant { .. } => None,
    });
    of_sites.chain(of_sets).collect()
}

/// Puts the substitute of a name in its place, where it has one.
fn substitute<'n>(
    names: impl Iterator<Item = &'n mut String>,
    substitutes: &BTreeMap<String, String>,
) {
    for name in names {
        if let Some(substitute) = substitutes.get(name) {
            name.clone_from(substitute);
        }
    }
}

impl NameSubstitutes {
    /// Returns the report as a PNG file shows it: with substitutes for the names that the fonts
    /// lack, and a notice that says of how many.
    pub(super) fn put_into(&self, report: &Report, count: usize) -> Report {
        let mut shown = report.clone();
        for site in &mut shown.sites {
            if let Some(substitute) = self.sites.get(&site.site.id) {
                site.site.name.clone_from(substitute);
            }
        }
        substitute(shown.claims.iter_mut().map(|claim| &mut claim.claimant), &self.claimants);
        substitute(shown.claimants.iter_mut().map(|one| &mut one.name), &self.claimants);
        let sets = shown.recoveries.iter_mut().map(|recovery| &mut recovery.set);
        for set in sets {
            match set {
                SiteSet::All => {}
                SiteSet::Claimant { name, .. } => substitute([name].into_iter(), &self.claimants),
                SiteSet::Group(name) => substitute([name].into_iter(), &self.groups),
            }
        }
        substitute(shown.claims.iter_mut().map(|claim| &mut claim.id), &self.claims);
        let of_verdicts = shown.verdicts.iter_mut().filter_map(|verdict| verdict.claim.as_mut());
        substitute(of_verdicts, &self.claims);
        substitute(shown.inputs.iter_mut().map(|input| &mut input.path), &self.files);
        if let Some(substitute) = self.title {
            substitute.clone_into(&mut shown.title);
        }
        let have = by_count(count, "which has", "which have");
        let note = format!("In this picture {}, {have} ids or numbers.", self.finding(count));
        shown.notice = Some(format!("{} {note}", standing_notice(report)).trim().to_owned());
        shown
    }
}
