//! Why a total cannot be shared.

use std::fmt;

use caisse_units::{Amount, Language};

use super::Exact;

/// Why a total cannot be shared as asked. Positions count from 0 here and from 1 in the sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharingError {
    /// Nobody takes part, or every weight is zero.
    NobodyToShareAmong,
    /// More participants than the method takes.
    TooManyParticipants {
        /// How many take part.
        count: usize,
        /// How many may.
        at_most: usize,
    },
    /// A list (classes, ranks) does not have one value for each participant.
    ListsDiffer {
        /// How many take part.
        participants: usize,
        /// How many values were given.
        given: usize,
    },
    /// A fund to be divided among claims is negative.
    TotalNegative {
        /// The fund.
        total: Amount,
    },
    /// A claim is negative.
    NegativeClaim {
        /// Whose claim.
        position: usize,
        /// The claim.
        claim: Amount,
    },
    /// A weight or key is negative.
    NegativeWeight {
        /// Whose weight.
        position: usize,
        /// The weight.
        weight: i64,
    },
    /// The fund covers more than all claims: nothing is to be divided.
    TotalAboveClaims {
        /// The fund.
        total: Amount,
        /// The sum of the claims.
        claimed: Amount,
    },
    /// Keys that do not sum to the whole.
    KeysNotWhole {
        /// Their sum.
        sum: i64,
        /// What they should sum to.
        whole: i64,
    },
    /// The taker of the remainder does not take part.
    NoSuchTaker {
        /// The position named.
        position: usize,
        /// How many take part.
        count: usize,
    },
    /// Transfers that do not sum to zero.
    TransfersDoNotBalance {
        /// What is received above what is paid, in cents.
        excess: Exact,
    },
    /// A difference between transfers that nobody can bear: none pays, none receives, or no weight is
    /// above zero.
    NobodyToBear {
        /// What is received above what is paid, in cents.
        excess: Exact,
    },
    /// Exact shares that do not sum to whole cents cannot be rounded to their sum.
    NotWholeCents,
    /// A sum or a share leaves the bounds of an amount.
    OutOfBounds,
}

impl SharingError {
    /// The sentence for the person who asked for the sharing, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let written = |amount: &Amount| amount.written(Language::French);
        match self {
            SharingError::NobodyToShareAmong => {
                "il n'y a personne entre qui partager : ajoutez un participant ou un poids au-dessus \
                 de zéro"
                    .to_owned()
            }
            SharingError::TooManyParticipants { count, at_most } => format!(
                "{count} participants : cette façon de partager en admet {at_most} au plus ; \
                 choisissez-en une autre"
            ),
            SharingError::ListsDiffer { participants, given } => format!(
                "{participants} participants mais {given} valeurs : donnez une classe ou un rang à \
                 chacun"
            ),
            SharingError::TotalNegative { total } => format!(
                "on ne partage pas {} entre des demandes : le fonds doit être d'au moins zéro",
                written(total)
            ),
            SharingError::NegativeClaim { position, claim } => format!(
                "la demande n° {} est négative ({}) : une demande est d'au moins zéro",
                position + 1,
                written(claim)
            ),
            SharingError::NegativeWeight { position, weight } => format!(
                "le poids n° {} est négatif ({weight}) : un poids est d'au moins zéro",
                position + 1
            ),
            SharingError::TotalAboveClaims { total, claimed } => format!(
                "le fonds ({}) dépasse la somme des demandes ({}) : servez chaque demande et dites \
                 où va le reste",
                written(total),
                written(claimed)
            ),
            SharingError::KeysNotWhole { sum, whole } => {
                format!("les clés font {sum} sur {whole} : corrigez-les pour qu'elles fassent le tout")
            }
            SharingError::NoSuchTaker { position, count } => format!(
                "le reste va au n° {}, mais il n'y a que {count} participants : nommez l'un d'eux",
                position + 1
            ),
            SharingError::TransfersDoNotBalance { excess } => format!(
                "les transferts ne s'équilibrent pas : on reçoit {excess} centimes de plus qu'on ne \
                 paie ; corrigez la formule"
            ),
            SharingError::NobodyToBear { excess } => format!(
                "on reçoit {excess} centimes de plus qu'on ne paie, et aucun de ceux qui doivent \
                 porter cet écart ne prend part : nommez-en d'autres"
            ),
            SharingError::NotWholeCents => {
                "les parts exactes ne font pas un nombre entier de centimes : arrondissez le total \
                 d'abord"
                    .to_owned()
            }
            SharingError::OutOfBounds => {
                "une somme dépasse les bornes d'un montant : vérifiez les nombres fournis".to_owned()
            }
        }
    }

    fn english(&self) -> String {
        let written = |amount: &Amount| amount.written(Language::English);
        match self {
            SharingError::NobodyToShareAmong => {
                "there is nobody to share among: add a participant or a weight above zero"
                    .to_owned()
            }
            SharingError::TooManyParticipants { count, at_most } => format!(
                "{count} participants: this way of sharing takes at most {at_most}; choose another"
            ),
            SharingError::ListsDiffer { participants, given } => format!(
                "{participants} participants but {given} values: give each one a class or a rank"
            ),
            SharingError::TotalNegative { total } => format!(
                "{} cannot be shared among claims: the fund must be at least zero",
                written(total)
            ),
            SharingError::NegativeClaim { position, claim } => format!(
                "claim no. {} is negative ({}): a claim is at least zero",
                position + 1,
                written(claim)
            ),
            SharingError::NegativeWeight { position, weight } => {
                format!(
                    "weight no. {} is negative ({weight}): a weight is at least zero",
                    position + 1
                )
            }
            SharingError::TotalAboveClaims { total, claimed } => format!(
                "the fund ({}) is above the sum of the claims ({}): serve every claim and say where \
                 the rest goes",
                written(total),
                written(claimed)
            ),
            SharingError::KeysNotWhole { sum, whole } => {
                format!(
                    "the keys make {sum} out of {whole}: correct them so that they make the whole"
                )
            }
            SharingError::NoSuchTaker { position, count } => format!(
                "the remainder goes to no. {}, but there are only {count} participants: name one of \
                 them",
                position + 1
            ),
            SharingError::TransfersDoNotBalance { excess } => format!(
                "the transfers do not balance: {excess} cents more are received than paid; correct \
                 the formula"
            ),
            SharingError::NobodyToBear { excess } => format!(
                "{excess} cents more are received than paid, and none of those who have to bear \
                 this difference takes part: name others"
            ),
            SharingError::NotWholeCents => {
                "the exact shares do not make whole cents: round the total first".to_owned()
            }
            SharingError::OutOfBounds => {
                "a sum leaves the bounds of an amount: check the numbers given".to_owned()
            }
        }
    }
}

impl fmt::Display for SharingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for SharingError {}
