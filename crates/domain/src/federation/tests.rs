//! A federation and its caisses, each with its own journal, that hear each other.
