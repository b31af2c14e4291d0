//! Claims held against the evidence (M18, M19, R1 to R7, R9). Brackets are compared, not points; a
//! rule that must lean leans away from "the claim is true".

use super::quiet::{self, Quiet, percent};
use super::restored;
use crate::clock::{Instant, IntervalSet, Range, SECOND, Span, length, length_range, short_utc};
use crate::model::{
    Claim, ClaimKind, DurationRange, Judgement, OFTEN_DOWN, Outage, OutageFlag, Partial, Rule,
    Rules, Verdict, VerdictFlag,
};

/// What a verdict says of a claim that is none of success.
const INTENT: &str = "The statement lists targets: it is intent, and claims no success.";

/// What is known of one site, for one verdict.
pub(super) struct Case<'a> {
    pub(super) claim: &'a Claim,
    pub(super) site: &'a str,
    pub(super) up: &'a IntervalSet,
    pub(super) down: &'a IntervalSet,
    pub(super) observed: &'a IntervalSet,
    pub(super) outages: &'a [Outage],
    pub(super) blips: &'a [Outage],
    pub(super) partials: &'a [Partial],
    /// Runs of degraded answers, which count as up, with their probes.
    pub(super) degraded: &'a [(Span, u64)],
    pub(super) maintenance: &'a IntervalSet,
    pub(super) window: Span,
    pub(super) rules: &'a Rules,
}

/// A verdict before its id, flags and share.
pub(super) struct Finding<'a> {
    pub(super) rule: Rule,
    pub(super) judgement: Judgement,
    pub(super) outage: Option<&'a Outage>,
    pub(super) lag: Option<DurationRange>,
    pub(super) sentence: String,
}

impl<'a> Finding<'a> {
    pub(super) fn new(rule: Rule, judgement: Judgement, sentence: String) -> Finding<'a> {
        Finding { rule, judgement, outage: None, lag: None, sentence }
    }

    pub(super) fn resting_on(self, outage: &'a Outage, lag: Option<DurationRange>) -> Finding<'a> {
        Finding { outage: Some(outage), lag, ..self }
    }
}

/// When the onset must lie for the claim to fit for certain, and when it may.
struct Request {
    /// For certain: whichever moment the publication time means.
    certain: Option<Span>,
    /// The asserted window: at the widest.
    wide: Span,
    /// Whether the claim itself says the time.
    asserted: bool,
}

/// Judges one assertion whose claim can be checked.
pub(super) fn judge(case: &Case<'_>) -> Verdict {
    let Some(request) = request(case) else {
        let finding = Finding::new(
            Rule::M18,
            Judgement::NotCheckable,
            format!("{}: the claim gives no time to check.", case.site),
        );
        return verdict(case, finding, None);
    };
    if case.observed.clip(request.wide).is_empty() {
        let finding = Finding::new(
            Rule::R1,
            Judgement::NotMeasured,
            format!(
                "{}: not measured; there is no usable probe at it in the time asked.",
                case.site
            ),
        );
        return verdict(case, finding, Some(request.wide));
    }
    let finding = floor(case, request.wide).unwrap_or_else(|| match case.claim.kind {
        ClaimKind::Restored => restored::judge(case, request.wide),
        ClaimKind::Reachable => reachable(case, request.wide),
        _ => onset(case, &request),
    });
    verdict(case, finding, Some(request.wide))
}

/// The time that the claim asks about, cut to the window where it is open.
fn request(case: &Case<'_>) -> Option<Request> {
    let ends = |range: Range| {
        (range.earliest.unwrap_or(case.window.from()), range.latest.unwrap_or(case.window.until()))
    };
    let asserted = case.claim.asserted.is_some();
    let (from, until) = ends(case.claim.asserted.or(case.claim.published)?);
    let (before, after) = match case.claim.kind {
        // What was restored failed before it: the outage is looked for as far back as an onset may
        // lie ahead.
        ClaimKind::Restored => (case.rules.lag_us, case.rules.lead_us),
        ClaimKind::Reachable => (0, 0),
        _ if asserted => (0, 0),
        _ => (case.rules.lead_us, case.rules.lag_us),
    };
    let wide = Span::new(from.plus(-before), until.plus(after))?;
    let certain =
        if asserted { Some(wide) } else { Span::new(until.plus(-1 - before), from.plus(after)) };
    Some(Request { certain, wide, asserted })
}

/// M19: under the floor nothing is said. `None` where enough was observed.
fn floor<'a>(case: &Case<'a>, wide: Span) -> Option<Finding<'a>> {
    let observed = case.observed.clip(wide).extent();
    let enough = i128::from(observed) * 100
        >= i128::from(wide.extent()) * i128::from(case.rules.floor_percent);
    (!enough).then(|| {
        let sentence = format!(
            "{}: {} of {} observed, less than the {} % needed; nothing can be said.",
            case.site,
            long(observed),
            long(wide.extent()),
            case.rules.floor_percent
        );
        Finding::new(Rule::R2, Judgement::Insufficient, sentence)
    })
}

