//! The claims that a receipt settled: nearly always one, which then takes no memory of its own.

use std::ops::Deref;

use caisse_units::Amount;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identity::ClaimId;

/// Which claims a receipt settled, and for how much; read as a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    One([(ClaimId, Amount); 1]),
    Other(Box<[(ClaimId, Amount)]>),
}

impl From<&[(ClaimId, Amount)]> for Settled {
    fn from(claims: &[(ClaimId, Amount)]) -> Settled {
        Settled(match claims {
            [one] => Form::One([*one]),
            other => Form::Other(other.into()),
        })
    }
}

impl Deref for Settled {
    type Target = [(ClaimId, Amount)];

    fn deref(&self) -> &[(ClaimId, Amount)] {
        match &self.0 {
            Form::One(one) => one,
            Form::Other(other) => other,
        }
    }
}

impl<'a> IntoIterator for &'a Settled {
    type Item = &'a (ClaimId, Amount);
    type IntoIter = std::slice::Iter<'a, (ClaimId, Amount)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for Settled {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Settled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Settled, D::Error> {
        Vec::deserialize(deserializer).map(|claims| Settled::from(claims.as_slice()))
    }
}
