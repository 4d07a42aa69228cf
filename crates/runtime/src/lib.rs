#![doc = include_str!("../README.md")]

pub mod admin;
pub mod clock;
pub mod lifecycle;
pub mod readiness;
pub mod secret;
pub mod settings;
pub mod shutdown;
pub mod telemetry;

pub use clock::{Clock, MockClock, SharedClock, SimulatedClock, SystemClock};
pub use lifecycle::{Lifecycle, LifecycleError};
pub use readiness::{Gate, Readiness};
pub use secret::Secret;
pub use settings::{Settings, SettingsError};
pub use shutdown::Shutdown;
