//! Sheets to print and to hand over: an invitation to enter for each member, with its drawing for the
//! telephone's camera. One file, whole in itself, to open on the treasurer's own machine and to delete
//! once it is printed.
//!
//! Absent on purpose: what an invitation is good for; the style sheet of the pages, which a file that
//! stands alone cannot load.

use caisse_units::{Day, Language};
use maud::{DOCTYPE, PreEscaped, html};

use crate::pages::charts::qr;

/// What stands on one sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The number of the one invited.
    pub member: String,
    /// Their name.
    pub name: String,
    /// The address to open, for them alone.
    pub address: String,
    /// The last day on which it is good.
    pub until: Day,
    /// The language in which they read.
    pub language: Language,
}

const STYLE: &str = "body{font:13pt/1.5 Georgia,serif;margin:0 auto;max-width:17cm}\
section{break-after:page;padding:1.5cm 0}h1{font-size:20pt;line-height:1.2}\
svg{display:block;width:6cm;height:6cm;margin:1cm 0;fill:#000}svg .paper{fill:#fff}\
.address{font:11pt/1.6 monospace;overflow-wrap:anywhere}@page{margin:2cm}";

/// The sheets of that caisse as one document.
pub fn invitation_sheets(caisse: &str, sheets: &[Sheet], language: Language) -> String {
    let title = language.choose("Invitations à imprimer", "Invitations to print");
    let document = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (caisse) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                @for sheet in sheets { (self::sheet(caisse, sheet)) }
            }
        }
    };
    document.into_string()
}

fn sheet(caisse: &str, sheet: &Sheet) -> maud::Markup {
    let say = |french, english| sheet.language.choose(french, english);
    let until = sheet.until.written(sheet.language);
    html! {
        section lang=(sheet.language.tag()) {
            p { (caisse) }
            h1 { (say("Votre entrée, ", "Your way in, ")) (sheet.name) }
            p {
                (say(
                    "Montrez ce dessin à l'appareil photo de votre téléphone, ou recopiez l'adresse. Vous choisirez un mot de passe, et vous serez entré·e.",
                    "Show this drawing to the camera of your telephone, or copy the address. You will choose a password, and you will be in.",
                ))
            }
            (qr(&format!("dessin-{}", sheet.member), say("L'adresse de l'invitation", "The address of the invitation"), &sheet.address))
            p.address { (sheet.address) }
            p { (say("Valable jusqu'au ", "Good until ")) (until) "." }
            p {
                (say(
                    "Ensuite, vous entrerez avec votre mot de passe et votre numéro : ",
                    "Afterwards you will sign in with your password and your number: ",
                )) strong { (sheet.member) } "."
            }
            p {
                (say(
                    "Cette feuille est à vous seul·e : qui l'a peut entrer à votre place.",
                    "This sheet is for you alone: whoever has it can sign in for you.",
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_sheet_with_the_own_address_in_the_own_language() {
        let of = |member: &str, name: &str, language| Sheet {
            member: member.to_owned(),
            name: name.to_owned(),
            address: format!("https://caisse.example/invitation/{member}-mot"),
            until: Day::new(2026, 12, 24).expect("a day"),
            language,
        };
        let sheets = [of("M1", "Amel <Roux>", Language::French), of("M2", "Jo", Language::English)];
        let page = invitation_sheets("Caisse", &sheets, Language::French);
        assert_eq!((page.matches("<section").count(), page.matches("<svg").count()), (2, 2));
        assert!(page.contains("Amel &lt;Roux&gt;") && page.contains("invitation/M2-mot"));
        assert!(page.contains("Valable jusqu'au 24 décembre 2026"), "{page}");
        assert!(page.contains("<section lang=\"en\">") && page.contains("Your way in, Jo"));
    }
}
