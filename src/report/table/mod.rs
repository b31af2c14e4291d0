//! Result tables. A column stands once, in a [`Builder`]: name, kind, unit, description and value.
//! Every format follows from it.

mod builder;
mod column;
mod frame;
mod rounding;
mod rows;
mod sums;
mod value;

pub use builder::Builder;
pub use column::{CellKind, Column, Kind};
pub use frame::{Cell, Table};
pub use rows::TableRows;
pub use value::Value;

pub(super) use sums::{Summand, Summands};

pub(super) use rounding::{
    ceil_decimal, ceil_s, ceil_share, floor_decimal, floor_s, floor_share, from_inside,
    nearest_share,
};
