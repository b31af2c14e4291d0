//! The peak of the sites that were down at once, and the sentence on it.

use super::unstarted::Unstarted;
use crate::clock::short_utc_up;
use crate::model::{DownCount, Report};
use crate::report::wording::{by_count, grouped, plural, was};

/// Returns the first of the highest counts; `None` where no site was down.
pub(in crate::report) fn peak(report: &Report) -> Option<&DownCount> {
    let from_the_end = report.down_counts.iter().rev();
    let highest = from_the_end.max_by_key(|count| (count.certain, count.possible));
    highest.filter(|count| count.possible > 0)
}

/// Says how many sites were down at once at most, and when: the title of the chart.
pub(in crate::report) fn peak_sentence(report: &Report) -> String {
    let totals = &report.totals;
    let measured = plural(totals.measured, "measured site");
    let Some(peak) = peak(report) else {
        return match totals.measured {
            1 => "The measured site was not seen to go down".to_owned(),
            _ => format!("None of {measured} was seen to go down"),
        };
    };
    let from = short_utc_up(peak.from);
    let at_once = by_count(peak.possible, "", " at once");
    let was = was(peak.possible);
    let down = if peak.certain == peak.possible {
        grouped(peak.certain)
    } else {
        format!("{} to {}", grouped(peak.certain), grouped(peak.possible))
    };
    let unstarted = Unstarted::of(report, peak);
    if unstarted.is_empty() {
        let seen = observed_then(peak, totals.measured);
        return format!("At the peak {down} of {measured} {was} down{at_once}, from {from}{seen}");
    }
    let went_down = totals.changes.went_down;
    let (of_those, at_once) = match went_down {
        1 => ("the 1 site that was".to_owned(), ""),
        count => (format!("the {} sites that were", grouped(count)), " at once"),
    };
    let again = unstarted.of_same_sites(went_down);
    let highest = report.down_counts.iter().map(|count| count.possible).max();
    let is_highest = highest == Some(peak.certain);
    if is_highest && peak.certain == 1 && went_down > 1 {
        let besides = unstarted.at_any_time();
        return format!("No two of {of_those} seen to go down were down at once{again}{besides}");
    }
    let besides = unstarted.beside_peak();
    if is_highest && peak.certain == 1 {
        let subject = "The 1 site that was seen to go down";
        return format!("{subject} was down at {from}{again}{besides}");
    }
    let lead = if is_highest { "At most" } else { "At the peak" };
    format!(
        "{lead} {down} of {of_those} seen to go down {was} down{at_once}, from \
         {from}{again}{besides}"
    )
}

/// Tells how many of the measured sites were observed at the peak, behind a semicolon; empty where
/// all were.
fn observed_then(peak: &DownCount, measured: usize) -> String {
    match peak.observed {
        observed if observed >= measured => String::new(),
        0 => "; none was observed at that moment".to_owned(),
        observed => {
            format!("; only {} of these {} observed then", grouped(observed), was(observed))
        }
    }
}
