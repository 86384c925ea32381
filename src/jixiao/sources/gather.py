"""Inputs of a run into sources: files, folders, patterns and zips, each content once, each name distinct."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from jixiao.errors import NothingThere, SourceError, UnsafeArchive, UnsupportedFormat
from jixiao.resources import named
from jixiao.sources.archives import Budget, Member, hidden
from jixiao.sources.copies import Copies
from jixiao.sources.detection import kind_of, mismatch
from jixiao.sources.formats import BY_NAME, READ, path_suffix
from jixiao.sources.model import Gathered, Source, SourceLimits
from jixiao.sources.names import beside_a_page, distinct, readable, saved_pages
from jixiao.sources.single import INPUT, OURS, PASSED, check_file, digest_of, is_signed, looks_like_one, says

_NESTING = 2  # a zip, and a zip in it


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to look at: `shown` names it in messages, `parts` are what its final name is made of."""

    path: Path
    shown: str
    parts: tuple[str, ...]
    origin: str = ""


def gather(
    inputs: Iterable[str | Path],
    workdir: Path | Callable[[], Path],
    limits: SourceLimits | None = None,
    *,
    outputs: Iterable[Path] = (),
    hashed: bool = True,
) -> Gathered:
    """The sources behind the inputs in their order; what cannot be read stands in `problems`, the rest goes on.

    An input is a file, a folder (read recursively, sorted), a pattern with `*`, `?`, `**`, or a zip; a path that
    exists wins over its reading as a pattern. Archives are unpacked below `workdir`, which must outlive the sources; a
    function that gives it is called when it is needed first. Files under `outputs` are passed by in folders and
    patterns. Not `hashed` is that no more of a file is read than to tell that it is no copy: its hash may be "".
    """
    intake = _Intake(workdir, limits or SourceLimits(), [str(p.resolve()) for p in outputs], hashed)
    for given in inputs:
        intake.take(str(given))
    return intake.done()


