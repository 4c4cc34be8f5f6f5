//! Each rule fires on what it forbids, and is silent on what it allows.

use super::house::House;
use super::{Finding, findings, sizes};

const LAYERS: &str = "# Plan\n```layers\ncaisse ->\nunits ->\nrules -> units\nrules ..> planning\nplanning -> units rules\n```\n";

const DEPENDENCIES: &str = "docs/decisions/0006-dependencies.md";

/// A house with the drawing above, the three crates it draws, and these files.
fn house(files: &[(&str, &str)]) -> House {
    let mut house = House::default();
    house.add("ARCHITECTURE.md", LAYERS);
    house.add(DEPENDENCIES, "**getrandom**\n");
    house.add("Cargo.toml", "[workspace.dependencies]\ngetrandom = \"0.4\"\n");
    for name in ["units", "rules", "planning"] {
        house.add(&format!("crates/{name}/Cargo.toml"), "[dependencies]\n");
    }
    files.iter().for_each(|(path, text)| house.add(path, text));
    house
}

fn wrong(files: &[(&str, &str)]) -> Vec<String> {
    findings(&house(files)).iter().map(Finding::to_string).collect()
}

fn assert_one(files: &[(&str, &str)], place: &str, words: &str) {
    let wrong = wrong(files);
    let [only] = wrong.as_slice() else { panic!("one finding was expected: {wrong:?}") };
    assert!(only.starts_with(place) && only.contains(words), "{only}");
}

fn assert_none(files: &[(&str, &str)]) {
    assert_eq!(wrong(files), Vec::<String>::new());
}

#[test]
fn a_house_as_drawn_is_accepted() {
    assert_none(&[
        ("crates/rules/Cargo.toml", "[dependencies]\ncaisse-units.workspace = true\n"),
        ("crates/rules/src/lib.rs", "use caisse_units::Amount;\n"),
    ]);
}

#[test]
fn a_dependency_that_is_not_drawn_is_refused() {
    let manifests = [
        "[dependencies]\ncaisse-planning.workspace = true\n",
        "[dependencies]\nx = { package = \"caisse-planning\" }\n",
        "[build-dependencies]\ncaisse-planning.workspace = true\n",
        "[target.'cfg(unix)'.dependencies]\ncaisse-planning.workspace = true\n",
        "[dependencies.caisse-planning]\nworkspace = true\n",
    ];
    for manifest in manifests {
        let words = "rules may not know planning";
        assert_one(&[("crates/rules/Cargo.toml", manifest)], "crates/rules/Cargo.toml:", words);
    }
}

#[test]
fn a_path_that_is_not_drawn_is_refused_wherever_it_stands() {
    let sources = [
        "\nuse caisse_rules::Rule;",
        "\nfn f() { caisse_rules::run() }",
        "\nfn f() { println!(\"{}\", caisse_rules::run()) }",
        "\nmod tests { use caisse_rules::Rule; }",
    ];
    for source in sources {
        let words = "units may not know rules";
        assert_one(&[("crates/units/src/lib.rs", source)], "crates/units/src/lib.rs:2:", words);
    }
}

#[test]
fn a_name_in_a_comment_or_a_text_is_no_path() {
    let source =
        "//! See caisse_rules.\n/* caisse_rules, todo!() */\nconst A: &str = \"caisse_rules\";";
    assert_none(&[("crates/units/src/lib.rs", source)]);
}

#[test]
fn a_dotted_edge_is_for_tests_only() {
    let dev = "[dev-dependencies]\ncaisse-planning.workspace = true\n";
    let usage = "use caisse_planning::batch;";
    assert_none(&[
        ("crates/rules/Cargo.toml", dev),
        ("crates/rules/tests/batch.rs", usage),
        ("crates/rules/src/tests.rs", usage),
        ("crates/rules/src/lib.rs", "#[cfg(test)]\nmod here { use caisse_planning::batch; }"),
    ]);
    let words = "rules may not know planning";
    assert_one(&[("crates/rules/src/lib.rs", usage)], "crates/rules/src/lib.rs:1:", words);
    let after = "#[cfg(test)]\nmod tests;\nuse caisse_planning::batch;";
    assert_one(&[("crates/rules/src/lib.rs", after)], "crates/rules/src/lib.rs:3:", words);
}

#[test]
fn a_crate_without_a_line_and_a_line_without_a_crate_are_refused() {
    let words = "no line for the crate extra";
    assert_one(&[("crates/extra/Cargo.toml", "")], "ARCHITECTURE.md:1:", words);
    let page = LAYERS.replace("units ->\n", "units ->\nghost ->\n");
    assert_one(&[("ARCHITECTURE.md", &page)], "ARCHITECTURE.md:5:", "no crate ghost");
}

