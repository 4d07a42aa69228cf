//! The object store with the frozen inputs and the results of rounds.
//!
//! Writing uses the client library's format; reading goes by direct get, so that no service needs the permission to
//! create consumers.

use async_nats::jetstream::object_store::{ObjectInfo, ObjectMetadata};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use berth_events::streams::ROUNDS_BUCKET;
use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use crate::Bus;
use crate::error::BusError;

const PAGE: usize = 32;

/// The bucket `berth-rounds`.
#[derive(Debug, Clone)]
pub struct Objects {
    bus: Bus,
}

impl Bus {
    /// The object store.
    #[must_use]
    pub fn objects(&self) -> Objects {
        Objects { bus: self.clone() }
    }
}

impl Objects {
    /// Stores an object whole. The same name with the same content is left as it is, so trying again is safe.
    ///
    /// # Errors
    /// When the bucket isn't there, or this user may not write it.
    pub async fn put(&self, name: &str, content: &[u8]) -> Result<(), BusError> {
        let doing = format!("storing object {name}");
        let failed = |reason: String| BusError::Unreadable {
            doing: doing.clone(),
            reason,
        };
        let there = match self.info(name).await {
            Ok(info) => Some(info),
            Err(BusError::NoObject(_)) => None,
            Err(other) => return Err(other),
        };
        let digest = digest(content);
        if there.is_some_and(|info| info.digest.as_deref() == Some(&digest) && info.size == content.len()) {
            return Ok(());
        }
        let bucket = self.bus.inner.jetstream.get_object_store(ROUNDS_BUCKET).await;
        let bucket = bucket.map_err(|error| failed(error.to_string()))?;
        let meta = ObjectMetadata {
            name: name.to_owned(),
            ..ObjectMetadata::default()
        };
        let mut reader = content;
        bucket
            .put(meta, &mut reader)
            .await
            .map_err(|error| failed(error.to_string()))?;
        Ok(())
    }

    /// Reads an object whole and checks its SHA-256.
    ///
    /// # Errors
    /// [`BusError::NoObject`], or when it can't be read, is incomplete or damaged.
    pub async fn get(&self, name: &str) -> Result<Bytes, BusError> {
        let info = self.info(name).await?;
        let failed = |reason: &str| BusError::Unreadable {
            doing: format!("reading object {name}"),
            reason: reason.to_owned(),
        };
        let subject = format!("$O.{ROUNDS_BUCKET}.C.{}", info.nuid);
        let (mut content, mut chunks, mut from) = (Vec::with_capacity(info.size), 0, 1);
        while chunks < info.chunks {
            let page = self.bus.read(&stream(), &subject, from, PAGE).await?;
            let Some(last) = page.messages.last() else {
                return Err(failed(
                    "some of it is missing; it may just have been replaced, so try again",
                ));
            };
            from = last.sequence + 1;
            for chunk in &page.messages {
                chunks += 1;
                content.extend_from_slice(&chunk.payload);
            }
        }
        if info.digest.is_some_and(|wanted| wanted != digest(&content)) {
            return Err(failed("its content is not what its SHA-256 says"));
        }
        Ok(content.into())
    }

    async fn info(&self, name: &str) -> Result<ObjectInfo, BusError> {
        let subject = format!("$O.{ROUNDS_BUCKET}.M.{}", URL_SAFE.encode(name));
        // One message per name: writing replaces the one before (roll-up).
        let page = self.bus.read(&stream(), &subject, 1, 1).await?;
        let missing = || BusError::NoObject(name.to_owned());
        let message = page.messages.into_iter().next_back().ok_or_else(missing)?;
        let info: ObjectInfo =
            serde_json::from_slice(&message.payload).map_err(|error| BusError::Unreadable {
                doing: format!("reading object {name}"),
                reason: error.to_string(),
            })?;
        if info.deleted { Err(missing()) } else { Ok(info) }
    }
}

fn stream() -> String {
    format!("OBJ_{ROUNDS_BUCKET}")
}

fn digest(content: &[u8]) -> String {
    format!("SHA-256={}", URL_SAFE.encode(Sha256::digest(content)))
}
