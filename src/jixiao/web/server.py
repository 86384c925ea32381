"""The desk as a program that answers HTTP."""

from __future__ import annotations

from collections.abc import Collection

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.exceptions import HTTPException

import jixiao
from jixiao.app.desk.desk import Desk
from jixiao.app.desk.reviewing import Checking, Printed
from jixiao.app.desk.uploads import Uploads
from jixiao.errors import JixiaoError, NotThere, SignedOut
from jixiao.web.access import Access
from jixiao.web.entry import users
from jixiao.web.entry.guard import Guard
from jixiao.web.entry.office import Office
from jixiao.web.rendering import STATIC
from jixiao.web.rooms import auditing, drafting, forms, handling, learning, pages, readings, reviewing, uploads
from jixiao.web.troubles import told

_ABOUT = "表、改正、图片和队列。程序用 `Authorization: Bearer 令牌` 登录；说明见 docs/desk.md。"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


def create(desk: Desk, access: Access, hosts: Collection[str] = ()) -> FastAPI:
    """The desk behind its guard; it answers to the `hosts` alone, to any where none is named."""
    app = FastAPI(
        title="jixiao",
        version=jixiao.__version__,
        description=_ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.desk = desk
    app.state.access = access
    app.state.uploads = Uploads(desk)
    app.state.checking = Checking(desk)
    app.state.printed = Printed(desk)
    app.include_router(pages.router)
    app.include_router(auditing.router)
    app.include_router(reviewing.router)
    app.include_router(handling.router)
    app.include_router(drafting.router)
    app.include_router(forms.router)
    app.include_router(learning.router)
    app.include_router(readings.router)
    app.include_router(reviewing.api)
    app.include_router(drafting.api)
    app.include_router(uploads.router)
    if isinstance(access, Office):
        app.state.signs_in = True
        app.include_router(users.router)
    else:
        app.add_api_route("/sign-in", _by_the_address, include_in_schema=False)
    app.add_api_route("/static/{version}/{name}", _static, include_in_schema=False)
    app.add_exception_handler(JixiaoError, _told)
    app.add_exception_handler(HTTPException, _lost)
    app.add_exception_handler(RequestValidationError, _miswritten)
    app.add_middleware(Guard, access=access, hosts=hosts)
    return app


def _static(version: str, name: str) -> Response:
    """A file that belongs to the pages; the version in its address lets browsers keep it."""
    path = STATIC / name
    if path.suffix not in _TYPES or path.parent != STATIC or not path.is_file():
        raise NotThere(f"没有 {name} 这个文件；请刷新页面")
    return FileResponse(path, media_type=_TYPES[path.suffix])


def _by_the_address() -> Response:
    """On one machine nobody signs in."""
    raise SignedOut("浏览器里的凭证没有了；请用程序打印出来的地址再打开一次，没存的输入会自动存下")


async def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, JixiaoError)
    return told(request, error)


async def _lost(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in (404, 405):
        return told(request, NotThere(f"没有 {request.url.path} 这个地址；请从队列进去"))
    return JSONResponse({"code": "desk.request", "message": "请求读不出；请刷新页面再试"}, error.status_code)


async def _miswritten(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = "、".join(dict.fromkeys(".".join(str(part) for part in each["loc"][1:]) for each in error.errors()))
    said = f"请求里 {places or '有一项'} 的写法不对；格式见 /api/openapi.json"
    return JSONResponse({"code": "desk.request", "message": said}, 422)
