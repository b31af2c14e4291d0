//! `telegram`: the `result.json` that Telegram Desktop exports of one chat. A message is a claim
//! where a file of rules says that its words name a site.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{blank, labelled, note, part_of_id, quoted, time};
use crate::claims::collector::{Collector, Statement};
use crate::claims::lenient_json::Text;
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::word_rules::{WordRule, add_targets, fitting};
use crate::clock::{Instant, Range, SECOND, StampError, Zone, rfc3339};
use crate::files::FileHead;
use crate::files::ReadError;
use crate::model::{ClaimKind, RefusalKind, Role};
use serde::Deserialize;

/// Layout `telegram`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["rules", "role", "kind", "quantifier", "intent", "claimant", "zone", "url"],
    needs: &[&["rules"]],
    speaker_by_rule: true,
    wall_clocks,
    ..ClaimLayout::new("telegram", recognise, read)
};

/// Note on a message that may have been edited.
const EDITED: &str = "its words may be later than its time, which is that of the first version";
/// Type of a message that somebody wrote.
const MESSAGE: &str = "message";
/// Type of a message that Telegram wrote, such as that somebody joined.
const SERVICE: &str = "service";
/// The types, for errors.
const TYPES: &str = "`message` or `service`";

/// Seconds since 1970 of the year 9999's end: what is later is no stamp.
const LAST_SECOND: i64 = 253_402_300_799;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chat {
    name: Text,
    id: Text,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Message {
    id: Text,
    #[serde(rename = "type")]
    kind: Text,
    date: Text,
    date_unixtime: Text,
    edited: Text,
    edited_unixtime: Text,
    from: Text,
    forwarded_from: Text,
    text: Text,
}

fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(&head.bytes);
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    let fits = text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && has("messages")
        && has("text");
    (fits && (has("date_unixtime") || has("from_id"))).then(|| {
        "a JSON object with `messages`, which have `text` and `date_unixtime` or `from_id`"
            .to_owned()
    })
}

fn wall_clocks(head: &FileHead<'_>) -> bool {
    !String::from_utf8_lossy(&head.bytes).contains("\"date_unixtime\"")
}

fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    let chat: Chat = file.object(&bytes)?;
    let there = file.each(&bytes, "messages", |number, message: Option<Message>| {
        collector.count_row();
        match message {
            Some(message) => match message.kind.get() {
                MESSAGE => claim(file, collector, &chat, &message, number),
                SERVICE => collector.pass_over(),
                other => collector.refuse(
                    number,
                    "type",
                    RefusalKind::NotAStatus { expected: TYPES, found: quoted(other) },
                ),
            },
            None => collector.refuse(
                number,
                "messages",
                RefusalKind::NotJson("a message is an object".to_owned()),
            ),
        }
    })?;
    if there {
        return Ok(());
    }
    Err(file.broken(
        "there is no list `messages`; export one chat from Telegram Desktop, in \
        its machine-readable format",
    ))
}

/// The rules that a message fits, which say the same of who speaks and of what.
struct RuleGroup<'r> {
    rule: &'r WordRule,
    targets: Vec<String>,
}

fn claim(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    chat: &Chat,
    message: &Message,
    number: u64,
) {
    let lower = message.text.0.to_lowercase();
    let mut groups: Vec<RuleGroup<'_>> = Vec::new();
    for rule in fitting(&file.entry.rules, &lower) {
        let same = |one: &&mut RuleGroup<'_>| {
            (one.rule.kind, one.rule.role, one.rule.wording, &one.rule.claimant)
                == (rule.kind, rule.role, rule.wording, &rule.claimant)
        };
        match groups.iter_mut().find(same) {
            Some(group) => add_targets(&mut group.targets, &rule.targets),
            None => groups.push(RuleGroup { rule, targets: rule.targets.clone() }),
        }
    }
    if groups.is_empty() {
        return collector.pass_over();
    }
    if message.id.get().is_empty() {
        return collector.refuse(number, "id", RefusalKind::Empty);
    }
    let (published, text) = match moment(&message.date_unixtime, &message.date, file.entry.zone) {
        Ok(Some(published)) => published,
        Ok(None) => return collector.refuse(number, "date_unixtime", RefusalKind::Empty),
        Err(why) => return collector.refuse(number, "date_unixtime", RefusalKind::Stamp(why)),
    };
    for (at, group) in groups.into_iter().enumerate() {
        let mut statement = statement(file, chat, message, group);
        statement.claim.published = Some(published);
        statement.claim.published_text.clone_from(&text);
        if at > 0 {
            statement.claim.id = format!("{}-{}", statement.claim.id, at + 1);
        }
        collector.take_statement(number, statement);
    }
}

fn statement(
    file: &ClaimFile<'_>,
    chat: &Chat,
    message: &Message,
    group: RuleGroup<'_>,
) -> Statement {
    let entry = file.entry;
    // That each rule has both is made sure of when the entry is read.
    let kind = group.rule.kind.or(entry.kind).unwrap_or(ClaimKind::Attack);
    let role = group.rule.role.or(entry.role).unwrap_or(Role::Attacker);
    let id = format!("telegram-{}-{}", part_of_id(chat.id.get()), part_of_id(message.id.get()));
    let mut claim = blank(id, role, kind);
    let who = group.rule.claimant.as_deref().or(entry.claimant.as_deref());
    let who =
        who.or(Some(message.from.get()).filter(|from| !from.is_empty())).unwrap_or(chat.name.get());
    who.clone_into(&mut claim.claimant);
    group.rule.wording.or(entry.wording).apply(&mut claim);
    claim.quote = quoted(&message.text.0);
    claim.url = entry
        .url
        .as_ref()
        .map(|base| format!("{}/{}", base.trim_end_matches('/'), part_of_id(message.id.get())))
        .unwrap_or_default();
    // Telegram sets `edited` for an edit, and also where somebody adds a reaction.
    let edited = match moment(&message.edited_unixtime, &message.edited, entry.zone) {
        Ok(Some((_, at))) => format!("edited or reacted to, last at {at}: {EDITED}"),
        Ok(None) => String::new(),
        Err(_) => format!("edited or reacted to at a time that cannot be read: {EDITED}"),
    };
    claim.note = note([edited, labelled("forwarded from ", message.forwarded_from.get())]);
    Statement { claim, targets: group.targets, unknown: UnknownTarget::Refused }
}

/// Returns a moment with its text: seconds since 1970 where there are any (UTC, whatever zone the
/// export was made in), else the wall clock.
fn moment(
    unix: &Text,
    wall: &Text,
    zone: Option<Zone>,
) -> Result<Option<(Range, String)>, StampError> {
    if unix.get().is_empty() {
        return Ok(time(wall.get(), zone)?.map(|range| (range, wall.get().to_owned())));
    }
    let seconds: Option<i64> =
        unix.get().parse().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds));
    let at = seconds
        .map(|seconds| Instant(seconds * SECOND))
        .ok_or_else(|| StampError::NotATime(unix.get().to_owned()))?;
    Ok(Some((Range { earliest: Some(at), latest: Some(at.plus(SECOND)) }, rfc3339(at))))
}
