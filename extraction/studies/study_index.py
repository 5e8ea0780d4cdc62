"""Which study a sentence speaks of: cited, described by its design and size, or carried from around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evigraph.extraction.scanning.descriptions import DESIGN, Description
from evigraph.extraction.structure.study_names import STUDY_NAME
from evigraph.extraction.studies.references import name_key
from evigraph.ontology.records import Study, StudyHint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evigraph.extraction.scanning.scanners import Scanners

_MENTION = re.compile(
    r"\b(?:the|this|that|our)\s+(?P<size>largest |smallest |larger |smaller |longest |only |second |first )?"
    rf"(?P<design>{DESIGN})\b(?!\s+(?:of|with)\s+\d)",
    re.IGNORECASE,
)
_SUPERSCRIPT = re.compile(r"(?<=[A-Za-z.,;)])(?<!\b[A-Za-z])(?<![ckm]m)(?<!/m)[¹²³⁴-⁹⁰]+(?:[,–-][¹²³⁴-⁹⁰]+)*")
_NUMBERED = re.compile(r"\d")
_BRACKETED = re.compile(r"(?<=[a-z)%’”])\((?P<numbers>\d{1,2}(?:[,–-]\s?\d{1,2}){0,9})\)(?=[\s.,;:)]|$)")
"""The numbers of references in a bracket that no space parts from its word: "26 patients(4)"."""
_GLUED = re.compile(
    r"(?<=[a-z]{3})(?<!grade)(?<!type)(?<!stage)(?<!phase)(?<!group)(?<!class)(?<!level)(?<!step)(?<!week)(?<!table)"
    r"(?<!figure)(?<!visit)(?P<numbers>\d{1,2}(?:[,–-]\d{1,2}){0,9})(?=[\s.,;:)]|$)"
)
"""The same where a raised mark lost its height: "26 patients4"."""
_TAGGED = re.compile(r"\[S(?P<numbers>\d{1,2}(?:, ?S?\d{1,2}){0,9})\]")
"""The tags of studies in brackets: "[S3]", "[S1, S4]"."""
_DIGIT = {c: str(i) for i, c in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
_WORDS = re.compile(r"[a-z]+")
_SYNONYMS = {
    "rct": "randomised controlled trial", "rcts": "randomised controlled trial",
    "trial": "randomised controlled trial", "randomised trial": "randomised controlled trial",
    "randomized trial": "randomised controlled trial", "meta-analysis": "systematic review",
    "review": "systematic review", "series": "case series", "cohort": "cohort study",
    "register": "registry", "database": "registry", "pilot study": "pilot",
    "non-randomised study": "non-randomised comparative study",
    "comparative study": "non-randomised comparative study",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A study named in a text by author and year."""

    start: int
    end: int
    study: str


