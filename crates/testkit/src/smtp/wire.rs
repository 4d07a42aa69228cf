//! Reading what an SMTP client writes: command lines, messages, addresses.

use std::io;

use base64::{Engine, prelude::BASE64_STANDARD};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// The largest message taken, in bytes: what EHLO announces.
pub(super) const MAX_SIZE: usize = 10 * 1024 * 1024;
/// RFC 5321 allows 512; extensions add to it.
const MAX_LINE: usize = 4096;

/// One command line without its end; `None` when the client has gone.
pub(super) async fn line(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    stream.take(MAX_LINE as u64).read_until(b'\n', &mut line).await?;
    if !line.ends_with(b"\n") {
        return Ok(None);
    }
    let line = String::from_utf8_lossy(&line);
    Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Reads up to the lonely dot; a connection that ends before is an error.
pub(super) async fn message(stream: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Body> {
    let (mut bytes, mut bare, mut large) = (Vec::new(), false, false);
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line).await?;
        if !line.ends_with(b"\n") {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == b".\r\n" {
            break;
        }
        bare |= !line.ends_with(b"\r\n");
        large |= bytes.len() + line.len() > MAX_SIZE;
        if !large {
            bytes.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
    }
    Ok(if large {
        Body::TooLarge
    } else if bare {
        Body::BareLineFeed
    } else {
        Body::Whole(bytes)
    })
}

/// What came between `DATA` and the lonely dot.
pub(super) enum Body {
    Whole(Vec<u8>),
    TooLarge,
    BareLineFeed,
}

/// `FROM:<ada@example.org> SIZE=…` → address and parameters.
pub(super) fn address<'a>(rest: &'a str, label: &str) -> Option<(String, &'a str)> {
    let given = rest
        .get(..label.len())
        .filter(|given| given.eq_ignore_ascii_case(label))?;
    let (address, parameters) = rest
        .get(given.len()..)?
        .trim_start()
        .strip_prefix('<')?
        .split_once('>')?;
    let whole = address.is_empty()
        || address
            .split_once('@')
            .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    (whole && !address.contains(char::is_whitespace)).then(|| (address.to_owned(), parameters.trim()))
}

/// Base64 text, as logins have it.
pub(super) fn decode(text: &str) -> String {
    String::from_utf8_lossy(&BASE64_STANDARD.decode(text.trim()).unwrap_or_default()).into_owned()
}