/// Outages of one episode (M13): a claim is held against its beginning, so that a relapse is no new
/// outage.
#[derive(Clone, Copy)]
struct Episode<'a> {
    first: &'a Outage,
    last: &'a Outage,
}

impl<'a> Episode<'a> {
    fn all(outages: &'a [Outage]) -> Vec<Episode<'a>> {
        let mut all: Vec<Episode<'a>> = Vec::new();
        for outage in outages {
            match all.last_mut() {
                Some(before) if before.last.episode == outage.episode => before.last = outage,
                _ => all.push(Episode { first: outage, last: outage }),
            }
        }
        all
    }

    fn touches(&self, span: Span) -> bool {
        self.first.possible.from() < span.until() && span.from() < self.last.possible.until()
    }

    /// Published when it had certainly ended.
    fn is_over(&self, published: Option<Range>) -> bool {
        is_over(self.last, published)
    }
}

/// R3 to R7 for a claim that the site was down.
fn onset<'a>(case: &Case<'a>, request: &Request) -> Finding<'a> {
    let episodes = Episode::all(case.outages);
    let over = |episode: &Episode<'a>| !request.asserted && episode.is_over(case.claim.published);
    let live: Vec<&'a Outage> = episodes
        .iter()
        .filter(|episode| episode.touches(request.wide) && !over(episode))
        .map(|episode| episode.first)
        .collect();
    if let Some(outage) = live.iter().find(|outage| begins_in(outage, request.certain)) {
        return found(
            case,
            outage,
            (Rule::R3, Judgement::Supported, "is consistent with the claim"),
        );
    }
    if let Some(outage) =
        live.iter().find(|outage| outage.onset.by.is_some_and(|by| by < request.wide.from()))
    {
        return found(
            case,
            outage,
            (
                Rule::R4,
                Judgement::PrecedesClaim,
                "is before the earliest time that the claim can mean",
            ),
        );
    }
    if let Some(outage) = live.first() {
        return found(
            case,
            outage,
            (
                Rule::R2,
                Judgement::Insufficient,
                "leaves open whether it began in the time that the claim can mean",
            ),
        );
    }
    if let Some(episode) =
        episodes.iter().rev().find(|episode| ended_just_before(episode, case, request))
    {
        return found(
            case,
            episode.first,
            (
                Rule::R5,
                Judgement::ClaimedAfterTheFact,
                "had certainly ended when the claim was published",
            ),
        );
    }
    quiet::judge(case, request.wide)
}

/// The onset lies inside for certain.
fn begins_in(outage: &Outage, certain: Option<Span>) -> bool {
    let (Some(window), Some(after), Some(by)) = (certain, outage.onset.after, outage.onset.by)
    else {
        return false;
    };
    window.from() <= after.plus(1) && by < window.until()
}

/// Published when the outage had certainly ended.
fn is_over(outage: &Outage, published: Option<Range>) -> bool {
    match (outage.recovery.by, published.and_then(|range| range.earliest)) {
        (Some(by), Some(published)) => by <= published,
        _ => false,
    }
}

/// R5: over at publication, and by not longer than `look_back`, or in the time asked.
fn ended_just_before(episode: &Episode<'_>, case: &Case<'_>, request: &Request) -> bool {
    let recent = |published: Instant| {
        episode.touches(request.wide)
            || episode
                .last
                .recovery
                .by
                .is_some_and(|by| published.since(by) <= case.rules.look_back_us)
    };
    let published = case.claim.published.and_then(|range| range.earliest);
    !request.asserted && episode.is_over(case.claim.published) && published.is_some_and(recent)
}

fn found<'a>(
    case: &Case<'a>,
    outage: &'a Outage,
    (rule, judgement, words): (Rule, Judgement, &str),
) -> Finding<'a> {
    let by = outage.onset.by.map_or_else(String::new, |by| format!(" and by {}", short_utc(by)));
    let onset = match outage.onset.after {
        Some(after) => format!("after {}{by}", short_utc(after)),
        None => format!("before the record begins{by}"),
    };
    let down = length_range(outage.duration.least_us, outage.duration.most_us);
    let lag = lag(outage, case.claim.published);
    let sentence =
        format!("{}: {} began {onset}, down for {down}; its timing {words}.", case.site, outage.id);
    let sentence = if judgement == Judgement::ClaimedAfterTheFact {
        format!("{}: {} began {onset}, was down for {down}, and {words}.", case.site, outage.id)
    } else {
        sentence
    };
    Finding::new(rule, judgement, sentence).resting_on(outage, lag)
}

