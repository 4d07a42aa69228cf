//! The canonical form (RFC 8785) of both documents and SHA-256 over it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::marker::PhantomData;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::{RoundInput, RoundResult};

/// The canonical form: keys in order, no spaces. Our documents declare their fields in order, hold whole numbers
/// below 2^53 only, and sort their maps by UTF-16; serde_json escapes as RFC 8785 asks. So plain serialisation is it.
pub fn canonical_json<T: Serialize>(document: &T) -> Vec<u8> {
    let mut out = Vec::new();
    // Neither a map with odd keys nor a failing writer occurs here, so this can't fail.
    let _ = serde_json::to_writer(&mut out, document);
    out
}

/// SHA-256 over the canonical input, in hex.
pub fn hash_input(input: &RoundInput) -> String {
    hash(input)
}

/// SHA-256 over the canonical result without `timings_ms` (they differ from run to run) and without the hash itself.
pub fn hash_result(result: &RoundResult) -> String {
    // As when it is sealed: nothing to leave out, so no copy of a large result.
    if result.result_hash.is_empty() && result.timings_ms.is_none() {
        return hash(result);
    }
    let mut body = result.clone();
    body.result_hash.clear();
    body.timings_ms = None;
    hash(&body)
}

fn hash<T: Serialize>(document: &T) -> String {
    let mut writer = io::BufWriter::with_capacity(1 << 16, HashWriter(Sha256::new()));
    let _ = serde_json::to_writer(&mut writer, document);
    match writer.into_inner() {
        Ok(HashWriter(hash)) => hex::encode(hash.finalize()),
        Err(_) => String::new(),
    }
}

struct HashWriter(Sha256);

impl io::Write for HashWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Serialises a map in the order of its keys' UTF-16 code units, as RFC 8785 asks (not quite that of their bytes).
pub(super) fn utf16_sorted<S: Serializer, V: Serialize>(
    map: &BTreeMap<String, V>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut entries: Vec<(&String, &V)> = map.iter().collect();
    if entries.iter().any(|(key, _)| !key.is_ascii()) {
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    }
    let mut out = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        out.serialize_entry(key, value)?;
    }
    out.end()
}

/// Reads a map and refuses a key that comes twice.
pub(super) fn unique_keys<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct UniqueKeys<V>(PhantomData<V>);

    impl<'de, V: Deserialize<'de>> Visitor<'de> for UniqueKeys<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map whose keys are unique")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = entries.next_entry::<String, V>()? {
                if map.contains_key(&key) {
                    return Err(A::Error::custom(format_args!("the key {key:?} comes twice")));
                }
                map.insert(key, value);
            }
            Ok(map)
        }
    }

    deserializer.deserialize_map(UniqueKeys(PhantomData))
}
