//! `statuspage`: `incidents.json` of Atlassian Statuspage (v2). Each update of an incident that
//! changes what the operator says of it is a claim; one that repeats it is counted as outside.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{between, has_length, labelled, note, part_of_id, quoted, time};
use crate::claims::claims_entry::ComponentSites;
use crate::claims::collector::{Collector, Statement};
use crate::claims::impact::Impact;
use crate::claims::lenient_json::{Flag, Object, Objects, Text};
use crate::claims::page_parts::{Component, IncidentWords, NewWords, SiteStatement, UpdateState};
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::statement_fault::StatementFault;
use crate::clock::{Instant, Range, StampError, Zone};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Layout `statuspage`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["targets", "components", "claimant", "zone"],
    needs: &[&["components", "targets"]],
    unsaid: |head| if has_no_page(head) { &["claimant"] } else { &[] },
    ..ClaimLayout::new("statuspage", recognise, read)
};

/// The states that an update can say.
const STATES: &str = "`investigating`, `identified`, `monitoring`, `resolved`, `postmortem`, \
    `scheduled`, `in_progress`, `verifying` or `completed`";

/// Parts of a file that stand beside its list of incidents.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct PageHead {
    page: Object<StatusPage>,
    /// Updates of an incident that is a file of its own.
    incident_updates: Objects<IgnoredAny>,
}

/// Page that the incidents are of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StatusPage {
    name: Text,
}

/// Incident as the page has it, with its updates.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StatusIncident {
    id: Text,
    name: Text,
    impact: Text,
    shortlink: Text,
    created_at: Text,
    started_at: Text,
    resolved_at: Text,
    scheduled_for: Text,
    scheduled_until: Text,
    incident_updates: Objects<Update>,
    components: Objects<Component>,
    #[serde(flatten)]
    visibility: Visibility,
}

/// Keys by which pages that write this format hide what only their operators see.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Visibility {
    draft: Flag,
    published: Flag,
    is_public: Flag,
}

impl Visibility {
    /// Says whether readers of the page never saw it.
    fn is_hidden(&self) -> bool {
        self.draft.0 == Some(true)
            || self.published.0 == Some(false)
            || self.is_public.0 == Some(false)
    }
}

/// Update of an incident: a state and words of the operator at a moment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Update {
    id: Text,
    status: Text,
    body: Text,
    created_at: Text,
    display_at: Text,
    affected_components: Objects<Component>,
    #[serde(flatten)]
    visibility: Visibility,
}

/// Incident of a page, with what its claims need besides.
struct ReportedIncident<'a> {
    incident: &'a StatusIncident,
    /// Name of the operator.
    claimant: &'a str,
    /// Number of the row, from 1.
    number: u64,
}

/// Reads the word of a state; `None` where it says nothing of the sites.
fn state_of(status: &str) -> Result<Option<UpdateState>, RefusalKind> {
    match status {
        "investigating" | "identified" => Ok(Some(UpdateState::Failing)),
        "monitoring" => Ok(Some(UpdateState::Watched)),
        "resolved" => Ok(Some(UpdateState::Over)),
        "scheduled" | "in_progress" | "verifying" => Ok(Some(UpdateState::Work)),
        "completed" | "postmortem" => Ok(None),
        other => Err(RefusalKind::NotAStatus { expected: STATES, found: quoted(other) }),
    }
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(&head.bytes);
    if !text.contains("\"incident_updates\"") {
        return None;
    }
    let evidence = match text.trim_start_matches('\u{feff}').trim_start().chars().next()? {
        '{' => "a JSON object whose incidents have `incident_updates`",
        '[' => "a JSON list of incidents, which have `incident_updates`",
        _ => return None,
    };
    Some(evidence.to_owned())
}

