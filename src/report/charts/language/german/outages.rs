//! German on charts of outages: findings, lengths, shares of the window, recovery.

use super::figures::{DATIVE_LENGTHS, LENGTHS, counted, number, share, short_moment};
use crate::model::recoveries::{SetRecovery, SiteSet};
use crate::model::safe_text::safe_text;
use crate::model::{DownCount, DurationRange, Outage, Report, SiteChange, SiteReport};
use crate::report::charts::language::chart_words::OutageOrder;
use crate::report::charts::peak::{ever_down, is_highest, more_at_another_time, peak, times_again};
use crate::report::charts::recovery_of_all::{falls_again, of_all, quick_and_slow};
use crate::report::charts::rivals::{MANY_RIVALS, as_long, longest_length, up_as_little};
use crate::report::charts::site_lines::TellingPair;
use crate::report::wording::{Rounding, name_of_site, site_name};

/// Says how long a site was down.
pub(super) fn down_for(duration: DurationRange) -> String {
    LENGTHS.range(duration.least_us, duration.most_us)
}

/// Says how long a site was down, or why that is not known.
pub(super) fn downtime(site: &SiteReport) -> String {
    match site.change {
        SiteChange::NotMeasured => "nicht gemessen".to_owned(),
        SiteChange::WentDown => down_for(site.downtime),
        SiteChange::DownAtStart => format!("Beginn nicht belegt, {}", down_for(site.downtime)),
        SiteChange::NeverUp => "nie nachweislich erreichbar".to_owned(),
        SiteChange::NoOutage if site.blips > 0 => {
            format!("kein Ausfall, {} Aussetzer", number(site.blips))
        }
        SiteChange::NoOutage => "kein Ausfall beobachtet".to_owned(),
    }
}

/// Returns the finding on the most sites that were down at once.
pub(super) fn sites_down_title(report: &Report) -> String {
    let all = report.totals.measured;
    let Some(peak) = peak(report) else {
        return match all {
            1 => "Bei der einen gemessenen Website begann kein Ausfall".to_owned(),
            all => format!("Bei keiner von {} gemessenen Websites begann ein Ausfall", number(all)),
        };
    };
    let from = short_moment(report.zone, peak.from);
    let (certain, possible) = (peak.all_certain(), peak.all_possible());
    let unstarted = unstarted(peak);
    let measured = format!("{} gemessenen Websites", number(all));
    let ever = ever_down(report);
    let seen = match peak.observed {
        observed if observed >= all => String::new(),
        0 => "; keine davon wurde in diesem Moment beobachtet".to_owned(),
        1 => format!("; nur 1 der {} wurde dann beobachtet", number(all)),
        observed => {
            format!("; nur {} der {} wurden dann beobachtet", number(observed), number(all))
        }
    };
    if is_highest(report, peak) && certain == 1 {
        return match (ever, all) {
            (2.., _) => format!(
                "Von {measured} waren {} ausgefallen, nie zwei davon nachweislich gleichzeitig",
                number(ever)
            ),
            (_, 1) => {
                format!("Die eine gemessene Website war ausgefallen, ab {from}{unstarted}{seen}")
            }
            _ => format!("1 von {measured} war ausgefallen, ab {from}{unstarted}{seen}"),
        };
    }
    let (first, again, unstarted) = match times_again(report, peak) {
        0 => ("", String::new(), unstarted),
        // What is known of the sites of the first time need not be so of the others.
        times => ("erstmals ", format!(" und später noch {}-mal", number(times)), String::new()),
    };
    let down = count_range(certain, possible);
    let (were, at_once) = if possible == 1 { ("war", "") } else { ("waren", " gleichzeitig") };
    format!(
        "Auf dem Höhepunkt {were} {down} von {measured}{at_once} nachweislich ausgefallen, \
         {first}ab {from}{again}{unstarted}{seen}{}",
        match more_at_another_time(report, peak) {
            Some(most) => format!("; zu anderer Zeit womöglich bis zu {}", number(most)),
            None => String::new(),
        }
    )
}

