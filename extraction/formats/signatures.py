"""What bytes are, by how they begin, whatever the name of their file says.  Knows beginnings of files alone."""

from __future__ import annotations

from evigraph.ontology.errors import EvigraphError

_BEGINNINGS = (
    (b"%PDF-", ".pdf", "a PDF"),
    (b"PK\x03\x04", ".docx", "a Word document or another zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "an old Word document (.doc) or one with a password"),
    (b"\x89PNG", "", "a picture"),
    (b"\xff\xd8\xff", "", "a picture"),
    (b"\x1f\x8b", "", "a compressed file"),
    (b"{\\rtf", "", "a rich text file"),
)
#: Bytes in which a PDF may have something before its beginning.
SEARCHED = 1024
_WANTED = {".pdf": "a PDF", ".docx": "a Word document"}


def kind(content: bytes) -> tuple[str, str]:
    """The ending that fits the bytes and what they are, both empty where their beginning tells nothing."""
    for beginning, ending, name in _BEGINNINGS:
        if content.startswith(beginning):
            return ending, name
    if b"%PDF-" in content[:SEARCHED]:
        return ".pdf", "a PDF"
    return "", ""


def refuse_other(ending: str, content: bytes) -> None:
    """Raise EvigraphError where the bytes are something else than the ending says."""
    fitting, name = kind(content)
    if fitting == ending:
        return
    if fitting:
        raise EvigraphError(f"is {name}, not {ending}; rename it to end in {fitting}")
    if name:
        raise EvigraphError(f"is {name}; save it as .docx, .pdf, .html or .txt")
    if ending in _WANTED:
        raise EvigraphError(f"is not {_WANTED[ending]}; give it the ending of what it is")
