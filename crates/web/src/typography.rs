//! French spacing: no line begins with « : » or « ? », and no line ends with an opening guillemet.
//!
//! Sentences come from everywhere (the code, refusals, what people typed), so that the one place where
//! nothing is forgotten is the finished page: an ordinary space before a high sign becomes one that
//! does not break. What is written by machines for machines (`code`, `pre`), what may be typed on
//! (`textarea`) and the insides of tags stay as they are.
//!
//! Absent on purpose: adding or removing a space, and any other language.

use caisse_units::Language;
use maud::{Markup, PreEscaped};

/// What does not break.
const NO_BREAK: char = '\u{a0}';

/// Elements whose text is not prose.
const LEFT_ALONE: [&str; 5] = ["code", "pre", "textarea", "style", "script"];

/// A whole page as its language is printed.
pub(crate) fn printed(page: Markup, language: Language) -> Markup {
    match language {
        Language::French => PreEscaped(french_spaces(&page.0)),
        Language::English => page,
    }
}

/// The page with its French spaces, in one pass.
fn french_spaces(page: &str) -> String {
    let mut spaced = Spaced::default();
    spaced.page.reserve(page.len() + page.len() / 32);
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        let (text, from_tag) = rest.split_at(open);
        spaced.push_text(text);
        let (tag, after) = from_tag.split_at(end_of_tag(from_tag));
        spaced.page.push_str(tag);
        rest = after;
        if let Some(element) = LEFT_ALONE.into_iter().find(|element| opens(tag, element)) {
            let close = format!("</{element}");
            let (inside, after) = rest.split_at(rest.find(&close).unwrap_or(rest.len()));
            spaced.page.push_str(inside);
            spaced.open_space = None;
            rest = after;
        }
    }
    spaced.push_text(rest);
    spaced.page
}

/// Where the tag ends that begins this text; our pages write `>` in attributes as an entity.
fn end_of_tag(tag: &str) -> usize {
    tag.find('>').map_or(tag.len(), |place| place + 1)
}

fn opens(tag: &str, element: &str) -> bool {
    let name = tag.strip_prefix('<').and_then(|tag| tag.strip_prefix(element));
    name.is_some_and(|rest| rest.starts_with(['>', ' ']))
}

/// A page as it is written, and where its last text ended with an ordinary space.
#[derive(Default)]
struct Spaced {
    page: String,
    open_space: Option<usize>,
}

impl Spaced {
    fn push_text(&mut self, text: &str) {
        // The space may stand before the tag, and the sign after it.
        if let Some(space) = self.open_space.take_if(|_| !text.is_empty())
            && stands_off(text)
        {
            self.page.replace_range(space..=space, "\u{a0}");
        }
        let mut rest = text;
        while let Some(place) = rest.find([' ', '«']) {
            let (before, from) = rest.split_at(place);
            self.page.push_str(before);
            if let Some(after) = from.strip_prefix("« ") {
                self.page.extend(['«', NO_BREAK]);
                rest = after;
            } else if let Some(after) = from.strip_prefix(' ') {
                self.page.push(if stands_off(after) { NO_BREAK } else { ' ' });
                rest = after;
            } else {
                self.page.push('«');
                rest = &from['«'.len_utf8()..];
            }
        }
        self.page.push_str(rest);
        if text.ends_with(' ') && self.page.ends_with(' ') {
            self.open_space = Some(self.page.len() - 1);
        }
    }
}

/// Whether the text begins with a sign that French sets off: one that is not the start of a word, such
/// as `:root` or the colon of an emoticon.
fn stands_off(text: &str) -> bool {
    let mut letters = text.chars();
    match letters.next() {
        Some('»') => true,
        Some(':' | ';' | '!' | '?' | '%' | '€') => {
            letters.next().is_none_or(|next| !next.is_alphanumeric())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::french_spaces;

    fn spaces(page: &str) -> String {
        french_spaces(page).replace('\u{a0}', "_")
    }

    #[test]
    fn high_signs_and_guillemets_keep_to_their_word() {
        assert_eq!(spaces("Qui ? Moi ; toi : « nous » !"), "Qui_? Moi_; toi_: «_nous_»_!");
        assert_eq!(spaces("<p>20 % et 3 €</p>"), "<p>20_% et 3_€</p>");
        assert_eq!(spaces("<b>Reste</b> <i>: 3</i>"), "<b>Reste</b>_<i>: 3</i>");
        assert_eq!(spaces("Déjà\u{a0}: « »"), "Déjà_: «_»");
    }

    #[test]
    fn tags_code_and_what_is_typed_stay_as_they_are() {
        for page in [
            "<a title=\"qui ? moi\" href=\"/a?b\">a</a>",
            "<pre>a : b ? <b>c : d</b></pre>",
            "<code class=\"x\">a : b</code>",
            "<textarea>Pourquoi ?</textarea>",
            "2026-01-01 12:30, 3:2 et a :b",
            "«tout près»",
            "<",
            "",
        ] {
            assert_eq!(spaces(page), page);
        }
    }

    #[test]
    fn after_what_stays_the_text_goes_on() {
        assert_eq!(spaces("<code>a : b</code> : c ?"), "<code>a : b</code>_: c_?");
        assert_eq!(spaces("<preface>a ?</preface>"), "<preface>a_?</preface>");
    }
}
