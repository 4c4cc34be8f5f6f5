//! What programs may read, in the order of the menu. The address is that of the page.

use super::catalogue::Catalogue;
use crate::views::ReadingStep;

/// The whole list.
pub(super) fn catalogue() -> Catalogue {
    deliberation(books(Catalogue::new()))
        .with(
            "/federation",
            ("Les fédérations et leurs caisses", "Federations and their caisses"),
            |house, asked| Some(house.federation(asked.language)),
        )
        .with(
            "/federation/comptes/{year}",
            ("Les comptes de toutes les caisses réunies", "The accounts of all caisses together"),
            |house, asked| house.consolidated(asked.read("year")?, asked.language),
        )
        .with(
            "/federation/{peer}",
            ("Une autre organisation", "Another organisation"),
            |house, asked| house.peer(asked.text("peer"), asked.language),
        )
        .with(
            "/perequation/{rule}/{month}",
            ("Une péréquation calculée ici", "An equalisation computed here"),
            |house, asked| {
                let month = asked.read("month")?;
                house.equalisation(None, asked.text("rule"), month, &asked.supposed, asked.language)
            },
        )
        .with(
            "/federation/{peer}/perequation/{rule}/{month}",
            ("Une péréquation qu'une fédération a dite", "An equalisation that a federation told"),
            |house, asked| {
                let (by, month) = (Some(asked.text("peer")), asked.read("month")?);
                house.equalisation(by, asked.text("rule"), month, &asked.supposed, asked.language)
            },
        )
}

/// The caisse, its members and its books.
fn books(catalogue: Catalogue) -> Catalogue {
    catalogue
        .with("/caisse", ("La caisse en bref", "The caisse in short"), |house, asked| {
            Some(house.public(asked.language))
        })
        .with(
            "/membres/{member}",
            ("La page d'un membre", "The page of a member"),
            |house, asked| house.member(asked.text("member"), asked.language),
        )
        .with(
            "/mois/{month}",
            ("Le mois de la trésorerie", "The treasurer's month"),
            |house, asked| {
                if !house.shows_the_month() {
                    return None;
                }
                house.month(asked.read("month")?, asked.language)
            },
        )
        .with(
            "/comptes/{year}",
            ("Les comptes d'une année", "The accounts of a year"),
            |house, asked| house.accounts(asked.read("year")?, asked.language),
        )
        .with_pages(
            "/comptes/{year}/{account}",
            ("Les lignes d'un compte", "The lines of an account"),
            |house, asked| {
                house.ledger(asked.text("account"), asked.read("year")?, asked.page, asked.language)
            },
        )
        .with("/ecritures/{entry}", ("Une écriture", "An entry of the books"), |house, asked| {
            house.entry(asked.text("entry"), asked.language)
        })
        .with("/pourquoi/{amount}", ("Pourquoi ce montant", "Why this amount"), |house, asked| {
            house.why(asked.text("amount"), asked.language)
        })
        .with("/decisions/{decision}", ("Une décision", "A decision"), |house, asked| {
            house.decision(asked.text("decision"), asked.language)
        })
        .with(
            "/regles/{rule}",
            ("La dernière version d'une règle", "The latest version of a rule"),
            |house, asked| house.rule(asked.text("rule"), None, asked.language),
        )
        .with(
            "/regles/{rule}/{since}",
            ("Une version d'une règle", "A version of a rule"),
            |house, asked| {
                house.rule(asked.text("rule"), Some(asked.read("since")?), asked.language)
            },
        )
        .with_pages(
            "/journal",
            (
                "Les écrits du journal, les derniers d'abord",
                "The records of the journal, the newest first",
            ),
            |house, asked| house.journal(asked.page, asked.language),
        )
        .with(
            "/lecture/{step}",
            ("Une étape de la lecture des comptes", "A step of the reading of the accounts"),
            |house, asked| {
                let step = ReadingStep::from_word(asked.text("step"))?;
                house.guided_step(step, None, asked.language)
            },
        )
        .with_pages(
            "/lectures",
            ("Les lectures tenues et leurs questions", "The readings held and their questions"),
            |house, asked| house.readings(asked.page, asked.language),
        )
}

/// Assemblies, votes, proposals and projects.
fn deliberation(catalogue: Catalogue) -> Catalogue {
    catalogue
        .with_pages("/assemblees", ("Les assemblées", "The assemblies"), |house, asked| {
            house.assemblies(asked.page, asked.language)
        })
        .with("/assemblees/{assembly}", ("Une assemblée", "An assembly"), |house, asked| {
            house.assembly(asked.text("assembly"), asked.language)
        })
        .with(
            "/assemblees/{assembly}/proces-verbal",
            ("Un procès-verbal", "The minutes of an assembly"),
            |house, asked| house.minutes(asked.text("assembly"), asked.language),
        )
        .with("/scrutins/{poll}", ("Un scrutin", "A poll"), |house, asked| {
            house.poll(asked.text("poll"), asked.language)
        })
        .with_pages("/propositions", ("Les propositions", "The proposals"), |house, asked| {
            house.proposals(asked.page, asked.language)
        })
        .with(
            "/propositions/{proposal}",
            ("Une proposition et ses conséquences", "A proposal and its consequences"),
            |house, asked| house.proposal(asked.text("proposal"), asked.language),
        )
        .with("/statuts", ("Les statuts en vigueur", "The statutes in force"), |house, asked| {
            house.statutes(None, asked.language)
        })
        .with(
            "/mandats",
            ("Qui exerce quelle fonction", "Who holds what office"),
            |house, asked| Some(house.offices(asked.language)),
        )
        .with_pages(
            "/projets",
            ("Doléances, revendications et projets", "Grievances, demands and projects"),
            |house, asked| house.board(asked.page, asked.language),
        )
        .with("/projets/{project}", ("Un projet", "A project"), |house, asked| {
            house.project(asked.text("project"), asked.language)
        })
        .with("/conventions", ("Les conventions", "The agreements"), |house, asked| {
            Some(house.agreements(asked.language))
        })
}
