//! Texts as values of TOML.

/// Writes a text as a value of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Writes texts as a list of TOML.
pub(super) fn list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(|text| quoted(text.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}

/// Writes the column, or the list of columns, that stands for one of ours; `at` are indices of
/// `names`.
pub(super) fn column(names: &[String], at: &[usize]) -> String {
    let named: Vec<&String> = at.iter().filter_map(|at| names.get(*at)).collect();
    match &named[..] {
        [only] => quoted(only),
        several => list(several),
    }
}
