//! Language: sentences, words, syllables, stems, terms, readability; no opinion about teaching
