//! Whom messages go to, read when they are about to go: for all that ask at the same time in one go.

use std::collections::{HashMap, HashSet};

use berth_domain::message::MessageKind;
use berth_store::Store;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::bounce::address_hash;
use crate::entity::{contact, preference, suppression};
use crate::ledger::chain;
use crate::ledger::record::next_group;
use crate::readers;

/// A party that can be written to.
#[derive(Clone)]
pub(super) struct Recipient {
    pub(super) contact: contact::Model,
    said: Vec<preference::Model>,
    /// Whether nothing goes to the address any more.
    pub(super) suppressed: bool,
}

impl Recipient {
    /// Whether messages of this kind are wanted.
    pub(super) fn wants(&self, kind: MessageKind) -> bool {
        readers::wanted(&self.said, kind)
    }
}

/// `None`: nobody has told us of that party. The error says why the ledger can't be read.
type Answer = Result<Option<Recipient>, String>;

struct Question {
    party: Uuid,
    answer: oneshot::Sender<Answer>,
}

/// The way to ask.
pub(super) struct Recipients {
    questions: mpsc::Sender<Question>,
}

/// Who may ask before others must wait to.
const WAITING: usize = 256;

impl Recipients {
    /// The way to ask and the task that reads. The task ends when nobody can ask any more, or at once on a hard stop.
    pub(super) fn new(store: Store, hard: CancellationToken) -> (Self, impl Future<Output = ()> + Send) {
        let (questions, receiver) = mpsc::channel(WAITING);
        (Self { questions }, answer_groups(store, receiver, hard))
    }

    pub(super) async fn find(&self, party: Uuid) -> Answer {
        let stopped = || "stopped".to_owned();
        let (answer, answered) = oneshot::channel();
        let question = Question { party, answer };
        self.questions.send(question).await.map_err(|_| stopped())?;
        answered.await.map_err(|_| stopped())?
    }
}

async fn answer_groups(store: Store, mut receiver: mpsc::Receiver<Question>, hard: CancellationToken) {
    let mut group = Vec::new();
    while next_group(&mut receiver, &mut group, &hard).await {
        let parties = group.iter().map(|question| question.party).collect();
        let found = read(&store, parties).await.map_err(|error| chain(&error));
        for Question { party, answer } in group.drain(..) {
            let found = found.as_ref().map(|found| found.get(&party).cloned());
            // Who asked may have been dropped.
            let _ = answer.send(found.map_err(String::clone));
        }
    }
}

async fn read(store: &Store, parties: HashSet<Uuid>) -> Result<HashMap<Uuid, Recipient>, DbErr> {
    let conn = store.read();
    let contacts = contact::Entity::find()
        .filter(contact::Column::PartyId.is_in(parties.iter().copied()))
        .all(conn)
        .await?;
    let said = preference::Entity::find()
        .filter(preference::Column::Recipient.is_in(parties))
        .all(conn)
        .await?;
    let hashes = contacts.iter().map(|contact| address_hash(&contact.email));
    let suppressed = suppression::Entity::find()
        .filter(suppression::Column::AddressHash.is_in(hashes))
        .all(conn)
        .await?;
    let suppressed: HashSet<String> = suppressed.into_iter().map(|row| row.address_hash).collect();
    let mut by_party: HashMap<Uuid, Vec<preference::Model>> = HashMap::new();
    for row in said {
        by_party.entry(row.recipient).or_default().push(row);
    }
    let recipient = |contact: contact::Model| {
        let recipient = Recipient {
            said: by_party.remove(&contact.party_id).unwrap_or_default(),
            suppressed: suppressed.contains(&address_hash(&contact.email)),
            contact,
        };
        (recipient.contact.party_id, recipient)
    };
    Ok(contacts.into_iter().map(recipient).collect())
}
