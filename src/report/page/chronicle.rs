//! The chronicle: what happened and what was said, in order of time, many sites in one row.

use super::doubtful_sites::{UnconfirmedRow, in_window, places};
use crate::clock::{Bracket, Instant, Range, length};
use crate::model::safe_text::safe_text;
use crate::model::{
    Claim, ClaimKind, CommonMode, Event, EventKind, Outage, OutageFlag, Report, SiteReport, Target,
};
use crate::report::anchors::{of_claim, of_site};
use crate::report::headline::failed_again_words;
use crate::report::wording::{
    END, LEFT_OUT, START, When, claim_kind, claimant_with_role, common_mode_sites, down_for,
    group_of_site, grouped, is_of_left_out_alone, kind_as, name_of_site, plural, was,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Most links of a row; the rest are counted.
const MOST_LINKS: usize = 8;

/// Change or statement of one moment, for the page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ChronicleRow {
    pub(super) when: When,
    /// Kind of the row, as a word for its mark: down, up, doubt, said, work or common.
    pub(super) kind: &'static str,
    pub(super) what: String,
    /// Source of it: probes from some places, or a claimant.
    pub(super) who: String,
    links: Vec<Link>,
    /// Number of links that are not shown; empty where all are.
    more: String,
    /// Names of the sites, and their groups, each on a line, for the filters of the page.
    sites: String,
    groups: String,
    /// Ids of the sites.
    #[serde(skip)]
    pub(super) ids: BTreeSet<String>,
    /// Time of a start or an end whose moments are both on the record.
    #[serde(skip)]
    pub(super) change: Option<Bracket>,
    /// Number of its sites that came back and failed again in the same episode (M13).
    #[serde(skip)]
    pub(super) failed_again: usize,
    #[serde(skip)]
    order: (Instant, u8),
}

/// Link to the evidence of a row.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    href: String,
    text: String,
}

/// All rows of the chronicle.
pub(super) struct Chronicle {
    pub(super) rows: Vec<ChronicleRow>,
    /// Sentence on the places of the probes of rows that name none; may be empty.
    pub(super) probes: String,
}

/// Sentence on the order of the rows.
pub(super) const ORDER: &str = "Rows are in order of the first moment of each; where the times of \
     two overlap, which came first is not known.";
/// Sentences on what their times mean.
pub(super) const TIMES: &str = "A start, an end or a publication lies between its two moments. \
     Failed or challenged probes that confirm no outage lie within theirs; a statement whose \
     publication is not recorded stands at the time that it speaks of.";

/// Returns the rows in order of the first moment of each. `unconfirmed` are the failures that
/// confirm no outage.
pub(super) fn chronicle(report: &Report, unconfirmed: &[UnconfirmedRow]) -> Chronicle {
    let mut rows: Vec<ChronicleRow> = Vec::new();
    rows.extend(report.events.iter().map(|event| of_event(report, event)));
    rows.extend(of_episodes(report));
    rows.extend(unconfirmed.iter().map(|found| doubt_row(report, found)));
    rows.extend(of_claims(report));
    rows.extend(of_work(report));
    for common in &report.common_modes {
        rows.extend(of_common_mode(report, common));
    }
    rows.sort_by(|a, b| a.order.cmp(&b.order).then_with(|| a.what.cmp(&b.what)));
    let probes = name_places_once(&mut rows);
    Chronicle { rows, probes }
}

/// Leaves out the places of probes where most rows have the same ones, and returns the sentence
/// that names them; empty where no two rows have the same.
fn name_places_once(rows: &mut [ChronicleRow]) -> String {
    const FROM: &str = " from ";
    let is_of_probes = |row: &ChronicleRow| !matches!(row.kind, "said" | "work");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| is_of_probes(row) && row.who.contains(FROM)) {
        *counts.entry(row.who.clone()).or_default() += 1;
    }
    let most =
        counts.into_iter().max_by_key(|(who, count)| (*count, std::cmp::Reverse(who.clone())));
    let Some((who, _)) = most.filter(|(_, count)| *count > 1) else { return String::new() };
    let Some((probes, places)) = who.split_once(FROM) else { return String::new() };
    let probes = probes.trim_end_matches(',');
    for row in rows.iter_mut().filter(|row| is_of_probes(row) && row.who == who) {
        row.who = probes.to_owned();
    }
    format!("Where a row says “{probes}” alone, they are those from {places}.")
}

