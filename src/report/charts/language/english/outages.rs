//! English on charts of outages: lengths, shares of the window, the worst stretches, recovery.

use crate::clock::{Zone, length, length_range, length_up};
use crate::model::recoveries::{SetRecovery, SiteSet};
use crate::model::{Outage, Report, SiteChange, SiteReport};
use crate::report::charts::language::chart_words::OutageOrder;
use crate::report::charts::recovery_of_all::{falls_again, of_all, quick_and_slow};
use crate::report::charts::rivals::{MANY_RIVALS, as_long, longest_length, up_as_little};
use crate::report::charts::site_lines::{SiteLine, TellingPair};
use crate::report::wording::{
    Rounding, by_count, capitalised, counted, down_for, grouped, in_clause, name_of_site, percent,
    plural, recovery_words, site_name, time_back, was,
};

/// Returns title: the first outage of the rows, and how long it was.
pub(super) fn durations_title(report: &Report, longest: Option<&Outage>) -> String {
    match longest {
        Some(outage) => {
            let rivals = as_long(report, outage);
            if rivals >= MANY_RIVALS && report.outages.iter().all(Outage::has_onset) {
                let length = down_for(longest_length(report, outage));
                let any = grouped(rivals + 1);
                return format!("The longest outage lasted {length}; it may be any of {any}");
            }
            let name = name_of_site(report, &outage.site);
            let which = if !outage.has_onset() {
                "No start of an outage was seen; the longest time down"
            } else if report.totals.outages_with_onset == 1 {
                "The outage that was seen to start"
            } else if report.outages.iter().all(Outage::has_onset) {
                "The longest outage"
            } else {
                "The longest outage of those that were seen to start"
            };
            let rivals = others(rivals, "may have lasted as long or longer");
            format!("{which}: {name}, {}{rivals}", down_for(outage.duration))
        }
        None => "No outage was seen".to_owned(),
    }
}

/// Returns the moment by which an outage had begun, its minute rounded up.
pub(super) fn down_by(zone: Zone, outage: &Outage) -> String {
    zone.format(outage.first_down().minute_up(), "down by %-d %b %H:%M %Z")
}

/// Returns title: the first site of all, and its share.
pub(super) fn availability_title(report: &Report, first: &SiteReport) -> String {
    let (name, share) = (site_name(&first.site), up_range(first));
    match first.change {
        SiteChange::WentDown if report.totals.changes.went_down == 1 => {
            format!("The site that went down, {name}, was {share} of the window")
        }
        SiteChange::WentDown => {
            let rivals = others(up_as_little(report, first), "may have been up as little or less");
            format!(
                "Least available of the sites that went down: {name}, {share} of the window{rivals}"
            )
        }
        SiteChange::DownAtStart | SiteChange::NeverUp => {
            let rivals = others(up_as_little(report, first), "may have been up as little or less");
            format!(
                "No start of an outage was seen; least available: {name}, {share} of the \
                 window{rivals}"
            )
        }
        SiteChange::NoOutage | SiteChange::NotMeasured => "No outage was seen".to_owned(),
    }
}

/// Returns the availability in words: a range, rounded outward.
pub(super) fn up_range(site: &SiteReport) -> String {
    let (Some(least), Some(most)) = (site.up_share_min, site.up_share_max) else {
        return "not measured".to_owned();
    };
    let (least, most) = (percent(least, Rounding::Down), percent(most, Rounding::Up));
    match (least.as_str(), most.as_str()) {
        ("under 0.1", "0.1") => "up under 0.1 %".to_owned(),
        ("99.9", "over 99.9") => "up over 99.9 %".to_owned(),
        (least, most) if least == most => format!("up {most} %"),
        (least, most) => format!("up {least} to {most} %"),
    }
}

/// Counts others that may have been so, behind a semicolon; empty where there are none.
fn others(count: usize, may: &str) -> String {
    match count {
        0 => String::new(),
        1 => format!("; 1 other {may}"),
        count => format!("; {} others {may}", grouped(count)),
    }
}

/// Says which outages the rows are.
pub(super) fn durations_subtitle(window: &str, order: OutageOrder) -> String {
    let OutageOrder { all, unseen, shown } = order;
    let order = match (unseen, all) {
        (_, 0) => String::new(),
        (0, _) => ", the longest first".to_owned(),
        (unseen, all) if unseen == all => {
            ", none with a start on the record, the longest first".to_owned()
        }
        (unseen, all) => format!(
            ": {} with a start on the record, the longest first, then {} without one",
            grouped(all - unseen),
            grouped(unseen)
        ),
    };
    let rest = if shown < all {
        format!(" Shown are {shown} of {}: for all see tables/outages.csv.", grouped(all))
    } else {
        String::new()
    };
    format!("{}{order}, {window}.{rest}", plural(all, "outage"))
}

/// Returns title: when half were back, at the earliest and at the latest that the band allows.
pub(super) fn recovery_title(report: &Report) -> String {
    let Some(all) = of_all(report) else { return String::new() };
    let (seen, went_down) = (all.seen_back, all.sites.len());
    let half = all.median.most_us.map(|most| length_range(all.median.least_us, Some(most)));
    let (of_which, started) = match falls_again(report) {
        true => (" from their first episodes of outages", "after those started"),
        false => ("", "after their outages started"),
    };
    let sites = format!("{} sites that went down", grouped(went_down));
    let counted = format!("{} of the {sites} {} seen back{of_which}", grouped(seen), was(seen));
    match half {
        Some(time) if seen == went_down => {
            format!("At least half of the {sites} were back{of_which} {time} {started}")
        }
        Some(time) => format!("{counted}, at least half of all {time} {started}"),
        None => counted,
    }
}

