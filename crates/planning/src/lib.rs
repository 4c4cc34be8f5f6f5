//! Rules over whole populations: columns, exact integers, deciles.
