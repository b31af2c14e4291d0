//! The report as a page for readers, and as text for a post-incident document: the same findings,
//! from the same view.

mod outages;
mod statements;
mod view;
mod wording;

use super::charts::Chart;
use super::table::Table;
use crate::model::{Report, printable};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};

const HTML: &str = include_str!("report.html");
const MARKDOWN: &str = include_str!("report.md");

/// Renders `report.html`: one file that needs no network.
///
/// # Errors
/// Where the template is faulty: a fault of this program, not of its input.
pub fn html(report: &Report, tables: &[Table<'_>], charts: &[Chart]) -> Result<String, Error> {
    rendered(("report.html", HTML), report, (tables, charts))
}

/// Renders `report.md`: for a post-incident document.
///
/// # Errors
/// As [`html`].
pub fn markdown(report: &Report, tables: &[Table<'_>], charts: &[Chart]) -> Result<String, Error> {
    rendered(("report.md", MARKDOWN), report, (tables, charts))
}

fn rendered(
    (name, text): (&str, &str),
    report: &Report,
    (tables, charts): (&[Table<'_>], &[Chart]),
) -> Result<String, Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    templates.set_auto_escape_callback(|name| {
        if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None }
    });
    templates.add_filter("md", markdown_text);
    templates.add_template(name, text)?;
    let page =
        templates.get_template(name)?.render(Serde(view::View::of(report, tables, charts)))?;
    Ok(printable(&page))
}

/// Writes words as one line of Markdown: signs that Markdown or HTML would take for their own are
/// escaped.
fn markdown_text(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' => text.extend(['\\', c]),
            c => text.push(c),
        }
    }
    text
}
