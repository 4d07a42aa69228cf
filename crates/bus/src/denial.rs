//! What the server's permissions refuse: reported apart from the request, so it is read from the server's words.

/// Something this user may not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Denial {
    /// Publish on this subject.
    Publish(String),
    /// Subscribe to this subject.
    Subscribe(String),
}

impl Denial {
    /// Reads `Permissions Violation for Publish to "x"` and `... Subscription to "x"`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let what = lower.strip_prefix("permissions violation for ")?;
        let subject = text.split('"').nth(1)?.to_owned();
        Some(if what.starts_with("subscription") {
            Self::Subscribe(subject)
        } else {
            Self::Publish(subject)
        })
    }

    /// Whether it is the refusal to publish there.
    pub(crate) fn is_publish(&self, subject: &str) -> bool {
        matches!(self, Self::Publish(denied) if denied == subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_subject_is_found_in_the_servers_words() {
        assert_eq!(
            Denial::read("Permissions Violation for Publish to \"a.b\""),
            Some(Denial::Publish("a.b".into()))
        );
        assert_eq!(
            Denial::read("Permissions Violation for Subscription to \"c.>\" using queue \"q\""),
            Some(Denial::Subscribe("c.>".into()))
        );
        assert_eq!(Denial::read("Stale Connection"), None);
    }
}
