"""Findings to a checked graph in a store; and out of it again.  Knows RDF, knows nothing of text."""
