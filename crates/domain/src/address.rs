//! Mail addresses as they go over the wire: checked, without control characters, the domain as A-labels.

use std::fmt;

/// An address fit for an SMTP command: no space, bracket or control character, the domain in ASCII.
#[derive(Clone, PartialEq, Eq)]
pub struct WireAddress {
    local: String,
    domain: String,
}

/// Why an address can't be written to. The address itself is left out: errors reach logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the address has no @ between two parts: write it as name@example.org")]
    Shape,
    #[error("the address holds a space, bracket, quote or control character")]
    Character,
    #[error("the part before the @ is longer than 64 octets or the whole longer than 254")]
    TooLong,
    #[error("the domain is not a valid host name")]
    Domain,
}

impl WireAddress {
    /// Parses `name@domain`. Quoted local parts are refused: no real mailbox of ours needs one, and they hide injections.
    pub fn parse(address: &str) -> Result<Self, AddressError> {
        let (local, domain) = address.rsplit_once('@').ok_or(AddressError::Shape)?;
        if local.is_empty() || domain.is_empty() {
            return Err(AddressError::Shape);
        }
        if local
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || "<>()[]\\,;:@\"".contains(c))
        {
            return Err(AddressError::Character);
        }
        if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
            return Err(AddressError::Shape);
        }
        let domain = match url::Host::parse(domain) {
            Ok(url::Host::Domain(domain)) if valid_domain(&domain) => domain,
            _ => return Err(AddressError::Domain),
        };
        if local.len() > 64 || local.len() + domain.len() + 1 > 254 {
            return Err(AddressError::TooLong);
        }
        Ok(Self {
            local: local.to_owned(),
            domain,
        })
    }

    /// The domain as A-labels, lower case.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether the server must offer SMTPUTF8 (RFC 6531) to take this address.
    pub fn needs_smtputf8(&self) -> bool {
        !self.local.is_ascii()
    }

    /// The text between the angle brackets of `MAIL FROM` and `RCPT TO`. Not `Display`, so that no log gets it by mistake.
    pub fn to_wire(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }
}

fn valid_domain(domain: &str) -> bool {
    domain.len() <= 253
        && domain.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}

impl fmt::Debug for WireAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WireAddress(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_international_domain_goes_out_as_a_labels() {
        let address = WireAddress::parse("jonas@žiedas.example").unwrap();
        assert_eq!(address.to_wire(), "jonas@xn--iedas-tib.example");
        assert!(!address.needs_smtputf8());
        assert!(WireAddress::parse("jānis@example.org").unwrap().needs_smtputf8());
    }

    #[test]
    fn an_address_cannot_carry_a_second_command() {
        for bad in [
            "a@example.org>\r\nRCPT TO:<b@example.org",
            "a b@example.org",
            "a\r\n@example.org",
            "<a@example.org>",
            "a@example.org\n",
            "@example.org",
            "a@",
            "a",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@-x.org",
            "a@b..org",
            ".a@b.org",
            "\"a b\"@b.org",
        ] {
            assert!(WireAddress::parse(bad).is_err(), "{bad:?} was taken");
        }
    }

    #[test]
    fn a_debug_print_hides_the_address() {
        let shown = format!("{:?}", WireAddress::parse("amara@example.org").unwrap());
        assert!(!shown.contains("amara"), "{shown}");
    }
}
