//! Tables of posts, as scrapers of Telegram write them: a row for each message.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_parts::needs_zone;
use crate::claims::telegram_posts::{Post, PostTime};
use crate::files::{FileHead, ReadError, SmallTable, TableColumns};
use crate::model::Refusal;

/// Names that scrapers have for a column, in small letters; the first that is there counts.
const IDS: [&str; 4] = ["message_id", "msg_id", "post_id", "id"];
const DATES: [&str; 4] = ["date", "datetime", "timestamp", "posted_at"];
const TEXTS: [&str; 4] = ["message", "text", "content", "message_text"];
const CHATS: [&str; 6] =
    ["channel_id", "chat_id", "channel_username", "channel", "channel_name", "chat"];
const AUTHORS: [&str; 8] = [
    "post_author",
    "sender",
    "username",
    "channel_title",
    "channel_name",
    "channel_username",
    "channel",
    "user",
];
const LINKS: [&str; 4] = ["msg_link", "link_to_message", "url", "link"];
const EDITS: [&str; 2] = ["edit_date", "edited"];
/// Columns that tables of posts have, and others have not: one at least.
const MARKS: [&str; 9] = [
    "views",
    "forwards",
    "msg_link",
    "link_to_message",
    "sender_id",
    "peer_id",
    "channel_id",
    "channel_username",
    "post_author",
];

/// Columns of a table of posts, by their names in the file.
#[derive(Debug)]
struct PostColumns {
    id: String,
    date: String,
    text: String,
    chat: Option<String>,
    author: Option<String>,
    link: Option<String>,
    edited: Option<String>,
}

/// Finds the columns in a header; `None` where it is no table of posts.
fn columns(header: &[String]) -> Option<PostColumns> {
    let find = |names: &[&str]| {
        let find_one = |name: &&str| header.iter().find(|one| one.to_lowercase() == **name);
        names.iter().find_map(find_one).cloned()
    };
    find(&MARKS)?;
    Some(PostColumns {
        id: find(&IDS)?,
        date: find(&DATES)?,
        text: find(&TEXTS)?,
        chat: find(&CHATS),
        author: find(&AUTHORS),
        link: find(&LINKS),
        edited: find(&EDITS),
    })
}

/// Reads the beginning of a table.
fn first_rows(head: &FileHead<'_>) -> Option<SmallTable> {
    let text = head.text()?;
    SmallTable::parse(text.as_bytes(), head.path, "", TableColumns::default()).ok()
}

/// Says what speaks for a table of posts; `None` where it is something else.
pub(super) fn recognise(head: &FileHead<'_>) -> Option<String> {
    let table = first_rows(head)?;
    let PostColumns { id, date, text, .. } = columns(table.header())?;
    Some(format!("a table of posts, with `{id}`, `{date}` and `{text}`"))
}

/// Says whether a date has no offset, as far as the first rows show.
pub(super) fn has_wall_clocks(head: &FileHead<'_>) -> bool {
    let Some(table) = first_rows(head) else { return false };
    let Some(columns) = columns(table.header()) else { return false };
    table.rows().flatten().any(|row| needs_zone(&PostTime::of(row.get(&columns.date)).wall))
}

/// Says whether no column names who speaks.
pub(super) fn is_nameless(head: &FileHead<'_>) -> bool {
    let table = first_rows(head);
    table.and_then(|table| columns(table.header())).is_none_or(|columns| columns.author.is_none())
}

/// Reads a table, and hands on each post with its line, or why a row is none.
///
/// # Errors
/// Where a column is missing.
pub(super) fn read(
    file: &ClaimFile<'_>,
    bytes: &[u8],
    mut each: impl FnMut(u64, Result<Post, Box<Refusal>>),
) -> Result<(), ReadError> {
    let table = SmallTable::parse(bytes, file.path, file.shown, TableColumns::known(&IDS))?;
    let Some(columns) = columns(table.header()) else {
        return Err(file.broken_at(
            1,
            1,
            "a table of posts has a column `id` or `message_id`, one `date`, one `message` or \
             `text`, and one such as `views` or `channel_id`; name the columns of any other table \
             in `columns` of layout = \"csv\"",
        ));
    };
    for row in table.rows() {
        let (line, row) = match row {
            Ok(row) => (row.line(), row),
            Err(refusal) => {
                each(refusal.line, Err(refusal));
                continue;
            }
        };
        let cell = |name: &Option<String>| {
            name.as_ref().map_or_else(String::new, |name| row.get(name).to_owned())
        };
        let post = Post {
            id: row.get(&columns.id).to_owned(),
            chat: cell(&columns.chat),
            author: cell(&columns.author),
            forwarded_from: String::new(),
            text: row.get(&columns.text).to_owned(),
            url: cell(&columns.link),
            date: PostTime::of(row.get(&columns.date)),
            date_name: "date",
            edited: PostTime::of(&cell(&columns.edited)),
        };
        each(line, Ok(post));
    }
    Ok(())
}
