//! Members from a table: read, compared with the register, shown, and only then taken.
//!
//! Columns by their names in French or English, in any order; the separator and the encoding are
//! found out. A column named `situation:NAME` declares the input NAME of the rules. A row is matched
//! with a member by `numero`, else by given and family name, else by an e-mail whose name does not
//! differ: a couple may share one address. One error anywhere and nothing is taken.

use std::collections::BTreeMap;

use caisse_banking::identifiers::Iban;
use caisse_domain::identity::{HouseholdId, MemberId};
use caisse_domain::members::{self, Enrolment, MemberKind};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Organisation};
use caisse_units::{Day, Language};
use caisse_vault::PersonalData;

use crate::desk::Desk;
use crate::error::ExecuteError;

/// The most bytes and rows of a file.
const MOST_BYTES: usize = 64_000_000;
const MOST_ROWS: usize = 500_000;
/// The most errors listed.
const MOST_PROBLEMS: usize = 100;

/// Something wrong in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do, in French and in English.
    pub text: (String, String),
}

impl Problem {
    pub(crate) fn new(
        line: usize,
        french: impl Into<String>,
        english: impl Into<String>,
    ) -> Problem {
        Problem { line, text: (french.into(), english.into()) }
    }

    /// The sentence, with the line.
    pub fn sentence(&self, language: Language) -> String {
        let text = language.choose(&self.text.0, &self.text.1);
        match (self.line, language) {
            (0, _) => text.to_owned(),
            (line, Language::French) => format!("ligne {line} : {text}"),
            (line, Language::English) => format!("line {line}: {text}"),
        }
    }
}

/// A row, read.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its line in the file.
    pub line: usize,
    /// What the journal keeps of a new member.
    pub enrolment: Enrolment,
    /// The category, if the row gives one.
    pub category: Option<String>,
    /// What the vault keeps.
    pub data: PersonalData,
    /// What is declared.
    pub situation: BTreeMap<String, String>,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// Rows of people who are not members yet.
    pub new: Vec<Row>,
    /// Members whose data, category, household or situation would change, with the names of the fields.
    pub changed: Vec<(MemberId, Row, Vec<&'static str>)>,
    /// Members for whom nothing changes.
    pub unchanged: Vec<MemberId>,
}

const COLUMNS: &[(&str, &[&str])] = &[
    ("number", &["numero", "numéro", "number", "n°"]),
    ("kind", &["type", "nature", "kind"]),
    ("family_name", &["nom", "name", "family name", "last name", "raison sociale"]),
    ("given_names", &["prenom", "prénom", "given names", "first name"]),
    ("email", &["courriel", "email", "e-mail", "mail"]),
    ("phone", &["telephone", "téléphone", "phone"]),
    ("iban", &["iban"]),
    ("holder", &["titulaire", "account holder"]),
    ("birth", &["naissance", "date de naissance", "birth date"]),
    ("category", &["categorie", "catégorie", "category"]),
    ("household", &["foyer", "household"]),
    ("joined", &["adhesion", "adhésion", "joined", "date d'adhésion"]),
];

