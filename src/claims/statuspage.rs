//! `statuspage`: `incidents.json` of Atlassian Statuspage (v2). Each update of an incident that
//! changes what the operator says of it is a claim; one that repeats it is counted as outside.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_format::ClaimFormat;
use crate::claims::claim_parts::{between, blank, labelled, note, part_of_id, quoted, time};
use crate::claims::collector::{Collector, Statement};
use crate::claims::lenient_json::{Object, Objects, Text};
use crate::claims::raw_claim::UnknownTarget;
use crate::clock::Range;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role};
use serde::Deserialize;

/// Layout `statuspage`.
pub(super) const LAYOUT: ClaimFormat = ClaimFormat {
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

/// Incident of a page, with what its claims need besides.
struct Reported<'a> {
    incident: &'a Incident,
    /// Name of the operator.
    claimant: &'a str,
    /// Number of the record, from 1.
    number: u64,
}

/// State of the sites that an update reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// The sites are down, or worse than they should be.
    Failing,
    /// A repair is in place, and watched: the sites can be reached.
    Watched,
    /// The incident is over.
    Over,
    /// Announced work.
    Work,
}

/// Reads the word of a state; `None` where it says nothing of the sites.
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

fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    let head: Head = file.object(&bytes)?;
    let page = head.page.0.unwrap_or_default();
    let claimant = file.entry.claimant.as_deref().unwrap_or(page.name.get());
    let (mut last, mut there) = (0, false);
    for key in ["incidents", "scheduled_maintenances"] {
        let before = last;
        there |= file.each(&bytes, key, |number, incident: Option<Incident>| {
            last = before + number;
            match incident {
                Some(incident) => updates(
                    file,
                    collector,
                    &Reported { incident: &incident, claimant, number: last },
                ),
                None => {
                    collector.count_row();
                    collector.refuse(
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
        Err(file.broken("there is no list `incidents`; fetch `/api/v2/incidents.json` of the page"))
    }
}

/// Takes the updates of an incident, in the order of time: the file has the newest first.
fn updates(file: &ClaimFile<'_>, collector: &mut Collector<'_>, reported: &Reported<'_>) {
    let Reported { incident, number, .. } = *reported;
    let all = &incident.incident_updates.0;
    if all.is_empty() {
        collector.count_row();
        return collector.refuse(number, "incident_updates", RefusalKind::Empty);
    }
    let mut dated = Vec::new();
    for (at, update) in all.iter().rev().enumerate() {
        collector.count_row();
        let text = if update.display_at.get().is_empty() {
            &update.created_at
        } else {
            &update.display_at
        };
        match (time(text.get(), file.entry.zone), says(update.status.get())) {
            (_, Err(kind)) => collector.refuse(number, "status", kind),
            (Err(why), _) => collector.refuse(number, "display_at", RefusalKind::Stamp(why)),
            (Ok(None), _) => collector.refuse(number, "display_at", RefusalKind::Empty),
            (Ok(Some(_)), Ok(None)) => collector.pass_over(),
            // A page that says "no impact" says that nothing failed.
            (Ok(Some(_)), Ok(Some(says)))
                if incident.impact.get() == "none" && says != Says::Work =>
            {
                collector.pass_over()
            }
            (Ok(Some(range)), Ok(Some(says))) => dated.push((range, at, text.get(), says, update)),
        }
    }
    dated.sort_by_key(|(range, at, ..)| (range.earliest, *at));
    let mut before = None;
    for (at, (_, _, text, says, update)) in dated.iter().enumerate() {
        if before == Some(*says) {
            collector.pass_over();
            continue;
        }
        before = Some(*says);
        let until = dated[at + 1..].iter().find(|next| next.3 != *says).map(|next| next.2);
        claim(file, collector, reported, &Change { says: *says, at: text, until, update });
    }
}

/// An update that says something else than the one before.
struct Change<'a> {
    says: Says,
    /// Time from which the update holds, as written.
    at: &'a str,
    /// Time at which something else was said, as written.
    until: Option<&'a str>,
    update: &'a Update,
}

fn claim(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    reported: &Reported<'_>,
    change: &Change<'_>,
) {
    let Reported { incident, claimant, number } = *reported;
    let update = change.update;
    let own = if update.affected_components.0.is_empty() {
        &incident.components
    } else {
        &update.affected_components
    };
    let (targets, unmapped) =
        match file.entry.sites(own.0.iter().map(|component| component.name.get())) {
            Ok(sites) => sites,
            Err(kind) => return collector.refuse(number, "components", kind),
        };
    if let Some(name) = unmapped.first() {
        collector.refuse(number, "components", RefusalKind::UnmappedComponent(quoted(name)));
    }
    if targets.is_empty() {
        if unmapped.is_empty() {
            collector.pass_over();
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
    let zone = file.entry.zone;
    let (published, asserted) =
        match (time(update.created_at.get(), zone), time(&asserted_text, zone)) {
            (Ok(published), Ok(asserted)) => (published, asserted),
            (Err(why), _) => {
                return collector.refuse(number, "created_at", RefusalKind::Stamp(why));
            }
            (_, Err(why)) => {
                return collector.refuse(number, "display_at", RefusalKind::Stamp(why));
            }
        };
    let words = Words { claimant, kind, published, asserted, asserted_text };
    collector.take_statement(
        number,
        Statement {
            claim: words.claim(incident, change),
            targets,
            unknown: UnknownTarget::Refused,
        },
    );
}

/// The time of announced work, as written.
fn work(incident: &Incident) -> String {
    match (incident.scheduled_for.get(), incident.scheduled_until.get()) {
        ("", _) => String::new(),
        (from, until) => between(from, until),
    }
}

/// Parts of a claim that are worked out before it is made.
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
