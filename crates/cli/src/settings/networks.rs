//! Lists of networks: `["10.0.0.0/8"]`, or `10.0.0.0/8, 192.168.1.7` as one types it into a variable.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Line(String),
}

pub(super) fn serialize<S: Serializer>(networks: &[IpNet], serializer: S) -> Result<S::Ok, S::Error> {
    let written: Vec<String> = networks.iter().map(ToString::to_string).collect();
    written.serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let words: Vec<String> = match Written::deserialize(deserializer)? {
        Written::List(list) => list,
        Written::Line(line) => line.split(',').map(ToOwned::to_owned).collect(),
    };
    let words = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty());
    words.map(|word| network(word).ok_or_else(|| D::Error::custom(wrong(word)))).collect()
}

fn network(word: &str) -> Option<IpNet> {
    word.parse().ok().or_else(|| word.parse::<IpAddr>().ok().map(IpNet::from))
}

fn wrong(word: &str) -> String {
    format!("`{word}` is no network; write it as 10.0.0.0/8 or 192.168.1.7")
}
