//! Bank files, payment files and accounting exports: bytes to values and back, no input or output.

pub mod statement;
