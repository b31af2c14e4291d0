//! Guesses at what an archive is, from its first lines. Nothing is decided here that its bytes do
//! not show: what they cannot show, such as the zone of a wall clock, is left for the user to fill
//! in.

mod sampled_members;
mod several_sites;
mod workbooks;

use crate::claims::{self, ClaimLayout};
use crate::files::json::{has_json_lines, is_json};
use crate::files::{
    FileForm, FileHead, ReadError, is_container, is_workbook, members, sheet_names,
};
use crate::init::cadence;
use crate::init::claims::claim_table::{self, ClaimEvidence};
use crate::init::columns::found_columns;
use crate::init::doubts::table_doubts;
use crate::init::files::encodings;
use crate::init::files::git_clone::{self, ClonePlan};
use crate::init::files::not_a_log::{self, PARQUET, is_repository, known_archives};
use crate::init::files::site_of_file::{self, SitesOfFile};
use crate::init::guess::workbooks::of_workbook;
use crate::init::keys::claim_keys;
use crate::init::keys::column_keys::TableKeys;
use crate::init::keys::layout_keys::{ProposedLines, of_claims, of_layout, of_lines, of_several};
use crate::init::left_out::{
    LeftOut, asked_for, entry_of_table, for_all_files, named_for, shell_word,
};
use crate::init::lines::known_lines::{self, KnownLines};
use crate::init::lines::layout_trial;
use crate::init::lines::line_format;
use crate::init::lines::line_groups;
use crate::init::sample::{ROWS, Sampled};
use crate::init::tables::json_rows::{self, JsonRows};
use crate::init::tables::period_tables;
use crate::init::tables::repeated_headings;
use crate::init::tables::table_shapes;
use crate::init::words::known_words::ForeignMonth;
use crate::layouts;
use crate::logs::{LayoutSpec, PlannedWork, first_rows};
use crate::model::{Guess, GuessedKey, GuessedTable, NamedFile, shown_path};
use crate::runs::is_runs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lines in which the name of a month is searched.
const MONTH_LINES: usize = 20;

/// Proposes an entry for each kind of file, in the order of the files. Members of `.zip` and `.tar`
/// are files too.
///
/// # Errors
/// Where a file cannot be read.
pub fn guess(files: &[PathBuf]) -> Result<Vec<Guess>, ReadError> {
    let named = |path: &PathBuf| NamedFile { path: path.clone(), stated: None };
    guess_named(&files.iter().map(named).collect::<Vec<_>>())
}

/// Proposes an entry for each kind of file, of which some are named as probes or as claims.
///
/// # Errors
/// Where a file cannot be read.
pub(crate) fn guess_named(files: &[NamedFile]) -> Result<Vec<Guess>, ReadError> {
    let mut guesses = Vec::new();
    for file in files {
        let each = guess_each(&file.path, file.stated)?.into_iter();
        guesses.extend(each.map(|guess| asked_for(guess, file.stated)));
    }
    Ok(merged(guesses))
}

/// Proposes the entry of a file, or one for each member of an archive. `stated` is the table that
/// the user names the file for; `None` where its content has to tell it.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn guess_each(
    path: &Path,
    stated: Option<GuessedTable>,
) -> Result<Vec<Guess>, ReadError> {
    let each = of_each(path, stated)?.into_iter();
    Ok(each.map(|guess| named_for(guess, stated)).collect())
}

/// Proposes the entry of a file, or one for each member of an archive.
///
/// # Errors
/// Where the file cannot be read.
fn of_each(path: &Path, stated: Option<GuessedTable>) -> Result<Vec<Guess>, ReadError> {
    if is_workbook(path) && path.is_file() {
        return Ok(match sheet_names(path) {
            Ok(sheets) if sheets.all.len() > 1 => {
                of_workbook(&sheets, |form| of_sheet(path, form, stated))
            }
            Ok(_) => {
                vec![
                    of(path, stated)
                        .unwrap_or_else(|why| left_out(path, not_a_log::workbook(path, why))),
                ]
            }
            Err(why) => vec![left_out(path, not_a_log::workbook(path, why))],
        });
    }
    if path.is_dir() && is_repository(path) && !has_layout(path)? {
        return match of_clone(path) {
            Err(ReadError::Broken { why, .. }) => Ok(vec![left_out(path, LeftOut::because(why))]),
            other => other,
        };
    }
    if !is_container(path) || !path.is_file() {
        return Ok(vec![match of(path, stated) {
            // What is wrong inside one file says nothing of the others.
            Err(ReadError::Broken { why, .. }) => left_out(path, not_a_log::broken(path, why)),
            other => other?,
        }]);
    }
    let members = match members(path) {
        Ok(members) => members,
        Err(why) => return Ok(vec![left_out(path, not_a_log::archive(path, why))]),
    };
    let paths: Vec<PathBuf> = members.iter().map(|member| member.path()).collect();
    let guesses = sampled_members::of_members(&paths, |member| of_member(member, stated));
    if guesses.is_empty() {
        let why = LeftOut::because("an archive without a member that is read");
        return Ok(vec![left_out(path, why)]);
    }
    Ok(guesses)
}

