//! Files that hold no table of probes, by what their text is.

use crate::files::FileHead;

/// Says what a file is that is no table, and what can be done with it; `None` where it can be one.
pub(super) fn a_table(head: &FileHead<'_>) -> Option<String> {
    if head.path.is_dir() {
        return Some(
            "a folder that is no clone of an Upptime repository; name the files in it".to_owned(),
        );
    }
    let Some(text) = head.text().filter(|text| !text.contains('\0')) else {
        let known = "neither text in UTF-8 nor a database, Parquet or packed file of a layout \
            that is known";
        return Some(format!("{known}; save it as CSV in UTF-8"));
    };
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let what = match first.chars().next()? {
        '{' | '[' => "JSON",
        '<' => "XML or HTML",
        '#' if first.starts_with("# ") || first.starts_with("##") => "a text with headings",
        '-' if first == "---" => "YAML",
        _ => return None,
    };
    Some(format!(
        "{what} of no layout that is known (docs/layouts.md, docs/claims.md); make a CSV of it, \
         with a row for each probe"
    ))
}
