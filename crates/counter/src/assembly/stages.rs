//! Opening and closing an assembly.

use caisse_domain::Command;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::AssemblyId;
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::Form;

use super::{FACILITATORS, about, held};
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const OPEN: Job = Job {
    name: "ouvrir-assemblee",
    title: ("Ouvrir l'assemblée", "Open the assembly"),
    purpose: (
        "La liste de ceux qui votent est arrêtée à l'ouverture.",
        "The roll of those who vote is fixed at the opening.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form: opening,
    preview: None,
    act: open,
};

pub(crate) const CLOSE: Job = Job {
    name: "clore-assemblee",
    title: ("Clore l'assemblée", "Close the assembly"),
    purpose: (
        "Les scrutins doivent être fermés. Le procès-verbal se complète encore avant d'être scellé.",
        "The polls must be closed. The minutes can still be completed before they are sealed.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form: closing,
    preview: None,
    act: close,
};

fn opening(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Convened))?;
    let there = assembly.attendance.keys().filter(|one| assembly.is_present(**one)).count()
        + assembly.proxies.len();
    Some(
        about(here, OPEN.asks(here.language, ("Ouvrir", "Open")), id, assembly)
            .fact(here.say("Présents ou représentés", "Present or represented"), there.to_string()),
    )
}

fn open(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let at = deed.desk.house.clock().time_of_day();
    deed.plainly(Command::Assemblies(Asked::Open { assembly, at }))?;
    let at = at.written(deed.language);
    done(
        match deed.language {
            Language::French => format!("L'assemblée est ouverte, à {at}."),
            Language::English => format!("The assembly is open, at {at}."),
        },
        format!("/assemblees/{assembly}"),
    )
}

fn closing(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Open))?;
    Some(about(here, CLOSE.asks(here.language, ("Clore", "Close")), id, assembly))
}

fn close(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let at = deed.desk.house.clock().time_of_day();
    deed.plainly(Command::Assemblies(Asked::Close { assembly, at }))?;
    let at = at.written(deed.language);
    done(
        match deed.language {
            Language::French => format!("L'assemblée est close, à {at}."),
            Language::English => format!("The assembly is closed, at {at}."),
        },
        format!("/assemblees/{assembly}"),
    )
}
