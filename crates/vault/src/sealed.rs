//! Sealing and opening what is a person's.

use chacha20poly1305::XNonce;
use chacha20poly1305::aead::{Aead, Payload};
use zeroize::Zeroizing;

use caisse_units::Language;

use crate::entropy::{Entropy, draw};
use crate::error::VaultError;
use crate::key::{Owner, PersonKey};

/// The first bytes of sealed data, version 1.
const MAGIC: [u8; 5] = *b"CVSD\x01";
/// Magic, kind and nonce stand in the clear before the encrypted part.
const HEADER_LENGTH: usize = 30;
/// The tag of the cipher, in bytes.
const TAG_LENGTH: usize = 16;
/// The plaintext is padded to a multiple of this, so that the length of what is sealed does not tell
/// how many digits an income has or how many children a household.
const PADDING: usize = 256;

/// What sort of data is sealed; bound to the bytes, so that one sort is refused in the place of
/// another. The numbers are part of the format and are never given again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Names, addresses, bank account: [`crate::PersonalData`].
    PersonalData = 1,
    /// A declared situation: [`crate::CommittedSituation`].
    Situation = 2,
    /// What a person wrote in a request for help.
    Request = 3,
    /// A document that a person joined.
    Document = 4,
    /// A ballot that waits for its count: [`crate::CommittedBallot`].
    Ballot = 5,
    /// What a person enters with: an e-mail address, the secret of a second factor.
    Access = 6,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] = [
        Kind::PersonalData,
        Kind::Situation,
        Kind::Request,
        Kind::Document,
        Kind::Ballot,
        Kind::Access,
    ];

    /// The most bytes that may be sealed at once: 16 MiB for a document, 64 KiB for the others.
    pub const fn limit(self) -> usize {
        match self {
            Kind::Document => 16 << 20,
            Kind::PersonalData | Kind::Situation | Kind::Request | Kind::Ballot | Kind::Access => {
                64 << 10
            }
        }
    }

    /// The kind as a person reads it.
    pub fn written(self, language: Language) -> &'static str {
        match self {
            Kind::PersonalData => language.choose("les données personnelles", "the personal data"),
            Kind::Situation => language.choose("la situation", "the situation"),
            Kind::Request => language.choose("la demande", "the request"),
            Kind::Document => language.choose("le document", "the document"),
            Kind::Ballot => language.choose("le bulletin", "the ballot"),
            Kind::Access => language.choose("l'accès", "the access"),
        }
    }

    fn from_byte(byte: u8) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| *kind as u8 == byte)
    }
}

impl PersonKey {
    /// Seals `plaintext` under this key, bound to its owner and to `kind`.
    ///
    /// Version 1: `CVSD`, version byte 1, kind (1), nonce (24), then the padded plaintext encrypted by
    /// XChaCha20-Poly1305 with its tag. Padding: byte 0x80, then zeros to a multiple of 256 bytes.
    /// Associated data: `caisse vault data v1\n`, length of the organisation (8, big-endian),
    /// organisation, person (8, big-endian), kind (1).
    ///
    /// # Errors
    /// [`VaultError::TooLong`] above [`Kind::limit`]; [`VaultError::NoEntropy`].
    pub fn seal(
        &self,
        kind: Kind,
        plaintext: &[u8],
        entropy: &mut impl Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        if plaintext.len() > kind.limit() {
            return Err(VaultError::TooLong { kind, length: plaintext.len(), limit: kind.limit() });
        }
        let padded = padded(plaintext);
        let nonce: [u8; 24] = draw(entropy)?;
        let associated = sealing_data(self.owner(), kind);
        let secret = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: &padded, aad: &associated })
            .expect("16 MiB are below every limit of the cipher");
        let mut sealed = Vec::with_capacity(HEADER_LENGTH + secret.len());
        sealed.extend_from_slice(&MAGIC);
        sealed.push(kind as u8);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&secret);
        Ok(sealed)
    }

    /// Opens what [`PersonKey::seal`] sealed. The memory of the result is overwritten on drop.
    ///
    /// # Errors
    /// [`VaultError::NotSealed`] for bytes that are not ours; [`VaultError::OtherKind`] for another
    /// sort of data; [`VaultError::NotAuthentic`] for altered bytes or those of someone else.
    pub fn open(&self, kind: Kind, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let longest = HEADER_LENGTH + TAG_LENGTH + kind.limit() + PADDING;
        let well_formed = sealed.starts_with(&MAGIC)
            && (HEADER_LENGTH + TAG_LENGTH + PADDING..=longest).contains(&sealed.len());
        if !well_formed {
            return Err(VaultError::NotSealed { kind, length: sealed.len() });
        }
        match Kind::from_byte(sealed[5]) {
            Some(found) if found == kind => {}
            found => return Err(VaultError::OtherKind { wanted: kind, found }),
        }
        let refused = || VaultError::NotAuthentic { owner: self.owner().clone(), kind };
        let nonce: [u8; 24] = sealed[6..HEADER_LENGTH].try_into().map_err(|_| refused())?;
        let associated = sealing_data(self.owner(), kind);
        let mut plaintext = self
            .cipher()
            .decrypt(
                &XNonce::from(nonce),
                Payload { msg: &sealed[HEADER_LENGTH..], aad: &associated },
            )
            .map(Zeroizing::new)
            .map_err(|_| refused())?;
        let end = plaintext.iter().rposition(|byte| *byte != 0).ok_or_else(refused)?;
        if plaintext[end] != 0x80 {
            return Err(refused());
        }
        plaintext.truncate(end);
        Ok(plaintext)
    }
}

fn sealing_data(owner: &Owner, kind: Kind) -> Vec<u8> {
    owner.associated_data(b"caisse vault data v1\n", &[kind as u8])
}

fn padded(plaintext: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = (plaintext.len() / PADDING + 1) * PADDING;
    let mut padded = Zeroizing::new(Vec::with_capacity(length));
    padded.extend_from_slice(plaintext);
    padded.push(0x80);
    padded.resize(length, 0);
    padded
}
