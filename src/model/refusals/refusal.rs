//! A row, an outcome or a cell that cannot be read, and why.

use crate::clock::StampError;
use crate::model::RefusedPart;

/// The kinds that a row of a probe log can have.
const OF_PROBES: [&str; 19] = [
    "time",
    "field_count",
    "not_utf8",
    "empty",
    "status_code",
    "latency",
    "result",
    "number",
    "no_outcome",
    "open_quote",
    "carriage_return",
    "too_many_fields",
    "too_long",
    "layout",
    "copied",
    "overlap",
    "minutes",
    "empty_span",
    "holding_page",
];

/// Reason why a row, or a part of it, was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusalKind {
    /// A time that cannot be read.
    #[error(transparent)]
    Stamp(#[from] StampError),
    /// A time of announced work that the clocks showed twice.
    #[error(
        "`{0}` happened twice: the clocks went back, and the work would be of another time by each \
         reading; write it with its UTC offset, as `2022-10-30T02:30:00+01:00`"
    )]
    WorkShownTwice(String),
    /// A row with more or fewer fields than the header.
    #[error("expected {expected} fields, found {found}")]
    FieldCount {
        /// Number of fields in the header.
        expected: usize,
        /// Number of fields in the row.
        found: usize,
    },
    /// Bytes that are no UTF-8.
    #[error(
        "the text is not UTF-8; save the file as UTF-8, or write its `encoding`, such as \
         \"latin1\", in its [[probes]]"
    )]
    NotUtf8,
    /// A field that must hold something.
    #[error("the field is empty")]
    Empty,
    /// No name of the claimant of a claim.
    #[error("the field is empty; write who says it, such as `Operator`, or `unknown`")]
    NoClaimant,
    /// Text in place of a status code, or a code that no rule admits.
    #[error(
        "expected a status code from 100 to 599, 0 or nothing, found `{0}`; correct it, or name \
         another code in `up_codes`, `down_codes` or `challenged_codes`"
    )]
    NotACode(String),
    /// Word in place of a status code.
    #[error(
        "expected a status code from 100 to 599, 0 or nothing, found the word `{0}`; say in \
         `results` of its [[probes]] what it means, or name its column as `error` in `columns`"
    )]
    WordForCode(String),
    /// Text in place of a latency.
    #[error("expected 0 to 86400000 milliseconds or nothing, found `{0}`")]
    NotALatency(String),
    /// Text in place of an answer time.
    #[error("expected 0 to 86400 seconds or nothing, found `{0}`")]
    NotSeconds(String),
    /// Unknown word of an archive for a result.
    #[error(
        "expected `up`, `down`, `degraded`, `challenged`, `unknown` or a word that means one of \
         them, found `{0}`"
    )]
    NotAResult(String),
    /// Unknown word of a log for a result, where `results` can say what it means.
    #[error(
        "expected `up`, `down`, `degraded`, `challenged`, `unknown` or a word that means one of \
         them, found `{0}`; write one of them, or say in `results` of its [[probes]] what it means"
    )]
    WordWithoutMeaning(String),
    /// Text in place of a number that decides whether a site was up.
    #[error(
        "`up_when = \"{rule}\"` needs a number, found `{found}`; correct it{}, or say in `results` \
         of its [[probes]] what it means",
        rule_of_texts(rule)
    )]
    NotANumber {
        /// Rule of the entry, as written.
        rule: String,
        /// Text as written.
        found: String,
    },
    /// A row that says nothing of the site.
    #[error("the row has no status code, no error and no result; fill one of them")]
    NoOutcome,
    /// A row of a log that says nothing of the site, where `results` can say what that means.
    #[error(
        "the row has no outcome; fill one in, or say what it means: results = {{ \"\" = \"down\" }}"
    )]
    NothingWithoutMeaning,
    /// Unknown word for a role.
    #[error("expected `attacker`, `operator`, `government`, `media` or `researcher`, found `{0}`")]
    NotARole(String),
    /// Unknown word for a kind of claim.
    #[error(
        "expected `attack`, `outage`, `restored`, `reachable`, `maintenance`, `cause` or \
         `unstated`, found `{0}`"
    )]
    NotAKind(String),
    /// Unknown word of others for a kind of claim.
    #[error(
        "expected `attack`, `outage`, `restored`, `reachable`, `maintenance`, `cause` or \
         `unstated`, found `{0}`; say in `kinds` of its [[claims]] what it means"
    )]
    KindWithoutMeaning(String),
    /// Unknown word of others for a role.
    #[error(
        "expected `attacker`, `operator`, `government`, `media` or `researcher`, found `{0}`; say \
         in `roles` of its [[claims]] what it means"
    )]
    RoleWithoutMeaning(String),
    /// Unknown word for the extent of a claim.
    #[error("expected `throughout`, `intermittent` or nothing, found `{0}`")]
    NotAnExtent(String),
    /// Extent beside a kind of claim that does not say that a site was down in a time.
    #[error("`{extent}` is for kind `outage`, found `{kind}`: leave it empty, or write `outage`")]
    ExtentOfKind {
        /// The extent, as a word.
        extent: &'static str,
        /// The kind, as a word.
        kind: String,
    },
    /// `throughout` of a time that the claim does not give.
    #[error("`throughout` needs an asserted time; write one, or leave the extent empty")]
    ThroughoutWithoutTime,
    /// Unknown word for the quantifier of a claim.
    #[error("expected `each`, `most`, `some`, `none` or nothing, found `{0}`")]
    NotAQuantifier(String),
    /// A word that says neither yes nor no.
    #[error("expected `true`, `false` or nothing, found `{0}`")]
    NotTrueOrFalse(String),
    /// Id of a claim that is retold or disputed, which no other claim has.
    #[error("no other claim has the id `{0}`; write the id of another claim, or nothing")]
    UnknownClaim(String),
    /// A site or group that is not in `sites.csv`.
    #[error("no site, host or group `{name}`{hint}; add it to sites.csv or correct it")]
    UnknownTarget {
        /// Name as written.
        name: String,
        /// The nearest known one, as words.
        hint: String,
    },
    /// A host that several sites share.
    #[error("`{name}` can mean {sites}; write the site's id")]
    AmbiguousTarget {
        /// Name as written.
        name: String,
        /// The sites' ids.
        sites: String,
    },
    /// An id that stands twice.
    #[error("`{0}` stands twice; give each row its own")]
    Repeated(String),
    /// A claim that another row makes already.
    #[error("`{id}` stands already in {first}; leave out the file or the row that says it again")]
    SaidBefore {
        /// As both rows have it.
        id: String,
        /// File and line or row.
        first: String,
    },
    /// A part of a page that is declared to be no site.
    #[error(
        "no site is declared for the component `{0}`; add `\"{0}\" = \"its site\"` to \
         `components` of its [[claims]], or `\"{0}\" = []` to pass over it"
    )]
    UnmappedComponent(String),
    /// A statement that names nothing.
    #[error("it names no component; declare `targets` in its [[claims]]")]
    NoComponent,
    /// Unknown word for the state of an incident.
    #[error("expected {expected}, found `{found}`")]
    NotAStatus {
        /// The words that mean something.
        expected: &'static str,
        /// State as written.
        found: String,
    },
    /// A row that is no JSON object.
    #[error("expected a JSON object: {0}")]
    NotJson(String),
    /// A time range that is empty or backwards.
    #[error("the end is not after the beginning; write one that is")]
    EmptySpan,
    /// A quotation mark that has no partner in its line.
    #[error("a quotation mark is opened and not closed; a row stands in one line")]
    OpenQuote,
    /// A carriage return that ends the row before its line ends.
    #[error("a carriage return stands inside the line; end each row with a line feed")]
    InnerReturn,
    /// A line with far more fields than a log has.
    #[error("the line has {0} fields or more; it is no row of a probe log")]
    TooManyFields(usize),
    /// A row that was refused when runs were made of its file.
    #[error("{text}")]
    InWords {
        /// The word of the kind.
        word: &'static str,
        /// Reason, and what to write instead.
        text: String,
    },
    /// A row that is not what its layout says.
    #[error("expected {expected}, found `{found}`")]
    NotOfLayout {
        /// Value that the layout has there, in words.
        expected: &'static str,
        /// Value as written.
        found: String,
    },
    /// A line that fits none of the forms declared for it.
    #[error("expected a line of the declared `format` ({wanted}), found `{found}`")]
    NotOfFormat {
        /// Text that the line lacks of each form, in words.
        wanted: String,
        /// Line as written, shortened.
        found: String,
    },
    /// A stored version whose time is far from that of its commit.
    #[error(
        "the probe of {probed} is far from its commit of {stored}; the version was copied there, \
         and is no probe of this clone"
    )]
    Copied {
        /// Time of the probe in the version.
        probed: String,
        /// Time at which the version was stored.
        stored: String,
    },
    /// A period that overlaps another of its site.
    #[error(
        "the period overlaps that of row {line}, which says otherwise; leave one of them out, or \
         give two checks of one name names of their own"
    )]
    Overlap {
        /// Line or number of the other.
        line: u64,
    },
    /// A capture of a page that may have stood in for the usual one for a while.
    #[error(
        "possibly a holding page: it was seen {seen}, with a page that lasted before and after, \
         so the capture counts as challenged and not as up; see it in the web archive"
    )]
    HoldingPage {
        /// Times at which the page was seen, in words.
        seen: String,
    },
    /// Text in place of a length in minutes.
    #[error("expected a whole number of minutes or nothing, found `{0}`")]
    NotMinutes(String),
    /// A line too long to be a row.
    #[error("the line is longer than {0} bytes; it is no row of a probe log")]
    TooLong(usize),
}

