//! Personal data, sealed per person, erasable for good.