#[test]
fn a_missing_or_unreadable_drawing_is_refused() {
    assert_one(&[("ARCHITECTURE.md", "# Plan\n")], "ARCHITECTURE.md:1:", "no block");
    let page = LAYERS.replace("units ->\n", "units ->\nrules knows units\n");
    assert_one(&[("ARCHITECTURE.md", &page)], "ARCHITECTURE.md:5:", "rules knows units");
}

#[test]
fn a_pure_crate_has_no_float_clock_disk_network_or_randomness() {
    let sources = [
        "fn f(x: f64) {}",
        "fn f(x: f32) {}",
        "fn f() -> bool { 1.5 > g() }",
        "fn f() { g(1e3) }",
        "fn f() { g(2f64) }",
        "use std::time::SystemTime;",
        "use std::time::Instant;",
        "fn f() { jiff::Zoned::now() }",
        "use std::fs;",
        "use std::{fmt, net};",
        "fn f() { std::env::var(\"X\") }",
        "use rand::random;",
        "fn f() { getrandom::fill(b) }",
    ];
    for source in sources {
        for name in ["units", "rules"] {
            let path = format!("crates/{name}/src/lib.rs");
            assert_eq!(wrong(&[(&path, source)]).len(), 1, "{name}: {source}");
        }
        assert_none(&[("crates/planning/src/lib.rs", source)]);
        assert_none(&[("crates/units/src/tests.rs", source)]);
        let inline = format!("#[cfg(test)]\n#[rustfmt::skip]\nmod here {{ {source} }}");
        assert_none(&[("crates/units/src/lib.rs", &inline)]);
    }
    let manifest = "[dependencies]\ngetrandom.workspace = true\n";
    assert_one(&[("crates/units/Cargo.toml", manifest)], "crates/units/Cargo.toml:1:", "getrandom");
}

#[test]
fn what_looks_like_a_float_or_a_disk_and_is_none_is_accepted() {
    let source = "use std::{fmt, collections::fs_like};\nfn f() { g(0x1e3, 1_000, x.0, 1..2, \"1.5\") }\nconst A: &str = env!(\"CARGO_MANIFEST_DIR\");";
    assert_none(&[("crates/units/src/lib.rs", source)]);
}

#[test]
fn a_module_whose_name_says_nothing_is_refused() {
    let words = "says nothing";
    assert_one(&[("crates/units/src/utils.rs", "")], "crates/units/src/utils.rs:1:", words);
    assert_one(&[("crates/units/src/common/x.rs", "")], "crates/units/src/common/x.rs:1:", words);
    assert_one(&[("crates/units/src/lib.rs", "mod misc {}")], "crates/units/src/lib.rs:1:", words);
    assert_one(&[("xtask/src/manager.rs", "")], "xtask/src/manager.rs:1:", words);
}

#[test]
fn unfinished_code_is_refused_in_tests_too() {
    for source in ["fn f() { todo!() }", "fn f() { unimplemented!(\"x\") }", "fn f() { dbg!(1); }"]
    {
        let words = "has no place in what is kept";
        assert_one(
            &[("crates/planning/src/lib.rs", source)],
            "crates/planning/src/lib.rs:1:",
            words,
        );
        assert_one(&[("crates/units/src/tests.rs", source)], "crates/units/src/tests.rs:1:", words);
    }
    assert_none(&[("crates/units/src/lib.rs", "fn todo() { dbg_like!() }")]);
}

#[test]
fn an_empty_side_of_a_sentence_is_refused() {
    let path = "crates/planning/src/lib.rs";
    let french = "fn f() { language.choose(\"\", \"paid\") }";
    assert_one(&[(path, french)], path, "the French side is empty");
    let english = "fn f() { language.choose(&format!(\"{a}, {b}\", a, b), \"\",) }";
    assert_one(&[(path, english)], path, "the English side is empty");
    let in_macro = "fn f() { html! { p { (language.choose(\"\", \"paid\")) } } }";
    assert_one(&[(path, in_macro)], path, "the French side is empty");
    assert_none(&[(path, "fn f() { language.choose(\"payé\", \"paid\") }")]);
    assert_none(&[(path, "fn f() { language.choose(\"\".or(french), \"paid\") }")]);
}

#[test]
fn a_match_that_forgets_a_language_is_refused() {
    let path = "crates/planning/src/lib.rs";
    let alone = "fn f() { match language { Language::French => \"payé\", _ => \"paid\" } }";
    assert_one(&[(path, alone)], path, "no Language::English");
    let in_pair =
        "fn f() { match (self, language) { (E::A, Language::French) => { x } (E::A, _) => y } }";
    assert_one(&[(path, in_pair)], path, "no Language::English");
    let inner = "fn f() { match x { 1 => match l { Language::French => a, _ => b }, _ => match l { Language::French => a, Language::English => b } } }";
    assert_one(&[(path, inner)], path, "no Language::English");
}

