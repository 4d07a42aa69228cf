//! The notifier against real servers: SMTP, SQLite, Postgres, NATS.

#![expect(clippy::unwrap_used, reason = "tests")]

mod alarms;
mod books;
mod bounces;
mod capture;
mod chaos;
mod crash;
mod digests;
mod flood;
mod happenings;
mod house;
mod killed;
mod late;
mod lmtp;
mod operator;
mod planning;
mod privacy;
mod readers;
mod sending;
mod service;
mod victim;
