//! Reads a scenario file and resolves all names and times in it.

use super::error::{Problem, ScenarioError};
use super::reader::Reader;
use super::scenario::{Scenario, Vantage};
use super::scenario_toml::ScenarioToml;
use super::series::ProbeSeries;
use super::{expand, faults, sites, vantages};
use crate::model::{TextPosition, shown_path};
use std::path::Path;

/// Reads a scenario; `path` is where the text stands, and where the paths in it begin.
///
/// # Errors
/// [`ScenarioError`], with line, column and key, where a value is not allowed.
pub fn scenario(text: &str, path: &Path) -> Result<Scenario, ScenarioError> {
    let file: ScenarioToml = toml::from_str(text).map_err(|error| {
        let TextPosition { line, column } = error
            .span()
            .map_or(TextPosition::START, |span| TextPosition::of_byte(text, span.start));
        ScenarioError::Toml {
            path: shown_path(path),
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
    let span = reader.span;
    let compress = file.compress.unwrap_or(true);
    let scenario = Scenario { seed: file.seed, span, compress, sites, vantages };
    match without_rows(&scenario) {
        Some(vantage) => Err(missing(Problem::NoRow(vantage.name.clone()), path)),
        None => Ok(scenario),
    }
}

/// Finds the first vantage whose log would have no row.
fn without_rows(scenario: &Scenario) -> Option<&Vantage> {
    let numbered = (0..).zip(&scenario.vantages);
    let has_row = |number: usize, vantage: &Vantage| {
        let mut sites = vantage.sites.iter();
        sites.any(|site| ProbeSeries::new(scenario, number, *site).next().is_some())
    };
    numbered.filter(|(number, vantage)| !has_row(*number, vantage)).map(|(_, one)| one).next()
}

/// Builds the error for a key that is missing.
fn missing(problem: Problem, path: &Path) -> ScenarioError {
    ScenarioError::Missing { path: shown_path(path), problem: Box::new(problem) }
}
