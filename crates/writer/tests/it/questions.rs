//! Questions and answers, and discussion questions: grammatical, answered from the source, asked once.

use content::material::reading_questions::ReadingStage;
use content::{BloomLevel, Body, ContentType};

use crate::check::{alike, each_draft, is_a_question, is_sound, reads_well};

#[test]
fn every_topic_gives_answered_questions_at_every_level() {
    each_draft(ContentType::FaqCollection, |name, text, draft| {
        is_sound(name, ContentType::FaqCollection, text, &draft);
        let Body::FaqCollection(faq) = draft.body else { panic!("{name}: another type") };
        for (index, item) in faq.items.iter().enumerate() {
            is_a_question(name, &item.question);
            reads_well(name, &item.answer);
            for other in &faq.items[index + 1..] {
                assert!(
                    alike(&item.question, &other.question) < 0.75,
                    "{name}: {} ~ {}",
                    item.question,
                    other.question
                );
                assert_ne!(item.answer, other.answer, "{name}");
            }
        }
        let definitions = faq.items.iter().filter(|item| item.question.starts_with("What is")).count();
        assert!(definitions < faq.items.len(), "{name}: asks for nothing but words");
    });
}

#[test]
fn every_topic_gives_a_reading_guide_at_every_level() {
    each_draft(ContentType::ReadingGuideQuestions, |name, text, draft| {
        is_sound(name, ContentType::ReadingGuideQuestions, text, &draft);
        let Body::ReadingGuideQuestions(guide) = draft.body else { panic!("{name}: another type") };
        let stages: Vec<ReadingStage> = guide.questions.iter().map(|question| question.stage).collect();
        assert!(stages.is_sorted(), "{name}: {stages:?}");
        for stage in [ReadingStage::Before, ReadingStage::During, ReadingStage::After] {
            assert!(stages.contains(&stage), "{name}: nothing for {stage:?}");
        }
        let mut levels: Vec<BloomLevel> =
            guide.questions.iter().map(|question| question.bloom_level).collect();
        levels.sort_unstable();
        levels.dedup();
        assert!(levels.len() >= 4, "{name}: only {levels:?}");
        for (index, question) in guide.questions.iter().enumerate() {
            is_a_question(name, &question.question);
            reads_well(name, &question.sample_answer);
            for other in &guide.questions[index + 1..] {
                assert!(
                    alike(&question.question, &other.question) < 0.75,
                    "{name}: {} ~ {}",
                    question.question,
                    other.question
                );
            }
        }
    });
}
