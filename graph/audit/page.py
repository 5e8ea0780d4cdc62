"""The page of all checks, made from their concepts.

    python -m evigraph.graph.audit.page > docs/audit.md

Knows the concepts of checks and Markdown; knows nothing of how a check is made.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from evigraph.graph.audit.finding import Severity
from evigraph.ontology.terms import HTC
from evigraph.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evigraph.ontology.vocabulary import Concept

HEAD = """# What the audit checks

A document may contradict itself, its summary may not be what its studies say, and its numbers may not follow from each
other. Every build looks for that and keeps what it finds as facts: each finding is a node with its check, its severity,
a message, the value that the printed numbers give, and the words that show it, in two places where two are needed.
Nothing is corrected by it; [corrections](#corrections) are made by people.

```
evigraph audit                             # by document, the gravest first
evigraph audit --json                      # for programs; --csv is the evidence table audit.csv
evigraph audit --sarif > audit.sarif       # SARIF 2.1.0, for editors and code hosts
evigraph audit --fail-on contradiction     # exit 1 where there is one, for pipelines
evigraph ask "What does not add up here?"
evigraph ask "Does the summary agree with the studies?"
```

The page has the same under "Audit". As linked data, a finding is `hta:AuditFinding` in the graph of the audit of its
document, asserted by `ECO:0000203` (automatic assertion), and each check and severity is a concept:

```sparql
SELECT ?check ?message ?quote WHERE {
  ?finding a hta:AuditFinding ; hta:check/skos:prefLabel ?check ; hta:message ?message ;
    hta:findingSeverity htc:contradiction ; hta:statedIn/oa:exact ?quote
}
```

This page is made from the concepts: `python -m evigraph.graph.audit.page > docs/audit.md`.

## Severities
"""

RULES = """
A check reads numbers as they are printed: a number stands for all values that round to it, and of two numbers the
coarser precision counts. Wherever other words could explain a difference, as another arm, another time or another
whole, a finding is of severity `reporting` at most or is not made at all. Checks go by kind of statement: none knows a
document, a study or a procedure. A number of the summary that a study's own section neither prints nor implies is told
as `reporting`, for the reader may have overlooked the place.

## Checks

The severity is that which findings of a check usually have.

| check | severity | what it says | formula |
|---|---|---|---|
"""

TAIL = """
Set logic is SPARQL over the graph (`graph/audit/rules/`); arithmetic that SPARQL lacks is Python at build time
(`graph/audit/checks/`), exact in decimals and fractions but for normal probabilities, which agree with scipy to 1e-9.

## Versions compared

`evigraph diff OLD NEW` tells what changed between two versions of a document, each change with its kind and the words
of both: a study that is new or dropped, another number of patients, another value or rate, an effect that points the
other way, a recommendation that is new, dropped or says something else. `--json` is for programs. File names and line
breaks are no changes. A version that a later build replaced can be compared as long as the store keeps it.

## Corrections

What a reviewer says that a fact should be stands beside the extracted value and never in its place. A file of
corrections has an author, a date and a reason for each:

```toml
[[correction]]
fact = "https://w3id.org/hta-evidence/id/doc/..."
attribute = "value"
extracted = "5.1"
corrected = "5.2"
author = "A. Reviewer"
date = 2026-01-31
reason = "The paper has 5.2."
```

```
evigraph corrections apply reviewed.toml   # all or none: one that does not fit its fact is refused
evigraph corrections list
evigraph corrections reject ID --reason "The paper was read wrongly."
```

`fact` is the address of the fact, as every answer and table gives it; "This is wrong" beside the words of a fact on the
page writes such an entry for review. A correction is kept outside the generations of a store, so that it survives every
rebuild; it is an `hta:Correction` marked as manual assertion (`ECO:0000218`). Answers show it as "Corrected by a
reviewer" beside the extracted value. Where a later version of the document no longer says what was reviewed, it is
listed as `stale` and shown no more; a rejected one stays on record with its reason.
"""

#: Where the arithmetic of a check comes from.
FORMULAS = {
    "percentage": "100 n / N, rounded half either way at the printed precision; a digit cut off is told as cut",
    "interval": "the estimate lies in its interval, and in its middle on a plain, log, logit or log-log scale",
    "p-versus-interval": "p of an interval by the normal approximation: Altman and Bland, BMJ 2011;343:d2304",
    "sd": "largest variance of scores on a scale: Bhatia and Davis, American Mathematical Monthly 2000;107:353-7",
    "grim": "granularity of means: Brown and Heathers, Social Psychological and Personality Science 2017;8:363-9",
    "survival-order": "product-limit estimates only fall: Kaplan and Meier, JASA 1958;53:457-81",
    "effect-measure": "odds ratio and risk ratio of the two shares",
    "identifier": "check digits of ISBN-10 and ISBN-13: ISO 2108",
    "p-value": "0 < p <= 1",
    "mean-versus-table": "mean of the rows, each of which stands for all values that round to it",
}


def page() -> str:
    """The page as Markdown."""
    return f"{HEAD}\n{_severities()}\n{RULES}{''.join(_rows())}{TAIL}"


def checks() -> list[Concept]:
    """The concepts of all checks, by name."""
    found = (c for c in vocabulary().concepts if c.iri.startswith(f"{HTC}check-"))
    return sorted(found, key=lambda c: c.label)


def _severities() -> str:
    known = ((s, vocabulary().concept(f"{HTC}{s}")) for s in Severity)
    return "\n".join(f"- `{severity}`: {concept.definition}" for severity, concept in known if concept)


def _rows() -> Iterator[str]:
    for check in checks():
        severity = check.broader[0].removeprefix(str(HTC)) if check.broader else ""
        yield f"| `{check.label}` | {severity} | {check.definition} | {FORMULAS.get(check.label, '')} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