/// Says whether a layout recognises a folder.
fn has_layout(path: &Path) -> Result<bool, ReadError> {
    let head = FileHead::at(path)?;
    Ok(layouts::ALL.into_iter().any(|layout| (layout.recognise)(&head).is_some()))
}

/// Proposes the entries of a clone that no layout recognises.
fn of_clone(path: &Path) -> Result<Vec<Guess>, ReadError> {
    match git_clone::plan(path)? {
        ClonePlan::Entries(all) => Ok(all.into_iter().map(|keys| of_found(path, keys)).collect()),
        ClonePlan::WholeLogs(files) => files.iter().map(|file| of(file, None)).collect(),
        ClonePlan::LeftOut(why) => Ok(vec![left_out(path, why)]),
    }
}

/// Proposes the entry of the sheet of a workbook that a form names.
fn of_sheet(path: &Path, form: &FileForm, stated: Option<GuessedTable>) -> Guess {
    let guess = FileHead::in_form(path, form).and_then(|head| {
        if head.is_empty() {
            return Ok(left_out(path, LeftOut::because("the sheet is empty")));
        }
        of_text(path, &head.with_later_lines(form, ROWS), form, stated)
    });
    guess.unwrap_or_else(|why| left_out(path, LeftOut::because(why.to_string())))
}

/// Joins the proposals of files that the same entry reads, in the order of the first of each.
pub(crate) fn merged(each: Vec<Guess>) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = Vec::new();
    // Sites that each file names, and their times, by the proposal that it is part of.
    let mut sites: Vec<Vec<SitesOfFile>> = Vec::new();
    for one in each {
        match guesses.iter().position(|known| alike(known, &one)) {
            Some(at) => {
                let known = &mut guesses[at];
                sites[at].push(SitesOfFile::of(&one));
                known.add_tested(&one);
                if let (Some(known), Some(one)) = (&mut known.cadence, &one.cadence) {
                    known.add(one);
                }
                let words = one.keys.iter().find(|key| key.key == RESULTS);
                if !known.keys.iter().any(|key| key.key == RESULTS) {
                    known.keys.extend(words.cloned());
                }
                // Where a file has a failure, its form is known.
                if one.to_confirm.is_empty() {
                    known.to_confirm.clear();
                }
                known.files.extend(one.files);
                known.sites.extend(one.sites);
                known.targets.extend(one.targets);
                known.maintenance.extend(one.maintenance);
                known.untimed_plans += one.untimed_plans;
            }
            None => {
                sites.push(vec![SitesOfFile::of(&one)]);
                guesses.push(one);
            }
        }
    }
    let several = guesses.iter_mut().zip(&sites);
    for (guess, sites) in several.filter(|(guess, _)| guess.files.len() > 1 && !guess.left_out) {
        let first =
            guess.files[0].file_name().map(|name| shown_path(Path::new(name))).unwrap_or_default();
        guess.seen.insert(
            0,
            format!("{} files alike; the evidence is that of {first}", guess.files.len()),
        );
        site_of_file::propose(guess);
        site_of_file::ask_for_vantages(guess, sites);
    }
    guesses.iter_mut().for_each(for_all_files);
    guesses.iter_mut().filter(|guess| !guess.left_out).for_each(cadence::decide);
    guesses
}

