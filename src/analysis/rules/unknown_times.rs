//! Times of which it is not known whether a site was back: nobody observed them, or the site was
//! neither up nor down (M13).

use super::context::Context;
use crate::clock::Span;
use crate::model::UnknownTime;

impl Context<'_> {
    /// Returns the first time of the record, or of a time beside it, that nobody observed and that
    /// has a moment of that time, in its whole length; `None` where all of it was observed.
    pub(super) fn unobserved_around(&self, time: Span) -> Option<Span> {
        let gaps = self.known.states.observed.gaps_in(self.window?.joined(time));
        gaps.spans().iter().copied().find(|gap| gap.intersection(time).is_some())
    }

    /// Returns the first time that has a moment of a time, and in which a site that was down
    /// before and after it can have been back unseen: one that nobody observed, or one of
    /// `stable_for` inside an outage in which the site was neither up nor down (M13).
    pub(super) fn unknown_around(&self, time: Span) -> Option<UnknownTime> {
        let unobserved = self.unobserved_around(time);
        let unobserved = unobserved.map(|span| UnknownTime { span, is_observed: false });
        unobserved.or_else(|| self.back_inside(time))
    }

    /// Returns the first time of `stable_for` between two times certainly down of one outage that
    /// has a moment of a time: the site can have been back in it.
    pub(super) fn back_inside(&self, time: Span) -> Option<UnknownTime> {
        self.outages_in(time).find_map(|outage| {
            let ends = outage.down.spans().first().zip(outage.down.spans().last());
            let (first, last) = ends?;
            let gaps = outage.down.gaps_in(Span::new(first.from(), last.until())?);
            // From the last moment down to the first one behind, as between two outages.
            let is_long = |gap: &Span| gap.length() + 1 >= self.rules.stable_for_us;
            let holds = |gap: &Span| gap.intersection(time).is_some();
            let span = gaps.spans().iter().copied().filter(is_long).find(holds)?;
            let is_observed = self.observed_us(span) > 0;
            Some(UnknownTime { span, is_observed })
        })
    }

    /// Returns the time from the last moment certainly down of an outage to its latest possible
    /// end, where a time begins in it and a challenged probe lies in both: the site was neither up
    /// nor down then, and may have been back before it was challenged.
    pub(super) fn challenged_since_down(&self, time: Span) -> Option<UnknownTime> {
        self.outages_in(time).find_map(|outage| {
            let last = outage.down.spans().last()?;
            let span = Span::new(last.until(), outage.possible.until())?;
            let inside = span.intersection(time).filter(|_| span.contains(time.from()))?;
            let is_challenged = self.failures_in(inside).challenged.most > 0;
            is_challenged.then_some(UnknownTime { span, is_observed: true })
        })
    }
}
