//! Messages the house writes to itself: who reads them, when they are planned, and what they say.

use berth_domain::calendar::LocalRule;
use berth_domain::message::{MessageKind, Reader};
use berth_events::v1::message_facts_response::Answer;
use berth_events::v1::{MessageFactsResponse, NoticeFacts, NoticeRow};
use berth_store::{Emit, Only as _, Store};
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, TimeDelta, Timelike as _, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::entity::{contact, message};
use crate::ledger::{LedgerError, State, counts, write};
use crate::plan::{Occurrence, Plan};

/// The programme of messages that belong to none.
pub const NO_PROGRAMME: &str = "operations";

/// A message this late is overdue: somebody should look.
pub const OVERDUE: TimeDelta = TimeDelta::minutes(15);

/// Bounces are counted over this time, and are too many from these figures on.
const BOUNCES_WITHIN: TimeDelta = TimeDelta::hours(24);
const BOUNCES_AT_LEAST: u64 = 5;
const BOUNCES_PERCENT: u64 = 5;

/// An alarm nobody could be told of for so long says nothing any more.
const ALARM_LASTS: TimeDelta = TimeDelta::hours(2);

/// The id under which the `n`-th address of `BERTH_OPERATIONS_MAIL` is written to: the same in every process, and no
/// address in it.
pub fn recipient(n: usize) -> Uuid {
    Uuid::new_v5(&Uuid::nil(), format!("berth operations {n}").as_bytes())
}

/// Puts the addresses of the setting into the address book, in English and UTC, and answers with their ids.
pub async fn know(store: &Store, addresses: &[String]) -> Result<Vec<Uuid>, LedgerError> {
    store
        .write(|tx| async move {
            let mut known = Vec::with_capacity(addresses.len());
            for (n, address) in addresses.iter().enumerate() {
                let row = contact::ActiveModel {
                    party_id: Set(recipient(n)),
                    version: Set(0),
                    display_name: Set("Operations".to_owned()),
                    email: Set(address.clone()),
                    locale: Set("en".to_owned()),
                    zone: Set("UTC".to_owned()),
                    updated_at: Set(store.now()),
                };
                let newest = OnConflict::column(contact::Column::PartyId)
                    .update_columns([contact::Column::Email, contact::Column::UpdatedAt])
                    .to_owned();
                contact::Entity::insert(row)
                    .on_conflict(newest)
                    .exec_without_returning(tx.conn())
                    .await?;
                known.push(recipient(n));
            }
            tx.commit(Emit::nothing("a setting concerns this service alone"))
                .await?;
            Ok(known)
        })
        .await
}

/// Plans the alarms that are called for at `now`. The ledger's key keeps each to once per kind and hour, or per day.
pub async fn alarm(store: &Store, readers: &[Uuid], now: DateTime<Utc>) -> Result<(), LedgerError> {
    if readers.is_empty() {
        return Ok(());
    }
    let mut alarms = Vec::new();
    let hour = now
        .with_minute(0)
        .and_then(|at| at.with_second(0))
        .unwrap_or(now)
        .to_rfc3339_opts(SecondsFormat::Secs, true);
    let today = now.date_naive().to_string();
    let overdue = counts::overdue(store, now - OVERDUE).await?;
    let given_up = counts::given_up(store, day_of(&today, now)).await?;
    let of = |counted: Vec<(String, i64)>, when: &str| {
        let named = |(kind, _): (String, i64)| format!("{kind}@{when}");
        counted.into_iter().map(named).collect::<Vec<_>>()
    };
    // Every hour what may still be helped, once a day what was given up.
    for occurrence in of(overdue, &hour).into_iter().chain(of(given_up, &today)) {
        // Alarms about alarms would tell nobody who isn't told anyway.
        if !about_alarms(&occurrence) {
            alarms.push((MessageKind::MessagesOverdue, occurrence));
        }
    }
    if in_state(store, State::Uncertain, None).await? > 0 {
        alarms.push((MessageKind::MessagesUncertain, today.clone()));
    }
    if too_many_bounces(store, now).await?.is_some() {
        alarms.push((MessageKind::BounceRate, today));
    }
    let mut plans = Vec::new();
    for (kind, occurrence) in alarms {
        for reader in readers {
            let id = write::message_id(*reader, kind, about(kind), &occurrence);
            // Asked every few seconds: looking spares a transaction.
            if message::Entity::find_by_id(id)
                .only(store.read())
                .await?
                .is_none()
            {
                plans.push(Plan {
                    recipient: *reader,
                    kind,
                    subject: about(kind),
                    occurrence: Occurrence::Named(occurrence.clone()),
                    anchor_at: now,
                    rule: LocalRule::AtOnce,
                    not_before: None,
                    useless_after: Some(now + ALARM_LASTS),
                });
            }
        }
    }
    if plans.is_empty() {
        return Ok(());
    }
    let plans = &plans;
    store
        .write(|tx| async move {
            for plan in plans {
                write::insert(tx.conn(), NO_PROGRAMME, plan, now).await?;
            }
            tx.commit(Emit::nothing("an alarm goes to people, by mail"))
                .await?;
            Ok(())
        })
        .await
}

