//! Facts as intake and matcher tell them.

use berth_events::{Event, timestamp, v1};
use berth_runtime::clock::Clock as _;

use crate::house::{House, PROGRAMME, party, subject, utc};

impl House {
    pub(crate) fn submitted(&self, n: u128) -> Event {
        Event::from(v1::ApplicationSubmitted {
            programme_id: PROGRAMME.to_owned(),
            application_id: subject(n).to_string(),
            party_id: party(n).to_string(),
            cohort_id: "spring".to_owned(),
            submitted_at: Some(timestamp(self.clock.now())),
            ..Default::default()
        })
    }

    pub(crate) fn drafted(&self, n: u128, closes_at: &str) -> Event {
        Event::from(v1::ApplicationDrafted {
            programme_id: PROGRAMME.to_owned(),
            application_id: subject(n).to_string(),
            party_id: party(n).to_string(),
            cohort_id: "spring".to_owned(),
            closes_at: Some(timestamp(utc(closes_at))),
        })
    }

    pub(crate) fn link_requested(&self, n: u128) -> Event {
        Event::from(v1::ApplicationLinkRequested {
            programme_id: PROGRAMME.to_owned(),
            application_id: subject(n).to_string(),
            party_id: party(n).to_string(),
        })
    }

    pub(crate) fn in_state(&self, n: u128, from: &str, to: &str) -> Event {
        Event::from(v1::ApplicationMoved {
            programme_id: PROGRAMME.to_owned(),
            application_id: subject(n).to_string(),
            party_id: party(n).to_string(),
            from_state: from.to_owned(),
            to_state: to.to_owned(),
            ..Default::default()
        })
    }

    /// Somebody's draft, as the application `n`.
    pub(crate) fn drafted_by(&self, who: u128, n: u128, closes_at: &str) -> Event {
        let Event::ApplicationDrafted(mut draft) = self.drafted(n, closes_at) else {
            unreachable!()
        };
        draft.party_id = party(who).to_string();
        draft.into()
    }

    pub(crate) fn moved(&self, closes_at: &str, version: u64) -> Event {
        Event::from(v1::DeadlineMoved {
            programme_id: PROGRAMME.to_owned(),
            cohort_id: "spring".to_owned(),
            closes_at: Some(timestamp(utc(closes_at))),
            version,
        })
    }

    pub(crate) fn shortlist(&self, opening: u128, candidates: usize) -> Event {
        Event::from(v1::ShortlistChanged {
            programme_id: PROGRAMME.to_owned(),
            opening_id: subject(opening).to_string(),
            candidates: vec![v1::Candidate::default(); candidates],
            ..Default::default()
        })
    }

    pub(crate) fn opening(&self, opening: u128, host: u128) -> Event {
        Event::from(v1::OpeningPublished {
            programme_id: PROGRAMME.to_owned(),
            opening_id: subject(opening).to_string(),
            host_id: party(host).to_string(),
            seats: 2,
        })
    }
}
