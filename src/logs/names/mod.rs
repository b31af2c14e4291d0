//! Names of series and causes as numbers, so that a row holds no text.

pub(super) mod interner;
pub(super) mod series_cache;
pub(super) mod worker_interner;

pub(crate) use interner::{Interner, MOST_SERIES};
