//! Statutes told in sentences, as the assembly reads them before it adopts them.

use caisse_units::Language;
use caisse_votes::motion::{BlankVotes, Presence, TieRule};

use super::{Alternate, DecisionRule, Holder, Kind, Remote, Secrecy, Size, Statutes, Together};
use crate::assemblies::method::Method;

impl Statutes {
    /// The statutes in sentences, one per paragraph.
    pub fn text(&self, language: Language) -> Vec<String> {
        let mut text = vec![self.title.clone()];
        text.push(self.text_of_convening(language));
        text.push(self.text_of_quorum(language));
        text.push(self.text_of_voters(language));
        text.push(self.text_of_proxies(language));
        text.extend(self.colleges.iter().map(|college| {
            let categories = college.categories.join(", ");
            match language {
                Language::French => {
                    format!("Le collège « {} » réunit : {categories}.", college.name)
                }
                Language::English => {
                    format!("The college “{}” is made of: {categories}.", college.name)
                }
            }
        }));
        for kind in Kind::ALL {
            if let Some(rule) = self.decisions.get(&kind) {
                text.push(rule.text(kind, language));
            }
        }
        if self.supporters > 1 {
            let supporters = self.supporters;
            text.push(match language {
                Language::French => format!(
                    "Une proposition va à l'ordre du jour quand {supporters} membres la soutiennent, son auteur·ice compris."
                ),
                Language::English => format!(
                    "A proposal goes on the agenda when {supporters} members support it, its author included."
                ),
            });
        }
        text.extend(self.text_of_speaking(language));
        text.extend(self.text_of_sums(language));
        text
    }

    fn text_of_convening(&self, language: Language) -> String {
        let convening = &self.convening;
        let mut who: Vec<String> =
            convening.roles.iter().map(|role| format!("« {} »", role.written(language))).collect();
        if let Some(share) = convening.member_share {
            who.push(match language {
                Language::French => format!("{share} des membres qui ont le droit de vote"),
                Language::English => format!("{share} of the members entitled to vote"),
            });
        }
        let who = who.join(language.choose(" ou ", " or "));
        let (notice, agenda) = (convening.notice_days, convening.agenda_days);
        match language {
            Language::French => format!(
                "L'assemblée est convoquée par {who}, {notice} jours au moins avant sa date ; son ordre du jour se modifie jusqu'à {agenda} jours avant."
            ),
            Language::English => format!(
                "The assembly is convened by {who}, at least {notice} days before its date; its agenda may be amended until {agenda} days before."
            ),
        }
    }

    fn text_of_quorum(&self, language: Language) -> String {
        let (first, second) =
            (self.quorum.first.written(language), self.quorum.second.written(language));
        let days = self.quorum.second_call_days;
        let counted = match self.quorum.counted {
            Presence::PresentAndRepresented => {
                language.choose("présents ou représentés", "present or represented")
            }
            Presence::PresentOnly => language.choose("présents", "present"),
        };
        match language {
            Language::French => format!(
                "Quorum à la première convocation : {first} ; à la seconde, {days} jours au moins après : {second} ({counted})."
            ),
            Language::English => format!(
                "Quorum at the first call: {first}; at the second, at least {days} days later: {second} ({counted})."
            ),
        }
    }

    fn text_of_voters(&self, language: Language) -> String {
        let voters = &self.voters;
        let mut text = match (&voters.delegates, voters.people_only) {
            (Some(_), _) => language.choose(
                "Votent les délégué·es qui portent un mandat, avec le poids de leur mandat",
                "Delegates who hold a mandate vote, with the weight of their mandate",
            ),
            (None, true) => language.choose(
                "Votent les personnes membres en règle",
                "People who are members in good standing vote",
            ),
            (None, false) => {
                language.choose("Votent les membres en règle", "Members in good standing vote")
            }
        }
        .to_owned();
        if voters.seniority_months > 0 {
            let months = voters.seniority_months;
            text.push_str(&match language {
                Language::French => format!(", depuis {months} mois au moins"),
                Language::English => format!(", for at least {months} months"),
            });
        }
        match (voters.contribution_months, language) {
            (None, _) => (),
            (Some(0), Language::French) => text.push_str(", sans cotisation en retard"),
            (Some(0), Language::English) => text.push_str(", with no contribution late"),
            (Some(months), Language::French) => {
                text.push_str(&format!(", sans cotisation en retard de {months} mois ou plus"));
            }
            (Some(months), Language::English) => {
                text.push_str(&format!(", with no contribution {months} months late or more"));
            }
        }
        text.push('.');
        text
    }

    fn text_of_proxies(&self, language: Language) -> String {
        if self.proxies.per_holder == 0 {
            return language
                .choose("Il n'y a pas de procuration.", "There are no proxies.")
                .to_owned();
        }
        let holder = match self.proxies.holder {
            Holder::AnyVoter => language.choose("toute personne qui vote", "anyone who votes"),
            Holder::SameCollege => {
                language.choose("qui vote dans le même collège", "a voter of the same college")
            }
            Holder::SameHousehold => {
                language.choose("qui vote dans le même foyer", "a voter of the same household")
            }
        };
        let most = self.proxies.per_holder;
        match language {
            Language::French => {
                format!("Une procuration se donne à {holder}, {most} au plus par personne.")
            }
            Language::English => {
                format!("A proxy is given to {holder}, {most} at most per person.")
            }
        }
    }

