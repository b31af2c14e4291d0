//! `ddosia`: target lists of DDoSia, one JSON file each, named after the local time at which it was
//! fetched. A list says what is to be attacked; nobody claims in it that an attack succeeded.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{note, part_of_id};
use crate::claims::collector::{Collector, Statement};
use crate::claims::lenient_json::Text;
use crate::claims::raw_claim::UnknownTarget;
use crate::clock::parse_range;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role, plural};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Layout `ddosia`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["zone", "claimant", "url"],
    wall_clocks: |_| true,
    ..ClaimLayout::new("ddosia", recognise, read)
};

/// Claimant of the lists, unless the entry names another.
const CLAIMANT: &str = "NoName057(16)";
/// Words for readers that stand in place of a quotation.
const INTENT: &str = "target list: intent, not a claim of success";

/// Request of a list of targets, with the host that it is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TargetRequest {
    host: Text,
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let stamp = stamp(head.name())?;
    let text = String::from_utf8_lossy(&head.bytes);
    let fits = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && text.contains("\"targets\"");
    fits.then(|| {
        format!("a JSON object with `targets`, and a name that begins with a time ({stamp})")
    })
}

/// Returns the time in a file's name, `2025-01-21_06-15-08_…` or `05-06-2023_20-15-12_…`, as we
/// write it.
fn stamp(name: &str) -> Option<String> {
    let stamp = name.get(.."2025-01-21_06-15-08".len())?;
    let (date, clock) = stamp.split_once('_')?;
    let numbers = |text: &str| -> Option<[String; 3]> {
        let parts: Vec<String> = text.split('-').map(str::to_owned).collect();
        parts
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| parts.try_into().ok())?
    };
    let ([a, b, c], [hour, minute, second]) = (numbers(date)?, numbers(clock)?);
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    let lengths = [&year, &b, &day, &hour, &minute, &second].map(String::len);
    (lengths == [4, 2, 2, 2, 2, 2]).then(|| format!("{year}-{b}-{day}T{hour}:{minute}:{second}"))
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let Some(stamp) = stamp(file.name()) else {
        return Err(file.broken(
            "a list is named after its time, such as \
            `2025-01-21_06-15-08_list.json`; rename it as it was fetched",
        ));
    };
    let bytes = file.read_whole()?;
    let mut hosts = BTreeSet::new();
    let there = file.each(&bytes, "targets", |number, request: Option<TargetRequest>| {
        let host = request.map(|request| request.host.0.trim().to_lowercase()).unwrap_or_default();
        if host.is_empty() {
            collector.count_row();
            collector.refuse(number, "host", RefusalKind::Empty);
        } else if hosts.insert(host) {
            // A host has many requests in a list: what is counted is the host.
            collector.count_row();
        }
    })?;
    if !there {
        return Err(file.broken("there is no list `targets`; is it a target list?"));
    }
    if hosts.is_empty() {
        // `"targets": null` and an empty list say nothing, and are no fault.
        return Ok(());
    }
    let published = match parse_range(&stamp, file.entry.zone) {
        Ok(published) => published,
        Err(why) => {
            collector.refuse(1, "file name", RefusalKind::Stamp(why));
            return Ok(());
        }
    };
    let claim = Claim {
        claimant: file.entry.claimant.clone().unwrap_or_else(|| CLAIMANT.to_owned()),
        intent: true,
        published: Some(published),
        published_text: stamp,
        quote: INTENT.to_owned(),
        note: note([format!("{} in the list", plural(hosts.len(), "host"))]),
        url: file.entry.url.clone().unwrap_or_default(),
        ..Claim::blank(
            format!("ddosia-{}", part_of_id(file.name().trim_end_matches(".json"))),
            Role::Attacker,
            ClaimKind::Attack,
        )
    };
    collector.take_statement(
        1,
        Statement { claim, targets: hosts.into_iter().collect(), unknown: UnknownTarget::Outside },
    );
    Ok(())
}