/// Proposes the entry of a member of an archive; one that cannot be read is left out.
fn of_member(path: &Path, stated: Option<GuessedTable>) -> Guess {
    if let Some(why) = FileHead::at(path).ok().and_then(|head| not_a_log::member(&head)) {
        return left_out(path, why);
    }
    of(path, stated).unwrap_or_else(|why| left_out(path, LeftOut::because(why.to_string())))
}

/// Key for words that a file may have and another one of its kind may not.
const RESULTS: &str = "results";

/// Says whether the same entry reads both, or the same reason leaves both out. Words that stand in
/// one of them alone are no difference.
fn alike(a: &Guess, b: &Guess) -> bool {
    let words = |guess: &Guess| {
        guess.keys.iter().find(|key| key.key == RESULTS).map(|key| key.value.clone())
    };
    let are_same_words = match (words(a), words(b)) {
        (Some(ours), Some(theirs)) => ours == theirs,
        _ => true,
    };
    if !are_same_words {
        return false;
    }
    let values = |guess: &Guess| {
        let others = guess.keys.iter().filter(|key| key.key != RESULTS);
        others.map(|key| (key.key, key.value.clone())).collect::<Vec<_>>()
    };
    let seen = |guess: &Guess| guess.left_out.then(|| guess.seen.clone());
    (a.left_out, a.table, seen(a)) == (b.left_out, b.table, seen(b)) && values(a) == values(b)
}

/// Proposes the entry of one file.
fn of(path: &Path, stated: Option<GuessedTable>) -> Result<Guess, ReadError> {
    let head = FileHead::at(path)?;
    if head.is_empty() {
        return Ok(left_out(path, not_a_log::empty(path)));
    }
    let probes: Vec<(&LayoutSpec, String)> = layouts::ALL
        .into_iter()
        .filter(|_| stated != Some(GuessedTable::Claims))
        .filter_map(|layout| Some((layout, (layout.recognise)(&head)?)))
        .collect();
    let claims: Vec<(&ClaimLayout, String)> = claims::ALL
        .into_iter()
        .filter(|_| stated != Some(GuessedTable::Probes))
        .filter_map(|layout| Some((layout, (layout.recognise)(&head)?)))
        .collect();
    match (&probes[..], &claims[..]) {
        ([], []) => of_no_layout(path, head, stated),
        ([(layout, why)], []) => {
            let planned = layout
                .planned_work
                .map_or_else(|| Ok(PlannedWork::default()), |read| read(path))?;
            let keys = of_layout(layout, why, &head);
            // Without what is asked for nothing can be read.
            if layout.asks.is_some() && keys.iter().any(|key| key.value.is_none()) {
                return Ok(probe_log(path, Vec::new(), keys));
            }
            let run = layout_trial::run(path, layout);
            let keys = keys.into_iter().chain(run.turns).collect();
            let guess = probe_log(path, run.seen, keys);
            Ok(Guess {
                tested: run.tested,
                cadence: run.cadence,
                to_confirm: site_of_file::named_by_file(path, &run.sites).into_iter().collect(),
                maintenance: planned.maintenance,
                sites: run.sites,
                untimed_plans: planned.untimed_plans,
                ..guess
            })
        }
        ([], [(layout, why)]) => {
            let keys = of_claims(layout, why, &head);
            Ok(claim_file(path, Vec::new(), keys, BTreeSet::new()))
        }
        _ => Ok(probe_log(path, Vec::new(), vec![of_several(&probes, &claims)])),
    }
}

