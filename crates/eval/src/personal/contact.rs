//! Whose contact it is: an institution's, which is public, or a person's.

/// Words that name who may be reached by anybody.
const INSTITUTIONS: &[&str] = &[
    "museum",
    "library",
    "school",
    "university",
    "college",
    "academy",
    "institute",
    "institution",
    "hospital",
    "clinic",
    "office",
    "station",
    "police",
    "ambulance",
    "department",
    "ministry",
    "agency",
    "council",
    "hall",
    "embassy",
    "consulate",
    "company",
    "firm",
    "shop",
    "store",
    "bank",
    "hotel",
    "theatre",
    "theater",
    "gallery",
    "zoo",
    "aquarium",
    "observatory",
    "archive",
    "archives",
    "church",
    "parliament",
    "service",
    "services",
    "helpline",
    "hotline",
    "emergency",
    "centre",
    "center",
    "foundation",
    "association",
    "society",
    "committee",
    "organisation",
    "organization",
    "authority",
    "bureau",
    "court",
    "headquarters",
    "reception",
    "switchboard",
    "bibliothek",
    "schule",
    "universität",
    "krankenhaus",
    "behörde",
    "escuela",
    "biblioteca",
    "museo",
    "oficina",
    "universidad",
    "école",
    "bibliothèque",
    "musée",
    "mairie",
    "université",
    "scuola",
    "università",
    "ospedale",
];

/// Words of a sentence that speaks of one person and what is theirs.
const PERSONS: &[&str] = &[
    "his",
    "her",
    "hers",
    "my",
    "mr",
    "mrs",
    "ms",
    "miss",
    "private",
    "personal",
    "mobile",
    "cellphone",
    "lives",
    "resides",
    "frau",
    "herr",
    "señor",
    "señora",
    "madame",
    "monsieur",
    "signor",
    "signora",
];

/// Whether the contacts of a sentence are an institution's: it names one and no person's belongings, or the sentence before
/// names one and this one no name.
pub(super) fn is_of_an_institution(sentence: &str, before: &str) -> bool {
    if names(sentence, PERSONS) || sentence.contains("home address") || sentence.contains("at home") {
        return false;
    }
    names(sentence, INSTITUTIONS) || (names(before, INSTITUTIONS) && !holds_a_full_name(sentence))
}

/// Whether a word of a list stands in a text.
pub(super) fn names(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Whether two words in a row are written large, other than at the start.
pub(super) fn holds_a_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().skip(1).collect();
    words
        .windows(2)
        .any(|pair| pair.iter().all(|word| is_name(word)) && pair[0].ends_with(char::is_alphabetic))
}

/// Whether a word is written like a name: a large letter, then small ones.
pub(super) fn is_name(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