/// Makes a row; `order` is its first moment.
fn row(
    kind: &'static str,
    order: Option<Instant>,
    when: When,
    what: String,
    who: String,
) -> ChronicleRow {
    // Starts before ends, and what was seen before what was said of it.
    let rank = match kind {
        "down" => 0,
        "up" => 1,
        _ => 2,
    };
    let order = (order.unwrap_or(Instant(i64::MIN)), rank);
    let (links, more) = (Vec::new(), String::new());
    let (sites, groups) = (String::new(), String::new());
    let (ids, change, failed_again) = (BTreeSet::new(), None, 0);
    ChronicleRow {
        when,
        kind,
        what,
        who,
        links,
        more,
        sites,
        groups,
        ids,
        change,
        failed_again,
        order,
    }
}

/// Returns the first moment of a bracket that is on the record.
fn first_moment(bracket: Bracket) -> Option<Instant> {
    bracket.after.or(bracket.by)
}

impl ChronicleRow {
    /// Returns the moment by which the rows are in order; the earliest there is where none is on
    /// the record.
    pub(super) fn first_moment(&self) -> Instant {
        self.order.0
    }

    /// Adds links, the first of them by name, the others by their number.
    fn linked(mut self, links: impl IntoIterator<Item = Link>) -> ChronicleRow {
        self.links = links.into_iter().collect();
        let more = self.links.len().saturating_sub(MOST_LINKS);
        if more > 0 {
            self.links.truncate(MOST_LINKS);
            self.more = format!("and {} more", grouped(more));
        }
        self
    }

    /// Notes that it is a start or an end, where both of its moments are on the record.
    fn changed(self, bracket: Bracket) -> ChronicleRow {
        let is_whole = bracket.after.is_some() && bracket.by.is_some();
        ChronicleRow { change: is_whole.then_some(bracket), ..self }
    }

    /// Adds the names and groups of its sites, for the filters of the page.
    fn of_sites<'s>(self, report: &Report, sites: impl Iterator<Item = &'s str>) -> ChronicleRow {
        let mut names = Vec::new();
        let (mut ids, mut groups) = (BTreeSet::new(), BTreeSet::new());
        for id in sites {
            ids.insert(id.to_owned());
            names.push(format!("{} {id}", name_of_site(report, id)));
            groups.insert(group_of_site(report, id));
        }
        groups.retain(|group| !group.is_empty());
        let groups: Vec<String> = groups.into_iter().collect();
        ChronicleRow { sites: names.join(" "), groups: groups.join("\n"), ids, ..self }
    }
}

/// Names the probes behind a row, and their checking locations. A row is read and copied alone, so
/// it says itself that probes were simulated.
fn probes_from<'o>(outages: impl Iterator<Item = &'o Outage> + Clone) -> String {
    let all = |flag| outages.clone().all(|outage| outage.has(flag));
    let any = |flag| outages.clone().any(|outage| outage.has(flag));
    let probes = if all(OutageFlag::Simulated) {
        "simulated probes"
    } else if any(OutageFlag::Simulated) || any(OutageFlag::SimulatedInPart) {
        "probes, some of them simulated,"
    } else {
        "probes"
    };
    let vantages = outages.flat_map(|outage| outage.vantages.iter().map(String::as_str));
    format!("{probes}{}", places(vantages.collect()))
}

