//! A federation of three caisses in four directories, one of them reached over HTTP: joined by votes,
//! ruled together, equalised, cut off, restarted, forked.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::caisse::{Caisse, cents, plain};
use super::{no, yes};

const POOL: &str = r#"
[[regles]]
regle = "perequation_reserves"
titre = { fr = "Péréquation des contributions reçues", en = "Equalisation of contributions received" }
resultat = "EUR"
role = "recu"
[regles.entrees]
membres = { type = "nombre", titre = { fr = "Membres de la caisse", en = "Members of the caisse" }, max = 10000000 }
recu = { type = "EUR", titre = { fr = "Reçu dans le mois", en = "Received in the month" }, max = "10 000 000,00 EUR" }
[[regles.version]]
depuis = 2026-01-01
[[regles.version.ligne]]
nom = "apport"
titre = { fr = "Apport au pot", en = "Put into the pot" }
produit = { de = "recu", taux = "50 %" }
[[regles.version.ligne]]
nom = "transfert"
titre = { fr = "Part par tête, moins l'apport", en = "Share per head, less what was put in" }
partage = { montant = { difference = { de = { produit = { de = { rapport = { de = { agregat = { fonction = "somme", de = "apport" } }, par = { agregat = { fonction = "somme", de = "membres" } }, sinon = "0,00 EUR" } }, fois = "membres" } }, moins = "apport" } }, methode = "transferts" }
"#;

const WAGE: &str = "regle = \"salaire_commun\"\ntitre = { fr = \"Salaire de référence\", en = \"Reference wage\" }\nresultat = \"EUR\"\n[[version]]\ndepuis = 2026-04-01\nvaleur = \"2000,00 EUR\"\n";

/// The federation, then its caisses.
struct World {
    above: Caisse,
    caisses: Vec<Caisse>,
}

fn card(of: &Caisse) -> Value {
    of.done(&["federation", "card"])["card"].clone()
}

fn introduce(at: &Caisse, other: &Caisse, side: &[&str]) -> String {
    let card = card(other);
    let text = |name: &str| card[name].as_str().expect("a text").to_owned();
    let (origin, name, key) = (text("origin"), text("name"), text("key"));
    let words = ["federation", "introduce", "--origin", &origin, "--name", &name, "--key", &key];
    let told = at.done(&[&words[..], side].concat());
    told["peer"].as_str().expect("a number").to_owned()
}

fn sync_from(at: &Caisse, peer: &str, other: &Caisse) -> Value {
    let root = other.root();
    let root = root.to_str().expect("a path");
    at.done(&["federation", "sync", peer, "--from", root])["visits"][0].clone()
}

fn peers_of(at: &Caisse) -> Vec<Value> {
    let listed = at.done(&["federation", "list"]);
    listed["peers"].as_array().expect("a list").clone()
}

