//! The pure core: decide and apply. It knows no clock, disk, network or randomness.
