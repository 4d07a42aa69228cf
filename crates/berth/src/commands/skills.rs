//! `berth skills`: what the shipped vocabulary makes of free text.

use std::io::BufRead;

use anyhow::{Context, Result};
use berth_matching::skills::{Mapper, Vocabulary};

use crate::Ended;
use crate::cli::SkillsTask;

pub(crate) fn run(task: SkillsTask) -> Result<Ended> {
    let vocabulary = Vocabulary::shipped();
    match task {
        SkillsTask::List => {
            for skill in vocabulary.skills() {
                println!("{:<32} {}", skill.id.as_str(), skill.label);
            }
            Ok(Ended::Well)
        }
        SkillsTask::Map { texts } => map(vocabulary, texts),
    }
}

/// Shows what was understood and why; [`Ended::No`] when something wasn't.
fn map(vocabulary: &Vocabulary, mut texts: Vec<String>) -> Result<Ended> {
    if texts.is_empty() {
        let lines: Result<Vec<String>, _> = std::io::stdin().lock().lines().collect();
        texts = lines.context("cannot read standard input")?;
    }
    let mapper = Mapper::new(vocabulary);
    let mut unknown = 0;
    for mapped in texts.iter().flat_map(|text| mapper.map_all(text)) {
        let how = format!("{:?}", mapped.how).to_lowercase();
        match &mapped.skill {
            Some(skill) => println!(
                "{:<32} {:<10} {} ({})",
                mapped.given,
                how,
                skill,
                vocabulary.label(skill)
            ),
            None => {
                unknown += 1;
                let may: Vec<String> = mapped.suggestions.iter().map(ToString::to_string).collect();
                let may = if may.is_empty() {
                    String::new()
                } else {
                    format!("may mean {}", may.join(", "))
                };
                println!("{:<32} {how:<10} {may}", mapped.given);
            }
        }
    }
    Ok(if unknown == 0 { Ended::Well } else { Ended::No })
}