/// Words where a site was not seen to come back.
const CENSORED: &str = " A site that was not seen back may have been at any time since it was last \
                        confirmed down: the dashed line counts it from then on, the other never.";

/// Returns the sentence on sites that were not seen to come back; empty where all were.
pub(super) fn open_words(is_open: bool) -> &'static str {
    if is_open { CENSORED } else { "" }
}

/// Words where a site went down again after it had been back to stay.
pub(super) const FIRST_EPISODE: &str =
    " Of a site that went down again later, the first episode of outages counts.";

/// Returns the title: of which sites half were back certainly sooner than of others, or of none.
pub(super) fn sets_title(sets: &[&SetRecovery]) -> String {
    let named = |one: &SetRecovery| {
        let count = grouped(one.sites.len());
        match one.set.name() {
            Some(name) if matches!(one.set, SiteSet::Group(_)) => {
                format!("{count} of the group {}", in_clause(name))
            }
            Some(name) => format!("{count} that {} named", in_clause(name)),
            None => count,
        }
    };
    if let [only] = sets {
        return capitalised(&recovery_words(only));
    }
    match quick_and_slow(sets) {
        Some(((most, quick), slow)) => format!(
            "Sites that went down: half or more of the {} were back after {}, of the {} after {}",
            named(quick),
            length_range(quick.median.least_us, Some(most)),
            named(slow),
            time_back(slow.median)
        ),
        None => format!(
            "Of none of {} is it certain that at least half were back sooner than of another",
            counted(sets.len(), "set of sites", "sets of sites")
        ),
    }
}

/// Tells how many of the sites were seen back, and after what time half of them were.
pub(super) fn seen_back(one: &SetRecovery) -> String {
    let seen = format!("{} of {} seen back", grouped(one.seen_back), grouped(one.sites.len()));
    match one.median.most_us {
        Some(most) => {
            format!("{seen}, half after {}", length_range(one.median.least_us, Some(most)))
        }
        None => seen,
    }
}

/// Returns title: what tells a site with many outages from one with a long one.
pub(super) fn windowed_title(report: &Report, pair: &TellingPair<'_>) -> String {
    let TellingPair { with_few, with_many, at } = pair;
    let [few, many] = [with_few, with_many].map(|line| name_of_site(report, line.id));
    let up = match with_few.points[*at].most {
        most if most > 0.0 => format!("for at most {} %", percent(most, Rounding::Up)),
        _ => "for none of it".to_owned(),
    };
    format!(
        "{} against {}: in its worst {} {few} was up {up}, {many} for at least {} %",
        by_count(with_few.outages, "One outage", "Two outages"),
        grouped(with_many.outages),
        length(with_few.points[*at].length_us),
        percent(with_many.points[*at].least, Rounding::Down),
    )
}

/// Says behind a blank that the whole window does not tell two sites apart.
pub(super) fn over_the_whole(report: &Report, pair: &TellingPair<'_>) -> String {
    let few = name_of_site(report, pair.with_few.id);
    format!(" Over the whole window {few} was not certainly up for less.")
}

/// Names a site, with the number of its outages.
pub(super) fn line_name(report: &Report, line: &SiteLine<'_>) -> String {
    let name = name_of_site(report, line.id);
    format!("{name}, {}", plural(line.outages, "outage"))
}

/// Counts the sites that are drawn, behind a blank; empty where each that was down is.
pub(super) fn lines_shown(drawn: usize, all: usize) -> String {
    match all > drawn {
        true => {
            let all = counted(all, "site that was down", "sites that were down");
            format!(" Shown are {drawn} of {all}.")
        }
        false => String::new(),
    }
}

/// Returns the finding that holds for all sites of a page.
pub(super) fn panels_finding(panels: &[(usize, &SiteReport)]) -> String {
    let sites = || panels.iter().map(|(_, site)| *site);
    let went_down: Vec<&SiteReport> = sites().filter(|site| site.change.went_down()).collect();
    let blips = sites().filter(|site| site.outages == 0).count();
    let unseen = panels.len() - went_down.len() - blips;
    let least = went_down.iter().map(|site| site.downtime.least_us).min();
    let least = length(least.unwrap_or(0));
    if went_down.len() == panels.len() {
        let down = if went_down.len() > 1 { "each down" } else { "down" };
        let open = went_down.iter().filter(|site| site.downtime.most_us.is_none()).count();
        let most = went_down.iter().filter_map(|site| site.downtime.most_us).max().unwrap_or(0);
        return match open {
            0 => format!("{down} for at least {least} and at most {}", length_up(most)),
            open => format!(
                "{down} for at least {least}, {} with an outage whose start or end was not seen",
                grouped(open)
            ),
        };
    }
    if blips == panels.len() {
        return "blips alone, no outage".to_owned();
    }
    let mut parts = Vec::new();
    if !went_down.is_empty() {
        parts.push(format!("{} down for at least {least}", grouped(went_down.len())));
    }
    if unseen > 0 {
        parts.push(format!("{} with no start on the record", grouped(unseen)));
    }
    if blips > 0 {
        parts.push(format!("{} with blips alone", grouped(blips)));
    }
    parts.join(", ")
}
