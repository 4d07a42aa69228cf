//! Slips of the pen: how far two spellings are apart, and which of them count as one name written badly.

/// Whether `text` may be `name` written with a slip, and how many slips it takes: one under nine letters, else two;
/// none under five. The first letter and all digits stay. Where both have as many words, each word is compared on its
/// own, so that `SEO optimization` doesn't become `SQL optimization`; one of four letters may then lose or double a
/// letter: `Powe BI`, `Qlick Sense`.
pub(super) fn slips(text: &[String], name: &[String]) -> Option<usize> {
    if text.len() > 1 && text.len() == name.len() {
        let mut all = 0;
        for (x, y) in text.iter().zip(name) {
            all += if x == y || dropped(x, y) {
                usize::from(x != y)
            } else {
                within(x, y)?
            };
        }
        let length = text.iter().map(String::len).sum();
        return (all <= allowed(length)).then_some(all);
    }
    within(&text.concat(), &name.concat())
}

/// A letter lost or too many within a short word.
fn dropped(text: &str, name: &str) -> bool {
    let (length, other) = (text.len(), name.len());
    length.min(other) == 4
        && length.max(other) == 5
        && text.chars().next() == name.chars().next()
        && digits(text) == digits(name)
        && distance(text, name) == 1
}

fn allowed(length: usize) -> usize {
    match length {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    }
}

fn within(text: &str, name: &str) -> Option<usize> {
    let (length, other) = (text.chars().count(), name.chars().count());
    let allowed = allowed(length.min(other + 1));
    if other < 5 || other.abs_diff(length) > allowed || text.chars().next() != name.chars().next() {
        return None;
    }
    if digits(text) != digits(name) || is_person(text, name) {
        return None;
    }
    let slips = match distance(text, name) {
        2 if moved(text, name) => 1,
        slips => slips,
    };
    // In short words another letter is mostly another word; a letter lost, doubled or swapped is a slip.
    let replaced = slips == 1 && other == length && !moved(text, name) && !swapped(text, name);
    (slips > 0 && slips <= allowed && !(replaced && length < 7)).then_some(slips)
}

/// `html4` isn't a slip for `html5`.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Who does a thing isn't the thing: `administrator` is no slip for `administration`.
fn is_person(text: &str, name: &str) -> bool {
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    ends(text, &["er", "ers", "or", "ors", "ist", "ists", "yst", "ysts"])
        && ends(name, &["ing", "ion", "ment", "ship", "sis", "ses", "ic", "ics"])
}

fn swapped(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 2
}

/// One letter further along than it belongs: `Phyton`. The first and the last letter are in their places.
fn moved(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    a.chars().last() == b.chars().last() && sorted(a) == sorted(b)
}

/// Letters lost, added, replaced, or neighbours swapped (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let at = |line: &[usize], n: usize| line.get(n).copied().unwrap_or(usize::MAX / 2);
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let mut least = (at(&above, column) + usize::from(x != y))
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            let crossed = row > 0 && column > 0 && a.get(row - 1) == Some(y) && b.get(column - 1) == Some(x);
            if crossed && x != y {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}
