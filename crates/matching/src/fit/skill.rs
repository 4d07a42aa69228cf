//! How far a trainee's skills reach towards one that is asked for, a more special skill counting in part.

use berth_domain::skill::{Evidence, SkillClaim, SkillLevel, SkillNeed};

use super::Terms;

/// How a need is met: the best claim for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach<'a> {
    /// Hundredths of a level: PostgreSQL 4 reaches 240 towards SQL at 60 percent.
    pub(super) hundredths: u32,
    pub(super) evidence: Evidence,
    /// The claim itself; of another skill when that one is more special.
    pub(super) claim: &'a SkillClaim,
}

impl Reach<'_> {
    pub(super) fn meets(&self, need: &SkillNeed) -> bool {
        meets(self.hundredths, self.evidence, need)
    }
}

/// Hundredths of a level that a claim reaches, so many steps up from its skill.
pub(super) fn reach(terms: &Terms<'_>, level: SkillLevel, steps: u32) -> u32 {
    let percent = u32::from(terms.rules.child_to_parent_percent.min(100));
    let full = u32::from(level.get()) * 100;
    (0..steps).fold(full, |reach, _| reach * percent / 100)
}

pub(super) fn meets(hundredths: u32, evidence: Evidence, need: &SkillNeed) -> bool {
    hundredths >= u32::from(need.level.get()) * 100 && evidence >= need.evidence
}

/// All claims that count towards a need.
fn reaches<'a>(
    terms: &Terms<'_>,
    claims: &'a [SkillClaim],
    need: &SkillNeed,
) -> impl Iterator<Item = Reach<'a>> {
    claims.iter().filter_map(|claim| {
        let steps = terms.skills.steps_up(&claim.skill, &need.skill)?;
        Some(Reach {
            hundredths: reach(terms, claim.level, steps),
            evidence: claim.evidence,
            claim,
        })
    })
}

/// The claim that meets a need best: one that meets it if any does, then the farthest, then the best evidenced.
pub(super) fn best<'a>(terms: &Terms<'_>, claims: &'a [SkillClaim], need: &SkillNeed) -> Option<Reach<'a>> {
    reaches(terms, claims, need).max_by_key(|reach| (reach.meets(need), reach.hundredths, reach.evidence))
}

/// Credit for a must-have that is met, in thousandths: 750 for meeting it, the rest for what lies above, up to expert.
pub(super) fn must_credit(hundredths: u32, evidence: Evidence, need: &SkillNeed) -> u32 {
    let asked = u32::from(need.level.get()) * 100;
    if !meets(hundredths, evidence, need) {
        return hundredths.min(asked) * 500 / asked;
    }
    match 400 - asked {
        0 => 1000,
        above => 750 + (hundredths.min(400) - asked) * 250 / above,
    }
}

/// Credit for a nice-to-have, in thousandths: in proportion to the level; half of it without the evidence asked for.
pub(super) fn nice_credit(hundredths: u32, evidence: Evidence, need: &SkillNeed) -> u32 {
    let asked = u32::from(need.level.get()) * 100;
    let level = hundredths.min(asked) * 1000 / asked;
    if evidence >= need.evidence {
        level
    } else {
        level / 2
    }
}

/// The best credit of all claims.
pub(super) fn best_credit(
    terms: &Terms<'_>,
    claims: &[SkillClaim],
    need: &SkillNeed,
    credit: fn(u32, Evidence, &SkillNeed) -> u32,
) -> u32 {
    reaches(terms, claims, need)
        .map(|reach| credit(reach.hundredths, reach.evidence, need))
        .max()
        .unwrap_or(0)
}
