//! Skills: the shipped vocabulary with its parents and aliases.

mod vocabulary;

pub use vocabulary::{Skill, Vocabulary, VocabularyError};
