//! SQLite databases, read so that no byte of them changes and no file appears beside them.

use crate::files::FileHead;
use crate::files::ReadError;
use crate::files::is_packed;
use crate::logs::{Archived, ReadStop};
use crate::model::shown_path;
use crate::model::suggest::listed;
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::borrow::Cow;
use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// First bytes of a database.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// First bytes of a journal that a later opening would play back.
const JOURNAL: &[u8] = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
/// Bytes of a write-ahead log before its first frame.
const WAL_HEADER: u64 = 32;
/// The byte of the header that tells how the file is read, and what it is with a write-ahead log.
const READ_VERSION: usize = 19;
const BY_WAL: u8 = 2;
/// Bytes of the header.
const HEADER: usize = 100;
/// Place in the header of the size of a page, as two bytes; 1 stands for the largest, which does
/// not fit there.
const PAGE_SIZE: usize = 16;
const LARGEST_PAGE: u64 = 64 << 10;
/// Bytes of a row that is read, at most.
const MOST_BYTES: i32 = 64 << 20;
/// Time for which another program's lock is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// An open database.
#[derive(Debug)]
pub(super) struct Database<'a> {
    archived: Archived<'a>,
    /// Path of the file itself: the files beside it are there, and not beside a link to it.
    real: PathBuf,
    connection: Connection,
    /// Length and last change of the file when it was opened; `None` where nobody knows.
    before: Option<(u64, SystemTime)>,
}

/// Whether other programs are kept from writing while a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Locking {
    /// A lock keeps writers off.
    Shared,
    /// The file is taken as it lies there; nothing is locked, and no file is made beside it.
    Off,
}

/// A row that is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct SqliteRow<'r>(&'r rusqlite::Row<'r>);

/// Returns the tables of a file, where it is a database at all. What a write-ahead log holds is
/// passed over.
pub(super) fn tables(head: &FileHead<'_>) -> Vec<String> {
    let real = head.path.canonicalize().ok().filter(|_| head.bytes.starts_with(MAGIC));
    let names = real
        .and_then(|real| connect(&real, Locking::Off).ok())
        .and_then(|connection| table_names(&connection).ok());
    names.unwrap_or_default()
}

/// Returns the rows of a table, as they lie in the file; `None` where there is no such table, or
/// none can be read.
pub(super) fn count(path: &Path, table: &str) -> Option<u64> {
    let connection = connect(&path.canonicalize().ok()?, Locking::Off).ok()?;
    connection
        .query_row(&format!("SELECT count(*) FROM \"{table}\""), [], |row| row.get::<_, i64>(0))
        .ok()?
        .try_into()
        .ok()
}

