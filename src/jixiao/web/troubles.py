"""What cannot be had, told: JSON to programs and scripts, a page to people, each with what to do."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from jixiao.errors import (
    ConfigError,
    JixiaoError,
    NotAllowed,
    NotThere,
    PageError,
    ResourceError,
    SignedOut,
    SourceError,
    StaleError,
    StoreError,
    TooMuch,
    TooOften,
)

_STATUS: tuple[tuple[type[JixiaoError], int, str], ...] = (
    (NotThere, 404, "没有这一份"),
    (SignedOut, 401, "请登录"),
    (NotAllowed, 403, "不能这样做"),
    (TooMuch, 413, "太大了"),
    (TooOften, 429, "太频繁了"),
    (StaleError, 409, "别人改过了"),
    (StoreError, 503, "数据库用不了"),
    (PageError, 404, "没有这一页"),
    (SourceError, 404, "文件不在手边"),
    (ConfigError, 400, "写法不对"),
    (ResourceError, 400, "和已有的叫法矛盾"),
)


def told(request: Request, error: JixiaoError) -> Response:
    """The answer that says what is wrong."""
    status, heading = next(((s, h) for kind, s, h in _STATUS if isinstance(error, kind)), (500, "出错了"))
    path = request.url.path
    if path.startswith("/api") or "text/html" not in request.headers.get("Accept", ""):
        said: dict[str, object] = {"code": error.code, "message": str(error)}
        if isinstance(error, StaleError):
            said["now"] = error.found
        return JSONResponse(said, status)
    from jixiao.web.rendering import page

    if status == 401 and getattr(request.app.state, "signs_in", False):
        return RedirectResponse(f"/sign-in?back={path}", 303)
    return page(request, "trouble.html", status=status, heading=heading, message=str(error))