/// Says whether the page is not named in the first bytes.
fn has_no_page(head: &FileHead<'_>) -> bool {
    !String::from_utf8_lossy(&head.bytes).contains("\"page\"")
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    if bytes.trim_ascii_start().starts_with(b"[") {
        let claimant = claimant(file, "")?;
        return file.each_of_list(&bytes, |number, incident: Option<StatusIncident>| {
            take_incident(file, collector, claimant, number, incident.ok_or("incidents"));
        });
    }
    let head: PageHead = file.object(&bytes)?;
    let page = head.page.0.unwrap_or_default();
    if !head.incident_updates.0.is_empty() {
        let incident: StatusIncident = file.object(&bytes)?;
        let claimant = claimant(file, page.name.get())?;
        take_incident(file, collector, claimant, 1, Ok(incident));
        return Ok(());
    }
    let (mut last, mut there) = (0, false);
    let named = claimant(file, page.name.get());
    let claimant = named.as_deref().unwrap_or_default();
    for key in ["incidents", "scheduled_maintenances"] {
        let before = last;
        there |= file.each(&bytes, key, |number, incident: Option<StatusIncident>| {
            last = before + number;
            take_incident(file, collector, claimant, last, incident.ok_or(key));
        })?;
    }
    if there {
        named.map(drop)
    } else {
        Err(file.broken("there is no list `incidents`; fetch `/api/v2/incidents.json` of the page"))
    }
}

/// Gives the name of the operator: that of the entry, else that of the page.
///
/// # Errors
/// Where neither is there, with what to write.
fn claimant<'a>(file: &ClaimFile<'a>, page: &'a str) -> Result<&'a str, ReadError> {
    let name = file.entry.claimant.as_deref().unwrap_or(page);
    let nameless = "the file does not name its page: write whose it is, as claimant = \"…\" in its \
        [[claims]]";
    if name.is_empty() { Err(file.broken(nameless)) } else { Ok(name) }
}

/// Takes an incident, or the key of the list in which something else stands.
fn take_incident(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    claimant: &str,
    number: u64,
    incident: Result<StatusIncident, &str>,
) {
    match incident {
        Ok(incident) => {
            updates(file, collector, &ReportedIncident { incident: &incident, claimant, number });
        }
        Err(key) => {
            collector.count_row();
            let why = "an incident is an object".to_owned();
            collector.refuse(number, key, RefusalKind::NotJson(why));
        }
    }
}

/// Takes the updates of an incident, in the order of time: the file has the newest first.
fn updates(file: &ClaimFile<'_>, collector: &mut Collector<'_>, reported: &ReportedIncident<'_>) {
    let ReportedIncident { incident, number, .. } = *reported;
    let all = &incident.incident_updates.0;
    if all.is_empty() {
        collector.count_row();
        return collector.refuse(number, "incident_updates", RefusalKind::Empty);
    }
    let mut dated = Vec::new();
    let mut is_whole = true;
    for (at, update) in all.iter().rev().enumerate() {
        collector.count_row();
        match dated_update(incident, update, file.entry.zone) {
            Ok(Some(one)) => dated.push((one.from, at, one)),
            Ok(None) => collector.pass_over(),
            Err(fault) => {
                is_whole = false;
                collector.refuse_field(number, fault);
            }
        }
    }
    dated.sort_by_key(|(from, at, _)| (*from, *at));
    let mut dated: Vec<DatedUpdate<'_>> = dated.into_iter().map(|(.., one)| one).collect();
    for at in 0..dated.len() {
        let next = dated[at + 1..].iter().find(|next| next.says != dated[at].says);
        dated[at].until = next.map(|next| next.at);
    }
    let mut words = IncidentWords::default();
    if is_whole {
        words.note_outage(&entered_afterwards(file, collector, reported, &dated));
    }
    for one in &dated {
        take_update(file, collector, reported, &mut words, one);
    }
}

/// Update that says something of the sites.
struct DatedUpdate<'a> {
    says: UpdateState,
    /// First moment from which it can hold.
    from: Option<Instant>,
    /// Time from which it holds, as written.
    at: &'a str,
    /// Time at which another state was reported, as written; `None` for the last state.
    until: Option<&'a str>,
    update: &'a Update,
}

