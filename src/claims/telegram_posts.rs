//! Posts of Telegram, as its own export and the programs of others write them in JSON.

use crate::claims::claim_parts::{quoted, time};
use crate::claims::lenient_json::{Object, Text};
use crate::claims::statement_fault::StatementFault;
use crate::clock::{Instant, Range, SECOND, StampError, Zone, rfc3339};
use crate::model::RefusalKind;
use serde::Deserialize;

/// Type of a post as snscrape writes it.
pub(super) const SNSCRAPE: &str = "snscrape.modules.telegram.TelegramPost";
/// Types of a message that somebody wrote, and of one that Telegram wrote, such as that somebody
/// joined: of Telegram's own export, and of Telethon.
const WRITTEN: [&str; 2] = ["message", "Message"];
const SERVICE: [&str; 3] = ["service", "MessageService", "MessageEmpty"];
/// The types, for errors.
const TYPES: &str = "`message` or `service`";
const TELETHON_TYPES: &str = "`Message`, `MessageService` or `MessageEmpty`";
const SNSCRAPE_TYPES: &str = "`snscrape.modules.telegram.TelegramPost`";

/// Seconds since 1970 of the year 9999's end: what is later is no stamp.
const LAST_SECOND: i64 = 253_402_300_799;
/// Digits of a number of seconds since 1970, at least: since 2001.
const UNIX_DIGITS: usize = 9;

/// Message in JSON: of Telegram Desktop, of Telethon or of snscrape.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Message {
    id: Text,
    #[serde(rename = "type")]
    desktop_type: Text,
    #[serde(rename = "_")]
    telethon_type: Text,
    #[serde(rename = "_type")]
    snscrape_type: Text,
    date: Text,
    date_unixtime: Text,
    edited: Text,
    edited_unixtime: Text,
    edit_date: Text,
    from: Text,
    forwarded_from: Text,
    fwd_from: Object<Forward>,
    post_author: Text,
    peer_id: Object<TelegramPeer>,
    text: Text,
    message: Text,
    content: Text,
    url: Text,
}

/// Origin of a message that was passed on, as Telethon writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Forward {
    from_name: Text,
}

/// Chat or user by number, as Telethon writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TelegramPeer {
    channel_id: Text,
    chat_id: Text,
    user_id: Text,
}

/// Origin of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PostKind {
    /// Somebody in the chat.
    Written,
    /// Telegram itself.
    Service,
}

/// Post, whatever its file calls its parts; what the file does not give is empty.
#[derive(Debug, Default)]
pub(super) struct Post {
    pub(super) id: String,
    pub(super) chat: String,
    pub(super) author: String,
    pub(super) forwarded_from: String,
    pub(super) text: String,
    pub(super) url: String,
    pub(super) date: PostTime,
    /// Field that holds the date, for errors.
    pub(super) date_name: &'static str,
    pub(super) edited: PostTime,
}

/// Time of a post as written.
#[derive(Debug, Default)]
pub(super) struct PostTime {
    /// Seconds since 1970; empty where the file has none.
    pub(super) unix: String,
    /// Date and clock.
    pub(super) wall: String,
}

impl PostTime {
    /// Makes the time of a text: a number counts seconds since 1970.
    pub(super) fn of(text: &str) -> PostTime {
        let is_unix = text.len() >= UNIX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        let (unix, wall) = if is_unix { (text, "") } else { ("", text) };
        PostTime { unix: unix.to_owned(), wall: wall.to_owned() }
    }

    /// Reads the moment with its text: seconds since 1970 where there are any (UTC, whatever zone
    /// the export was made in), else the wall clock. `None` where nothing is written.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn moment(&self, zone: Option<Zone>) -> Result<Option<(Range, String)>, StampError> {
        if self.unix.is_empty() {
            return Ok(time(&self.wall, zone)?.map(|range| (range, self.wall.clone())));
        }
        let seconds: Option<i64> =
            self.unix.parse().ok().filter(|seconds| (0..=LAST_SECOND).contains(seconds));
        let at = seconds
            .map(|seconds| Instant(seconds * SECOND))
            .ok_or_else(|| StampError::NotATime(self.unix.clone()))?;
        Ok(Some((Range { earliest: Some(at), latest: Some(at.plus(SECOND)) }, rfc3339(at))))
    }
}

impl Message {
    /// Says whether it is a post as a scraper writes it.
    pub(super) fn is_of_dump(&self) -> bool {
        !self.telethon_type.get().is_empty() || !self.snscrape_type.get().is_empty()
    }

    /// Says who wrote it.
    ///
    /// # Errors
    /// The field that holds a type of which nobody knows what it means.
    pub(super) fn kind(&self) -> Result<PostKind, StatementFault> {
        let [desktop, telethon, snscrape] =
            [&self.desktop_type, &self.telethon_type, &self.snscrape_type].map(Text::get);
        let (name, found, expected) = match (desktop, telethon, snscrape) {
            ("", "", SNSCRAPE) => return Ok(PostKind::Written),
            ("", "", other) if !other.is_empty() => ("_type", other, SNSCRAPE_TYPES),
            ("", other, _) if !other.is_empty() => ("_", other, TELETHON_TYPES),
            (other, ..) => ("type", other, TYPES),
        };
        let own = usize::from(name == "_");
        if WRITTEN[own] == found {
            return Ok(PostKind::Written);
        }
        let service = if own == 0 { &SERVICE[..1] } else { &SERVICE[1..] };
        if service.contains(&found) {
            return Ok(PostKind::Service);
        }
        Err(StatementFault::of(name, RefusalKind::NotAStatus { expected, found: quoted(found) }))
    }

    /// Makes the post of a message somebody wrote in a chat, of which the file may say more.
    pub(super) fn post(&self, chat: &str, chat_name: &str) -> Post {
        let first = |all: &[&str]| {
            all.iter().find(|text| !text.is_empty()).copied().unwrap_or_default().to_owned()
        };
        let peer = self.peer_id.0.clone().unwrap_or_default();
        let forward = self.fwd_from.0.clone().unwrap_or_default();
        let url = self.url.get();
        // snscrape names channel and number in the address alone: https://t.me/s/channel/41.
        let mut behind = url.trim_end_matches('/').rsplit('/');
        let (url_id, url_chat) =
            (behind.next().unwrap_or_default(), behind.next().unwrap_or_default());
        let edited = PostTime {
            unix: self.edited_unixtime.get().to_owned(),
            wall: self.edited.get().to_owned(),
        };
        let is_edited = !edited.unix.is_empty() || !edited.wall.is_empty();
        let unix = self.date_unixtime.get();
        Post {
            id: first(&[self.id.get(), url_id]),
            chat: first(&[
                chat,
                peer.channel_id.get(),
                peer.chat_id.get(),
                peer.user_id.get(),
                url_chat,
            ]),
            author: first(&[self.from.get(), self.post_author.get(), chat_name, url_chat]),
            forwarded_from: first(&[self.forwarded_from.get(), forward.from_name.get()]),
            text: first(&[&self.text.0, &self.message.0, &self.content.0]),
            url: url.to_owned(),
            date: match unix {
                "" => PostTime::of(self.date.get()),
                unix => PostTime { unix: unix.to_owned(), wall: String::new() },
            },
            date_name: if self.desktop_type.get().is_empty() { "date" } else { "date_unixtime" },
            edited: if is_edited { edited } else { PostTime::of(self.edit_date.get()) },
        }
    }
}
