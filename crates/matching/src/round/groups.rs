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
    /// Where each group ends in the ids; nothing in a list without ties, as most are.
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
        let strict = self.groups.is_empty();
        let groups = if strict { self.ids.len() } else { self.groups.len() };
        (0..groups).map(move |at| {
            let (from, to) = match at.checked_sub(1) {
                _ if strict => (at, at + 1),
                None => (0, end(&self.groups, at)),
                Some(before) => (end(&self.groups, before), end(&self.groups, at)),
            };
            Group { list: self, from, to }
        })
    }

    /// All ids, best first.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.ids.len()).map(|at| self.id(at))
    }

    /// How many ids are listed.
    pub fn listings(&self) -> usize {
        self.ids.len()
    }

    /// Without groups.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.ids.is_empty()
    }

    pub fn to_vec(&self) -> Vec<Vec<String>> {
        let owned = |group: Group<'_>| group.iter().map(str::to_owned).collect();
        self.iter().map(owned).collect()
    }

    fn id(&self, at: usize) -> &str {
        let from = at.checked_sub(1).map_or(0, |before| end(&self.ids, before));
        self.text.get(from..end(&self.ids, at)).unwrap_or_default()
    }
}

/// Room for a usual list.
const USUAL: usize = 24;

/// A list as it grows.
struct Growing {
    text: String,
    ids: Vec<u32>,
    groups: Vec<u32>,
    strict: bool,
}

impl Growing {
    fn new() -> Self {
        Self {
            text: String::with_capacity(8 * USUAL),
            ids: Vec::with_capacity(USUAL),
            groups: Vec::with_capacity(USUAL),
            strict: true,
        }
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
        self.strict &= self.groups.len() == self.ids.len();
        Ok(())
    }

    /// Copied, not shrunk: a new piece of just the right size is quicker to have than what a larger one leaves over is
    /// to put away.
    fn end(self) -> Groups {
        Groups {
            text: self.text.as_str().to_owned(),
            ids: self.ids.as_slice().to_vec(),
            groups: if self.strict {
                Vec::new()
            } else {
                self.groups.as_slice().to_vec()
            },
        }
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
        let mut list = Growing::new();
        for group in groups {
            let ids = group.into_iter().try_for_each(|id| list.push(id.as_ref()));
            if ids.and_then(|()| list.end_group()).is_err() {
                break;
            }
        }
        list.end()
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

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Groups;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of groups of ids, from best to worst")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Groups, A::Error> {
        let mut list = Growing::new();
        while entries.next_element_seed(IntoGroup(&mut list))?.is_some() {
            list.end_group().map_err(A::Error::custom)?;
        }
        Ok(list.end())
    }
}

/// Reads a group's ids into a list.
struct IntoGroup<'l>(&'l mut Growing);

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
struct IntoText<'l>(&'l mut Growing);

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
