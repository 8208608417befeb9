//! The words of orders, in the spelling of `text::normalise::key`.

/// Marks of prompts that no subject needs.
pub(super) const MARKS: &[&str] = &[
    "[[system]]",
    "<|im_start|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<|start_header_id|>",
    "<|system|>",
    "<|user|>",
    "<|assistant|>",
    "<<sys>>",
    "[inst]",
    "[/inst]",
    "</instruction>",
    "</instructions>",
    "</topic>",
    "</system>",
    "<system>",
    "</prompt>",
    "[end of user topic]",
    "=== end of source",
];

/// Code that does harm wherever it is run.
pub(super) const CODE: &[&str] = &["rm -rf", "os.system(\"", "os.system('", "__import__("];

/// Verbs that set rules aside.
pub(super) const FORGET: &[&str] = &[
    "ignore",
    "disregard",
    "forget",
    "override",
    "bypass",
    "drop",
    "discard",
    "overrule",
    "neglect",
    "skip",
    "ignora",
    "olvida",
    "ignorez",
    "oubliez",
    "oublie",
    "ignoriere",
    "ignorieren",
    "vergiss",
    "missachte",
    "dimentica",
    "ignorare",
];

/// What is set aside.
pub(super) const RULES: &[&str] = &[
    "instruction",
    "instructions",
    "rules",
    "prompt",
    "prompts",
    "guidelines",
    "directions",
    "directives",
    "orders",
    "constraints",
    "restrictions",
    "policy",
    "policies",
    "instrucciones",
    "normas",
    "reglas",
    "consignes",
    "règles",
    "anweisungen",
    "regeln",
    "vorgaben",
    "istruzioni",
    "regole",
];

/// Words that make them the reader's own, or those before.
pub(super) const OWN: &[&str] = &[
    "previous",
    "prior",
    "above",
    "earlier",
    "preceding",
    "foregoing",
    "system",
    "hidden",
    "secret",
    "initial",
    "original",
    "raw",
    "private",
    "internal",
    "former",
    "existing",
    "anteriores",
    "previas",
    "précédentes",
    "vorherigen",
    "bisherigen",
    "obigen",
    "precedenti",
];

/// Whose they are.
pub(super) const READER: &[&str] = &["your", "you", "tus", "vos", "tes", "deine", "ihre", "tue", "own"];

/// Verbs that tell.
pub(super) const TELL: &[&str] = &[
    "reveal",
    "print",
    "output",
    "show",
    "repeat",
    "display",
    "leak",
    "dump",
    "recite",
    "disclose",
    "expose",
    "give",
    "tell",
    "spell",
    "include",
    "write",
    "state",
    "publish",
    "about",
    "translate",
    "encode",
    "wrap",
];

/// What only the reader knows.
pub(super) const SECRET: &[&str] = &["code", "codeword", "password", "canary", "message", "setup"];

/// Verbs that enter a mode.
pub(super) const CONCEAL: &[&str] = &["enter", "enable", "activate", "entering"];

/// Modes that a writer of lessons does not have.
pub(super) const MODES: &[&str] =
    &["debug", "developer", "maintenance", "jailbreak", "dan", "god", "unrestricted"];
