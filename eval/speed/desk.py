"""How fast the desk answers, and whether anything is lost: in a browser's stead, over HTTP.

    python -m eval.speed.desk [--forms 20000] [--users 20] [--seconds 60] [--kills 50]

Says, from documents of `samples/`: milliseconds to open a form of 500 values and to understand a typed value; to open
the queue over so many forms; the slowest twentieth of requests while users correct at once, and whether each of their
corrections is there; and whether every acknowledged correction is there after the server was killed in the middle, so
many times. The server is a process of its own on 127.0.0.1; figures are server and loopback together.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from jixiao import Indicator
from jixiao.app.workspace import Workspace
from jixiao.records import Reading
from jixiao.scratch import Scratch
from jixiao.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_DOUBTED = 12  # values in doubt of each copied form


@dataclass
class Server:
    """A running desk."""

    process: subprocess.Popen[str]
    client: httpx.Client


@contextmanager
def serving(store: Path) -> Iterator[Server]:
    """The desk over the store, as its command starts it; killed at the end."""
    program = "from jixiao.cli import main; main()"
    command = [sys.executable, "-c", program, "desk", str(store), "--no-browser", "--port", str(_port())]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found, said = None, ""
    while found is None:
        line = process.stderr.readline()
        said += line
        if not line:
            raise SystemExit(f"the desk did not start: {said[-2000:]}")
        found = re.search(r"(http://\S+)/\?token=(\S+)", line)
    client = httpx.Client(base_url=found[1], headers={"Authorization": f"Bearer {found[2]}"}, timeout=120)
    while True:
        try:
            client.get("/api/queue")
            break
        except httpx.TransportError:
            time.sleep(0.05)
    try:
        yield Server(process, client)
    finally:
        process.kill()
        process.wait()


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def filled(store: Path, forms: int, rows: int = 0) -> None:
    """A store of so many forms with values in doubt; each of `rows` indicators where that is given."""
    with Workspace() as desk:
        reading = desk.extract(SAMPLES / "xingan-projects.pdf")
    if rows:
        record = reading.projects[0]
        record.indicators = [Indicator(**record.indicators[n % 5].model_dump()) for n in range(rows)]
        for n in range(rows):
            for name in ("level3", "value"):
                record.evidence[f"indicators[{n}].{name}"] = record.evidence[f"indicators[{n % 5}].{name}"]
    with Store.open(store) as kept:
        run = kept.begin({})
        for number in range(max(1, forms // len(reading.records))):
            kept.add(run, _copied(reading, number))


def _copied(reading: Reading, number: int) -> Reading:
    made = reading.model_copy(deep=True)
    made.source.sha256 = f"{number:08x}{reading.source.sha256[8:]}"
    made.source.name = f"文件{number:05}.pdf"
    for record in made.records:
        paths = [path for path in record.evidence if path.startswith("indicators")][:_DOUBTED]
        record.doubts = {path: ["low-score" if n % 3 else "worn"] for n, path in enumerate(paths)}
    return made


def timed(act: Callable[[], httpx.Response], times: int) -> list[float]:
    """Milliseconds of each of so many answers, after one that warms up."""
    act().raise_for_status()
    out = []
    for _ in range(times):
        begun = time.perf_counter()
        act().raise_for_status()
        out.append(1000 * (time.perf_counter() - begun))
    return out


def told(what: str, took: list[float], allowed: float, worked: float | None = None) -> None:
    """One line: the median and the slowest twentieth beside what is allowed; `worked` are the server's milliseconds of
    processor time for each, which others on the machine do not change."""
    slow = sorted(took)[int(0.95 * (len(took) - 1))]
    own = f"; {worked / len(took):.0f} ms of processor time each" if worked is not None else ""
    print(
        f"{what}: median {statistics.median(took):.0f} ms, p95 {slow:.0f} ms (allowed {allowed:.0f} ms){own}",
        flush=True,
    )


def processor(server: Server) -> float:
    """Milliseconds of processor time that the server has used."""
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def open_form(folder: Path) -> None:
    """A form of 500 values, and a value typed into it."""
    filled(folder / "form.db", 4, rows=100)
    with serving(folder / "form.db") as server:
        form = next(f for f in server.client.get("/api/forms").json() if f["record"] == 1)
        values = server.client.get(f"/api{form['address']}").text.count('"path"')
        begun = processor(server)
        took = timed(lambda: server.client.get(form["address"]), 20)
        told(f"a form of {values} values opens", took, 300, processor(server) - begun)
        body = {"path": "indicators[3].value", "text": "≥95%"}
        begun = processor(server)
        took = timed(lambda: server.client.post(f"/api{form['address']}/try", json=body), 40)
        told("a typed value is understood", took, 50, processor(server) - begun)


def open_queue(folder: Path, forms: int) -> None:
    """The queue over many forms."""
    filled(folder / "queue.db", forms)
    with serving(folder / "queue.db") as server:
        for by in ("cause", "file", "department"):
            took = timed(lambda by=by: server.client.get("/", params={"by": by}), 5)  # type: ignore[misc]
            told(f"the queue of {forms} forms opens by {by}", took, 500)
        form = server.client.get("/api/forms", params={"open": True, "by": "file", "of": "文件00007.pdf"}).json()[0]
        took = timed(lambda: server.client.get(form["address"], params={"by": "all"}), 10)
        told("a form in it opens", took, 300)


@dataclass
class User:
    """Somebody who corrects: how long each answer took, what was acknowledged, what went wrong."""

    took: list[float] = field(default_factory=list)
    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def correct(client: httpx.Client, user: User, name: str, until: float, forms: list[dict[str, Any]]) -> None:
    """Correct values of random forms until the time is over; what another user changed is looked at anew."""
    draw = random.Random(name)
    while time.monotonic() < until:
        form = draw.choice(forms)
        path = f"indicators[{draw.randrange(5)}].value"
        try:
            sheet = client.get(f"/api{form['address']}").json()["sheet"]
            cells = {c["path"]: c for s in sheet["sections"] for c in [*s["cells"], *(c for r in s["rows"] for c in r)]}
            now = f"≥{draw.randrange(100)}%"
            item = {"action": "value", "path": path, "was": cells[path]["text"], "now": now}
            begun = time.perf_counter()
            answer = client.post(f"/api{form['address']}/corrections", json={"items": [item]})
            user.took.append(1000 * (time.perf_counter() - begun))
        except (httpx.TransportError, ValueError, KeyError) as error:
            user.wrong.append(repr(error))
            return
        if answer.status_code == 200:
            user.kept[form["address"], answer.json()["batch"]] = now
        elif answer.status_code != 409:
            user.wrong.append(answer.text[:200])
        time.sleep(draw.uniform(0.6, 1.8))  # a few keys of 300 ms each


def together(folder: Path, users: int, seconds: float) -> None:
    """Many users at once."""
    store = folder / "users.db"
    filled(store, 200)
    with serving(store) as server:
        forms = server.client.get("/api/forms").json()
        until, people = time.monotonic() + seconds, [User() for _ in range(users)]
        threads = []
        for n, user in enumerate(people):
            client = httpx.Client(base_url=server.client.base_url, headers=server.client.headers, timeout=60)
            threads.append(threading.Thread(target=correct, args=(client, user, f"u{n}", until, forms)))
        begun = processor(server)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        worked = processor(server) - begun
    took = [each for user in people for each in user.took]
    told(f"{users} users for {seconds:.0f} s, {len(took)} corrections", took, 200, worked)
    wrong = [each for user in people for each in user.wrong]
    print(f"  errors {len(wrong)} {wrong[:2]}; lost {_lost(store, people)}", flush=True)


def _lost(store: Path, people: list[User]) -> int:
    """How many acknowledged corrections are not in the store."""
    with Store.open(store) as kept:
        there = {name for each in kept.corrections.all() for name in (each.id, each.batch) if name}
    return sum(batch not in there for user in people for (_, batch) in user.kept if batch)


def killed(folder: Path, kills: int) -> None:
    """The server killed in the middle of correcting, at random moments."""
    store = folder / "kills.db"
    filled(store, 40)
    draw, lost, kept = random.Random(1), 0, 0
    for _ in range(kills):
        user = User()
        with serving(store) as server:
            forms = server.client.get("/api/forms").json()
            work = threading.Thread(target=_hasty, args=(server.client, user, draw.random(), forms))
            work.start()
            time.sleep(draw.uniform(0.05, 0.6))
            os.kill(server.process.pid, signal.SIGKILL)
            work.join()
        lost += _lost(store, [user])
        kept += len(user.kept)
    print(f"killed {kills} times: {kept} corrections acknowledged, {lost} lost", flush=True)
    if lost:
        raise SystemExit(1)


def _hasty(client: httpx.Client, user: User, seed: float, forms: list[dict[str, Any]]) -> None:
    draw = random.Random(seed)
    while True:
        form = draw.choice(forms)
        item = {"action": "row-add", "path": "indicators[0]"}
        try:
            answer = client.post(f"/api{form['address']}/corrections", json={"items": [item]})
        except httpx.TransportError:
            return
        if answer.status_code == 200:
            user.kept[form["address"], answer.json()["batch"]] = ""


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=20_000)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--only", choices=("form", "queue", "users", "kills"))
    wanted = parser.parse_args()
    with Scratch() as scratch:
        folder = Path(scratch)
        steps: dict[str, Callable[[], None]] = {
            "form": lambda: open_form(folder),
            "users": lambda: together(folder, wanted.users, wanted.seconds),
            "kills": lambda: killed(folder, wanted.kills),
            "queue": lambda: open_queue(folder, wanted.forms),
        }
        for name, step in steps.items():
            if wanted.only in (None, name):
                step()


if __name__ == "__main__":
    main()
