//! Sites and outages by the number, for archives of any size.

use super::error::{Problem, ScenarioError};
use super::faults;
use super::reader::{Reader, whole_seconds};
use super::rng::DrawStream;
use super::scenario::{FaultKind, OpenEnds, ProbeAnswer, SimulatedSite, SiteFault};
use super::scenario_toml::{GenerateToml, ScenarioToml};
use crate::clock::{HOUR, MINUTE, Span, length};

/// Length of the shortest outage, in microseconds, where the scenario does not say.
const SHORTEST: i64 = 3 * MINUTE;
/// Length of the longest outage, in microseconds, where the scenario does not say.
const LONGEST: i64 = 6 * HOUR;
/// Answers of a site that is down; one that stands twice is twice as likely.
const ANSWERS: [ProbeAnswer; 6] = [
    ProbeAnswer::Status(503),
    ProbeAnswer::Status(503),
    ProbeAnswer::Status(502),
    ProbeAnswer::Status(504),
    ProbeAnswer::Error("timeout"),
    ProbeAnswer::Error("connect"),
];

/// Returns the ids of the generated sites: `s0001` and so on.
pub(super) fn ids(reader: &Reader, wanted: &GenerateToml) -> Result<Vec<String>, ScenarioError> {
    let count = *wanted.sites.get_ref();
    if !(1..=99_999).contains(&count) {
        return Err(reader.error(wanted.sites.span(), "generate.sites", Problem::NotACount(count)));
    }
    let width = if count > 9_999 { 5 } else { 4 };
    Ok((1..=count).map(|number| format!("s{number:0width$}")).collect())
}

/// Gives each generated site its outages: the time is cut into equal parts, and each part holds
/// one.
pub(super) fn outages(
    reader: &Reader,
    file: &ScenarioToml,
    sites: &mut [SimulatedSite],
) -> Result<(), ScenarioError> {
    let Some(wanted) = file.generate.as_ref().filter(|wanted| wanted.outages_per_site > 0) else {
        return Ok(());
    };
    let shortest = wanted
        .shortest
        .as_ref()
        .map_or(Ok(SHORTEST), |text| reader.some_length(text, "generate.shortest"))?;
    let longest = wanted
        .longest
        .as_ref()
        .map_or(Ok(LONGEST.max(shortest)), |text| reader.some_length(text, "generate.longest"))?;
    let faults = u64::from(wanted.outages_per_site) * u64::from(*wanted.sites.get_ref());
    faults::check_count(reader, wanted.sites.span(), "generate", faults)?;
    let part = reader.span.length() / i64::from(wanted.outages_per_site);
    if longest < shortest || longest >= part {
        let problem = Problem::TooMany { count: wanted.outages_per_site, longest: length(longest) };
        return Err(reader.error(wanted.sites.span(), "generate", problem));
    }
    for id in ids(reader, wanted)? {
        // Sites are sorted by id; some may be skipped.
        let Ok(at) = sites.binary_search_by(|site| site.id.cmp(&id)) else { continue };
        let site = &mut sites[at];
        let mut draws = DrawStream::new(reader.seed, &["outages", &id]);
        let mut faults = Vec::new();
        for number in 0..i64::from(wanted.outages_per_site) {
            // The lesser of two draws: short outages are more common than long ones.
            let range = longest - shortest + 1;
            let extra = draws.below(range).min(draws.below(range));
            let lasting = whole_seconds(shortest + extra);
            let into_part = whole_seconds(draws.below(part - lasting));
            let from = reader.span.from().plus(number * part + into_part);
            let answer = ANSWERS[usize::try_from(draws.below(6)).unwrap_or_default()];
            let span =
                Span::new(from, from.plus(lasting)).and_then(|span| span.intersection(reader.span));
            faults.extend(span.map(|span| SiteFault {
                span,
                open: OpenEnds::default(),
                kind: FaultKind::Down,
                answer,
                vantages: None,
                note: "generated".to_owned(),
            }));
        }
        faults::add(reader, wanted.sites.span(), site, faults)?;
    }
    Ok(())
}
