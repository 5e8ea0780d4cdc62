"""What may be said of evidence: terms, concepts, shapes, rules, and the records that carry findings between folders."""
