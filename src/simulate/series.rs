//! The probes of one vantage at one site, one after the other, none held.

use super::rng::DrawStream;
use super::scenario::{ProbeAnswer, Scenario, SimulatedSite, Vantage};
use crate::clock::{Decimals, Instant, SECOND};

/// Label of the random stream of a series. It is part of the seed, so another label would draw
/// other logs than the committed ones.
const PROBE_STREAM: &str = "looks";

/// Answer to a probe that fails alone.
const BLIP: ProbeAnswer = ProbeAnswer::Error("timeout");
/// Answer to a probe of a site that is up.
const UP: ProbeAnswer = ProbeAnswer::Status(200);

/// A probe, as it becomes a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Probe {
    pub at: Instant,
    pub answer: ProbeAnswer,
    /// `None` where nothing answered.
    pub latency_ms: Option<u32>,
}

/// Draws of one probe. Each probe draws all of them, so that a gap or an outage does not shift the
/// probes after it.
struct ProbeDraws {
    /// Microseconds by which the probe is late.
    jitter: i64,
    /// Draw below the rate of losses where the probe is lost.
    loss: u32,
    /// Draw below the rate of blips where the probe fails by itself.
    blip: u32,
    /// Even where the answer is faster than the median.
    side: u32,
    /// Distance of the answer's time from the median.
    distance: u32,
}

/// Iterator over the probes of one series, in order of time.
pub(super) struct ProbeSeries<'a> {
    scenario: &'a Scenario,
    vantage: &'a Vantage,
    /// Index of the vantage in the scenario.
    vantage_index: usize,
    site: &'a SimulatedSite,
    draws: DrawStream,
    /// Moment at which the next probe is due, before its jitter.
    due: Instant,
    /// Median time to answer of this series, in milliseconds.
    median_ms: i64,
    /// Index of the first fault that is not over.
    next_fault: usize,
}

impl<'a> ProbeSeries<'a> {
    /// Builds the series of a vantage and a site, by their indices.
    pub(crate) fn new(
        scenario: &'a Scenario,
        vantage_index: usize,
        site: usize,
    ) -> ProbeSeries<'a> {
        let (vantage, site) = (&scenario.vantages[vantage_index], &scenario.sites[site]);
        let mut draws = DrawStream::new(scenario.seed, &[PROBE_STREAM, &site.id, &vantage.name]);
        let stagger = step_down(draws.below(vantage.pace.stagger + 1), unit(vantage.pace.stagger));
        let median = i64::from(vantage.latency.median_ms);
        ProbeSeries {
            scenario,
            vantage,
            vantage_index,
            site,
            due: scenario.span.from().plus(vantage.pace.offset + stagger),
            // Sites differ: each has its own median, from three quarters of the vantage's to one
            // and a half.
            median_ms: median * 3 / 4 + draws.below(median * 3 / 4 + 1),
            draws,
            next_fault: 0,
        }
    }

    /// Returns the decimals of a second that the stamps of all its probes fit into.
    pub(super) fn decimals(&self) -> Decimals {
        let pace = &self.vantage.pace;
        let steps = [self.due, Instant(pace.cadence), Instant(unit(pace.jitter))];
        steps.map(Decimals::of).into_iter().fold(Decimals::None, Decimals::max)
    }

    /// Draws all that varies from probe to probe.
    fn draw(&mut self) -> ProbeDraws {
        let jitter = self.vantage.pace.jitter;
        ProbeDraws {
            jitter: step_down(self.draws.below(jitter + 1), unit(jitter)),
            loss: self.draws.any(),
            blip: self.draws.any(),
            side: self.draws.any(),
            distance: self.draws.any(),
        }
    }

    /// Returns the answer to the probe at `at`.
    fn answer(&mut self, at: Instant, blip: u32) -> ProbeAnswer {
        let vantage = self.vantage;
        if let Some(sick) = vantage.sick.iter().find(|sick| sick.span.contains(at)) {
            return ProbeAnswer::Error(sick.error);
        }
        let faults = &self.site.faults;
        while faults.get(self.next_fault).is_some_and(|fault| fault.span.until() <= at) {
            self.next_fault += 1;
        }
        match faults.get(self.next_fault) {
            Some(fault) if fault.shows(self.vantage_index, at) => fault.answer,
            _ if vantage.blips.contains(blip) => BLIP,
            _ => UP,
        }
    }

    /// Returns the time to answer, in milliseconds: for half of the probes under the median, by up
    /// to half the spread; for the others over it, by up to twice the spread, and the less likely
    /// the further.
    fn latency_ms(&self, draws: &ProbeDraws) -> u32 {
        let spread = i64::from(self.vantage.latency.spread_ms);
        let distance = i64::from(draws.distance >> 16);
        let ms = match draws.side % 2 {
            0 => self.median_ms - ((spread * distance) >> 17),
            _ => self.median_ms + ((((2 * spread * distance) >> 16) * distance) >> 16),
        };
        u32::try_from(ms.max(1)).unwrap_or(u32::MAX)
    }
}

impl Iterator for ProbeSeries<'_> {
    type Item = Probe;

    fn next(&mut self) -> Option<Probe> {
        loop {
            let due = self.due;
            if due >= self.scenario.span.until() {
                return None;
            }
            let vantage = self.vantage;
            self.due = due.plus(vantage.pace.cadence);
            let draws = self.draw();
            let at = due.plus(draws.jitter);
            if !self.scenario.span.contains(at)
                || vantage.gaps.contains(at)
                || vantage.loss.contains(draws.loss)
            {
                continue;
            }
            let answer = self.answer(at, draws.blip);
            let has_answered = matches!(answer, ProbeAnswer::Status(_));
            let latency_ms = has_answered.then(|| self.latency_ms(&draws));
            return Some(Probe { at, answer, latency_ms });
        }
    }
}

/// Returns the unit of draws up to a length, in microseconds: a second where the length is a whole
/// number of seconds, else a millisecond.
fn unit(length: i64) -> i64 {
    if length % SECOND == 0 { SECOND } else { SECOND / 1000 }
}

/// Cuts a length down to a multiple of a unit.
fn step_down(us: i64, unit: i64) -> i64 {
    us - us.rem_euclid(unit)
}
