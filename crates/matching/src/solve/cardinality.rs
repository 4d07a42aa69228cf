//! As many placements as possible: augmenting flow (Dinic 1970) from a stable start, so that nobody it placed is left out.
#![expect(
    clippy::indexing_slicing,
    reason = "nodes and arcs are numbered by `Network`; parties by the census"
)]

use super::caps::Caps;
use super::deferred::{Assignment, UNPLACED};
use super::flow::Network;
use super::market::Market;

/// Augments `start` to the greatest number of placements within seats and caps.
pub(crate) fn augment(market: &Market, caps: &Caps, pins: &[u32], start: &[u32]) -> Assignment {
    let trainees = market.trainees.len();
    let openings = market.openings.len();
    let limits: Vec<(u32, Option<usize>)> = caps.forest().map(|(_, max, parent)| (max, parent)).collect();
    // Nodes: trainees, openings, caps, source, sink.
    let cap_node = |cap: usize| trainees + openings + cap;
    let source = trainees + openings + limits.len();
    let sink = source + 1;
    let mut free: Vec<i64> = limits.iter().map(|(max, _)| i64::from(*max)).collect();
    for (opening, &count) in pins.iter().enumerate() {
        let mut at = caps.over(opening);
        while let Some(cap) = at {
            free[cap] -= i64::from(count);
            at = limits[cap].1;
        }
    }
    let mut network = Network::new(sink + 1);
    let mut choices = Vec::with_capacity(market.trainees.pairs());
    for (trainee, &own) in start.iter().enumerate() {
        network.arc(source, trainee, 1, i64::from(own != UNPLACED));
        for column in market.trainees.span(trainee) {
            let opening = market.trainees.other[column];
            choices.push(network.arc(trainee, trainees + opening as usize, 1, i64::from(own == opening)));
        }
    }
    let load = caps.load(start);
    for opening in 0..openings {
        let above = caps.over(opening).map_or(sink, cap_node);
        network.arc(
            trainees + opening,
            above,
            i64::from(market.seats[opening]),
            i64::from(load.at_opening(opening)),
        );
    }
    for (cap, (_, parent)) in limits.iter().enumerate() {
        network.arc(
            cap_node(cap),
            parent.map_or(sink, cap_node),
            free[cap],
            i64::from(load.at_cap(cap)),
        );
    }
    network.maximise(source, sink);
    let mut matching = vec![UNPLACED; trainees];
    for (trainee, own) in matching.iter_mut().enumerate() {
        for column in market.trainees.span(trainee) {
            if network.flow(choices[column]) > 0 {
                *own = market.trainees.other[column];
            }
        }
    }
    matching
}
