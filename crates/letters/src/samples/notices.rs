//! Sample facts of the kinds that are notices.

use berth_domain::message::MessageKind;
use berth_events::timestamp;
use berth_events::v1::{NoticeFacts, NoticeRow};
use chrono::{DateTime, Duration, Utc};

const HOST: (&str, &str) = ("host", "Baltic Grid Analytics (invented)");
const OPENING: (&str, &str) = ("opening", "Junior data analyst, grid forecasting");
const CITY: (&str, &str) = ("city", "Vilnius");
const COUNTRY: (&str, &str) = ("country", "LT");
const REFERENCE: (&str, &str) = ("reference", "DE-2027-0412");
const STARTS: (&str, &str) = ("starts_on", "2027-06-01");
const ENDS: (&str, &str) = ("ends_on", "2027-11-30");
const TRAINEE: (&str, &str) = ("trainee", "Amara Okonkwo-Sample");
const VIDEO: (&str, &str) = ("meeting_url", "https://meet.example/grid-4412");
const ROUND: (&str, &str) = ("round", "3");

/// What a notice is made of, put together part by part.
struct Sample {
    now: DateTime<Utc>,
    facts: NoticeFacts,
}

impl Sample {
    fn rows(mut self, rows: &[(&str, &str)]) -> Self {
        let rows = rows.iter().map(|(code, value)| NoticeRow {
            code: (*code).to_owned(),
            value: (*value).to_owned(),
        });
        self.facts.rows.extend(rows);
        self
    }

    fn items(mut self, items: &[&str]) -> Self {
        self.facts.items = items.iter().map(|item| (*item).to_owned()).collect();
        self
    }

    fn in_hours(mut self, hours: i64) -> Self {
        self.facts.at = Some(timestamp(self.now + Duration::hours(hours)));
        self
    }

    /// An appointment of half an hour.
    fn meeting(mut self, hours: i64, sequence: u32) -> Self {
        self.facts.sequence = sequence;
        self.facts.ends_at = Some(timestamp(
            self.now + Duration::hours(hours) + Duration::minutes(30),
        ));
        self.in_hours(hours)
    }

    fn at(mut self, path: &str) -> Self {
        self.facts.action_url = format!("https://berth.example/{path}");
        self
    }

    const fn count(mut self, count: u32) -> Self {
        self.facts.count = count;
        self
    }

    fn because(mut self, reason: &str) -> Self {
        reason.clone_into(&mut self.facts.reason);
        self
    }
}

pub(super) fn facts(kind: MessageKind, now: DateTime<Utc>) -> NoticeFacts {
    application(kind, nothing(now)).facts
}

pub(super) fn interview_called_off(now: DateTime<Utc>) -> NoticeFacts {
    let sample = nothing(now)
        .rows(&[OPENING, ("state", "cancelled")])
        .meeting(24 * 6 + 4, 1)
        .because("The applicant withdrew.");
    sample.facts
}

fn nothing(now: DateTime<Utc>) -> Sample {
    Sample {
        now,
        facts: NoticeFacts::default(),
    }
}

