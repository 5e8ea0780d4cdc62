"""Many queries at a time: turns, long queries that make way, and jobs that a killed process had taken up."""

from __future__ import annotations

import asyncio
import math
import mmap
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest
from evigraph.graph.answer import QueryError, Request
from evigraph.graph.fair_queue import FairQueue
from evigraph.graph.folder import StoreFolder
from evigraph.graph.frames import AnswerStream, answer_message, batch_message, batch_of, job_message
from evigraph.graph.pool import QueryPool, QueryTimeout
from evigraph.graph.process import WorkerProcess
from evigraph.graph.solutions import Solutions
from evigraph.graph.worker import LONGEST, NOTE, Worker, take

from tests.alone import awaited
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
    """Do the work with a pool whose time limit, unless one is given, no machine is slow enough to reach."""

    async def main() -> None:
        async with QueryPool(folder, **{"limit": 600.0, **options}) as pool:  # type: ignore[arg-type]
            await work(pool)

    awaited(main)


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
    sent = [job_message(number, 1.5, "/store/1", request) for number in (7, 8)]
    epoch, jobs = batch_of(batch_message(3, sent))
    assert (epoch, [(job.number, job.request) for job in jobs]) == (3, [(7, request), (8, request)])
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
        others = [counted(await pool.answer(Request(query=COUNT))) for _ in range(20)]
        assert others == [1000] * 20
        assert not long.done()
        long.cancel()

    run(folder, work, workers=1, slow=0.1)


def test_query_counts_as_long_by_what_it_computes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: QueryPool) -> None:
        (process,) = pool._processes
        long = asyncio.create_task(pool.answer(Request(query=RUNAWAY)))
        while not process.job()[0]:
            await asyncio.sleep(0.01)
        os.kill(process._process.pid, signal.SIGSTOP)
        monkeypatch.setattr("evigraph.graph.process.WAITED", math.inf)
        assert not process.long(0.1)
        await asyncio.sleep(0.2)
        assert not process.long(0.1)
        monkeypatch.setattr("evigraph.graph.process.WAITED", 1)
        assert process.long(0.1)
        monkeypatch.setattr("evigraph.graph.process.WAITED", math.inf)
        os.kill(process._process.pid, signal.SIGCONT)
        while not process.long(0.1):
            await asyncio.sleep(0.01)
        long.cancel()

    run(folder, work, workers=1, slow=600.0)


