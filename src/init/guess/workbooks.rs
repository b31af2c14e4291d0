//! The sheets of a workbook, and what each of them is.

use crate::files::{FileForm, SheetNames};
use crate::init::keys::column_keys::SITE_WANTED;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::is_address;
use crate::model::suggest::listed;
use crate::model::{Guess, GuessedKey, by_count};

/// Sheets of a workbook that are looked at, at most.
const SHEETS: usize = 50;

/// Proposes an entry for each sheet of a workbook that holds something and is shown. Others are
/// named beside the first of them. `of` proposes the entry of the sheet that a form names.
pub(super) fn of_workbook(sheets: &SheetNames, of: impl Fn(&FileForm) -> Guess) -> Vec<Guess> {
    let of_sheet = |name: &String| {
        let mut guess = of(&FileForm { sheet: Some(name.clone()), ..FileForm::default() });
        let why = "the workbook has several";
        guess.keys.insert(0, GuessedKey::known("sheet", quoted(name), why));
        guess
    };
    let is_shown = |name: &&String| !sheets.hidden.contains(name);
    let shown = sheets.all.iter().filter(is_shown);
    let hides_all = sheets.hidden.len() == sheets.all.len();
    let hidden = if hides_all { Vec::new() } else { sheets.hidden.clone() };
    let read = if hides_all { sheets.all.iter().collect::<Vec<_>>() } else { shown.collect() };
    let all: Vec<Guess> = read.into_iter().take(SHEETS).map(of_sheet).collect();
    let (mut taken, others): (Vec<Guess>, Vec<Guess>) =
        all.into_iter().partition(|guess| !guess.left_out);
    name_sites(&mut taken);
    let name = |guess: &Guess| guess.keys[0].value.clone().unwrap_or_default();
    let names: Vec<String> = others.iter().map(name).collect();
    if let Some(first) = taken.first_mut().filter(|_| !hidden.is_empty()) {
        first.to_confirm.push(format!(
            "the workbook hides {}, which {} not read: write an entry with `sheet` for one that is \
             a log",
            listed(hidden.iter().map(String::as_str)),
            by_count(hidden.len(), "is", "are"),
        ));
    }
    match taken.first_mut() {
        Some(first) if !names.is_empty() => {
            let names = listed(names.iter().map(|name| name.trim_matches('"')));
            first.seen.push(format!("nothing of a log was recognised in the sheets {names}"));
            taken
        }
        Some(_) => taken,
        None => others,
    }
}

/// Takes the name of each of several sheets for its site where it is an address, and names the
/// sheet in the question for the site where it is none: one id for all would make several sites
/// one.
fn name_sites(taken: &mut [Guess]) {
    let is_alone = taken.len() < 2;
    for guess in taken.iter_mut().filter(|_| !is_alone) {
        let sheet = guess.keys.first().and_then(|key| key.value.clone()).unwrap_or_default();
        let name = sheet.trim_matches('"').to_owned();
        let is_open = |key: &&mut GuessedKey| key.key == "site" && key.value.is_none();
        let Some(key) = guess.keys.iter_mut().find(is_open) else { continue };
        let hint = key.why.strip_prefix(SITE_WANTED).unwrap_or_default();
        (key.value, key.why) = match is_address(&name) && hint.is_empty() {
            true => (Some(sheet), "the name of the sheet; no column tells the site".to_owned()),
            false => (
                None,
                format!(
                    "no column of the sheet `{name}` tells the site: write its id, such as \
                     {sheet}; an id for all sheets would make several sites one{hint}"
                ),
            ),
        };
    }
}
