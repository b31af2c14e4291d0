//! Metadata of a file of runs: schema, rules, window, sources, inputs, refusals, each as JSON under
//! its own key.

use crate::clock::{Instant, Span, rfc3339};
use crate::model::{
    Cadence, Input, InputRole, ProbeSource, Refusal, RefusalGroup, RefusalKind, Refusals,
    RefusedPart, Rules, StampResolution,
};
use crate::runs::{RunsError, checksum};
use parquet::file::metadata::KeyValue;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

/// Name of the schema.
const SCHEMA: &str = "corroborate/runs";
/// Version of the schema: raised when an older program would misread a newer file.
const VERSION: u32 = 3;

/// Length above all silences and intervals, in microseconds: more than a century.
const MOST_US: i64 = 1 << 52;
/// Greatest count of rows or bytes.
const MOST_COUNT: u64 = (u32::MAX as u64) << 16;

/// Metadata of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) rules: StatusRules,
    /// Time of the rows; all where there is none.
    pub(crate) window: Option<StoredWindow>,
    /// Sources, in order; runs name them by number, from 1.
    pub(crate) sources: Vec<SourceMeta>,
    /// Probe logs, in order; runs name them by number, from 1.
    pub(crate) inputs: Vec<InputMeta>,
    pub(crate) refusals: RefusalsMeta,
}

/// Rules that give a row its status (M6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StatusRules {
    /// Answer time above which an answer is degraded, in microseconds; off where missing.
    pub(crate) slow_us: Option<i64>,
    pub(crate) up_codes: Vec<u16>,
    pub(crate) challenged_codes: Vec<u16>,
    pub(crate) down_codes: Vec<u16>,
}

/// Span, in microseconds since 1970 UTC and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredWindow {
    /// Start, in microseconds since 1970, included.
    from_us: i64,
    /// End, in microseconds since 1970, excluded.
    until_us: i64,
    from: String,
    until: String,
}

/// One `[[probes]]` entry: all that later rooms need of it, and the way in which its rows were
/// read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceMeta {
    pub(crate) name: String,
    /// Microseconds between the probes of a log of changes; `null` for a row for each probe.
    pub(crate) on_change_us: Option<i64>,
    /// Most that its clock is wrong, in microseconds (M4).
    pub(crate) clock_error_us: i64,
    /// Length of the time that each of its stamps leaves open, in microseconds (M2).
    pub(crate) resolution_us: i64,
    /// Whether that was declared, and not found from the form of the stamps.
    pub(crate) resolution_declared: bool,
    /// Declared longest interval that is no silence, in microseconds.
    pub(crate) silence_us: Option<i64>,
    /// Declared time between the probes of a poll, in microseconds.
    pub(crate) pace_us: Option<i64>,
    pub(crate) simulated: bool,
    /// Whether its rows are periods of a state; missing where they are not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) lists_periods: bool,
    /// Whether its probes come from places that take turns; missing where they do not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) takes_turns: bool,
    /// Zone of stamps without an offset.
    pub(crate) zone: Option<String>,
    /// Names of the archive's columns, by our own names; may be empty.
    pub(crate) columns: BTreeMap<String, Vec<String>>,
    pub(crate) vantage: String,
    /// Word for the layout; missing for our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) layout: Option<String>,
    /// Form of a line, for the layout that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
}

/// One probe log that the runs were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InputMeta {
    pub(crate) path: String,
    /// Number of its source, from 1.
    pub(crate) source: usize,
    pub(crate) sha256: String,
    /// Size as stored.
    pub(crate) bytes: u64,
    /// Rows read, refused ones included.
    pub(crate) rows: u64,
    pub(crate) refused: u64,
    pub(crate) unreadable_outcomes: u64,
    pub(crate) unreadable_cells: u64,
    /// Rows outside the window.
    pub(crate) outside: u64,
    /// Stamps of a doubled hour that the order of rows settled.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(crate) settled_by_order: u64,
}

