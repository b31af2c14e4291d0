//! How are lines without cells read?

pub(super) mod known_lines;
pub(super) mod layout_trial;
pub(super) mod line_format;
pub(super) mod line_groups;
