//! The outages and challenges of a scenario, site by site.

use super::error::{Problem, ScenarioError};
use super::reader::{Reader, unknown};
use super::rng::Draws;
use super::scenario::{Answer, Open, Site, Trouble, Vantage, What};
use super::scenario_toml::{Challenge, File, Outage, Text};
use crate::clock::{Span, rfc3339};
use std::ops::Range;

/// What a site that is down answers, where the outage does not say.
const DOWN: u16 = 503;
/// What a site that holds visitors off answers, where the challenge does not say.
const CHALLENGED: u16 = 403;

/// Gives each site its troubles, in order of time.
pub(super) fn read(
    reader: &Reader,
    file: &File,
    (sites, vantages): (&mut [Site], &[Vantage]),
) -> Result<(), ScenarioError> {
    for outage in &file.outage {
        let trouble = outage_of(reader, outage, vantages)?;
        let lengths = match &outage.flapping {
            Some(each) => Some((
                reader.some_length(&each.down, "flapping.down")?,
                reader.some_length(&each.up, "flapping.up")?,
            )),
            None => None,
        };
        for index in reader.targets(&outage.sites, "outage.sites", sites)? {
            let parts = match lengths {
                Some(lengths) => flaps(reader.seed, &sites[index].id, (&trouble, lengths)),
                None => vec![trouble.clone()],
            };
            add(reader, place_of(&outage.sites), &mut sites[index], parts)?;
        }
    }
    for challenge in &file.challenge {
        let trouble = challenge_of(reader, challenge, vantages)?;
        for index in reader.targets(&challenge.sites, "challenge.sites", sites)? {
            add(reader, place_of(&challenge.sites), &mut sites[index], vec![trouble.clone()])?;
        }
    }
    Ok(())
}

fn outage_of(
    reader: &Reader,
    outage: &Outage,
    vantages: &[Vantage],
) -> Result<Trouble, ScenarioError> {
    let answer = match (&outage.status, &outage.error) {
        (Some(_), Some(error)) => {
            return Err(reader.error(error.span(), "outage.error", Problem::TwoAnswers));
        }
        (None, Some(word)) => Answer::Error(reader.error_word(word)?),
        (None, None) => Answer::Status(DOWN),
        (Some(status), None) => match *status.get_ref() {
            code @ 500..=599 => Answer::Status(code),
            found => {
                let problem =
                    Problem::NotACode { found, expected: "500 to 599, or an `error` in its place" };
                return Err(reader.error(status.span(), "outage.status", problem));
            }
        },
    };
    let location = place_of(&outage.sites);
    let (span, open) = time(reader, (outage.from.as_ref(), outage.until.as_ref()), location)?;
    let vantages = seen_from(reader, outage.vantages.as_deref(), vantages)?;
    Ok(Trouble { span, open, what: What::Down, answer, vantages, note: outage.note.clone() })
}

fn challenge_of(
    reader: &Reader,
    challenge: &Challenge,
    vantages: &[Vantage],
) -> Result<Trouble, ScenarioError> {
    let code = match &challenge.status {
        None => CHALLENGED,
        Some(status) => match *status.get_ref() {
            code @ (401 | 403 | 407 | 429 | 451) => code,
            found => {
                let problem = Problem::NotACode { found, expected: "401, 403, 407, 429 or 451" };
                return Err(reader.error(status.span(), "challenge.status", problem));
            }
        },
    };
    let location = place_of(&challenge.sites);
    let (span, open) = time(reader, (challenge.from.as_ref(), challenge.until.as_ref()), location)?;
    let vantages = seen_from(reader, challenge.vantages.as_deref(), vantages)?;
    Ok(Trouble {
        span,
        open,
        what: What::Challenged,
        answer: Answer::Status(code),
        vantages,
        note: challenge.note.clone(),
    })
}

/// Where a trouble stands, for errors that are no single key's.
fn place_of(targets: &[Text]) -> Range<usize> {
    targets.first().map_or(0..0, Text::span)
}

/// When a trouble holds; a missing end is the scenario's, and lies outside.
fn time(
    reader: &Reader,
    (from, until): (Option<&Text>, Option<&Text>),
    location: Range<usize>,
) -> Result<(Span, Open), ScenarioError> {
    let whole = reader.span;
    let begin = from.map_or(Ok(whole.from()), |from| reader.stamp(from, "from"))?;
    let end = until.map_or(Ok(whole.until()), |until| reader.stamp(until, "until"))?;
    let open = Open {
        from: from.is_none() || begin < whole.from(),
        until: until.is_none() || end > whole.until(),
    };
    let location = until.or(from).map_or(location, Text::span);
    if begin >= end && until.is_some() {
        let problem = Problem::EmptySpan { from: rfc3339(begin), until: rfc3339(end) };
        return Err(reader.error(location, "until", problem));
    }
    let span = Span::new(begin, end).and_then(|span| span.intersection(whole));
    span.map(|span| (span, open)).ok_or_else(|| reader.outside(location, "from"))
}

/// Indices of the vantages that see a trouble.
fn seen_from(
    reader: &Reader,
    names: Option<&[Text]>,
    vantages: &[Vantage],
) -> Result<Option<Vec<usize>>, ScenarioError> {
    let Some(names) = names else { return Ok(None) };
    let mut seen = Vec::new();
    for name in names {
        let index = vantages
            .iter()
            .position(|vantage| vantage.name == *name.get_ref())
            .ok_or_else(|| {
                let problem = unknown(
                    "vantage",
                    name.get_ref(),
                    vantages.iter().map(|vantage| vantage.name.as_str()),
                );
                reader.error(name.span(), "vantages", problem)
            })?;
        seen.push(index);
    }
    Ok(Some(seen))
}

/// A trouble that comes and goes: down first, each part between half and one and a half of its
/// length.
fn flaps(seed: u64, site: &str, (whole, (down, up)): (&Trouble, (i64, i64))) -> Vec<Trouble> {
    let mut draws = Draws::new(seed, &["flapping", site, &rfc3339(whole.span.from())]);
    let mut parts = Vec::new();
    let mut from = whole.span.from();
    while let Some(rest) = Span::new(from, whole.span.until()) {
        let until = from.plus(super::expand::whole_seconds(draws.about(down)));
        let cut = until >= rest.until();
        let open =
            Open { from: whole.open.from && parts.is_empty(), until: whole.open.until && cut };
        parts.extend(Span::new(from, until.min(rest.until())).map(|span| Trouble {
            span,
            open,
            ..whole.clone()
        }));
        from = until.plus(super::expand::whole_seconds(draws.about(up)));
    }
    parts
}

/// Adds troubles to a site, in order of time.
pub(super) fn add(
    reader: &Reader,
    location: Range<usize>,
    site: &mut Site,
    parts: Vec<Trouble>,
) -> Result<(), ScenarioError> {
    site.troubles.extend(parts);
    site.troubles.sort_by_key(|trouble| trouble.span);
    let overlap = site.troubles.windows(2).find(|pair| pair[1].span.from() < pair[0].span.until());
    match overlap {
        None => Ok(()),
        Some(pair) => {
            let problem =
                Problem::Overlap { site: site.id.clone(), at: rfc3339(pair[1].span.from()) };
            Err(reader.error(location, "sites", problem))
        }
    }
}
