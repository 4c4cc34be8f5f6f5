//! Agreements and cessions.
