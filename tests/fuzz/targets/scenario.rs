//! A scenario of `simulate` and, behind a NUL, the `sites.csv` that it may name.
#![no_main]

use corroborate::simulate;
use corroborate_fuzz::folder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let folder = folder(&[("sites.csv", parts.next().unwrap_or_default())]);
    let _ = simulate::scenario(&text, &folder.path().join("scenario.toml"));
});
