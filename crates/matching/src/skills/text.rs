//! Text made comparable and taken apart: the words and the key of a spelling, and the pieces of a cell.

/// What a spelling is compared by: its words run together.
pub(super) fn key(text: &str) -> String {
    words(text).concat()
}

/// Lower-case words of letters and digits. `c++`, `c#`, `.net` and `a/b` are spelled out before punctuation goes, marks
/// on Latin letters and French articles before a vowel are dropped, American and British endings become one.
pub(super) fn words(text: &str) -> Vec<String> {
    let lower = format!(" {}", text.to_lowercase().replace('\u{2019}', "'"))
        .replace(" d'", " ")
        .replace(" l'", " ")
        .replace(" c #", " c#")
        .replace("/c #", "/c#")
        .replace(" f #", " f#")
        .replace("c ++", "cpp")
        .replace("c++", "cpp")
        .replace("\u{441}++", "cpp")
        .replace(['\u{266f}', '\u{ff03}'], "#")
        .replace("c#", "csharp ")
        .replace("\u{441}#", "csharp ")
        .replace("f#", "fsharp ")
        .replace(".net", " dotnet")
        .replace("a/b", "ab")
        .replace('&', " and ");
    let folded: String = lower.chars().filter(|c| !is_invisible(*c)).map(fold).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|word| {
            latin(word)
                .replace("isation", "ization")
                .replace("elling", "eling")
        })
        .collect()
}

/// The text without spaces, in lower case, with its slashes and brackets: `CI / CD` is one name, `React/Redux` two.
pub(super) fn tight(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .collect()
}

/// Separates at `separators` and at line ends; within brackets only at line ends.
pub(super) fn pieces(text: &str, separators: &[char]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter == '\n' || (depth == 0 && separators.contains(&letter)) {
            depth = 0;
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(letter);
        }
    }
    trimmed(pieces.iter().map(String::as_str))
}

/// A piece in two: what stands before its first bracket, and all the rest in and after it.
pub(super) fn bracketed(piece: &str) -> Option<(&str, &str)> {
    let (head, rest) = piece.split_once(['(', '['])?;
    (!head.trim().is_empty()).then_some((head.trim(), rest))
}

/// What stands in and after brackets, in its pieces.
pub(super) fn listed(rest: &str) -> impl Iterator<Item = &str> {
    rest.split(['(', ')', '[', ']', ',', ';', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// What separates the parts of a piece when it stands between spaces; `and` also in French, German and the languages of
/// the Baltics.
const SEPARATING: [&str; 16] = [
    " and ",
    " AND ",
    " And ",
    " & ",
    " or ",
    " OR ",
    " + ",
    " / ",
    " - ",
    " \u{2013} ",
    " et ",
    " und ",
    " ir ",
    " ja ",
    " un ",
    " \u{438} ",
];

/// A piece at its slashes, plus signs between spaces, `and`, `or`, colons, brackets and commas.
pub(super) fn parts(piece: &str) -> Vec<String> {
    let spaced = SEPARATING
        .iter()
        .fold(piece.to_owned(), |text, word| text.replace(word, "/"));
    trimmed(
        spaced
            .split(['/', '(', ')', '[', ']', ',', ';', ':'])
            .map(|p| p.trim().trim_start_matches("e.g. ").trim_start_matches("incl. ")),
    )
}

fn trimmed<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<String> {
    pieces
        .map(|p| p.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// Combining marks, zero-width characters and soft hyphens, which word processors leave in copied text.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Latin letters with marks, as the keyboards of the Baltics, Germany, France, Poland and Scandinavia write them.
fn fold(letter: char) -> char {
    match letter {
        '\u{e0}'..='\u{e5}' | '\u{101}' | '\u{105}' => 'a',
        '\u{e7}' | '\u{107}' | '\u{10d}' => 'c',
        '\u{e8}'..='\u{eb}' | '\u{113}' | '\u{117}' | '\u{119}' => 'e',
        '\u{123}' => 'g',
        '\u{ec}'..='\u{ef}' | '\u{12b}' | '\u{12f}' => 'i',
        '\u{137}' => 'k',
        '\u{13c}' | '\u{142}' => 'l',
        '\u{f1}' | '\u{144}' | '\u{146}' => 'n',
        '\u{f2}'..='\u{f6}' | '\u{f8}' => 'o',
        '\u{15b}' | '\u{161}' => 's',
        '\u{f9}'..='\u{fc}' | '\u{16b}' | '\u{173}' => 'u',
        '\u{17a}' | '\u{17c}' | '\u{17e}' => 'z',
        other => other,
    }
}

/// A word that mixes alphabets was typed with the wrong one on: Cyrillic letters that look Latin become so.
fn latin(word: &str) -> String {
    if !word.chars().any(|c| c.is_ascii_alphabetic()) {
        return word.to_owned();
    }
    let looks = |letter: char| match letter {
        '\u{430}' => 'a',
        '\u{432}' => 'b',
        '\u{435}' => 'e',
        '\u{43a}' => 'k',
        '\u{43c}' => 'm',
        '\u{43e}' => 'o',
        '\u{440}' => 'p',
        '\u{441}' => 'c',
        '\u{442}' => 't',
        '\u{443}' => 'y',
        '\u{445}' => 'x',
        '\u{456}' => 'i',
        other => other,
    };
    word.chars().map(looks).collect()
}
