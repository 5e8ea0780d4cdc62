"""Many queries at a time: turns, long queries that make way, and jobs that a killed process had taken up."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.answer import QueryError, Request
from evigraph.graph.fair_queue import FairQueue
from evigraph.graph.frames import AnswerStream, answer_message, job_message, job_of
from evigraph.graph.pool import QueryPool, QueryTimeout
from evigraph.graph.process import WorkerProcess
from evigraph.graph.solutions import Solutions
from evigraph.graph.worker import LONGEST, take

from tests.graph.test_workers import COUNT, NODES, RUNAWAY, fill

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from evigraph.graph.answer import Answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "store"
    fill(path, 1000)
    return path


def run(folder: Path, work: Callable[[QueryPool], Awaitable[None]], **options: float) -> None:
    async def main() -> None:
        async with QueryPool(folder, **options) as pool:  # type: ignore[arg-type]
            await work(pool)

    asyncio.run(main())


def counted(found: Answer) -> int:
    (row,) = Solutions.parse(found.body).texts()
    return int(row["n"])


def test_clients_take_turns() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("a1", "a2", "a3", "b1", "c1"):
        queue.put(item, item[0])
    queue.put_back("b0", "b")
    assert [queue.get() for _ in range(2)] == ["b0", "a1"]
    queue.last("b")
    assert [queue.get() for _ in range(4)] == ["c1", "a2", "b1", "a3"]
    with pytest.raises(KeyError):
        queue.get()


def test_messages_survive_the_wire_in_pieces() -> None:
    request = Request(query="ASK { “ä” }", default_graphs=("g:1",))
    assert job_of(job_message(7, 1.5, "/store/1", request)).request == request
    stream, wire = AnswerStream(), answer_message(1, QueryError("no")) + answer_message(2, QueryError("never"))
    found = [answer for at in range(len(wire)) for answer in stream.feed(wire[at : at + 1])]
    assert [(number, str(error)) for number, error in found] == [(1, "no"), (2, "never")]


def test_many_queries_at_a_time_are_each_answered(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        queries = [f"SELECT (COUNT(*) + {n} AS ?n) WHERE {{ ?s ?p ?o }}" for n in range(100)]
        found = await asyncio.gather(*(pool.answer(Request(query=q), client=q[-3:]) for q in queries))
        assert [counted(answer) for answer in found] == [1000 + n for n in range(100)]

    run(folder, work)


def test_long_query_makes_way_for_short_ones(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        long = asyncio.create_task(pool.answer(Request(query=RUNAWAY)))
        await asyncio.sleep(0)
        assert counted(await pool.answer(Request(query=COUNT))) == 1000
        assert not long.done()
        long.cancel()

    run(folder, work, workers=1, limit=30.0, slow=0.1)


def test_with_too_many_long_queries_the_client_who_has_most_loses_one(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        greedy = [asyncio.create_task(pool.answer(Request(query=RUNAWAY), client="greedy")) for _ in range(3)]
        modest = asyncio.create_task(pool.answer(Request(query=RUNAWAY), client="modest"))
        done, _ = await asyncio.wait(greedy, return_when=asyncio.FIRST_COMPLETED)
        with pytest.raises(QueryTimeout, match="busy with long queries"):
            done.pop().result()
        assert not modest.done()
        for task in (*greedy, modest):
            task.cancel()

    run(folder, work, workers=2, limit=30.0, slow=0.1, most_slow=2)


def test_job_that_a_killed_process_had_taken_up_is_answered_by_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = WorkerProcess.end

    async def work(pool: QueryPool) -> None:
        def end_after_taking(process: WorkerProcess) -> list[tuple[int, Answer | QueryError]]:
            take(pool._in)  # as if the process had taken the second job up when it was killed
            return end(process)

        monkeypatch.setattr(QueryPool, "_pace", lambda *_: None)  # which would take it back before
        monkeypatch.setattr(WorkerProcess, "end", end_after_taking)
        first = asyncio.create_task(pool.answer(Request(query=RUNAWAY), limit=0.3))
        second = asyncio.create_task(pool.answer(Request(query=COUNT)))
        with pytest.raises(QueryTimeout):
            await first
        monkeypatch.setattr(WorkerProcess, "end", end)
        assert counted(await second) == 1000

    run(folder, work, workers=1)


def test_jobs_are_taken_back_from_a_client_who_keeps_all_workers(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        pool._most_sent = 30  # as after many short queries
        greedy = [asyncio.create_task(pool.answer(Request(query=RUNAWAY), client="greedy")) for _ in range(20)]
        await asyncio.sleep(0)
        modest = asyncio.create_task(pool.answer(Request(query=COUNT), client="modest"))
        assert counted(await modest) == 1000
        assert sum(task.done() for task in greedy) <= 2
        for task in greedy:
            task.cancel()

    run(folder, work, workers=1, limit=30.0, slow=0.2, most_slow=1)


def test_process_that_dies_is_replaced(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        await pool.answer(Request(query=COUNT))
        for process in pool._processes:
            os.kill(process._process.pid, signal.SIGKILL)
        assert counted(await pool.answer(Request(query=COUNT))) == 1000

    run(folder, work, workers=1)


def test_query_that_nobody_waits_for_is_ended(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        (process,) = pool._processes
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(pool.answer(Request(query=RUNAWAY)), 0.3)
        while process in pool._processes:
            await asyncio.sleep(0.01)
        assert counted(await pool.answer(Request(query=COUNT))) == 1000

    run(folder, work, workers=1, slow=0.2)


def test_query_longer_than_a_message_is_answered(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        nodes = " ".join(map(str, NODES * 5))
        assert len(nodes) > 2 * LONGEST
        query = f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?s {{ {nodes} }} ?s ?p ?o }}"
        assert counted(await pool.answer(Request(query=query))) == 1000

    run(folder, work)


def test_answer_that_is_too_large_is_an_error(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        many = ", ".join(["STR(?a)"] * 40)
        wide = f"SELECT (CONCAT({many}) AS ?wide) WHERE {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 90000"
        with pytest.raises(QueryError, match="larger than 64 MB"):
            await pool.answer(Request(query=wide), limit=60)

    run(folder, work)


def test_backlog_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: QueryPool) -> None:
        monkeypatch.setattr("evigraph.graph.pool.BACKLOG", 5)
        asked = [pool.answer(Request(query=RUNAWAY), client="greedy", limit=0.5) for _ in range(20)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert sum("too many queries are waiting" in str(error) for error in found) >= 10
        assert counted(await pool.answer(Request(query=COUNT), client="modest")) == 1000

    run(folder, work, workers=1)
