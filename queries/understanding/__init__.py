"""A question to a typed parse.  Knows words and names; runs no query."""
