"""Reviews on the desk: which forms there are to review, the opinion on one, and what a reviewer decides on it."""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path
from threading import Lock, Thread

from jixiao import export
from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.app.workspace import Workspace
from jixiao.checks import check
from jixiao.errors import ConfigError, NotThere
from jixiao.pages.view import page_sizes, page_view
from jixiao.records import Checked
from jixiao.records.annotations.decisions import Decision, Verdict
from jixiao.reviews import Basis, Opinion
from jixiao.reviews.opinion import OWN
from jixiao.reviews.run import review_one
from jixiao.scratch import Scratch
from jixiao.sources.convert import printed

_ZOOM, _AT_HAND = 2.0, 8


def opinion_on(desk: Desk, form: OpenForm) -> Opinion:
    """The opinion on the form as it stands now, with what was decided; what checks find is kept."""
    workspace, store, reading = desk.workspace, desk.store, checked(desk, form)
    return review_one(reading, form.at + 1, Basis(workspace.library, decided=store.decisions.latest))


def checked(desk: Desk, form: OpenForm) -> Checked:
    """The form's reading with what checks find in it now, which is kept."""
    reading = form.reading
    if not isinstance(reading, Checked):
        reading = check(reading, desk.workspace.rules)
        desk.store.checks.add(reading, asdict(desk.workspace.rules))
        desk.remember(form, reading)
    return reading


def decide(desk: Desk, form: OpenForm, decision: Decision, seen: str | None = None) -> Opinion:
    """Keep the decision on a remark of the form; the opinion with it.

    NotThere where there is no such remark, StaleError where another decision stands there than was `seen`.
    """
    if decision.verdict == "changed" and not decision.text.strip():
        raise ConfigError("处理是“改为”，但没有写改成什么；请写明再存")
    known = {remark.matter for remark in opinion_on(desk, form).remarks}
    if decision.matter not in known:
        raise NotThere("这条意见现在没有了：表改过，或检查不再提它；请刷新页面再看")
    desk.store.decisions.add([decision], seen)
    return opinion_on(desk, form)


def add_own(desk: Desk, form: OpenForm, path: str, text: str, reviewer: str) -> Opinion:
    """Keep what the reviewer found himself, at the field path; the opinion with it."""
    if not text.strip():
        raise ConfigError("没有写意见；请写明问题和怎么改")
    if "|" in path:
        raise ConfigError(f"“{path}”不是栏目路径；请选中一格再写")
    matter = f"{OWN}|{form.at + 1}|{path}|{secrets.token_hex(4)}"
    verdict: Verdict = "accepted"
    said = Decision(sha256=form.reading.source.sha256, matter=matter, verdict=verdict, text=text, reviewer=reviewer)
    desk.store.decisions.add([said])
    return opinion_on(desk, form)


def as_word(desk: Desk, form: OpenForm) -> bytes:
    """The opinion as it goes out, in Word."""
    with Scratch() as folder:
        return export.word_opinion(opinion_on(desk, form), Path(folder) / "opinion.docx").read_bytes()


class Printed:
    """Opinions as they print, page by page; the last ones are kept at hand."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._made: OrderedDict[str, list[bytes]] = OrderedDict()

    def pages(self, form: OpenForm) -> list[bytes]:
        """The pages of the opinion as it goes out now, as JPEG; MissingTool where nothing can lay them out."""
        opinion = opinion_on(self._desk, form)
        key = hashlib.sha256(opinion.model_dump_json().encode()).hexdigest()
        with self._lock:  # one is laid out at a time
            if key not in self._made:
                with Scratch() as folder:
                    document = export.word_opinion(opinion, Path(folder) / "opinion.docx")
                    made = printed(document, Path(folder))
                    self._made[key] = [page_view(made, n + 1, _ZOOM) for n in range(len(page_sizes(made)))]
                while len(self._made) > _AT_HAND:
                    self._made.popitem(last=False)
            return self._made[key]


class Checking:
    """Checks whatever was not checked since it was last changed, in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._thread: Thread | None = None
        self.left = 0

    def start(self) -> None:
        """Begin, unless it is going on."""
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = Thread(target=self._run, name="checking", daemon=True)
            self._thread.start()

    @property
    def going(self) -> bool:
        """Whether it is going on."""
        with self._lock:
            return self._thread is not None and self._thread.is_alive()

    def _run(self) -> None:
        with Workspace(self._desk.place, config=self._desk.config) as workspace:
            store = workspace.store_at(self._desk.place)
            store.refresh()
            waiting = store.reviewing.unchecked()
            self.left = len(waiting)
            for number in waiting:
                store.checks.add(check(store.kept(number), workspace.rules), asdict(workspace.rules))
                self.left -= 1