/// Reads a table and compares it with the register.
///
/// # Errors
/// Every problem with its line, at most 100.
pub fn preview(
    desk: &Desk,
    bytes: &[u8],
    default_joined: Day,
) -> Result<Result<Preview, Vec<Problem>>, ExecuteError> {
    let rows = match read(bytes, desk.state()?, default_joined) {
        Ok(rows) => rows,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut register = Register::default();
    for (member, _) in desk.state()?.members.all() {
        register.insert(member, desk.people.personal(member)?);
    }
    let (mut matched, mut problems) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
    let mut taken: BTreeMap<MemberId, usize> = BTreeMap::new();
    for (number, row) in rows {
        let key = (folded(row.data.email.as_deref()), folded(row.data.full_name().as_deref()));
        if let Some(first) = seen.insert(key, row.line) {
            problems.push(Problem::new(
                row.line,
                format!("cette personne figure déjà à la ligne {first} ; gardez une seule des deux lignes"),
                format!("this person stands at line {first} already; keep one of the two lines"),
            ));
            continue;
        }
        let member = match &number {
            Some(number) => number.parse().ok().filter(|member| register.data.contains_key(member)),
            None => register.find(&row.data),
        };
        if let Some(member) = member
            && let Some(first) = taken.insert(member, row.line)
        {
            problems.push(Problem::new(
                row.line,
                format!("les lignes {first} et {} désignent toutes deux {member} ; donnez un numéro ou une adresse qui les distingue", row.line),
                format!("lines {first} and {} both mean {member}; give a number or an address that tells them apart", row.line),
            ));
            continue;
        }
        match (member, number) {
            (None, Some(number)) => problems.push(Problem::new(
                row.line,
                format!("aucun membre ne porte le numéro {number} ; laissez la case vide pour une nouvelle personne"),
                format!("no member has the number {number}; leave the cell empty for a new person"),
            )),
            (member, _) => matched.push((member, row)),
        }
    }
    if !problems.is_empty() {
        problems.truncate(MOST_PROBLEMS);
        return Ok(Err(problems));
    }
    keep_households(desk.state()?, &mut matched);
    let mut preview = Preview::default();
    for (member, row) in matched {
        let Some(member) = member else {
            preview.new.push(row);
            continue;
        };
        let mut changes = changes(&register.data[&member], &row.data);
        changes.extend(register_changes(desk, member, &row)?);
        match changes.is_empty() {
            true => preview.unchanged.push(member),
            false => preview.changed.push((member, row, changes)),
        }
    }
    Ok(Ok(preview))
}

/// A household of the table is the one of its first member who is in a household already: tables
/// name households by words that the journal does not keep.
fn keep_households(house: &Organisation, rows: &mut [(Option<MemberId>, Row)]) {
    let mut known: BTreeMap<HouseholdId, HouseholdId> = BTreeMap::new();
    for (member, row) in rows.iter() {
        let before = member.and_then(|member| house.members.get(member)?.household);
        if let (Some(named), Some(before)) = (row.enrolment.household, before) {
            known.entry(named).or_insert(before);
        }
    }
    for (_, row) in rows {
        let named = row.enrolment.household;
        row.enrolment.household = named.map(|named| known.get(&named).copied().unwrap_or(named));
    }
}

/// What the row changes beside personal data: category, household, situation.
fn register_changes(
    desk: &Desk,
    member: MemberId,
    row: &Row,
) -> Result<Vec<&'static str>, ExecuteError> {
    let house = desk.state()?;
    let Some(known) = house.members.get(member) else { return Ok(Vec::new()) };
    let mut changes = Vec::new();
    if row.category.as_ref().is_some_and(|category| *category != known.category) {
        changes.push("categorie");
    }
    if row.enrolment.household.is_some() && row.enrolment.household != known.household {
        changes.push("foyer");
    }
    if !row.situation.is_empty() {
        let before = desk.people.situation(house, member, desk.today().max(known.joined))?;
        let before = before.unwrap_or_default();
        if row.situation.iter().any(|(name, value)| before.get(name) != Some(value)) {
            changes.push("situation");
        }
    }
    Ok(changes)
}

/// Takes what a preview showed: new members with their data and situations, then changed data.
///
/// # Errors
/// [`ExecuteError`]; the enrolment is one command, all or none.
pub fn take(desk: &mut Desk, actor: Actor, preview: Preview) -> Result<usize, ExecuteError> {
    let count = preview.new.len();
    if count > 0 {
        let situations: Vec<(usize, Day, BTreeMap<String, String>)> = preview
            .new
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.situation.is_empty())
            .map(|(index, row)| (index, row.enrolment.joined, row.situation.clone()))
            .collect();
        let list = preview.new.into_iter().map(|row| (row.enrolment, row.data)).collect();
        let first = desk.enrol(actor, list)?;
        let declared: Vec<_> = situations
            .into_iter()
            .map(|(index, from, values)| (MemberId::at(first.index() + index), from, values))
            .collect();
        if !declared.is_empty() {
            desk.declare(actor, declared)?;
        }
    }
    for (member, row, changes) in preview.changed {
        change(desk, actor, member, row, &changes)?;
    }
    Ok(count)
}

