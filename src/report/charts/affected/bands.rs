//! Bands under the rows of sites: the time in which the leading claimants said that they were down.

use super::rows::LabelledPlace;
use super::said::{columns, is_drawn, is_moment};
use crate::clock::Span;
use crate::model::{Claim, Report, SiteReport};
use crate::report::charts::canvas::{Canvas, DrawResult, PixelRect};
use crate::report::charts::claim_mark::GivenTime;
use crate::report::charts::claim_marks::{ClaimedTime, time_of};
use crate::report::charts::language::Label;
use crate::report::charts::layout::LegendEntry;
use crate::report::charts::leads::Leads;
use crate::report::charts::palette;
use crate::report::charts::time_axis::TimeAxis;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Times in which the leading claimants said that sites were down.
pub(super) struct Bands<'p, 'a> {
    pub(super) report: &'a Report,
    pub(super) leads: Option<&'p Leads<'a>>,
    /// Time that the chart shows.
    pub(super) window: Span,
}

impl Bands<'_, '_> {
    /// Draws under the row of each site when it was said to be down, or in which time, with a line
    /// at each end: under no site of which they did not speak. A statement of a moment has a line
    /// through all rows instead.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        axis: &TimeAxis,
        sites: &[&SiteReport],
        places: &[LabelledPlace],
    ) -> DrawResult {
        for (site, place) in sites.iter().zip(places) {
            let row = axis.plot.band(place.whole.top, place.whole.bottom);
            for time in self.times(axis, site) {
                let [left, right] = columns(axis, time);
                canvas.fill_rect(row.part(left, right), palette::PALE_CLAIM)?;
                for (at, x) in [(time.range.earliest, left), (time.range.latest, right)] {
                    if at.is_some_and(|at| self.window.contains(at)) {
                        canvas.line(&[(x, row.top), (x, row.bottom)], palette::GREY)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Lists the times of the claims that a site was down which are wider than a mark, each once,
    /// the longest first, as far as they lie in the time drawn.
    fn times(&self, axis: &TimeAxis, site: &SiteReport) -> Vec<ClaimedTime> {
        let Some(leads) = self.leads.filter(|leads| leads.spoke_of(site)) else {
            return Vec::new();
        };
        let names = |claim: &&Claim| claim.targets.iter().any(|one| one.names(&site.site));
        let own = self.report.claims.iter().filter(|claim| leads.made(claim) && claim.says_down());
        let times = own.filter(names).filter_map(time_of);
        let times = times.filter(|time| is_drawn(self.window, time) && !is_moment(axis, *time));
        let mut known = BTreeSet::new();
        let is_new = |time: &ClaimedTime| known.insert((time.range.earliest, time.range.latest));
        let mut times: Vec<ClaimedTime> = times.filter(is_new).collect();
        times.sort_by_key(|time| {
            let [from, until] = time.range.ends_in(self.window);
            (Reverse(until.since(from)), from)
        });
        times
    }

    /// Returns the entry of the legend, where bars are so many pixels wide: a claim that gives its
    /// time may be years younger than that.
    pub(super) fn legend(&self, sites: &[&SiteReport], width: i32) -> Option<LegendEntry> {
        let plot = PixelRect { left: 0, top: 0, right: width, bottom: 0 };
        let axis = TimeAxis { window: self.window, zone: self.report.zone, plot };
        let times = sites.iter().flat_map(|site| self.times(&axis, site));
        let given: BTreeSet<GivenTime> = times.map(|time| time.given).collect();
        let [published, asserted] =
            [GivenTime::Published, GivenTime::Asserted].map(|one| given.contains(&one));
        let label = match (published, asserted) {
            (false, false) => return None,
            (true, false) => Label::BandPublished,
            (false, true) => Label::BandAsserted,
            (true, true) => Label::BandOfEither,
        };
        let draw = |canvas: &Canvas<'_>, sample: PixelRect| {
            canvas.fill_rect(sample, palette::PALE_CLAIM)?;
            let (top, bottom) = (sample.top, sample.bottom);
            canvas.line(&[(sample.left, top), (sample.left, bottom)], palette::GREY)?;
            canvas.line(&[(sample.right, top), (sample.right, bottom)], palette::GREY)
        };
        Some(LegendEntry { draw, label })
    }
}
