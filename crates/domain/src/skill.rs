//! Skills with level and evidence, and languages by the Common European Framework.

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::id::SkillId;

/// How well somebody masters a skill: 1 aware, 2 working, 3 strong, 4 expert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct SkillLevel(u8);

impl SkillLevel {
    /// Level 1: knows what it is.
    pub const AWARE: Self = Self(1);
    /// Level 2: works with it.
    pub const WORKING: Self = Self(2);
    /// Level 3: strong.
    pub const STRONG: Self = Self(3);
    /// Level 4: expert.
    pub const EXPERT: Self = Self(4);

    /// The level as a number from 1 to 4.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A number that is no skill level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a skill level; expected 1 (aware), 2 (working), 3 (strong) or 4 (expert)")]
pub struct NotALevel(u8);

impl TryFrom<u8> for SkillLevel {
    type Error = NotALevel;
    fn try_from(level: u8) -> Result<Self, NotALevel> {
        if (1..=4).contains(&level) {
            Ok(Self(level))
        } else {
            Err(NotALevel(level))
        }
    }
}

impl From<SkillLevel> for u8 {
    fn from(level: SkillLevel) -> Self {
        level.0
    }
}

closed_set! {
    /// What stands behind a stated skill, weakest first.
    pub enum Evidence ("a kind of evidence") {
        /// Said by the person.
        Claimed = "claimed",
        /// Shown by a work sample, a certificate or a test.
        Evidenced = "evidenced",
        /// Checked by the programme.
        Verified = "verified",
    }
}

closed_set! {
    /// A level of language command by the Common European Framework of Reference.
    pub enum Cefr ("a CEFR level") {
        /// Beginner.
        A1 = "A1",
        /// Elementary.
        A2 = "A2",
        /// Intermediate.
        B1 = "B1",
        /// Upper intermediate.
        B2 = "B2",
        /// Advanced.
        C1 = "C1",
        /// Mastery.
        C2 = "C2",
    }
}

/// A skill somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillClaim {
    /// Canonical skill.
    pub skill: SkillId,
    /// How well.
    pub level: SkillLevel,
    /// What stands behind it.
    #[serde(default = "claimed")]
    pub evidence: Evidence,
}

fn claimed() -> Evidence {
    Evidence::Claimed
}

/// A skill an opening asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkillNeed {
    /// Canonical skill.
    pub skill: SkillId,
    /// At least this level.
    pub level: SkillLevel,
    /// At least this evidence.
    #[serde(default = "claimed")]
    pub evidence: Evidence,
}

/// A list of skills as people write it in a spreadsheet cell or a form: `sql:3; python:2:verified`.
/// The level defaults to 2, the evidence to `claimed`.
///
/// # Errors
/// Says which entry can't be read, and why.
pub fn parse_skill_list(text: &str) -> Result<Vec<SkillClaim>, String> {
    let mut claims: Vec<SkillClaim> = Vec::new();
    for entry in text.split(';').map(str::trim).filter(|e| !e.is_empty()) {
        let mut parts = entry.split(':').map(str::trim);
        let skill: SkillId = parts
            .next()
            .unwrap_or_default()
            .parse()
            .map_err(|e| format!("{e}"))?;
        let level = match parts.next() {
            None => SkillLevel::WORKING,
            Some(text) => {
                let number: u8 = text
                    .parse()
                    .map_err(|_| format!("`{entry}`: the level must be 1, 2, 3 or 4"))?;
                SkillLevel::try_from(number).map_err(|e| format!("`{entry}`: {e}"))?
            }
        };
        let evidence = match parts.next() {
            None => Evidence::Claimed,
            Some(text) => text.parse().map_err(|e| format!("`{entry}`: {e}"))?,
        };
        if parts.next().is_some() {
            return Err(format!("`{entry}`: expected skill:level or skill:level:evidence"));
        }
        if claims.iter().any(|c| c.skill == skill) {
            return Err(format!("`{skill}` is listed twice"));
        }
        claims.push(SkillClaim {
            skill,
            level,
            evidence,
        });
    }
    Ok(claims)
}

impl From<SkillClaim> for SkillNeed {
    fn from(claim: SkillClaim) -> Self {
        Self {
            skill: claim.skill,
            level: claim.level,
            evidence: claim.evidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_cell_reads_as_skills() {
        let skills = parse_skill_list("sql:3; python ;power-bi:4:verified;").unwrap();
        let read: Vec<_> = skills
            .iter()
            .map(|s| (s.skill.as_str(), s.level.get(), s.evidence.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                ("sql", 3, "claimed"),
                ("python", 2, "claimed"),
                ("power-bi", 4, "verified")
            ]
        );
        for bad in [
            "sql:5",
            "sql:x",
            "SQL:2",
            "sql:2:sworn",
            "sql;sql:3",
            "sql:1:claimed:x",
        ] {
            assert!(parse_skill_list(bad).is_err(), "{bad}");
        }
    }
}
