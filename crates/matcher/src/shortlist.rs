//! Which shortlists differ from what was last published, and the event that says so.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use berth_domain::id::{OpeningId, ProgrammeId, TraineeId};
use berth_events::v1;
use berth_matching::fit::Candidate;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::index::Programme;

/// Ids of this crate's events are UUIDs of version 5 in this name space.
pub(crate) const EVENT_IDS: Uuid = Uuid::from_u128(0x6f2c_1f7e_9a44_5d0b_8e21_3b6a_50c4_d917);

/// A list as readers have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct PublishedList {
    digest: String,
    trainees: Vec<TraineeId>,
}

/// A list to be published, with the id its event must have.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChangedList {
    pub(crate) opening: OpeningId,
    pub(crate) event_id: Uuid,
    pub(crate) event: v1::ShortlistChanged,
    list: PublishedList,
}

/// What was published of one programme's shortlists, and what is due.
#[derive(Debug, Default)]
pub(crate) struct Announced {
    published: HashMap<OpeningId, PublishedList>,
    /// Due until the stream has stored it.
    due: BTreeMap<OpeningId, Vec<Candidate<TraineeId>>>,
}

impl Announced {
    /// After a start nobody knows what was published before: every list is due, the empty ones too.
    pub(crate) fn everything_is_due(&mut self, programme: &mut Programme) {
        // Works all of them out together, which is much cheaper than one by one.
        programme.fit_mut().mark_told();
        let openings: Vec<OpeningId> = programme.fit().openings().map(|o| o.id).collect();
        for opening in openings {
            let list = programme.fit_mut().shortlist(&opening);
            self.due
                .insert(opening, list.map(|l| l.candidates).unwrap_or_default());
        }
    }

    /// The lists that really differ from what readers have. Each stays due until [`Self::note_published`].
    pub(crate) fn changed(&mut self, id: &ProgrammeId, programme: &mut Programme) -> Vec<ChangedList> {
        self.due.extend(
            programme
                .fit_mut()
                .changed()
                .into_iter()
                .map(|list| (list.opening, list.candidates)),
        );
        let published = &self.published;
        // Changed and changed back before anybody was told.
        self.due.retain(|opening, list| {
            published
                .get(opening)
                .is_none_or(|p| p.digest != digest(*opening, list))
        });
        let changed = |(opening, list): (&OpeningId, &Vec<Candidate<TraineeId>>)| {
            changed_list(id, programme, *opening, list, published.get(opening))
        };
        self.due.iter().map(changed).collect()
    }

    /// The event was stored: from now on this is what readers have.
    pub(crate) fn note_published(&mut self, published: &ChangedList) {
        self.due.remove(&published.opening);
        self.published.insert(published.opening, published.list.clone());
    }
}

fn changed_list(
    id: &ProgrammeId,
    programme: &Programme,
    opening: OpeningId,
    list: &[Candidate<TraineeId>],
    before: Option<&PublishedList>,
) -> ChangedList {
    let named = PublishedList {
        digest: digest(opening, list),
        trainees: list.iter().map(|c| c.id).collect(),
    };
    let candidate = |c: &Candidate<TraineeId>| v1::Candidate {
        trainee_id: c.id.to_string(),
        score: whole(c.points),
    };
    ChangedList {
        opening,
        event_id: event_id(programme, opening, &named, before),
        event: v1::ShortlistChanged {
            programme_id: id.to_string(),
            opening_id: opening.to_string(),
            candidates: list.iter().map(candidate).collect(),
            digest: named.digest.clone(),
        },
        list: named,
    }
}

/// Points as the wire has them.
pub(crate) fn whole(points: u32) -> i32 {
    i32::try_from(points).unwrap_or(i32::MAX)
}

/// SHA-256 over opening and candidates, one line each, as 64 hex digits.
fn digest(opening: OpeningId, list: &[Candidate<TraineeId>]) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{opening}\n"));
    for candidate in list {
        hash.update(format!("{} {}\n", candidate.id, candidate.points));
    }
    hex::encode(hash.finalize())
}

/// The same list for the same reasons gets the same id, in every replica and after a restart.
///
/// The digest alone won't do: when somebody comes and goes, the list is the old one again, and readers who have seen
/// its id would ignore it. So the versions of all concerned enter, of those too who left the list.
fn event_id(
    programme: &Programme,
    opening: OpeningId,
    list: &PublishedList,
    before: Option<&PublishedList>,
) -> Uuid {
    let left = before
        .into_iter()
        .flat_map(|b| &b.trainees)
        .filter(|t| !list.trainees.contains(t));
    let concerned: BTreeSet<&TraineeId> = list.trainees.iter().chain(left).collect();
    let versions: Vec<String> = concerned
        .into_iter()
        .map(|trainee| {
            format!(
                "{trainee}:{}",
                programme.trainee(trainee).map_or(0, |t| t.version)
            )
        })
        .collect();
    let name = format!(
        "shortlist {opening}:{} rules:{} {} {}",
        programme.opening(&opening).map_or(0, |o| o.version),
        programme.rules_version().unwrap_or(0),
        list.digest,
        versions.join(" "),
    );
    Uuid::new_v5(&EVENT_IDS, name.as_bytes())
}
