//! What the report finds, on rules that a caisse could vote.

use caisse_units::{Amount, Language};

use super::{Loss, Swept};
use crate::exact::Exact;
use crate::tree::RuleSet;

fn read(text: &str) -> RuleSet {
    match RuleSet::read(&[("regle.toml".to_owned(), text.to_owned())]) {
        Ok(rules) => rules,
        Err(errors) => panic!("{errors:#?}"),
    }
}

fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

const CLIFF: &str = r#"
regle = "aide"
titre = "Aide jusqu'à 1 500 €"
resultat = "EUR/mois"
role = "recu"
[entrees]
revenu = { type = "EUR/mois", max = "10 000,00 EUR" }
[[version]]
depuis = 2026-01-01
grille = { selon = "revenu", tranches = [{ jusqu_a = "1 500,00 EUR", valeur = "200,00 EUR" }], sinon = "0,00 EUR" }
"#;

#[test]
fn an_aid_that_stops_at_a_threshold_is_a_jump_where_earning_more_leaves_less() {
    let rules = read(CLIFF);
    let on = "2026-05-01".parse().expect("a date");
    let report = rules.report("aide", on).expect("in force");
    let Swept::Linear { jumps, losses, .. } = &report.sweeps[0].found else {
        panic!("a grid is linear by pieces");
    };
    assert_eq!(jumps.len(), 1);
    assert_eq!(jumps[0].at, euros(1_500));
    assert_eq!(*losses, [Loss::AtAJump { at: euros(1_500), lost: Exact::whole(20_000) }]);
    let told = report.sentences(&rules, Language::French).join("\n");
    assert!(told.contains("gagner davantage laisse 200,00\u{a0}€ de moins"), "{told}");
}

#[test]
fn two_aids_that_both_withdraw_sixty_percent_leave_less_along_a_range() {
    let text = r#"
regle = "aides"
titre = "Deux aides"
resultat = "EUR/mois"
role = "recu"
[entrees]
revenu = { type = "EUR/mois", max = "10 000,00 EUR" }
[[version]]
depuis = 2026-01-01
somme = [
  { produit = { taux = "60 %", de = { complement = { de = "1 000,00 EUR", moins = "revenu" } } } },
  { produit = { taux = "60 %", de = { complement = { de = "800,00 EUR", moins = "revenu" } } } },
]
"#;
    let rules = read(text);
    let report = rules.report("aides", "2026-05-01".parse().expect("a date")).expect("in force");
    let Swept::Linear { pieces, jumps, losses } = &report.sweeps[0].found else {
        panic!("linear by pieces");
    };
    assert!(jumps.is_empty());
    assert_eq!(pieces.len(), 3);
    let each = Exact::fraction(1, 5).expect("a fifth");
    assert_eq!(*losses, [Loss::Along { from: euros(0), to: euros(800), each }]);
}

#[test]
fn the_model_contribution_has_no_place_where_earning_more_leaves_less() {
    let text = include_str!("../../../../models/sector-caisse/caisse.toml");
    let rules = read(text);
    let on = "2026-07-01".parse().expect("a date");
    for rule in ["cotisation", "garantie_de_revenu"] {
        let report = rules.report(rule, on).expect("in force");
        let sweep = report.sweeps.iter().find(|sweep| sweep.input == "salaire").expect("swept");
        let Swept::Linear { jumps, losses, .. } = &sweep.found else { panic!("linear") };
        assert!(jumps.is_empty() && losses.is_empty(), "{rule}: {jumps:?} {losses:?}");
    }
    let report = rules.report("cotisation", on).expect("in force");
    let told = report.sentences(&rules, Language::French).join("\n");
    insta::assert_snapshot!("cotisation", told.replace(['\u{a0}', '\u{202f}'], " "));
}