def test_query_waits_no_longer_than_it_may_for_a_worker(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        long = asyncio.create_task(pool.answer(Request(query=RUNAWAY)))
        while not pool._processes[0].job()[0]:
            await asyncio.sleep(0.01)
        with pytest.raises(QueryTimeout, match="all workers were busy"):
            await pool.answer(Request(query=COUNT), limit=0.1)
        assert not long.done()
        long.cancel()

    run(folder, work, workers=1, slow=600.0)


def test_worker_ends_itself_when_its_parent_is_late(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: QueryPool) -> None:
        await pool.answer(Request(query=COUNT))
        late = asyncio.create_task(pool.answer(Request(query=RUNAWAY), limit=3))
        while not pool._processes[0].job()[0]:
            await asyncio.sleep(0.01)
        monkeypatch.setattr(QueryPool, "_tick", lambda *_: None)
        with pytest.raises(QueryTimeout, match="longer than 3 s"):
            await late
        assert counted(await pool.answer(Request(query=COUNT))) == 1000

    run(folder, work, workers=1, slow=600.0)


def test_process_that_ends_is_replaced_by_one_that_waited(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        await pool.answer(Request(query=COUNT))
        reserve = pool._reserve
        assert reserve is not None
        os.kill(pool._processes[0]._process.pid, signal.SIGKILL)
        assert counted(await pool.answer(Request(query=COUNT))) == 1000
        assert pool._processes == [reserve]

    run(folder, work, workers=1)


def test_killed_processes_are_waited_for(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        killed = list(pool._processes)
        pool._replace(*killed)
        while pool._killed or pool._closed:
            await asyncio.sleep(0.01)
        assert [process._process.returncode for process in killed] == [-signal.SIGKILL]

    run(folder, work, workers=1)


def test_process_that_was_given_up_for_another_one_is_not_looked_after(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work(pool: QueryPool) -> None:
        first, second = pool._processes
        looked_after = []

        def give_up_the_other(pool: QueryPool, process: WorkerProcess, _: float) -> None:
            looked_after.append(process)
            if process is first:
                pool._replace(second)

        monkeypatch.setattr(QueryPool, "_look_after", give_up_the_other)
        pool._tick()
        assert looked_after == [first]

    run(folder, work, workers=2)


def test_watch_goes_on_whatever_goes_wrong(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: QueryPool) -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        look_around, failed = QueryPool._look_around, asyncio.Event()

        def fail(*_: object) -> None:
            monkeypatch.setattr(QueryPool, "_look_around", look_around)
            failed.set()
            raise ValueError

        monkeypatch.setattr(QueryPool, "_look_around", fail)
        with pytest.raises(QueryTimeout):
            await pool.answer(Request(query=RUNAWAY), limit=1)
        assert failed.is_set()

    run(folder, work, workers=1)


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

    run(folder, work, workers=2, slow=0.1, most_slow=2)


def test_job_that_a_killed_process_had_taken_up_is_answered_by_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill = WorkerProcess.kill

    async def work(pool: QueryPool) -> None:
        def kill_after_taking(process: WorkerProcess) -> None:
            take(pool._in)  # as if the process had taken the second job up when it was killed
            kill(process)

        monkeypatch.setattr(QueryPool, "_pace", lambda *_: None)  # which would take it back before
        first = asyncio.create_task(pool.answer(Request(query=RUNAWAY), limit=0.3))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        monkeypatch.setattr(WorkerProcess, "kill", kill_after_taking)
        second = asyncio.create_task(pool.answer(Request(query=COUNT), limit=60))
        with pytest.raises(QueryTimeout):
            await first
        monkeypatch.setattr(WorkerProcess, "kill", kill)
        assert counted(await second) == 1000

    run(folder, work, workers=1)


def test_jobs_are_taken_back_from_a_client_who_keeps_all_workers(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        pool._most_sent = 30  # as after many short queries
        greedy = [asyncio.create_task(pool.answer(Request(query=RUNAWAY), client="greedy")) for _ in range(20)]
        await asyncio.sleep(0)
        modest = asyncio.create_task(pool.answer(Request(query=COUNT), client="modest"))
        assert counted(await modest) == 1000
        assert not all(task.done() for task in greedy)
        for task in greedy:
            task.cancel()

    run(folder, work, workers=1, slow=0.2, most_slow=1)


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


def test_query_that_was_given_up_before_a_worker_took_it_is_never_run(folder: Path) -> None:
    async def work(pool: QueryPool) -> None:
        (process,) = pool._processes
        os.kill(process._process.pid, signal.SIGSTOP)
        given_up = asyncio.create_task(pool.answer(Request(query=RUNAWAY)))
        while not pool._sent:
            await asyncio.sleep(0.01)
        given_up.cancel()
        while pool._watch is not None:
            await asyncio.sleep(0.01)
        os.kill(process._process.pid, signal.SIGCONT)
        assert counted(await pool.answer(Request(query=COUNT))) == 1000
        assert pool._processes == [process]

    run(folder, work, workers=1, slow=600.0)


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
            await pool.answer(Request(query=wide))

    run(folder, work)


def test_jobs_that_were_recalled_are_left_out_by_whoever_had_taken_them(tmp_path: Path) -> None:
    fill(tmp_path / "store", 10)
    generation = str(StoreFolder(tmp_path / "store").current())
    jobs = [job_message(number, time.monotonic() + 600, generation, Request(query=COUNT)) for number in (1, 2)]
    with (tmp_path / "note").open("w+b") as note, (tmp_path / "answers").open("w+b") as answers:
        note.truncate(NOTE)
        worker = Worker(mmap.mmap(note.fileno(), NOTE))
        for epoch in (1, 0):
            worker.run(batch_message(epoch, jobs), answers.fileno())
        answers.seek(0)
        assert [number for number, _ in AnswerStream().feed(answers.read())] == [1, 2]


def test_backlog_has_an_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work(pool: QueryPool) -> None:
        monkeypatch.setattr("evigraph.graph.pool.BACKLOG", 5)
        asked = [pool.answer(Request(query=RUNAWAY), client="greedy", limit=0.5) for _ in range(20)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert sum("too many queries are waiting" in str(error) for error in found) >= 10
        assert counted(await pool.answer(Request(query=COUNT), client="modest")) == 1000

    run(folder, work, workers=1)
