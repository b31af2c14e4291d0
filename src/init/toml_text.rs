//! Texts as values of TOML.

/// Writes a text as a value of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
