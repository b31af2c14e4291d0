//! Every line of words keeps the width it has in the shipped font, in whatever font a viewer sets
//! it: nothing overlaps or is cut. Letters that it lacks have ample room, and keep the shape that
//! another font gives them.

use super::font::{self, Face};
use plotters::style::FontStyle;

/// The drawing, with its length written to each line of words.
pub(super) fn kept(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() * 5 / 4);
    let mut rest = svg;
    while let Some(start) = rest.find("<text ") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let Some((head, words, after)) = parts(from) else {
            rest = from;
            break;
        };
        out.push_str(head);
        let words_read = unescaped(words);
        let face = face(head).filter(|_| words_read.chars().all(font::shipped));
        if let Some(width) = face.map(|face| face.exact(&words_read)).filter(|width| *width > 0.0) {
            out.push_str(&format!(" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\""));
        }
        out.push('>');
        out.push_str(words);
        out.push_str("</text>");
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The opening tag without its `>`, the words, and what follows the closing tag.
fn parts(from: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = from.split_once('>')?;
    let (words, after) = rest.split_once("</text>")?;
    Some((head, words.trim(), after))
}

fn face(head: &str) -> Option<Face> {
    let (_, size) = head.split_once("font-size=\"")?;
    let px: f64 = size.split('"').next()?.parse().ok()?;
    let style =
        if head.contains("font-weight=\"bold\"") { FontStyle::Bold } else { FontStyle::Normal };
    Some(Face { px, style })
}

/// The words as they are read.
fn unescaped(words: &str) -> String {
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
