//! The files of a `[[claims]]` entry, and its file of rules.

use crate::claims;
use crate::clock::Zone;
use crate::files::ReadError;
use crate::files::read_whole;
use crate::incident::incident_toml::Claims;
use crate::incident::open::{OpenIncident, matching, shown};
use crate::model::InputRole;
use std::path::Path;

impl OpenIncident {
    /// Reads them. `zone` is that of the incident.
    ///
    /// # Errors
    /// Where a file is missing or cannot be read, or the entry says what cannot be.
    pub(crate) fn statements(
        &mut self,
        written: &Claims,
        (folder, path): (&Path, &str),
        zone: Option<Zone>,
    ) -> Result<(), ReadError> {
        let mut entry = claims::Entry::read(written, path, zone)?;
        if let Some(rules) = &written.rules {
            let file = folder.join(rules);
            let (text, input) = read_whole(&file, rules, InputRole::Incident)?;
            let name = file.display().to_string();
            entry.rules = claims::rules(
                &String::from_utf8(text).map_err(|_| ReadError::NotUtf8(name.clone()))?,
                &name,
            )?;
            self.inputs.push(input);
        }
        entry.complete(path)?;
        for pattern in written.files.all() {
            let found = matching(folder, pattern, (path, "claims.files"), false)?;
            if found.is_empty() {
                return Err(ReadError::NoFiles { path: path.to_owned(), pattern: pattern.clone() });
            }
            for file in found {
                let shown = shown(file.strip_prefix(folder).unwrap_or(&file));
                let input = self.claims.read(
                    &file,
                    (&shown, self.inputs.len()),
                    &entry,
                    &mut self.refusals,
                )?;
                self.inputs.extend(input);
            }
        }
        Ok(())
    }
}