    fn text_of_speaking(&self, language: Language) -> Vec<String> {
        let mut text = Vec::new();
        if self.speaking.first_time_first {
            text.push(
                language
                    .choose(
                        "Qui n'a pas encore parlé passe en premier.",
                        "Who has not spoken yet goes first.",
                    )
                    .to_owned(),
            );
        }
        match self.speaking.alternate {
            Alternate::None => (),
            Alternate::ByCategory => text.push(
                language
                    .choose(
                        "La parole alterne entre les catégories.",
                        "Speech alternates between categories.",
                    )
                    .to_owned(),
            ),
            Alternate::ByList => text.push(
                language
                    .choose(
                        "La parole alterne entre les listes déclarées à l'assemblée.",
                        "Speech alternates between the lists declared at the assembly.",
                    )
                    .to_owned(),
            ),
        }
        if let Some(seconds) = self.speaking.seconds {
            text.push(match language {
                Language::French => format!("Un tour de parole dure {seconds} secondes au plus."),
                Language::English => format!("A turn lasts {seconds} seconds at most."),
            });
        }
        text
    }

    fn text_of_sums(&self, language: Language) -> Vec<String> {
        let mut text = Vec::new();
        if let Some(from) = self.sums.vote_from {
            let from = from.written(language);
            text.push(match language {
                Language::French => format!(
                    "À partir de {from}, une allocation sur demande et une dépense hors allocations et hors projets demandent un vote."
                ),
                Language::English => format!(
                    "From {from}, a grant on request and an expense outside allocations and projects need a vote."
                ),
            });
        }
        text.extend(self.sums.signatures.iter().map(|signature| {
            let (from, role) = (signature.from.written(language), signature.role.written(language));
            match language {
                Language::French => {
                    format!("À partir de {from}, l'une des signatures est celle de la fonction « {role} ».")
                }
                Language::English => {
                    format!("From {from}, one of the signatures is that of the {role}.")
                }
            }
        }));
        text
    }
}

impl Size {
    /// In words: `2/3 des votants`, `10 membres`.
    pub fn written(self, language: Language) -> String {
        match (self, language) {
            (Size::None, _) => language.choose("aucun", "none").to_owned(),
            (Size::Share(share), Language::French) => {
                format!("{share} des membres qui ont le droit de vote")
            }
            (Size::Share(share), Language::English) => {
                format!("{share} of the members entitled to vote")
            }
            (Size::Members(members), Language::French) => format!("{members} membres"),
            (Size::Members(members), Language::English) => format!("{members} members"),
        }
    }
}

impl DecisionRule {
    /// How a kind of decision is taken, in one paragraph.
    pub fn text(&self, kind: Kind, language: Language) -> String {
        let french = language == Language::French;
        let mut parts = vec![self.method.written(language)];
        if self.method == Method::Motion
            || self.method == (Method::Consent { vote_otherwise: true })
        {
            let (threshold, base) = (self.threshold.written(language), self.base.written(language));
            parts.push(format!("{threshold} {base}"));
            match self.blank {
                BlankVotes::AsAbstentions => (),
                BlankVotes::AsVotesCast => {
                    parts.push(
                        language
                            .choose(
                                "les blancs sont des suffrages exprimés",
                                "blank ballots are votes cast",
                            )
                            .to_owned(),
                    );
                }
                BlankVotes::SetAside => {
                    parts.push(
                        language
                            .choose("les blancs sont mis à part", "blank ballots are set aside")
                            .to_owned(),
                    );
                }
            }
            if self.tie == TieRule::ChairDecides {
                parts.push(
                    language
                        .choose(
                            "à égalité, la voix de la présidence l'emporte",
                            "a tie is the chair's to decide",
                        )
                        .to_owned(),
                );
            }
        }
        if let Some(quorum) = self.quorum {
            parts.push(format!(
                "quorum{} {}",
                language.choose("\u{a0}:", ":"),
                quorum.written(language)
            ));
        }
        match self.colleges {
            Together::Whole => (),
            Together::EachCollege => {
                parts.push(language.choose("dans chaque collège", "in each college").to_owned())
            }
            Together::WholeAndColleges(colleges) => parts.push(match language {
                Language::French => format!("dans l'ensemble et dans {colleges} collège(s)"),
                Language::English => format!("as a whole and in {colleges} college(s)"),
            }),
        }
        parts.push(
            match self.secrecy {
                Secrecy::Open => language.choose("vote ouvert", "open vote"),
                Secrecy::Discreet => language.choose("vote discret", "discreet vote"),
            }
            .to_owned(),
        );
        match self.remote {
            Remote::None => parts.push(language.choose("dans la salle", "in the room").to_owned()),
            Remote::Attending => (),
            Remote::Everyone => parts.push(
                language
                    .choose("à distance pour tout le monde", "from afar for everyone")
                    .to_owned(),
            ),
        }
        if self.paper {
            parts.push(
                language.choose("bulletins de papier admis", "paper ballots allowed").to_owned(),
            );
        }
        let (kind, parts) = (kind.written(language), parts.join(language.choose(" ; ", "; ")));
        if french {
            format!("Pour décider sur {kind} : {parts}.")
        } else {
            format!("To decide on {kind}: {parts}.")
        }
    }
}
