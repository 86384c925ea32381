"""How bytes go to an endpoint and come back: to its address alone, within a time and a size.

The vendor's client would wait as long as each single byte comes in time, read answers of any size, follow redirects
with the document's text, and send headers that other programs' environment variables ask for. Nothing of that
happens here.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from contextvars import ContextVar
from typing import Any

import httpcore2
import httpx2

# What is sent beside the body. Others that the vendor's client adds (its version, the system, organisation and project
# from OPENAI_* variables) stay here.
_SENT = ("host", "authorization", "content-type", "content-length", "transfer-encoding", "accept", "user-agent")
# No answer is as long as that in bytes: a token of Chinese is seldom over 12 bytes of JSON, and a model that thinks
# aloud says many times what it answers.
_BYTES_A_TOKEN, _BYTES_BESIDE = 128, 1 << 20

_ends: ContextVar[float] = ContextVar("when the request under way is to end, by the monotonic clock")


class TooLarge(httpx2.ReadError):
    """An answer beyond the size that any answer to the question can have."""


def most_bytes(answer_tokens: int) -> int:
    """The size in bytes that an answer of so many tokens stays below, thoughts and protocol counted."""
    return _BYTES_BESIDE + answer_tokens * _BYTES_A_TOKEN


def client(most: int, connections: int, proxy: str = "") -> httpx2.Client:
    """A client for one endpoint whose requests end in the read timeout they are given, and whose answers have at most
    `most` bytes, unpacked. So many `connections` are open at once. Environment variables are not read; a `proxy` is
    used where it is set."""
    return httpx2.Client(transport=_Transport(most, connections, proxy), trust_env=False, follow_redirects=False)


class _Transport(httpx2.BaseTransport):
    def __init__(self, most: int, connections: int, proxy: str) -> None:
        self._most = most
        given: dict[str, Any] = {
            "ssl_context": httpx2.create_ssl_context(),
            "network_backend": _Network(),
            "max_connections": connections,
        }
        self._pool = httpcore2.HTTPProxy(proxy_url=proxy, **given) if proxy else httpcore2.ConnectionPool(**given)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response, read whole; TimeoutException, TooLarge or another TransportError where it cannot be had."""
        seconds = request.extensions.get("timeout", {}).get("read")
        token = _ends.set(time.monotonic() + (seconds if seconds is not None else float("inf")))
        try:
            return self._whole(request)
        except httpcore2.TimeoutException as exc:
            raise httpx2.ReadTimeout("the request did not end in time", request=request) from exc
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, zlib.error) as exc:
            raise httpx2.ReadError("the connection failed", request=request) from exc
        finally:
            _ends.reset(token)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _whole(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        asked = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[(n, v) for n, v in request.headers.raw if n.decode().lower() in _SENT]
            + [(b"Accept-Encoding", b"identity")],
            content=request.stream,
            extensions=request.extensions,
        )
        response = self._pool.handle_request(asked)
        headers = httpx2.Headers(response.headers)
        stream = response.stream
        assert isinstance(stream, Iterable)
        with closing(response):
            body = b"".join(_bounded(_unpacked(stream, headers.get("content-encoding", "")), self._most))
        for name in ("content-encoding", "content-length", "transfer-encoding"):
            headers.pop(name, None)
        return httpx2.Response(response.status, headers=headers, content=body, extensions=response.extensions)


def _unpacked(stream: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes of the body, in pieces of bounded size, though they came packed."""
    if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
        yield from stream
        return
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for piece in stream:
        while piece:
            yield unpacking.decompress(piece, 1 << 16)
            piece = unpacking.unconsumed_tail


def _bounded(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        _left()
        total += len(piece)
        if total > most:
            raise TooLarge(f"more than {most} bytes")
        yield piece


def _left() -> float:
    """The seconds that the request under way still has; ReadTimeout where it has none."""
    left = _ends.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the request did not end in time")
    return left


def _within(timeout: float | None) -> float | None:
    left = _left()
    shortest = left if timeout is None else min(timeout, left)
    return None if shortest == float("inf") else shortest


class _Network(httpcore2.NetworkBackend):
    """Connections whose every read and write has at most the time that is left of the whole request."""

    def __init__(self) -> None:
        self._real = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to this address."""
        return _Stream(self._real.connect_tcp(host, port, _within(timeout), local_address, socket_options))

    def sleep(self, seconds: float) -> None:
        """Wait so long."""
        self._real.sleep(seconds)


class _Stream(httpcore2.NetworkStream):
    def __init__(self, real: httpcore2.NetworkStream) -> None:
        self._real = real

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most so many bytes."""
        return self._real.read(max_bytes, _within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send these bytes."""
        self._real.write(buffer, _within(timeout))

    def close(self) -> None:
        """End the connection."""
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted."""
        return _Stream(self._real.start_tls(ssl_context, server_hostname, _within(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What the connection says of itself."""
        return self._real.get_extra_info(info)
