"""The desk of an office: passwords, roles, sessions, tokens, and two people at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from tests.web.conftest import PATIENCE, running
from tests.web.test_forms_api import cells, change

from jixiao.app.desk.desk import Desk
from jixiao.errors import ConfigError
from jixiao.web.entry import office as rules
from jixiao.web.entry.office import Office
from jixiao.web.running import at

PASSWORD = "correct horse battery"


@dataclass
class Place:
    """A desk with users that answers."""

    office: Office
    address: str
    desk: Desk

    @contextmanager
    def enter(self, name: str, password: str = PASSWORD) -> Iterator[httpx.Client]:
        """A browser in which the user signed in."""
        with httpx.Client(base_url=self.address, headers={"Accept": "text/html"}, timeout=PATIENCE) as client:
            answer = client.post("/sign-in", data={"name": name, "password": password, "back": "/forms"})
            assert answer.status_code == 303 and answer.headers["location"] == "/forms"
            found = re.search(r'data-proof="(\w+)"', client.get("/forms").text)
            assert found
            client.headers.update({"X-Jixiao": found[1], "Accept": "application/json"})
            yield client


@pytest.fixture
def house(place: Path) -> Iterator[Place]:
    """An office with one user of every role."""
    desk = Desk(place / "库.db", [place])
    office = Office(desk)
    for name, role in (("王管", "admin"), ("李核", "corrector"), ("张审", "reviewer"), ("赵看", "reader")):
        office.put(name, role, PASSWORD)
    with running(desk, office) as address:
        yield Place(office, address, desk)


def form(client: httpx.Client) -> str:
    return f"/api{client.get('/api/forms').json()[0]['address']}"


def test_nobody_is_let_in_without_a_password(house: Place) -> None:
    outside = httpx.Client(base_url=house.address, headers={"Accept": "text/html"}, timeout=PATIENCE)
    answer = outside.get("/forms")
    assert answer.status_code == 303 and answer.headers["location"] == "/sign-in?back=/forms"
    assert outside.get("/api/forms").status_code == 401
    wrong = outside.post("/sign-in", data={"name": "李核", "password": "wrong password"})
    assert wrong.status_code == 403 and "用户名或密码不对" in wrong.text


def test_passwords_and_tokens_are_not_kept(house: Place) -> None:
    with house.enter("李核") as client:
        token = client.cookies["jixiao_desk"]
    kept = b"".join(path.read_bytes() for path in house.desk.place.parent.glob("库.db*"))
    assert PASSWORD.encode() not in kept and token.encode() not in kept
    assert b"$argon2id$" in kept


def test_guessing_is_slowed_down_and_the_right_password_waits_too(house: Place) -> None:
    outside = httpx.Client(base_url=house.address, timeout=PATIENCE)
    for _ in range(rules._TRIES):
        assert outside.post("/sign-in", data={"name": "李核", "password": "x" * 12}).status_code == 403
    answer = outside.post("/sign-in", data={"name": "李核", "password": PASSWORD})
    assert answer.status_code == 429 and "分钟再试" in answer.text


@pytest.mark.parametrize(
    ("name", "correcting", "deciding", "managing"),
    [("赵看", 403, 403, 403), ("李核", 200, 403, 403), ("张审", 200, 404, 403), ("王管", 200, 404, 200)],
)
def test_a_role_reaches_as_far_as_it_says(
    house: Place, name: str, correcting: int, deciding: int, managing: int
) -> None:
    with house.enter(name) as client:
        goal = form(client)
        cell = next(c for c in cells(client.get(goal).json()) if c["text"])
        assert change(client, goal, "confirm", cell["path"], cell["text"]).status_code == correcting
        said = {"matter": "1|none|x", "verdict": "accepted"}
        assert client.post(f"{goal}/decisions", json=said).status_code == deciding
        fields = {"proof": client.headers["X-Jixiao"], "name": "新人", "role": "reader"}
        assert client.post("/users", data=fields).status_code == managing


def test_what_two_people_change_is_signed_and_neither_is_lost(house: Place) -> None:
    with house.enter("李核") as one, house.enter("张审") as other:
        goal = form(one)
        cell = next(c for c in cells(one.get(goal).json()) if c["text"])
        assert change(one, goal, "value", cell["path"], cell["text"], "李核改的").status_code == 200
        refused = change(other, goal, "value", cell["path"], cell["text"], "张审改的")
        assert refused.status_code == 409 and refused.json()["now"] == "李核改的"
        assert change(other, goal, "value", cell["path"], "李核改的", "张审改的").status_code == 200
        trail = one.get("/api/changes.csv").text
    assert trail.index("李核改的") < trail.index("张审改的")
    assert "李核" in trail and "张审" in trail


def test_signing_out_ends_the_session_here_and_on_the_server(house: Place) -> None:
    with house.enter("李核") as client:
        token = client.cookies["jixiao_desk"]
        assert client.post("/sign-out").status_code == 303
    again = httpx.get(f"{house.address}/api/forms", cookies={"jixiao_desk": token}, timeout=PATIENCE)
    assert again.status_code == 401 and "重新登录" in again.json()["message"]


def test_a_new_password_ends_what_was_begun_with_the_old_one(house: Place) -> None:
    with house.enter("李核") as client:
        house.office.put("李核", "corrector", "another password")
        assert client.get("/api/forms").status_code == 401
    with house.enter("李核", "another password") as client:
        assert client.get("/api/forms").status_code == 200


def test_a_program_has_a_token_of_its_own(house: Place) -> None:
    with house.enter("赵看") as client:
        page = client.post("/users", data={"proof": client.headers["X-Jixiao"], "do": "token"})
    found = re.search(r"令牌（只显示这一次，一年有效）：([\w-]+)", page.text)
    assert found
    bearer = {"Authorization": f"Bearer {found[1]}"}
    program = httpx.Client(base_url=house.address, headers=bearer, timeout=PATIENCE)
    goal = form(program)
    assert change(program, goal, "complete", "", None).status_code == 403


def test_forms_of_other_sites_change_no_user(house: Place) -> None:
    with house.enter("王管") as client:
        stranger = {"Origin": "http://evil.example"}
        fields = {"proof": client.headers["X-Jixiao"], "name": "坏人", "role": "admin"}
        assert client.post("/users", data=fields, headers=stranger).status_code == 403
        assert client.post("/users", data={**fields, "proof": "guessed"}).status_code == 403
        back = client.post("/sign-in", data={"name": "王管", "password": PASSWORD, "back": "//evil.example"})
        assert back.headers["location"] == "/"
    assert "坏人" not in {each.name for each in house.office.accounts()}


def test_the_last_administrator_stays(house: Place) -> None:
    with pytest.raises(ConfigError, match="最后一个管理员"):
        house.office.drop("王管")
    with pytest.raises(ConfigError, match="至少 10 位"):
        house.office.put("王管", "admin", "short")


def test_the_first_administrator_is_made_once(place: Path) -> None:
    office = Office(Desk(place / "库.db"))
    made = office.first()
    assert made and office.sign_in(*made, "127.0.0.1")
    assert office.first() is None


@pytest.mark.parametrize("address", ["8080", "0.0.0.0", ":80", "0.0.0.0:x", "0.0.0.0:99999"])
def test_an_address_that_is_none_says_how(address: str) -> None:
    with pytest.raises(ConfigError, match=r"如 0\.0\.0\.0:8080"):
        at(address)
