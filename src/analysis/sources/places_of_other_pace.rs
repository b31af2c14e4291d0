//! Vantages of a site that probe it at other paces: where a quorum needs the slower ones, an edge
//! of an outage is known to their pace alone, though a finer one saw it more closely (M9).

use crate::analysis::set_aside::outpaced::is_outpaced;
use crate::clock::Bracket;
use crate::model::{Gap, OtherPaces, Outage, Run, SeriesRecord, SourceDoubtKind, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Doubt about the paces of vantages, and the number of the source whose probes tell more.
pub(in crate::analysis) type PaceDoubt = (usize, SourceDoubtKind);

/// Finds the doubt about outages with an edge that a finer vantage saw more closely than their
/// brackets tell; `None` where there is no such outage. It names the site that has most of them,
/// the first of several by id.
pub(in crate::analysis) fn doubt(series: &[SeriesRecord], outages: &[Outage]) -> Option<PaceDoubt> {
    let mut by_site: BTreeMap<&str, Vec<&SeriesRecord>> = BTreeMap::new();
    for one in series {
        by_site.entry(&one.key.site).or_default().push(one);
    }
    let mut down: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        down.entry(&outage.site).or_default().push(outage);
    }
    let (mut wide_outages, mut sites) = (0, 0);
    let mut example: Option<(u64, &SeriesRecord, &[&SeriesRecord])> = None;
    for (site, series) in &by_site {
        let Some(finest) = finest(series) else { continue };
        let at_site = down.get(site).into_iter().flatten();
        let wide = at_site.filter(|outage| is_wide(outage, finest)).count() as u64;
        if wide == 0 {
            continue;
        }
        (wide_outages, sites) = (wide_outages + wide, sites + 1);
        if example.is_none_or(|(most, ..)| most < wide) {
            example = Some((wide, finest, series));
        }
    }
    let (_, finest, series) = example?;
    let finest_us = finest.pace_us?;
    let slower = || series.iter().filter(|one| is_slower(one, finest_us));
    let places: BTreeSet<&str> = slower().map(|one| one.key.vantage.as_str()).collect();
    let paces = OtherPaces {
        site: finest.key.site.clone(),
        finer: finest.key.vantage.clone(),
        finer_us: finest_us,
        slower: places.len() as u64,
        slower_us: slower().filter_map(|one| one.pace_us).min()?,
        outages: wide_outages,
        sites,
    };
    Some((finest.key.source, SourceDoubtKind::PlacesOfOtherPace(paces)))
}

/// Finds the series of a site with the shortest pace, where it outpaces another one.
fn finest<'r>(series: &[&'r SeriesRecord]) -> Option<&'r SeriesRecord> {
    let with_pace = series.iter().copied().filter(|one| one.pace_us.is_some());
    let finest = with_pace.min_by_key(|one| one.pace_us)?;
    let is_finer = series.iter().any(|one| is_slower(one, finest.pace_us.unwrap_or(i64::MAX)));
    is_finer.then_some(finest)
}

/// Says whether a series is outpaced by one of this pace.
fn is_slower(series: &SeriesRecord, finer_us: i64) -> bool {
    series.pace_us.is_some_and(|us| is_outpaced(us, finer_us))
}

/// Says whether an edge of an outage has a bracket that is wider than what a finer series saw.
fn is_wide(outage: &Outage, finer: &SeriesRecord) -> bool {
    has_closer_change(outage.onset, finer, [Status::Up, Status::Down])
        || has_closer_change(outage.recovery, finer, [Status::Down, Status::Up])
}

/// Says whether a series saw one state follow another inside of a bracket that is much wider.
fn has_closer_change(bracket: Bracket, series: &SeriesRecord, [from, to]: [Status; 2]) -> bool {
    let Some((after, by)) = bracket.after.zip(bracket.by) else { return false };
    let runs = &series.runs;
    let first = runs.partition_point(|run| run.last < after);
    let near = runs[first..].windows(2).take_while(|pair| pair[1].first <= by);
    let is_closer = |pair: &[Run]| {
        let changed_us = pair[1].first.since(pair[0].last);
        state(&pair[0]) == from
            && state(&pair[1]) == to
            && pair[1].gap == Gap::Observed
            && is_outpaced(by.since(after), changed_us)
    };
    near.into_iter().any(is_closer)
}

/// Returns the state of a run: degraded counts as up.
fn state(run: &Run) -> Status {
    match run.status {
        Status::Degraded => Status::Up,
        status => status,
    }
}
