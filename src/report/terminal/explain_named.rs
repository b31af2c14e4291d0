//! Meaning of an id or a word of `explain`: a thing of the report, or a figure of the headline.

use crate::model::safe_text::safe_text;
use crate::model::site_resolver::SiteResolver;
use crate::model::suggest::hint;
use crate::model::{Claim, Event, Outage, Report, Site, SiteFilter, SiteReport, Target, Verdict};
use crate::report::wording::site_by_id;

/// Thing that an id names.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NamedItem<'a> {
    /// An outage or a blip.
    Outage(&'a Outage),
    Verdict(&'a Verdict),
    Claim(&'a Claim),
    Event(&'a Event),
    Site(&'a SiteReport),
    /// Vantage that had a common mode.
    Vantage(&'a str),
    /// Number or sentence that stands at the head of a report.
    Figure(HeadlineFigure),
}

/// Words for kinds of things.
const KINDS: [&str; 7] = ["outage", "verdict", "claim", "event", "site", "vantage", "figure"];

impl<'a> NamedItem<'a> {
    /// Returns its own id; for a site found by its name, and for a figure, the word that was asked
    /// for.
    fn id<'i>(self, asked: &'i str) -> &'i str
    where
        'a: 'i,
    {
        let small = asked.to_lowercase();
        let own = match self {
            NamedItem::Outage(outage) => &outage.id,
            NamedItem::Verdict(verdict) => &verdict.id,
            NamedItem::Claim(claim) => &claim.id,
            NamedItem::Event(event) => &event.id,
            NamedItem::Site(site) => &site.site.id,
            NamedItem::Vantage(name) => name,
            NamedItem::Figure(_) => asked,
        };
        if own.to_lowercase() == small { own } else { asked }
    }

    /// Returns the word for its kind, one of [`KINDS`], which may stand before the id with a colon.
    fn kind(self) -> &'static str {
        match self {
            NamedItem::Outage(_) => "outage",
            NamedItem::Verdict(_) => "verdict",
            NamedItem::Claim(_) => "claim",
            NamedItem::Event(_) => "event",
            NamedItem::Site(_) => "site",
            NamedItem::Vantage(_) => "vantage",
            NamedItem::Figure(_) => "figure",
        }
    }
}

/// Figure of the headline, of the sentences below it, or of a table of conclusions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadlineFigure {
    /// Number of sites that went down, of those measured.
    WentDown,
    /// Number of sites at which an outage fits the time of a claim, or may fit it.
    Fits,
    /// Share of the window that was observed.
    Observed,
    /// Number of outages.
    Outages,
    /// Sum of downtime.
    Downtime,
    /// Moment at which most sites were down.
    Peak,
    /// Sites that can have gone down or come back at one moment.
    Together,
    /// Time until sites were back.
    Recovery,
    /// Share of other times at which as many sites would fit (M20).
    Chance,
    /// Sites that nobody named, beside those that a claimant named (M21).
    Control,
    /// Time from a change to the claims about it (M29).
    Lags,
    /// Claims of several claimants on one outage, or one site (M29).
    Accounts,
    /// Headline and verdicts under other rules (M23).
    Rules,
    /// Share of the window, and of its worst stretches, in which sites were up (M14, M28).
    Availability,
    /// Sums by group, cause, claimant, day and hour.
    Sums,
    /// Times at which most sites failed at once from one place (M15).
    Common,
    /// Numbers of verdicts by result.
    Verdicts,
    /// Limits of the record, with the rows that were refused.
    Limits,
}

impl HeadlineFigure {
    /// Each figure with its word.
    const ALL: [(&'static str, HeadlineFigure); 18] = [
        ("went-down", HeadlineFigure::WentDown),
        ("fits", HeadlineFigure::Fits),
        ("observed", HeadlineFigure::Observed),
        ("outages", HeadlineFigure::Outages),
        ("downtime", HeadlineFigure::Downtime),
        ("peak", HeadlineFigure::Peak),
        ("together", HeadlineFigure::Together),
        ("recovery", HeadlineFigure::Recovery),
        ("chance", HeadlineFigure::Chance),
        ("control", HeadlineFigure::Control),
        ("lags", HeadlineFigure::Lags),
        ("accounts", HeadlineFigure::Accounts),
        ("rules", HeadlineFigure::Rules),
        ("availability", HeadlineFigure::Availability),
        ("sums", HeadlineFigure::Sums),
        ("common", HeadlineFigure::Common),
        ("verdicts", HeadlineFigure::Verdicts),
        ("limits", HeadlineFigure::Limits),
    ];

    /// Names of tables and charts, and words before findings, that mean a figure with another word.
    const OTHER_WORDS: [(&'static str, HeadlineFigure); 34] = [
        ("sites", HeadlineFigure::WentDown),
        ("partial", HeadlineFigure::WentDown),
        ("blips", HeadlineFigure::Outages),
        ("events", HeadlineFigure::Together),
        ("recovery-times", HeadlineFigure::Recovery),
        ("claimant", HeadlineFigure::Fits),
        ("claimants", HeadlineFigure::Fits),
        ("claims", HeadlineFigure::Verdicts),
        ("control-groups", HeadlineFigure::Control),
        ("lag-summaries", HeadlineFigure::Lags),
        ("sensitivity", HeadlineFigure::Rules),
        ("windowed-availability", HeadlineFigure::Availability),
        ("summaries", HeadlineFigure::Sums),
        ("common-mode", HeadlineFigure::Common),
        ("lag", HeadlineFigure::Lags),
        ("unknown", HeadlineFigure::Observed),
        ("sites-down", HeadlineFigure::Peak),
        ("affected", HeadlineFigure::Fits),
        ("durations", HeadlineFigure::Outages),
        ("recovery-sets", HeadlineFigure::Recovery),
        ("common-modes", HeadlineFigure::Common),
        ("possibly-down", HeadlineFigure::WentDown),
        ("failed-probes", HeadlineFigure::Outages),
        ("named", HeadlineFigure::Fits),
        ("measured", HeadlineFigure::Observed),
        ("refused", HeadlineFigure::Limits),
        ("refusals", HeadlineFigure::Limits),
        ("narrowed", HeadlineFigure::Limits),
        ("doubt", HeadlineFigure::Limits),
        ("disagree", HeadlineFigure::Limits),
        ("conflict", HeadlineFigure::Limits),
        ("unplaced", HeadlineFigure::Limits),
        ("stamps", HeadlineFigure::Limits),
        ("pace", HeadlineFigure::Limits),
    ];

    /// Finds the figure that a word means, in letters and signs of any form.
    pub(crate) fn of_word(word: &str) -> Option<HeadlineFigure> {
        let word = word.to_lowercase().replace(['_', ' '], "-");
        let all = HeadlineFigure::ALL.iter().chain(&HeadlineFigure::OTHER_WORDS);
        all.into_iter().find(|(name, _)| *name == word).map(|(_, figure)| *figure)
    }

    /// Returns its word.
    pub(super) fn word(self) -> &'static str {
        HeadlineFigure::ALL.iter().find(|(_, figure)| *figure == self).map_or("", |(word, _)| word)
    }

    /// Lists the words of all figures, each in the signs of code.
    pub(crate) fn words() -> String {
        HeadlineFigure::ALL.map(|(word, _)| format!("`{word}`")).join(", ")
    }
}

/// Thing that a word names, with words for others that have the same id.
#[derive(Debug)]
pub(crate) struct Named<'a> {
    /// Thing that is explained.
    pub(crate) item: NamedItem<'a>,
    /// Words for other things with the same id, such as `site:O001`, those included whose id has
    /// other capitals where none has it to the letter; may be empty.
    pub(crate) others: Vec<String>,
}

/// Sign for any letters in an id.
const ANY: char = '*';

/// Finds what a word means: the thing with this id, else each of several ids with commas between
/// them, else each thing whose id a pattern with `*` fits, in the order of their tables. `site:`
/// and the like before a pattern say which kind is meant.
///
/// # Errors
/// The part of the word that names nothing.
pub(crate) fn meant<'a, 'w>(report: &'a Report, word: &'w str) -> Result<Vec<Named<'a>>, &'w str> {
    if let Some(one) = named(report, word) {
        return Ok(vec![one]);
    }
    if word.contains(',') {
        let parts = word.split(',').map(str::trim).filter(|part| !part.is_empty());
        let mut all = Vec::new();
        for part in parts {
            all.extend(meant(report, part)?);
        }
        return if all.is_empty() { Err(word) } else { Ok(all) };
    }
    if !word.contains(ANY) {
        return Err(word);
    }
    let items = fitting_pattern(report, word);
    let alone = |item| Named { item, others: Vec::new() };
    if items.is_empty() { Err(word) } else { Ok(items.into_iter().map(alone).collect()) }
}

/// Lists all things whose id a pattern fits, to the letter, else in other letters.
fn fitting_pattern<'a>(report: &'a Report, word: &str) -> Vec<NamedItem<'a>> {
    let (kind, pattern) = match word.split_once(':') {
        Some((kind, pattern)) if KINDS.contains(&&*kind.to_lowercase()) => {
            (kind.to_lowercase(), pattern)
        }
        _ => (String::new(), word),
    };
    let fitting = |pattern: String, shown: fn(&str) -> String| {
        let filter = SiteFilter::new(&[pattern], &SiteResolver::new(&[]));
        let mut all = named_by(report, |id| filter.takes(&shown(id)));
        all.retain(|item| kind.is_empty() || item.kind() == kind);
        all
    };
    let to_the_letter = fitting(pattern.to_owned(), str::to_owned);
    match to_the_letter.is_empty() {
        true => fitting(pattern.to_lowercase(), str::to_lowercase),
        false => to_the_letter,
    }
}

