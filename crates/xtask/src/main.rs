//! Builds, sets up, tests.
fn main() {}
