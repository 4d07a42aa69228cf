//! Dependencies point downwards only, and one TLS stack is enough: checked, not hoped for.

use std::{fs, path::Path};

use anyhow::{Result, ensure};

use crate::workspace::{Metadata, items, text};

/// The crates from the ground up. A crate may use those of lower floors; those on one floor don't know each other.
const FLOORS: [&[&str]; 8] = [
    &["berth-domain"],
    &["berth-events", "berth-matching", "berth-transport"],
    &["berth-letters", "berth-runtime"],
    &["berth-bus"],
    &["berth-store"],
    &["berth-intake", "berth-matcher", "berth-notifier"],
    &["berth"],
    &["berth-tests"],
];

/// Not part of the house: anything may use the test kit in its tests, which itself knows the runtime only.
const TESTKIT: &str = "berth-testkit";

/// What the pure crates must not know: anything that waits, talks, or stores.
const PURE: [&str; 2] = ["berth-domain", "berth-matching"];
const IMPURE: [&str; 6] = ["async-nats", "axum", "lettre", "reqwest", "sea-orm", "tokio"];

/// Each would bring a second TLS stack beside ring.
const BANNED: [&str; 5] = ["aws-lc-rs", "aws-lc-sys", "native-tls", "openssl", "openssl-sys"];

pub(crate) fn check(root: &Path) -> Result<()> {
    let metadata = Metadata::read(root)?;
    let mut wrong = Vec::new();
    for package in metadata.packages() {
        let name = text(package, "name");
        for dependency in items(package, "dependencies") {
            wrong.extend(objection(
                name,
                text(dependency, "name"),
                text(dependency, "kind") == "dev",
            ));
        }
    }
    wrong.extend(banned(&fs::read_to_string(root.join("Cargo.lock"))?));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Why `user` must not depend on `used`, if so.
fn objection(user: &str, used: &str, in_tests: bool) -> Option<String> {
    if PURE.contains(&user) && IMPURE.contains(&used) && !in_tests {
        return Some(format!(
            "{user} is pure and must not depend on {used}: pass what it needs as a parameter"
        ));
    }
    if !used.starts_with("berth") {
        return None;
    }
    let allowed = match (user, used) {
        (_, TESTKIT) => in_tests || user == "berth-tests",
        (TESTKIT, used) => used == "berth-runtime",
        (user, used) => match (floor(user), floor(used)) {
            (Some(upper), Some(lower)) => lower < upper,
            _ => false,
        },
    };
    let advice = "dependencies point downwards only; the floors are in crates/xtask/src/layers.rs";
    (!allowed).then(|| format!("{user} must not depend on {used}: {advice}"))
}

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&name))
}

fn banned(lock: &str) -> Vec<String> {
    let locked = |name: &str| lock.contains(&format!("\nname = \"{name}\"\n"));
    BANNED
        .iter()
        .filter(|name| locked(name))
        .map(|name| format!("{name} is in Cargo.lock, but ring is our only TLS stack; `cargo tree -i {name}` says who wants it"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lower_floors_may_be_used() {
        for (user, used, in_tests, allowed) in [
            ("berth-store", "berth-bus", false, true),
            ("berth-bus", "berth-store", false, false),
            ("berth-intake", "berth-notifier", false, false),
            ("berth-matching", "berth-domain", false, true),
            ("berth-matching", "berth-events", false, false),
            ("berth-store", "berth-testkit", true, true),
            ("berth-store", "berth-testkit", false, false),
            ("berth-testkit", "berth-store", false, false),
            ("berth-domain", "tokio", false, false),
            ("berth-domain", "tokio", true, true),
            ("berth-runtime", "tokio", false, true),
            ("xtask", "clap", false, true),
        ] {
            assert_eq!(
                objection(user, used, in_tests).is_none(),
                allowed,
                "{user} -> {used}, in tests: {in_tests}"
            );
        }
    }

    #[test]
    fn a_second_tls_stack_is_found() {
        let lock = "[[package]]\nname = \"ring\"\nversion = \"1\"\n\n[[package]]\nname = \"native-tls\"\nversion = \"1\"\n";
        assert_eq!(banned(lock).len(), 1);
        assert!(banned("[[package]]\nname = \"rustls-native-certs\"\n").is_empty());
    }
}