/// Until the training ends.
fn application(kind: MessageKind, sample: Sample) -> Sample {
    use MessageKind as K;
    match kind {
        K::VerifyAddress => sample.in_hours(48).at("v/5c1d0b7e"),
        K::DraftSaved => sample
            .rows(&[REFERENCE, ("zone", "Europe/Vilnius")])
            .items(&["Your highest degree, with its year", "One reference"])
            .in_hours(24 * 20 + 14)
            .at("a/7f3k2m9d"),
        K::ApplicationLink => sample.rows(&[REFERENCE]).at("a/7f3k2m9d"),
        K::CallOpens => sample
            .rows(&[STARTS, ("zone", "Europe/Vilnius")])
            .in_hours(24 * 42 + 14)
            .at("apply/digital-explorers"),
        K::DeadlineMoved => sample
            .rows(&[
                REFERENCE,
                ("previous_at", "2027-01-31T21:59:59Z"),
                ("zone", "Europe/Vilnius"),
            ])
            .in_hours(24 * 10 + 14)
            .at("a/7f3k2m9d"),
        K::DraftExpired => sample
            .rows(&[REFERENCE, ("zone", "Europe/Vilnius")])
            .in_hours(-10),
        K::Ineligible => sample
            .rows(&[REFERENCE])
            .because("The programme asks for a degree obtained at most one year before the start; yours is from 2023.")
            .at("a/7f3k2m9d/appeal"),
        K::DocumentsMissing => sample
            .rows(&[REFERENCE])
            .items(&["Copy of your passport, the page with the photograph", "Degree certificate, in English or translated"])
            .in_hours(24 * 7)
            .at("a/7f3k2m9d/documents"),
        K::InterviewInvitation => sample
            .rows(&[HOST, OPENING, VIDEO])
            .meeting(24 * 6 + 4, 0)
            .at("i/2b8e61"),
        K::InterviewMoved => sample
            .rows(&[HOST, OPENING, VIDEO, ("was_at", "2027-02-03T12:00:00Z")])
            .meeting(24 * 7 + 5, 1)
            .at("i/2b8e61"),
        K::InterviewCancelled => sample
            .rows(&[HOST, OPENING])
            .meeting(24 * 7 + 5, 2)
            .because("The position was filled."),
        K::Admitted => sample.rows(&[REFERENCE, STARTS]).at("a/7f3k2m9d"),
        K::Waitlisted => sample.rows(&[REFERENCE]),
        K::Rejected => sample
            .rows(&[REFERENCE])
            .because("There were 1,400 applications for 90 places, and others had more practice with SQL."),
        K::TrainingStarts => sample
            .rows(&[("place", "Online")])
            .in_hours(24 * 18 + 1)
            .at("training"),
        K::TrainingBehind => sample
            .items(&["Module 4: joining tables", "Module 5: a first dashboard"])
            .in_hours(24 * 5)
            .count(2)
            .at("training"),
        _ => matching(kind, sample),
    }
}

/// Rank lists, results and what follows from them, for both sides.
fn matching(kind: MessageKind, sample: Sample) -> Sample {
    use MessageKind as K;
    match kind {
        K::RankHosts => sample.in_hours(24 * 7 + 2).count(12).at("a/7f3k2m9d/ranks"),
        K::MatchResult => sample.rows(&[ROUND]),
        K::OpeningCancelled => sample
            .rows(&[OPENING, HOST])
            .because("The company's project was postponed to 2028.")
            .at("a/7f3k2m9d/ranks"),
        K::ConfirmOpening => sample
            .rows(&[OPENING, CITY, STARTS, ("seats", "2")])
            .in_hours(24 * 5)
            .at("h/k8s2q1/openings/14"),
        K::AnswerOverdue => sample
            .rows(&[OPENING])
            .in_hours(24 * 5)
            .count(3)
            .at("h/k8s2q1/openings/14"),
        K::InterviewHost => sample
            .rows(&[OPENING, VIDEO])
            .meeting(24 * 6 + 4, 0)
            .at("h/k8s2q1/interviews/9"),
        K::RankCandidates => sample
            .rows(&[OPENING])
            .in_hours(24 * 7 + 2)
            .count(8)
            .at("h/k8s2q1/openings/14/ranks"),
        K::MatchResultHost => sample
            .rows(&[ROUND])
            .items(&[
                "Junior data analyst, grid forecasting: 2 of 2 seats",
                "Data analyst, customer insight: 0 of 1 seat",
            ])
            .count(2)
            .at("h/k8s2q1/rounds/3"),
        K::NextCandidate => sample
            .rows(&[REFERENCE, OPENING])
            .in_hours(24 * 5)
            .at("h/k8s2q1/openings/14"),
        K::CandidateWithdrew => sample.rows(&[REFERENCE, OPENING]).at("h/k8s2q1/openings/14"),
        K::SeatsUnused => sample
            .items(&[
                "Data analyst, customer insight: 1 seat",
                "Reporting trainee: 2 seats",
            ])
            .count(3)
            .at("h/k8s2q1"),
        K::HostInvitation => sample.in_hours(24 * 21).at("h/join/61c0"),
        K::HostPaused => sample.at("h/k8s2q1/resume"),
        K::WeeklySummary => sample
            .rows(&[
                ("openings", "2"),
                ("seats_free", "1"),
                ("seats_filled", "2"),
                ("offers_open", "1"),
                ("candidates_waiting", "5"),
            ])
            .items(&["Rank the candidates for “Data analyst, customer insight”"])
            .at("h/k8s2q1"),
        _ => stay(kind, sample),
    }
}