#[test]
fn a_match_with_both_languages_or_that_only_builds_one_is_accepted() {
    let both = "fn f() { match (self, l) { (E::A { x }, Language::French) => format!(\"{x}\"), (E::A { x }, Language::English) => { x } } }";
    assert_none(&[("crates/planning/src/lib.rs", both)]);
    let fallback = "fn f() { match (l, &e) { (Language::English, Some(e)) => e, _ => &french } }";
    assert_none(&[("crates/planning/src/lib.rs", fallback)]);
    let called =
        "fn f() { match x { A => { g(Language::French) } B => g(Language::French), C => h } }";
    assert_none(&[("crates/planning/src/lib.rs", called)]);
    let built = "fn f() { match tag { \"fr\" => Language::French, _ => other } }";
    assert_none(&[("crates/planning/src/lib.rs", built)]);
}

#[test]
fn a_link_that_leads_nowhere_is_refused() {
    let missing = [
        ("[a](docs/b.md)", "docs/b.md"),
        ("![a](picture.png)", "picture.png"),
        ("[a](<docs/b.md> \"title\")", "docs/b.md"),
        ("[a](x.md#part)", "x.md#part"),
        ("[a](../outside.md)", "../outside.md"),
        ("[a]: docs/b.md", "docs/b.md"),
    ];
    for (text, words) in missing {
        assert_one(&[("README.md", text)], "README.md:1:", words);
    }
}

#[test]
fn a_link_that_leads_somewhere_is_accepted() {
    let page = "[a](../ARCHITECTURE.md#plan) [b](/crates/units/Cargo.toml) [c](https://x.fr/y.md)\n[d](#here) `[e](nowhere.md)`\n```\n[f](nowhere.md)\n```\n[g](mailto:a@b.fr) [h](.)\n";
    let mut house = house(&[("docs/page.md", page)]);
    house.paths.insert("docs".to_owned());
    assert_eq!(findings(&house), Vec::new());
}

#[test]
fn long_files_and_functions_are_listed_and_not_refused() {
    let function = format!(
        "trait T {{ fn short(); }}\nfn long<A, B>(f: fn(u8) -> u8) -> impl Iterator<Item = u8> {{\n{}}}\n",
        "f(1);\n".repeat(70)
    );
    let file = "// line\n".repeat(601);
    let house =
        house(&[("crates/planning/src/a.rs", &function), ("crates/planning/src/b.rs", &file)]);
    assert_eq!(findings(&house), Vec::new());
    let listed: Vec<String> = sizes::long(&house).iter().map(Finding::to_string).collect();
    let expected = [
        "crates/planning/src/a.rs:2: fn long has 72 lines",
        "crates/planning/src/b.rs:1: 601 lines",
    ];
    assert_eq!(listed, expected);
}

#[test]
fn a_function_of_seventy_lines_is_not_long() {
    let function = format!("fn long() {{\n{}}}\n", "f(1);\n".repeat(68));
    assert!(sizes::long(&house(&[("crates/planning/src/a.rs", &function)])).is_empty());
}

#[test]
fn a_file_that_is_not_rust_is_said_to_be_so() {
    assert_one(&[("crates/units/src/lib.rs", "fn f( {")], "crates/units/src/lib.rs:1:", "not Rust");
}

#[test]
fn a_dependency_without_reasons_and_reasons_without_dependency_are_refused() {
    let rules = "crates/rules/Cargo.toml";
    let added = "[dependencies]\ngetrandom.workspace = true\nserde = \"1\"\n";
    let missing: Vec<String> = wrong(&[(rules, added)]);
    assert!(missing.contains(&format!("{rules}:3: serde has no reasons in {DEPENDENCIES}")));
    let dev = "[dev-dependencies.serde]\nversion = \"1\"\n";
    assert_one(&[(rules, dev)], rules, "serde has no reasons");
    let root = "[workspace.dependencies]\ngetrandom = \"0.4\"\nserde = \"1\"\n";
    assert_one(&[("Cargo.toml", root)], "Cargo.toml:3:", "serde has no reasons");
    assert_none(&[("Cargo.toml", root), (DEPENDENCIES, "**getrandom, serde**\n")]);
    let stale = "# 0006\n**getrandom**\n\n**axum, getrandom**\n";
    assert_one(&[(DEPENDENCIES, stale)], &format!("{DEPENDENCIES}:4:"), "no manifest names axum");
}
