//! What intake signs: links in mails, sign-in codes and submission receipts. One secret, separate keys for each use.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use ring::hmac;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::refusal::Refusal;

/// Keys derived from the signing secret.
pub struct Keys {
    links: hmac::Key,
    receipts: Ed25519KeyPair,
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(***)")
    }
}

/// A secret too short to sign with.
#[derive(Debug, thiserror::Error)]
#[error("the signing key must have at least 32 characters; make one with `openssl rand -hex 32`")]
pub struct WeakKey;

/// What a link is good for. A link for one purpose is worth nothing for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Answering an offer.
    Offer,
    /// Signing in as the operator.
    SignIn,
    /// The mailed way back to one's own application: shows it, and is worth one visit.
    Application,
    /// A visit to one's own application: what the way back became when it was used.
    Visit,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::SignIn => "sign-in",
            Self::Application => "application",
            Self::Visit => "visit",
        }
    }
}

/// The signed statement that an application was submitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The application.
    pub application: Uuid,
    /// The programme.
    pub programme: String,
    /// The cohort.
    pub cohort: String,
    /// When the server received it.
    pub submitted_at: DateTime<Utc>,
    /// The deadline that was in force.
    pub closes_at: DateTime<Utc>,
    /// SHA-256 of the answers' canonical form (RFC 8785), hex.
    pub answers_sha256: String,
}

impl Keys {
    /// Derives the keys.
    ///
    /// # Errors
    /// When the secret is shorter than 32 characters.
    pub fn derive(secret: &str) -> Result<Self, WeakKey> {
        if secret.len() < 32 {
            return Err(WeakKey);
        }
        let master = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let derived = |label: &str| hmac::sign(&master, label.as_bytes());
        let receipts =
            Ed25519KeyPair::from_seed_unchecked(derived("berth receipts 1").as_ref()).map_err(|_| WeakKey)?;
        Ok(Self {
            links: hmac::Key::new(hmac::HMAC_SHA256, derived("berth links 1").as_ref()),
            receipts,
        })
    }

    /// A token for a link, good until `expires_at`.
    #[must_use]
    pub fn link(&self, purpose: Purpose, id: Uuid, expires_at: DateTime<Utc>) -> String {
        let mut token = id.as_bytes().to_vec();
        token.extend(expires_at.timestamp().to_be_bytes());
        token.extend(hmac::sign(&self.links, &self.statement(purpose, &token)).as_ref());
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Reads a link's token: what it is about and until when, whether it has run out or not.
    ///
    /// # Errors
    /// When it isn't one of ours for this purpose.
    pub fn open_link(&self, purpose: Purpose, token: &str) -> Result<OpenedLink, Refusal> {
        const FORGED: Refusal =
            Refusal::Link("this link isn't valid; use the newest one from your mail, whole");
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| FORGED)?;
        let (statement, mac) = bytes.split_at_checked(24).ok_or(FORGED)?;
        hmac::verify(&self.links, &self.statement(purpose, statement), mac).map_err(|_| FORGED)?;
        let (id, expires) = statement.split_at_checked(16).ok_or(FORGED)?;
        let id = Uuid::from_slice(id).map_err(|_| FORGED)?;
        let expires = expires.try_into().map(i64::from_be_bytes).map_err(|_| FORGED)?;
        Ok(OpenedLink {
            id,
            expires_at: DateTime::from_timestamp(expires, 0).ok_or(FORGED)?,
        })
    }

    fn statement(&self, purpose: Purpose, token: &[u8]) -> Vec<u8> {
        [purpose.as_str().as_bytes(), b"|", token].concat()
    }

