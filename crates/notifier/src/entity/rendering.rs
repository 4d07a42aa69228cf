//! What every attempt of a message sends, byte for byte. Apart from the message's row, which is written at every step.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rendering")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message: Uuid,
    pub bytes: Packed,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A mail as it is kept: an LZ4 block with its length before it, behind a byte that no mail begins with. A mail is mostly
/// markup, and comes to less than a third.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Packed(Vec<u8>);

const LZ4: u8 = 4;
/// No mail is larger.
const MOST: usize = 64 << 20;

/// What is kept is no mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the bytes kept of a mail are damaged")]
pub struct Damaged;

impl Packed {
    pub fn of(mail: &[u8]) -> Self {
        let mut bytes = vec![LZ4];
        bytes.extend(lz4_flex::block::compress_prepend_size(mail));
        Self(bytes)
    }

    /// The mail. What was kept before mails were packed is the mail itself.
    pub fn unpack(self) -> Result<Vec<u8>, Damaged> {
        let Some((&LZ4, block)) = self.0.split_first() else {
            return Ok(self.0);
        };
        let (length, block) = lz4_flex::block::uncompressed_size(block).map_err(|_| Damaged)?;
        if length > MOST {
            return Err(Damaged);
        }
        let mail = lz4_flex::block::decompress(block, length).map_err(|_| Damaged)?;
        if mail.len() == length {
            Ok(mail)
        } else {
            Err(Damaged)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_comes_back_byte_for_byte() {
        let mail: Vec<u8> = (0..5_000_u32)
            .flat_map(|n| format!("line {}\r\n", n % 70).into_bytes())
            .collect();
        let packed = Packed::of(&mail);
        assert!(
            packed.0.len() * 3 < mail.len(),
            "{} of {}",
            packed.0.len(),
            mail.len()
        );
        assert_eq!(packed.unpack(), Ok(mail));
        assert_eq!(Packed::of(b"").unpack(), Ok(Vec::new()));
    }

    #[test]
    fn a_mail_kept_as_it_is_is_read_too() {
        assert_eq!(
            Packed(b"From: a\r\n".to_vec()).unpack(),
            Ok(b"From: a\r\n".to_vec())
        );
    }

    #[test]
    fn damaged_bytes_are_told() {
        let mut packed = Packed::of(&b"To: somebody\r\n".repeat(99));
        packed.0.truncate(20);
        assert_eq!(packed.unpack(), Err(Damaged));
        assert_eq!(Packed(vec![LZ4, 255, 255, 255, 255]).unpack(), Err(Damaged));
        assert_eq!(Packed(vec![LZ4]).unpack(), Err(Damaged));
    }
}
