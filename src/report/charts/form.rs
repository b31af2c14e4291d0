//! Forms of charts, by the width of the page that shows them.

/// Form of a chart, by the width of the page that shows it. The name of the files of each has an
/// ending of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// For a desk, and for paper: its smallest text has six points across a page of A4.
    Desk,
    /// For a screen between that of a desk and that of a phone.
    Tablet,
    /// For a phone 360 pixels wide.
    Phone,
}

impl Form {
    /// Returns the ending of the names of its files.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Form::Desk => "",
            Form::Tablet => "-tablet",
            Form::Phone => "-phone",
        }
    }

    /// Returns the name of a chart without the ending of a form.
    pub(super) fn chart_of(name: &str) -> &str {
        let narrow = [Form::Tablet, Form::Phone];
        narrow.iter().find_map(|form| name.strip_suffix(form.ending())).unwrap_or(name)
    }
}
