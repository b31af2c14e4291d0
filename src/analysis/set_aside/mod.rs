//! Which series are set aside, as their vantage is sick or of another pace?

pub(super) mod common_mode;
pub(super) mod outpaced;
