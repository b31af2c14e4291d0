//! Claims and verdicts as JSON. Words that nobody wrote are `null`.

use super::moments::{Location, Meant};
use crate::model::{self, Report, Target, VerdictFlag};
use serde::Serialize;

/// A statement.
#[derive(Serialize)]
pub(super) struct Claim<'a> {
    claim: &'a str,
    claimant: Option<&'a str>,
    role: &'static str,
    kind: &'static str,
    published: Option<Meant<'a>>,
    asserted: Option<Meant<'a>>,
    targets: Vec<String>,
    url: Option<&'a str>,
    archived_url: Option<&'a str>,
    quote: Option<&'a str>,
    note: Option<&'a str>,
    location: Option<Location<'a>>,
}

impl<'a> Claim<'a> {
    /// The view of a claim.
    pub(super) fn of(report: &'a Report, claim: &'a model::Claim) -> Claim<'a> {
        Claim {
            claim: &claim.id,
            claimant: words(&claim.claimant),
            role: claim.role.as_str(),
            kind: claim.kind.as_str(),
            published: Meant::of(claim.published, &claim.published_text),
            asserted: Meant::of(claim.asserted, &claim.asserted_text),
            targets: claim.targets.iter().map(target).collect(),
            url: words(&claim.url),
            archived_url: words(&claim.archived_url),
            quote: words(&claim.quote),
            note: words(&claim.note),
            location: Location::of(report, claim.location),
        }
    }
}

fn words(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// A target, as `claims.csv` writes it.
fn target(target: &Target) -> String {
    match target {
        Target::All => "*".to_owned(),
        Target::Group(group) => format!("group:{group}"),
        Target::Site(id) => id.clone(),
    }
}

/// A claim about a site, judged; or an outage that nobody claimed.
#[derive(Serialize)]
pub(super) struct Verdict<'a> {
    verdict: &'a str,
    claim: Option<&'a str>,
    site: &'a str,
    rule: &'static str,
    result: &'static str,
    lag_min_us: Option<i64>,
    lag_max_us: Option<i64>,
    outage: Option<&'a str>,
    observed_share: Option<f64>,
    flags: Vec<&'static str>,
    sentence: &'a str,
}

impl Verdict<'_> {
    /// The view of a verdict.
    pub(super) fn of(verdict: &model::Verdict) -> Verdict<'_> {
        Verdict {
            verdict: &verdict.id,
            claim: verdict.claim.as_deref(),
            site: &verdict.site,
            rule: verdict.rule.id(),
            result: verdict.judgement.as_str(),
            lag_min_us: verdict.lag.map(|lag| lag.least_us),
            lag_max_us: verdict.lag.and_then(|lag| lag.most_us),
            outage: verdict.outage.as_deref(),
            observed_share: verdict.observed_share,
            flags: verdict.flags.iter().map(|flag| VerdictFlag::as_str(*flag)).collect(),
            sentence: &verdict.sentence,
        }
    }
}
