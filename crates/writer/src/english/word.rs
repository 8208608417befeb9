//! Closed classes: the small words whose kind is known by heart. All take words in lower case.

/// Whether a word stands in a list of words parted by white space.
pub(crate) fn is_among(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

/// `a`, `an`, `the`.
pub(crate) fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "the")
}

/// Words that begin a noun phrase and cannot end one.
pub(crate) fn is_determiner(word: &str) -> bool {
    is_article(word)
        || is_possessive(word)
        || matches!(
            word,
            "this"
                | "that"
                | "these"
                | "those"
                | "each"
                | "every"
                | "either"
                | "neither"
                | "some"
                | "any"
                | "no"
                | "many"
                | "few"
                | "several"
                | "most"
                | "all"
                | "both"
                | "much"
                | "more"
                | "less"
                | "fewer"
                | "another"
                | "such"
                | "other"
                | "certain"
                | "various"
                | "two"
                | "three"
                | "four"
                | "five"
                | "six"
                | "seven"
                | "eight"
                | "nine"
                | "ten"
                | "one"
                | "half"
                | "enough"
                | "nearly"
                | "almost"
                | "about"
        )
}

/// `its`, `their` and the like.
pub(crate) fn is_possessive(word: &str) -> bool {
    matches!(word, "its" | "their" | "his" | "her" | "my" | "our" | "your" | "whose")
}

/// Pronouns that stand for something said before, or for the people who talk.
pub(crate) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "it" | "they"
            | "he"
            | "she"
            | "him"
            | "them"
            | "this"
            | "these"
            | "those"
            | "that"
            | "itself"
            | "themselves"
            | "one"
            | "ones"
            | "both"
            | "neither"
            | "either"
            | "such"
            | "here"
            | "there"
            | "others"
            | "another"
            | "none"
            | "anything"
            | "everything"
            | "something"
            | "nothing"
            | "himself"
            | "herself"
    ) || is_personal(word)
}

/// First and second person: a text that talks to its reader.
pub(crate) fn is_personal(word: &str) -> bool {
    const PERSONAL: &str = "i we you me us my our your ours yours mine myself ourselves yourself i'm we're you're i've we've \
         you've we'll you'll let's i'll i'd we'd you'd";
    is_among(word, PERSONAL)
}

/// Prepositions.
pub(crate) fn is_preposition(word: &str) -> bool {
    const PREPOSITION: &str = "of in on at by for from with to into onto over under between among through during before after above \
         below against across along around behind beneath beside beyond near outside inside within without \
         toward towards upon about like unlike per via as than until since throughout despite except off up \
         down out";
    is_among(word, PREPOSITION)
}

/// Words that join two clauses of one rank.
pub(crate) fn is_coordinator(word: &str) -> bool {
    matches!(word, "and" | "or" | "but" | "nor" | "yet" | "so")
}

/// Words that make a clause part of another.
pub(crate) fn is_subordinator(word: &str) -> bool {
    const SUBORDINATOR: &str = "because although though whereas while when whenever if unless until once since where wherever \
         whether after before as so";
    is_among(word, SUBORDINATOR)
}

/// Words that begin a relative or indirect clause.
pub(crate) fn is_relative(word: &str) -> bool {
    matches!(word, "that" | "which" | "who" | "whom" | "whose" | "where" | "when" | "what" | "how" | "why")
}

/// `is`, `are`, `was`, `were`.
pub(crate) fn is_copula(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were")
}

/// Auxiliaries that stand before the subject in a question.
pub(crate) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "can" | "could" | "will" | "would" | "may" | "might" | "must" | "shall" | "should" | "cannot"
    )
}

/// Adverbs that stand between subject and verb and words of degree that never end a noun phrase.
pub(crate) fn is_adverb(word: &str) -> bool {
    const NO_ADVERBS: &str = "family supply assembly reply early italy july rally ally jelly belly monopoly anomaly butterfly \
         apply multiply comply imply daily only rely deadly friendly elderly";
    const ADVERBS: &str = "also always often never not still then now soon sometimes only just even already again instead \
         ever rarely seldom thus therefore however too very quite almost nearly later once so rather \
         perhaps today together alone first both all";
    is_among(word, ADVERBS) || (word.len() > 4 && word.ends_with("ly") && !is_among(word, NO_ADVERBS))
}

/// Words that say how two statements hang together and that may open a sentence.
pub(crate) fn is_connective(word: &str) -> bool {
    const CONNECTIVE: &str = "however therefore thus hence moreover furthermore consequently accordingly additionally besides \
         instead otherwise similarly likewise nevertheless nonetheless meanwhile indeed and but or so yet \
         then next also finally again still afterwards afterward subsequently conversely rather first firstly \
         second secondly third thirdly lastly specifically namely alternatively else actually overall clearly \
         obviously fortunately unfortunately interestingly importantly notably elsewhere later soon \
         eventually nor too";
    is_among(word, CONNECTIVE)
}

/// Names of the months.
pub(crate) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// A small number written out.
pub(crate) fn number_word(word: &str) -> Option<u32> {
    const NAMES: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    NAMES.iter().position(|name| *name == word).and_then(|number| u32::try_from(number).ok())
}