/// Refused rows, and parts of rows that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalsMeta {
    /// Numbers of refusals by part and kind; may be empty.
    pub(crate) counts: Vec<RefusalCount>,
    /// Rows whose time cannot be read, by their site.
    pub(crate) unplaced: BTreeMap<String, u64>,
    /// Ragged rows whose time cannot be read, by the site that they seem to name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) unplaced_ragged: BTreeMap<String, u64>,
    /// Ids of sites that only ragged rows name.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) ragged_sites: BTreeSet<String>,
    /// Refusals in the order in which they were met; of very many, the first alone.
    pub(crate) listed: Vec<RefusalMeta>,
}

/// Refusals of one part and kind, with their number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalCount {
    part: String,
    kind: String,
    count: u64,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalMeta {
    /// Number of its file among the inputs, from 1.
    pub(crate) file: usize,
    /// Line or row, from 1.
    line: u64,
    /// Column, from 1.
    column: usize,
    name: String,
    part: String,
    kind: String,
    why: String,
}

impl StatusRules {
    /// Takes the rules for the status of a row out of all rules; lists of codes are sorted.
    pub(crate) fn of(rules: &Rules) -> StatusRules {
        let sorted = |codes: &[u16]| {
            let sorted: BTreeSet<u16> = codes.iter().copied().collect();
            sorted.into_iter().collect()
        };
        StatusRules {
            slow_us: rules.slow_us,
            up_codes: sorted(&rules.up_codes),
            challenged_codes: sorted(&rules.challenged_codes),
            down_codes: sorted(&rules.down_codes),
        }
    }

    /// Finds the first rule that differs from that of `other`: its name with its value in either.
    pub(crate) fn differs(&self, other: &StatusRules) -> Option<(String, String)> {
        let named = |rules: &StatusRules| {
            [
                format!(
                    "slow_ms = {}",
                    rules.slow_us.map_or("off".to_owned(), |us| (us / 1000).to_string())
                ),
                format!("up_codes = {:?}", rules.up_codes),
                format!("challenged_codes = {:?}", rules.challenged_codes),
                format!("down_codes = {:?}", rules.down_codes),
            ]
        };
        named(self).into_iter().zip(named(other)).find(|(a, b)| a != b)
    }
}

impl StoredWindow {
    /// Makes the window of a span.
    pub(crate) fn of(span: Span) -> StoredWindow {
        StoredWindow {
            from_us: span.from().0,
            until_us: span.until().0,
            from: rfc3339(span.from()),
            until: rfc3339(span.until()),
        }
    }

    /// Gives the span; `None` where it ends before it begins.
    pub(crate) fn span(&self) -> Option<Span> {
        Span::new(Instant(self.from_us), Instant(self.until_us))
    }
}

impl SourceMeta {
    /// Gives the source for later rooms.
    pub(crate) fn source(&self) -> ProbeSource {
        ProbeSource {
            name: self.name.clone(),
            cadence: self
                .on_change_us
                .map_or(Cadence::Poll, |interval_us| Cadence::OnChange { interval_us }),
            clock_error_us: self.clock_error_us,
            resolution: StampResolution {
                us: self.resolution_us,
                is_declared: self.resolution_declared,
            },
            silence_us: self.silence_us,
            pace_us: self.pace_us,
            simulated: self.simulated,
            lists_periods: self.lists_periods,
            takes_turns: self.takes_turns,
        }
    }

    /// Says whether all lengths of time can be lengths.
    fn has_lengths(&self) -> bool {
        let is_length = |us: i64| (0..MOST_US).contains(&us);
        let errors = [self.clock_error_us, self.resolution_us];
        let lengths = [self.on_change_us, self.silence_us, self.pace_us].into_iter().flatten();
        lengths.chain(errors).all(is_length)
    }
}

impl InputMeta {
    /// Makes the metadata of an input; `source` counts from 0.
    pub(crate) fn of(input: &Input, source: usize) -> InputMeta {
        InputMeta {
            path: input.path.clone(),
            source: source + 1,
            sha256: input.sha256.clone(),
            bytes: input.bytes,
            rows: input.rows,
            refused: input.refused,
            unreadable_outcomes: input.unreadable_outcomes,
            unreadable_cells: input.unreadable_cells,
            outside: input.outside,
            settled_by_order: input.settled_by_order,
        }
    }

