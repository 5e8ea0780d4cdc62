"""The mappings to other vocabularies: valid SSSOM, about concepts that exist, and nothing that may not be copied."""

import csv
from functools import cache
from itertools import takewhile

import yaml
from evigraph.ontology.vocabulary import CONCEPTS, vocabulary

TABLE = CONCEPTS.with_name("mappings.sssom.tsv")
PREDICATES = {f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related")}
JUSTIFICATIONS = {"semapv:ManualMappingCuration", "semapv:LexicalMatching"}


@cache
def metadata():
    lines = takewhile(lambda line: line.startswith("#"), TABLE.read_text(encoding="utf-8").splitlines())
    return yaml.safe_load("\n".join(line[2:] for line in lines))


@cache
def rows():
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def prefix(curie):
    return curie.partition(":")[0]


def test_the_header_names_set_licence_and_every_prefix():
    used = {prefix(row[field]) for row in rows() for field in row if not field.endswith("label")}
    assert used == set(metadata()["curie_map"])
    assert metadata()["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert metadata()["mapping_set_id"].startswith("https://w3id.org/hta-evidence/")


def test_rows_are_sorted_and_unique():
    keys = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in rows()]
    labelled = [(row["subject_id"], row["subject_label"], *key[1:]) for row, key in zip(rows(), keys, strict=True)]
    assert labelled == sorted(labelled)
    assert len(keys) == len(set(keys))


def test_every_subject_is_a_concept_under_its_preferred_label():
    base = metadata()["curie_map"]["htc"]
    known = {concept.iri: concept.label for concept in vocabulary().concepts}
    wrong = [r for r in rows() if known.get(base + r["subject_id"].removeprefix("htc:")) != r["subject_label"]]
    assert wrong == []


def test_predicates_and_justifications_are_of_the_standard():
    assert {row["predicate_id"] for row in rows()} <= PREDICATES
    assert {row["mapping_justification"] for row in rows()} <= JUSTIFICATIONS


def test_equal_labels_alone_never_make_an_exact_match():
    lexical = [row for row in rows() if row["mapping_justification"] == "semapv:LexicalMatching"]
    assert {row["predicate_id"] for row in lexical} == {"skos:closeMatch"}


def test_no_content_of_licensed_terminologies():
    objects = {prefix(row["object_id"]).casefold() for row in rows()}
    assert objects.isdisjoint({"meddra", "snomedct", "sctid", "snomed"})
    assert {row["object_label"] for row in rows() if prefix(row["object_id"]) == "HP"} <= {""}