/// Alarms of a kind stand in one thread.
fn about(kind: MessageKind) -> Uuid {
    Uuid::new_v5(&Uuid::nil(), kind.as_str().as_bytes())
}

/// What an alarm says now; `not_needed` when what it is about is over.
pub async fn facts(
    store: &Store,
    kind: MessageKind,
    occurrence: &str,
    now: DateTime<Utc>,
) -> Result<MessageFactsResponse, DbErr> {
    let (rows, count) = match kind {
        MessageKind::MessagesOverdue => {
            let about = about_kind(occurrence);
            let mut unsent = counts::overdue(store, now - OVERDUE).await?;
            unsent.extend(counts::given_up(store, day_of(occurrence, now)).await?);
            let of_kind = unsent.iter().filter(|(kind, _)| kind == about);
            let count: i64 = of_kind.map(|(_, count)| count).sum();
            (vec![row("kind", about)], u64::try_from(count).unwrap_or_default())
        }
        MessageKind::MessagesUncertain => (Vec::new(), in_state(store, State::Uncertain, None).await?),
        MessageKind::BounceRate => {
            let (bounced, of) = too_many_bounces(store, now).await?.unwrap_or_default();
            let permille = bounced.saturating_mul(1000).checked_div(of).unwrap_or_default();
            let rate = format!("{}.{} %", permille / 10, permille % 10);
            let limit = format!("{BOUNCES_PERCENT} %");
            (vec![row("rate", &rate), row("limit", &limit)], bounced)
        }
        _ => (Vec::new(), 0),
    };
    let answer = if count == 0 {
        Answer::NotNeeded("over_meanwhile".to_owned())
    } else {
        Answer::Notice(NoticeFacts {
            rows,
            count: u32::try_from(count).unwrap_or(u32::MAX),
            ..Default::default()
        })
    };
    Ok(MessageFactsResponse {
        answer: Some(answer),
        programme_name: "Berth".to_owned(),
    })
}

/// The kind that an alarm about what is not sent is about.
fn about_kind(occurrence: &str) -> &str {
    occurrence.split('@').next().unwrap_or_default()
}

/// When the day of an alarm began, a little early: what was given up just before midnight is seen after it.
fn day_of(occurrence: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let when = occurrence.rsplit('@').next().unwrap_or_default();
    let day = when.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    let midnight = day.unwrap_or(now.date_naive()).and_time(NaiveTime::MIN).and_utc();
    midnight - TimeDelta::minutes(1)
}

fn about_alarms(occurrence: &str) -> bool {
    about_kind(occurrence)
        .parse()
        .is_ok_and(|kind: MessageKind| kind.reader() == Reader::Operations)
}

fn row(code: &str, value: &str) -> NoticeRow {
    NoticeRow {
        code: code.to_owned(),
        value: value.to_owned(),
    }
}

/// Bounced messages and all that were accepted, when there are too many of the former.
async fn too_many_bounces(store: &Store, now: DateTime<Utc>) -> Result<Option<(u64, u64)>, DbErr> {
    let since = now - BOUNCES_WITHIN;
    let bounced = in_state(store, State::Bounced, Some(since)).await?;
    if bounced < BOUNCES_AT_LEAST {
        return Ok(None);
    }
    let all = bounced + in_state(store, State::Accepted, Some(since)).await?;
    Ok((bounced * 100 >= all * BOUNCES_PERCENT).then_some((bounced, all)))
}

async fn in_state(store: &Store, state: State, since: Option<DateTime<Utc>>) -> Result<u64, DbErr> {
    let mut rows = message::Entity::find()
        .filter(message::Column::State.eq(state.as_str()))
        .filter(message::Column::Urgent.is_in([true, false]));
    if let Some(since) = since {
        rows = rows.filter(message::Column::AcceptedAt.gte(since));
    }
    rows.count(store.read()).await
}
