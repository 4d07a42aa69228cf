//! What every attempt of a message sends, byte for byte. Apart from the message's row, which is written at every step.

use lz4_flex::block;
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

/// A mail as it is kept: an LZ4 block with its length before it, behind a byte that no mail begins with and that says
/// how it was packed. Most of a mail is the house's own markup, which the dictionary has: an English mail comes to about a
/// tenth, others to a fifth or more.
#[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
pub struct Packed(Vec<u8>);

/// Packed by itself, as the first versions did.
const ALONE: u8 = 4;
/// Packed with [`DICTIONARY`].
const WITH_DICTIONARY: u8 = 5;
/// The sample of an offer in English as it was sent when this was made. It never changes: a better one is another file,
/// with a byte of its own.
const DICTIONARY: &[u8] = include_bytes!("mail-1.dictionary");
/// No mail is larger.
const MOST: usize = 64 << 20;

/// What is kept is no mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the bytes kept of a mail are damaged")]
pub struct Damaged;

impl Packed {
    pub fn of(mail: &[u8]) -> Self {
        let mut bytes = vec![WITH_DICTIONARY];
        bytes.extend(block::compress_prepend_size_with_dict(mail, DICTIONARY));
        Self(bytes)
    }

    /// The mail. What was kept before mails were packed is the mail itself.
    pub fn unpack(self) -> Result<Vec<u8>, Damaged> {
        let (dictionary, packed) = match self.0.split_first() {
            Some((&WITH_DICTIONARY, packed)) => (DICTIONARY, packed),
            Some((&ALONE, packed)) => (&[][..], packed),
            // Another version's way of packing: no mail begins with a control character.
            Some((how, _)) if how.is_ascii_control() => return Err(Damaged),
            _ => return Ok(self.0),
        };
        let (length, packed) = block::uncompressed_size(packed).map_err(|_| Damaged)?;
        if length > MOST {
            return Err(Damaged);
        }
        let mail = block::decompress_with_dict(packed, length, dictionary).map_err(|_| Damaged)?;
        if mail.len() == length {
            Ok(mail)
        } else {
            Err(Damaged)
        }
    }
}

#[cfg(test)]
mod tests {
    use berth_domain::address::WireAddress;
    use berth_domain::message::MessageKind;
    use berth_letters::{Addressee, Composer, Order, samples};
    use chrono_tz::Tz;
    use sha2::{Digest as _, Sha256};

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
    fn a_mail_packed_by_itself_is_read_too() {
        let mail = b"To: somebody\r\n".repeat(99);
        let mut bytes = vec![ALONE];
        bytes.extend(block::compress_prepend_size(&mail));
        assert_eq!(Packed(bytes).unpack(), Ok(mail));
    }

    /// What was packed with other bytes would come back as another mail.
    #[test]
    fn the_dictionary_never_changes() {
        assert_eq!(
            hex::encode(Sha256::digest(DICTIONARY)),
            "f0776673b1b5784d76e0e181637c5a85f4a69d683bb638f3d3cee19158b8ed7f"
        );
    }

    /// When this fails because the design has changed, a new dictionary is due.
    #[test]
    fn mails_of_the_house_take_an_eighth() {
        let now = "2027-05-10T12:00:00Z".parse().unwrap();
        let composer = Composer::new("Digital Explorers <berth@mail.example.org>").unwrap();
        let (id, to) = (Uuid::from_u128(5), WireAddress::parse("rui@example.org").unwrap());
        let addressee = Addressee {
            name: "Rui",
            address: &to,
            locale: "en",
            zone: Tz::Africa__Luanda,
        };
        for kind in MessageKind::ALL {
            let order = Order {
                programme_id: "digital-explorers",
                kind: *kind,
                id,
                subject: id,
            };
            let facts = samples::facts(*kind, now);
            let mail = composer
                .compose_with_unsubscribe(&order, &addressee, &facts, now, None)
                .unwrap()
                .bytes;
            let packed = Packed::of(&mail);
            assert!(
                packed.0.len() * 8 < mail.len(),
                "{kind}: {} of {}",
                packed.0.len(),
                mail.len()
            );
            assert_eq!(packed.unpack(), Ok(mail));
        }
    }

    #[test]
    fn damaged_bytes_are_told() {
        let mut packed = Packed::of(&b"To: somebody\r\n".repeat(99));
        packed.0.truncate(20);
        assert_eq!(packed.unpack(), Err(Damaged));
        assert_eq!(Packed(b"\x06of a later version".to_vec()).unpack(), Err(Damaged));
        for how in [ALONE, WITH_DICTIONARY] {
            assert_eq!(Packed(vec![how, 255, 255, 255, 255]).unpack(), Err(Damaged));
            assert_eq!(Packed(vec![how]).unpack(), Err(Damaged));
        }
    }
}
