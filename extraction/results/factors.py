"""How heads say that what stands below are factors of an outcome and no outcomes, and that they were adjusted for."""

from __future__ import annotations

import re

FACTORS = re.compile(
    r"\b(?:predictors?|(?:risk |prognostic |baseline )?factors?|(?:other )?terms in|covariates?|variables in)\b",
    re.IGNORECASE,
)
"""Heads of what an outcome depends on: effects below compare those with and without the factor, and no arms."""
ADJUSTED = re.compile(r"\b(?:adjusted|multivaria\w+|independent)\b", re.IGNORECASE)
