//! Where rows come from.

use std::ops::Range;

use caisse_rules::value::ValueType;

/// A numeric input of the rule, and the type of its units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceColumn {
    /// The name of the rule's input.
    pub name: String,
    /// Its type.
    pub kind: ValueType,
}

/// Rows by group, readable in any order and by several threads at once.
pub trait Source: Sync {
    /// How many rows.
    fn rows(&self) -> u64;

    /// How many groups; each row's group is below it.
    fn groups(&self) -> usize;

    /// The columns, in the order in which chunks hold them.
    fn columns(&self) -> Vec<SourceColumn>;

    /// Replaces the content of the chunk by these rows.
    fn read(&self, rows: Range<u64>, chunk: &mut Chunk);
}

/// Some rows, in narrow columns: 1 byte for the group, 4 for a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chunk {
    /// The group of each row.
    pub groups: Vec<u8>,
    /// For each column, the units of each row.
    pub columns: Vec<Vec<i32>>,
}

/// Rows held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    groups: usize,
    columns: Vec<SourceColumn>,
    rows: Chunk,
}

impl Table {
    /// A table of these columns; `None` unless every column has one value for each row and every
    /// row's group is below `groups`.
    pub fn new(groups: usize, columns: Vec<SourceColumn>, rows: Chunk) -> Option<Table> {
        let of_one_length = rows.columns.iter().all(|column| column.len() == rows.groups.len());
        let known = rows.groups.iter().all(|group| usize::from(*group) < groups);
        let named = columns.len() == rows.columns.len();
        (of_one_length && known && named).then_some(Table { groups, columns, rows })
    }
}

impl Source for Table {
    fn rows(&self) -> u64 {
        self.rows.groups.len() as u64
    }

    fn groups(&self) -> usize {
        self.groups
    }

    fn columns(&self) -> Vec<SourceColumn> {
        self.columns.clone()
    }

    fn read(&self, rows: Range<u64>, chunk: &mut Chunk) {
        let place = |row: u64| usize::try_from(row).expect("rows in memory are counted in usize");
        let rows = place(rows.start)..place(rows.end);
        chunk.groups.clear();
        chunk.groups.extend_from_slice(&self.rows.groups[rows.clone()]);
        chunk.columns.resize(self.columns.len(), Vec::new());
        for (into, column) in chunk.columns.iter_mut().zip(&self.rows.columns) {
            into.clear();
            into.extend_from_slice(&column[rows.clone()]);
        }
    }
}
