//! The catalogue that ships, and the rules of looking up and pricing.

use super::*;

#[test]
fn the_built_in_catalogue_reads_and_says_where_it_comes_from() {
    let catalogue = Catalogue::parse(BUILT_IN).unwrap();
    for kind in [ProviderKind::OpenAi, ProviderKind::Anthropic, ProviderKind::Gemini] {
        assert!(catalogue.models().iter().filter(|m| m.provider == kind).count() >= 3, "{kind:?}");
    }
    for card in catalogue.models() {
        assert!(card.price.is_some() && card.context_tokens.is_some(), "{}", card.id);
        assert!(card.read.starts_with("20") && card.read.len() == 10, "{}", card.id);
    }
}

#[test]
fn a_dated_name_is_the_same_model_and_a_longer_name_is_not() {
    let catalogue = Catalogue::default();
    let id = |name: &str| catalogue.find(name).map(|card| card.id.as_str());
    assert_eq!(id("gpt-5-mini"), Some("gpt-5-mini"));
    assert_eq!(id("gpt-5-mini-2025-08-07"), Some("gpt-5-mini"));
    assert_eq!(id("claude-haiku-4-5-20251001"), Some("claude-haiku-4-5"));
    assert_eq!(id("claude-opus-5-5"), Some("claude-opus-5-5"));
    assert_eq!(id("gpt-5-mini-turbo"), None);
    assert_eq!(id("gpt-5-mini-"), None);
    assert_eq!(id(""), None);
}

#[test]
fn an_unlisted_model_has_no_price_rather_than_none_to_pay() {
    let card = Catalogue::default().card(ProviderKind::Ollama, "llama9:8b");
    assert_eq!(card.cost_usd_micros(Usage { input_tokens: 1_000, ..Usage::default() }), None);
    assert!(card.temperature && card.note.is_some());
    let card = Catalogue::default().card(ProviderKind::OpenAi, "gpt-99");
    assert!(!card.temperature && card.price.is_none());
}

#[test]
fn costs_add_up() {
    let long = Some(Tier { above_input_tokens: 1_000, input: 4.0, output: 15.0, cached: None });
    let price = Price { input: 2.0, output: 10.0, cached: Some(0.2), long };
    let cost = |input_tokens, cached_tokens, output_tokens| {
        price.cost_usd_micros(Usage { input_tokens, output_tokens, cached_tokens, estimated: false })
    };
    assert_eq!(cost(1_000, 0, 100), 3_000);
    assert_eq!(cost(1_000, 500, 0), 1_100);
    assert_eq!(cost(1_001, 1, 10), 4_004 + 150);
    assert_eq!(cost(10, 999, 0), 2);
    assert_eq!(cost(0, 0, 0), 0);
    assert!(cost(u64::MAX, 0, u64::MAX) > 0);
}

#[test]
fn wrong_entries_are_named() {
    let entry = |price: &str| {
        format!(
            "[[model]]\nid = \"m\"\nprovider = \"openai\"\nsource = \"x\"\nread = \"2026-01-01\"\nprice = {price}\n"
        )
    };
    assert!(Catalogue::parse(&entry("{ input = 1, output = 2 }")).is_ok());
    for price in ["{ input = -1, output = 2 }", "{ input = nan, output = 2 }"] {
        assert!(matches!(Catalogue::parse(&entry(price)), Err(CatalogueError::Entry { .. })), "{price}");
    }
    assert!(matches!(Catalogue::parse("model = 3"), Err(CatalogueError::Form(_))));
}
