"""Sentences on harm whose truth is known, made of templates: nothing is invented, and nothing of them is lost."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.extraction.sentences import events_of

if TYPE_CHECKING:
    from evigraph.ontology.records import AdverseEvent

SENTENCES = 8
WORDS = {2: "two", 3: "three", 4: "four", 7: "seven", 9: "nine", 11: "eleven"}
HARMS = {
    "leak": "leaks", "wound infection": "wound infections", "haematoma": "haematomas", "perforation": "perforations",
    "stroke": "strokes", "nerve injury": "nerve injuries", "transient numbness": "", "pneumothorax": "",
    "bleeding": "", "urinary retention": "", "pain": "", "deep vein thrombosis": "",
}  # fmt: skip
COUNTED = sorted(one for one, many in HARMS.items() if many)
#: {a}, {b} are harms, {ac}, {bc} harms that are counted, {n}, {m} how many, {N}, {M} the same, perhaps in words,
#: {d}, {e} of how many.  Behind the bar stands what is told: harm, number, and of how many where that is told of it.
TEMPLATES = [
    "{A} occurred in {N} of {d} patients. | a n d",
    "{A} occurred in {p}% ({n}/{d}) of patients. | a n d",
    "{A} was reported in {n} of {d} patients ({p}%) and {b} in {m} ({q}%). | a n d, b m",
    "{A} was seen in {N} patients and {b} in {M}. | a n, b m",
    "{N} patients had {a} and {M} had {b}. | a n, b m",
    "Of {d} patients, {N} had {a} and {M} had {b}. | a n d, b m d",
    "There were {N} {acs} and {M} {bcs}. | ac n, bc m",
    "There were {N} {acs} in {d} patients. | ac n d",
    "{N} {acs} and {M} {bcs} were reported in {d} patients. | ac n, bc m",
    "{N} {acs} ({p}%) were reported. | ac n",
    "There were {n} {acs} in {d} patients and {m} {bcs} in {e} patients. | ac n d, bc m e",
    "- {A}: {n}/{d} ({p}%) | a n d",
    "- {A}: {n} patients ({p}%); {b}: {m} patients | a n, b m",
    "- {A} {n}, {b} {m} | a n, b m",
    "{A} occurred in {n} of {d} patients after gel and {m} of {e} after exercise. | a n d, a m e",
    "{A} was reported in {N} patients in the gel group and {M} in the exercise group. | a n, a m",
    "No {a} was seen in {d} patients. | a 0",
    "There was no {a} and no {b}. | a 0, b 0",
    "There were no cases of {a} or {b} in the {d} patients. | a 0, b 0",
    "There were no {acs} in the {d} patients or the {e} controls. | ac 0",
    "There were no {acs} in {d} patients, and there were {n} {bcs} in {e} controls. | ac 0, bc n e",
    "There was not a single {ac} among {d} patients. | ac 0",
    "No patient out of {d} had {a}. | a 0",
    "Not one of the {d} patients had {a}. | a 0",
    "None of the {d} patients had {a}. | a 0 d",
    "Neither of the 2 patients had {a}. | a 0",
    "{A} was not seen in any of the {d} patients. | a 0",
    "{A} was not seen in any patient, but {N} had {b}. | a 0, b n",
    "There was no {a} in the gel group, compared with {N} in the exercise group. | a 0, a n",
    "There was no {a}, and {n} of {d} patients had {b}. | a 0, b n d",
    "There was no {a} (0/{d}) and no {b} (0/{d}). | a 0 d, b 0 d",
    "Neither {a} nor {b} was observed in the case series (0 of {d} patients). | a 0 d, b 0 d",
    "{N} patients had severe {a}. | a n",
    "{A} followed {N} of {d} procedures. | a n d",
    "{N} patients ({p}%) experienced {a}. | a n",
    "The rate of {a} was {p}% ({n}/{d}). | a n d",
    "Complications included {a} in {N} patients and {b} in {M} patients. | a n, b m",
    "Adverse events were {a} ({n} patients) and {b} ({m}). | a n, b m",
    "{N} patients developed {a}, which resolved within 3 weeks. | a n",
    "{A} in {N} patients was treated with antibiotics for 5 days. | a n",
    "{N} patients had {a} on day 3 and needed a second operation. | a n",
    "{A}: {n}/{d} v {m}/{e} (p=0.21) | a n d, a m e",
    "{A} and {b} were reported in {n} and {m} patients, respectively. | a n, b m",
    "Within 30 days of the procedure, {N} patients had {a}. | a n",
    "The most common adverse event was {a}, in {n} of {d} patients. | a n d",
]
ARMED = ("gel", " v {m}")

Told = tuple[str, int, int | None]


def values(rng: random.Random) -> dict[str, str]:
    """What fills the places of a template."""
    a, b = rng.sample(sorted(HARMS), 2)
    ac, bc = rng.sample(COUNTED, 2)
    n, m = rng.sample(sorted(WORDS), 2)
    d, e = rng.choice([31, 58, 120]), rng.choice([33, 62, 118])
    written = [WORDS[i] if rng.random() < 0.5 else str(i) for i in (n, m)]
    told: dict[str, object] = {"a": a, "b": b, "A": a.capitalize(), "ac": ac, "bc": bc, "acs": HARMS[ac]}
    told |= {"bcs": HARMS[bc], "n": n, "m": m, "N": written[0], "M": written[1], "d": d, "e": e}
    told |= {"p": round(100 * n / d), "q": round(100 * m / d)}
    return {name: str(value) for name, value in told.items()}


def truth(told: str, names: dict[str, str]) -> list[Told]:
    """What a sentence says: a harm, how many and of how many, each."""
    found = []
    for part in told.split(", "):
        harm, *numbers = part.split()
        count, *whole = [int(names.get(number, number)) for number in numbers]
        found.append((names[harm].removeprefix("transient "), count, whole[0] if whole else None))
    return found


def says(event: AdverseEvent, told: Told) -> bool:
    """Whether an event is what is told; a denial without a printed zero has no number."""
    harm, count, whole = told
    n = 0 if event.status == "none reported" else event.n
    return harm in event.event and n == count and whole in (None, event.denominator)


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_a_sentence_says_is_read_and_nothing_else(template: str) -> None:
    rng = random.Random(template)
    form, _, told = template.partition(" | ")
    for _ in range(SENTENCES):
        names = values(rng)
        sentence = form.format(**names)
        sentence = sentence[:1].upper() + sentence[1:]
        left = truth(told, names)
        for event in events_of(sentence, arms="gel 60, exercise 60" if any(x in form for x in ARMED) else ""):
            match = next((t for t in left if says(event, t)), None)
            assert match is not None, (sentence, event.event, event.n, event.denominator)
            left.remove(match)
        assert left == [], sentence
