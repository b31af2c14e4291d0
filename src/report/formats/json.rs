//! `incident.json`: the whole frozen report, lengths in exact microseconds, for programs.

mod moments;
mod outages;
mod sites;
mod statements;

use super::manifest::File;
use crate::model::{CurvePoint, DownCount, Refusals, Report, Rules as InForce, Totals};
use moments::{At, Between, at};
use serde::Serialize;
use std::collections::BTreeMap;

/// What kind of file it is.
const SCHEMA: &str = "corroborate/incident";

/// Changes whenever a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// The report as JSON, with a line end after it.
///
/// # Errors
/// Where the text cannot be made: a fault of this program, not of its input.
pub fn incident(report: &Report) -> Result<String, serde_json::Error> {
    let incident = Incident {
        schema: SCHEMA,
        schema_version: SCHEMA_VERSION,
        name: &report.name,
        title: &report.title,
        notice: report.notice.as_deref(),
        simulated: report.simulated,
        zone: report.zone.name(),
        window: report.window.map(Between::of),
        rules: Rules::of(&report.rules),
        totals: Headline::of(&report.totals),
        inputs: report.inputs.iter().map(File::of).collect(),
        sites: report.sites.iter().map(sites::Site::of).collect(),
        outages: report.outages.iter().map(|outage| outages::Outage::of(report, outage)).collect(),
        blips: report.blips.iter().map(|blip| outages::Outage::of(report, blip)).collect(),
        partials: report.partials.iter().map(outages::Partial::of).collect(),
        common_modes: report.common_modes.iter().map(outages::CommonMode::of).collect(),
        claims: report.claims.iter().map(|claim| statements::Claim::of(report, claim)).collect(),
        verdicts: report.verdicts.iter().map(statements::Verdict::of).collect(),
        refusals: SetAside::of(&report.refusals),
        down_counts: report.down_counts.iter().map(Step::of).collect(),
        recovery: report.recovery.iter().map(Point::of).collect(),
    };
    Ok(serde_json::to_string_pretty(&incident)? + "\n")
}

#[derive(Serialize)]
struct Incident<'a> {
    schema: &'static str,
    schema_version: u32,
    name: &'a str,
    title: &'a str,
    notice: Option<&'a str>,
    simulated: bool,
    zone: &'static str,
    window: Option<Between>,
    rules: Rules<'a>,
    totals: Headline,
    inputs: Vec<File<'a>>,
    sites: Vec<sites::Site<'a>>,
    outages: Vec<outages::Outage<'a>>,
    blips: Vec<outages::Outage<'a>>,
    partials: Vec<outages::Partial<'a>>,
    common_modes: Vec<outages::CommonMode<'a>>,
    claims: Vec<statements::Claim<'a>>,
    verdicts: Vec<statements::Verdict<'a>>,
    refusals: SetAside<'a>,
    down_counts: Vec<Step>,
    recovery: Vec<Point>,
}

#[derive(Serialize)]
struct Rules<'a> {
    quorum: String,
    confirm: u64,
    stable_for_us: i64,
    lead_us: i64,
    lag_us: i64,
    look_back_us: i64,
    tolerance_us: i64,
    floor_percent: i64,
    slow_us: Option<i64>,
    up_codes: &'a [u16],
    challenged_codes: &'a [u16],
    down_codes: &'a [u16],
}

impl Rules<'_> {
    fn of(rules: &InForce) -> Rules<'_> {
        Rules {
            quorum: rules.quorum.word(),
            confirm: rules.confirm,
            stable_for_us: rules.stable_for_us,
            lead_us: rules.lead_us,
            lag_us: rules.lag_us,
            look_back_us: rules.look_back_us,
            tolerance_us: rules.tolerance_us,
            floor_percent: rules.floor_percent,
            slow_us: rules.slow_us,
            up_codes: &rules.up_codes,
            challenged_codes: &rules.challenged_codes,
            down_codes: &rules.down_codes,
        }
    }
}

#[derive(Serialize)]
struct Headline {
    sites: usize,
    measured: usize,
    affected: usize,
    affected_claimed: usize,
    claimed: usize,
    claimed_measured: usize,
    downtime_at_least_us: i64,
    downtime_at_most_us: Option<i64>,
    downtime_at_least_outside_maintenance_us: i64,
    downtime_at_most_outside_maintenance_us: Option<i64>,
    closed: usize,
    downtime_closed_at_least_us: i64,
    downtime_closed_at_most_us: Option<i64>,
    verdicts: Vec<Count>,
}

impl Headline {
    fn of(totals: &Totals) -> Headline {
        Headline {
            sites: totals.sites,
            measured: totals.measured,
            affected: totals.affected,
            affected_claimed: totals.affected_claimed,
            claimed: totals.claimed,
            claimed_measured: totals.claimed_measured,
            downtime_at_least_us: totals.downtime.least_us,
            downtime_at_most_us: totals.downtime.most_us,
            downtime_at_least_outside_maintenance_us: totals.downtime_outside_maintenance.least_us,
            downtime_at_most_outside_maintenance_us: totals.downtime_outside_maintenance.most_us,
            closed: totals.closed,
            downtime_closed_at_least_us: totals.downtime_closed.least_us,
            downtime_closed_at_most_us: totals.downtime_closed.most_us,
            verdicts: totals.verdicts.iter().map(|(result, verdicts)| Count { result: result.word(), verdicts: *verdicts }).collect(),
        }
    }
}

#[derive(Serialize)]
struct Count {
    result: &'static str,
    verdicts: usize,
}

#[derive(Serialize)]
struct SetAside<'a> {
    count: u64,
    by_kind: &'a BTreeMap<&'static str, u64>,
    listed: Vec<Refusal<'a>>,
}

impl SetAside<'_> {
    fn of(refusals: &Refusals) -> SetAside<'_> {
        let listed = refusals.listed.iter().map(|refusal| Refusal {
            file: &refusal.file,
            line: refusal.line,
            column: refusal.column,
            name: &refusal.name,
            kind: refusal.kind.word(),
            message: refusal.kind.to_string(),
        });
        SetAside { count: refusals.count(), by_kind: &refusals.by_kind, listed: listed.collect() }
    }
}

#[derive(Serialize)]
struct Refusal<'a> {
    file: &'a str,
    line: u64,
    column: usize,
    name: &'a str,
    kind: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Step {
    from: At,
    certain: usize,
    possible: usize,
    observed: usize,
}

impl Step {
    fn of(count: &DownCount) -> Step {
        Step { from: at(count.from), certain: count.certain, possible: count.possible, observed: count.observed }
    }
}

#[derive(Serialize)]
struct Point {
    since_us: i64,
    share_back_min: f64,
    share_back_max: f64,
}

impl Point {
    fn of(point: &CurvePoint) -> Point {
        Point { since_us: point.since_us, share_back_min: point.least, share_back_max: point.most }
    }
}
