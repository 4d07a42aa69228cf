//! What an operator may ask of the ledger and do to it: `berth mail plan | show | retry | release | preview | reconcile`.

use std::collections::BTreeMap;
use std::io::BufRead;

use berth_domain::message::MessageKind;
use berth_store::{Emit, Only as _, Store};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::bounce::{self, Recorded};
use crate::entity::{attempt, message, rendering};
use crate::ledger::{LedgerError, State, UNSUBSCRIBED};
use crate::readers;

/// Why the ledger was left as it was.
#[derive(Debug, thiserror::Error)]
pub enum OperatorError {
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the ledger's database failed")]
    Store(#[from] berth_store::StoreError),
    #[error("the ledger's database failed")]
    Db(#[from] sea_orm::DbErr),
    #[error("there is no message {0}; `berth mail plan` lists them")]
    Unknown(Uuid),
    #[error("message {id} is {state}, and {wanted}; `berth mail show {id}` tells its story")]
    NotNow {
        id: Uuid,
        state: String,
        wanted: &'static str,
    },
    #[error("the mail server's log can't be read")]
    Log(#[from] std::io::Error),
}

/// Which messages to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub programme_id: Option<String>,
    pub kind: Option<MessageKind>,
    /// Empty: those that still wait or are in a worker's hands.
    pub states: Vec<State>,
    pub recipient: Option<Uuid>,
}

/// A message with all its attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    pub message: message::Model,
    pub attempts: Vec<attempt::Model>,
}

/// Messages by the instant they are due, at most `most`. Rows carry no address.
pub async fn plan(store: &Store, filter: &Filter, most: u64) -> Result<Vec<message::Model>, OperatorError> {
    let open = [
        State::Planned,
        State::Due,
        State::Claimed,
        State::Sending,
        State::Deferred,
    ];
    let states = if filter.states.is_empty() {
        &open[..]
    } else {
        &filter.states
    };
    let mut query = message::Entity::find()
        .filter(message::Column::State.is_in(states.iter().map(|state| state.as_str())))
        .order_by_asc(message::Column::NextAttemptAt)
        .order_by_asc(message::Column::Id)
        .limit(most);
    if let Some(programme) = &filter.programme_id {
        query = query.filter(message::Column::ProgrammeId.eq(programme));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(message::Column::Kind.eq(kind.as_str()));
    }
    if let Some(recipient) = filter.recipient {
        query = query.filter(message::Column::Recipient.eq(recipient));
    }
    let mut rows = query.all(store.read()).await?;
    for row in &mut rows {
        row.envelope_to = None;
    }
    Ok(rows)
}

/// One message, its bytes and its attempts.
pub async fn show(store: &Store, id: Uuid) -> Result<Story, OperatorError> {
    let message = message::Entity::find_by_id(id).only(store.read()).await?;
    let mut message = message.ok_or(OperatorError::Unknown(id))?;
    let rendering = rendering::Entity::find_by_id(id).only(store.read()).await?;
    if let Some(rendering) = rendering {
        let unreadable = |damaged: rendering::Damaged| LedgerError::Unreadable {
            row: id,
            what: damaged.to_string(),
        };
        message.rendered = Some(rendering.bytes.unpack().map_err(unreadable)?);
    }
    let attempts = attempt::Entity::find()
        .filter(attempt::Column::Message.eq(id))
        .order_by_asc(attempt::Column::Number)
        .all(store.read())
        .await?;
    Ok(Story { message, attempts })
}

/// Tries a deferred, failed, bounced or suppressed message again now. Whether it is still needed is asked as always. Who
/// says so holds the address to be good: it comes off the suppression list. What its reader unsubscribed from stays unsent.
pub async fn retry(store: &Store, id: Uuid, now: DateTime<Utc>) -> Result<(), OperatorError> {
    let row = message::Entity::find_by_id(id).only(store.read()).await?;
    let row = row.ok_or(OperatorError::Unknown(id))?;
    let kind = row.kind.parse::<MessageKind>().ok();
    if let Some(kind) = kind.filter(|_| row.reason.as_deref() == Some(UNSUBSCRIBED))
        && !readers::wants(store, row.recipient, kind).await?
    {
        return Err(OperatorError::NotNow {
            id,
            state: row.state,
            wanted: "its reader does not want messages of this kind",
        });
    }
    let from = [State::Deferred, State::Failed, State::Bounced, State::Suppressed];
    change(
        store,
        id,
        &from,
        State::Due,
        "retried",
        now,
        "only one deferred, failed, bounced or suppressed is tried again",
    )
    .await
}

/// What an operator found out about a message in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// The recipient or the server's log has it.
    Delivered,
    /// It never arrived: send the same bytes again.
    SendAgain,
    /// Nobody knows, and it is no longer worth asking.
    LetGo,
}

