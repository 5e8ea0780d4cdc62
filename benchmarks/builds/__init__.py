"""Whole builds beside spaCy's bare tokenizer on the same texts."""