    /// Gives the input for later rooms.
    pub(crate) fn input(&self) -> Input {
        Input {
            path: self.path.clone(),
            role: InputRole::Probes,
            sha256: self.sha256.clone(),
            bytes: self.bytes,
            rows: self.rows,
            refused: self.refused,
            unreadable_outcomes: self.unreadable_outcomes,
            unreadable_cells: self.unreadable_cells,
            outside: self.outside,
            settled_by_order: self.settled_by_order,
        }
    }
}

impl RefusalsMeta {
    /// Makes the metadata of refusals; those of files that are no inputs are not listed.
    pub(crate) fn of(refusals: &Refusals, inputs: &[InputMeta]) -> RefusalsMeta {
        let listed = refusals.listed.iter().filter_map(|refusal| {
            Some(RefusalMeta {
                file: inputs.iter().position(|input| input.path == refusal.file)? + 1,
                line: refusal.line,
                column: refusal.column,
                name: refusal.name.clone(),
                part: refusal.part.as_str().to_owned(),
                kind: refusal.kind.as_str().to_owned(),
                why: refusal.kind.to_string(),
            })
        });
        RefusalsMeta {
            counts: refusals.counts.iter().map(RefusalCount::of).collect(),
            unplaced: refusals.unplaced.clone(),
            unplaced_ragged: refusals.unplaced_ragged.clone(),
            ragged_sites: BTreeSet::new(),
            listed: listed.collect(),
        }
    }
}

impl RefusalCount {
    /// Makes the metadata of the refusals of a group, with their number.
    fn of((group, count): (&RefusalGroup, &u64)) -> RefusalCount {
        RefusalCount {
            part: group.part.as_str().to_owned(),
            kind: group.kind.to_owned(),
            count: *count,
        }
    }

    /// Gives the group; `None` where its part or its kind is not known.
    pub(crate) fn group(&self) -> Option<RefusalGroup> {
        Some(RefusalGroup {
            part: RefusedPart::named(&self.part)?,
            kind: RefusalKind::known_word(&self.kind)?,
        })
    }

    /// Gives their number.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }
}

impl RefusalMeta {
    /// Gives the refusal, of a file with this path; `None` where its part or kind is not known.
    pub(crate) fn refusal(&self, file: &str) -> Option<Refusal> {
        let kind = RefusalKind::InWords {
            word: RefusalKind::known_word(&self.kind)?,
            text: self.why.clone(),
        };
        Some(Refusal {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            name: self.name.clone(),
            part: RefusedPart::named(&self.part)?,
            kind,
        })
    }
}

impl Meta {
    /// Gives the keys and values for the file.
    pub(crate) fn to_pairs(&self) -> Vec<KeyValue> {
        let json = |name: &str, value: Result<String, serde_json::Error>| {
            // Strings, numbers and lists of them: nothing that JSON cannot hold.
            KeyValue::new(format!("corroborate.{name}"), value.unwrap_or_default())
        };
        vec![
            json("schema", Ok(SCHEMA.to_owned())),
            json("schema_version", Ok(VERSION.to_string())),
            json("version", Ok(env!("CARGO_PKG_VERSION").to_owned())),
            json("rules", serde_json::to_string(&self.rules)),
            json("window", serde_json::to_string(&self.window)),
            json("sources", serde_json::to_string(&self.sources)),
            json("inputs", serde_json::to_string(&self.inputs)),
            json("refusals", serde_json::to_string(&self.refusals)),
            KeyValue::new(checksum::KEY.to_owned(), checksum::PLACEHOLDER.to_owned()),
        ]
    }

