"""One tree of errors. Each message says what was expected, what was found and what to do next, in Chinese.

JixiaoError
├── SourceError            a file that cannot be taken in (the other files go on)
│   ├── UnsupportedFormat  no reader for this kind of file
│   ├── LeftOut            not a document: passed by on purpose, no failure
│   ├── NothingThere, NotGiven  there is nothing to read; its place denies it, or is gone
│   ├── EncryptedSource    a password is needed
│   ├── DamagedSource      truncated, empty, renamed or otherwise unreadable
│   ├── UnsafeArchive      a zip with escaping names or far too much inside
│   ├── MissingTool        a program is needed that is not installed
│   ├── TimeExceeded       reading it took longer than a file may take
│   ├── MemoryExceeded     reading it needs more memory than a process may use
│   ├── ReaderDied         the process that read it died, twice
│   └── InternalFault      a fault of this program
├── PageError              one page that cannot be read (the other pages go on)
│   ├── ScannedPage        no text layer
│   ├── GarbledPage        a text layer that cannot be believed
│   ├── DamagedPage        read, but perhaps not whole
│   └── LimitExceeded      more strokes, words or time than a page or a file may take
├── ResourceError          prompts/ or schemas/ are missing or wrong
├── PlaceError             a folder or object storage that denies, hangs or is gone
├── ConfigError            a setting is wrong
│   └── MissingPackage     something is asked for that needs a package which is not installed
├── ModelError             a question that no answer came to (everything else goes on)
│   ├── EndpointDown       cannot be reached, hangs, or fails again and again
│   ├── EndpointBusy       asks for a longer wait than this run gives it
│   ├── EndpointRefused    refuses: the key, the balance, the model's name, the request
│   ├── AnswerCutOff       question or answer is too long: ask for less at a time
│   ├── BadAnswer          still not what was asked for after it was sent back
│   └── AskingStopped      this run asks no more
│       └── BudgetSpent    its budget is used up
├── DeskError              what is asked of the desk over HTTP and cannot be had
│   ├── NotThere           no such file, form, value or draft
│   ├── SignedOut          nobody is signed in, or no longer
│   ├── NotAllowed         the role does not go that far
│   ├── TooMuch            more than a request may carry
│   └── TooOften           too many tries in a short time
└── StoreError             the database cannot be used
    └── StaleError         somebody else has changed what is being corrected
"""

from __future__ import annotations

from jixiao.errors.system import reason_of as reason_of


class JixiaoError(Exception):
    """Root of everything jixiao raises on purpose; `str()` is the Chinese message for the user."""

    code = "error"


class SourceError(JixiaoError):
    """A file that cannot be taken in; names the file."""

    code = "source.unreadable"

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(f"{name}：{message}")


class UnsupportedFormat(SourceError):
    """A file of a kind that has no reader."""

    code = "source.unsupported"


class LeftOut(SourceError):
    """A file among documents that is none: what this program wrote, an input for drafting."""

    code = "source.left-out"


class NothingThere(SourceError):
    """A name, a folder or a pattern behind which there is no file to read; nothing is kept of it."""

    code = "source.nothing-there"


class NotGiven(SourceError):
    """A file that its place does not give."""

    code = "source.not-given"


class EncryptedSource(SourceError):
    """A file that needs a password."""

    code = "source.encrypted"


class DamagedSource(SourceError):
    """A file that is empty, truncated or not what its name says."""

    code = "source.damaged"


class UnsafeArchive(SourceError):
    """An archive whose names leave it, or that unpacks to far more than it should."""

    code = "source.unsafe-archive"


class MissingTool(SourceError):
    """A file that needs a program which is not installed."""

    code = "source.missing-tool"


class TimeExceeded(SourceError):
    """A file whose reading was stopped because it took too long."""

    code = "source.time"


class MemoryExceeded(SourceError):
    """A file whose reading was stopped because it needed too much memory."""

    code = "source.memory"