class StudyIndex:
    """The studies of a document, to be found by name, design and size."""

    def __init__(self, studies: Sequence[Study], scan: Scanners) -> None:
        self.studies = tuple(studies)
        self._scan = scan
        undated = "|".join(
            re.escape(s.study) for s in studies if not s.study[-1:].isdigit() and not _LETTERED.search(s.study)
        )
        self._undated = re.compile(rf"\b(?:{undated})\b" if undated else r"(?!)")
        self._by_number = {s.number: s.study for s in studies if s.number is not None}
        self._designs = {s.study: s.design for s in studies}
        self._titles = {s.study: s.reference for s in studies}
        self._by_key = {name_key(s.study): s.study for s in studies}

    def citations(self, text: str) -> list[Citation]:
        """The studies that a levelled text cites: known ones anywhere, others in brackets."""
        found = []
        for m in STUDY_NAME.finditer(text) if _YEAR.search(text) else ():
            name = f"{m['surname']} {m['year']}{m['letter'] or ''}"
            known = self._by_key.get(name_key(name)) or self._namesake(name_key(name), text[m.end() :])
            if known or (_in_bracket(text, m.start()) and not _MONTH.match(m["surname"])):
                found.append(Citation(m.start(), _end(m), known or name))
        found += [
            Citation(m.start(), m.end(), self._by_number[n])
            for m in _SUPERSCRIPT.finditer(text)
            for n in _numbers(m[0])
            if n in self._by_number
        ]
        numbered = (_BRACKETED, _GLUED, _TAGGED) if self._by_number and _NUMBERED.search(text) else ()
        found += [
            Citation(m.start(), m.end(), self._by_number[n])
            for pattern in numbered
            for m in pattern.finditer(text)
            if all(number in self._by_number for number in _numbers(m["numbers"]))
            for n in _numbers(m["numbers"])
        ]
        found += [Citation(m.start(), m.end(), m[0]) for m in self._undated.finditer(text)]
        return sorted(found, key=lambda c: c.start)

    def _namesake(self, key: str, behind: str) -> str:
        """Which of several studies of one author and year a citation means, by added words of design or title."""
        same = [s for k, s in sorted(self._by_key.items()) if k[:-1] == key and k[-1].isalpha()]
        words = _stems(_TO_END.match(behind)[0]) if same else set()  # type: ignore[index]
        fit = {s: _overlap(words, _stems(self._designs[s])) + len(words & _stems(self._titles[s])) for s in same}
        best = max(fit, key=lambda s: fit[s], default="")
        return best if best and fit[best] else ""

    def described(self, text: str) -> tuple[str, StudyHint | None]:
        """The study that a text describes, and how, where it cites none: "the cohort study of 187 eyes"."""
        for description in self._scan.studies(text):
            hint = StudyHint(design=description.design.lower(), n=description.n, unit=description.unit)
            return self._fitting(description), hint
        for m in _MENTION.finditer(text):
            study = self._by_design(m["design"], (m["size"] or "").strip().lower())
            if study:
                return study, None
        return "", None

    def designed(self, text: str) -> StudyHint | None:
        """The design that a text names a study by, where the document has no studies of its own: "in the registry"."""
        match = _MENTION.search(text) if not self.studies else None
        return StudyHint(design=match["design"].lower(), n=None, unit="") if match else None

    def _fitting(self, description: Description) -> str:
        fitting = [s for s in self.studies if description.n in (s.n_patients, s.n_lesions)]
        if len(fitting) > 1:
            fitting = [s for s in fitting if _alike(s.design, description.design)] or fitting
        return fitting[0].study if len(fitting) == 1 else ""

    def _by_design(self, design: str, size: str) -> str:
        fitting = [s for s in self.studies if _alike(s.design, design)]
        if len(fitting) > 1 and size in ("largest", "larger", "smallest", "smaller"):
            ordered = sorted(fitting, key=lambda s: s.n_patients or 0)
            return (ordered[-1] if size.startswith("larg") else ordered[0]).study
        return fitting[0].study if len(fitting) == 1 else ""


def _end(name: re.Match[str]) -> int:
    """Where a name ends: a bracket that opened before it is not its own to close."""
    return name.end() - (name[0].endswith(")") and "(" not in name[0])


_YEAR = re.compile(r"(?:19|20)\d\d")
_LETTERED = re.compile(r"\d[a-h]$")
_TO_END = re.compile(r"[^();.]*")


def _stems(text: str) -> set[str]:
    return {w[:5] for w in _WORDS.findall(text.lower())}


def _overlap(a: set[str], b: set[str]) -> float:
    """The share of common words (Jaccard)."""
    return len(a & b) / len(a | b) if a & b else 0.0


def _numbers(superscript: str) -> list[int]:
    """The reference numbers of a mark: "¹,³", "²–⁴" or "1, 3"."""
    plain = "".join(_DIGIT.get(c, c) for c in superscript).replace("–", "-").replace(" ", "").replace("S", "")
    found: list[int] = []
    for part in plain.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|updated|issue|week)\b",
    re.IGNORECASE,
)


def _in_bracket(text: str, position: int) -> bool:
    return text.count("(", 0, position) > text.count(")", 0, position)


def _alike(design: str, words: str) -> bool:
    """Whether two names of a design mean the same kind of study."""
    a, b = _canonical(design), _canonical(words)
    return bool(a) and bool(b) and (a in b or b in a)


def _canonical(design: str) -> str:
    plain = re.sub(
        r"\b(?:large|largest|small|smallest|prospective|retrospective|first|second|same|single-arm|single arm"
        r"|other|consecutive|the)\b",
        "",
        design.lower(),
    )
    words = " ".join(plain.split())
    words = (
        re.sub(r"(?<!stud)(?<!ser)ies$", "y", words)
        if words.endswith("ies") and not words.endswith(("series", "studies"))
        else words
    )
    return _SYNONYMS.get(words.rstrip("s") if words.endswith("trials") else words, words)