    /// Reads the metadata of a file. All that it says is checked, so that later rooms need not.
    ///
    /// # Errors
    /// Where the file is none of runs, of another version, or damaged.
    pub(crate) fn read(
        path: &str,
        file: &mut File,
        pairs: Option<&Vec<KeyValue>>,
    ) -> Result<Meta, RunsError> {
        let value_of = |name: &str| value(pairs, name);
        if value_of("schema") != Some(SCHEMA) {
            return Err(RunsError::NotRuns(path.to_owned()));
        }
        let version = value_of("schema_version").unwrap_or("none");
        if version != VERSION.to_string() {
            return Err(RunsError::Version {
                path: path.to_owned(),
                found: version.to_owned(),
                known: VERSION,
            });
        }
        if !checksum::matches(file).unwrap_or(false) {
            return Err(RunsError::broken(path, "its bytes are not those that were written"));
        }
        let meta = Meta {
            rules: json(path, "rules", pairs)?,
            window: json(path, "window", pairs)?,
            sources: json(path, "sources", pairs)?,
            inputs: json(path, "inputs", pairs)?,
            refusals: json(path, "refusals", pairs)?,
        };
        match meta.fault() {
            Some(why) => Err(RunsError::broken(path, format!("metadata: {why}"))),
            None => Ok(meta),
        }
    }

    /// Finds what the metadata says that cannot be.
    fn fault(&self) -> Option<&'static str> {
        if self.window.as_ref().is_some_and(|window| window.span().is_none()) {
            return Some("the window ends before it begins");
        }
        let has_source = |input: &InputMeta| (1..=self.sources.len()).contains(&input.source);
        if !self.inputs.iter().all(has_source) {
            return Some("an input is of a source that is not there");
        }
        if !self.sources.iter().all(SourceMeta::has_lengths) {
            return Some("a source has a length that no clock can have");
        }
        let is_listed = |refusal: &RefusalMeta| {
            (1..=self.inputs.len()).contains(&refusal.file) && refusal.refusal("").is_some()
        };
        let RefusalsMeta { counts, unplaced, unplaced_ragged, listed, .. } = &self.refusals;
        if !counts.iter().all(|count| count.group().is_some()) || !listed.iter().all(is_listed) {
            return Some("a refusal is of a kind or file that is not known");
        }
        let is_count = |count: u64| count <= MOST_COUNT;
        let has_counts = |input: &InputMeta| {
            let InputMeta { rows, refused, outside, bytes, .. } = *input;
            let parts = [input.unreadable_outcomes, input.unreadable_cells];
            [rows, refused, outside, bytes].into_iter().chain(parts).all(is_count)
        };
        let unplaced = unplaced.values().chain(unplaced_ragged.values()).copied();
        let refused = counts.iter().map(RefusalCount::count).chain(unplaced);
        if !self.inputs.iter().all(has_counts) || !refused.into_iter().all(is_count) {
            return Some("a count is too large to be one");
        }
        None
    }
}

/// Finds the value of a key of ours.
fn value<'a>(pairs: Option<&'a Vec<KeyValue>>, name: &str) -> Option<&'a str> {
    let named = |pair: &&KeyValue| pair.key.strip_prefix("corroborate.") == Some(name);
    pairs?.iter().find(named)?.value.as_deref()
}

/// Reads the value of a key of ours as JSON.
fn json<T: DeserializeOwned>(
    path: &str,
    name: &str,
    pairs: Option<&Vec<KeyValue>>,
) -> Result<T, RunsError> {
    let text = value(pairs, name).ok_or_else(|| {
        RunsError::broken(path, format!("metadata: corroborate.{name} is missing"))
    })?;
    serde_json::from_str(text)
        .map_err(|why| RunsError::broken(path, format!("metadata: corroborate.{name}: {why}")))
}

/// Says whether a file is one of runs, by its metadata. A file that cannot be read is none: whoever
/// reads it as a log says why.
pub(crate) fn is_runs(path: &Path) -> bool {
    let Some(reader) = File::open(path).ok().and_then(|file| SerializedFileReader::new(file).ok())
    else {
        return false;
    };
    value(reader.metadata().file_metadata().key_value_metadata(), "schema") == Some(SCHEMA)
}

/// Says whether a mark is missing, which is then left out of the file.
fn is_false(mark: &bool) -> bool {
    !*mark
}

/// Says whether a count is zero, and so is left out.
fn is_zero(count: &u64) -> bool {
    *count == 0
}
