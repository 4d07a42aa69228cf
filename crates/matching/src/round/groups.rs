//! Preference lists in one piece each: in a round with millions of listings, a string and a vector for every one of
//! them would be most of the memory, and most of the time to read it.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};

/// A preference list: groups of ids from best to worst, ids in one group tied. Read and written as an array of arrays.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Groups {
    text: String,
    /// Where each id ends in the text.
    ids: Vec<u32>,
    /// Where each group ends in the ids.
    groups: Vec<u32>,
}

/// A list that names nobody.
pub(crate) static NOBODY: Groups = Groups {
    text: String::new(),
    ids: Vec::new(),
    groups: Vec::new(),
};

/// A group of a list.
#[derive(Clone, Copy)]
pub struct Group<'a> {
    list: &'a Groups,
    from: usize,
    to: usize,
}

impl Groups {
    /// From best to worst.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Group<'_>> {
        (0..self.groups.len()).map(|at| Group {
            list: self,
            from: at.checked_sub(1).map_or(0, |before| end(&self.groups, before)),
            to: end(&self.groups, at),
        })
    }

    /// All ids, best first.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.ids.len()).map(|at| self.id(at))
    }

    /// How many ids are listed.
    pub fn listings(&self) -> usize {
        self.ids.len()
    }

    /// Without groups.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    pub fn to_vec(&self) -> Vec<Vec<String>> {
        let owned = |group: Group<'_>| group.iter().map(str::to_owned).collect();
        self.iter().map(owned).collect()
    }

    fn id(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| end(&self.ids, before));
        self.text.get(from..end(&self.ids, at)).unwrap_or_default()
    }

    fn push(&mut self, id: &str) -> Result<(), TooLong> {
        self.text.push_str(id);
        self.ids
            .push(u32::try_from(self.text.len()).map_err(|_| TooLong)?);
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), TooLong> {
        self.groups
            .push(u32::try_from(self.ids.len()).map_err(|_| TooLong)?);
        Ok(())
    }
}

fn end(ends: &[u32], at: usize) -> usize {
    ends.get(at).map_or(0, |end| *end as usize)
}

/// A list of more than 4 GiB.
#[derive(Debug, thiserror::Error)]
#[error("the list is too long")]
struct TooLong;

impl<'a> Group<'a> {
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + use<'a> {
        let list = self.list;
        (self.from..self.to).map(|at| list.id(at))
    }

    pub fn len(&self) -> usize {
        self.to - self.from
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn contains(&self, id: &str) -> bool {
        self.iter().any(|other| other == id)
    }
}

/// Documents are limited far below 4 GiB ([`super::limits::DOCUMENT_BYTES`]); what is built longer is cut.
impl<G: IntoIterator<Item = I>, I: AsRef<str>> FromIterator<G> for Groups {
    fn from_iter<T: IntoIterator<Item = G>>(groups: T) -> Self {
        let mut list = Self::default();
        for group in groups {
            let ids = group.into_iter().try_for_each(|id| list.push(id.as_ref()));
            if ids.and_then(|()| list.end_group()).is_err() {
                break;
            }
        }
        list
    }
}

impl From<Vec<Vec<String>>> for Groups {
    fn from(groups: Vec<Vec<String>>) -> Self {
        groups.into_iter().collect()
    }
}

impl fmt::Debug for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.to_vec()).finish()
    }
}

impl Serialize for Groups {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Group<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut ids = serializer.serialize_seq(Some(self.len()))?;
        for id in self.iter() {
            ids.serialize_element(id)?;
        }
        ids.end()
    }
}

impl<'de> Deserialize<'de> for Groups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List)
    }
}

/// Room for a usual list, given back when it is read.
const USUAL: usize = 24;

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Groups;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of groups of ids, from best to worst")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Groups, A::Error> {
        let mut list = Groups {
            text: String::with_capacity(8 * USUAL),
            ids: Vec::with_capacity(USUAL),
            groups: Vec::with_capacity(USUAL),
        };
        while entries.next_element_seed(IntoGroup(&mut list))?.is_some() {
            list.end_group().map_err(A::Error::custom)?;
        }
        list.text.shrink_to_fit();
        list.ids.shrink_to_fit();
        list.groups.shrink_to_fit();
        Ok(list)
    }
}

/// Reads a group's ids into a list.
struct IntoGroup<'l>(&'l mut Groups);

impl<'de> DeserializeSeed<'de> for IntoGroup<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for IntoGroup<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a group of ids")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut ids: A) -> Result<(), A::Error> {
        while ids.next_element_seed(IntoText(self.0))?.is_some() {}
        Ok(())
    }
}

/// Reads one id to the end of a list's text.
struct IntoText<'l>(&'l mut Groups);

impl<'de> DeserializeSeed<'de> for IntoText<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IntoText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<(), E> {
        self.0.push(id).map_err(E::custom)
    }
}
