"""What work needs beside its inputs: settings, store, library and model, each opened once, when it is first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from jixiao.app.events import Note, Step
from jixiao.app.files.inputs import Taken, is_store, needed_store, taken, there
from jixiao.config import CheckSettings, ModelSettings, Settings, load, load_checks, load_model
from jixiao.config.servers import server_url
from jixiao.engine.api import Intake, Paths, listed, read_documents, read_one
from jixiao.errors import ConfigError, StoreError

if TYPE_CHECKING:
    from jixiao.app.api import Readable
    from jixiao.app.correcting import Correcting
    from jixiao.drafts import Drafted, Manner, Project
    from jixiao.engine.asking import Inquiry
    from jixiao.library import Library
    from jixiao.llm import Model
    from jixiao.records import Checked, DepartmentGoal, ProjectGoal, Reading
    from jixiao.records.annotations.corrections import Correction
    from jixiao.reviews import Review
    from jixiao.store import Store
    from jixiao.suggestions import Suggestions

Tell = Callable[[Step | Note], None]


class Workspace:
    """Settings, store, library and model for work on documents. Use as a context manager, or `close()`.

        >>> with jixiao.Workspace("库.db") as desk:
        ...     for reading in desk.extract_many("材料/"):
        ...         print(reading.source.name, len(desk.check(reading).findings))

    `store` is a database that readings are kept in and suggestions come from; without one nothing is remembered.
    Without `settings` and `rules` those of `config` (a file; `jixiao.toml` of the current folder) and the environment
    count. No model is asked unless its settings, or an open one, are given. What takes a while is told to `tell`.
    Readings come as corrected; where `as_read` is set, as they were read.
    """

    def __init__(
        self,
        store: str | Path | None = None,
        settings: Settings | None = None,
        rules: CheckSettings | None = None,
        model: ModelSettings | Model | None = None,
        config: str | Path | None = None,
        tell: Tell | None = None,
    ) -> None:
        self.place = Path(store) if store is not None else None
        self.config = Path(config) if config is not None else None
        self.tell: Tell = tell or _ignore
        self._settings, self._rules, self._given = settings, rules, model
        self.as_read = False
        self._stores: dict[Path, Store] = {}
        self._stack = ExitStack()
        self._run: int | None = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of everything that was opened."""
        if self._run is not None and self.place is not None:
            self.store_at(self.place).finish(self._run)
            self._run = None
        self._stores.clear()
        self.__dict__.pop("library", None)
        self.__dict__.pop("model", None)
        self._stack.close()

    @cached_property
    def settings(self) -> Settings:
        """The settings of reading; ConfigError where one of the file or the environment is wrong."""
        return self._settings if self._settings is not None else load(self.config)

    @cached_property
    def rules(self) -> CheckSettings:
        """The settings of checks."""
        return self._rules if self._rules is not None else load_checks(self.config)

    @property
    def store(self) -> Store | None:
        """The open store, None where none was named; StoreError where there is none at the place."""
        return self.store_at(self.place) if self.place is not None else None

    def store_at(self, path: Path, new: bool = False) -> Store:
        """The store at the path, opened once; it is made where there is none only if it may be `new`."""
        key = path if server_url(path) else path.absolute()
        known = self._stores.get(key)
        if known is not None and not known.broken:
            return known
        from jixiao.store import Store

        opened = self._stack.enter_context(Store.open(path if new else needed_store(path)))
        self._stores[key] = opened
        return opened

    @cached_property
    def library(self) -> Library | None:
        """The library of the store, up to date, None without a store."""
        if self.store is None:
            return None
        from jixiao.library import Library

        self.tell(Step("整理指标库 …"))
        return Library.open(self.store, lambda done, total: self.tell(Step(f"整理指标库 {done}/{total} …")))

    @cached_property
    def model(self) -> Model | None:
        """The model that may be asked, None where none is."""
        if self._given is None or not isinstance(self._given, ModelSettings):
            return self._given
        if self._given.when == "never":
            return None
        return self._stack.enter_context(opened(self._given, self.place))

    @property
    def endpoint(self) -> ModelSettings | None:
        """The settings of the model that may be asked, None where none is."""
        chosen = self._given if isinstance(self._given, ModelSettings) or self._given is None else self._given.settings
        return chosen if chosen is not None and chosen.when != "never" else None

    def extract(self, path: str | Path) -> Reading:
        """The reading of one document, kept in the store where there is one, and corrected by it; SourceError where it
        cannot be read."""
        reading = read_one(Path(path), self.settings, self.model)
        self.keep([reading])
        return self.corrected(reading)

    def extract_many(self, paths: Paths, watch: Callable[[int, int], None] | None = None) -> Iterator[Reading]:
        """The readings of the documents behind the paths, in their order, kept in the store where there is one.

        A content that the store has a reading of, by this program with these settings, is not read again. A file that
        cannot be read is a reading that says why. `watch` is told of each document the pages done and the pages in all.
        """
        return self._extract_many(listed(paths), watch)

    def _extract_many(self, paths: list[str], watch: Callable[[int, int], None] | None) -> Iterator[Reading]:
        store = self.store_at(self.place, new=True) if self.place is not None else None
        find = store.reading if store is not None else None
        for reading in read_documents(paths, self.settings, Intake(find=find, model=self.model, watch=watch)):
            if store is not None and store.reading(reading.source.sha256, reading.version) != reading:
                self.keep([reading])
            yield self.corrected(reading)

    def keep(self, readings: Iterable[Reading]) -> None:
        """Keep the readings in the store, which is made where there is none; nothing without a store."""
        if self.place is None:
            return
        store = self.store_at(self.place, new=True)
        if self._run is None:
            self._run = store.begin(asdict(self.settings))
        for reading in readings:
            store.add(self._run, reading)

    def corrected(self, reading: Reading, beside: Sequence[Correction] = ()) -> Reading:
        """The reading with what people put right in the store, and `beside` it; as it is where nobody did."""
        if self.as_read or reading.corrected is not None:
            return reading
        known = [each for each in beside if each.sha256 == reading.source.sha256]
        if self.place is not None and there(self.place):
            known += self.store_at(self.place).corrections.of(reading.source.sha256)
        if not known:
            return reading
        from jixiao.fields.corrected import apply

        return apply(reading, known)

    def corrections(self) -> list[Correction]:
        """All that people put right in the store; nothing where it is seen as it was read, or there is no store."""
        if self.as_read or self.place is None or not there(self.place):
            return []
        return self.store_at(self.place).corrections.all()

    def correcting(self, place: str | Path | None = None) -> Correcting:
        """Corrections of the readings at the place: a store, a folder of results or a JSON file of one; without a place
        of the store. StoreError where there is none.
        """
        from jixiao.app.correcting import Correcting, FolderBook, StoreBook

        path = Path(place) if place is not None else self.place
        if path is not None and not is_store(path) and path.exists():
            book = FolderBook(path)
            self._stack.callback(book.close)
            return Correcting(book)
        if path is None:
            raise StoreError("没有说明改正存在哪里；请加 --store 库.db，或给出结果文件夹")
        return Correcting(StoreBook(self.store_at(path)))

    def check(self, what: Reading | str | Path) -> Checked:
        """The reading with what checks found in it: see `jixiao.check`."""
        from jixiao.app.api import check

        return check(what, self.rules, self.model)

    def suggest(self, project: ProjectGoal | DepartmentGoal | str, most: int = 5) -> Suggestions:
        """What the project lacks by the store's like projects: see `jixiao.suggest`."""
        from jixiao.app.api import suggest

        return suggest(project, self, most)

    def review(self, what: Readable, most: int = 3) -> Review:
        """An opinion on every form: see `jixiao.review`."""
        from jixiao.app.api import review

        return review(what, self, most)

    def draft(self, project: ProjectGoal | Project, manner: Manner | None = None) -> Drafted:
        """The annual goal of a project: see `jixiao.draft`."""
        from jixiao.app.api import draft

        return draft(project, manner, self)

    def taken(self, inputs: Iterable[str | Path], here: bool = False) -> Iterator[Taken | Note]:
        """Every reading behind the inputs: see `jixiao.app.files.inputs.taken`."""
        return taken(inputs, self, here)

    def adopt(self, inputs: Iterable[str | Path]) -> None:
        """Where no store was named, the first one among the inputs is it."""
        if self.place is None:
            self.place = next((path for path in map(Path, inputs) if is_store(path)), None)