/// Changes one member; a new situation holds from today.
fn change(
    desk: &mut Desk,
    actor: Actor,
    member: MemberId,
    row: Row,
    changes: &[&'static str],
) -> Result<(), ExecuteError> {
    let Some(known) = desk.state()?.members.get(member).cloned() else { return Ok(()) };
    let mut data = desk.people.personal(member)?;
    let before = data.clone();
    merge(&mut data, row.data);
    if data != before {
        desk.people.put_personal(member, &data, desk.house.entropy())?;
    }
    if changes.contains(&"categorie") || changes.contains(&"foyer") {
        let command = members::Command::Change {
            member,
            category: row.category.unwrap_or(known.category),
            household: row.enrolment.household.or(known.household),
        };
        desk.act(actor, Command::Members(command))?;
    }
    if changes.contains(&"situation") {
        let from = desk.today().max(known.joined);
        let mut values = desk.people.situation(desk.state()?, member, from)?.unwrap_or_default();
        values.extend(row.situation);
        desk.declare(actor, vec![(member, from, values)])?;
    }
    Ok(())
}

type NumberedRow = (Option<String>, Row);

fn read(
    bytes: &[u8],
    house: &Organisation,
    default_joined: Day,
) -> Result<Vec<NumberedRow>, Vec<Problem>> {
    if bytes.len() > MOST_BYTES {
        return Err(vec![Problem::new(0, "le fichier dépasse 64 Mo", "the file is over 64 MB")]);
    }
    let text = decode(bytes);
    let separator = separator(&text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let heads = match reader.headers() {
        Ok(heads) => heads.clone(),
        Err(error) => return Err(vec![Problem::new(1, error.to_string(), error.to_string())]),
    };
    let places = columns(&heads)?;
    let mut households: BTreeMap<String, HouseholdId> = BTreeMap::new();
    let mut next_household = house.members.last_household().map_or(0, |last| last.index() + 1);
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                problems.push(Problem::new(0, error.to_string(), error.to_string()));
                break;
            }
        };
        if rows.len() >= MOST_ROWS {
            problems.push(Problem::new(0, "plus de 500 000 lignes", "more than 500,000 lines"));
            break;
        }
        let line = record.position().map_or(0, |position| position.line() as usize);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.iter().skip(heads.len()).any(|cell| !cell.trim().is_empty()) {
            problems.push(Problem::new(
                line,
                "plus de cases que l'en-tête n'a de colonnes ; mettez entre guillemets les cases qui contiennent le séparateur",
                "more cells than the head has columns; put the cells that contain the separator between quotes",
            ));
            continue;
        }
        let cells = Cells { record: &record, places: &places, line };
        let household = cells.get("household").map(|name| {
            *households.entry(name.to_owned()).or_insert_with(|| {
                next_household += 1;
                HouseholdId::at(next_household - 1)
            })
        });
        match row(&cells, &heads, household, default_joined) {
            Ok(row) => rows.push((cells.get("number").map(str::to_owned), row)),
            Err(found) => problems.extend(found),
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(Problem::new(
            0,
            "le fichier n'a aucune ligne sous son en-tête",
            "the file has no line under its head",
        ));
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

/// By the mark at the start, as spreadsheets write it (UTF-8 or UTF-16); else UTF-8, else the
/// encoding of French spreadsheets.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

pub(super) fn separator(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |mark: char| head.matches(mark).count();
    match [(';', b';'), ('\t', b'\t'), (',', b',')].into_iter().max_by_key(|(mark, _)| count(*mark))
    {
        Some((mark, byte)) if count(mark) > 0 => byte,
        _ => b';',
    }
}

fn columns(heads: &csv::StringRecord) -> Result<BTreeMap<&'static str, usize>, Vec<Problem>> {
    let mut places = BTreeMap::new();
    for (place, head) in heads.iter().enumerate() {
        let head = head.trim().to_lowercase();
        let found = COLUMNS.iter().find(|(_, names)| names.contains(&head.as_str()));
        if let Some((column, _)) = found {
            if places.insert(*column, place).is_some() {
                return Err(vec![Problem::new(
                    1,
                    format!("la colonne « {head} » figure deux fois ; gardez-en une"),
                    format!("the column “{head}” stands twice; keep one of them"),
                )]);
            }
        } else if !head.is_empty() && !head.starts_with("situation:") {
            return Err(vec![Problem::new(
                1,
                format!(
                    "colonne inconnue « {head} » ; attendues : numero, type, nom, prenom, courriel, telephone, iban, titulaire, naissance, categorie, foyer, adhesion, situation:…"
                ),
                format!(
                    "unknown column “{head}”; expected: number, kind, name, first name, email, phone, iban, account holder, birth date, category, household, joined, situation:…"
                ),
            )]);
        }
    }
    if !places.contains_key("family_name") {
        return Err(vec![Problem::new(
            1,
            "il manque la colonne « nom » ; la première ligne doit nommer les colonnes",
            "the column “name” is missing; the first line must name the columns",
        )]);
    }
    Ok(places)
}

struct Cells<'a> {
    record: &'a csv::StringRecord,
    places: &'a BTreeMap<&'static str, usize>,
    line: usize,
}

