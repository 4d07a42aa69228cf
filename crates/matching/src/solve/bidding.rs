//! A start for the heaviest matching: trainees bid for seats (Bertsekas' auction without slack, bounded like the row
//! reduction of Jonker and Volgenant 1987). Whatever it ends with is exact as far as it goes.
//!
//! Each bids for the best opening up to where the second best would do as well. An opening holds its highest bids; its
//! price is the lowest of them once it is full, and 0 before. So holders are where their gain is greatest, and only
//! full openings have a price: the two conditions that shortest augmenting paths start from.
#![expect(
    clippy::indexing_slicing,
    reason = "trainees, openings and columns come from `Market::join`"
)]

use super::deferred::UNPLACED;
use super::market::Market;

/// Bids per trainee, on average, after which the rest is left to augmenting paths.
const BIDS: usize = 64;

/// Where bidding ended.
pub(crate) struct Bids {
    pub(crate) held: Vec<Vec<u32>>,
    pub(crate) price: Vec<i64>,
    pub(crate) gain: Vec<i64>,
    /// Trainees without a seat who would gain by one.
    pub(crate) left: Vec<u32>,
}

pub(crate) fn bid(market: &Market, weight: &[i64]) -> Bids {
    let side = &market.trainees;
    let mut seats: Vec<Vec<(i64, u32)>> = vec![Vec::new(); market.openings.len()];
    let mut price = vec![0i64; market.openings.len()];
    // What has no seat is priced beyond everybody's gain.
    for (column, &opening) in side
        .other
        .iter()
        .enumerate()
        .filter(|(_, o)| market.seats[**o as usize] == 0)
    {
        price[opening as usize] = price[opening as usize].max(weight[column]);
    }
    let mut place = vec![UNPLACED; side.len()];
    let mut waiting: Vec<u32> = (0..side.len() as u32).rev().collect();
    let mut budget = BIDS * side.len();
    let mut left = Vec::new();
    while let Some(trainee) = waiting.pop() {
        let (mut best, mut second, mut wanted) = (0, 0, UNPLACED);
        for column in side.span(trainee as usize) {
            let opening = side.other[column];
            let gain = weight[column] - price[opening as usize];
            if gain > best {
                (second, best, wanted) = (best, gain, opening);
            } else if gain > second {
                second = gain;
            }
        }
        if wanted == UNPLACED {
            continue;
        }
        // Without an edge over the second best, pushing somebody out settles nothing: that is left to paths.
        let opening = wanted as usize;
        let full = seats[opening].len() >= market.seats[opening] as usize;
        if budget == 0 || (full && best == second) {
            left.push(trainee);
            continue;
        }
        budget -= 1;
        place[trainee as usize] = wanted;
        seats[opening].push((price[opening] + best - second, trainee));
        if full && let Some((_, evicted)) = take_lowest(&mut seats[opening]) {
            place[evicted as usize] = UNPLACED;
            waiting.push(evicted);
        }
        if seats[opening].len() == market.seats[opening] as usize {
            price[opening] = seats[opening].iter().map(|(bid, _)| *bid).min().unwrap_or(0);
        }
    }
    let gain = (0..side.len())
        .map(|trainee| {
            let gain = |column: usize| weight[column] - price[side.other[column] as usize];
            let best = side
                .span(trainee)
                .filter(|c| place[trainee] == side.other[*c])
                .map(gain)
                .max();
            best.unwrap_or(0)
        })
        .collect();
    let held = seats
        .into_iter()
        .map(|bids| bids.into_iter().map(|(_, trainee)| trainee).collect())
        .collect();
    Bids {
        held,
        price,
        gain,
        left,
    }
}

fn take_lowest(bids: &mut Vec<(i64, u32)>) -> Option<(i64, u32)> {
    let lowest = bids
        .iter()
        .enumerate()
        .min_by_key(|(_, bid)| **bid)
        .map(|(at, _)| at)?;
    Some(bids.swap_remove(lowest))
}
