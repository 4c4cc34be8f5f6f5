//! What bank lines say, for those who may read it.

use caisse_app::work::statements::LineText;
use caisse_domain::bank::Line;

use crate::look::Look;

impl Look<'_> {
    /// The wording of a bank line, opened from the vault; what kind of line it is when it cannot be.
    pub fn line_text(&self, line: &Line) -> String {
        let sealed = match self.sight.accounts {
            true => self.desk.people.line(&line.identity.to_string()).ok().flatten(),
            false => None,
        };
        let said = sealed.map(|text| match serde_json::from_str::<LineText>(&text) {
            Ok(read) => read.summary(),
            Err(_) => text,
        });
        match said {
            Some(text) if !text.trim().is_empty() => one_line(&text),
            _ if line.amount.is_negative() => self.say("argent sorti", "money out"),
            _ => self.say("argent reçu", "money in"),
        }
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    let parts: Vec<&str> = text.lines().map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
