//! Templates of pages, filled with a view.

use super::view::View;
use crate::model::words::printable;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};

/// Template of a page; the end of its name says how values are escaped.
pub(super) struct Template {
    name: &'static str,
    text: &'static str,
}

/// Template of `report.html`, from top to bottom.
pub(super) const HTML: Template = Template {
    name: "report.html",
    text: concat!(
        include_str!("templates/macros.html"),
        include_str!("templates/head.html"),
        include_str!("templates/summary.html"),
        include_str!("templates/sites.html"),
        include_str!("templates/limits.html"),
        include_str!("templates/lags.html"),
        include_str!("templates/method.html"),
        include_str!("templates/claims.html"),
    ),
};
/// Template of `report.md`.
pub(super) const MARKDOWN: Template =
    Template { name: "report.md", text: include_str!("templates/report.md") };

/// Fills a template.
///
/// # Errors
/// Where the template is faulty.
pub(super) fn filled(template: &Template, view: &View) -> Result<String, Error> {
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
    templates.add_template(template.name, template.text)?;
    let page = templates.get_template(template.name)?.render(Serde(view))?;
    // A part that is left out leaves no lines behind; a stroke needs no escape.
    Ok(printable(&match template.name.ends_with(".md") {
        true => single_blank_lines(&page),
        false => page.replace("&#x2f;", "/"),
    }))
}

/// Leaves one empty line where there are several.
fn single_blank_lines(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut blank = 0;
    for line in page.lines() {
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
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
