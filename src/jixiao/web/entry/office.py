"""The desk for an office: users with passwords, sessions in the browser, tokens for programs."""

from __future__ import annotations

import secrets
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import cast

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from fastapi import Request

from jixiao.app.desk.desk import Desk
from jixiao.errors import ConfigError, NotThere, TooOften
from jixiao.store.desk import Account
from jixiao.web.access import COOKIE, ROLES, Role, Session, User, bearer

SHORTEST = 10
_SESSION, _TOKEN = timedelta(hours=12), timedelta(days=365)
# So many wrong passwords for a name or from an address within so many seconds, and the next has to wait.
_TRIES, _WITHIN = 6, 300.0
_LONGEST_NAME = 40


@dataclass(slots=True)
class Tries:
    """Wrong passwords of late, by name and by address."""

    lock: Lock = field(default_factory=Lock)
    made: dict[str, deque[float]] = field(default_factory=dict)

    def check(self, *keys: str) -> None:
        """TooOften where one of them has had too many."""
        now = time.monotonic()
        with self.lock:
            for key in keys:
                times = self.made.get(key, deque())
                while times and now - times[0] > _WITHIN:
                    times.popleft()
                if len(times) >= _TRIES:
                    wait = int((_WITHIN - (now - times[0])) / 60) + 1
                    raise TooOften(f"密码错的次数太多，请过 {wait} 分钟再试；忘了密码请找管理员重设")

    def wrong(self, *keys: str) -> None:
        """One more for each of them."""
        with self.lock:
            for key in keys:
                self.made.setdefault(key, deque()).append(time.monotonic())


class Office:
    """Users of the desk's store, told apart by what they have in the browser or send as a token."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hasher = PasswordHasher()
        self._tries = Tries()
        self._nobody = self._hasher.hash(secrets.token_hex())

    def session(self, request: Request) -> Session | None:
        """The session of the request, None where nobody is signed in."""
        for token, sent in ((request.cookies.get(COOKIE, ""), False), (bearer(request), True)):
            account = self._desk.store.desk.owner(_digest(token)) if token else None
            if account is not None:
                return Session(_user(account), _digest(f"proof {token}")[:32], token=sent)
        return None

    def sign_in(self, name: str, password: str, address: str) -> str:
        """The token of a new session; ConfigError where name and password do not go together, TooOften after many."""
        self._tries.check(f"name {name}", f"address {address}")
        account = self._desk.store.desk.account(name)
        try:
            self._hasher.verify(account.secret if account else self._nobody, password)
        except (Argon2Error, InvalidHashError):
            account = None
        if account is None:
            self._tries.wrong(f"name {name}", f"address {address}")
            raise ConfigError("用户名或密码不对；请再试，忘了密码请找管理员重设")
        return self._token(account.name, "session", _SESSION)

    def sign_out(self, token: str) -> None:
        """End the session of the token."""
        self._desk.store.desk.drop_token(_digest(token))

    def new_token(self, name: str) -> str:
        """A token for a program of the user's, to be shown once; it is good for a year."""
        return self._token(name, "program", _TOKEN)

    def put(self, name: str, role: str, password: str = "") -> str:
        """Keep a user, in the place of one of that name; the password, a new one where none is given."""
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or role not in ROLES:
            raise ConfigError(f"请写用户名（不超过 {_LONGEST_NAME} 个字），角色选 {'、'.join(ROLES.values())} 之一")
        password = password or secrets.token_urlsafe(9)
        if len(password) < SHORTEST:
            raise ConfigError(f"密码至少 {SHORTEST} 位；请换一个长一些的")
        self._desk.store.desk.put_account(Account(name, role, self._hasher.hash(password)))
        return password

    def drop(self, name: str) -> None:
        """Forget a user; what was signed with the name stays. The last administrator stays too."""
        accounts = self.accounts()
        if all(each.name != name for each in accounts):
            raise NotThere(f"没有“{name}”这个用户；请刷新页面再看")
        if not any(each.role == "admin" for each in accounts if each.name != name):
            raise ConfigError("这是最后一个管理员，不能删；请先把别人设为管理员")
        self._desk.store.desk.drop_account(name)

    def accounts(self) -> list[Account]:
        """All users."""
        return self._desk.store.desk.accounts()

    def reviewers(self) -> list[str]:
        """The names of those who may review."""
        return [each.name for each in self.accounts() if _user(each).may("reviewer")]

    def first(self) -> tuple[str, str] | None:
        """Name and password of an administrator that is made where there is no user yet."""
        if self.accounts():
            return None
        return "admin", self.put("admin", "admin")

    def _token(self, name: str, kind: str, lasts: timedelta) -> str:
        token = secrets.token_urlsafe(24)
        ends = (datetime.now(UTC) + lasts).isoformat(timespec="milliseconds")
        self._desk.store.desk.add_token(_digest(token), name, kind, ends)
        return token


def _user(account: Account) -> User:
    return User(account.name, cast("Role", account.role), named=True)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
