//! What stands in the metadata of a file of runs: schema, rules, window, sources, inputs, refusals,
//! each as JSON under its own key.

use crate::clock::{Instant, Span, rfc3339};
use crate::model::{Cadence, Input, InputRole, ProbeSource, Refusal, RefusalKind, Refusals, Rules};
use crate::runs::{RunsError, checksum as seal};
use parquet::file::metadata::KeyValue;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// The schema's name.
const SCHEMA: &str = "corroborate-runs";
/// Its version: raised when an older program would misread a newer file.
pub(crate) const VERSION: u32 = 1;

/// Longer than any silence or interval, in microseconds: a century.
const MOST_US: i64 = 1 << 52;

/// The metadata of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) rules: ClassRules,
    pub(crate) window: Option<Window>,
    pub(crate) sources: Vec<SourceMeta>,
    pub(crate) inputs: Vec<InputMeta>,
    pub(crate) refusals: RefusalsMeta,
}

/// The rules that give a row its class (M6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClassRules {
    pub(crate) slow_us: Option<i64>,
    pub(crate) up_codes: Vec<u16>,
    pub(crate) challenged_codes: Vec<u16>,
    pub(crate) down_codes: Vec<u16>,
}

/// A span, in microseconds since 1970 UTC and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Window {
    from_us: i64,
    until_us: i64,
    from: String,
    until: String,
}

/// One `[[probes]]` entry: what later rooms need of it, and how its rows were read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceMeta {
    pub(crate) name: String,
    /// Microseconds between the probes of a log of changes; `null` for a row for each probe.
    pub(crate) on_change_us: Option<i64>,
    pub(crate) clock_error_us: i64,
    pub(crate) silence_us: Option<i64>,
    pub(crate) simulated: bool,
    pub(crate) zone: Option<String>,
    pub(crate) columns: BTreeMap<String, Vec<String>>,
    pub(crate) vantage: String,
    /// The word of the layout; missing for our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) layout: Option<String>,
    /// What a line holds, for the layout that asks for it.
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
    pub(crate) bytes: u64,
    pub(crate) rows: u64,
    pub(crate) refused: u64,
    pub(crate) outside: u64,
}

/// The rows set aside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalsMeta {
    pub(crate) by_kind: BTreeMap<String, u64>,
    pub(crate) listed: Vec<RefusalMeta>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RefusalMeta {
    /// Number of its file among the inputs, from 1.
    pub(crate) file: usize,
    line: u64,
    column: usize,
    name: String,
    kind: String,
    why: String,
}

impl ClassRules {
    /// Those of all rules. The order of codes means nothing.
    pub(crate) fn of(rules: &Rules) -> ClassRules {
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
    pub(crate) fn differs(&self, other: &ClassRules) -> Option<(String, String)> {
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
    pub(crate) fn of(span: Span) -> Window {
        Window {
            from_us: span.from().0,
            until_us: span.until().0,
            from: rfc3339(span.from()),
            until: rfc3339(span.until()),
        }
    }

    pub(crate) fn span(&self) -> Option<Span> {
        Span::new(Instant(self.from_us), Instant(self.until_us))
    }
}

impl SourceMeta {
    pub(crate) fn source(&self) -> ProbeSource {
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
    pub(crate) fn of(input: &Input, source: usize) -> InputMeta {
        let Input { path, sha256, bytes, rows, refused, outside, .. } = input.clone();
        InputMeta { path, source: source + 1, sha256, bytes, rows, refused, outside }
    }

    pub(crate) fn input(&self) -> Input {
        let InputMeta { path, sha256, bytes, rows, refused, outside, .. } = self.clone();
        Input { path, role: InputRole::Probes, sha256, bytes, rows, refused, outside }
    }
}

impl RefusalsMeta {
    pub(crate) fn of(refusals: &Refusals, inputs: &[InputMeta]) -> RefusalsMeta {
        let listed = refusals.listed.iter().filter_map(|refusal| {
            Some(RefusalMeta {
                file: inputs.iter().position(|input| input.path == refusal.file)? + 1,
                line: refusal.line,
                column: refusal.column,
                name: refusal.name.clone(),
                kind: refusal.kind.as_str().to_owned(),
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
    pub(crate) fn refusal(&self, file: &str) -> Option<Refusal> {
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
    pub(crate) fn written(&self) -> Vec<KeyValue> {
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
    pub(crate) fn read(
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
    let filter = |pair: &&KeyValue| pair.key.strip_prefix("corroborate.") == Some(name);
    written?.iter().find(filter)?.value.as_deref()
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
pub(crate) fn is_runs(path: &Path) -> bool {
    let Some(reader) = File::open(path).ok().and_then(|file| SerializedFileReader::new(file).ok())
    else {
        return false;
    };
    value(reader.metadata().file_metadata().key_value_metadata(), "schema") == Some(SCHEMA)
}
