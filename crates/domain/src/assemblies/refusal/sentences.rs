//! The sentences of the refusals, in both languages.

use caisse_units::Language;

use super::{ByVote, Expected, Refusal};
use crate::assemblies::statutes::Problem;

impl ByVote {
    fn french(self) -> (&'static str, &'static str) {
        match self {
            ByVote::Decision => ("une décision ne s'enregistre pas", "une proposition"),
            ByVote::Office => {
                ("une fonction ne se donne ni ne se retire", "une élection ou une révocation")
            }
            ByVote::Rule => ("une règle ne s'adopte pas", "une proposition de règle"),
            ByVote::Budget => ("un budget ne s'adopte pas", "une proposition de budget"),
            ByVote::Statutes => ("les statuts ne se changent pas", "une proposition de statuts"),
        }
    }

    fn english(self) -> (&'static str, &'static str) {
        match self {
            ByVote::Decision => ("no decision is recorded", "a proposal"),
            ByVote::Office => ("no office is given or ended", "an election or a revocation"),
            ByVote::Rule => ("no rule is adopted", "a proposal of a rule"),
            ByVote::Budget => ("no budget is adopted", "a proposal of a budget"),
            ByVote::Statutes => ("statutes are not changed", "a proposal of statutes"),
        }
    }
}

impl Expected {
    fn written(self, language: Language) -> &'static str {
        match self {
            Expected::Convened => {
                language.choose("convoquée et pas encore ouverte", "convened and not open yet")
            }
            Expected::ToCome => language.choose("convoquée ou ouverte", "convened or open"),
            Expected::Open => language.choose("ouverte", "open"),
            Expected::Closed => language
                .choose("close, sans procès-verbal scellé", "closed, its minutes not sealed"),
            Expected::NotSealed => language.choose(
                "ouverte ou close, sans procès-verbal scellé",
                "open or closed, its minutes not sealed",
            ),
            Expected::Sealed => {
                language.choose("dotée d'un procès-verbal scellé", "with its minutes sealed")
            }
        }
    }
}

