//! Settings of random laws: with how many cases, from which seed, and where a failing one is kept.
//!
//! A failing seed is written to `tests/regressions/<module>.txt` and printed; it is run first from
//! then on, so the file is committed with what mends the fault. `PROPTEST_RNG_SEED` fixes the seed
//! of all other cases. `CORROBORATE_CASES=10` runs ten times as many cases.

use proptest::test_runner::Config;
use proptest::test_runner::FileFailurePersistence::SourceParallel;
use std::env;

/// Variable that says how many times the usual number of cases are run.
const TIMES: &str = "CORROBORATE_CASES";

/// Makes the configuration of a law that needs `cases` cases before each push.
///
/// # Panics
/// Where `CORROBORATE_CASES` is no whole number: fewer cases than asked for must not pass in
/// silence.
pub(crate) fn config(cases: u32) -> Config {
    let times: u32 = match env::var(TIMES) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{TIMES}: `{text}` is no whole number")),
        Err(_) => 1,
    };
    let usual = Config::default();
    Config {
        cases: cases.saturating_mul(times),
        max_global_rejects: usual.max_global_rejects.saturating_mul(times),
        failure_persistence: Some(Box::new(SourceParallel("regressions"))),
        ..usual
    }
}
