"""What one generation of the graph knows by name and in words, gathered once.  Knows the graph; knows no question."""
