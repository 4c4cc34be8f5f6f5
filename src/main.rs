//! The program `caisse`: chooses adapters and starts.

fn main() -> std::process::ExitCode {
    caisse_cli::main()
}
