//! Claims with their verdicts, as words.

use crate::model::{Claim, Judgement, Report, Verdict, VerdictFlag};
use crate::report::headline::shown;
use crate::report::words::plural;
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
    report.claims.iter().map(|claim| view(report, claim)).collect()
}

fn view(report: &Report, claim: &Claim) -> ClaimView {
    let own: Vec<&Verdict> = report.verdicts.iter().filter(|verdict| verdict.claim.as_ref() == Some(&claim.id)).collect();
    let counts =
        Judgement::ALL.into_iter().map(|judgement| (judgement, own.iter().filter(|verdict| verdict.judgement == judgement).count()));
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
        counts: counts.filter(|(_, count)| *count > 0).map(|(judgement, count)| format!("{count} {}", shown(judgement))).collect(),
        more: own.len().saturating_sub(MOST),
        verdicts: own.into_iter().take(MOST).map(of).collect(),
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
