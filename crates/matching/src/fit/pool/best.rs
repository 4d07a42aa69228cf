//! The best k so far of an opening.

/// Points and trainee in one number, the best first: more points, then the lower number.
#[derive(Clone, Debug)]
pub(super) struct Best {
    length: usize,
    keys: Vec<u64>,
}

impl Best {
    pub(super) fn new(length: usize) -> Self {
        Self {
            length,
            keys: Vec::with_capacity(length.min(64)),
        }
    }

    /// The points somebody with a higher number than all so far needs to get in; `None` when nobody can.
    pub(super) fn bar(&self) -> Option<u32> {
        if self.length == 0 {
            return None;
        }
        match self.keys.last() {
            Some(last) if self.keys.len() >= self.length => ((last >> 32) as u32).checked_add(1),
            _ => Some(0),
        }
    }

    pub(super) fn offer(&mut self, number: u32, points: u32) {
        self.insert(u64::from(points) << 32 | u64::from(!number));
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other.keys.iter().for_each(|key| self.insert(*key));
    }

    fn insert(&mut self, key: u64) {
        let at = self.keys.partition_point(|held| *held > key);
        if at < self.length {
            self.keys.truncate(self.length - 1);
            self.keys.insert(at, key);
        }
    }

    /// Number and points, the best first.
    pub(super) fn rows(self) -> impl Iterator<Item = (u32, u32)> {
        self.keys
            .into_iter()
            .map(|key| (!(key as u32), (key >> 32) as u32))
    }
}
