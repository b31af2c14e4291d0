//! Claims in each of their layouts: the first byte picks one, the rest is the file.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{CLAIMS, LOG, examine, folder, lines};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let entry = &CLAIMS[usize::from(*pick) % CLAIMS.len()];
    let settings = format!(
        "title = \"fuzz\"\nzone = \"UTC\"\n[[probes]]\nfiles = \"log.csv\"\n[[claims]]\n{}",
        lines(entry, "said")
    );
    let files = [("incident.toml", settings.as_bytes()), ("log.csv", LOG), ("said", bytes)];
    let folder = folder(&files);
    examine(Origin::Folder(folder.path().to_owned()));
});
