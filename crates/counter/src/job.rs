//! A job: who may do it, the form that asks, what it would do, and the commands that do it.
//!
//! Absent on purpose: any job in particular.

use std::collections::BTreeMap;

use caisse_app::{Desk, Done, ExecuteError};
use caisse_domain::identity::MemberId;
use caisse_domain::offices::{Actor, Role};
use caisse_domain::{Command, Envelope, Event, Organisation, Refusal};
use caisse_journal::SealedWrite;
use caisse_units::{Amount, Day, Language};
use caisse_web::form::{Fault, Filled, Form};
use caisse_web::{Acted, JobCard, Preview};

/// What is refused, at its field.
pub(crate) type Faults = Vec<Fault>;

/// What a job would do.
pub(crate) type Foreseen = fn(&Here<'_>, &Filled) -> Result<Preview, Faults>;

/// A job.
pub(crate) struct Job {
    /// Its word in addresses.
    pub name: &'static str,
    /// What one does, in French and English.
    pub title: (&'static str, &'static str),
    /// What it is for.
    pub purpose: (&'static str, &'static str),
    /// Where it belongs.
    pub part: Part,
    /// The offices of which one is needed; none for every active member.
    pub roles: &'static [Role],
    /// Whether it is offered in the list; those about one thing are offered where that thing is.
    pub offered: bool,
    /// The form; `None` when there is nothing of that kind to do.
    pub form: fn(&Here<'_>) -> Option<Form>,
    /// What it would do, when that is shown before it is done.
    pub preview: Option<Foreseen>,
    /// Does it.
    pub act: fn(&mut Deed<'_>) -> Result<Acted, Faults>,
}

/// The parts of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Mine,
    Money,
    Members,
    Assembly,
}

impl Part {
    fn written(self, language: Language) -> &'static str {
        match self {
            Part::Mine => language.choose("Ce qui me concerne", "What concerns me"),
            Part::Money => language.choose("L'argent de la caisse", "The money of the caisse"),
            Part::Members => language.choose("Membres et règles", "Members and rules"),
            Part::Assembly => language.choose("L'assemblée", "The assembly"),
        }
    }
}

impl Job {
    /// Whether this guest may do it today.
    pub(crate) fn is_for(&self, here: &Here<'_>) -> bool {
        let holds = |role: &Role| here.house.offices.holds(here.member, *role, here.today);
        match self.roles {
            [] => here.house.members.get(here.member).is_some_and(|m| m.is_active_on(here.today)),
            roles => roles.iter().any(holds),
        }
    }

    /// As it is offered.
    pub(crate) fn card(&self, language: Language) -> JobCard {
        JobCard {
            job: self.name.to_owned(),
            subject: None,
            title: language.choose(self.title.0, self.title.1).to_owned(),
            purpose: language.choose(self.purpose.0, self.purpose.1).to_owned(),
            part: self.part.written(language).to_owned(),
        }
    }

    /// As it is documented: about one thing when it is not offered alone.
    pub(crate) fn described(&self, language: Language) -> JobCard {
        JobCard { subject: (!self.offered).then(String::new), ..self.card(language) }
    }

    /// A form with its title and purpose.
    pub(crate) fn asks(&self, language: Language, button: (&str, &str)) -> Form {
        Form::new(language.choose(self.title.0, self.title.1), language.choose(button.0, button.1))
            .say(language.choose(self.purpose.0, self.purpose.1))
    }
}

/// The caisse as someone at the counter sees it.
pub(crate) struct Here<'a> {
    pub desk: &'a Desk,
    pub house: &'a Organisation,
    pub member: MemberId,
    pub today: Day,
    pub language: Language,
    pub second_factor: bool,
    pub subject: Option<&'a str>,
}

