//! Cards of the sites that were down: a sentence to copy, outages, verdicts, the lines behind them.

use super::edge_views::{EdgeView, edges};
use super::outages::OutageView;
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Outage, Report, SiteReport, Verdict};
use crate::report::anchors::of_site;
use crate::report::headline::{downtime, site_sentence};
use crate::report::verdicts::{result_words, verdict_sentence};
use crate::report::wording::{
    FigureOrigin, Rounding, When, capitalised, claimant_with_role, down_for, grouped, in_clause,
    in_sentences, is_simulated_throughout, name_of_site, outside_work, percent, plural, site_group,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Most sites with a card, and most outages on one.
const MOST_CARDS: usize = 60;
const MOST_OUTAGES: usize = 12;

/// Most sites of a short report.
const MOST_IN_BRIEF: usize = 10;

/// Card of a site that was down.
#[derive(Debug, Serialize)]
pub(super) struct Card {
    anchor: String,
    id: String,
    pub(super) name: String,
    group: String,
    /// Length of its time down, as a range.
    pub(super) down_for: String,
    /// Number of its outages behind that length, and how much of it was outside announced work;
    /// each may be empty.
    pub(super) times: String,
    pub(super) work: String,
    /// Start of the first outage, and end of the last.
    pub(super) first: When,
    pub(super) last: When,
    /// Ids of its outages and blips, those of many as the first and the last.
    pub(super) ids: Vec<String>,
    /// Sentence that can be read alone.
    sentence: String,
    outages: Vec<CardOutage>,
    more_outages: String,
    verdicts: Vec<ResultList>,
    /// Claimants and results of its verdicts, each on a line, for the filters of the page.
    claimants: String,
    results: String,
    /// Share of the window in which it was observed; may be empty.
    observed: String,
    /// Word on simulated probes, where not all of the report are; may be empty.
    origin: &'static str,
}

impl SitesView {
    /// Says whether every outage and blip stands on a card.
    pub(super) fn have_all_outages(&self) -> bool {
        self.without_card == 0 && self.cards.iter().all(|card| card.more_outages.is_empty())
    }
}

/// One row of the outages of a site.
#[derive(Debug, Serialize)]
struct CardOutage {
    id: String,
    start: When,
    end: When,
    down_for: String,
    /// Failed probes, with their places and causes.
    evidence: String,
    /// Rows that make its edges.
    edges: Vec<EdgeView>,
    /// Time from which it stayed up, where that is another than its end.
    to_stay: Option<When>,
    /// Whether that of the next row is the same: paper has it once.
    stays_as_next: bool,
    flags: Vec<String>,
}

/// Verdicts of one result on a card.
#[derive(Debug, Serialize)]
struct ResultList {
    result: String,
    group: &'static str,
    verdicts: Vec<CardVerdict>,
}

/// Link to the verdict on what somebody said of a site, and its sentence.
#[derive(Debug, Serialize)]
struct CardVerdict {
    id: String,
    who: String,
    /// The first sentence, without its full stop.
    sentence: String,
}

/// Site without a card, as a row.
#[derive(Debug, Serialize)]
pub(super) struct SiteRow {
    anchor: String,
    id: String,
    name: String,
    group: String,
    seen: String,
    observed: String,
    verdicts: String,
    /// Claimants and results of its verdicts, each on a line, for the filters of the page.
    claimants: String,
    results: String,
}

/// Sites of a report: those that were down as cards, the others as rows.
pub(super) struct SitesView {
    pub(super) cards: Vec<Card>,
    /// Sites of a short report, those that claims name first, then those that were down longest; in
    /// order of the first outage.
    pub(super) longest_down: Vec<Card>,
    pub(super) rows: Vec<SiteRow>,
    /// Number of sites that are down and have a row, as the page has no room for more cards.
    pub(super) without_card: usize,
}

/// Outages, verdicts and claims that the cards are made from, by id of the site.
struct BySite<'r> {
    outages: BTreeMap<&'r str, Vec<&'r Outage>>,
    verdicts: BTreeMap<&'r str, Vec<&'r Verdict>>,
    claims: BTreeMap<&'r str, &'r Claim>,
}

