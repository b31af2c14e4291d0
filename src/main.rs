//! The program: nothing but the way in.

fn main() {}
