//! The assemblies as a calendar that telephones subscribe to: iCalendar, RFC 5545.
//!
//! Times are those of the place where one meets ("floating", 3.3.5), for two hours, since assemblies
//! do not say when they end.
//!
//! Absent on purpose: anything that the page of assemblies does not say; alarms, which are the
//! reader's.

use caisse_units::Language;

use crate::house::House;
use crate::style::fingerprint;
use crate::views::{AssemblyInShort, File, Place, Stage};

/// How many pages of past assemblies a calendar holds.
const MOST_PAGES: u32 = 3;
/// The longest line in bytes, its end not counted (3.1).
const LONGEST_LINE: usize = 75;

/// The calendar of a house.
pub(crate) fn calendar(house: &dyn House, language: Language) -> Option<File> {
    let name = house.frame(language).name;
    let mut lines = Lines::default();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Caisse//Assemblees//FR");
    lines.add("X-WR-CALNAME", &text(&name));
    let mut page = 1;
    loop {
        let assemblies = house.assemblies(page, language)?;
        let next = assemblies.next.iter().filter(|_| page == 1);
        next.chain(&assemblies.past).for_each(|one| event(&mut lines, one, &name, language));
        if page >= assemblies.pages.count.min(MOST_PAGES) {
            break;
        }
        page += 1;
    }
    lines.add("END", "VCALENDAR");
    Some(File {
        name: "assemblees.ics".to_owned(),
        kind: "text/calendar; charset=utf-8",
        text: lines.written,
    })
}

fn event(lines: &mut Lines, assembly: &AssemblyInShort, house: &str, language: Language) {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let day = digits(&assembly.day.to_string());
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", &format!("{}-{day}@{:016x}.caisse", assembly.id, fingerprint(house)));
    lines.add("DTSTAMP", &format!("{}T000000Z", digits(&assembly.convened.to_string())));
    lines.add("DTSTART", &format!("{day}T{}00", digits(&assembly.clock)));
    lines.add("DURATION", "PT2H");
    lines.add("SUMMARY", &text(&assembly.title));
    if !assembly.room.is_empty() {
        lines.add("LOCATION", &text(&assembly.room));
    }
    let agenda: Vec<String> = assembly
        .agenda
        .iter()
        .enumerate()
        .map(|(place, item)| format!("{}. {}", place + 1, item.title))
        .collect();
    let address = Place::Assembly(assembly.id.clone()).address();
    let said = language.choose("Ordre du jour", "Agenda");
    lines.add("DESCRIPTION", &text(&format!("{said}\n{}\n{address}", agenda.join("\n"))));
    let status = match assembly.stage {
        Stage::Cancelled(_) | Stage::WithoutQuorum => "CANCELLED",
        _ => "CONFIRMED",
    };
    lines.add("STATUS", status);
    lines.add("END", "VEVENT");
}

/// Text as RFC 5545, 3.3.11 escapes it. Control characters are left out.
fn text(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\n' => written.push_str("\\n"),
            ';' | ',' | '\\' => {
                written.push('\\');
                written.push(sign);
            }
            sign if sign.is_control() => {}
            sign => written.push(sign),
        }
    }
    written
}

/// Content lines, folded where they are too long, never within a letter.
#[derive(Default)]
struct Lines {
    written: String,
}

impl Lines {
    fn add(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for sign in format!("{name}:{value}").chars() {
            if length + sign.len_utf8() > LONGEST_LINE {
                self.written.push_str("\r\n ");
                length = 1;
            }
            self.written.push(sign);
            length += sign.len_utf8();
        }
        self.written.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_LINE, Lines, text};

    #[test]
    fn a_long_line_is_folded_and_unfolds_to_itself() {
        let value = "é".repeat(100);
        let mut lines = Lines::default();
        lines.add("SUMMARY", &value);
        assert!(lines.written.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
        assert_eq!(lines.written.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
    }

    #[test]
    fn what_would_end_a_line_or_a_value_is_escaped() {
        assert_eq!(text("a;b,c\\d\ne\r\u{7}"), "a\\;b\\,c\\\\d\\ne");
    }
}