impl RefusalKind {
    /// Returns the word by which refusals are counted.
    pub fn as_str(&self) -> &'static str {
        match self {
            RefusalKind::Stamp(_) | RefusalKind::WorkShownTwice(_) => "time",
            RefusalKind::FieldCount { .. } => "field_count",
            RefusalKind::NotUtf8 => "not_utf8",
            RefusalKind::Empty | RefusalKind::NoClaimant => "empty",
            RefusalKind::NotACode(_) | RefusalKind::WordForCode(_) => "status_code",
            RefusalKind::NotALatency(_) | RefusalKind::NotSeconds(_) => "latency",
            RefusalKind::NotAResult(_) | RefusalKind::WordWithoutMeaning(_) => "result",
            RefusalKind::NotANumber { .. } => "number",
            RefusalKind::NoOutcome | RefusalKind::NothingWithoutMeaning => "no_outcome",
            RefusalKind::NotARole(_) | RefusalKind::RoleWithoutMeaning(_) => "role",
            RefusalKind::NotAKind(_) | RefusalKind::KindWithoutMeaning(_) => "kind",
            RefusalKind::NotAnExtent(_)
            | RefusalKind::ExtentOfKind { .. }
            | RefusalKind::ThroughoutWithoutTime => "extent",
            RefusalKind::NotAQuantifier(_) => "quantifier",
            RefusalKind::NotTrueOrFalse(_) => "true_or_false",
            RefusalKind::UnknownClaim(_) => "unknown_claim",
            RefusalKind::UnknownTarget { .. }
            | RefusalKind::UnmappedComponent(_)
            | RefusalKind::NoComponent => "unknown_target",
            RefusalKind::AmbiguousTarget { .. } => "ambiguous_target",
            RefusalKind::Repeated(_) | RefusalKind::SaidBefore { .. } => "repeated",
            RefusalKind::NotAStatus { .. } => "status",
            RefusalKind::NotJson(_) => "json",
            RefusalKind::EmptySpan => "empty_span",
            RefusalKind::OpenQuote => "open_quote",
            RefusalKind::InnerReturn => "carriage_return",
            RefusalKind::TooManyFields(_) => "too_many_fields",
            RefusalKind::TooLong(_) => "too_long",
            RefusalKind::NotOfLayout { .. } | RefusalKind::NotOfFormat { .. } => "layout",
            RefusalKind::Copied { .. } => "copied",
            RefusalKind::Overlap { .. } => "overlap",
            RefusalKind::NotMinutes(_) => "minutes",
            RefusalKind::HoldingPage { .. } => "holding_page",
            RefusalKind::InWords { word, .. } => word,
        }
    }

    /// Finds the kind's word as the program has it, where `word` is that of a row of a probe log.
    pub(crate) fn known_word(word: &str) -> Option<&'static str> {
        OF_PROBES.into_iter().find(|known| *known == word)
    }
}

