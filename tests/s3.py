"""Fixtures: an S3 server in a process of its own, and a bucket in it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_SERVER = (
    "from moto.server import ThreadedMotoServer as S; import time; s = S('127.0.0.1', 0, verbose=False); s.start(); "
    "print(s.get_host_and_port()[1], flush=True); time.sleep(3600)"
)


@contextmanager
def s3_server() -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """A server of its own: the environment by which it is found, and its process."""
    pytest.importorskip("obstore")
    pytest.importorskip("moto")
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        address = f"http://127.0.0.1:{int(server.stdout.readline())}"
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "us-east-1"}
        yield {"AWS_ENDPOINT": address, **keys}, server
        server.kill()


def new_bucket(environment: dict[str, str], name: str) -> None:
    """Make the bucket on the server of that environment."""
    asked = urllib.request.Request(f"{environment['AWS_ENDPOINT']}/{name}", method="PUT")
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200


@pytest.fixture(scope="session")
def s3() -> Iterator[dict[str, str]]:
    """The environment by which a server for all tests is found."""
    with s3_server() as (environment, _):
        yield environment


@pytest.fixture
def bucket(s3: dict[str, str], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket; the environment says how it is reached."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:20]
    new_bucket(s3, name)
    return f"s3://{name}"