/// From the contract to the outcome, for both sides.
fn stay(kind: MessageKind, sample: Sample) -> Sample {
    use MessageKind as K;
    match kind {
        K::ContractDue => sample
            .rows(&[HOST, OPENING, STARTS])
            .in_hours(24 * 7)
            .at("p/3d77/contract"),
        K::PermitStep => sample
            .rows(&[("step", "permit_granted"), COUNTRY, ("expires_on", "2027-12-15")])
            .at("p/3d77/permit"),
        K::PermitAtRisk => sample
            .rows(&[COUNTRY, STARTS])
            .items(&["Send the certified translation of your degree this week", "Ask for the fast procedure: 45 days instead of three months"])
            .because("The authorities take 75 days at present; 68 are left before you travel.")
            .at("p/3d77/permit"),
        K::TravelPack => sample
            .rows(&[CITY, COUNTRY, ("address", "Sample Street 4, Vilnius"), ("contact", "+370 600 00000")])
            .items(&["Passport with the permit", "Contract, printed", "Insurance card"])
            .in_hours(24 * 3 + 5)
            .at("p/3d77/travel"),
        K::FirstDay => sample
            .rows(&[HOST, ("address", "Sample Street 4, Vilnius"), ("contact", "Rūta, +370 600 00000")])
            .items(&["Passport with the permit", "Bank details"])
            .in_hours(24)
            .at("p/3d77/first-day"),
        K::MidReview => sample.rows(&[HOST]).in_hours(24 * 7).at("p/3d77/review"),
        K::PlacementEnds => sample
            .rows(&[HOST, ENDS])
            .items(&["Hand over your work and your badge", "Tell your landlord", "Ask for your certificate"])
            .at("p/3d77/end"),
        K::PermitExpiring => sample
            .rows(&[COUNTRY, ("expires_on", "2027-12-15")])
            .count(60)
            .at("p/3d77/permit"),
        K::StayOrReturn => sample
            .rows(&[HOST, ENDS])
            .in_hours(24 * 14)
            .at("p/3d77/plan"),
        K::Reintegration => sample
            .items(&["A talk with a career adviser", "A list of companies near you that look for analysts", "Help with having your certificate recognised"])
            .in_hours(24 * 60)
            .at("p/3d77/return"),
        K::OutcomeQuestions => sample.in_hours(24 * 14).count(3).at("p/3d77/outcome"),
        K::PermitPapers => sample
            .rows(&[TRAINEE, COUNTRY, STARTS])
            .items(&["Signed contract", "Confirmation of the monthly pay", "Extract from the company register"])
            .in_hours(24 * 12)
            .at("h/k8s2q1/placements/3d77"),
        K::Arrival => sample
            .rows(&[TRAINEE, CITY, ("place", "Vilnius airport, arrivals")])
            .items(&["Somebody at the airport", "A desk and an account for the first day"])
            .in_hours(24 * 3 + 5)
            .at("h/k8s2q1/placements/3d77"),
        K::EvaluationDue => sample
            .rows(&[TRAINEE, ("evaluation", "Half-time")])
            .in_hours(24 * 7)
            .at("h/k8s2q1/placements/3d77/evaluation"),
        K::DataExportReady => sample.in_hours(24 * 7).at("d/9f31"),
        K::Erased => sample.in_hours(0),
        K::Digest => sample
            .items(&[
                "Half of your stay at Baltic Grid Analytics (invented) is over: how is it going?\nhttps://berth.example/p/3d77/review",
                "Please send a copy of your insurance card\nhttps://berth.example/p/3d77/documents",
            ])
            .count(2),
        _ => running(kind, sample),
    }
}

