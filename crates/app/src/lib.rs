//! Executes commands: load, authorise, decide, append, publish. The only place with a clock, keys and mail.
