//! `init`: propose an `incident.toml` for archives, and say what is to be filled in.

use super::{Error, Printout};
use crate::files::{ContainerMember, PathKind, ReadError, member_of};
use crate::init;
use crate::model::{
    ClaimedNames, Guess, GuessedKey, Incident, Maintenance, NamedFile, Request, shown_path,
};
use crate::output::{OutputError, OutputFiles, StandingFiles, check_outside_inputs};
use crate::report::terminal::incident_toml::{self, BesideFile, SitesFile, WrittenIncident};
use crate::report::terminal::shortfall;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Name of the file of sites.
const SITES: &str = "sites.csv";
/// Name of the file of announced work.
const MAINTENANCE: &str = "maintenance.csv";

/// Writes an `incident.toml` for archives into `folder`. An existing file is never written over.
///
/// # Errors
/// [`Error`] where an archive cannot be read, or where the file exists or cannot be written.
pub(super) fn init(folder: &Path, named: &[NamedFile]) -> Result<Printout, Error> {
    let files: Vec<PathBuf> = named.iter().map(|file| file.path.clone()).collect();
    let files = &files[..];
    files.iter().try_for_each(|file| check_file(file))?;
    check_outside_inputs(folder, files)?;
    let guesses = init::guess_named(named)?;
    guesses.iter().for_each(log_guess);
    let path = folder.join(Incident::FILE);
    let exists = |why| match why {
        OutputError::Standing(path) => Error::Exists(shown_path(&path)),
        why => Error::Files(why),
    };
    let mut outputs =
        OutputFiles::open(folder, OsStr::new(Incident::FILE), files, StandingFiles::StopTheRun)?;
    let mut file = outputs.begin(Path::new(Incident::FILE)).map_err(exists)?;
    let root = outputs.folder().to_owned();
    let paths: Vec<Vec<String>> = (0..guesses.len())
        .map(|number| patterns(&root, &guesses, number))
        .collect::<Result<_, Error>>()?;
    let title =
        root.file_name().map_or_else(|| "Incident".to_owned(), |name| shown_path(Path::new(name)));
    let text = incident_toml::incident(&title, &guesses, &paths);
    file.write_all(text.as_bytes()).map_err(|why| Error::Draft { path: shown_path(&path), why })?;
    let planned = guesses.iter().flat_map(|guess| &guess.maintenance);
    let planned: Vec<Maintenance> = planned.cloned().collect();
    let maintenance = write_maintenance(&mut outputs, &planned)?;
    let claimed = init::claimed_names(&guesses);
    let sites = write_sites(&mut outputs, &claimed)?;
    outputs.finish().map_err(exists)?;
    let written = WrittenIncident {
        path: &shown_path(&path),
        folder: &init::shell_word(folder),
        maintenance,
        sites: SitesFile { file: sites, claimed: &claimed },
    };
    let result = incident_toml::done(written, &guesses);
    Ok(Printout { result, shortfall: shortfall::of_proposal(&guesses), ..Printout::default() })
}

/// Makes sure that an archive is one that an `incident.toml` can name.
fn check_file(file: &Path) -> Result<(), ReadError> {
    let path = shown_path(file);
    if file == Path::new(Request::STDIN) {
        return Err(ReadError::NotAFile { path, what: "stdin" });
    }
    if PathKind::at(file)? == Some(PathKind::Stream) {
        return Err(ReadError::NotAFile { path, what: "a pipe or a socket" });
    }
    Ok(())
}

/// Writes to the log what an entry is read from, what its first rows come to, and the reason for
/// each key.
fn log_guess(guess: &Guess) {
    let files: Vec<String> = guess.files.iter().map(|file| shown_path(file)).collect();
    let files = files.join(", ");
    for seen in &guess.seen {
        log::debug!("{files}: {seen}");
    }
    for tested in &guess.tested {
        log::debug!("{files}: first rows: {}", tested.sentence);
    }
    for GuessedKey { key, value, why, .. } in &guess.keys {
        match value {
            Some(value) => log::debug!("{files}: {key} = {value}: {why}"),
            None => log::debug!("{files}: {key} is to be filled in: {why}"),
        }
    }
}

/// Gives the path of a file from a folder on, both without links, where the file lies below the
/// folder or beside it, so that both can be moved together; else the file's own path.
fn from_folder(folder: &Path, file: &Path) -> PathBuf {
    if let Ok(below) = file.strip_prefix(folder) {
        return below.to_owned();
    }
    // Beside a folder of the root lies everything.
    let around = folder.parent().filter(|around| around.parent().is_some());
    let beside = around.and_then(|around| file.strip_prefix(around).ok());
    beside.map_or_else(|| file.to_owned(), |beside| Path::new("..").join(beside))
}