class ReaderDied(SourceError):
    """A file whose reading process died more than once."""

    code = "source.died"


class InternalFault(SourceError):
    """A file whose reading met a fault of this program; says where in the program, never what stood in the file."""

    code = "source.internal"


class PageError(JixiaoError):
    """A page that cannot be read; names the page (1-based)."""

    code = "page"

    def __init__(self, page: int, message: str) -> None:
        self.page = page
        self.message = message
        super().__init__(f"第{page}页：{message}")


class ScannedPage(PageError):
    """A page that is a picture without text."""

    code = "page.scanned"


class GarbledPage(PageError):
    """A page whose text layer is made of code points that no reader can believe."""

    code = "page.garbled"


class DamagedPage(PageError):
    """A page that was read although something in it is damaged, so that some of it may be missing."""

    code = "page.damaged"


class LimitExceeded(PageError):
    """A page or file that asks for more work than is allowed."""

    code = "page.limit"


class ResourceError(JixiaoError):
    """A prompt, vocabulary or schema file that is missing or wrong."""

    code = "resource"


class PlaceError(JixiaoError):
    """A folder or object storage that cannot be used now; what was done is kept there."""

    code = "place"


class ConfigError(JixiaoError):
    """A setting that is wrong."""

    code = "config"


class MissingPackage(ConfigError):
    """Something is asked for that needs a package which is not installed."""

    code = "config.missing-package"

    def __init__(self, package: str) -> None:
        super().__init__(f"这里需要 {package}，没有安装；请先安装：pip install {package}")


class StoreError(JixiaoError):
    """A store that cannot be opened, or was written by a newer version."""

    code = "store"


class DeskError(JixiaoError):
    """What is asked of the desk over HTTP and cannot be had."""

    code = "desk"


class NotThere(DeskError):
    """A file, a form, a value or a draft that is not there."""

    code = "desk.not-there"


class SignedOut(DeskError):
    """Nobody is signed in, or no longer."""

    code = "desk.signed-out"


class NotAllowed(DeskError):
    """Something that the user's role does not reach."""

    code = "desk.not-allowed"


class TooMuch(DeskError):
    """A request that carries more than it may."""

    code = "desk.too-much"


class TooOften(DeskError):
    """Too many tries in a short time."""

    code = "desk.too-often"


class StaleError(StoreError):
    """A correction of a value that by now is another than the person saw; `expected` and `found` are the two."""

    code = "store.stale"

    def __init__(self, what: str, expected: object, found: object) -> None:
        self.expected, self.found = expected, found
        shown = [f"“{value}”" if value else "（空白）" for value in (expected, found)]
        super().__init__(f"{what}：改的时候看到的是{shown[0]}，现在已是{shown[1]}；没有改，请看过现在的值再改")


class ModelError(JixiaoError):
    """A question to the language model that no answer came to; the message holds no key and no text of a document."""

    code = "model"


class EndpointDown(ModelError):
    """The endpoint cannot be reached, does not answer in time, or fails again and again."""

    code = "model.down"


class EndpointBusy(ModelError):
    """The endpoint asks for a longer wait than a run gives it."""

    code = "model.busy"


class EndpointRefused(ModelError):
    """The endpoint refuses what it is asked, and would refuse it again."""

    code = "model.refused"


class AnswerCutOff(ModelError):
    """The answer reached its greatest length, or the question was too long; asking for less at a time may do."""

    code = "model.cut-off"


class BadAnswer(ModelError):
    """An answer that is not what was asked for, though it was sent back; `findings` say why, for the program alone."""

    code = "model.bad-answer"

    def __init__(self, message: str, findings: tuple[str, ...] = ()) -> None:
        self.findings = findings
        super().__init__(message)


class AskingStopped(ModelError):
    """Nothing was asked, because this run asks no more."""

    code = "model.stopped"


class BudgetSpent(AskingStopped):
    """Nothing was asked, because the budget of this run is used up."""

    code = "model.budget"
