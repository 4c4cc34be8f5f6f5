//! The second factor: codes of an application (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, what
//! every such application knows), and recovery codes on paper for the day the telephone is lost.

use caisse_vault::{Entropy as _, OsEntropy, VaultError};
use rusqlite::{Connection, params};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::diary::{Deed, note};
use crate::guarding::{Purpose, Sealed, as_typed, draw_letters};
use crate::{Access, AccessError, Entered, Second};

/// How many recovery codes are printed, each good once.
pub const RECOVERY_CODES: usize = 10;
/// How many letters a recovery code has: 50 bits, and tries are slowed down.
const RECOVERY_LETTERS: usize = 10;
/// The length of a code of the application, and how long one lasts in seconds.
const DIGITS: usize = 6;
const STEP: i64 = 30;
/// How many steps a telephone's clock may be wrong, each way.
const SKEW: i64 = 1;

/// A second factor that waits to be confirmed by its first code.
#[derive(Clone, PartialEq, Eq)]
pub struct Preparation {
    /// The secret, to type: base 32 in groups of four.
    pub secret: String,
    /// The address that a QR code carries to the application.
    pub address: String,
}

impl Access {
    /// Draws the secret of a second factor for the session's owner, or gives the one that waits.
    /// `issuer` is the name under which the application shows it.
    ///
    /// # Errors
    /// [`AccessError::Ended`]; also when there is a second factor already and it was not shown in this
    /// session.
    pub fn prepare_factor(
        &self,
        session: &str,
        issuer: &str,
        at: Second,
    ) -> Result<Preparation, AccessError> {
        self.change(|file| {
            let account = self.owner_of_factor(file, session, at)?;
            let (member, waiting): (String, Option<Vec<u8>>) = file.query_row(
                "SELECT member, factor_waiting FROM accounts WHERE number = ?1",
                [account],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            let secret = match waiting {
                Some(sealed) => self.unseal(file, account, Sealed::Factor, &sealed)?,
                None => {
                    let mut secret = Zeroizing::new(vec![0; 20]);
                    OsEntropy.fill(&mut secret).map_err(VaultError::NoEntropy)?;
                    let sealed = self.seal(file, account, Sealed::Factor, &secret)?;
                    file.execute(
                        "UPDATE accounts SET factor_waiting = ?2 WHERE number = ?1",
                        params![account, sealed],
                    )?;
                    secret
                }
            };
            Ok(preparation(&secret, &member, issuer))
        })
    }

    /// The account of a session that may set up or remove a second factor.
    fn owner_of_factor(
        &self,
        file: &Connection,
        session: &str,
        at: Second,
    ) -> Result<i64, AccessError> {
        let stored = self.full(file, session, at)?;
        let has: bool = file.query_row(
            "SELECT factor IS NOT NULL FROM accounts WHERE number = ?1",
            [stored.account],
            |row| row.get(0),
        )?;
        if has && !stored.shows_factor(at) {
            return Err(AccessError::Ended);
        }
        Ok(stored.account)
    }

    /// Confirms the second factor that waits by its first code. Gives the new word of the session, and
    /// the recovery codes, which are shown this once. The member's other sessions end.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::Ended`],
    /// [`AccessError::NoSecondFactor`] when none waits.
    pub fn confirm_factor(
        &self,
        session: &str,
        code: &str,
        at: Second,
    ) -> Result<(Entered, Vec<String>), AccessError> {
        let stored = self.full(&self.read(), session, at)?;
        let counted = self.count_try(&format!("code|{}", stored.member), at)?;
        self.change(|file| {
            let account = self.owner_of_factor(file, session, at)?;
            let waiting: Option<Vec<u8>> = file.query_row(
                "SELECT factor_waiting FROM accounts WHERE number = ?1",
                [account],
                |row| row.get(0),
            )?;
            let waiting = waiting.ok_or(AccessError::NoSecondFactor)?;
            let secret = self.unseal(file, account, Sealed::Factor, &waiting)?;
            let step = step_of(&secret, code, 0, at).ok_or(AccessError::WrongCode)?;
            self.forgive(file, &counted)?;
            file.execute(
                "UPDATE accounts SET factor = factor_waiting, factor_waiting = NULL, \
                 factor_step = ?2 WHERE number = ?1",
                params![account, step],
            )?;
            let codes = self.new_recovery_codes(file, account)?;
            crate::sessions::end_others(file, &stored.member, Some(stored.number))?;
            let word = self.renew(file, stored.number, at)?;
            note(file, at, &stored.member, Deed::SecondFactorSet, "")?;
            Ok((Entered { word, member: stored.member.clone(), asks_code: false }, codes))
        })
    }

    fn new_recovery_codes(
        &self,
        file: &Connection,
        account: i64,
    ) -> Result<Vec<String>, AccessError> {
        file.execute("DELETE FROM recovery WHERE account = ?1", [account])?;
        let mut codes = Vec::new();
        for _ in 0..RECOVERY_CODES {
            let letters = draw_letters(RECOVERY_LETTERS)?;
            file.execute(
                "INSERT INTO recovery (account, hash) VALUES (?1, ?2)",
                params![account, self.recovery_hash(account, &letters)],
            )?;
            let (first, second) = letters.split_at(RECOVERY_LETTERS / 2);
            codes.push(format!("{first}-{second}"));
        }
        Ok(codes)
    }

    fn recovery_hash(&self, account: i64, letters: &str) -> [u8; 32] {
        self.secrets.hash(Purpose::Recovery, &format!("{account}|{letters}"))
    }

    /// Draws new recovery codes in place of the old; they are shown this once.
    ///
    /// # Errors
    /// [`AccessError::Ended`] unless the second factor was shown in this session.
    pub fn renew_recovery_codes(
        &self,
        session: &str,
        at: Second,
    ) -> Result<Vec<String>, AccessError> {
        self.change(|file| {
            let account = self.owner_of_factor(file, session, at)?;
            self.new_recovery_codes(file, account)
        })
    }

    /// Gives up the second factor.
    ///
    /// # Errors
    /// [`AccessError::Ended`] unless it was shown in this session.
    pub fn remove_factor(&self, session: &str, at: Second) -> Result<(), AccessError> {
        self.change(|file| {
            let account = self.owner_of_factor(file, session, at)?;
            let stored = self.full(file, session, at)?;
            file.execute(
                "UPDATE accounts SET factor = NULL, factor_waiting = NULL WHERE number = ?1",
                [account],
            )?;
            file.execute("DELETE FROM recovery WHERE account = ?1", [account])?;
            file.execute("UPDATE sessions SET factor_shown = NULL WHERE account = ?1", [account])?;
            note(file, at, &stored.member, Deed::SecondFactorRemoved, "")
        })
    }

    /// Shows a code of the application or a recovery code, in a session that waits for it or that
    /// showed one too long ago. The session gets another word.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::Ended`],
    /// [`AccessError::NoSecondFactor`].
    pub fn show_code(
        &self,
        session: &str,
        code: &str,
        with: &str,
        at: Second,
    ) -> Result<Entered, AccessError> {
        let stored = self.stored(&self.read(), session, at)?.ok_or(AccessError::Ended)?;
        let counted = self.count_try(&format!("code|{}", stored.member), at)?;
        let shown = self.change(|file| {
            let stored = self.stored(file, session, at)?.ok_or(AccessError::Ended)?;
            let Some(deed) = self.take_code(file, stored.account, code, at)? else {
                note(file, at, &stored.member, Deed::WrongCode, with)?;
                return Ok(None);
            };
            self.forgive(file, &counted)?;
            note(file, at, &stored.member, deed, with)?;
            let word = self.renew(file, stored.number, at)?;
            Ok(Some(Entered { word, member: stored.member, asks_code: false }))
        })?;
        shown.ok_or(AccessError::WrongCode)
    }

    /// Whether this code is good, which it then is no more.
    fn take_code(
        &self,
        file: &Connection,
        account: i64,
        code: &str,
        at: Second,
    ) -> Result<Option<Deed>, AccessError> {
        let (factor, last): (Option<Vec<u8>>, i64) = file.query_row(
            "SELECT factor, factor_step FROM accounts WHERE number = ?1",
            [account],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let factor = factor.ok_or(AccessError::NoSecondFactor)?;
        let secret = self.unseal(file, account, Sealed::Factor, &factor)?;
        if let Some(step) = step_of(&secret, code, last, at) {
            file.execute(
                "UPDATE accounts SET factor_step = ?2 WHERE number = ?1",
                [account, step],
            )?;
            return Ok(Some(Deed::ShowedCode));
        }
        let letters = as_typed(code);
        let used = file.execute(
            "DELETE FROM recovery WHERE account = ?1 AND hash = ?2",
            params![account, self.recovery_hash(account, &letters)],
        )?;
        Ok((used > 0).then_some(Deed::ShowedRecoveryCode))
    }
}

/// The step of which this is the code, among those of now that come after the last one accepted.
fn step_of(secret: &[u8], code: &str, last: i64, at: Second) -> Option<i64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    if digits.len() != DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let totp = totp(secret);
    let now = at.0.div_euclid(STEP);
    let steps = (now - SKEW..=now + SKEW).filter(|step| *step > last);
    // All are compared, each in constant time.
    let good = |step: &i64| {
        let of_step = u64::try_from(step * STEP).ok().and_then(|time| totp.check(&digits, time));
        of_step.is_some()
    };
    let found: Vec<i64> = steps.filter(good).collect();
    found.first().copied()
}

fn totp(secret: &[u8]) -> Totp {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(0)
        .with_step_duration(STEP.unsigned_abs())
        .with_secret(Secret::from(secret))
        .build_noncompliant()
}

fn preparation(secret: &[u8], member: &str, issuer: &str) -> Preparation {
    let written = Secret::from(secret).to_base32();
    let groups: Vec<&str> =
        written.as_bytes().chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
    // The key URI format: otpauth://totp/Issuer:account?secret=…&issuer=…
    let issuer = percent_encoded(issuer);
    let address = format!("otpauth://totp/{issuer}:{member}?secret={written}&issuer={issuer}");
    Preparation { secret: groups.join(" "), address }
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
