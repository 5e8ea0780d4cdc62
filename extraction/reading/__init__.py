"""A file or address to a text with blocks: one file a format, and the structure that all of them share."""
