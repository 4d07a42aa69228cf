//! Files that people hand over: read whole within a limit, from a path or standard input, as UTF-8.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// How a file is called in messages.
pub(super) fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

/// Reads a file, or standard input for `-`, of at most `most` bytes. A byte order mark is left out; what is UTF-16 is
/// refused by name, since whoever reads it next could only say that it is odd.
pub(super) fn read(path: &Path, most: usize) -> Result<Vec<u8>> {
    let name = name_of(path);
    let content = if path == Path::new("-") {
        limited(std::io::stdin().lock(), most)
    } else {
        File::open(path).and_then(|file| limited(file, most))
    };
    let mut content = content.with_context(|| format!("cannot read {name}"))?;
    if content.len() > most {
        bail!(
            "{name} has more than {} MiB, which is the most that is read",
            most >> 20
        );
    }
    if content.is_empty() {
        bail!("{name} is empty");
    }
    if content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]) {
        bail!("{name} is UTF-16; save it as UTF-8");
    }
    if content.starts_with("\u{feff}".as_bytes()) {
        content.drain(..3);
    }
    Ok(content)
}

/// One byte more than allowed tells that there is too much, without reading all of it.
fn limited(reader: impl Read, most: usize) -> std::io::Result<Vec<u8>> {
    let mut content = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    reader.take(most.saturating_add(1)).read_to_end(&mut content)?;
    Ok(content)
}
