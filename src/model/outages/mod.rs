//! The record of sites: outages, causes, common failures, events.

mod cause_count;
mod event;
mod outage;
mod possibly_down;
mod site_change;

pub use cause_count::CauseCount;
pub use event::{Event, EventKind, EventPair};
pub use outage::{CommonMode, DurationRange, Outage, OutageFlag, Partial, SeenElsewhere, SetAside};
pub use possibly_down::{PossiblyDown, PossiblyDownCounts};
pub use site_change::{ChangeCounts, SiteChange};
