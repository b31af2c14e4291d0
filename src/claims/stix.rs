//! `stix`: bundles of STIX 2.1. Campaigns, incidents, reports and observed data are claims of the
//! sites that they are related to.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{between, labelled, note, part_of_id, quoted, time};
use crate::claims::collector::{Collector, Statement};
use crate::claims::lenient_json::{Flag, Text, Texts};
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::word_rules::add_targets;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role, plural};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Layout `stix`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["role", "kind", "extent", "quantifier", "intent", "claimant", "components", "zone"],
    needs: &[&["role"], &["kind"]],
    ..ClaimLayout::new("stix", recognise, read)
};

/// Objects that say that something happened.
const SAYING: [&str; 4] = ["campaign", "incident", "observed-data", "report"];
/// Objects that can name a site.
const NAMING: [&str; 3] = ["domain-name", "identity", "url"];
/// Types of relationships to a target; an object that is only `related-to` can be the attacker's.
const TARGETS: [&str; 2] = ["targets", "impacts"];

/// Object of a bundle, as far as claims need it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StixObject {
    #[serde(rename = "type")]
    kind: Text,
    id: Text,
    name: Text,
    value: Text,
    description: Text,
    created: Text,
    published: Text,
    created_by_ref: Text,
    first_seen: Text,
    last_seen: Text,
    first_observed: Text,
    last_observed: Text,
    object_refs: Texts,
    relationship_type: Text,
    revoked: Flag,
    source_ref: Text,
    target_ref: Text,
}

impl StixObject {
    /// Says whether the object is of one of these kinds.
    fn is(&self, kinds: &[&str]) -> bool {
        kinds.contains(&self.kind.get())
    }
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(&head.bytes);
    let fits = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && text.contains("\"bundle--")
        && text.contains("\"objects\"");
    fits.then(|| "a JSON object with the id of a `bundle`, and `objects`".to_owned())
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    let mut things = BTreeMap::new();
    let mut numbers = Vec::new();
    let there = file.each(&bytes, "objects", |number, thing: Option<StixObject>| {
        collector.count_row();
        match thing {
            Some(thing) if thing.id.get().is_empty() => {
                collector.refuse(number, "id", RefusalKind::Empty)
            }
            Some(thing) => {
                if !thing.is(&SAYING) {
                    collector.pass_over();
                }
                numbers.push((number, thing.id.get().to_owned()));
                // A bundle may hold several versions of an object: the last one counts for names.
                things.insert((thing.id.get().to_owned(), number), thing);
            }
            None => collector.refuse(
                number,
                "objects",
                RefusalKind::NotJson("an object of a bundle is one".to_owned()),
            ),
        }
    })?;
    if !there {
        return Err(file.broken("there is no list `objects`; is it a bundle of STIX 2.1?"));
    }
    // Who made an object has withdrawn it, whichever of its versions says so.
    let revoked: BTreeSet<String> = things
        .iter()
        .filter(|(_, thing)| thing.revoked.0 == Some(true))
        .map(|((id, _), _)| id.clone())
        .collect();
    let bundle = Bundle::of(&things, &revoked);
    for (number, id) in numbers {
        let is_revoked = revoked.contains(&id);
        match things.get(&(id, number)).filter(|thing| thing.is(&SAYING)) {
            Some(_) if is_revoked => collector.pass_over(),
            Some(thing) => claim(file, collector, &bundle, thing, number),
            None => (),
        }
    }
    Ok(())
}

/// Names of the objects of a bundle, and how these are related.
struct Bundle<'t> {
    names: BTreeMap<&'t str, &'t str>,
    related: BTreeMap<&'t str, BTreeSet<&'t str>>,
}

impl<'t> Bundle<'t> {
    /// Collects names and relationships of the objects that are not revoked.
    fn of(
        things: &'t BTreeMap<(String, u64), StixObject>,
        revoked: &BTreeSet<String>,
    ) -> Bundle<'t> {
        let mut bundle = Bundle { names: BTreeMap::new(), related: BTreeMap::new() };
        for thing in things.values().filter(|thing| !revoked.contains(thing.id.get())) {
            if thing.is(&NAMING) {
                let name =
                    if thing.value.get().is_empty() { thing.name.get() } else { thing.value.get() };
                bundle.names.insert(thing.id.get(), name);
            }
            if thing.is(&["relationship"]) && TARGETS.contains(&thing.relationship_type.get()) {
                bundle
                    .related
                    .entry(thing.source_ref.get())
                    .or_default()
                    .insert(thing.target_ref.get());
            }
        }
        bundle
    }

    /// Names what an object targets: by relationships, and by the objects that it refers to.
    fn named(&self, thing: &'t StixObject) -> BTreeSet<&'t str> {
        let related = self.related.get(thing.id.get()).into_iter().flatten().copied();
        let referred = thing.object_refs.0.iter().map(String::as_str);
        // Who made the report is not its target, though reports refer to their author.
        let all = related.chain(referred).filter(|id| *id != thing.created_by_ref.get());
        all.filter_map(|id| self.names.get(id).copied()).filter(|name| !name.is_empty()).collect()
    }
}

/// Makes a claim of an object that says something; one without a target is passed over, and one
/// that cannot be read is refused.
fn claim<'t>(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    bundle: &Bundle<'t>,
    thing: &'t StixObject,
    number: u64,
) {
    let entry = file.entry;
    let mut targets = Vec::new();
    for name in bundle.named(thing) {
        match entry.components.as_ref().and_then(|components| components.get(name)) {
            Some(sites) => add_targets(&mut targets, sites),
            None => add_targets(&mut targets, &[name.to_owned()]),
        }
    }
    if targets.is_empty() {
        return collector.pass_over();
    }
    let either = |a: &'t Text, b: &'t Text| if a.get().is_empty() { b.get() } else { a.get() };
    let from = either(&thing.first_seen, &thing.first_observed);
    let until = either(&thing.last_seen, &thing.last_observed);
    let asserted_text = match (from, until) {
        ("", "") => String::new(),
        ("", until) => format!("../{until}"),
        (from, until) if from == until => from.to_owned(),
        (from, until) => between(from, until),
    };
    let published_text = either(&thing.published, &thing.created);
    let (published, asserted) =
        match (time(published_text, entry.zone), time(&asserted_text, entry.zone)) {
            (Ok(published), Ok(asserted)) => (published, asserted),
            (Err(why), _) => return collector.refuse(number, "published", RefusalKind::Stamp(why)),
            (_, Err(why)) => {
                let column =
                    if thing.first_seen.get().is_empty() { "first_observed" } else { "first_seen" };
                return collector.refuse(number, column, RefusalKind::Stamp(why));
            }
        };
    let author = bundle.names.get(thing.created_by_ref.get()).copied().unwrap_or_default();
    // That the entry has both is made sure of when it is read.
    let (role, kind) =
        (entry.role.unwrap_or(Role::Researcher), entry.kind.unwrap_or(ClaimKind::Attack));
    let mut claim = Claim {
        claimant: entry.claimant.clone().unwrap_or_else(|| quoted(author)),
        published,
        published_text: published_text.to_owned(),
        asserted,
        asserted_text,
        quote: quoted(either(&thing.name, &thing.description)),
        note: note([
            labelled("STIX ", thing.kind.get()),
            format!("{} named", plural(targets.len(), "target")),
        ]),
        ..Claim::blank(part_of_id(thing.id.get()), role, kind)
    };
    entry.wording.apply(&mut claim);
    collector.take_statement(number, Statement { claim, targets, unknown: UnknownTarget::Passed });
}
