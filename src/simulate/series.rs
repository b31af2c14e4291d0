//! The probes of one vantage at one site, one after the other, nothing held.

use super::rng::Draws;
use super::scenario::{Answer, Scenario, Site, Vantage, What};
use crate::clock::{Instant, SECOND};

/// Label of the random stream of a series. It is part of the seed, so another label would draw other
/// logs than the committed ones.
const PROBE_STREAM: &str = "looks";

/// What a lone failed probe shows.
const BLIP: Answer = Answer::Error("timeout");
/// What a probe at a site that is up shows.
const UP: Answer = Answer::Status(200);

/// One row to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Probe {
    pub at: Instant,
    pub answer: Answer,
    /// Only where something answered.
    pub latency_ms: Option<u32>,
    pub kind: Kind,
}

/// Why a probe shows what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Up,
    Down,
    Challenged,
    /// The vantage itself failed.
    Sick,
    /// Nothing failed but this probe.
    Blip,
}

/// What varies from probe to probe. Each probe draws all of it, so that a gap or an outage does not
/// shift the probes after it.
struct Dice {
    jitter: i64,
    loss: u32,
    blip: u32,
    side: u32,
    far: u32,
}

/// The probes of one series, in order of time.
pub(super) struct Series<'a> {
    scenario: &'a Scenario,
    vantage: (usize, &'a Vantage),
    site: &'a Site,
    draws: Draws,
    /// When the next probe is due, before its jitter.
    due: Instant,
    /// This series' own median, in milliseconds.
    median_ms: i64,
    /// The first trouble that is not over.
    trouble: usize,
}

impl<'a> Series<'a> {
    /// The series of a vantage and a site, by their indices.
    pub fn new(scenario: &'a Scenario, vantage: usize, site: usize) -> Series<'a> {
        let (index, vantage, site) = (vantage, &scenario.vantages[vantage], &scenario.sites[site]);
        let mut draws = Draws::new(scenario.seed, &[PROBE_STREAM, &site.id, &vantage.name]);
        let stagger = step_down(draws.below(vantage.pace.stagger + 1), unit(vantage.pace.stagger));
        let median = i64::from(vantage.latency.median_ms);
        Series {
            scenario,
            vantage: (index, vantage),
            site,
            due: scenario.span.from().plus(vantage.pace.offset + stagger),
            // Sites differ: each has its own median, from three quarters of the vantage's to one
            // and a half.
            median_ms: median * 3 / 4 + draws.below(median * 3 / 4 + 1),
            draws,
            trouble: 0,
        }
    }

    fn dice(&mut self) -> Dice {
        let jitter = self.vantage.1.pace.jitter;
        Dice {
            jitter: step_down(self.draws.below(jitter + 1), unit(jitter)),
            loss: self.draws.any(),
            blip: self.draws.any(),
            side: self.draws.any(),
            far: self.draws.any(),
        }
    }

    /// What the probe at `at` shows.
    fn shown(&mut self, at: Instant, blip: u32) -> (Answer, Kind) {
        let (index, vantage) = self.vantage;
        if let Some((_, word)) = vantage.sick.iter().find(|(span, _)| span.contains(at)) {
            return (Answer::Error(word), Kind::Sick);
        }
        while self.site.troubles.get(self.trouble).is_some_and(|trouble| trouble.span.until() <= at)
        {
            self.trouble += 1;
        }
        match self.site.troubles.get(self.trouble) {
            Some(trouble) if trouble.shows(index, at) => match trouble.what {
                What::Down => (trouble.answer, Kind::Down),
                What::Challenged => (trouble.answer, Kind::Challenged),
            },
            _ if vantage.blips.hit(blip) => (BLIP, Kind::Blip),
            _ => (UP, Kind::Up),
        }
    }

    /// Half of the probes are under the median, by up to half the spread; the others over it, by up
    /// to twice the spread, thinning out.
    fn latency(&self, dice: &Dice) -> u32 {
        let spread = i64::from(self.vantage.1.latency.spread_ms);
        let far = i64::from(dice.far >> 16);
        let ms = match dice.side % 2 {
            0 => self.median_ms - ((spread * far) >> 17),
            _ => self.median_ms + ((((2 * spread * far) >> 16) * far) >> 16),
        };
        u32::try_from(ms.max(1)).unwrap_or(u32::MAX)
    }
}

impl Iterator for Series<'_> {
    type Item = Probe;

    fn next(&mut self) -> Option<Probe> {
        loop {
            let due = self.due;
            if due >= self.scenario.span.until() {
                return None;
            }
            self.due = due.plus(self.vantage.1.pace.cadence);
            let dice = self.dice();
            let at = due.plus(dice.jitter);
            let vantage = self.vantage.1;
            if !self.scenario.span.contains(at)
                || vantage.gaps.contains(at)
                || vantage.loss.hit(dice.loss)
            {
                continue;
            }
            let (answer, kind) = self.shown(at, dice.blip);
            let latency_ms = matches!(answer, Answer::Status(_)).then(|| self.latency(&dice));
            return Some(Probe { at, answer, latency_ms, kind });
        }
    }
}

/// Draws of a whole number of seconds stay whole seconds; finer ones go to the millisecond.
fn unit(length: i64) -> i64 {
    if length % SECOND == 0 { SECOND } else { SECOND / 1000 }
}

fn step_down(us: i64, unit: i64) -> i64 {
    us - us.rem_euclid(unit)
}
