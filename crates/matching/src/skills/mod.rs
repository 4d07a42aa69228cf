//! Skills: the shipped vocabulary with its parents and aliases, and free text understood by it.

mod cells;
mod mapping;
mod slips;
mod text;
mod vocabulary;
mod words;

pub use mapping::{How, Mapped, Mapper};
pub use vocabulary::{Skill, Vocabulary, VocabularyError};
