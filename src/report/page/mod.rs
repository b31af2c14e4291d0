//! The report as a page for readers, and as a section for a post-incident document: the same
//! findings, from the same view.

mod accounts;
mod assets;
mod brief;
mod brief_limits;
mod brief_scores;
mod brief_timeline;
mod cards;
mod charts;
mod chronicle;
mod citation;
mod columns;
mod content_policy;
mod doubtful_sites;
mod edge_views;
mod figures;
mod lags;
mod lengths;
mod links;
mod method;
mod outages;
mod page_head;
mod pages;
mod proof;
mod recovery;
mod render;
mod scorecard;
mod sensitivity;
mod shared_words;
mod statements;
mod unknown;
mod view;
mod wording;

pub use pages::{html, markdown};
