//! What stands in the metadata of a file of runs: schema, rules, window, sources, inputs, refusals,
//! each as JSON under its own key.

use super::{RunsError, seal};
use crate::clock::{Instant, Span, rfc3339};
use crate::model::{Cadence, Input, InputRole, ProbeSource, Refusal, RefusalKind, Refusals, Rules};
use parquet::file::metadata::KeyValue;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// The schema's name.
const SCHEMA: &str = "corroborate-runs";
/// Its version: raised when an older program would misread a newer file.
pub(super) const VERSION: u32 = 1;

/// Longer than any silence or interval, in microseconds: a century.
const MOST_US: i64 = 1 << 52;

/// The metadata of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meta {
    pub(super) rules: ClassRules,
    pub(super) window: Option<Window>,
    pub(super) sources: Vec<SourceMeta>,
    pub(super) inputs: Vec<InputMeta>,
    pub(super) refusals: RefusalsMeta,
}

/// The rules that give a row its class (M6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClassRules {
    pub(super) slow_us: Option<i64>,
    pub(super) up_codes: Vec<u16>,
    pub(super) challenged_codes: Vec<u16>,
    pub(super) down_codes: Vec<u16>,
}

/// A span, in microseconds since 1970 UTC and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Window {
    from_us: i64,
    until_us: i64,
    from: String,
    until: String,
}

/// One `[[probes]]` entry: what later rooms need of it, and how its rows were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceMeta {
    pub(super) name: String,
    /// Microseconds between the probes of a log of changes; `null` for a row for each probe.
    pub(super) on_change_us: Option<i64>,
    pub(super) clock_error_us: i64,
    pub(super) silence_us: Option<i64>,
    pub(super) simulated: bool,
    pub(super) zone: Option<String>,
    pub(super) columns: BTreeMap<String, Vec<String>>,
    pub(super) vantage: String,
    /// The word of the layout; missing for our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) layout: Option<String>,
    /// What a line holds, for the layout that asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<String>,
}

/// One probe log that the runs were made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct InputMeta {
    pub(super) path: String,
    /// Number of its source, from 1.
    pub(super) source: usize,
    pub(super) sha256: String,
    pub(super) bytes: u64,
    pub(super) rows: u64,
    pub(super) refused: u64,
    pub(super) outside: u64,
}

/// The rows set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusalsMeta {
    pub(super) by_kind: BTreeMap<String, u64>,
    pub(super) listed: Vec<RefusalMeta>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RefusalMeta {
    /// Number of its file among the inputs, from 1.
    pub(super) file: usize,
    line: u64,
    column: usize,
    name: String,
    kind: String,
    why: String,
}

impl ClassRules {
    /// Those of all rules. The order of codes means nothing.
    pub(super) fn of(rules: &Rules) -> ClassRules {
        let sorted = |codes: &[u16]| {
            codes.iter().copied().collect::<std::collections::BTreeSet<u16>>().into_iter().collect()
        };
        ClassRules {
            slow_us: rules.slow_us,
            up_codes: sorted(&rules.up_codes),
            challenged_codes: sorted(&rules.challenged_codes),
            down_codes: sorted(&rules.down_codes),
        }
    }

