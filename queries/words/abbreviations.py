"""Short forms and the words that they stand for, so that either explains the other.

Knows stems; knows nothing of where short forms come from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from evigraph.queries.words.cues import cues
from evigraph.queries.words.stems import stem_of, stems_of

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"\w+")
#: Stems that only connect the words of a long form.
CONNECTING = frozenset(["of", "the", "and", "for", "in", "to", "a", "by", "with"])


@dataclass(frozen=True)
class Abbreviations:
    """Pairs of a short form and its long form."""

    pairs: tuple[tuple[str, str], ...] = ()

    @cached_property
    def long(self) -> Mapping[str, frozenset[str]]:
        """The stems of the long form by the stem of the short one."""
        return {stem_of(short): stems_of(long) - CONNECTING for short, long in self.pairs}

    @cached_property
    def short(self) -> Mapping[str, frozenset[str]]:
        """The stems of the short forms in whose long form a stem stands, but for those that are common words too."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for short, stems in self.long.items():
            for stem in stems if short not in self._common else ():
                found[stem].add(short)
        return {stem: frozenset(shorts) for stem, shorts in found.items()}

    def explains(self, stem: str, stems: frozenset[str]) -> bool:
        """Whether stems say what a stem says in its other form: a short form in whose words it stands, or all of those.

        >>> known = Abbreviations((("SNS", "sacral nerve stimulation"),))
        >>> known.explains(stem_of("nerve"), stems_of("SNS")), known.explains(stem_of("SNS"), stems_of("nerve"))
        (True, False)
        """
        if self.short.get(stem, frozenset()) & stems:
            return True
        long = self.long.get(stem)
        return long is not None and bool(long) and long <= stems

    @cached_property
    def _common(self) -> Mapping[str, str]:
        """The short forms that are common words in small letters, by their stems: the OR of "odds ratio"."""
        return {stem_of(short): short for short, _ in self.pairs if short.casefold() in cues().stop}

    def enriched(self, stems: frozenset[str], text: str = "") -> frozenset[str]:
        """The stems of a text with those of the other forms of all that they say.

        >>> known = Abbreviations((("OR", "odds ratio"),))
        >>> text = "5 points or less"
        >>> sorted(known.enriched(stems_of(text), text) - stems_of(text))
        []
        """
        more = set(stems)
        written = frozenset(WORD.findall(text))
        for stem in stems:
            if stem not in self._common or self._common[stem] in written:
                more |= self.long.get(stem, frozenset())
        near = {short for stem in stems for short in self.short.get(stem, ())}
        more |= {short for short in near if self.long[short] <= stems}
        return frozenset(more)
