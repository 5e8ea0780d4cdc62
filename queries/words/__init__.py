"""The words of a question: tokens, cues, numbers, times and spelling.  Knows how people ask; knows no graph."""
