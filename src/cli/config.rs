//! What was meant: every field valid, so that no room checks again.

use super::args::{Args, Command, Input};
use crate::clock::{UnknownZone, Zone};
use crate::model::{Asked, Origin};
use std::path::{Path, PathBuf};

/// Where reports are written unless `-o` says otherwise: beside the inputs' own folder, never into it.
const OUTPUT: &str = "output";

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Config {
    /// The main job.
    Report {
        /// What to read.
        asked: Asked,
        /// The folder to write.
        output: PathBuf,
        /// Whether a refused row stops the writing.
        strict: bool,
        /// Whether to be silent but for results and errors.
        quiet: bool,
    },
    /// Reading without writing.
    Check {
        /// What to read.
        asked: Asked,
        /// Whether to be silent but for results and errors.
        quiet: bool,
    },
    /// Back from an id to the archive's lines.
    Explain {
        /// The id.
        id: String,
        /// What to read.
        asked: Asked,
    },
    /// Probe logs from a known truth.
    Simulate {
        /// The scenario's file.
        scenario: PathBuf,
        /// The folder to write.
        output: PathBuf,
        /// Whether to be silent but for errors.
        quiet: bool,
    },
}

/// Words that do not go together.
#[derive(Debug, thiserror::Error)]
pub enum UsageError {
    /// A folder and files.
    #[error("an incident folder, or --probes and --claims, but not both; to add files to an incident, name them in its incident.toml")]
    FolderAndFiles,
    /// A zone for a folder.
    #[error("--zone belongs to --probes and --claims; an incident folder has its zone in incident.toml")]
    ZoneForFolder,
    /// A zone that is not in the database.
    #[error("--zone: {0}")]
    Zone(#[from] UnknownZone),
    /// No name for the output folder.
    #[error("`{0}` gives no name for the output folder; name one with -o")]
    NoName(String),
}

impl TryFrom<Args> for Config {
    type Error = UsageError;

    fn try_from(args: Args) -> Result<Config, UsageError> {
        Ok(match args.command {
            Command::Report(report) => {
                let (asked, quiet) = asked(report.input)?;
                let output = report.output.map_or_else(|| default_output(&asked.origin), Ok)?;
                Config::Report { asked, output, strict: report.strict, quiet }
            }
            Command::Check(check) => {
                let (asked, quiet) = asked(check.input)?;
                Config::Check { asked, quiet }
            }
            Command::Explain(explain) => Config::Explain { id: explain.id, asked: asked(explain.input)?.0 },
            Command::Simulate(simulate) => Config::Simulate { scenario: simulate.scenario, output: simulate.output, quiet: simulate.quiet },
        })
    }
}

/// What to read, and whether to be quiet.
fn asked(input: Input) -> Result<(Asked, bool), UsageError> {
    let by_file = !input.probes.is_empty() || input.claims.is_some();
    let origin = match (input.incident, by_file) {
        (Some(_), true) => return Err(UsageError::FolderAndFiles),
        (None, true) => {
            let zone = input.zone.as_deref().map(Zone::named).transpose()?;
            Origin::Files { probes: input.probes, claims: input.claims, zone }
        }
        (_, false) if input.zone.is_some() => return Err(UsageError::ZoneForFolder),
        (folder, false) => Origin::Folder(folder.unwrap_or_else(|| PathBuf::from("."))),
    };
    Ok((Asked { origin, only_sites: input.sites, from: input.from, until: input.until }, input.quiet))
}

/// `output/<incident>`: the folder's name, or the first file's without its endings.
fn default_output(origin: &Origin) -> Result<PathBuf, UsageError> {
    let path: &Path = match origin {
        Origin::Folder(folder) => folder,
        Origin::Files { probes, claims, .. } => probes.first().or(claims.as_ref()).map_or(Path::new(""), PathBuf::as_path),
    };
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| UsageError::NoName(path.display().to_string()))?;
    let stem = match origin {
        Origin::Folder(_) => name.as_str(),
        Origin::Files { .. } => name.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(&name),
    };
    Ok(Path::new(OUTPUT).join(stem))
}
