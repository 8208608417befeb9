//! From a file or text to clean, cited passages
