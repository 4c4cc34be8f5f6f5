//! Rules of ties as people read them. Programs read the English words, whatever the language.

use caisse_units::Language;

/// A rule of ties in the reader's words.
pub fn in_words(rule: &str, language: Language) -> &str {
    let known = WORDS.iter().find(|(english, _)| *english == rule);
    known.map_or(rule, |(english, french)| language.choose(french, english))
}

/// English, French.
const WORDS: &[(&str, &str)] = &[
    ("not stated", "non dites"),
    ("as many yes as no: rejected", "autant de oui que de non : rejeté"),
    (
        "as many yes as no: the chair's vote counts once more",
        "autant de oui que de non : la voix de la présidence compte une fois de plus",
    ),
    (
        "none: every candidate no other beats is listed",
        "aucune règle : sont cités tous ceux que personne ne bat",
    ),
    (
        "none: unbeaten candidates share a class",
        "aucune règle : ceux que personne ne bat partagent leur rang",
    ),
    (
        "equal strengths: pairs taken by lowest winner number, then lowest loser number",
        "à force égale, d'abord la paire dont le gagnant a le plus petit numéro, puis celle dont le perdant l'a",
    ),
    (
        "equal strengths: pairs taken by winner, then by loser, in the order of the lots",
        "à force égale, d'abord la paire dont le gagnant, puis le perdant, vient en premier dans l'ordre tiré",
    ),
    (
        "lowest candidates tied: the highest number leaves; reported in ties",
        "derniers à égalité : le plus grand numéro sort ; c'est signalé",
    ),
    (
        "lowest candidates tied: fewest votes in the most recent earlier round where they differ, then lots; reported in ties",
        "derniers à égalité : sort qui avait le moins de voix au dernier tour où ils différaient, puis selon l'ordre tiré ; c'est signalé",
    ),
    (
        "lowest candidates tied: last in the order of the lots; reported in ties",
        "derniers à égalité : sort le dernier de l'ordre tiré ; c'est signalé",
    ),
    (
        "most recent earlier stage where they differ; then by lot (reported)",
        "l'étape précédente la plus récente où ils diffèrent, puis le sort (signalé)",
    ),
    (
        "tied for the last place: the lowest number goes first",
        "derniers à égalité : le plus petit numéro sort",
    ),
    (
        "tied for the last place: the first of the lots goes first",
        "derniers à égalité : sort le premier de l'ordre tiré",
    ),
    ("equal counts share a class", "à nombre égal, même rang"),
    ("equal sums share a class", "à somme égale, même rang"),
    ("equal means share a class", "à moyenne égale, même rang"),
    (
        "Balinski-Laraki: medians removed one by one; equal sequences share a class",
        "Balinski et Laraki : on retire les médianes une à une ; à suites égales, même rang",
    ),
    (
        "all tied committees listed (at most 20)",
        "toutes les listes à égalité sont données (20 au plus)",
    ),
    ("lowest candidate first", "le plus petit numéro d'abord"),
    ("in the order of the lots", "dans l'ordre tiré"),
    (
        "project_id compared as a string, smallest first",
        "l'identifiant du projet, comparé comme un texte, le plus petit d'abord",
    ),
];
