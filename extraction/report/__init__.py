"""What was read of a document and what was not: coverage and warnings."""