    /// Signs a receipt: `<statement>.<signature>`, both base64url, Ed25519 over the statement's bytes.
    #[must_use]
    pub fn sign_receipt(&self, receipt: &Receipt) -> String {
        let statement = serde_jcs::to_vec(receipt).unwrap_or_default();
        let signature = self.receipts.sign(&statement);
        format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(&statement),
            URL_SAFE_NO_PAD.encode(signature.as_ref())
        )
    }

    /// Reads a receipt that this key signed.
    ///
    /// # Errors
    /// When it was signed by another key or changed since.
    pub fn open_receipt(&self, receipt: &str) -> Result<Receipt, Refusal> {
        const FORGED: Refusal = Refusal::Link("this receipt wasn't signed here, or was changed since");
        let (statement, signature) = receipt.split_once('.').ok_or(FORGED)?;
        let statement = URL_SAFE_NO_PAD.decode(statement).map_err(|_| FORGED)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| FORGED)?;
        let key =
            ring::signature::UnparsedPublicKey::new(&ring::signature::ED25519, self.receipts.public_key());
        key.verify(&statement, &signature).map_err(|_| FORGED)?;
        serde_json::from_slice(&statement).map_err(|_| FORGED)
    }

    /// The public key receipts can be checked with, anywhere: Ed25519, hex.
    #[must_use]
    pub fn receipt_public_key(&self) -> String {
        hex::encode(self.receipts.public_key())
    }
}

/// A link's token, opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedLink {
    /// What it is about.
    pub id: Uuid,
    /// Until when it is good, that second included.
    pub expires_at: DateTime<Utc>,
}

impl OpenedLink {
    /// Whether it is worth nothing any more.
    #[must_use]
    pub fn has_run_out(&self, now: DateTime<Utc>) -> bool {
        now.timestamp() > self.expires_at.timestamp()
    }
}

/// SHA-256 in hex: how access tokens are kept, and documents compared.
#[must_use]
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// 32 bytes of the system's randomness in hex, for secrets. Everything that must be reproducible uses a seed instead.
///
/// # Errors
/// When the system has none to give.
pub(crate) fn new_secret() -> Result<String, Refusal> {
    let mut bytes = [0u8; 32];
    ring::rand::SecureRandom::fill(&ring::rand::SystemRandom::new(), &mut bytes)
        .map_err(|_| Refusal::Unavailable("the system's randomness"))?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::derive("0123456789abcdef0123456789abcdef").unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_link_opens_only_for_its_purpose_and_until_it_expires() {
        let id = Uuid::from_u128(77);
        let expires = at("2027-03-01T12:00:00Z");
        let token = keys().link(Purpose::Offer, id, expires);
        let opened = keys().open_link(Purpose::Offer, &token).unwrap();
        assert_eq!((opened.id, opened.expires_at), (id, expires));
        assert!(!opened.has_run_out(expires));
        assert!(opened.has_run_out(at("2027-03-01T12:00:01Z")));
        assert!(keys().open_link(Purpose::SignIn, &token).is_err());
        let other = Keys::derive("fedcba9876543210fedcba9876543210").unwrap();
        assert!(other.open_link(Purpose::Offer, &token).is_err());
    }

    #[test]
    fn no_changed_byte_of_a_link_goes_unnoticed() {
        let expires = at("2027-03-01T12:00:00Z");
        let token = URL_SAFE_NO_PAD
            .decode(keys().link(Purpose::Offer, Uuid::from_u128(77), expires))
            .unwrap();
        for position in 0..token.len() {
            let mut forged = token.clone();
            forged[position] ^= 1;
            assert!(
                keys()
                    .open_link(Purpose::Offer, &URL_SAFE_NO_PAD.encode(forged))
                    .is_err()
            );
        }
        for bad in ["", "x", "====", &"A".repeat(10_000)] {
            assert!(keys().open_link(Purpose::Offer, bad).is_err());
        }
    }

    #[test]
    fn a_changed_receipt_is_refused() {
        let receipt = Receipt {
            application: Uuid::from_u128(1),
            programme: "small".into(),
            cohort: "spring".into(),
            submitted_at: at("2027-01-31T21:59:59Z"),
            closes_at: at("2027-01-31T21:59:59Z"),
            answers_sha256: sha256_hex(b"{}"),
        };
        let signed = keys().sign_receipt(&receipt);
        assert_eq!(keys().open_receipt(&signed).unwrap(), receipt);
        let later = Receipt {
            submitted_at: at("2027-01-30T21:59:59Z"),
            ..receipt
        };
        let forged = keys().sign_receipt(&later).split('.').next().unwrap().to_owned()
            + "."
            + signed.split('.').nth(1).unwrap();
        assert!(keys().open_receipt(&forged).is_err());
    }
}
