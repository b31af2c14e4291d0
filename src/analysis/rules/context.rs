//! Contexts: the facts of one site, as the rules ask for them.

use super::episodes::Episode;
use crate::analysis::series::known_probes::{ProbeDistance, Recording, SeriesProbes};
use crate::analysis::sites::site_analysis::SiteAnalysis;
use crate::clock::{IntervalSet, Span};
use crate::model::findings::{
    CompleteView, StateTime, Unobserved, UpAndDown, UpInDoubt, VantageView,
};
use crate::model::{
    EarlierOutages, Finding, ImpliedProbes, Incident, IntervalRange, Outage, ProbeCount, Rules,
    Site, Status,
};
use std::collections::BTreeMap;

/// Statuses of probes with a known result.
const KNOWN: &[Status] = &[Status::Up, Status::Degraded, Status::Challenged, Status::Down];

/// Facts of one site, for all claims about it.
#[derive(Debug)]
pub(in crate::analysis) struct Context<'a> {
    /// The site, its states, outages and blips.
    pub(super) known: &'a SiteAnalysis,
    /// Outages by episode (M13), in order of time.
    pub(super) episodes: Vec<Episode<'a>>,
    /// Times that an outage or a blip may have lasted: sentences on failed probes in them give
    /// these.
    pub(super) explained: IntervalSet,
    /// Moments of confirmed outages at which the site was certainly down, whatever the error of its
    /// clock and the resolution of its stamps (M2, M4).
    pub(super) certainly_down: IntervalSet,
    /// Brackets of the outages of which stamps leave open at which moments they were down, where
    /// these are known at both ends.
    pub(super) brackets_down: Vec<Span>,
    /// Times of work that the operator announced in claims about the site (M16); may be empty.
    pub(super) claimed_work: IntervalSet,
    /// Window of the incident; `None` where neither the incident nor a probe gives one.
    pub(super) window: Option<Span>,
    /// Rules in force.
    pub(super) rules: &'a Rules,
}

