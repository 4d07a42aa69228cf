//! Signs mails (DKIM, RFC 6376) with an RSA or an Ed25519 key (RFC 8463), for houses whose mail server does not.
//!
//! Canonicalization is relaxed for headers and body. Every header we write is signed, those for unsubscribing among them
//! (RFC 8058 wants it), and the ones readers look at once more than they occur, so that none can be added.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest as _, Sha256};

use crate::ComposeError;

/// Signed once for each time they occur, and once more.
const SHOWN: [&str; 4] = ["from", "to", "subject", "date"];
/// Signed once for each time they occur.
const OTHERS: [&str; 10] = [
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
];
/// Line breaks are put into the signature so often.
const COLUMNS: usize = 72;

/// Writes `DKIM-Signature` headers.
#[derive(Debug)]
pub struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

#[derive(Debug)]
enum Key {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// Why mails can't be signed.
#[derive(Debug, thiserror::Error)]
pub enum DkimError {
    #[error("the key is no private key in PEM (PKCS #8, or PKCS #1 for RSA)")]
    Pem,
    #[error("the key can't be used: RSA of 2048 to 4096 bits and Ed25519 can")]
    Key,
    #[error("`{0}` is no domain or selector: letters, digits, hyphens and full stops")]
    Name(String),
}

impl Signer {
    /// `pem` is a private key; its public half stands in DNS at `<selector>._domainkey.<domain>`.
    ///
    /// # Errors
    /// When the key can't be used, or domain and selector are no names.
    pub fn new(pem: &str, selector: &str, domain: &str) -> Result<Self, DkimError> {
        for name in [selector, domain] {
            let is_name = name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
            if name.is_empty() || !is_name {
                return Err(DkimError::Name(name.to_owned()));
            }
        }
        let (label, der) = unarmored(pem).ok_or(DkimError::Pem)?;
        let key = match label.as_str() {
            "RSA PRIVATE KEY" => RsaKeyPair::from_der(&der).map(Key::rsa).map_err(drop),
            "PRIVATE KEY" => Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)
                .map(Key::Ed25519)
                .or_else(|_| RsaKeyPair::from_pkcs8(&der).map(Key::rsa))
                .map_err(drop),
            _ => return Err(DkimError::Pem),
        };
        Ok(Self {
            domain: domain.to_owned(),
            selector: selector.to_owned(),
            key: key.map_err(|()| DkimError::Key)?,
        })
    }

    /// The text of the TXT record that readers' servers check against, and its name.
    #[must_use]
    pub fn record(&self) -> (String, String) {
        let (kind, public) = match &self.key {
            Key::Rsa(key) => ("rsa", subject_public_key_info(key.public_key().as_ref())),
            Key::Ed25519(key) => ("ed25519", key.public_key().as_ref().to_vec()),
        };
        (
            format!("{}._domainkey.{}", self.selector, self.domain),
            format!("v=DKIM1; k={kind}; p={}", BASE64_STANDARD.encode(public)),
        )
    }

    /// The header for a message with CRLF line ends, to be put in front of it.
    ///
    /// # Errors
    /// When the message has no end of its headers, or the key fails.
    pub fn header(&self, message: &[u8], at: DateTime<Utc>) -> Result<String, ComposeError> {
        let broken = |what: &str| ComposeError::Mime(format!("not signed: {what}"));
        let text = std::str::from_utf8(message).map_err(|_| broken("not UTF-8"))?;
        let (head, body) = text.split_once("\r\n\r\n").ok_or_else(|| broken("no body"))?;
        let headers = relaxed_headers(head);
        let mut signed = Vec::new();
        for name in SHOWN.iter().chain(&OTHERS) {
            signed.extend(vec![*name; headers.get(*name).map_or(0, Vec::len)]);
            if SHOWN.contains(name) {
                signed.push(name);
            }
        }
        let body_hash = BASE64_STANDARD.encode(Sha256::digest(relaxed_body(body)));
        let algorithm = match self.key {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        };
        let unsigned = format!(
            "v=1; a={algorithm}; c=relaxed/relaxed; t={};\r\n\td={}; s={};\r\n\th={};\r\n\tbh={body_hash};\r\n\tb=",
            at.timestamp(),
            self.domain,
            self.selector,
            listed(&signed),
        );
        let mut input = String::with_capacity(head.len());
        let mut left = headers;
        for name in &signed {
            // From the last of a name to its first; where there is none left, nothing is signed.
            if let Some(value) = left.get_mut(*name).and_then(Vec::pop) {
                input.push_str(name);
                input.push(':');
                input.push_str(&value);
                input.push_str("\r\n");
            }
        }
        input.push_str("dkim-signature:");
        input.push_str(&relaxed(&unsigned));
        let signature = self
            .key
            .sign(input.as_bytes())
            .ok_or_else(|| broken("the key failed"))?;
        let signature = BASE64_STANDARD.encode(signature);
        let mut header = format!("DKIM-Signature: {unsigned}");
        for (number, letter) in signature.chars().enumerate() {
            if number > 0 && number.is_multiple_of(COLUMNS) {
                header.push_str("\r\n\t");
            }
            header.push(letter);
        }
        header.push_str("\r\n");
        Ok(header)
    }
}