/// Reads an update; `None` where nobody saw it, or where it says nothing of the sites.
///
/// # Errors
/// The field at fault, and why.
fn dated_update<'a>(
    incident: &StatusIncident,
    update: &'a Update,
    zone: Option<Zone>,
) -> Result<Option<DatedUpdate<'a>>, StatementFault> {
    if incident.visibility.is_hidden() || update.visibility.is_hidden() {
        return Ok(None);
    }
    let says = state_of(update.status.get()).map_err(|kind| StatementFault::of("status", kind))?;
    let impact =
        Impact::read(incident.impact.get()).map_err(|kind| StatementFault::of("impact", kind))?;
    let fails = impact != Impact::None;
    let shown = either(&update.display_at, &update.created_at);
    let range = time(shown, zone)
        .map_err(|why| StatementFault::of("display_at", RefusalKind::Stamp(why)))?;
    let range = range.ok_or(StatementFault::of("display_at", RefusalKind::Empty))?;
    // A page that says "no impact" says that nothing failed.
    let says = says.filter(|says| fails || *says == UpdateState::Work);
    Ok(says.map(|says| DatedUpdate { says, from: range.earliest, at: shown, until: None, update }))
}

/// Gives the first of two texts that is not empty.
fn either<'t>(first: &'t Text, second: &'t Text) -> &'t str {
    if first.get().is_empty() { second.get() } else { first.get() }
}

/// Takes the outage of an incident that was written down when it was over: no update says that
/// something fails, and the page gives a start and an end. What else is wrong with the update is
/// said where its own claim is taken.
fn entered_afterwards(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    reported: &ReportedIncident<'_>,
    dated: &[DatedUpdate<'_>],
) -> Vec<String> {
    let none = Vec::new();
    let Some(first) = dated.first() else { return none };
    let says_more =
        |one: &DatedUpdate<'_>| matches!(one.says, UpdateState::Failing | UpdateState::Work);
    let Ok(ComponentSites { sites: targets, .. }) = sites(file, reported.incident, first.update)
    else {
        return none;
    };
    let zone = file.entry.zone;
    let Ok(published) = time(first.update.created_at.get(), zone) else { return none };
    if targets.is_empty() || dated.iter().any(says_more) {
        return none;
    }
    let incident = reported.incident;
    let from = either(&incident.started_at, &incident.created_at);
    let until = match incident.resolved_at.get() {
        "" => first.at,
        _ if first.says == UpdateState::Watched => first.at,
        resolved => resolved,
    };
    let (asserted, asserted_text, remark) = match length(from, until, zone) {
        Ok(Some(range)) => (Some(range), between(from, until), "entered when it was over"),
        Ok(None) => (None, String::new(), "entered when it was over; the page gives no length"),
        Err(why) => {
            collector.refuse(reported.number, "started_at", RefusalKind::Stamp(why));
            return none;
        }
    };
    let words = UpdateMeaning { kind: ClaimKind::Outage, published, asserted, asserted_text };
    let mut claim = words.claim(reported, first);
    claim.id.push_str("-outage");
    claim.note = note([claim.note, remark.to_owned()]);
    let statement = Statement { claim, targets: targets.clone(), unknown: UnknownTarget::Refused };
    collector.take_statement(reported.number, statement);
    targets
}

/// Reads the time from one written moment to another; `None` where the one is missing, or is not
/// after the other.
fn length(from: &str, until: &str, zone: Option<Zone>) -> Result<Option<Range>, StampError> {
    time(from, zone)?;
    time(until, zone)?;
    if has_length(from, until, zone) { time(&between(from, until), zone) } else { Ok(None) }
}

/// Finds the sites that an update speaks of, and the parts of the page that are not mapped.
fn sites<'a>(
    file: &ClaimFile<'_>,
    incident: &'a StatusIncident,
    update: &'a Update,
) -> Result<ComponentSites<'a>, RefusalKind> {
    file.entry.sites(parts(incident, update).iter().map(|component| component.name.get()))
}

/// Returns the parts of the page that an update speaks of: its own, else those of the incident.
fn parts<'a>(incident: &'a StatusIncident, update: &'a Update) -> &'a [Component] {
    match update.affected_components.0.as_slice() {
        [] => &incident.components.0,
        own => own,
    }
}