/// Writes an event: what many sites did together (M25).
fn of_event(report: &Report, event: &Event) -> ChronicleRow {
    let bracket = Bracket { after: Some(event.after), by: Some(event.by) };
    let sites = plural(event.sites.len(), "site");
    let (kind, did, open) = match event.kind {
        EventKind::WentDown => ("down", "went down", START),
        EventKind::CameBack => ("up", "came back", END),
    };
    let doubt = match event.common_mode {
        true => " (seen from one vantage alone: a fault of it cannot be ruled out)",
        false => "",
    };
    let is_of = |outage: &&Outage| event.outages.binary_search(&outage.id).is_ok();
    let mut row = row(
        kind,
        Some(event.after),
        When::of_bracket(report.zone, bracket, open),
        format!(
            "{sites} {did}, perhaps at one moment ({}){}{doubt}",
            event.id,
            failed_again_words(event)
        ),
        probes_from(report.outages.iter().filter(is_of)),
    );
    row.failed_again = event.failed_again;
    row.changed(bracket)
        .linked(event.sites.iter().map(|id| site_link(report, id)))
        .of_sites(report, event.sites.iter().map(String::as_str))
}

/// Returns a link to the card or row of a site.
fn site_link(report: &Report, id: &str) -> Link {
    Link { href: of_site(id), text: name_of_site(report, id) }
}

/// Returns a link to an outage or blip.
fn outage_link(outage: &Outage) -> Link {
    Link { href: outage.id.clone(), text: outage.id.clone() }
}

/// Writes the start and the end of each episode of each site, without those that are in an event,
/// and each blip.
fn of_episodes(report: &Report) -> Vec<ChronicleRow> {
    let of_kind = |kind| {
        let events = report.events.iter().filter(move |event| event.kind == kind);
        events.flat_map(|event| event.outages.iter().map(String::as_str)).collect()
    };
    let (down, back): (BTreeSet<&str>, BTreeSet<&str>) =
        (of_kind(EventKind::WentDown), of_kind(EventKind::CameBack));
    let mut episodes: BTreeMap<(&str, usize), Vec<&Outage>> = BTreeMap::new();
    for outage in &report.outages {
        episodes.entry((&outage.site, outage.episode)).or_default().push(outage);
    }
    let mut rows = Vec::new();
    for outages in episodes.values() {
        let ([first, ..], [.., last]) = (&outages[..], &outages[..]) else { continue };
        if !down.contains(first.id.as_str()) {
            rows.push(start_row(report, first, outages));
        }
        if !back.contains(last.id.as_str()) {
            rows.push(end_row(report, last, outages));
        }
    }
    rows.extend(report.blips.iter().map(|blip| blip_row(report, blip)));
    rows
}

/// Writes the start of an episode.
fn start_row(report: &Report, first: &Outage, outages: &[&Outage]) -> ChronicleRow {
    let site = name_of_site(report, &first.site);
    let of_many = match outages.len() {
        1 => String::new(),
        count => format!(", for the first of {} times in one episode", grouped(count)),
    };
    let what = match first.has_onset() {
        true => format!("{site} went down{of_many}"),
        false => format!("{site} was down; since when is not on the record"),
    };
    let when = When::start(report.zone, first);
    row("down", first_moment(first.onset), when, what, probes_from([first].into_iter()))
        .changed(first.onset)
        .linked(outages.iter().map(|outage| outage_link(outage)))
        .of_sites(report, [first.site.as_str()].into_iter())
}

/// Writes the end of an episode.
fn end_row(report: &Report, last: &Outage, outages: &[&Outage]) -> ChronicleRow {
    let site = name_of_site(report, &last.site);
    let what = match (last.recovery.by, outages) {
        (None, _) => format!("{site} was last seen down; that it came back is not on the record"),
        (Some(_), [_]) => format!("{site} came back, after {}", down_for(last.duration)),
        (Some(_), _) => format!(
            "{site} came back from the last of {} outages in one episode",
            grouped(outages.len())
        ),
    };
    let when = When::end(report.zone, last);
    let kind = if last.recovery.by.is_some() { "up" } else { "down" };
    row(kind, first_moment(last.recovery), when, what, probes_from([last].into_iter()))
        .changed(last.recovery)
        .linked([outage_link(last)])
        .of_sites(report, [last.site.as_str()].into_iter())
}