/// Writes a count of which the highest value may be more than what is certain.
fn count_range(certain: usize, possible: usize) -> String {
    match certain == possible {
        true => number(certain),
        false => format!("{} bis {}", number(certain), number(possible)),
    }
}

/// Counts the sites of a peak whose start is not on the record; empty where there is none.
fn unstarted(peak: &DownCount) -> String {
    match (peak.without_onset, peak.all_possible()) {
        (0, _) => String::new(),
        (count, all) if count == all => "; der Beginn ist nicht belegt".to_owned(),
        (count, _) => {
            let range = count_range(peak.certain_without_onset, count);
            format!("; davon {range} ohne belegten Beginn")
        }
    }
}

/// Returns the share of the window in which a site was up, as a range.
pub(super) fn share_range(site: &SiteReport) -> Option<String> {
    let (least, most) = site.up_share_min.zip(site.up_share_max)?;
    let (least, most) = (share(least, Rounding::Down), share(most, Rounding::Up));
    Some(match (least.as_str(), most.as_str()) {
        ("unter 0,1", "0,1") => "unter 0,1 %".to_owned(),
        ("99,9", "über 99,9") => "über 99,9 %".to_owned(),
        (least, most) if least == most => format!("{most} %"),
        (least, most) => format!("{least} bis {most} %"),
    })
}

/// Returns the title of the shares of the window: the site with the least.
pub(super) fn availability_title(report: &Report, first: &SiteReport) -> String {
    let (name, up) = (site_name(&first.site), share_range(first).unwrap_or_default());
    let others = match up_as_little(report, first) {
        0 => String::new(),
        1 => "; 1 andere war womöglich ebenso wenig oder weniger erreichbar".to_owned(),
        count => format!(
            "; {} andere waren womöglich ebenso wenig oder weniger erreichbar",
            number(count)
        ),
    };
    match first.change {
        SiteChange::WentDown if report.totals.changes.went_down == 1 => {
            format!("Die ausgefallene Website {name} war {up} des Zeitraums erreichbar")
        }
        SiteChange::WentDown => format!(
            "Am wenigsten erreichbar von den ausgefallenen Websites: {name}, {up} des \
             Zeitraums{others}"
        ),
        SiteChange::DownAtStart | SiteChange::NeverUp => format!(
            "Kein Beginn eines Ausfalls belegt; am wenigsten erreichbar: {name}, {up} des \
             Zeitraums{others}"
        ),
        SiteChange::NoOutage | SiteChange::NotMeasured => "Kein Ausfall beobachtet".to_owned(),
    }
}

/// Returns the title of the worst stretches: what tells two sites apart.
pub(super) fn windowed_title(report: &Report, pair: &TellingPair<'_>) -> String {
    let TellingPair { with_few, with_many, at } = pair;
    let [few, many] = [with_few, with_many].map(|line| name_of_site(report, line.id));
    let up = match with_few.points[*at].most {
        most if most > 0.0 => format!("zu höchstens {} %", share(most, Rounding::Up)),
        _ => "gar nicht".to_owned(),
    };
    format!(
        "{} gegen {}: In der schlimmsten Zeitspanne von {} war {few} {up} erreichbar, {many} zu \
         mindestens {} %",
        if with_few.outages == 1 { "Ein Ausfall" } else { "Zwei Ausfälle" },
        number(with_many.outages),
        DATIVE_LENGTHS.length(with_few.points[*at].length_us),
        share(with_many.points[*at].least, Rounding::Down),
    )
}

