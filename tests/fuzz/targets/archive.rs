//! An archive in each layout: the first byte picks the layout, the rest is the file.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{PROBES, examine, folder, lines};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let entry = &PROBES[usize::from(*pick) % PROBES.len()];
    let settings = format!("title = \"fuzz\"\n[[probes]]\n{}", lines(entry, "archive"));
    let folder = folder(&[("incident.toml", settings.as_bytes()), ("archive", bytes)]);
    examine(Origin::Folder(folder.path().to_owned()));
});
