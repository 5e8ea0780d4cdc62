"""The bundled pipeline: a blank English tokenizer and our components, in order."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import spacy
from evigraph.extraction.components import COMPONENTS, evidence_of
from evigraph.extraction.structure.profile import profile_in
from evigraph.ontology.cycles import no_collection
from spacy.tokenizer import Tokenizer

if TYPE_CHECKING:
    from evigraph.extraction.structure.profile import Profile
    from evigraph.ontology.records import Extraction, SourceDocument
    from spacy.language import Language

_SIGN = re.compile(r"[^\w\s]")
"""Words end at every sign: our spans need no more, and English tokenizer exceptions would cost a fifth of the time."""


@cache
def pipeline() -> Language:
    """A blank English pipeline with every component; it needs no model."""
    nlp = spacy.blank("en")
    nlp.tokenizer = Tokenizer(nlp.vocab, prefix_search=_SIGN.match, infix_finditer=_SIGN.finditer)
    nlp.max_length = LONGEST_TEXT
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def extract(source: SourceDocument, *, publisher: str = "") -> Extraction:
    """Everything that the rules find in a document; `publisher` is the file of its publisher's profile, if it has one.

    Raises UsageError where that file is no profile.
    """
    nlp = pipeline()
    with no_collection():  # which would cost 6% more time
        doc = nlp.make_doc(source.text)
        evidence_of(doc, source, _profile(publisher) if publisher else None)
        found = evidence_of(nlp(doc)).extraction
    if found is None:
        raise RuntimeError("the pipeline lacks evigraph_findings")
    return found


@lru_cache(maxsize=8)
def _profile(publisher: str) -> Profile:
    return profile_in(publisher)


LONGEST_TEXT = 20_000_000
"""Characters; spaCy's own limit guards parsers that are not here."""