/// Ends the doubt about an `uncertain` message.
pub async fn release(
    store: &Store,
    id: Uuid,
    finding: Finding,
    now: DateTime<Utc>,
) -> Result<(), OperatorError> {
    let (to, reason) = match finding {
        Finding::Delivered => (State::Accepted, "found_delivered"),
        Finding::SendAgain => (State::Due, "sent_again"),
        Finding::LetGo => (State::Cancelled, "let_go"),
    };
    change(
        store,
        id,
        &[State::Uncertain],
        to,
        reason,
        now,
        "only an uncertain one is released",
    )
    .await
}

async fn change(
    store: &Store,
    id: Uuid,
    from: &[State],
    to: State,
    reason: &str,
    now: DateTime<Utc>,
    wanted: &'static str,
) -> Result<(), OperatorError> {
    let changed = store
        .write(|tx| async move {
            let changed = message::Entity::update_many()
                .col_expr(message::Column::State, Expr::value(to.as_str()))
                .col_expr(message::Column::Reason, Expr::value(reason))
                .col_expr(message::Column::NextAttemptAt, Expr::col(message::Column::DueAt))
                .col_expr(
                    message::Column::TryingSince,
                    Expr::value(Option::<DateTime<Utc>>::None),
                )
                .col_expr(message::Column::UpdatedAt, Expr::value(now))
                .col_expr(message::Column::Fence, Expr::col(message::Column::Fence).add(1))
                .filter(message::Column::Id.eq(id))
                .filter(message::Column::State.is_in(from.iter().map(|state| state.as_str())))
                .exec(tx.conn())
                .await?;
            if changed.rows_affected > 0 && from.contains(&State::Suppressed) {
                bounce::trust(tx.conn(), id).await?;
            }
            tx.commit(Emit::nothing("an operator's decision is kept in the ledger"))
                .await?;
            Ok::<_, LedgerError>(changed.rows_affected)
        })
        .await?;
    if changed > 0 {
        return Ok(());
    }
    let state = show(store, id).await?.message.state;
    Err(OperatorError::NotNow { id, state, wanted })
}

/// Files a delivery report that an operator has as a file (RFC 3464, with its headers), as the doors for reports do.
pub async fn file_report(
    store: &Store,
    mut report: impl BufRead,
    now: DateTime<Utc>,
) -> Result<Recorded, OperatorError> {
    let mut bytes = Vec::new();
    report.read_to_end(&mut bytes)?;
    match bounce::read(&bytes) {
        Some(report) => Ok(bounce::record(store, &report, now).await?),
        None => Ok(Recorded::NotOurs),
    }
}

/// The ledger held against a mail server's log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reconciliation {
    /// Accepted here and found there.
    pub agreed: u64,
    /// Accepted here, not in the log: the log may be of another time, or the server lost it.
    pub not_in_log: Vec<Uuid>,
    /// Uncertain here and found there: `release` with [`Finding::Delivered`].
    pub uncertain_but_delivered: Vec<Uuid>,
    /// Not accepted here, though found there.
    pub delivered_but_open: Vec<Uuid>,
    /// In the log under our domain, unknown to the ledger.
    pub unknown: Vec<Uuid>,
    /// Found more than once.
    pub twice: Vec<Uuid>,
}

/// Compares accepted and doubtful messages since `since` with the Message-IDs in a mail server's log, in any format that
/// holds one `<id@domain>` per delivered message.
pub async fn reconcile(
    store: &Store,
    mut log: impl BufRead,
    since: DateTime<Utc>,
) -> Result<Reconciliation, OperatorError> {
    let mut seen: BTreeMap<Uuid, u32> = BTreeMap::new();
    let mut line = Vec::new();
    while log.read_until(b'\n', &mut line)? > 0 {
        for id in message_ids(&String::from_utf8_lossy(&line)) {
            *seen.entry(id).or_default() += 1;
        }
        line.clear();
    }
    let rows: Vec<(Uuid, String)> = message::Entity::find()
        .select_only()
        .column(message::Column::Id)
        .column(message::Column::State)
        .filter(message::Column::Attempts.gt(0))
        .filter(message::Column::UpdatedAt.gte(since))
        .order_by_asc(message::Column::Id)
        .into_tuple()
        .all(store.read())
        .await?;
    let mut found = Reconciliation {
        twice: seen
            .iter()
            .filter(|(_, times)| **times > 1)
            .map(|(id, _)| *id)
            .collect(),
        ..Reconciliation::default()
    };
    for (id, state) in rows {
        match (state.as_str(), seen.remove(&id).is_some()) {
            ("accepted", true) => found.agreed += 1,
            ("accepted", false) => found.not_in_log.push(id),
            ("uncertain", true) => found.uncertain_but_delivered.push(id),
            (_, true) => found.delivered_but_open.push(id),
            (_, false) => {}
        }
    }
    found.unknown = seen.into_keys().collect();
    Ok(found)
}

/// The message ids of ours in a line: a UUID between `<` and `@`.
fn message_ids(line: &str) -> Vec<Uuid> {
    let after = line.split('<').skip(1);
    after
        .filter_map(|text| Uuid::try_parse(text.split('@').next()?).ok())
        .collect()
}
