//! The notifier against real servers: SMTP, SQLite, Postgres, NATS.

#![expect(clippy::unwrap_used, reason = "tests")]

mod bounces;
mod capture;
mod chaos;
mod crash;
mod house;
mod operator;
mod planning;
mod privacy;
mod sending;
mod service;
