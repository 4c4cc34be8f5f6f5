//! The columns of the file.

/// A column, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // They are named by the law, in French.
pub enum FecColumn {
    JournalCode,
    JournalLib,
    EcritureNum,
    EcritureDate,
    CompteNum,
    CompteLib,
    CompAuxNum,
    CompAuxLib,
    PieceRef,
    PieceDate,
    EcritureLib,
    Debit,
    Credit,
    EcritureLet,
    DateLet,
    ValidDate,
    Montantdevise,
    Idevise,
    /// Stands for Debit in the other form of amounts.
    Montant,
    /// Stands for Credit in the other form of amounts: D or C, +1 or -1.
    Sens,
}

impl FecColumn {
    /// The 18 columns, with debit and credit.
    pub const ALL: [FecColumn; 18] = [
        FecColumn::JournalCode,
        FecColumn::JournalLib,
        FecColumn::EcritureNum,
        FecColumn::EcritureDate,
        FecColumn::CompteNum,
        FecColumn::CompteLib,
        FecColumn::CompAuxNum,
        FecColumn::CompAuxLib,
        FecColumn::PieceRef,
        FecColumn::PieceDate,
        FecColumn::EcritureLib,
        FecColumn::Debit,
        FecColumn::Credit,
        FecColumn::EcritureLet,
        FecColumn::DateLet,
        FecColumn::ValidDate,
        FecColumn::Montantdevise,
        FecColumn::Idevise,
    ];

    /// The name in the first line of the file.
    pub fn name(self) -> &'static str {
        match self {
            FecColumn::JournalCode => "JournalCode",
            FecColumn::JournalLib => "JournalLib",
            FecColumn::EcritureNum => "EcritureNum",
            FecColumn::EcritureDate => "EcritureDate",
            FecColumn::CompteNum => "CompteNum",
            FecColumn::CompteLib => "CompteLib",
            FecColumn::CompAuxNum => "CompAuxNum",
            FecColumn::CompAuxLib => "CompAuxLib",
            FecColumn::PieceRef => "PieceRef",
            FecColumn::PieceDate => "PieceDate",
            FecColumn::EcritureLib => "EcritureLib",
            FecColumn::Debit => "Debit",
            FecColumn::Credit => "Credit",
            FecColumn::EcritureLet => "EcritureLet",
            FecColumn::DateLet => "DateLet",
            FecColumn::ValidDate => "ValidDate",
            FecColumn::Montantdevise => "Montantdevise",
            FecColumn::Idevise => "Idevise",
            FecColumn::Montant => "Montant",
            FecColumn::Sens => "Sens",
        }
    }

    /// True if every line must fill it.
    pub fn is_mandatory(self) -> bool {
        !matches!(
            self,
            FecColumn::CompAuxNum
                | FecColumn::CompAuxLib
                | FecColumn::EcritureLet
                | FecColumn::DateLet
                | FecColumn::Montantdevise
                | FecColumn::Idevise
        )
    }
}
