"""Documents read by the workers of a real Dask scheduler, one of which is killed, with their shards on S3.

States are waited for, never times: a task has begun when its worker says so in a file, and it ends when it may.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import evigraph
import pytest
from distributed import Client
from evigraph.ontology.errors import UsageError
from evigraph.ui import cluster

from tests.scale.conftest import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
#: Seconds after which something hangs.
LONGEST = 120
pytestmark = pytest.mark.filterwarnings("default")  # those of libraries that others keep


@contextmanager
def started(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program that runs while the block does."""
    given = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    process = subprocess.Popen([sys.executable, "-m", *command], env=given, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def scheduler(workers: int = 2, **environment: str) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with so many workers, and their processes."""
    address = f"tcp://127.0.0.1:{free_port()}"
    options = ("--no-dashboard", "--host", "127.0.0.1", "--port", address.rsplit(":", 1)[1])
    with started("distributed.cli.dask_scheduler", *options), Client(address, timeout=LONGEST) as client:
        worker = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        processes = [started(*worker, **environment) for _ in range(workers)]
        with processes[0] as one, processes[1] as two:
            client.wait_for_workers(workers, timeout=LONGEST)
            yield address, [one, two]


@pytest.fixture
def bucket() -> Iterator[tuple[str, dict[str, str]]]:
    """A bucket of an S3 on this machine, and how to reach it."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    reached = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    import boto3

    boto3.client(
        "s3",
        endpoint_url=reached["AWS_ENDPOINT_URL"],
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    ).create_bucket(Bucket="shards")
    yield "s3://shards/build", reached
    server.stop()


def test_a_worker_that_is_killed_changes_nothing(
    documents: Path, alone: bytes, tmp_path: Path, bucket: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shards, reached = bucket
    for name, value in reached.items():
        monkeypatch.setenv(name, value)
    with scheduler(**reached) as (address, workers):

        def kill(done: int, _total: int) -> None:
            if done == 2:
                os.kill(workers[0].pid, signal.SIGKILL)
                workers[0].wait(LONGEST)

        built = evigraph.build(documents, store=tmp_path / "store", dask=address, shards=shards, told=kill)
        assert workers[0].poll() == -signal.SIGKILL
        assert workers[1].poll() is None
    assert built.ok
    assert dump(tmp_path / "store") == alone


def test_a_scheduler_that_is_not_there_is_wrong_use(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(UsageError, match="no Dask scheduler there"):
        evigraph.build(documents, store=tmp_path / "store", dask=f"tcp://127.0.0.1:{free_port()}")
