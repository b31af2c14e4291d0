//! Why the reading of an archive ends early.

use crate::files::ReadError;

/// Reason for which the reading of an archive ends before the archive does.
#[derive(Debug)]
pub(crate) enum ReadStop {
    /// Nobody waits for more.
    ReceiverClosed,
    /// The archive cannot be read.
    Failed(ReadError),
}

impl From<ReadError> for ReadStop {
    fn from(why: ReadError) -> ReadStop {
        ReadStop::Failed(why)
    }
}
