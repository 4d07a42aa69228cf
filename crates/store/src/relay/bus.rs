//! The bus as the relay sees it: which refusals pass by themselves, and which never do.

use berth_bus::{Bus, PublishError};
use berth_events::Envelope;

use super::publish::{NotPublished, Publish};

impl Publish for Bus {
    async fn publish_batch(&self, batch: &[Envelope]) -> Result<(), NotPublished> {
        Bus::publish_batch(self, batch)
            .await
            .map(|_| ())
            .map_err(NotPublished::from)
    }
}

impl From<PublishError> for NotPublished {
    fn from(error: PublishError) -> Self {
        let never = match &error {
            PublishError::TooLarge { .. } => true,
            PublishError::Refused { code, .. } => !is_shortage(*code),
            // A server that is away, not provisioned or guarded says nothing about the event.
            _ => false,
        };
        if never {
            NotPublished::Never(error.to_string())
        } else {
            NotPublished::Later(error.to_string())
        }
    }
}

/// Refusals for lack of room, of a leader or of patience, by JetStream's error code. They pass, or end when the
/// operator acts; setting events aside would only add to the work.
fn is_shortage(code: u64) -> bool {
    matches!(
        code,
        10_002 // insufficient resources of the account
        | 10_008 // the cluster isn't available
        | 10_009 // no leader
        | 10_023 // insufficient resources
        | 10_028 // memory exceeded
        | 10_047 // storage exceeded
        | 10_074 // too few replicas
        | 10_077 // the stream is full
        | 10_109 // the stream is sealed
        | 10_118 | 10_194 // the stream is offline
        | 10_122 // the stream's bytes are limited
        | 10_158 // the same id is under way
        | 10_167 // too many requests
        | 10_176 // an atomic batch was not completed
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u64) -> PublishError {
        PublishError::Refused {
            subject: "s".into(),
            code,
            description: "d".into(),
        }
    }

    #[test]
    fn only_what_the_event_itself_is_to_blame_for_is_set_aside() {
        let too_large = PublishError::TooLarge {
            subject: "s".into(),
            bytes: 2,
            most: 1,
        };
        for (error, never) in [
            (too_large, true),
            (refused(10_054), true),
            (refused(10_077), false),
            (refused(10_023), false),
            (PublishError::Closed, false),
            (PublishError::NotProvisioned { subject: "s".into() }, false),
            (PublishError::Denied { subject: "s".into() }, false),
        ] {
            let text = error.to_string();
            assert_eq!(
                matches!(NotPublished::from(error), NotPublished::Never(_)),
                never,
                "{text}"
            );
        }
    }
}
