//! Flow networks with residual arcs: greatest flow (Dinic 1970).
#![expect(
    clippy::indexing_slicing,
    reason = "arcs come in pairs built by `arc`, nodes are below the number given to `new`"
)]

#[derive(Clone, Copy)]
struct Arc {
    to: u32,
    room: i64,
}

/// A network under construction or with a flow in it. The arc after an even one is its reverse.
pub(crate) struct Network {
    arcs: Vec<Arc>,
    out: Vec<Vec<u32>>,
}

impl Network {
    pub(crate) fn new(nodes: usize) -> Self {
        Self {
            arcs: Vec::new(),
            out: vec![Vec::new(); nodes],
        }
    }

    /// Adds an arc that carries some flow already; returns its number.
    pub(crate) fn arc(&mut self, from: usize, to: usize, capacity: i64, flow: i64) -> usize {
        let number = self.arcs.len();
        self.arcs.push(Arc {
            to: to as u32,
            room: capacity - flow,
        });
        self.arcs.push(Arc {
            to: from as u32,
            room: flow,
        });
        self.out[from].push(number as u32);
        self.out[to].push(number as u32 + 1);
        number
    }

    pub(crate) fn flow(&self, arc: usize) -> i64 {
        self.arcs[arc + 1].room
    }

    /// Augments to a greatest flow; returns what was added.
    pub(crate) fn maximise(&mut self, source: usize, sink: usize) -> i64 {
        let mut added = 0;
        while let Some(level) = self.levels(source, sink) {
            let mut next = vec![0usize; self.out.len()];
            while self.advance(source, sink, &level, &mut next) {
                added += 1;
            }
        }
        added
    }

    /// The nodes that residual arcs lead to; after a greatest flow, the source's side of the smallest cut.
    pub(crate) fn reachable(&self, source: usize) -> Vec<bool> {
        self.distances(source)
            .into_iter()
            .map(|level| level != u32::MAX)
            .collect()
    }

    fn levels(&self, source: usize, sink: usize) -> Option<Vec<u32>> {
        let level = self.distances(source);
        (level[sink] != u32::MAX).then_some(level)
    }

    fn distances(&self, source: usize) -> Vec<u32> {
        let mut level = vec![u32::MAX; self.out.len()];
        level[source] = 0;
        let mut queue = std::collections::VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            for &number in &self.out[node] {
                let arc = self.arcs[number as usize];
                if arc.room > 0 && level[arc.to as usize] == u32::MAX {
                    level[arc.to as usize] = level[node] + 1;
                    queue.push_back(arc.to as usize);
                }
            }
        }
        level
    }

    /// Sends one unit along the levels, with a path of its own instead of recursion.
    fn advance(&mut self, source: usize, sink: usize, level: &[u32], next: &mut [usize]) -> bool {
        let mut path: Vec<u32> = Vec::new();
        let mut node = source;
        while node != sink {
            let step = self.out[node].get(next[node]).copied();
            match step {
                Some(number) => {
                    let arc = self.arcs[number as usize];
                    if arc.room > 0 && level[arc.to as usize] == level[node] + 1 {
                        path.push(number);
                        node = arc.to as usize;
                    } else {
                        next[node] += 1;
                    }
                }
                None => match path.pop() {
                    Some(number) => {
                        node = self.arcs[number as usize ^ 1].to as usize;
                        next[node] += 1;
                    }
                    None => return false,
                },
            }
        }
        for number in path {
            self.arcs[number as usize].room -= 1;
            self.arcs[number as usize ^ 1].room += 1;
        }
        true
    }
}