/// Finds what has this id: the first of an outage, a blip, a verdict, a claim, an event, a site (by
/// id or name) and a vantage, or a figure of the headline. Capitals and small letters are one where
/// nothing has it to the letter. `site:` and the like before an id say which kind is meant. Else it
/// is a site as a log or a claim may write it: by its address, its host, or with the letters of its
/// language.
fn named<'a>(report: &'a Report, id: &str) -> Option<Named<'a>> {
    let plain = all_named(report, id, |_| true);
    if !plain.is_empty() {
        return first_of(&plain, id);
    }
    let alone = |item| Named { item, others: Vec::new() };
    if let Some((kind, id)) = id.split_once(':') {
        let small = kind.to_lowercase();
        let of_kind = all_named(report, id, |item| item.kind() == small);
        let is_site = || site_as_written(report, id).filter(|site| site.kind() == small);
        if let Some(item) = of_kind.first().copied().or_else(is_site) {
            return Some(alone(item));
        }
    }
    site_as_written(report, id).map(alone)
}

/// Finds the site that a name in a log or a claim means; `None` where it means none, or several.
fn site_as_written<'a>(report: &'a Report, name: &str) -> Option<NamedItem<'a>> {
    let sites: Vec<Site> = report.sites.iter().map(|site| site.site.clone()).collect();
    let Ok(Target::Site(id)) = SiteResolver::new(&sites).target(name) else { return None };
    site_by_id(report, &id).map(NamedItem::Site)
}