/// Returns the title of the lengths of outages.
pub(super) fn durations_title(report: &Report, longest: Option<&Outage>) -> String {
    let Some(outage) = longest else { return "Kein Ausfall beobachtet".to_owned() };
    let which = if !outage.has_onset() {
        "Kein Beginn eines Ausfalls belegt; am längsten ausgefallen"
    } else if report.totals.outages_with_onset == 1 {
        "Der Ausfall mit belegtem Beginn"
    } else if report.outages.iter().all(Outage::has_onset) {
        "Der längste Ausfall"
    } else {
        "Der längste Ausfall mit belegtem Beginn"
    };
    let rivals = as_long(report, outage);
    if rivals >= MANY_RIVALS && report.outages.iter().all(Outage::has_onset) {
        let length = down_for(longest_length(report, outage));
        let any = number(rivals + 1);
        return format!(
            "Der längste Ausfall dauerte {length}; jeder von {any} kann es gewesen sein"
        );
    }
    let others = match rivals {
        0 => String::new(),
        1 => "; 1 anderer dauerte womöglich ebenso lange oder länger".to_owned(),
        count => {
            format!("; {} andere dauerten womöglich ebenso lange oder länger", number(count))
        }
    };
    let name = name_of_site(report, &outage.site);
    format!("{which}: {name}, {}{others}", down_for(outage.duration))
}

/// Says which outages the rows are.
pub(super) fn durations_subtitle(window: &str, order: OutageOrder) -> String {
    let OutageOrder { all, unseen, shown } = order;
    let order = match (unseen, all) {
        (_, 0) => String::new(),
        (0, _) => ", die längsten zuerst".to_owned(),
        (unseen, all) if unseen == all => {
            ", keiner mit belegtem Beginn, die längsten zuerst".to_owned()
        }
        (unseen, all) => format!(
            ": {} mit belegtem Beginn, die längsten zuerst, dann {} ohne",
            number(all - unseen),
            number(unseen)
        ),
    };
    let rest = match shown < all {
        true => {
            format!(" Gezeigt sind {shown} von {}; alle stehen in tables/outages.csv.", number(all))
        }
        false => String::new(),
    };
    format!("{}{order}, {window}.{rest}", counted(all, "Ausfall", "Ausfälle"))
}

/// Returns the title of the recovery of all sites.
pub(super) fn recovery_title(report: &Report) -> String {
    let Some(all) = of_all(report) else { return String::new() };
    let (seen, went_down) = (number(all.seen_back), number(all.sites.len()));
    let back = match falls_again(report) {
        true => "nach ihrer ersten Ausfallfolge zurück",
        false => "wieder erreichbar",
    };
    let half = all.median.most_us.map(|most| DATIVE_LENGTHS.range(all.median.least_us, Some(most)));
    let were = if all.seen_back == 1 { "war" } else { "waren" };
    let counted =
        format!("{seen} der {went_down} ausgefallenen Websites {were} nachweislich {back}");
    match half {
        Some(time) if all.seen_back == all.sites.len() => format!(
            "Mindestens die Hälfte der {went_down} ausgefallenen Websites war nach {time} {back}"
        ),
        Some(time) => format!("{counted}, mindestens die Hälfte nach {time}"),
        None => counted,
    }
}

/// Sentence where a site was not seen to come back.
pub(super) const CENSORED: &str = " Eine Website, deren Rückkehr nicht beobachtet ist, kann \
    jederzeit nach dem letzten Nachweis des Ausfalls zurückgekommen sein: Die gestrichelte \
    Linie zählt sie von da an mit, die andere nie.";
/// Sentence where a site went down again after it had been back to stay.
pub(super) const FIRST_EPISODE: &str =
    " Bei einer Website, die später erneut ausfiel, zählt die erste Folge von Ausfällen.";

/// Returns the title of the recovery of sets of sites.
pub(super) fn sets_title(sets: &[&SetRecovery]) -> String {
    if let [only] = sets {
        return of_set(only);
    }
    match quick_and_slow(sets) {
        Some(((most, quick), slow)) => format!(
            "Mindestens zur Hälfte wieder da: {} nach {}, {} erst nach {}",
            members_in_short(quick),
            DATIVE_LENGTHS.range(quick.median.least_us, Some(most)),
            members_in_short(slow),
            time_back(slow.median)
        ),
        None => format!(
            "Bei keiner von {} Gruppen von Websites ist sicher, dass mindestens die Hälfte \
             früher wieder erreichbar war als bei einer anderen",
            number(sets.len())
        ),
    }
}

