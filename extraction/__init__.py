"""Text to findings: reading, profiles, the spaCy pipeline, and the rules that make records.  Knows nothing of RDF."""
