//! Drawing lots.

use std::collections::BTreeMap;

use caisse_units::Language;
use caisse_votes::read::pool;
use caisse_votes::read::table::Limits;
use caisse_votes::sortition::{
    Allotment, Draw, DrawRule, SortitionError, SourceValue, Sources, StratumDraw, draw,
};
use serde_json::json;

use super::tallied::table;
use crate::answer::{Answer, Failure};
use crate::arguments::Draw as Arguments;
use crate::context::Context;

/// `caisse vote draw`.
pub fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let fail = |error: SortitionError| context.fail(|language| error.sentence(language));
    let bytes = context.read(&arguments.file)?;
    let pool = pool::read(&bytes, Limits::default()).map_err(|errors| {
        let lines = errors.iter().map(|error| error.sentence(context.language));
        Failure::new(lines.collect::<Vec<_>>().join("\n"))
    })?;
    let values: Result<Vec<SourceValue>, SortitionError> =
        arguments.sources.iter().map(|text| SourceValue::guess(text)).collect();
    let sources = Sources::new(values.map_err(fail)?).map_err(fail)?;
    let rule = DrawRule { seats: seats(context, arguments)?, reserve: arguments.reserve };
    let drawn = draw(&pool, &sources, &rule).map_err(fail)?;
    if let Some(path) = &arguments.published {
        context.write(path, pool.published().as_bytes())?;
    }
    let winners: Vec<&str> =
        drawn.strata.iter().flat_map(StratumDraw::elected).map(|pick| pick.id.as_str()).collect();
    let reserve: Vec<&str> =
        drawn.strata.iter().flat_map(StratumDraw::reserve).map(|pick| pick.id.as_str()).collect();
    let json = json!({
        "method": "sortition", "rule": rule, "sources": sources,
        "key_figures": { "pool": pool.entries().len(), "pool_digest": drawn.pool_digest, "key": drawn.key },
        "winners": winners, "reserve": reserve, "sheet": drawn,
    });
    Ok(Answer::new(told(&drawn, context.language), json))
}

fn seats(context: &Context, arguments: &Arguments) -> Result<Allotment, Failure> {
    if arguments.quotas.is_empty() {
        let seats = arguments.seats.unwrap_or(0);
        return Ok(match arguments.stratified {
            true => Allotment::Proportional(seats),
            false => Allotment::Whole(seats),
        });
    }
    let mut quotas = BTreeMap::new();
    for text in &arguments.quotas {
        let pair = text.rsplit_once('=').and_then(|(stratum, seats)| {
            Some((stratum.trim().to_owned(), seats.trim().parse::<u64>().ok()?))
        });
        let Some((stratum, seats)) = pair else {
            let said = context.say("écrivez STRATE=SIÈGES, et non", "write STRATUM=SEATS, not");
            return Err(Failure::new(format!("{said} « {text} »")));
        };
        if quotas.insert(stratum, seats).is_some() {
            let said = context.say("strate donnée deux fois :", "stratum given twice:");
            return Err(Failure::new(format!("{said} « {text} »")));
        }
    }
    Ok(Allotment::Quotas(quotas))
}

fn told(drawn: &Draw, language: Language) -> String {
    let mut text = format!(
        "{} {}\n{} {}\n",
        language.choose("empreinte de la liste (SHA-256) :", "digest of the pool (SHA-256):"),
        drawn.pool_digest,
        language.choose("clé :", "key:"),
        drawn.key
    );
    let head =
        language.choose(",n°,nom,essai,reste,lot,empreinte", ",no.,name,attempt,left,lot,digest");
    for stratum in &drawn.strata {
        let name = stratum.stratum.as_deref().unwrap_or_default();
        text.push_str(&match language {
            Language::French => format!(
                "\n{name} {} sièges pour {} personnes ; clé {}\n",
                stratum.seats, stratum.members, stratum.key
            ),
            Language::English => format!(
                "\n{name} {} seats for {} people; key {}\n",
                stratum.seats, stratum.members, stratum.key
            ),
        });
        let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
        for (place, pick) in stratum.picks.iter().enumerate() {
            let mark = match pick.reserve {
                true => format!("({})", place as u64 + 1 - stratum.seats),
                false => (place + 1).to_string(),
            };
            rows.push(vec![
                mark,
                pick.number.to_string(),
                pick.id.clone(),
                pick.attempt.to_string(),
                pick.lots.to_string(),
                pick.lot.to_string(),
                pick.digest.clone(),
            ]);
        }
        text.push_str(&table(&rows));
    }
    text.push_str(language.choose(
        "\nentre parenthèses : la réserve, dans l'ordre ; docs/sortition.md dit comment refaire ce tirage\n",
        "\nin parentheses: the reserve, in order; docs/sortition.md tells how to repeat this draw\n",
    ));
    text
}
