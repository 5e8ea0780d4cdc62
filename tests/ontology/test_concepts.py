"""The shared vocabulary as data: what readers of documents and of questions rely on when they look a label up."""

import re
from collections import defaultdict
from functools import cache
from itertools import chain

import pytest
from evigraph.ontology.lexicon import normalised
from evigraph.ontology.rdf import Literal, NamedNode, RdfFormat, parse
from evigraph.ontology.terms import DCTERMS, HTA, HTC, RDF, SKOS
from evigraph.ontology.vocabulary import concept_files, vocabulary

HIDDEN = f"{SKOS.iri}hiddenLabel"
LABELS = (SKOS.prefLabel.value, SKOS.altLabel.value, HIDDEN)
SKOS_USED = {SKOS.iri + n for n in ("prefLabel", "altLabel", "hiddenLabel", "inScheme", "broader", "related")}
DESCRIBED_BY = (
    SKOS_USED
    | {SKOS.definition.value, SKOS.notation.value, RDF.type.value, DCTERMS.title.value}
    | {HTA.iri + n for n in ("measures", "scaleMin", "scaleMax", "scaleDirection", "demonym")}
)


@cache
def described():
    """Subject to predicate to objects, over all files; the same subject in two files would be seen twice."""
    found = defaultdict(lambda: defaultdict(list))
    for path in concept_files():
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            found[quad.subject.value][quad.predicate.value].append(quad.object)
    return {subject: dict(values) for subject, values in found.items()}


@cache
def of_type(kind):
    return {s: v for s, v in described().items() if v[RDF.type.value][0] == kind}


def concepts():
    return of_type(SKOS.Concept)


def scheme(values):
    return values[SKOS.inScheme.value][0].value


def levelled(label):
    """A label without case, hyphens and apostrophes; symbols that are no words, such as %, stay."""
    return " ".join(re.sub(r"[-‐-―]", " ", label.casefold().replace("'", "").replace("’", "")).split())


@pytest.mark.parametrize("path", concept_files(), ids=lambda path: path.stem)
def test_a_file_declares_its_schemes_and_is_sorted_by_slug(path):
    subjects = list(dict.fromkeys(q.subject.value for q in parse(path=path, format=RdfFormat.TURTLE)))
    by_scheme = defaultdict(list)
    for subject in subjects:
        if subject in concepts():
            by_scheme[scheme(concepts()[subject])].append(subject)
    assert set(by_scheme) == set(subjects) & set(of_type(SKOS.ConceptScheme))
    assert all(found == sorted(found) for found in by_scheme.values())


def test_every_subject_is_a_concept_or_a_titled_scheme():
    assert all(len(v[RDF.type.value]) == 1 for v in described().values())
    assert set(concepts()) | set(of_type(SKOS.ConceptScheme)) == set(described())
    assert all(DCTERMS.title.value in v for v in of_type(SKOS.ConceptScheme).values())


def test_every_concept_has_one_english_preferred_label_and_one_declared_scheme():
    wrong = [
        s
        for s, v in concepts().items()
        if [label.language for label in v.get(SKOS.prefLabel.value, ())] != ["en"]
        or [o.value for o in v.get(SKOS.inScheme.value, ())] != [scheme(v)]
        or scheme(v) not in of_type(SKOS.ConceptScheme)
    ]
    assert wrong == []


@pytest.mark.parametrize("level", [levelled, lambda label: normalised(label) or label], ids=["levelled", "looked up"])
def test_no_label_belongs_to_two_concepts_of_one_scheme(level):
    bearers = defaultdict(set)
    for subject, values in concepts().items():
        for label in chain.from_iterable(values.get(p, ()) for p in LABELS):
            bearers[scheme(values), level(label.value)].add(subject.removeprefix(HTC))
    assert {key: found for key, found in bearers.items() if len(found) > 1} == {}


def test_a_concept_bears_each_label_once():
    twice = {
        s: labels
        for s, v in concepts().items()
        if len(labels := [levelled(label.value) for p in LABELS for label in v.get(p, ())]) != len(set(labels))
    }
    assert twice == {}


def test_broader_concepts_are_of_the_same_scheme():
    pairs = ((s, v, b.value) for s, v in concepts().items() for b in v.get(SKOS.broader.value, ()))
    assert [(s, b) for s, v, b in pairs if b not in concepts() or scheme(concepts()[b]) != scheme(v)] == []


def test_nothing_is_broader_than_itself():
    def above(subject, path=()):
        assert subject not in path, path
        for broader in concepts()[subject].get(SKOS.broader.value, ()):
            above(broader.value, (*path, subject))

    for subject in concepts():
        above(subject)


