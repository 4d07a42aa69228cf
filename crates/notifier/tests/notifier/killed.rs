//! Notifier processes really killed (`kill -9`), at five points and at random, while the mail server misbehaves.

use std::time::{Duration, Instant};

use berth_notifier::worker::AHEAD;
use berth_runtime::{Clock as _, SystemClock};
use berth_testkit::{Fault, Stage};

use crate::books::{Books, Fate, balance};
use crate::chaos::mails;
use crate::house::{Database, House, address};
use crate::victim::{self, IN_FLIGHT};

/// Whom the mail server refuses for good, at RCPT and after DATA.
const UNKNOWN: u128 = 3;
const UNWANTED: u128 = 4;

/// In trouble all the time, and never away for long.
fn misbehave(house: &House) {
    for fault in [
        Fault::reply(Stage::Rcpt, 550, "5.1.1 unknown")
            .to(&address(UNKNOWN))
            .always(),
        Fault::reply(Stage::Accept, 554, "5.7.1 unwanted")
            .to(&address(UNWANTED))
            .always(),
        Fault::reply(Stage::Rcpt, 450, "4.2.0 greylisted")
            .after(5)
            .every(15),
        Fault::reply(Stage::Accept, 451, "4.3.0 try again")
            .after(5)
            .every(16),
        Fault::drop_before(Stage::Rcpt).after(9).every(37),
        Fault::drop_before(Stage::Accept).after(9).every(41),
        Fault::drop_after(Stage::Accept).after(9).every(43),
        Fault::stall(Stage::Mail, Duration::from_millis(30))
            .after(9)
            .every(31),
        Fault::slow_banner(Duration::from_millis(30)).after(3).every(7),
        Fault::reply(Stage::Banner, 421, "4.3.2 busy").after(7).every(53),
        Fault::broken_tls().always(),
    ] {
        house.smtp.inject(fault);
    }
}

/// Plans `mails`, lets `replicas` die again and again until all is sent, and closes the books.
async fn nothing_is_lost(test: &str, database: Database, replicas: usize, death: &str, mails: u128) -> Books {
    let house = House::at(database, "2027-01-10T12:00:00Z").await;
    house.clock.set(SystemClock.now());
    for n in 0..mails {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    misbehave(&house);
    if death == "after-dot" {
        house
            .smtp
            .inject(Fault::stall(Stage::Accept, Duration::from_millis(40)).always());
    }
    let patience = Duration::from_secs(120) + Duration::from_millis(40) * u32::try_from(mails).unwrap();
    let end = Instant::now() + patience;
    // A life sees this many messages at most, so that a long run has some fifty deaths or more. All that a worker has in
    // hand are claimed before the first is sent: a life that never sees more would get nowhere.
    let seen = 16
        + if death == "after-claim" {
            AHEAD * IN_FLIGHT
        } else {
            0
        };
    let lasting = Ord::max(seen, usize::try_from(mails).unwrap() / 30);
    let victims: Vec<_> = (0..replicas)
        .map(|_| victim::spawn(test, &house, death, lasting))
        .collect();
    let (mut deaths, mut next_kill, mut turn) = (0, 3, 0);
    loop {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let left = house.open().await;
        if left == 0 {
            break;
        }
        assert!(Instant::now() < end, "{left} still open after {deaths} deaths");
        // By what was sent and not by the clock: a fast machine kills as often as a slow one.
        if death == "outside" && house.smtp.accepted() >= next_kill {
            victims.get(turn * 7 % replicas).unwrap().kill9();
            turn += 1;
            next_kill = house.smtp.accepted() + 2 + turn * 37 % lasting;
        }
        for victim in victims.iter().filter(|victim| victim.pid().is_none()) {
            deaths += 1;
            victim.start_again();
        }
    }
    drop(victims);
    let fate = |n| match n {
        UNKNOWN => Fate::NoSuchMailbox,
        UNWANTED => Fate::Unwanted,
        _ => Fate::Taken,
    };
    let books = balance(&house, fate, deaths * IN_FLIGHT).await;
    println!("{test} {death}: {mails} mails, {deaths} deaths, {books:?}");
    assert!(deaths > 0, "nobody died");
    assert_eq!(books.refused, 2);
    books
}

macro_rules! killed {
    ($($name:ident: $database:ident, $replicas:literal, $death:literal;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            if victim::play().await {
                return;
            }
            let test = concat!("killed::", stringify!($name));
            nothing_is_lost(test, Database::$database, $replicas, $death, mails(60)).await;
        }
    )+};
}

killed! {
    nothing_is_lost_when_killed_after_a_claim: Sqlite, 1, "after-claim";
    nothing_is_lost_when_killed_before_the_dot: Sqlite, 1, "before-dot";
    nothing_is_lost_when_killed_after_the_dot: Sqlite, 1, "after-dot";
    nothing_is_lost_when_killed_after_the_250: Sqlite, 1, "after-250";
    nothing_is_lost_when_killed_after_the_commit: Sqlite, 1, "after-commit";
    nothing_is_lost_when_killed_at_random: Sqlite, 1, "outside";
    nothing_is_lost_when_one_of_two_replicas_is_killed: Postgres, 2, "outside";
    nothing_is_lost_when_four_replicas_die_after_the_250: Postgres, 4, "after-250";
}
