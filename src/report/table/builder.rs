//! Declaring the columns of rows of any type.

use super::column::{Column, Kind};
use super::rows::{Rows, TableRows};
use super::value::Value;
use crate::clock::{Instant, Span};
use crate::model::{CauseCount, StampLocation};
use std::borrow::Cow;

/// Gives a row's value in one column.
type Getter<'a, R> = Box<dyn for<'r> Fn(&'r R) -> Value<'r> + Send + Sync + 'a>;

/// Declares a table, a column at a time, over rows of any type.
///
/// ```
/// use corroborate::report::table::{Builder, Table};
///
/// let rows = [("news", 2), ("shop", 0)];
/// let list = Builder::over(&rows)
///     .id("site", "Id of the site.", |(site, _)| site)
///     .count("outages", "outages", "Confirmed outages.", |(_, outages)| Some(*outages))
///     .table("sites", "Sites", "A row for each site.");
/// assert_eq!(list.count(), 2);
/// assert_eq!(
///     serde_json::to_string(&list)?,
///     r#"[{"site":"news","outages":2},{"site":"shop","outages":0}]"#
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
pub struct Builder<'a, R: Clone> {
    rows: Cow<'a, [R]>,
    key: Option<&'static str>,
    columns: Vec<Column<Kind>>,
    getters: Vec<Getter<'a, R>>,
}

