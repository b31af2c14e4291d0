//! Pages for browsers in place of a log or of claims: what they are, and the way to rows.

use crate::files::ReadError;
use crate::model::shown_path;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// First bytes of a file by which a page is known.
const BYTES: u64 = 4 << 10;
/// Texts at the beginning of a page, in small letters.
const BEGINNINGS: [&str; 2] = ["<!doctype html", "<html"];
/// Texts in the pages that Telegram Desktop exports.
const OF_TELEGRAM: [&str; 2] = ["page_wrap", "message default clearfix"];

/// Page for browsers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebPage {
    pub(crate) what: &'static str,
    /// Way to rows that can be read.
    pub(crate) way_in: &'static str,
}

impl WebPage {
    /// Finds what page the beginning of a text is of; `None` where it is of none.
    pub(crate) fn of(head: &[u8]) -> Option<WebPage> {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let begins = |beginning: &str| {
            let first = text.get(..beginning.len());
            first.is_some_and(|first| first.eq_ignore_ascii_case(beginning))
        };
        if !BEGINNINGS.into_iter().any(begins) {
            return None;
        }
        let is_of_telegram = OF_TELEGRAM.iter().any(|part| text.contains(part));
        Some(if is_of_telegram { OF_TELEGRAM_DESKTOP } else { OTHER })
    }

    /// Says whether the page is an export of Telegram Desktop.
    pub(crate) fn is_of_telegram(&self) -> bool {
        *self == OF_TELEGRAM_DESKTOP
    }

    /// Makes sure that a file is no page.
    ///
    /// # Errors
    /// Where it is one, or cannot be read.
    pub(crate) fn refuse(path: &Path) -> Result<(), ReadError> {
        let mut head = Vec::new();
        if path.is_file() {
            let opened = File::open(path).and_then(|file| file.take(BYTES).read_to_end(&mut head));
            opened.map_err(|why| ReadError::opening(path, why))?;
        }
        match WebPage::of(&head) {
            None => Ok(()),
            Some(WebPage { what, way_in }) => Err(ReadError::Broken {
                path: shown_path(path),
                why: format!("this is {what}, whose rows are not read; {way_in}"),
            }),
        }
    }
}

/// Page that Telegram Desktop exports.
const OF_TELEGRAM_DESKTOP: WebPage = WebPage {
    what: "an export of Telegram in HTML",
    way_in: "in Telegram Desktop open the chat, then its menu (⋮), *Export chat history*, \
        *Format*, *Machine-readable JSON*, and name the result.json that it writes",
};

/// Any other page.
const OTHER: WebPage = WebPage {
    what: "a page for browsers (HTML)",
    way_in: "where it was saved by mistake, ask its address for JSON or CSV; else open it in a \
        workbook program and save its table as CSV, and name that",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_beginning() {
        let telegram = b"\xef\xbb\xbf<!DOCTYPE html>\n<html><div class=\"page_wrap\">";
        assert_eq!(WebPage::of(telegram), Some(OF_TELEGRAM_DESKTOP));
        assert_eq!(WebPage::of(b"\n <HTML lang=\"en\">"), Some(OTHER));
        for other in ["", "<34>Oct 11 22:14:15 host su: failed", "<?xml version=\"1.0\"?>", "<h"] {
            assert_eq!(WebPage::of(other.as_bytes()), None, "{other}");
        }
    }
}
