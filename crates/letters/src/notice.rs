//! Notices: every kind of message without a template of its own. Which facts each of them needs, and how they are shown.

use std::collections::BTreeMap;

use berth_domain::message::MessageKind;
use berth_events::v1::{NoticeFacts, NoticeRow};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use minijinja::Value;

use crate::ComposeError;
use crate::context::{Scene, one_line};
use crate::templates::is_link;

/// Rows that choose words or zones and are not shown.
const UNSEEN: &[&str] = &["state", "step", "zone", READER];
/// The row in which a digest says whose it is: `host` or `operator`; without it an applicant's.
pub const READER: &str = "reader";

/// What the instant of a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Something must be done until then.
    Until,
    /// Something happens then.
    When,
}

/// The facts a kind of notice needs. What is needed and missing is an error; what is not needed may be given all the
/// same and is shown where it has words: rows with their label, items under `<kind>-items`, a link as `<kind>-action`.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// What it is about, a key `topic-<topic>` of the texts.
    pub topic: &'static str,
    /// Codes of the rows its words use.
    pub rows: &'static [&'static str],
    /// What the instant is, and whether there must be one.
    pub at: (At, bool),
    /// An appointment: begin and end, and a calendar file.
    pub appointment: bool,
    pub items: bool,
    pub action: bool,
    pub count: bool,
    pub reason: bool,
}

const fn about(topic: &'static str) -> Needs {
    Needs {
        topic,
        rows: &[],
        at: (At::Until, false),
        appointment: false,
        items: false,
        action: false,
        count: false,
        reason: false,
    }
}

impl Needs {
    const fn rows(mut self, codes: &'static [&'static str]) -> Self {
        self.rows = codes;
        self
    }

    const fn until(mut self) -> Self {
        self.at = (At::Until, true);
        self
    }

    const fn when(mut self) -> Self {
        self.at = (At::When, true);
        self
    }

    /// An instant that may be given, and is no deadline.
    const fn perhaps_when(mut self) -> Self {
        self.at = (At::When, false);
        self
    }

    const fn appointment(mut self) -> Self {
        self.appointment = true;
        self.when()
    }

    const fn items(mut self) -> Self {
        self.items = true;
        self
    }

    const fn action(mut self) -> Self {
        self.action = true;
        self
    }

    const fn count(mut self) -> Self {
        self.count = true;
        self
    }

    const fn reason(mut self) -> Self {
        self.reason = true;
        self
    }
}

