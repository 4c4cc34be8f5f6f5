//! Why something between organisations is refused.

use caisse_rules::EvaluationError;
use caisse_units::{Amount, Day, Language, Month};

use super::{LONGEST_NAME, MOST_PEERS};
use crate::identity::{AssemblyId, MemberId, PeerId, PollId, ProposalId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// No organisation of that number.
    Unknown {
        /// The number.
        peer: PeerId,
    },
    /// A part of a card is missing, too long, or not of its form.
    CardUnusable {
        /// Which: `origin`, `name`, `key` or `address`.
        part: &'static str,
    },
    /// The organisation is known already.
    Known {
        /// Under which number.
        peer: PeerId,
    },
    /// More than [`MOST_PEERS`].
    TooMany,
    /// The member is no active organisation.
    NotAnOrganisation {
        /// The member.
        member: MemberId,
    },
    /// Both sides tied already.
    TiedAlready {
        /// With whom.
        peer: PeerId,
    },
    /// There is no tie on that day.
    NotTied {
        /// With whom.
        peer: PeerId,
        /// The day.
        on: Day,
    },
    /// Only a federation of ours can be ceded matters, or be told an instruction.
    NotAbove {
        /// Who.
        peer: PeerId,
    },
    /// A message that is not the next one.
    OutOfOrder {
        /// The number that comes next.
        expected: u64,
        /// The number given.
        given: u64,
    },
    /// Nothing more is taken from an organisation that contradicted itself.
    Contradicted {
        /// Who.
        peer: PeerId,
    },
    /// The month is not closed.
    MonthOpen {
        /// Which.
        month: Month,
    },
    /// The statement says the same as before.
    StatementTwice {
        /// Of which month.
        month: Month,
    },
    /// There is nobody to speak to.
    NobodyToTell,
    /// The assembly is unknown or over.
    AssemblyUnusable {
        /// Which.
        assembly: AssemblyId,
    },
    /// The federation did not put such an item to its delegates.
    ItemUnknown {
        /// The item.
        item: u16,
    },
    /// The poll is no closed vote for or against.
    PollUnusable {
        /// Which.
        poll: PollId,
    },
    /// A text that is missing or too long.
    TextUnusable {
        /// The most characters.
        longest: usize,
    },
    /// There is nothing to announce.
    NothingToAnnounce,
    /// The rule was not adopted as an equalisation.
    NotAnEqualisation {
        /// Its name.
        rule: String,
    },
    /// The rule is not in force.
    RuleNotInForce {
        /// Its name.
        rule: String,
        /// The day.
        on: Day,
    },
    /// The month was equalised by that rule.
    EqualisedAlready {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// Fewer than two members were tied to us.
    NobodyToEqualise {
        /// The day.
        on: Day,
    },
    /// Members that have not published their statement.
    StatementsMissing {
        /// Of which month.
        month: Month,
        /// Who.
        peers: Vec<PeerId>,
    },
    /// The rule gives no answer.
    Incomputable {
        /// Its name.
        rule: String,
        /// Why.
        error: Box<EvaluationError>,
    },
    /// What is paid is not what is received.
    NotZeroSum {
        /// The rule.
        rule: String,
        /// What is received above what is paid.
        sum: Amount,
    },
    /// A member would pay more than what it has above its own reserve floor.
    BelowFloor {
        /// Who.
        peer: PeerId,
        /// What it would pay.
        pays: Amount,
        /// What it has above its floor.
        available: Amount,
    },
    /// A rule that a federation sets, in a matter that was ceded to it.
    SetAbove {
        /// The rule.
        rule: String,
        /// The federation's name.
        federation: String,
        /// The matter.
        matter: String,
        /// Since when.
        since: Day,
    },
    /// The tie would put an organisation above itself.
    Circle {
        /// With whom.
        peer: PeerId,
    },
    /// The shares of the month were announced already.
    PassedOnAlready {
        /// To whom.
        peer: PeerId,
        /// The month.
        month: Month,
    },
    /// The month gave that level nothing.
    NothingToPassOn {
        /// To whom.
        peer: PeerId,
        /// The month.
        month: Month,
    },
    /// A statement can be set aside only of those that are equalised.
    NotAMember {
        /// Who.
        peer: PeerId,
        /// The day.
        on: Day,
    },
    /// The month was not equalised by that rule.
    NotEqualised {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// The figures give what was booked already.
    NothingToSettle {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// The proposal is not open, or brings no common rule.
    NothingToConsult {
        /// Which.
        proposal: ProposalId,
    },
    /// The federation did not ask about that proposal.
    NotConsulted {
        /// Which federation.
        peer: PeerId,
        /// The proposal.
        proposal: ProposalId,
    },
    /// The answer tells of groups in which someone could be recognised.
    TellsOfPeople {
        /// The fewest people of a group.
        smallest: u64,
    },
    /// The bank line is not money that came in.
    NotIncome {
        /// What the line shows.
        amount: Amount,
    },
}

impl Refusal {
    /// What is refused, and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = self.sentences(language);
        language.choose(&french, &english).to_owned()
    }

    fn sentences(&self, language: Language) -> (String, String) {
        let money = |amount: &Amount| amount.written(language);
        let day = |day: &Day| day.written(language);
        let month = |month: &Month| month.written(language);
        match self {
            Refusal::Unknown { peer } => (
                format!("aucune organisation {peer} ; faites-la connaître d'abord"),
                format!("no organisation {peer}; introduce it first"),
            ),
            Refusal::CardUnusable { part } => (
                format!(
                    "la fiche de l'organisation est incomplète : « {part} » manque, dépasse {LONGEST_NAME} caractères ou n'a pas la forme attendue"
                ),
                format!(
                    "the card of the organisation is incomplete: “{part}” is missing, has over {LONGEST_NAME} characters or is not of the expected form"
                ),
            ),
            Refusal::Known { peer } => (
                format!("cette organisation est déjà connue, sous le numéro {peer}"),
                format!("this organisation is known already, under the number {peer}"),
            ),
            Refusal::TooMany => (
                format!("au plus {MOST_PEERS} organisations peuvent être liées à celle-ci"),
                format!("at most {MOST_PEERS} organisations can be tied to this one"),
            ),
            Refusal::NotAnOrganisation { member } => (
                format!(
                    "{member} n'est pas une organisation membre en règle ; inscrivez la caisse comme organisation d'abord"
                ),
                format!(
                    "{member} is no active member organisation; enrol the caisse as an organisation first"
                ),
            ),
            Refusal::TiedAlready { peer } => (
                format!("le lien avec {peer} est déjà décidé"),
                format!("the tie with {peer} is decided already"),
            ),
            Refusal::NotTied { peer, on } => (
                format!(
                    "il n'y a pas de lien avec {peer} le {} : les deux assemblées doivent l'avoir décidé",
                    day(on)
                ),
                format!(
                    "there is no tie with {peer} on {}: both assemblies must have decided it",
                    day(on)
                ),
            ),
            Refusal::NotAbove { peer } => (
                format!("{peer} n'est pas une fédération à laquelle nous appartenons"),
                format!("{peer} is not a federation that we belong to"),
            ),
            Refusal::OutOfOrder { expected, given } => (
                format!("le message {given} n'est pas le suivant : il faut le {expected}"),
                format!("message {given} is not the next one: {expected} is needed"),
            ),
            Refusal::Contradicted { peer } => (
                format!(
                    "{peer} s'est contredite sous sa propre signature ; la preuve est gardée, et plus rien n'est pris d'elle tant que l'assemblée n'a pas reconnu une nouvelle clé"
                ),
                format!(
                    "{peer} contradicted itself under its own signature; the evidence is kept, and nothing more is taken from it until the assembly has accepted a new key"
                ),
            ),
            Refusal::MonthOpen { month: which } => (
                format!(
                    "{} n'est pas clos : ses chiffres peuvent encore changer ; closez le mois d'abord",
                    month(which)
                ),
                format!(
                    "{} is not closed: its figures can still change; close the month first",
                    month(which)
                ),
            ),
            Refusal::StatementTwice { month: which } => (
                format!("le relevé de {} a déjà été publié avec ces chiffres", month(which)),
                format!(
                    "the statement of {} was published with these figures already",
                    month(which)
                ),
            ),
            Refusal::NobodyToTell => (
                "il n'y a aucune organisation liée à qui le dire".to_owned(),
                "there is no tied organisation to say it to".to_owned(),
            ),
            Refusal::AssemblyUnusable { assembly } => (
                format!("{assembly} n'est pas une assemblée à venir"),
                format!("{assembly} is not an assembly to come"),
            ),
            Refusal::ItemUnknown { item } => (
                format!(
                    "la fédération n'a pas mis le point {} au vote de ses délégué·es",
                    item + 1
                ),
                format!(
                    "the federation did not put item {} to the vote of its delegates",
                    item + 1
                ),
            ),
            Refusal::PollUnusable { poll } => (
                format!(
                    "{poll} n'est pas un scrutin pour ou contre, clos : il ne donne pas de mandat"
                ),
                format!("{poll} is no closed vote for or against: it gives no mandate"),
            ),
            Refusal::TextUnusable { longest } => (
                format!("le texte a au plus {longest} caractères"),
                format!("the text has at most {longest} characters"),
            ),
            Refusal::NothingToAnnounce => (
                "rien à annoncer : donnez une clé ou une adresse".to_owned(),
                "nothing to announce: give a key or an address".to_owned(),
            ),
            Refusal::NotAnEqualisation { rule } => (
                format!("« {rule} » n'a pas été adoptée comme règle de péréquation"),
                format!("“{rule}” was not adopted as a rule of equalisation"),
            ),
            Refusal::RuleNotInForce { rule, on } => (
                format!("« {rule} » n'est pas en vigueur le {}", day(on)),
                format!("“{rule}” is not in force on {}", day(on)),
            ),
            Refusal::EqualisedAlready { rule, month: which } => (
                format!(
                    "{} a déjà été péréqué par « {rule} » ; si les chiffres ont changé, soldez le mois",
                    month(which)
                ),
                format!(
                    "{} was equalised by “{rule}” already; if the figures changed, settle the month",
                    month(which)
                ),
            ),
            Refusal::NobodyToEqualise { on } => (
                format!("moins de deux membres étaient liés le {}", day(on)),
                format!("fewer than two members were tied on {}", day(on)),
            ),
            Refusal::StatementsMissing { month: which, peers } => {
                let names: Vec<String> = peers.iter().map(ToString::to_string).collect();
                (
                    format!(
                        "il manque le relevé de {} de : {} ; demandez-le, ou faites décider par un vote de calculer sans lui ou sur les derniers chiffres connus",
                        month(which),
                        names.join(", ")
                    ),
                    format!(
                        "the statement of {} is missing from: {}; ask for it, or have a vote decide to compute without it or on the last known figures",
                        month(which),
                        names.join(", ")
                    ),
                )
            }
            Refusal::Incomputable { rule, error } => (
                format!("« {rule} » ne se calcule pas : {}", error.sentence(Language::French)),
                format!("“{rule}” cannot be computed: {}", error.sentence(Language::English)),
            ),
            Refusal::NotZeroSum { rule, sum } => (
                format!(
                    "« {rule} » n'est pas à somme nulle : on recevrait {} de plus qu'on ne paie ; sa dernière ligne doit être de méthode « transferts »",
                    money(sum)
                ),
                format!(
                    "“{rule}” does not sum to zero: {} more would be received than paid; its last line must be of the method “transfers”",
                    money(sum)
                ),
            ),
            Refusal::BelowFloor { peer, pays, available } => (
                format!(
                    "{peer} paierait {} et n'a que {} au-dessus de sa propre réserve : plafonnez la formule",
                    money(pays),
                    money(available)
                ),
                format!(
                    "{peer} would pay {} and has only {} above its own reserve: cap the formula",
                    money(pays),
                    money(available)
                ),
            ),
            Refusal::SetAbove { rule, federation, matter, since } => (
                format!(
                    "« {rule} » relève de « {matter} », cédé à {federation}, qui l'a fixée à partir du {} : reprenez le domaine, ou proposez le changement à la fédération",
                    day(since)
                ),
                format!(
                    "“{rule}” belongs to “{matter}”, ceded to {federation}, which set it from {}: take the matter back, or propose the change to the federation",
                    day(since)
                ),
            ),
            _ => self.sentences_of_levels(language),
        }
    }

    /// The sentences about what stands between levels.
    fn sentences_of_levels(&self, language: Language) -> (String, String) {
        let money = |amount: &Amount| amount.written(language);
        let month = |month: &Month| month.written(language);
        match self {
            Refusal::Circle { peer } => (
                format!(
                    "{peer} se tient déjà de l'autre côté, par d'autres organisations : une organisation serait au-dessus d'elle-même ; mettez fin à l'un de ces liens d'abord"
                ),
                format!(
                    "{peer} stands on the other side already, through other organisations: one would be above itself; end one of those ties first"
                ),
            ),
            Refusal::PassedOnAlready { peer, month: which } => (
                format!("les parts de {} sont déjà annoncées à {peer}", month(which)),
                format!("the shares of {} are announced to {peer} already", month(which)),
            ),
            Refusal::NothingToPassOn { peer, month: which } => (
                format!(
                    "aucune part des cotisations de {} n'est pour {peer} : les clés nomment les niveaux comme les organisations",
                    month(which)
                ),
                format!(
                    "no share of the contributions of {} is for {peer}: the keys name levels as organisations are named",
                    month(which)
                ),
            ),
            Refusal::NotAMember { peer, on } => {
                let on = on.written(language);
                (
                    format!("{peer} n'est pas de cette péréquation le {on}"),
                    format!("{peer} is not in this equalisation on {on}"),
                )
            }
            Refusal::NotEqualised { rule, month: which } => (
                format!(
                    "{} n'a pas été péréqué par « {rule} » ; péréquez-le d'abord",
                    month(which)
                ),
                format!("{} was not equalised by “{rule}”; equalise it first", month(which)),
            ),
            Refusal::NothingToSettle { rule, month: which } => (
                format!(
                    "« {rule} » donne pour {} ce qui est déjà passé : il n'y a pas de solde",
                    month(which)
                ),
                format!(
                    "“{rule}” gives for {} what is booked already: there is nothing to settle",
                    month(which)
                ),
            ),
            Refusal::NothingToConsult { proposal } => (
                format!(
                    "{proposal} n'est pas une proposition ouverte de règles communes : il n'y a rien à faire calculer"
                ),
                format!(
                    "{proposal} is no open proposal of common rules: there is nothing to compute"
                ),
            ),
            Refusal::NotConsulted { peer, proposal } => (
                format!("{peer} ne nous a rien demandé sur sa proposition {proposal}"),
                format!("{peer} asked us nothing about its proposal {proposal}"),
            ),
            Refusal::TellsOfPeople { smallest } => (
                format!(
                    "la réponse parle de groupes de moins de {smallest} personnes, où quelqu'un se reconnaîtrait ; regroupez-les"
                ),
                format!(
                    "the answer tells of groups of fewer than {smallest} people, in which someone could be recognised; put them together"
                ),
            ),
            Refusal::NotIncome { amount } => (
                format!("cette ligne ({}) n'est pas une recette", money(amount)),
                format!("this line ({}) is no income", money(amount)),
            ),
            _ => unreachable!("the other sentences are given before"),
        }
    }
}
