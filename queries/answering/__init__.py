"""A parse to an answer.  Knows rows and sentences; knows nothing of how the question was worded."""
