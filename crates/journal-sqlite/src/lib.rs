//! The journal store on one SQLite file.
