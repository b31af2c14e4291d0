//! The tests, one module for each kind; `docs/design.md` says what belongs where.

/// What time is: stamps, claim times, sets of spans.
mod clock;
/// What samples add up to: runs, silences, order.
mod fold;
/// What a scenario is made into.
mod simulate;
