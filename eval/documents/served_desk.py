"""A desk on a port of this machine, over a store in a folder: for pictures, for timing and for tests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from jixiao.app.desk.desk import Desk
from jixiao.web.access import Access, Local
from jixiao.web.server import create


@contextmanager
def served_store(folder: Path) -> Iterator[str]:
    """The address of a desk over the store of the folder and the documents there."""
    access = Local("李核")
    with running(Desk(folder / "库.db", [folder]), access, hosts=True) as address:
        yield f"{address}/?token={access.token}"


@contextmanager
def running(desk: Desk, access: Access, hosts: bool = False) -> Iterator[str]:
    """The address of the desk while it is served; it answers to that alone where `hosts`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        app = create(desk, access, (f"127.0.0.1:{port}",) if hosts else ())
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)