/// For those who run the programme and the machines.
fn running(kind: MessageKind, sample: Sample) -> Sample {
    use MessageKind as K;
    match kind {
        K::WorkList => sample
            .rows(&[
                ("awaiting_review", "14"),
                ("documents_to_check", "6"),
                ("appeals", "1"),
                ("approvals", "1"),
                ("offers_expiring", "2"),
                ("permits_at_risk", "1"),
            ])
            .items(&[
                "Appeal DE-2027-0388, waiting for 3 days\nhttps://berth.example/console/applications/0388",
            ])
            .count(25)
            .at("console/work"),
        K::LastDaySurge => sample
            .rows(&[
                ("submitted", "861"),
                ("submitted_last_hour", "97"),
                ("drafts_open", "412"),
                ("zone", "Europe/Vilnius"),
            ])
            .in_hours(6)
            .count(412)
            .at("console/intake"),
        K::SecondApproval => sample
            .rows(&[ROUND, ("placed", "84"), ("seats", "90"), ("blocking_pairs", "0")])
            .at("console/rounds/3"),
        K::RoundPublished => sample
            .rows(&[
                ROUND,
                ("placed", "84"),
                ("seats", "90"),
                ("blocking_pairs", "0"),
                ("input_hash", "9b1c44e07d2a5f18"),
            ])
            .at("console/rounds/3"),
        K::OffersExpiringToday => sample
            .items(&["OF-4Q7T, Vilnius, at 17:00", "OF-9B2M, Tartu, at 21:30"])
            .count(2)
            .at("console/offers"),
        K::PermitRefused => sample
            .rows(&[REFERENCE, HOST, COUNTRY])
            .because("The authorities doubt that the degree fits the position.")
            .in_hours(24 * 14)
            .at("console/placements/3d77"),
        K::QuotaClosed => sample
            .rows(&[("route", "LT, trainee, within the quota"), COUNTRY])
            .items(&["DE-2027-0412: contract signed, permit not yet applied for"])
            .in_hours(-3)
            .count(1)
            .at("console/routes/lt-trainee"),
        K::BulkChangeDone => sample
            .rows(&[("change", "Interviews moved by one week")])
            .in_hours(24)
            .count(148)
            .at("console/changes/77"),
        K::ErasureDue => sample
            .rows(&[REFERENCE])
            .in_hours(24 * 9)
            .at("console/erasures/12"),
        K::FunderReport => sample
            .rows(&[("period", "July to December 2026")])
            .at("console/reports/2026-2"),
        _ => machines(kind, sample),
    }
}

fn machines(kind: MessageKind, sample: Sample) -> Sample {
    use MessageKind as K;
    match kind {
        K::MessagesOverdue => sample
            .rows(&[("kind", "deadline-reminder"), ("oldest", "42 min")])
            .count(118)
            .at("console/messages?state=due"),
        K::MessagesUncertain => sample.count(3).at("console/messages?state=uncertain"),
        K::BounceRate => sample
            .rows(&[("rate", "7.2 %"), ("limit", "4 %")])
            .at("console/messages?state=bounced"),
        K::BacklogAge => sample
            .rows(&[
                ("stream", "BERTH_EVENTS"),
                ("oldest", "11 min"),
                ("limit", "5 min"),
            ])
            .at("console/health"),
        K::RedeliverySpike => sample
            .rows(&[("consumer", "notifier-events")])
            .count(240)
            .at("console/health"),
        _ => sample
            .items(&[
                "Restore last night's copy",
                "Run `berth doctor` on it",
                "Write down how long it took",
            ])
            .in_hours(24 * 14)
            .at("console/runbook"),
    }
}