impl<'r> BySite<'r> {
    /// Sorts outages, blips and verdicts by site.
    fn of(report: &'r Report) -> BySite<'r> {
        let mut by_site = BySite {
            outages: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            claims: report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect(),
        };
        for outage in report.outages.iter().chain(&report.blips) {
            by_site.outages.entry(&outage.site).or_default().push(outage);
        }
        for verdict in report.verdicts.iter().filter(|verdict| verdict.claim.is_some()) {
            by_site.verdicts.entry(&verdict.site).or_default().push(verdict);
        }
        by_site
    }

    /// Returns the outages and blips of a site, the outages first.
    fn outages(&self, id: &str) -> &[&'r Outage] {
        self.outages.get(id).map_or(&[], Vec::as_slice)
    }

    /// Lists the claimants of the verdicts on a site, each on a line.
    fn claimants(&self, id: &str) -> String {
        let claims = self.verdicts(id).iter().filter_map(|verdict| verdict.claim.as_deref());
        let claims = claims.filter_map(|id| self.claims.get(id));
        let claimants: BTreeSet<String> = claims.map(|claim| claimant_with_role(claim)).collect();
        claimants.into_iter().collect::<Vec<_>>().join("\n")
    }

    /// Lists the results of the verdicts on a site, each on a line.
    fn results(&self, id: &str) -> String {
        let results = self.verdicts(id).iter().map(|verdict| verdict.group_of_result());
        let results: BTreeSet<&str> = results.map(|group| group.as_str()).collect();
        results.into_iter().collect::<Vec<_>>().join("\n")
    }

    /// Returns the verdicts on claims about a site.
    fn verdicts(&self, id: &str) -> &[&'r Verdict] {
        self.verdicts.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Returns the sites: cards in order of the first outage, then all other sites by id.
pub(super) fn sites(report: &Report) -> SitesView {
    let by_site = BySite::of(report);
    let first_down = |site: &SiteReport| {
        by_site.outages(&site.site.id).iter().map(|outage| outage.first_down()).min()
    };
    let is_down = |site: &&SiteReport| site.outages + site.blips > 0;
    let (mut down, mut others): (Vec<&SiteReport>, Vec<&SiteReport>) =
        report.sites.iter().partition(is_down);
    down.sort_by_key(|site| (first_down(site), &site.site.id));
    let longest = longest_down(&down);
    let of_longest = down.iter().filter(|site| longest.contains(site.site.id.as_str()));
    let longest_down = of_longest.map(|site| card(report, site, &by_site)).collect();
    let rest = down.split_off(down.len().min(MOST_CARDS));
    let without_card = rest.len();
    others.splice(0..0, rest);
    SitesView {
        cards: down.into_iter().map(|site| card(report, site, &by_site)).collect(),
        longest_down,
        rows: others.into_iter().map(|site| site_row(report, site, &by_site)).collect(),
        without_card,
    }
}

/// Returns the ids of the sites that were down longest for certain, those that claims name before
/// all others; of at most so many as a short report has.
fn longest_down<'r>(down: &[&'r SiteReport]) -> BTreeSet<&'r str> {
    let mut longest = down.to_vec();
    longest.sort_by_key(|site| {
        (!site.named, site.outages == 0, Reverse(site.downtime.least_us), &site.site.id)
    });
    longest.iter().take(MOST_IN_BRIEF).map(|site| site.site.id.as_str()).collect()
}

/// Writes the card of a site.
fn card(report: &Report, site: &SiteReport, by_site: &BySite<'_>) -> Card {
    let id = &site.site.id;
    let outages = by_site.outages(id);
    let last = outages.get(..site.outages).and_then(<[_]>::last).or(outages.last());
    let origin = FigureOrigin::named(report);
    let sentence = site_sentence(report, site, outages);
    let sentence = match (origin.log(), site.simulated.map(|one| one.as_str())) {
        (None, _) | (_, Some("no") | None) => in_sentences(&sentence, ""),
        (Some(_), _) => origin.before(&sentence),
    };
    Card {
        anchor: of_site(id),
        id: safe_text(id),
        name: name_of_site(report, id),
        group: site_group(&site.site),
        first: outages.first().map(|first| When::start(report.zone, first)).unwrap_or_default(),
        last: last.map(|last| When::end(report.zone, last)).unwrap_or_default(),
        ids: ids(outages.get(..site.outages).unwrap_or(outages), outages),
        down_for: match site.outages {
            0 => plural(site.blips, "blip"),
            _ => down_for(site.downtime),
        },
        times: match site.outages {
            0 | 1 => String::new(),
            times => format!(" in all, in {} outages", grouped(times)),
        },
        work: match outside_work(site) {
            Some(words) => format!(", {words}"),
            None => String::new(),
        },
        sentence,
        outages: card_outages(report, &outages[..outages.len().min(MOST_OUTAGES)]),
        more_outages: match outages.len().saturating_sub(MOST_OUTAGES) {
            0 => String::new(),
            more => format!("And {} more, among all outages below.", grouped(more)),
        },
        verdicts: results(by_site, by_site.verdicts(id)),
        claimants: by_site.claimants(id),
        results: by_site.results(id),
        observed: observed(site),
        origin: match (is_simulated_throughout(report), site.simulated.map(|one| one.as_str())) {
            (false, Some("yes")) => "simulated probes",
            (false, Some("in_part")) => "probes simulated in part",
            _ => "",
        },
    }
}

