//! Links within a page: one that leads to a row which the page has no room for is taken out, and
//! its words stay.

use std::collections::BTreeSet;

/// Beginning of a link to an anchor, and the end of a link.
const LINK: &str = "<a href=\"#";
const END: &str = "</a>";

/// Returns the page without the links that lead to nothing in it.
pub(super) fn without_dead_links(page: &str) -> String {
    let anchors: BTreeSet<&str> =
        page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut kept = String::with_capacity(page.len());
    let mut parts = page.split(LINK);
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let anchor = part.split('"').next().unwrap_or_default();
        let opened = part.split_once('>').map(|(_, inside)| inside);
        match opened.and_then(|inside| inside.split_once(END)) {
            Some((words, behind)) if !anchors.contains(anchor) => {
                kept.push_str(words);
                kept.push_str(behind);
            }
            _ => {
                kept.push_str(LINK);
                kept.push_str(part);
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_row_that_is_not_shown_keeps_its_words_alone() {
        let page = "<p id=\"a\"><a href=\"#a\">x</a>, <a href=\"#b\">y</a>, <a href=\"c\">z</a>";
        assert_eq!(
            without_dead_links(page),
            "<p id=\"a\"><a href=\"#a\">x</a>, y, <a href=\"c\">z</a>"
        );
    }
}