impl<'a> Database<'a> {
    /// Opens an archive that is one.
    ///
    /// # Errors
    /// Where it is none, where another program is at it, or where rows wait beside it.
    pub(super) fn open(archived: &Archived<'a>) -> Result<Database<'a>, ReadStop> {
        let opening = |why| ReadStop::Failed(ReadError::opening(archived.path, why));
        let real = archived.path.canonicalize().map_err(opening)?;
        let mut header = Vec::with_capacity(HEADER);
        File::open(&real)
            .and_then(|file| file.take(HEADER as u64).read_to_end(&mut header))
            .map_err(opening)?;
        if !header.starts_with(MAGIC) {
            let why = if is_packed(&header) {
                "a packed database; unpack it first"
            } else {
                "no SQLite database; name the file that the monitor writes"
            };
            return Err(archived.broken(None, why));
        }
        let before = length_and_change(&real);
        // The library would read the rest of a page that is cut as zeros, and say nothing.
        if before.zip(page_size(&header)).is_some_and(|((length, _), page)| length % page != 0) {
            return Err(archived.broken(None, DAMAGED));
        }
        waiting(archived, &real)?;
        // Without a log of its own nothing is locked, and nothing is made beside the file; with a
        // journal a lock keeps writers off.
        let by_wal = header.get(READ_VERSION) == Some(&BY_WAL);
        let locking = if by_wal { Locking::Off } else { Locking::Shared };
        let connection = connect(&real, locking).map_err(|why| failed(archived, &why))?;
        Ok(Database { archived: *archived, real, connection, before })
    }

    /// Hands on these columns of a table, row by row, with each row's id, in the order of the ids.
    ///
    /// # Errors
    /// Where the table or a column is missing, where the file is damaged or changes, and where
    /// `each` fails.
    pub(super) fn rows(
        &self,
        table: &str,
        columns: &[&str],
        mut each: impl FnMut(u64, SqliteRow<'_>) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        self.check(table, columns)?;
        let failed = |why: rusqlite::Error| failed(&self.archived, &why);
        let sql = format!("SELECT rowid, {} FROM \"{table}\" ORDER BY rowid", quoted(columns));
        let mut statement = self.connection.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query([]).map_err(failed)?;
        let mut last = None;
        while let Some(row) = rows.next().map_err(failed)? {
            let number = SqliteRow(row)
                .whole_at(0)
                .and_then(|id| u64::try_from(id).ok())
                .filter(|id| last.is_none_or(|last| *id > last));
            let Some(number) = number else {
                return Err(self
                    .archived
                    .broken(None, format!("the row ids of `{table}` do not rise: {DAMAGED}")));
            };
            last = Some(number);
            each(number, SqliteRow(row))?;
        }
        if self.before != length_and_change(&self.real)
            || waiting(&self.archived, &self.real).is_err()
        {
            return Err(ReadStop::Failed(ReadError::Changed(self.archived.shown())));
        }
        Ok(())
    }

    /// Says whether a table is there with these columns.
    pub(super) fn contains(&self, table: &str, columns: &[&str]) -> bool {
        self.check(table, columns).is_ok()
    }

    /// Checks that a table and its columns are there.
    fn check(&self, table: &str, columns: &[&str]) -> Result<(), ReadStop> {
        let failed = |why: rusqlite::Error| failed(&self.archived, &why);
        let tables = table_names(&self.connection).map_err(failed)?;
        if !tables.iter().any(|found| found == table) {
            let listed_tables = if tables.is_empty() {
                "none".to_owned()
            } else {
                listed(tables.iter().map(String::as_str))
            };
            return Err(self.archived.broken(
                None,
                format!("there is no table `{table}`; found {listed_tables}; is `layout` right?"),
            ));
        }
        // Asked for as cells: the library takes it for granted that the names of a statement's
        // columns are UTF-8.
        let names = names(&self.connection, "SELECT name FROM pragma_table_info(?1)", [table])
            .map_err(failed)?;
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        match columns.iter().find(|column| !names.contains(column)) {
            None => Ok(()),
            Some(missing) => {
                let listed_columns = listed(names.iter().copied());
                Err(self.archived.broken(
                    None,
                    format!(
                        "the table `{table}` has no column \
                    `{missing}`; found {listed_columns}; is `layout` right?"
                    ),
                ))
            }
        }
    }
}

/// Advice for a damaged file.
const DAMAGED: &str =
    "the database is damaged or cut short; copy it again while no program writes it";

impl<'r> SqliteRow<'r> {
    /// Returns a whole number; `None` for all else. Columns count from 0.
    pub(super) fn whole(&self, column: usize) -> Option<i64> {
        self.whole_at(column + 1)
    }

    /// Returns the whole number in a column, by its place from 0.
    fn whole_at(&self, at: usize) -> Option<i64> {
        match self.0.get_ref(at) {
            Ok(ValueRef::Integer(number)) => Some(number),
            _ => None,
        }
    }

    /// Returns a cell as text; empty where it holds nothing or bytes.
    pub(super) fn text(&self, column: usize) -> Cow<'r, str> {
        match self.0.get_ref(column + 1) {
            Ok(ValueRef::Text(text)) => String::from_utf8_lossy(text),
            Ok(ValueRef::Integer(number)) => Cow::Owned(number.to_string()),
            Ok(ValueRef::Real(number)) => Cow::Owned(number.to_string()),
            _ => Cow::Borrowed(""),
        }
    }
}

/// Opens a file for reading alone.
fn connect(real: &Path, locking: Locking) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_URI
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(address(real, locking), flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // All reading is one transaction, so that the rows are those of one moment.
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA query_only = ON; BEGIN")?;
    Ok(connection)
}

/// Returns the path as SQLite takes it with options.
fn address(real: &Path, locking: Locking) -> String {
    let mut address = "file:".to_owned();
    for byte in real.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte))
            }
            other => write!(address, "%{other:02X}").expect("a text takes all that is written"),
        }
    }
    address.push_str(match locking {
        Locking::Shared => "?mode=ro",
        Locking::Off => "?mode=ro&immutable=1",
    });
    address
}

