//! Seats of an opening: free + held + filled = seats, always.

use serde::Serialize;

/// The seats of one opening. The number of free ones is derived, so the sum can't be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Seats {
    seats: u32,
    held: u32,
    filled: u32,
}

/// A change the seats don't allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeatError {
    /// Nothing left to offer.
    #[error("no seat is free")]
    NoneFree,
    /// Nothing to release or to fill.
    #[error("no seat is held")]
    NoneHeld,
    /// Nothing to vacate.
    #[error("no seat is filled")]
    NoneFilled,
    /// More taken than there are.
    #[error("{held} held and {filled} filled are more than {seats} seats")]
    Overfull {
        /// Seats in all.
        seats: u32,
        /// Waiting for an answer.
        held: u32,
        /// Taken.
        filled: u32,
    },
}

impl Seats {
    /// Reads stored counts.
    ///
    /// # Errors
    /// When more are taken than there are.
    pub fn new(seats: u32, held: u32, filled: u32) -> Result<Self, SeatError> {
        match held.checked_add(filled) {
            Some(taken) if taken <= seats => Ok(Self { seats, held, filled }),
            _ => Err(SeatError::Overfull { seats, held, filled }),
        }
    }

    /// Seats in all.
    #[must_use]
    pub const fn seats(self) -> u32 {
        self.seats
    }

    /// Seats nobody has been offered.
    #[must_use]
    pub const fn free(self) -> u32 {
        self.seats - self.held - self.filled
    }

    /// Seats that wait for an answer.
    #[must_use]
    pub const fn held(self) -> u32 {
        self.held
    }

    /// Seats taken.
    #[must_use]
    pub const fn filled(self) -> u32 {
        self.filled
    }

    /// An offer goes out.
    ///
    /// # Errors
    /// When no seat is free.
    pub fn hold(self) -> Result<Self, SeatError> {
        if self.free() == 0 {
            Err(SeatError::NoneFree)
        } else {
            Ok(Self {
                held: self.held + 1,
                ..self
            })
        }
    }

    /// An offer was declined, expired or taken back.
    ///
    /// # Errors
    /// When no seat is held.
    pub fn release(self) -> Result<Self, SeatError> {
        self.held
            .checked_sub(1)
            .map(|held| Self { held, ..self })
            .ok_or(SeatError::NoneHeld)
    }

    /// An offer was accepted.
    ///
    /// # Errors
    /// When no seat is held.
    pub fn fill(self) -> Result<Self, SeatError> {
        self.release().map(|s| Self {
            filled: s.filled + 1,
            ..s
        })
    }

    /// An accepted offer became void.
    ///
    /// # Errors
    /// When no seat is filled.
    pub fn vacate(self) -> Result<Self, SeatError> {
        self.filled
            .checked_sub(1)
            .map(|filled| Self { filled, ..self })
            .ok_or(SeatError::NoneFilled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn free_held_and_filled_always_add_up(seats in 0u32..6, steps in prop::collection::vec(0u8..4, 0..60)) {
            let mut now = Seats::new(seats, 0, 0).unwrap();
            for step in steps {
                let next = match step { 0 => now.hold(), 1 => now.release(), 2 => now.fill(), _ => now.vacate() };
                now = next.unwrap_or(now);
                prop_assert_eq!(now.free() + now.held() + now.filled(), seats);
            }
        }
    }

    #[test]
    fn what_is_full_can_not_be_offered() {
        assert_eq!(Seats::new(1, 0, 1).unwrap().hold(), Err(SeatError::NoneFree));
        assert!(Seats::new(1, 1, 1).is_err());
        assert!(Seats::new(1, u32::MAX, 1).is_err());
    }
}
