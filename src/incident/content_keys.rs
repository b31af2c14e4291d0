//! Keys of `[[probes]]` that say what a file's content is: which file inside an archive, in which
//! encoding, in which line its columns are named, and what its doubled wall clocks mean.

use crate::files::settings::OneOrMany;
use crate::files::{FileForm, TextEncoding};
use crate::layouts;
use crate::logs::{DoubledHour, FileInside, InputKind, LayoutSpec};
use std::collections::BTreeMap;

/// Lines of a file up to its header, at most.
const MOST_LINES_TO_HEADER: usize = 1_000;

/// Reads the key `path`: which file of each archive is read; `None` where the layout does not ask.
///
/// # Errors
/// Where it is missing or does not go with the layout, with what to write.
pub(super) fn file_inside(
    path: Option<&str>,
    layout: Option<&LayoutSpec>,
    columns: &BTreeMap<String, OneOrMany>,
) -> Result<Option<String>, String> {
    let fault = |why: &str| Err(why.to_owned());
    let meaning = layout.and_then(|layout| layout.file_inside);
    match path.map(|inside| inside.trim_start_matches("./")) {
        None if meaning.is_some() => fault(
            "expected the file to read through its history, from the root of the repository, such \
             as \"data/status.csv\"",
        ),
        Some(_) if meaning.is_none() => {
            Err(layouts::belongs_to(|layout| layout.file_inside.is_some()))
        }
        Some("") => fault("expected a file, found nothing"),
        Some(_) if meaning == Some(FileInside::State) && columns.contains_key("timestamp") => {
            fault(
                "the time of a version is that of its commit; leave `timestamp` out of `columns`, \
                 or write layout = \"git-log\" where each row has a time of its own",
            )
        }
        inside => Ok(inside.map(str::to_owned)),
    }
}

/// Reads the keys `encoding` and `sheet`: the form of the files' content.
///
/// # Errors
/// Where no encoding has the name, or it does not go with the layout.
pub(super) fn file_form(
    encoding: Option<&str>,
    sheet: Option<&str>,
    layout: Option<&LayoutSpec>,
) -> Result<FileForm, String> {
    let encoding = encoding.map(TextEncoding::named).transpose()?;
    let form = FileForm { encoding, sheet: sheet.map(str::to_owned), ..FileForm::default() };
    if layout.is_some_and(|spec| spec.reads == InputKind::Folder) && form != FileForm::default() {
        return Err(
            "the layout reads folders, whose files say it; leave `encoding` and `sheet` out"
                .to_owned(),
        );
    }
    Ok(form)
}

/// Reads the key `header_row`: the number of the line that names the columns; `names` are those of
/// the key `header`.
///
/// # Errors
/// Where it is no number of a line, or stands beside `header`.
pub(super) fn header_row(number: Option<usize>, names: Option<&[String]>) -> Result<usize, String> {
    match (number, names) {
        (Some(_), Some(_)) => {
            Err("`header` says the names of the columns, and this in which line \
                                   they stand; leave one of them out"
                .to_owned())
        }
        (Some(number), None) if !(1..=MOST_LINES_TO_HEADER).contains(&number) => Err(format!(
            "expected the number of the line that names the columns, from 1 to \
             {MOST_LINES_TO_HEADER}, found {number}"
        )),
        (number, _) => Ok(number.unwrap_or(1)),
    }
}

/// Reads the key `doubled_hour`: what a wall clock means that was shown twice.
///
/// # Errors
/// Where the word means nothing, or does not go with the other keys.
pub(super) fn doubled_hour(
    word: Option<&str>,
    layout: Option<&LayoutSpec>,
    zone: Option<&str>,
) -> Result<DoubledHour, String> {
    let Some(word) = word else { return Ok(DoubledHour::Refused) };
    let meant = DoubledHour::named(word).ok_or_else(|| {
        format!(
            "expected `in-order`, where the rows of each file stand in order of time, found \
             `{word}`"
        )
    })?;
    if zone.is_none() {
        return Err("it needs the `zone` of the stamps, such as \"Europe/Berlin\"".to_owned());
    }
    if layout.is_some_and(|spec| spec.reads == InputKind::Folder) {
        return Err(
            "the layout reads folders, whose rows stand in no order; leave it out".to_owned()
        );
    }
    Ok(meant)
}
