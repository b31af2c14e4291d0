//! Colours and a font for charts: the first byte picks one, the rest is the file.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{LOG, examine, folder};
use libfuzzer_sys::fuzz_target;

const KEYS: [&str; 2] = ["colours", "font"];

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let key = KEYS[usize::from(*pick) % KEYS.len()];
    let settings = format!(
        "title = \"fuzz\"\n[chart]\n{key} = \"given\"\n[[probes]]\nfiles = \"log.csv\"\n"
    );
    let files = [("incident.toml", settings.as_bytes()), ("log.csv", LOG), ("given", bytes)];
    let folder = folder(&files);
    examine(Origin::Folder(folder.path().to_owned()));
});
