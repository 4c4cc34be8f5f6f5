//! A sharing of the file, to the tree.

use caisse_units::Rate;

use super::atoms::Names;
use super::document::{Node, Reader, Spans};
use super::{mechanisms, words};
use crate::rule_error::Form;
use crate::tree::{Key, Residue, Sharing, SharingMethod};

/// The sharing of a line.
pub(super) fn sharing<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
) -> Option<(Sharing, Spans)> {
    let total = reader.required(node, words::AMOUNT);
    let total = total.and_then(|node| mechanisms::formula(reader, node, names));
    let method = reader.required(node, words::METHOD)?;
    let common = [words::AMOUNT, words::METHOD];
    let mut children = Vec::new();
    let column = |reader: &mut Reader<'d>, word| {
        let node = reader.required(node, word)?;
        mechanisms::column(reader, node, names)
    };
    let (keys, method): (&[words::Word], Option<SharingMethod>) = match method.text() {
        Some("cles" | "clés" | "keys") => {
            let keys = reader.required(node, words::KEYS);
            let keys = keys.and_then(|node| self::keys(reader, node));
            let taker = reader.required(node, words::REMAINDER_TO);
            let remainder_to = taker.and_then(|node| reader.text(node));
            let method = keys
                .zip(remainder_to)
                .map(|(keys, remainder_to)| SharingMethod::ByKeys { keys, remainder_to });
            (&[words::KEYS, words::REMAINDER_TO], method)
        }
        Some("proportion") => {
            let weights = column(reader, words::WEIGHTS);
            (&[words::WEIGHTS], weights.map(|weights| SharingMethod::InProportion { weights }))
        }
        Some("egal" | "égal" | "equal") => {
            let among = match reader.optional(node, words::AMONG) {
                Some(node) => Some(mechanisms::column(reader, node, names)?),
                None => None,
            };
            (&[words::AMONG], Some(SharingMethod::Equally { among }))
        }
        Some("recompenses_egales" | "equal_awards") => {
            let claims = column(reader, words::CLAIMS);
            let method = |claims| SharingMethod::ConstrainedEqualAwards { claims };
            (&[words::CLAIMS], claims.map(method))
        }
        Some("pertes_egales" | "equal_losses") => {
            let claims = column(reader, words::CLAIMS);
            let method = |claims| SharingMethod::ConstrainedEqualLosses { claims };
            (&[words::CLAIMS], claims.map(method))
        }
        Some("talmud") => {
            let claims = column(reader, words::CLAIMS);
            (&[words::CLAIMS], claims.map(|claims| SharingMethod::Talmud { claims }))
        }
        Some("priorites" | "priorités" | "priorities") => {
            let claims = column(reader, words::CLAIMS);
            let classes = column(reader, words::CLASS);
            let method = claims
                .zip(classes)
                .map(|(claims, classes)| SharingMethod::PriorityClasses { claims, classes });
            (&[words::CLAIMS, words::CLASS], method)
        }
        Some("jusqu_au_niveau" | "up_to_level") => {
            let holdings = column(reader, words::HOLDINGS);
            let level = reader.required(node, words::LEVEL);
            let level = level.and_then(|node| mechanisms::formula(reader, node, names));
            let method = holdings.zip(level).map(|(holdings, level)| {
                children.push(level.spans);
                SharingMethod::UpTo { holdings, level: level.expression }
            });
            (&[words::HOLDINGS, words::LEVEL], method)
        }
        Some("plus_forts_restes" | "largest_remainders") => {
            let weights = column(reader, words::WEIGHTS);
            let tie_order = match reader.optional(node, words::TIES) {
                Some(node) => Some(mechanisms::column(reader, node, names)?),
                None => None,
            };
            let method =
                weights.map(|weights| SharingMethod::LargestRemainders { weights, tie_order });
            (&[words::WEIGHTS, words::TIES], method)
        }
        Some("transferts" | "transfers") => {
            let residue = residue(reader, node, names);
            let method = residue.map(|residue| SharingMethod::Transfers { residue });
            (&[words::REMAINDER_TO, words::CARRIERS], method)
        }
        _ => {
            reader.wrong_form(method, Form::Method);
            return None;
        }
    };
    reader.only(node, &[&common, keys]);
    let total = total?;
    children.insert(0, total.spans);
    let sharing = Sharing { total: total.expression, method: method? };
    Some((sharing, Spans { line: node.line, children }))
}

/// Who bears what transfers lack to sum to zero: nobody if it is not said.
fn residue<'d>(reader: &mut Reader<'d>, node: Node<'d>, names: &Names<'_>) -> Option<Residue> {
    if let Some(carriers) = reader.optional(node, words::CARRIERS) {
        return mechanisms::column(reader, carriers, names).map(Residue::Carriers);
    }
    let Some(taker) = reader.optional(node, words::REMAINDER_TO) else {
        return Some(Residue::Nobody);
    };
    match taker.text() {
        Some("personne" | "nobody") => Some(Residue::Nobody),
        Some("payeurs" | "payers") => Some(Residue::Payers),
        Some("receveurs" | "receivers") => Some(Residue::Receivers),
        Some("deux_cotes" | "deux_côtés" | "both") => Some(Residue::Both),
        _ => {
            reader.wrong_form(taker, Form::Residue);
            None
        }
    }
}

fn keys<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Vec<Key>> {
    let keys: Vec<Option<Key>> = reader
        .entries(node)
        .into_iter()
        .map(|(name, node)| {
            let rate = node.text().and_then(|text| Rate::parse(text).ok());
            if rate.is_none() {
                reader.wrong_form(node, Form::Rate);
            }
            Some(Key { name, rate: rate? })
        })
        .collect();
    keys.into_iter().collect()
}
