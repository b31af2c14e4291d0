//! Rows and parts that could not be used or were passed over, and where each stands in its file.

mod all_refusals;
mod passed_over;
mod position;
mod refusal;
mod refused_part;

pub use all_refusals::{RefusalGroup, Refusals, RowShape};
pub use passed_over::{PassedKey, PassedOver, PassedOverCounts};
pub use position::{TextPosition, TomlTable};
pub use refusal::{Refusal, RefusalKind};
pub use refused_part::RefusedPart;