/// Names the sites of a set that went down, in the genitive.
fn members(one: &SetRecovery) -> String {
    let count = number(one.sites.len());
    match &one.set {
        SiteSet::All => format!("{count} ausgefallenen Websites"),
        SiteSet::Claimant { name, .. } => {
            format!("{count} ausgefallenen Websites, die {} nannte,", safe_text(name))
        }
        SiteSet::Group(name) => {
            format!("{count} ausgefallenen Websites der Gruppe {}", safe_text(name))
        }
    }
}

/// Names the sites of a set that went down in few words.
fn members_in_short(one: &SetRecovery) -> String {
    let count = number(one.sites.len());
    match &one.set {
        SiteSet::All => format!("alle {count} Websites"),
        SiteSet::Claimant { name, .. } => format!("{count} von {} genannte", safe_text(name)),
        SiteSet::Group(name) => format!("{count} der Gruppe {}", safe_text(name)),
    }
}

/// Says how soon the sites of a set were back.
fn of_set(one: &SetRecovery) -> String {
    let half = time_back(one.median);
    if one.seen_back == one.sites.len() {
        let range = DATIVE_LENGTHS.range(one.range.least_us, one.range.most_us);
        return format!(
            "Mindestens die Hälfte der {} war nach {half} wieder erreichbar, jede nach {range}",
            members(one)
        );
    }
    let were = if one.seen_back == 1 { "war" } else { "waren" };
    format!(
        "{} der {} {were} nachweislich wieder erreichbar, mindestens die Hälfte nach {half}",
        number(one.seen_back),
        members(one)
    )
}

/// Returns the time after which sites were back, in the dative.
fn time_back(time: DurationRange) -> String {
    match time.most_us {
        Some(most_us) => DATIVE_LENGTHS.range(time.least_us, Some(most_us)),
        None => format!("{} oder mehr", DATIVE_LENGTHS.length(time.least_us)),
    }
}

/// Says how many sites of a set were seen back, and after how long half were.
pub(super) fn seen_back(one: &SetRecovery) -> String {
    let seen =
        format!("{} von {} wieder erreichbar", number(one.seen_back), number(one.sites.len()));
    match one.median.most_us {
        Some(most) => format!(
            "{seen}, mindestens die Hälfte nach {}",
            DATIVE_LENGTHS.range(one.median.least_us, Some(most))
        ),
        None => seen,
    }
}

/// Returns the finding on the sites of a page of panels.
pub(super) fn panels_finding(sites: &[&SiteReport]) -> String {
    let went_down: Vec<&&SiteReport> = sites.iter().filter(|one| one.change.went_down()).collect();
    let blips = sites.iter().filter(|site| site.outages == 0).count();
    let unseen = sites.len() - went_down.len() - blips;
    let least = went_down.iter().map(|site| site.downtime.least_us).min().unwrap_or(0);
    let least = LENGTHS.length(least);
    let is_open = went_down.iter().any(|site| site.downtime.most_us.is_none());
    if went_down.len() == sites.len() && !is_open {
        let most = went_down.iter().filter_map(|site| site.downtime.most_us).max().unwrap_or(0);
        let each = if sites.len() > 1 { "jede " } else { "" };
        return format!(
            "{each}mindestens {least} und höchstens {} ausgefallen",
            LENGTHS.length_up(most)
        );
    }
    if blips == sites.len() {
        return "nur Aussetzer, kein Ausfall".to_owned();
    }
    let parts = [
        (went_down.len(), format!("{} mindestens {least} ausgefallen", number(went_down.len()))),
        (unseen, format!("{} ohne belegten Beginn", number(unseen))),
        (blips, format!("{} nur mit Aussetzern", number(blips))),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words);
    parts.collect::<Vec<_>>().join(", ")
}
