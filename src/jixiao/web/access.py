"""Who asks: a user behind a session in the browser or a token, or on one machine whoever started the desk."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, Protocol

from fastapi import Request

from jixiao.errors import NotAllowed, SignedOut

Role = Literal["reader", "corrector", "reviewer", "admin"]
ROLES: dict[Role, str] = {"reader": "只看", "corrector": "核对", "reviewer": "审核", "admin": "管理"}
_ORDER: tuple[Role, ...] = ("reader", "corrector", "reviewer", "admin")
COOKIE = "jixiao_desk"


@dataclass(frozen=True, slots=True)
class User:
    """A user: what corrections are signed with, and how far the role goes. `named` ones sign in."""

    name: str
    role: Role = "admin"
    named: bool = False

    @property
    def admin(self) -> bool:
        """Whether it may manage users."""
        return self.role == "admin" and self.named

    def may(self, role: Role) -> bool:
        """Whether the role reaches as far as that one."""
        return _ORDER.index(self.role) >= _ORDER.index(role)


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in; `proof` must come with what changes something, unless the request came with a `token`."""

    user: User
    proof: str
    token: bool = False


class Access(Protocol):
    """How requests are told apart."""

    def session(self, request: Request) -> Session | None:
        """The session of the request, None where nobody is signed in."""

    def reviewers(self) -> list[str]:
        """The names of those who may review."""


@dataclass(slots=True)
class Local:
    """One person on one machine: whoever came with the address that the program printed has a cookie with its token.

    Other programs and pages of the machine have neither.
    """

    name: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def session(self, request: Request) -> Session | None:
        """The session of whoever has the token."""
        if hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self.token.encode()):
            return Session(User(self.name), self.proof)
        if hmac.compare_digest(bearer(request).encode(), self.token.encode()):
            return Session(User(self.name), self.proof, token=True)
        return None

    def reviewers(self) -> list[str]:
        """The one person."""
        return [self.name]

    @property
    def proof(self) -> str:
        """What the pages carry and others cannot read."""
        return sha256(f"proof {self.token}".encode()).hexdigest()[:32]


def bearer(request: Request) -> str:
    """The token that a program sends, "" without."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def session_of(request: Request) -> Session | None:
    """The session that the guard found."""
    found: Session | None = getattr(request.state, "session", None)
    return found


def user_of(request: Request, role: Role = "reader") -> User:
    """The user, who must reach the role; SignedOut or NotAllowed otherwise."""
    session = session_of(request)
    if session is None:
        raise SignedOut("没有登录，或登录已过期；请重新登录，没存的输入还在这台机器上")
    if not session.user.may(role):
        raise NotAllowed(f"您的角色是“{ROLES[session.user.role]}”，这里要“{ROLES[role]}”；需要时请管理员改您的角色")
    return session.user
