//! The tests, one module for each kind; `docs/design.md` says what belongs where.

/// Real archives, where they are at hand.
mod archives;
/// Golden cases, one folder each.
mod cases;
/// What time is: stamps, claim times, sets of spans.
mod clock;
/// What samples add up to: runs, silences, order.
mod fold;
/// What holds for any truth.
mod laws;
/// What a scenario is made into.
mod simulate;
/// A known truth, and what vantages see of it.
mod truth;
