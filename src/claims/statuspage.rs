//! `statuspage`: `incidents.json` of Atlassian Statuspage (v2). Each update of an incident that
//! changes what the operator says of it is a claim; one that repeats it is counted as outside.

use crate::claims::claim_file::Document;
use crate::claims::collector::{
    Collector, Statement, blank, labelled, note, part_of_id, quoted, time,
};
use crate::claims::lenient_json::{Object, Objects, Text};
use crate::claims::{ClaimFormat, UnknownTarget};
use crate::clock::Range;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role};
use serde::Deserialize;

/// The layout.
pub(crate) const LAYOUT: ClaimFormat = ClaimFormat {
    keys: &["targets", "components", "claimant", "zone"],
    needs: &[&["components", "targets"]],
    ..ClaimFormat::new("statuspage", recognise, read)
};

/// The states that an update can say.
const STATES: &str = "`investigating`, `identified`, `monitoring`, `resolved`, `postmortem`, \
    `scheduled`, `in_progress`, `verifying` or `completed`";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Head {
    page: Object<Page>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Page {
    name: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Incident {
    id: Text,
    name: Text,
    impact: Text,
    shortlink: Text,
    scheduled_for: Text,
    scheduled_until: Text,
    incident_updates: Objects<Update>,
    components: Objects<Component>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Update {
    id: Text,
    status: Text,
    body: Text,
    created_at: Text,
    display_at: Text,
    affected_components: Objects<Component>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Component {
    name: Text,
}

/// What an update says of the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// It is down, or worse than it should be.
    Failing,
    /// A repair is in place, and watched: it can be reached.
    Watched,
    /// It is over.
    Over,
    /// Announced work.
    Work,
}

/// What a state says; `None` where it says nothing of the sites' state.
fn says(status: &str) -> Result<Option<Says>, RefusalKind> {
    match status {
        "investigating" | "identified" => Ok(Some(Says::Failing)),
        "monitoring" => Ok(Some(Says::Watched)),
        "resolved" => Ok(Some(Says::Over)),
        "scheduled" | "in_progress" | "verifying" => Ok(Some(Says::Work)),
        "completed" | "postmortem" => Ok(None),
        other => Err(RefusalKind::NotAStatus { expected: STATES, found: quoted(other) }),
    }
}

fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(&head.bytes);
    let fits = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && text.contains("\"incident_updates\"");
    fits.then(|| "a JSON object whose incidents have `incident_updates`".to_owned())
}

fn read(document: &Document<'_>, found: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = document.whole()?;
    let head: Head = document.object(&bytes)?;
    let page = head.page.0.unwrap_or_default();
    let claimant = document.entry.claimant.as_deref().unwrap_or(page.name.get());
    let (mut last, mut there) = (0, false);
    for key in ["incidents", "scheduled_maintenances"] {
        let before = last;
        there |= document.each((&bytes, key), |number, incident: Option<Incident>| {
            last = before + number;
            match incident {
                Some(incident) => updates(document, found, (&incident, claimant), last),
                None => {
                    found.row();
                    found.refuse(
                        last,
                        key,
                        RefusalKind::NotJson("an incident is an object".to_owned()),
                    );
                }
            }
        })?;
    }
    if there {
        Ok(())
    } else {
        Err(document
            .broken("there is no list `incidents`; fetch `/api/v2/incidents.json` of the page"))
    }
}

/// The updates of an incident, in the order of time: the file has the newest first.
fn updates(
    document: &Document<'_>,
    found: &mut Collector<'_>,
    (incident, claimant): (&Incident, &str),
    number: u64,
) {
    let all = &incident.incident_updates.0;
    if all.is_empty() {
        found.row();
        return found.refuse(number, "incident_updates", RefusalKind::Empty);
    }
    let mut dated = Vec::new();
    for (at, update) in all.iter().rev().enumerate() {
        found.row();
        let text = if update.display_at.get().is_empty() {
            &update.created_at
        } else {
            &update.display_at
        };
        match (time(text.get(), document.entry.zone), says(update.status.get())) {
            (_, Err(kind)) => found.refuse(number, "status", kind),
            (Err(why), _) => found.refuse(number, "display_at", RefusalKind::Stamp(why)),
            (Ok(None), _) => found.refuse(number, "display_at", RefusalKind::Empty),
            (Ok(Some(_)), Ok(None)) => found.pass(),
            // A page that says "no impact" says that nothing failed.
            (Ok(Some(_)), Ok(Some(says)))
                if incident.impact.get() == "none" && says != Says::Work =>
            {
                found.pass()
            }
            (Ok(Some(range)), Ok(Some(says))) => dated.push((range, at, text.get(), says, update)),
        }
    }
    dated.sort_by_key(|(range, at, ..)| (range.earliest, *at));
    let mut before = None;
    for (at, (_, _, text, says, update)) in dated.iter().enumerate() {
        if before == Some(*says) {
            found.pass();
            continue;
        }
        before = Some(*says);
        let until = dated[at + 1..].iter().find(|next| next.3 != *says).map(|next| next.2);
        claim(
            document,
            found,
            (incident, claimant, number),
            &Change { says: *says, at: text, until, update },
        );
    }
}

/// An update that says something else than the one before.
struct Change<'a> {
    says: Says,
    /// When it holds from, as written.
    at: &'a str,
    /// When something else was said, as written.
    until: Option<&'a str>,
    update: &'a Update,
}

fn claim(
    document: &Document<'_>,
    found: &mut Collector<'_>,
    (incident, claimant, number): (&Incident, &str, u64),
    change: &Change<'_>,
) {
    let update = change.update;
    let own = if update.affected_components.0.is_empty() {
        &incident.components
    } else {
        &update.affected_components
    };
    let (targets, unmapped) =
        match document.entry.sites(own.0.iter().map(|component| component.name.get())) {
            Ok(sites) => sites,
            Err(kind) => return found.refuse(number, "components", kind),
        };
    if let Some(name) = unmapped.first() {
        found.refuse(number, "components", RefusalKind::UnmappedComponent(quoted(name)));
    }
    if targets.is_empty() {
        if unmapped.is_empty() {
            found.pass();
        }
        return;
    }
    let (kind, asserted_text) = match change.says {
        Says::Failing => (ClaimKind::Outage, String::new()),
        Says::Watched => (
            ClaimKind::Reachable,
            change.until.map(|until| format!("{}/{until}", change.at)).unwrap_or_default(),
        ),
        Says::Over => (ClaimKind::Restored, change.at.to_owned()),
        Says::Work => (ClaimKind::Maintenance, work(incident)),
    };
    let zone = document.entry.zone;
    let (published, asserted) =
        match (time(update.created_at.get(), zone), time(&asserted_text, zone)) {
            (Ok(published), Ok(asserted)) => (published, asserted),
            (Err(why), _) => return found.refuse(number, "created_at", RefusalKind::Stamp(why)),
            (_, Err(why)) => return found.refuse(number, "display_at", RefusalKind::Stamp(why)),
        };
    let words = Words { claimant, kind, published, asserted, asserted_text };
    found.claim(
        number,
        Statement { claim: words.claim(incident, change), targets, others: UnknownTarget::Refused },
    );
}

/// The time of announced work, as written.
fn work(incident: &Incident) -> String {
    match (incident.scheduled_for.get(), incident.scheduled_until.get()) {
        ("", _) => String::new(),
        (from, until) => crate::claims::collector::between(from, until),
    }
}

/// What a claim is made of.
struct Words<'a> {
    claimant: &'a str,
    kind: ClaimKind,
    published: Option<Range>,
    asserted: Option<Range>,
    asserted_text: String,
}

impl Words<'_> {
    fn claim(self, incident: &Incident, change: &Change<'_>) -> Claim {
        let update = change.update;
        let id = format!("{}-{}", part_of_id(incident.id.get()), part_of_id(update.id.get()));
        let shown_at = if change.at == update.created_at.get() { "" } else { change.at };
        Claim {
            claimant: self.claimant.to_owned(),
            published: self.published,
            published_text: update.created_at.get().to_owned(),
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
            ..blank(id, Role::Operator, self.kind)
        }
    }
}
