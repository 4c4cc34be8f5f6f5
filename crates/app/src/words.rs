//! Personal words: the secret ending of an address by which one member reaches one assembly.
//!
//! A word such as `AG1-M12-7kqe-…` is printed on the convocation or sent with it. Its last part is the
//! HMAC-SHA-256 (RFC 2104) of the first two under a key of the caisse, cut to 80 bits: whoever has
//! the key can tell a true word, and nobody else can make one. Nothing is kept per member.
//!
//! Absent on purpose: what a word opens (`caisse-web`), how it is sent (`work::notices`).

use caisse_domain::identity::{AssemblyId, MemberId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Digits and letters that are not taken for one another when read from paper (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many of them end a word: 16 of 5 bits.
const LENGTH: usize = 16;

/// Makes and reads the words of one caisse.
#[derive(Clone)]
pub struct PersonalWords {
    key: [u8; 32],
}

impl PersonalWords {
    /// The words under that key.
    pub fn new(key: [u8; 32]) -> PersonalWords {
        PersonalWords { key }
    }

    /// The word of a member for an assembly.
    pub fn word(&self, assembly: AssemblyId, member: MemberId) -> String {
        let secret = self.secret(assembly, member);
        let groups: Vec<&str> =
            secret.as_bytes().chunks(4).filter_map(|c| str::from_utf8(c).ok()).collect();
        format!("{assembly}-{member}-{}", groups.join("-"))
    }

    /// The assembly and the member of a word; `None` if it is not one of ours. Capitals, blanks,
    /// missing dashes and an `o` for a zero are forgiven: people type these from paper.
    pub fn read(&self, word: &str) -> Option<(AssemblyId, MemberId)> {
        if word.len() > 100 {
            return None;
        }
        let mut parts = word.trim().splitn(3, '-');
        let assembly: AssemblyId = parts.next()?.to_uppercase().parse().ok()?;
        let member: MemberId = parts.next()?.to_uppercase().parse().ok()?;
        let given: String = parts
            .next()?
            .chars()
            .filter(|letter| letter.is_ascii_alphanumeric())
            .map(|letter| match letter.to_ascii_lowercase() {
                'i' | 'l' => '1',
                'o' => '0',
                other => other,
            })
            .collect();
        let secret = self.secret(assembly, member);
        // Every letter is compared, so that the time taken tells nothing of the first wrong one.
        let same = given.len() == secret.len()
            && given.bytes().zip(secret.bytes()).fold(0, |wrong, (a, b)| wrong | (a ^ b)) == 0;
        same.then_some((assembly, member))
    }

    fn secret(&self, assembly: AssemblyId, member: MemberId) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any length is a key");
        mac.update(format!("caisse personal word v1|{assembly}|{member}").as_bytes());
        let digest = mac.finalize().into_bytes();
        let bits = digest[..10].iter().fold(0_u128, |bits, byte| bits << 8 | u128::from(*byte));
        let letter = |place: usize| {
            let index = bits >> (5 * (LENGTH - 1 - place)) & 31;
            char::from(LETTERS[usize::try_from(index).expect("five bits")])
        };
        (0..LENGTH).map(letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: (AssemblyId, MemberId) = (AssemblyId(3), MemberId(12));

    #[test]
    fn a_word_is_read_back_as_people_type_it_and_no_other_is() {
        let words = PersonalWords::new([7; 32]);
        let word = words.word(WHO.0, WHO.1);
        assert_eq!(words.read(&word), Some(WHO));
        assert_eq!(words.read(&word.to_uppercase()), Some(WHO));
        let (who, secret) = word.split_at("AG3-M12-".len());
        assert_eq!(words.read(&format!(" {who}{} ", secret.replace('-', " "))), Some(WHO));
        assert_eq!(words.read(&format!("{who}{}", secret.replace('0', "O"))), Some(WHO));
        assert_eq!(words.read(&word.replace("M12", "M13")), None);
        assert_eq!(words.read(&word.replace("AG3", "AG4")), None);
        assert_eq!(words.read(&word[..word.len() - 1]), None);
        assert_eq!(PersonalWords::new([8; 32]).read(&word), None);
        for wrong in ["", "AG3", "AG3-M12", "AG3-M12-", "M12-AG3-aaaa", &"a".repeat(200)] {
            assert_eq!(words.read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_secret_is_the_one_that_any_hmac_gives() {
        // python3: hmac.new(bytes([7])*32, b"caisse personal word v1|AG3|M12", "sha256").digest()[:10]
        let secret = PersonalWords::new([7; 32]).secret(WHO.0, WHO.1);
        assert_eq!(secret, include_str!("words.txt").trim());
    }
}
