//! An SVG document, written element by element: the page that charts are drawn on, and the elements
//! that plotters cannot draw.

use crate::model::safe_text::{is_harmful, is_isolate};
use std::cell::{RefCell, RefMut};
use std::fmt::Display;

/// Style of the text of a document, where a text has none of its own, and the size of the whole.
pub(super) struct DocumentStyle {
    /// Families of fonts, the first of which counts.
    pub(super) font_family: String,
    /// Font size in pixels.
    pub(super) font_size: f64,
    /// Colour of the letters, as SVG writes it.
    pub(super) fill: String,
    /// Colour of hatching, as SVG writes it.
    pub(super) hatch: String,
    /// Code of the language of its words.
    pub(super) language: &'static str,
    /// Width and height of the document on a screen, in pixels.
    pub(super) shown: (u32, u32),
}

/// An SVG document under way. Later elements are painted over earlier ones.
pub(super) struct SvgDocument {
    /// Name of the chart, for ids that are unique on a page with several charts.
    name: String,
    /// Width in pixels.
    width: u32,
    /// Height in pixels.
    height: u32,
    /// Finished elements. The plotters backend and the canvas both add to it, in turn.
    elements: RefCell<String>,
    /// Style and path data of the shapes drawn last, which the next of their style join.
    path: RefCell<Option<(String, String)>>,
}

impl SvgDocument {
    /// Begins an empty document, `width` by `height` pixels.
    pub(super) fn new(name: &str, width: u32, height: u32) -> SvgDocument {
        SvgDocument {
            name: name.to_owned(),
            width,
            height,
            elements: RefCell::default(),
            path: RefCell::default(),
        }
    }

    /// Returns the width and height in pixels.
    pub(super) fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Adds an element without content.
    pub(super) fn add(&self, element: Element) {
        let mut elements = self.elements();
        elements.push_str(&element.markup);
        elements.push_str("/>\n");
    }

    /// Adds a line or a bar, as path data of SVG. Those of one opaque style that follow one another
    /// in a group are one element: a chart has a thousand.
    pub(super) fn add_path(&self, data: &str, style: Element) {
        let mut path = self.path.borrow_mut();
        match &mut *path {
            Some((before, shapes)) if *before == style.markup && style.is_opaque() => {
                shapes.push_str(data);
            }
            _ => {
                Self::write_path(&mut self.elements.borrow_mut(), path.take());
                *path = Some((style.markup, data.to_owned()));
            }
        }
    }

    /// Writes the shapes that wait for others of their style.
    fn write_path(elements: &mut String, path: Option<(String, String)>) {
        if let Some((style, data)) = path {
            elements.push_str(&format!("{style} d=\"{data}\"/>\n"));
        }
    }

    /// Returns the elements so far, for others to be added.
    fn elements(&self) -> RefMut<'_, String> {
        let mut elements = self.elements.borrow_mut();
        Self::write_path(&mut elements, self.path.take());
        elements
    }

    /// Adds an element that contains text.
    pub(super) fn add_text(&self, element: Element, text: &str) {
        let Element { name, markup } = element;
        self.elements().push_str(&format!("{markup}>{}</{name}>\n", escaped(text)));
    }

    /// Adds a link to an anchor of the page, with the words that a pointer shows, over an area.
    pub(super) fn add_link(&self, anchor: &str, title: &str, area: Element) {
        let link = Element::new("a").with("href", format_args!("#{anchor}"));
        self.elements().push_str(&format!(
            "{}><title>{}</title>{}/></a>\n",
            link.markup,
            escaped(title),
            area.markup
        ));
    }

    /// Opens a group that scripts and drawing programs find by its id: the name of the chart, a `-`
    /// and `name`. It has a title where `title` is not empty.
    pub(super) fn open_group(&self, name: &str, title: &str) {
        let group = Element::new("g").with("id", format_args!("{}-{name}", self.name));
        let mut elements = self.elements();
        elements.push_str(&group.markup);
        elements.push_str(">\n");
        if !title.is_empty() {
            elements.push_str(&format!("<title>{}</title>\n", escaped(title)));
        }
    }

    /// Closes the group that was opened last.
    pub(super) fn close_group(&self) {
        self.elements().push_str("</g>\n");
    }

    /// Returns the value of `fill` for a hatched area.
    pub(super) fn hatch(&self) -> String {
        format!("url(#{})", self.hatch_id())
    }

    /// Returns the whole document, with a title and a description for readers who do not see it.
    /// `text` holds for all text that says nothing else.
    pub(super) fn finish(self, title: &str, description: &str, text: &DocumentStyle) -> String {
        let (width, height) = (self.width, self.height);
        let elements = self.elements().clone();
        // What is one picture to a reader who hears the page holds no links that can be reached.
        let role = if elements.contains("<a href=") { "group" } else { "img" };
        let root = Element::new("svg")
            .with("width", text.shown.0)
            .with("height", text.shown.1)
            .with("viewBox", format_args!("0 0 {width} {height}"))
            .with("xmlns", "http://www.w3.org/2000/svg")
            .with("role", role)
            .with("font-family", &text.font_family)
            .with("font-size", text.font_size)
            .with("fill", &text.fill);
        // What is not drawn, and the page around it, is English.
        let (root, of_description) = match text.language {
            "en" => (root, ""),
            code => (root.with("lang", code), " lang=\"en\""),
        };
        let pattern = Element::new("pattern")
            .with("id", self.hatch_id())
            .with("width", 6)
            .with("height", 6)
            .with("patternUnits", "userSpaceOnUse")
            .with("patternTransform", "rotate(45)");
        let stripe = Element::new("line")
            .with("x1", 0)
            .with("y1", 0)
            .with("x2", 0)
            .with("y2", 6)
            .with("stroke", &text.hatch)
            .with("stroke-width", 2);
        format!(
            "{}>\n<title>{}</title>\n<desc{}>{}</desc>\n<defs>{}>{}/></pattern></defs>\n{}</svg>\n",
            root.markup,
            escaped(title),
            of_description,
            escaped(description),
            pattern.markup,
            stripe.markup,
            elements
        )
    }

    /// Returns the id of the hatching of times that were not observed.
    fn hatch_id(&self) -> String {
        format!("unobserved-{}", self.name)
    }
}

/// The opening tag of an element, without its end.
pub(super) struct Element {
    name: &'static str,
    markup: String,
}

impl Element {
    /// Begins an element without attributes.
    pub(super) fn new(name: &'static str) -> Element {
        Element { name, markup: format!("<{name}") }
    }

    /// Says whether nothing is seen through it.
    fn is_opaque(&self) -> bool {
        !self.markup.contains(" opacity=")
    }

    /// Adds an attribute.
    pub(super) fn with(mut self, attribute: &str, value: impl Display) -> Element {
        self.markup.push_str(&format!(" {attribute}=\"{}\"", escaped(&value.to_string())));
        self
    }
}

/// Writes a text as XML writes it, without characters that XML cannot hold or that turn the
/// direction of writing.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            harmful if is_harmful(harmful) && !is_isolate(harmful) => {}
            other => out.push(other),
        }
    }
    out
}
