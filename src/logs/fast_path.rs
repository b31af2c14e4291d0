//! Rows of the plainest shape, read many bytes at a time.

pub(crate) mod delimiter_bits;
pub(crate) mod fast_rows;
pub(crate) mod line_shape;
pub(crate) mod series_cache;
