#![doc = include_str!("../README.md")]

pub mod bounce;
pub mod captured_mail;
pub mod consume;
pub mod entity;
pub mod facts;
pub mod house;
pub mod ledger;
mod migration;
pub mod operator;
pub mod plan;
pub mod policy;
pub mod presence;
pub mod public;
pub mod readers;
pub mod retry;
mod run;
pub mod worker;

pub use migration::Migrator;
pub use run::{
    NotifierDeps, NotifierError, SERVICE, capture_dir, overrides_dir, public as public_pages, run, run_with,
};
