//! The statutes of the demo, read from their file as a caisse reads its own.

use caisse_app::work::statutes_file;
use caisse_domain::assemblies::Statutes;

use crate::answer::Failure;
use crate::context::Context;

const FILE: &str = include_str!("statuts.toml");

/// The statutes, with as many proxies per person.
///
/// # Errors
/// What is wrong in the file.
pub fn statutes(context: &Context, proxies: u16) -> Result<Statutes, Failure> {
    let mut statutes = statutes_file::read(FILE.as_bytes()).map_err(|problems| {
        let said = problems.iter().map(|problem| problem.sentence(context.language));
        Failure::new(said.collect::<Vec<_>>().join("\n"))
    })?;
    statutes.proxies.per_holder = proxies;
    Ok(statutes)
}
