//! What the pages show: the views of the web, filled from a caisse's own figures.