/// Writes a blip.
fn blip_row(report: &Report, blip: &Outage) -> ChronicleRow {
    let site = name_of_site(report, &blip.site);
    let what = format!(
        "{site} failed {}: too few to confirm an outage",
        plural(blip.failed_probes, "probe")
    );
    let (time, from) = in_window(report, blip.possible.from(), blip.possible.until());
    let when = When::of_range(report.zone, time);
    row("doubt", Some(from), when, what, probes_from([blip].into_iter()))
        .linked([outage_link(blip)])
        .of_sites(report, [blip.site.as_str()].into_iter())
}

/// Writes failed or challenged probes of a site that confirm no outage.
fn doubt_row(report: &Report, found: &UnconfirmedRow) -> ChronicleRow {
    let UnconfirmedRow { what, when, who, from, site } = found;
    row("doubt", Some(*from), when.clone(), what.clone(), who.clone())
        .linked([site_link(report, site)])
        .of_sites(report, [site.as_str()].into_iter())
}

/// Writes the claims, those of one claimant, kind and time in one row.
fn of_claims(report: &Report) -> Vec<ChronicleRow> {
    let mut alike: Vec<Vec<&Claim>> = Vec::new();
    let mut known: BTreeMap<(&str, String, &str, &str), usize> = BTreeMap::new();
    for claim in &report.claims {
        let asserted = match claim.published {
            Some(_) => "",
            None => claim.asserted_text.as_str(),
        };
        let published = claim.published_text.as_str();
        let key = (claim.claimant.as_str(), claim_kind(claim), published, asserted);
        match known.get(&key) {
            Some(at) => alike[*at].push(claim),
            None => {
                known.insert(key, alike.len());
                alike.push(vec![claim]);
            }
        }
    }
    alike.iter().filter_map(|claims| claims_row(report, claims)).collect()
}

/// Tells of which time claims of one publication speak, behind a comma; empty where they give none
/// but that of the publication.
fn spoken_of_words(report: &Report, claims: &[&Claim]) -> String {
    let spoken_of = |claim: &&Claim| {
        claim.asserted.filter(|_| claim.published.is_some() && claim.published != claim.asserted)
    };
    let times: BTreeSet<Option<Range>> = claims.iter().map(spoken_of).collect();
    let mut times = times.into_iter();
    match (times.next().flatten(), times.next()) {
        (None, None) => String::new(),
        (Some(time), None) => {
            let When { local, utc } = When::of_range(report.zone, time);
            format!(", speaking of {}", if local.is_empty() { utc } else { local })
        }
        _ => ", speaking of several times".to_owned(),
    }
}

/// Writes claims of one claimant, kind and time; `None` where no time is known.
fn claims_row(report: &Report, claims: &[&Claim]) -> Option<ChronicleRow> {
    let first = claims.first()?;
    let range = first.published.or(first.asserted)?;
    let targets: BTreeSet<&Target> = claims.iter().flat_map(|claim| &claim.targets).collect();
    let targeted = match claims.iter().all(|claim| is_of_left_out_alone(report, claim)) {
        true => LEFT_OUT.to_owned(),
        false => targets_words(report, &targets),
    };
    let behind = |word: &str| match targeted.is_empty() {
        true => String::new(),
        false => format!(" {word} {targeted}"),
    };
    let published = match first.published {
        Some(_) => "published",
        None => "said of this time, when is not recorded",
    };
    let quote = match claims {
        // Beside the word for a cause a caution would read as the cause itself.
        [only] if !only.quote.is_empty() && only.kind != ClaimKind::Cause => {
            format!(", “{}”", safe_text(&only.quote))
        }
        _ => String::new(),
    };
    let spoken_of = spoken_of_words(report, claims);
    let what = match first.kind {
        // The word of the table is none of a sentence.
        ClaimKind::Unstated => {
            let kind = kind_as(first, "a remark, neither up nor down");
            format!("{published}: {kind}{}{spoken_of}{quote}", behind("on"))
        }
        _ => format!("{published}: {}{}{spoken_of}{quote}", claim_kind(first), behind("of")),
    };
    let who = claimant_with_role(first);
    let when = When::of_range(report.zone, range);
    let links =
        claims.iter().map(|claim| Link { href: of_claim(&claim.id), text: safe_text(&claim.id) });
    let sites = report.sites.iter().map(|site| &site.site);
    let named = sites.filter(|site| targets.iter().any(|target| target.names(site)));
    Some(
        row("said", range.earliest.or(range.latest), when, what, who)
            .linked(links)
            .of_sites(report, named.map(|site| site.id.as_str())),
    )
}