/// Returns tables proper: a view could hold anything.
fn table_names(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    names(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", [])
}

/// Returns the first column of what is asked for.
fn names<const N: usize>(
    connection: &Connection,
    sql: &str,
    of: [&str; N],
) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let name = |row: &rusqlite::Row<'_>| {
        Ok(String::from_utf8_lossy(row.get_ref(0)?.as_bytes_or_null()?.unwrap_or_default())
            .into_owned())
    };
    statement.query_map(rusqlite::params_from_iter(of), name)?.collect()
}

/// Quotes a name for SQL.
fn quoted(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ")
}

/// Returns the bytes of a page; `None` where the header is cut or says none.
fn page_size(header: &[u8]) -> Option<u64> {
    match u64::from(u16::from_be_bytes([*header.get(PAGE_SIZE)?, *header.get(PAGE_SIZE + 1)?])) {
        0 => None,
        1 => Some(LARGEST_PAGE),
        bytes => Some(bytes),
    }
}

/// Returns the length and time of the last change.
fn length_and_change(real: &Path) -> Option<(u64, SystemTime)> {
    let about = real.metadata().ok()?;
    Some((about.len(), about.modified().ok()?))
}

/// Checks that no rows wait beside the database: read without them, it would be silent on the
/// newest.
fn waiting(archived: &Archived<'_>, real: &Path) -> Result<(), ReadStop> {
    let beside = |ending: &str| {
        let mut path = real.as_os_str().to_owned();
        path.push(ending);
        PathBuf::from(path)
    };
    let name =
        |path: &Path| path.file_name().map(|name| shown_path(Path::new(name))).unwrap_or_default();
    let (log, journal) = (beside("-wal"), beside("-journal"));
    if log.metadata().is_ok_and(|about| about.len() > WAL_HEADER) {
        let why = "holds rows that are not in it yet; close the monitor that writes it, or copy \
            both files, run `sqlite3 COPY \"PRAGMA \
            wal_checkpoint(TRUNCATE)\"`, and read the copy";
        return Err(archived.broken(None, format!("`{}` beside it {why}", name(&log))));
    }
    let mut first = Vec::new();
    let read = File::open(&journal)
        .and_then(|file| file.take(JOURNAL.len() as u64).read_to_end(&mut first));
    if read.is_ok() && first == JOURNAL {
        let why = "says that a write is not finished; close the monitor that writes it, or copy \
            both files, run `sqlite3 COPY \"PRAGMA \
            quick_check\"`, and read the copy";
        return Err(archived.broken(None, format!("`{}` beside it {why}", name(&journal))));
    }
    Ok(())
}

/// Returns the library's error, with what to do.
fn failed(archived: &Archived<'_>, why: &rusqlite::Error) -> ReadStop {
    let words = match why.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program holds a lock on it; close that program, or read a copy".to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => format!("{DAMAGED} ({why})"),
        _ => format!("the database cannot be read: {why}"),
    };
    archived.broken(None, words)
}