impl Refusal {
    pub(super) fn french(&self) -> String {
        let french = Language::French;
        match self {
            Refusal::NoStatutes { on } => format!(
                "aucun statut n'est en vigueur le {} ; l'assemblée fondatrice peut les adopter",
                on.written(french)
            ),
            Refusal::ByVoteOnly { what, since, decision } => {
                let (refused, remedy) = what.french();
                format!(
                    "depuis que les statuts sont en vigueur (le {}, {decision}), {refused} à la main : déposez {remedy}, qu'une assemblée votera",
                    since.written(french)
                )
            }
            Refusal::SumNeedsVote { amount, from, decision } => format!(
                "les statuts demandent un vote à partir de {} ; pour {}, {} : déposez une résolution, qu'une assemblée votera, et donnez sa décision",
                from.written(french),
                amount.written(french),
                decision.map_or("aucune décision n'est donnée".to_owned(), |decision| format!("{decision} ne vient d'aucun scrutin"))
            ),
            Refusal::StatutesUnusable { problems } => {
                listed("ces statuts ne peuvent être adoptés :", problems, french)
            }
            Refusal::StatutesTooEarly { since, earliest } => format!(
                "ces statuts partiraient du {} ; ils peuvent partir du {} ou plus tard",
                since.written(french),
                earliest.written(french)
            ),
            Refusal::NotAtTheDesk { actor } => format!(
                "{} ne tient pas le bureau de cette assemblée ; il revient aux fonctions que nomment les statuts, et à la présidence, au secrétariat et aux scrutateur·ices",
                actor.map_or("qui agit".to_owned(), |member| member.to_string())
            ),
            Refusal::MemberOnly => "cela se fait en personne, par un membre".into(),
            Refusal::NotOneself { actor, member } => {
                format!("{actor} ne peut agir pour {member} ; chacun agit pour soi, ou par procuration")
            }
            Refusal::NoRequests => {
                "les statuts ne laissent pas les membres convoquer ; demandez-le aux fonctions qui le peuvent".into()
            }
            Refusal::RequestUnknown { request } => {
                format!("aucune demande d'assemblée ne porte le numéro {request}, ou elle a déjà sa réponse")
            }
            Refusal::AlreadySupported { member } => format!("{member} soutient déjà cette demande"),
            Refusal::RequestTooSmall { supporters, needed } => {
                format!("{supporters} membres demandent cette assemblée ; il en faut {needed}")
            }
            Refusal::NotAMember { member } => format!("{member} n'est pas membre en règle à cette date"),
            Refusal::NotEntitled { member } => {
                format!("{member} n'a pas le droit de vote à cette date ; voyez les conditions des statuts")
            }
            Refusal::AssemblyUnknown { assembly } => {
                format!("aucune assemblée ne porte le numéro {assembly}")
            }
            Refusal::WrongStage { assembly, expected } => {
                format!("cela demande que {assembly} soit {}", expected.written(french))
            }
            Refusal::Signed { assembly } => format!(
                "le procès-verbal de {assembly} est signé : plus rien ne change ; une autre assemblée peut décider autrement"
            ),
            Refusal::ConvocationUnusable => {
                "une convocation porte un titre de 1 à 200 caractères et un ordre du jour de 1 à 100 points".into()
            }
            Refusal::ItemUnusable { place } => format!(
                "le point {place} de l'ordre du jour porte un titre de 1 à 200 caractères ; un point qui vote une proposition la nomme"
            ),
            Refusal::DocumentUnusable => {
                "un document porte un nom de 1 à 200 caractères et son empreinte SHA-256, 50 au plus par point".into()
            }
            Refusal::NoticeTooShort { on, notice, earliest } => format!(
                "une assemblée le {} serait convoquée trop tard : les statuts demandent {notice} jours ; choisissez le {} ou après",
                on.written(french),
                earliest.written(french)
            ),
            Refusal::NotWithoutQuorum { assembly } => format!(
                "{assembly} n'a pas manqué de quorum ; convoquez une première fois"
            ),
            Refusal::AgendaDiffers { assembly } => {
                format!("une seconde convocation a l'ordre du jour de la première, {assembly}")
            }
            Refusal::AlreadyConvenedAgain { by } => format!("elle a déjà été convoquée de nouveau : {by}"),
            Refusal::AgendaClosed { since } => format!(
                "l'ordre du jour ne change plus depuis le {} ; portez le point à l'assemblée suivante",
                since.written(french)
            ),
            Refusal::TextUnusable { most } => format!("un texte de 1 à {most} caractères est nécessaire"),
            Refusal::BureauUnusable => {
                "présidence et secrétariat sont deux membres en règle, 20 scrutateur·ices au plus".into()
            }
            Refusal::NoBureau { assembly } => {
                format!("{assembly} n'a pas encore de présidence et de secrétariat ; nommez-les d'abord")
            }
            Refusal::NotItsDay { on } => {
                format!("cette assemblée se tient le {}, pas aujourd'hui", on.written(french))
            }
            Refusal::NobodyGiven => "personne n'est nommé".into(),
            Refusal::AlreadyThere { member } => format!("{member} est déjà là ; il n'y a rien à noter"),
            Refusal::NotThere { member } => format!("{member} n'est pas là ; notez d'abord l'arrivée"),
            Refusal::TimeReversed { at, recorded } => format!(
                "{} précède ce qui est noté à {}",
                at.written(french),
                recorded.written(french)
            ),
            Refusal::NoProxies => "les statuts ne connaissent pas de procuration".into(),
            Refusal::ProxyToOneself => "on ne se donne pas procuration à soi-même".into(),
            Refusal::GiverPresent { member } => format!("{member} est là et vote en personne"),
            Refusal::ProxyGivenAlready { holder } => {
                format!("une procuration est déjà donnée à {holder} ; retirez-la d'abord")
            }
            Refusal::HolderAway { holder } => {
                format!("{holder} a donné sa propre voix et ne peut en porter d'autres")
            }
            Refusal::HolderFull { holder, most } => format!(
                "{holder} porte déjà {most} procuration(s), autant que les statuts le permettent ; choisissez une autre personne"
            ),
            Refusal::HolderElsewhere { holder, college: true } => {
                format!("{holder} vote dans un autre collège ; choisissez quelqu'un du même")
            }
            Refusal::HolderElsewhere { holder, college: false } => {
                format!("{holder} est d'un autre foyer ; choisissez quelqu'un du même")
            }
            Refusal::NoProxyGiven { member } => format!("{member} n'a pas donné de procuration"),
            Refusal::ProxyInUse { poll } => {
                format!("cette procuration a servi dans {poll}, qui est ouvert ; attendez sa clôture, ou votez en personne")
            }
            Refusal::QuorumLacking { quorum } => format!(
                "le quorum n'est pas atteint : {} présents ou représentés qui comptent, il en faut {} sur {} ; attendez des arrivées, ou convoquez une seconde fois",
                quorum.found, quorum.needed, quorum.entitled
            ),
            Refusal::QuorumThere { quorum } => format!(
                "le quorum est atteint ({} sur {} requis) ; ouvrez l'assemblée",
                quorum.found, quorum.needed
            ),
            Refusal::ItemUnknown { place } => format!("l'ordre du jour n'a pas de point {place}"),
            Refusal::ListsUnusable => {
                "l'alternance par listes demande deux listes au moins, chacune avec un nom, et personne sur deux listes".into()
            }
            Refusal::AlreadyWaiting { member } => format!("{member} a déjà demandé la parole"),
            Refusal::NotWaiting { member } => format!("{member} n'a pas demandé la parole"),
            Refusal::NobodyWaits => "personne n'attend la parole".into(),
            Refusal::SomeoneSpeaks { member } => format!("{member} a la parole ; attendez la fin de son tour"),
            Refusal::NobodySpeaks => "personne n'a la parole".into(),
            Refusal::NotNext { next } => {
                format!("par les règles de parole en usage, c'est le tour de {next}")
            }
            Refusal::SecondsUnusable => "un tour de parole dure moins d'un jour".into(),
            Refusal::NotAtThisItem { place } => {
                format!("l'assemblée n'en est pas au point {place} ; allez-y d'abord")
            }
            Refusal::NotForVote { .. } => {
                "ce point ne se vote pas : seul ce qui est à l'ordre du jour comme proposition, élection ou priorités se vote, et un débat par résolution".into()
            }
            Refusal::OtherProposal => "la question porte sur une autre proposition que le point".into(),
            Refusal::QuestionUnusable => {
                "une question a de 1 à 500 caractères ; par oui ou non elle n'a pas d'options, sinon au moins deux, différentes".into()
            }
            Refusal::RuleNotChosen { kind } => format!(
                "pour {}, la règle est celle des statuts ; elle ne se choisit que pour une résolution",
                kind.written(french)
            ),
            Refusal::RuleUnusable { problems } => {
                listed("cette règle de décision ne convient pas :", problems, french)
            }
            Refusal::PollUnknown { poll } => format!("aucun scrutin ne porte le numéro {poll}"),
            Refusal::PollClosed { poll } => format!("{poll} est clos : il ne change plus"),
            Refusal::NotOnTheRoll { member } => format!(
                "{member} n'est pas sur la liste électorale arrêtée à l'ouverture de l'assemblée"
            ),
            Refusal::VoterTwice { member } => format!("{member} est nommé deux fois"),
            Refusal::NotTheHolder { holder, voter } => {
                format!("{holder} ne porte pas la procuration de {voter}")
            }
            Refusal::VotedInPerson { voter } => {
                format!("{voter} a voté en personne : la procuration ne compte plus")
            }
            Refusal::HasPaper { voter } => {
                format!("{voter} a reçu un bulletin de papier et vote avec lui")
            }
            Refusal::HasVoted { voter } => {
                format!("{voter} a déjà voté et ne reçoit pas de bulletin de papier")
            }
            Refusal::NotFromAfar => "ce scrutin ne se vote pas à distance ; venez, ou donnez procuration".into(),
            Refusal::NotInTheRoom { member } => {
                format!("{member} n'est pas dans la salle ; votez à distance si le scrutin le permet")
            }
            Refusal::PaperUnfit => {
                "un scrutin ouvert prend des bulletins ouverts ; un scrutin discret, des bulletins scellés avec une empreinte de 64 chiffres hexadécimaux".into()
            }
            Refusal::BallotUnusable { voter } => {
                format!("le bulletin de {voter} ne répond pas à la question posée")
            }
            Refusal::MoreThanMandate { voter, cast, weight } => {
                format!("{voter} répartit {cast} voix et n'en porte que {weight}")
            }
            Refusal::NoPaper => "ce scrutin ne se vote pas sur papier".into(),
            Refusal::TallyTooLarge { counted, handed } => {
                format!("{counted} voix comptées pour {handed} distribuées ; recomptez les bulletins")
            }
            Refusal::TallyUnusable => "ce décompte nomme un collège ou une réponse que le scrutin n'a pas".into(),
            Refusal::TallyMissing => "aucun décompte des bulletins de papier n'est entré".into(),
            Refusal::TallyConfirmed => "le décompte des bulletins de papier est confirmé : il ne change plus".into(),
            Refusal::TallyDiffers => "le second décompte diffère du premier ; recomptez ensemble".into(),
            Refusal::SamePerson { member } => format!(
                "{member} a entré le décompte ; une autre personne le confirme"
            ),
            Refusal::PapersNotCounted { handed } => format!(
                "{handed} bulletins de papier sont distribués et leur décompte n'est pas confirmé par une seconde personne"
            ),
            Refusal::NotConsent => "on n'objecte que dans un scrutin par consentement".into(),
            Refusal::ObjectionUnknown { objection } => {
                format!("aucune objection {objection} n'est maintenue")
            }
            Refusal::OpenedDiffer { cast, opened } => {
                format!("{cast} bulletins ont été votés, {opened} sont ouverts ou l'un n'est pas le bon")
            }
            Refusal::Uncountable { french, .. } => format!("ce scrutin ne peut être compté : {french}"),
            Refusal::PollStillOpen { poll } => format!("{poll} est encore ouvert ; fermez-le d'abord"),
            Refusal::DigestUnusable => "une empreinte SHA-256 a 64 chiffres hexadécimaux".into(),
            Refusal::NotToSign { member } => {
                format!("{member} ne signe pas : la présidence et le secrétariat signent")
            }
            Refusal::SignedAlready { member } => {
                format!("{member} a déjà signé ; la seconde signature est celle d'une autre personne")
            }
            Refusal::NotForLots { place } => {
                format!("le point {place} n'est pas un tirage au sort")
            }
            Refusal::LotsUnusable => {
                "un tirage a un siège au moins, pas plus de sièges et de remplaçants que de personnes, et de 1 à 20 sources annoncées".into()
            }
            Refusal::DrawUnknown { draw } => format!("aucun tirage {draw} n'attend ; fixez d'abord qui peut être tiré"),
            Refusal::SourcesMissing { announced, given } => {
                format!("{announced} sources sont annoncées et {given} données ; une valeur pour chacune")
            }
            Refusal::NotDrawn { french, .. } => format!("le tirage est impossible : {french}"),
            Refusal::MandateUnusable => {
                "un mandat nomme un membre en règle, de qui il vient, combien de membres il porte (1 à 10 millions), et finit après avoir commencé".into()
            }
            Refusal::MandateUnknown { mandate } => {
                format!("aucun mandat en cours ne porte le numéro {mandate}")
            }
        }
    }