/// Names or counts the targets of claims; empty where there are none.
fn targets_words(report: &Report, targets: &BTreeSet<&Target>) -> String {
    if targets.contains(&Target::All) {
        return "all sites".to_owned();
    }
    let groups = targets.iter().filter(|target| matches!(target, Target::Group(_))).count();
    let names: Vec<String> = targets
        .iter()
        .filter_map(|target| match target {
            Target::Site(id) => Some(name_of_site(report, id)),
            Target::Group(_) | Target::All => None,
        })
        .collect();
    let mut parts = Vec::new();
    if groups > 0 {
        parts.push(plural(groups, "group"));
    }
    match &names[..] {
        [] => {}
        [one] => parts.push(one.clone()),
        [one, two] => parts.push(format!("{one}, {two}")),
        many => parts.push(plural(many.len(), "site")),
    }
    parts.join(" and ")
}

/// Writes announced work, that of one time in one row.
fn of_work(report: &Report) -> Vec<ChronicleRow> {
    let mut by_span: BTreeMap<(Instant, Instant, bool), Vec<&SiteReport>> = BTreeMap::new();
    for site in &report.sites {
        for span in site.maintenance.spans() {
            let simulated = !site.simulated_maintenance.clip(*span).is_empty();
            by_span.entry((span.from(), span.until(), simulated)).or_default().push(site);
        }
    }
    let rows = by_span.into_iter().map(|((from, until, simulated), sites)| {
        let on = match &sites[..] {
            [one] => name_of_site(report, &one.site.id),
            many => plural(many.len(), "site"),
        };
        let work = if simulated { "simulated announced work" } else { "announced work" };
        let lasts = length(until.since(from));
        row(
            "work",
            Some(from),
            When::at(report.zone, from),
            format!("{work} on {on} begins, and lasts {lasts}"),
            "the plan of work".to_owned(),
        )
        .linked(sites.iter().map(|site| site_link(report, &site.site.id)))
        .of_sites(report, sites.iter().map(|site| site.site.id.as_str()))
    });
    rows.collect()
}

/// Writes the beginning and the end of a common mode (M15).
fn of_common_mode(report: &Report, common: &CommonMode) -> [ChronicleRow; 2] {
    let vantage = safe_text(&common.vantage);
    let seen = common.elsewhere;
    let meaning = match common.sick {
        true => format!(
            "elsewhere {} of them {} seen up: its failed probes are set aside",
            grouped(seen.up),
            was(seen.up)
        ),
        false => "a fault of that place cannot be ruled out".to_owned(),
    };
    let began = format!("{}, as seen from {vantage}; {meaning}", common_mode_sites(common));
    let ended = format!("the common failure seen from {vantage} ends");
    let probes = match (report.simulated, report.simulated_in_part) {
        (_, true) => "probes, some of them simulated,",
        (true, false) => "simulated probes",
        (false, false) => "probes",
    };
    let who = format!("{probes} from {vantage}");
    let link = || Link { href: "common".to_owned(), text: "common failures".to_owned() };
    let shown = |edge, open| When::of_bracket(report.zone, edge, open);
    [
        row("common", first_moment(common.began), shown(common.began, START), began, who.clone())
            .linked([link()]),
        row("common", first_moment(common.ended), shown(common.ended, END), ended, who)
            .linked([link()]),
    ]
}
