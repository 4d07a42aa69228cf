//! Words around a skill, and words that look like one: what free text is cleared of before it is understood.

/// Before a skill these say nothing about which it is.
const BEFORE: &str = "\
    advanced basic basics intermediate expert strong good solid proficient experienced experience \
    knowledge working understanding familiarity familiar proficiency skilled skills hands on in with \
    of using the very excellent some deep fundamentals introduction to beginner junior senior \
    certified programming language";
/// After a skill these say nothing about which it is.
const AFTER: &str = "\
    design macros dags pipelines modules programming language development developer skills skill \
    basics advanced basic intermediate beginner expert knowledge experience framework library \
    libraries software tool tools algorithms linux database databases scripting coding proficiency \
    fundamentals applications technology technologies platform certified certification server stack \
    package level years year yrs lang api ide suite desktop queries models concepts techniques methods \
    principles";
const VENDORS: &str = "\
    microsoft ms apache google amazon aws oracle ibm adobe atlassian hashicorp autodesk azure gcp \
    jetbrains vmware red hat esri";
/// Everyday words one slip away from a skill; they mean themselves.
const ORDINARY: &str = "\
    mathematics mathematical analysts scale scales reach exact swim sketches flash docked excels \
    exceed except talent tables tablet stats quick quirk looked locker looks splash statics angle \
    angler pasta panda riding writing reading cooking dancing drawing sports music travel travelling \
    teaching marketing trading banking tutoring hosting posting casual manual visual rapid robust \
    robots clouds nursing parsing";

pub(super) fn goes_before(word: &str) -> bool {
    is_vendor(word) || BEFORE.split_whitespace().any(|w| w == word)
}

pub(super) fn goes_after(word: &str) -> bool {
    is_version(word) || AFTER.split_whitespace().any(|w| w == word)
}

pub(super) fn is_vendor(word: &str) -> bool {
    VENDORS.split_whitespace().any(|w| w == word)
}

/// Small words that mean a tool only when written like a name.
pub(super) fn needs_capital(text: &str) -> bool {
    matches!(text, "rest" | "less" | "word")
}

/// `Spring 2025` is a season, not a framework.
pub(super) fn is_season(word: &str, after: &[String]) -> bool {
    matches!(word, "spring") && after.iter().any(|w| w.len() == 4 && w.starts_with("20"))
}

pub(super) fn is_ordinary(words: &[String]) -> bool {
    matches!(words, [only] if ORDINARY.split_whitespace().any(|w| w == only))
}

/// `3`, `2019`, `v2`, `r2021`, `2x`.
fn is_version(word: &str) -> bool {
    let digits = word
        .strip_prefix(['v', 'r'])
        .filter(|rest| !rest.is_empty())
        .unwrap_or(word);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == 'x')
}
