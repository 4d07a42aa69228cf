//! HTML as lines of ASCII, which go over the wire as they are. Quoted-printable for markup takes longer than writing the
//! whole mail otherwise does, and makes it larger.
#![expect(clippy::indexing_slicing, reason = "the table has an entry for every byte")]

use std::fmt::Write as _;

/// A line is broken at the next chance from here on.
const LONG: usize = 76;
/// Longer than this no line may be, without its end (RFC 5321, 4.5.3.1.6).
const LONGEST: usize = 996;

/// The same page in lines of ASCII that end in CRLF: what is no ASCII as character references, breaks in place of blanks
/// inside tags. `None` where that can't be: a text too long for a line, style sheets that need more than ASCII, or control
/// characters, which may not stand in a mail as they are and whose references mean something else.
pub(super) fn lines(html: &str) -> Option<String> {
    let mut lines = String::with_capacity(html.len() + html.len() / 16);
    let mut start = 0;
    let mut place = Place::Text;
    let mut rest = html;
    loop {
        // Most of a page goes as it is.
        let run = rest.bytes().position(|byte| place.heeds(byte));
        let (as_it_is, from) = rest.split_at_checked(run.unwrap_or(rest.len()))?;
        lines.push_str(as_it_is);
        let mut chars = from.chars();
        let Some(char) = chars.next() else { break };
        place = place.after(char, from);
        match char {
            '\r' => {}
            '\n' => end_line(&mut lines, &mut start)?,
            ' ' if place == Place::Tag && lines.len() - start >= LONG => end_line(&mut lines, &mut start)?,
            _ if char.is_control() => return None,
            _ if char.is_ascii() => lines.push(char),
            _ if place == Place::Raw => return None,
            // Writing to a string can't fail.
            _ => drop(write!(lines, "&#{};", u32::from(char))),
        }
        rest = chars.as_str();
    }
    (lines.len() - start <= LONGEST).then_some(lines)
}

fn end_line(lines: &mut String, start: &mut usize) -> Option<()> {
    if lines.len() - *start > LONGEST {
        return None;
    }
    lines.push_str("\r\n");
    *start = lines.len();
    Some(())
}

/// Where in a page somebody reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Among words; comments count as such.
    Text,
    /// In a tag, between its attributes.
    Tag,
    /// In an attribute's value, behind this quotation mark.
    Value(char),
    /// In a style sheet or script, where a character reference would be taken for itself.
    Raw,
}

/// Where a byte is heeded, as bits of [`HEEDED`].
const ALWAYS: u8 = 1;
const MARKUP: u8 = 2;
const IN_TAG: u8 = 4;
const DOUBLE: u8 = 8;
const SINGLE: u8 = 16;

static HEEDED: [u8; 256] = {
    let mut heeded = [ALWAYS; 256];
    let mut byte = b' ';
    while byte < 0x7f {
        heeded[byte as usize] = match byte {
            b'<' => MARKUP,
            b' ' | b'>' => IN_TAG,
            b'"' => IN_TAG | DOUBLE,
            b'\'' => IN_TAG | SINGLE,
            _ => 0,
        };
        byte += 1;
    }
    heeded[b'\t' as usize] = 0;
    heeded
};

impl Place {
    /// Whether a byte may end this place or can't go as it is. Asked of every byte, so it is one look into a table.
    fn heeds(self, byte: u8) -> bool {
        let mark = match self {
            Self::Text | Self::Raw => MARKUP,
            Self::Tag => IN_TAG,
            Self::Value('"') => DOUBLE,
            Self::Value(_) => SINGLE,
        };
        HEEDED[usize::from(byte)] & (mark | ALWAYS) != 0
    }

    fn after(self, char: char, rest: &str) -> Self {
        let starts = |with: &str| {
            rest.get(..with.len())
                .is_some_and(|rest| rest.eq_ignore_ascii_case(with))
        };
        match (self, char) {
            (Self::Text, '<') if starts("<style") || starts("<script") => Self::Raw,
            (Self::Raw, '<') if starts("</style") || starts("</script") => Self::Tag,
            (Self::Text, '<') if rest.get(1..2).is_some_and(|next| next != "!") => Self::Tag,
            (Self::Tag, '>') => Self::Text,
            (Self::Tag, '"' | '\'') => Self::Value(char),
            (Self::Value(mark), _) if mark == char => Self::Tag,
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn a_page_stays_the_same_page() {
        let page = "<p class=\"a b\" title='x > y' lang=\"lt\">Ačiū, \u{1f600} it's done</p>\n<!-- don't -->";
        assert_eq!(
            lines(page).unwrap(),
            "<p class=\"a b\" title='x > y' lang=\"lt\">A&#269;i&#363;, &#128512; it's done</p>\r\n<!-- don't -->"
        );
    }

    #[test]
    fn lines_break_between_attributes_only() {
        let style = "a: b; ".repeat(20);
        let page = format!(
            "<td style=\"{style}\" class=\"c\">{}</td>",
            "some words ".repeat(20)
        );
        let expected = format!(
            "<td style=\"{style}\"\r\nclass=\"c\">{}</td>",
            "some words ".repeat(20)
        );
        assert_eq!(lines(&page).unwrap(), expected);
    }

    #[test]
    fn what_needs_more_than_lines_of_ascii_is_left_to_others() {
        assert_eq!(lines("<STYLE>a::after { content: '–' }</STYLE>"), None);
        assert!(lines("<style>a { color: red }</style>–").is_some());
        assert_eq!((lines("a\0b"), lines("a\u{85}b")), (None, None));
        assert!(lines("a\tb\r\n").is_some());
        assert_eq!(lines(&"word ".repeat(300)), None);
        assert_eq!(lines(&format!("{}\nend", "word ".repeat(300))), None);
    }
}