class _Intake:
    """What has been found so far."""

    def __init__(
        self, workdir: Path | Callable[[], Path], limits: SourceLimits, outputs: list[str], hashed: bool
    ) -> None:
        self.workdir = workdir
        self.limits = limits
        self.outputs = outputs
        self.out = Gathered()
        self.hashed = hashed
        self.kept: list[tuple[_Found, str]] = []
        self.contents = Copies()
        self.zips: dict[str, str] = {}
        self.copies: list[tuple[str, int]] = []
        self.odd: list[tuple[int, str]] = []
        self.seen: set[str] = set()

    def take(self, given: str) -> None:
        """Everything behind one input."""
        path = Path(given).expanduser()
        shown = readable(given)
        if path.is_dir():
            if not self._take_all(_walk(path)):
                self._problem(NothingThere(shown, f"文件夹里没有可以读取的文件（{READ}、压缩包），请检查"))
        elif says(path, path_suffix(shown), INPUT):
            message = "这是给 jixiao draft 填的输入工作簿，不是公开的表，没有读；请用 jixiao draft 这个文件"
            self._problem(UnsupportedFormat(shown, message))
        elif os.path.lexists(path):
            self._take_file(_direct(path), os.path.realpath(path))  # a link that leads to itself is no error here
        elif glob.has_magic(given):
            matches = sorted(glob.glob(_pattern(path), recursive=True))  # noqa: PTH207 -- takes absolute patterns too
            found = (f for m in matches for f in (_walk(Path(m)) if Path(m).is_dir() else [_direct(Path(m))]))
            if not self._take_all(found):
                self._problem(NothingThere(shown, "没有与之匹配、可以读取的文件，请检查路径和通配符"))
        else:
            self._problem(NothingThere(shown, "没有找到这个文件，请检查路径和文件名"))

    def done(self) -> Gathered:
        """The sources with their final names."""
        names = distinct([(found.parts, partial(self._digest, i)) for i, (found, _) in enumerate(self.kept)])
        self.out.sources = [
            Source(name, found.path, self.contents.digests.get(i, ""), kind, found.origin)
            for i, (name, (found, kind)) in enumerate(zip(names, self.kept, strict=True))
        ]
        self.out.same = [(shown, names[i]) for shown, i in self.copies]
        self.out.notices = [(names[i], message) for i, message in self.odd]
        return self.out

    def _digest(self, number: int) -> str:
        try:
            return self.contents.digest(number)
        except SourceError:  # gone since: who reads it says so
            return ""

    def _problem(self, problem: SourceError) -> None:
        self.out.problems.append(problem)

    def _take_all(self, found: Iterable[_Found]) -> bool:
        """Take what looks like a document among many files; whether there was any."""
        some = False
        for file in found:
            suffix, real = path_suffix(file.shown), os.path.realpath(file.path)
            if hidden((file.path.name,)) or self._is_output(file.path, real, suffix):
                continue
            if suffix in PASSED or says(file.path, suffix, INPUT):
                self.out.passed.append(file.shown)
            elif looks_like_one(file.path, suffix):
                some = True
                self._take_file(file, real)
        return some

    def _is_output(self, path: Path, real: str, suffix: str) -> bool:
        resolved = f"{real}{os.sep}"
        if any(resolved.startswith(f"{place.rstrip(os.sep)}{os.sep}") for place in self.outputs):
            return True
        return says(path, suffix, OURS)

    def _take_file(self, found: _Found, real: str) -> None:
        if real in self.seen:
            return
        self.seen.add(real)
        try:
            self._keep(found, depth=0, budget=Budget(self.limits.members, self.limits.unpacked_bytes))
        except SourceError as exc:
            self._problem(exc)

    def _keep(self, found: _Found, depth: int, budget: Budget) -> None:
        """Keep one file as a source, or go on with what is packed in it."""
        size = check_file(found.path, found.shown, self.limits)
        kind = kind_of(found.path, found.shown)
        if BY_NAME[kind].unpacker:
            digest = digest_of(found.path, found.shown)
            if digest in self.zips:
                self.out.same.append((found.shown, self.zips[digest]))
                return
            self.zips[digest] = found.shown
            self._open(found, (digest, kind), depth, budget)
            return
        odd = [mismatch(kind, found.shown)]
        if kind == "ofd" and is_signed(found.path, found.shown):
            odd.append("带有电子签章；内容已读，签章是否有效没有验证")
        same = self.contents.take(found.path, found.shown, size, self.hashed)
        if same is not None:
            self.copies.append((found.shown, same))
            return
        self.odd += [(len(self.kept), message) for message in odd if message is not None]
        self.kept.append((found, kind))

    def _open(self, found: _Found, known: tuple[str, str], depth: int, budget: Budget) -> None:
        """Keep what is packed in an archive; one that nothing comes out of is a problem."""
        if depth >= _NESTING:
            raise UnsafeArchive(found.shown, "压缩包里套了两层以上的压缩包，没有再往里解；请先解压再试")
        digest, kind = known
        if not isinstance(self.workdir, Path):
            self.workdir = self.workdir()
        into = self.workdir / f"{kind}-{digest[:16]}"
        some = False
        unpack = named(BY_NAME[kind].unpacker)
        for item in unpack(found.path, found.shown, into, self.limits, budget):
            some = True
            if isinstance(item, Member):
                try:
                    self._keep(_member(found, item), depth + 1, budget)
                except SourceError as exc:
                    self._problem(exc)
            else:
                self._problem(item)
        if not some:
            raise UnsupportedFormat(found.shown, f"压缩包里没有可以读取的文件（{READ}），请检查内容")


def _pattern(path: Path) -> str:
    """The path as a pattern; folders that exist as written, brackets and all, are meant literally."""
    literal = Path(path.anchor)
    rest = list(path.parts[1:] if path.anchor else path.parts)
    while rest and (literal / rest[0]).is_dir():
        literal /= rest.pop(0)
    prefix = "" if str(literal) == "." else glob.escape(str(literal))
    return str(Path(prefix, *rest))


def _direct(path: Path) -> _Found:
    parts = tuple(readable(p) for p in Path(os.path.abspath(path)).parts)  # noqa: PTH100 -- keeps links as named
    return _Found(path, parts[-1], parts)


def _walk(folder: Path) -> Iterator[_Found]:
    """The files of a folder and of the folders in it, sorted, hidden ones left out."""
    for root, folders, files in os.walk(folder):
        pages = saved_pages(files)
        folders[:] = sorted(f for f in folders if not hidden((f,)) and not beside_a_page((f,), pages))
        parts, inside = _direct(Path(root)).parts, os.path.relpath(root, folder)
        for file in sorted(files):
            if not hidden((file,)):
                shown = file if inside == os.curdir else f"{inside}{os.sep}{file}"
                yield _Found(Path(root, file), readable(shown), (*parts, readable(file)))


def _member(archive: _Found, member: Member) -> _Found:
    parts = tuple(p for p in PurePosixPath(member.inside).parts if p != ".")
    origin = f"{archive.origin or archive.parts[-1]}/{member.inside}"
    return _Found(member.path, f"{archive.shown}/{member.inside}", (*archive.parts, *parts), origin)
