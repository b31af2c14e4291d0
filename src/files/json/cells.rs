//! Parts of JSON that are read by paths: rows of cells, and what breaks off.

/// Cell of a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum JsonCell {
    /// The key is not there, or holds `null`.
    #[default]
    Missing,
    /// A plain value as text.
    Text(String),
    /// A list of plain values as texts.
    Texts(Vec<String>),
    /// Something else than a plain value, or than the path needs on its way, in words.
    Odd(String),
}

impl JsonCell {
    /// Gives the text without the blanks around it; empty where there is none.
    pub(crate) fn text(&self) -> &str {
        match self {
            JsonCell::Text(text) => text.trim(),
            JsonCell::Missing | JsonCell::Texts(_) | JsonCell::Odd(_) => "",
        }
    }
}

/// Part of JSON, in the order of the file.
#[derive(Debug)]
pub(crate) enum JsonItem<'a> {
    /// Row with its number: the line of a file of lines, else its number among the rows, from 1.
    Row { number: u64, cells: &'a [JsonCell] },
    /// Row that nobody can read, as this key stands twice in an object around its cells.
    Twice { number: u64, key: &'a str },
    /// Line that is no JSON, and is passed over; `why` has the column.
    BrokenLine { number: u64, why: String },
    /// End of what can be read of a document; `number` is that of the row that cannot be read.
    BreaksOff { number: u64, line: usize, column: usize, why: String },
}

/// Account of what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadCells {
    /// Whether the key of each cell was there at all, in the order of the paths.
    pub(crate) found: Vec<bool>,
    /// Whether each list on the way was there at all, the outermost first; empty without lists.
    pub(crate) lists_found: Vec<bool>,
    /// Number of rows, those that are refused among them.
    pub(crate) rows: u64,
}
