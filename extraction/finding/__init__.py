"""The rules that make records: one file a kind of finding.  Each takes a document and returns what it found."""