/// Proposes the entry of a file that no layout recognises: runs, a table, or lines of a loop around
/// curl.
fn of_no_layout(
    path: &Path,
    head: FileHead<'_>,
    stated: Option<GuessedTable>,
) -> Result<Guess, ReadError> {
    if is_runs(path) {
        let seen = "a file of runs, as `corroborate fold` writes it; how its logs were read \
            stands in it (docs/runs.md)"
            .to_owned();
        return Ok(probe_log(path, vec![seen], Vec::new()));
    }
    if head.bytes.starts_with(PARQUET) {
        let first = first_rows(path, ROWS)?;
        let sampled = Sampled::of_parquet(&first);
        let why = not_a_log::parquet(&first, &sampled);
        return Ok(why.map_or_else(|| of_table(path, &sampled), |why| left_out(path, why)));
    }
    let has_lines = !is_json(&head.bytes) || has_json_lines(&head.bytes);
    let form = FileForm::default();
    let head = if has_lines { head.with_later_lines(&form, ROWS) } else { head };
    if stated != Some(GuessedTable::Claims)
        && let Some(why) = known_archives::find(&head)
    {
        return Ok(left_out(path, why));
    }
    if is_json(&head.bytes)
        && let Some(rows) = json_rows::find(&head, stated)
    {
        return Ok(of_json(path, &rows, stated));
    }
    if let Some(why) = not_a_log::text(&head) {
        return Ok(left_out(path, why));
    }
    if let Some(encoded) = encodings::find(&head)? {
        let whole = encoded.head.with_later_lines(&encoded.form, ROWS);
        let guess = of_text(path, &whole, &encoded.form, stated)?;
        let keys = guess.keys.into_iter().chain([encoded.key]).collect();
        return Ok(Guess { keys, ..guess });
    }
    of_text(path, &head, &form, stated)
}

/// Proposes the entry of a file that may be a table as text, or lines.
///
/// # Errors
/// Where the file cannot be read.
fn of_text(
    path: &Path,
    head: &FileHead<'_>,
    form: &FileForm,
    stated: Option<GuessedTable>,
) -> Result<Guess, ReadError> {
    if stated != Some(GuessedTable::Claims)
        && let Some(KnownLines { keys, run }) = known_lines::find(head)
    {
        return Ok(of_line_keys(path, ProposedLines { keys, run }));
    }
    if let Some(why) = not_a_log::a_table(head) {
        return Ok(left_out(path, why));
    }
    if stated != Some(GuessedTable::Claims)
        && let Some(why) = claim_table::chat(head)
    {
        return Ok(left_out(path, why));
    }
    let sampled = Sampled::of(head);
    let are_lines = sampled.width() == 1 || line_format::has_commas_in_clocks_alone(head);
    let aligned = || line_format::aligned(head).filter(|_| are_lines);
    if let Some(why) = repeated_headings::find(&sampled, path).or_else(aligned) {
        return Ok(left_out(path, why));
    }
    if are_lines && let Some(lines) = line_format::find(head) {
        return Ok(of_line_keys(path, of_lines(&lines, path, form)));
    }
    if stated == Some(GuessedTable::Claims) {
        let names_columns = sampled.header.as_ref().is_some_and(|names| names.len() > 1);
        let rows = claim_table::rows_without_headings(&sampled);
        if let Some(why) = claim_table::no_table(head, names_columns || rows.is_some()) {
            return Ok(left_out(path, why));
        }
        if let Some(rows) = rows {
            return Ok(of_claims_without_headings(path, &rows));
        }
    }
    if let Some(evidence) = claim_evidence(stated)
        && let Some(table) = claim_table::sampled(head, sampled.separator)
        && let Some(keys) = claim_keys::keys(&table, "csv", evidence)
    {
        return Ok(claim_file(path, table.seen(), keys, claim_keys::targets(&table, evidence)));
    }
    if let Some(why) = several_sites::find(&sampled, path) {
        return Ok(left_out(path, why));
    }
    if let Some(found) = table_shapes::find(&sampled, path, form) {
        return Ok(of_found(path, found));
    }
    // Where each row has more fields than the header, these are all there are.
    let all = if sampled.has_longer_rows_alone() { &sampled.with_longer() } else { &sampled };
    let why = found_columns::not_a_log(all);
    let other_lines = || line_format::without_year(head).or_else(|| line_groups::find(head));
    // A sentence may have a comma in each line.
    if let Some(lines) = why.as_ref().and_then(|_| line_format::find(head)) {
        return Ok(of_line_keys(path, of_lines(&lines, path, form)));
    }
    if let Some(reason) = why.as_ref().and_then(|_| other_lines()) {
        return Ok(left_out(path, reason));
    }
    Ok(match why {
        Some(why) => {
            let first = head.lines().map(str::trim).find(|line| !line.is_empty());
            let first = first.unwrap_or_default();
            let month = head.lines().take(MONTH_LINES).find_map(ForeignMonth::find);
            let why = month.map_or(why.clone(), |month| format!("{why}; {}", month.advice()));
            left_out(path, LeftOut::because(why).with(entry_of_table(path, all, first)))
        }
        None => of_table(path, &sampled),
    })
}

