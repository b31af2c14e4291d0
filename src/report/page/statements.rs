//! Claims with their verdicts, as words.

use super::shared_words::{OwnWords, SharedWords};
use super::wording::{MOST, time_words};
use crate::model::safe_text::safe_text;
use crate::model::{
    Claim, ClaimVerdict, Judgement, Report, ResultGroup, Target, Verdict, VerdictFlag,
};
use crate::report::anchors::{of_claim, of_site};
use crate::report::verdicts::{
    claim_verdict_sentence, flag_words, group_words, judgement_words, result_words, verdict_counts,
    verdict_sentence, verdicts_by_claim,
};
use crate::report::wording::{
    FigureOrigin, capitalised, claim_kind, claimant_with_role, grouped, in_clause,
    is_simulated_throughout, name_of_site,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most verdicts of a claim listed one by one; the tables have all.
const MOST_OF_ONE: usize = 600;
/// Most verdicts of all claims; each claim has an equal part of them, and at least
/// [`LEAST_OF_ONE`].
const MOST_OF_ALL: usize = 3_000;
const LEAST_OF_ONE: usize = 5;

/// Claim as the page shows it, with its verdicts.
#[derive(Serialize)]
pub(super) struct ClaimView {
    anchor: String,
    id: String,
    who: String,
    kind: String,
    published: String,
    asserted: String,
    quote: String,
    note: String,
    url: String,
    archived_url: String,
    counts: Vec<String>,
    /// Reason why there is no verdict.
    no_verdict: &'static str,
    whole: String,
    /// Sentences that several of its verdicts share.
    shared: SharedWords,
    /// Sentence on the verdicts that name a group of their site; may be empty.
    by_group: &'static str,
    /// Result of the claim as a whole, for a list; empty as `whole` is.
    whole_result: String,
    verdicts: Vec<VerdictView>,
    more: String,
}

/// Verdict as the page shows it.
#[derive(Serialize)]
struct VerdictView {
    id: String,
    /// Anchor of the site, and its name.
    site_anchor: String,
    site: String,
    /// Outage that it rests on; empty where it rests on none.
    outage: String,
    rule: &'static str,
    judgement: String,
    /// Group of its result, as a word.
    group: &'static str,
    /// Words of this verdict alone: what it shares with others stands at the head of its claim.
    words: String,
    /// Marks of the sentences that it shares with some.
    notes: Vec<String>,
    flags: Vec<String>,
    /// Whether all that is said of this site is said of the next one, too.
    is_as_next: bool,
}

/// Sentence for verdicts on sites that a claim names by their group.
const BY_GROUP: &str = "Of a site “by group” the claim names the group, not the site: which sites \
                        are in it is the recorder's reading (sites.csv).";

/// Returns every claim with its verdicts.
pub(super) fn claims(report: &Report) -> Vec<ClaimView> {
    let by_claim = verdicts_by_claim(report);
    let most = (MOST_OF_ALL / report.claims.len().max(1)).clamp(LEAST_OF_ONE, MOST_OF_ONE);
    let shown = report.claims.iter().take(MOST);
    shown
        .map(|claim| {
            let own = by_claim.get(claim.id.as_str()).map_or(&[][..], Vec::as_slice);
            view(report, claim, own, most)
        })
        .collect()
}

/// Names the result of a claim as a whole. Nobody said of a threat that it was so.
fn whole_result(verdict: &ClaimVerdict) -> String {
    match verdict.judgement {
        Judgement::Supported if verdict.intent => "announced only".to_owned(),
        judgement => judgement_words(judgement),
    }
}

/// Puts the verdict on a claim as a whole into words; empty for a claim about each of its sites.
fn whole(report: &Report, claim: &Claim) -> String {
    let sentence_of = |verdict: &ClaimVerdict| {
        let result = whole_result(verdict);
        let whole = match FigureOrigin::named(report).log() {
            Some(log) => format!("In a {log}, as a whole {result}"),
            None => format!("As a whole {result}"),
        };
        format!("{whole}. {}", claim_verdict_sentence(verdict))
    };
    whole_verdict(report, claim).map(sentence_of).unwrap_or_default()
}

/// Returns the verdict on a claim as a whole; `None` where it is about one site, whose own verdict
/// says what there is to say, or about each of several.
fn whole_verdict<'r>(report: &'r Report, claim: &Claim) -> Option<&'r ClaimVerdict> {
    let mut verdicts = report.claim_verdicts.iter();
    verdicts.find(|verdict| verdict.claim == claim.id && verdict.sites > 1)
}

