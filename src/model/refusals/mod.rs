//! What could not be used, what was passed over, and where it stands in its file.

mod passed_over;
mod position;
mod refusal;
mod refused_part;

pub use passed_over::{PassedKey, PassedOver, PassedOverCounts};
pub use position::{TextPosition, TomlTable};
pub use refusal::{Refusal, RefusalGroup, RefusalKind, Refusals, RowShape};
pub use refused_part::RefusedPart;
