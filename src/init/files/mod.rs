//! Which files are read otherwise, or not at all, and which sites do their names tell?

pub(super) mod encodings;
pub(super) mod git_clone;
pub(super) mod not_a_log;
pub(super) mod notes;
pub(super) mod own_layout;
pub(super) mod site_of_file;
pub(super) mod site_pattern;
