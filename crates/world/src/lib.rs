//! Tests only: simulated caisses, one thread, one seed, faults; and the stories in French played on the core and the stores.
