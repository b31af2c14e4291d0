//! One version of a file of the layout `git` that holds lines: one for each site, or a word alone.

use crate::layouts::git_file::version::VersionRow;
use crate::layouts::lines::LineTemplate;
use crate::logs::{InnerFormat, LineKeyFault, LineKeys, ReadSettings};
use crate::model::RefusalKind;
use crate::model::suggest::short;

/// A form of a line, for errors.
const EXAMPLE: &str = "{site} {result}";

/// Templates of the lines of a version.
struct VersionTemplates {
    /// Templates of states, in the order in which they are tried.
    states: Vec<LineTemplate>,
    /// Templates of lines that are passed over.
    others: Vec<LineTemplate>,
}

impl VersionTemplates {
    /// Reads the forms.
    ///
    /// # Errors
    /// Where one cannot be used: the key, and what to write.
    fn read(keys: &LineKeys<'_>) -> Result<VersionTemplates, LineKeyFault> {
        let fault = |key: &'static str| move |why| LineKeyFault { key, why };
        let states = keys.formats.iter().map(|text| LineTemplate::of_state(text));
        let others = keys.pass_over.iter().map(|text| LineTemplate::of_other_lines(text));
        Ok(VersionTemplates {
            states: states.collect::<Result<_, _>>().map_err(fault("format"))?,
            others: others.collect::<Result<_, _>>().map_err(fault("pass_over"))?,
        })
    }
}

/// Checks the keys that say how the lines of a version are read.
///
/// # Errors
/// Where they do not go together: the key, and what to write.
pub(super) fn check(keys: &LineKeys<'_>) -> Result<(), LineKeyFault> {
    let fault = |key, why: String| Err(LineKeyFault { key, why });
    match (keys.inside, keys.formats.is_empty()) {
        (InnerFormat::Lines, true) => {
            fault("format", format!("expected what a line holds, such as {EXAMPLE:?}"))
        }
        (InnerFormat::Lines, false) => {
            let forms = VersionTemplates::read(keys)?;
            let name_site = forms.states.iter().all(|form| form.names("site"));
            match keys.site {
                None if !name_site => {
                    fault("site", "no line tells it; write the site's id".to_owned())
                }
                Some(_) if forms.states.iter().any(|form| form.names("site")) => {
                    fault("site", "the `format` has a `{site}`; leave `site` out".to_owned())
                }
                _ => Ok(()),
            }
        }
        (_, false) => fault("format", "it is for inside = \"lines\"; write that too".to_owned()),
        (_, true) if !keys.pass_over.is_empty() => {
            fault("pass_over", "it is for inside = \"lines\"; leave it out".to_owned())
        }
        (_, true) => Ok(()),
    }
}

/// Reads the rows of a version; a line of no form is a refusal.
///
/// # Errors
/// Where the version is no text, or a form cannot be used: what was found, in words.
pub(super) fn rows(
    stored: &[u8],
    settings: &ReadSettings,
) -> Result<Vec<Result<VersionRow, RefusalKind>>, String> {
    let text = std::str::from_utf8(stored).map_err(|_| "text that is not UTF-8".to_owned())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let forms = VersionTemplates::read(&settings.line_keys()).map_err(|fault| fault.why)?;
    let is_other = |line: &&str| forms.others.iter().any(|form| form.cells(line).is_ok());
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !is_other(line));
    let fixed_site = settings.dialect.site.as_deref();
    Ok(lines.map(|line| forms.row(line, fixed_site)).collect())
}

impl VersionTemplates {
    /// Reads a line.
    fn row(&self, line: &str, fixed_site: Option<&str>) -> Result<VersionRow, RefusalKind> {
        let mut lacks = Vec::with_capacity(self.states.len());
        for form in &self.states {
            let cells = match form.cells(line) {
                Ok(cells) => cells,
                Err(missing) => {
                    lacks.push(missing.words());
                    continue;
                }
            };
            let text = |name: &str| form.text(&cells, name);
            let site = fixed_site.map_or_else(|| text("site"), str::to_owned);
            if site.is_empty() {
                return Err(RefusalKind::Empty);
            }
            let [vantage, status_code, error, latency_ms, result] =
                ["vantage", "status_code", "error", "latency_ms", "result"].map(text);
            return Ok(VersionRow { site, vantage, status_code, error, latency_ms, result });
        }
        Err(RefusalKind::NotOfFormat { wanted: lacks.join("; "), found: short(line) })
    }
}