impl<'a> Context<'a> {
    /// Builds the context of one site.
    pub(in crate::analysis) fn new(
        known: &'a SiteAnalysis,
        window: Option<Span>,
        incident: &'a Incident,
    ) -> Context<'a> {
        let all = known.outages.iter().chain(&known.blips);
        let explained = all.map(|outage| outage.possible).collect();
        let down = known.outages.iter().flat_map(|one| certainly_down(one).spans().to_vec());
        Context {
            known,
            episodes: Episode::all(&known.outages),
            explained,
            certainly_down: down.collect(),
            brackets_down: known.outages.iter().filter_map(bracket).collect(),
            claimed_work: IntervalSet::default(),
            window,
            rules: &incident.rules,
        }
    }

    /// Adds the times of work that the operator announced in claims about the site.
    pub(in crate::analysis) fn with_claimed_work(self, claimed_work: IntervalSet) -> Context<'a> {
        Context { claimed_work, ..self }
    }

    /// Returns the times of work that the operator announced in claims about the site.
    pub(in crate::analysis) fn claimed_work(&self) -> &IntervalSet {
        &self.claimed_work
    }

    /// Returns the site's id.
    pub(in crate::analysis) fn site_id(&self) -> &'a str {
        &self.known.report.site.id
    }

    /// Returns the site.
    pub(in crate::analysis) fn site(&self) -> &'a Site {
        &self.known.report.site
    }

    /// Says whether a claim of an attack or outage names the site.
    pub(in crate::analysis) fn is_claimed(&self) -> bool {
        self.known.report.claimed
    }

    /// Returns the times that were observed, over the whole record.
    pub(in crate::analysis) fn observed(&self) -> &'a IntervalSet {
        &self.known.states.observed
    }

    /// Says whether a probe of the site lies in the window.
    pub(in crate::analysis) fn is_measured(&self) -> bool {
        self.window.is_some() && self.known.report.measured
    }

    /// Lists the confirmed outages that may overlap a time, in order of time.
    pub(super) fn outages_in(&self, time: Span) -> impl Iterator<Item = &'a Outage> {
        let outages = self.known.outages.iter();
        outages.filter(move |outage| outage.possible.intersection(time).is_some())
    }

    /// Returns the times in which the confirmed outages of a time can have been, in whole length.
    pub(super) fn possible_outages(&self, time: Span) -> IntervalSet {
        self.outages_in(time).map(|outage| outage.possible).collect()
    }

    /// Returns the confirmed outage that was certainly down at every moment of a time; `None` where
    /// none was.
    pub(super) fn outage_throughout(&self, time: Span) -> Option<&'a Outage> {
        self.outages_in(time).find(|outage| certainly_down(outage).gaps_in(time).is_empty())
    }

    /// Returns the last outage of the episode that an outage belongs to; the outage itself, where
    /// it belongs to none, as blips do.
    pub(super) fn last_of_episode(&self, outage: &'a Outage) -> &'a Outage {
        let of_it = |episode: &&Episode<'_>| episode.first.episode == outage.episode;
        let episode = self.episodes.iter().find(|one| outage.episode > 0 && of_it(one));
        episode.map_or(outage, |episode| episode.last)
    }

    /// Returns the number of a confirmed outage among those of the site, from 1; 0 for a blip.
    pub(super) fn outage_number(&self, outage: &Outage) -> usize {
        let at = self.known.outages.iter().position(|one| one.id == outage.id);
        at.map_or(0, |at| at + 1)
    }

    /// Tells of the confirmed outages of the site before one, and how many of them may have begun
    /// in a time; `None` where there is none, and for a blip.
    pub(super) fn earlier_outages(
        &self,
        outage: &Outage,
        time: Option<Span>,
    ) -> Option<EarlierOutages> {
        let outages = self.outage_number(outage).saturating_sub(1);
        let earlier = self.known.outages.get(..outages)?;
        let last = earlier.last()?;
        let may_begin_in = |one: &&Outage, time: Span| {
            one.onset.by.is_none_or(|by| time.from() <= by)
                && one.onset.after.is_none_or(|after| after < time.until())
        };
        let begun =
            time.map_or(0, |time| earlier.iter().filter(|one| may_begin_in(one, time)).count());
        let recovery = last.recovery;
        Some(EarlierOutages { outages, begun, last: last.id.clone(), recovery })
    }

    /// Counts those of some outages or blips of the site between the first recovery from an outage
    /// and the stable one (M13); all that came after it, where that one is not on the record.
    pub(super) fn relapses(&self, of: &[Outage], outage: &Outage) -> usize {
        let stable = outage.stable_recovery.by;
        let later = of.iter().filter(|one| outage.onset.by < one.onset.by);
        later.filter(|one| stable.is_none() || one.onset.by < stable).count()
    }

    /// Lists the blips that may overlap a time, in order of time.
    pub(super) fn blips_in(&self, time: Span) -> impl Iterator<Item = &'a Outage> {
        self.known.blips.iter().filter(move |blip| blip.possible.intersection(time).is_some())
    }

    /// Counts the probes in a time that tell no result.
    pub(super) fn unknown_probes(&self, time: Span) -> ProbeCount {
        self.known.probes.iter().map(|series| series.count_unread(time)).sum()
    }

    /// Counts the probes in a time whose result is known.
    pub(super) fn probes(&self, time: Span) -> ProbeCount {
        self.known.probes.iter().map(|series| series.count(KNOWN, time)).sum()
    }

    /// Counts the failed probes in a time that are set aside (M15).
    pub(super) fn set_aside_probes(&self, time: Span) -> ProbeCount {
        self.known.probes.iter().map(|series| series.count_set_aside(time)).sum()
    }

    /// Tells of the probes in a time that no row records; `None` where each has a row.
    pub(super) fn implied_probes(&self, time: Span) -> Option<ImpliedProbes> {
        let each: Vec<ImpliedProbes> =
            self.known.probes.iter().filter_map(|series| series.implied(time)).collect();
        let probes = each.iter().map(|one| one.probes).sum();
        Some(ImpliedProbes {
            probes,
            entries: each.iter().map(|one| one.entries).sum(),
            entries_least: each.iter().map(|one| one.entries_least).sum(),
            declared_states: each.iter().map(|one| one.declared_states).sum(),
            are_periods: each.iter().all(|one| one.are_periods),
            interval: each.iter().map(|one| one.interval).reduce(IntervalRange::union)?,
            are_all: probes == self.probes(time),
        })
    }

    /// Says whether all that is known of the site are periods of lists (M12), and no probes.
    pub(super) fn has_lists_alone(&self) -> bool {
        self.known.probes.iter().all(|one| matches!(one.recording, Recording::Periods(_)))
    }

    /// Counts the probes in a time that were answered, and badly: of all series together.
    pub(super) fn degraded_probes(&self, time: Span) -> ProbeCount {
        let degraded = |series: &SeriesProbes| series.count(&[Status::Degraded], time);
        self.known.probes.iter().map(degraded).sum()
    }

    /// Counts the probes in some times that found the site up, if slowly: of all series together.
    pub(super) fn found_up(&self, times: &IntervalSet) -> ProbeCount {
        let up = [Status::Up, Status::Degraded];
        let series = self.known.probes.iter();
        series.flat_map(|one| times.spans().iter().map(|time| one.count(&up, *time))).sum()
    }

    /// Returns how far apart the probes around a time are; `None` where no two are of one series.
    pub(super) fn intervals(&self, time: Span) -> Option<IntervalRange> {
        let each = self.known.probes.iter().filter_map(|series| series.intervals(time));
        each.reduce(IntervalRange::union)
    }

    /// Lists the vantages of which a probe lies in a time, or was set aside in it, by name.
    pub(super) fn vantage_views(&self, time: Span) -> Vec<VantageView> {
        let mut by_name: BTreeMap<&str, Vec<&SeriesProbes>> = BTreeMap::new();
        for series in &self.known.probes {
            by_name.entry(&series.vantage).or_default().push(series);
        }
        let views = by_name.into_iter().map(|(vantage, all)| vantage_view(vantage, &all, time));
        views.filter(|view| view.probes.most > 0 || view.set_aside.most > 0).collect()
    }

    /// Counts the probes in a time whose rows disagree (M8).
    pub(super) fn disagreeing_probes(&self, time: Span) -> ProbeCount {
        self.known.probes.iter().map(|series| series.count_disagreeing(time)).sum()
    }

    /// Says whether a moment of a time is certainly up only by probes whose rows disagree.
    pub(super) fn is_up_by_disagreeing(&self, time: Span) -> bool {
        !self.known.states.up.clip(time).difference(&self.known.agreed_up).is_empty()
    }

    /// Tells of a time without an outage that is not certainly up for its whole length, as rows of
    /// one moment disagree or have no time.
    pub(super) fn up_in_doubt(&self, time: Span) -> Finding {
        Finding::UpInDoubt(UpInDoubt {
            probes: self.probes(time),
            disagreeing: self.disagreeing_probes(time),
            is_disagreed: self.is_up_by_disagreeing(time),
            unplaced_rows: self.known.report.unplaced_rows,
            failures: self.outvoted_probes(time),
        })
    }

    /// Returns the view of a time in which one state held at every moment: `None` where it did not,
    /// where fewer than `confirm` probes lie in it, where these are too far apart, and where rows
    /// of the site without a readable time may belong to it.
    /// Probes are held against a length of `asked_us`.
    pub(super) fn complete_view(
        &self,
        time: Span,
        asked_us: i64,
        state: &IntervalSet,
    ) -> Option<CompleteView> {
        self.is_whole(time, state).then(|| self.view(time, asked_us)).flatten()
    }

    /// Returns the view of a time in which the site was down by every probe, as
    /// [`Context::is_down_by_each_probe`] says; `None` where it was not, and where a view of one
    /// state would not be complete.
    pub(super) fn view_of_down(&self, time: Span) -> Option<CompleteView> {
        let is_confirmed = self.probes(time).least >= self.rules.confirm;
        let is_down = is_confirmed && self.is_down_by_each_probe(time);
        is_down.then(|| self.view(time, time.length())).flatten()
    }

    /// Returns the view of a time of one state: `None` where its probes are too far apart for a
    /// time of `asked_us`, and where rows of the site without a readable time may belong to it.
    fn view(&self, time: Span, asked_us: i64) -> Option<CompleteView> {
        let is_placed = self.known.report.unplaced_rows == 0;
        let is_close = self.too_far_apart_us(time, asked_us).is_none();
        (is_placed && is_close).then(|| CompleteView {
            probes: self.probes(time),
            failed: self.failures_in(time),
            furthest_us: self.furthest_us(time),
        })
    }

    /// Says whether the site was certainly down at every moment of a time but for its edges, where
    /// an outage may have begun or ended between two probes, and none in the time found it
    /// otherwise: the first probe that sees a site up stands behind the last moment down, and else
    /// no claim could give the ends of an outage. The site was down for the evidence floor of the
    /// time.
    pub(super) fn is_down_by_each_probe(&self, time: Span) -> bool {
        let down = self.certainly_down.clip(time);
        let is_edge = |gap: &Span| {
            let is_at_end = gap.from() == time.from() || gap.until() == time.until();
            let all_failed = self.failures_in(*gap).failed.least >= self.probes(*gap).most;
            is_at_end && all_failed && self.unobserved(*gap).is_none()
        };
        self.reaches_floor(down.length(), time) && down.gaps_in(time).spans().iter().all(is_edge)
    }

    /// Says whether one state held at every moment of a time, as far as its series tell, with at
    /// least `confirm` probes in it.
    pub(super) fn is_whole(&self, time: Span, state: &IntervalSet) -> bool {
        state.gaps_in(time).is_empty() && self.probes(time).least >= self.rules.confirm
    }

    /// Returns a length beyond which no two probes in a row are apart, in a time of which each
    /// moment lies between two probes of a series: that of the series that observed all of it and
    /// probed most often, else the longest of any. `None` where no probe lies in it.
    pub(super) fn furthest_us(&self, time: Span) -> Option<i64> {
        let each: Vec<ProbeDistance> =
            self.known.probes.iter().filter_map(|series| series.furthest(time)).collect();
        let whole = each.iter().filter(|one| one.is_throughout).map(|one| one.us).min();
        whole.or_else(|| each.iter().map(|one| one.us).max())
    }

    /// Returns the length beyond which no two probes in a row of a time are apart, where that is
    /// more than [`Rules::FURTHEST_PERCENT`] of the time asked, of `asked_us` (M19): so long an
    /// outage could hide in it. Returns `None` where it is not.
    pub(super) fn too_far_apart_us(&self, time: Span, asked_us: i64) -> Option<i64> {
        let most_us = i128::from(asked_us) * i128::from(Rules::FURTHEST_PERCENT);
        self.furthest_us(time).filter(|us| i128::from(*us) * 100 > most_us)
    }

    /// Says whether the site was certainly up at every moment of a time, by probes whose rows
    /// agree (M8).
    pub(super) fn is_agreed_up_throughout(&self, time: Span) -> bool {
        self.known.agreed_up.gaps_in(time).is_empty()
    }

    /// Says whether the site was certainly up at every moment of a time.
    pub(super) fn is_up_throughout(&self, time: Span) -> bool {
        self.known.states.up.gaps_in(time).is_empty()
    }

    /// Returns the part of a time that nobody observed; `None` where there is none.
    pub(super) fn unobserved(&self, time: Span) -> Option<Unobserved> {
        let gaps = self.known.states.observed.gaps_in(time);
        let longest = gaps.spans().iter().copied().rev().max_by_key(|gap| gap.length())?;
        Some(Unobserved { parts: gaps.spans().len(), total_us: covered(&gaps, time), longest })
    }

    /// Says whether at least the evidence floor of a time was observed (M19).
    pub(in crate::analysis) fn is_observed_enough(&self, time: Span) -> bool {
        self.reaches_floor(self.observed_us(time), time)
    }

    /// Says whether another outage than those that are known can lie in a time (M26): outside of
    /// these the view of it is not complete, or in one of them the site can have been back.
    /// Probes are held against a length of `asked_us`.
    pub(in crate::analysis) fn leaves_room(&self, time: Span, asked_us: i64) -> bool {
        let known = self.known.agreed_up.union(&self.possible_outages(time));
        self.unobserved(time).is_some()
            || self.unknown_around(time).is_some()
            || !known.gaps_in(time).is_empty()
            || self.probes(time).least < self.rules.confirm
            || self.view(time, asked_us).is_none()
    }

    /// Returns the parts of a time that nobody observed and that lie outside of some times.
    pub(super) fn unobserved_outside(&self, times: &IntervalSet, time: Span) -> IntervalSet {
        self.known.states.observed.gaps_in(time).difference(times)
    }

    /// Counts the microseconds of a time that were observed.
    pub(in crate::analysis) fn observed_us(&self, time: Span) -> i64 {
        covered(&self.known.states.observed, time)
    }

    /// Counts the microseconds of a time that were certainly up, whether rows agree or not.
    pub(super) fn up_us(&self, time: Span) -> i64 {
        covered(&self.known.states.up, time)
    }

    /// Measures the part of a time that was certainly up by probes whose rows agree (M8). What may
    /// belong to an outage by the error of a clock (M4) is not certain.
    pub(super) fn time_up(&self, time: Span) -> StateTime {
        let may_be_down = self.outages_in(time).filter_map(|outage| {
            let after = outage.onset.after.map_or(outage.possible.from(), |after| after.plus(1));
            Span::new(after, outage.recovery.by.unwrap_or(outage.possible.until()))
        });
        let may_be_down: IntervalSet = may_be_down.collect();
        state_time(&self.known.agreed_up.clip(time).difference(&may_be_down))
    }

    /// Measures the part of a time in which logs of one vantage contradict each other.
    pub(super) fn logs_disagree(&self, time: Span) -> StateTime {
        state_time(&self.known.logs_disagree.clip(time))
    }

    /// Measures the part of a time that was certainly down, in confirmed outages. An outage of
    /// which only its bracket is certain was down at a moment of it.
    pub(super) fn time_confirmed_down(&self, time: Span) -> StateTime {
        let certain = state_time(&self.certainly_down.clip(time));
        let moments = self.brackets_down.iter().filter(|bracket| is_inside(**bracket, time));
        StateTime { times: certain.times + moments.count(), ..certain }
    }

    /// Says whether a probe with a known result may lie in a time, by what stamps and clocks leave
    /// open (M2, M4).
    pub(super) fn may_have_probe(&self, time: Span) -> bool {
        let margin = self.known.margin;
        let widened =
            Span::new(time.from().plus(-margin.later_us), time.until().plus(margin.earlier_us));
        widened.is_some_and(|widened| self.probes(widened).most > 0)
    }

    /// Tells for how long of a time the site was certainly up and certainly down.
    pub(super) fn up_and_down(&self, time: Span) -> Finding {
        let is_down_throughout = self.is_down_by_each_probe(time);
        let down = self.time_confirmed_down(time);
        Finding::UpAndDown(UpAndDown {
            up: self.time_up(time),
            down,
            is_edge_open: down.times == 0 && self.outages_in(time).next().is_some(),
            blips: self.blips_in(time).count(),
            blip_probes: self.blips_in(time).map(|blip| blip.failed_probes).sum(),
            length_us: time.length(),
            failures: self.failures_in(time),
            probes: self.probes(time),
            too_far_apart_us: self
                .too_far_apart_us(time, time.length())
                .filter(|_| is_down_throughout),
        })
    }

    /// Returns the share of a time that was observed, 0 to 1.
    pub(super) fn observed_share(&self, time: Span) -> f64 {
        self.observed_us(time) as f64 / time.length() as f64
    }

    /// Says whether a part of a time is at least the evidence floor (M19).
    pub(in crate::analysis) fn reaches_floor(&self, part_us: i64, time: Span) -> bool {
        part_us >= self.floor_us(time)
    }

    /// Returns the least part of a time that reaches the evidence floor, in microseconds (M19).
    pub(in crate::analysis) fn floor_us(&self, time: Span) -> i64 {
        let percent = i128::from(time.length()) * i128::from(self.rules.floor_percent);
        let least = -(-percent).div_euclid(100);
        i64::try_from(least).unwrap_or(i64::MAX)
    }
}

