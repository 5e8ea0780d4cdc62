"""Generated documents: the same from the same seed, of every layout, and read well enough to measure with."""

from evigraph.extraction.pipeline import extract
from evigraph.extraction.structure.profile import profiles
from evigraph.ontology.records import Result, SourceDocument

from benchmarks.generated import documents, write

#: As many as it takes for every layout to come up.
EVERY_LAYOUT = 14


def test_a_seed_gives_the_same_documents_and_a_small_set_begins_a_large_one() -> None:
    assert list(documents(4)) == list(documents(6))[:4]
    assert list(documents(4, seed=2)) != list(documents(4))


def test_documents_are_written_as_files(tmp_path) -> None:
    assert [path.read_text(encoding="utf-8") for path in write(tmp_path, 3)] == [d.text for d in documents(3)]


def test_every_profile_is_met_and_the_evidence_is_read() -> None:
    read = [extract(SourceDocument(document.id, document.text)) for document in documents(EVERY_LAYOUT)]
    overviews = read[::2]
    assert {found.profile for found in read} == {profile.name for profile in profiles()}
    assert all(found.coverage.share > 0.9 for found in overviews)
    assert all(sum(isinstance(f, Result) for f in found.findings) > 50 for found in overviews)
    assert all(found.coverage.share > 0.5 and len(found.findings) > 10 for found in read[1::2])
