//! What is printed before an assembly: its convocation, and the sheet that those who come sign.
//!
//! Absent on purpose: the sheet for anyone but the treasurer; it says who is a member.

use caisse_domain::assemblies::meeting::{self, Attendance, Place as There};
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_web::LINES_PER_SHEET;
use caisse_web::views::{AttendanceSheet, Convocation, Pages, SheetLine};

use crate::look::Look;

impl Look<'_> {
    /// The convocation of an assembly.
    pub fn convocation(&self, id: &str) -> Option<Convocation> {
        let assembly = self.assembly_page(id)?;
        let held = self.state.assemblies.assembly(id.parse().ok()?)?;
        let statutes = self.statutes_of(held)?;
        // After the title and who convenes: the quorum, who votes, proxies.
        let law = statutes.text(self.language).into_iter().skip(2).take(3).collect();
        Some(Convocation { assembly, law })
    }

    /// One page of the attendance sheet: those on the roll or, before the opening, those who would be.
    pub fn attendance_sheet(&self, id: &str, page: u32) -> Option<AttendanceSheet> {
        if !self.sight.names || page == 0 {
            return None;
        }
        let id: AssemblyId = id.parse().ok()?;
        let held = self.state.assemblies.assembly(id)?;
        let voters = self.voters(held)?;
        let count = voters.len().div_ceil(LINES_PER_SHEET).max(1);
        let pages = Pages { current: page, count: u32::try_from(count).ok()? };
        if page > pages.count {
            return None;
        }
        let shown = voters.iter().skip((page as usize - 1) * LINES_PER_SHEET).take(LINES_PER_SHEET);
        Some(AttendanceSheet {
            id: id.to_string(),
            title: held.convocation.title.clone(),
            day: held.convocation.on,
            time: held.convocation.at.written(self.language),
            room: held.convocation.place.clone(),
            weighted: voters.iter().any(|voter| voter.votes != 1),
            colleges: voters.iter().any(|voter| !voter.college.is_empty()),
            lines: shown.map(|voter| self.sheet_line(held, voter)).collect(),
            count: voters.len() as u64,
            pages,
        })
    }

    fn voters(&self, held: &meeting::Assembly) -> Option<Vec<Entitled>> {
        if held.opening.is_some() {
            let voters = held.roll.voters().map(|(member, voter)| Entitled {
                member,
                college: held.colleges.get(usize::from(voter.college)).cloned().unwrap_or_default(),
                votes: voter.votes,
            });
            return Some(voters.collect());
        }
        let statutes = self.statutes_of(held)?;
        let voters = self.entitled(statutes, held.convocation.on).map(|member| {
            let known = self.state.members.get(member);
            let college = known.and_then(|known| statutes.college_of(&known.category));
            let college = college.and_then(|place| statutes.colleges.get(place));
            let college = college.map(|college| college.name.clone()).unwrap_or_default();
            Entitled { member, college, votes: 1 }
        });
        Some(voters.collect())
    }

    fn sheet_line(&self, held: &meeting::Assembly, voter: &Entitled) -> SheetLine {
        let holds = held.held.get(&voter.member).map(Vec::as_slice).unwrap_or_default();
        SheetLine {
            person: self.shown_person(voter.member),
            college: voter.college.clone(),
            votes: voter.votes,
            given_to: held.proxies.get(&voter.member).map(|holder| self.shown_person(*holder)),
            holds: holds.iter().map(|giver| self.shown_person(*giver)).collect(),
            attendance: held.attendance.get(&voter.member).map(|came| self.came(came)),
        }
    }

    fn came(&self, came: &Attendance) -> String {
        let from = match came.place {
            There::Room => self.language.choose("en salle", "in the room"),
            There::Remote => self.language.choose("à distance", "from afar"),
        };
        let arrived = came.arrived.written(self.language);
        match came.left {
            None => format!("{from}, {arrived}"),
            Some(left) => {
                let until = self.language.choose("jusqu'à", "until");
                format!("{from}, {arrived} {until} {}", left.written(self.language))
            }
        }
    }
}

/// One who may vote.
struct Entitled {
    member: MemberId,
    college: String,
    votes: u64,
}
