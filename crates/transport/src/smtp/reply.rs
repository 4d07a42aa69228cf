//! One reply of an SMTP server, read strictly (RFC 5321 4.2).

use bytes::{Buf as _, BytesMut};

const LONGEST_LINE: usize = 1_000;
const MOST_LINES: usize = 128;

/// A complete reply: one code, one or more lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

/// The server said something that is not an SMTP reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ReplyError {
    #[error("a reply line is longer than {LONGEST_LINE} octets")]
    LineTooLong,
    #[error("a reply has more than {MOST_LINES} lines")]
    TooManyLines,
    #[error("a reply line does not begin with a code of three digits")]
    NoCode,
    #[error("the lines of one reply carry different codes")]
    MixedCodes,
}

impl Reply {
    pub fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }

    pub fn is_transient(&self) -> bool {
        (400..500).contains(&self.code)
    }

    /// Code and text in one line, as the ledger keeps it.
    pub fn text(&self) -> String {
        let mut text = format!("{} {}", self.code, self.lines.join(" / "));
        text.truncate(text.floor_char_boundary(1_000));
        text
    }
}

/// Takes one whole reply from the front of `buffer`, or leaves it untouched and returns `None` when it is not all there.
pub(super) fn take_reply(buffer: &mut BytesMut) -> Result<Option<Reply>, ReplyError> {
    let mut lines = Vec::new();
    let mut code = None;
    let mut consumed = 0;
    loop {
        let rest = buffer.get(consumed..).unwrap_or_default();
        let Some(end) = rest.iter().position(|b| *b == b'\n') else {
            return if rest.len() > LONGEST_LINE {
                Err(ReplyError::LineTooLong)
            } else {
                Ok(None)
            };
        };
        if end > LONGEST_LINE {
            return Err(ReplyError::LineTooLong);
        }
        let line = rest.get(..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        consumed += end + 1;
        let (this, last, text) = split_line(line)?;
        if code.is_some_and(|code| code != this) {
            return Err(ReplyError::MixedCodes);
        }
        code = Some(this);
        lines.push(text);
        if lines.len() > MOST_LINES {
            return Err(ReplyError::TooManyLines);
        }
        if last {
            buffer.advance(consumed);
            return Ok(Some(Reply { code: this, lines }));
        }
    }
}

fn split_line(line: &[u8]) -> Result<(u16, bool, String), ReplyError> {
    let digits = line.get(..3).ok_or(ReplyError::NoCode)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return Err(ReplyError::NoCode);
    }
    let code = digits
        .iter()
        .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
    if !(200..600).contains(&code) {
        return Err(ReplyError::NoCode);
    }
    let last = match line.get(3) {
        None | Some(b' ') => true,
        Some(b'-') => false,
        Some(_) => return Err(ReplyError::NoCode),
    };
    let text = String::from_utf8_lossy(line.get(4..).unwrap_or_default());
    Ok((code, last, text.chars().filter(|c| !c.is_control()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(text: &str) -> (Result<Option<Reply>, ReplyError>, usize) {
        let mut buffer = BytesMut::from(text);
        let reply = take_reply(&mut buffer);
        (reply, buffer.len())
    }

    #[test]
    fn a_reply_is_taken_whole_or_not_at_all() {
        assert_eq!(take("250-one\r\n250 tw"), (Ok(None), 15));
        let (reply, left) = take("250-one\r\n250 two\r\n354 next\r\n");
        let reply = reply.unwrap().unwrap();
        assert_eq!((reply.code, reply.text().as_str()), (250, "250 one / two"));
        assert_eq!(left, 10);
        assert_eq!(take("250\r\n").0.unwrap().unwrap().lines, [""]);
    }

    #[test]
    fn what_is_no_reply_is_refused() {
        for (text, error) in [
            ("hello\r\n", ReplyError::NoCode),
            ("25\r\n", ReplyError::NoCode),
            ("199 x\r\n", ReplyError::NoCode),
            ("250_x\r\n", ReplyError::NoCode),
            ("250-a\r\n251 b\r\n", ReplyError::MixedCodes),
        ] {
            assert_eq!(take(text).0, Err(error), "{text:?}");
        }
        assert_eq!(take(&"2".repeat(2_000)).0, Err(ReplyError::LineTooLong));
        assert_eq!(take(&"250-x\r\n".repeat(200)).0, Err(ReplyError::TooManyLines));
    }
}
