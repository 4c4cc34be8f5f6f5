//! The nearest name to a mistyped one.

/// The name at the least edit distance, when it is near enough to be what was meant: a third of the
/// letters, at least one. The first of the nearest wins. Accents count as letters.
pub fn nearest<'n>(mistyped: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wanted: Vec<char> = mistyped.chars().take(LONGEST).collect();
    let allowed = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let letters: Vec<char> = name.chars().take(LONGEST).collect();
        let distance = edit_distance(&wanted, &letters);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Names are compared on their first letters only, so that a hostile file costs little.
const LONGEST: usize = 64;

/// How many letters must be added, removed, replaced or swapped with their neighbour (optimal string
/// alignment). Quadratic.
fn edit_distance(left: &[char], right: &[char]) -> usize {
    let mut before_previous: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(right.len() + 1);
        current.push(i + 1);
        for (j, b) in right.iter().enumerate() {
            let replaced = previous[j] + usize::from(a != b);
            let mut least = replaced.min(previous[j + 1] + 1).min(current[j] + 1);
            if i > 0 && j > 0 && *a == right[j - 1] && left[i - 1] == *b {
                least = least.min(before_previous[j - 1] + 1);
            }
            current.push(least);
        }
        before_previous = std::mem::replace(&mut previous, current);
    }
    previous[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_swapped_or_missing_letter_finds_its_name() {
        let names = ["salaire", "loyer", "enfants"];
        assert_eq!(nearest("sailare", names), Some("salaire"));
        assert_eq!(nearest("slaaire", names), Some("salaire"));
        assert_eq!(nearest("loye", names), Some("loyer"));
        assert_eq!(nearest("voiture", names), None);
    }
}
