//! Which crate may use which: the edges of ARCHITECTURE.md, and who may touch what outside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::Context;
use toml::Table;

use super::Fault;

/// Our crates, and those of ours each may use outside its tests. `cli` may use all.
const EDGES: &[(&str, &[&str])] = &[
    ("server", &["factory", "store", "export", "auth", "content"]),
    ("factory", &["sources", "writer", "eval", "store", "llm", "auth", "content"]),
    ("store", &["content", "auth"]),
    ("eval", &["llm", "content", "text"]),
    ("sources", &["content", "text"]),
    ("writer", &["content", "text"]),
    ("export", &["content"]),
    ("content", &[]),
    ("text", &[]),
    ("auth", &[]),
    ("llm", &[]),
    ("telemetry", &[]),
];

/// Outside crates that only some of ours may use.
const DOORS: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["server"]),
    ("clap", &["cli"]),
    ("reqwest", &["llm", "sources", "factory"]),
];

pub(super) fn check(root: &Path) -> anyhow::Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for folder in fs::read_dir(root.join("crates")).context("`crates` cannot be read")? {
        let folder = folder?;
        let name = folder.file_name().to_string_lossy().into_owned();
        let place = format!("crates/{name}/Cargo.toml");
        let manifest = fs::read_to_string(folder.path().join("Cargo.toml")).context(place.clone())?;
        let manifest: Table = manifest.parse().context(place.clone())?;
        let uses: BTreeSet<String> = dependencies(&manifest).collect();
        faults.extend(forbidden(&name, &uses).map(|detail| Fault { place: place.clone(), detail }));
    }
    Ok(faults)
}

fn dependencies(manifest: &Table) -> impl Iterator<Item = String> {
    ["dependencies", "build-dependencies"]
        .into_iter()
        .filter_map(|section| manifest.get(section)?.as_table())
        .flat_map(|table| table.keys().cloned())
}

fn forbidden<'a>(name: &'a str, uses: &'a BTreeSet<String>) -> impl Iterator<Item = String> + 'a {
    let ours = EDGES.iter().map(|(ours, _)| *ours).filter(|ours| uses.contains(*ours));
    let allowed = EDGES.iter().find(|(crate_name, _)| *crate_name == name).map(|(_, allowed)| *allowed);
    let edges = ours
        .filter(move |used| allowed.is_some_and(|allowed| !allowed.contains(used)))
        .map(move |used| format!("`{name}` may not use `{used}`; see the layers in ARCHITECTURE.md"));
    let doors = DOORS
        .iter()
        .filter(move |(outside, users)| uses.contains(*outside) && !users.contains(&name))
        .map(move |(outside, users)| format!("`{outside}` belongs to {}", users.join(", ")));
    edges.chain(doors)
}
