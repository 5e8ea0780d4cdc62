"""Scanners: regular expressions and dictionaries that find figures, times and names in a sentence, and say no more."""