/// Writes a claim in words.
fn view(report: &Report, claim: &Claim, own: &[&Verdict], most: usize) -> ClaimView {
    let zone = report.zone;
    let shown = &own[..own.len().min(most)];
    let by_group = shown.iter().filter(|verdict| group_of(verdict).is_some()).count() > 1;
    let all: Vec<String> = shown.iter().map(|verdict| words_of(verdict, by_group)).collect();
    let mut shared = SharedWords::of(&all);
    let words = shared.take_own();
    let mut verdicts: Vec<VerdictView> = shown
        .iter()
        .zip(words)
        .map(|(verdict, words)| of(report, verdict, words, by_group))
        .collect();
    for place in 1..verdicts.len() {
        let [one, next] = [&verdicts[place - 1], &verdicts[place]];
        verdicts[place - 1].is_as_next = one.is_as(next);
    }
    ClaimView {
        anchor: of_claim(&claim.id),
        id: safe_text(&claim.id),
        who: claimant_with_role(claim),
        kind: claim_kind(claim),
        published: time_words(zone, &claim.published_text, claim.published),
        asserted: time_words(zone, &claim.asserted_text, claim.asserted),
        quote: safe_text(&claim.quote),
        note: safe_text(&claim.note),
        url: safe_text(&claim.url),
        archived_url: safe_text(&claim.archived_url),
        whole: whole(report, claim),
        whole_result: whole_verdict(report, claim).map(whole_result).unwrap_or_default(),
        counts: verdict_counts(claim, own),
        no_verdict: match claim.sites_left_out {
            0 => "no verdict: the claim names no known site",
            _ => "no verdict: the sites that the claim names are left out",
        },
        more: match own.len().saturating_sub(most) {
            0 => String::new(),
            _ => format!(
                "Only the first {most} of {} by site are shown; tables/verdicts.csv holds all.",
                grouped(own.len())
            ),
        },
        shared,
        by_group: if by_group { BY_GROUP } else { "" },
        verdicts,
    }
}

impl VerdictView {
    /// Says whether two verdicts say of their sites what is the same in every word.
    fn is_as(&self, other: &VerdictView) -> bool {
        let key = |one: &VerdictView| {
            let words = (one.words.clone(), one.notes.clone(), one.flags.clone());
            (one.judgement.clone(), one.rule, one.outage.clone(), words)
        };
        key(self) == key(other)
    }
}

/// Returns the group by which a claim names the site of a verdict.
fn group_of(verdict: &Verdict) -> Option<&Target> {
    let is_inferred = verdict.flags.contains(&VerdictFlag::InferredTarget);
    verdict.group.as_ref().filter(|group| !is_inferred && **group != Target::All)
}

/// Returns the sentence of a verdict without its site, which stands beside it; without the sentence
/// on its group, too, where that stands at the head of the claim.
fn words_of(verdict: &Verdict, by_group: bool) -> String {
    let sentence = verdict_sentence(verdict);
    let site = format!("{}: ", in_clause(&verdict.site));
    let words = sentence.strip_prefix(&site).unwrap_or(&sentence);
    let group = group_of(verdict).filter(|_| by_group).map(group_words).unwrap_or_default();
    capitalised(&words.replacen(&group, "", 1))
}

/// Writes a verdict in words.
fn of(report: &Report, verdict: &Verdict, own: OwnWords, by_group: bool) -> VerdictView {
    // Where all probes are simulated, the sentence says so.
    let is_said = is_simulated_throughout(report);
    let flags = verdict.flags.iter().filter(|flag| **flag != VerdictFlag::Simulated || !is_said);
    VerdictView {
        id: verdict.id.clone(),
        site_anchor: of_site(&verdict.site),
        site: name_of_site(report, &verdict.site),
        outage: verdict.outage.clone().unwrap_or_default(),
        rule: verdict.rule.id(),
        judgement: result_words(verdict),
        group: verdict.group_of_result().as_str(),
        words: own.text,
        notes: own.marks,
        flags: flags.map(|flag| words_of_flag(*flag, verdict, by_group)).collect(),
        is_as_next: false,
    }
}

/// Writes a flag in words, that of a group with its name.
fn words_of_flag(flag: VerdictFlag, verdict: &Verdict, by_group: bool) -> String {
    match group_of(verdict).filter(|_| by_group && flag == VerdictFlag::ByGroup) {
        Some(Target::Group(name)) => format!("{} {}", flag_words(flag), safe_text(name)),
        _ => flag_words(flag),
    }
}

/// Outage that nobody claimed, as the page shows it.
#[derive(Serialize)]
pub(super) struct UnclaimedView {
    id: String,
    outage: String,
    sentence: String,
}

/// Returns the outages that nobody claimed (R9), in sentences: all, by site; of too many, the
/// longest.
pub(super) fn unclaimed(report: &Report) -> Vec<UnclaimedView> {
    let mut verdicts: Vec<&Verdict> = all_unclaimed(report).collect();
    if verdicts.len() > MOST {
        let lengths: BTreeMap<&str, i64> = report
            .outages
            .iter()
            .map(|outage| (outage.id.as_str(), outage.duration.least_us))
            .collect();
        let length =
            |verdict: &Verdict| verdict.outage.as_deref().and_then(|id| lengths.get(id)).copied();
        verdicts.sort_by_cached_key(|verdict| Reverse(length(verdict)));
        verdicts.truncate(MOST);
    }
    verdicts
        .into_iter()
        .map(|verdict| UnclaimedView {
            id: verdict.id.clone(),
            outage: verdict.outage.clone().unwrap_or_default(),
            sentence: verdict_sentence(verdict),
        })
        .collect()
}

/// Returns every outage that nobody claimed.
pub(super) fn all_unclaimed(report: &Report) -> impl Iterator<Item = &Verdict> {
    report.verdicts.iter().filter(|verdict| verdict.group_of_result() == ResultGroup::NobodyClaimed)
}
