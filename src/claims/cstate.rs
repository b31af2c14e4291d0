//! `cstate`: the issues of a cstate page, one Markdown file each. What is read is its front matter,
//! YAML between `---` or TOML between `+++`, as far as cstate writes it: a key in each line, and
//! lists.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{between, has_length, labelled, note, part_of_id, quoted, time};
use crate::claims::claims_entry::ComponentSites;
use crate::claims::collector::{Collector, Statement};
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::statement_fault::StatementFault;
use crate::clock::{Zone, parse_readings};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{Claim, ClaimKind, RefusalKind, Role, YesNoWords};
use std::collections::BTreeMap;

/// Layout `cstate`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["targets", "components", "claimant", "zone", "url"],
    needs: &[&["components", "targets"]],
    wall_clocks,
    ..ClaimLayout::new("cstate", recognise, read)
};

/// Bytes of a front matter, at most.
const MOST_BYTES: usize = 1 << 20;

/// The severities that an issue can have.
const SEVERITIES: &str = "`down`, `disrupted` or `notice`";

/// A front matter: texts by key in lower case, lists with several.
type FrontMatter = BTreeMap<String, Vec<String>>;

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = std::str::from_utf8(&head.bytes).ok()?;
    let matter = front_matter(text.trim_start_matches('\u{feff}')).ok()?;
    let has = |key: &str| matter.contains_key(key);
    (has("severity") && has("affected") && has("date"))
        .then(|| "a front matter with `date`, `severity` and `affected`".to_owned())
}

/// Says whether a stamp among the first bytes has no offset.
fn wall_clocks(head: &FileHead<'_>) -> bool {
    let matter = head.text().and_then(|text| front_matter(text).ok()).unwrap_or_default();
    let stamps = ["date", "resolvedwhen"].into_iter().filter_map(|key| matter.get(key));
    stamps.flatten().any(|stamp| crate::claims::claim_parts::needs_zone(stamp))
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let text = file.text()?;
    let matter = front_matter(&text).map_err(|(line, why)| file.broken_at(line, 1, why))?;
    collector.count_row();
    let of = |key: &str| matter.get(key).and_then(|all| all.first()).map_or("", |text| text.trim());
    match is_issue(&of) {
        Ok(true) => (),
        Ok(false) => {
            collector.pass_over();
            return Ok(());
        }
        Err(fault) => {
            collector.refuse_field(1, fault);
            return Ok(());
        }
    }
    let named = matter.get("affected").map(Vec::as_slice).unwrap_or_default();
    let of_page = file.entry.sites(named.iter().map(String::as_str));
    let ComponentSites { sites: targets, unmapped } = match of_page {
        Ok(sites) => sites,
        Err(kind) => {
            collector.refuse(1, "affected", kind);
            return Ok(());
        }
    };
    if let Some(name) = unmapped.first() {
        collector.refuse(1, "affected", RefusalKind::UnmappedComponent(quoted(name)));
    }
    if targets.is_empty() {
        if unmapped.is_empty() {
            collector.pass_over();
        }
        return Ok(());
    }
    match claims(file, &of) {
        Ok(claims) => claims.into_iter().for_each(|claim| {
            collector.take_statement(
                1,
                Statement { claim, targets: targets.clone(), unknown: UnknownTarget::Refused },
            )
        }),
        Err(fault) => collector.refuse_field(1, fault),
    }
    Ok(())
}

/// Says whether a page shows this text as an issue at which something failed.
///
/// # Errors
/// The key that holds a word of which nobody knows what it means.
fn is_issue<'m>(of: &impl Fn(&str) -> &'m str) -> Result<bool, StatementFault> {
    // A draft is not published; other sections are no issues.
    if is_true("draft", of)? || !matches!(of("section"), "" | "issue") {
        return Ok(false);
    }
    // A notice says something to the readers, not that anything failed.
    if is_true("informational", of)? {
        return Ok(false);
    }
    match of("severity") {
        "notice" => Ok(false),
        "disrupted" | "down" => Ok(true),
        other => {
            let found = quoted(other);
            Err(StatementFault::of(
                "severity",
                RefusalKind::NotAStatus { expected: SEVERITIES, found },
            ))
        }
    }
}

/// Reads a key that is true or false; one that is missing is false.
fn is_true<'m>(key: &'static str, of: &impl Fn(&str) -> &'m str) -> Result<bool, StatementFault> {
    let word = of(key);
    if word.is_empty() {
        return Ok(false);
    }
    let unknown = || StatementFault::of(key, RefusalKind::NotTrueOrFalse(quoted(word)));
    YesNoWords::TrueFalse.read(word).ok_or_else(unknown)
}

