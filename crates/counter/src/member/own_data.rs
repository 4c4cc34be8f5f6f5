//! Downloading everything that is known of oneself.

use caisse_app::work::own_data;
use caisse_web::Acted;
use caisse_web::form::Form;

use crate::job::{Deed, Faults, Here, Job, Part};

pub(crate) const JOB: Job = Job {
    name: "mes-donnees",
    title: ("Télécharger mes données", "Download my data"),
    purpose: (
        "Tout ce que la caisse sait de vous, dans un fichier (JSON).",
        "All that the caisse knows of you, in a file (JSON).",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    Some(JOB.asks(here.language, ("Télécharger", "Download")))
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let data = own_data::everything(deed.desk, deed.member);
    let data = data.map_err(|error| deed.refused(&error, |_| ""))?;
    let text = serde_json::to_string_pretty(&data).unwrap_or_default();
    Ok(Acted::File {
        name: format!("{}.json", deed.member),
        kind: "application/json".to_owned(),
        bytes: text.into_bytes().into(),
    })
}
