//! The outages and challenges of a scenario, site by site.

use super::error::{Problem, ScenarioError};
use super::reader::{Reader, unknown, whole_seconds};
use super::rng::DrawStream;
use super::scenario::{FaultKind, OpenEnds, ProbeAnswer, SimulatedSite, SiteFault, Vantage};
use super::scenario_toml::{ChallengeToml, OutageToml, ScenarioToml, TextToml};
use crate::clock::{Span, rfc3339};
use std::ops::Range;

/// Most faults of a scenario, all of which are held: some 700 MB.
const MOST_FAULTS: u64 = 5_000_000;
/// Status code of a site that is down, where the outage does not say.
const DOWN_STATUS: u16 = 503;
/// Status code of a site that challenges visitors, where the challenge does not say.
const CHALLENGED_STATUS: u16 = 403;

/// About how long a site that comes and goes is down and up, in microseconds.
#[derive(Debug, Clone, Copy)]
struct FlapLengths {
    /// Length down, in microseconds.
    down: i64,
    /// Length up, in microseconds.
    up: i64,
}

/// Gives each site its outages and challenges, in order of time.
pub(super) fn read(
    reader: &Reader,
    file: &ScenarioToml,
    sites: &mut [SimulatedSite],
    vantages: &[Vantage],
) -> Result<(), ScenarioError> {
    let mut faults = 0;
    for outage in &file.outage {
        let fault = outage_of(reader, outage, vantages)?;
        let lengths = match &outage.flapping {
            Some(each) => Some(FlapLengths {
                down: reader.some_length(&each.down, "flapping.down")?,
                up: reader.some_length(&each.up, "flapping.up")?,
            }),
            None => None,
        };
        let location = place_of(&outage.sites);
        let indices = reader.targets(&outage.sites, "outage.sites", sites)?;
        faults += lengths.map_or(1, |lengths| most_flaps(&fault, lengths)) * indices.len() as u64;
        check_count(reader, location, "outage", faults)?;
        for index in indices {
            let parts = match lengths {
                Some(lengths) => flaps(reader.seed, &sites[index].id, &fault, lengths),
                None => vec![fault.clone()],
            };
            add(reader, place_of(&outage.sites), &mut sites[index], parts)?;
        }
    }
    for challenge in &file.challenge {
        let fault = challenge_of(reader, challenge, vantages)?;
        let indices = reader.targets(&challenge.sites, "challenge.sites", sites)?;
        faults += indices.len() as u64;
        check_count(reader, place_of(&challenge.sites), "challenge", faults)?;
        for index in indices {
            add(reader, place_of(&challenge.sites), &mut sites[index], vec![fault.clone()])?;
        }
    }
    Ok(())
}

/// Makes sure that so many faults can be held.
pub(super) fn check_count(
    reader: &Reader,
    location: Range<usize>,
    key: &'static str,
    faults: u64,
) -> Result<(), ScenarioError> {
    if faults > MOST_FAULTS {
        let problem = Problem::TooManyFaults { faults, most: MOST_FAULTS };
        return Err(reader.error(location, key, problem));
    }
    Ok(())
}

/// Counts the most parts into which a fault that comes and goes can fall: each part and each pause
/// lasts half of its length at least, and a second.
fn most_flaps(whole: &SiteFault, lengths: FlapLengths) -> u64 {
    let least = whole_seconds(lengths.down / 2) + whole_seconds(lengths.up / 2);
    whole.span.length().unsigned_abs() / least.unsigned_abs() + 1
}

/// Reads one outage.
fn outage_of(
    reader: &Reader,
    outage: &OutageToml,
    vantages: &[Vantage],
) -> Result<SiteFault, ScenarioError> {
    let answer = match (&outage.status, &outage.error) {
        (Some(_), Some(error)) => {
            return Err(reader.error(error.span(), "outage.error", Problem::TwoAnswers));
        }
        (None, Some(word)) => ProbeAnswer::Error(reader.error_word(word)?),
        (None, None) => ProbeAnswer::Status(DOWN_STATUS),
        (Some(status), None) => match *status.get_ref() {
            code @ 500..=599 => ProbeAnswer::Status(code),
            found => {
                let problem =
                    Problem::NotACode { found, expected: "500 to 599, or an `error` in its place" };
                return Err(reader.error(status.span(), "outage.status", problem));
            }
        },
    };
    let location = place_of(&outage.sites);
    let (span, open) = time_of(reader, outage.from.as_ref(), outage.until.as_ref(), location)?;
    let vantages = seen_from(reader, outage.vantages.as_deref(), vantages)?;
    Ok(SiteFault { span, open, kind: FaultKind::Down, answer, vantages, note: outage.note.clone() })
}

