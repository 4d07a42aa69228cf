//! Canonical skills with own stable ids, their parents, aliases and crosswalks; shipped as data, extended by file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use berth_domain::id::SkillId;

/// A canonical skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skill {
    pub id: SkillId,
    pub label: String,
    /// More general skills this one counts towards in part.
    pub parents: Vec<SkillId>,
    /// Other spellings that mean exactly this.
    pub aliases: Vec<String>,
    /// The ESCO concept it corresponds to.
    pub esco: Option<String>,
    /// The O*NET technology name it corresponds to.
    pub onet: Option<String>,
}

/// Spellings that mean several skills at once: `UI/UX`, `MERN stack`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Together {
    pub skills: Vec<SkillId>,
    pub aliases: Vec<String>,
}

/// All skills known to a programme.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    skills: BTreeMap<SkillId, Skill>,
    together: Vec<Together>,
    /// Every more general skill with the number of steps up to it.
    ancestors: BTreeMap<SkillId, BTreeMap<SkillId, u32>>,
}

/// A vocabulary file that can't be used, with its line.
#[derive(Debug, thiserror::Error)]
#[error("skills file, line {line}: {fault}")]
pub struct VocabularyError {
    pub line: usize,
    pub fault: String,
}

static SHIPPED: &str = include_str!("../../data/skills.tsv");

impl Vocabulary {
    /// The vocabulary that comes with Berth.
    pub fn shipped() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        // A test reads the shipped file; should it be broken all the same, nothing is known rather than all lost.
        VOCABULARY.get_or_init(|| Self::default().extended(SHIPPED).unwrap_or_default())
    }

    /// This vocabulary with the rows of a file added: tab-separated `id, label, parents, aliases, esco, onet`, lists
    /// separated by `|`, `#` begins a comment. A row for a known id adds aliases and parents to it. A row for ids joined by
    /// `+` has aliases only: each means all of these skills.
    pub fn extended(&self, file: &str) -> Result<Self, VocabularyError> {
        let mut skills = self.skills.clone();
        let mut together = self.together.clone();
        let mut joined = Vec::new();
        let mut lines = BTreeMap::new();
        for (number, text) in (1..).zip(file.lines()) {
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let fault = |fault| VocabularyError { line: number, fault };
            if let Some(row) = joined_row(text).map_err(fault)? {
                joined.push((number, row));
                continue;
            }
            let skill = row(text).map_err(fault)?;
            lines.insert(skill.id.clone(), number);
            match skills.get_mut(&skill.id) {
                Some(known) => {
                    known.aliases.extend(skill.aliases);
                    known.parents.extend(skill.parents);
                    known.parents.sort();
                    known.parents.dedup();
                    known.esco = skill.esco.or(known.esco.take());
                    known.onet = skill.onet.or(known.onet.take());
                }
                None => {
                    skills.insert(skill.id.clone(), skill);
                }
            }
        }
        let at = |id: &SkillId| lines.get(id).copied().unwrap_or(0);
        let mut ancestors = BTreeMap::new();
        for skill in skills.values() {
            if let Some(parent) = skill.parents.iter().find(|p| !skills.contains_key(*p)) {
                return Err(VocabularyError {
                    line: at(&skill.id),
                    fault: format!("the parent `{parent}` isn't known"),
                });
            }
            let above = climb(&skills, &skill.id);
            if above.contains_key(&skill.id) {
                return Err(VocabularyError {
                    line: at(&skill.id),
                    fault: format!("`{}` is its own ancestor", skill.id),
                });
            }
            ancestors.insert(skill.id.clone(), above);
        }
        for (line, row) in joined {
            if let Some(id) = row.skills.iter().find(|id| !skills.contains_key(*id)) {
                let fault = format!("`{id}` isn't known");
                return Err(VocabularyError { line, fault });
            }
            together.push(row);
        }
        Ok(Self {
            skills,
            together,
            ancestors,
        })
    }

    pub fn get(&self, id: &SkillId) -> Option<&Skill> {
        self.skills.get(id)
    }

    pub fn skills(&self) -> impl Iterator<Item = &Skill> {
        self.skills.values()
    }

    pub(super) fn together(&self) -> &[Together] {
        &self.together
    }

    pub fn len(&self) -> usize {
        self.skills.len()
    }

    pub fn is_empty(&self) -> bool {
        self.skills.is_empty()
    }

    /// Steps from a skill up to a more general one; 0 for the skill itself, `None` when it isn't above.
    pub fn steps_up(&self, from: &SkillId, to: &SkillId) -> Option<u32> {
        if from == to {
            Some(0)
        } else {
            self.ancestors.get(from)?.get(to).copied()
        }
    }

    /// Everything more general than a skill, with the steps up to it.
    pub fn ancestors(&self, of: &SkillId) -> impl Iterator<Item = (&SkillId, u32)> {
        self.ancestors
            .get(of)
            .into_iter()
            .flatten()
            .map(|(id, steps)| (id, *steps))
    }

    /// The label, or the id of a skill that isn't in the vocabulary.
    pub fn label<'a>(&'a self, id: &'a SkillId) -> &'a str {
        self.skills
            .get(id)
            .map_or(id.as_str(), |skill| skill.label.as_str())
    }
}

/// Breadth first, so each ancestor gets the fewest steps.
fn climb(skills: &BTreeMap<SkillId, Skill>, from: &SkillId) -> BTreeMap<SkillId, u32> {
    let mut above = BTreeMap::new();
    let mut level: BTreeSet<&SkillId> = BTreeSet::from([from]);
    let mut steps = 0;
    while !level.is_empty() {
        steps += 1;
        let parents: BTreeSet<&SkillId> = level
            .iter()
            .filter_map(|id| skills.get(*id))
            .flat_map(|skill| &skill.parents)
            .collect();
        level = parents
            .into_iter()
            .filter(|parent| above.insert((*parent).clone(), steps).is_none())
            .collect();
    }
    above
}

/// The entries of a cell.
fn list(cell: &str) -> Vec<String> {
    cell.split('|')
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(str::to_owned)
        .collect()
}

fn ids<'a>(texts: impl Iterator<Item = &'a str>) -> Result<Vec<SkillId>, String> {
    texts
        .map(|text| text.trim().parse::<SkillId>().map_err(|e| format!("{e}")))
        .collect()
}

/// A row of several ids, if it is one.
fn joined_row(text: &str) -> Result<Option<Together>, String> {
    let cells: Vec<&str> = text.split('\t').collect();
    let Some(first) = cells.first().filter(|id| id.contains('+')) else {
        return Ok(None);
    };
    let aliases = cells.get(3).map(|cell| list(cell)).unwrap_or_default();
    let skills = ids(first.split('+'))?;
    Ok(Some(Together { skills, aliases }))
}

fn row(text: &str) -> Result<Skill, String> {
    let mut cells = text.split('\t').map(str::trim);
    let mut next = || cells.next().unwrap_or_default();
    let id: SkillId = next().parse().map_err(|e| format!("{e}"))?;
    let label = next().to_owned();
    if label.is_empty() {
        return Err(format!("`{id}` has no label"));
    }
    let parents = ids(list(next()).iter().map(String::as_str))?;
    let aliases = list(next());
    let some = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
    let (esco, onet) = (some(next()), some(next()));
    if cells.next().is_some() {
        return Err("more than six columns".to_owned());
    }
    Ok(Skill {
        id,
        label,
        parents,
        aliases,
        esco,
        onet,
    })
}
