//! The vantages of a scenario: sites, pace and own failures of each.

use super::error::{Problem, ScenarioError};
use super::reader::Reader;
use super::scenario::{ProbeTimes, SickTime, SimulatedSite, Vantage};
use super::scenario_toml::{LatencyToml, ScenarioToml, TextToml, VantageToml};

/// Most probes of a scenario: some 25 GB of rows.
pub(super) const MOST_PROBES: u128 = 500_000_000;
/// Most vantages of a scenario: the log of each is open while it is written, and a system lets a
/// program open some 256 files at least.
pub(super) const MOST_VANTAGES: usize = 200;
/// Answer times of a vantage without its own.
const LATENCY: LatencyToml = LatencyToml { median_ms: 200, spread_ms: 100 };

/// Reads every vantage, in the order of the file.
pub(super) fn read(
    reader: &Reader,
    file: &ScenarioToml,
    sites: &[SimulatedSite],
) -> Result<Vec<Vantage>, ScenarioError> {
    let mut vantages: Vec<Vantage> = Vec::new();
    let mut probes = 0;
    for written in &file.vantage {
        let vantage = read_one(reader, file, written, sites)?;
        if vantages.iter().any(|before| before.name == vantage.name) {
            return Err(reader.error(
                written.name.span(),
                "vantage.name",
                Problem::Repeated(vantage.name),
            ));
        }
        probes += probes_of(&vantage, reader);
        if probes > MOST_PROBES {
            let problem = Problem::TooManyProbes { probes, most: MOST_PROBES };
            return Err(reader.error(written.name.span(), "vantage", problem));
        }
        if vantages.len() == MOST_VANTAGES {
            let problem = Problem::TooManyVantages(MOST_VANTAGES);
            return Err(reader.error(written.name.span(), "vantage", problem));
        }
        vantages.push(vantage);
    }
    Ok(vantages)
}

/// Counts the probes that a vantage makes in the time of the scenario, lost ones included.
fn probes_of(vantage: &Vantage, reader: &Reader) -> u128 {
    let of_site = reader.span.length().unsigned_abs().div_ceil(vantage.pace.cadence.unsigned_abs());
    u128::from(of_site) * vantage.sites.len() as u128
}

/// Reads one vantage.
fn read_one(
    reader: &Reader,
    file: &ScenarioToml,
    written: &VantageToml,
    sites: &[SimulatedSite],
) -> Result<Vantage, ScenarioError> {
    let rest = &file.probes;
    let name = written.name.get_ref().clone();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(fits) {
        return Err(reader.error(written.name.span(), "vantage.name", Problem::NotAName(name)));
    }
    let chosen = match &written.only {
        Some(only) => reader.targets(only, "vantage.only", sites)?,
        None => (0..sites.len()).collect(),
    };
    let mut gaps = Vec::new();
    for gap in &written.gaps {
        gaps.push(reader.between(&gap.from, &gap.until)?);
    }
    let mut sick = Vec::new();
    for time in &written.sick {
        let error = time.error.as_ref().map_or(Ok("connect"), |word| reader.error_word(word))?;
        sick.push(SickTime { span: reader.between(&time.from, &time.until)?, error });
    }
    Ok(Vantage {
        name,
        sites: chosen,
        pace: pace(reader, file, written)?,
        loss: reader.share(written.loss.as_ref().or(rest.loss.as_ref()), "loss")?,
        blips: reader.share(written.blip_rate.as_ref().or(rest.blip_rate.as_ref()), "blip_rate")?,
        latency: written.latency.or(rest.latency).unwrap_or(LATENCY),
        gaps: gaps.into_iter().collect(),
        sick,
    })
}

/// Reads the pace of a vantage; `[probes]` has what the vantage does not have.
fn pace(
    reader: &Reader,
    file: &ScenarioToml,
    written: &VantageToml,
) -> Result<ProbeTimes, ScenarioError> {
    let rest = &file.probes;
    let cadence = written.cadence.as_ref().or(rest.cadence.as_ref()).ok_or_else(|| {
        let problem = Problem::NoCadence(written.name.get_ref().clone());
        reader.error(written.name.span(), "vantage.cadence", problem)
    })?;
    let jitter = written.jitter.as_ref().or(rest.jitter.as_ref());
    let length = |text: Option<&TextToml>, key| text.map_or(Ok(0), |text| reader.length(text, key));
    let pace = ProbeTimes {
        cadence: reader.some_length(cadence, "cadence")?,
        jitter: length(jitter, "jitter")?,
        stagger: length(written.stagger.as_ref().or(rest.stagger.as_ref()), "stagger")?,
        offset: length(written.offset.as_ref(), "offset")?,
    };
    match jitter {
        Some(text) if pace.jitter >= pace.cadence => {
            Err(reader.error(text.span(), "jitter", Problem::Jitter))
        }
        _ => Ok(pace),
    }
}