/// Microseconds from publication to the onset.
fn lag(outage: &Outage, published: Option<Range>) -> Option<DurationRange> {
    let published = published?;
    let (earliest, latest) = (published.earliest?, published.latest?.plus(-1));
    Some(DurationRange {
        least_us: outage.onset.after?.since(latest),
        most_us: Some(outage.onset.by?.since(earliest)),
    })
}

/// A claim that the site could be reached: all, none or part of the time.
fn reachable<'a>(case: &Case<'a>, wide: Span) -> Finding<'a> {
    let (site, up, down) = (case.site, case.up.clip(wide), case.down.clip(wide));
    let outage = case.outages.iter().find(|outage| outage.possible.intersection(wide).is_some());
    if let (None, Quiet::Up { share, .. }) = (outage, quiet::known(case, wide)) {
        let sentence = format!(
            "{site}: certainly up for {} % of the time asked, and no outage in it.",
            percent(share)
        );
        return Finding::new(Rule::R3, Judgement::Supported, sentence);
    }
    #[expect(clippy::cast_precision_loss, reason = "a percentage")]
    let floor = case.rules.floor_percent as f64;
    let share = share(&down, wide);
    let finding = if up.is_empty() && share * 100.0 >= floor {
        let sentence = format!(
            "{site}: certainly down for {} % of the time asked, and never certainly up.",
            percent(share)
        );
        Finding::new(Rule::R6, Judgement::Contradicted, sentence)
    } else {
        let sentence = format!(
            "{site}: certainly up for {} and certainly down for {} of the time asked.",
            long(up.extent()),
            long(down.extent())
        );
        Finding::new(Rule::R7, Judgement::Partly, sentence)
    };
    match outage {
        Some(outage) => finding.resting_on(outage, None),
        None => finding,
    }
}

/// A length in words; the last moment of a span has none of its own, so that an extent is a
/// microsecond short.
fn long(extent_us: i64) -> String {
    length((extent_us + SECOND / 2) / SECOND * SECOND)
}

/// The share of a span that a set covers, 0 to 1; of a single moment, whether it is in the set.
pub(super) fn share(set: &IntervalSet, wide: Span) -> f64 {
    let inside = set.clip(wide);
    if wide.extent() == 0 {
        f64::from(u8::from(!inside.is_empty()))
    } else {
        inside.extent() as f64 / wide.extent() as f64
    }
}

fn verdict(case: &Case<'_>, finding: Finding<'_>, wide: Option<Span>) -> Verdict {
    Verdict {
        id: String::new(),
        claim: Some(case.claim.id.clone()),
        site: case.site.to_owned(),
        rule: finding.rule,
        judgement: finding.judgement,
        lag: finding.lag,
        outage: finding.outage.map(|outage| outage.id.clone()),
        observed_share: wide.map(|wide| share(case.observed, wide)),
        flags: flags(case, &finding, wide),
        sentence: if case.claim.intent {
            format!("{} {INTENT}", finding.sentence)
        } else {
            finding.sentence
        },
    }
}

fn flags(case: &Case<'_>, finding: &Finding<'_>, wide: Option<Span>) -> Vec<VerdictFlag> {
    let outside =
        |outage: &&Outage| wide.is_none_or(|wide| outage.possible.intersection(wide).is_none());
    let has = |flag| finding.outage.is_some_and(|outage| outage.has(flag));
    // Of an episode (M13) the last outage tells when it was over.
    let last = |outage: &'_ Outage| {
        case.outages
            .iter()
            .rfind(|other| other.episode == outage.episode && outage.episode > 0)
            .map_or_else(
                || is_over(outage, case.claim.published),
                |last| is_over(last, case.claim.published),
            )
    };
    let over =
        finding.judgement != Judgement::ClaimedAfterTheFact && finding.outage.is_some_and(last);
    let says_down = matches!(case.claim.kind, ClaimKind::Attack | ClaimKind::Outage);
    let marks = [
        (
            VerdictFlag::MaintenanceOverlap,
            wide.is_some_and(|wide| !case.maintenance.clip(wide).is_empty()),
        ),
        (VerdictFlag::CommonMode, has(OutageFlag::CommonMode)),
        (VerdictFlag::OftenDown, case.outages.iter().filter(outside).count() >= OFTEN_DOWN),
        (VerdictFlag::ClaimedAfterTheFact, over && says_down),
        (VerdictFlag::IntentOnly, case.claim.intent),
    ];
    marks.into_iter().filter(|mark| mark.1).map(|mark| mark.0).collect()
}
