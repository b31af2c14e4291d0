//! What do we show? Tables, page and exports. They read a frozen [`crate::model::Report`] and
//! conclude nothing.

pub mod charts;
pub mod checked;
pub mod converted;
pub mod draft;
pub mod explained;
pub mod files;
pub mod formats;
pub mod headline;
pub mod page;
pub mod probes;
pub mod render;
mod share;
pub mod surveyed;
pub mod table;
pub mod tables;
mod words;
