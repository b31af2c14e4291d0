//! Series that probe a site much more rarely than another one does: what they saw at two of their
//! probes says nothing of a time between these at which the other saw something else (M9).

use super::known_probes::Recording;
use super::series::SeriesView;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{Rules, Status};

/// Spell of one state: probes in a row with no other known result and no silence between them.
struct Spell {
    state: Status,
    /// From the first to the last of its probes.
    span: Span,
    /// From behind the known probe before it to the one after it, where no silence lies between.
    around: Span,
    probes: u64,
}

/// Times at which a series yields to finer ones of its site.
#[derive(Debug, Clone, Default)]
pub(super) struct OutpacedTimes {
    /// Times at which it has no voice, as a finer series saw another state between two of its
    /// probes.
    pub(super) muted: IntervalSet,
    /// Times between two of its probes of different states, with which each finer series agrees
    /// that observes the site then: nothing of its own is lost where these tell more.
    pub(super) yielded: IntervalSet,
}

/// Takes its voice from each series at the times at which it is outpaced, which come in the same
/// order.
pub(super) fn mute(series: &mut [SeriesView<'_>], outpaced: Vec<OutpacedTimes>) {
    for (one, times) in series.iter_mut().zip(outpaced) {
        if !times.muted.is_empty() {
            one.mute(&times.muted);
        }
        one.yielded = times.yielded;
    }
}

/// Finds the times at which each series is outpaced, in the same order: mostly none. `series` come
/// by site; `confirm` is that of the rules (M12).
pub(super) fn find(series: &[SeriesView<'_>], confirm: u64) -> Vec<OutpacedTimes> {
    let by_site = series.chunk_by(|a, b| a.record.key.site == b.record.key.site);
    by_site.flat_map(|of_site| find_at_site(of_site, confirm)).collect()
}

/// Finds the times at which each series of a site is outpaced by another.
fn find_at_site(of_site: &[SeriesView<'_>], confirm: u64) -> Vec<OutpacedTimes> {
    let paces_us: Vec<Option<i64>> = of_site.iter().map(pace_us).collect();
    let known = || paces_us.iter().copied().flatten();
    let differ =
        known().max().zip(known().min()).is_some_and(|(most, least)| is_outpaced(most, least));
    if !differ {
        return vec![OutpacedTimes::default(); of_site.len()];
    }
    let spells: Vec<Vec<Spell>> = of_site.iter().map(spells).collect();
    let of_one = |((one, own), own_us): ((&SeriesView<'_>, &Vec<Spell>), &Option<i64>)| {
        let Some(own_us) = *own_us else { return OutpacedTimes::default() };
        let is_finer = |their_us: Option<i64>| their_us.is_some_and(|us| is_outpaced(own_us, us));
        let with_paces = spells.iter().zip(&paces_us);
        let finer: Vec<&[Spell]> = with_paces
            .filter(|(_, their_us)| is_finer(**their_us))
            .map(|(spells, _)| spells.as_slice())
            .collect();
        let confirmed = finer.iter().copied().flatten().filter(|one| one.probes >= confirm);
        OutpacedTimes {
            muted: outpaced(own, own_us, confirmed),
            yielded: yielded(own, &finer).intersection(&one.observed),
        }
    };
    of_site.iter().zip(&spells).zip(&paces_us).map(of_one).collect()
}

/// Finds the times at which a series of a pace is outpaced by the spells of finer ones.
fn outpaced<'s>(own: &[Spell], own_us: i64, finer: impl Iterator<Item = &'s Spell>) -> IntervalSet {
    let mut times = Vec::new();
    for their in finer {
        let first = own.partition_point(|own| own.span.until() <= their.span.from());
        let meeting = own[first..].iter().take_while(|own| own.span.from() < their.span.until());
        for own in meeting.filter(|own| own.state != their.state) {
            let Some(both) = own.span.intersection(their.span) else { continue };
            if fits_between_probes(both, own_us) {
                times.extend(own.span.intersection(their.around));
            }
        }
    }
    // Its first and last probe of a spell saw what they saw.
    let ends = own.iter().flat_map(|own| [own.span.from(), own.span.last()]);
    let located: IntervalSet = ends.filter_map(|at| Span::seen(at, at)).collect();
    IntervalSet::of(times).difference(&located)
}

/// Finds the times between two spells of a series, from behind the last probe of the one to the
/// first of the other, at whose ends a finer series agrees with it and none says otherwise.
fn yielded(own: &[Spell], finer: &[&[Spell]]) -> IntervalSet {
    let changes = own.windows(2).filter_map(|pair| {
        let between = Span::new(pair[1].around.from(), pair[1].span.from())?;
        let ends = [(pair[0].span.last(), pair[0].state), (pair[1].span.from(), pair[1].state)];
        let of_one = |their: &&[Spell]| ends.map(|(at, state)| agrees(their, at, state));
        let words: Vec<bool> = finer.iter().flat_map(of_one).flatten().collect();
        let is_shared = !words.is_empty() && !words.contains(&false);
        is_shared.then_some(between)
    });
    changes.collect()
}

/// Says whether a series of these spells agrees that the site was in a state at a moment; between
/// two spells it does where one of them is of that state. `None` where it did not observe the site.
fn agrees(spells: &[Spell], at: Instant, state: Status) -> Option<bool> {
    let number = spells.partition_point(|one| one.span.until() <= at);
    let next = spells.get(number)?;
    if next.span.contains(at) {
        return Some(next.state == state);
    }
    let before = number.checked_sub(1).and_then(|before| spells.get(before))?;
    let is_between = next.around.from() <= at;
    is_between.then_some(before.state == state || next.state == state)
}

/// Returns the pace of a series in microseconds: as declared, or as its rows show; `None` for fewer
/// than two.
fn pace_us(series: &SeriesView<'_>) -> Option<i64> {
    match series.probes.recording {
        Recording::EachProbe => series.record.pace_us,
        Recording::Changes(us) | Recording::Periods(us) => Some(us),
    }
}

/// Says whether probes so far apart leave room for an outage that a finer series sees.
pub(super) fn is_outpaced(pace_us: i64, finer_us: i64) -> bool {
    i128::from(pace_us) * 100 > i128::from(finer_us) * i128::from(Rules::OUTPACED_PERCENT)
}

/// Says whether a time is so short that a series of this pace saw neither its beginning nor its
/// end: one and a half of its paces at most.
fn fits_between_probes(time: Span, pace_us: i64) -> bool {
    i128::from(time.inner_length()) * 2 <= i128::from(pace_us) * 3
}

/// Lists the spells of a series, in order of time. An unknown probe ends none: it takes no voice
/// away, and gives none back.
fn spells(series: &SeriesView<'_>) -> Vec<Spell> {
    let stretches = series.stretches();
    let mut all: Vec<Spell> = Vec::new();
    for (at, stretch) in stretches.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| stretches.get(before));
        let since = before.and_then(|before| Span::seen(before.span.last(), stretch.span.from()));
        let is_joined = since.is_some_and(|since| series.counted.gaps_in(since).is_empty());
        match all.last_mut().filter(|_| is_joined) {
            Some(last) if last.state == stretch.state() => {
                last.span = last.span.joined(stretch.span);
                last.around = last.around.joined(stretch.span);
                last.probes += stretch.probes;
                continue;
            }
            Some(last) => {
                last.around =
                    Span::new(last.around.from(), stretch.span.from()).unwrap_or(last.around);
            }
            None => {}
        }
        let before = before.filter(|_| is_joined).map(|before| before.span.until());
        let from = before.unwrap_or(stretch.span.from());
        all.push(Spell {
            state: stretch.state(),
            span: stretch.span,
            around: Span::new(from, stretch.span.until()).unwrap_or(stretch.span),
            probes: stretch.probes,
        });
    }
    all
}
