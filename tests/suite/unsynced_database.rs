//! Databases that tests write.

use rusqlite::Connection;
use std::path::Path;

/// Opens a database, or makes one. What is written into it does not wait for the disk: it need not
/// outlive a loss of power, and each wait takes longer than the test.
pub(crate) fn unsynced_database(path: impl AsRef<Path>) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    connection
}