impl Key {
    fn rsa(key: RsaKeyPair) -> Self {
        Self::Rsa(Box::new(key))
    }

    fn sign(&self, input: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                // The padding is that of PKCS #1: chance only blinds the arithmetic, and the signature is always the same.
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input, &mut signature)
                    .ok()?;
                Some(signature)
            }
            // RFC 8463 signs the hash, as if it were the message.
            Self::Ed25519(key) => Some(key.sign(&Sha256::digest(input)).as_ref().to_vec()),
        }
    }
}

/// Names with colons between them, folded.
fn listed(names: &[&str]) -> String {
    let mut out = String::new();
    let mut column = 0;
    for (number, name) in names.iter().enumerate() {
        if number > 0 {
            out.push(':');
            column += 1;
        }
        if column + name.len() > COLUMNS - 4 {
            out.push_str("\r\n\t");
            column = 0;
        }
        out.push_str(name);
        column += name.len();
    }
    out
}

/// The first PEM block: its label and its bytes.
fn unarmored(pem: &str) -> Option<(String, Vec<u8>)> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (inner, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let inner: String = inner.split_whitespace().collect();
    Some((label.to_owned(), BASE64_STANDARD.decode(inner).ok()?))
}

/// RFC 6376, 3.4.2: unfolded, blanks made one, none at the ends; by lower-case name, in the order of the message.
fn relaxed_headers(head: &str) -> BTreeMap<String, Vec<String>> {
    let mut headers = BTreeMap::<String, Vec<String>>::new();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    for line in unfolded.split("\r\n") {
        if let Some((name, value)) = line.split_once(':') {
            let name = name.trim_end().to_ascii_lowercase();
            headers.entry(name).or_default().push(relaxed(value));
        }
    }
    headers
}

fn relaxed(value: &str) -> String {
    let words = value
        .split([' ', '\t', '\r', '\n'])
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// RFC 6376, 3.4.4: blanks made one and none at the ends of lines, no empty lines at the end.
fn relaxed_body(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for line in body.trim_end_matches(['\r', '\n', ' ', '\t']).split("\r\n") {
        let mut blank = false;
        for c in line.trim_end_matches([' ', '\t']).chars() {
            let is_blank = c == ' ' || c == '\t';
            if !is_blank {
                out.push(c);
            } else if !blank {
                out.push(' ');
            }
            blank = is_blank;
        }
        out.push_str("\r\n");
    }
    if out == "\r\n" { String::new() } else { out }
}

/// Wraps an RSA key (RFC 8017) as RFC 5280 has it, which is what DNS records hold.
fn subject_public_key_info(key: &[u8]) -> Vec<u8> {
    // SEQUENCE { OID rsaEncryption, NULL }
    const ALGORITHM: [u8; 15] = [
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    let bits = der(0x03, &[&[0][..], key].concat());
    der(0x30, &[&ALGORITHM[..], &bits].concat())
}

/// One DER element, its length in the shortest form.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let bytes = content.len().to_be_bytes();
    let length: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut out = vec![tag];
    match (content.len(), u8::try_from(length.len())) {
        (0..128, _) => out.extend(length.last().copied().or(Some(0))),
        (_, Ok(count)) => {
            out.push(0x80 | count);
            out.extend(length);
        }
        (_, Err(_)) => {}
    }
    out.extend_from_slice(content);
    out
}
