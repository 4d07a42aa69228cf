//! Sample facts for every kind, for previews, the gallery and the tests. Invented people and companies.

use berth_domain::address::WireAddress;
use berth_domain::message::{MessageKind, Reader};
use berth_events::timestamp;
use berth_events::v1::message_facts_response::Answer;
use berth_events::v1::{
    DeadlineFacts, EligibilityOutcome, MessageFactsResponse, OfferFacts, ReceiptFacts, ShortlistFacts,
    ShortlistedOpening,
};
use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use crate::{Addressee, ComposeError, Composer, Letter, notice};

mod notices;

const PROGRAMME: &str = "Digital Explorers";

/// A mail of a kind as it would look, from invented facts.
pub fn preview(
    composer: &Composer,
    kind: MessageKind,
    locale: &str,
    zone: Tz,
    now: DateTime<Utc>,
) -> Result<Letter, ComposeError> {
    let address = WireAddress::parse("somebody@example.org")?;
    let to = Addressee {
        name: self::name(kind),
        address: &address,
        locale,
        zone,
    };
    composer.letter(kind, &to, &facts(kind, now), now)
}

/// What intake might say of a message of this kind at `now`.
pub fn facts(kind: MessageKind, now: DateTime<Utc>) -> MessageFactsResponse {
    let answer = match kind {
        MessageKind::Receipt => Answer::Receipt(receipt(now)),
        MessageKind::DeadlineReminder => Answer::Deadline(DeadlineFacts {
            closes_at: Some(timestamp(now + Duration::hours(71) + Duration::minutes(59))),
            programme_zone: "Europe/Vilnius".to_owned(),
            application_url: "https://berth.example/a/7f3k2m9d".to_owned(),
            missing: vec![
                "Your highest degree, with its year".to_owned(),
                "One reference".to_owned(),
            ],
        }),
        MessageKind::ShortlistDigest => Answer::Shortlist(shortlist()),
        kind => match notice::needs(kind) {
            Some(_) => Answer::Notice(notices::facts(kind, now)),
            None => Answer::Offer(offer(kind, now)),
        },
    };
    MessageFactsResponse {
        answer: Some(answer),
        programme_name: PROGRAMME.to_owned(),
    }
}

/// What intake might say to a host of the interview in the sample facts of [`MessageKind::InterviewHost`] when it was
/// called off: facts of the same kind.
pub fn interview_called_off(now: DateTime<Utc>) -> MessageFactsResponse {
    MessageFactsResponse {
        answer: Some(Answer::Notice(notices::interview_called_off(now))),
        programme_name: PROGRAMME.to_owned(),
    }
}

/// A name to address in samples.
pub fn name(kind: MessageKind) -> &'static str {
    match kind.reader() {
        Reader::Applicant => "Amara Okonkwo-Sample",
        Reader::Host => "Rūta at Baltic Grid Analytics (invented)",
        Reader::Operator => "Jonas Sample",
        Reader::Operations => "Maris Sample",
    }
}

fn receipt(now: DateTime<Utc>) -> ReceiptFacts {
    ReceiptFacts {
        reference: "DE-2027-0412".to_owned(),
        submitted_at: Some(timestamp(now)),
        closes_at: Some(timestamp(now + Duration::days(3))),
        outcome: EligibilityOutcome::NeedsReview.into(),
        reasons: vec![
            "Your degree is older than one year: for Latvia another permit route is needed.".to_owned(),
        ],
        receipt: "eyJyZWYiOiJERS0yMDI3LTA0MTIifQ.c2FtcGxlLXNpZ25hdHVyZS1ub3QtYS1yZWFsLW9uZQ".to_owned(),
        receipt_url: "https://berth.example/a/7f3k2m9d/receipt".to_owned(),
    }
}

fn shortlist() -> ShortlistFacts {
    let opening = |title: &str, city: &str, seats_free, candidates, best_score| ShortlistedOpening {
        title: title.to_owned(),
        city: city.to_owned(),
        seats_free,
        candidates,
        best_score,
    };
    ShortlistFacts {
        openings: vec![
            opening("Junior data analyst, grid forecasting", "Vilnius", 2, 8, 87),
            opening("Data analyst, customer insight", "Kaunas", 1, 5, 79),
        ],
        host_url: "https://berth.example/h/k8s2q1".to_owned(),
    }
}

fn offer(kind: MessageKind, now: DateTime<Utc>) -> OfferFacts {
    let to_host = kind.to_host();
    let left = if kind == MessageKind::OfferExpiring {
        24
    } else {
        120
    };
    OfferFacts {
        reference: "OF-4Q7T".to_owned(),
        host_name: "Baltic Grid Analytics (invented)".to_owned(),
        opening_title: "Junior data analyst, grid forecasting".to_owned(),
        city: "Vilnius".to_owned(),
        country: "LT".to_owned(),
        starts_on: "2027-06-01".to_owned(),
        duration_months: 6,
        monthly_pay_eur: 1_450,
        expires_at: Some(timestamp(now + Duration::hours(left))),
        last_safe_on: "2027-02-22".to_owned(),
        answer_url: if to_host {
            String::new()
        } else {
            "https://berth.example/o/9c2e7a41f0b84d63".to_owned()
        },
        trainee_name: if kind == MessageKind::OfferAcceptedHost {
            "Amara Okonkwo-Sample".to_owned()
        } else {
            String::new()
        },
        reason_code: String::new(),
        seats_free: 2,
    }
}