impl<'a, R: Clone + Send + Sync> Builder<'a, R> {
    /// Begins a table of these rows, without columns.
    pub fn over(rows: impl Into<Cow<'a, [R]>>) -> Builder<'a, R> {
        Builder { rows: rows.into(), key: None, columns: Vec::new(), getters: Vec::new() }
    }

    /// Adds ids: words that are never missing and never the same in two rows.
    pub fn id(
        mut self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> &'r str + Send + Sync + 'a,
    ) -> Self {
        self.key = Some(name);
        self.text(name, description, move |row| Some(get(row)))
    }

    /// Adds words that the row holds; an empty text is a missing one.
    pub fn text(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> Option<&'r str> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Text, unit: None, description }, move |row| {
            text_value(get(row).map(Cow::Borrowed))
        })
    }

    /// Adds words that are made from the row; an empty text is a missing one.
    pub(crate) fn made_text(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<String> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Text, unit: None, description }, move |row| {
            text_value(get(row).map(Cow::Owned))
        })
    }

    /// Adds lists of words.
    pub fn texts(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> Vec<Cow<'r, str>> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Texts, unit: None, description }, move |row| {
            Value::Texts(get(row))
        })
    }

    /// Adds causes with their numbers of probes.
    pub fn causes(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> &'r [CauseCount] + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Causes, unit: None, description }, move |row| {
            Value::Causes(get(row))
        })
    }

    /// Adds whole numbers that count something; `unit` names the things counted.
    pub fn count<N: TryInto<i64>>(
        self,
        name: &'static str,
        unit: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<N> + Send + Sync + 'a,
    ) -> Self {
        self.column(
            Column { name, kind: Kind::Integer, unit: Some(unit), description },
            move |row| counted(get(row)),
        )
    }

    /// Adds whole numbers that stand for a place in an order, such as lines.
    pub fn number<N: TryInto<i64>>(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<N> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Integer, unit: None, description }, move |row| {
            counted(get(row))
        })
    }

    /// Adds lengths in whole seconds.
    pub fn seconds(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<i64> + Send + Sync + 'a,
    ) -> Self {
        self.column(
            Column { name, kind: Kind::Integer, unit: Some("s"), description },
            move |row| get(row).map_or(Value::Empty, Value::Integer),
        )
    }

    /// Adds exact lengths in microseconds, for JSON alone.
    pub(crate) fn microseconds(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<i64> + Send + Sync + 'a,
    ) -> Self {
        let column = Column { name, kind: Kind::Microseconds, unit: Some("us"), description };
        self.column(column, move |row| get(row).map_or(Value::Empty, Value::Integer))
    }

    /// Adds shares from 0 to 1 that are rounded to four decimals; one that is no number is a
    /// missing one.
    pub fn share(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<f64> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Share, unit: None, description }, move |row| {
            share_value(get(row))
        })
    }

    /// Adds shares from 0 to 1 that are not rounded, for JSON alone; one that is no number is a
    /// missing one.
    pub(crate) fn exact_share(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<f64> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::ExactShare, unit: None, description }, move |row| {
            share_value(get(row))
        })
    }

    /// Adds numbers with four decimals, already rounded; one that is infinite is missing.
    pub(crate) fn decimal(
        self,
        name: &'static str,
        unit: Option<&'static str>,
        description: &'static str,
        get: impl Fn(&R) -> Option<f64> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Decimal, unit, description }, move |row| {
            get(row).filter(|number| number.is_finite()).map_or(Value::Empty, Value::Decimal)
        })
    }

    /// Adds moments.
    pub(crate) fn instant(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<Instant> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Instant, unit: None, description }, move |row| {
            get(row).map_or(Value::Empty, Value::Instant)
        })
    }

    /// Adds yes or no.
    pub fn boolean(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<bool> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Boolean, unit: None, description }, move |row| {
            get(row).map_or(Value::Empty, Value::Boolean)
        })
    }

    /// Adds times, for JSON alone.
    pub fn span(
        self,
        name: &'static str,
        description: &'static str,
        get: impl Fn(&R) -> Option<Span> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Span, unit: None, description }, move |row| {
            get(row).map_or(Value::Empty, Value::Span)
        })
    }

    /// Adds lists of times, for JSON alone.
    pub fn spans(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> Option<&'r [Span]> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Spans, unit: None, description }, move |row| {
            get(row).map_or(Value::Empty, Value::Spans)
        })
    }

    /// Adds places in files, for JSON alone.
    pub fn location(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> Option<&'r StampLocation> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Location, unit: None, description }, move |row| {
            get(row).map_or(Value::Empty, Value::Location)
        })
    }

    /// Adds lists of rows with columns of their own, for JSON alone.
    pub fn rows(
        self,
        name: &'static str,
        description: &'static str,
        get: impl for<'r> Fn(&'r R) -> TableRows<'r> + Send + Sync + 'a,
    ) -> Self {
        self.column(Column { name, kind: Kind::Rows, unit: None, description }, move |row| {
            serde_json::to_value(get(row)).map_or(Value::Empty, Value::Rows)
        })
    }

    /// Ends the table with its name, its title for readers, and what a row is.
    pub fn table(
        self,
        name: &'static str,
        title: &'static str,
        description: &'static str,
    ) -> TableRows<'a>
    where
        R: 'a,
    {
        let Builder { rows, key, columns, getters } = self;
        let rows = Box::new(TypedRows { rows, getters });
        let (in_json, is_of_statements) = (true, false);
        TableRows { name, title, description, key, columns, in_json, is_of_statements, rows }
    }

    /// Adds a column of a kind.
    fn column(
        mut self,
        column: Column<Kind>,
        get: impl for<'r> Fn(&'r R) -> Value<'r> + Send + Sync + 'a,
    ) -> Self {
        self.columns.push(column);
        self.getters.push(Box::new(get));
        self
    }
}

/// Makes a value of a text; missing where there is none.
fn text_value(text: Option<Cow<'_, str>>) -> Value<'_> {
    text.filter(|text| !text.is_empty()).map_or(Value::Empty, Value::Text)
}

/// Makes a value of a share; missing where it is no number.
fn share_value(share: Option<f64>) -> Value<'static> {
    let share = share.filter(|share| share.is_finite());
    share.map_or(Value::Empty, Value::Share)
}

/// Makes a value of a count; missing where there is none.
fn counted(count: Option<impl TryInto<i64>>) -> Value<'static> {
    let count = count.and_then(|count| count.try_into().ok());
    count.map_or(Value::Empty, Value::Integer)
}

/// Rows of one type with the getters of their columns.
struct TypedRows<'a, R: Clone> {
    rows: Cow<'a, [R]>,
    getters: Vec<Getter<'a, R>>,
}

impl<R: Clone + Send + Sync> Rows for TypedRows<'_, R> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn value(&self, row: usize, column: usize) -> Value<'_> {
        self.getters[column](&self.rows[row])
    }
}
