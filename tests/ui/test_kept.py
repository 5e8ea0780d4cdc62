"""Answers that are kept: which one is given again, and how much is kept."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from evigraph.graph.data import load_files
from evigraph.ui.web.kept import BESIDE_BODY, LARGEST_KEPT, Kept
from evigraph.ui.web.replies import Reply

from tests import http
from tests.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def reply(size: int) -> Reply:
    return Reply(200, b"x" * size, [])


def test_what_was_not_asked_for_longest_goes_first() -> None:
    kept = Kept(most=3 * (BESIDE_BODY + 10))
    for name in "abc":
        kept.put(name, reply(10))
    assert kept.get("a") is not None
    kept.put("d", reply(10))
    assert [name for name in "abcd" if kept.get(name)] == ["a", "c", "d"]
    assert (kept.found, kept.missed) == (4, 1)


def test_answers_of_another_generation_are_forgotten() -> None:
    kept = Kept(most=2 * (BESIDE_BODY + 10))
    for generation in ("first", "first", "second"):
        kept.begin(generation)
        kept.put(f"{generation} answer", reply(10))
    kept.put("another", reply(10))
    assert [kept.get(name) is None for name in ("first answer", "second answer", "another")] == [True, False, False]


def test_large_answers_are_not_kept() -> None:
    kept = Kept()
    kept.put("large", reply(LARGEST_KEPT + 1))
    assert kept.get("large") is None


def figure(server: str, name: str) -> int:
    lines = http.get(f"{server}metrics").text.splitlines()
    return next(int(line.split()[-1]) for line in lines if line.startswith(f"{name} "))


def count(server: str, accept: str = "text/csv", query: str = COUNT) -> httpx.Response:
    return http.get(f"{server}sparql", params={"query": query}, headers={"accept": accept, "accept-encoding": "gzip"})


def test_answer_is_given_again_until_a_build_replaces_the_generation(tmp_path: Path) -> None:
    data = tmp_path / "data.nt"
    data.write_text("<x:a> <x:b> <x:c> .\n", encoding="ascii")
    load_files([("", data)], tmp_path / "store")
    with serving("--store", tmp_path / "store") as address:
        first, again = count(address), count(address)
        assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])
        assert figure(address, "evigraph_answers_kept_total") == 1
        assert count(address, "application/json").json()["results"]["bindings"][0]["n"]["value"] == "1"
        data.write_text("<x:a> <x:b> <x:d> .\n", encoding="ascii")
        load_files([("", data)], tmp_path / "store")
        assert count(address).text.splitlines()[1] == "2"


def test_store_that_was_made_anew_in_the_same_folder_is_told_from_the_old_one(tmp_path: Path) -> None:
    data, store = tmp_path / "data.nt", tmp_path / "store"
    data.write_text("<x:a> <x:b> <x:c> .\n", encoding="ascii")
    load_files([("", data)], store)
    with serving("--store", store) as address:
        assert count(address).text.splitlines()[1] == "1"
        shutil.rmtree(store)
        data.write_text("<x:a> <x:b> <x:c>, <x:d>, <x:e> .\n", encoding="ascii")
        (tmp_path / "data.ttl").write_text(data.read_text(encoding="ascii"), encoding="ascii")
        assert count(address).text.splitlines()[1] == "1"
        load_files([("", tmp_path / "data.ttl")], store)
        assert count(address).text.splitlines()[1] == "3"


def test_what_is_another_one_each_time_is_not_kept(server: str) -> None:
    random = "SELECT (STRUUID() AS ?id) {}"
    assert count(server, query=random).text != count(server, query=random).text
