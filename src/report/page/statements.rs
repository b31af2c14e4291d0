//! Claims with their verdicts, as words.

use crate::model::{Claim, Judgement, Report, Verdict, VerdictFlag};
use crate::report::headline::shown;
use crate::report::words::{counted, plural, verdicts_by_claim};
use serde::Serialize;

/// Verdicts of a claim told one by one; the tables have all.
const MOST: usize = 200;

#[derive(Serialize)]
pub(super) struct ClaimView {
    id: String,
    who: String,
    kind: &'static str,
    published: String,
    asserted: String,
    quote: String,
    note: String,
    url: String,
    archived_url: String,
    counts: Vec<String>,
    verdicts: Vec<VerdictView>,
    more: usize,
}

#[derive(Serialize)]
struct VerdictView {
    id: String,
    rule: &'static str,
    judgement: String,
    word: &'static str,
    sentence: String,
    flags: Vec<String>,
}

/// Every claim with its verdicts.
pub(super) fn claims(report: &Report) -> Vec<ClaimView> {
    let by_claim = verdicts_by_claim(report);
    report.claims.iter().map(|claim| view(claim, by_claim.get(claim.id.as_str()).map_or(&[], Vec::as_slice))).collect()
}

fn view(claim: &Claim, own: &[&Verdict]) -> ClaimView {
    ClaimView {
        id: claim.id.clone(),
        who: format!("{} ({})", claim.claimant, claim.role.word()),
        kind: claim.kind.word(),
        published: claim.published_text.clone(),
        asserted: claim.asserted_text.clone(),
        quote: claim.quote.clone(),
        note: claim.note.clone(),
        url: claim.url.clone(),
        archived_url: claim.archived_url.clone(),
        counts: counted(own).into_iter().map(|(judgement, count)| format!("{count} {}", shown(judgement))).collect(),
        more: own.len().saturating_sub(MOST),
        verdicts: own.iter().take(MOST).map(|verdict| of(verdict)).collect(),
    }
}

fn of(verdict: &Verdict) -> VerdictView {
    VerdictView {
        id: verdict.id.clone(),
        rule: verdict.rule.id(),
        judgement: shown(verdict.judgement),
        word: verdict.judgement.word(),
        sentence: verdict.sentence.clone(),
        flags: verdict.flags.iter().map(|flag| VerdictFlag::word(*flag).replace('_', " ")).collect(),
    }
}

/// The outages that nobody claimed (R9), in sentences.
pub(super) fn unclaimed(report: &Report) -> Vec<String> {
    let all: Vec<&Verdict> = report.verdicts.iter().filter(|verdict| verdict.judgement == Judgement::UnclaimedOutage).collect();
    let more = all.len().saturating_sub(MOST);
    let rest = (more > 0).then(|| format!("And {}: see tables/verdicts.csv.", plural(more, "more outage")));
    all.into_iter().take(MOST).map(|verdict| format!("{}: {}", verdict.id, verdict.sentence)).chain(rest).collect()
}
