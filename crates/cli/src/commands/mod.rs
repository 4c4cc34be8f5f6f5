//! The commands, in the order in which a caisse needs them.

mod access;
mod assemblies;
mod bank;
mod books;
mod equalise;
mod export;
mod keeping;
mod letters;
mod month;
mod pay;
mod register;
mod report;
mod requests;
mod rules;
mod serve;
mod setup;
mod votes;

mod projects;
mod proposals;
mod readings;

mod federation;

use clap::CommandFactory;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, Cession, Command, Envelope, Import};
use crate::context::Context;

/// Runs a command.
pub fn run(context: &Context, command: Command) -> Result<Answer, Failure> {
    match command {
        Command::Init(arguments) => setup::init(context, arguments),
        Command::Import(Import::Members { file, dry_run }) => {
            register::import(context, &file, dry_run)
        }
        Command::Import(Import::Archive { file }) => setup::import_archive(context, &file),
        Command::Member(arguments) => register::member(context, arguments),
        Command::Situation(arguments) => register::situation(context, arguments),
        Command::Decision(arguments) => setup::decision(context, arguments),
        Command::Office(arguments) => setup::office(context, arguments),
        Command::Rules(arguments) => rules::run(context, arguments),
        Command::Call(arguments) => month::call(context, arguments),
        Command::Receive(arguments) => month::receive(context, arguments),
        Command::Waive(arguments) => month::waive(context, arguments),
        Command::Spread(arguments) => month::spread(context, &arguments),
        Command::Remind(arguments) => month::remind(context, &arguments),
        Command::Debit(arguments) => bank::debit(context, arguments),
        Command::Statement(arguments) => bank::statement(context, arguments),
        Command::Requests(arguments) => requests::run(context, arguments),
        Command::Allowances(arguments) => requests::allowances(context, arguments),
        Command::Pay(arguments) => pay::run(context, arguments),
        Command::Notices(arguments) => letters::run(context, arguments),
        Command::Undo(arguments) => keeping::undo(context, arguments),
        Command::Entry(arguments) => keeping::entry(context, arguments),
        Command::Budget(arguments) => keeping::budget(context, arguments),
        Command::Allot(arguments) => keeping::allot(context, &arguments),
        Command::Open(arguments) => keeping::open(context, &arguments),
        Command::Close(arguments) => books::close(context, &arguments),
        Command::Correct(arguments) => books::correct(context, arguments),
        Command::Statutes(arguments) => assemblies::statutes(context, arguments),
        Command::Assembly(arguments) => assemblies::assembly(context, arguments),
        Command::Poll(arguments) => assemblies::poll(context, arguments),
        Command::Draw(arguments) => assemblies::draw(context, arguments),
        Command::Minutes(arguments) => assemblies::minutes(context, arguments),
        Command::Mandate(arguments) => assemblies::mandate(context, arguments),
        Command::Proposal(arguments) => proposals::run(context, arguments),
        Command::Reading(arguments) => readings::run(context, arguments),
        Command::Grievance(arguments) => projects::grievance(context, arguments),
        Command::Demand(arguments) => projects::demand(context, arguments),
        Command::Project(arguments) => projects::project(context, arguments),
        Command::Envelope(Envelope::List) => projects::envelopes(context),
        Command::Agreement(arguments) => projects::agreement(context, arguments),
        Command::Cession(Cession::List) => projects::cessions(context),
        Command::Vote(arguments) => votes::run(context, arguments),
        Command::Federation(arguments) => federation::run(context, arguments),
        Command::Equalise { file } => equalise::run(context, &file),
        Command::Report(arguments) => report::run(context, arguments),
        Command::Export(arguments) => export::run(context, arguments),
        Command::RotateKey => setup::rotate_key(context),
        Command::Access(arguments) => access::run(context, arguments),
        Command::Verify(arguments) => books::verify(context, &arguments),
        Command::Serve(arguments) => serve::serve(context, &arguments),
        Command::Demo(arguments) => serve::demo(context, &arguments),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "caisse", &mut bytes);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            Ok(Answer::new(text.clone(), json!({ "completions": text })))
        }
    }
}
