"""What stands before every request: hosts, origins, sizes, sessions, and the headers that keep pages to themselves."""

from __future__ import annotations

import hmac
from collections.abc import Collection
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from jixiao.errors import JixiaoError, NotAllowed, SignedOut, TooMuch
from jixiao.web.access import COOKIE, Access, Local, session_of
from jixiao.web.troubles import told
from jixiao.web.words import MOST_MEGABYTES

MEGABYTE = 1 << 20
BODY, UPLOAD = 4 * MEGABYTE, MOST_MEGABYTES * MEGABYTE
_UPLOADS = "/api/uploads/file/"
_SAFE = ("GET", "HEAD", "OPTIONS")
# Plain forms: they carry the proof in a field, or need none.
_FORMS = ("/sign-out", "/users")
_OPEN = ("/static/", "/sign-in")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets a request through to the desk, or says why not.

    `hosts` are the names that the desk answers to (a page elsewhere may have its own name lead here); any where it
    is empty.
    """

    def __init__(self, app: ASGIApp, access: Access, hosts: Collection[str] = ()) -> None:
        self.app = app
        self.access = access
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        guarded = _headed(send, scope["path"])
        try:
            self._check(request)
        except JixiaoError as error:
            await told(request, error)(scope, receive, guarded)
            return
        if (entered := self._entered(request)) is not None:
            await _sent_on(entered, scope["path"], guarded)
            return
        body = _Body(receive, UPLOAD if scope["path"].startswith(_UPLOADS) else BODY)

        async def answered(message: Message) -> None:
            if not body.over:
                await guarded(message)
            elif message["type"] == "http.response.start":
                await told(request, body.refusal)(scope, receive, guarded)

        await self.app(scope, body.receive, answered)

    def _check(self, request: Request) -> None:
        host = request.headers.get("Host", "")
        if self.hosts and host not in self.hosts:
            raise NotAllowed(f"工作台不认 {host or '（没有写）'} 这个地址；请用程序打印出来的地址打开")
        request.state.session = self.access.session(request)
        length = request.headers.get("Content-Length", "0")
        limit = UPLOAD if request.url.path.startswith(_UPLOADS) else BODY
        if not length.isdigit() or int(length) > limit:
            raise _too_much(limit)
        if request.url.path.startswith(_OPEN) or self._entered(request) is not None:
            return
        session = session_of(request)
        if session is None:
            raise SignedOut("没有登录，或登录已过期；请重新登录（本机使用时，请用程序打印出来的地址打开）")
        if request.method not in _SAFE and not session.token:
            same_origin(request, host)
            if request.url.path not in _FORMS and not hmac.compare_digest(
                request.headers.get("X-Jixiao", "").encode(), session.proof.encode()
            ):
                raise NotAllowed("这个页面不是这次打开的工作台的，没有改；请刷新页面再试，输入的字还在")

    def _entered(self, request: Request) -> str | None:
        """The token with which somebody comes in for the first time, from the address that the program printed."""
        if not isinstance(self.access, Local) or request.method != "GET":
            return None
        given = request.query_params.get("token")
        return given if given and hmac.compare_digest(given.encode(), self.access.token.encode()) else None


def same_origin(request: Request, host: str) -> None:
    """NotAllowed where the request comes from a page of somebody else's."""
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != host:
        raise NotAllowed("请求来自别的网页，没有改；请在工作台自己的页面里操作")


def _headed(send: Send, path: str) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            kept = "public, max-age=31536000, immutable" if path.startswith("/static/") else "no-store"
            headers.setdefault("Cache-Control", kept)
        await send(message)

    return headed


class _Body:
    """The body as it comes, cut off where it is more than one may be."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._seen = 0
        self.refusal = _too_much(limit)

    @property
    def over(self) -> bool:
        """Whether it was cut off."""
        return self._seen > self._limit

    async def receive(self) -> Message:
        """The next part of it."""
        message = await self._receive()
        self._seen += len(message.get("body", b""))
        if self.over:
            raise self.refusal
        return message


def _too_much(limit: int) -> TooMuch:
    return TooMuch(f"一次最多 {limit // MEGABYTE} MB；请把大的文件分开，或用 jixiao extract 在命令行里读")


async def _sent_on(token: str, path: str, send: Send) -> None:
    """The cookie, and on to the page without the token in its address."""
    cookie = f"{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/"
    headers = [(b"location", path.encode()), (b"set-cookie", cookie.encode())]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