/// What the facts of a notice of this kind must hold; none for the kinds with a template of their own.
#[must_use]
pub const fn needs(kind: MessageKind) -> Option<Needs> {
    use MessageKind as K;
    Some(match kind {
        K::Receipt
        | K::DeadlineReminder
        | K::ShortlistDigest
        | K::Offer
        | K::OfferExpiring
        | K::OfferAccepted
        | K::OfferAcceptedHost
        | K::OfferDeclined
        | K::OfferDeclinedHost
        | K::OfferExpired
        | K::OfferExpiredHost
        | K::OfferRescinded
        | K::OfferRescindedHost => return None,
        K::VerifyAddress | K::DraftSaved | K::CallOpens | K::DeadlineMoved => {
            about("application").until().action()
        }
        K::ApplicationLink => about("application").action(),
        K::DraftExpired => about("application").when(),
        K::Ineligible => about("application").reason().action(),
        K::DocumentsMissing => about("application").items().until().action(),
        K::Admitted => about("application").action(),
        K::Waitlisted | K::Rejected => about("application"),
        K::InterviewInvitation | K::InterviewMoved => {
            about("interview").rows(&["host"]).appointment().action()
        }
        K::InterviewCancelled => about("interview").rows(&["host"]).appointment(),
        K::InterviewHost => about("interview").rows(&["opening"]).appointment().action(),
        K::TrainingStarts => about("training").when().action(),
        K::TrainingBehind => about("training").count().until().action(),
        K::RankHosts => about("ranking").count().until().action(),
        K::RankCandidates => about("ranking").rows(&["opening"]).count().until().action(),
        K::MatchResult => about("match"),
        K::MatchResultHost => about("match").count().action(),
        K::OpeningCancelled => about("opening").rows(&["opening", "host"]).action(),
        K::ConfirmOpening => about("opening").rows(&["opening"]).until().action(),
        K::AnswerOverdue => about("opening").rows(&["opening"]).count().until().action(),
        K::SeatsUnused => about("opening").count().action(),
        K::CandidateWithdrew => about("opening").rows(&["opening"]),
        K::NextCandidate => about("offer").rows(&["opening"]).until(),
        K::ContractDue => about("placement").rows(&["host"]).until().action(),
        K::TravelPack => about("placement").rows(&["city"]).items().when().action(),
        K::FirstDay => about("placement").rows(&["host", "address"]).when(),
        K::MidReview => about("placement").rows(&["host"]).until().action(),
        K::PlacementEnds => about("placement").rows(&["host", "ends_on"]).action(),
        K::StayOrReturn => about("placement").rows(&["ends_on"]).until().action(),
        K::Reintegration => about("placement").action(),
        K::OutcomeQuestions => about("placement").count().until().action(),
        K::Arrival => about("placement").rows(&["trainee", "city"]).when(),
        K::EvaluationDue => about("placement").rows(&["trainee"]).until().action(),
        K::PermitStep => about("permit").rows(&["step", "country"]).perhaps_when(),
        K::PermitAtRisk => about("permit").rows(&["country", "starts_on"]).action(),
        K::PermitExpiring => about("permit").rows(&["country", "expires_on"]).count().action(),
        K::PermitPapers => about("permit").rows(&["trainee"]).items().until().action(),
        K::PermitRefused => about("permit").rows(&["reference", "country"]).action(),
        K::QuotaClosed => about("permit").rows(&["route"]).count().perhaps_when().action(),
        K::DataExportReady => about("data").until().action(),
        K::Erased => about("data").perhaps_when(),
        K::ErasureDue => about("data").rows(&["reference"]).until().action(),
        K::HostInvitation => about("partnership").until().action(),
        K::HostPaused => about("partnership").action(),
        K::WeeklySummary => about("summary").action(),
        K::Digest => about("summary").items().count(),
        K::WorkList => about("operation").count().action(),
        K::LastDaySurge => about("operation").count().until().action(),
        K::SecondApproval => about("operation").rows(&["round"]).action(),
        K::RoundPublished => about("operation").rows(&["round", "blocking_pairs"]).action(),
        K::OffersExpiringToday => about("operation").count().action(),
        K::BulkChangeDone => about("operation").rows(&["change"]).count().until().action(),
        K::FunderReport => about("operation").rows(&["period"]).action(),
        K::MessagesOverdue => about("service").rows(&["kind"]).count(),
        K::MessagesUncertain => about("service").count(),
        K::BounceRate => about("service").rows(&["rate", "limit"]),
        K::BacklogAge => about("service").rows(&["stream", "oldest", "limit"]),
        K::RedeliverySpike => about("service").rows(&["consumer"]).count(),
        K::BackupDrill => about("service").until(),
    })
}

/// Whether the appointment is called off. A host hears of an interview in one kind from its first date to its end: there
/// the row `state` tells, with `cancelled`.
pub(super) fn is_cancelled(kind: MessageKind, facts: &NoticeFacts) -> bool {
    match kind {
        MessageKind::InterviewCancelled => true,
        MessageKind::InterviewHost => row(facts, "state") == Some("cancelled"),
        _ => false,
    }
}

