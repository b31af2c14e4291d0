//! `incident.json`: the whole frozen report, lengths in exact microseconds, for programs.

mod moments;
mod outages;
mod sites;
mod statements;

use super::manifest::File;
use crate::model::{
    CurvePoint, DownCount, Refusal as Row, Refusals, Report, Rules as InForce, Totals,
};
use moments::{At, Between, Each, at};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::collections::BTreeMap;
use std::io::Write;

/// What kind of file it is.
const SCHEMA: &str = "corroborate/incident";

/// Changes whenever a key changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

/// Writes the report as JSON, with a line end after it. Its lists are made while they are written:
/// none is held.
///
/// # Errors
/// Where it cannot be written.
pub fn incident(report: &Report, mut into: impl Write) -> Result<(), serde_json::Error> {
    serde_json::to_writer_pretty(&mut into, &Incident(report))?;
    into.write_all(b"\n").map_err(serde_json::Error::io)
}

struct Incident<'a>(&'a Report);

impl Serialize for Incident<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Incident(report) = *self;
        let mut object = serializer.serialize_struct("Incident", KEYS)?;
        object.serialize_field("schema", SCHEMA)?;
        object.serialize_field("schema_version", &SCHEMA_VERSION)?;
        object.serialize_field("name", &report.name)?;
        object.serialize_field("title", &report.title)?;
        object.serialize_field("notice", &report.notice)?;
        object.serialize_field("simulated", &report.simulated)?;
        object.serialize_field("zone", report.zone.name())?;
        object.serialize_field("window", &report.window.map(Between::of))?;
        object.serialize_field("rules", &Rules::of(&report.rules))?;
        object.serialize_field("totals", &Headline::of(&report.totals))?;
        object.serialize_field("inputs", &Each(&report.inputs, File::of))?;
        object.serialize_field("sites", &Each(&report.sites, sites::Site::of))?;
        object.serialize_field(
            "outages",
            &Each(&report.outages, |outage| outages::Outage::of(report, outage)),
        )?;
        object.serialize_field(
            "blips",
            &Each(&report.blips, |blip| outages::Outage::of(report, blip)),
        )?;
        object.serialize_field("partials", &Each(&report.partials, outages::Partial::of))?;
        object.serialize_field(
            "common_modes",
            &Each(&report.common_modes, outages::CommonMode::of),
        )?;
        object.serialize_field(
            "claims",
            &Each(&report.claims, |claim| statements::Claim::of(report, claim)),
        )?;
        object.serialize_field("verdicts", &Each(&report.verdicts, statements::Verdict::of))?;
        object.serialize_field("refusals", &SetAside::of(&report.refusals))?;
        object.serialize_field("down_counts", &Each(&report.down_counts, Step::of))?;
        object.serialize_field("recovery", &Each(&report.recovery, Point::of))?;
        object.end()
    }
}

/// Keys of the whole.
const KEYS: usize = 21;

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
            quorum: rules.quorum.as_str(),
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
            verdicts: totals
                .verdicts
                .iter()
                .map(|(result, verdicts)| Count { result: result.as_str(), verdicts: *verdicts })
                .collect(),
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
    listed: Each<'a, Row, fn(&'a Row) -> Refusal<'a>>,
}

impl SetAside<'_> {
    fn of(refusals: &Refusals) -> SetAside<'_> {
        SetAside {
            count: refusals.count(),
            by_kind: &refusals.by_kind,
            listed: Each(&refusals.listed, Refusal::of),
        }
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

impl Refusal<'_> {
    fn of(refusal: &Row) -> Refusal<'_> {
        Refusal {
            file: &refusal.file,
            line: refusal.line,
            column: refusal.column,
            name: &refusal.name,
            kind: refusal.kind.as_str(),
            message: refusal.kind.to_string(),
        }
    }
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
        Step {
            from: at(count.from),
            certain: count.certain,
            possible: count.possible,
            observed: count.observed,
        }
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
