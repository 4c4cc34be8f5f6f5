//! Records of the journal about assemblies, proposals, projects and agreements: what each is in plain
//! words, and where it leads.

use caisse_domain::Event;
use caisse_domain::assemblies::Event as A;
use caisse_domain::federation::Event as F;
use caisse_domain::identity::{AssemblyId, PollId};
use caisse_domain::proposals::Event as P;
use caisse_web::views::Place;

/// Where such a record leads. A draft proposal has no page: its event leads nowhere.
pub(crate) fn place(event: &Event) -> Option<Place> {
    match event {
        Event::Assemblies(event) => assembly_place(event),
        Event::Federation(
            F::Introduced { peer, .. }
            | F::Tied { peer, .. }
            | F::Untied { peer, .. }
            | F::Received { peer, .. }
            | F::EvidenceKept { peer, .. }
            | F::KeyAccepted { peer, .. }
            | F::MoneyReceived { peer, .. },
        ) => Some(Place::Peer(peer.to_string())),
        Event::Federation(F::Sent { .. }) => Some(Place::Federation),
        Event::Proposals(
            P::Opened { proposal, .. }
            | P::Supported { proposal, .. }
            | P::SupportTakenBack { proposal, .. }
            | P::Amended { proposal, .. }
            | P::AmendmentAccepted { proposal, .. }
            | P::AmendmentDeclined { proposal, .. }
            | P::AmendmentWithdrawn { proposal, .. }
            | P::ConsequencesAttached { proposal, .. }
            | P::Withdrawn { proposal, .. },
        ) => Some(Place::Proposal(proposal.to_string())),
        Event::Readings(_) => Some(Place::Readings),
        _ => None,
    }
}

fn reading_kind(name: &str) -> Option<(&'static str, &'static str)> {
    let kind = match name {
        "opened" => ("lecture des comptes ouverte", "reading of the accounts opened"),
        "asked" => ("question posée sur un chiffre", "question pinned to a figure"),
        "answered" => ("réponse à une question", "question answered"),
        "turned" => (
            "question devenue une proposition ou un grief",
            "question turned into a proposal or a grievance",
        ),
        "closed" => ("lecture des comptes close", "reading of the accounts closed"),
        _ => return None,
    };
    Some(kind)
}

fn assembly_place(event: &A) -> Option<Place> {
    let assembly = |id: &AssemblyId| Some(Place::Assembly(id.to_string()));
    let poll = |id: &PollId| Some(Place::Poll(id.to_string()));
    match event {
        A::StatutesAdopted { .. } => Some(Place::Statutes(None)),
        A::Convened { assembly: id, .. }
        | A::Cancelled { assembly: id, .. }
        | A::AgendaAmended { assembly: id, .. }
        | A::DocumentsAdded { assembly: id, .. }
        | A::BureauSet { assembly: id, .. }
        | A::Opened { assembly: id, .. }
        | A::LackedQuorum { assembly: id, .. }
        | A::ItemReached { assembly: id, .. }
        | A::Closed { assembly: id, .. } => assembly(id),
        A::MinutesAdded { assembly: id, .. }
        | A::MinutesSealed { assembly: id, .. }
        | A::MinutesSigned { assembly: id, .. } => Some(Place::Minutes(id.to_string())),
        A::PollOpened { poll: id, .. }
        | A::BallotsCast { poll: id, .. }
        | A::TallyEntered { poll: id, .. }
        | A::TallyConfirmed { poll: id, .. }
        | A::Objected { poll: id, .. }
        | A::ObjectionWithdrawn { poll: id, .. }
        | A::ObjectionIntegrated { poll: id, .. }
        | A::PollAnnulled { poll: id, .. } => poll(id),
        A::PollClosed(closed) => poll(&closed.poll),
        _ => None,
    }
}

/// What such a record is, from the two names that its text begins with.
pub(crate) fn kind(module: &str, name: &str) -> Option<(&'static str, &'static str)> {
    match module {
        "assemblies" => assembly_kind(name).or_else(|| vote_kind(name)),
        "proposals" => proposal_kind(name),
        "projects" => project_kind(name),
        "agreements" => agreement_kind(name),
        "federation" => federation_kind(name),
        "readings" => reading_kind(name),
        _ => None,
    }
}

