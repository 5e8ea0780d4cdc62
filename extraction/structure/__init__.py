"""The parts of a document: headings, studies, tables, by profiles that are data."""