def test_related_concepts_exist():
    assert all(o.value in concepts() for v in concepts().values() for o in v.get(SKOS.related.value, ()))


def test_instruments_measure_outcomes_and_only_instruments_do():
    for values in concepts().values():
        measured = [o.value for o in values.get(HTA.measures.value, ())]
        assert not measured or scheme(values) == f"{HTC}instrument-scheme"
        assert {scheme(concepts()[outcome]) for outcome in measured} <= {f"{HTC}outcome-scheme"}


def test_a_scale_has_both_ends_or_none_and_a_known_direction():
    for subject, values in concepts().items():
        low, high = (values.get(p.value, ()) for p in (HTA.scaleMin, HTA.scaleMax))
        assert len(low) == len(high) <= 1, subject
        assert all(float(a.value) < float(b.value) for a, b in zip(low, high, strict=True)), subject
        direction = {o.value for o in values.get(HTA.scaleDirection.value, ())}
        assert direction <= {"higher is worse", "higher is better"}, subject


def test_slugs_are_lower_case_ascii_words():
    slug = re.compile(re.escape(HTC) + r"[a-z0-9]+(-[a-z0-9]+)*")
    assert [s for s in described() if not slug.fullmatch(s)] == []


def test_labels_and_definitions_are_tidy_text():
    texts = [(s, o.value) for s, v in concepts().items() for o in chain(*v.values()) if isinstance(o, Literal)]
    assert [(s, t) for s, t in texts if t != " ".join(t.split()) or not t] == []


def test_concepts_are_described_by_the_agreed_terms_alone():
    assert set(chain.from_iterable(described().values())) <= DESCRIBED_BY


def test_every_check_tells_a_reader_what_it_finds():
    severities = {f"{HTC}{name}" for name in ("contradiction", "arithmetic", "reporting", "info")}
    checks = {s: v for s, v in concepts().items() if scheme(v) == f"{HTC}check-scheme" and s not in severities}
    assert checks
    for subject, values in checks.items():
        assert [b.value in severities for b in values[SKOS.broader.value]] == [True], subject
        assert SKOS.definition.value in values, subject


@pytest.mark.parametrize(
    ("scheme_name", "label", "slug"),
    [
        ("outcome", "pain score", "pain-intensity"),
        ("outcome", "how happy were patients", "patient-satisfaction"),
        ("outcome", "come back", "recurrence"),
        ("outcome", "hemoglobin", "haemoglobin"),
        ("event", "blood clot in the leg", "deep-vein-thrombosis"),
        ("procedure", "cryoneurolysis", "cryoablation"),
        ("country", "United States", "us"),
        ("unit", "%", "percent"),
    ],
)
def test_synonyms_and_lay_words_lead_to_their_concept(scheme_name, label, slug):
    bearers = [
        s
        for s, v in concepts().items()
        if scheme(v) == f"{HTC}{scheme_name}-scheme" and label in {o.value for p in LABELS for o in v.get(p, ())}
    ]
    assert bearers == [HTC + slug]


def test_objects_that_are_concepts_are_iris():
    links = (SKOS.broader.value, SKOS.inScheme.value, SKOS.related.value, HTA.measures.value)
    assert all(isinstance(o, NamedNode) for v in concepts().values() for p in links for o in v.get(p, ()))


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("residual volume", "lung function"),
        ("systolic blood pressure", "blood pressure"),
        ("fasting glucose", "blood glucose"),
        ("insulin resistance", "glycaemic control"),
        ("vaginal birth", "mode of delivery"),
        ("birth weight", "fetal outcome"),
        ("Cobb angle", "spinal curvature"),
        ("able to void", "catheter use"),
        ("complete ablation", "complete response"),
        ("number of sessions", "number of procedures"),
        ("%EWL", "weight loss"),
    ],
)
def test_a_narrower_outcome_is_a_concept_of_its_own_below_the_broader_one(narrow, broad):
    own, above = (vocabulary().find(label, "outcome") for label in (narrow, broad))
    assert own.iri != above.iri
    assert above.iri in vocabulary().closure(own.iri)


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("vaginal birth", "caesarean section"),
        ("xerostomia", "taste"),
        ("motor function", "muscle strength"),
        ("body weight", "body mass index"),
        ("birth weight", "body weight"),
        ("male sex", "female sex"),
    ],
)
def test_different_outcomes_are_different_concepts(label, other):
    assert vocabulary().find(label, "outcome") != vocabulary().find(other, "outcome")
