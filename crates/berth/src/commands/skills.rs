//! `berth skills`: what the vocabulary makes of free text.

mod column;

use std::collections::HashMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use berth_matching::skills::{How, Mapped, Mapper, Vocabulary};

use super::{files, print, unusable};
use crate::Ended;
use crate::cli::{SkillsMapArguments, SkillsTask};
use column::Cell;

/// A file of texts may have this many bytes.
const FILE_BYTES: usize = 64 << 20;
/// A longer text is no list of skills but prose, and looking at it takes long.
const TEXT_LETTERS: usize = 4_000;

pub(crate) fn run(task: SkillsTask) -> Result<Ended> {
    match task {
        SkillsTask::List => {
            let line = |s: &berth_matching::skills::Skill| format!("{:<32} {}\n", s.id.as_str(), s.label);
            print(&Vocabulary::shipped().skills().map(line).collect::<String>())?;
            Ok(Ended::Well)
        }
        SkillsTask::Map(wish) => {
            let read = || Ok((vocabulary(&wish)?, cells(&wish)?));
            match read() {
                Ok((vocabulary, cells)) => map(&vocabulary, &cells),
                Err(error) => Ok(unusable(&error)),
            }
        }
    }
}

fn vocabulary(wish: &SkillsMapArguments) -> Result<Vocabulary> {
    let shipped = Vocabulary::shipped();
    let Some(path) = &wish.aliases else {
        return Ok(shipped.clone());
    };
    let what = || format!("{} is no list of skills", files::name_of(path));
    let text = String::from_utf8(files::read(path, FILE_BYTES)?).with_context(what)?;
    shipped
        .extended(&text)
        .map_err(|e| anyhow::anyhow!("line {}: {}", e.line, e.fault))
        .with_context(what)
}

fn cells(wish: &SkillsMapArguments) -> Result<Vec<Cell>> {
    if !wish.texts.is_empty() {
        return Ok((1..)
            .zip(&wish.texts)
            .map(|(line, text)| Cell::new(line, text))
            .collect());
    }
    let (content, name) = (files::read(&wish.file, FILE_BYTES)?, files::name_of(&wish.file));
    match &wish.column {
        Some(column) => column::of_table(&content, column).with_context(|| format!("cannot read {name}")),
        None => column::of_lines(&content).with_context(|| format!("cannot read {name}")),
    }
}

/// Shows what was understood and why; [`Ended::No`] when something wasn't.
fn map(vocabulary: &Vocabulary, cells: &[Cell]) -> Result<Ended> {
    let mapper = Mapper::new(vocabulary);
    // The same words come again and again in a column.
    let mut known: HashMap<&str, Vec<Mapped>> = HashMap::new();
    let (mut understood, mut unknown) = (0_u64, 0_u64);
    let mut text = String::new();
    for cell in cells {
        let found = known
            .entry(&cell.text)
            .or_insert_with(|| understand(&mapper, &cell.text));
        for mapped in found.iter() {
            let count = if mapped.skill.is_some() {
                &mut understood
            } else {
                &mut unknown
            };
            *count += 1;
            // Writing to a string can't fail.
            let _ = writeln!(text, "{:>6}  {}", cell.line, in_words(vocabulary, mapped));
        }
    }
    let _ = writeln!(text, "{understood} understood, {unknown} not");
    print(&text)?;
    Ok(if unknown == 0 { Ended::Well } else { Ended::No })
}

fn understand(mapper: &Mapper, text: &str) -> Vec<Mapped> {
    if text.chars().count() <= TEXT_LETTERS {
        return mapper.map_all(text);
    }
    let beginning: String = text.chars().take(60).collect();
    vec![Mapped {
        given: format!("{beginning}\u{2026} (prose of more than {TEXT_LETTERS} letters)"),
        skill: None,
        how: How::Unknown,
        suggestions: Vec::new(),
    }]
}

fn in_words(vocabulary: &Vocabulary, mapped: &Mapped) -> String {
    // What was written may hold what a terminal would act upon.
    let given: String = mapped
        .given
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let Some(skill) = &mapped.skill else {
        let may: Vec<String> = mapped
            .suggestions
            .iter()
            .map(|s| format!("{s} ({})", vocabulary.label(s)))
            .collect();
        let may = if may.is_empty() {
            String::new()
        } else {
            format!("; may mean {}", may.join(", "))
        };
        return format!("{given:<32} unknown{may}");
    };
    let why = match mapped.how {
        How::Name => "its name",
        How::Alias => "another name for it",
        How::Trimmed => "once the words around it are left out",
        How::Spelling => "a slip of the pen, and nothing else is near",
        How::Unknown => "",
    };
    format!("{given:<32} {skill} ({}): {why}", vocabulary.label(skill))
}