/// Reads one challenge.
fn challenge_of(
    reader: &Reader,
    challenge: &ChallengeToml,
    vantages: &[Vantage],
) -> Result<SiteFault, ScenarioError> {
    let code = match &challenge.status {
        None => CHALLENGED_STATUS,
        Some(status) => match *status.get_ref() {
            code @ (401 | 403 | 407 | 429 | 451) => code,
            found => {
                let problem = Problem::NotACode { found, expected: "401, 403, 407, 429 or 451" };
                return Err(reader.error(status.span(), "challenge.status", problem));
            }
        },
    };
    let location = place_of(&challenge.sites);
    let (span, open) =
        time_of(reader, challenge.from.as_ref(), challenge.until.as_ref(), location)?;
    let vantages = seen_from(reader, challenge.vantages.as_deref(), vantages)?;
    Ok(SiteFault {
        span,
        open,
        kind: FaultKind::Challenged,
        answer: ProbeAnswer::Status(code),
        vantages,
        note: challenge.note.clone(),
    })
}

/// Returns the place of a fault in the file, for errors that belong to no single key.
fn place_of(targets: &[TextToml]) -> Range<usize> {
    targets.first().map_or(0..0, TextToml::span)
}

/// Returns the time of a fault, cut to the scenario's, and which of its ends lie outside; a missing
/// end does.
fn time_of(
    reader: &Reader,
    from: Option<&TextToml>,
    until: Option<&TextToml>,
    location: Range<usize>,
) -> Result<(Span, OpenEnds), ScenarioError> {
    let whole = reader.span;
    let begin = from.map_or(Ok(whole.from()), |from| reader.stamp(from, "from"))?;
    let end = until.map_or(Ok(whole.until()), |until| reader.stamp(until, "until"))?;
    let open = OpenEnds {
        from: from.is_none() || begin < whole.from(),
        until: until.is_none() || end > whole.until(),
    };
    let location = until.or(from).map_or(location, TextToml::span);
    if begin >= end && until.is_some() {
        let problem = Problem::EmptySpan { from: rfc3339(begin), until: rfc3339(end) };
        return Err(reader.error(location, "until", problem));
    }
    let span = Span::new(begin, end).and_then(|span| span.intersection(whole));
    span.map(|span| (span, open)).ok_or_else(|| reader.outside(location, "from"))
}

/// Returns the indices of the vantages that see a fault; `None` is all.
fn seen_from(
    reader: &Reader,
    names: Option<&[TextToml]>,
    vantages: &[Vantage],
) -> Result<Option<Vec<usize>>, ScenarioError> {
    let Some(names) = names else { return Ok(None) };
    let mut seen = Vec::new();
    for name in names {
        let index = vantages.iter().position(|vantage| vantage.name == *name.get_ref());
        seen.push(index.ok_or_else(|| {
            let known = vantages.iter().map(|vantage| vantage.name.as_str());
            let problem = unknown("vantage", name.get_ref(), known);
            reader.error(name.span(), "vantages", problem)
        })?);
    }
    Ok(Some(seen))
}

/// Cuts a fault into parts that come and go: down first, each part and each pause between half and
/// one and a half of its length.
fn flaps(seed: u64, site: &str, whole: &SiteFault, lengths: FlapLengths) -> Vec<SiteFault> {
    let mut draws = DrawStream::new(seed, &["flapping", site, &rfc3339(whole.span.from())]);
    let mut parts = Vec::new();
    let mut from = whole.span.from();
    while let Some(rest) = Span::new(from, whole.span.until()) {
        let until = from.plus(whole_seconds(draws.about(lengths.down)));
        let cut = until >= rest.until();
        let open =
            OpenEnds { from: whole.open.from && parts.is_empty(), until: whole.open.until && cut };
        let span = Span::new(from, until.min(rest.until()));
        parts.extend(span.map(|span| SiteFault { span, open, ..whole.clone() }));
        from = until.plus(whole_seconds(draws.about(lengths.up)));
    }
    parts
}

/// Adds faults to a site, and keeps all of them in order of time.
///
/// # Errors
/// Where two faults overlap.
pub(super) fn add(
    reader: &Reader,
    location: Range<usize>,
    site: &mut SimulatedSite,
    parts: Vec<SiteFault>,
) -> Result<(), ScenarioError> {
    site.faults.extend(parts);
    site.faults.sort_by_key(|fault| fault.span);
    let overlap = site.faults.windows(2).find(|pair| pair[1].span.from() < pair[0].span.until());
    match overlap {
        None => Ok(()),
        Some(pair) => {
            let problem =
                Problem::Overlap { site: site.id.clone(), at: rfc3339(pair[1].span.from()) };
            Err(reader.error(location, "sites", problem))
        }
    }
}
