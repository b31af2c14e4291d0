//! The peak of the sites that were down at once, and the sentence on it.

use crate::model::{DownCount, Report};
use crate::report::wording::{grouped, moment_in_both, plural, was};

/// Returns the first of the highest counts; `None` where no site was down.
pub(in crate::report) fn peak(report: &Report) -> Option<&DownCount> {
    let from_the_end = report.down_counts.iter().rev();
    let highest = from_the_end.max_by_key(|count| (count.all_certain(), count.all_possible()));
    highest.filter(|count| count.all_possible() > 0)
}

/// Says whether no more sites can have been down at another time than certainly were at the peak.
pub(super) fn is_highest(report: &Report, peak: &DownCount) -> bool {
    let highest = report.down_counts.iter().map(DownCount::all_possible).max();
    highest == Some(peak.all_certain())
}

/// Counts the sites that were in a confirmed outage at any time.
pub(super) fn ever_down(report: &Report) -> usize {
    report.sites.iter().filter(|site| site.outages > 0).count()
}

/// Counts the separate times after the first at which as many sites were certainly down, and as
/// many may have been, as at the peak.
pub(super) fn times_again(report: &Report, peak: &DownCount) -> usize {
    let is_peak = |count: &DownCount| {
        count.all_certain() >= peak.all_certain() && count.all_possible() >= peak.all_possible()
    };
    let runs = report.down_counts.chunk_by(|one, next| is_peak(one) == is_peak(next));
    runs.filter(|run| run.first().is_some_and(is_peak)).count().saturating_sub(1)
}

/// Says how many sites were seen down at once, and when: the title of the chart. Whether more were,
/// which nobody observed then or which were challenged, it does not say.
pub(in crate::report) fn peak_sentence(report: &Report) -> String {
    let all = report.totals.measured;
    let measured = plural(all, "measured site");
    let Some(peak) = peak(report) else {
        return match all {
            1 => "The measured site was not seen to go down".to_owned(),
            _ => format!("None of {measured} was seen to go down"),
        };
    };
    let from = moment_in_both(report.zone, peak.from);
    let (certain, possible) = (peak.all_certain(), peak.all_possible());
    let ever = ever_down(report);
    let seen = observed_then(peak, all);
    if is_highest(report, peak) && certain == 1 {
        return match (ever, all) {
            (2.., _) => format!(
                "No two of the {} sites that were down, of {measured}, were seen down at once",
                grouped(ever)
            ),
            (_, 1) => format!("The measured site was down, from {from}{}{seen}", unstarted(peak)),
            _ => format!("1 of {measured} was down, from {from}{}{seen}", unstarted(peak)),
        };
    }
    let down = range(certain, possible);
    let was = was(possible);
    let at_once = if possible == 1 { "" } else { " at once" };
    let (first, again, unstarted) = match times_again(report, peak) {
        0 => ("", String::new(), unstarted(peak)),
        // What is known of the sites of the first time need not be so of the others.
        times => ("first ", format!(", and {} later", plural(times, "more time")), String::new()),
    };
    let more = match more_at_another_time(report, peak) {
        Some(most) => format!("; at another time up to {} may have been", grouped(most)),
        None => String::new(),
    };
    format!(
        "At the peak {down} of {measured} {was} seen down{at_once}, {first}from \
         {from}{again}{unstarted}{seen}{more}"
    )
}

/// Counts the sites that may have been down at another time, where that is more than at the peak.
pub(super) fn more_at_another_time(report: &Report, peak: &DownCount) -> Option<usize> {
    let highest = report.down_counts.iter().map(DownCount::all_possible).max()?;
    (highest > peak.all_possible()).then_some(highest)
}

/// Writes a count of which the highest value may be more than what is certain.
fn range(certain: usize, possible: usize) -> String {
    match certain == possible {
        true => grouped(certain),
        false => format!("{} to {}", grouped(certain), grouped(possible)),
    }
}

/// Counts the sites of a peak whose start is not on the record, behind a semicolon; empty where
/// there is none.
fn unstarted(peak: &DownCount) -> String {
    match (peak.without_onset, peak.all_possible()) {
        (0, _) => String::new(),
        (1, 1) => ", with no start on the record".to_owned(),
        (count, all) if count == all => "; none of these has a start on the record".to_owned(),
        (count, _) => {
            let range = range(peak.certain_without_onset, count);
            format!("; {range} of these with no start on the record")
        }
    }
}

/// Tells how many of the measured sites were observed at the peak, behind a semicolon; empty where
/// all were.
fn observed_then(peak: &DownCount, measured: usize) -> String {
    match peak.observed {
        observed if observed >= measured => String::new(),
        0 => "; none was observed at that moment".to_owned(),
        observed => {
            let of_all = grouped(measured);
            format!("; only {} of the {of_all} {} observed then", grouped(observed), was(observed))
        }
    }
}