fn assembly_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "statutes_adopted" => ("statuts adoptés", "statutes adopted"),
        "assembly_requested" => ("assemblée demandée", "assembly asked for"),
        "request_supported" => {
            ("demande d'assemblée soutenue", "request for an assembly supported")
        }
        "convened" => ("assemblée convoquée", "assembly convened"),
        "cancelled" => ("assemblée annulée", "assembly called off"),
        "agenda_amended" => ("ordre du jour modifié", "agenda amended"),
        "documents_added" => {
            ("documents joints à l'ordre du jour", "documents added to the agenda")
        }
        "bureau_set" => ("bureau de l'assemblée désigné", "bureau of the assembly named"),
        "arrived" => ("arrivées à l'assemblée", "arrivals at the assembly"),
        "left" => ("départs de l'assemblée", "departures from the assembly"),
        "proxy_given" => ("procuration donnée", "proxy given"),
        "proxy_withdrawn" => ("procuration reprise", "proxy taken back"),
        "opened" => ("assemblée ouverte", "assembly opened"),
        "lacked_quorum" => ("assemblée sans quorum", "assembly without quorum"),
        "item_reached" => ("point de l'ordre du jour abordé", "item of the agenda reached"),
        "speaking_set" => ("règles de parole fixées", "rules of speech set"),
        "speech_asked" => ("parole demandée", "floor asked for"),
        "speech_given_up" => ("tour de parole abandonné", "turn to speak given up"),
        "speech_started" => ("parole donnée", "floor given"),
        "speech_ended" => ("fin d'un tour de parole", "end of a turn to speak"),
        "lots_fixed" => ("tirage au sort annoncé", "draw by lot announced"),
        "drawn" => ("tirage au sort", "draw by lot"),
        "closed" => ("assemblée close", "assembly closed"),
        "minutes_added" => ("procès-verbal complété", "minutes completed"),
        "minutes_sealed" => ("procès-verbal scellé", "minutes sealed"),
        "minutes_signed" => ("procès-verbal signé", "minutes signed"),
        "mandate_given" => ("mandat de délégué donné", "delegate's mandate given"),
        "mandate_ended" => ("fin d'un mandat de délégué", "end of a delegate's mandate"),
        _ => return None,
    })
}

fn vote_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "poll_opened" => ("scrutin ouvert", "poll opened"),
        "ballots_cast" => ("bulletins déposés", "ballots cast"),
        "papers_handed_out" => ("bulletins de papier remis", "paper ballots handed out"),
        "tally_entered" => ("bulletins de papier comptés", "paper ballots counted"),
        "tally_confirmed" => ("bulletins de papier recomptés", "paper ballots counted again"),
        "objected" => ("objection", "objection"),
        "objection_withdrawn" => ("objection retirée", "objection withdrawn"),
        "objection_integrated" => ("objection intégrée", "objection integrated"),
        "poll_closed" => ("scrutin clos", "poll closed"),
        "poll_annulled" => ("scrutin abandonné", "poll given up"),
        _ => return None,
    })
}

fn proposal_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "drafted" => ("proposition rédigée", "proposal drafted"),
        "revised" => ("proposition réécrite", "proposal written anew"),
        "opened" => ("proposition ouverte", "proposal opened"),
        "supported" => ("proposition soutenue", "proposal supported"),
        "support_taken_back" => ("soutien repris", "support taken back"),
        "amended" => ("amendement déposé", "amendment moved"),
        "amendment_accepted" => ("amendement accepté", "amendment accepted"),
        "amendment_declined" => ("amendement refusé", "amendment declined"),
        "amendment_withdrawn" => ("amendement retiré", "amendment withdrawn"),
        "consequences_attached" => ("conséquences jointes", "consequences attached"),
        "withdrawn" => ("proposition retirée", "proposal withdrawn"),
        _ => return None,
    })
}

fn project_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "grievance_recorded" => ("doléance déposée", "grievance recorded"),
        "grouped" => ("doléances réunies", "grievances grouped"),
        "demand_stated" => ("revendication portée", "demand stated"),
        "answered" => ("réponse à une revendication", "answer to a demand"),
        "project_opened" => ("projet ouvert", "project opened"),
        "replanned" => ("projet revu", "project planned anew"),
        "milestone_reached" => ("étape d'un projet atteinte", "step of a project reached"),
        "envelope_opened" => ("enveloppe ouverte", "envelope opened"),
        "credit_opened" => ("crédit ouvert", "credit opened"),
        "invoice_accepted" => ("facture acceptée", "invoice accepted"),
        "invoice_cancelled" => ("facture annulée", "invoice cancelled"),
        "reported" => ("résultats rapportés", "results reported"),
        "project_closed" => ("projet terminé", "project done"),
        "given_up" => ("projet abandonné", "project given up"),
        _ => return None,
    })
}

fn agreement_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "agreed" => ("convention conclue", "agreement made"),
        "ended" => ("convention terminée", "agreement ended"),
        "spent" => ("dépense conventionnée", "spending under an agreement"),
        "ceded" => ("compétence cédée", "matter ceded"),
        "taken_back" => ("compétence reprise", "matter taken back"),
        _ => return None,
    })
}

fn federation_kind(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "introduced" => ("autre organisation reconnue", "another organisation known"),
        "tied" => ("lien avec une autre organisation", "tie with another organisation"),
        "untied" => ("fin d'un lien", "end of a tie"),
        "sent" => ("message envoyé", "message sent"),
        "received" => ("message reçu", "message received"),
        "evidence_kept" => ("contradiction constatée", "contradiction found"),
        "key_accepted" => ("nouvelle clé acceptée", "new key accepted"),
        "money_received" => ("argent reçu d'une organisation", "money from an organisation"),
        _ => return None,
    })
}