    /// The first rule that differs, as it is here and there.
    pub(super) fn differs(&self, other: &ClassRules) -> Option<(String, String)> {
        let named = |rules: &ClassRules| {
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

impl Window {
    pub(super) fn of(span: Span) -> Window {
        Window {
            from_us: span.from().0,
            until_us: span.until().0,
            from: rfc3339(span.from()),
            until: rfc3339(span.until()),
        }
    }

    pub(super) fn span(&self) -> Option<Span> {
        Span::new(Instant(self.from_us), Instant(self.until_us))
    }
}

impl SourceMeta {
    pub(super) fn source(&self) -> ProbeSource {
        ProbeSource {
            name: self.name.clone(),
            cadence: self
                .on_change_us
                .map_or(Cadence::Poll, |interval_us| Cadence::OnChange { interval_us }),
            clock_error_us: self.clock_error_us,
            silence_us: self.silence_us,
            simulated: self.simulated,
        }
    }
}

impl InputMeta {
    pub(super) fn of(input: &Input, source: usize) -> InputMeta {
        let Input { path, sha256, bytes, rows, refused, outside, .. } = input.clone();
        InputMeta { path, source: source + 1, sha256, bytes, rows, refused, outside }
    }

    pub(super) fn input(&self) -> Input {
        let InputMeta { path, sha256, bytes, rows, refused, outside, .. } = self.clone();
        Input { path, role: InputRole::Probes, sha256, bytes, rows, refused, outside }
    }
}

impl RefusalsMeta {
    pub(super) fn of(refusals: &Refusals, inputs: &[InputMeta]) -> RefusalsMeta {
        let listed = refusals.listed.iter().filter_map(|refusal| {
            Some(RefusalMeta {
                file: inputs.iter().position(|input| input.path == refusal.file)? + 1,
                line: refusal.line,
                column: refusal.column,
                name: refusal.name.clone(),
                kind: refusal.kind.word().to_owned(),
                why: refusal.kind.to_string(),
            })
        });
        let by_kind =
            refusals.by_kind.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect();
        RefusalsMeta { by_kind, listed: listed.collect() }
    }
}

impl RefusalMeta {
    /// The refusal again; `None` where its kind is not known.
    pub(super) fn refusal(&self, file: &str) -> Option<Refusal> {
        let kind = RefusalKind::Told {
            word: RefusalKind::known_word(&self.kind)?,
            text: self.why.clone(),
        };
        Some(Refusal {
            file: file.to_owned(),
            line: self.line,
            column: self.column,
            name: self.name.clone(),
            kind,
        })
    }
}

impl Meta {
    /// As key and value, for the file.
    pub(super) fn written(&self) -> Vec<KeyValue> {
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
            KeyValue::new(seal::KEY.to_owned(), seal::OPEN.to_owned()),
        ]
    }

    /// Reads it. What it says of itself is checked, so that later rooms need not.
    pub(super) fn read(
        path: &str,
        file: &mut File,
        written: Option<&Vec<KeyValue>>,
    ) -> Result<Meta, RunsError> {
        let found = |name: &str| value(written, name);
        if found("schema") != Some(SCHEMA) {
            return Err(RunsError::NotRuns(path.to_owned()));
        }
        let version = found("schema_version").unwrap_or("none");
        if version != VERSION.to_string() {
            return Err(RunsError::Version {
                path: path.to_owned(),
                found: version.to_owned(),
                known: VERSION,
            });
        }
        if !seal::is_whole(file).unwrap_or(false) {
            return Err(RunsError::broken(path, "its bytes are not those that were written"));
        }
        let meta = Meta {
            rules: json(path, "rules", written)?,
            window: json(path, "window", written)?,
            sources: json(path, "sources", written)?,
            inputs: json(path, "inputs", written)?,
            refusals: json(path, "refusals", written)?,
        };
        let broken = |why: &str| Err(RunsError::broken(path, format!("metadata: {why}")));
        if meta.window.as_ref().is_some_and(|window| window.span().is_none()) {
            return broken("the window ends before it begins");
        }
        if meta.inputs.iter().any(|input| input.source == 0 || input.source > meta.sources.len()) {
            return broken("an input is of a source that is not there");
        }
        let length = |us: Option<i64>| us.is_none_or(|us| (0..MOST_US).contains(&us));
        let fits = |source: &SourceMeta| {
            length(source.on_change_us)
                && length(source.silence_us)
                && length(Some(source.clock_error_us))
        };
        if !meta.sources.iter().all(fits) {
            return broken("a source has a length that is none");
        }
        let known = |refusal: &RefusalMeta| {
            (1..=meta.inputs.len()).contains(&refusal.file) && refusal.refusal("").is_some()
        };
        let counted =
            meta.refusals.by_kind.iter().all(|(kind, _)| RefusalKind::known_word(kind).is_some());
        if !counted || !meta.refusals.listed.iter().all(known) {
            return broken("a refusal is of a kind or file that is not known");
        }
        let most = |input: &InputMeta| {
            input.rows.max(input.refused).max(input.outside).max(input.bytes)
                > u64::from(u32::MAX) << 16
        };
        if meta.inputs.iter().any(most)
            || meta.refusals.by_kind.values().any(|count| *count > u64::from(u32::MAX) << 16)
        {
            return broken("a count is too large to be one");
        }
        Ok(meta)
    }
}

fn value<'a>(written: Option<&'a Vec<KeyValue>>, name: &str) -> Option<&'a str> {
    let wanted = |pair: &&KeyValue| pair.key.strip_prefix("corroborate.") == Some(name);
    written?.iter().find(wanted)?.value.as_deref()
}

fn json<T: DeserializeOwned>(
    path: &str,
    name: &str,
    written: Option<&Vec<KeyValue>>,
) -> Result<T, RunsError> {
    let text = value(written, name).ok_or_else(|| {
        RunsError::broken(path, format!("metadata: corroborate.{name} is missing"))
    })?;
    serde_json::from_str(text)
        .map_err(|why| RunsError::broken(path, format!("metadata: corroborate.{name}: {why}")))
}

/// Whether a file is one of runs, by what its metadata says. A file that cannot be read is none:
/// whoever reads it as a log says why.
pub(in crate::source) fn is_runs(path: &Path) -> bool {
    let Some(reader) = File::open(path).ok().and_then(|file| SerializedFileReader::new(file).ok())
    else {
        return false;
    };
    value(reader.metadata().file_metadata().key_value_metadata(), "schema") == Some(SCHEMA)
}
