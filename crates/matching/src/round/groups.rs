//! Reading preference lists without waste: most groups hold one id, and a vector that grows by itself starts with four
//! places. In a round with millions of listings that is most of the memory.

use std::fmt;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

/// For an optional key that, when written, must hold a list of groups.
pub(super) fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Vec<String>>>, D::Error> {
    deserializer.deserialize_seq(Groups).map(Some)
}

struct Groups;

impl<'de> Visitor<'de> for Groups {
    type Value = Vec<Vec<String>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of groups of ids, from best to worst")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut groups = Vec::new();
        while let Some(Group(group)) = entries.next_element()? {
            groups.push(group);
        }
        groups.shrink_to_fit();
        Ok(groups)
    }
}

struct Group(Vec<String>);

impl<'de> Deserialize<'de> for Group {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Ids)
    }
}

struct Ids;

impl<'de> Visitor<'de> for Ids {
    type Value = Group;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a group of ids")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Group, A::Error> {
        let mut ids = Vec::with_capacity(1);
        while let Some(id) = entries.next_element()? {
            ids.push(id);
        }
        Ok(Group(ids))
    }
}
