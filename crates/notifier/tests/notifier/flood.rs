//! Tens of thousands of mails while processes are killed every second: nothing lost, and memory stays flat.
//!
//! A short form runs every day. `BERTH_TEST_FLOOD=22000` or `150000` makes it the full measure; take a release build.

use std::time::{Duration, Instant};

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_notifier::ledger::{project, write};
use berth_notifier::plan::{Change, Occurrence, Plan};
use berth_runtime::{Clock as _, SystemClock};
use berth_store::{Emit, StoreError};

use crate::books::{Fate, balance};
use crate::house::{Database, House, PROGRAMME, contact, party, subject};
use crate::victim::{self, IN_FLIGHT};

/// Of the process that is never killed.
const MAY_GROW_KB: u64 = 16 * 1024;

fn mails() -> u128 {
    let wanted = std::env::var("BERTH_TEST_FLOOD").ok();
    wanted.and_then(|text| text.parse().ok()).unwrap_or(300)
}

async fn plan(house: &House, mails: u128) {
    let now = SystemClock.now();
    for batch in (0..mails).collect::<Vec<_>>().chunks(1_000) {
        house
            .store
            .write(|tx| async move {
                for n in batch {
                    project::contact(tx.conn(), &contact(*n), now).await.unwrap();
                    let plan = Change::Plan(Plan {
                        recipient: party(*n),
                        kind: MessageKind::Receipt,
                        subject: subject(*n),
                        occurrence: Occurrence::Named("submitted".to_owned()),
                        anchor_at: now,
                        rule: LocalRule::AtOnce,
                        not_before: None,
                        useless_after: None,
                    });
                    write::apply(tx.conn(), PROGRAMME, &[plan], now).await.unwrap();
                }
                tx.commit(Emit::nothing("a test")).await?;
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
    }
}

/// Memory a process has now.
fn resident_kb(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_memory_stays_flat_when_processes_are_killed_every_second() {
    if victim::play().await {
        return;
    }
    let test = "flood::nothing_is_lost_and_memory_stays_flat_when_processes_are_killed_every_second";
    let mails = mails();
    let house = House::at(Database::Sqlite, "2027-01-10T12:00:00Z").await;
    house.clock.set(SystemClock.now());
    house.smtp.keep_fingerprints();
    plan(&house, mails).await;
    let begun = Instant::now();
    let end = begun + Duration::from_secs(60) + Duration::from_millis(20) * u32::try_from(mails).unwrap();
    // One is killed again and again; the other one lives, and has the memory that is looked at.
    let [victim, survivor] = [(); 2].map(|()| victim::spawn(test, &house, "outside", 1));
    let share = usize::try_from(mails / 6).unwrap();
    let (mut deaths, mut next_kill, mut next_share) = (0, begun + Duration::from_secs(1), share);
    let mut memory = Vec::new();
    while house.open().await > 0 {
        assert!(Instant::now() < end, "not done after {deaths} deaths");
        tokio::time::sleep(Duration::from_millis(20)).await;
        memory.push(resident_kb(survivor.pid().unwrap()));
        // Every second, and in a short run by what was sent.
        if Instant::now() >= next_kill || house.smtp.accepted() >= next_share {
            victim.kill9();
            deaths += 1;
            victim.start_again();
            next_kill += Duration::from_secs(1);
            next_share = house.smtp.accepted() + Ord::max(share, 50);
        }
    }
    let took = begun.elapsed();
    drop((victim, survivor));
    let books = balance(&house, |_| Fate::Taken, deaths * IN_FLIGHT).await;
    assert_eq!(books.accepted, usize::try_from(mails).unwrap());
    assert!(deaths >= 2, "only {deaths} deaths");
    // Past the first quarter everything is loaded, and every cache is as full as it gets.
    let quarters: Vec<u64> = memory
        .chunks(memory.len().div_ceil(4))
        .map(|quarter| quarter.iter().copied().max().unwrap())
        .collect();
    println!(
        "{mails} mails, {deaths} deaths, {:.0} a second, memory by quarters {quarters:?} kB, {books:?}",
        mails as f64 / took.as_secs_f64()
    );
    let (first, last) = (quarters.get(1).unwrap(), quarters.last().unwrap());
    assert!(*last <= first + MAY_GROW_KB, "memory grows: {quarters:?} kB");
}
