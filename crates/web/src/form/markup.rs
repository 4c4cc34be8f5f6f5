//! A form on a page: one way for all of them.
//!
//! Every question has its label; hints and faults are tied to their question for those who listen to
//! the page; a summary of the faults stands on top, takes the focus and leads to each; what was typed
//! stands where it was typed. Without scripts.
//!
//! Absent on purpose: what is asked ([`super::Form`]).

use caisse_units::Language;
use maud::{Markup, html};

use super::reading::CONFIRMED;
use super::{Choice, Fact, Fault, Field, Form, Group, Kind, Part, Rows, Sent, Table};
use crate::address::percent_encoded;

/// The name of the field with the idempotency key.
pub(crate) const KEY: &str = "cle";
/// The name of the field with the session's seal.
pub(crate) const SEAL: &str = "sceau";
/// The name of the field with what was shown.
pub(crate) const SEEN: &str = "vu";
/// What the names of fields begin with that carry a file held meanwhile.
pub(crate) const HELD: &str = "tenu-";

/// A file that is held until the form is sent again.
pub(crate) struct HeldFile {
    /// Of which field.
    pub field: String,
    /// Its name.
    pub name: String,
    /// The word under which it is held.
    pub word: String,
    /// The digest of what is in it.
    pub digest: u64,
}

/// What a form is shown with.
pub(crate) struct Shown<'a> {
    /// What was typed, when it was sent before.
    pub sent: Option<&'a Sent>,
    /// What was wrong with it.
    pub faults: &'a [Fault],
    /// The files held meanwhile.
    pub held: &'a [HeldFile],
    /// The idempotency key.
    pub key: &'a str,
    /// The session's seal.
    pub seal: &'a str,
    /// Where it is sent.
    pub action: &'a str,
    /// The reader's language.
    pub language: Language,
}

/// The form, whole.
pub(crate) fn form(form: &Form, shown: &Shown<'_>) -> Markup {
    let many = form.takes_files();
    html! {
        (summary(form, shown))
        form.asked method="post" action=(shown.action) enctype=[many.then_some("multipart/form-data")] novalidate {
            (carried(&form.standing(), shown))
            (facts(&form.facts))
            @for part in &form.parts { (shown.part(part)) }
            p.send { button type="submit" { (form.button) } }
        }
    }
}

/// What will happen, to be agreed to: everything typed is carried along.
pub(crate) fn agreement(form: &Form, tables: &[Table], button: &str, shown: &Shown<'_>) -> Markup {
    let own = [KEY, SEAL, SEEN, CONFIRMED];
    let empty = Sent::default();
    let typed = shown.sent.unwrap_or(&empty).fields.iter();
    let typed = typed.filter(|(name, _)| !own.contains(&name.as_str()) && !name.starts_with(HELD));
    html! {
        @for table in tables { (self::table(table)) }
        form.asked method="post" action=(shown.action) {
            (carried(&form.standing(), shown))
            @for (name, value) in typed { input type="hidden" name=(name) value=(value); }
            @for held in shown.held { input type="hidden" name={ (HELD) (held.field) } value=(held.word); }
            p.send {
                button type="submit" name=(CONFIRMED) value="oui" { (button) }
                " "
                button.second type="submit" name=(CONFIRMED) value="revoir" {
                    (shown.language.choose("Corriger", "Go back and correct"))
                }
            }
        }
    }
}

/// What every form carries: its key, the seal and what was shown.
fn carried(standing: &[Fact], shown: &Shown<'_>) -> Markup {
    html! {
        input type="hidden" name=(KEY) value=(shown.key);
        input type="hidden" name=(SEAL) value=(shown.seal);
        @if !standing.is_empty() { input type="hidden" name=(SEEN) value=(seen(standing)); }
    }
}

