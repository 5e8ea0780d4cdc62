"""evigraph reads health technology assessment documents into a knowledge graph and answers questions with quotes."""
