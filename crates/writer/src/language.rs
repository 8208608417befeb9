//! Language: the built-in writer writes English, and says so when something else is asked of it.

use content::Finding;
use text::Language;

use crate::{Request, TooLittle};

/// How many characters of the passages are looked at to tell their language.
const SAMPLE_CHARACTERS: usize = 3_000;

/// Refuses briefs and passages that are not in English.
///
/// # Errors
/// [`TooLittle`] naming the language.
pub(crate) fn check(request: &Request<'_>) -> Result<(), TooLittle> {
    let wanted = request.brief.language.primary();
    if wanted != "en" {
        let name = name_of(wanted);
        let detail =
            format!("the built-in writer writes English only, not {name}; choose a model as the engine");
        return Err(TooLittle { findings: vec![Finding::new("language", "/language", detail)] });
    }
    match foreign(request) {
        Some(code) => {
            let name = name_of(&code);
            let detail = format!(
                "the sources are in {name} and the built-in writer reads English only; add an English source or choose \
                 a model as the engine"
            );
            Err(TooLittle { findings: vec![Finding::new("language", "", detail)] })
        }
        None => Ok(()),
    }
}

/// The language of the passages where it is surely not English.
fn foreign(request: &Request<'_>) -> Option<String> {
    let mut sample = String::new();
    for passage in request.passages {
        if sample.len() > SAMPLE_CHARACTERS {
            break;
        }
        sample.extend(passage.text.chars().take(SAMPLE_CHARACTERS));
        sample.push('\n');
    }
    let english = text::word::words(&sample).filter(|word| is_common_english(word)).count();
    let all = text::word::count(&sample);
    let language = text::language::detect(&sample)?;
    // formulas and names mislead statistics of letters; the commonest words do not
    (language != Language::En && english * 12 < all).then(|| language.code().to_owned())
}

fn is_common_english(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "The"
            | "of"
            | "and"
            | "to"
            | "is"
            | "that"
            | "for"
            | "with"
            | "are"
            | "by"
            | "from"
            | "which"
    )
}

/// What a person calls a language; its code where that is all that is known.
fn name_of(code: &str) -> String {
    let name = match code {
        "es" => "Spanish",
        "de" => "German",
        "fr" => "French",
        "it" => "Italian",
        "pt" => "Portuguese",
        "nl" => "Dutch",
        "pl" => "Polish",
        "ru" => "Russian",
        "uk" => "Ukrainian",
        "tr" => "Turkish",
        "ar" => "Arabic",
        "zh" => "Chinese",
        "ja" => "Japanese",
        "ko" => "Korean",
        "hi" => "Hindi",
        "sv" => "Swedish",
        "da" => "Danish",
        "fi" => "Finnish",
        "el" => "Greek",
        "cs" => "Czech",
        "hu" => "Hungarian",
        "ro" => "Romanian",
        "la" => "Latin",
        "vi" => "Vietnamese",
        "he" => "Hebrew",
        "fa" => "Persian",
        other => other,
    };
    name.to_owned()
}
