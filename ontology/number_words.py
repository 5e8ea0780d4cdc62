"""English number words from zero to ninety.  Knows their values; knows no text."""

from __future__ import annotations

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
"""The words of 0 to 19 in order."""
TENS = {
    word: 10 * i
    for i, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2)
}
"""The words of the tens with their values."""
WORDS: dict[str, int] = {word: value for value, word in enumerate(UNITS)} | TENS
"""Every word with its value."""