impl Cells<'_> {
    fn get(&self, column: &str) -> Option<&str> {
        let cell = self.record.get(*self.places.get(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }
}

fn row(
    cells: &Cells<'_>,
    heads: &csv::StringRecord,
    household: Option<HouseholdId>,
    default_joined: Day,
) -> Result<Row, Vec<Problem>> {
    let line = cells.line;
    let mut problems = Vec::new();
    let owned = |column: &str| cells.get(column).map(str::to_owned);
    let mut day = |column: &str| -> Option<Day> {
        let text = cells.get(column)?;
        match text.parse::<Day>() {
            Ok(day) => Some(day),
            Err(error) => {
                let (french, english) =
                    (error.sentence(Language::French), error.sentence(Language::English));
                problems.push(Problem::new(line, french, english));
                None
            }
        }
    };
    let (joined, birth_date) = (day("joined").unwrap_or(default_joined), day("birth"));
    let kind = match cells.get("kind").map(str::to_lowercase).as_deref() {
        None | Some("personne" | "person") => MemberKind::Person,
        Some("organisation" | "organization" | "structure") => MemberKind::Organisation,
        Some(other) => {
            problems.push(Problem::new(
                line,
                format!("type « {other} » : écrivez « personne » ou « organisation »"),
                format!("kind “{other}”: write “person” or “organisation”"),
            ));
            MemberKind::Person
        }
    };
    if cells.get("family_name").is_none() {
        problems.push(Problem::new(line, "le nom manque", "the name is missing"));
    }
    if let Some(email) = cells.get("email")
        && email.parse::<lettre::Address>().is_err()
    {
        problems.push(Problem::new(
            line,
            format!("« {email} » n'est pas une adresse de courriel"),
            format!("“{email}” is not an e-mail address"),
        ));
    }
    let iban = cells.get("iban").and_then(|text| match Iban::parse(text) {
        Ok(iban) => Some(iban.as_str().to_owned()),
        Err(error) => {
            let (french, english) =
                (error.sentence(Language::French), error.sentence(Language::English));
            problems.push(Problem::new(line, french, english));
            None
        }
    });
    let mut situation = BTreeMap::new();
    for (place, head) in heads.iter().enumerate() {
        if let Some(name) = head.trim().strip_prefix("situation:")
            && let Some(cell) = cells.record.get(place).map(str::trim)
            && !cell.is_empty()
        {
            situation.insert(name.trim().to_owned(), cell.to_owned());
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let data = PersonalData {
        given_names: owned("given_names"),
        family_name: owned("family_name"),
        email: owned("email"),
        phone: owned("phone"),
        birth_date,
        iban,
        account_holder: owned("holder"),
        ..PersonalData::default()
    };
    let given = owned("category");
    let category = given.clone().unwrap_or_else(|| "membre".to_owned());
    let enrolment = Enrolment { kind, joined, category, household };
    Ok(Row { line, enrolment, category: given, data, situation })
}

/// The members by what tells a person.
#[derive(Default)]
struct Register {
    data: BTreeMap<MemberId, PersonalData>,
    by_name: BTreeMap<String, Vec<MemberId>>,
    by_email: BTreeMap<String, Vec<MemberId>>,
}

impl Register {
    fn insert(&mut self, member: MemberId, data: PersonalData) {
        if let Some(name) = folded(data.full_name().as_deref()) {
            self.by_name.entry(name).or_default().push(member);
        }
        if let Some(email) = folded(data.email.as_deref()) {
            self.by_email.entry(email).or_default().push(member);
        }
        self.data.insert(member, data);
    }

    /// The member that a row without a number means: of the same name, and of several the one with the
    /// same e-mail; else the one with the same e-mail whose name does not differ.
    fn find(&self, row: &PersonalData) -> Option<MemberId> {
        let of = |index: &BTreeMap<String, Vec<MemberId>>, key: Option<String>| {
            key.and_then(|key| index.get(&key).cloned()).unwrap_or_default()
        };
        let named = of(&self.by_name, folded(row.full_name().as_deref()));
        let addressed = of(&self.by_email, folded(row.email.as_deref()));
        let both = named.iter().find(|member| addressed.contains(member));
        let same = |member: &&MemberId| same_name(&self.data[*member], row);
        both.or(named.first()).or_else(|| addressed.iter().find(same)).copied()
    }
}

/// True when the names do not differ: what one of the two leaves empty is not a difference.
fn same_name(known: &PersonalData, row: &PersonalData) -> bool {
    let agree = |known: &Option<String>, row: &Option<String>| {
        let (known, row) = (folded(known.as_deref()), folded(row.as_deref()));
        known.is_none() || row.is_none() || known == row
    };
    agree(&known.family_name, &row.family_name) && agree(&known.given_names, &row.given_names)
}

fn folded(text: Option<&str>) -> Option<String> {
    text.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty())
}

fn changes(before: &PersonalData, after: &PersonalData) -> Vec<&'static str> {
    let mut changes = Vec::new();
    let mut differs = |name: &'static str, before: &Option<String>, after: &Option<String>| {
        if after.is_some() && before != after {
            changes.push(name);
        }
    };
    differs("nom", &before.family_name, &after.family_name);
    differs("prenom", &before.given_names, &after.given_names);
    differs("courriel", &before.email, &after.email);
    differs("telephone", &before.phone, &after.phone);
    differs("iban", &before.iban, &after.iban);
    differs("titulaire", &before.account_holder, &after.account_holder);
    if after.birth_date.is_some() && before.birth_date != after.birth_date {
        changes.push("naissance");
    }
    changes
}

/// What the row gives replaces what was there; what it leaves empty stays.
fn merge(data: &mut PersonalData, row: PersonalData) {
    let PersonalData {
        given_names,
        family_name,
        email,
        phone,
        birth_date,
        iban,
        account_holder,
        ..
    } = row;
    data.given_names = given_names.or(data.given_names.take());
    data.family_name = family_name.or(data.family_name.take());
    data.email = email.or(data.email.take());
    data.phone = phone.or(data.phone.take());
    data.birth_date = birth_date.or(data.birth_date.take());
    data.iban = iban.or(data.iban.take());
    data.account_holder = account_holder.or(data.account_holder.take());
}
