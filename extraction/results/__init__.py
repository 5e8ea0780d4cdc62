"""Numbers that studies report: read from statements and tables."""