/// Adds up the probes of all series of one vantage in a time.
fn vantage_view(vantage: &str, all: &[&SeriesProbes], time: Span) -> VantageView {
    VantageView {
        vantage: vantage.to_owned(),
        probes: all.iter().map(|series| series.count(KNOWN, time)).sum(),
        set_aside: all.iter().map(|series| series.count_set_aside(time)).sum(),
    }
}

/// Returns the moments at which an outage was certainly down, whatever its clock's error (M4).
pub(super) fn certainly_down(outage: &Outage) -> IntervalSet {
    let ends = outage.onset.by.zip(outage.recovery.after);
    let inner = ends.and_then(|(by, after)| Span::seen(by, after));
    inner.map_or_else(IntervalSet::default, |inner| outage.down.clip(inner))
}

/// Says whether a bracket lies in a time as a whole.
pub(super) fn is_inside(bracket: Span, time: Span) -> bool {
    time.from() <= bracket.from() && bracket.until() <= time.until()
}

/// Returns the moments behind the last one certainly up before an outage and before the first one
/// after it, where stamps leave open at which of them it was down; `None` where a moment down is
/// certain, and where an end is not on the record.
pub(super) fn bracket(outage: &Outage) -> Option<Span> {
    let ends = outage.onset.after.zip(outage.recovery.by);
    let bracket = ends.and_then(|(after, by)| Span::new(after.plus(1), by));
    bracket.filter(|_| certainly_down(outage).is_empty())
}

/// Counts the microseconds of a span that a set covers.
pub(super) fn covered(set: &IntervalSet, span: Span) -> i64 {
    set.clip(span).length()
}

/// Measures the times in which a site was in one state.
fn state_time(set: &IntervalSet) -> StateTime {
    StateTime { length_us: set.length(), times: set.spans().len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::span;

    #[test]
    fn a_bracket_lies_in_a_time_with_both_its_ends() {
        let time = span(10, 20);
        let inside = |from, until| is_inside(span(from, until), time);
        assert!(inside(10, 20) && inside(12, 13));
        assert!(!inside(9, 20) && !inside(10, 21) && !inside(5, 30));
    }
}
