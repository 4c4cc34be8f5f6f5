//! Why one does not enter, and what to do.

use std::fmt;

use caisse_units::Language;
use caisse_vault::VaultError;

use crate::passwords::PasswordFault;

/// Why something was refused. None of them carries a secret, and none tells a stranger whether an
/// account exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessError {
    /// The name, the password or both are wrong.
    WrongNameOrPassword,
    /// The code is wrong, too old or was used already.
    WrongCode,
    /// There were too many wrong tries.
    Wait {
        /// After how many seconds one may try again.
        seconds: i64,
    },
    /// The invitation, the link or the session has ended, was used or never was.
    Ended,
    /// The person has no account.
    NoAccount {
        /// Whose.
        member: String,
    },
    /// Someone else enters under this name.
    NameTaken {
        /// The name.
        name: String,
    },
    /// This is no name to enter under: 3 to 100 characters, without spaces around.
    StrangeName,
    /// The password is too easily found.
    Password(PasswordFault),
    /// There is no second factor to confirm or to remove.
    NoSecondFactor,
    /// A pseudonym is up to 32 letters and digits.
    StrangePseudonym,
    /// The file cannot be read or written.
    Storage {
        /// Where.
        place: String,
        /// What the machine said.
        detail: String,
    },
    /// What is sealed does not open.
    Vault(VaultError),
}

impl AccessError {
    /// What is refused, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        let text = match self {
            AccessError::WrongNameOrPassword => language.choose(
                "Le nom ou le mot de passe ne va pas. Vérifiez les majuscules, ou demandez un lien par courriel.",
                "The name or the password is wrong. Check capital letters, or ask for a link by e-mail.",
            ),
            AccessError::WrongCode => language.choose(
                "Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant, ou prenez un code de secours.",
                "This code is wrong or was used already. Wait for the next one, or take a recovery code.",
            ),
            AccessError::Wait { seconds } => return wait(*seconds, language),
            AccessError::Ended => language.choose(
                "Ce lien ou cette session n'est plus valable. Demandez-en un autre.",
                "This link or this session is not valid any more. Ask for another.",
            ),
            AccessError::NoAccount { member } if french => {
                return format!("{member} n'a pas encore d'accès ; envoyez une invitation");
            }
            AccessError::NoAccount { member } => {
                return format!("{member} has no access yet; send an invitation");
            }
            AccessError::NameTaken { name } if french => {
                return format!("« {name} » est déjà le nom de quelqu'un d'autre. Choisissez-en un autre.");
            }
            AccessError::NameTaken { name } => {
                return format!("“{name}” is someone else's name already. Choose another.");
            }
            AccessError::StrangeName => language.choose(
                "Un nom pour entrer a de 3 à 100 caractères, sans retour à la ligne.",
                "A name to sign in with has 3 to 100 characters, on one line.",
            ),
            AccessError::Password(fault) => return fault.sentence(language),
            AccessError::NoSecondFactor => language.choose(
                "Aucun second facteur n'est en attente. Recommencez depuis « Mon compte ».",
                "No second factor is waiting. Begin again from “My account”.",
            ),
            AccessError::StrangePseudonym => language.choose(
                "un numéro de membre est fait de lettres et de chiffres, comme M12",
                "a member's number is made of letters and digits, such as M12",
            ),
            AccessError::Storage { place, detail } => {
                let what = language.choose(
                    "le fichier des accès ne répond pas",
                    "the file of accesses does not answer",
                );
                return format!("{place} : {what} ({detail})");
            }
            AccessError::Vault(error) => return error.sentence(language),
        };
        text.to_owned()
    }
}

fn wait(seconds: i64, language: Language) -> String {
    let minutes = (seconds + 59) / 60;
    match language {
        Language::French if seconds <= 60 => {
            format!("Trop d'essais. Attendez {seconds} secondes, puis réessayez.")
        }
        Language::English if seconds <= 60 => {
            format!("Too many tries. Wait {seconds} seconds, then try again.")
        }
        Language::French => {
            format!("Trop d'essais. Attendez {minutes} minutes, ou demandez un lien par courriel.")
        }
        Language::English => {
            format!("Too many tries. Wait {minutes} minutes, or ask for a link by e-mail.")
        }
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for AccessError {}

impl From<VaultError> for AccessError {
    fn from(error: VaultError) -> AccessError {
        AccessError::Vault(error)
    }
}

impl From<rusqlite::Error> for AccessError {
    fn from(error: rusqlite::Error) -> AccessError {
        AccessError::Storage { place: "acces.sqlite".to_owned(), detail: error.to_string() }
    }
}
