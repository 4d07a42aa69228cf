#![doc = include_str!("../README.md")]

pub mod envelope;
pub mod event;
pub mod streams;
pub mod subject;
pub mod trace;

pub use envelope::Envelope;
pub use event::{Event, Stamp, instant, state_subject, timestamp};
pub use streams::consumers;
pub use subject::{StateKind, Subject};
pub use trace::TraceContext;

/// Generated from `proto/berth/v1` by `cargo xtask proto`; see there for the meaning of every field.
#[expect(clippy::doc_markdown, reason = "generated code")]
pub mod v1 {
    include!("generated/berth.v1.rs");
}
