"""Starts the desk: on this machine alone, or for an office."""

from __future__ import annotations

import socket
import sys
import webbrowser
from contextlib import suppress
from threading import Thread, Timer

import uvicorn
from fastapi import FastAPI

from jixiao.app.desk.desk import Desk
from jixiao.errors import ConfigError, StoreError, reason_of
from jixiao.web.access import Local
from jixiao.web.entry.office import Office
from jixiao.web.server import create

_HERE = "127.0.0.1"
_SOON = 0.6  # seconds after which the server is ready for the browser


def serve_here(desk: Desk, access: Local, port: int = 0, browser: bool = True) -> None:
    """Serve whoever has the address, which is printed and opened, until it is stopped; nobody outside this machine."""
    with _bound(_HERE, port) as listener:
        port = listener.getsockname()[1]
        address = f"http://{_HERE}:{port}/?token={access.token}"
        app = create(desk, access, (f"{_HERE}:{port}", f"localhost:{port}"))
        print(f"工作台开在 {address}\n只有这台机器上拿到这个地址的人能用；按 Ctrl+C 停止", file=sys.stderr, flush=True)
        if browser:
            opening = Timer(_SOON, webbrowser.open, [address])
            opening.daemon = True
            opening.start()
        _run(app, listener, desk)


def serve_office(desk: Desk, host: str, port: int) -> None:
    """Serve the users of the store at the address, until it is stopped; the first one is made where there is none."""
    office = Office(desk)
    first = office.first()
    with _bound(host, port) as listener:
        shown = f"http://{host}:{listener.getsockname()[1]}/"
        print(f"工作台开在 {shown}，按 Ctrl+C 停止", file=sys.stderr, flush=True)
        if first is not None:
            print(f"还没有用户，已建管理员 {first[0]}，密码 {first[1]}（只显示这一次）", file=sys.stderr, flush=True)
        if host not in (_HERE, "localhost"):
            said = "别的机器也能连上：请放在 HTTPS 的反向代理后面，密码才不会明着传（见 docs/desk.md）"
            print(said, file=sys.stderr, flush=True)
        _run(create(desk, office), listener, desk)


def at(address: str) -> tuple[str, int]:
    """Host and port of an address such as 0.0.0.0:8080; ConfigError where it is none."""
    host, mark, port = address.rpartition(":")
    if not mark or not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise ConfigError(f"--serve 应写成 地址:端口，如 0.0.0.0:8080，现为 {address!r}")
    return host, int(port)


def _bound(host: str, port: int) -> socket.socket:
    # Said to be TCP, or asyncio leaves each small answer waiting for 40 ms (TCP_NODELAY).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as exc:
        listener.close()
        raise ConfigError(f"端口 {port} 用不了（{reason_of(exc)}）；请换一个 --port，或不写任选一个空的") from exc
    return listener


def _run(app: FastAPI, listener: socket.socket, desk: Desk) -> None:
    warming = Thread(target=_warm, args=(desk,), name="warming", daemon=True)
    warming.start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=30)
    uvicorn.Server(config).run(sockets=[listener])


def _warm(desk: Desk) -> None:
    """Look at the store once before anybody asks; what is wrong with it is told to whoever does."""
    with suppress(StoreError):
        desk.board.left()
