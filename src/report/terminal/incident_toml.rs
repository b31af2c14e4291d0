//! The `incident.toml` that `init` proposes, with the evidence as comments, and the lines that
//! `init` prints.

use crate::clock::rfc3339;
use crate::model::safe_text::safe_list;
use crate::model::{ClaimedNames, Guess, Maintenance, shown_path};
use crate::report::wording::plural;
use std::fmt::Write;

/// Placeholder for a value that only the user knows. No key accepts it.
const FILL: &str = "\"FILL IN\"";

/// Most files named that are left out for one reason; the written file lists all.
const LEFT_OUT: usize = 3;

/// Returns the text of `incident.toml`. `paths` holds the paths of each guess's files, in the order
/// of `guesses`.
pub(crate) fn incident(title: &str, guesses: &[Guess], paths: &[Vec<String>]) -> String {
    let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut file = String::from(
        "# Written by corroborate init. Each guess has its evidence beside it; docs/data.md \
         explains every key.\n",
    );
    let _ = write!(file, "title = {}\n\n", text(title));
    file.push_str(
        "# The time examined, and the zone that is shown beside UTC: without them, the \
        record's own span, and UTC.\n",
    );
    file.push_str(
        "# window = \
        { from = \"2022-10-04T00:00-04:00\", until = \"2022-10-08T00:00-04:00\" }\n",
    );
    let asks = |guess: &&Guess| guess.to_fill().any(|key| key.key == "zone");
    match guesses.iter().filter(|guess| !guess.left_out).find(asks) {
        Some(_) => file.push_str(
            "# zone = \"FILL IN\"    # as the `zone` below, if readers live by the clock of the \
            log\n",
        ),
        None => file.push_str("# zone = \"America/New_York\"\n"),
    }
    for (guess, files) in guesses.iter().zip(paths) {
        if guess.left_out {
            let list = files.iter().map(|path| format!("#   {path}\n")).collect::<String>();
            let _ = write!(file, "\n# Left out: {}\n{list}", guess.seen.join("; "));
            for line in guess.way_in.iter().flat_map(|way| way.lines()) {
                let _ = writeln!(file, "# {line}");
            }
            continue;
        }
        let _ = write!(file, "\n[[{}]]\n", guess.table.as_str());
        let tested = guess.tested.iter().map(|tested| &tested.sentence);
        for seen in guess.seen.iter().chain(tested) {
            let _ = writeln!(file, "# {seen}");
        }
        for question in &guess.to_confirm {
            let _ = writeln!(file, "# CONFIRM: {question}");
        }
        match &files[..] {
            [one] => drop(writeln!(file, "files = {}", text(one))),
            several => {
                let list =
                    several.iter().map(|path| format!("    {},\n", text(path))).collect::<String>();
                let _ = writeln!(file, "files = [\n{list}]");
            }
        }
        for key in &guess.keys {
            let (mark, value) =
                key.value.as_deref().map_or(("FILL IN: ", FILL), |value| ("", value));
            let _ = writeln!(file, "# {mark}{}\n{} = {value}", key.why, key.key);
        }
    }
    file
}

/// File that `init` may write beside `incident.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BesideFile {
    /// There is nothing to write.
    NotNeeded,
    /// The file was written.
    Written,
    /// A file was there, and stays as it is.
    Kept,
}

/// Paths and files of what `init` has written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WrittenIncident<'a> {
    /// Path of `incident.toml`.
    pub path: &'a str,
    /// Folder that it lies in.
    pub folder: &'a str,
    /// File of announced work beside it.
    pub maintenance: BesideFile,
    /// File of sites beside it.
    pub sites: SitesFile<'a>,
}

/// File of sites that `init` may write, and the names that it is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SitesFile<'a> {
    /// Whether the file was written.
    pub file: BesideFile,
    /// Names that claims speak of.
    pub claimed: &'a ClaimedNames,
}