/// Returns the first of several things, and words for the others.
fn first_of<'a>(all: &[NamedItem<'a>], id: &str) -> Option<Named<'a>> {
    let (item, others) = all.split_first()?;
    let words = |other: &NamedItem<'a>| format!("{}:{}", other.kind(), safe_text(other.id(id)));
    let own = words(item);
    let mut others: Vec<String> = others.iter().map(words).filter(|other| *other != own).collect();
    others.dedup();
    Some(Named { item: *item, others })
}

/// Lists all of the kinds that are meant that have an id to the letter, else all that have it in
/// other letters; then a figure with that word.
fn all_named<'a>(
    report: &'a Report,
    id: &str,
    is_meant: impl Fn(&NamedItem<'a>) -> bool,
) -> Vec<NamedItem<'a>> {
    let mut all = named_by(report, |other| other == id);
    all.retain(&is_meant);
    let small = id.to_lowercase();
    if all.is_empty() {
        all = named_by(report, |other| other.to_lowercase() == small);
        all.retain(&is_meant);
    }
    let figure = HeadlineFigure::of_word(id).map(NamedItem::Figure);
    all.extend(figure.filter(&is_meant));
    all
}

/// Lists all things of a report whose id fits.
fn named_by<'a>(report: &'a Report, fits: impl Fn(&str) -> bool) -> Vec<NamedItem<'a>> {
    let outages = report.outages.iter().chain(&report.blips);
    let outages = outages.filter(|one| fits(&one.id)).map(NamedItem::Outage);
    let verdicts = report.verdicts.iter().filter(|one| fits(&one.id)).map(NamedItem::Verdict);
    let claims = report.claims.iter().filter(|one| fits(&one.id)).map(NamedItem::Claim);
    let events = report.events.iter().filter(|one| fits(&one.id)).map(NamedItem::Event);
    let mut sites: Vec<&SiteReport> =
        report.sites.iter().filter(|one| fits(&one.site.id)).collect();
    if sites.is_empty() {
        sites.extend(report.sites.iter().find(|one| fits(&one.site.name)));
    }
    let mode = report.common_modes.iter().find(|mode| fits(&mode.vantage));
    let vantage = mode.map(|mode| NamedItem::Vantage(&mode.vantage));
    let rest = events.chain(sites.into_iter().map(NamedItem::Site)).chain(vantage);
    outages.chain(verdicts).chain(claims).chain(rest).collect()
}

/// Asks for the id that is most like one that names nothing, as a hint in words; empty where none
/// is.
pub(crate) fn near_id(report: &Report, id: &str) -> String {
    if id.contains(ANY) {
        return " (no id fits the pattern)".to_owned();
    }
    let outages = report.outages.iter().chain(&report.blips).map(|one| one.id.as_str());
    let sites = report.sites.iter().map(|one| one.site.id.as_str());
    let claims = report.claims.iter().map(|claim| claim.id.as_str());
    let verdicts = report.verdicts.iter().map(|verdict| verdict.id.as_str());
    let figures = HeadlineFigure::ALL.iter().map(|(word, _)| *word);
    hint(id, sites.chain(claims).chain(figures).chain(outages).chain(verdicts))
}