impl Here<'_> {
    /// One of two texts.
    pub(crate) fn say(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// An amount as people read it.
    pub(crate) fn amount(&self, amount: Amount) -> String {
        amount.written(self.language)
    }

    /// What the job is about.
    pub(crate) fn about<T: std::str::FromStr>(&self) -> Option<T> {
        self.subject?.parse().ok()
    }

    /// Number and name of a member: `M12, Ana Roux`.
    pub(crate) fn name(&self, member: MemberId) -> String {
        let data = self.desk.people.personal(member).ok();
        match data.and_then(|data| data.full_name()) {
            Some(name) => format!("{member}, {name}"),
            None => member.to_string(),
        }
    }

    /// What would happen.
    ///
    /// # Errors
    /// What the domain refuses.
    pub(crate) fn would(&self, command: Command) -> Result<Event, Refusal> {
        let envelope = Envelope { actor: Actor::Member(self.member), today: self.today };
        caisse_domain::decide(Some(self.house), envelope, command)
    }
}

/// Someone at the counter who does something, pen in hand.
pub(crate) struct Deed<'a> {
    pub desk: &'a mut Desk,
    pub member: MemberId,
    pub language: Language,
    pub subject: Option<&'a str>,
    pub filled: &'a Filled,
    pub key: &'a str,
    pub step: u32,
}

impl Deed<'_> {
    /// The caisse as it is now.
    pub(crate) fn look<T>(&self, second_factor: bool, see: impl FnOnce(&Here<'_>) -> T) -> T
    where
        T: Default,
    {
        let Some(house) = self.desk.house.state() else { return T::default() };
        see(&Here {
            desk: self.desk,
            house,
            member: self.member,
            today: self.desk.today(),
            language: self.language,
            second_factor,
            subject: self.subject,
        })
    }

    /// Who acts.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Member(self.member)
    }

    /// One of two texts.
    pub(crate) fn say(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// What the job is about.
    ///
    /// # Errors
    /// A fault of the whole when the address names nothing of that kind.
    pub(crate) fn about<T: std::str::FromStr>(&self) -> Result<T, Faults> {
        let read = self.subject.and_then(|subject| subject.parse().ok());
        read.ok_or_else(|| {
            whole(self.say("Cette adresse ne désigne rien.", "This address names nothing."))
        })
    }

    /// The state.
    ///
    /// # Errors
    /// When nothing is founded.
    pub(crate) fn house(&self) -> Result<&Organisation, Faults> {
        self.desk.state().map_err(|error| whole(error.sentence(self.language)))
    }

    /// Executes a command under the form's key: the same form again gives the same answer, also after
    /// a restart.
    ///
    /// # Errors
    /// What is refused, at the field that `at` says, or of the form as a whole.
    pub(crate) fn execute(
        &mut self,
        command: Command,
        sealed: Vec<SealedWrite>,
        at: impl Fn(&Refusal) -> &'static str,
    ) -> Result<Done, Faults> {
        let key = self.next_key();
        let actor = self.actor();
        let done = self.desk.act_under(key, actor, command, sealed);
        done.map_err(|error| self.refused(&error, at))
    }

    /// The same, with every refusal told of the form as a whole.
    pub(crate) fn plainly(&mut self, command: Command) -> Result<Done, Faults> {
        self.execute(command, Vec::new(), |_| "")
    }

    fn next_key(&mut self) -> String {
        self.step += 1;
        format!("faire-{}-{}", self.key, self.step)
    }

    /// A refusal, where it belongs.
    pub(crate) fn refused(
        &self,
        error: &ExecuteError,
        at: impl Fn(&Refusal) -> &'static str,
    ) -> Faults {
        let field = match error {
            ExecuteError::Refused(refusal) => at(refusal),
            _ => "",
        };
        vec![fault(field, sentence(&error.sentence(self.language)))]
    }
}

/// A fault at a field.
pub(crate) fn fault(field: &str, sentence: impl Into<String>) -> Fault {
    Fault { field: field.to_owned(), sentence: sentence.into() }
}

/// A fault of the form as a whole.
pub(crate) fn whole(sentence: impl Into<String>) -> Faults {
    vec![fault("", sentence)]
}

/// A refusal, as a sentence: with its capital and its full stop.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

/// A deed that is done.
pub(crate) fn done(sentence: impl Into<String>, place: impl Into<String>) -> Result<Acted, Faults> {
    Ok(Acted::Done { sentence: sentence.into(), place: place.into() })
}

/// Values of a situation.
pub(crate) type Values = BTreeMap<String, String>;