/// Returns the lines on stdout.
pub(crate) fn done(written: WrittenIncident<'_>, guesses: &[Guess]) -> String {
    let (left_out, taken): (Vec<&Guess>, Vec<&Guess>) =
        guesses.iter().partition(|guess| guess.left_out);
    let files = |some: &[&Guess]| some.iter().map(|guess| guess.files.len() as u64).sum::<u64>();
    let mut text = format!(
        "{}: {} of {}",
        written.path,
        plural(taken.len() as u64, "kind"),
        plural(files(&taken), "archive")
    );
    if files(&left_out) > 0 {
        let _ = write!(text, "; {} left out", files(&left_out));
    }
    text.push('\n');
    for (at, guess) in guesses.iter().enumerate() {
        let number = guesses[..=at]
            .iter()
            .filter(|other| other.table == guess.table && !other.left_out)
            .count();
        for tested in &guess.tested {
            let table = guess.table.as_str();
            let _ = writeln!(text, "  seen, [[{table}]] {number}: {}", tested.sentence);
        }
        for question in &guess.to_confirm {
            let table = guess.table.as_str();
            let _ = writeln!(text, "  to confirm, [[{table}]] {number}: {question}");
        }
        for key in guess.to_fill() {
            let _ = writeln!(
                text,
                "  to fill in, [[{}]] {number}: {}: {}",
                guess.table.as_str(),
                key.key,
                key.why
            );
        }
        if guess.left_out {
            let files = guess
                .files
                .iter()
                .take(LEFT_OUT)
                .map(|file| shown_path(file))
                .collect::<Vec<_>>()
                .join(", ");
            let more = guess.files.len().saturating_sub(LEFT_OUT);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let _ = writeln!(text, "  left out, {files}{more}: {}", guess.seen.join("; "));
            for line in guess.way_in.iter().flat_map(|way| way.lines()) {
                let _ = writeln!(text, "    {line}");
            }
        }
    }
    text.push_str(&site_lines(written.sites));
    text.push_str(&maintenance_lines(guesses, written.maintenance));
    if !taken.is_empty() {
        let _ = writeln!(
            text,
            "  next: corroborate check {}, which reads everything and says what is wrong",
            written.folder
        );
    }
    text
}

/// Returns the text of `sites.csv`: a row for each name, with nothing known of it.
pub(crate) fn sites(names: &[String]) -> String {
    let rows = names.iter().map(|name| [name.as_str(), "", ""]);
    csv_text([["site", "name", "url"]].into_iter().chain(rows))
}

/// Writes rows as CSV.
fn csv_text<const WIDTH: usize>(rows: impl Iterator<Item = [impl AsRef<[u8]>; WIDTH]>) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut rows = rows;
    let written = rows.try_for_each(|row| writer.write_record(row));
    let bytes = writer.into_inner().unwrap_or_default();
    // Into memory, all is written.
    written.map(|()| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Returns the lines about names that claims speak of and no probe log names; empty where there is
/// nothing to say.
fn site_lines(sites: SitesFile<'_>) -> String {
    let names = match sites.claimed {
        ClaimedNames::Known => return String::new(),
        ClaimedNames::TooMany(count) => {
            return format!(
                "  to write, sites.csv: claims speak of {} that no probe log here names: write \
                 `site` into its first line, and below it those that are sites of your incident\n",
                plural(*count as u64, "name")
            );
        }
        ClaimedNames::NoSites(names) => names,
    };
    let count = plural(names.len() as u64, "name");
    match sites.file {
        BesideFile::NotNeeded => String::new(),
        BesideFile::Written => format!(
            "  written, sites.csv: {count} that claims speak of and no probe log here names, a \
             site each; take out what is no site, and write into `url` the address that a log has \
             for it\n"
        ),
        BesideFile::Kept => format!(
            "  not written, sites.csv: it is there; claims speak of {count} that no probe log here \
             names: {}\n",
            safe_list(names)
        ),
    }
}

/// Returns the text of `maintenance.csv`: a row for each site and each time of its announced work.
pub(crate) fn maintenance(planned: &[Maintenance]) -> String {
    let header = ["site", "from", "until", "note"].map(str::to_owned);
    let row = |site: &String, work: &Maintenance| {
        let (from, until) = (rfc3339(work.span.from()), rfc3339(work.span.until()));
        [site.clone(), from, until, work.note.clone()]
    };
    let rows = planned.iter().flat_map(|work| work.sites.iter().map(move |site| row(site, work)));
    csv_text([header].into_iter().chain(rows))
}

/// Returns the lines about announced work; empty where there is none.
fn maintenance_lines(guesses: &[Guess], file: BesideFile) -> String {
    let planned = guesses.iter().map(|guess| guess.maintenance.len() as u64).sum::<u64>();
    let untimed = guesses.iter().map(|guess| guess.untimed_plans).sum::<u64>();
    let times = plural(planned, "time");
    let mut text = match file {
        BesideFile::NotNeeded => String::new(),
        BesideFile::Written => format!(
            "  written, maintenance.csv: {times} of announced work, as the monitor planned it\n"
        ),
        BesideFile::Kept => format!(
            "  not written, maintenance.csv: it is there, and the monitor planned {times} of \
             announced work\n"
        ),
    };
    if untimed > 0 {
        let plans = plural(untimed, "plan");
        let _ = writeln!(
            text,
            "  {plans} of announced work without a time that the archive tells: write the times \
             in maintenance.csv"
        );
    }
    text
}