def _ignore(event: Step | Note) -> None:
    """Nobody wants to know."""


def chosen(file: Path | None, when: str | None, options: Sequence[str] | None) -> ModelSettings | None:
    """The settings of the model by file, environment and flags, None where no endpoint is set.

    ConfigError where it is demanded (`when` is "always") and there is none.
    """
    flags: dict[str, str | int | float | None] = {}
    for option in options or ():
        name, equals, value = option.partition("=")
        if not equals:
            raise ConfigError(f"参数 --model-option 应写成 名称=值，现为 {name!r}；如 --model-option name=qwen-plus")
        flags[name.strip()] = value.strip()
    return load_model(file, flags={**flags, "when": when})


@contextmanager
def opened(settings: ModelSettings, store: Path | None = None, run: int | None = None) -> Iterator[Model]:
    """The model with its archive: in the store where there is one, else in the archive's own file."""
    from jixiao.llm import Model
    from jixiao.store import Archive

    with Archive.open(store or archive_path(settings), run) as archive, Model.open(settings, archive) as model:
        yield model


@contextmanager
def inquiry(workspace: Workspace, run: int | None = None) -> Iterator[Inquiry | None]:
    """The model that a run asks what the rules leave open, None where none is; its receipts name the run."""
    if workspace.endpoint is None:
        yield None
        return
    from jixiao.engine.asking import Inquiry

    with opened(workspace.endpoint, workspace.place, run) as model:
        yield Inquiry(model)


def archive_path(settings: ModelSettings | None) -> Path:
    """Where receipts and answers are kept without a store."""
    if settings is not None and settings.archive:
        return Path(settings.archive)
    return Path.home() / ".jixiao" / "model.db"
