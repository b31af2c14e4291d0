//! Names whose letters the shipped font lacks. SVG and page show them, in a font of the viewer; a
//! PNG would show boxes, so that it has an id or a number in their place, and says so.

use super::font::is_shipped;
use crate::model::Report;
use crate::model::safe_text::safe_text;
use crate::report::wording::{counted, standing_notice};
use std::collections::{BTreeMap, BTreeSet};

/// Most names in the sentence about them.
const MAX_NAMES: usize = 5;

/// Names that the shipped font cannot show.
struct NameSubstitutes {
    /// Substitute of the name of a site, by its id.
    sites: BTreeMap<String, String>,
    /// Substitutes of claimants, by name.
    claimants: BTreeMap<String, String>,
    /// Substitutes of ids of claims.
    claims: BTreeMap<String, String>,
    /// Substitutes of paths of inputs.
    files: BTreeMap<String, String>,
    /// Substitute of the title of the incident; `None` where the font has its letters.
    title: Option<&'static str>,
    /// All of these names, for readers; sorted.
    names: BTreeSet<String>,
    /// Family of the font of an editor's own.
    font: Option<String>,
}

impl NameSubstitutes {
    /// Finds the names that have characters which the font lacks, with a substitute for each.
    fn of(report: &Report) -> NameSubstitutes {
        let font = report.chart.font.as_ref();
        let is_shown = |letter| is_shipped(letter) || font.is_some_and(|font| font.has(letter));
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
        let font = font.map(|font| safe_text(&font.family));
        NameSubstitutes { sites, claimants, claims, files, title, names, font }
    }

    /// Says for how many names the font lacks letters, without a full stop.
    fn finding(&self) -> String {
        let count = self.names.len();
        let names = counted(count, "name", "names");
        match &self.font {
            Some(font) => format!("the font {font} and the shipped one have no glyphs for {names}"),
            None => format!("the shipped font has no glyphs for {names}"),
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
    let mut names: Vec<&str> = lacking.names.iter().take(MAX_NAMES).map(String::as_str).collect();
    if lacking.names.len() > MAX_NAMES {
        names.push("…");
    }
    let mut finding = lacking.finding();
    finding.replace_range(..1, "T");
    format!(
        "{finding}: {}. The PNG charts show ids instead, or numbers in square brackets: of a site \
         its row in tables/sites.csv, of a claim its row in tables/claims.csv, of a claimant the \
         place by the alphabet, of a file its place among the inputs. The SVG charts and the page \
         show the names.",
        names.join(", ")
    )
}

/// Returns the report as the PNG files show it: with substitutes for the names that the shipped
/// font lacks, and a notice that says so. `None` where it lacks none.
pub(super) fn with_substitutes(report: &Report) -> Option<Report> {
    let lacking = NameSubstitutes::of(report);
    if lacking.names.is_empty() {
        return None;
    }
    let mut shown = report.clone();
    for site in &mut shown.sites {
        if let Some(substitute) = lacking.sites.get(&site.site.id) {
            site.site.name.clone_from(substitute);
        }
    }
    let of_claims = shown.claims.iter_mut().map(|claim| &mut claim.claimant);
    let of_counts = shown.claimants.iter_mut().map(|claimant| &mut claimant.name);
    for name in of_claims.chain(of_counts) {
        if let Some(substitute) = lacking.claimants.get(name) {
            name.clone_from(substitute);
        }
    }
    let ids = shown.claims.iter_mut().map(|claim| &mut claim.id);
    let of_verdicts = shown.verdicts.iter_mut().filter_map(|verdict| verdict.claim.as_mut());
    for id in ids.chain(of_verdicts) {
        if let Some(substitute) = lacking.claims.get(id) {
            id.clone_from(substitute);
        }
    }
    for input in &mut shown.inputs {
        if let Some(substitute) = lacking.files.get(&input.path) {
            input.path.clone_from(substitute);
        }
    }
    if let Some(substitute) = lacking.title {
        substitute.clone_into(&mut shown.title);
    }
    let note = format!("In this picture {}, which have ids or numbers.", lacking.finding());
    shown.notice = Some(format!("{} {note}", standing_notice(report)).trim().to_owned());
    Some(shown)
}
