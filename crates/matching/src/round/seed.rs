//! The published seed of a round: 64 hex digits, the only source of chance.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// 32 bytes from which every draw of a round follows.
///
/// The text is kept as it was written (either case), because the input's hash is of the document as written.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed {
    text: String,
    bytes: [u8; 32],
}

impl Seed {
    /// The seed an input has that names none.
    pub const ZERO_TEXT: &str = "0000000000000000000000000000000000000000000000000000000000000000";

    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self {
            text: hex::encode(bytes),
            bytes,
        }
    }

    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Default for Seed {
    fn default() -> Self {
        Self::from_bytes([0; 32])
    }
}

/// A text that isn't 64 hex digits.
#[derive(Debug, thiserror::Error)]
#[error("a seed is 64 hex digits (32 bytes); this text has {length} characters or other digits")]
pub struct NotASeed {
    length: usize,
}

impl std::str::FromStr for Seed {
    type Err = NotASeed;

    fn from_str(text: &str) -> Result<Self, NotASeed> {
        let mut bytes = [0; 32];
        match hex::decode_to_slice(text, &mut bytes) {
            Ok(()) => Ok(Self {
                text: text.to_owned(),
                bytes,
            }),
            Err(_) => Err(NotASeed {
                length: text.chars().count(),
            }),
        }
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seed({})", self.text)
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Seed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Seed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}