/// Says how a rule is written that reads texts, where this one asks whether a number is there;
/// empty where it compares numbers.
fn rule_of_texts(rule: &str) -> String {
    let column = rule.strip_suffix("is present").map(str::trim_end);
    column.map_or_else(String::new, |column| {
        format!(", write `up_when = \"{column} is not empty\"` if any text says that a site was up")
    })
}

/// A row, or a part of it, refused.
///
/// ```
/// use corroborate::model::{Refusal, RefusalKind, Refusals, RefusedPart};
///
/// let refusal = Refusal {
///     file: "probes.csv".to_owned(),
///     line: 3,
///     column: 2,
///     name: "site".to_owned(),
///     part: RefusedPart::Row,
///     kind: RefusalKind::Empty,
/// };
/// assert_eq!(refusal.to_string(), "probes.csv:3:2: site: the field is empty");
///
/// let mut refusals = Refusals::default();
/// refusals.add(refusal);
/// assert_eq!((refusals.count_of(RefusedPart::Row), refusals.by_kind()["empty"]), (1, 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {name}: {kind}")]
pub struct Refusal {
    /// The file, as shown to readers.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// The column, from 1: the number of the field.
    pub column: usize,
    /// The column's name.
    pub name: String,
    /// Part of the row that it costs.
    pub part: RefusedPart,
    /// Reason.
    pub kind: RefusalKind,
}