/// Proposes the entry of claims without a line of headings, whose columns have names of ours.
fn of_claims_without_headings(path: &Path, rows: &Sampled) -> Guess {
    let evidence = ClaimEvidence::Stated;
    let mut keys = claim_keys::keys(rows, "csv", evidence).unwrap_or_default();
    let names = rows.header.as_deref().unwrap_or_default();
    keys.push(claim_table::header_key(rows, names, path));
    let seen = vec!["no line names the columns".to_owned()];
    claim_file(path, seen, keys, claim_keys::targets(rows, evidence))
}

/// Returns what speaks for claims in a file; `None` where the user names it as probes.
fn claim_evidence(stated: Option<GuessedTable>) -> Option<ClaimEvidence> {
    match stated {
        Some(GuessedTable::Claims) => Some(ClaimEvidence::Stated),
        Some(GuessedTable::Probes) => None,
        None => Some(ClaimEvidence::Content),
    }
}

/// Proposes the entry of lines, by their keys.
fn of_line_keys(path: &Path, keys: ProposedLines) -> Guess {
    let ProposedLines { mut keys, run } = keys;
    keys.extend(run.turns);
    let to_confirm = table_doubts::none_down(&run.counts, 0, None).into_iter().collect();
    let sites = if keys.iter().any(|key| key.key == "site") { BTreeSet::new() } else { run.sites };
    let cadence = run.cadence;
    Guess { tested: run.tested, sites, to_confirm, cadence, ..probe_log(path, Vec::new(), keys) }
}

/// Proposes the entry of a table.
fn of_table(path: &Path, sampled: &Sampled) -> Guess {
    of_found(path, TableKeys::of(sampled))
}

/// Proposes the entry of a table, by its keys; commands in them name the file.
fn of_found(path: &Path, found: TableKeys) -> Guess {
    let TableKeys { seen, tested, mut keys, sites, to_confirm, cadence } = found;
    let named = format!(" {} > ", shell_word(path));
    keys.iter_mut().for_each(|key| key.why = key.why.replace(" LOG > ", &named));
    Guess { tested, sites, to_confirm, cadence, ..probe_log(path, seen, keys) }
}

/// Proposes the entry of JSON of no layout that is known.
fn of_json(path: &Path, rows: &JsonRows, stated: Option<GuessedTable>) -> Guess {
    if let Some(evidence) = claim_evidence(stated)
        && let Some(keys) = claim_keys::keys(&rows.with_texts, "json", evidence)
    {
        let targets = claim_keys::targets(&rows.with_texts, evidence);
        return claim_file(path, rows.sampled.seen(), keys, targets);
    }
    if found_columns::not_a_log(&rows.sampled).is_some() {
        let why = LeftOut::because(json_rows::not_a_log(&rows.sampled));
        return left_out(path, why.with(entry_of_table(path, &rows.sampled, "")));
    }
    if let Some(found) = period_tables::find(&rows.sampled, path, &FileForm::default()) {
        return of_found(path, found);
    }
    let guess = of_table(path, &rows.sampled);
    let mut keys: Vec<GuessedKey> = [rows.layout.clone()].into_iter().chain(guess.keys).collect();
    json_rows::ask_for_lists(&mut keys, rows);
    Guess { keys, ..guess }
}

/// Proposes an entry of `[[probes]]`.
fn probe_log(path: &Path, seen: Vec<String>, keys: Vec<GuessedKey>) -> Guess {
    Guess {
        table: GuessedTable::Probes,
        files: vec![path.to_owned()],
        seen,
        keys,
        ..Guess::default()
    }
}

/// Proposes an entry of `[[claims]]`; `targets` are what they speak of, as far as it is known.
fn claim_file(
    path: &Path,
    seen: Vec<String>,
    keys: Vec<GuessedKey>,
    targets: BTreeSet<String>,
) -> Guess {
    Guess { table: GuessedTable::Claims, targets, ..probe_log(path, seen, keys) }
}

/// Leaves out a file in which there is nothing to read.
fn left_out(path: &Path, reason: LeftOut) -> Guess {
    let LeftOut { why, way_in } = reason;
    Guess { left_out: true, way_in, ..probe_log(path, vec![why], Vec::new()) }
}