impl World {
    /// Three caisses that joined by their votes and were admitted by the federation's.
    fn joined() -> World {
        let above = Caisse::named("Fédération");
        let caisses: Vec<Caisse> =
            (1..=3).map(|number| Caisse::named(&format!("Caisse {number}"))).collect();
        let mut table = "nom;prenom;type\n".to_owned();
        for number in 1..=3 {
            table.push_str(&format!("Caisse {number};;organisation\n"));
        }
        let table = above.file("caisses.csv", &table);
        above.done(&["import", "members", &table]);
        for (index, caisse) in caisses.iter().enumerate() {
            let member = format!("M{}", 14 + index);
            let peer = introduce(&above, caisse, &["--below", &member]);
            assert_eq!(peer, format!("OL{}", index + 1));
            assert_eq!(introduce(caisse, &above, &["--above"]), "OL1");
            let join = ["--as", "M3", "proposal", "new", "--join", "OL1", "--cede", "salaires"];
            let from = ["--from", "2026-01-01", "--open"];
            caisse.done(&[&join[..], &from].concat());
            caisse.vote("PR1", None, &yes);
            let admit = ["--as", "M3", "proposal", "new", "--admit", &peer];
            above.done(&[&admit[..], &from].concat());
            above.vote(&format!("PR{}", index + 1), None, &yes);
            sync_from(&above, &peer, caisse);
            sync_from(caisse, "OL1", &above);
        }
        World { above, caisses }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Caisse> {
        [&mut self.above].into_iter().chain(&mut self.caisses)
    }

    fn go_to(&mut self, today: &'static str) {
        self.all().for_each(|caisse| caisse.today = today);
    }

    /// Everyone hears everyone, from the places that are remembered.
    fn exchange(&self) {
        self.above.done(&["federation", "sync"]);
        self.caisses.iter().for_each(|caisse| {
            caisse.done(&["federation", "sync"]);
        });
    }

    /// Contributions of January: what each caisse received, in euros.
    fn receive(&self, euros: &[u32]) {
        for (caisse, euros) in self.caisses.iter().zip(euros) {
            caisse.done(&["receive", "M3", &format!("{euros},00"), "--on", "2026-01-15"]);
        }
    }
}

#[test]
fn caisses_join_by_votes_and_a_common_rule_is_in_force_where_the_matter_is_ceded() {
    let mut world = World::joined();
    for peer in peers_of(&world.above) {
        assert_eq!(peer["tied"], true, "{peer}");
    }
    for caisse in &world.caisses {
        assert_eq!(peers_of(caisse)[0]["tied"], true);
        caisse.refused(&["proposal", "new", "--admit", "OL1", "--from", "2026-02-01"], "rejoint");
    }
    world.go_to("2026-02-03");
    world.above.file("salaire.toml", WAGE);
    for (matter, file) in [("salaires", "commune.toml"), ("plan", "plan.toml")] {
        let text = format!(
            "titre = \"Un salaire commun\"\ntexte = \"Ensemble\"\n[regles_communes]\ndomaine = \"{matter}\"\nfichiers = [\"salaire.toml\"]\n"
        );
        world.above.file(file, &text);
    }
    let file = world.above.path("commune.toml");
    world.above.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    world.above.vote("PR4", None, &yes);
    world.exchange();
    for caisse in &world.caisses {
        let rules = caisse.done(&["rules", "list"]).to_string();
        assert!(rules.contains("salaire_commun"), "{rules}");
        // What is ceded is not decided here any more.
        caisse.file("salaire.toml", &WAGE.replace("2000", "1500"));
        let own = caisse.file(
            "propre.toml",
            "titre = \"Le nôtre\"\ntexte = \"Ici\"\n[adopter_regles]\nfichiers = [\"salaire.toml\"]\n",
        );
        let refused = caisse.run(&["--as", "M3", "proposal", "new", &own, "--open"]);
        assert!(refused.is_err(), "{refused:?}");
    }
    // Refused by a vote, a proposal says nothing to anybody.
    let said = world.above.done(&["federation", "list"])["said"].clone();
    world.above.file("salaire.toml", &WAGE.replace("2026-04-01", "2026-06-01"));
    world.above.done(&["--as", "M3", "proposal", "new", &file, "--open"]);
    world.above.vote("PR5", None, &no);
    assert_eq!(world.above.done(&["federation", "list"])["said"], said);
}

#[test]
fn a_month_is_stated_equalised_and_booked_once_whatever_is_cut_off_or_played_again() {
    let mut world = World::joined();
    world.above.file("pool.toml", POOL);
    let pool = world.above.file(
        "perequation.toml",
        "titre = \"Une péréquation\"\ntexte = \"Par tête\"\na_partir_du = 2026-01-01\n[adopter_regles]\nfichiers = [\"pool.toml\"]\n[[adopter_regles.regle]]\nnom = \"perequation_reserves\"\nobjet = \"perequation\"\n",
    );
    world.above.done(&["--as", "M3", "proposal", "new", &pool, "--open"]);
    world.above.vote("PR4", None, &yes);
    world.receive(&[900, 300, 30]);
    world.go_to("2026-02-05");
    // A clock that runs behind: the order is that of the numbers.
    world.caisses[1].today = "2026-02-02";
    for caisse in &world.caisses {
        caisse.done(&["close", "2026-01"]);
        caisse.done(&["federation", "statement", "2026-01"]);
    }
    // One is out of reach: the others are heard, it is told, and nothing is computed without it.
    let (place, away) = (world.caisses[2].root(), world.caisses[2].path("ailleurs"));
    std::fs::rename(&place, &away).expect("a folder that moves");
    let visits = world.above.done(&["federation", "sync"]);
    let faults: Vec<bool> =
        visits["visits"].as_array().expect("visits").iter().map(|v| v["fault"].is_null()).collect();
    assert_eq!(faults, [true, true, false]);
    let equalise = ["federation", "equalise", "perequation_reserves", "2026-01"];
    world.above.refused(&equalise, "OL3");
    let listed = peers_of(&world.above);
    assert!(listed[2]["trouble"].is_string() && listed[2]["last_contact"] == "2026-01-01");
    std::fs::rename(&away, &place).expect("a folder that comes back");
    world.exchange();
    let done = world.above.done(&equalise);
    let transfers = done["message"]["equalised"]["transfers"].as_object().expect("transfers");
    let sum: i64 = transfers.values().map(cents).sum();
    assert_eq!((transfers.len(), sum), (3, 0), "{done}");
    world.above.refused(&equalise, "");
    // Heard three times, booked once; both books say the same.
    (0..3).for_each(|_| world.exchange());
    let above = peers_of(&world.above);
    for (index, caisse) in world.caisses.iter().enumerate() {
        let origin = card(caisse)["origin"].as_str().expect("a text").to_owned();
        let amount = cents(&transfers[&origin]);
        let listed = caisse.done(&["federation", "list"]);
        assert_eq!(listed["settled"].as_array().map(Vec::len), Some(1));
        assert_eq!(cents(&listed["settled"][0]["amount"]), amount);
        assert_eq!(cents(&listed["peers"][0]["owed"]), -amount);
        assert_eq!(cents(&above[index]["owed"]), amount);
        assert_eq!((&listed["peers"][0]["lag"], &above[index]["lag"]), (&0.into(), &0.into()));
        let root = caisse.root();
        caisse.done(&["verify", root.to_str().expect("a path")]);
    }
}

#[test]
fn a_directory_that_was_copied_and_goes_its_own_way_is_caught() {
    let mut world = World::joined();
    world.go_to("2026-02-05");
    let honest = &world.caisses[0];
    let copy = Caisse::named("Copie");
    std::fs::remove_dir_all(copy.root()).expect("an empty place");
    copy_folder(&honest.root(), &copy.root());
    honest.done(&["federation", "move", "https://un.example.org"]);
    world.above.done(&["federation", "sync"]);
    let mut copy = copy;
    copy.today = "2026-02-05";
    copy.done(&["federation", "move", "https://deux.example.org"]);
    let root = copy.root();
    let told =
        world.above.done(&["federation", "sync", "OL1", "--from", root.to_str().expect("a path")]);
    let fault = plain(told["visits"][0]["fault"].as_str().expect("a fault"));
    assert!(fault.contains("deux versions"), "{fault}");
    let listed = peers_of(&world.above);
    assert_eq!(listed[0]["evidence"].as_array().map(Vec::len), Some(1));
    assert_eq!(listed[0]["card"]["address"], "https://un.example.org");
    // The others are heard as before.
    assert!(world.above.done(&["federation", "sync", "OL2"])["visits"][0]["fault"].is_null());
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("a type").is_dir() {
            true => copy_folder(&entry.path(), &target),
            false => std::fs::copy(entry.path(), target).map(|_| ()).expect("a copy"),
        }
    }
}