/// Facts as one word of a form.
pub(crate) fn seen(facts: &[Fact]) -> String {
    let pairs = facts
        .iter()
        .map(|fact| format!("{}={}", percent_encoded(&fact.label), percent_encoded(&fact.value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// And back; nothing for what is none.
pub(crate) fn facts_seen(word: &str) -> Vec<Fact> {
    let pairs = super::percent_decoded_pairs(word.as_bytes()).unwrap_or_default();
    pairs.into_iter().map(|(label, value)| Fact { label, value }).collect()
}

fn facts(facts: &[Fact]) -> Markup {
    html! {
        @if !facts.is_empty() {
            dl.facts {
                @for fact in facts { div { dt { (fact.label) } dd { (fact.value) } } }
            }
        }
    }
}

/// A table to read.
pub(crate) fn table(table: &Table) -> Markup {
    html! {
        div.wide tabindex="0" role="region" aria-label=(table.caption) {
            table {
                caption { (table.caption) }
                thead { tr { @for title in &table.columns { th scope="col" { (title) } } } }
                tbody {
                    @for row in &table.rows { tr {
                        @for (place, cell) in row.iter().enumerate() {
                            @if place == 0 { th scope="row" { (cell) } } @else { td { (cell) } }
                        }
                    } }
                }
            }
        }
    }
}

/// The faults, each leading to its question.
fn summary(form: &Form, shown: &Shown<'_>) -> Markup {
    let known = |name: &str| form.fields().any(|field| field.name == name);
    html! {
        @if !shown.faults.is_empty() {
            div.faults #fautes role="alert" tabindex="-1" autofocus {
                h2 { (shown.language.choose("Rien n'a été enregistré", "Nothing was recorded")) }
                ul {
                    @for fault in shown.faults { li {
                        @if known(&fault.field) { a href={ "#" (id(&fault.field)) } { (fault.sentence) } }
                        @else { (fault.sentence) }
                    } }
                }
            }
        }
    }
}

fn id(name: &str) -> String {
    format!("q-{name}")
}

impl Shown<'_> {
    fn part(&self, part: &Part) -> Markup {
        match part {
            Part::Field(field) => self.field(field),
            Part::Group(group) => self.group(group),
            Part::Rows(rows) => self.rows(rows),
            Part::Table(table) => self::table(table),
            Part::Words(words) => html! { p { (words) } },
            Part::Link(words, address) => html! { p { a href=(address) { (words) } } },
        }
    }

    fn group(&self, group: &Group) -> Markup {
        html! {
            fieldset.group {
                legend { (group.legend) }
                @if let Some(hint) = &group.hint { p.hint { (hint) } }
                @for field in &group.fields { (self.field(field)) }
            }
        }
    }

    fn rows(&self, rows: &Rows) -> Markup {
        html! {
            table.rows role="table" {
                caption { (rows.caption) }
                thead role="rowgroup" { tr role="row" {
                    @for title in &rows.columns { th role="columnheader" scope="col" { (title) } }
                } }
                tbody role="rowgroup" {
                    @for row in &rows.rows { tr role="row" {
                        th role="rowheader" scope="row" { (row.head) }
                        @for cell in &row.cells { td role="cell" { (cell) } }
                        @for field in &row.fields { td role="cell" { (self.field(field)) } }
                    } }
                }
            }
        }
    }

    /// What stands in a field: what was typed, else what the form has.
    fn values<'a>(&'a self, field: &'a Field) -> Vec<&'a str> {
        match self.sent {
            Some(_) if field.kind == Kind::Secret => Vec::new(),
            Some(sent) => sent.all(&field.name).collect(),
            None => field.values.iter().map(String::as_str).collect(),
        }
    }

    fn faults<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Fault> {
        self.faults.iter().filter(move |fault| fault.field == name)
    }

    fn field(&self, field: &Field) -> Markup {
        if field.kind == Kind::Hidden {
            let value = self.values(field).first().map_or(String::new(), |text| (*text).to_owned());
            return html! { input type="hidden" name=(field.name) value=(value); };
        }
        let wrong = self.faults(&field.name).next().is_some();
        let class = if wrong { "question wrong" } else { "question" };
        match &field.kind {
            kind if kind.is_list() => html! {
                fieldset class=(class) id=(id(&field.name)) aria-describedby=[self.described(field)] {
                    legend { (self.label(field)) }
                    (self.help(field))
                    (self.choices(field))
                }
            },
            Kind::YesNo => html! {
                div class=(class) {
                    (self.help(field))
                    label.choice {
                        input type="checkbox" id=(id(&field.name)) name=(field.name) value="oui"
                            checked[!self.values(field).is_empty()]
                            aria-describedby=[self.described(field)] aria-invalid=[wrong.then_some("true")];
                        span { (self.label(field)) }
                    }
                }
            },
            _ => html! {
                div class=(class) {
                    label for=(id(&field.name)) { (self.label(field)) }
                    (self.help(field))
                    (self.input(field))
                }
            },
        }
    }

    fn label(&self, field: &Field) -> Markup {
        html! {
            (field.label)
            @if !field.required {
                " " span.optional { (self.language.choose("(facultatif)", "(optional)")) }
            }
        }
    }

    /// Hint and faults, under the ids that the question points to.
    fn help(&self, field: &Field) -> Markup {
        html! {
            @if let Some(hint) = &field.hint { p.hint id={ (id(&field.name)) "-aide" } { (hint) } }
            @for (place, fault) in self.faults(&field.name).enumerate() {
                p.fault id={ (id(&field.name)) "-faute" @if place > 0 { (place) } } { (fault.sentence) }
            }
        }
    }

    fn described(&self, field: &Field) -> Option<String> {
        let mut ids = Vec::new();
        if field.hint.is_some() {
            ids.push(format!("{}-aide", id(&field.name)));
        }
        if self.faults(&field.name).next().is_some() {
            ids.push(format!("{}-faute", id(&field.name)));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn choices(&self, field: &Field) -> Markup {
        let (list, kind): (&[Choice], _) = match &field.kind {
            Kind::Several(list) => (list, "checkbox"),
            Kind::Choice(list) => (list, "radio"),
            _ => (&[], "radio"),
        };
        let given = self.values(field);
        html! {
            @for choice in list {
                label.choice {
                    input type=(kind) name=(field.name) value=(choice.word)
                        checked[given.contains(&choice.word.as_str())];
                    span {
                        (choice.label)
                        @if let Some(detail) = &choice.detail { " " span.detail { (detail) } }
                    }
                }
            }
        }
    }

    fn input(&self, field: &Field) -> Markup {
        let id = id(&field.name);
        let wrong = self.faults(&field.name).next().is_some().then_some("true");
        let described = self.described(field);
        let value = self.values(field).first().map_or(String::new(), |text| (*text).to_owned());
        // `maxlength` would cut what is pasted without a word: too long is told after sending.
        match &field.kind {
            Kind::LongText { .. } => html! {
                textarea id=(id) name=(field.name) rows="6" aria-describedby=[described]
                    aria-invalid=[wrong] { "\n" (value) }
            },
            Kind::Choice(list) => html! {
                select id=(id) name=(field.name) aria-describedby=[described] aria-invalid=[wrong] {
                    @if !field.required || value.is_empty() {
                        option value="" { (self.language.choose("— choisir —", "— choose —")) }
                    }
                    @for choice in list {
                        option value=(choice.word) selected[choice.word == value] {
                            (choice.label)
                            @if let Some(detail) = &choice.detail { " — " (detail) }
                        }
                    }
                }
            },
            Kind::Files { endings, most, .. } => {
                let accept =
                    endings.iter().map(|end| format!(".{end}")).collect::<Vec<_>>().join(",");
                html! {
                    @for held in self.held.iter().filter(|held| held.field == field.name && !held.name.is_empty()) {
                        p.held {
                            input type="hidden" name={ (HELD) (field.name) } value=(held.word);
                            (self.language.choose("Reçu\u{a0}: ", "Received: ")) strong { (held.name) }
                            (self.language.choose(
                                ". Il n'est pas à envoyer de nouveau\u{a0}; un autre fichier le remplace.",
                                ". It need not be sent again; another file takes its place.",
                            ))
                        }
                    }
                    input type="file" id=(id) name=(field.name) accept=(accept) multiple[*most > 1]
                        aria-describedby=[described] aria-invalid=[wrong];
                }
            }
            kind => {
                let native = native(kind);
                // What a native field cannot show would be lost: it is shown as a text.
                let kind_shown = if native.kept(&value) { native.kind } else { "text" };
                html! {
                    input class=(native.class) type=(kind_shown) id=(id) name=(field.name) value=(value)
                        inputmode=[native.mode] autocomplete=(field.autocomplete.unwrap_or(native.autocomplete))
                        aria-describedby=[described] aria-invalid=[wrong];
                    @if matches!(kind, Kind::Amount { .. }) { span.unit aria-hidden="true" { " €" } }
                }
            }
        }
    }
}

/// How a browser asks for a kind of answer.
struct Native {
    kind: &'static str,
    class: &'static str,
    mode: Option<&'static str>,
    autocomplete: &'static str,
}

impl Native {
    /// Whether the browser's own field can hold that text.
    fn kept(&self, value: &str) -> bool {
        match self.kind {
            "date" => {
                value.is_empty()
                    || (value.len() == 10
                        && value.parse::<caisse_units::Day>().is_ok()
                        && !value.contains('/'))
            }
            "month" => value.is_empty() || value.parse::<caisse_units::Month>().is_ok(),
            _ => true,
        }
    }
}

fn native(kind: &Kind) -> Native {
    let of = |kind, class, mode| Native { kind, class, mode, autocomplete: "off" };
    match kind {
        Kind::Amount { .. } => of("text", "number", Some("decimal")),
        Kind::Rate => of("text", "number", Some("text")),
        Kind::Whole { .. } => of("text", "number", Some("numeric")),
        Kind::Day => of("date", "short", None),
        Kind::Month => of("month", "short", None),
        Kind::Email => Native { autocomplete: "email", ..of("email", "line", Some("email")) },
        Kind::Secret => Native { autocomplete: "current-password", ..of("password", "line", None) },
        _ => of("text", "line", None),
    }
}