/// Returns the patterns that match the files of a proposal alone. Members of an archive are named
/// together where no other proposal has a member of it, or none with their ending.
///
/// # Errors
/// Where a file is not there by now, or its path from the folder on is not UTF-8.
fn patterns(root: &Path, guesses: &[Guess], number: usize) -> Result<Vec<String>, Error> {
    let outside = |file: &Path| -> Result<String, Error> {
        let real = file.canonicalize();
        let real = real.map_err(|why| ReadError::opening(file, why))?;
        let from_here = from_folder(root, &real);
        match from_here.to_str() {
            Some(_) => Ok(pattern(&from_here)),
            None => Err(ReadError::name_not_utf8(&from_here).into()),
        }
    };
    let others = guesses.iter().enumerate().filter(|(other, _)| *other != number);
    let others: Vec<ContainerMember> =
        others.flat_map(|(_, guess)| &guess.files).filter_map(|file| member_of(file)).collect();
    let mut patterns: Vec<String> = Vec::new();
    if let Some(pattern) = &guesses[number].pattern {
        return Ok(vec![outside_with_site(root, pattern)?]);
    }
    for file in &guesses[number].files {
        let pattern = match member_of(file) {
            None => outside(file)?,
            Some(member) => {
                let archive = outside(&member.container)?;
                format!("{archive}{}", pattern_inside(&member, &others))
            }
        };
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    Ok(patterns)
}

/// Writes a pattern with `{site}` in it from the folder on. The folders before the first sign of a
/// pattern are there.
///
/// # Errors
/// Where they are not there by now, or their path is not UTF-8.
fn outside_with_site(root: &Path, path: &Path) -> Result<String, Error> {
    let is_plain = |part: &&Path| {
        let part = part.to_string_lossy();
        !part.contains('{') && !part.contains('*')
    };
    let real = path.ancestors().skip(1).find(is_plain).unwrap_or(Path::new(""));
    let behind = path.strip_prefix(real).unwrap_or(path);
    let here = if real.as_os_str().is_empty() { Path::new(".") } else { real };
    let there = here.canonicalize().map_err(|why| ReadError::opening(here, why))?;
    let from_here = from_folder(root, &there);
    match (from_here.to_str(), behind.to_str()) {
        (Some(""), Some(behind)) => Ok(behind.to_owned()),
        (Some(_), Some(behind)) => {
            let folder = pattern(&from_here);
            Ok(format!("{}/{behind}", folder.trim_end_matches('/')))
        }
        _ => Err(ReadError::name_not_utf8(&from_here).into()),
    }
}

/// Returns what stands behind the path of an archive in a pattern that matches a member, those like
/// it, and none of `others`.
fn pattern_inside(member: &ContainerMember, others: &[ContainerMember]) -> String {
    let ending = |one: &ContainerMember| Path::new(&one.name).extension().map(PathBuf::from);
    let beside: Vec<&ContainerMember> =
        others.iter().filter(|other| other.container == member.container).collect();
    let is_shared = beside.iter().any(|other| ending(other) == ending(member));
    match ending(member) {
        _ if beside.is_empty() => String::new(),
        Some(ending) if !is_shared => format!("/*.{}", pattern(&ending)),
        _ => format!("/{}", pattern(Path::new(&member.name))),
    }
}

/// Writes a path as a pattern of `files` that matches it alone.
fn pattern(path: &Path) -> String {
    let sign = |letter: char| match letter {
        '*' | '?' | '[' | ']' => format!("[{letter}]"),
        letter => letter.to_string(),
    };
    shown_path(path).chars().map(sign).collect()
}

/// Writes names that claims speak of into a `sites.csv`, unless there are none or the file exists.
fn write_sites(outputs: &mut OutputFiles, claimed: &ClaimedNames) -> Result<BesideFile, Error> {
    let ClaimedNames::NoSites(names) = claimed else { return Ok(BesideFile::NotNeeded) };
    write_beside(outputs, SITES, &incident_toml::sites(names))
}

/// Writes a new file beside `incident.toml`; one that exists stays as it is.
fn write_beside(outputs: &mut OutputFiles, name: &str, text: &str) -> Result<BesideFile, Error> {
    let path = outputs.folder().join(name);
    if path.symlink_metadata().is_ok() {
        return Ok(BesideFile::Kept);
    }
    let written = outputs.begin(Path::new(name))?.write_all(text.as_bytes());
    match written {
        Ok(()) => Ok(BesideFile::Written),
        Err(why) => Err(Error::Draft { path: shown_path(&path), why }),
    }
}

/// Writes announced work into a `maintenance.csv`, unless there is none or the file exists.
fn write_maintenance(
    outputs: &mut OutputFiles,
    planned: &[Maintenance],
) -> Result<BesideFile, Error> {
    if planned.is_empty() {
        return Ok(BesideFile::NotNeeded);
    }
    write_beside(outputs, MAINTENANCE, &incident_toml::maintenance(planned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_relative_below_and_beside_the_folder_alone() {
        let folder = Path::new("/home/me/case");
        for (file, wanted) in [
            ("/home/me/case/logs/a.csv", "logs/a.csv"),
            ("/home/me/a.csv", "../a.csv"),
            ("/home/me/exports/a.csv", "../exports/a.csv"),
            ("/home/you/a.csv", "/home/you/a.csv"),
        ] {
            assert_eq!(from_folder(folder, Path::new(file)), Path::new(wanted));
        }
        assert_eq!(
            from_folder(Path::new("/case"), Path::new("/data/a.csv")),
            Path::new("/data/a.csv")
        );
    }

    #[test]
    fn a_pattern_matches_its_path_alone() {
        assert_eq!(pattern(Path::new("a[1]*.csv")), "a[[]1[]][*].csv");
    }
}
