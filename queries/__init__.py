"""A question in plain language to a cited answer.  Knows the graph through its templates; no spaCy, no page."""
