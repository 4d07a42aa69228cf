//! The capture transport: each mail becomes an `.eml` file, written whole or not at all.

use std::{
    io,
    path::{Path, PathBuf},
};

use tokio::io::AsyncWriteExt as _;

use crate::{Attempted, Parcel, Phase, Verdict};

/// Keeps mail in a folder instead of sending it. A retry writes the same bytes to the same file.
#[derive(Debug, Clone)]
pub struct Capture {
    dir: PathBuf,
}

impl Capture {
    pub fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    pub(super) async fn deliver<F: Future<Output = bool>>(
        &self,
        parcel: &Parcel<'_>,
        before_dot: F,
    ) -> Attempted {
        let name = file_name(parcel.message_id);
        let part = self.dir.join(format!(".{name}.part"));
        if let Err(error) = self.write_part(&part, parcel.bytes).await {
            return Attempted::ours(
                Verdict::Later,
                Phase::Data,
                format!("the capture folder can't be written: {error}"),
            );
        }
        if !before_dot.await {
            // The next attempt overwrites the leftover, so a failure to remove it costs nothing.
            drop(tokio::fs::remove_file(&part).await);
            return Attempted::ours(
                Verdict::Withheld,
                Phase::Data,
                "withheld by the ledger".to_owned(),
            );
        }
        match tokio::fs::rename(&part, self.dir.join(&name)).await {
            Ok(()) => Attempted::ours(Verdict::Accepted, Phase::Done, format!("captured as {name}")),
            Err(error) => Attempted::ours(
                Verdict::Later,
                Phase::Data,
                format!("the captured mail can't be renamed: {error}"),
            ),
        }
    }

    async fn write_part(&self, part: &Path, bytes: &[u8]) -> io::Result<()> {
        tokio::fs::create_dir_all(&self.dir).await?;
        let mut file = tokio::fs::File::create(part).await?;
        file.write_all(bytes).await?;
        file.flush().await?;
        file.sync_data().await
    }
}

/// A file name from a message id: letters, digits and hyphens only, so nothing in it can name another folder.
fn file_name(message_id: &str) -> String {
    let stem: String = message_id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .take(80)
        .collect();
    format!("{stem}.eml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use berth_domain::address::WireAddress;

    #[tokio::test]
    async fn a_retry_of_a_captured_mail_leaves_one_file() {
        let dir = tempfile::tempdir().unwrap();
        let capture = Capture::new(dir.path());
        let address = WireAddress::parse("a@example.org").unwrap();
        let parcel = Parcel {
            message_id: "id-1",
            from: &address,
            to: &address,
            bytes: b"Subject: x\r\n\r\nhello\r\n",
        };
        assert_eq!(
            capture.deliver(&parcel, async { false }).await.verdict,
            Verdict::Withheld
        );
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        for _ in 0..2 {
            assert_eq!(
                capture.deliver(&parcel, async { true }).await.verdict,
                Verdict::Accepted
            );
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        assert_eq!(std::fs::read(dir.path().join("id-1.eml")).unwrap(), parcel.bytes);
    }
}
