//! The report as a page for readers, and as text for a post-incident document: the same findings,
//! from the same view.

mod accounts;
mod doubtful_sites;
mod lags;
mod outages;
mod pages;
mod render;
mod statements;
mod view;
mod wording;

pub use pages::{html, markdown};
