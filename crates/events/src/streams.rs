//! Names of streams, of the object store and of the durable consumers: the one place where they are written.

/// Facts, kept 30 days by default.
pub const EVENTS: &str = "BERTH_EVENTS";
/// Newest pseudonymous state, last message per subject.
pub const STATE: &str = "BERTH_STATE";
/// How to reach parties, last message per subject; intake writes, the notifier reads, nobody else may.
pub const CONTACTS: &str = "BERTH_CONTACTS";
/// Dead letters and the server's advisories about messages given up, kept 90 days.
pub const DEAD: &str = "BERTH_DEAD";
/// Object store with the frozen inputs and the results of rounds.
pub const ROUNDS_BUCKET: &str = "berth-rounds";

/// Durable consumers, named `<service>-<what it follows>`.
pub mod consumers {
    /// Intake follows solved and failed rounds and re-matches.
    pub const INTAKE_ROUNDS: &str = "intake-rounds";
    /// Intake follows changed shortlists, to show them to hosts.
    pub const INTAKE_SHORTLISTS: &str = "intake-shortlists";
    /// The matcher follows locked rounds and requested re-matches.
    pub const MATCHER_ROUNDS: &str = "matcher-rounds";
    /// The notifier follows every fact.
    pub const NOTIFIER_EVENTS: &str = "notifier-events";
    /// The notifier follows contact details.
    pub const NOTIFIER_CONTACTS: &str = "notifier-contacts";
}