/// Returns the issue as a claim of an outage; and, where it says when it was resolved, as one that
/// all is back.
fn claims<'m>(
    file: &ClaimFile<'_>,
    of: &impl Fn(&str) -> &'m str,
) -> Result<Vec<Claim>, StatementFault> {
    let (entry, zone) = (file.entry, file.entry.zone);
    let (from, until) = (of("date"), of("resolvedwhen"));
    if from.is_empty() {
        return Err(StatementFault::of("date", RefusalKind::Empty));
    }
    let said_resolved = is_true("resolved", of)?;
    let resolved = !until.is_empty() && (said_resolved || of("resolved").is_empty());
    let read = |name: &'static str, text: &str, zone: Option<Zone>| {
        time(text, zone).map_err(|why| StatementFault::of(name, RefusalKind::Stamp(why)))
    };
    // An issue can stay open, to be watched, when its downtime has ended.
    let asserted_text = if until.is_empty() { String::new() } else { between(from, until) };
    let asserted = read("resolvedWhen", &asserted_text, zone)?;
    if asserted.is_some() && !has_length(from, until, zone) {
        return Err(StatementFault::of("resolvedWhen", RefusalKind::EmptySpan));
    }
    // Who tells when it ended did not write so when it began.
    let said = if until.is_empty() { from } else { "" };
    let id = format!("cstate-{}", part_of_id(file.name().trim_end_matches(".md")));
    let outage = Claim {
        claimant: entry.claimant.clone().unwrap_or_default(),
        published: read("date", said, zone)?,
        published_text: said.to_owned(),
        published_readings: parse_readings(said, zone),
        asserted,
        asserted_readings: parse_readings(&asserted_text, zone),
        asserted_text,
        url: entry.url.clone().unwrap_or_default(),
        quote: quoted(of("title")),
        note: note([
            labelled("severity ", of("severity")),
            if said_resolved && until.is_empty() {
                "resolved, without a time".to_owned()
            } else {
                String::new()
            },
        ]),
        ..Claim::blank(id.clone(), Role::Operator, ClaimKind::Outage)
    };
    if !resolved {
        return Ok(vec![outage]);
    }
    let restored = Claim {
        id: format!("{id}-restored"),
        kind: ClaimKind::Restored,
        // Nobody recorded when it was said.
        published: None,
        published_text: String::new(),
        published_readings: Vec::new(),
        asserted: read("resolvedWhen", until, zone)?,
        asserted_text: until.to_owned(),
        asserted_readings: parse_readings(until, zone),
        ..outage.clone()
    };
    Ok(vec![outage, restored])
}

/// Returns the front matter of a text; else the line, from 1, and what is wrong.
fn front_matter(text: &str) -> Result<FrontMatter, (usize, String)> {
    let mut lines = text.lines();
    let mark = lines.next().unwrap_or_default().trim_end();
    if !matches!(mark, "---" | "+++") {
        return Err((
            1,
            "there is no front matter; an issue of cstate begins with `---` or `+++`".to_owned(),
        ));
    }
    let (mut body, mut ended) = (Vec::new(), false);
    let mut bytes = 0;
    for line in lines {
        ended = line.trim_end() == mark;
        bytes += line.len() + 1;
        if ended || bytes > MOST_BYTES {
            break;
        }
        body.push(line);
    }
    if !ended {
        return Err((
            body.len() + 1,
            format!("the front matter does not end; close it with `{mark}`"),
        ));
    }
    if mark == "---" { Ok(yaml(&body)) } else { toml(&body.join("\n")) }
}

/// Returns the keys in lines of their own, with a text, `[a, b]`, or lines `- a` below it. Deeper
/// levels are passed over.
fn yaml(lines: &[&str]) -> FrontMatter {
    let mut matter = FrontMatter::new();
    let mut last = String::new();
    for line in lines {
        let bare = line.trim();
        if let Some(item) = bare.strip_prefix("- ").or((bare == "-").then_some("")) {
            let item = scalar(item);
            if !item.is_empty() && !last.is_empty() {
                matter.entry(last.clone()).or_default().push(item);
            }
        } else if !line.starts_with([' ', '\t', '#'])
            && let Some((key, value)) = line.split_once(':')
        {
            last = key.trim().trim_matches(['"', '\'']).to_lowercase();
            let value = value.trim();
            let listed = value.strip_prefix('[').and_then(|rest| rest.rsplit_once(']'));
            let all: Vec<String> = match listed {
                Some((inside, _)) => split(inside).iter().map(|item| scalar(item)).collect(),
                None => vec![scalar(value)],
            };
            matter.insert(last.clone(), all.into_iter().filter(|item| !item.is_empty()).collect());
        }
    }
    matter
}

/// Returns the items of `a, "b, c"`.
fn split(inside: &str) -> Vec<&str> {
    let (mut items, mut from, mut open) = (Vec::new(), 0, None);
    for (at, c) in inside.char_indices() {
        match (open, c) {
            (None, '"' | '\'') if inside[from..at].trim().is_empty() => open = Some(c),
            (Some(mark), _) if c == mark => open = None,
            (None, ',') => {
                items.push(&inside[from..at]);
                from = at + 1;
            }
            _ => (),
        }
    }
    items.push(&inside[from..]);
    items
}

/// Returns a text without its quotation marks, or without the comment behind it.
fn scalar(text: &str) -> String {
    let text = text.trim();
    for mark in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(mark) {
            return inside.split(mark).next().unwrap_or_default().to_owned();
        }
    }
    if text.starts_with('#') {
        return String::new();
    }
    text.split(" #").next().unwrap_or_default().trim().to_owned()
}

/// Reads the head of a page in TOML. The error has the line in the page, from 1, and the reason.
fn toml(text: &str) -> Result<FrontMatter, (usize, String)> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(1, |span| text.get(..span.start).unwrap_or_default().matches('\n').count() + 1);
        (line + 1, format!("the front matter is no TOML: {}", error.message()))
    })?;
    let shown = |value: &toml::Value| match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Datetime(at) => Some(at.to_string()),
        toml::Value::Boolean(yes) => Some(yes.to_string()),
        _ => None,
    };
    let all = |value: &toml::Value| {
        value.as_array().map_or_else(
            || shown(value).into_iter().collect(),
            |all| all.iter().filter_map(shown).collect(),
        )
    };
    Ok(table.iter().map(|(key, value)| (key.to_lowercase(), all(value))).collect())
}
