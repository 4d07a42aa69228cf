//! Berth notifier.
