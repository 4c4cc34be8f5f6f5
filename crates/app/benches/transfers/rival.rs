//! A PostgreSQL cluster of our own, for one comparison: made, started, asked and stopped here.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SCHEMA: &str = include_str!("schema.sql");
const TRANSFER: &str = include_str!("transfer.sql");

/// Seconds of a round.
const SECONDS: u32 = 8;

/// A running cluster, stopped when dropped.
pub struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    as_postgres: bool,
    _kept: tempfile::TempDir,
}

impl Cluster {
    /// Makes a cluster in the folder and starts it.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn start(folder: tempfile::TempDir) -> Result<Cluster, String> {
        let programs = programs().ok_or("which is not installed (Debian: postgresql)")?;
        let as_postgres = said("id", &["-u"])? == "0";
        let path = folder.path().to_path_buf();
        let cluster = Cluster { programs, folder: path, as_postgres, _kept: folder };
        if as_postgres {
            said("chown", &["postgres", &cluster.at("")])?;
        }
        cluster.run("initdb", &["-D", &cluster.at("data"), "-U", "postgres", "-A", "trust"])?;
        let options =
            format!("-c listen_addresses='' -c unix_socket_directories='{}'", cluster.at(""));
        let (data, log) = (cluster.at("data"), cluster.at("log"));
        cluster.run("pg_ctl", &["-D", &data, "-l", &log, "-o", &options, "-w", "start"])?;
        cluster.ask(SCHEMA)?;
        Ok(cluster)
    }

    /// Its name and version.
    pub fn version(&self) -> String {
        let number = self.ask("SHOW server_version").unwrap_or_default();
        format!("PostgreSQL {}", number.split(' ').next().unwrap_or_default())
    }

    /// Transfers a second that its own measuring program gets, and the books checked after it.
    pub fn transfers(&self, clients: u32) -> f64 {
        let script = self.folder.join("transfer.sql");
        std::fs::write(&script, TRANSFER).expect("the script is written");
        let (clients, seconds) = (clients.to_string(), SECONDS.to_string());
        let script = script.display().to_string();
        let arguments = [
            "-h",
            &self.at(""),
            "-U",
            "postgres",
            "-n",
            "-M",
            "prepared",
            "-j",
            "2",
            "-c",
            &clients,
            "-T",
            &seconds,
            "-f",
            &script,
            "postgres",
        ];
        let told = self.run("pgbench", &arguments).unwrap_or_else(|why| panic!("pgbench: {why}"));
        let books = "SELECT (SELECT balance FROM account WHERE id = 0) = sum(amount) \
                     FROM posting WHERE account = 0";
        assert_eq!(self.ask(books).as_deref(), Ok("t"), "the kept balance is the sum");
        let rate = told.lines().find_map(|line| line.strip_prefix("tps = "));
        let rate = rate.and_then(|rest| rest.split(' ').next()).and_then(|text| text.parse().ok());
        rate.unwrap_or_else(|| panic!("pgbench gives no rate: {told}"))
    }

    fn at(&self, name: &str) -> String {
        self.folder.join(name).display().to_string().trim_end_matches('/').to_owned()
    }

    fn ask(&self, sql: &str) -> Result<String, String> {
        let options = ["-h", &self.at(""), "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-qAtc", sql];
        self.run("psql", &options)
    }

    /// Runs one of its programs, as the user that it wants.
    fn run(&self, program: &str, arguments: &[&str]) -> Result<String, String> {
        let path = self.programs.join(program);
        let mut command = if self.as_postgres {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(path);
            command
        } else {
            Command::new(path)
        };
        command.args(arguments).current_dir(&self.folder).env("LC_ALL", "C.UTF-8");
        answer(program, command.output())
    }
}

impl Drop for Cluster {
    /// `pg_ctl` stops the process whose number stands in the cluster's own folder, and no other.
    fn drop(&mut self) {
        if let Err(why) = self.run("pg_ctl", &["-D", &self.at("data"), "-m", "fast", "-w", "stop"])
        {
            eprintln!("{why}");
        }
    }
}

/// The newest version installed.
fn programs() -> Option<PathBuf> {
    if let Some(given) = std::env::var_os("POSTGRESQL_BIN") {
        return Some(PathBuf::from(given));
    }
    let versions = std::fs::read_dir(Path::new("/usr/lib/postgresql")).ok()?;
    let found = versions.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
    found.filter(|path| path.join("initdb").exists()).max()
}

fn said(program: &str, arguments: &[&str]) -> Result<String, String> {
    answer(program, Command::new(program).args(arguments).output())
}

fn answer(program: &str, output: std::io::Result<Output>) -> Result<String, String> {
    let output = output.map_err(|error| format!("{program} does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