/// Writes the outages of a site as rows.
fn card_outages(report: &Report, outages: &[&Outage]) -> Vec<CardOutage> {
    let next = outages.iter().skip(1).map(Some).chain([None]);
    let rows = outages.iter().zip(next).map(|(outage, next)| CardOutage {
        id: outage.id.clone(),
        start: When::start(report.zone, outage),
        end: When::end(report.zone, outage),
        down_for: down_for(outage.duration),
        evidence: OutageView::evidence(outage),
        edges: edges(report, outage),
        to_stay: OutageView::to_stay(report, outage),
        stays_as_next: next.is_some_and(|next| next.stable_recovery == outage.stable_recovery),
        flags: OutageView::flags(report, outage),
    });
    rows.collect()
}

/// Lists the ids of outages: each of a few, else the first and the last; counts blips apart. `all`
/// holds the outages first, then the blips.
fn ids(outages: &[&Outage], all: &[&Outage]) -> Vec<String> {
    let listed = |some: &[&Outage], noun: &str| match some {
        [first, .., last] if some.len() > 3 => {
            vec![format!("{}: {} first, {} last", plural(some.len(), noun), first.id, last.id)]
        }
        few => few.iter().map(|outage| outage.id.clone()).collect(),
    };
    let blips = all.get(outages.len()..).unwrap_or_default();
    [listed(outages, "outage"), listed(blips, "blip")].concat()
}

/// Sorts verdicts by result, in the order of summaries.
fn results(by_site: &BySite<'_>, verdicts: &[&Verdict]) -> Vec<ResultList> {
    let mut sorted: Vec<&&Verdict> = verdicts.iter().collect();
    sorted.sort_by_key(|verdict| (verdict.group_of_result(), verdict.judgement));
    let alike = sorted
        .chunk_by(|a, b| (a.group_of_result(), a.judgement) == (b.group_of_result(), b.judgement));
    alike
        .map(|alike| ResultList {
            result: result_words(alike[0]),
            group: alike[0].group_of_result().as_str(),
            verdicts: alike
                .iter()
                .map(|verdict| {
                    let claim = verdict.claim.as_deref().and_then(|id| by_site.claims.get(id));
                    let who = claim.map(|claim| safe_text(&claim.claimant)).unwrap_or_default();
                    CardVerdict { id: verdict.id.clone(), who, sentence: sentence_of(verdict) }
                })
                .collect(),
        })
        .collect()
}

/// Returns the first sentence of a verdict without its site, which the card names. The link beside
/// it leads to all of them.
fn sentence_of(verdict: &Verdict) -> String {
    let sentence = verdict_sentence(verdict);
    let site = format!("{}: ", in_clause(&verdict.site));
    let words = sentence.strip_prefix(&site).unwrap_or(&sentence);
    let first = words.split_once(". ").map_or(words, |(first, _)| first);
    capitalised(first.trim_end_matches('.'))
}

/// Writes the share of the window in which a site was observed; empty where it was not measured.
fn observed(site: &SiteReport) -> String {
    site.observed_share
        .map_or_else(String::new, |share| format!("{} %", percent(share, Rounding::Down)))
}

/// Writes a site without a card.
fn site_row(report: &Report, site: &SiteReport, by_site: &BySite<'_>) -> SiteRow {
    let id = &site.site.id;
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for verdict in by_site.verdicts(id) {
        *counts.entry((verdict.judgement, result_words(verdict))).or_default() += 1;
    }
    let counts: Vec<String> =
        counts.into_iter().map(|((_, word), count)| format!("{} {word}", grouped(count))).collect();
    SiteRow {
        anchor: of_site(id),
        id: safe_text(id),
        name: name_of_site(report, id),
        group: site_group(&site.site),
        seen: match site.possibly_down {
            Some(_) => "possibly down".to_owned(),
            None => downtime(site),
        },
        observed: observed(site),
        verdicts: counts.join(", "),
        claimants: by_site.claimants(id),
        results: by_site.results(id),
    }
}
