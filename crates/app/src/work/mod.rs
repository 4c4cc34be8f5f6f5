//! What a treasurer does with the house: statements, files for the bank, exports.
