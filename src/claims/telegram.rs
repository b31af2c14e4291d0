//! `telegram`: the `result.json` that Telegram Desktop exports of one chat, and the dumps of
//! scrapers. A message is a claim where a file of rules says that its words name a site.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claim_parts::{labelled, needs_zone, note, part_of_id, quoted};
use crate::claims::collector::{Collector, Statement};
use crate::claims::lenient_json::Text;
use crate::claims::raw_claim::UnknownTarget;
use crate::claims::telegram_csv;
use crate::claims::telegram_posts::{Message, Post, PostKind, SNSCRAPE};
use crate::claims::word_rules::{WordRule, add_targets, fitting};
use crate::files::json::{has_json_lines, is_json};
use crate::files::{FileHead, ReadError};
use crate::model::{Claim, ClaimKind, RefusalKind, Role};
use serde::Deserialize;

/// Layout `telegram`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &["rules", "role", "kind", "quantifier", "intent", "claimant", "zone", "url"],
    needs: &[&["rules"]],
    claimant_by_rule: true,
    wall_clocks,
    unsaid: |head| if is_nameless(head) { &["claimant"] } else { &[] },
    ..ClaimLayout::new("telegram", recognise, read)
};

/// Note on a message that may have been edited.
const EDITED: &str = "its words may be later than its time, which is that of the first version";

/// Chat that the messages are of.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Chat {
    name: Text,
    id: Text,
}

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(&head.bytes);
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    let start = text.trim_start_matches('\u{feff}').trim_start().chars().next()?;
    if !matches!(start, '{' | '[') {
        return telegram_csv::recognise(head);
    }
    let evidence = if has("messages") && has("text") && (has("date_unixtime") || has("from_id")) {
        "a JSON object with `messages`, which have `text` and `date_unixtime` or `from_id`"
    } else if has("_") && has("peer_id") && has("message") && has("date") {
        "JSON of messages as Telethon writes them, with `_`, `peer_id`, `message` and `date`"
    } else if text.contains(SNSCRAPE) {
        "JSON of posts as snscrape writes them, with `url`, `date` and `content`"
    } else {
        return None;
    };
    Some(evidence.to_owned())
}

/// Says whether a stamp among the first bytes has no offset.
fn wall_clocks(head: &FileHead<'_>) -> bool {
    if !is_json(&head.bytes) {
        return telegram_csv::has_wall_clocks(head);
    }
    let text = String::from_utf8_lossy(&head.bytes);
    if text.contains("\"date_unixtime\"") {
        return false;
    }
    // The first date speaks for all: one program wrote them.
    let first = text.split("\"date\"").nth(1).and_then(|rest| rest.split('"').nth(1));
    first.is_none_or(needs_zone)
}

/// Says whether a file is no export of Telegram Desktop, so that it does not name its chat.
fn is_nameless(head: &FileHead<'_>) -> bool {
    let text = String::from_utf8_lossy(&head.bytes);
    if is_json(&head.bytes) { !text.contains("\"name\"") } else { telegram_csv::is_nameless(head) }
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    if !is_json(&bytes) {
        return telegram_csv::read(file, &bytes, |number, post| {
            collector.count_row();
            match post {
                Ok(post) => claim(file, collector, &post, number),
                Err(refusal) => collector.keep_refusal(*refusal),
            }
        });
    }
    let unnamed = Chat::default();
    if has_json_lines(&bytes) {
        let lines = (1..).zip(bytes.split(|byte| *byte == b'\n'));
        for (number, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
            collector.count_row();
            match serde_json::from_slice::<Message>(line) {
                Ok(message) => take(file, collector, &unnamed, number, Some(message)),
                Err(why) => collector.refuse(number, "line", RefusalKind::NotJson(why.to_string())),
            }
        }
        return Ok(());
    }
    if bytes.trim_ascii_start().starts_with(b"[") {
        return file.each_of_list(&bytes, |number, message: Option<Message>| {
            collector.count_row();
            take(file, collector, &unnamed, number, message);
        });
    }
    let chat: Chat = file.object(&bytes)?;
    let there = file.each(&bytes, "messages", |number, message: Option<Message>| {
        collector.count_row();
        take(file, collector, &chat, number, message);
    })?;
    if there {
        return Ok(());
    }
    let alone: Message = file.object(&bytes)?;
    if alone.is_of_dump() {
        collector.count_row();
        take(file, collector, &unnamed, 1, Some(alone));
        return Ok(());
    }
    Err(file.broken(
        "there is no list `messages`; export one chat from Telegram Desktop, in \
        its machine-readable format",
    ))
}

