//! Series that probe a site much more rarely than another one does: what they saw at two of their
//! probes says nothing of a time between these at which the other saw something else (M9).

use crate::analysis::series::known_probes::Recording;
use crate::analysis::series::series_view::SeriesView;
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
pub(in crate::analysis) struct OutpacedTimes {
    /// Times at which it has no voice, as a finer series saw another state between two of its
    /// probes.
    pub(in crate::analysis) muted: IntervalSet,
    /// Times between two of its probes of different states, with which each finer series agrees
    /// that observes the site then: nothing of its own is lost where these tell more.
    pub(in crate::analysis) yielded: IntervalSet,
}

/// Takes its voice from each series at the times at which it is outpaced, which come in the same
/// order.
pub(in crate::analysis) fn mute(series: &mut [SeriesView<'_>], outpaced: Vec<OutpacedTimes>) {
    for (one, times) in series.iter_mut().zip(outpaced) {
        if !times.muted.is_empty() {
            one.mute(&times.muted);
        }
        one.yielded = times.yielded;
    }
}

/// Finds the times at which each series is outpaced, in the same order: mostly none. `series` come
/// by site; `confirm` is that of the rules (M12).
pub(in crate::analysis) fn find(series: &[SeriesView<'_>], confirm: u64) -> Vec<OutpacedTimes> {
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
pub(in crate::analysis) fn is_outpaced(pace_us: i64, finer_us: i64) -> bool {
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
        let is_joined = since.is_some_and(|since| series.bridged.gaps_in(since).is_empty());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::span;

    /// Spell of probes from the first to the last moment, with the known probes around it.
    fn spell(state: Status, first: i64, last: i64, around: (i64, i64), probes: u64) -> Spell {
        let seen = Span::seen(Instant(first), Instant(last)).expect("it ends after it began");
        Spell { state, span: seen, around: span(around.0, around.1), probes }
    }

    fn spans(set: &IntervalSet) -> Vec<(i64, i64)> {
        set.spans().iter().map(|span| (span.from().0, span.until().0)).collect()
    }

    /// [`Rules::OUTPACED_PERCENT`] says how much rarer its probes are.
    #[test]
    fn a_series_is_outpaced_by_one_that_is_more_than_so_much_finer() {
        let line = Rules::OUTPACED_PERCENT;
        assert!(!is_outpaced(line, 100) && is_outpaced(line + 1, 100));
        assert!(is_outpaced(i64::MAX, 1) && !is_outpaced(i64::MAX, i64::MAX));
    }

    #[test]
    fn one_and_a_half_of_its_paces_fit_between_two_probes() {
        // The inner length ends at the last moment inside.
        assert!(fits_between_probes(span(0, 151), 100) && !fits_between_probes(span(0, 152), 100));
    }

    /// The coarse one is down from 0 to 300; a finer one saw the site up from 110 to 190, between
    /// failed probes of its own at 100 and 200.
    #[test]
    fn a_spell_that_hides_between_two_probes_takes_the_voice_for_all_that_may_be_of_it() {
        let own = [spell(Status::Down, 0, 300, (0, 301), 4)];
        let muted = |their: &[Spell], own_us| spans(&outpaced(&own, own_us, their.iter()));
        let up = |first, last| [spell(Status::Up, first, last, (first - 10, last + 10), 9)];
        assert_eq!(muted(&up(110, 190), 100), [(100, 200)]);
        assert_eq!(muted(&up(20, 170), 100), [(10, 180)], "150 is one and a half of 100");
        assert_eq!(muted(&up(20, 171), 100), []);
        assert_eq!(muted(&up(-40, 20), 100), [(1, 30)], "its first probe saw what it saw");
        assert_eq!(muted(&up(290, 330), 100), [(280, 300)], "as did its last");
        assert_eq!(muted(&[spell(Status::Down, 110, 190, (100, 200), 9)], 100), []);
        assert_eq!(muted(&up(310, 330), 100), [], "behind it");
        assert_eq!(muted(&up(-30, -20), 100), [], "before it");
        // It overlaps by its one last moment, or not at all.
        assert_eq!(muted(&up(-50, 0), 100), [(1, 10)]);
        assert_eq!(muted(&up(300, 350), 100), [(290, 300)]);
    }

    /// Up until 100, down from 200: the time of the change is (100, 200].
    #[test]
    fn a_series_yields_where_each_finer_one_agrees_at_both_ends() {
        let own =
            [spell(Status::Up, 0, 100, (0, 200), 2), spell(Status::Down, 200, 300, (101, 301), 2)];
        let changes = |up_until: i64, down_from: i64| {
            vec![
                spell(Status::Up, 0, up_until, (0, down_from), 9),
                spell(Status::Down, down_from, 300, (up_until + 1, 301), 9),
            ]
        };
        let of = |finer: &[&[Spell]]| spans(&yielded(&own, finer));
        assert_eq!(of(&[&changes(140, 150)]), [(101, 200)]);
        assert_eq!(of(&[]), [], "nobody agrees");
        assert_eq!(of(&[&changes(80, 90)]), [], "down at 100 already");
        assert_eq!(of(&[&changes(210, 220)]), [], "still up at 200");
        // Between two probes of different states it may be either.
        assert_eq!(of(&[&changes(90, 110)]), [(101, 200)]);
        assert_eq!(of(&[&changes(190, 210)]), [(101, 200)]);
        assert_eq!(of(&[&changes(140, 150), &changes(80, 90)]), [], "one of two does not agree");
        assert_eq!(of(&[&changes(140, 150), &[]]), [(101, 200)], "the other saw nothing");
    }

    #[test]
    fn a_series_says_nothing_of_a_time_that_it_did_not_observe() {
        let spells = [
            spell(Status::Up, 100, 200, (100, 251), 3),
            spell(Status::Down, 250, 300, (201, 301), 3),
            // A silence lies before it.
            spell(Status::Up, 400, 500, (400, 501), 3),
        ];
        let up = |at| agrees(&spells, Instant(at), Status::Up);
        assert_eq!([up(99), up(100), up(200)], [None, Some(true), Some(true)]);
        assert_eq!([up(201), up(249)], [Some(true); 2], "one of the two around it is up");
        assert_eq!([up(250), up(300)], [Some(false); 2]);
        assert_eq!([up(301), up(399)], [None; 2], "in the silence");
        assert_eq!([up(500), up(501)], [Some(true), None]);
        let slow = |at| agrees(&spells, Instant(at), Status::Challenged);
        assert_eq!([slow(225), slow(450)], [Some(false); 2]);
    }
}
