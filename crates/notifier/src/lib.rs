#![doc = include_str!("../README.md")]

pub mod bounce;
pub mod captured_mail;
pub mod consume;
pub mod entity;
pub mod facts;
pub mod ledger;
mod migration;
pub mod operator;
pub mod plan;
pub mod retry;
mod run;
pub mod worker;

pub use migration::Migrator;
pub use run::{NotifierDeps, NotifierError, SERVICE, capture_dir, overrides_dir, run, run_with};