/// Takes a message, or what stands in its place.
fn take(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    chat: &Chat,
    number: u64,
    message: Option<Message>,
) {
    let Some(message) = message else {
        let why = "a message is an object".to_owned();
        return collector.refuse(number, "messages", RefusalKind::NotJson(why));
    };
    match message.kind() {
        Ok(PostKind::Written) => {
            let post = message.post(chat.id.get(), chat.name.get());
            claim(file, collector, &post, number);
        }
        Ok(PostKind::Service) => collector.pass_over(),
        Err(fault) => collector.refuse_field(number, fault),
    }
}

/// The rules that a message fits, which say the same of who speaks and of what.
struct RuleGroup<'r> {
    rule: &'r WordRule,
    /// Targets of all rules of the group, each once.
    targets: Vec<String>,
}

/// Makes a claim for each group of rules that a post fits, or counts the post as passed over.
fn claim(file: &ClaimFile<'_>, collector: &mut Collector<'_>, post: &Post, number: u64) {
    let lower = post.text.to_lowercase();
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
    if post.id.is_empty() {
        return collector.refuse(number, "id", RefusalKind::Empty);
    }
    let (name, date) = (post.date_name, &post.date);
    let (published, text) = match date.moment(file.entry.zone) {
        Ok(Some(published)) => published,
        Ok(None) => return collector.refuse(number, name, RefusalKind::Empty),
        Err(why) => return collector.refuse(number, name, RefusalKind::Stamp(why)),
    };
    for (at, group) in groups.into_iter().enumerate() {
        let mut statement = statement(file, post, group);
        if statement.claim.claimant.is_empty() {
            return collector.refuse(number, "claimant", RefusalKind::NoClaimant);
        }
        statement.claim.published = Some(published);
        statement.claim.published_text.clone_from(&text);
        if at > 0 {
            statement.claim.id = format!("{}-{}", statement.claim.id, at + 1);
        }
        collector.take_statement(number, statement);
    }
}

/// Makes the statement of a post by a group of rules.
fn statement(file: &ClaimFile<'_>, post: &Post, group: RuleGroup<'_>) -> Statement {
    let entry = file.entry;
    // That each rule has both is made sure of when the entry is read.
    let kind = group.rule.kind.or(entry.kind).unwrap_or(ClaimKind::Attack);
    let role = group.rule.role.or(entry.role).unwrap_or(Role::Attacker);
    let of_file = || file.name().split('.').next().unwrap_or_default();
    let chat = if post.chat.is_empty() { of_file() } else { &post.chat };
    let id = format!("telegram-{}-{}", part_of_id(chat), part_of_id(&post.id));
    let mut claim = Claim::blank(id, role, kind);
    let who = group.rule.claimant.as_deref().or(entry.claimant.as_deref());
    who.unwrap_or(&post.author).clone_into(&mut claim.claimant);
    group.rule.wording.or(entry.wording).apply(&mut claim);
    claim.quote = quoted(&post.text);
    let of_entry = entry
        .url
        .as_ref()
        .map(|base| format!("{}/{}", base.trim_end_matches('/'), part_of_id(&post.id)));
    claim.url = of_entry.unwrap_or_else(|| post.url.clone());
    // Telegram sets `edited` for an edit, and also where somebody adds a reaction.
    let edited = match post.edited.moment(entry.zone) {
        Ok(Some((_, at))) => format!("edited or reacted to, last at {at}: {EDITED}"),
        Ok(None) => String::new(),
        Err(_) => format!("edited or reacted to at a time that cannot be read: {EDITED}"),
    };
    claim.note = note([edited, labelled("forwarded from ", &post.forwarded_from)]);
    Statement { claim, targets: group.targets, unknown: UnknownTarget::Refused }
}
