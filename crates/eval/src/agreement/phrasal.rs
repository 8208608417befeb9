//! Phrasal verbs: a verb and a particle that together say what another verb says.

/// The stem of a verb that says the same as a verb with a particle after it: "reject" of "turn down".
pub(super) fn said_by(verb: &str, particle: &str) -> Option<&'static str> {
    PHRASES.iter().find(|(verbs, _)| *verbs == (verb, particle)).map(|(_, said)| *said)
}

/// Stems of verbs with their particles, and the stem of the verb that says the same.
const PHRASES: &[((&str, &str), &str)] = &[
    (("turn", "down"), "reject"),
    (("take", "over"), "adopt"),
    (("carri", "out"), "perform"),
    (("set", "up"), "establish"),
    (("find", "out"), "discov"),
    (("go", "on"), "continu"),
    (("went", "on"), "continu"),
    (("keep", "on"), "continu"),
    (("put", "out"), "extinguish"),
    (("take", "part"), "particip"),
    (("come", "out"), "appear"),
    (("come", "back"), "return"),
    (("go", "back"), "return"),
    (("give", "back"), "return"),
    (("pay", "back"), "repay"),
    (("throw", "away"), "discard"),
    (("throw", "out"), "discard"),
    (("look", "for"), "seek"),
    (("call", "off"), "cancel"),
    (("cut", "off"), "remov"),
    (("take", "away"), "remov"),
    (("get", "rid"), "remov"),
    (("cut", "down"), "fell"),
    (("use", "up"), "exhaust"),
    (("give", "off"), "emit"),
    (("give", "out"), "emit"),
    (("send", "out"), "emit"),
    (("give", "up"), "surrend"),
    (("hand", "over"), "surrend"),
    (("take", "in"), "absorb"),
    (("take", "up"), "absorb"),
    (("soak", "up"), "absorb"),
    (("blow", "up"), "explod"),
    (("bring", "about"), "caus"),
    (("lead", "to"), "caus"),
    (("wear", "away"), "erod"),
    (("wash", "away"), "destroy"),
    (("wipe", "out"), "destroy"),
    (("burn", "down"), "destroy"),
    (("die", "out"), "vanish"),
    (("speed", "up"), "acceler"),
    (("slow", "down"), "slow"),
    (("shut", "down"), "close"),
    (("break", "out"), "begin"),
    (("start", "out"), "begin"),
    (("make", "up"), "form"),
    (("break", "up"), "split"),
    (("break", "down"), "decompos"),
    (("break", "away"), "separ"),
    (("break", "off"), "separ"),
    (("split", "up"), "split"),
    (("go", "up"), "rise"),
    (("go", "down"), "fall"),
    (("come", "down"), "fall"),
    (("went", "up"), "rise"),
    (("went", "down"), "fall"),
    (("grow", "up"), "grow"),
    (("drive", "out"), "expel"),
    (("drive", "off"), "expel"),
    (("chase", "away"), "expel"),
    (("throw", "off"), "expel"),
    (("fill", "up"), "fill"),
    (("work", "out"), "calcul"),
    (("figur", "out"), "calcul"),
    (("point", "out"), "show"),
    (("pull", "out"), "withdraw"),
    (("let", "in"), "admit"),
    (("let", "through"), "transmit"),
    (("write", "down"), "record"),
    (("leav", "out"), "omit"),
    (("put", "off"), "postpon"),
    (("run", "out"), "end"),
    (("hold", "back"), "stop"),
    (("hold", "up"), "support"),
    (("build", "up"), "gather"),
    (("pile", "up"), "gather"),
    (("stand", "for"), "mean"),
    (("deal", "with"), "handl"),
    (("depend", "on"), "depend"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::thesaurus;

    #[test]
    fn every_verb_that_a_phrase_stands_for_is_known() {
        for (_, said) in PHRASES {
            assert!(thesaurus::entry_of(said).is_some(), "{said}");
        }
        assert_eq!(said_by("turn", "down"), Some("reject"));
        assert_eq!(said_by("turn", "up"), None);
    }
}