/// Takes what an update says anew of its sites.
fn take_update(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    reported: &ReportedIncident<'_>,
    words: &mut IncidentWords,
    one: &DatedUpdate<'_>,
) {
    let ReportedIncident { incident, number, .. } = *reported;
    let NewWords { sites, unmapped } =
        match words.take(file.entry, one.says, parts(incident, one.update)) {
            Ok(new) => new,
            Err(fault) => return collector.refuse_field(number, fault),
        };
    if let Some(name) = unmapped.first() {
        collector.refuse(number, "components", RefusalKind::UnmappedComponent(quoted(name)));
    }
    if sites.is_empty() && unmapped.is_empty() {
        collector.pass_over();
    }
    for (at, (says, targets)) in sites.into_iter().enumerate() {
        match statement(file, reported, one, says) {
            Ok(mut claim) => {
                if at > 0 {
                    claim.id = format!("{}-{}", claim.id, at + 1);
                }
                let unknown = UnknownTarget::Refused;
                collector.take_statement(number, Statement { claim, targets, unknown });
            }
            Err(fault) => return collector.refuse_field(number, fault),
        }
    }
}

/// Makes the claim of what an update says of some sites.
///
/// # Errors
/// The field at fault, and why.
fn statement(
    file: &ClaimFile<'_>,
    reported: &ReportedIncident<'_>,
    one: &DatedUpdate<'_>,
    says: SiteStatement,
) -> Result<Claim, StatementFault> {
    let asserted_text = match says {
        SiteStatement::Down | SiteStatement::Slow | SiteStatement::Watched => String::new(),
        SiteStatement::Reachable if one.says == UpdateState::Over => one.at.to_owned(),
        SiteStatement::Reachable => {
            one.until.map(|until| format!("{}/{until}", one.at)).unwrap_or_default()
        }
        SiteStatement::Back => one.at.to_owned(),
        SiteStatement::Work => work(reported.incident),
    };
    let zone = file.entry.zone;
    let fault = |name| move |why| StatementFault::of(name, RefusalKind::Stamp(why));
    let published = time(one.update.created_at.get(), zone).map_err(fault("created_at"))?;
    let asserted = time(&asserted_text, zone).map_err(fault("display_at"))?;
    let kind = says.kind();
    let mut claim = UpdateMeaning { kind, published, asserted, asserted_text }.claim(reported, one);
    if says == SiteStatement::Slow {
        claim.note = note([claim.note, "the page calls it slow, and not down".to_owned()]);
    }
    Ok(claim)
}

/// Returns the time of announced work, as written.
fn work(incident: &StatusIncident) -> String {
    match (incident.scheduled_for.get(), incident.scheduled_until.get()) {
        ("", _) => String::new(),
        (from, until) => between(from, until),
    }
}

/// Parts of a claim that are worked out before it is made.
struct UpdateMeaning {
    kind: ClaimKind,
    published: Option<Range>,
    asserted: Option<Range>,
    asserted_text: String,
}

impl UpdateMeaning {
    /// Makes the claim of an update.
    fn claim(self, reported: &ReportedIncident<'_>, one: &DatedUpdate<'_>) -> Claim {
        let (incident, update) = (reported.incident, one.update);
        let id = format!("{}-{}", part_of_id(incident.id.get()), part_of_id(update.id.get()));
        let created = update.created_at.get();
        let shown_at = if one.at == created { "" } else { one.at };
        Claim {
            claimant: reported.claimant.to_owned(),
            published: self.published,
            published_text: created.to_owned(),
            asserted: self.asserted,
            asserted_text: self.asserted_text,
            url: incident.shortlink.get().to_owned(),
            quote: quoted(update.body.get()),
            note: note([
                labelled("", incident.name.get()),
                labelled("impact ", incident.impact.get()),
                labelled("status ", update.status.get()),
                labelled("shown as of ", shown_at),
            ]),
            ..Claim::blank(id, Role::Operator, self.kind)
        }
    }
}
