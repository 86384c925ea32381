"""A PostgreSQL server for tests: Debian's, started for itself on a socket in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count()


def program(name: str) -> str | None:
    """Where a program of PostgreSQL is; Debian keeps those of a server out of the way."""
    places = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(places[-1]) if places else shutil.which(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """The folder with the socket of a running server."""
    if program("initdb") is None:
        pytest.skip("no PostgreSQL on this machine: apt-get install postgresql to run the tests of the server")
    folder = Path(tempfile.mkdtemp(prefix="jixiao-pg-"))
    # A server refuses to run as root.
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if other:
        shutil.chown(folder, "postgres")
    made = ["-D", str(folder / "data"), "-A", "trust", "-U", "jixiao", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "check": True}
    subprocess.run([*other, str(program("initdb")), *made], cwd=folder, **quiet)  # type: ignore[call-overload]
    options = ["-D", str(folder / "data"), "-o", f"-k {folder} -c listen_addresses='' -F", "-l", str(folder / "log")]
    subprocess.run([*other, str(program("pg_ctl")), *options, "-w", "start"], cwd=folder, **quiet)  # type: ignore[call-overload]
    yield folder
    stopped = [*other, str(program("pg_ctl")), "-D", str(folder / "data"), "-m", "immediate", "stop"]
    subprocess.run(stopped, cwd=folder, **quiet)  # type: ignore[call-overload]
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def server(postgres: Path) -> Path:
    """The URL of a new, empty database on the server, as a path."""
    import psycopg

    name = f"office{next(_NUMBERS)}"
    with psycopg.connect(f"postgresql://jixiao@/postgres?host={postgres}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return Path(f"postgresql://jixiao@/{name}?host={postgres}")
