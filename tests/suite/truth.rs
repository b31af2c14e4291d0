//! A known truth, and what vantages see of it.

use crate::fold_oracle::is_silence;
use corroborate::analysis::{self, RulesTried};
use corroborate::cli::DEFAULT_MEMORY;
use corroborate::clock::{Instant, SECOND, Span};
use corroborate::fold::{Fold, SeriesNames, Sorter};
use corroborate::model::{
    Cadence, CauseId, Incident, Location, ProbeSource, Refusals, Report, Sample, SeriesKey, Site,
    Status,
};

/// How a vantage probes.
#[derive(Debug, Clone)]
pub struct Vantage {
    pub cadence_s: i64,
    pub late_s: i64,
    pub one_lost_in: u64,
    /// From, and for how long, in seconds.
    pub silent: Option<(i64, i64)>,
    pub seed: u64,
}

impl Vantage {
    /// The moments of its probes, in microseconds, in order.
    pub fn probes(&self, record_s: i64) -> Vec<i64> {
        let mut state = self.seed | 1;
        let mut next = move || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            state >> 33
        };
        let mut probes: Vec<i64> = Vec::new();
        for n in 0..record_s / self.cadence_s {
            let late = (next() % (self.late_s as u64 + 1)) as i64;
            let at = n * self.cadence_s + late;
            let lost = next() % self.one_lost_in == 0;
            let silent = self.silent.is_some_and(|(from, long)| from <= at && at < from + long);
            if !lost && !silent && probes.last().is_none_or(|last| *last < at * SECOND) {
                probes.push(at * SECOND);
            }
        }
        probes
    }
}

/// One probe of a vantage.
#[derive(Debug, Clone, Copy)]
pub struct Probe {
    /// Microseconds.
    pub at: i64,
    pub up: bool,
}

/// When the site was down, in truth.
#[derive(Debug)]
pub struct Truth {
    pub downs: Vec<Span>,
}

impl Truth {
    /// Up and down by turns. No turn is shorter than the longest silence over which a state is
    /// assumed, so that none can hide between two probes; that is what M7 takes for granted.
    pub fn new(probes: &[Vec<i64>], turns: &[f64], first_up: bool, record_s: i64) -> Truth {
        let longest = probes.iter().map(|at| longest_observed(at)).max().unwrap_or(0).max(SECOND);
        let (mut from, mut up, mut downs) = (-longest, first_up, Vec::new());
        for turn in turns {
            let until = edge(probes, from + (longest as f64 * turn) as i64 + 1);
            if !up {
                downs.extend(Span::new(Instant(from), Instant(until)));
            }
            (from, up) = (until, !up);
        }
        downs.retain(|down| down.from().0 < record_s * SECOND);
        Truth { downs }
    }

    pub fn up_at(&self, at: i64) -> bool {
        !self.downs.iter().any(|down| down.contains(Instant(at)))
    }
}

/// A third of the edges fall just on a probe, and a third just after one: there an edge is off by
/// one, if anywhere.
fn edge(probes: &[Vec<i64>], at: i64) -> i64 {
    let next = probes.iter().flatten().filter(|probe| **probe >= at).min();
    next.filter(|_| at % 3 != 2).map_or(at, |next| next + at % 3)
}

/// The longest interval that is no silence.
fn longest_observed(at: &[i64]) -> i64 {
    let steps: Vec<i64> = at.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let observed = (0..steps.len()).filter(|number| !is_silence(&steps, *number, None));
    observed.map(|number| steps[number]).max().unwrap_or(0)
}

/// Examines what each vantage saw of one site; `None` where there is no probe.
pub fn examine(seen: &[Vec<Probe>]) -> Option<Report> {
    examine_beside(seen, &[])
}

/// Examines what each vantage saw of one site, with unknown probes of each vantage at these
/// moments besides; `None` where there is no probe.
pub fn examine_beside(seen: &[Vec<Probe>], unknown: &[Vec<i64>]) -> Option<Report> {
    let keys: Vec<SeriesKey> = (0..seen.len())
        .map(|n| SeriesKey { site: "site".into(), vantage: format!("v{n}"), source: 0 })
        .collect();
    let sources = [ProbeSource::new("probes", Cadence::Poll)];
    let causes = ["200".to_owned(), "503".to_owned()];
    let known = seen
        .iter()
        .enumerate()
        .flat_map(|(n, probes)| probes.iter().map(move |probe| sample(n as u32, *probe)));
    let unknown = unknown.iter().enumerate().flat_map(|(n, moments)| {
        let probe = move |at: &i64| Sample {
            status: Status::Unknown,
            ..sample(n as u32, Probe { at: *at, up: false })
        };
        moments.iter().map(probe)
    });
    let samples: Vec<Sample> = known.chain(unknown).collect();
    if samples.is_empty() {
        return None;
    }
    let mut fold = Fold::default();
    samples.iter().for_each(|sample| fold.push(*sample, &causes));
    let names = SeriesNames { keys: &keys, causes: &causes, sources: &sources };
    let mut sorter = Sorter::of(&fold.series_to_sort(names), DEFAULT_MEMORY);
    samples.iter().for_each(|sample| sorter.push(*sample));
    let record = fold.finish(sorter.finish(names).unwrap(), names);
    let (incident, refusals) = (incident(sources.to_vec()), Refusals::default());
    Some(
        analysis::report(incident, &record, Vec::new(), refusals, RulesTried::InForce.into())
            .unwrap(),
    )
}

fn sample(series: u32, probe: Probe) -> Sample {
    let status = if probe.up { Status::Up } else { Status::Down };
    let location = Location { file: 0, line: 1 };
    Sample {
        series,
        at: Instant(probe.at),
        status,
        cause: CauseId(u16::from(!probe.up)),
        latency_us: None,
        location,
    }
}

fn incident(sources: Vec<ProbeSource>) -> Incident {
    Incident {
        title: "Truth".into(),
        sites: vec![Site { id: "site".into(), name: "Site".into(), ..Site::default() }],
        sources,
        ..Incident::new("truth")
    }
}
