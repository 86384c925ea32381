"""Pages of an office's desk: signing in and out, users and their roles, tokens for programs."""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from jixiao.errors import ConfigError, NotAllowed, TooOften
from jixiao.web.access import COOKIE, ROLES, session_of, user_of
from jixiao.web.entry.guard import same_origin
from jixiao.web.entry.office import Office
from jixiao.web.rendering import page

router = APIRouter(include_in_schema=False)


def office_of(request: Request) -> Office:
    """The office whose desk it is."""
    return cast("Office", request.app.state.access)


@router.get("/sign-in")
def sign_in_page(request: Request, back: str = "/") -> Response:
    """The form to sign in."""
    if session_of(request) is not None:
        return RedirectResponse(_inside(back), 303)
    return page(request, "sign_in.html", back=_inside(back), said="", name="")


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """Sign in, and go where one wanted to go."""
    same_origin(request, request.headers.get("Host", ""))
    said = await _form(request)
    address = request.client.host if request.client else ""
    name, back = said.get("name", ""), _inside(said.get("back", "/"))
    try:
        token = await run_in_threadpool(office_of(request).sign_in, name, said.get("password", ""), address)
    except (ConfigError, TooOften) as error:
        status = 429 if isinstance(error, TooOften) else 403
        return page(request, "sign_in.html", status=status, back=back, said=str(error), name=name)
    answer = RedirectResponse(back, 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    office_of(request).sign_out(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE)
    return answer


@router.get("/users")
def users(request: Request) -> HTMLResponse:
    """All users, for administrators; and one's own token for programs."""
    return _users(request, "")


@router.post("/users")
async def change(request: Request) -> HTMLResponse:
    """Add a user or set one anew, take one out, or make a token for oneself."""
    said = await _form(request)
    session = session_of(request)
    if session is None or said.get("proof") != session.proof:
        raise NotAllowed("这个页面不是这次登录的，没有改；请刷新页面再试")
    return await run_in_threadpool(_changed, request, said)


def _changed(request: Request, said: dict[str, str]) -> HTMLResponse:
    office, name = office_of(request), said.get("name", "")
    if said.get("do") == "token":
        token = office.new_token(user_of(request).name)
        return _users(request, f"给程序用的令牌（只显示这一次，一年有效）：{token}")
    user_of(request, "admin")
    if said.get("do") == "drop":
        office.drop(name)
        return _users(request, f"“{name}”已删去；署他名字的改动都还在")
    password = office.put(name, said.get("role", ""), said.get("password", ""))
    return _users(request, f"“{name.strip()}”的密码是 {password}（只显示这一次），请告诉本人")


def _users(request: Request, said: str) -> HTMLResponse:
    user = user_of(request)
    accounts = office_of(request).accounts() if user.admin else []
    return page(request, "users.html", "/users", accounts=accounts, roles=ROLES, said=said)


async def _form(request: Request) -> dict[str, str]:
    try:
        fields = parse_qs((await request.body()).decode(), keep_blank_values=True)
    except UnicodeDecodeError as exc:
        raise ConfigError("请求读不出；请刷新页面再试") from exc
    return {name: values[0] for name, values in fields.items()}


def _inside(back: str) -> str:
    """The address, where it is one of the desk's own."""
    return back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/"
