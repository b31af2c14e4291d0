//! The tests, one module for each kind; `docs/design.md` says what belongs where.

/// What time is: stamps, claim times, sets of spans.
mod clock;
