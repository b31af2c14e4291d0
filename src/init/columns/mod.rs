//! What do the columns of a table hold, and does it read so?

pub(super) mod digit_senses;
pub(super) mod found_columns;
pub(super) mod lengths;
pub(super) mod longer_rows;
pub(super) mod outcome_words;
pub(super) mod partly_read;
pub(super) mod table_trial;