#[test]
fn a_federation_on_another_server_is_heard_hears_and_cosigns() {
    let mut world = World::joined();
    world.go_to("2026-02-05");
    let free = TcpListener::bind("127.0.0.1:0").expect("a port");
    let listen = free.local_addr().expect("an address").to_string();
    drop(free);
    // The federation is served; its word on where is the last thing heard from its directory.
    let address = format!("http://{listen}");
    world.above.done(&["federation", "move", &address]);
    let caisse = &world.caisses[0];
    caisse.done(&["federation", "sync"]);
    assert_eq!(peers_of(caisse)[0]["card"]["address"], address);
    forget_places(caisse);
    caisse.refused_visit("ne répond pas");
    let (root, today) = (world.above.root(), world.above.today);
    std::thread::spawn(move || {
        let root = root.to_str().expect("a path").to_owned();
        let words = ["caisse", "--language", "fr", "--today", today, "--dir", &root];
        caisse_cli::run([&words[..], &["federation", "serve", "--listen", &listen]].concat())
    });
    let start = Instant::now();
    while caisse.run(&["federation", "sync"]).expect("a visit")["visits"][0]["fault"].is_string() {
        assert!(start.elapsed() < Duration::from_secs(20), "it is served");
        std::thread::sleep(Duration::from_millis(50));
    }
    // What is said is heard at once: the nudge wakes the server, which takes what follows.
    caisse.done(&["close", "2026-01"]);
    caisse.done(&["federation", "statement", "2026-01"]);
    let heard =
        |world: &World| peers_of(&world.above)[0]["statements"] == serde_json::json!(["2026-01"]);
    while !heard(&world) {
        assert!(start.elapsed() < Duration::from_secs(20), "the statement is heard");
        std::thread::sleep(Duration::from_millis(50));
    }
    // And the journal is cosigned over HTTP, which a verification tells.
    let told = caisse.done(&["federation", "witness"]);
    assert!(told["witnesses"][0]["cosigned"].is_u64(), "{told}");
    caisse.done(&["federation", "move", "https://un.example.org"]);
    let told = caisse.done(&["federation", "witness"]);
    assert!(told["witnesses"][0]["cosigned"].is_u64(), "{told}");
    let root = caisse.root();
    let verified = caisse.done(&["verify", root.to_str().expect("a path")]);
    let origin = card(&world.above)["origin"].as_str().expect("a text").to_owned();
    assert_eq!(verified["witnesses"][0]["witness"], origin.as_str());
}

/// As after a move to another machine: only addresses are known.
fn forget_places(caisse: &Caisse) {
    let path = caisse.root().join("peers.json");
    let text = std::fs::read_to_string(&path).expect("contacts");
    let mut contacts: Value = serde_json::from_str(&text).expect("contacts");
    for contact in contacts.as_object_mut().expect("a map").values_mut() {
        contact["directory"] = Value::Null;
    }
    std::fs::write(&path, contacts.to_string()).expect("contacts");
}

impl Caisse {
    fn refused_visit(&self, because: &str) {
        let told = self.done(&["federation", "sync"]);
        let fault = plain(told["visits"][0]["fault"].as_str().expect("a fault"));
        assert!(fault.contains(because), "{fault}");
    }
}