    pub(super) fn english(&self) -> String {
        let english = Language::English;
        match self {
            Refusal::NoStatutes { on } => format!(
                "no statutes are in force on {}; the founding assembly can adopt them",
                on.written(english)
            ),
            Refusal::ByVoteOnly { what, since, decision } => {
                let (refused, remedy) = what.english();
                format!(
                    "since statutes are in force ({}, {decision}), {refused} by hand: file {remedy}, and an assembly will vote on it",
                    since.written(english)
                )
            }
            Refusal::SumNeedsVote { amount, from, decision } => format!(
                "the statutes ask for a vote from {} on; for {}, {}: draft a resolution, which an assembly will vote, and give its decision",
                from.written(english),
                amount.written(english),
                decision.map_or("no decision is given".to_owned(), |decision| format!("{decision} comes from no poll"))
            ),
            Refusal::StatutesUnusable { problems } => {
                listed("these statutes cannot be adopted:", problems, english)
            }
            Refusal::StatutesTooEarly { since, earliest } => format!(
                "these statutes would start on {}; they may start on {} or later",
                since.written(english),
                earliest.written(english)
            ),
            Refusal::NotAtTheDesk { actor } => format!(
                "{} does not run the desk of this assembly; it is for the offices that the statutes name, the chair, the secretary and the scrutineers",
                actor.map_or("whoever acts".to_owned(), |member| member.to_string())
            ),
            Refusal::MemberOnly => "this is done in person, by a member".into(),
            Refusal::NotOneself { actor, member } => {
                format!("{actor} cannot act for {member}; each acts for oneself, or by proxy")
            }
            Refusal::NoRequests => {
                "the statutes do not let members convene; ask the offices that may".into()
            }
            Refusal::RequestUnknown { request } => {
                format!("no request for an assembly has the number {request}, or it is answered")
            }
            Refusal::AlreadySupported { member } => format!("{member} supports this request already"),
            Refusal::RequestTooSmall { supporters, needed } => {
                format!("{supporters} members ask for this assembly; {needed} are needed")
            }
            Refusal::NotAMember { member } => {
                format!("{member} is not a member in good standing on that day")
            }
            Refusal::NotEntitled { member } => {
                format!("{member} is not entitled to vote on that day; see the conditions of the statutes")
            }
            Refusal::AssemblyUnknown { assembly } => format!("no assembly has the number {assembly}"),
            Refusal::WrongStage { assembly, expected } => {
                format!("this needs {assembly} to be {}", expected.written(english))
            }
            Refusal::Signed { assembly } => format!(
                "the minutes of {assembly} are signed: nothing changes any more; another assembly may decide otherwise"
            ),
            Refusal::ConvocationUnusable => {
                "a convocation has a title of 1 to 200 characters and an agenda of 1 to 100 items".into()
            }
            Refusal::ItemUnusable { place } => format!(
                "item {place} of the agenda has a title of 1 to 200 characters; an item that votes a proposal names it"
            ),
            Refusal::DocumentUnusable => {
                "a document has a name of 1 to 200 characters and its SHA-256 digest, 50 at most per item".into()
            }
            Refusal::NoticeTooShort { on, notice, earliest } => format!(
                "an assembly on {} would be convened too late: the statutes ask for {notice} days; choose {} or later",
                on.written(english),
                earliest.written(english)
            ),
            Refusal::NotWithoutQuorum { assembly } => {
                format!("{assembly} did not lack its quorum; convene a first time")
            }
            Refusal::AgendaDiffers { assembly } => {
                format!("a second call has the agenda of the first, {assembly}")
            }
            Refusal::AlreadyConvenedAgain { by } => format!("it was convened again already: {by}"),
            Refusal::AgendaClosed { since } => format!(
                "the agenda no longer changes since {}; bring the item to the next assembly",
                since.written(english)
            ),
            Refusal::TextUnusable { most } => format!("a text of 1 to {most} characters is needed"),
            Refusal::BureauUnusable => {
                "chair and secretary are two members in good standing, with 20 scrutineers at most".into()
            }
            Refusal::NoBureau { assembly } => {
                format!("{assembly} has no chair and secretary yet; name them first")
            }
            Refusal::NotItsDay { on } => {
                format!("this assembly is held on {}, not today", on.written(english))
            }
            Refusal::NobodyGiven => "nobody is named".into(),
            Refusal::AlreadyThere { member } => format!("{member} is there already; there is nothing to note"),
            Refusal::NotThere { member } => format!("{member} is not there; note the arrival first"),
            Refusal::TimeReversed { at, recorded } => {
                format!("{at} is before what is noted at {recorded}")
            }
            Refusal::NoProxies => "the statutes know no proxies".into(),
            Refusal::ProxyToOneself => "nobody gives a proxy to oneself".into(),
            Refusal::GiverPresent { member } => format!("{member} is there and votes in person"),
            Refusal::ProxyGivenAlready { holder } => {
                format!("a proxy is given to {holder} already; take it back first")
            }
            Refusal::HolderAway { holder } => {
                format!("{holder} gave away the own vote and cannot carry those of others")
            }
            Refusal::HolderFull { holder, most } => format!(
                "{holder} carries {most} proxies already, as many as the statutes allow; choose another person"
            ),
            Refusal::HolderElsewhere { holder, college: true } => {
                format!("{holder} votes in another college; choose someone of the same")
            }
            Refusal::HolderElsewhere { holder, college: false } => {
                format!("{holder} is of another household; choose someone of the same")
            }
            Refusal::NoProxyGiven { member } => format!("{member} gave no proxy"),
            Refusal::ProxyInUse { poll } => {
                format!("this proxy was used in {poll}, which is open; wait for its closing, or vote in person")
            }
            Refusal::QuorumLacking { quorum } => format!(
                "the quorum is not met: {} count, {} of {} are needed; wait for arrivals, or convene a second time",
                quorum.found, quorum.needed, quorum.entitled
            ),
            Refusal::QuorumThere { quorum } => format!(
                "the quorum is met ({} of {} needed); open the assembly",
                quorum.found, quorum.needed
            ),
            Refusal::ItemUnknown { place } => format!("the agenda has no item {place}"),
            Refusal::ListsUnusable => {
                "alternation by lists needs two lists at least, each with a name, and nobody on two".into()
            }
            Refusal::AlreadyWaiting { member } => format!("{member} has asked to speak already"),
            Refusal::NotWaiting { member } => format!("{member} has not asked to speak"),
            Refusal::NobodyWaits => "nobody waits to speak".into(),
            Refusal::SomeoneSpeaks { member } => format!("{member} has the floor; wait for the end of the turn"),
            Refusal::NobodySpeaks => "nobody has the floor".into(),
            Refusal::NotNext { next } => format!("by the rules of speech in use, it is the turn of {next}"),
            Refusal::SecondsUnusable => "a turn lasts less than a day".into(),
            Refusal::NotAtThisItem { place } => {
                format!("the assembly is not at item {place}; go there first")
            }
            Refusal::NotForVote { .. } => {
                "this item is not voted: only what is on the agenda as a proposal, an election or priorities is, and a debate by a resolution".into()
            }
            Refusal::OtherProposal => "the question is about another proposal than the item".into(),
            Refusal::QuestionUnusable => {
                "a question has 1 to 500 characters; by yes or no it has no options, otherwise at least two different ones".into()
            }
            Refusal::RuleNotChosen { kind } => format!(
                "for {}, the rule is that of the statutes; it is chosen for a resolution only",
                kind.written(english)
            ),
            Refusal::RuleUnusable { problems } => {
                listed("this rule of decision does not fit:", problems, english)
            }
            Refusal::PollUnknown { poll } => format!("no poll has the number {poll}"),
            Refusal::PollClosed { poll } => format!("{poll} is closed: it never changes"),
            Refusal::NotOnTheRoll { member } => {
                format!("{member} is not on the roll made at the opening of the assembly")
            }
            Refusal::VoterTwice { member } => format!("{member} is named twice"),
            Refusal::NotTheHolder { holder, voter } => {
                format!("{holder} does not hold the proxy of {voter}")
            }
            Refusal::VotedInPerson { voter } => {
                format!("{voter} voted in person: the proxy counts no more")
            }
            Refusal::HasPaper { voter } => format!("{voter} received a paper ballot and votes with it"),
            Refusal::HasVoted { voter } => {
                format!("{voter} has voted already and receives no paper ballot")
            }
            Refusal::NotFromAfar => "this poll takes no ballots from afar; come, or give a proxy".into(),
            Refusal::NotInTheRoom { member } => {
                format!("{member} is not in the room; vote from afar if the poll allows it")
            }
            Refusal::PaperUnfit => {
                "an open poll takes open ballots; a discreet one, sealed ballots with a commitment of 64 hexadecimal digits".into()
            }
            Refusal::BallotUnusable { voter } => {
                format!("the ballot of {voter} does not answer the question")
            }
            Refusal::MoreThanMandate { voter, cast, weight } => {
                format!("{voter} splits {cast} votes and carries only {weight}")
            }
            Refusal::NoPaper => "this poll takes no paper ballots".into(),
            Refusal::TallyTooLarge { counted, handed } => {
                format!("{counted} votes counted for {handed} handed out; count the ballots again")
            }
            Refusal::TallyUnusable => "this tally names a college or an answer that the poll does not have".into(),
            Refusal::TallyMissing => "no tally of paper ballots is entered".into(),
            Refusal::TallyConfirmed => "the tally of paper ballots is confirmed: it never changes".into(),
            Refusal::TallyDiffers => "the second count differs from the first; count again together".into(),
            Refusal::SamePerson { member } => {
                format!("{member} entered the tally; another person confirms it")
            }
            Refusal::PapersNotCounted { handed } => format!(
                "{handed} paper ballots are handed out and their count is not confirmed by a second person"
            ),
            Refusal::NotConsent => "one objects in a poll by consent only".into(),
            Refusal::ObjectionUnknown { objection } => format!("no objection {objection} stands"),
            Refusal::OpenedDiffer { cast, opened } => {
                format!("{cast} ballots were cast, {opened} are opened or one is not the right one")
            }
            Refusal::Uncountable { english, .. } => format!("this poll cannot be counted: {english}"),
            Refusal::PollStillOpen { poll } => format!("{poll} is still open; close it first"),
            Refusal::DigestUnusable => "a SHA-256 digest has 64 hexadecimal digits".into(),
            Refusal::NotToSign { member } => {
                format!("{member} does not sign: the chair and the secretary do")
            }
            Refusal::SignedAlready { member } => {
                format!("{member} has signed already; the second signature is another person's")
            }
            Refusal::NotForLots { place } => format!("item {place} is not a draw by lot"),
            Refusal::LotsUnusable => {
                "a draw has one seat at least, no more seats and replacements than people, and 1 to 20 sources announced".into()
            }
            Refusal::DrawUnknown { draw } => format!("no draw {draw} waits; fix first who may be drawn"),
            Refusal::SourcesMissing { announced, given } => {
                format!("{announced} sources are announced and {given} given; one value for each")
            }
            Refusal::NotDrawn { english, .. } => format!("it cannot be drawn: {english}"),
            Refusal::MandateUnusable => {
                "a mandate names a member in good standing, whom it comes from, how many members it carries (1 to 10 million), and ends after it began".into()
            }
            Refusal::MandateUnknown { mandate } => format!("no mandate in force has the number {mandate}"),
        }
    }
}

/// A heading and its problems.
fn listed(heading: &str, problems: &[Problem], language: Language) -> String {
    let mut text = heading.to_owned();
    for problem in problems {
        text.push_str("\n  - ");
        text.push_str(&problem.sentence(language));
    }
    text
}
