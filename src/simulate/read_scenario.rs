//! Reads a scenario file and resolves all names and times in it.

use super::error::{Problem, ScenarioError};
use super::reader::Reader;
use super::scenario::Scenario;
use super::scenario_toml::ScenarioToml;
use super::{expand, faults, sites, vantages};
use crate::model::TextPosition;

/// Reads a scenario; `path` is where the text stands, and where the paths in it begin.
///
/// # Errors
/// [`ScenarioError`], with line, column and key, where a value is not allowed.
pub fn scenario(text: &str, path: &str) -> Result<Scenario, ScenarioError> {
    let file: ScenarioToml = toml::from_str(text).map_err(|error| {
        let TextPosition { line, column } = error
            .span()
            .map_or(TextPosition::START, |span| TextPosition::of_byte(text, span.start));
        ScenarioError::Toml {
            path: path.to_owned(),
            line,
            column,
            message: error.message().to_owned(),
        }
    })?;
    let reader = Reader::new(text, path, &file)?;
    let mut sites = sites::read(&reader, &file)?;
    if sites.is_empty() {
        return Err(missing(Problem::NoSite, path));
    }
    let vantages = vantages::read(&reader, &file, &sites)?;
    if vantages.is_empty() {
        return Err(missing(Problem::NoVantage, path));
    }
    faults::read(&reader, &file, &mut sites, &vantages)?;
    expand::outages(&reader, &file, &mut sites)?;
    Ok(Scenario {
        seed: file.seed,
        span: reader.span,
        compress: file.compress.unwrap_or(true),
        sites,
        vantages,
    })
}

/// Builds the error for a key that is missing.
fn missing(problem: Problem, path: &str) -> ScenarioError {
    ScenarioError::Missing { path: path.to_owned(), problem: Box::new(problem) }
}
