"""The standing of what a sentence says: denied, possible only, another source's, or a definition."""
