//! Announced work that Uptime Kuma plans, as far as its database says times: those of single plans
//! whose zone it names, and in an older 1.x the times that it made of its rules. Other plans are
//! rules, which nobody can follow back to the days on which they held.

use super::monitors::Monitors;
use crate::clock::{Span, Zone, parse_stamp};
use crate::layouts::sqlite::{Database, SqliteRow};
use crate::logs::{Archived, PlannedWork, ReadStop};
use crate::model::Maintenance;
use std::collections::{BTreeMap, BTreeSet};

/// The table of plans.
pub(super) const PLANS: &str = "maintenance";
/// Table of the monitors that a plan is for, and its columns.
const FOR: (&str, [&str; 2]) = ("monitor_maintenance", ["maintenance_id", "monitor_id"]);
/// Times that an older 1.x made of its plans, in UTC.
const SLOTS: (&str, [&str; 3]) =
    ("maintenance_timeslot", ["maintenance_id", "start_date", "end_date"]);
/// Strategy of a plan that is one time.
const SINGLE: &str = "single";

/// Reads the plans of a database.
pub(super) fn read(archived: &Archived<'_>) -> Result<PlannedWork, ReadStop> {
    let database = Database::open(archived)?;
    let zoned = database.contains(PLANS, &["timezone"]);
    let mut columns = vec!["id", "title", "active", "strategy", "start_date", "end_date"];
    columns.extend(zoned.then_some("timezone"));
    let mut plans = PlannedWork::default();
    if !database.contains(PLANS, &columns) || !database.contains(FOR.0, &FOR.1) {
        return Ok(plans);
    }
    let (mut monitors, mut sites) =
        (Monitors::read(&database)?, BTreeMap::<i64, BTreeSet<String>>::new());
    database.rows(FOR.0, &FOR.1, |_, row| {
        if let Some((plan, monitor)) = row.whole(0).zip(row.whole(1)) {
            sites.entry(plan).or_default().insert(monitors.names.of(monitor).to_owned());
        }
        Ok(())
    })?;
    let slots = times_by_plan(&database)?;
    database.rows(PLANS, &columns, |_, row| {
        let id = row.whole(0).unwrap_or_default();
        let Some(sites) = sites.get(&id).filter(|_| row.whole(2) != Some(0)) else { return Ok(()) };
        let times = match &slots {
            Some(slots) => slots.get(&id).cloned().unwrap_or_default(),
            None if zoned => time_of_single_plan(row).into_iter().collect(),
            None => Vec::new(),
        };
        plans.untimed_plans += u64::from(times.is_empty());
        let work = |span| Maintenance {
            sites: sites.iter().cloned().collect(),
            span,
            simulated: false,
            note: row.text(1).trim().to_owned(),
        };
        plans.maintenance.extend(times.into_iter().map(work));
        Ok(())
    })?;
    Ok(plans)
}

/// Returns the time of a single plan, by the wall clock of the zone that it names; `None` where it
/// names that of a server that nobody knows.
fn time_of_single_plan(row: SqliteRow<'_>) -> Option<Span> {
    let zone = Zone::named(&row.text(6)).ok()?;
    if row.text(3) != SINGLE {
        return None;
    }
    between(&row.text(4), &row.text(5), zone)
}

/// Returns the times of each plan, where the database has them.
fn times_by_plan(database: &Database<'_>) -> Result<Option<BTreeMap<i64, Vec<Span>>>, ReadStop> {
    if !database.contains(SLOTS.0, &SLOTS.1) {
        return Ok(None);
    }
    let mut slots: BTreeMap<i64, Vec<Span>> = BTreeMap::new();
    database.rows(SLOTS.0, &SLOTS.1, |_, row| {
        if let Some((plan, span)) = row.whole(0).zip(between(&row.text(1), &row.text(2), Zone::UTC))
        {
            slots.entry(plan).or_default().push(span);
        }
        Ok(())
    })?;
    Ok(Some(slots))
}

/// Reads two wall clocks of a zone as a span; `None` where they are none.
fn between(from: &str, until: &str, zone: Zone) -> Option<Span> {
    let at = |text: &str| parse_stamp(text, Some(zone)).ok();
    Span::new(at(from)?, at(until)?)
}
