//! Secrets of a data folder: made at its first start, kept for all later ones.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use berth_runtime::Secret;
use ring::rand::{SecureRandom, SystemRandom};

use super::folder::write_private;

/// What `berth up` needs and nobody has to invent.
#[derive(Debug)]
pub(crate) struct Secrets {
    pub(crate) operator_token: Secret<String>,
    pub(crate) signing_key: Secret<String>,
    pub(crate) nats: NatsPasswords,
}

/// One password for each user of the supervised nats-server.
#[derive(Debug)]
pub(crate) struct NatsPasswords {
    pub(crate) intake: Secret<String>,
    pub(crate) matcher: Secret<String>,
    pub(crate) notifier: Secret<String>,
    pub(crate) operator: Secret<String>,
}

impl Secrets {
    /// Reads each secret from its file in `folder`, and makes those that are missing.
    pub(crate) fn read_or_make(folder: &Path) -> Result<Self> {
        let secret = |name: &str| read_or_make(&folder.join(name));
        Ok(Self {
            operator_token: secret("operator-token")?,
            signing_key: secret("signing-key")?,
            nats: NatsPasswords {
                intake: secret("nats-intake")?,
                matcher: secret("nats-matcher")?,
                notifier: secret("nats-notifier")?,
                operator: secret("nats-operator")?,
            },
        })
    }
}

impl NatsPasswords {
    /// As the server's configuration needs them.
    pub(crate) fn for_server(&self) -> berth_bus::Passwords {
        let Self {
            intake,
            matcher,
            notifier,
            operator,
        } = self;
        berth_bus::Passwords::new(
            intake.clone(),
            matcher.clone(),
            notifier.clone(),
            operator.clone(),
        )
    }
}

fn read_or_make(path: &Path) -> Result<Secret<String>> {
    match fs::read_to_string(path) {
        Ok(text) if !text.trim().is_empty() => return Ok(Secret::new(text.trim().to_owned())),
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Err(error).with_context(|| format!("cannot read the secret {}", path.display()));
        }
    }
    let mut bytes = [0_u8; 24];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| anyhow::anyhow!("the system gives no random numbers"))?;
    // NATS reads an unquoted value that begins with a digit as a number; a letter in front is safe everywhere.
    let text = format!("b{}", hex::encode(bytes));
    write_private(path, &text)?;
    Ok(Secret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_made_once_and_all_differ() {
        let folder = tempfile::tempdir().unwrap();
        let first = Secrets::read_or_make(folder.path()).unwrap();
        let second = Secrets::read_or_make(folder.path()).unwrap();

        assert_eq!(first.signing_key, second.signing_key);
        assert_ne!(first.signing_key, first.operator_token);
        assert_ne!(first.nats.intake, first.nats.matcher);
        assert!(first.signing_key.expose().len() >= 32);
    }
}