impl Scene<'_> {
    /// A notice as its template shows it.
    pub(super) fn notice(&self, needs: &Needs, facts: &NoticeFacts) -> Result<Value, ComposeError> {
        self.all_there(needs, facts)?;
        let at = berth_events::instant(facts.at.as_ref());
        let ends_at = berth_events::instant(facts.ends_at.as_ref());
        let zone = row(facts, "zone")
            .map(|name| name.parse::<Tz>())
            .transpose()
            .map_err(|_| self.missing("zone"))?;
        let when = at
            .map(|at| {
                self.calendar
                    .span(
                        at,
                        ends_at.filter(|_| needs.appointment),
                        Some(zone.unwrap_or(Tz::UTC)),
                    )
                    .map_err(|what| self.texts(what))
            })
            .transpose()?;
        let left = at.map(|at| self.left(at)).transpose()?;
        let mut rows = Vec::new();
        let mut words = vec![
            ("programme".to_owned(), Value::from(self.programme)),
            ("count".to_owned(), Value::from(facts.count)),
            ("sequence".to_owned(), Value::from(facts.sequence)),
            (
                "at".to_owned(),
                Value::from(when.as_ref().map_or("", |when| when.local.as_str())),
            ),
            ("left".to_owned(), Value::from(left.unwrap_or_default())),
        ];
        for NoticeRow { code, value } in &facts.rows {
            let (shown, aside) = self.value(code, value)?;
            if !words.iter().any(|(known, _)| known == code) {
                words.push((code.clone(), Value::from(shown.as_str())));
            }
            if !UNSEEN.contains(&code.as_str()) {
                rows.push(minijinja::context! {
                    label => self.text(&format!("label-{code}"))?,
                    link => code.ends_with("_url"),
                    value => shown,
                    aside,
                });
            }
        }
        // What goes on as planned has no state.
        if row(facts, "state").is_none() {
            words.push(("state".to_owned(), Value::from("")));
        }
        let label = match needs.at.0 {
            At::Until => "label-until",
            At::When => "label-when",
        };
        Ok(minijinja::context! {
            kicker => self.text(&format!("topic-{}", needs.topic))?,
            words => words.into_iter().collect::<BTreeMap<String, Value>>(),
            when,
            when_label => self.text(label)?,
            reason => one_line(&facts.reason, 600),
            rows,
            items => if needs.items || self.has("items") { facts.items.iter().map(|item| self.item(item)).collect() } else { Vec::new() },
            action_url => if needs.action || self.has("action") { facts.action_url.as_str() } else { "" },
        })
    }

    /// Facts nobody asked for, and without words, are not shown.
    fn has(&self, name: &str) -> bool {
        let key = format!("{}-{name}", self.kind.as_str());
        self.calendar.texts.has(self.calendar.language, &key)
    }

    fn all_there(&self, needs: &Needs, facts: &NoticeFacts) -> Result<(), ComposeError> {
        for code in needs.rows {
            if row(facts, code).is_none() {
                return Err(self.missing(code));
            }
        }
        for (needed, there, field) in [
            (needs.at.1, facts.at.is_some(), "at"),
            (needs.appointment, facts.ends_at.is_some(), "ends_at"),
            (needs.items, !facts.items.is_empty(), "items"),
            (
                needs.action && !is_cancelled(self.kind, facts),
                !facts.action_url.is_empty(),
                "action_url",
            ),
            (needs.reason, !facts.reason.is_empty(), "reason"),
        ] {
            if needed && !there {
                return Err(self.missing(field));
            }
        }
        Ok(())
    }

    /// A row's value as it is read, and an aside: dates where the code ends in `_on`, instants where it ends in `_at`,
    /// web addresses where it ends in `_url`, a country by its name.
    fn value(&self, code: &str, value: &str) -> Result<(String, String), ComposeError> {
        if code.ends_with("_on") && value.parse::<NaiveDate>().is_ok() {
            let date = self.calendar.date(value).map_err(|what| self.texts(what))?;
            return Ok((date, String::new()));
        }
        if code.ends_with("_at")
            && let Ok(at) = value.parse::<DateTime<Utc>>()
        {
            let when = self
                .calendar
                .when(at, Some(Tz::UTC))
                .map_err(|what| self.texts(what))?;
            return Ok((when.local, when.programme));
        }
        if code == "country" {
            return Ok((self.country(value), String::new()));
        }
        if code.ends_with("_url") {
            // However long: half of it leads nowhere.
            return Ok((value.trim().to_owned(), String::new()));
        }
        Ok((one_line(value, 300), String::new()))
    }

    /// An item of a list; one that ends in a line break and a web address is a link, however long the address is.
    fn item(&self, item: &str) -> Value {
        let (text, link) = match item.trim_end().rsplit_once('\n') {
            Some((text, link)) if is_link(link) => (text, link),
            _ => (item, ""),
        };
        minijinja::context! { text => one_line(text, 300), link }
    }
}

/// The first row of a code that is not empty.
pub(super) fn row<'f>(facts: &'f NoticeFacts, code: &str) -> Option<&'f str> {
    let mut rows = facts
        .rows
        .iter()
        .filter(|row| row.code == code && !row.value.is_empty());
    rows.next().map(|row| row.value.as_str())
}
